"""Coverage: what is shown to whom, also as a matrix; what is shown to nobody; which conditions make no difference."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from html import escape
from pathlib import Path
from string import Template
from types import MappingProxyType
from typing import NamedTuple

from leaflets.checks.rules import Finding, finding
from leaflets.content.blocks import Block, kind_of
from leaflets.content.clinic import Clinic
from leaflets.content.leaflet import Leaflet
from leaflets.content.model import Condition, Conditional, Model
from leaflets.edition.manuscript import manuscript
from leaflets.edition.selection import Job
from leaflets.edition.wording import every_job
from leaflets.problems import ContentError, Source
from leaflets.store.changes import named
from leaflets.store.project import Project
from leaflets.store.references import EDITIONS, models
from leaflets.store.translations import tongues

NO_CLINIC: Mapping[str, str] = MappingProxyType({})


class Row(NamedTuple):
    """A section, a block or an entry of a list, how deep it stands, and the jobs that show it.

    ``around`` are the jobs that show what it stands in; ``idle``: it has conditions that make no difference to them.
    """

    name: str
    kind: str
    depth: int
    where: Source
    shown: frozenset[Job]
    around: frozenset[Job]
    conditional: bool
    idle: bool


def jobs(
    project: Project,
    name: str,
    variants: Sequence[str] = (),
    clinics: Mapping[str, str] = NO_CLINIC,
    spoken: Sequence[str] = (),
) -> list[Job]:
    """Every job of a leaflet: each variant, region and edition, without extras and with all of them.

    And each variant and edition as some clinics have it, given with the region of each; and in some other languages.
    """
    shown = [one for one in project.leaflet(name).file.variants if not variants or one in variants]
    places = [*(("", region) for region in project.settings.regions), *clinics.items()]
    own = [
        (shown.index(job.variant), place, EDITIONS.index(job.edition), job)
        for place, (clinic, region) in enumerate(places)
        for job in every_job(project, name, clinic, region)
        if job.variant in shown
    ]
    abroad = (job for tongue in spoken for job in every_job(project, name, tongue=tongue))
    return [*(job for *_, job in sorted(own, key=lambda one: one[:3])), *abroad]


def named_tongues(project: Project, name: str) -> list[str]:
    """The languages a leaflet is translated into that its conditions name: what is shown depends on them."""
    named = {one for model in models(project.leaflet(name)) if isinstance(model, Condition) for one in model.language}
    return [tongue for tongue in tongues(project, name) if tongue in named]


def coverage(project: Project, name: str, clinics: Mapping[str, str] = NO_CLINIC) -> list[Row]:
    """What each job of a leaflet shows, in the order of print, and then what clinics add to it or put in its place.

    A job that cannot be made shows nothing.
    """
    leaflet = project.leaflet(name)
    every = jobs(project, name, clinics=clinics, spoken=named_tongues(project, name))
    shown: dict[Source, set[Job]] = {}
    for job in every:
        with suppress(ContentError):
            for model in models(manuscript(project, job).leaflet):
                if isinstance(model, Conditional):
                    shown.setdefault(model.at(), set()).add(job)
    found = {where: frozenset(some) for where, some in shown.items()}
    local = (row for clinic in clinics for row in _local(project.clinic(clinic), clinic, leaflet, found, every))
    brief = leaflet.file.panels.sections if leaflet.file.panels else ()
    names = dict.fromkeys((leaflet.file.front.section, *leaflet.file.sections, *brief))
    parts: list[tuple[str, Model]] = [(name, leaflet.sections[name]) for name in names]
    parts += (*leaflet.words.items(), *leaflet.organisations.items())
    return [*(row for name, part in parts for row in _inside(part, name, 0, found, frozenset(every))), *local]


def _local(
    clinic: Clinic, name: str, leaflet: Leaflet, shown: Mapping[Source, frozenset[Job]], every: Sequence[Job]
) -> Iterator[Row]:
    """The rows of a clinic's changes, as far as they concern a leaflet."""
    around = frozenset(job for job in every if job.clinic == name)
    yield Row(name, "clinic", 0, clinic.at(), around, around, False, False)
    there = named(leaflet)
    for change in clinic.about(leaflet.name):
        for new in (change.with_, *change.add) if change.target in there else ():
            if new:
                here = shown.get(new.at(), frozenset())
                yield Row(new.id, _kind(new), 1, new.at(), here, around, True, False)


