"""The proof: what was drawn, held against what the job says, before a file gets its name.

Every text must be there once, whole and in order, inside its frame and over nothing else. A job whose proof fails is
not made, and its problems say which line of which file would be lost, and how.
"""

from __future__ import annotations

import re
import textwrap
from collections import defaultdict
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from itertools import chain, pairwise
from typing import NamedTuple

from leaflets.content.blocks import AnatomyBlock, BodyMapBlock, ChanceBlock, EmergencyBlock, PictureBlock, TableBlock
from leaflets.content.inline import spans
from leaflets.edition.manuscript import Manuscript
from leaflets.layout.flowable import Paragraph
from leaflets.layout.setting import Setting
from leaflets.pdf.canvas import Box, Written
from leaflets.pdf.document import Document
from leaflets.pdf.tree import Mark, Node
from leaflets.problems import ContentError, Problem, Source

SLACK = 0.6
"""How far text may go past its frame, or into another, in points: less than the eye sees."""

DESCENT, ASCENT = 0.22, 0.7
"""How far letters reach below and above their baseline, over text size."""

_BBOX = re.compile(r"/BBox \[([^]]+)\]")

HINT = "the layout has no place for it as it is; say it in another kind of block, and tell the makers of this program"

DETAILS = frozenset({"name", "department", "hospital", "address", "other_formats", "interpreter", "feedback"})
"""What a clinic says of itself in its details; for the rest not every leaflet has a place."""


class Expected(NamedTuple):
    """A text that must be told: its words as web pages have them, and as paper and plain text have them; its place.

    ``alt``: it stands for a figure.
    """

    text: str
    in_full: str
    where: Source
    block: object
    alt: bool


def expected(copy: Manuscript) -> Iterator[Expected]:
    """Every text that an edition of a job must tell, in the order of print."""
    sections, front, clinic = copy.leaflet.sections, copy.leaflet.file.front.section, copy.clinic
    untitled = {
        name
        for name, one in sections.items()
        if name == front or any(isinstance(block, EmergencyBlock) for block in one.blocks[:1])
    }
    for one in copy.passages:
        block, text, alt = one.block, one.text, one.role == "alt"
        if one.part is sections.get(one.section) and one.section in untitled:
            continue  # the cover, or the heading of its red flags, is its heading
        if clinic and block is None and one.where.file == clinic.at().file and one.key not in DETAILS:
            continue
        if alt and isinstance(block, PictureBlock) and block.picture.decorative:
            continue
        if isinstance(block, ChanceBlock) and one.key in ("yes", "no"):
            count = block.chance.n if one.key == "yes" else block.chance.of - block.chance.n
            text = f"{count:,} {text}"
        full = "".join(span.in_full for span in spans(one.marked)) if "](" in one.marked else text
        yield Expected(text, full, one.where, block, alt)


def prove(document: Document, setting: Setting) -> None:
    """Hold a document that has been drawn against its leaflet. Raises ContentError with all that would be lost."""
    told, drawn = list(expected(setting.copy)), _Drawn(document, setting)
    drawn.tell(told)
    drawn.set_whole()
    drawn.in_order(told)
    drawn.clear()
    _raise(drawn.problems)


def prove_anew(document: Document, setting: Setting) -> None:
    """Hold what was drawn for another clinic against what was set for it. Raises ContentError as ``prove`` does."""
    drawn = _Drawn(document, setting)
    drawn.set_whole()
    drawn.clear()
    _raise(drawn.problems)


