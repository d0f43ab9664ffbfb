"""Commands that look: what a project holds, what it offers to other systems, and the schemas of its files."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from leaflets.cli.choice import ALL, Wanted, chosen_clinics, jobs, known, open_project, output_of
from leaflets.cli.options import flag, json_option, output_option, project_option, several
from leaflets.cli.speak import problems_shown, say, say_json
from leaflets.problems import ContentError, Problem, did_you_mean, refuse

if TYPE_CHECKING:
    from leaflets.store.project import Project


@click.command("list")
@click.argument("kind", required=False)
@project_option
def list_(kind: str | None, folder: Path | None) -> None:
    """List the project's leaflets, variants, clinics, formats, themes and languages; or all known of its formats.

    \b
    Examples:
      leaflets list
      leaflets list formats
    """
    from leaflets.content.format import SCREENS
    from leaflets.store.project import FOLDERS

    project = open_project(folder, look=True)
    if kind:
        known("KIND", [kind], FOLDERS)
    problems: list[Problem] = []
    with problems_shown():
        if kind == "formats":
            say("\n\n".join(_formats(project)))
            return
        for one in FOLDERS:
            if kind in (None, one):
                say(f"{one}:")
                for name in (*project.names(one), *(SCREENS if one == "formats" else ())):
                    try:
                        lines = [_about(project, one, name), *(_standing(project, name) if one == "leaflets" else ())]
                    except ContentError as error:
                        problems += error.problems
                        lines = [": cannot be read yet"]
                    say("\n    ".join([f"  {name}{lines[0]}", *lines[1:]]))
        refuse(problems)


def _about(project: Project, kind: str, name: str) -> str:
    from leaflets.content.format import SCREENS

    if kind == "leaflets":
        file = project.leaflet(name).file
        extras = f"; extras: {', '.join(file.extras)}" if file.extras else ""
        return f": {file.title}; variants: {', '.join(file.variants)}{extras}"
    if kind == "clinics":
        clinic = project.clinic(name)
        return f": {', '.join((clinic.name, *clinic.titles))}; region: {clinic.region}"
    if kind == "formats":
        return f": {SCREENS[name].description if name in SCREENS else project.format(name).description}"
    return f": {project.theme(name).description}" if kind == "themes" else f": {project.language(name).tag}"


def _standing(project: Project, leaflet: str) -> Iterator[str]:
    """How each variant, in each region and edition, stands with the clinicians, if any of them has decided anything.

    Then how the leaflet stands in each language it is translated into, and how what the register holds of it stands.
    """
    from leaflets.edition.sheet import STATES, counted
    from leaflets.edition.wording import every_job, stands
    from leaflets.register.lines import NAME, Register
    from leaflets.register.standing import standings
    from leaflets.store.translations import tongues

    read = project.leaflet(leaflet)
    if read.sign_offs or read.versions or read.file.approvals:
        for job in sorted(every_job(project, leaflet), key=lambda job: list(read.file.variants).index(job.variant)):
            if not job.extras:
                yield f"{job.variant}, {job.region}, {job.edition} edition: {stands(project, job)}"
    for tongue in tongues(project, leaflet):
        found = counted(project, leaflet, tongue)
        yield f"{tongue}: {', '.join(f'{found[state]} {state}' for state in STATES if found[state])}"
    for one in standings(Register(project.root / NAME), project.today):
        if one.lines[0]["leaflet"] == leaflet:
            because = f" ({one.because})" if one.because else ""
            yield f"{one.reference} {one.version}, {one.place}: {one.state}{because}; review by {one.review_by}"


def _formats(project: Project) -> Iterator[str]:
    """Each format: paper, text size, what it is good for, and the pages of every variant; then those of the screen."""
    from leaflets.content.format import SCREENS
    from leaflets.content.units import POINTS
    from leaflets.making import lay_out

    every = jobs(project, Wanted(formats=[ALL]))
    counts: dict[str, list[str]] = {}
    with click.progressbar(every, label="Counting pages", file=sys.stderr, hidden=not sys.stderr.isatty()) as row:
        for job in row:
            try:
                pages = str(len(lay_out(project, job).sides))
            except ContentError:
                pages = "does not fit"
            counts.setdefault(job.format, []).append(f"{job.leaflet} {job.variant} {pages}")
    for name in project.names("formats"):
        paper = project.format(name)
        wide, tall = (f"{length / POINTS['mm']:.0f}" for length in paper.paper)
        sheet = f" on sheets of {paper.booklet.sheet[0] / POINTS['mm']:.0f} x {tall} mm" if paper.booklet else ""
        yield "\n".join([
            f"{name}: {paper.description}",
            f"    paper     {wide} x {tall} mm{sheet}; text {paper.text_size:g} pt; {paper.edition} edition",
            f"    good for  {paper.good_for}",
            f"    pages     {', '.join(counts.get(name, ['no leaflet has words for it']))}",
        ])  # fmt: skip
    yield from (f"{name}: {screen.description}" for name, screen in SCREENS.items())


@click.command()
@click.argument("kind", required=False)
def schema(kind: str | None) -> None:
    """Print the JSON Schema of a kind of YAML file, or list the kinds.

    \b
    Example:
      leaflets schema section > section.json
    """
    from leaflets.store.schema import KINDS
    from leaflets.store.schema import schema as schema_of

    if kind is None:
        say("\n".join(KINDS))
    elif kind not in KINDS:
        raise click.BadParameter(f"there is no kind '{kind}'; {did_you_mean(kind, KINDS)}", param_hint="KIND")
    else:
        say_json(schema_of(kind))


@click.command()
@click.argument("leaflet")
@project_option
def digest(leaflet: str, folder: Path | None) -> None:
    """Print all that a leaflet says, as one page of Markdown that a clinician can judge.

    \b
    Example:
      leaflets digest lms > content/leaflets/lms/README.md
    """
    from leaflets.edition.digest import digest as digest_of

    project = open_project(folder)
    known("LEAFLET", [leaflet], project.names("leaflets"))
    with problems_shown():
        say(digest_of(project, leaflet), nl=False)


@click.command()
@json_option
@flag("--schema", "Print the JSON Schema of that object.")
@several("--clinic clinics", "NAME", "This clinic's, too; or all.")
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
