"""``leaflets verify``."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from leaflets.cli.choice import open_project
from leaflets.cli.options import FILE, json_option, project_option
from leaflets.cli.speak import problems_shown, say, say_json

if TYPE_CHECKING:
    from leaflets.inspect.inspection import Inspection
    from leaflets.making.verify import Report
    from leaflets.store.project import Project


@click.command()
@click.argument("files", metavar="FILE.pdf...", nargs=-1, required=True, type=FILE)
@click.option("--tree", is_flag=True, help="Show the structure a screen reader meets, as text.")
@json_option
@click.option("--quick", is_flag=True, help="Do not ask the outside validators.")
@click.option(
    "--register",
    "kept",
    type=FILE,
    metavar="FILE.jsonl",
    help="Ask this register whether they were withdrawn or superseded. Default: the project's.",
)
@project_option
def verify(
    files: Sequence[Path], tree: bool, as_json: bool, quick: bool, kept: Path | None, folder: Path | None
) -> None:
    """Look inside finished PDFs, ours or anyone's: what they are, what is good, what is wrong.

    Wrong is what breaks a standard, cannot be seen or should not be there; rules of the house are told apart. Inside
    a project, a leaflet is also held against what the project says today. The exit code is 1 if anything is wrong, a
    leaflet of ours breaks a rule of the house, or a file cannot be read.

    \b
    Example:
      leaflets verify output/*.pdf
    """
    import leaflets
    from leaflets.making.verify import as_data
    from leaflets.making.verify import verify as verified
    from leaflets.register.lines import NAME, Register
    from leaflets.register.standing import judge

    with problems_shown():
        project, today = _now(folder)
        path = kept or (project.root / NAME if project else None)
        register = Register(path) if path else None
        reports = verified(files, today, project, outside=not quick)
    if register and register.lines:
        for report in reports:
            judge(report, register, today)
    sound = all(report.sound for report in reports)
    if as_json:
        found = [as_data(report, tree) for report in reports]
        say_json({"program": f"leaflets {leaflets.__version__}", "sound": sound, "files": found})
    else:
        say("\n\n".join("\n".join(map(_plain, _text(report, tree))) for report in reports))
    sys.exit(not sound)


def _now(folder: Path | None) -> tuple[Project | None, date]:
    """The project asked for, or the one around the present folder, if any; and today's date."""
    from leaflets.store.project import around, this_moment

    project = open_project(folder) if folder else around(Path.cwd())
    return project, project.today if project else this_moment().astimezone().date()


def _text(report: Report, tree: bool) -> Iterator[str]:
    if not report.inspection:
        yield f"{report.file}: {report.unreadable}"
        return
    yield str(report.file)
    yield from (f"  {line}" for line in _facts(report, report.inspection))
    yield from _listed("Good", report.good)
    yield from _listed("Wrong", _folded(report.wrong))
    yield from _listed("Against house rules", _folded(report.house))
    if tree:
        yield from _listed("Structure", report.inspection.tree.splitlines() or ["none"])
    if report.sound:
        yield "Nothing is wrong."


def _plain(line: str) -> str:
    """A line that does nothing to the screen: others may have written the words of a file."""
    return "".join(character if character.isprintable() else " " for character in line)


def _listed(heading: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield heading
        yield from (f"  {line}" for line in lines)


def _facts(report: Report, found: Inspection) -> Iterator[str]:
    from leaflets.making.verify import paper

    origin = found.origin
    yield found.title or "no title"
    if origin.get("reference"):
        clinic = f", for {origin['clinic']}" if origin.get("clinic") else ""
        yield f"reference {origin['reference']}, version {origin.get('version') or 'not told'}{clinic}"
    claims = f"it says that it is {', '.join(found.claims)}" if found.claims else "it names no standard it keeps"
    parts = ", ".join(f"{language} ({times})" for language, times in found.parts.items())
    yield f"language {found.language or 'not told'}{f', parts in {parts}' if parts else ''}; {claims}"
    sheets = {(size.width, size.height) for size in found.sizes if size.box == "MediaBox"}
    papers = "; ".join(paper(*sheet) for sheet in sorted(sheets))
    yield f"{found.pages} {'page' if found.pages == 1 else 'pages'}, {papers or 'no size told'}"
    for size in found.sizes:
        if (size.width, size.height) not in sheets:
            yield f"{size.box} of {size.pages} of them: {paper(size.width, size.height)}"
    if report.made_from:
        yield f"made from {report.made_from}"
    yield f"made by {origin.get('program') or found.producer or 'a program that does not say'}"
    if found.locked:
        yield "locked; it opens without a password"
    if found.sheets:
        yield "sheets for a printer, without tags: read the pages they are made from on a screen"
    yield from report.notes


def _folded(faults: Iterable[str]) -> list[str]:
    """Faults of one kind as one line: the first of them, and how many more there are."""
    kinds: dict[str, list[str]] = {}
    for fault in faults:
        kinds.setdefault(re.sub(r"'.*'|#?\b[0-9A-F.]*\d[0-9A-F.]*\b", "", fault), []).append(fault)
    return [f"{same[0]} (and {len(same) - 1} more like it)" if len(same) > 1 else same[0] for same in kinds.values()]
