"""Regions: the stretches of a story that depend on the clinic, and how to make them for another one."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

from leaflets.layout.flowable import Around, Flowable
from leaflets.pdf.canvas import Canvas
from leaflets.pdf.document import Document
from leaflets.pdf.pieces import Box, Turn
from leaflets.pdf.tree import Node

S = TypeVar("S")
"""What a story is made in: a setting."""

Make = Callable[[S, Node], Sequence[Flowable]]


class Drawing(NamedTuple):
    """Where some pieces of a flowable were drawn: on which page, from which x and top, in which box, how turned."""

    flowable: Flowable
    page: int
    x: float
    top: float
    first: int
    last: int
    frame: Box | None
    turn: Turn

    def again(self, canvas: Canvas, anew: Flowable) -> None:
        """Draw another flowable of the same shape there."""
        before = canvas.turn
        canvas.frame, canvas.turn = self.frame, self.turn
        with canvas.local():
            anew.draw(canvas, self.x, self.top, self.first, self.last)
        canvas.frame, canvas.turn = None, before


class Local(Around):
    """A flowable that depends on the clinic: where it is drawn is noted, so that another can be drawn there."""

    def __init__(self, inner: Flowable, drawings: list[Drawing]) -> None:
        super().__init__(inner)
        self._drawings = drawings

    def draw(self, canvas: Canvas, x: float, top: float, first: int, last: int) -> None:
        """Draw the pieces as what can be drawn anew."""
        place = Drawing(self.inner, canvas.index, x, top, first, last, canvas.frame, canvas.turn)
        self._drawings.append(place)
        with canvas.local():
            self.inner.draw(canvas, x, top, first, last)


class Region(NamedTuple, Generic[S]):
    """What ``make`` made under a parent of this role, asides included."""

    make: Make[S]
    role: str
    made: Sequence[Flowable]

    def again(self, setting: S) -> tuple[Node, Sequence[Flowable]]:
        """The same for another clinic, under a parent of its own."""
        parent = Node(self.role)
        made = self.make(setting, parent)
        return parent, [*made, *(aside for flowable in made for aside in flowable.asides)]


@dataclass
class Regions(Generic[S]):
    """The regions of a story, found while it is composed, and where they are drawn.

    Without a document nothing is noted: the story is made again.
    """

    document: Document | None = None
    found: list[Region[S]] = field(default_factory=list)
    drawings: list[Drawing] = field(default_factory=list)
    _inside: bool = False

    def make(self, make: Make[S], setting: S, node: Node) -> list[Flowable]:
        """What ``make`` makes of a setting under a node, as a region, unless it is part of one."""
        if self._inside or self.document is None:
            return list(make(setting, node))
        self._inside = True
        with self.document.local(node):
            made = make(setting, node)
        self._inside = False
        asides = [aside for flowable in made for aside in flowable.asides]
        self.found.append(Region(make, node.role, [*made, *asides]))
        own = [Local(flowable, self.drawings) for flowable in made]
        for flowable, local in zip(made, own, strict=True):
            local.asides = tuple(Local(aside, self.drawings) for aside in flowable.asides)
        return list(own)


def shape(regions: Sequence[Sequence[Flowable]]) -> Hashable:
    """What decides where everything else stands: with the same shape, the pages are the same."""
    return tuple(tuple(_measures(flowable) for flowable in made) for made in regions)


def _measures(flowable: Flowable) -> Hashable:
    pieces = len(flowable.heights)
    parts = [(flowable.extent(0, at), flowable.extent(at, pieces)) for at in range(1, pieces)]
    heights = tuple(round(height, 3) for height in flowable.heights)
    where = (flowable.before, flowable.after, flowable.span)
    return heights, tuple(flowable.costs), where, tuple((round(up, 3), round(down, 3)) for up, down in parts)
