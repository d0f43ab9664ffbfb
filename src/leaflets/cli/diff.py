"""``leaflets diff``: what a clinic changed, or what two variants do not share, in words."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
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
@click.option("--region", metavar="NAME", help="In the words of this region. Default: the clinic's, or the project's.")
@project_option
def diff(leaflet: str, variants: Sequence[str], clinic: str | None, region: str | None, folder: Path | None) -> None:
    """Show in words what a clinic changed, or what two variants do not share.

    \b
    Examples:
      leaflets diff lms --clinic riverside
      leaflets diff lms gi uterine
    """
    project = open_project(folder)
    with problems_shown():
        known("LEAFLET", [leaflet], project.names("leaflets"))
        known("VARIANT", variants, project.leaflet(leaflet).file.variants)
        known("--clinic", [clinic] if clinic else [], project.names("clinics"))
        known("--region", [region] if region else [], project.settings.regions)
        if clinic:
            _local(project, leaflet, variants, clinic, region)
        elif len(variants) == 2:
            _between(project, leaflet, variants, region)
        else:
            raise click.UsageError("name two variants, or a clinic: leaflets diff lms gi uterine")


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


def _between(project: Project, leaflet: str, variants: Sequence[str], region: str | None) -> None:
    from leaflets.edition.difference import differences, grouped

    place = region or project.settings.region
    first, second = (_said(project, leaflet, variant, place) for variant in variants)
    one, other = variants
    found = grouped({one: differences(first, second)}, project.leaflet(leaflet).file)
    _show(found, [one], f"{one} and {other} say the same", (one, other, f"only in {one}", f"only in {other}"))


def _said(project: Project, leaflet: str, variant: str, region: str, clinic: str = "") -> Leaflet:
    from leaflets.edition.selection import Job
    from leaflets.edition.wording import worded

    place, theme = project.settings.regions[region], project.settings.theme
    job = Job(leaflet, variant, region, place.format, theme, place.language, clinic=clinic)
    return worded(project, job).leaflet


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
