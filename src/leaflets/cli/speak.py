"""What is said: of leaflets that are made, line by line or as JSON; and of what is wrong, at the end of the program."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from leaflets.problems import Problem

if TYPE_CHECKING:
    from leaflets.bulk.manifest import File
    from leaflets.edition.selection import Job

INDEX = "index.html"
_CONTROLS = r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"


def shown(text: str) -> str:
    """The text without what would move a terminal's cursor, turn words round, or hide: as codes, which JSON knows."""
    if text.isascii() and text.isprintable():
        return text
    return re.sub(_CONTROLS, lambda sign: f"\\u{ord(sign[0]):04x}", text)


def say(text: str = "", err: bool = False, nl: bool = True) -> None:
    """Print a text, on standard error if it is no result: whatever it holds, it stays words."""
    click.echo(shown(text), err=err, nl=nl)


def say_json(data: object) -> None:
    """Print data as JSON."""
    say(json.dumps(data, indent=2, ensure_ascii=False))


def say_table(rows: Sequence[Sequence[str]]) -> None:
    """Print rows of cells, each column as wide as its widest."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        say("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def show(problems: Iterable[Problem], before: str = "") -> None:
    """Each problem on lines of its own, on standard error."""
    for problem in problems:
        say(f"{before}{problem}", err=True)


def fail(problems: Iterable[Problem]) -> NoReturn:
    """Show the problems, count them, and end."""
    found = sorted(problems)
    show(found)
    count = "1 problem" if len(found) == 1 else f"{len(found)} problems"
    fail_with(f"{count} found; nothing was written")


def fail_with(message: str) -> NoReturn:
    """Say what is wrong, and end with exit code 1."""
    say(f"leaflets: {message}", err=True)
    sys.exit(1)


def write(path: Path, data: bytes, private: bool = False) -> None:
    """Write a file whole, or say why it cannot be."""
    from leaflets.files import sweep, write_whole

    try:
        sweep(path.parent)
        write_whole(path, data, private=private)
    except OSError as error:
        fail_with(f"{path} cannot be written: {error.strerror}")


def say_due(folder: Path, jobs: Iterable[Job], due: Collection[Job], problems: Iterable[Problem], json: bool) -> None:
    """The leaflets that are due, to be made in a folder; as JSON with those that are up to date, and the problems."""
    if json:
        say_made([file_data(job, "due" if job in due else "up to date") for job in jobs], problems)
    else:
        for job in (one for one in jobs if one in due):
            say(f"{folder / job.file}  would be made")


def say_files(folder: Path, files: Sequence[File], pages: int) -> None:
    """A leaflet's files in a folder, its own first."""
    first, *rest = files
    said = f"  {pages} pages" if pages else ""
    say(f"{folder / first.name}{said}  {round(first.bytes / 1024)} KB")
    for file in rest:
        say(f"{folder / file.name}")


def file_data(job: Job, state: str, files: Iterable[File] = (), pages: int = 0) -> dict[str, Any]:
    """A leaflet as an object of JSON: what it is, and its files, the leaflet's own first."""
    named = ("leaflet", "variant", "region", "format", "language", "clinic")
    said = {"state": state, "file": job.file, **{name: getattr(job, name) for name in named}, "pages": pages}
    return {**said, "files": [file._asdict() for file in files]}


def say_made(files: Sequence[Mapping[str, Any]], problems: Iterable[Problem], warnings: Iterable[Problem] = ()) -> None:
    """One object of JSON: the leaflets, what kept others from being made, and what their makers should know."""

    def told(some: Iterable[Problem]) -> list[dict[str, Any]]:
        return [{**one.where._asdict(), "message": one.message, "hint": one.hint} for one in sorted(set(some))]

    say_json({"leaflets": files, "problems": told(problems), "warnings": told(warnings)})
