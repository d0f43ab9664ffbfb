"""From everything a leaflet could say to what one job says: select, then translate, then fill in the values."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any, Literal, Self, TypeVar

from leaflets.content import blocks as kinds
from leaflets.content.format import SCREENS
from leaflets.content.inline import fill, text_fields
from leaflets.content.language import Language
from leaflets.content.leaflet import Leaflet, LeafletFile, Organisation, Reference, Section, Word, approvals
from leaflets.content.model import Condition, Conditional, M, Model, once
from leaflets.content.settings import Region
from leaflets.edition.spoken import sources_listed
from leaflets.problems import Problem, Source, refuse, refused
from leaflets.store.references import models

C = TypeVar("C", bound=Conditional)
Axes = Mapping[str, frozenset[str]]


Printing = Literal["colour", "grey", "press", "fillable"]
"""In colour on an office printer or a screen; in greys; in the four inks of a print shop; or in colour, with fields to
fill in on a screen before it is printed.
"""
Statements = Literal["all", "signed"]


@dataclass(frozen=True, slots=True)
class Job:
    """One leaflet to make: which variant, how much is said, for which region, in which format, printing and clinic.

    ``paper_thickness`` (points) matters to booklets, ``copies`` to a print shop. ``statements``: all, or without
    those that are not signed and can be left out. ``region_named``: its files are named by the region too, since
    another has the same language. ``width``: the most characters in a line of a plain text. ``abroad``: its language is
    not its region's, and ends the names of its files.
    """

    leaflet: str
    variant: str
    region: str
    format: str
    theme: str
    language: str
    edition: str = "full"
    extras: frozenset[str] = frozenset()
    printing: Printing = "colour"
    paper_thickness: float = 0.0
    copies: int | None = None
    statements: Statements = "all"
    clinic: str = ""
    region_named: bool = False
    width: int = 72
    abroad: bool = False

    @property
    def name(self) -> str:
        """The name of the job's file, without its ending: what says other words has another name."""
        screen = self.format in SCREENS  # the ending tells which, and no printer comes into it
        paper = ("", "") if screen else (self.format, "" if self.printing == "colour" else self.printing)
        place = self.region if self.region_named or self.abroad else ""
        tag = ("", self.language) if self.abroad else (self.language, "")
        extras = f"with-{'-'.join(sorted(self.extras))}" if self.extras else ""
        signed = "signed-only" if self.statements == "signed" else ""
        parts = (self.leaflet, self.variant, paper[0], tag[0], place, self.clinic, extras, signed, paper[1], tag[1])
        return "-".join(part for part in parts if part).lower()

    @property
    def file(self) -> str:
        """The name of the job's file."""
        return f"{self.name}.{SCREENS[self.format].ending if self.format in SCREENS else 'pdf'}"

    @property
    def axes(self) -> Axes:
        """The values conditions are held against."""
        return {
            "variant": frozenset({self.variant}),
            "edition": frozenset({self.edition}),
            "region": frozenset({self.region}),
            "extra": self.extras,
            "language": frozenset({self.language}),
        }


def select(leaflet: Leaflet, job: Job) -> Leaflet:
    """The leaflet with only what the job shows, in print order, and no condition left.

    Raises ContentError if a section, or a list in one, is left with nothing to say.
    """
    axes = job.axes
    problems: list[Problem] = []
    sections: dict[str, Section] = {}
    for name in _in_order(leaflet.file, job):
        section = leaflet.sections[name]
        if not section.shown(axes):
            if name == leaflet.file.front.section:
                message = f"the front is not shown in the variant '{job.variant}' ({job.region})"
                problems.append(Problem(section.at(), message, "give its blocks a 'when' or 'unless', not the front"))
            continue
        sections[name], empty = _chosen(section, *axes.items())
        for where in empty:
            message = f"this list is left empty in the variant '{job.variant}' ({job.region})"
            problems.append(Problem(where, message, "give the block itself a 'when' or 'unless'"))
        if all(isinstance(block, kinds.PageBreakBlock) for block in sections[name].blocks):
            message = f"the section '{section.heading}' says nothing in the variant '{job.variant}' ({job.region})"
            problems.append(Problem(section.at(), message, "give the section itself a 'when' or 'unless'"))
    lists = {
        part: {name: _bare(entry) for name, entry in getattr(leaflet, part).items() if entry.shown(axes)}
        for part in ("words", "organisations")
    }
    lists["sources"] = {name: _source(entry, entry.shown(axes)) for name, entry in leaflet.sources.items()}
    made = leaflet.model_copy(update={"sections": sections, **lists})
    problems += _empty_lists(made, job)
    refuse(problems)
    return made


