"""Flowables: things with a height that can be drawn, whole or from one piece to another.

A flowable is made for a known width and says where it may be broken; the pages are chosen afterwards.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from math import inf
from typing import NamedTuple, Self

from leaflets.content.model import NOWHERE
from leaflets.pdf.canvas import Canvas
from leaflets.pdf.lines import draw_lines
from leaflets.pdf.tree import Node
from leaflets.problems import Source
from leaflets.text.lines import Chunk, Line, Link, TextStyle

NEVER = inf
"""The cost of a break that must not be."""

HARDLY = 5000.0
"""The cost of a break that must not be while there is any other way."""

NOW = -inf
"""The cost of a break that must be."""

PAGE = "\u2007\u2007"
"""Room for the number of a page that a text names, which is known when it is drawn: two figure spaces."""

Frame = Callable[[Canvas, float, float, float, float, bool], None]
"""Draws what is around some pieces: on a canvas, at x and top, of a width and height, and whether they are the first.
"""

AFTER = 0.33
"""White after a paragraph, as a share of its leading."""


class Flowable:
    """What can be placed on a page.

    ``before`` and ``after`` are the least white above and below, in points; between two flowables the greater counts.
    ``heights`` are the heights of its pieces, ``costs`` what a break after each would cost. ``span``: it takes the
    side column's room as well; ``raised``: how far it reaches up past its top. ``anchor``: the section it begins.
    ``asides`` stand beside it in the side column, or under it where that has no room.
    """

    before = 0.0
    after = 0.0
    span = False
    anchor = ""
    raised = 0.0
    where: Source = NOWHERE

    def __init__(self, heights: Sequence[float], costs: Sequence[float]) -> None:
        self.heights = list(heights)
        self.costs = list(costs)
        self.asides: tuple[Flowable, ...] = ()

    @property
    def height(self) -> float:
        """The height of the whole, in points."""
        return sum(self.heights)

    def extent(self, first: int, last: int) -> float:
        """The height of some pieces that stand on one page, in points."""
        return sum(self.heights[first:last])

    def draw(self, canvas: Canvas, x: float, top: float, first: int, last: int) -> None:
        """Draw the pieces from ``first`` up to, not including, ``last``, from ``top`` downwards."""
        raise NotImplementedError

    def draw_whole(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw all pieces."""
        self.draw(canvas, x, top, 0, len(self.heights))

    def apart(self, before: float, after: float, span: bool = False) -> Self:
        """This with so much white above and below; and across the side column, too, if it is to ``span`` that."""
        self.before, self.after, self.span = before, after, span or self.span
        return self


class Paragraph(Flowable):
    """Lines of text in one style, content of one node. Two lines at least stay together at either end."""

    def __init__(self, lines: Sequence[Line], style: TextStyle, node: Node) -> None:
        self.lines = lines
        self.style = style
        self.node = node
        count = len(self.lines)
        costs = [30.0 if 2 <= index <= count - 2 else NEVER for index in range(1, count)]
        super().__init__([style.leading] * count, [*costs, 8.0])
        self.after = style.leading * AFTER

    def keep_with_next(self) -> Paragraph:
        """This paragraph, never parted from what follows it."""
        self.costs = [NEVER] * len(self.costs)
        return self

    def draw(self, canvas: Canvas, x: float, top: float, first: int, last: int) -> None:
        """Draw some of the lines."""
        lines = [_paged(line, canvas) for line in self.lines[first:last]]
        draw_lines(canvas, self.node, lines, x, top, self.style)


def _paged(line: Line, canvas: Canvas) -> Line:
    """A line with the pages it names, which are known only now."""
    if PAGE not in (line[0][0][0][0] if len(line[0]) == 1 else "".join([chunk[0][0] for chunk in line[0]])):
        return line
    made = []
    for run, link in line.chunks:
        if PAGE in run.text and isinstance(link, Link):
            page = canvas.document.places[link.target[1:]][0] + 1
            run = run._replace(text=run.text.replace(PAGE, str(page)))
        made.append(Chunk(run, link))
    return line._replace(chunks=tuple(made))


