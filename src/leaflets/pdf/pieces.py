"""What a page notes of what is drawn on it, and what it shares with the other pages of its document."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import sub
from typing import NamedTuple, Self

from leaflets.artwork.picture import Picture
from leaflets.pdf.ink import Palette
from leaflets.pdf.subset import Subset
from leaflets.pdf.tree import Node
from leaflets.text.faces import Face, Word
from leaflets.text.fonts import Font
from leaflets.text.lines import Foreign, Link, Run, TextStyle

PINNED = "".join(map(chr, [*range(0x20, 0x7F), *range(0xA1, 0x100)])) + "–—‘’“”•…€™"
"""The characters a font has for every clinic: those of the languages of western Europe."""

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
        left, low, wide, runs, _ = lines[0]
        high, right, white = low, left + wide, 0.0
        runs = runs if len(lines) == 1 else [run for line in lines for run in line[3]]
        text, _, size, *_ = runs[0]
        if len(runs) > 1:
            text, size = "".join([run[0] for run in runs]), max([run[2] for run in runs])
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


class Book:
    """What the pages of a document share. ``root`` is its Document element; ``places`` are the named heights of pages.

    ``subsets`` are the fonts of what all clinics share, ``late`` those of what one of them alone says. ``links``:
    whether links are made. ``known`` is how words are spelled, those of all and local ones; ``shown`` are local runs:
    the font of each part, and its words. ``typed`` is how what people type is set, where blanks are fields.
    """

    def __init__(self, palette: Palette, leftward: bool, links: bool) -> None:
        self.palette, self.leftward, self.links = palette, leftward, links
        self.root = Node("Document")
        self.places: dict[str, tuple[int, float]] = {}
        self.pictures: dict[str, Picture] = {}
        self.local_pictures: list[Picture] = []
        self.subsets: dict[Face, Subset] = {}
        self.late: dict[Face, Subset] = {}
        self.pinned = False
        self.known: tuple[dict[Word, tuple[str, str]], ...] = ({}, {})
        self.shown: dict[Run, list[tuple[str, str]]] = {}
        self.annotations: list[Annotation | Field] = []
        self.elements: dict[Link | Foreign, Node] = {}
        self.typed: TextStyle | None = None

    def pin(self, font: Font) -> None:
        """Have what most clinics say in a font, whatever is said here. What one needs besides comes in late fonts."""
        self.subsets.setdefault(font.face, Subset(font.face, f"F{len(self.subsets)}")).pin(PINNED)
        self.pinned = True

    def spelled(self, words: Sequence[Word], local: bool) -> Sequence[tuple[str, str]]:
        """Words in this document's codes, each with the name of its font. No local word adds to a font of others."""
        known = self.known[local]
        return [known.get(word) or self._own(word, local) for word in words]

    def _own(self, word: Word, local: bool) -> tuple[str, str]:
        subset = self.subsets.get(word.face)
        if local and self.pinned and not (subset and word.said <= subset.pinned):
            subset = self.late.get(word.face)
            if not subset:
                subset = self.late[word.face] = Subset(word.face, f"X{len(self.late)}")
        elif not subset:
            subset = self.subsets[word.face] = Subset(word.face, f"F{len(self.subsets)}")
        said = self.known[local][word] = subset.name, subset.spelled(word)
        return said

    def picture(self, picture: Picture, local: bool) -> str:
        """Note a picture; the name it is drawn by is returned. A local one has its name from its place."""
        if local:
            self.local_pictures.append(picture)
            return f"L{len(self.local_pictures)}"
        name = f"I{hashlib.sha256(picture.data).hexdigest()[:12]}"  # another for each
        self.pictures[name] = picture
        return name

    def annotate(self, annotation: Annotation | Field) -> int:
        """Note a link or a field; its key is returned."""
        self.annotations.append(annotation)
        return len(self.annotations) - 1

    def element_of(self, link: Link | Foreign, node: Node) -> Node:
        """The element of a link or of foreign words, made in ``node`` when their first are drawn."""
        if link not in self.elements:
            led = isinstance(link, Link) and self.links
            self.elements[link] = node.add("Link" if led else "Span", lang=link.lang)
        return self.elements[link]
