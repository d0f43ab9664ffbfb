"""Coverage: what is shown to whom, what is shown to nobody, and which conditions make no difference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from types import MappingProxyType

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
from leaflets.store.references import models
from leaflets.store.translations import tongues

NO_CLINIC: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Row:
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
    settings, leaflet = project.settings, project.leaflet(name)
    extras = [frozenset[str](), frozenset(leaflet.file.extras)] if leaflet.file.extras else [frozenset[str]()]
    shown = [variant for variant in leaflet.file.variants if not variants or variant in variants]
    places = [*(("", region) for region in settings.regions), *clinics.items()]
    own = [
        Job(
            name,
            variant,
            region,
            settings.regions[region].format,
            settings.theme,
            settings.regions[region].language,
            edition,
            extra,
            clinic=clinic,
        )
        for variant, (clinic, region), edition, extra in product(shown, places, editions(leaflet), extras)
    ]
    return [*own, *(job for tongue in spoken for job in every_job(project, name, tongue=tongue))]


def named_tongues(project: Project, name: str) -> list[str]:
    """The languages a leaflet is translated into that its conditions name: what is shown depends on them."""
    named = {one for model in models(project.leaflet(name)) if isinstance(model, Condition) for one in model.language}
    return [tongue for tongue in tongues(project, name) if tongue in named]


def editions(leaflet: Leaflet) -> tuple[str, ...]:
    """The editions a leaflet has: the full one, and the brief one if it says what stands on the panels of a sheet."""
    return ("full", "brief") if leaflet.file.panels else ("full",)


def coverage(project: Project, name: str, clinics: Mapping[str, str] = NO_CLINIC) -> list[Row]:
    """What each job of a leaflet shows, in the order of print, and then what clinics add to it or put in its place.

    A job that cannot be made shows nothing.
    """
    leaflet = project.leaflet(name)
    every = jobs(project, name, clinics=clinics, spoken=named_tongues(project, name))
    shown: dict[Source, set[Job]] = {}
    for job in every:
        try:
            said = manuscript(project, job).leaflet
        except ContentError:
            continue
        for model in models(said):
            if isinstance(model, Conditional):
                shown.setdefault(model.at(), set()).add(job)
    found = {where: frozenset(some) for where, some in shown.items()}
    local = (row for clinic in clinics for row in _local(project.clinic(clinic), clinic, leaflet, found, every))
    return [*_rows(leaflet, found, frozenset(every)), *local]


def _rows(leaflet: Leaflet, shown: dict[Source, frozenset[Job]], every: frozenset[Job]) -> Iterator[Row]:
    brief = leaflet.file.panels.sections if leaflet.file.panels else ()
    for name in dict.fromkeys((leaflet.file.front.section, *leaflet.file.sections, *brief)):
        yield from _inside(leaflet.sections[name], name, 0, shown, every)
    for part in ("words", "organisations"):
        for name, entry in getattr(leaflet, part).items():
            yield from _inside(entry, name, 0, shown, every)


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
            yield finding(
                "always-true", row.where, f"the condition of '{row.name or row.kind}' always holds here", names
            )
