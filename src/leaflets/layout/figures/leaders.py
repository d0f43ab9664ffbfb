"""Where the labels of a drawing stand: in a column at each side of it, with lines that cross neither words nor lines.

All is in points, x from the left edge of the drawing and y from its upper edge downwards.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations
from math import hypot
from typing import NamedTuple

GAP = 16.0
"""White between the drawing and the labels."""

NEAR = 3.0
"""The white between a label and its line; and the least between a line and a place that another points to."""

APART = 6.0
"""The least white between two labels, one under the other."""

Point = tuple[float, float]


class Label(NamedTuple):
    """The words of a label, as large as they are set, and the places it may point to."""

    wide: float
    tall: float
    points: Sequence[Point]


class Leader(NamedTuple):
    """Where a label stands: its number, the box of its words, and its line, from the place it points to."""

    number: int
    left: float
    top: float
    wide: float
    tall: float
    start: Point
    end: Point

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of its words."""
        return self.left, self.top, self.left + self.wide, self.top + self.tall


def place(labels: Sequence[Label], wide: float, tall: float) -> list[Leader] | None:
    """Labels beside a drawing of a size, the lines as short as can be; nothing, where there is no such order."""
    across = [sum(x for x, _ in label.points) / len(label.points) for label in labels]
    order = sorted(range(len(labels)), key=across.__getitem__)
    best: tuple[float, list[Leader]] | None = None
    for count in range(len(order) + 1):
        made = [
            *_side(labels, order[:count], -GAP, tall, rightwards=False),
            *_side(labels, order[count:], wide + GAP, tall, rightwards=True),
        ]
        fits = len(made) == len(labels) and not any(crossing(one, two) for one, two in combinations(made, 2))
        cost = sum(hypot(one.end[0] - one.start[0], 3 * (one.end[1] - one.start[1])) for one in made) + _touched(made)
        if fits and (best is None or cost < best[0]):
            best = cost, made
    return sorted(best[1]) if best else None


def _side(labels: Sequence[Label], numbers: Sequence[int], edge: float, tall: float, rightwards: bool) -> list[Leader]:
    """Labels in a column that begins, or ends, at an edge, from the top; nothing, if they do not fit beside it."""
    choose = max if rightwards else min
    starts = {number: choose(labels[number].points) for number in numbers}
    order = sorted(numbers, key=lambda number: starts[number][1])
    if sum(labels[number].tall + APART for number in order) - APART > tall:
        return []
    made: list[Leader] = []
    for _ in range(len(order) ** 2 + 1):
        made = list(_column(labels, order, starts, edge, tall, rightwards))
        wrong = (at for at in range(len(made) - 1) if crossing(made[at], made[at + 1]))
        if (at := next(wrong, None)) is None:
            break
        order[at], order[at + 1] = order[at + 1], order[at]
    return made


def _column(
    labels: Sequence[Label], order: Sequence[int], starts: dict[int, Point], edge: float, tall: float, rightwards: bool
) -> Iterator[Leader]:
    """Labels one under the other, each as near the height it points to as can be."""
    least, rest = 0.0, sum(labels[number].tall + APART for number in order) - APART
    for number in order:
        wide, high, _ = labels[number]
        top = max(least, min(starts[number][1] - high / 2, tall - rest))
        least, rest = top + high + APART, rest - high - APART
        left, end = (edge, edge - NEAR) if rightwards else (edge - wide, edge + NEAR)
        yield Leader(number, left, top, wide, high, starts[number], (end, top + high / 2))


def _touched(made: Sequence[Leader]) -> float:
    """What it costs that lines pass too near the places that others point to: whose they are would be unclear."""
    pairs = ((one, other) for one in made for other in made if one is not other)
    return 400.0 * sum(_distance(other.start, one.start, one.end) < NEAR for one, other in pairs)


def _distance(point: Point, start: Point, end: Point) -> float:
    """How far a point is from a line between two others."""
    across, down = end[0] - start[0], end[1] - start[1]
    length = across * across + down * down or 1.0
    along = ((point[0] - start[0]) * across + (point[1] - start[1]) * down) / length
    along = min(1.0, max(0.0, along))
    return hypot(point[0] - start[0] - along * across, point[1] - start[1] - along * down)


def crossing(one: Leader, other: Leader) -> bool:
    """Whether the lines of two labels cross or touch: the ends of each on both sides of the other, and both near."""

    def turn(a: Point, b: Point, c: Point) -> float:
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    def reach(axis: int) -> bool:
        (low, high), (least, most) = (sorted((line.start[axis], line.end[axis])) for line in (one, other))
        return low <= most and least <= high

    (p, q), (r, s) = (one.start, one.end), (other.start, other.end)
    parted = turn(p, q, r) * turn(p, q, s) > 0 or turn(r, s, p) * turn(r, s, q) > 0
    return reach(0) and reach(1) and not parted
