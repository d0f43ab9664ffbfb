"""What cannot be done of a clinic's changes to the leaflets, each a problem at its line.

What is ``locked`` keeps people safe: it can be added to, and nothing else.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from leaflets.content.blocks import Block, TextBlock
from leaflets.content.clinic import Change, Clinic
from leaflets.content.leaflet import Leaflet
from leaflets.content.model import Model, once
from leaflets.content.payloads import Fact, Item, Statement
from leaflets.content.settings import Settings
from leaflets.problems import Problem, Source, did_you_mean
from leaflets.store.references import models, unknown


class Named(NamedTuple):
    """Something with an id, and the blocks it stands in, the outermost first."""

    model: Statement
    holders: tuple[Statement, ...]

    @property
    def lock(self) -> Statement | None:
        """What is locked here: a block it stands in, itself, or something inside it."""
        inside = (model for model in models(self.model) if isinstance(model, Block | Item))
        chain = [model for model in (*self.holders, *inside) if getattr(model, "locked", False)]
        return chain[0] if chain else None


@once
def named(leaflet: Leaflet) -> Mapping[str, Sequence[Named]]:
    """Everything in the sections of a leaflet that a clinic can name, by id."""
    found: dict[str, list[Named]] = defaultdict(list)
    for section in leaflet.sections.values():
        for one in _named(section, ()):
            found[one.model.id].append(one)
    return dict(found)


def _named(value: object, holders: tuple[Statement, ...]) -> Iterator[Named]:
    inside = holders
    if isinstance(value, Statement):
        yield Named(value, holders)
        inside = (*holders, value)
    for part in vars(value).values() if isinstance(value, Model) else value if isinstance(value, tuple) else ():
        if isinstance(part, Model | tuple):
            yield from _named(part, inside)


def faults(leaflet: Leaflet, changes: Sequence[Change]) -> Iterator[Problem]:
    """What cannot be done to a leaflet, whatever the variant: each a problem at its line."""
    there = named(leaflet)
    done: dict[str, Change] = {}
    brought: dict[str, Source] = {}
    for change in changes:
        where, target = change.at(change.key), change.target
        if target not in there:
            if change.leaflet:
                yield Problem(where, f"there is no '{target}' in the leaflet", did_you_mean(target, there))
            continue
        found = there[target]
        if not change.after:
            yield from _locked(found, where)
            before = done.setdefault(target, change)
            if before is not change and not (before.when and change.when):
                message = f"'{target}' is changed twice; the first is on line {before.at().line}"
                yield Problem(where, message, "keep one")
        for new in (change.with_, *change.add):
            if new:
                yield from _misfits(new, found)
        yield from _clashes(change, found, there, brought)
    for change in changes:
        for holder in {holder.id for one in there.get(change.target, ()) for holder in one.holders} & set(done):
            message = f"'{change.target}' stands in '{holder}', which is changed as a whole on line "
            yield Problem(change.at(change.key), f"{message}{done[holder].at().line}", "do both in one change")


def _clashes(
    change: Change, found: Iterable[Named], there: Mapping[str, Sequence[Named]], brought: dict[str, Source]
) -> Iterator[Problem]:
    """Ids a change brings that are taken, unless by what it replaces. Those it brings are taken from then on."""
    freed = {part.id for one in found for part in models(one.model) if isinstance(part, Statement)}
    for new in models((change.with_, *change.add)):
        if isinstance(new, Statement) and new is not change.with_:
            taken = new.id in brought or new.id in there
            if taken and not (change.replace and new.id in freed):
                where = brought[new.id] if new.id in brought else there[new.id][0].model.at()
                yield Problem(new.at("id"), f"there is a '{new.id}' already: {where}", "choose another id")
            brought[new.id] = new.at("id")


def check_changes(
    clinic: Clinic, leaflets: Iterable[Leaflet], settings: Settings, every: bool = True
) -> Iterator[Problem]:
    """What cannot be done of a clinic's changes to the leaflets it says anything of, in any variant.

    ``every``: they are all of those; without, another may have what is in none of these.
    """
    known: set[str] = set()
    for leaflet in leaflets:
        there = named(leaflet)
        known |= set(there)
        changes = clinic.about(leaflet.name)
        met = tuple(change for change in changes if change.target in there)
        yield from traced([*faults(leaflet, changes), *unknown(met, leaflet, settings)], clinic, leaflet)
    for change in clinic.changes:
        if every and change.leaflet is None and change.target not in known:
            message = f"there is no '{change.target}' in any leaflet"
            yield Problem(change.at(change.key), message, did_you_mean(change.target, known))


def _locked(found: Iterable[Named], where: Source) -> Iterator[Problem]:
    for one in found:
        if one.lock:
            what = "is locked" if one.lock is one.model else f"cannot be changed, since '{one.lock.id}' is locked"
            message = f"'{one.model.id}' {what}, to keep people safe: {one.lock.at()}"
            yield Problem(where, message, f"add to it instead: write 'after: {one.model.id}' and 'add:'")
            return


def _misfits(new: Statement, found: Iterable[Named]) -> Iterator[Problem]:
    """A block where an entry of a list must stand, or the other way round."""
    for one in found:
        here = f"'{one.model.id}' is {_what(one.model)}: {one.model.at()}"
        if isinstance(one.model, Block):
            fits = isinstance(new, Block)
        elif isinstance(one.model, Fact):
            fits = type(new) is type(one.model)
        else:
            fits = isinstance(new, TextBlock) and not (new.words or new.beside)
        if not fits:
            yield Problem(new.at(), f"this cannot stand here; {here}", "write it the same way")
            return


def _what(model: Statement) -> str:
    if isinstance(model, Block):
        return "a block"
    keys = ("label", "text") if isinstance(model, Fact) else ("text",)
    return f"an entry of a list, with {' and '.join(keys)} alone"


def traced(problems: Iterable[Problem], clinic: Clinic, leaflet: Leaflet) -> Iterator[Problem]:
    """The problems; those met in a replacement say what it replaces, and where that is."""
    home = clinic.at().file
    starts = [change.at() for change in clinic.changes]
    for problem in problems:
        inside = [change for change, start in zip(clinic.changes, starts, strict=True) if start <= problem.where]
        change = inside[-1] if inside and problem.where.file == home else None
        if change and change.with_ and problem.where >= change.at("with"):
            yield problem.adding(replaces(change.target, [leaflet]))
        else:
            yield problem


def replaces(id_: str, leaflets: Iterable[Leaflet]) -> str:
    """What a replacement replaces, in words with its place; nothing if there is no such thing."""
    for leaflet in leaflets:
        for found in named(leaflet).get(id_, ()):
            return f"it replaces '{id_}': {found.model.at()}"
    return ""
