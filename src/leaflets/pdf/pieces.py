"""What a page notes of what is drawn on it, and what it asks of the document it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import sub
from typing import NamedTuple, Protocol, Self

from leaflets.artwork.picture import Picture
from leaflets.pdf.ink import Palette
from leaflets.pdf.tree import Node
from leaflets.text.faces import Word
from leaflets.text.lines import Foreign, Link, Run, TextStyle

Point = tuple[float, float]
Box = tuple[float, float, float, float]


class Annotation(NamedTuple):
    """A link over some boxes of a page, where it leads, and what is said of it. ``local``: it can be made anew."""

    page: int
    node: Node
    boxes: Sequence[Box]
    target: str
    words: str
    local: bool


DESCENT, ASCENT = 0.22, 0.7
"""How far letters reach below and above their baseline, over text size."""

ROOM = 1.5
"""The height of a field over its text size, where it has the room: readers then set what is typed in that size, and
smaller where it is long.
"""


class Field(NamedTuple):
    """A field over a box of a page, to type in or to ``tick``, and what it is for. ``leftward``: it is typed so."""

    page: int
    node: Node
    box: Box
    words: str
    tick: bool
    leftward: bool
    local: bool


class Stretch(NamedTuple):
    """A line of text, or a part of one: where it is seen to begin, its baseline and how wide it is, in points; its runs
    as they are told, and as they are seen.
    """

    left: float
    base: float
    wide: float
    told: Sequence[Run]
    seen: list[Run]

    @property
    def box(self) -> Box:
        """The box (left, bottom, right, top) that it is seen in."""
        size = max([run.size for run in self.told], default=0.0)
        return self.left, self.base - DESCENT * size, self.left + self.wide, self.base + ASCENT * size


class Written(NamedTuple):
    """What was written on a page at once, or a figure, which has no lines: whose it is, or nobody's, its words and the
    box around it; its lines; on which page, from 0; the box it belongs in; and the least white between its lines.
    """

    node: Node | None
    text: str
    box: Box
    lines: Sequence[Stretch]
    page: int
    frame: Box | None
    white: float = 0.0

    @classmethod
    def of(cls, node: Node | None, lines: Sequence[Stretch], page: int, frame: Box | None) -> Self:
        """Lines of text, one at least, as they were written."""
        runs, (left, low, wide, _, _) = [run for line in lines for run in line[3]], lines[0]
        text, size = "".join([run[0] for run in runs]), max([run[2] for run in runs])
        high, right, white = low, left + wide, 0.0
        if len(lines) > 1:
            bases = [line[1] for line in lines]
            left, right = min([line[0] for line in lines]), max([line[0] + line[2] for line in lines])
            low, high, white = min(bases), max(bases), min(map(sub, bases, bases[1:])) - (ASCENT + DESCENT) * size
        return cls(node, text, (left, low - DESCENT * size, right, high + ASCENT * size), lines, page, frame, white)


class Painted(NamedTuple):
    """What was painted on a page, after so many texts. ``ground``: text may be drawn on it afterwards."""

    box: Box
    after: int
    ground: bool


class Turn(NamedTuple):
    """How what is drawn is moved sideways, in points, and whether it is mirrored before: x grows to the left."""

    mirrored: bool
    by: float


STRAIGHT = Turn(False, 0.0)
"""Where it is told to be."""


@dataclass(slots=True)
class Piece:
    """A stretch of a page's drawing, its text and what else is painted. ``local``: it can be drawn anew.

    ``first`` is its first mark.
    """

    code: list[str]
    local: bool
    first: int
    written: list[Written] = field(default_factory=list)
    painted: list[Painted] = field(default_factory=list)


class Book(Protocol):
    """The document a page belongs to, as far as a page asks for it: what its pages share."""

    root: Node
    leftward: bool
    palette: Palette
    typed: TextStyle | None
    places: dict[str, tuple[int, float]]
    written: dict[Node | None, list[Written]]

    @property
    def links(self) -> bool:
        """Whether links are made."""
        ...

    def spelled(self, words: Sequence[Word], local: bool) -> Sequence[tuple[str, str]]:
        """Words in the document's codes, each with the name of its font."""
        ...

    def picture(self, picture: Picture, local: bool) -> str:
        """Note a picture; the name it is drawn by is returned."""
        ...

    def annotate(self, annotation: Annotation | Field) -> int:
        """Note a link or a field; its key is returned."""
        ...

    def element_of(self, link: Link | Foreign, node: Node) -> Node:
        """The element of a link, or of foreign words, drawn in ``node``."""
        ...
