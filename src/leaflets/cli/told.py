"""What runs tell of the leaflets they make: line by line, or as JSON."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from leaflets.bulk.manifest import File
from leaflets.cli.speak import say, say_json
from leaflets.edition.selection import Job
from leaflets.problems import Problem

INDEX = "index.html"


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
