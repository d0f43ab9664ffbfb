"""A theme: typeface, type scale, spacing and colours. It owns looks, and nothing about geometry."""

from typing import Annotated, Literal

from pydantic import Field, field_validator

from leaflets.content.inline import Text
from leaflets.content.model import Id, Model
from leaflets.content.payloads import Illustration
from leaflets.content.units import Colour

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
