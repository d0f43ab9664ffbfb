"""``leaflets review`` and ``leaflets sign-off``: what clinicians read and fill in, and what they decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from leaflets.cli.choice import (
    Wanted,
    jobs,
    known,
    language_option,
    open_project,
    output_of,
    output_option,
    project_option,
    read_list,
    regions,
)
from leaflets.cli.speak import fail_with, problems_shown, say, show, write

if TYPE_CHECKING:
    from leaflets.content.approvals import SignOff, VersionSignOff
    from leaflets.edition.selection import Job
    from leaflets.signing.signoff import Standing
    from leaflets.signing.worksheet import Decided
    from leaflets.store.project import Project


@click.command()
@click.argument("leaflet", nargs=-1)
@click.option("--variant", "variants", multiple=True, metavar="NAME", help="Only this variant. May be given again.")
@click.option("--format", "format_", metavar="NAME", help="Paper and text size of the leaflet. Default: the region's.")
@click.option("--region", metavar="NAME", help="Whose words and numbers: us, uk. Default: the clinic's or project's.")
@language_option
@click.option("--with", "extras", multiple=True, metavar="EXTRA", help="Show what is off by default.")
@click.option("--clinic", metavar="NAME", help="As this clinic hands it out.")
@output_option()
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
    languages: Sequence[str],
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
      leaflets review --variant gi
      leaflets review --variant gi --format half-letter
      leaflets review --all --unsigned
    """
    from leaflets.making.review import review as review_of
    from leaflets.signing.signoff import summary

    project = open_project(folder)
    place = output_of(project, output)
    if everything or unsigned:
        if variants or format_ or region or languages or extras or clinic:
            raise click.UsageError("--all and --unsigned are of every variant, region and edition: name leaflets alone")
        _write_one_sheet(project, leaflet, place, unsigned)
        return
    known("--format", [format_] if format_ else [], project.names("formats"))  # there is nothing to sign on a screen
    with problems_shown():
        formats, clinics = ([value] if value else [] for value in (format_, clinic))
        wanted = Wanted(leaflet, variants, formats, region, None, extras, clinics, languages=languages)
        chosen = jobs(project, wanted, regions(project, clinics) if clinics else None)
        made = [review_of(project, job) for job in chosen]
    _keep_decisions([place / f"{one.job.name}-worksheet.csv" for one in made])
    for one in made:
        for ending, data in (("review.pdf", one.copy), ("worksheet.csv", one.worksheet)):
            write(place / f"{one.job.name}-{ending}", data, private=ending == "worksheet.csv")
        say(f"{place / one.job.name}-review.pdf  {one.sheets} sheets  {summary(one.found)}")
        say(f"{place / one.job.name}-worksheet.csv")
        tongue = f" --language {one.job.language}" if one.job.abroad else ""
        say(f"  to sign the whole version: leaflets sign-off {one.job.leaflet} --whole {one.whole}{tongue}")


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

    chosen = leaflets or project.usual
    known("LEAFLET", chosen, project.names("leaflets"))
    with problems_shown():
        sheets = {name: every_statement(project, name, unsigned) for name in chosen}
    paths = {name: output / f"{name}-worksheet.csv" for name in chosen}
    _keep_decisions(paths.values())
    for name, (data, count) in sheets.items():
        write(paths[name], data, private=True)
        say(f"{paths[name]}  {count} statements{' that nobody has signed' if unsigned else ''}")


def said(_: click.Context, option: click.Parameter, value: str) -> str:
    """Words on one line, which stand in a leaflet as they are; nothing for an option that was left out."""
    from leaflets.content.inline import plain

    even = " ".join(value.split())
    if not value and not option.required:
        return ""
    if not even or not even.isprintable():
        raise click.BadParameter(f"'{value}' cannot stand in a leaflet; write a name in plain letters", param=option)
    try:
        return plain(even)
    except ValueError as error:
        raise click.BadParameter(str(error), param=option) from None


