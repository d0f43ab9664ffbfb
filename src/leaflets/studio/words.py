"""The words of a job as cards, each text in its block; and changes of them: other words, an entry more, its place."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from leaflets.checks.editor import of_words, sections_read_at
from leaflets.checks.rules import Finding
from leaflets.content.blocks import Block, kind_of
from leaflets.content.inline import checked
from leaflets.content.model import NOWHERE, Conditional, Said
from leaflets.content.payloads import Contact, Item, Statement, TableRow
from leaflets.edition.manuscript import Manuscript, manuscript
from leaflets.edition.passages import Passage
from leaflets.edition.selection import Job
from leaflets.edition.wording import standing
from leaflets.problems import ContentError, Source
from leaflets.signing.signoff import Standing
from leaflets.store.edit import added, conditioned, moved, removed, reworded
from leaflets.store.lines import even
from leaflets.store.project import Project
from leaflets.store.references import EDITIONS, models
from leaflets.store.translations import foreign
from leaflets.studio.desk import Desk
from leaflets.studio.sent import identity, keep, names_of, refused, text_of

AXES = ("variant", "region", "edition")


class Entry(NamedTuple):
    """What a text belongs to: a block, or an entry of a list. ``name`` is its place in its file.

    ``shown`` are the ticks: for each axis its values, and whether it is shown for them; there are none where what is
    written is more than ticks can say. ``movable``: it stands in a list.
    """

    name: str
    id: str
    model: Said
    standing: Standing | None
    shown: Mapping[str, Mapping[str, bool]]
    movable: bool
    locked: bool

    @property
    def signed(self) -> str:
        """Who agreed to its words, and when."""
        signers = self.standing.signers if self.standing else ()
        return "; ".join(f"{one.by}, {one.signed}" for one in signers)


MADE = ":"
"""What stands in the ids of what no author wrote, and in no others."""


class Row(NamedTuple):
    """A text: its name, itself, the values it may ask for, and what is found in it. ``first`` of its entry, or not."""

    name: str
    passage: Passage
    values: Mapping[str, str]
    entry: Entry | None
    first: bool
    findings: Sequence[Finding] = ()

    @property
    def made(self) -> bool:
        """Whether no author wrote it here, such as lines in languages that a clinic asks for by name."""
        return any(MADE in one for one in self.passage.ids)

    @property
    def identity(self) -> str:
        """What it is known by when it moves."""
        return identity(self.passage)


@dataclass
class Card:
    """A block with its rows, or what stands outside of blocks."""

    kind: str
    rows: list[Row] = field(default_factory=list)


@dataclass
class Part:
    """A section with its cards, and the school grade it reads at and that to aim for, if these are known."""

    name: str
    heading: str
    grade: tuple[float, float] | None = None
    cards: list[Card] = field(default_factory=list)


def parts(project: Project, job: Job) -> list[Part]:
    """The words of a job, section by section. Raises ContentError."""
    copy = manuscript(project, job)
    findings: dict[int, list[Finding]] = {}
    for number, one in found_in(project, job):
        findings.setdefault(number, []).append(one)
    grades: Mapping[str, tuple[float, float]] = {}
    with suppress(ContentError):
        grades = sections_read_at(project, job)
    made: list[Part] = []
    block: object = None
    for number, (name, passage, entry) in enumerate(_entries(project, copy)):
        if not made or made[-1].name != passage.section:
            section = copy.leaflet.sections.get(passage.section)
            made.append(Part(passage.section, section.heading if section else "", grades.get(passage.section)))
            block = made
        if passage.block is not block or not made[-1].cards:
            block = passage.block
            made[-1].cards.append(Card((kind_of(block) or "").removeprefix("kind:")))
        rows = made[-1].cards[-1].rows
        first = entry is not None and not any(row.entry is entry for row in rows)
        rows.append(Row(name, passage, copy.values, entry, first, findings.get(number, ())))
    return made


def entry_of(project: Project, job: Job, name: str) -> tuple[str, Passage, Entry]:
    """The entry of a name, with the first of its texts and the name of that. Raises ContentError if there is none."""
    for text, passage, entry in _entries(project, manuscript(project, job)):
        if entry and entry.name == name:
            return text, passage, entry
    raise refused("this is no longer there", "someone else has removed or moved it in the meantime")


def found_in(project: Project, job: Job, number: int | None = None, words: str = "") -> list[tuple[int, Finding]]:
    """What an editor would say of the texts of a job, or of other words in place of one of them."""
    try:
        return of_words(project, job, number, words)
    except ContentError:
        return []  # the rules of the house have a fault, which is told where they are asked for


def _entries(project: Project, copy: Manuscript) -> Iterator[tuple[str, Passage, Entry | None]]:
    """Each text with its name, and what it belongs to, if that is more than its section."""
    leaflet, known = project.leaflet(copy.job.leaflet), dict[Source, Entry]()
    found = (*models(leaflet.sections), *models(leaflet.words), *models(leaflet.organisations))
    there = {one.at(): one for one in found if isinstance(one, Conditional)}
    states = {one.saying.where: one for one in standing(project, copy.job)}
    axes = {
        "variant": list(leaflet.file.variants),
        "region": list(project.settings.regions),
        "edition": list(EDITIONS) if leaflet.file.panels else [],
    }
    for name, passage in zip(names_of(copy.passages), copy.passages, strict=True):
        holder = passage.model if isinstance(passage.model, Conditional) else passage.block
        where = holder.at() if isinstance(holder, Statement | TableRow | Contact) else NOWHERE
        own = there.get(where)
        if own and where not in known:
            known[where] = Entry(
                name=str(where),
                id=getattr(own, "id", ""),
                model=own,
                standing=states.get(where),
                shown=ticks(own, axes),
                movable=isinstance(own, Block | Item | TableRow | Contact),
                locked=bool(getattr(own, "locked", False)),
            )
        yield name, passage, known.get(where)


def ticks(model: Conditional, names: Mapping[str, Sequence[str]]) -> dict[str, dict[str, bool]]:
    """For each axis, for which of its values something is shown; nothing, if that depends on two at once."""
    when, unless = model.when, model.unless
    if unless and sum(bool(getattr(unless, axis)) for axis in (*AXES, "extra")) > 1:
        return {}
    made: dict[str, dict[str, bool]] = {}
    for axis in AXES:
        wanted = getattr(when, axis) if when else ()
        barred = getattr(unless, axis) if unless else ()
        usual = ("full",) if axis == "edition" and isinstance(model, Block) else ()
        made[axis] = {
            name: (name in (wanted or usual) or not (wanted or usual)) and name not in barred for name in names[axis]
        }
    return {axis: values for axis, values in made.items() if len(values) > 1}


def axes_of(model: Conditional, shown: Mapping[str, Sequence[str]], names: Mapping[str, Mapping[str, bool]]) -> Any:
    """The condition that says so, axis by axis; what holds for all values of an axis is not said."""
    made: dict[str, Sequence[str]] = {}
    for axis, known in names.items():
        chosen = [name for name in known if name in shown.get(axis, ())]
        usual = ["full"] if axis == "edition" and isinstance(model, Block) else list(known)
        if chosen != usual:
            made[axis] = chosen
    if model.when and model.when.extra:
        made["extra"] = model.when.extra
    return made


KINDS = ("text", "subheading")
"""What can be added after a block: a paragraph, or a heading."""


def found(copy: Manuscript, sent: Mapping[str, Any]) -> tuple[int, str, Passage]:
    """The passage that is meant: that of the name, or, if it moved, the one with its ids; its words are the same.

    Raises ContentError, with the words that stand there by now, if there is none.
    """
    name, before, ids = (text_of(sent, key) for key in ("name", "before", "identity"))
    every = list(zip(names_of(copy.passages), copy.passages, strict=True))
    meant = [(number, key, one) for number, (key, one) in enumerate(every) if name == key or identity(one) == ids]
    meant.sort(key=lambda one: one[1] != name)
    for one in meant:
        if even(one[2].written) == even(before):
            return one
    if meant:
        now = meant[0][2].written
        raise refused("someone else has changed these words in the meantime", f"there they are now: {now}")
    raise refused("this is no longer there", "someone else has removed or moved it in the meantime")


def reword(desk: Desk, project: Project, job: Job, sent: Mapping[str, Any]) -> Mapping[str, object]:
    """Write other words in place of a text."""
    _, name, passage = found(manuscript(project, job), sent)
    if foreign(project, job.language):
        raise refused("these words are a translation", "change them beside their source, in the view for that")
    where, number = passage.where, name.rpartition("#")[2]
    text = fit(text_of(sent, "text"), where)
    desk.save(where.file, lambda raw: reworded(raw, where, int(number), passage.written, text))
    return {"text": text}


def tried(_: Desk, project: Project, job: Job, sent: Mapping[str, Any]) -> Mapping[str, object]:
    """What an editor would say of words that somebody is typing."""
    number, _name, passage = found(manuscript(project, job), sent)
    findings = found_in(project, job, number, fit(text_of(sent, "text"), passage.where))
    told = ({"severity": one.severity, "message": one.problem.message, "hint": one.problem.hint} for _, one in findings)
    return {"findings": list(told)}


def fit(text: str, where: Source | None = None) -> str:
    """A text as a file can hold it. Raises ContentError for one with a mark that cannot be right."""
    try:
        return checked(even(text))
    except ValueError as error:
        raise refused(str(error), where=where) from None


def arrange(desk: Desk, project: Project, job: Job, sent: Mapping[str, Any]) -> Mapping[str, object]:
    """Move an entry of a list, or a block, up or down; remove it; or add another after it."""
    _, passage, entry = entry_of(project, job, text_of(sent, "name"))
    where = entry.model.at()
    how = text_of(sent, "how")
    if how in ("up", "down"):
        desk.save(where.file, lambda raw: moved(raw, where, 1 if how == "down" else -1))
    elif how == "remove":
        if entry.locked:
            raise refused("this is locked, since it keeps people safe", "change it in the file itself", where)
        desk.save(where.file, lambda raw: removed(raw, where))
    elif how == "add":
        words = fit(text_of(sent, "text"), where)
        new = _like(passage, entry, words, text_of(sent, "kind"))
        if picture := text_of(sent, "picture"):
            new = {"picture": {"file": keep(project, "pictures", picture), "alt": words}}
        desk.save(where.file, lambda raw: added(raw, where, new))
    else:
        raise refused("this was not understood")
    return {}


def _like(passage: Passage, entry: Entry, words: str, kind: str) -> Any:
    """A new entry, of the kind of the one it follows."""
    model = entry.model
    if passage.model is passage.block is model or kind in KINDS:
        return {kind if kind in KINDS else "text": words}
    if hasattr(model, "cells"):
        return {"cells": [words, *("…" for _ in model.cells[1:])]}
    if hasattr(model, "label"):
        return {"label": words, "text": words} if hasattr(model, "text") else {"label": words}
    return words


def condition(desk: Desk, project: Project, job: Job, sent: Mapping[str, Any]) -> Mapping[str, object]:
    """Show an entry for those that are ticked, and for no others."""
    _, _, entry = entry_of(project, job, text_of(sent, "name"))
    where = entry.model.at()
    ticked = sent.get("shown")
    if not entry.shown or not isinstance(ticked, dict):
        raise refused("for whom this is shown is more than ticks can say", "change it in the file itself", where)
    shown = {axis: [str(one) for one in values] for axis, values in ticked.items() if isinstance(values, list)}
    for axis, known in entry.shown.items():
        if not set(known) & set(shown.get(axis, ())):
            raise refused(f"this would be shown for no {axis}", "tick one, or remove the statement", where)
    when = axes_of(entry.model, shown, entry.shown)  # type: ignore[arg-type]
    desk.save(where.file, lambda raw: conditioned(conditioned(raw, where, "when", when), where, "unless", {}))
    return {}
