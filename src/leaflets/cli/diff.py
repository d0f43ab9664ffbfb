"""``leaflets diff``: what a clinic changed, or what two variants or two regions do not share, in words."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from leaflets.cli.choice import known, open_project, project_option
from leaflets.cli.speak import problems_shown, say

if TYPE_CHECKING:
    from leaflets.content.leaflet import Leaflet
    from leaflets.edition.difference import Difference
    from leaflets.signing.statements import Saying
    from leaflets.store.project import Project

WIDTH = 100


@click.command()
@click.argument("leaflet")
@click.argument("variants", nargs=-1, metavar="[VARIANT VARIANT]")
@click.option("--clinic", metavar="NAME", help="Show what this clinic changed, in these variants, or in all.")
@click.option(
    "--region",
    "regions",
    multiple=True,
    metavar="NAME",
    help="In the words of this region. Default: the clinic's, or the project's. Given twice: compare the two.",
)
@click.option("--language", metavar="TAG", help="Show each statement beside its translation into this language.")
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
    from leaflets.store.translations import tongues

    project = open_project(folder)
    with problems_shown():
        known("LEAFLET", [leaflet], project.names("leaflets"))
        known("VARIANT", variants, project.leaflet(leaflet).file.variants)
        known("--clinic", [clinic] if clinic else [], project.names("clinics"))
        known("--region", regions, project.settings.regions)
        language = language.lower() if language else ""
        known("--language", [language] if language else [], tongues(project, leaflet))
        region = regions[0] if len(regions) == 1 else None
        if language and len(regions) < 2 and not clinic:
            _translated(project, leaflet, variants, language, region)
        elif len(regions) == 2 and not clinic and not language:
            _abroad(project, leaflet, variants, regions)
        elif clinic and len(regions) < 2:
            _local(project, leaflet, variants, clinic, region)
        elif len(variants) == 2 and len(regions) < 2:
            _between(project, leaflet, variants, region)
        else:
            raise click.UsageError("name two variants, two regions, or a clinic: leaflets diff LEAFLET VARIANT VARIANT")


def _local(project: Project, leaflet: str, variants: Sequence[str], clinic: str, region: str | None) -> None:
    from leaflets.edition.difference import differences, grouped

    place, file = region or project.clinic(clinic).region, project.leaflet(leaflet).file
    every = list(variants or file.variants)
    found = {}
    for variant in every:
        before, after = (_said(project, leaflet, variant, place, name) for name in ("", clinic))
        found[variant] = differences(before, after)
    none = f"{project.clinic(clinic).name} changes nothing"
    _show(grouped(found, file), every, none, ("was", "is", "left out", "added"))


def _abroad(project: Project, leaflet: str, variants: Sequence[str], regions: Sequence[str]) -> None:
    from leaflets.edition.difference import differences, grouped

    file = project.leaflet(leaflet).file
    every, (one, other) = list(variants or file.variants), regions
    found = {
        variant: differences(*(_said(project, leaflet, variant, region) for region in regions)) for variant in every
    }
    none = f"{one} and {other} say the same"
    _show(grouped(found, file), every, none, (one, other, f"only in {one}", f"only in {other}"))


def _translated(project: Project, leaflet: str, variants: Sequence[str], language: str, region: str | None) -> None:
    """Each statement and its translation, in all that the translation is of."""
    from leaflets.edition.difference import differences, grouped
    from leaflets.edition.manuscript import manuscript
    from leaflets.edition.wording import every_job

    file = project.leaflet(leaflet).file
    found: dict[str, dict[Difference, None]] = {}
    for job in every_job(project, leaflet, region=region or "", tongue=language):
        if job.variant in (variants or file.variants):
            own = replace(job, language=project.settings.regions[job.region].language)
            pair = [manuscript(project, one).leaflet for one in (own, job)]
            found.setdefault(job.variant, {}).update(dict.fromkeys(differences(*pair)))
    each = {variant: list(several) for variant, several in found.items()}
    _show(grouped(each, file), list(each), "there is nothing to compare", ("source", language, "left out", "added"))


def _between(project: Project, leaflet: str, variants: Sequence[str], region: str | None) -> None:
    from leaflets.edition.difference import differences, grouped

    place = region or project.settings.region
    first, second = (_said(project, leaflet, variant, place) for variant in variants)
    one, other = variants
    found = grouped({one: differences(first, second)}, project.leaflet(leaflet).file)
    _show(found, [one], f"{one} and {other} say the same", (one, other, f"only in {one}", f"only in {other}"))


def _said(project: Project, leaflet: str, variant: str, region: str, clinic: str = "") -> Leaflet:
    from leaflets.edition.manuscript import manuscript
    from leaflets.edition.selection import Job

    place, theme = project.settings.regions[region], project.settings.theme
    job = Job(leaflet, variant, region, place.format, theme, place.language, clinic=clinic)
    return manuscript(project, job).leaflet


def _show(found: Mapping[Difference, list[str]], every: list[str], none: str, words: tuple[str, str, str, str]) -> None:
    """Each difference under its section's heading; ``words`` name the two sides, and what only one of them has."""
    section = ""
    for difference, variants in found.items():
        if difference.one.section != section:
            section = difference.one.section
            say(difference.one.heading)
        only = "" if variants == every else f"  (in {', '.join(variants)})"
        for line in _lines(difference, only, words):
            say(line)
    say(f"{len(found)} differences" if len(found) > 1 else "1 difference" if found else none)


def _lines(one: Difference, only: str, words: tuple[str, str, str, str]) -> Iterator[str]:
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
