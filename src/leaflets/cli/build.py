"""``leaflets build``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import starmap
from pathlib import Path
from typing import TYPE_CHECKING

import click

from leaflets.cli.bulk import Ways, build_for_clinics, run_options
from leaflets.cli.choice import (
    LENGTH,
    Wanted,
    jobs,
    language_option,
    open_project,
    output_of,
    output_option,
    project_option,
)
from leaflets.cli.report import file_data, say_json
from leaflets.cli.speak import fail, problems_shown, say, show, write
from leaflets.problems import ContentError, Problem

if TYPE_CHECKING:
    from leaflets.edition.selection import Job, Printing, Statements
    from leaflets.making import Made
    from leaflets.store.project import Project

PROGRESS_FROM = 6
"""Runs of at least so many leaflets show their progress."""


@click.command()
@click.argument("leaflet", nargs=-1)
@click.option(
    "--variant", "variants", multiple=True, metavar="NAME", help="Only this variant; or all. May be given again."
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="NAME",
    help="Paper, text size and folds; or all; or html, text. May be given again.",
)
@click.option(
    "--region", metavar="NAME", help="Whose words and numbers: us, uk. Default: the clinic's, or the project's."
)
@language_option
@click.option("--theme", metavar="NAME", help="The look. Default: the project's.")
@click.option("--with", "extras", multiple=True, metavar="EXTRA", help="Show what is off by default.")
@click.option("--clinic", "clinics", multiple=True, metavar="NAME", help="For this clinic; or all. May be given again.")
@click.option("--grey", is_flag=True, help="Black and greys, for an office laser.")
@click.option("--fillable", is_flag=True, help="Blanks and boxes to tick are fields, to fill in before printing.")
@click.option("--press", is_flag=True, help="For a print shop: bleed, marks, CMYK, and a job ticket.")
@click.option(
    "--copies",
    type=click.IntRange(1),
    metavar="N",
    help="How many to print: for the job ticket of --press, or for --print-run.",
)
@click.option(
    "--paper-thickness",
    type=LENGTH,
    default="0mm",
    metavar="LENGTH",
    help="Of a booklet's paper, such as 0.1mm: inner pages are moved towards the fold by as much for each sheet.",
)
@click.option("--signed-only", is_flag=True, help="Leave out what can be left out and no clinician has signed.")
@click.option(
    "--width",
    type=click.IntRange(20),
    default=72,
    metavar="N",
    help="Characters in a line of a plain text; 40 suits many a braille display.",
)
@click.option("--fold-guides", is_flag=True, help="Also a dummy of each folded sheet, to try the printer with.")
@run_options
@click.option("--dry-run", "dry", is_flag=True, help="Say what would be made, and make nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of text.")
@output_option()
@click.option(
    "--index",
    "indexed",
    is_flag=True,
    help="Write index.html too, a page to pick the leaflets from. A run of all leaflets and variants does anyway.",
)
@project_option
def build(
    leaflet: Sequence[str],
    variants: Sequence[str],
    formats: Sequence[str],
    region: str | None,
    languages: Sequence[str],
    theme: str | None,
    extras: Sequence[str],
    clinics: Sequence[str],
    roster: Path | None,
    grey: bool,
    fillable: bool,
    press: bool,
    copies: int | None,
    paper_thickness: float,
    signed_only: bool,
    width: int,
    fold_guides: bool,
    print_run: bool,
    processes: int,
    resume: bool,
    keep_going: bool,
    prune: bool,
    shard: tuple[int, int] | None,
    dry: bool,
    as_json: bool,
    output: Path | None,
    indexed: bool,
    folder: Path | None,
) -> None:
    """Build leaflets as PDFs, web pages or plain texts.

    Without arguments: the project's leaflets in every variant, for its default region.

    \b
    Examples:
      leaflets build
      leaflets build --variant gi --region uk
      leaflets build --format letter --format html --index
      leaflets build --variant uterine --with survival-figures
      leaflets build lms --variant gi --language es-US
      leaflets build --clinic riverside
      leaflets build --clinic all --variant all --format a4 --format a4-trifold
      leaflets build --format a5-booklet --paper-thickness 0.1mm
      leaflets build --format letter-trifold --press --copies 500
      leaflets build lms --variant gi --fillable
    """
    if grey and press:
        raise click.UsageError("choose --grey or --press: a print shop has its own black")
    if fillable and (grey or press or print_run):
        raise click.UsageError("--fillable is for single leaflets in colour: leave out --grey, --press and --print-run")
    if print_run and (press or not (clinics or roster)):
        raise click.UsageError(
            "--print-run joins a clinic's leaflets for an office printer: add --clinic, leave out --press"
        )
    if copies and not (press or print_run):
        raise click.UsageError("--copies is for --press or --print-run; nothing else tells how many to print")
    if (prune or shard) and not (clinics or roster):
        raise click.UsageError("--prune and --shard are for a run for clinics: add --clinic or --clinics")
    if shard and print_run:
        raise click.UsageError("--print-run joins what all parts made: leave it to a run after manifest merge")
    if width != Wanted.width and "text" not in formats:
        raise click.UsageError("--width is for plain text: add --format text")
    project = open_project(folder, roster)
    place = output_of(project, output)
    printing: Printing = "press" if press else "grey" if grey else "fillable" if fillable else "colour"
    said: Statements = "signed" if signed_only else "all"
    wanted = Wanted(
        leaflet,
        variants,
        formats,
        region,
        theme,
        extras,
        clinics,
        printing,
        paper_thickness,
        copies,
        said,
        width,
        languages,
    )
    indexed = indexed or not (leaflet or variants or shard)
    if clinics or roster:
        chosen = build_for_clinics(
            project,
            wanted,
            place,
            Ways(print_run, processes, resume, keep_going, indexed, prune, shard, dry=dry, as_json=as_json),
        )
    else:
        chosen = _build(project, wanted, place, indexed, dry, as_json)
    if fold_guides and not dry:
        _fold_guides(project, chosen, place)


def _build(project: Project, wanted: Wanted, output: Path, indexed: bool, dry: bool, as_json: bool) -> Sequence[Job]:
    """Build leaflets that are no clinic's: all of them, or nothing is written."""
    from leaflets.bulk.manifest import file_of
    from leaflets.making import make

    with problems_shown():
        chosen = jobs(project, wanted)
    if dry and as_json:
        say_json([file_data(job, "due") for job in chosen], ())
    elif dry:
        say("\n".join(f"{output / job.file}  would be made" for job in chosen))
    if dry:
        return chosen
    made: list[Made] = []
    problems: list[Problem] = []
    with click.progressbar(chosen, label="Building", file=sys.stderr, hidden=len(chosen) < PROGRESS_FROM) as row:
        for job in row:
            try:
                made.append(make(project, job))
            except ContentError as error:
                problems.extend(error.problems)
    show(dict.fromkeys(problem for one in made for problem in one.warnings), "warning: ")
    if problems and as_json:
        say_json([], problems)
    if problems:
        fail(dict.fromkeys(problems))
    index = _index(project, made, output) if made and indexed else b""
    for one in made:
        for name, data in one.files.items():
            write(output / name, data)
        if as_json:
            continue
        pages = f"  {one.pages} pages" if one.pages else ""
        say(f"{output / one.job.file}{pages}  {round(len(one.data) / 1024)} KB")
        for name in one.beside:
            say(f"{output / name}")
    if index:
        write(output / "index.html", index)
    if index and not as_json:
        say(f"{output / 'index.html'}  {len(made)} files")
    if as_json:
        warnings = {problem for one in made for problem in one.warnings}
        say_json(
            [file_data(one.job, "made", starmap(file_of, one.files.items()), one.pages) for one in made], (), warnings
        )
    return chosen


def _index(project: Project, made: Sequence[Made], output: Path) -> bytes:
    """The index of what was made, and of what runs for clinics have put beside it."""
    from leaflets.bulk.folder import listed
    from leaflets.bulk.manifest import seen
    from leaflets.web.catalogue import catalogue  # its templates are slow to start

    with problems_shown():
        others = listed(project, seen(output).entries, project.settings.theme, [one.job.file for one in made])
        there = (one for one in others if (output / one.files[0]).is_file())
        return catalogue(project, [*made, *there])


def _fold_guides(project: Project, chosen: Sequence[Job], output: Path) -> None:
    """A dummy of each folded sheet, once for each format."""
    from leaflets.content.screen import SCREENS
    from leaflets.making import guides

    papers = {job.format: job for job in chosen if job.format not in SCREENS}
    for job in papers.values():
        if project.format(job.format).fold:
            name, data = guides(project, job)
            write(output / name, data)
            say(f"{output / name}")
