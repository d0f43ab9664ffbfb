"""The geometry of figures: where the circles, squares and markers stand that templates draw."""

import base64
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from leaflets.artwork.drawing import Drawing
from leaflets.artwork.figures import apart, figure, marked, points
from leaflets.artwork.logo import load as load_logo
from leaflets.artwork.picture import Picture, load, size
from leaflets.content.payloads import Anatomy, Chance, Illustration
from leaflets.web.engine import rendered

ACROSS = 10
"""Circles in a row of an icon array, and squares in a row of a scale picture."""

STEP = 20
"""Distance of their middles, in the units of the drawing."""

SIDE = STEP - 2
"""Side of a square."""

MOST_DOTS = 9
"""People a square of a scale picture has room for as dots."""

NUMBERS = 28
"""The longer side of a drawing over the radius of the numbers in it."""

PIXELS = 96 / 150
"""What a pixel of a picture is on the page, in CSS pixels: 150 to the inch, as in print."""

FINEST = 300 / 96
"""The most pixels of a picture for each CSS pixel: 300 to the inch, as in print."""

WIDEST = 720
"""The most CSS pixels a picture is wide."""

ROOM = (168.0, 48.0)
"""What a logo has room in, in points: 14 by 4 rem."""


class Spot(NamedTuple):
    """A circle or a square: the middle of the one, the upper left corner of the other."""

    x: float
    y: float
    filled: bool


class Array(NamedTuple):
    """The picture of a chance. ``part`` is the filled part of a square: its upper left corner, and its width.

    ``dots`` are the middles of people in a square.
    """

    height: int
    spots: Sequence[Spot]
    round: bool
    part: tuple[float, float, float] | None
    dots: Sequence[tuple[float, float]]


def array(said: Chance) -> Array:
    """Up to a hundred people as circles; more as a hundred squares, each for many, the rest as dots or a part."""
    count = min(said.of, 100)
    each = said.of // count
    full, rest = divmod(said.n, each)
    middle = STEP / 2 if each == 1 else 1.0
    spots = [
        Spot(index % ACROSS * STEP + middle, index // ACROSS * STEP + middle, index < full) for index in range(count)
    ]
    dots: list[tuple[float, float]] = []
    if 0 < rest <= MOST_DOTS:
        corner, side = spots[full], SIDE / 3
        dots = [
            (round(corner.x + (index % 3 + 0.5) * side, 2), round(corner.y + (index // 3 + 0.5) * side, 2))
            for index in range(rest)
        ]
    part = (spots[full].x, spots[full].y, round(SIDE * rest / each, 2)) if rest > MOST_DOTS else None
    return Array(-(-count // ACROSS) * STEP, spots, each == 1, part, dots)


class Labelled(NamedTuple):
    """A drawing with its parts marked, and the places of its numbers: their circles, and where each points."""

    drawing: Drawing
    radius: float
    numbers: Sequence[tuple[tuple[float, float], tuple[float, float]]]


def anatomy(block: Anatomy, assets: Path) -> Labelled:
    """A drawing whose marked parts have the colour of the words around it; its labels stand under it, by number."""
    drawing = marked(figure(assets, block.drawing, block.at("drawing")), block.mark, "currentColor")
    radius = max(drawing.width, drawing.height) / NUMBERS
    places = [points(drawing, label.part)[0] for label in block.labels]
    circles = apart(places, radius, drawing.width, drawing.height)
    return Labelled(drawing, radius, list(zip(circles, places, strict=True)))


class Embedded(NamedTuple):
    """A picture inside the page: its data as an address, and its size in CSS pixels."""

    source: str
    width: int
    height: int


def embedded(block: Illustration, path: Path) -> Embedded:
    """A PNG or JPEG picture, as large as its author says, or as in print. Raises ImageError and OSError."""
    across, down = size(path)
    asked = (block.width or (block.height or 0) * across / down) * 96 / 72
    wide = min(WIDEST, asked or across * PIXELS)
    source = _address(*load(path, round(wide * FINEST)).file())
    return Embedded(source, max(1, round(wide)), max(1, round(wide * down / across)))


def logo(path: Path) -> str:
    """A logo as an address: a picture, or a drawing of the shapes that are printed. Raises ImageError and OSError."""
    art = load_logo(path, ROOM).art
    if isinstance(art, Picture):
        return _address(*art.file())
    return _address("svg+xml", rendered("logo.svg", drawing=art))


def _address(kind: str, raw: bytes) -> str:
    return f"data:image/{kind};base64,{base64.b64encode(raw).decode('ascii')}"
