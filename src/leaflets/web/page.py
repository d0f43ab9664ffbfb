"""Editions for the screen: a leaflet as one HTML file, in colours for the light and the dark; or its plain text."""

import re
import textwrap
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from markupsafe import Markup

from leaflets.artwork.colour import luminance, mix
from leaflets.artwork.drawing import Drawing
from leaflets.artwork.picture import ImageError
from leaflets.content.blocks import AnyBlock, EmergencyBlock, KeepTogetherBlock, LadderBlock
from leaflets.content.leaflet import Section
from leaflets.content.theme import Palette, Theme, palette
from leaflets.content.units import contrast
from leaflets.edition.manuscript import Manuscript, footer
from leaflets.problems import Problem, refuse
from leaflets.text.breaks import PLAIN, Rules, breaks
from leaflets.text.direction import isolated, runs_left
from leaflets.web import figures
from leaflets.web.blocks import View, drawn, opened, own_words
from leaflets.web.engine import macro, rendered


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
    refuse(view.problems)
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
        if block := _alarm(section):
            return name, copy.filled(block).emergency.heading if isinstance(block, EmergencyBlock) else section.heading
    return None


def edition(copy: Manuscript, theme: Theme, assets: Path) -> bytes:
    """A leaflet in the edition that its job asks for. Raises ContentError with all that cannot be shown."""
    return page(copy, theme, assets) if copy.job.format == "html" else plain(copy)


WHITE, BLACK = "#FFFFFF", "#000000"
NEAR_BLACK = 0.015
"""A ground less luminous than this has room above it for a colour that can carry white words."""

Scheme = Mapping[str, str]
"""Colours by the names that the style sheet calls them."""


def light(palette: Palette, accent: str | None = None) -> Scheme:
    """The colours of paper, and the clinic's accent. What stands on a ground of colour is the paper's."""
    return {
        **palette._asdict(),
        "on-band": palette.on_band,
        "alarm-head": palette.alarm,
        "on-alarm": palette.paper,
        "accent": accent or palette.rule,
        "mark": palette.bright,
    }


def dark(palette: Palette, accent: str | None = None) -> Scheme:
    """The same colours for the dark: a ground near black, and each colour as much lighter as its contrast needs.

    A palette that is dark already stays as it is.
    """
    if luminance(palette.ink) > luminance(palette.paper):
        return light(palette, accent)
    shades = (mix(palette.ink, BLACK, share / 20) for share in range(9, 21))
    ground = next(shade for shade in shades if luminance(shade) < NEAR_BLACK)
    ink = mix(palette.paper, ground, 0.1)
    plain, sober = palette.primary == palette.ink, palette.alarm == palette.ink  # what is as dark as ink turns with it
    primary = ink if plain else lightened(palette.primary, ground, 6)
    tint = mix(ground, primary, 0.1) if palette.tint != palette.paper else ground
    alarm_head = ink if sober else lightened(palette.alarm, ground, 3)
    return {
        "ink": ink,
        "soft": lightened(palette.soft, ground, 7),
        "rule": lightened(palette.rule, ground, 3),
        "paper": ground,
        "pale": mix(ground, WHITE, 0.07) if palette.pale != palette.paper else ground,
        "alarm": ink if sober else lightened(palette.alarm, ground, 6),
        "primary": lightened(primary, tint, 4.5),
        "tint": tint,
        "bright": mix(primary, ground, 0.6),
        "band": palette.band,
        "on-band": palette.on_band,
        "alarm-head": alarm_head,
        "mark": palette.bright,
        "accent": lightened(accent or palette.rule, ground, 3),
        "on-alarm": max(palette.paper, ground, key=lambda text: contrast(text, alarm_head)),
    }


def lightened(colour: str, ground: str, least: float) -> str:
    """The colour, mixed with as little white as gives it a contrast of ``least`` on a dark ground."""
    steps = (mix(colour, WHITE, share / 40) for share in range(41))
    return next((step for step in steps if contrast(step, ground) >= least), WHITE)


_BEFORE = re.compile(r" *(?:- |\[ \] |[\d.]+ )?")
"""What stands before an entry's first line; its others are indented as much."""

_HELD = "\ue000"
"""Stands for a space at which no line ends, while lines are chosen."""


def plain(copy: Manuscript) -> bytes:
    """The plain text of a leaflet. Paragraphs stand apart by an empty line, headings by two, sections by three."""
    file, sections = copy.leaflet.file, copy.leaflet.sections
    titled = (name for name in sections if name != file.front.section)
    made = rendered(
        "plain.txt",
        copy=copy,
        file=file,
        numbers={name: f"{number}. " for number, name in enumerate(titled, 1)},
        opened=opened,
        shown=partial(_shown, copy),
        footer=footer(file, copy.job.variant, copy.language, copy.clinic),
    )
    rules = copy.language.rules()
    lines = (part for line in made.decode().split("\n") for part in wrapped(line, copy.job.width, rules))
    leftward = runs_left(copy.language.tag)
    return "\n".join(isolated(line, leftward=leftward) for line in lines).encode()


def wrapped(line: str, width: int, rules: Rules = PLAIN) -> list[str]:
    """A text of one line on as many as it takes; what cannot be parted, such as an address, may be longer."""
    before = _BEFORE.match(line)
    indent = " " * len(before[0]) if before else ""
    places, start = breaks(line, rules), len(indent)
    held = "".join(_HELD if one == " " and start < at not in places else one for at, one in enumerate(line, 1))
    parts = textwrap.wrap(held, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
    return [part.replace(_HELD, " ") for part in parts] or [""]


def _shown(copy: Manuscript, block: AnyBlock, number: str, first: bool) -> str:
    """The paragraphs of a block, and the words it wants explained, in a section of a ``number``."""
    block = copy.filled(block)
    values = {**own_words(block, copy), "number": number, "first": first}
    if isinstance(block, KeepTogetherBlock):
        values = {"inside": [_shown(copy, one, number, False) for one in block.keep_together]}
    made: str = macro("blocks.txt", block)(block, values)
    explained: str = macro("blocks.txt", "explained")(copy.explained(block))
    return made + explained