class _Drawn:
    """What was drawn: the lines of each element, with their pages, and its text; the figures, and their words.

    ``whole`` are the paragraphs whose text is known to be all that was drawn for them.
    """

    def __init__(self, document: Document, setting: Setting) -> None:
        self.document, self.setting = document, setting
        self.problems: list[Problem] = []
        self.lines: dict[int, list[tuple[int, Written]]] = defaultdict(list)
        self.texts: dict[int, str] = defaultdict(str)
        self.whole: set[int] = set()
        self.nodes: list[Node] = []
        self.figures: list[Node] = []
        lines, texts = self.lines, self.texts
        for page in document.pages:
            for line in chain.from_iterable([piece.written for piece in page.pieces]):
                node, _, _, runs, _ = line
                if node is not None:
                    home = id(node.parent if node.role == "Link" else node)
                    lines[home].append((page.index, line))
                    for run in runs:
                        texts[home] += run[0]
        waiting = [document.root]
        while waiting:
            node = waiting.pop()
            if node.role == "Figure" and node.full():
                self.figures.append(node)
            if id(node) in self.lines:
                self.nodes.append(node)
            elif node.kids:
                waiting += [kid for kid in reversed(node.kids) if isinstance(kid, Node)]

    def lost(self, where: Source, how: str) -> None:
        """Note that what was written somewhere would be lost, and how."""
        self.problems.append(Problem(where, how, HINT))

    def set_whole(self) -> None:
        """Each paragraph is drawn once and whole; in a list of contents, with the page of its section after it."""
        headings = {section.at("heading"): name for name, section in self.setting.leaflet.sections.items()}
        for where, paragraphs in self.setting.placed.items():
            for paragraph in paragraphs:
                if id(paragraph) in self.whole:
                    continue
                self.whole.add(id(paragraph))
                words, drawn = _said(paragraph), self.texts[id(paragraph.node)]
                if paragraph.node.role == "Reference":
                    words += str(self.document.places[headings[where]][0] + 1)
                if _bare(drawn) != _bare(words):
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
            paragraphs = self.setting.placed.get(where, ())
            for index, one in enumerate(ones):
                mine = paragraphs[index :: len(ones)]
                if not mine:
                    self.lost(where, "this would be lost: it is set nowhere")
                for paragraph in mine:
                    if self.texts[id(paragraph.node)].rstrip() == one.in_full:
                        self.whole.add(id(paragraph))
                    elif _bare(one.in_full) not in _bare(_said(paragraph)):
                        self.lost(where, "this would be lost: it is set otherwise")

    def in_order(self, told: Sequence[Expected]) -> None:
        """The elements have the order of the leaflet, and stand on the pages in theirs, from top to bottom."""
        index = {id(node): number for number, node in enumerate(self.nodes)}
        last, free = -1, set(map(id, self.figures))
        for one in told:
            paragraphs = self.setting.placed.get(one.where, ())
            if isinstance(one.block, AnatomyBlock | BodyMapBlock):
                free.update(id(paragraph.node) for paragraph in paragraphs)
            if one.block is not None and paragraphs:
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
        if not same or page < earlier:
            return same and not self.setting.sheet.format.fold
        return _across(_box(line), _box(other))

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
                figures[marks[0].page].append(((left, bottom, right, top), Written(node, left, bottom, (), None)))
        for page in self.document.pages:
            paper = (0.0, 0.0, page.width, page.height)
            boxes = [(_box(line), line) for piece in page.pieces for line in piece.written]
            boxes += figures[page.index]
            boxes.sort(key=_top, reverse=True)
            near: list[tuple[Box, Written]] = []
            for box, line in boxes:
                left, bottom, right, top = box
                low_x, low_y, high_x, high_y = line.frame or paper
                if left < low_x - SLACK or right > high_x + SLACK or bottom < low_y - SLACK or top > high_y + SLACK:
                    how = f"would run out of its place on page {page.index + 1}"
                    self.lost(self._where(line.node), f"{_named(line)} {how}")
                near = [one for one in near if one[0][1] < top - SLACK]
                for other, under in near:
                    inside = line.node is not None and line.node is under.node  # the numbers in a figure
                    if not inside and left < other[2] - SLACK and other[0] < right - SLACK:
                        how = f"would be printed over {_named(under)} on page {page.index + 1}"
                        self.lost(self._where(line.node or under.node), f"{_named(line)} {how}")
                near.append((box, line))

    def _where(self, node: Node | None) -> Source:
        """Where the words of an element were written; for furniture, where its margins are."""
        if node is None:
            return self.setting.sheet.format.margins.at()
        near = {id(kid) for kid in (node, node.parent, *(node.parent.kids if node.parent else ()))}
        places = [(made.node, where) for where, some in self.setting.placed.items() for made in some]
        found = ((it is node, where) for it, where in places if id(it) in near)
        return max(found, default=(False, self.setting.leaflet.file.at()))[1]


def prove_screen(copy: Manuscript, data: bytes) -> None:
    """Hold a web page, or a plain text, against its manuscript. Raises ContentError with all that would be lost."""
    text, page = data.decode(), copy.job.format == "html"
    if page:
        reader = _Visible()
        reader.feed(text)
        text = "".join(reader.said)
    whole, problems = _bare(text), list[Problem]()
    block, start, place = None, 0, 0  # a table, which plain text tells row by row, is in order as a whole
    for one in expected(copy):
        if one.alt and isinstance(one.block, BodyMapBlock) and not page:
            continue  # the list of its places says all of it
        if one.block is not block:
            block, start = one.block, place
        loose = one.block is None or isinstance(one.block, TableBlock | BodyMapBlock)
        begin = 0 if one.block is None else start if loose else place
        words = _bare(one.text if page else one.in_full)
        found = whole.find(words, begin)
        if found < 0:
            how = "told out of order" if words in whole else "lost"
            message = f"this would be {how} in the {'web page' if page else 'plain text'}"
            problems.append(Problem(one.where, message, HINT))
        elif not loose:
            place = found + len(words)
    _raise(problems)


class _Visible(HTMLParser):
    """Collects what a page tells: its text, and the words for its pictures."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._silent = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin to listen, or not; note the words for a picture."""
        self._silent = tag in ("style", "title")
        self.said += [value for name, value in attrs if value and name in ("alt", "aria-label")]

    def handle_endtag(self, tag: str) -> None:
        """Listen again."""
        self._silent = False

    def handle_data(self, data: str) -> None:
        """Note what is told."""
        if not self._silent:
            self.said.append(data)


def _bare(text: str) -> str:
    """The text without its white space, which differs with its lines."""
    return "".join(text.split())


def _said(paragraph: Paragraph) -> str:
    """The words set for a paragraph."""
    return " ".join("".join(chunk.run.text for chunk in line.chunks) for line in paragraph.lines)


def _box(line: Written) -> Box:
    """The box (left, bottom, right, top) of a line of text."""
    _, x, y, runs, _ = line
    wide = size = 0.0
    for text, font, points, _ in runs:
        wide += font.width(text.rstrip(), points)
        if points > size:
            size = points
    return x, y - DESCENT * size, x + wide, y + ASCENT * size


def _top(one: tuple[Box, Written]) -> float:
    return one[0][3]


def _across(one: Box, other: Box) -> bool:
    """Whether two boxes share some of the width of the page."""
    return one[0] < other[2] - SLACK and other[0] < one[2] - SLACK


def _short(text: str) -> str:
    """The first words of a text, in quotes."""
    return f"'{textwrap.shorten(text, 40, placeholder='…')}'"


def _named(line: Written) -> str:
    """What a problem calls a line of text, or a figure."""
    return _short("".join(run.text for run in line.runs)) if line.runs else "a figure"


def _raise(problems: Sequence[Problem]) -> None:
    if problems:
        raise ContentError(problems)
