"""``leaflets build``, and ``leaflets manifest``, which joins what was built in parts."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import nullcontext
from itertools import starmap
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from leaflets.cli import options
from leaflets.cli.choice import Wanted, jobs, open_project, output_of
from leaflets.cli.options import flag, option, several
from leaflets.cli.speak import fail, say, show, write
from leaflets.problems import Problem, gathered

if TYPE_CHECKING:
    from leaflets.edition.selection import Job, Printing, Statements
    from leaflets.making import Made
    from leaflets.store.project import Project

PROGRESS_FROM = 6
"""Runs of at least so many leaflets show their progress."""


def _length(_context: click.Context, _option: click.Parameter, text: str) -> float:
    """A length with its unit, as in the YAML files; in points."""
    from leaflets.content.units import points

    try:
        return points(text)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


class Shard(NamedTuple):
    """One part of a run in so many."""

    part: int
    parts: int

    def __str__(self) -> str:
        return f"{self.part}/{self.parts}"


def _part(_context: click.Context, _option: click.Parameter, text: str | None) -> Shard | None:
    """One part of so many, such as 3/16."""
    if text is None:
        return None
    part, _, parts = text.partition("/")
    if not (part.isdecimal() and parts.isdecimal() and 0 < int(part) <= int(parts)):
        raise click.BadParameter(f"'{text}' is no part of a whole; write 3/16 for the third of sixteen")
    return Shard(int(part), int(parts))


@click.command()
@click.argument("leaflets", metavar="[LEAFLET]...", nargs=-1)
@several("--variant variants", "NAME", "Only this variant; or all. May be given again.")
@several("--format formats", "NAME", "Paper, text size and folds; or all; or html, text. May be given again.")
@options.region_option
@options.languages_option
@option("--theme", "NAME", "The look. Default: the project's.")
@several("--with extras", "EXTRA", "Show what is off by default.")
@several("--clinic clinics", "NAME", "For this clinic; or all. May be given again.")
@flag("--grey", "Black and greys, for an office laser.")
@flag("--fillable", "Blanks and boxes to tick are fields, to fill in before printing.")
@flag("--press", "For a print shop: bleed, marks, CMYK, and a job ticket.")
@option(
    "--copies", "N", "How many to print: for the job ticket of --press, or for --print-run.", type=click.IntRange(1)
)
@option(
    "--paper-thickness",
    "LENGTH",
    "Of a booklet's paper, such as 0.1mm: inner pages are moved towards the fold by as much for each sheet.",
    callback=_length,
    default="0mm",
)
@flag("--signed-only", "Leave out what can be left out and no clinician has signed.")
@option(
    "--width",
    "N",
    "Characters in a line of a plain text; 40 suits many a braille display.",
    type=click.IntRange(20),
    default=Wanted().width,
)
@flag("--fold-guides", "Also a dummy of each folded sheet, to try the printer with.")
@options.roster_option
@flag("--print-run", "Also all of a clinic's in one file for the printer, sheets between.")
@option("--jobs processes", "N", "For clinics: so many at once.", type=click.IntRange(1), default=1)
@click.option(
    "--resume/--again",
    default=True,
    help="For clinics: make what is missing or not up to date, as any run does; or make everything again.",
)
@click.option(
    "--keep-going/--fail-fast",
    default=True,
    help="For clinics: build the rest where one has problems, as any run does; or stop at the first.",
)
@flag("--prune", "For clinics: delete what was made for clinics and leaflets that are no more.")
@option(
    "--shard",
    "PART/PARTS",
    "For clinics: one even part of the run, such as 3/16, to a folder of its own; see manifest merge.",
    callback=_part,
)
@flag("--dry-run dry", "Say what would be made, and make nothing.")
@options.json_option
@options.output_option()
@flag(
    "--index indexed",
    "Write index.html too, a page to pick the leaflets from. A run of all leaflets and variants does anyway.",
)
@options.project_option
def build(
    grey: bool,
    fillable: bool,
    press: bool,
    signed_only: bool,
    fold_guides: bool,
    roster: Path | None,
    print_run: bool,
    processes: int,
    resume: bool,
    keep_going: bool,
    prune: bool,
    shard: Shard | None,
    dry: bool,
    as_json: bool,
    output: Path | None,
    indexed: bool,
    folder: Path | None,
    **asked: Any,
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
    for_clinics = asked["clinics"] or roster
    if print_run and (press or not for_clinics):
        raise click.UsageError(
            "--print-run joins a clinic's leaflets for an office printer: add --clinic, leave out --press"
        )
    if asked["copies"] and not (press or print_run):
        raise click.UsageError("--copies is for --press or --print-run; nothing else tells how many to print")
    if (prune or shard) and not for_clinics:
        raise click.UsageError("--prune and --shard are for a run for clinics: add --clinic or --clinics")
    if shard and print_run:
        raise click.UsageError("--print-run joins what all parts made: leave it to a run after manifest merge")
    if asked["width"] != Wanted().width and "text" not in asked["formats"]:
        raise click.UsageError("--width is for plain text: add --format text")
    project = open_project(folder, roster)
    place = output_of(project, output)
    printing: Printing = "press" if press else "grey" if grey else "fillable" if fillable else "colour"
    said: Statements = "signed" if signed_only else "all"
    wanted = Wanted(**asked, printing=printing, statements=said)
    indexed = indexed or not (wanted.leaflets or wanted.variants or shard)
    if for_clinics:
        from leaflets.cli.bulk import Ways, build_for_clinics

        ways = Ways(print_run, processes, resume, keep_going, indexed, prune, shard, dry=dry, as_json=as_json)
        chosen = build_for_clinics(project, wanted, place, ways)
    else:
        chosen = _build(project, wanted, place, indexed, dry, as_json)
    if fold_guides and not dry:
        _fold_guides(project, chosen, place)


def _build(project: Project, wanted: Wanted, output: Path, indexed: bool, dry: bool, as_json: bool) -> Sequence[Job]:
    """Build leaflets that are no clinic's: all of them, or nothing is written."""
    from leaflets.bulk.manifest import file_of
    from leaflets.cli.speak import INDEX, file_data, say_due, say_files, say_made
    from leaflets.making import Maker

    chosen = jobs(project, wanted)
    if dry:
        say_due(output, chosen, chosen, (), as_json)
        return chosen
    made: list[Made] = []
    problems: list[Problem] = []
    maker = Maker(project)
    many = len(chosen) >= PROGRESS_FROM
    with click.progressbar(chosen, label="Building", file=sys.stderr) if many else nullcontext(chosen) as row:
        for job in row:
            with gathered(problems):
                made.append(maker.make(job))
    show(dict.fromkeys(problem for one in made for problem in one.warnings), "warning: ")
    if problems and as_json:
        say_made([], problems)
    if problems:
        fail(dict.fromkeys(problems))
    index = _index(project, made, output) if made and indexed else b""
    told = []
    for one in made:
        for name, data in one.files.items():
            write(output / name, data)
        files = list(starmap(file_of, one.files.items()))
        told.append(file_data(one.job, "made", files, one.pages))
        if not as_json:
            say_files(output, files, one.pages)
    if index:
        write(output / INDEX, index)
    if index and not as_json:
        say(f"{output / INDEX}  {len(made)} files")
    if as_json:
        say_made(told, (), {problem for one in made for problem in one.warnings})
    return chosen


