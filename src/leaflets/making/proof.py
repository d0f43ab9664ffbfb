"""The proof: what was drawn, held against what the job says, before a file gets its name.

Every text must be there once, whole and in order, inside its frame and over nothing else. A job whose proof fails is
not made, and its problems say which line of which file would be lost, and how.

Texts are looked at as they were drawn, paragraph by paragraph, and line by line only where something is amiss.
"""

import re
import textwrap
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cached_property, partial
from itertools import combinations
from math import inf
from operator import eq

from leaflets.content.blocks import AnatomyBlock
from leaflets.content.leaflet import Leaflet
from leaflets.edition.manuscript import Manuscript
from leaflets.edition.passages import Passage
from leaflets.layout.flowable import PAGE, Paragraph
from leaflets.layout.typesetter import Typesetter
from leaflets.making.told import HINT, bare, expected, filled
from leaflets.pdf.canvas import Canvas
from leaflets.pdf.document import Document
from leaflets.pdf.pieces import Box, Field, Stretch, Written
from leaflets.pdf.tree import Node
from leaflets.problems import ContentError, Problem, Source

SLACK = 0.6
"""How far text may go past its frame, or into another, in points: less than the eye sees."""

FEW = 4
"""So many texts that may be near are looked through faster than sorted out."""


def prove(document: Document, copy: Manuscript, setter: Typesetter) -> None:
    """Hold a document that has been drawn against its leaflet. Raises ContentError with all that would be lost."""
    told, drawn = list(expected(copy)), _Drawn(document, copy.leaflet, setter)
    _follow(document.root.kids, drawn.order, drawn.figures)
    drawn.tell(told)
    drawn.set_whole()
    drawn.in_order()
    drawn.clear()
    drawn.fillable(told)
    if drawn.problems:
        raise ContentError(drawn.problems)


def prove_anew(document: Document, copy: Manuscript, setter: Typesetter) -> None:
    """Hold what was drawn for another clinic against what was set for it. Raises ContentError as ``prove`` does."""
    drawn = _Drawn(document, copy.leaflet, setter)
    drawn.set_whole()
    drawn.clear()
    if drawn.problems:
        raise ContentError(drawn.problems)


