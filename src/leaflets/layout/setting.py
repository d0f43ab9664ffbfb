"""The setting of a leaflet: what it says, who sets its text, and its regions, made anew for another clinic."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from leaflets.content.format import Format
from leaflets.edition.manuscript import Manuscript
from leaflets.layout.flowable import Around, Flowable
from leaflets.layout.typesetter import Typesetter
from leaflets.pdf.canvas import Canvas
from leaflets.pdf.document import Document
from leaflets.pdf.pieces import Box, Turn
from leaflets.pdf.tree import Node


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


class Region(NamedTuple):
    """A stretch of a story that depends on the clinic: what ``make`` made under a parent of this role, with asides."""

    make: Make
    role: str
    made: Sequence[Flowable]

    def again(self, setting: Setting) -> tuple[Node, Sequence[Flowable]]:
        """The same for another clinic, under a parent of its own."""
        parent = Node(self.role)
        made = list(self.make(setting, parent))
        return parent, [*made, *(aside for flowable in made for aside in flowable.asides)]


@dataclass
class Regions:
    """The regions of a story, found while it is composed, and where they are drawn; ``inside``: one is being made.

    Without a document nothing is noted: the story is made again.
    """

    document: Document | None = None
    found: list[Region] = field(default_factory=list)
    drawings: list[Drawing] = field(default_factory=list)
    inside: bool = False


@dataclass(frozen=True)
class Setting:
    """The setting of one leaflet: its manuscript, its typesetter, and its regions."""

    copy: Manuscript
    setter: Typesetter
    regions: Regions = field(default_factory=Regions)

    def scratch(self) -> Setting:
        """A setting to measure in: what is set in it is on no page, and none of its problems are told."""
        return replace(self, setter=replace(self.setter, problems=[], placed={}), regions=Regions())

    def on(self, paper: Format) -> Setting:
        """The same on another panel of the sheet."""
        if paper is self.setter.sheet.format:
            return self
        return replace(self, setter=replace(self.setter, sheet=self.setter.sheet._replace(format=paper)))

    def own(self, make: Make, node: Node) -> list[Flowable]:
        """What ``make`` makes under a node; if a clinic is named, as a region, unless it is part of one."""
        paper, regions = self.setter.sheet.format, self.regions
        if not self.copy.clinic or regions.document is None or regions.inside:
            return list(make(self, node))
        regions.inside = True
        with regions.document.local(node):
            made = list(make(self, node))
        regions.inside = False
        asides = [aside for flowable in made for aside in flowable.asides]
        again = Region(lambda other, parent: make(other.on(paper), parent), node.role, [*made, *asides])
        regions.found.append(again)
        own: list[Flowable] = [Local(flowable, regions.drawings) for flowable in made]
        for flowable, local in zip(made, own, strict=True):
            local.asides = tuple(Local(aside, regions.drawings) for aside in flowable.asides)
        return own


Make = Callable[[Setting, Node], Iterable[Flowable]]


def shape(regions: Sequence[Sequence[Flowable]]) -> Hashable:
    """What decides where everything else stands: with the same shape, the pages are the same."""
    return tuple(tuple(_measures(flowable) for flowable in made) for made in regions)


def _measures(flowable: Flowable) -> Hashable:
    pieces = len(flowable.heights)
    parts = [(flowable.extent(0, at), flowable.extent(at, pieces)) for at in range(1, pieces)]
    heights = tuple(round(height, 3) for height in flowable.heights)
    where = (flowable.before, flowable.after, flowable.span)
    return heights, tuple(flowable.costs), where, tuple((round(up, 3), round(down, 3)) for up, down in parts)
