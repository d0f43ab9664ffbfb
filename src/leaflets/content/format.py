"""A format: paper, margins, columns and text size. It owns geometry, and nothing about looks."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from leaflets.content.inline import Text
from leaflets.content.model import Id, Model
from leaflets.content.units import Length

Leading = Annotated[float, Field(ge=1.2, le=2, description="distance of baselines over text size")]


class Margins(Model):
    """The white around the text, from each edge of the paper."""

    top: Length
    bottom: Length
    left: Length
    right: Length


class Format(Model):
    """A format: one file in ``content/formats``."""

    extends: Annotated[Id | None, Field(description="the file this one differs from")] = None
    description: Text
    paper: Annotated[tuple[Length, Length], Field(description="width and height")]
    margins: Margins
    side_column: Annotated[Length, Field(description="0pt: what stands beside the text follows it")] = 0.0
    gutter: Length = 0.0
    abreast: Annotated[int, Field(ge=1, le=2, description="boxes, or entries of a list, side by side")] = 2
    text_size: Length
    leading: Leading
    list_leading: Annotated[Leading, Field(description="leading of the lists at a leaflet's end")]
    headings: Annotated[float, Field(ge=0.5, le=1, description="how much of the theme's growth headings have")] = 1.0

    @property
    def width(self) -> float:
        """Width of paper between the margins, in points."""
        return self.paper[0] - self.margins.left - self.margins.right

    @property
    def measure(self) -> float:
        """Width of the text column, in points."""
        return self.width - self.side_column - self.gutter

    @property
    def text_height(self) -> float:
        """Height of paper between the margins, in points."""
        return self.paper[1] - self.margins.top - self.margins.bottom

    @model_validator(mode="after")
    def _room_for_text(self) -> Self:
        if self.measure < 12 * self.text_size:
            raise ValueError("the margins and the side column leave too little room for text")
        return self
