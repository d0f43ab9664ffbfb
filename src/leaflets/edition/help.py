"""The help strip: a line in each language that a clinic or a region names, at the end of a leaflet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from leaflets.content.blocks import AnyBlock, BulletsBlock, SubheadingBlock
from leaflets.content.clinic import Clinic
from leaflets.content.language import Language
from leaflets.content.leaflet import Leaflet
from leaflets.content.payloads import Listing, ListItem
from leaflets.content.screen import SCREENS
from leaflets.content.settings import Line, Region
from leaflets.edition.selection import Job
from leaflets.problems import ContentError, Problem, Source, did_you_mean
from leaflets.store.project import Project

PHONE = "help_phone"
"""The name of the number to ring: of the values of a manuscript, one that a clinic owns."""

STRIP = "help:lines"
"""The id of the list: no author can write it."""


def help_values(clinic: Clinic | None) -> Mapping[str, str]:
    """The number to ring for help: the clinic's first."""
    return {PHONE: clinic.contacts[0].phone if clinic else ""}


def languages_of(clinic: Clinic | None, region: Region) -> tuple[str, ...]:
    """The languages that are asked for: the clinic's, or else its region's."""
    return (clinic.language_help if clinic else ()) or region.language_help


def with_help(
    project: Project, job: Job, leaflet: Leaflet, language: Language, clinic: Clinic | None, region: Region
) -> tuple[Leaflet, list[Problem]]:
    """The leaflet, the help strip at its end, and what its makers should know. Raises ContentError.

    A folded sheet has no room for it, and is made without.
    """
    tags = languages_of(clinic, region)
    if not tags:
        return leaflet, []
    where = clinic.at("language_help") if clinic and clinic.language_help else region.at("language_help")
    if job.format not in SCREENS and project.format(job.format).fold:
        message = f"the lines on help in other languages have no room on {job.format}, and are left out"
        return leaflet, [Problem(where, message, "hand out a page with them, or a leaflet that is not folded")]
    last, section = list(leaflet.sections.items())[-1]
    strip = tuple(_strip(project, tags, language, clinic is not None, where))
    section = section.model_copy(update={"blocks": (*section.blocks, *strip)})
    return leaflet.model_copy(update={"sections": {**leaflet.sections, last: section}}), []


def _strip(
    project: Project, tags: tuple[str, ...], language: Language, rings: bool, where: Source
) -> Iterator[AnyBlock]:
    """The heading, and a list of the lines, but for that in the leaflet's own language."""
    known = project.language_help.languages
    if problems := [_unknown(tag, known, where) for tag in tags if tag not in known]:
        raise ContentError(problems)
    own = {tag: known[tag] for tag in tags if tag not in (language.tag, language.tag.split("-")[0])}
    ring = {"phone": f"{{{PHONE}}}"} if rings else None
    lines = tuple(
        ListItem.model_construct(id=f"{STRIP}:{tag}", lang=tag, text=_said(line, ring)) for tag, line in own.items()
    )
    draft = language.phrases.help_draft if any(line.checked is None for line in own.values()) else None
    listing = Listing.model_construct(lead_in=draft, items=lines)
    for block in (
        SubheadingBlock.model_construct(id=f"{STRIP}:heading", subheading=language.phrases.help),
        BulletsBlock.model_construct(id=STRIP, bullets=listing),
    ):
        for model in (block, listing, *lines):
            model.locate(lambda _: where)
        yield block


def _said(line: Line, ring: Mapping[str, str] | None) -> str:
    return f"**{line.free}**{f' {line.ring.format(**ring)}' if ring else ''}"


def _unknown(tag: str, known: Mapping[str, Line], where: Source) -> Problem:
    hint = f"{did_you_mean(tag, known)}; or add its line to content/language-help.yaml"
    return Problem(where, f"there is no line on help in '{tag}'", hint)