def _empty_lists(leaflet: Leaflet, job: Job) -> Iterator[Problem]:
    """A problem for each list the leaflet makes of itself that would stand there empty."""
    shown = f"in the variant '{job.variant}' ({job.region})"
    lists: tuple[tuple[type[Model], object, str, str], ...] = (
        (kinds.OrganisationsBlock, leaflet.organisations, f"no organisation is shown {shown}", "organisations.yaml"),
        (kinds.WordsExplainedBlock, leaflet.words, f"no word is explained {shown}", "glossary.yaml"),
        (kinds.SourceListBlock, sources_listed(leaflet), f"no source is listed {shown}", ""),
    )
    for kind, listed, message, file in lists:
        for outer in () if listed else chain.from_iterable(one.blocks for one in leaflet.sections.values()):
            for block in _of_kind(outer, kind):
                add = f"add one to {file}" if file else "write 'printed: true' under a source that a statement names"
                yield Problem(block.at(), message, f"{add}; or give this block a 'when', or delete it")


@once
def _of_kind(block: kinds.AnyBlock, kind: type[Model]) -> Sequence[Model]:
    return [model for model in models(block) if isinstance(model, kind)]


def _in_order(file: LeafletFile, job: Job) -> tuple[str, ...]:
    """The names of the sections an edition has, in print order. Raises ContentError if there is no such edition."""
    if job.edition == "full":
        return (file.front.section, *file.sections)
    if file.panels is None:
        message = f"the format '{job.format}' is for the brief edition, and this leaflet has none"
        raise refused(file.at(), message, "say under 'panels' what stands on each panel")
    return file.panels.sections


@once
def _source(entry: Reference, shown: bool) -> Reference:
    """The source without its conditions, in no list if these do not hold."""
    return _bare(entry if shown or not entry.printed else entry.model_copy(update={"printed": False}))


@once
def _bare(entry: C) -> C:
    """The entry without its conditions, which hold. A regional one keeps its mark for the translation."""
    gone = {name: None for name in (("unless",) if entry.regional else ("when", "unless")) if getattr(entry, name)}
    return entry.model_copy(update=gone) if gone else entry


@once
def _chosen(section: Section, *axes: tuple[str, frozenset[str]]) -> tuple[Section, Sequence[Source]]:
    """The section with what jobs with these axes show of it; and the lists that are left empty."""
    empty: list[Source] = []
    shown = dict(axes)
    blocks = [_pruned_once(block, *axes) for block in section.blocks if block.shown(shown)]
    for _, lists in blocks:
        empty += lists
    return _bare(_with(section, "blocks", *(block for block, _ in blocks))), empty


@once
def _pruned_once(block: kinds.AnyBlock, *axes: tuple[str, frozenset[str]]) -> tuple[kinds.AnyBlock, Sequence[Source]]:
    """The block without the list items that jobs with these axes do not show; and the lists left empty."""
    empty: list[Source] = []
    return _pruned(block, dict(axes), empty), empty


def _pruned(model: M, axes: Axes, empty: list[Source]) -> M:
    pruned = model
    for name, value in model:
        if isinstance(value, tuple) and value and isinstance(value[0], Conditional):
            kept = tuple(_bare(item) for item in value if item.shown(axes))
            if not kept:
                empty.append(model.at(name))
            if len(kept) < len(value) or any(new is not old for new, old in zip(kept, value, strict=True)):
                pruned = _with(pruned, name, *kept)
        elif isinstance(value, Model) and not isinstance(value, Condition):
            pruned = pruned if (new := _pruned(value, axes, empty)) is value else _with_part(pruned, name, new)
    return _bare(pruned) if isinstance(pruned, Conditional) else pruned


@once
def _with(model: M, name: str, *kept: Model) -> M:
    """The model with these alone in a list of it: the same one for all jobs that show the same."""
    return model.model_copy(update={name: kept})


@once
def _with_part(model: M, name: str, part: Model) -> M:
    return model.model_copy(update={name: part})


class Wording(str):
    """A text in other words than its author's, translated or filled in, which remembers those its author ``wrote``."""

    def __new__(cls, text: str, before: str) -> Self:
        """The text that ``before`` has become."""
        made = super().__new__(cls, text)
        made.wrote = wrote(before)
        return made

    wrote: str


def wrote(text: str) -> str:
    """A text as its author wrote it."""
    return text.wrote if isinstance(text, Wording) else text


@dataclass(frozen=True, eq=False, slots=True)
class Rewriting:
    """What becomes of all that readers see, but in models that ``keep`` names. ``shared``: many jobs ask for it.

    ``addresses``: those that ask for values, too.
    """

    change: Callable[[str], str]
    keep: Callable[[Model], bool] = lambda _: False
    shared: bool = False
    addresses: bool = False


