"""Lines for notes where a page or a panel would stay white, and where a reader who turns the pages is told of them."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from leaflets.content.format import Format
from leaflets.layout.blocks.texts import WRITING_LINE, writing_line
from leaflets.layout.flowable import Around, Columns, Flowable, Indented, Paragraph, Row, Stack
from leaflets.layout.paginate import Page, Placed
from leaflets.layout.typesetter import Typesetter
from leaflets.pdf.tree import Node
from leaflets.problems import Source
from leaflets.text.lines import TextStyle

WHITE = 1 / 3
"""How much of a panel, or of a page in the middle of a section, may stay white."""

FEWEST = 3
"""The fewest lines for notes at the foot of a page."""

SECTION = 2
"""How many nodes two parts of a section are both in: the document and the section."""

Made = Callable[[tuple[float, float], Node, int], list[Flowable]]
"""What makes lines for notes of a width and height in points, told as the kid of a node with a number."""


def lines_to_write(
    setter: Typesetter, where: Source, style: TextStyle, room: tuple[float, float], parent: Node, at: int
) -> list[Flowable]:
    """What fills up a booklet's page, the foot of a page, or a panel: a heading, and lines to write on, in a width and
    height in points. It is told in ``parent``, as its kid number ``at``.
    """
    sheet, heading, node = setter.sheet, setter.language.phrases.notes, Node("Sect", parent=parent)
    width, height = room
    parent.kids.insert(at, node)
    head = setter.paragraph(heading, style, width, node.add("H3" if parent.parent else "H2"), where, strong=True)
    lines = int((height - head.height - head.after) // WRITING_LINE)
    return [head, *(writing_line(sheet, width, node.add("P"), f"{heading} {number}") for number in range(1, lines + 1))]


def fill_panels_white(panels: Mapping[str, Page], paper: Format, gap: float, made: Made) -> None:
    """Put lines for notes under panels that are less than two thirds full. Covers stay as they are."""
    wide = paper.fold.wide if paper.fold else ()
    whites = [
        _White(page, paper.opened().width if name in wide else paper.width, paper.text_height * WHITE)
        for name, page in panels.items()
    ]
    _fill(whites, [name.startswith("front") for name in panels], paper.text_height, gap, made)


def fill_pages_white(pages: Sequence[Page], setter: Typesetter, made: Made) -> None:
    """Put lines for notes at the foot of pages that end with a section and have room for three, or that are less than
    two thirds full. The cover and the last page stay as they are.
    """
    sheet, gap, paper = setter.sheet, setter.sheet.unit * 2, setter.sheet.format
    least = gap + 2 * sheet.subheading.leading + FEWEST * WRITING_LINE
    opens = [bool(page.text and page.text[0].flowable.anchor) for page in pages[1:]]
    whites = [
        _White(page, paper.width, least if ends else paper.text_height * WHITE)
        for page, ends in zip(pages, [*opens, False], strict=True)
    ]
    _fill(whites, [at in (0, len(pages) - 1) for at in range(len(pages))], paper.text_height, gap, made)


class _White(NamedTuple):
    """A page or panel, its width, and how much of its height may stay white, in points."""

    page: Page
    width: float
    least: float


def _fill(whites: Sequence[_White], stay: Sequence[bool], height: float, gap: float, made: Made) -> None:
    """Put what is ``made`` for a width and height in points where more is white than may be, told before what the next
    one begins with; but not on pages that ``stay`` as they are, or where the next one begins with no words.
    """
    full = [(white, stays) for white, stays in zip(whites, stay, strict=True) if white.page.text]
    last: Node | None = None
    for at, ((page, width, least), stays) in enumerate(full):
        last = deque(chain([last], *(_nodes(placed.flowable) for placed in page.text)), maxlen=1).pop()
        begins = [next(_nodes(white.page.text[0].flowable), None) for white, _ in full[at + 1 : at + 2]]
        down = max(placed.down + placed.height for placed in (*page.text, *page.side)) + gap
        if stays or height - down + gap <= least or last is None or None in begins:
            continue
        if place := _between(last, *begins):
            for flowable in made((width, height - down), *place):
                page.text.append(Placed(flowable, 0, len(flowable.heights), down))
                down += flowable.height + flowable.after


def _nodes(flowable: Flowable) -> Iterator[Node]:
    """The nodes of the paragraphs in a flowable."""
    match flowable:
        case Paragraph():
            yield flowable.node
        case Around() | Indented():
            yield from _nodes(flowable.inner)
        case Stack():
            yield from chain.from_iterable(map(_nodes, flowable.inside))
        case Row():
            yield from chain.from_iterable(_nodes(cell) for _, cell in flowable.cells)
        case Columns():
            yield from chain.from_iterable(map(_nodes, flowable.cells))


def _between(last: Node, following: Node | None = None) -> tuple[Node, int] | None:
    """Where a node is told after one and before another: its parent, and its number among its kids.

    That is at the end of the section that ends there, after what stands in none, or between two parts of a section; it
    is nowhere within a list, a table or a box.
    """
    before, after = _above(last), _above(following) if following else []
    depth = sum(one is other for one, other in zip(before, after, strict=False))
    if depth > SECTION:
        return None
    if depth == SECTION:
        return before[1], next(at for at, kid in enumerate(before[1].kids) if kid is after[SECTION])
    root, within, *deeper = before
    if deeper:
        return within, len(within.kids)
    return root, next(at for at, kid in enumerate(root.kids, 1) if kid is within)


def _above(node: Node) -> list[Node]:
    """A node after all that it is in, the root first."""
    return [*_above(node.parent), node] if node.parent else [node]
