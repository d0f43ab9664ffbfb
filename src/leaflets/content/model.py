"""What every model of the content shares: strict keys, frozen values, and the place in the file it came from."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from functools import cache, wraps
from typing import Annotated, Any, ParamSpec, Self, TypeVar, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PrivateAttr,
    StringConstraints,
    WithJsonSchema,
)

from leaflets.content.roles import HINT, NAME, NUMBER, Role
from leaflets.content.telephone import PATTERN, number
from leaflets.content.written import AS_WRITTEN, Kept, shaped
from leaflets.problems import Source

P = ParamSpec("P")
T = TypeVar("T")
NOWHERE = Source("")

Find = Callable[[str], Source]
"""Finds the place of a key; of no key, that of the whole. Most places are never asked for, so none is kept."""


class Model(BaseModel):
    """A frozen model that refuses unknown keys and knows where in a file it, and each of its keys, stands."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, protected_namespaces=())

    _find: Find | None = PrivateAttr(default=None)

    def at(self, key: str = "") -> Source:
        """The place of this model, or of the value of one of its keys; of one inside that, parted from it by a dot."""
        private = self.__pydantic_private__  # as ``self._find``, at a fifth of the cost: every paragraph asks
        find = private["_find"] if private else None
        return find(key) if find else NOWHERE

    def locate(self, find: Find) -> None:
        """Record what finds the place of a key, or of the model itself; only the reader calls it."""
        self._find = find


M = TypeVar("M", bound=Model)
"""A model of some kind."""

Name = Annotated[str, Kept(StringConstraints(min_length=1, strip_whitespace=True), AS_WRITTEN), NAME]
_ID = r"^[A-Za-z0-9][A-Za-z0-9-]*$"
_ID_SCHEMA = {"type": "string", "pattern": _ID}
Id = Annotated[str, Kept(shaped(_ID, "write letters and digits, hyphens between, such as day-care-2")), HINT]
_WEB = r"^https?://[!#-;=?-~]+$"
"""An address in ASCII, as a link in a PDF must be."""
_AS_SHOWN = "write it as a browser shows it, such as https://example.org/a; letters beyond ASCII as %.."
Web = Annotated[str, Kept(shaped(_WEB, _AS_SHOWN), AS_WRITTEN), NUMBER]
Phone = Annotated[
    str, Kept(AfterValidator(number), WithJsonSchema({"type": "string", "pattern": f"^{PATTERN}$"}), AS_WRITTEN), NUMBER
]
FileName = Annotated[str, StringConstraints(min_length=1), HINT]
_LISTED = BeforeValidator(lambda value: [value] if isinstance(value, str) else value)
_IDS_SCHEMA = WithJsonSchema({"anyOf": [_ID_SCHEMA, {"type": "array", "items": _ID_SCHEMA}]})
Ids = Annotated[tuple[Id, ...], Kept(_LISTED, _IDS_SCHEMA)]


class Condition(Model):
    """When something is shown: for each axis named, the job must have one of the values listed."""

    variant: Ids = ()
    edition: Ids = ()
    region: Ids = ()
    extra: Ids = ()
    language: Ids = ()

    def holds(self, job: Mapping[str, frozenset[str]]) -> bool:
        """Whether every axis named here shares a value with the job's."""
        axes = ((axis, getattr(self, axis)) for axis in ("variant", "edition", "region", "extra", "language"))
        return all(job[axis].intersection(values) for axis, values in axes if values)


class Said(Model):
    """A model of what readers read. Each of its texts has a role: a type that says what its words are for."""

    def parts(self) -> Iterator[tuple[str, Any]]:
        """Each value in it with the name of its field, those of lists one by one; a label stands before its text."""
        for name in sorted(type(self).model_fields, key=lambda name: name != "label"):
            value = getattr(self, name)
            yield from ((name, part) for part in (value if isinstance(value, tuple) else (value,)))


class Conditional(Said):
    """Something that may be shown for some jobs only."""

    when: Condition | None = None
    unless: Condition | None = None
    _local: bool = PrivateAttr(default=False)

    def shown(self, job: Mapping[str, frozenset[str]]) -> bool:
        """Whether a job with these axes shows it."""
        return (self.when is None or self.when.holds(job)) and not (self.unless and self.unless.holds(job))

    @property
    def local(self) -> bool:
        """Whether a clinic wrote it."""
        return self._local

    @property
    def regional(self) -> bool:
        """Whether it was written for one region, or by a clinic, in its own words."""
        return self.local or bool(self.when and self.when.region)

    def localised(self) -> Self:
        """The same, as a clinic's own words."""
        made = self.model_copy()
        made._local = True
        return made


@cache
def roles(model: type[Model]) -> Mapping[str, Role]:
    """The fields of a model that hold words, and what these are for."""
    fields = model.model_fields.items()
    found = {name: _roles((*field.metadata, field.annotation)) for name, field in fields}
    return {name: known[-1] for name, known in found.items() if known}


def _roles(parts: Iterable[object]) -> list[Role]:
    """The roles among some parts of an annotation; those inside them, if there are none."""
    parts = tuple(parts)
    return [one for one in parts if isinstance(one, Role)] or [one for part in parts for one in _roles(get_args(part))]


MOST_KEPT = 2048
"""So much is kept of each kind of work: of a leaflet in all its variants, regions and editions, and of some clinics."""

_FORGETTING: list[Callable[[], None]] = []


def once(work: Callable[P, T]) -> Callable[P, T]:
    """Keep what comes of ``work``, which is the same for the very same models and equal other values."""
    known: dict[Hashable, tuple[object, T]] = {}
    _FORGETTING.append(known.clear)

    @wraps(work)
    def ask(*given: P.args, **_: P.kwargs) -> T:
        key = tuple([id(one) if isinstance(one, Model) else one for one in given])
        found = known.get(key)
        if found is None:
            if len(known) >= MOST_KEPT:
                known.clear()
            found = known[key] = (given, work(*given))  # type: ignore[call-arg]
        return found[1]

    return ask


def forget() -> None:
    """Forget all that was kept, for a process that lives long: with each model the whole of its file is kept."""
    for one in _FORGETTING:
        one()
