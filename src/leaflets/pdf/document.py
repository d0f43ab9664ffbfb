"""A tagged document being drawn: pages, structure tree, links, bookmarks and metadata."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from leaflets.pdf.canvas import Canvas
from leaflets.pdf.ink import Palette
from leaflets.pdf.metadata import Metadata
from leaflets.pdf.pieces import Book
from leaflets.pdf.tree import Node
from leaflets.text.direction import runs_left

AS_IT_IS = " /PrintScaling /None"
"""What a viewer should propose when it prints: text of 18 pt stays of 18 pt (ISO 32000-1, table 150)."""

TWO_SIDED = f" /Duplex /DuplexFlipShortEdge{AS_IT_IS} /PickTrayByPDFSize true"
"""The same for a landscape sheet to be folded."""


class Intent(NamedTuple):
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


class Document(Book):
    """A document being drawn, page after page."""

    def __init__(self, metadata: Metadata, intent: Intent, palette: Palette, preferences: str = AS_IT_IS) -> None:
        super().__init__(palette, runs_left(metadata.language), links=not intent.press)  # on paper none can be pressed
        self.metadata = metadata
        self.preferences = preferences
        self.intent = intent
        self.pages: list[Canvas] = []
        self.bookmarks: list[tuple[int, str, str]] = []
        self.locals: list[Local] = []
        self.canvas: type[Canvas] = Canvas

    def page(self, width: float, height: float, bleed: float = 0.0, slug: float = 0.0) -> Canvas:
        """A new last page, of a finished size in points.

        ``bleed`` is how far artwork may go past its edges, ``slug`` how far the paper itself goes, with room for marks.
        """
        self.pages.append(self.canvas(self, len(self.pages), width, height, bleed, slug))
        return self.pages[-1]

    def bookmark(self, level: int, title: str, place: str) -> None:
        """A bookmark to a named place; levels begin at 0."""
        self.bookmarks.append((level, title, place))

    def forget(self) -> None:
        """Let go of what was drawn, which all knows each other, and would else wait in memory to be looked for."""
        waiting = [self.root, *(local.parent for local in self.locals)]
        while waiting:
            node = waiting.pop()
            waiting += [kid for kid in node.kids if type(kid) is Node]
            node.kids.clear()
            node.written.clear()
        for drawn in (self.pages, self.locals, self.elements, self.annotations):
            drawn.clear()
        for spelled in self.known:
            spelled.clear()
        self.shown.clear()

    @contextmanager
    def local(self, parent: Node) -> Iterator[None]:
        """The elements added to ``parent`` inside can be made anew for another clinic."""
        count = len(parent.kids)
        yield
        self.locals.append(Local(parent, [kid for kid in parent.kids[count:] if isinstance(kid, Node)]))
