"""A format: paper, margins, columns, text size and folds. It owns geometry, and nothing about looks."""

from pathlib import PurePath
from typing import Annotated, Literal, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator

from leaflets.content.inline import Text
from leaflets.content.model import Id, Model
from leaflets.content.units import POINTS, Length

Leading = Annotated[float, Field(ge=1.2, le=2, description="distance of baselines over text size")]
Widths = Annotated[tuple[Length, Length, Length], Field(description="widths of the panels, from left to right")]
FROM_FOLD = 5 * POINTS["mm"]
"""The least distance of text from a fold or an edge of folded paper, in points."""

EVEN = 0.5
"""How far widths that should agree may differ, in points: what a guillotine cannot hold either."""


class Margins(Model):
    """The white around the text, from each edge of the paper; on a folded sheet, of the panel."""

    top: Length
    bottom: Length
    left: Length
    right: Length


class Fold(Model):
    """Two folds across a sheet, which part each of its sides into three panels.

    ``roll``: the flap folds in under the front, and is a little narrower. ``z``: the folds go to and fro.
    """

    kind: Literal["roll", "z"]
    outside: Widths
    inside: Widths

    @field_validator("inside")
    @classmethod
    def _mirrored(cls, inside: tuple[float, ...], info: ValidationInfo) -> tuple[float, ...]:
        outside = info.data.get("outside", ())
        if outside and any(abs(a - b) > EVEN for a, b in zip(outside, reversed(inside), strict=True)):
            raise ValueError("the inside is not the outside seen from behind; write its widths in reverse order")
        return inside

    @model_validator(mode="after")
    def _folds_flat(self) -> Self:
        flap, back, front = self.outside
        if self.kind == "roll" and flap > min(back, front) - EVEN:
            raise ValueError("the flap, the first panel outside, must be narrower than the others to fold in")
        if self.kind == "z" and max(self.outside) - min(self.outside) > EVEN:
            raise ValueError("the panels of a z-fold are equally wide")
        return self


class Booklet(Model):
    """Pages printed in pairs on a larger sheet, folded once and stapled in the fold."""

    pages: Annotated[Id, Field(description="the format of the pages")]
    sheet: Annotated[tuple[Length, Length], Field(description="width and height of the flat sheet")]


class Format(Model):
    """A format: one file in ``content/formats``."""

    extends: Annotated[Id | None, Field(description="the file this one differs from")] = None
    description: Text
    good_for: Text
    stock: Annotated[Text, Field(description="the paper suggested to a print shop")]
    edition: Annotated[Literal["full", "brief"], Field(description="how much is said")] = "full"
    paper: Annotated[tuple[Length, Length], Field(description="width and height")]
    bleed: Annotated[Length, Field(description="how far a print shop's artwork goes past the edge")]
    margins: Margins
    side_column: Annotated[Length, Field(description="0pt: what stands beside the text follows it")] = 0.0
    gutter: Length = 0.0
    abreast: Annotated[int, Field(ge=1, le=2, description="boxes, or entries of a list, side by side")] = 2
    text_size: Length
    leading: Leading
    list_leading: Annotated[Leading, Field(description="leading of the lists at a leaflet's end")]
    headings: Annotated[float, Field(ge=0.5, le=1, description="how much of the theme's growth headings have")] = 1.0
    hyphenate: Annotated[bool, Field(description="whether words are hyphenated, as far as the language can be")] = False
    signature: Annotated[
        Literal[1, 4], Field(description="pages to a folded sheet; pages for notes fill the last one up")
    ] = 1
    booklet: Booklet | None = None
    fold: Fold | None = None

    @property
    def name(self) -> str:
        """Its name, which is that of its file."""
        return PurePath(self.at().file).stem

    @property
    def width(self) -> float:
        """Width of paper between the margins, in points; on a folded sheet, that of its narrowest panel."""
        across = min(self.fold.outside) if self.fold else self.paper[0]
        return across - self.margins.left - self.margins.right

    @property
    def measure(self) -> float:
        """Width of the text column, in points."""
        return self.width - self.side_column - self.gutter

    @property
    def text_height(self) -> float:
        """Height of paper between the margins, in points."""
        return self.paper[1] - self.margins.top - self.margins.bottom

    @field_validator("signature", mode="before")
    @classmethod
    def _counted(cls, signature: object) -> object:
        return int(signature) if isinstance(signature, str) and signature.isdigit() else signature

    @model_validator(mode="after")
    def _room_for_text(self) -> Self:
        if self.measure < 12 * self.text_size:
            raise ValueError("the margins and the side column leave too little room for text")
        return self

    @model_validator(mode="after")
    def _folds_fit(self) -> Self:
        if self.fold is None:
            return self
        if abs(sum(self.fold.outside) - self.paper[0]) > EVEN:
            raise ValueError("the panels together are not as wide as the paper")
        if self.edition != "brief":
            raise ValueError("a folded sheet holds the brief edition; write 'edition: brief'")
        if min(self.margins.left, self.margins.right, self.margins.top, self.margins.bottom) < FROM_FOLD - 0.01:
            raise ValueError("text must stand 5 mm or more from each fold and edge; widen the margins")
        return self

    @model_validator(mode="after")
    def _booklet_fits(self) -> Self:
        if self.booklet is None:
            return self
        wide, tall = self.booklet.sheet
        if abs(wide - 2 * self.paper[0]) > POINTS["mm"] + EVEN or abs(tall - self.paper[1]) > EVEN:
            raise ValueError("the sheet of a booklet is twice as wide as its pages, and as high")
        if self.signature != 4:
            raise ValueError("a booklet has four pages to a sheet; write 'signature: 4'")
        return self
