"""A vector drawing as plain data: closed and open shapes in plain colours, ready for paper and for a screen."""

from typing import NamedTuple

from leaflets.artwork.paths import Box, reach, written

Point = tuple[float, float]
"""A place: its x and its y."""


class Area(NamedTuple):
    """What a path encloses. ``path`` is absolute SVG path data of M, L, C and Z alone, in the drawing's units."""

    path: str
    even_odd: bool = False

    def covers(self, box: Box) -> bool:
        """Whether it is a rectangle, upright, that covers a box (left, top, right, bottom)."""
        left, top, right, bottom = reach(self.path)
        corners = {f"{written(x)} {written(y)}" for x in (left, right) for y in (top, bottom)}
        points = set(self.path.replace("L", "M").replace("Z", "").split("M")[1:])
        return points == corners and left <= box[0] and top <= box[1] and box[2] <= right and box[3] <= bottom


class Stroke(NamedTuple):
    """How a line is drawn: its colour, width, ends, corners and dashes, numbered as SVG and PDF both list them."""

    colour: str
    width: float
    cap: int = 0
    join: int = 0
    miter: float = 4
    dashes: tuple[float, ...] = ()
    offset: float = 0


class Shape(NamedTuple):
    """A shape: filled with a colour (``#RRGGBB``, or nothing), outlined, and seen inside all of ``clips`` alone.

    ``parts`` are the ids it goes by: its own, and those of the groups it is in.
    """

    area: Area
    fill: str = ""
    stroke: Stroke | None = None
    clips: tuple[Area, ...] = ()
    parts: frozenset[str] = frozenset()


class Drawing(NamedTuple):
    """A drawing of a size, in its own units, y downwards from 0 0. What lies outside is not seen.

    ``ground``: it holds colours that were mixed with a white ground. ``points`` are where the label of a part points,
    by its id, as far as ``data-label`` says: one place, or several that are as good.
    """

    width: float
    height: float
    shapes: tuple[Shape, ...]
    ground: bool = False
    points: tuple[tuple[str, tuple[Point, ...]], ...] = ()

    def colours(self) -> frozenset[str]:
        """The colours it is made of."""
        inks = {colour for shape in self.shapes for colour in (shape.fill, shape.stroke and shape.stroke.colour)}
        return frozenset(colour for colour in inks if colour)

    def parts(self) -> frozenset[str]:
        """The ids of its parts."""
        return frozenset().union(*(shape.parts for shape in self.shapes))
