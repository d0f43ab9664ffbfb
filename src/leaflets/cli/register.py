"""The commands of the register: what was published, superseded and withdrawn, and what is due."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from leaflets.cli.choice import open_project
from leaflets.cli.options import FILE, NEW_FOLDER, json_option, option, project_option
from leaflets.cli.speak import fail_with, say, say_json, write

if TYPE_CHECKING:
    from leaflets.register.lines import Register
    from leaflets.register.standing import Standing
    from leaflets.store.project import Project

_PERSONAL = re.compile(r"\S@\S|(?:\d[ -]?){9}|\b(?:\d{4}[./-]\d\d?[./-]\d\d?|\d\d?[./-]\d\d?[./-]\d{4})\b")


def _line(_context: click.Context, option: click.Parameter, value: str) -> str:
    """Words on one line. A reason is for all to read, and without what is a person's."""
    if option.name == "why" and (found := _PERSONAL.search(value)):
        raise click.BadParameter(f"'{found[0]}' may be a person's address, number or birthday; say why without it")
    if not value.split():
        raise click.BadParameter("say why" if option.name == "why" else "say who")
    return " ".join(value.split())


def _within(_context: click.Context, _option: click.Parameter, value: str) -> tuple[int, str]:
    """A time from now on, such as 6m."""
    match = re.fullmatch(r"(\d{1,3})([dwmy])", value)
    if not match:
        raise click.BadParameter(f"'{value}' is no time; write 30d, 8w, 6m or 1y")
    return int(match[1]), match[2]


def _after(today: date, count: int, unit: str) -> date:
    if unit in "dw":
        return today + timedelta(count * (7 if unit == "w" else 1))
    months = today.month - 1 + count * (12 if unit == "y" else 1)
    year, month = today.year + months // 12, months % 12 + 1
    return date(year, month, min(today.day, calendar.monthrange(year, month)[1]))


def _open(folder: Path | None) -> tuple[Project, Register]:
    from leaflets.register.lines import NAME, Register

    project = open_project(folder)
    return project, Register(project.root / NAME)


def _head(register: Register) -> None:
    if not register.lines:
        say("leaflets: nothing is published yet; 'leaflets publish' notes what is handed out", err=True)
        return
    count = "1 line" if len(register.lines) == 1 else f"{len(register.lines):,} lines"
    say(f"leaflets: {count}, the last {' '.join(one[:16] for one in register.heads)}", err=True)


def _table(chosen: Iterable[Standing]) -> None:
    for one in chosen:
        because = f"  ({one.because})" if one.because else ""
        where = f"{one.reference} {one.version}  {one.place}"
        say(f"{where}  {one.state}{because}  published {one.date} by {one.by}  review by {one.review_by}")


@click.command()
@click.argument("files", metavar="FILE.pdf...", nargs=-1, required=True, type=FILE)
@option("--by", "NAME", "Who publishes them.", required=True, callback=_line)
@project_option
def publish(files: Sequence[Path], by: str, folder: Path | None) -> None:
    """Note finished leaflets in the project's register: from now on they are handed out.

    Drafts are refused, and so are files that are not sound, do not say what the project says today, are of a version
    that was withdrawn or is older than one published, or say other words than that version did.

    \b
    Example:
      leaflets publish output/*.pdf --by "Jo Example"
    """
    from leaflets.register.publishing import publish as published

    project, register = _open(folder)
    lines = published(project, register, files, by)
    for line in lines:
        before = f", supersedes {line['supersedes']}" if line["supersedes"] else ""
        count = "1 file" if len(line["files"]) == 1 else f"{len(line['files'])} files"
        say(f"{line['reference']} {line['version']}  {line['region']}  {count}{before}")
    _head(register)


@click.command()
@click.argument("reference", metavar="REF")
@option("--why", "TEXT", "For all to read; nothing of patients.", required=True, callback=_line)
@option("--by", "NAME", "Who withdraws it.", required=True, callback=_line)
@option("--version", "VERSION", "Only this version.")
@option("--region", "NAME", "Only in this region.")
@option("--clinic", "NAME", "Only this clinic's.")
@project_option
def withdraw(reference: str, why: str, by: str, folder: Path | None, **only: str | None) -> None:
    """Note in the register that a published leaflet must not be used any more.

    \b
    Example:
      leaflets withdraw ACHE-KNEE --why "the night line has another number" --by "Jo Example"
    """
    from leaflets.register.publishing import withdraw as withdrawn

    project, register = _open(folder)
    only = {key: only[key] for key in ("version", "region", "clinic")}
    for one in withdrawn(register, project.today, reference, why, by, only):
        say(f"{one.reference} {one.version}  {one.place}  withdrawn")
    _head(register)


@click.command()
@option("--site", "DIR", "Write a page for each.", type=NEW_FOLDER)
@option("--merge other", "FILE.jsonl", "Add the lines of another machine's register.", type=FILE)
@option("--head", "HASH", "Fail if the line of this hash is not in it: what publish said last.")
@json_option
@project_option
def register(site: Path | None, other: Path | None, head: str | None, as_json: bool, folder: Path | None) -> None:
    """Show what was published, and how it stands; and whether a line was changed or is missing.

    \b
    Examples:
      leaflets register
      leaflets register --site public/current
      leaflets register --merge other/register.jsonl
    """
    from leaflets.register.lines import Register
    from leaflets.register.site import site as pages
    from leaflets.register.standing import standings

    project, kept = _open(folder)
    if other:
        say(f"leaflets: {kept.merge(Register(other)):,} lines added from {other}", err=True)
    if head and not any(line["hash"].startswith(head) for line in kept.lines):
        fail_with(f"{kept.path} has no line {head}: its end is missing")
    made = pages(project, kept) if site else {}
    for name, data in made.items():
        path = Path(str(site)) / name
        write(path, data)
        say(str(path))
    if not site:
        found = standings(kept, project.today)
        if as_json:
            say_json([{"state": one.state, "because": one.because, "published": one.lines} for one in found])
        else:
            _table(found)
    _head(kept)


@click.command()
@option("--within", "TIME", "30d, 8w, 6m or 1y. Default: 6m.", callback=_within, default="6m")
@project_option
def due(within: tuple[int, str], folder: Path | None) -> None:
    """Show the published leaflets whose review date is past, or comes within some time.

    \b
    Example:
      leaflets due --within 3m
    """
    from leaflets.register.standing import standings

    project, register = _open(folder)
    until = _after(project.today, *within)
    found = [one for one in standings(register, project.today) if one.state in ("current", "due")]
    chosen = sorted((one for one in found if one.review_by <= str(until)), key=lambda one: one.review_by)
    _table(chosen)
    if not chosen:
        say(f"leaflets: of {len(found):,} published, none is due by {until}", err=True)
