"""The places that body maps can name, on the outline of a body they are drawn on: ``assets/pictures/body.yaml``."""

from typing import Annotated, Literal

from pydantic import Field

from leaflets.content.model import Id, Model

OUTLINE = "body.svg"
"""The outline, in ``assets/pictures``."""


class Spot(Model):
    """A place in the units of the outline, y downwards, and the side of it where its words stand."""

    x: float
    y: float
    words: Literal["left", "right"] = "right"


class Body(Model):
    """The places by name."""

    places: Annotated[dict[Id, Spot], Field(min_length=1)]
