"""Coverage: what is shown to whom, what is shown to nobody, and which conditions make no difference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from leaflets.checks.rules import Finding, finding
from leaflets.content.blocks import Block, kind_of
from leaflets.content.leaflet import Leaflet
from leaflets.content.model import Condition, Conditional, Model
from leaflets.content.project import Project
from leaflets.content.references import models
from leaflets.content.selection import Job, select
from leaflets.problems import ContentError, Source


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


def jobs(project: Project, name: str, variants: Sequence[str] = ()) -> list[Job]:
    """Every job of a leaflet: each variant, region and edition, without extras and with all of them."""
    settings, leaflet = project.settings, project.leaflet(name)
    extras = [frozenset[str](), frozenset(leaflet.file.extras)] if leaflet.file.extras else [frozenset[str]()]
    shown = [variant for variant in leaflet.file.variants if not variants or variant in variants]
    return [
        Job(name, variant, region, place.format, settings.theme, place.language, edition, extra)
        for variant, (region, place), edition, extra in product(
            shown, settings.regions.items(), editions(leaflet), extras
        )
    ]


def editions(leaflet: Leaflet) -> tuple[str, ...]:
    """The editions a leaflet has: the full one, and the brief one if it says what stands on the panels of a sheet."""
    return ("full", "brief") if leaflet.file.panels else ("full",)


def coverage(project: Project, name: str) -> list[Row]:
    """What each job of a leaflet shows, in the order of print. A job that cannot be selected shows nothing."""
    leaflet = project.leaflet(name)
    every = jobs(project, name)
    shown: dict[Source, set[Job]] = {}
    for job in every:
        try:
            selected = select(leaflet, job)
        except ContentError:
            continue
        for model in models(selected):
            if isinstance(model, Conditional):
                shown.setdefault(model.at(), set()).add(job)
    return list(_rows(leaflet, {where: frozenset(some) for where, some in shown.items()}, frozenset(every)))


def _rows(leaflet: Leaflet, shown: dict[Source, frozenset[Job]], every: frozenset[Job]) -> Iterator[Row]:
    brief = leaflet.file.panels.sections if leaflet.file.panels else ()
    for name in dict.fromkeys((leaflet.file.front.section, *leaflet.file.sections, *brief)):
        yield from _inside(leaflet.sections[name], name, 0, shown, every)
    for part in ("words", "organisations"):
        for name, entry in getattr(leaflet, part).items():
            yield from _inside(entry, name, 0, shown, every)


def _inside(
    model: Model, name: str, depth: int, shown: dict[Source, frozenset[Job]], around: frozenset[Job]
) -> Iterator[Row]:
    if isinstance(model, Conditional):
        here = shown.get(model.at(), frozenset())
        kind = (kind_of(model) or "") if isinstance(model, Block) else type(model).__name__.lower()
        conditional = bool(model.when or model.unless)
        idle = conditional and here == around and _makes_no_difference(model, around)
        yield Row(name, kind, depth, model.at(), here, around, conditional, idle)
        around, depth = here, depth + 1
    for field in type(model).model_fields:
        value = getattr(model, field)
        for entry in value if isinstance(value, tuple) else (value,):
            if isinstance(entry, Model) and not isinstance(entry, Condition):
                yield from _inside(entry, getattr(entry, "id", ""), depth, shown, around)


def _makes_no_difference(model: Conditional, around: frozenset[Job]) -> bool:
    """Whether a model without its conditions would be shown as well: a block without an edition is in the full one."""
    bare = model.model_copy(update={"when": None, "unless": None})
    return all(bare.shown(job.axes) for job in around)


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
            hint = "mend its 'when' or 'unless', or delete it"
            yield finding("never-shown", row.where, f"'{row.name or row.kind}' is shown nowhere", hint, names)
        elif row.idle:
            message = f"the condition of '{row.name or row.kind}' always holds here"
            yield finding("always-true", row.where, message, "delete it", names)