class _Drawn:
    """What was drawn: the elements of which something was written, in reading order, and the words for ``figures``.

    ``whole`` are the paragraphs whose text is known to be all that was drawn for them; ``free`` are the elements of the
    labels of drawings, which stand wherever there is room.
    """

    def __init__(self, document: Document, leaflet: Leaflet, setter: Typesetter) -> None:
        self.document, self.leaflet, self.setter = document, leaflet, setter
        self.problems: list[Problem] = []
        self.order: dict[Node, int] = {}
        self.figures: set[str] = set()
        self.whole: set[Paragraph] = set()
        self.free: set[Node] = set()

    @cached_property
    def pages_named(self) -> re.Pattern[str]:
        """The pages of sections that texts lead to, as they are drawn."""
        ways = [r"\d*".join(re.escape(bare(part)) for part in said.split(PAGE)) for said in self.setter.pages_named]
        return re.compile("|".join(ways or ["(?!)"]))

    def plain(self, text: str) -> str:
        """The text bare, and without the pages of sections it leads to."""
        return self.pages_named.sub("", bare(text))

    def lost(self, where: Source, how: str) -> None:
        """Note that what was written somewhere would be lost, and how."""
        self.problems.append(Problem(where, how, HINT))

    def tell(self, told: Sequence[Passage]) -> None:
        """Each text of the leaflet is in the paragraphs set for it, in its order, or stands for a figure."""
        placed, order, whole, front = self.setter.placed, self.order, self.whole, self.leaflet.file.front.section
        sharing, before, last = Counter([one.where for one in told]), Counter[Source](), -1
        for one in told:
            where, block, words = one.where, one.block, one.in_full
            paragraphs: Sequence[Paragraph] = placed.get(where, ())
            mine = paragraphs
            if one.role == "alt":
                if one.text not in self.figures:
                    self.lost(where, "these words for a figure would be lost: it is not drawn")
                continue
            if sharing[where] > 1:
                before[where] += 1
                mine = paragraphs[before[where] - 1 :: sharing[where]]
            if not mine:
                self.lost(where, "this would be lost: it is set nowhere")
            for paragraph in mine:
                some = paragraph.node.written
                drawn = some[0][1] if len(some) == 1 else _drawn(some)
                if drawn.rstrip() == words:
                    whole.add(paragraph)
                elif words not in drawn and self.plain(words) not in self.plain(_said(paragraph)):
                    self.lost(where, "this would be lost: it is set otherwise")
            if not paragraphs or one.section == front or (block is None and one.key != "heading"):
                continue  # what has no room on the cover stands after it
            if isinstance(block, AnatomyBlock):
                self.free.update(paragraph.node for paragraph in paragraphs)
            place = order.get(paragraphs[0].node, -1)
            if block is None or place < last:  # headings stand in the contents, too; a clinic's number often
                nodes = [paragraph.node for paragraph in paragraphs if paragraph.node.role != "Reference"]
                places = [order.get(node, -1) for node in nodes] or [last]
                place = places[0] if len(places) == 1 else next((at for at in places if at >= last), places[0])
            if place < last:
                self.lost(where, f"this would be told {'nowhere, only shown' if place < 0 else 'out of order'}")
            last = place

    def set_whole(self) -> None:
        """Each paragraph is drawn once and whole; in a list of contents, with the page of its section after it."""
        headings: dict[Source, str] = {}
        whole = self.whole
        for where, paragraphs in self.setter.placed.items():
            for paragraph in paragraphs:
                if paragraph in whole:
                    continue
                whole.add(paragraph)
                words, some = _said(paragraph), paragraph.node.written
                drawn = some[0][1] if len(some) == 1 else _drawn(some)
                if paragraph.node.role == "Reference":
                    headings = headings or {one.at("heading"): name for name, one in self.leaflet.sections.items()}
                    words += str(self.document.places[headings[where]][0] + 1)
                if drawn.rstrip() != words and self.plain(drawn) != self.plain(words):
                    how = "drawn otherwise than it was set" if drawn else "drawn nowhere"
                    self.lost(where, f"{_short(words)} would be {how}")

    def in_order(self) -> None:
        """The elements stand on the pages in their order, from top to bottom, but for those that are free."""
        page, left, low, right, before = -1, 0.0, inf, 0.0, None
        for node in self.order if not self.free else [node for node in self.order if node not in self.free]:
            for now in node.written:
                box, on = now[2], now[4]
                higher = box[3] - SLACK > low and on == page and box[0] < right - SLACK and left < box[2] - SLACK
                if before and (higher or on < page):
                    self._above(now, before)
                (left, low, right, _), page, before = box, on, now

    def _above(self, now: Written, before: Written) -> None:
        """Name a text that stands before another in the same column of the same frame."""
        first, last = now.lines[0], before.lines[-1]
        if not (now.frame and before.frame) or (now.page == before.page and first.base < last.base):
            return
        same = abs(now.frame[0] - before.frame[0]) < 1 and abs(now.frame[2] - before.frame[2]) < 1
        if not same or (now.page < before.page and not _in_one_row(now, before)):
            above = same and not self.setter.sheet.format.fold
        else:
            above = _across(first.box, last.box)
        if above:
            self.lost(self._where(now.node), f"this would stand above what it follows, on page {now.page + 1}")

    def clear(self) -> None:
        """All text is inside its frame, or at least on the paper, its lines one below the other, over nothing else."""
        for page in self.document.pages:
            paper = (0.0, 0.0, page.width + page.beside, page.height)
            near, floor = list[Written](), inf
            within, (low_x, low_y, high_x, high_y) = None, _eased(paper)
            drawn = [one for piece in page.pieces for one in piece.written]
            downwards = sorted([(-one[2][3], at, one) for at, one in enumerate(drawn)])
            for _, _, one in downwards:
                left, bottom, right, top = one[2]
                if one[5] is not within:  # many stand in one
                    within = one[5]
                    low_x, low_y, high_x, high_y = _eased(within or paper)
                if left < low_x or right > high_x or bottom < low_y or top > high_y:
                    self._amiss(one, partial(_outside, within or paper), "run out of its place", page.index)
                if one[6] < -SLACK:
                    self._untidy(one)
                if floor >= top - SLACK:  # all that are near end above it
                    near, floor = [one], bottom
                    continue
                for other in near:
                    box = other[2]
                    if box[1] < top - SLACK and left < box[2] - SLACK and box[0] < right - SLACK:
                        self._over(one, other, page.index)
                near.append(one)
                if bottom < floor:
                    floor = bottom
                if len(near) > FEW:
                    near = [other for other in near if other[2][1] < top - SLACK]
            if any(piece.painted for piece in page.pieces):
                self._unpainted(page, downwards)

    def _amiss(self, one: Written, wrong: Callable[[Box], bool], how: str, page: int) -> None:
        """Name the lines of a text, or the figure, whose box is wrong."""
        for part in one.lines or (one,):
            if wrong(part.box):
                self.lost(self._where(one.node), f"{_named(part)} would {how} on page {page + 1}")

    def _untidy(self, one: Written) -> None:
        """Name the lines of a text that do not stand below those before them."""
        for before, now in combinations([line.box for line in one.lines], 2):
            if _across(before, now) and now[3] - SLACK > before[1]:
                self._amiss(one, partial(eq, now), "stand above what it follows,", one.page)

    def _over(self, one: Written, under: Written, page: int) -> None:
        """Name the lines of a text that are over those of another, or over a figure, but for the numbers in that."""
        if one.node is None or one.node is not under.node or one.node.role != "Figure":
            for other in under.lines or (under,):
                if _share(one.box, other.box):
                    self._amiss(one, partial(_share, other.box), f"be printed over {_named(other)}", page)

    def _unpainted(self, page: Canvas, downwards: Sequence[tuple[float, int, Written]]) -> None:
        """No rule, icon or picture shares its place with a text, and nothing is painted on a text that is there."""
        tops = [top for top, _, _ in downwards]
        tallest = max([-top - one[2][1] for top, _, one in downwards], default=0.0)
        before = 0
        for piece in page.pieces:
            for painted, after, ground in piece.painted:
                left, bottom, right, top = painted
                most = before + after if ground else len(tops)
                for _, at, one in downwards[bisect_left(tops, -top - tallest) : bisect_right(tops, -bottom)]:
                    if (
                        at < most
                        and (box := one[2])[1] < top - SLACK
                        and left < box[2] - SLACK
                        and box[0] < right - SLACK
                        and bottom < box[3] - SLACK
                        and one.lines
                    ):
                        how = "not stand clear of what is painted there,"
                        self._amiss(one, partial(_share, painted), how, page.index)
            before += len(piece.written)

    def fillable(self, told: Sequence[Passage]) -> None:
        """Where blanks are fields, each has one that says what it is for, and that no text is under."""
        if self.document.typed is None:
            return
        fields = [one for one in self.document.annotations if isinstance(one, Field)]
        for one in told:
            if filled(one) and not any(one.text in field.words for field in fields):
                self.lost(one.where, f"{_short(one.text)} would have no field to fill in")
        for field in fields:
            there = [one for piece in self.document.pages[field.page].pieces for one in piece.written if one.node]
            if any(_share(line.box, field.box) for one in there for line in one.lines):
                how = f"the field '{field.words}' would be over text on page {field.page + 1}"
                self.lost(self._where(field.node.parent), how)

    def _where(self, node: Node | None) -> Source:
        """Where the words of an element were written; for furniture, where its margins are."""
        if node is None:
            return self.setter.sheet.format.margins.at()
        near = {id(kid) for kid in (node, node.parent, *(node.parent.kids if node.parent else ()))}
        places = [(made.node, where) for where, some in self.setter.placed.items() for made in some]
        found = ((it is node, where) for it, where in places if id(it) in near)
        return max(found, default=(False, self.leaflet.file.at()))[1]


