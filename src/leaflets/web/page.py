"""The web edition: one leaflet as one HTML file, from the manuscript its PDF is made from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from markupsafe import Markup

from leaflets.artwork.drawing import Drawing
from leaflets.artwork.picture import ImageError
from leaflets.content.blocks import EmergencyBlock, LadderBlock
from leaflets.content.leaflet import Section
from leaflets.content.palette import palette
from leaflets.content.theme import Theme
from leaflets.edition.manuscript import Manuscript, footer
from leaflets.problems import ContentError, Problem
from leaflets.web import figures
from leaflets.web.blocks import View, drawn, opened
from leaflets.web.colours import dark, light
from leaflets.web.engine import rendered


class Part(NamedTuple):
    """A section as it is shown. One that begins with the red flags has their heading for its own."""

    name: str
    heading: str
    icon: Drawing | None
    blocks: list[Markup]


def page(copy: Manuscript, theme: Theme, assets: Path) -> bytes:
    """The page of a leaflet. Raises ContentError with all that cannot be shown."""
    view = View(copy, assets)
    colours = palette(theme, copy.variant)
    file, variant = copy.leaflet.file, copy.variant
    front = copy.leaflet.sections.get(file.front.section)  # the brief edition has none
    accent = copy.clinic.colours.accent if copy.clinic and theme.colours.primary == "variant" else None
    icon = view.icon(variant.icon, variant.at("icon")) if variant.icon and theme.icons else None
    made = rendered(
        "page.html",
        copy.language.tag,
        copy.language.rules(),
        copy=copy,
        file=file,
        variant=variant,
        theme=theme,
        light=light(colours, accent),
        dark=dark(colours, accent),
        accent=accent,
        logo=_logo(view),
        icon=icon,
        urgent=None if front is None or _alarm(front) else _urgent(copy),
        front=[drawn(block, view, 2) for block in front.blocks] if front else [],
        parts=list(_parts(view, theme)),
        footer=footer(file, copy.job.variant, copy.language, copy.clinic),
    )
    if view.problems:
        raise ContentError(view.problems)
    return made


def _parts(view: View, theme: Theme) -> Iterator[Part]:
    leaflet = view.copy.leaflet
    for name, section in leaflet.sections.items():
        if name == leaflet.file.front.section:
            continue
        alarm = opened(section)
        icon = view.icon(section.icon, section.at("icon")) if section.icon and theme.icons and not alarm else None
        first, *rest = section.blocks
        blocks = [drawn(first, view, 2 if alarm else 3), *(drawn(block, view, 3) for block in rest)]
        yield Part(name, "" if alarm else section.heading, icon, blocks)


def _logo(view: View) -> str:
    """The clinic's logo as an address, if it has one. One that cannot be used is a problem."""
    logo = view.copy.clinic.logo if view.copy.clinic else None
    if logo is None:
        return ""
    try:
        return figures.logo(view.assets / "logos" / logo.file)
    except (ImageError, OSError) as error:
        hint = "save it as plain SVG, its words turned into outlines, or as PNG"
        view.problems.append(Problem(logo.at("file"), f"the logo '{logo.file}' cannot be used: {error}", hint))
        return ""


def _alarm(section: Section) -> EmergencyBlock | LadderBlock | None:
    """The red flags of a section, if it has any."""
    return next((block for block in section.blocks if isinstance(block, EmergencyBlock | LadderBlock)), None)


def _urgent(copy: Manuscript) -> tuple[str, str] | None:
    """The first section with red flags, and their heading: a page without them in front leads there at its top."""
    for name, section in copy.leaflet.sections.items():
        block = _alarm(section)
        if block:
            return name, copy.filled(block).emergency.heading if isinstance(block, EmergencyBlock) else section.heading
    return None
