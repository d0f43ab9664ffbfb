"""The sheets of a review copy: a page with a margin beside it, and where on it each statement stands."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from leaflets.content.blocks import StatementsBlock
from leaflets.content.inline import words_of
from leaflets.content.model import Model
from leaflets.content.payloads import Statement
from leaflets.layout.typesetter import Typesetter
from leaflets.pdf.canvas import Canvas
from leaflets.pdf.document import Document
from leaflets.problems import Source
from leaflets.signing.statements import Saying

LEAST = 400.0
"""The least width of the margin, in points."""

Spot = tuple[int, float]
"""A page, from 0, and a height on it, counted downwards, in points."""


class Sheet(Canvas):
    """A page with a margin beside it that makes the whole a sheet of the page's own shape, turned on its side."""

    def __init__(
        self, document: Document, index: int, width: float, height: float, bleed: float = 0.0, slug: float = 0.0
    ) -> None:
        self.beside = max(height * height / width - width, LEAST)
        super().__init__(document, index, width, height, bleed, slug)


def spots(sheets: Sequence[Sheet]) -> Mapping[str, set[Spot]]:
    """Where each figure stands, by what it shows."""
    found: dict[str, set[Spot]] = defaultdict(set)
    for one in (one for sheet in sheets for piece in sheet.pieces for one in piece.written):
        if one.node is not None and not one.lines:
            found[one.node.alt].add((one.page, -one.box[3]))
    return found


def spot_of(saying: Saying, setter: Typesetter, known: Mapping[str, set[Spot]]) -> Spot | None:
    """The spot that a statement begins at; none, if it has no lines or picture of its own."""
    parts = list(_parts(saying.model))
    shown = [words_of(getattr(part, "alt", None) or "") for part in parts]
    own = [*_lines_of(_places(parts), setter), *(spot for words in shown for spot in known.get(words, ()))]
    if own:
        return min(own)
    if isinstance(saying.holder, StatementsBlock):
        lines = sorted(_lines_of([saying.holder.at()], setter))
        texts = [item.text for item in saying.holder.statements]
        before = sum(map(len, texts[: [item.id for item in saying.holder.statements].index(saying.id)]))
        if lines:
            return lines[min(int(before / sum(map(len, texts)) * len(lines) + 0.3), len(lines) - 1)]
    return None


def _lines_of(places: Sequence[Source], setter: Typesetter) -> set[Spot]:
    """The lines set for some places of the content."""
    written = [one for place in places for made in setter.placed.get(place, ()) for one in made.node.written]
    return {(one.page, -line.base) for one in written for line in one.lines}


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