def _index(project: Project, made: Sequence[Made], output: Path) -> bytes:
    """The index of what was made, and of what runs for clinics have put beside it."""
    from leaflets.bulk.folder import listed
    from leaflets.bulk.manifest import seen
    from leaflets.web.index import catalogue  # its templates are slow to start

    others = listed(project, seen(output).entries, project.settings.theme, [one.job.file for one in made])
    there = (one for one in others if (output / one[-1]).is_file())
    new = [(one.job, one.pages, one.size, one.job.file) for one in made]
    return catalogue(project, [*new, *there])


def _fold_guides(project: Project, chosen: Sequence[Job], output: Path) -> None:
    """A dummy of each folded sheet, once for each format."""
    from leaflets.content.format import SCREENS
    from leaflets.making import guides

    papers = {job.format: job for job in chosen if job.format not in SCREENS}
    for job in papers.values():
        if project.format(job.format).fold:
            name, data = guides(project, job)
            write(output / name, data)
            say(f"{output / name}")


@click.group()
def manifest() -> None:
    """Look after what runs have made.

    \b
    Example:
      leaflets manifest merge parts/*
    """


@manifest.command()
@click.argument("folders", metavar="DIR...", nargs=-1, required=True, type=options.FOLDER)
@options.roster_option
@options.output_option()
@options.project_option
def merge(folders: Sequence[Path], roster: Path | None, output: Path | None, folder: Path | None) -> None:
    """Join what the parts of a run made (build --shard), and write the index.

    What is missing is named with the part to run again; what is there twice must be the same. The folder is then as
    if one run had made it.

    \b
    Example:
      leaflets manifest merge parts/*
    """
    from leaflets.bulk.folder import dealt_of
    from leaflets.cli.bulk import Ways, build_for_clinics

    project = open_project(folder, roster)
    place = output_of(project, output)
    if place.resolve() in [one.resolve() for one in folders]:
        raise click.UsageError(f"{place} is one of the parts: name another folder with --output")
    dealt = dealt_of(folders)
    wanted, ways = Wanted(**dealt["wanted"]), Ways(indexed=True, folders=folders, parts=dealt["parts"])
    build_for_clinics(project, wanted, place, ways)
