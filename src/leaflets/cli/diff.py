"""``leaflets diff``: what a clinic changed, or what two variants or two regions do not share, in words."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from leaflets.cli.choice import known, open_project
from leaflets.cli.options import language_option, option, project_option, several
from leaflets.cli.speak import problems_shown, say

if TYPE_CHECKING:
    from leaflets.edition.difference import Difference
    from leaflets.signing.statements import Saying

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
    from leaflets.edition.difference import differences, grouped
    from leaflets.edition.manuscript import manuscript
    from leaflets.edition.selection import Job
    from leaflets.edition.wording import every_job
    from leaflets.store.translations import tongues

    project = open_project(folder)
    settings = project.settings

    def job(variant: str, region: str, clinic: str = "") -> Job:
        place = settings.regions[region]
        return Job(leaflet, variant, region, place.format, settings.theme, place.language, clinic=clinic)

    with problems_shown():
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
