"""What goes out and comes back: copies and worksheets for clinicians, and what they decided; sheets for translators."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from leaflets.cli import options
from leaflets.cli.choice import Wanted, jobs, known, open_project, output_of, read_list, regions
from leaflets.cli.options import flag, option, several
from leaflets.cli.speak import fail_with, say, say_table, show, write
from leaflets.problems import Problem, gathered, refuse

if TYPE_CHECKING:
    from leaflets.content.approvals import SignOff, VersionSignOff
    from leaflets.edition.selection import Job
    from leaflets.store.project import Project


@click.command()
@click.argument("leaflets", metavar="[LEAFLET]...", nargs=-1)
@several("--variant variants", "NAME", "Only this variant. May be given again.")
@option("--format format_", "NAME", "Paper and text size of the leaflet. Default: the region's.")
@option("--region", "NAME", "Whose words and numbers: us, uk. Default: the clinic's or project's.")
@options.languages_option
@several("--with extras", "EXTRA", "Show what is off by default.")
@option("--clinic", "NAME", "As this clinic hands it out.")
@options.output_option()
@flag("--all everything", "One worksheet for all variants, regions and editions; no copies.")
@flag("--unsigned", "The same, of the statements that nobody has agreed to yet.")
@options.project_option
def review(
    leaflets: Sequence[str],
    format_: str | None,
    clinic: str | None,
    output: Path | None,
    everything: bool,
    unsigned: bool,
    folder: Path | None,
    **asked: Any,
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
        if format_ or clinic or any(asked.values()):
            raise click.UsageError("--all and --unsigned are of every variant, region and edition: name leaflets alone")
        _write_one_sheet(project, leaflets, place, unsigned)
        return
    known("--format", [format_] if format_ else [], project.names("formats"))  # there is nothing to sign on a screen
    formats, clinics = ([value] if value else [] for value in (format_, clinic))
    wanted = Wanted(leaflets, formats=formats, clinics=clinics, **asked)
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
@click.argument("file", required=False, metavar="FILE.csv", type=options.FILE)
@option("--whole", "HASH", "Sign all that a variant says: what its review copy names at its end.")
@option("--by", "NAME", "Who signs, as patients will read it.", required=True, callback=said)
@option("--role", "ROLE", "Their role, such as: consultant oncologist.", required=True, callback=said)
@option("--date signed", "DATE", "When: 2026-11-21.", required=True, type=click.DateTime(["%Y-%m-%d"]))
@option("--clinic", "NAME", "The clinic the worksheet, or the review copy, was made for.")
@options.language_option("The language they are translated into.")
@options.project_option
def sign_off(
    leaflet: str, file: Path | None, whole: str | None, signed: datetime, folder: Path | None, **who: Any
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
    known("--clinic", filter(None, [who["clinic"]]), project.names("clinics"))
    known("--language", filter(None, [who["language"]]), tongues(project, leaflet))
    if signed.date() > project.today:
        raise click.BadParameter(f"{signed:%Y-%m-%d} is yet to come", param_hint="'--date'")
    who["signed"] = signed.date()
    if file:
        _read_worksheet(project, leaflet, file, who)
    else:
        _sign_whole(project, leaflet, str(whole), who)


def _read_worksheet(project: Project, leaflet: str, file: Path, who: Mapping[str, Any]) -> None:
    from leaflets.content.approvals import SignOff, Wish
    from leaflets.edition.wording import current, standing
    from leaflets.signing.worksheet import decisions

    raw = read_list(file)
    said = current(project, leaflet, who["clinic"] or "", who["language"] or "")
    decided, passed = decisions(raw, str(file), said)
    wishes: dict[str, list[Wish]] = {"change": [], "remove": []}
    for one in decided:
        if one.decision != "agree":
            wishes[one.decision].append(Wish(statement=one.mark, comment=one.comment or None))
    new = SignOff(agree=[one.mark for one in decided if one.decision == "agree"], **wishes, **who)
    path = _write(project, leaflet, new, said)
    show(passed)
    counts = ((len(new.agree), "agreed to"), (len(new.change), "to change"), (len(new.remove), "to remove"))
    say(f"{path}  {', '.join(f'{count} {words}' for count, words in counts if count)}")
    marks = {one.mark for one in decided}
    _tell(project, leaflet, who, lambda now, job: bool(marks & {one.saying.mark for one in standing(now, job)}))


def _sign_whole(project: Project, leaflet: str, whole: str, who: Mapping[str, Any]) -> None:
    from leaflets.content.approvals import VersionSignOff
    from leaflets.edition.wording import covered

    clinic, tongue = who["clinic"] or "", who["language"] or ""
    file = project.leaflet(leaflet).file
    signed = [one for one in file.variants if covered(project, leaflet, (one,), clinic, tongue) == whole]
    if not signed:
        fail_with(f"{whole} stands for nothing that {leaflet} says now: have a new review copy signed")
    new = VersionSignOff(variant=tuple(signed), version=file.version, hash=whole, **who)
    path = _write(project, leaflet, new, {})
    say(f"{path}  version {file.version} of {', '.join(signed)}")
    _tell(project, leaflet, who, lambda _, job: job.variant in signed)


def _write(project: Project, leaflet: str, new: SignOff | VersionSignOff, said: Mapping[str, str]) -> Path:
    """Write a sign-off beside those that are there, and say where."""
    from leaflets.store.naming import beside
    from leaflets.store.saving import with_more

    path = project.root / beside(leaflet, "approvals")
    write(path, with_more(project.leaflet(leaflet), new, said))
    return path


def _tell(project: Project, leaflet: str, who: Mapping[str, Any], concerned: Callable[[Project, Job], bool]) -> None:
    """How each variant that is concerned now stands, in each region and edition."""
    from leaflets.edition.wording import every_job, stands

    now = open_project(project.root)
    for job in every_job(now, leaflet, who["clinic"] or "", tongue=who["language"] or ""):
        if not job.extras and concerned(now, job):
            say(f"  {job.variant}, {job.region}, {job.edition} edition: {stands(now, job)}")


@click.command()
@click.argument("leaflet", required=False)
@click.argument("language", required=False)
@flag("--to-send", "Write a sheet for a translator: XLIFF 1.2 and CSV, and the agreed words.")
@flag("--all everything", "With what is translated, too: for a second reader.")
@option("--read file", "FILE", "Read one back.", type=options.FILE)
@option("--by", "NAME", "Who translated it; or, with --second-reader, who read it.", default="", callback=said)
@flag("--second-reader", "What is in the sheet was read by another person, beside its source.")
@click.option(
    "--method",
    type=click.Choice(["human", "machine", "machine, then human"]),
    default="human",
    show_default=True,
    help="How it was translated.",
)
@option("--date done", "DATE", "When: 2026-11-21.", type=click.DateTime(["%Y-%m-%d"]))
@options.output_option("Where sheets go. Default: the project's folder output.")
@options.project_option
def translate(
    leaflet: str | None,
    language: str | None,
    to_send: bool,
    everything: bool,
    file: Path | None,
    by: str,
    second_reader: bool,
    method: str,
    done: datetime | None,
    output: Path | None,
    folder: Path | None,
) -> None:
    """Show how far leaflets are translated; write sheets for translators, and read back what they wrote.

    A sheet holds each text that has no translation, or one of words that have changed. It may come back in part.
    Nothing of it is read as long as any of it is wrong.

    \b
    Examples:
      leaflets translate
      leaflets translate gout es-US
      leaflets translate gout es-US --to-send
      leaflets translate gout es-US --read gout-es-us.xlf --by "Ana Example" --date 2026-12-01
      leaflets translate gout es-US --read gout-es-us.csv --second-reader --by "Ben Example" --date 2026-12-08
    """
    from leaflets.store.translations import foreign

    project = open_project(folder)
    language = language.lower() if language else ""
    known("LEAFLET", [leaflet] if leaflet else [], project.names("leaflets"))
    known("LANGUAGE", [language] if language else [], project.names("languages"))
    if (to_send or file) and not (leaflet and language):
        raise click.UsageError("say of which leaflet, and in which language: leaflets translate LEAFLET LANGUAGE")
    if language and not foreign(project, language):
        raise click.BadParameter("the leaflet is written in it; its words are swapped", param_hint="LANGUAGE")
    if to_send:
        _send(project, str(leaflet), language, output_of(project, output), everything)
    elif file:
        if not done or not (by or method == "machine"):
            raise click.UsageError("say who did it and when: --by NAME --date DATE")
        if done.date() > project.today:
            raise click.BadParameter(f"{done:%Y-%m-%d} is yet to come", param_hint="'--date'")
        who = {"method": method, "translator": by or None, "done": done.date()}
        _read(project, str(leaflet), language, file, who, second_reader)
    else:
        _show(project, [leaflet] if leaflet else project.names("leaflets"), language)


def _send(project: Project, leaflet: str, language: str, output: Path, everything: bool) -> None:
    from leaflets.edition.sheet import STATES, as_csv, as_xliff, pieces, sheet, terms
    from leaflets.store.table import table

    every = list(sheet(pieces(project, leaflet, language), STATES if everything else STATES[:2]))
    if not every:
        fail_with(f"all of {leaflet} is translated into '{language}'; --all writes it out for a second reader")
    own = project.language(project.settings.regions[project.settings.region].language)
    words, tags = terms(project, leaflet, language), (own.tag, project.language(language).tag)
    files = {".xlf": as_xliff(every, leaflet, tags, words), ".csv": as_csv(every)}
    files["-terms.csv"] = table(("word", "agreed", "meaning"), words)
    for ending, data in files.items():
        write(output / f"{leaflet}-{language}{ending}", data)
        say(f"{output / f'{leaflet}-{language}{ending}'}{f'  {len(every)} texts' if ending != '-terms.csv' else ''}")


def _read(project: Project, leaflet: str, language: str, file: Path, who: dict[str, Any], second_reader: bool) -> None:
    from leaflets.content.translations import Work
    from leaflets.edition.sheet import read_sheet, taken
    from leaflets.store.naming import beside, slug

    filled = read_sheet(read_list(file), str(file), project.language(language).tag)
    work = f"{slug(who['translator'] or who['method'])}-{who['done']}"
    reader = (who["translator"], who["done"]) if second_reader else None
    found = taken(project, leaflet, language, filled, (work, Work(**who)), reader)
    show(found.passed)
    name = beside(leaflet, f"translations/{language}")
    path = project.root / name
    before = path.read_bytes() if path.is_file() else b""
    write(path, found.onto(before, name))
    say(f"{path}  {len(found.new)} texts {'read by ' + who['translator'] if second_reader else 'translated'}")


def _show(project: Project, leaflets: Sequence[str], language: str) -> None:
    """A table by leaflet, language and state; then, of one language, each text without words that count."""
    from leaflets.edition.sheet import STATES, counted, pieces
    from leaflets.edition.translation import lacking
    from leaflets.store.translations import tongues

    left, problems = list[Problem](), list[Problem]()
    table: list[tuple[str, ...]] = [("leaflet", "language", *STATES)]
    for name in leaflets:
        for tongue in tongues(project, name):
            if tongue == (language or tongue):
                with gathered(problems):
                    found = counted(project, name, tongue)
                    table.append((name, tongue, *(str(found[state]) for state in STATES)))
                    left += [lacking(one, one.unit.id) for one in pieces(project, name, tongue) if not one.entry]
    say_table(table)
    show(left if language else ())
    refuse(problems)