def _kind(model: Model) -> str:
    return (kind_of(model) or "") if isinstance(model, Block) else type(model).__name__.lower()


def _inside(
    model: Model, name: str, depth: int, shown: dict[Source, frozenset[Job]], around: frozenset[Job]
) -> Iterator[Row]:
    if isinstance(model, Conditional):
        here = shown.get(model.at(), frozenset())
        conditional = bool(model.when or model.unless)
        bare = model.model_copy(update={"when": None, "unless": None})  # a block is then in the full edition alone
        idle = conditional and here == around and all(bare.shown(job.axes) for job in around)
        yield Row(name, _kind(model), depth, model.at(), here, around, conditional, idle)
        around, depth = here, depth + 1
    for field in type(model).model_fields:
        value = getattr(model, field)
        for entry in value if isinstance(value, tuple) else (value,):
            if isinstance(entry, Model) and not isinstance(entry, Condition):
                yield from _inside(entry, getattr(entry, "id", ""), depth, shown, around)


def distinct(rows: Sequence[Row], every: Sequence[Job]) -> list[Job]:
    """The jobs without those whose extras show and hide nothing: they say what the same job says without them."""
    plain = {job: replace(job, extras=frozenset()) for job in every if job.extras}
    return [
        job for job in every if job not in plain or any((job in row.shown) != (plain[job] in row.shown) for row in rows)
    ]


def coverage_findings(rows: Sequence[Row]) -> Iterator[Finding]:
    """What is never shown, and conditions that always hold where they stand."""
    for row in rows:
        names = (row.name,) if row.name else ()
        if not row.shown and row.around:
            yield finding("never-shown", row.where, f"'{row.name or row.kind}' is shown nowhere", names)
        elif row.idle:
            message = f"the condition of '{row.name or row.kind}' always holds here"
            yield finding("always-true", row.where, message, names)


YES, NO = "yes", "-"
_CLASSES = {YES: "yes", NO: "no"}


Line = tuple[Row, Sequence[str]]
"""A line of the matrix: what it is about, and for each variant who is shown it."""


def matrix(rows: Sequence[Row], jobs: Sequence[Job]) -> tuple[tuple[str, ...], list[Line]]:
    """The variants, and the lines: sections, blocks, and the entries of lists that have conditions of their own."""
    variants = tuple(dict.fromkeys(job.variant for job in jobs))
    told = [row for row in rows if row.depth <= 1 or row.conditional]
    return variants, [(row, [_cell(row, jobs, variant) for variant in variants]) for row in told]


def _cell(row: Row, jobs: Sequence[Job], variant: str) -> str:
    """Who is shown a row in one variant: all, nobody, or those regions, editions, clinics and extras."""
    every = [job for job in jobs if job.variant == variant]
    shown = [job for job in every if job in row.shown]
    if len(shown) in (0, len(every)):
        return YES if shown else NO
    parts = []
    for axis in ("region", "edition", "clinic", "language"):
        said = {job: getattr(job, axis) or f"no {axis}" for job in every}
        some = {said[job] for job in shown}
        parts += sorted(some) if some != set(said.values()) else []
        every = [job for job in every if said[job] in some]
    if all(job.extras for job in shown):
        parts += ["extra"]
    return " ".join(parts) or "some"


def as_table(variants: Sequence[str], lines: Sequence[Line]) -> list[Sequence[str]]:
    """The matrix for a terminal, in rows of cells."""
    return [("", *variants), *((f"{'  ' * row.depth}{row.name}", *cells) for row, cells in lines)]


def as_html(title: str, variants: Sequence[str], lines: Sequence[Line]) -> str:
    """The matrix as one page that needs nothing else."""
    page = Template(Path(__file__).with_name("coverage.html").read_text("utf-8"))
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in ("", "kind", *variants))
    body = []
    for row, cells in lines:
        shown = "".join(f'<td class="{_CLASSES.get(cell, "some")}">{escape(cell)}</td>' for cell in cells)
        name = f'<th scope="row" title="{escape(str(row.where))}">{escape(row.name)}</th>'
        body.append(f'<tr class="d{row.depth}">{name}<td>{escape(row.kind)}</td>{shown}</tr>')
    return page.substitute(title=escape(title), head=head, body="\n".join(body))
