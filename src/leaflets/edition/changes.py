"""A clinic's leaflet: its local words by id, its reference and its colour.

Applied before the selection, for one job.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from typing import Any

from leaflets.content.approvals import Approval
from leaflets.content.blocks import Block, TextBlock
from leaflets.content.clinic import Change, Clinic
from leaflets.content.leaflet import Leaflet, LeafletFile, Variant
from leaflets.content.model import Condition, Conditional, M, Model
from leaflets.content.payloads import Item, Statement
from leaflets.edition.selection import Axes
from leaflets.problems import Problem, refuse
from leaflets.store.changes import faults, named
from leaflets.store.references import models


def changed(leaflet: Leaflet, clinic: Clinic, axes: Axes) -> Leaflet:
    """The leaflet as this clinic hands it out to a job with these axes. Raises ContentError."""
    changes = clinic.about(leaflet.name)
    sections = leaflet.sections
    if changes:
        problems = list(faults(leaflet, changes))
        refuse(problems)
        editor = _Editor(leaflet, active(changes, axes), axes)
        sections = {name: editor.one(part) if part.shown(axes) else part for name, part in leaflet.sections.items()}
        refuse(editor.problems)
    return leaflet.model_copy(update={"sections": sections, "file": branded(leaflet.file, clinic)})


def active(changes: Iterable[Change], axes: Axes) -> tuple[Change, ...]:
    """The changes that a job with these axes has."""
    return tuple(change for change in changes if change.when is None or change.when.holds(axes))


def outline(change: Change) -> Hashable:
    """What decides what a change does to everything but its own words: where, what kind it brings, on what sources."""
    brought = [new for new in (change.with_, *change.add) if new]
    kinds = tuple((type(new), getattr(new, "beside", False), getattr(new, "words", ())) for new in brought)
    cited = {name for model in models(tuple(brought)) for name in getattr(model, "sources", ())}
    return change.key, change.target, kinds, frozenset(cited)


def branded(
    file: LeafletFile, clinic: Clinic, variant: str = "", signed: Sequence[Approval] | None = None
) -> LeafletFile:
    """What a leaflet is called and looks like at a clinic: its reference, and the colour of its variants, or of one.

    ``signed`` are the sign-offs that count there, if these are known.
    """
    changes: dict[str, Any] = {} if signed is None else {"approvals": signed}
    if clinic.reference_prefix:
        changes["reference"] = f"{clinic.reference_prefix}-{file.reference}"
    if clinic.colours.primary:
        own = {name: _coloured(file.variants[name], clinic) for name in ([variant] if variant else file.variants)}
        changes["variants"] = {**file.variants, **own}
    return file.model_copy(update=changes)


def _coloured(variant: Variant, clinic: Clinic) -> Variant:
    """The variant in the clinic's colour, which an author finds in the clinic's file."""
    made = variant.model_copy(update={"colour": clinic.colours.primary, "bright": None})
    made.locate(lambda key: clinic.colours.at("primary") if key == "colour" else variant.at(key))
    return made


class _Editor:
    """Does a clinic's changes to one section after another."""

    def __init__(self, leaflet: Leaflet, changes: Iterable[Change], axes: Axes) -> None:
        self.axes = axes
        self.touched: set[str] = set()
        self.problems: list[Problem] = []
        self.swaps: dict[str, Change] = {}
        self.additions: dict[str, list[Change]] = defaultdict(list)
        for change in changes:
            for found in named(leaflet).get(change.target, ()):
                self.touched.update((change.target, *(holder.id for holder in found.holders)))
            if change.after:
                self.additions[change.after].append(change)
            else:
                self.swaps.setdefault(change.target, change)

    def one(self, model: M) -> M:
        """The model, what stands in it changed; the same one if nothing is."""
        news: dict[str, Any] = {}
        for name, value in model:
            new = value
            if isinstance(value, tuple) and value and isinstance(value[0], Conditional):
                new = self._all(value)
            elif isinstance(value, Model) and not isinstance(value, Condition):
                new = self.one(value)
            if new is not value:
                news[name] = new
        return model.model_copy(update=news) if news else model

    def _all(self, entries: tuple[Conditional, ...]) -> tuple[Conditional, ...]:
        made: list[Conditional] = []
        left_out: Change | None = None
        for entry in entries:
            id_ = getattr(entry, "id", "")
            if (id_ and id_ not in self.touched) or not entry.shown(self.axes):
                made.append(entry)
                continue
            swap = self.swaps.get(id_)
            if swap is None:
                made.append(self.one(entry))
            elif swap.with_:
                when = {"when": entry.when, "unless": entry.unless}  # it is shown when the other would have been
                made.append(_like(entry, swap.with_).localised().model_copy(update=when))
            else:
                left_out = swap
            for change in self.additions.get(id_, ()):
                made += [_like(entry, new).localised() for new in change.add]
        if left_out and not any(entry.shown(self.axes) for entry in made):
            message = f"without '{left_out.target}' nothing is left here"
            self.problems.append(Problem(left_out.at("omit"), message, "omit the whole of it, or replace this"))
        same = len(made) == len(entries) and all(new is old for new, old in zip(made, entries, strict=True))
        return entries if same else tuple(made)


def _like(old: Conditional, new: Statement) -> Statement:
    """The new part as an entry of a list, if it stands among such."""
    if isinstance(old, Block) or not isinstance(new, TextBlock):
        return new
    made = Item.model_construct(**{name: getattr(new, name) for name in Item.model_fields})
    made.locate(new.at)
    return made
