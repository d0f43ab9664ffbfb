"""``leaflets catalogue``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from leaflets.cli.choice import chosen_clinics, open_project, output_of
from leaflets.cli.options import json_option, output_option, project_option
from leaflets.cli.speak import problems_shown, say, say_json


@click.command()
@json_option
@click.option("--schema", is_flag=True, help="Print the JSON Schema of that object.")
@click.option("--clinic", "clinics", multiple=True, metavar="NAME", help="This clinic's, too; or all.")
@output_option("Where the files are. Default: the project's folder output.")
@project_option
def catalogue(as_json: bool, schema: bool, clinics: Sequence[str], output: Path | None, folder: Path | None) -> None:
    """Show what there is for other systems: leaflets, for whom, codes, dates, languages, and finished files.

    \b
    Example:
      leaflets catalogue --json > output/catalogue.json
    """
    from leaflets.bulk.catalogue import catalogue as catalogue_of
    from leaflets.content.catalogue import Catalogue

    if schema:
        found = Catalogue.model_json_schema(mode="serialization")
        say_json({"$schema": "https://json-schema.org/draft/2020-12/schema", **found})
        return
    project = open_project(folder)
    with problems_shown():
        made = catalogue_of(project, output_of(project, output), chosen_clinics(project, clinics) if clinics else ())
    if as_json:
        say_json(made.model_dump(mode="json"))
        return
    for one in made.leaflets:
        where = ", ".join(filter(None, (one.region, one.language, one.clinic)))
        codes = ", ".join(code for several in one.codes.values() for code in several)
        say(f"{one.reference} {one.version}  {where}  {one.state}  {one.title}  {codes or 'no codes'}")
        for file in one.files:
            say(f"    {file.name}  {file.description}")
