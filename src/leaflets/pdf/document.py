"""A tagged document being drawn: pages, structure tree, links, bookmarks and metadata."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple

from leaflets.artwork.picture import Picture
from leaflets.pdf.canvas import Canvas
from leaflets.pdf.ink import Palette
from leaflets.pdf.metadata import Metadata
from leaflets.pdf.pieces import Annotation, Field
from leaflets.pdf.subset import Subset
from leaflets.pdf.tree import Node
from leaflets.text.direction import runs_left
from leaflets.text.faces import Face, Word
from leaflets.text.fonts import Font
from leaflets.text.lines import Foreign, Link, TextStyle

AS_IT_IS = " /PrintScaling /None"
"""What a viewer should propose when it prints: text of 18 pt stays of 18 pt (ISO 32000-1, table 150)."""

TWO_SIDED = f" /Duplex /DuplexFlipShortEdge{AS_IT_IS} /PickTrayByPDFSize true"
"""The same for a landscape sheet to be folded."""


PINNED = "".join(map(chr, [*range(0x20, 0x7F), *range(0xA1, 0x100)])) + "–—‘’“”•…€™"
"""The characters a font has for every clinic: those of the languages of western Europe."""


@dataclass(frozen=True)
class Intent:
    """How a file is meant to be printed (ISO 32000-1, 14.11.5): a printing condition, and its ICC profile.

    ``press``: the file is for a print shop. It is PDF/X-4 (ISO 15930-7) as well, and has no links.
    """

    condition: str
    info: str
    profile: bytes
    components: int
    press: bool = False


class Local(NamedTuple):
    """Elements that can be made anew, kids of one parent."""

    parent: Node
    kids: Sequence[Node]


class Document:
    """A document being drawn. ``root`` is its Document element; ``places`` are the named heights of its pages.

    ``subsets`` are the fonts of what all clinics share, ``late`` those of what one of them alone says.
    ``typed`` is how what people type is set, where blanks are fields.
    """

    def __init__(self, metadata: Metadata, intent: Intent, palette: Palette, preferences: str = AS_IT_IS) -> None:
        self.metadata = metadata
        self.leftward = runs_left(metadata.language)
        self.preferences = preferences
        self.intent = intent
        self.palette = palette
        self.root = Node("Document")
        self.pages: list[Canvas] = []
        self.places: dict[str, tuple[int, float]] = {}
        self.pictures: dict[str, Picture] = {}
        self.local_pictures: list[Picture] = []
        self.bookmarks: list[tuple[int, str, str]] = []
        self.subsets: dict[Face, Subset] = {}
        self.late: dict[Face, Subset] = {}
        self.pinned = False
        self._spelled: tuple[dict[Word, tuple[str, str]], ...] = ({}, {})
        self.annotations: list[Annotation | Field] = []
        self.locals: list[Local] = []
        self.elements: dict[Link | Foreign, Node] = {}
        self.canvas: type[Canvas] = Canvas
        self.typed: TextStyle | None = None

    @property
    def links(self) -> bool:
        """Whether links are made: on paper there is nothing to press."""
        return not self.intent.press

    def page(self, width: float, height: float, bleed: float = 0.0, slug: float = 0.0) -> Canvas:
        """A new last page, of a finished size in points.

        ``bleed`` is how far artwork may go past its edges, ``slug`` how far the paper itself goes, with room for marks.
        """
        self.pages.append(self.canvas(self, len(self.pages), width, height, bleed, slug))
        return self.pages[-1]

    def pin(self, font: Font) -> None:
        """Have what most clinics say in a font, whatever is said here. What one needs besides comes in late fonts."""
        self.subsets.setdefault(font.face, Subset(font.face, f"F{len(self.subsets)}")).pin(PINNED)
        self.pinned = True

    def spelled(self, words: Sequence[Word], local: bool) -> Sequence[tuple[str, str]]:
        """Words in this document's codes, each with the name of its font. No local word adds to a font of others."""
        known = self._spelled[local]
        for word in words:
            if word not in known:
                known[word] = self._own(word, local)
        return [known[word] for word in words]

    def _own(self, word: Word, local: bool) -> tuple[str, str]:
        subset = self.subsets.get(word.face)
        if local and self.pinned and not (subset and subset.has(word)):
            subset = self.late.setdefault(word.face, Subset(word.face, f"X{len(self.late)}"))
        elif not subset:
            subset = self.subsets[word.face] = Subset(word.face, f"F{len(self.subsets)}")
        return subset.name, subset.spelled(word)

    def picture(self, picture: Picture, local: bool) -> str:
        """Note a picture; the name it is drawn by is returned. A local one has its name from its place."""
        if local:
            self.local_pictures.append(picture)
            return f"L{len(self.local_pictures)}"
        name = f"I{hashlib.sha256(picture.data).hexdigest()[:12]}"  # another for each
        self.pictures[name] = picture
        return name

    def bookmark(self, level: int, title: str, place: str) -> None:
        """A bookmark to a named place; levels begin at 0."""
        self.bookmarks.append((level, title, place))

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

    @contextmanager
    def local(self, parent: Node) -> Iterator[None]:
        """The elements added to ``parent`` inside can be made anew for another clinic."""
        count = len(parent.kids)
        yield
        self.locals.append(Local(parent, [kid for kid in parent.kids[count:] if isinstance(kid, Node)]))
