"""What every block needs in order to be set: style sheet, language, leaflet, and a place to report its problems."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from leaflets.artwork.drawing import Drawing
from leaflets.artwork.icons import icon
from leaflets.content.clinic import Clinic
from leaflets.content.inline import Span, spans
from leaflets.content.language import Language
from leaflets.content.leaflet import Leaflet
from leaflets.edition.manuscript import Manuscript
from leaflets.edition.selection import Job
from leaflets.layout.flowable import Columns, Flowable, Paragraph, Row, Stack
from leaflets.layout.region import Make, Regions
from leaflets.layout.style import StyleSheet
from leaflets.pdf.tree import Node
from leaflets.problems import ContentError, Problem, Source
from leaflets.text.fonts import unprintable
from leaflets.text.lines import Chunk, Line, Link, TextStyle, break_lines

Said = tuple[str, TextStyle, Node, Source]
"""Words to be set: the text, its style, its element and its place in the content."""

_BEFORE_UNIT = re.compile(r"(?<=\d) (?=(?:°[CF]|cm|mm|am|pm)\b)")
"""The space between a number and its unit, where no line may end."""

LONGEST_LINE = 33
"""The longest line of body text, in ems: about 78 characters of this typeface (WCAG 2.2, 1.4.8: at most 80)."""


@dataclass
class Setting:
    """The setting of one leaflet. Problems met on the way are collected in ``problems``.

    ``copy`` is what it says; ``assets`` is the folder of pictures and icons; ``bleed`` is how far artwork goes past the
    edge of the paper, in points; ``pages`` are those of the sections, known before anything is drawn; ``placed`` are
    the paragraphs the words of a place in the content were set in. ``broken`` are the lines of texts without links and
    faults, as far as they were broken before; ``regions`` are what of it depends on the clinic.
    """

    copy: Manuscript
    sheet: StyleSheet
    assets: Path
    bleed: float = 0.0
    pages: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    placed: dict[Source, list[Paragraph]] = field(default_factory=dict)
    broken: dict[Hashable, Sequence[Line]] = field(default_factory=dict)
    regions: Regions[Setting] = field(default_factory=lambda: Regions())

    @property
    def leaflet(self) -> Leaflet:
        """What it says, its blocks not filled in."""
        return self.copy.leaflet

    @property
    def job(self) -> Job:
        """What is asked for."""
        return self.copy.job

    @property
    def language(self) -> Language:
        """The language of its fixed words."""
        return self.copy.language

    @property
    def notice(self) -> str:
        """The draft or out-of-date mark, or nothing."""
        return self.copy.notice

    @property
    def clinic(self) -> Clinic | None:
        """Who hands the leaflet out, if anyone is named."""
        return self.copy.clinic

    @property
    def longest(self) -> float:
        """The longest line of body text, in points."""
        return LONGEST_LINE * self.sheet.body.size

    @property
    def gap(self) -> float:
        """White between two columns side by side, in points."""
        return 2 * self.sheet.body.size

    @property
    def column(self) -> float:
        """Width of each of the columns that stand side by side, in points; of the page, where none do."""
        paper = self.sheet.format
        return (paper.width - self.gap) / 2 if paper.abreast == 2 else paper.width

    def abreast(self, stacks: Sequence[Stack]) -> Flowable:
        """Boxes side by side, equally tall; or, where nothing stands side by side, one below the other."""
        if self.sheet.format.abreast == 1:
            for stack in stacks:
                stack.after = self.sheet.unit
            made: Flowable = Stack(stacks, self.sheet.format.width, most=self.sheet.format.text_height)
        else:
            tall = max(stack.height for stack in stacks)
            for stack in stacks:
                stack.heights[-1] += tall - stack.height
            made = Row([(index * (self.column + self.gap), stack) for index, stack in enumerate(stacks)])
        made.span, made.where = True, stacks[0].where
        made.before, made.after = self.sheet.unit, self.sheet.unit * 1.5
        return made

    def own(self, make: Make[Setting], node: Node) -> list[Flowable]:
        """What ``make`` makes under a node; it depends on the clinic, if one is named."""
        return self.regions.make(make, self, node) if self.clinic else list(make(self, node))

    def icon(self, name: str, where: Source) -> Drawing | None:
        """An icon of ``assets/icons`` by name. One that is missing or no drawing is a problem."""
        try:
            return icon(self.assets, name, where)
        except ContentError as error:
            self.problems.extend(error.problems)
            return None

    def chunks(self, text: str, style: TextStyle, where: Source, strong: bool = False) -> list[Chunk]:
        """An author's text as chunks in a style, its marks turned into bold runs and links.

        On paper nobody can follow a link: where its words do not show where it leads, its address stands after them.
        """
        chunks = []
        for span in spans(text):
            words = _BEFORE_UNIT.sub("\u00a0", self.printable(span.in_full, style, where))
            chunks.append(Chunk(style.run(words, strong or span.bold), self._link(span)))
        return chunks

    def _link(self, span: Span) -> Link | None:
        """Where a span leads; to a section only where there is one."""
        if not span.address.startswith("#"):
            return Link(span.address, f"{span.text}: {span.address}") if span.address else None
        return Link(span.address, span.text) if span.address[1:] in self.leaflet.sections else None

    def printable(self, text: str, style: TextStyle, where: Source) -> str:
        """The text without the characters the typeface lacks, which are one problem."""
        lacking = style.regular.missing(text)
        if lacking:
            self.problems.append(Problem(where, *unprintable(lacking, self.assets / "fonts", style.regular)))
            text = "".join(character for character in text if character not in lacking)
            return text if text.strip() else "?"  # it is not printed, but set so that all else is looked at as well
        return text

    def paragraph(
        self, text: str, style: TextStyle, width: float, node: Node, where: Source, strong: bool = False
    ) -> Paragraph:
        """An author's text as a paragraph. A word that does not fit the width is a problem."""
        key, problems = (text, style, width, strong), len(self.problems)
        lines = self.broken.get(key)
        if lines is None:
            made = self.set(self.chunks(text, style, where, strong), style, width, node, where)
            if len(self.problems) == problems and not any(chunk.link for line in made.lines for chunk in line.chunks):
                self.broken[key] = made.lines
            return made
        return self._placed(lines, style, node, where)

    def set(self, chunks: Sequence[Chunk], style: TextStyle, width: float, node: Node, where: Source) -> Paragraph:
        """Chunks as a paragraph. A word that does not fit the width is a problem."""
        paragraph = self._placed(break_lines(chunks, width), style, node, where)
        for line in paragraph.lines:
            if line.width > width + 0.5:
                word = "".join(chunk.run.text for chunk in line.chunks)
                message = f"'{word}' is {line.width - width:.0f} pt too wide for its place"
                self.problems.append(Problem(where, message, "use a shorter word"))
        return paragraph

    def _placed(self, lines: Sequence[Line], style: TextStyle, node: Node, where: Source) -> Paragraph:
        paragraph = Paragraph(lines, style, node)
        paragraph.where = where
        return self.noted(paragraph, where)

    def noted(self, paragraph: Paragraph, *places: Source) -> Paragraph:
        """This paragraph, in which the words of these places in the content are set."""
        for where in places:
            self.placed.setdefault(where, []).append(paragraph)
        return paragraph

    def labelled(self, label: Said, words: Said, share: float) -> Flowable:
        """A label and what belongs to it, ruled beneath: at its right, or, where nothing stands abreast, under it.

        ``share`` is the label's share of the page's width.
        """
        width, rule = self.sheet.format.width, (self.sheet.mid, self.sheet.format.width)
        if self.sheet.format.abreast == 1:
            over = self.paragraph(label[0], label[1], width, label[2], label[3], strong=True)
            over.after = 0
            under = self.paragraph(words[0], words[1], width, words[2], words[3])
            made: Flowable = Row([(0, Stack([over, under], width))], rule)
        else:
            left = width * share
            head = self.paragraph(label[0], label[1], left - self.sheet.body.size, label[2], label[3], strong=True)
            room = min(width - left, self.longest)
            made = Row([(0, head), (left, self.paragraph(words[0], words[1], room, words[2], words[3]))], rule)
        made.span = True
        return made

    def columns(self, cells: Sequence[Flowable], gap: float) -> Iterator[Flowable]:
        """Cells in two columns, or, where nothing stands abreast, in one; ``gap`` is the white under each."""
        if cells and self.sheet.format.abreast == 2:
            made = Columns(cells, self.column + self.gap, gap)
            made.after = self.sheet.unit
            yield made
        else:
            for cell in cells:
                cell.after, cell.costs[-1] = gap, 12.0
                yield cell