def rewrite(model: M, how: Rewriting) -> M:
    """The model, rewritten; the same one, if nothing in it changes."""
    if how.keep(model):
        return model
    changes: dict[str, Any] = {}
    texts = text_fields(type(model), how.addresses)
    for name, value in vars(model).items():
        if value is None or (type(value) is str and name not in texts):
            continue
        new = _rewritten(value, how, name in texts)
        if new is not value:
            changes[name] = new
    return model.model_copy(update=changes) if changes else model


_part = once(rewrite)
PARTS = (Section, kinds.Block, Word, Organisation, Reference, LeafletFile)
"""What every job takes from its leaflet as it is, or rewritten as other jobs have it."""


def _rewritten(value: Any, how: Rewriting, prose: bool) -> Any:
    if isinstance(value, Model):
        return _part(value, how) if how.shared and isinstance(value, PARTS) else rewrite(value, how)
    if prose and isinstance(value, str):
        new = how.change(value)
        return value if new == value else Wording(new, value)
    if isinstance(value, tuple) and value:
        entries = tuple(_rewritten(entry, how, prose) for entry in value)
        return value if all(new is old for new, old in zip(entries, value, strict=True)) else entries
    if isinstance(value, dict) and value:
        named = {key: _rewritten(entry, how, prose) for key, entry in value.items()}
        return value if all(named[key] is value[key] for key in value) else named
    return value


def translate(model: M, language: Language) -> M:
    """The model in a sister language. What was written for one region, or in another language, stays as it is."""
    made: M = _rewritten(model, _translating(language), prose=False) if language.words else model
    return made


def _stays(model: Model) -> bool:
    """Whether a model is in its own words already, or in another language."""
    return (isinstance(model, Conditional) and model.regional) or bool(getattr(model, "lang", None))


@once
def _translating(language: Language) -> Rewriting:
    return Rewriting(language.translate, _stays, shared=True)


def fill_in(model: M, known: Mapping[str, str], shared: bool = False) -> M:
    """The model with every placeholder in its texts replaced by its value. ``shared``: many jobs have these values."""
    return rewrite(model, _filling_for_many(*known.items()) if shared else _filling(known, shared=False))


def _filling(known: Mapping[str, str], shared: bool) -> Rewriting:
    return Rewriting(lambda text: fill(text, known) if "{" in text else text, _names_nothing, shared, addresses=True)


@once
def _filling_for_many(*known: tuple[str, str]) -> Rewriting:
    return _filling(dict(known), shared=True)


def as_written(model: M) -> M:
    """The model with all that readers see in its author's words."""
    return rewrite(model, _AS_WRITTEN)


_AS_WRITTEN = Rewriting(wrote, shared=True)


def _names_nothing(model: Model) -> bool:
    """Whether a part of a leaflet is known to have no placeholder in it."""
    return isinstance(model, PARTS) and not _asking(model)


_ANY = Rewriting(lambda text: "" if "{" in text else text, addresses=True)


@once
def _asking(model: Model) -> bool:
    return rewrite(model, _ANY) is not model


def reference_code(file: LeafletFile, variant: str) -> str:
    """The reference a clinic files the variant under, such as ``ASTHMA-CH``."""
    return f"{file.reference}-{file.variants[variant].suffix}"


def values(leaflet: Leaflet, job: Job, region: Region, language: Language) -> dict[str, str]:
    """The values of the placeholders."""
    file = leaflet.file
    seen = [reference.seen for reference in leaflet.sources.values()]
    return {
        "emergency_number": region.emergency_number,
        **{name: region.values[name] for name in file.values},
        "version": file.version,
        "written": month(file.written, language),
        "review_by": month(file.review_by, language),
        "publisher": file.publisher,
        "sources_seen": month(max(seen), language) if seen else "",
        **own_values(file, job, language),
    }


def own_values(file: LeafletFile, job: Job, language: Language) -> dict[str, str]:
    """Those of them that can be others for each clinic."""
    said, signed = language.phrases, approvals(file, job.variant)
    checked = [said.checked_by.format(name=one.by, role=one.role, day=day(one.signed, language)) for one in signed]
    return {"reference": reference_code(file, job.variant), "checked_by": language.several(*checked) or said.unchecked}


def month(when: date, language: Language) -> str:
    """A date as month and year, in the language's words."""
    names = language.months_alone or language.months
    return language.phrases.month.format(month=names[when.month - 1], year=when.year)


def day(when: date, language: Language) -> str:
    """A date in full, in the language's words."""
    return language.phrases.day.format(day=when.day, month=language.months[when.month - 1], year=when.year)