class Around(Flowable):
    """A flowable as it is, drawn in another way."""

    def __init__(self, inner: Flowable) -> None:
        super().__init__((), ())
        self.heights, self.costs = inner.heights, list(inner.costs)  # what follows it here may change them
        self.before, self.after, self.span, self.raised = inner.before, inner.after, inner.span, inner.raised
        self.anchor, self.where = inner.anchor, inner.where
        self.inner = inner

    def extent(self, first: int, last: int) -> float:
        """The height of some pieces that stand on one page, in points."""
        return self.inner.extent(first, last)


class Turned(Around):
    """A flowable so wide in a language that runs the other way than the one it stands in: mirrored in its place."""

    def __init__(self, inner: Flowable, width: float) -> None:
        super().__init__(inner)
        self.width, self.asides = width, inner.asides

    def draw(self, canvas: Canvas, x: float, top: float, first: int, last: int) -> None:
        """Draw the pieces, mirrored."""
        with canvas.turned(x, self.width):
            self.inner.draw(canvas, x, top, first, last)


class Indented(Flowable):
    """A flowable moved to the right, with a label drawn beside its first piece."""

    def __init__(self, inner: Flowable, indent: float, label: Callable[[Canvas, float, float], None]) -> None:
        super().__init__(inner.heights, inner.costs)
        self.inner, self.indent, self.label = inner, indent, label
        self.after = inner.after

    def draw(self, canvas: Canvas, x: float, top: float, first: int, last: int) -> None:
        """Draw the label, if the first piece is among those drawn, and the pieces."""
        if first == 0:
            self.label(canvas, x, top)
        self.inner.draw(canvas, x + self.indent, top, first, last)


class Padding(NamedTuple):
    """White inside a frame, in points."""

    top: float
    right: float
    bottom: float
    left: float


BARE = Padding(0, 0, 0, 0)


class Stack(Flowable):
    """Flowables one below the other, drawn as one, in an optional frame. Whole, unless ``most`` points are told.

    Then one that is taller is broken like what is inside it, any other hardly.
    """

    def __init__(
        self,
        inside: Sequence[Flowable],
        width: float,
        padding: Padding = BARE,
        frame: Frame | None = None,
        most: float = inf,
    ) -> None:
        inside = [flowable for flowable in inside if flowable.heights] or [Blank([0.0], [0.0])]
        self.inside, self.width, self.padding, self.frame = inside, width, padding, frame
        gaps = [0.0] + [max(above.after, below.before) for above, below in itertools.pairwise(inside)]
        self._starts: list[int] = []
        heights: list[float] = []
        costs: list[float] = []
        for gap, flowable in zip(gaps, inside, strict=True):
            self._starts.append(len(heights))
            heights += [flowable.heights[0] + gap, *flowable.heights[1:]]
            costs += flowable.costs
        self._gaps = gaps
        heights[0] += padding.top
        heights[-1] += padding.bottom
        if most == inf:
            costs = [NEVER] * len(costs)
        elif sum(heights) <= most:
            costs = [max(cost, HARDLY) for cost in costs]
        super().__init__(heights, [*costs[:-1], 8.0])

    def extent(self, first: int, last: int) -> float:
        """The height of some pieces, padded above where they go on from another page."""
        used = sum(self.heights[first:last]) + (self.padding.bottom if first else 0.0)
        if not first or first in self._starts:
            return used
        inner, _, low, high = next(self._parts(first, last))
        return used + inner.extent(low, high) - sum(inner.heights[low:high])

    def _parts(self, first: int, last: int) -> Iterator[tuple[Flowable, float, int, int]]:
        """What is inside some pieces: each with the white above it, and which of its own pieces."""
        for start, gap, flowable in zip(self._starts, self._gaps, self.inside, strict=True):
            low, high = max(first - start, 0), min(last - start, len(flowable.heights))
            if low < high:
                yield flowable, 0.0 if low else gap + (0.0 if start else self.padding.top), low, high

    def draw(self, canvas: Canvas, x: float, top: float, first: int, last: int) -> None:
        """Draw the frame around some pieces, then the pieces."""
        if self.frame:
            with canvas.artifact():
                self.frame(canvas, x, top, self.width, self.extent(first, last), first == 0)
        y = top - (self.padding.bottom if first else 0.0)
        for flowable, gap, low, high in self._parts(first, last):
            y -= gap
            flowable.draw(canvas, x + self.padding.left, y, low, high)
            y -= flowable.extent(low, high)


