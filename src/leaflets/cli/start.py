"""``leaflets init`` and ``leaflets new``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from leaflets.cli.choice import open_project, project_option
from leaflets.cli.speak import fail_with, say, write

PARTS = ("content", "assets")


def _left_about(_folder: str, names: list[str]) -> list[str]:
    from leaflets.files import left_about

    return [name for name in names if left_about(Path(name))]


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def init(folder: Path) -> None:
    """Copy the starter project to a new folder, to make it your own.

    \b
    Example:
      leaflets init my-leaflets
    """
    import shutil

    from leaflets.store.scaffold import starter

    there = folder.exists()
    if there and any(folder.iterdir()):
        fail_with(f"{folder} is not empty; name a new folder")
    try:
        for part in PARTS:
            shutil.copytree(starter() / part, folder / part, ignore=_left_about)
    except OSError as error:
        for part in PARTS:
            shutil.rmtree(folder / part, ignore_errors=True)
        if not there:
            shutil.rmtree(folder, ignore_errors=True)
        said = error.strerror or str(error.args[0][0][-1])  # copytree gathers what went wrong with each file
        reason = said.partition("] ")[2].partition(":")[0] or said
        fail_with(f"{folder} cannot be written: {reason}; nothing was left there")
    say(f"{folder} is ready. Next: cd {folder}, then leaflets build")


@click.command()
@click.argument("name")
@click.option("--title", metavar="TEXT", help="What the leaflet is called. Default: its name.")
@click.option(
    "--variant",
    "variants",
    multiple=True,
    metavar="NAME",
    help="With this variant, too. Default: one, general.",
)
@project_option
def new(name: str, title: str | None, variants: Sequence[str], folder: Path | None) -> None:
    """Begin a leaflet: a folder of small files to fill in, which can be built at once.

    What begins with "To write:" is yours to write. Builds list it, and mark the leaflet as a draft.

    \b
    Examples:
      leaflets new gout
      leaflets new gout --title "Gout" --variant general --variant kidneys
    """
    from leaflets.store.naming import refusal, slug
    from leaflets.store.scaffold import scaffold

    project = open_project(folder)
    for key in (name, *variants):
        if said := refusal(key):
            instead = slug(key)
            raise click.BadParameter(f"{said}; write it as {'other small letters' if refusal(instead) else instead}")
    home = project.root / "content/leaflets" / name
    if home.exists():
        fail_with(f"there is a leaflet '{name}' already, in {home}")
    words = title or name.replace("-", " ").capitalize()
    files = scaffold(name, words, list(dict.fromkeys(variants)) or ["general"], project.today)
    for place, text in files.items():
        (home / place).parent.mkdir(parents=True, exist_ok=True)
        write(home / place, text.encode())
    say(f"{home} is ready: {len(files)} files. Next: leaflets build {name}, which lists what is still to be written")
