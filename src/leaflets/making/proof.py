"""The proof: what was drawn, held against what the job says, before a file gets its name.

Every text must be there once, whole and in order, inside its frame and over nothing else. A job whose proof fails is
not made, and its problems say which line of which file would be lost, and how.
"""

from __future__ import annotations

import re
import textwrap
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from math import inf

from leaflets.content.blocks import AnatomyBlock
from leaflets.content.leaflet import Leaflet
from leaflets.edition.manuscript import Manuscript
from leaflets.layout.flowable import PAGE, Paragraph
from leaflets.layout.typesetter import Typesetter
from leaflets.making.told import HINT, Expected, bare, expected
from leaflets.pdf.canvas import Canvas
from leaflets.pdf.document import Document
from leaflets.pdf.pieces import Box, Field, Written
from leaflets.pdf.tree import Mark, Node
from leaflets.problems import ContentError, Problem, Source

SLACK = 0.6
"""How far text may go past its frame, or into another, in points: less than the eye sees."""

DESCENT, ASCENT = 0.22, 0.7
"""How far letters reach below and above their baseline, over text size."""

_BBOX = re.compile(r"/BBox \[([^]]+)\]")


def prove(document: Document, copy: Manuscript, setter: Typesetter) -> None:
    """Hold a document that has been drawn against its leaflet. Raises ContentError with all that would be lost."""
    told, drawn = list(expected(copy)), _Drawn(document, copy.leaflet, setter)
    drawn.tell(told)
    drawn.set_whole()
    drawn.in_order(told)
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
    """What was drawn: the lines of each element, with their pages, and its text; the figures, and their words.

    ``whole`` are the paragraphs whose text is known to be all that was drawn for them.
    """

    def __init__(self, document: Document, leaflet: Leaflet, setter: Typesetter) -> None:
        self.document, self.leaflet, self.setter = document, leaflet, setter
        self.problems: list[Problem] = []
        self.lines: dict[int, list[tuple[int, Written]]] = defaultdict(list)
        self.texts: dict[int, str] = defaultdict(str)
        self.whole: set[int] = set()
        self.nodes: list[Node] = []
        self.figures: list[Node] = []
        ways = [r"\d*".join(re.escape(bare(part)) for part in said.split(PAGE)) for said in setter.pages_named]
        self.pages_named = re.compile("|".join(ways)) if ways else None
        lines, texts = self.lines, self.texts
        for page in document.pages:
            index = page.index
            for piece in page.pieces:
                for line in piece.written:
                    node = line[0]
                    if node is not None:
                        home = id(node.parent if node.role in ("Link", "Span") else node)
                        lines[home].append((index, line))
                        texts[home] += line[3][0][0] if len(line[3]) == 1 else "".join([run[0] for run in line[3]])
        waiting = [document.root]
        while waiting:
            node = waiting.pop()
            if node.role == "Figure" and node.full():
                self.figures.append(node)
            if id(node) in self.lines:
                self.nodes.append(node)
            elif node.kids:
                waiting += [kid for kid in reversed(node.kids) if isinstance(kid, Node)]

    def plain(self, text: str) -> str:
        """The text bare, and without the pages of sections it leads to."""
        return self.pages_named.sub("", bare(text)) if self.pages_named else bare(text)

    def lost(self, where: Source, how: str) -> None:
        """Note that what was written somewhere would be lost, and how."""
        self.problems.append(Problem(where, how, HINT))

    def set_whole(self) -> None:
        """Each paragraph is drawn once and whole; in a list of contents, with the page of its section after it."""
        headings: dict[Source, str] = {}
        for where, paragraphs in self.setter.placed.items():
            for paragraph in paragraphs:
                if id(paragraph) in self.whole:
                    continue
                self.whole.add(id(paragraph))
                words, drawn = _said(paragraph), self.texts[id(paragraph.node)]
                if paragraph.node.role == "Reference":
                    headings = headings or {one.at("heading"): name for name, one in self.leaflet.sections.items()}
                    words += str(self.document.places[headings[where]][0] + 1)
                if drawn.rstrip() != words and self.plain(drawn) != self.plain(words):
                    how = "drawn otherwise than it was set" if drawn else "drawn nowhere"
                    self.lost(where, f"{_short(words)} would be {how}")

    def tell(self, told: Sequence[Expected]) -> None:
        """Each text of the leaflet is in the paragraphs set for it, or stands for a figure."""
        places: dict[Source, list[Expected]] = defaultdict(list)
        alts = {node.alt for node in self.figures}
        for one in told:
            if not one.alt:
                places[one.where].append(one)
            elif one.text not in alts:
                self.lost(one.where, "these words for a figure would be lost: it is not drawn")
        for where, ones in places.items():
            paragraphs = self.setter.placed.get(where, ())
            for index, one in enumerate(ones):
                mine = paragraphs[index :: len(ones)] if len(ones) > 1 else paragraphs
                if not mine:
                    self.lost(where, "this would be lost: it is set nowhere")
                for paragraph in mine:
                    if self.texts[id(paragraph.node)].rstrip() == one.in_full:
                        self.whole.add(id(paragraph))
                        continue
                    said = _said(paragraph)
                    if one.in_full not in said and self.plain(one.in_full) not in self.plain(said):
                        self.lost(where, "this would be lost: it is set otherwise")

    def fillable(self, told: Sequence[Expected]) -> None:
        """Where blanks are fields, each has one that says what it is for, and that no text is under."""
        if self.document.typed is None:
            return
        fields = [one for one in self.document.annotations if isinstance(one, Field)]
        for one in told:
            if one.filled and not any(one.text in field.words for field in fields):
                self.lost(one.where, f"{_short(one.text)} would have no field to fill in")
        lines = [(page, box_of(line)) for held in self.lines.values() for page, line in held]
        for field in fields:
            _, bottom, _, top = field.box
            for page, box in lines:
                if page == field.page and _across(box, field.box) and box[1] < top - SLACK and bottom < box[3] - SLACK:
                    how = f"the field '{field.words}' would be over text on page {page + 1}"
                    self.lost(self._where(field.node.parent), how)

    def in_order(self, told: Sequence[Expected]) -> None:
        """The elements have the order of the leaflet, and stand on the pages in theirs, from top to bottom."""
        index = {id(node): number for number, node in enumerate(self.nodes)}
        last, free = -1, set(map(id, self.figures))
        for one in told:
            paragraphs = self.setter.placed.get(one.where, ())
            if one.titles:
                paragraphs = [paragraph for paragraph in paragraphs if paragraph.node.role != "Reference"]
            if one.passage.section == self.leaflet.file.front.section:
                continue  # what has no room on the cover stands after it
            if isinstance(one.passage.block, AnatomyBlock):
                free.update(id(paragraph.node) for paragraph in paragraphs)
            if (one.passage.block is not None or one.titles) and paragraphs:
                places = [index.get(id(paragraph.node), last) for paragraph in paragraphs]
                place = next((place for place in places if place >= last), places[0])  # a clinic's number stands often
                if place < last:
                    self.lost(one.where, "this would be told out of order")
                last = place
        rows = [row for node in self.nodes if id(node) not in free for row in self.lines[id(node)]]
        for before, now in pairwise(rows):
            if (now[0] != before[0] or now[1][2] >= before[1][2]) and self._above(now, before):
                how = f"this would stand above what it follows, on page {now[0] + 1}"
                self.lost(self._where(now[1].node), how)

    def _above(self, now: tuple[int, Written], before: tuple[int, Written]) -> bool:
        """Whether a line stands before another in the same column of the same frame."""
        (page, line), (earlier, other) = now, before
        if page > earlier or (page == earlier and line.y < other.y) or not (line.frame and other.frame):
            return False
        same = abs(line.frame[0] - other.frame[0]) < 1 and abs(line.frame[2] - other.frame[2]) < 1
        if not same or (page < earlier and not _in_one_row(line, other)):
            return same and not self.setter.sheet.format.fold
        return _across(box_of(line), box_of(other))

    def clear(self) -> None:
        """All text is inside its frame, or at least on the paper, and over no other text and no figure."""
        figures: dict[int, list[tuple[Box, Written]]] = defaultdict(list)
        for node in self.figures:
            found, marks = (
                _BBOX.search(node.attributes.get("Layout", "")),
                [k for k in node.kids if isinstance(k, Mark)],
            )
            if found and marks:
                left, bottom, right, top = map(float, found[1].split())
                figures[marks[0].page].append(((left, bottom, right, top), Written(node, left, bottom, (), None, 0)))
        for page in self.document.pages:
            paper = (0.0, 0.0, page.width + page.beside, page.height)
            lines = [line for piece in page.pieces for line in piece.written]
            boxes = [(box_of(line), line, at) for at, line in enumerate(lines)]
            boxes += [(box, figure, 0) for box, figure in figures[page.index]]
            boxes.sort(key=_top)
            near, floor = list[tuple[Box, Written]](), inf
            for box, line, _ in boxes:
                left, bottom, right, top = box
                low_x, low_y, high_x, high_y = line[4] or paper
                if left < low_x - SLACK or right > high_x + SLACK or bottom < low_y - SLACK or top > high_y + SLACK:
                    how = f"would run out of its place on page {page.index + 1}"
                    self.lost(self._where(line.node), f"{_named(line)} {how}")
                if floor >= top - SLACK:  # all that are near end above it
                    near, floor = [], bottom
                elif near:
                    near = [one for one in near if one[0][1] < top - SLACK]
                    floor = min(floor, bottom)
                for other, under in near:
                    inside = line.node is not None and line.node is under.node  # the numbers in a figure
                    if not inside and left < other[2] - SLACK and other[0] < right - SLACK:
                        how = f"would be printed over {_named(under)} on page {page.index + 1}"
                        self.lost(self._where(line.node or under.node), f"{_named(line)} {how}")
                near.append((box, line))
            self._unpainted(page, [one for one in boxes if one[1].runs])

    def _unpainted(self, page: Canvas, texts: Sequence[tuple[Box, Written, int]]) -> None:
        """No rule, icon or picture shares its place with a text, and nothing is painted on a text that is there."""
        tops = list(map(_top, texts))
        tallest = max((box[3] - box[1] for box, _, _ in texts), default=0.0)
        before = 0
        for piece in page.pieces:
            for (left, bottom, right, top), after, ground in piece.painted:
                for box, line, at in texts[bisect_left(tops, -top - tallest) : bisect_right(tops, -bottom)]:
                    if ground and at >= before + after:
                        continue
                    if (
                        box[0] < right - SLACK
                        and left < box[2] - SLACK
                        and box[1] < top - SLACK
                        and bottom < box[3] - SLACK
                    ):
                        how = f"would not stand clear of what is painted there, on page {page.index + 1}"
                        self.lost(self._where(line.node), f"{_named(line)} {how}")
            before += len(piece.written)

    def _where(self, node: Node | None) -> Source:
        """Where the words of an element were written; for furniture, where its margins are."""
        if node is None:
            return self.setter.sheet.format.margins.at()
        near = {id(kid) for kid in (node, node.parent, *(node.parent.kids if node.parent else ()))}
        places = [(made.node, where) for where, some in self.setter.placed.items() for made in some]
        found = ((it is node, where) for it, where in places if id(it) in near)
        return max(found, default=(False, self.leaflet.file.at()))[1]


