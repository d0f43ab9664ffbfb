"""``leaflets manifest``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from leaflets.cli.bulk import Ways, build_for_clinics
from leaflets.cli.choice import Wanted, open_project, output_of
from leaflets.cli.options import FOLDER, output_option, project_option, roster_option
from leaflets.cli.speak import problems_shown


@click.group()
def manifest() -> None:
    """Look after what runs have made.

    \b
    Example:
      leaflets manifest merge parts/*
    """


@manifest.command()
@click.argument("folders", metavar="DIR...", nargs=-1, required=True, type=FOLDER)
@roster_option
@output_option()
@project_option
def merge(folders: Sequence[Path], roster: Path | None, output: Path | None, folder: Path | None) -> None:
    """Join what the parts of a run made (build --shard), and write the index.

    What is missing is named with the part to run again; what is there twice must be the same. The folder is then as
    if one run had made it.

    \b
    Example:
      leaflets manifest merge parts/*
    """
    from leaflets.bulk.join import dealt_of

    project = open_project(folder, roster)
    place = output_of(project, output)
    if place.resolve() in [one.resolve() for one in folders]:
        raise click.UsageError(f"{place} is one of the parts: name another folder with --output")
    with problems_shown():
        dealt = dealt_of(folders)
    wanted, ways = Wanted(**dealt["wanted"]), Ways(indexed=True, folders=folders, parts=dealt["parts"])
    build_for_clinics(project, wanted, place, ways)
