"""The command line: the only room that prints, exits or reads arguments."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

import leaflets
from leaflets.problems import ContentError, Problem, did_you_mean

if TYPE_CHECKING:
    from leaflets.build import Made
    from leaflets.content.project import Project
    from leaflets.content.selection import Job

PROGRESS_FROM = 6
"""Runs of at least so many leaflets show their progress."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(leaflets.__version__, prog_name="leaflets")
def main() -> None:
    """Make printed patient leaflets from plain YAML.

    \b
    Example:
      leaflets build lms --variant gi
    """


def _project_option(command: Callable[..., None]) -> Callable[..., None]:
    return click.option(
        "--project",
        "folder",
        metavar="DIR",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="The project's folder. Default: the one you are in, or else the starter project.",
    )(command)


@main.command()
@click.argument("leaflet", nargs=-1)
@click.option("--variant", "variants", multiple=True, metavar="NAME", help="Only this variant. May be given again.")
@click.option("--format", "formats", multiple=True, metavar="NAME", help="Paper and text size. May be given again.")
@click.option("--region", metavar="NAME", help="Whose words and numbers: us, uk. Default: the project's.")
@click.option("--theme", metavar="NAME", help="The look. Default: the project's.")
@click.option("--with", "extras", multiple=True, metavar="EXTRA", help="Show what is off by default.")
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("output"),
    metavar="DIR",
    help="Where the PDFs go. Default: output.",
)
@_project_option
def build(
    leaflet: Sequence[str],
    variants: Sequence[str],
    formats: Sequence[str],
    region: str | None,
    theme: str | None,
    extras: Sequence[str],
    output: Path,
    folder: Path | None,
) -> None:
    """Build leaflets as PDFs.

    Without arguments: the project's leaflets in every variant, for its default region.

    \b
    Examples:
      leaflets build
      leaflets build lms --variant gi --region uk
      leaflets build lms --variant uterine --with survival-figures
    """
    gc.set_threshold(100_000, 50, 50)  # models and pages by the thousand, few of them garbage: look for it less often
    from leaflets.build import make

    project = _project(folder)
    with _problems_shown():
        jobs = _jobs(project, leaflet, variants, formats, region, theme, extras)
    made: list[Made] = []
    problems: list[Problem] = []
    with click.progressbar(jobs, label="Building", file=sys.stderr, hidden=len(jobs) < PROGRESS_FROM) as row:
        for job in row:
            try:
                made.append(make(project, job))
            except ContentError as error:
                problems.extend(error.problems)
    _show(dict.fromkeys(problem for one in made for problem in one.warnings), "warning: ")
    if problems:
        _fail(dict.fromkeys(problems))
    for one in made:
        path = output / f"{one.job.name}.pdf"
        _write(path, one.data)
        click.echo(f"{path}  {one.pages} pages  {round(len(one.data) / 1024)} KB")


@main.command("list")
@_project_option
def list_(folder: Path | None) -> None:
    """List the project's leaflets, variants, formats, themes and languages.

    \b
    Example:
      leaflets list
    """
    from leaflets.content.project import FOLDERS

    project = _project(folder)
    with _problems_shown():
        for kind in FOLDERS:
            click.echo(f"{kind}:")
            for name in project.names(kind):
                click.echo(f"  {name}{_about(project, kind, name)}")


def _about(project: Project, kind: str, name: str) -> str:
    if kind == "leaflets":
        file = project.leaflet(name).file
        extras = f"; extras: {', '.join(file.extras)}" if file.extras else ""
        return f": {file.title}; variants: {', '.join(file.variants)}{extras}"
    if kind == "formats":
        return f": {project.format(name).description}"
    return f": {project.theme(name).description}" if kind == "themes" else f": {project.language(name).tag}"


@main.command()
@click.argument("kind", required=False)
def schema(kind: str | None) -> None:
    """Print the JSON Schema of a kind of YAML file, or list the kinds.

    \b
    Example:
      leaflets schema section > section.json
    """
    import json

    from leaflets.content.schema import KINDS
    from leaflets.content.schema import schema as schema_of

    if kind is None:
        click.echo("\n".join(KINDS))
    elif kind not in KINDS:
        raise click.BadParameter(f"there is no kind '{kind}'; {did_you_mean(kind, KINDS)}", param_hint="KIND")
    else:
        click.echo(json.dumps(schema_of(kind), indent=2, ensure_ascii=False))


@main.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def init(folder: Path) -> None:
    """Copy the starter project to a new folder, to make it your own.

    \b
    Example:
      leaflets init my-leaflets
    """
    import shutil

    from leaflets.content.project import starter

    if folder.exists() and any(folder.iterdir()):
        _fail_with(f"{folder} is not empty; name a new folder")
    try:
        for part in ("content", "assets"):
            shutil.copytree(starter() / part, folder / part)
    except OSError as error:
        _fail_with(f"{folder} cannot be written: {error.strerror}")
    click.echo(f"{folder} is ready. Next: cd {folder}, then leaflets build")


def _project(folder: Path | None) -> Project:
    from leaflets.content.project import Project, find

    if folder is not None and not (folder / "content/project.yaml").is_file():
        raise click.BadParameter(f"{folder} holds no content/project.yaml", param_hint="--project")
    with _problems_shown():
        return Project(folder) if folder else find(Path.cwd())


def _jobs(
    project: Project,
    leaflets_: Sequence[str],
    variants: Sequence[str],
    formats: Sequence[str],
    region: str | None,
    theme: str | None,
    extras: Sequence[str],
) -> list[Job]:
    """The jobs the arguments ask for. An unknown name is a wrong command line, and the nearest name is offered."""
    from leaflets.content.selection import Job

    settings = project.settings
    names = leaflets_ or settings.leaflets
    _known("LEAFLET", names, project.names("leaflets"))
    region = region or settings.region
    _known("--region", [region], settings.regions)
    theme = theme or settings.theme
    _known("--theme", [theme], project.names("themes"))
    formats = formats or [settings.regions[region].format]
    _known("--format", formats, project.names("formats"))
    files = {name: project.leaflet(name).file for name in names}
    _known("--variant", variants, [variant for file in files.values() for variant in file.variants])
    _known("--with", extras, [extra for file in files.values() for extra in file.extras])
    language = settings.regions[region].language
    return [
        Job(name, variant, region, paper, theme, language, extras=frozenset(extras))
        for name, file in files.items()
        for variant in file.variants
        if not variants or variant in variants
        for paper in dict.fromkeys(formats)
    ]


def _known(option: str, names: Iterable[str], known: Iterable[str]) -> None:
    known = list(known)
    for name in names:
        if name not in known:
            raise click.BadParameter(f"there is no '{name}': {did_you_mean(name, known)}", param_hint=option)


class _problems_shown:  # noqa: N801 (used as a statement)
    """Show the problems an author can mend, and end with exit code 1."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if isinstance(error, ContentError):
            _fail(error.problems)


def _show(problems: Iterable[Problem], before: str = "") -> None:
    for problem in problems:
        click.echo(f"{before}{problem}", err=True)


def _fail(problems: Iterable[Problem]) -> NoReturn:
    found = sorted(problems)
    _show(found)
    count = "1 problem" if len(found) == 1 else f"{len(found)} problems"
    _fail_with(f"{count} found; nothing was written")


def _fail_with(message: str) -> NoReturn:
    click.echo(f"leaflets: {message}", err=True)
    sys.exit(1)


def _write(path: Path, data: bytes) -> None:
    from leaflets.delivery.files import write_whole

    try:
        write_whole(path, data)
    except OSError as error:
        _fail_with(f"{path} cannot be written: {error.strerror}")
