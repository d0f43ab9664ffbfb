"""``leaflets translate``: what is translated, sheets for translators, and what comes back from them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from leaflets.cli.choice import known, open_project, output_of, read_list
from leaflets.cli.options import FILE, flag, option, output_option, project_option
from leaflets.cli.review import said
from leaflets.cli.speak import fail_with, problems_shown, say, say_table, show, write
from leaflets.problems import Problem, gathered, refuse

if TYPE_CHECKING:
    from leaflets.store.project import Project


@click.command()
@click.argument("leaflet", required=False)
@click.argument("language", required=False)
@flag("--to-send", "Write a sheet for a translator: XLIFF 1.2 and CSV, and the agreed words.")
@flag("--all everything", "With what is translated, too: for a second reader.")
@option("--read file", "FILE", "Read one back.", type=FILE)
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
@output_option("Where sheets go. Default: the project's folder output.")
@project_option
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
    with problems_shown():
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
