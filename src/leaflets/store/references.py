"""What one file says of another: every id that is named must exist."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from leaflets.artwork.figures import figure
from leaflets.content.clinic import Change, Clinic, LocalApproval
from leaflets.content.leaflet import Leaflet
from leaflets.content.model import Condition, Conditional, Model
from leaflets.content.payloads import Anatomy
from leaflets.content.settings import Region, Settings
from leaflets.content.telephone import cannot_ring
from leaflets.problems import ContentError, Problem, did_you_mean

EDITIONS = ("full", "brief")


def check(leaflet: Leaflet, settings: Settings) -> None:
    """Raise ContentError for every id, variant, region or extra that is named and does not exist."""
    problems = [*_sections(leaflet), *_approvals(leaflet), *unknown(leaflet, leaflet, settings)]
    if problems:
        raise ContentError(problems)


def unknown(parts: object, leaflet: Leaflet, settings: Settings) -> Iterator[Problem]:
    """What the models inside ``parts`` name and the leaflet or the project does not have."""
    axes: Mapping[str, Iterable[str]] = {
        "variant": leaflet.file.variants,
        "region": settings.regions,
        "edition": EDITIONS,
        "extra": leaflet.file.extras,
    }
    lists: Mapping[str, tuple[str, Iterable[str]]] = {
        "sources": ("source", leaflet.sources),
        "words": ("word in glossary.yaml", leaflet.words),
    }
    for model in models(parts):
        if isinstance(model, Condition):
            for axis, known in axes.items():
                yield from _missing(getattr(model, axis), known, axis, model, axis)
        elif isinstance(model, Conditional):
            for key, (what, known) in lists.items():
                yield from _missing(vars(model).get(key, ()), known, what, model, key)


def concerned(clinic: Clinic, names: Sequence[str]) -> Iterator[str]:
    """The leaflets a clinic says anything of: those it names, or, if it says something of any, all."""
    entries: tuple[Change | LocalApproval, ...] = (*clinic.changes, *clinic.approvals)
    every = clinic.extras or any(entry.leaflet is None for entry in entries)
    return (name for name in names if every or any(entry.leaflet == name for entry in entries))


def check_clinic(clinic: Clinic, settings: Settings, names: Sequence[str], leaflets: Mapping[str, Leaflet]) -> None:
    """Raise ContentError for every region, leaflet, variant, extra or id a clinic names and the project does not have.

    ``names`` are all leaflets there are; ``leaflets`` are those the clinic says anything of.
    """
    problems = list(_missing([clinic.region], settings.regions, "region", clinic, "region"))
    extras = [extra for leaflet in leaflets.values() for extra in leaflet.file.extras]
    problems += _missing(clinic.extras, extras, "extra", clinic, "extras")
    entries: tuple[Change | LocalApproval, ...] = (*clinic.changes, *clinic.approvals)
    for entry in entries:
        problems += _missing([entry.leaflet] if entry.leaflet else [], names, "leaflet", entry, "leaflet")
    for approval in clinic.approvals:
        if approval.leaflet in leaflets:
            variants = leaflets[approval.leaflet].file.variants
            problems += _missing(approval.variant, variants, "variant", approval, "variant")
    if problems:
        raise ContentError(problems)


def check_lines(clinic: Clinic, region: Region) -> Iterator[Problem]:
    """A problem for each telephone number of a clinic that cannot ring in its region."""
    for line in clinic.lines:
        known = line.phone in region.numbers or region.country is None
        wrong = None if known else cannot_ring(line.phone, str(region.country))
        if wrong:
            yield Problem(line.at("phone"), *wrong)


def missing_parts(block: Anatomy, assets: Path) -> Iterator[Problem]:
    """A problem for a drawing that cannot be used, or for each part that is named and that it lacks."""
    try:
        known = figure(assets, block.drawing, block.at("drawing")).parts()
    except ContentError as error:
        yield from error.problems
        return
    named = [(name, block.at("mark")) for name in block.mark]
    named += [(label.part, label.at("part")) for label in block.labels]
    for name, where in named:
        if name not in known:
            there = ", ".join(sorted(known)) or "no part with an id"
            yield Problem(where, f"the drawing '{block.drawing}' has no part '{name}'", f"it has {there}")


def models(value: object) -> Iterator[Model]:
    """Every model inside a value, itself first."""
    if isinstance(value, Model):
        yield value
        parts: Iterable[object] = vars(value).values()
    else:
        parts = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else ()
    for part in parts:
        if isinstance(part, Model | dict | tuple):
            yield from models(part)


def _missing(names: Iterable[str], known: Iterable[str], what: str, model: Model, key: str) -> Iterator[Problem]:
    for name in names:
        if name not in known:
            yield Problem(model.at(key), f"there is no {what} '{name}'", did_you_mean(name, known))


def _sections(leaflet: Leaflet) -> Iterator[Problem]:
    file = leaflet.file
    yield from _missing([file.front.section], leaflet.sections, "section", file.front, "section")
    yield from _missing(file.sections, leaflet.sections, "section", file, "sections")
    if file.panels:
        for panel in type(file.panels).model_fields:
            yield from _missing(getattr(file.panels, panel), leaflet.sections, "section", file.panels, panel)
        twice = [name for name, count in Counter(file.panels.sections).items() if count > 1]
        for name in twice:
            yield Problem(file.panels.at(), f"the section '{name}' stands on the panels more than once", "name it once")
    for name, section in leaflet.sections.items():
        if name not in (*file.sections, file.front.section, *(file.panels.sections if file.panels else ())):
            yield Problem(section.at(), f"the section '{name}' is not listed in leaflet.yaml", "list it, or delete it")


def _approvals(leaflet: Leaflet) -> Iterator[Problem]:
    for approval in leaflet.file.approvals:
        yield from _missing(approval.variant, leaflet.file.variants, "variant", approval, "variant")
