"""What the arguments choose: the project, and the leaflets to make. An unknown name is a wrong command line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from leaflets.cli.speak import problems_shown
from leaflets.problems import did_you_mean

if TYPE_CHECKING:
    from leaflets.content.project import Project
    from leaflets.content.selection import Job


def project_option(command: Callable[..., None]) -> Callable[..., None]:
    """The option that names the project's folder."""
    return click.option(
        "--project",
        "folder",
        metavar="DIR",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="The project's folder. Default: the one you are in, or else the starter project.",
    )(command)


def open_project(folder: Path | None) -> Project:
    """The project in a folder, or the one around the present folder."""
    from leaflets.content.project import Project, find

    if folder is not None and not (folder / "content/project.yaml").is_file():
        raise click.BadParameter(f"{folder} holds no content/project.yaml", param_hint="--project")
    with problems_shown():
        return Project(folder) if folder else find(Path.cwd())


def jobs(
    project: Project,
    leaflets_: Sequence[str],
    variants: Sequence[str],
    formats: Sequence[str],
    region: str | None,
    theme: str | None,
    extras: Sequence[str],
) -> list[Job]:
    """The jobs the arguments ask for. An unknown name is a wrong command line, and the nearest name is offered."""
    from leaflets.content.screen import SCREENS
    from leaflets.content.selection import Job

    settings = project.settings
    names = leaflets_ or settings.leaflets
    known("LEAFLET", names, project.names("leaflets"))
    region = region or settings.region
    known("--region", [region], settings.regions)
    theme = theme or settings.theme
    known("--theme", [theme], project.names("themes"))
    formats = formats or [settings.regions[region].format]
    known("--format", formats, [*project.names("formats"), *SCREENS])
    files = {name: project.leaflet(name).file for name in names}
    known("--variant", variants, [variant for file in files.values() for variant in file.variants])
    known("--with", extras, [extra for file in files.values() for extra in file.extras])
    language = settings.regions[region].language
    return [
        Job(name, variant, region, paper, theme, language, extras=frozenset(extras))
        for name, file in files.items()
        for variant in file.variants
        if not variants or variant in variants
        for paper in dict.fromkeys(formats)
    ]


def known(option: str, names: Iterable[str], there: Iterable[str]) -> None:
    """Raise BadParameter, offering the nearest name, for each name that is not there."""
    there = list(there)
    for name in names:
        if name not in there:
            raise click.BadParameter(f"there is no '{name}': {did_you_mean(name, there)}", param_hint=option)
