"""A theme: typeface, type scale, spacing, colours, and the palette these are for a variant. Looks, and no geometry."""

from collections.abc import Iterator
from typing import Annotated, Literal, NamedTuple

from pydantic import Field, field_validator

from leaflets.artwork.colour import mix
from leaflets.content.inline import Text
from leaflets.content.leaflet import Variant
from leaflets.content.model import Id, Model
from leaflets.content.payloads import Illustration
from leaflets.content.units import Colour, contrast
from leaflets.problems import Problem, refuse

Ratio = Annotated[float, Field(gt=0, le=6)]


class Type(Model):
    """A size and its leading, both as multiples of the format's text size."""

    size: Ratio
    leading: Ratio


class Scale(Model):
    """The type scale."""

    title: Type
    audience: Type
    lead: Type
    section: Type
    subheading: Type
    call: Type


class Colours(Model):
    """The palette. ``primary`` and ``bright`` are colours, or ``variant`` for each variant's own.

    ``bright``: the ground of titles and of what is marked; ``primary``: that colour, paler.
    """

    ink: Colour
    soft: Colour
    rule: Colour
    paper: Colour
    pale: Colour
    alarm: Colour
    primary: Colour | Literal["variant"]
    bright: Colour | Literal["variant", "primary"] = "primary"


class Theme(Model):
    """A theme: one file in ``content/themes``.

    ``icons``: whether pictures that only decorate are drawn. ``tints``: whether boxes are tinted. ``band``: how the
    title stands on the cover. ``openers``: what a section begins with, a rule across the page or its icon in a disc.
    Letters that the typeface lacks are set in the first of its fallbacks that has them, or else of all the typefaces
    there are.
    """

    extends: Id | None = None
    description: Text
    typeface: Id
    fallbacks: tuple[Id, ...] = ()
    icons: bool = True
    tints: bool = True
    band: Literal["bright", "solid", "outlined"] = "solid"
    openers: Literal["rule", "icon"] = "icon"
    photo: Illustration | None = None
    scale: Scale
    colours: Colours

    @field_validator("photo")
    @classmethod
    def _uncaptioned(cls, photo: Illustration | None) -> Illustration | None:
        if photo and photo.caption:
            raise ValueError("a photo on a cover has no room for a caption; delete it")
        return photo


class Palette(NamedTuple):
    """The colours of a leaflet, as ``#RRGGBB``: ``bright`` is the ground of its title, ``tint`` that of boxes."""

    ink: str
    soft: str
    rule: str
    paper: str
    pale: str
    alarm: str
    primary: str
    tint: str
    bright: str
    band: str
    on_band: str


def palette(theme: Theme, variant: Variant) -> Palette:
    """The colours of a theme for a variant. Raises ContentError for those that stand out too little."""
    colours = theme.colours
    primary = variant.colour if colours.primary == "variant" else colours.primary
    bright = colours.bright
    if bright in ("variant", "primary"):
        bright = (bright == "variant" and variant.bright) or mix(primary, colours.paper, 0.6)
    found = Palette(
        ink=colours.ink,
        soft=colours.soft,
        rule=colours.rule,
        paper=colours.paper,
        pale=colours.pale if theme.tints else colours.paper,
        alarm=colours.alarm,
        primary=primary,
        tint=mix(bright, colours.paper, 0.8) if theme.tints else colours.paper,
        bright=bright,
        band=primary if theme.band == "solid" else bright if theme.band == "bright" else colours.paper,
        on_band=colours.paper if theme.band == "solid" else colours.ink,
    )
    refuse(_too_faint(found, theme, variant))
    return found


def _too_faint(found: Palette, theme: Theme, variant: Variant) -> Iterator[Problem]:
    """Text that stands out too little from its ground (WCAG 2.2, 1.4.3), and lines that do (1.4.11)."""
    colours = theme.colours
    main = variant.at("colour") if colours.primary == "variant" else colours.at("primary")
    pairs = [
        ("ink", found.ink, found.paper, 4.5, colours.at("ink")),
        ("the words on the cover", found.on_band, found.band, 4.5, variant.at("bright") if variant.bright else main),
        ("ink on a note", found.ink, found.pale, 4.5, colours.at("pale")),
        ("ink on a tint", found.ink, found.tint, 4.5, main),
        ("soft text", found.soft, found.paper, 4.5, colours.at("soft")),
        ("alarm", found.alarm, found.paper, 4.5, colours.at("alarm")),
        ("the leaflet's colour", found.primary, found.paper, 4.5, main),
        ("the leaflet's colour on its tint", found.primary, found.tint, 4.5, main),
        ("a rule", found.rule, found.paper, 3.0, colours.at("rule")),
    ]
    for what, text, ground, least, where in pairs:
        ratio = contrast(text, ground)
        if ratio < least:
            message = f"{what} ({text} on {ground}) has a contrast of {ratio:.1f}:1; at least {least}:1 is needed"
            yield Problem(where, message, "choose a darker colour")