class Row(Flowable):
    """Flowables side by side, each at its distance from the left; one piece.

    If the last is the tallest, and taller than ``most`` points, it is broken, and the others stand beside its first
    pieces.
    """

    def __init__(
        self, cells: Sequence[tuple[float, Flowable]], rule: tuple[str, float] | None = None, most: float = inf
    ) -> None:
        self.cells, self.rule = cells, rule
        *others, (_, last) = cells
        beside = max((cell.height for _, cell in others), default=0.0)
        self._parted = last if last.height > max(most, beside) else None
        if self._parted:
            ends = itertools.accumulate(last.heights)
            costs = [NEVER if end < beside else cost for end, cost in zip(ends, last.costs, strict=True)]
            super().__init__(last.heights, [*costs[:-1], 8.0])
        else:
            super().__init__([max(last.height, beside)], [8.0])

    def extent(self, first: int, last: int) -> float:
        """The height of some pieces."""
        return self._parted.extent(first, last) if self._parted else super().extent(first, last)

    def draw(self, canvas: Canvas, x: float, top: float, first: int, last: int) -> None:
        """Draw the cells from one top, and the rule, if there is one, under them."""
        for offset, cell in self.cells:
            if cell is self._parted:
                cell.draw(canvas, x + offset, top, first, last)
            elif first == 0:
                cell.draw_whole(canvas, x + offset, top)
        if self.rule and last == len(self.heights):
            colour, length = self.rule
            with canvas.artifact():
                canvas.rule(x, top - self.extent(first, last) - self.after / 2, length, colour, 0.5)


def parting_rows(heights: Sequence[float], most: float) -> list[float]:
    """What it costs to part a table's rows after each but the last: ten or fewer stay whole, five at either end.

    Where these are higher than ``most``, in points, two stay together.
    """
    together = 5 if len(heights) > 10 else len(heights)
    fit = sum(sorted(heights)[-together:]) <= most
    return parting(len(heights), together if fit else 2)


def parting(count: int, least: int) -> list[float]:
    """What it costs to part cells after each but the last: ``least`` stay together at either end, where they can."""
    return [12.0 if least <= index <= count - least else HARDLY for index in range(1, count)]


class Columns(Flowable):
    """Cells in two columns of equal width, read down the first and then down the second, anew on every page.

    Its pieces are the cells, each counted at what it adds to the height of those from the first on.
    """

    span = True

    def __init__(self, cells: Sequence[Flowable], offset: float, gap: float, least: int = 2) -> None:
        self.cells, self.offset, self.gap = cells, offset, gap
        self._feet = [0.0, *itertools.accumulate(cell.height + gap for cell in cells)]
        reached = [self._split(0, count)[1] for count in range(len(cells) + 1)]
        super().__init__(
            [below - above for above, below in itertools.pairwise(reached)], [*parting(len(cells), least), 8.0]
        )

    def extent(self, first: int, last: int) -> float:
        """The height of the taller column."""
        return self._split(first, last)[1]

    def _split(self, first: int, last: int) -> tuple[int, float]:
        """Where to break some cells so that the columns are even, and the height of the taller column."""
        top, foot = self._feet[first], self._feet[last]
        half = bisect_left(self._feet, (top + foot) / 2, first, last)
        tall, split = min(
            (max(self._feet[at] - top, foot - self._feet[at]), -at) for at in {max(half - 1, first), half}
        )
        return -split - first, tall

    def draw(self, canvas: Canvas, x: float, top: float, first: int, last: int) -> None:
        """Draw some cells, the columns as even as whole cells allow."""
        split, _ = self._split(first, last)
        for column, (low, high) in enumerate(((first, first + split), (first + split, last))):
            y = top
            for cell in self.cells[low:high]:
                cell.draw_whole(canvas, x + column * self.offset, y)
                y -= cell.height + self.gap


class Blank(Flowable):
    """White."""

    def draw(self, canvas: Canvas, x: float, top: float, first: int, last: int) -> None:
        """Draw nothing."""


class Drawn(Flowable):
    """A figure or ornament of fixed height, drawn by a function of canvas, x and top."""

    def __init__(self, height: float, draw: Callable[[Canvas, float, float], None]) -> None:
        super().__init__([height], [8.0])
        self._draw = draw

    def draw(self, canvas: Canvas, x: float, top: float, first: int, last: int) -> None:
        """Call the function."""
        self._draw(canvas, x, top)
