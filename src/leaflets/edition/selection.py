"""From everything a leaflet could say to what one job says: select, then translate, then fill in the values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal, Self, TypeVar, get_args

from leaflets.content.blocks import OrganisationsBlock, PageBreakBlock, SourceListBlock, WordsExplainedBlock
from leaflets.content.inline import MARKED
from leaflets.content.language import Language
from leaflets.content.leaflet import Leaflet, LeafletFile, Section, approvals
from leaflets.content.model import Conditional, Model
from leaflets.content.placeholders import fill
from leaflets.content.screen import SCREENS
from leaflets.content.settings import Region
from leaflets.edition.spoken import sources_listed
from leaflets.problems import ContentError, Problem
from leaflets.store.references import models

M = TypeVar("M", bound=Model)
C = TypeVar("C", bound=Conditional)


Printing = Literal["colour", "grey", "press"]
"""In colour on an office printer or a screen; in greys; or in the four inks of a print shop."""
Statements = Literal["all", "signed"]


_ONLY: Mapping[Statements, tuple[str, ...]] = {"all": (), "signed": ("signed-only",)}


@dataclass(frozen=True, slots=True)
class Job:
    """One leaflet to make: which variant, how much is said, for which region, in which format, printing and clinic.

    ``paper_thickness`` (points) matters to booklets, ``copies`` to a print shop. ``statements``: all, or without
    those that are not signed and can be left out. ``region_named``: its files are named by the region too, since
    another has the same language.
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

    @property
    def name(self) -> str:
        """The name of the job's file, without its ending: what says other words has another name."""
        screen = self.format in SCREENS  # the ending tells which, and no printer comes into it
        paper = ("", "") if screen else (self.format, "" if self.printing == "colour" else self.printing)
        place = self.region if self.region_named else ""
        said = (f"with-{'-'.join(sorted(self.extras))}" if self.extras else "", *_ONLY[self.statements])
        parts = (self.leaflet, self.variant, paper[0], self.language, place, self.clinic, *said, paper[1])
        return "-".join(part for part in parts if part).lower()

    @property
    def file(self) -> str:
        """The name of the job's file."""
        return f"{self.name}.{SCREENS[self.format].ending if self.format in SCREENS else 'pdf'}"

    @property
    def axes(self) -> Mapping[str, frozenset[str]]:
        """The values conditions are held against."""
        return {
            "variant": frozenset({self.variant}),
            "edition": frozenset({self.edition}),
            "region": frozenset({self.region}),
            "extra": self.extras,
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
        blocks = tuple(_pruned(block, axes, problems, job) for block in section.blocks if block.shown(axes))
        if all(isinstance(block, PageBreakBlock) for block in blocks):
            message = f"the section '{section.heading}' says nothing in the variant '{job.variant}' ({job.region})"
            problems.append(Problem(section.at(), message, "give the section itself a 'when' or 'unless'"))
        sections[name] = _bare(section.model_copy(update={"blocks": blocks}))
    lists = {
        part: {name: _bare(entry) for name, entry in getattr(leaflet, part).items() if entry.shown(axes)}
        for part in ("words", "organisations")
    }
    lists["sources"] = {
        name: _bare(entry.model_copy(update={"printed": entry.printed and entry.shown(axes)}))
        for name, entry in leaflet.sources.items()
    }
    made = leaflet.model_copy(update={"sections": sections, **lists})
    problems += _empty_lists(made, job)
    if problems:
        raise ContentError(problems)
    return made


def _empty_lists(leaflet: Leaflet, job: Job) -> Iterator[Problem]:
    """A problem for each list the leaflet makes of itself that would stand there empty."""
    shown = f"in the variant '{job.variant}' ({job.region})"
    lists: tuple[tuple[type[Model], object, str, str], ...] = (
        (OrganisationsBlock, leaflet.organisations, f"no organisation is shown {shown}", "organisations.yaml"),
        (WordsExplainedBlock, leaflet.words, f"no word is explained {shown}", "glossary.yaml"),
        (SourceListBlock, sources_listed(leaflet), f"no source is listed {shown}", ""),
    )
    for block in models(leaflet.sections):
        for kind, listed, message, file in lists:
            if isinstance(block, kind) and not listed:
                add = f"add one to {file}" if file else "write 'printed: true' under a source that a statement names"
                yield Problem(block.at(), message, f"{add}; or give this block a 'when', or delete it")


def _in_order(file: LeafletFile, job: Job) -> tuple[str, ...]:
    """The names of the sections an edition has, in print order. Raises ContentError if there is no such edition."""
    if job.edition == "full":
        return (file.front.section, *file.sections)
    if file.panels is None:
        message = f"the format '{job.format}' is for the brief edition, and this leaflet has none"
        raise ContentError([Problem(file.at(), message, "say under 'panels' what stands on each panel")])
    return file.panels.sections


def _bare(entry: C) -> C:
    """The entry without its conditions, which hold. A regional one keeps its mark for the translation."""
    return entry.model_copy(update={"unless": None}) if entry.regional else entry.model_copy(update=_NO_CONDITION)


_NO_CONDITION: dict[str, None] = {"when": None, "unless": None}


def _pruned(model: Any, axes: Mapping[str, frozenset[str]], problems: list[Problem], job: Job) -> Any:
    """The model without the list items this job does not show."""
    changes: dict[str, Any] = {}
    for name in type(model).model_fields:
        value = getattr(model, name)
        if isinstance(value, tuple) and value and isinstance(value[0], Conditional):
            kept = tuple(_bare(item) for item in value if item.shown(axes))
            if not kept:
                message = f"this list is left empty in the variant '{job.variant}' ({job.region})"
                problems.append(Problem(model.at(name), message, "give the block itself a 'when' or 'unless'"))
            changes[name] = kept
        elif isinstance(value, Model) and name not in _NO_CONDITION:
            changes[name] = _pruned(value, axes, problems, job)
    pruned = model.model_copy(update=changes) if changes else model
    return _bare(pruned) if isinstance(pruned, Conditional) else pruned


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


def rewrite(model: M, change: Callable[[str], str], keep: Callable[[Model], bool] = lambda _: False) -> M:
    """The model with ``change`` applied to every text a reader sees, but to none in a model that ``keep`` names."""
    if keep(model):
        return model
    changes: dict[str, Any] = {}
    texts = text_fields(type(model))
    for name, value in model:
        new = _rewritten(value, change, keep, name in texts)
        if new is not value:
            changes[name] = new
    return model.model_copy(update=changes) if changes else model


def _rewritten(value: Any, change: Callable[[str], str], keep: Callable[[Model], bool], prose: bool) -> Any:
    if isinstance(value, Model):
        return rewrite(value, change, keep)
    if prose and isinstance(value, str):
        new = change(value)
        return value if new == value else Wording(new, value)
    if isinstance(value, tuple) and value:
        entries = tuple(_rewritten(entry, change, keep, prose) for entry in value)
        return value if all(new is old for new, old in zip(entries, value, strict=True)) else entries
    if isinstance(value, dict) and value:
        named = {key: _rewritten(entry, change, keep, prose) for key, entry in value.items()}
        return value if all(named[key] is value[key] for key in value) else named
    return value


@cache
def text_fields(model: type[Model]) -> frozenset[str]:
    """The fields of a model that hold words for readers."""

    def prose(annotation: Any) -> bool:
        return any(part is MARKED or prose(part) for part in get_args(annotation))

    fields = model.model_fields.items()
    return frozenset(name for name, field in fields if MARKED in field.metadata or prose(field.annotation))


def translate(model: M, language: Language) -> M:
    """The model in a sister language. What was written for one region is in its own words already."""
    if not language.words:
        return model
    return rewrite(model, language.translate, lambda one: isinstance(one, Conditional) and one.regional)


def fill_in(model: M, known: Mapping[str, str]) -> M:
    """The model with every placeholder in its texts replaced by its value."""
    return rewrite(model, lambda text: fill(text, known) if "{" in text else text)


def reference_code(file: LeafletFile, variant: str) -> str:
    """The reference a clinic files the variant under, such as ``LMS-GI``."""
    return f"{file.reference}-{file.variants[variant].suffix}"


def values(leaflet: Leaflet, job: Job, region: Region, language: Language) -> dict[str, str]:
    """The values of the placeholders."""
    file = leaflet.file
    seen = [reference.seen for reference in leaflet.sources.values()]
    phrases = language.phrases
    return {
        "emergency_number": region.emergency_number,
        "fever_threshold": region.fever_threshold,
        "reference": reference_code(file, job.variant),
        "version": file.version,
        "written": month(file.written, language),
        "review_by": month(file.review_by, language),
        "publisher": file.publisher,
        "sources_seen": day(max(seen), language) if seen else "",
        "checked_by": "; ".join(
            phrases.checked_by.format(name=entry.by, role=entry.role, day=day(entry.signed, language))
            for entry in approvals(file, job.variant)
        )
        or phrases.unchecked,
    }


def month(when: date, language: Language) -> str:
    """A date as month and year, in the language's words."""
    return language.phrases.month.format(month=language.months[when.month - 1], year=when.year)


def day(when: date, language: Language) -> str:
    """A date in full, in the language's words."""
    return language.phrases.day.format(day=when.day, month=language.months[when.month - 1], year=when.year)
