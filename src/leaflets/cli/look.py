"""Commands that look: what a project holds and offers, the schemas of its files, what two leaflets do not share."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from leaflets.cli.choice import ALL, Wanted, chosen_clinics, jobs, known, open_project, output_of
from leaflets.cli.options import flag, json_option, language_option, option, output_option, project_option, several
from leaflets.cli.speak import say, say_json
from leaflets.problems import ContentError, Problem, did_you_mean, refuse

if TYPE_CHECKING:
    from leaflets.signing.statements import Difference, Saying
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


WIDTH = 100
Words = tuple[str, str, str, str]
"""What the two sides are called, and what is said of what only one of them has."""


@click.command()
@click.argument("leaflet")
@click.argument("variants", nargs=-1, metavar="[VARIANT VARIANT]")
@option("--clinic", "NAME", "Show what this clinic changed, in these variants, or in all.")
@several(
    "--region regions",
    "NAME",
    "In the words of this region. Default: the clinic's, or the project's. Given twice: compare the two.",
)
@language_option("Show each statement beside its translation into this language.")
@project_option
def diff(
    leaflet: str,
    variants: Sequence[str],
    clinic: str | None,
    regions: Sequence[str],
    language: str | None,
    folder: Path | None,
) -> None:
    """Show in words what a clinic changed, what two variants or two regions do not share, or what a translation says.

    \b
    Examples:
      leaflets diff lms --clinic riverside
      leaflets diff lms gi uterine
      leaflets diff lms --region us --region uk
      leaflets diff gout --language es-US
    """
    from leaflets.edition.manuscript import manuscript
    from leaflets.edition.selection import Job
    from leaflets.edition.wording import every_job
    from leaflets.signing.statements import differences, grouped
    from leaflets.store.translations import tongues

    project = open_project(folder)
    settings = project.settings

    def job(variant: str, region: str, clinic: str = "") -> Job:
        place = settings.regions[region]
        return Job(leaflet, variant, region, place.format, settings.theme, place.language, clinic=clinic)

    known("LEAFLET", [leaflet], project.names("leaflets"))
    file = project.leaflet(leaflet).file
    known("VARIANT", variants, file.variants)
    known("--clinic", [clinic] if clinic else [], project.names("clinics"))
    known("--region", regions, settings.regions)
    known("--language", [language] if language else [], tongues(project, leaflet))
    every, region = variants or list(file.variants), regions[0] if len(regions) == 1 else ""
    if language and len(regions) < 2 and not clinic:
        jobs = [one for one in every_job(project, leaflet, region=region, tongue=language) if one.variant in every]
        pairs = [(replace(one, language=settings.regions[one.region].language), one) for one in jobs]
        none, words = "there is nothing to compare", ("source", language, "left out", "added")
    elif len(regions) == 2 and not clinic and not language:
        pairs = [(job(variant, regions[0]), job(variant, regions[1])) for variant in every]
        none, words = _only(*regions)
    elif clinic and len(regions) < 2:
        place = region or project.clinic(clinic).region
        pairs = [(job(variant, place), job(variant, place, clinic)) for variant in every]
        none, words = f"{project.clinic(clinic).name} changes nothing", ("was", "is", "left out", "added")
    elif len(variants) == 2 and len(regions) < 2:
        pairs = [(job(variants[0], region or settings.region), job(variants[1], region or settings.region))]
        none, words = _only(*variants)
    else:
        raise click.UsageError("name two variants, two regions, or a clinic: leaflets diff LEAFLET VARIANT VARIANT")
    found: dict[str, dict[Difference, None]] = {}
    for pair in pairs:
        both = (manuscript(project, one).leaflet for one in pair)
        found.setdefault(pair[0].variant, {}).update(dict.fromkeys(differences(*both)))
    _show(grouped(found, file), list(found), none, words)


def _only(one: str, other: str) -> tuple[str, Words]:
    """What is said where two say the same, and where they do not."""
    return f"{one} and {other} say the same", (one, other, f"only in {one}", f"only in {other}")


def _show(found: Mapping[Difference, list[str]], every: list[str], none: str, words: Words) -> None:
    """Each difference under its section's heading."""
    section = ""
    for difference, variants in found.items():
        if difference.one.section != section:
            section = difference.one.section
            say(difference.one.heading)
        only = "" if variants == every else f"  (in {', '.join(variants)})"
        for line in _lines(difference, only, words):
            say(line)
    say(f"{len(found)} differences" if len(found) > 1 else "1 difference" if found else none)


def _lines(one: Difference, only: str, words: Words) -> Iterator[str]:
    if one.was and one.now:
        yield f"  {one.one.id}: changed{only}"
        yield from _saying(words[0], one.was)
        yield from _saying(words[1], one.now)
    else:
        yield f"  {one.one.id}: {words[2] if one.was else words[3]}{only}"
        yield from _saying("", one.one)


def _saying(label: str, said: Saying) -> Iterator[str]:
    """What is said, then where it is written."""
    first = f"    {label}: " if label else "    "
    yield textwrap.fill(said.words or "(nothing)", WIDTH, initial_indent=first, subsequent_indent=" " * len(first))
    yield f"{' ' * len(first)}{said.where}"
