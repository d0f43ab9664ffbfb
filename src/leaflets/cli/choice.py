"""What the arguments choose: the project, and the leaflets to make. An unknown name is a wrong command line."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import click

from leaflets.cli.speak import fail_with
from leaflets.problems import Problem, Source, did_you_mean, gathered, refuse

if TYPE_CHECKING:
    from leaflets.edition.selection import Job, Printing, Statements
    from leaflets.store.project import Project

ALL = "all"
"""The name that stands for every variant, every format, or every clinic."""


def open_project(folder: Path | None, roster: Path | None = None, look: bool = False) -> Project:
    """The project in a folder, or the one around the present one; with a ``roster``, for the clinics of that list.

    Outside a project, who only wants to ``look`` is shown the starter project, which nobody may write into.
    """
    from leaflets.store.project import Project, around
    from leaflets.store.scaffold import starter

    if folder is not None and not (folder / "content/project.yaml").is_file():
        raise click.BadParameter(f"{folder} holds no content/project.yaml", param_hint="--project")
    project = Project(folder) if folder else around(Path.cwd()) or (Project(starter()) if look else None)
    if project is None:
        fail_with("there is no project here; make one with 'leaflets init my-leaflets', or name one with --project")
    if roster is None:
        return project
    from leaflets.store.roster import Roster

    return Project(project.root, project.now, Roster(read_list(roster), str(roster)))


def output_of(project: Project, given: Path | None) -> Path:
    """Where files go: where the command line says, or the project's folder for them."""
    try:
        return given or Path(os.path.relpath(project.root / "output"))
    except ValueError:  # on another drive, as Windows has them
        return project.root / "output"


def read_list(path: Path) -> bytes:
    """The bytes of a list the command line names, or an end that says why there are none."""
    try:
        return path.read_bytes()
    except OSError as error:
        fail_with(f"{path} cannot be read: {error.strerror}")


class Wanted(NamedTuple):
    """What the options of a command ask for; what is empty is the project's to say."""

    leaflets: Sequence[str] = ()
    variants: Sequence[str] = ()
    formats: Sequence[str] = ()
    region: str | None = None
    theme: str | None = None
    extras: Sequence[str] = ()
    clinics: Sequence[str] = ()
    printing: Printing = "colour"
    paper_thickness: float = 0.0
    copies: int | None = None
    statements: Statements = "all"
    width: int = 72
    languages: Sequence[str] = ()


def jobs(
    project: Project,
    wanted: Wanted,
    places: Mapping[str, str] | None = None,
    spoken: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> list[Job]:
    """The jobs the options ask for. An unknown name is a wrong command line, and the nearest name is offered.

    ``places`` are the clinics with their regions; a clinic's own region is taken where none is asked for. ``spoken``
    are the languages that clinics want beside their region's.
    """
    from leaflets.content.format import SCREENS
    from leaflets.edition.translation import job_of
    from leaflets.store.filenames import check_names
    from leaflets.store.naming import beside
    from leaflets.store.translations import tongues

    settings = project.settings
    names = wanted.leaflets or project.usual
    known("LEAFLET", names, project.names("leaflets"))
    region, theme = wanted.region, wanted.theme or settings.theme
    known("--region", [region] if region else [], settings.regions)
    known("--theme", [theme], project.names("themes"))
    known("--format", wanted.formats, [*project.names("formats"), *SCREENS, ALL])
    check_names(project, names)
    files = {name: project.leaflet(name).file for name in names}
    there = [variant for file in files.values() for variant in file.variants]
    known("--variant", [variant for variant in wanted.variants if variant != ALL], there)
    asked = [one.lower() for one in wanted.languages]
    known("--language", asked, [*project.names("languages"), ALL])
    known("--with", wanted.extras, [extra for file in files.values() for extra in file.extras])
    every = not wanted.variants or ALL in wanted.variants
    papers = {
        (name, place): list(_papers(project, wanted, name, place)) for name in names for place in settings.regions
    }
    for name in names if ALL in asked else ():
        for one in tongues(project, name):
            project.require("languages", [one], Source(beside(name, f"translations/{one}")))

    def languages(name: str, place: str, clinic: str) -> Iterable[str]:
        """Those asked for; or the region's, with those a clinic names and the leaflet is translated into."""
        own, there = settings.regions[place].language, tongues(project, name)
        also = there if ALL in asked else [one for one in spoken.get(clinic, ()) if one in there and not asked]
        return dict.fromkeys(
            [*([own] if ALL in asked or not asked else []), *(one for one in asked if one != ALL), *also]
        )

    how = {name: getattr(wanted, name) for name in ("printing", "paper_thickness", "copies", "statements", "width")}
    how |= {"theme": theme, "extras": frozenset(wanted.extras)}
    made = [
        job_of(project, name, variant, place, paper, language, clinic=clinic, **how)
        for clinic, own in ({"": settings.region} if places is None else places).items()
        for place in [region or own]
        for name, file in files.items()
        for variant in file.variants
        if every or variant in wanted.variants
        for paper in papers[name, place]
        for language in languages(name, place, clinic)
    ]
    return _meant(project, wanted, made)


def _meant(project: Project, wanted: Wanted, every: list[Job]) -> list[Job]:
    """The jobs without those that a translation is not for, where nobody named their variant and others are left."""
    from leaflets.edition.translation import outside
    from leaflets.store.translations import translations

    said = {
        (job.leaflet, job.language): translations(project, job.leaflet, job.language) for job in every if job.abroad
    }
    within = {job for job in every if not (job.abroad and any(outside(said[job.leaflet, job.language], job)))}
    left = {(job.leaflet, job.language) for job in within}
    named = wanted.variants and ALL not in wanted.variants and ALL not in wanted.languages
    return [job for job in every if named or job in within or (job.leaflet, job.language) not in left]


def chosen_clinics(project: Project, names: Sequence[str]) -> Sequence[str]:
    """The clinics asked for, each once. All of a list are meant where none is named."""
    there = project.names("clinics")
    known("--clinic", names, [*there, ALL])
    return there if ALL in names or not names else list(dict.fromkeys(names))


def regions(project: Project, clinics: Sequence[str]) -> dict[str, str]:
    """The region of each clinic asked for. Raises ContentError with the problems of all of them."""
    found: dict[str, str] = {}
    problems: list[Problem] = []
    chosen = chosen_clinics(project, clinics) if clinics or project.roster else ()
    if project.roster and len(chosen) == len(project.names("clinics")):
        problems += project.roster.refused
    for name in chosen:
        with gathered(problems):
            found[name] = project.clinic(name).region
    refuse(problems)
    return found


def _papers(project: Project, wanted: Wanted, leaflet: str, region: str) -> Iterable[str]:
    """Each format once, with those that ``all`` stands for."""
    from leaflets.edition.translation import suited

    formats = wanted.formats or [project.settings.regions[region].format]
    wishes = (suited(project, leaflet) if name == ALL else [name] for name in formats)
    return dict.fromkeys(chain.from_iterable(wishes))


def known(option: str, names: Iterable[str], there: Iterable[str]) -> None:
    """Raise BadParameter, offering the nearest name, for each name that is not there."""
    there = list(there)
    for name in names:
        if name not in there:
            raise click.BadParameter(f"there is no '{name}': {did_you_mean(name, there)}", param_hint=option)
