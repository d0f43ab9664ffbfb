"""Boxes and outlines of what is painted, in points from the lower left corner (ISO 32000-1, 8.5)."""

from collections.abc import Iterable, Sequence

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""
EVERYWHERE: Box = (-1e6, -1e6, 1e6, 1e6)


def around(boxes: Iterable[Box]) -> Box:
    """The box around boxes, of which there must be one."""
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def shared(one: Box, other: Box) -> float:
    """The area that two boxes have in common."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return max(wide, 0.0) * max(high, 0.0)


def centre(box: Box) -> Point:
    """The middle of a box."""
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def holds(box: Box, x: float, y: float) -> bool:
    """Whether a point lies in a box."""
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def curve(start: Point, first: Point, second: Point, end: Point) -> list[Point]:
    """A Bézier curve as four short lines."""
    found = []
    for t in (0.25, 0.5, 0.75, 1.0):
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        x, y = (a * start[i] + b * first[i] + c * second[i] + d * end[i] for i in (0, 1))
        found.append((x, y))
    return found


def within(outlines: Sequence[Sequence[Point]], even_odd: bool, x: float, y: float) -> bool:
    """Whether a point lies inside outlines, by the rule of crossings or else that of turns."""
    turns = crossings = 0
    for outline in outlines:
        x0, y0 = outline[-1]
        for x1, y1 in outline:
            if (y0 <= y) != (y1 <= y) and x < x0 + (y - y0) / (y1 - y0) * (x1 - x0):
                turns += 1 if y1 > y0 else -1
                crossings += 1
            x0, y0 = x1, y1
    return crossings % 2 == 1 if even_odd else turns != 0
