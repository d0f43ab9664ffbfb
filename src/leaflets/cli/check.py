"""Commands that check: what is wrong with the words of leaflets, who is shown what, and what finished PDFs are."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from leaflets.cli.choice import known, open_project, regions
from leaflets.cli.options import FILE, flag, json_option, option, project_option, roster_option, several
from leaflets.cli.speak import say, say_json, say_table, write
from leaflets.problems import ContentError

if TYPE_CHECKING:
    from leaflets.checks.editor import Report
    from leaflets.checks.rules import Finding
    from leaflets.inspect.inspection import Inspection
    from leaflets.making.verify import Report as Inspected
    from leaflets.store.project import Project


@click.command()
@click.argument("leaflet", nargs=-1)
@several("--variant variants", "NAME", "Only this variant. May be given again.")
@several("--clinic clinics", "NAME", "As this clinic has it, too; or all of them.")
@roster_option
@flag("--strict", "End with exit code 1 if there is advice.")
@json_option
@flag("--online", "Try the web addresses as well, slowly.")
@flag("--allow-expired", "Take a leaflet past its review date, which bears a mark.")
@project_option
def check(
    leaflet: Sequence[str],
    variants: Sequence[str],
    clinics: Sequence[str],
    roster: Path | None,
    strict: bool,
    as_json: bool,
    online: bool,
    allow_expired: bool,
    folder: Path | None,
) -> None:
    """Read leaflets as a careful editor would, and list what to mend.

    Reads every variant, region and edition, and builds each variant in memory; writes nothing. What it looks for, and
    what it lets pass and why, is in content/checks.yaml, and in checks.yaml in the leaflet's folder. The exit code is 1
    if there are problems.

    \b
    Examples:
      leaflets check
      leaflets check --variant gi --strict
      leaflets check --clinic riverside
      leaflets check --clinics clinics.csv
    """
    from leaflets.checks.editor import Wish, document
    from leaflets.checks.editor import check as read_through
    from leaflets.making import make

    project = open_project(folder, roster)
    names = _names(project, leaflet, variants)
    wish = Wish(variants, regions(project, clinics), allow_expired, online)
    reports = [read_through(project, name, make, wish) for name in names]
    if as_json:
        say_json(document(reports, strict))
    else:
        for report in reports:
            _print(report)
    if any(report.count("problem") or (strict and report.count("advice")) for report in reports):
        sys.exit(1)


def _names(project: Project, leaflets_: Sequence[str], variants: Sequence[str]) -> Sequence[str]:
    """The leaflets asked for. A leaflet that cannot be read is a finding, and its variants are not known."""
    names = leaflets_ or project.usual
    known("LEAFLET", names, project.names("leaflets"))
    there: list[str] = []
    for name in names:
        try:
            there += project.leaflet(name).file.variants
        except ContentError:
            there += variants
    known("--variant", variants, there)
    return names


def _print(report: Report) -> None:
    for family, found in groupby(report.findings, lambda one: one.family):
        some = list(found)
        say(f"{family}: {_counted(some)}")
        for one in some:
            say(_said(one, report.variants))
        say()
    _print_readability(report)
    for language, swaps in groupby(report.swaps.items(), lambda one: one[0][0]):
        say(f"words changed in {language}:")
        for (_, was, now), places in swaps:
            say(f"'{was}' to '{now}': {', '.join(map(str, places))}")
        say()
    for language, rules in report.unmade.items():
        say(f"not looked at in {language}, being made for English: {', '.join(rules)}")
    excused = f"; {len(report.excused)} excused in checks.yaml" if report.excused else ""
    say(f"{report.leaflet}: {_counted(report.findings)}{excused}")


def _counted(found: Sequence[Finding]) -> str:
    problems = sum(1 for one in found if one.severity == "problem")
    return f"{problems} problem{'' if problems == 1 else 's'}, {len(found) - problems} advice"


def _said(one: Finding, variants: Sequence[str]) -> str:
    problem = one.problem
    shown = [variant for variant in variants if any(variant == place[0] for place in one.shown)]
    clinics = sorted({place[3] for place in one.shown})
    only = f" (only in {', '.join(shown)})" if 0 < len(shown) < len(variants) else ""
    only += f" (only for {', '.join(clinics)})" if clinics and "" not in clinics else ""
    hint = f"\n    hint: {problem.hint}" if problem.hint else ""
    return f"{problem.where}: {one.severity}: {problem.message}{only} [{one.rule}]{hint}"


def _print_readability(report: Report) -> None:
    from leaflets.checks.readability import FORMULAS

    rows = [(reading, one) for reading, one in report.measures if one.scope == "leaflet"]
    if not rows:
        return
    heads = (*(name.replace("_", " ") for name in FORMULAS), "words a sentence", "very short", "joined")
    table = [("readability (without names)", *heads)]
    for reading, one in rows:
        hard = (f"{one.every[name]} ({one.plain.get(name)})" for name in FORMULAS)
        voice = (str(one.voice.get("words", "")), *(f"{one.voice.get(name, 0):g} %" for name in ("short", "joined")))
        table.append((" ".join(reading.shown).strip(), *hard, *voice))
    say_table(table)
    say("longest sentences:")
    for count, where, sentence in report.longest:
        say(f"{where}: {count} words: {sentence}")
    say()


@click.command()
@click.argument("leaflet")
@several("--clinic clinics", "NAME", "With this clinic's changes; or all of them.")
@option("--html page", "FILE", "Write one page.", type=click.Path(dir_okay=False, path_type=Path))
@project_option
def coverage(leaflet: str, clinics: Sequence[str], page: Path | None, folder: Path | None) -> None:
    """Show which block is shown in which variant, region, edition and clinic.

    \b
    Example:
      leaflets coverage lms --html coverage.html
    """
    from leaflets.checks.coverage import as_html, as_table, jobs, matrix, named_tongues
    from leaflets.checks.coverage import coverage as covered

    project = open_project(folder)
    known("LEAFLET", [leaflet], project.names("leaflets"))
    places = regions(project, clinics)
    every = jobs(project, leaflet, clinics=places, spoken=named_tongues(project, leaflet))
    variants, lines = matrix(covered(project, leaflet, places), every)
    title = f"{project.leaflet(leaflet).file.title}: what is shown to whom"
    if page is None:
        say_table(as_table(variants, lines))
    else:
        write(page, as_html(title, variants, lines).encode())
        say(f"{page}  {len(lines)} lines")


@click.command()
@click.argument("files", metavar="FILE.pdf...", nargs=-1, required=True, type=FILE)
@flag("--tree", "Show the structure a screen reader meets, as text.")
@json_option
@flag("--quick", "Do not ask the outside validators.")
@option(
    "--register kept",
    "FILE.jsonl",
    "Ask this register whether they were withdrawn or superseded. Default: the project's.",
    type=FILE,
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
    from leaflets.store.project import around, this_moment

    project = open_project(folder) if folder else around(Path.cwd())
    today = project.today if project else this_moment().astimezone().date()
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


def _text(report: Inspected, tree: bool) -> Iterator[str]:
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


def _facts(report: Inspected, found: Inspection) -> Iterator[str]:
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