@click.command("sign-off")
@click.argument("leaflet")
@click.argument(
    "file", required=False, metavar="FILE.csv", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--whole", metavar="HASH", help="Sign all that a variant says: what its review copy names at its end.")
@click.option("--by", required=True, metavar="NAME", callback=said, help="Who signs, as patients will read it.")
@click.option(
    "--role", required=True, metavar="ROLE", callback=said, help="Their role, such as: consultant oncologist."
)
@click.option(
    "--date", "signed", required=True, type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="When: 2026-11-21."
)
@click.option("--clinic", metavar="NAME", help="The clinic the worksheet, or the review copy, was made for.")
@click.option("--language", metavar="TAG", help="The language they are translated into.")
@project_option
def sign_off(
    leaflet: str,
    file: Path | None,
    whole: str | None,
    by: str,
    role: str,
    signed: datetime,
    clinic: str | None,
    language: str | None,
    folder: Path | None,
) -> None:
    """Read a filled worksheet, or the sign-off of a whole version, into the leaflet's approvals.yaml.

    A statement counts as signed for exactly the words of the worksheet, a version for exactly what it says in every
    region and edition. When all that a variant says is signed, its draft mark goes, and its last page names who signed.

    \b
    Examples:
      leaflets sign-off lms gi.csv --by "Dr Ada Example" --role "consultant oncologist" --date 2026-11-21
      leaflets sign-off lms --whole v0123456789abcdef --by "Dr Ada Example" --role oncologist --date 2026-11-21
    """
    from leaflets.store.project import around
    from leaflets.store.translations import tongues

    if (file is None) == (whole is None):
        raise click.UsageError("name a filled worksheet, or give --whole and the hash at the end of a review copy")
    if folder is None and around(Path.cwd()) is None:
        fail_with("there is no project here to write sign-offs into: make one with leaflets init, or give --project")
    project = open_project(folder)
    known("LEAFLET", [leaflet], project.names("leaflets"))
    known("--clinic", [clinic] if clinic else [], project.names("clinics"))
    language = language.lower() if language else None
    known("--language", [language] if language else [], tongues(project, leaflet))
    if signed.date() > project.today:
        raise click.BadParameter(f"{signed:%Y-%m-%d} is yet to come", param_hint="'--date'")
    who: dict[str, Any] = {"by": by, "role": role, "signed": signed.date(), "clinic": clinic, "language": language}
    if file:
        _read_worksheet(project, leaflet, file, who)
    else:
        _sign_whole(project, leaflet, str(whole), who)


def _read_worksheet(project: Project, leaflet: str, file: Path, who: Mapping[str, Any]) -> None:
    from leaflets.edition.wording import current
    from leaflets.signing.worksheet import decisions

    clinic, tongue, raw = who["clinic"] or "", who["language"] or "", read_list(file)
    with problems_shown():
        said = current(project, leaflet, clinic, tongue)
        decided, passed = decisions(raw, str(file), said)
        new = _sign_off(decided, who)
        _write(project, leaflet, new, said)
    show(passed)
    counts = ((len(new.agree), "agreed to"), (len(new.change), "to change"), (len(new.remove), "to remove"))
    say(f"{_file(project, leaflet)}  {', '.join(f'{count} {words}' for count, words in counts if count)}")
    marks = {one.mark for one in decided}
    _tell(project, leaflet, who, lambda now, job: bool(marks & {one.saying.mark for one in _standing(now, job)}))


def _sign_whole(project: Project, leaflet: str, whole: str, who: Mapping[str, Any]) -> None:
    from leaflets.content.approvals import VersionSignOff
    from leaflets.edition.wording import covered

    clinic, tongue = who["clinic"] or "", who["language"] or ""
    with problems_shown():
        version, variants = project.leaflet(leaflet).file.version, project.leaflet(leaflet).file.variants
        signed = [variant for variant in variants if covered(project, leaflet, (variant,), clinic, tongue) == whole]
        if not signed:
            fail_with(f"{whole} stands for nothing that {leaflet} says now: have a new review copy signed")
        _write(project, leaflet, VersionSignOff(variant=tuple(signed), version=version, hash=whole, **who), {})
    say(f"{_file(project, leaflet)}  version {version} of {', '.join(signed)}")
    _tell(project, leaflet, who, lambda _, job: job.variant in signed)


def _file(project: Project, leaflet: str) -> Path:
    from leaflets.store.approvals import file_of

    return project.root / file_of(leaflet)


def _write(project: Project, leaflet: str, new: SignOff | VersionSignOff, said: Mapping[str, str]) -> None:
    """Write a sign-off beside those that are there."""
    from leaflets.store.approvals import with_more

    write(_file(project, leaflet), with_more(project.leaflet(leaflet), new, said))


def _sign_off(decided: Sequence[Decided], who: Mapping[str, Any]) -> SignOff:
    """The sign-off that says so."""
    from leaflets.content.approvals import SignOff, Wish

    wishes = {
        decision: tuple(
            Wish(statement=one.mark, comment=one.comment or None) for one in decided if one.decision == decision
        )
        for decision in ("change", "remove")
    }
    agree = tuple(one.mark for one in decided if one.decision == "agree")
    return SignOff(**who, agree=agree, **wishes)


def _tell(project: Project, leaflet: str, who: Mapping[str, Any], concerned: Callable[[Project, Job], bool]) -> None:
    """How each variant that is concerned now stands, in each region and edition."""
    from leaflets.edition.wording import every_job, stands

    now = open_project(project.root)
    for job in every_job(now, leaflet, who["clinic"] or "", tongue=who["language"] or ""):
        if not job.extras and concerned(now, job):
            say(f"  {job.variant}, {job.region}, {job.edition} edition: {stands(now, job)}")


def _standing(project: Project, job: Job) -> Sequence[Standing]:
    from leaflets.edition.wording import standing

    return standing(project, job)