def _said(paragraph: Paragraph) -> str:
    """The words set for a paragraph."""
    return " ".join(["".join([run.text for run, _ in line.chunks]) for line in paragraph.lines])


def box_of(line: Written) -> Box:
    """The box (left, bottom, right, top) of a line of text."""
    _, x, y, runs, _, wide = line
    size = max([run.size for run in runs], default=0.0)
    return x, y - DESCENT * size, x + wide, y + ASCENT * size


def _top(one: tuple[Box, Written, int]) -> float:
    return -one[0][3]


def _in_one_row(line: Written, other: Written) -> bool:
    """Whether two lines stand in cells of one row of a table, each of which may go on on the next page."""
    rows = [node.parent if node and node.role in ("TH", "TD") else None for node in (_home(line), _home(other))]
    return rows[0] is not None and rows[0] is rows[1]


def _home(line: Written) -> Node | None:
    """The element a line belongs to, its links aside."""
    return line.node.parent if line.node and line.node.role == "Link" else line.node


def _across(one: Box, other: Box) -> bool:
    """Whether two boxes share some of the width of the page."""
    return one[0] < other[2] - SLACK and other[0] < one[2] - SLACK


def _short(text: str) -> str:
    """The first words of a text, in quotes."""
    return f"'{textwrap.shorten(text, 40, placeholder='…')}'"


def _named(line: Written) -> str:
    """What a problem calls a line of text, or a figure."""
    return _short("".join(run.text for run in line.runs)) if line.runs else "a figure"
