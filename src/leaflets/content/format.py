"""A format: paper, margins, columns and text size. It owns geometry, and nothing about looks."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from leaflets.content.inline import Text
from leaflets.content.model import Id, Model
from leaflets.content.units import Length


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
    side_column: Length
    gutter: Length
    text_size: Length
    leading: Annotated[float, Field(ge=1.2, le=2, description="distance of baselines over text size")]

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
