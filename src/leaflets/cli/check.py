"""``leaflets check`` and ``leaflets coverage``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from leaflets.cli.choice import known, open_project, regions
from leaflets.cli.options import flag, json_option, option, project_option, roster_option, several
from leaflets.cli.speak import problems_shown, say, say_json, say_table, write
from leaflets.problems import ContentError

if TYPE_CHECKING:
    from leaflets.checks.editor import Report
    from leaflets.checks.rules import Finding
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
    with problems_shown():
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
    with problems_shown():
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
