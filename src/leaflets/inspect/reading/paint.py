"""What a page's operators paint with: matrices, colours, and areas of one colour (ISO 32000-1, 8.3, 8.5 and 8.6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from leaflets.inspect.reading.font import Font
from leaflets.inspect.reading.tree import resolved

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
Box = tuple[float, float, float, float]
UNIT: Matrix = (1, 0, 0, 1, 0, 0)
UNKNOWN = ""
"""A colour that cannot be told: a picture, a pattern, a mixture."""
DEVICES = {"/DeviceGray": 1, "/DeviceRGB": 3, "/DeviceCMYK": 4, "/G": 1, "/RGB": 3, "/CMYK": 4}
_CALIBRATED = {"/CalGray": 1, "/CalRGB": 3}


@dataclass(frozen=True)
class Space:
    """A colour space: how many parts a colour has in it, 0 if it cannot be told; or the colours that go by number."""

    parts: int
    table: Sequence[str] = ()

    def colour(self, values: Sequence[Any]) -> str:
        """Operands as ``#RRGGBB``, if they can be told; CMYK is turned into RGB by the plain formula."""
        if not self.parts or len(values) != self.parts or not all(isinstance(value, (int, float)) for value in values):
            return UNKNOWN
        if self.table:
            return self.table[min(max(int(values[0]), 0), len(self.table) - 1)]
        shares = [min(max(float(value), 0), 1) for value in values]
        if self.parts == 4:
            shares = [(1 - share) * (1 - shares[3]) for share in shares[:3]]
        return "#" + "".join(f"{round(share * 255):02X}" for share in (shares * 3)[:3])

    def first(self) -> str:
        """The colour that is painted with before any is chosen."""
        return self.colour([0, 0, 0, 1] if self.parts == 4 else [0] * self.parts)


@dataclass(slots=True)
class State:
    """The part of the graphics state that q saves and Q brings back."""

    matrix: Matrix = UNIT
    fill: str = "#000000"
    space: Space = Space(1)
    opaque: bool = True
    font: Font | None = None
    size: float = 0
    letter: float = 0
    word: float = 0
    stretch: float = 1
    leading: float = 0
    rise: float = 0
    mode: int = 0

    def saved(self) -> State:
        """A copy."""
        return replace(self)

    @property
    def colour(self) -> str:
        """The colour that filling gives, if it can be told."""
        return self.fill if self.opaque else UNKNOWN


@dataclass(slots=True)
class Area:
    """Something painted over a part of the page: its outline, its colour, and its turn among all that is painted."""

    outlines: Sequence[Sequence[Point]]
    colour: str
    turn: int
    even_odd: bool = False
    box: Box = field(init=False)

    def __post_init__(self) -> None:
        self.box = box_around([point for outline in self.outlines for point in outline])

    def covers(self, x: float, y: float) -> bool:
        """Whether a point lies inside."""
        left, bottom, right, top = self.box
        if not (left <= x <= right and bottom <= y <= top):
            return False
        turns = crossings = 0
        for outline in self.outlines:
            x0, y0 = outline[-1]
            for x1, y1 in outline:
                if (y0 <= y) != (y1 <= y) and x < x0 + (y - y0) / (y1 - y0) * (x1 - x0):
                    turns += 1 if y1 > y0 else -1
                    crossings += 1
                x0, y0 = x1, y1
        return crossings % 2 == 1 if self.even_odd else turns != 0


class Path:
    """A path being built, in the page's own coordinates; curves become short lines."""

    def __init__(self) -> None:
        self.outlines: list[list[Point]] = []

    def add(self, operator: str, values: Sequence[float], matrix: Matrix) -> None:
        """One operator: m, l, c, v, y or re."""
        points = [apply(matrix, values[at], values[at + 1]) for at in range(0, len(values) - 1, 2)]
        if operator == "re":
            x, y, width, height = values
            corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
            self.outlines.append([apply(matrix, *corner) for corner in corners])
        elif operator == "m" or not self.outlines:
            self.outlines.append(points[-1:])
        elif operator == "l":
            self.outlines[-1] += points
        elif points:
            self.outlines[-1] += _curve(self.outlines[-1][-1], operator, points)


def _curve(start: Point, operator: str, points: Sequence[Point]) -> list[Point]:
    """A Bézier curve as four short lines."""
    first = start if operator == "v" else points[0]
    second, end = (points[-1], points[-1]) if operator == "y" else (points[-2], points[-1])
    found = []
    for t in (0.25, 0.5, 0.75, 1.0):
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        found.append(tuple(a * start[i] + b * first[i] + c * second[i] + d * end[i] for i in (0, 1)))
    return [(x, y) for x, y in found]


def box_around(points: Sequence[Point]) -> Box:
    """The box (left, bottom, right, top) around points; all 0 if there is none."""
    xs, ys = [x for x, _ in points] or [0.0], [y for _, y in points] or [0.0]
    return min(xs), min(ys), max(xs), max(ys)


def matrix_of(values: Sequence[Any]) -> Matrix:
    """Six numbers as a matrix."""
    a, b, c, d, e, f = (float(resolved(value)) for value in values)
    return a, b, c, d, e, f


def times(first: Matrix, second: Matrix) -> Matrix:
    """The matrix that does ``first``, then ``second``."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def apply(matrix: Matrix, x: float, y: float) -> Point:
    """Where a matrix brings a point."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def space_of(space: Any, depth: int = 0) -> Space:
    """A colour space of the file."""
    space = resolved(space)
    if isinstance(space, str):
        return Space(DEVICES.get(space, 0))
    if not isinstance(space, list) or not space:
        return Space(0)
    kind = resolved(space[0])
    if kind == "/ICCBased":
        parts = int(resolved(space[1]).get("/N", 0))
        return Space(parts if parts in DEVICES.values() else 0)
    if kind == "/Indexed" and depth == 0:
        return _numbered(space_of(space[1], depth + 1).parts, resolved(space[3]))
    return Space(_CALIBRATED.get(kind, 0))


def _numbered(parts: int, lookup: Any) -> Space:
    """The space of colours that stand one after another in a table, a byte for each part (ISO 32000-1, 8.6.6.3)."""
    data = lookup.get_data() if hasattr(lookup, "get_data") else getattr(lookup, "original_bytes", lookup)
    shares = [byte / 255 for byte in bytes(data)]
    whole = range(0, len(shares) - parts + 1, parts) if parts else ()
    table = [Space(parts).colour(shares[at : at + parts]) for at in whole]
    return Space(1 if table else 0, table)


def devices_in(space: Any, depth: int = 0) -> set[str]:
    """The device colour spaces a space is or builds on."""
    space = resolved(space)
    if isinstance(space, str):
        names = {1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK"}
        return {names[DEVICES[space]]} if space in DEVICES else set()
    if not isinstance(space, list) or depth > 4 or (space and resolved(space[0]) == "/ICCBased"):
        return set()
    return {name for part in space[1:3] for name in devices_in(part, depth + 1)}
