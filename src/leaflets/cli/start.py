"""``leaflets init``, ``leaflets new`` and ``leaflets doctor``: a place to begin in, and whether all is there."""

import os
import platform
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path
from typing import NamedTuple

import click

from leaflets.cli.choice import open_project, output_of
from leaflets.cli.options import NEW_FOLDER, option, project_option, several
from leaflets.cli.speak import fail_with, say, say_table, write

PARTS = ("content", "assets")


@click.command()
@click.argument("folder", metavar="DIR", type=NEW_FOLDER)
def init(folder: Path) -> None:
    """Copy the starter project to a new folder, to make it your own.

    \b
    Example:
      leaflets init my-leaflets
    """
    from leaflets.files import left_about
    from leaflets.store.scaffold import starter

    def ignored(_folder: str, names: list[str]) -> list[str]:
        return [name for name in names if left_about(Path(name))]

    there = folder.exists()
    if there and any(folder.iterdir()):
        fail_with(f"{folder} is not empty; name a new folder")
    try:
        for part in PARTS:
            shutil.copytree(starter() / part, folder / part, ignore=ignored)
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
@option("--title", "TEXT", "What the leaflet is called. Default: its name.")
@several("--variant variants", "NAME", "With this variant, too. Default: one, general.")
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


NAME = re.compile(r"[A-Za-z0-9._-]+")
EXTRAS = {
    "verify": "leaflets verify asks no outside validator; its own checks are all it has",
    "studio": "leaflets studio cannot start; everything else works",
}
"""What it costs to be without an extra."""
BROWSERS = ("chromium", "chromium-headless-shell", "google-chrome", "chrome", "msedge")


class Found(NamedTuple):
    """Something looked for: what it is called, what was found, and what it costs if nothing was."""

    name: str
    there: str
    costs: str = ""
    needed: bool = False


@click.command()
@project_option
def doctor(folder: Path | None) -> None:
    """Look at what is installed: what is there, what is missing, and what that costs.

    The exit code is 1 if the program cannot make leaflets as things are.

    \b
    Example:
      leaflets doctor
    """
    found = [*_program(), *_project(folder), *_outside()]
    say_table([(one.name, one.there or f"MISSING: {one.costs}") for one in found])
    sys.exit(any(one.needed and not one.there for one in found))


def _program() -> Iterator[Found]:
    """Python, and the libraries that this program and its extras ask for."""
    yield Found("Python", f"{platform.python_version()} on {platform.system()} {platform.machine()}")
    try:
        asked = distribution("leaflets").requires or []
    except PackageNotFoundError:
        yield Found("leaflets", "run from its source; nothing tells what it asks for")
        return
    for extra, costs in {"": "leaflets cannot be made", **EXTRAS}.items():
        mine = [line for line in asked if _extra(line) == extra]
        names = [match[0] for line in mine if (match := NAME.match(line))]
        gone = [name for name in names if not _version(name)]
        if names:
            there = "" if gone else ", ".join(f"{name} {_version(name)}" for name in names)
            yield Found(f"[{extra}]" if extra else "libraries", there, f"{', '.join(gone)}: {costs}", not extra)


def _extra(line: str) -> str:
    """The extra that asks for a package, if it is one."""
    match = re.search(r"""extra == ['"]([\w-]+)['"]""", line)
    return match[1] if match else ""


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _project(folder: Path | None) -> Iterator[Found]:
    """The project, its typefaces, and whether its output can be written."""
    project = open_project(folder, look=True)
    output = output_of(project, None)
    home = next(path for path in (output.absolute(), *output.absolute().parents) if path.exists())
    yield Found("project", str(project.root))
    faces = sorted(path.name for path in project.asset("fonts").glob("*") if any(path.glob("*.[to]tf")))
    yield Found("typefaces", ", ".join(faces), "nothing can be printed without typefaces in assets/fonts", True)
    yield Found("output", str(output) if os.access(home, os.W_OK) else "", f"{home} may not be written to; name -o DIR")


def _outside() -> Iterator[Found]:
    """What other programs do for this one."""
    java = [path for name in ("java", "javac") if (path := shutil.which(name))]
    costs = "veraPDF is not asked by leaflets verify: it wants a Java development kit, 17 or later"
    yield Found("Java", java[0] if len(java) == 2 else "", costs)
    browser = next(filter(None, map(shutil.which, BROWSERS)), "")
    yield Found("Chromium", browser or "", "only this program's own tests open pages in a browser")