def _follow(kids: Sequence[object], order: dict[Node, int], figures: set[str]) -> None:
    """Note the elements that something was written of, in reading order, those inside others, too."""
    for kid in kids:
        if type(kid) is Node:
            if not kid.written:
                _follow(kid.kids, order, figures)
            elif kid.role == "Figure":
                figures.add(kid.alt)
            else:
                order[kid] = len(order)


def _said(paragraph: Paragraph) -> str:
    """The words set for a paragraph."""
    return " ".join(
        [one[0][0][0][0] if len(one[0]) == 1 else "".join([chunk[0][0] for chunk in one[0]]) for one in paragraph.lines]
    )


def _drawn(some: Sequence[Written]) -> str:
    """The words written for an element."""
    return "".join([one[1] for one in some])


def _in_one_row(one: Written, other: Written) -> bool:
    """Whether two texts stand in cells of one row of a table, each of which may go on on the next page."""
    rows = [node.parent if node and node.role in ("TH", "TD") else None for node in (one.node, other.node)]
    return rows[0] is not None and rows[0] is rows[1]


def _across(one: Box, other: Box) -> bool:
    """Whether two boxes share some of the width of the page."""
    return one[0] < other[2] - SLACK and other[0] < one[2] - SLACK


def _eased(place: Box) -> Box:
    """A place, and around it as much as the eye does not see."""
    return place[0] - SLACK, place[1] - SLACK, place[2] + SLACK, place[3] + SLACK


def _outside(place: Box, box: Box) -> bool:
    """Whether a box reaches out of a place."""
    left, bottom, right, top = _eased(place)
    return box[0] < left or box[1] < bottom or box[2] > right or box[3] > top


def _share(one: Box, other: Box) -> bool:
    """Whether two boxes share some of the page."""
    return _across(one, other) and one[1] < other[3] - SLACK and other[1] < one[3] - SLACK


def _short(text: str) -> str:
    """The first words of a text, in quotes."""
    return f"'{textwrap.shorten(text, 40, placeholder='…')}'"


def _named(one: Stretch | Written) -> str:
    """What a problem calls a line of text, or a figure."""
    return "a figure" if isinstance(one, Written) else _short("".join(run.text for run in one.told))
