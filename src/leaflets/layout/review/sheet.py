"""The sheets of a review copy: a page with a margin beside it, and where on it each statement stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from leaflets.content.blocks import StatementsBlock
from leaflets.content.inline import words_of
from leaflets.content.model import Model
from leaflets.content.payloads import Statement
from leaflets.layout.typesetter import Typesetter
from leaflets.pdf.canvas import Canvas
from leaflets.pdf.document import Document
from leaflets.pdf.pieces import Box
from leaflets.pdf.tree import Node
from leaflets.problems import Source
from leaflets.signing.statements import Saying
from leaflets.text.lines import Run

LEAST = 400.0
"""The least width of the margin, in points."""

Spot = tuple[int, float]
"""A page, from 0, and a height on it, in points."""


class Sheet(Canvas):
    """A page with a margin beside it that makes the whole a sheet of the page's own shape, turned on its side.

    It remembers the heights of the lines of each element, and the tops of figures by what they show.
    """

    def __init__(
        self, document: Document, index: int, width: float, height: float, bleed: float = 0.0, slug: float = 0.0
    ) -> None:
        self.beside = max(height * height / width - width, LEAST)
        super().__init__(document, index, width, height, bleed, slug)
        self.seen: dict[int, list[float]] = {}
        self.pictured: dict[str, float] = {}
        self._node: Node | None = None

    @contextmanager
    def figure(self, node: Node, box: Box) -> Iterator[None]:
        """What is painted inside is a figure, as on any page."""
        self.pictured.setdefault(node.alt, box[3])
        with super().figure(node, box):
            yield

    @contextmanager
    def mark(self, node: Node) -> Iterator[None]:
        """What is painted inside belongs to ``node``."""
        with super().mark(node):
            self._node = node
            yield
            self._node = None

    def lines(
        self,
        lines: Iterable[tuple[float, float, Sequence[Run]]],
        seen: Sequence[tuple[float, Sequence[Run]]] | None = None,
    ) -> None:
        """Lines of text, as on any page."""
        drawn = list(lines)
        if self._node is not None:
            self.seen.setdefault(id(self._node), []).extend(y for _, y, _ in drawn)
        super().lines(drawn, seen)


def spot_of(saying: Saying, setter: Typesetter, sheets: Sequence[Sheet]) -> Spot | None:
    """The page, and the height on it, that a statement begins at; none, if it has no lines or picture of its own."""
    parts = list(_parts(saying.model))
    spots = sorted([*_lines_of(_places(parts), setter, sheets), *_pictures_of(parts, sheets)])
    if spots:
        return spots[0][0], -spots[0][1]
    if isinstance(saying.holder, StatementsBlock):
        spots = sorted(_lines_of([saying.holder.at()], setter, sheets))
        texts = [item.text for item in saying.holder.statements]
        before = sum(map(len, texts[: [item.id for item in saying.holder.statements].index(saying.id)]))
        if spots:
            index = min(int(before / sum(map(len, texts)) * len(spots) + 0.3), len(spots) - 1)
            return spots[index][0], -spots[index][1]
    return None


def _lines_of(places: Sequence[Source], setter: Typesetter, sheets: Sequence[Sheet]) -> Iterator[tuple[int, float]]:
    """The lines set for some places of the content: page, and height counted downwards."""
    for place in places:
        for paragraph in setter.placed.get(place, ()):
            for sheet in sheets:
                for height in sheet.seen.get(id(paragraph.node), ()):
                    yield sheet.index, -height


def _pictures_of(parts: Sequence[Model], sheets: Sequence[Sheet]) -> Iterator[Spot]:
    """The pictures that parts of the content are: page, and height counted downwards."""
    for part in parts:
        shows = words_of(getattr(part, "alt", None) or "")
        for sheet in sheets:
            if shows in sheet.pictured:
                yield sheet.index, -sheet.pictured[shows]


def _parts(model: Model) -> Iterator[Model]:
    """A model, and those inside it that are no statements of their own."""
    yield model
    for _, value in model:
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Model) and not isinstance(part, Statement):
                yield from _parts(part)


def _places(parts: Sequence[Model]) -> list[Source]:
    """The places in the content of all that these parts say by themselves."""
    found = [part.at() for part in parts if not isinstance(part, StatementsBlock)]
    return found + [part.at(name) for part in parts for name, value in part if value not in (None, "", ())]
