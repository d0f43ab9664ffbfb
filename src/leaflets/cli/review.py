"""``leaflets review`` and ``leaflets sign-off``: what clinicians read and fill in, and what they decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from leaflets.cli.choice import Wanted, jobs, known, open_project, output_of, project_option, read_list, regions
from leaflets.cli.speak import fail_with, problems_shown, say, show, write

if TYPE_CHECKING:
    from leaflets.content.approvals import SignOff
    from leaflets.signing.worksheet import Decided
    from leaflets.store.project import Project


@click.command()
@click.argument("leaflet", nargs=-1)
@click.option("--variant", "variants", multiple=True, metavar="NAME", help="Only this variant. May be given again.")
@click.option("--format", "format_", metavar="NAME", help="Paper and text size of the leaflet. Default: the region's.")
@click.option("--region", metavar="NAME", help="Whose words and numbers: us, uk. Default: the clinic's or project's.")
@click.option("--with", "extras", multiple=True, metavar="EXTRA", help="Show what is off by default.")
@click.option("--clinic", metavar="NAME", help="As this clinic hands it out.")
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where the files go. Default: the project's folder output.",
)
@click.option(
    "--all", "everything", is_flag=True, help="One worksheet for all variants, regions and editions; no copies."
)
@click.option("--unsigned", is_flag=True, help="The same, of the statements that nobody has agreed to yet.")
@project_option
def review(
    leaflet: Sequence[str],
    variants: Sequence[str],
    format_: str | None,
    region: str | None,
    extras: Sequence[str],
    clinic: str | None,
    output: Path | None,
    everything: bool,
    unsigned: bool,
    folder: Path | None,
) -> None:
    """Make a copy for clinicians to sign off, and a worksheet.

    The copy is a PDF: the leaflet as patients see it, and beside each statement what it rests on and boxes to tick. It
    fits the leaflet's own paper turned on its side; from half-letter or a5 it comes out at full size. The worksheet
    (CSV) holds the same statements. Fill in its columns 'decision' (agree, change or remove) and 'comment'.

    \b
    Examples:
      leaflets review lms --variant gi
      leaflets review lms --variant gi --format half-letter
      leaflets review lms --all --unsigned
    """
    from leaflets.making.review import review as review_of
    from leaflets.signing.signoff import summary

    project = open_project(folder)
    place = output_of(project, output)
    if everything or unsigned:
        if variants or format_ or region or extras or clinic:
            raise click.UsageError("--all and --unsigned are of every variant, region and edition: name leaflets alone")
        _write_one_sheet(project, leaflet, place, unsigned)
        return
    known("--format", [format_] if format_ else [], project.names("formats"))  # there is nothing to sign on a screen
    with problems_shown():
        formats, clinics = ([value] if value else [] for value in (format_, clinic))
        wanted = Wanted(leaflet, variants, formats, region, None, extras, clinics)
        chosen = jobs(project, wanted, regions(project, clinics) if clinics else None)
        made = [review_of(project, job) for job in chosen]
    _keep_decisions([place / f"{one.job.name}-worksheet.csv" for one in made])
    for one in made:
        for ending, data in (("review.pdf", one.copy), ("worksheet.csv", one.worksheet)):
            write(place / f"{one.job.name}-{ending}", data, private=ending == "worksheet.csv")
        say(f"{place / one.job.name}-review.pdf  {one.sheets} sheets  {summary(one.found)}")
        say(f"{place / one.job.name}-worksheet.csv")


def _keep_decisions(sheets: Iterable[Path]) -> None:
    """End the program if a worksheet that would be written anew holds what someone decided."""
    from leaflets.signing.worksheet import decided

    filled = [str(path) for path in sheets if path.is_file() and decided(path.read_bytes())]
    if filled:
        fail_with(
            f"{', '.join(filled)} {'holds' if len(filled) == 1 else 'hold'} decisions, and nothing was written; read "
            "them in with leaflets sign-off and move the file away, or name another folder with --output"
        )


def _write_one_sheet(project: Project, leaflets: Sequence[str], output: Path, unsigned: bool) -> None:
    """Write one worksheet for each leaflet: every distinct statement, over all variants, regions and editions."""
    from leaflets.making.review import every_statement

    chosen = leaflets or project.settings.leaflets
    known("LEAFLET", chosen, project.names("leaflets"))
    with problems_shown():
        sheets = {name: every_statement(project, name, unsigned) for name in chosen}
    paths = {name: output / f"{name}-worksheet.csv" for name in chosen}
    _keep_decisions(paths.values())
    for name, (data, count) in sheets.items():
        write(paths[name], data, private=True)
        say(f"{paths[name]}  {count} statements{' that nobody has signed' if unsigned else ''}")


def _said(_: click.Context, option: click.Parameter, value: str) -> str:
    """Words on one line, which stand in a leaflet as they are."""
    from leaflets.content.inline import plain

    even = " ".join(value.split())
    if not even or not even.isprintable():
        raise click.BadParameter(f"'{value}' cannot stand in a leaflet; write a name in plain letters", param=option)
    try:
        return plain(even)
    except ValueError as error:
        raise click.BadParameter(str(error), param=option) from None


@click.command("sign-off")
@click.argument("leaflet")
@click.argument("file", metavar="FILE.csv", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--by", required=True, metavar="NAME", callback=_said, help="Who signs, as patients will read it.")
@click.option(
    "--role", required=True, metavar="ROLE", callback=_said, help="Their role, such as: consultant oncologist."
)
@click.option(
    "--date", "signed", required=True, type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="When: 2026-11-21."
)
@click.option("--clinic", metavar="NAME", help="The clinic the worksheet was made for.")
@project_option
def sign_off(
    leaflet: str, file: Path, by: str, role: str, signed: datetime, clinic: str | None, folder: Path | None
) -> None:
    """Read a filled worksheet into the leaflet's approvals.yaml.

    A statement counts as signed for exactly the words of the worksheet. When all that a variant says is signed, its
    draft mark goes, and its last page names who signed.

    \b
    Example:
      leaflets sign-off lms gi.csv --by "Dr Ada Example" --role "consultant oncologist" --date 2026-11-21
    """
    from leaflets.edition.wording import current
    from leaflets.signing.worksheet import decisions
    from leaflets.store.approvals import written
    from leaflets.store.project import around

    if folder is None and around(Path.cwd()) is None:
        fail_with("there is no project here to write sign-offs into: make one with leaflets init, or give --project")
    project = open_project(folder)
    known("LEAFLET", [leaflet], project.names("leaflets"))
    known("--clinic", [clinic] if clinic else [], project.names("clinics"))
    raw = read_list(file)
    if signed.date() > project.today:
        raise click.BadParameter(f"{signed:%Y-%m-%d} is yet to come", param_hint="'--date'")
    name = f"content/leaflets/{leaflet}/approvals.yaml"
    with problems_shown():
        before = project.leaflet(leaflet).sign_offs
        decided, passed = decisions(raw, str(file), current(project, leaflet, clinic or ""))
        new = _sign_off(decided, by, role, signed, clinic)
        others = [one for one in before if one.model_dump() != new.model_dump()]
        after = written([*others, new], name)
    write(project.root / name, after)
    show(passed)
    counts = ((len(new.agree), "agreed to"), (len(new.change), "to change"), (len(new.remove), "to remove"))
    say(f"{project.root / name}  {', '.join(f'{count} {words}' for count, words in counts if count)}")
    _tell(open_project(project.root), leaflet, clinic, {one.mark for one in decided})


def _sign_off(decided: Sequence[Decided], by: str, role: str, signed: datetime, clinic: str | None) -> SignOff:
    """The sign-off that says so."""
    from leaflets.content.approvals import SignOff, Wish

    wishes = {
        decision: tuple(
            Wish(statement=one.mark, comment=one.comment or None) for one in decided if one.decision == decision
        )
        for decision in ("change", "remove")
    }
    agree = tuple(one.mark for one in decided if one.decision == "agree")
    return SignOff(by=by, role=role, signed=signed.date(), clinic=clinic, agree=agree, **wishes)


def _tell(project: Project, leaflet: str, clinic: str | None, marks: set[str]) -> None:
    """How each variant now stands that says any of these statements, in each region."""
    from leaflets.edition.wording import standing, worded
    from leaflets.signing.signoff import summary

    place = regions(project, [clinic]) if clinic else None
    for region in project.settings.regions:
        for job in jobs(project, Wanted([leaflet], region=region), place):
            found = standing(project, job)
            if marks & {one.saying.mark for one in found}:
                draft = "a draft" if not worded(project, job).leaflet.file.approvals else "signed off"
                say(f"  {job.variant}, {region}: {draft}; {summary(found)}")
