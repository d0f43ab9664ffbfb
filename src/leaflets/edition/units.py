"""The units of translation of a leaflet: each text an author words for readers, known by its statement and its part."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from leaflets.content.approvals import hash_of
from leaflets.content.inline import text_fields
from leaflets.content.leaflet import Leaflet
from leaflets.content.model import Condition, Conditional, M, Model, once, roles
from leaflets.content.payloads import Statement
from leaflets.content.roles import NOTE, Role
from leaflets.edition.selection import Wording
from leaflets.problems import Source
from leaflets.store.references import models

FILE = "leaflet"
"""What stands in place of a statement's id for the words of ``leaflet.yaml``."""


@dataclass(frozen=True)
class Unit:
    """One text to be translated, as it is written: a part of what a statement, or a file, says.

    ``around`` are the models it stands in, the outermost first; ``leading`` the words that lead in to it.
    """

    id: str
    part: str
    words: str
    role: Role
    where: Source = field(compare=False)
    around: tuple[Model, ...] = field(compare=False, repr=False)
    leading: tuple[str, ...] = ()

    @cached_property
    def mark(self) -> str:
        """What stands for its words."""
        return hash_of(self.words)

    @property
    def place(self) -> tuple[str, str, str]:
        """Its id, its part and its mark: for several jobs, an id can have several texts."""
        return self.id, self.part, self.mark

    @property
    def key(self) -> str:
        """How sheets name it."""
        return f"{self.id}:{self.part}@{self.mark}"

    @property
    def statement(self) -> Statement | None:
        """The statement it is a part of; without one, nothing can be left out in its place."""
        return next((model for model in reversed(self.around) if isinstance(model, Statement)), None)

    @cached_property
    def locked(self) -> bool:
        """Whether a leaflet cannot do without it: it keeps people safe, or leads in to what does, or titles it."""
        statement = self.statement
        inside = (*self.around, *models(statement)) if statement else ()
        return statement is None or any(getattr(model, "locked", False) for model in inside)


Visit = Callable[[Unit], str]
"""What becomes of a unit's words."""


class Moved(Wording):
    """Words of another file, which stand in place of those an author wrote: ``moved`` is where."""

    moved: Source


def revised(leaflet: Leaflet, visit: Visit, language: str = "") -> Leaflet:
    """The leaflet with its units as ``visit`` would have them; it meets them in the order of the file's sections.

    What is there for one other ``language`` alone is in the words of that language, and is no unit.
    """
    walk = Walk(visit, language)
    file = walk.model(leaflet.file, start(FILE, leaflet.file))
    order = dict.fromkeys((file.front.section, *file.sections, *leaflet.sections))
    parts: dict[str, dict[str, Any]] = {"sections": {name: leaflet.sections[name] for name in order}}
    parts |= {"words": leaflet.words, "organisations": leaflet.organisations}
    made = {
        part: {name: walk.model(one, start(f"sections/{name}", one)) for name, one in named.items()}
        for part, named in parts.items()
    }
    made["sections"] = {name: made["sections"][name] for name in leaflet.sections}
    return leaflet.model_copy(update={"file": file, **made})


@once
def units(leaflet: Leaflet, language: str = "") -> tuple[Unit, ...]:
    """The units of a leaflet in reading order, each once."""
    found: dict[str, Unit] = {}

    def note(unit: Unit) -> str:
        found.setdefault(unit.key, unit)
        return unit.words

    revised(leaflet, note, language)
    return tuple(found.values())


def start(id_: str, model: Model) -> Unit:
    """A unit with no words yet, from which a walk sets out into a model."""
    return Unit(id_, "", "", NOTE, model.at(), ())


@dataclass
class Walk:
    """Goes through models and rewrites their units. A model in which nothing changes stays the same one."""

    visit: Visit
    language: str

    def model(self, model: M, here: Unit) -> M:
        """The model rewritten; ``here`` is a unit with no words, which says how the walk came to it."""
        named = model.when.language if isinstance(model, Conditional) and model.when else ()
        if getattr(model, "lang", None) or named == (self.language,):
            return model
        if isinstance(model, Statement):
            here = replace(here, id=model.id, part="")
        here = replace(here, around=(*here.around, model))
        texts, known = text_fields(type(model)), roles(type(model))
        leads = (getattr(model, name, None) for name in ("heading", "lead_in"))
        inside = replace(here, leading=(*here.leading, *(one for one in leads if isinstance(one, str))))
        changes: dict[str, Any] = {}
        moved: dict[str, Source] = {}
        for name in sorted(type(model).model_fields, key=lambda name: name != "label"):
            value, role = getattr(model, name), known.get(name, NOTE) if name in texts else NOTE
            place = here if isinstance(value, str) else inside
            if (new := self._value(value, model, name, role, place, moved)) is not value:
                changes[name] = new
        if not changes:
            return model
        made = model.model_copy(update=changes)
        if moved:
            made.locate(lambda key: moved.get(key) or model.at(key))
        return made

    def _value(self, value: Any, model: Model, key: str, role: Role, here: Unit, moved: dict[str, Source]) -> Any:
        """What becomes of a value of a model: a text, a model, or several of them."""
        if isinstance(value, str) and value and role.author:
            new = self.visit(replace(here, part=f"{here.part}{key}", words=value, role=role, where=model.at(key)))
            if isinstance(new, Moved):
                moved[key] = new.moved
            return new
        if isinstance(value, Model) and not isinstance(value, Condition):
            return self.model(value, replace(here, part=f"{here.part}{key}."))
        if isinstance(value, tuple | dict):
            old = value if isinstance(value, dict) else dict(enumerate(value))
            made = {at: self._value(one, model, f"{key}.{at}", role, here, moved) for at, one in old.items()}
            if any(made[at] is not old[at] for at in old):
                return made if isinstance(value, dict) else tuple(made.values())
        return value
