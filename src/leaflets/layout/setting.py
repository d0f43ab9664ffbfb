"""What every block needs in order to be set: style sheet, language, leaflet, and a place to report its problems."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from leaflets.content.inline import spans
from leaflets.content.language import Language
from leaflets.content.leaflet import Leaflet
from leaflets.content.selection import Job
from leaflets.layout.flowable import Paragraph
from leaflets.layout.style import StyleSheet
from leaflets.pdf.svg import Drawing, load
from leaflets.pdf.text import Chunk, Link, TextStyle
from leaflets.pdf.tree import Node
from leaflets.problems import Problem, Source, did_you_mean

LONGEST_LINE = 33
"""The longest line of body text, in ems: about 78 characters of this typeface (WCAG 2.2, 1.4.8: at most 80)."""


@dataclass
class Setting:
    """The setting of one leaflet. Problems met on the way are collected in ``problems``.

    ``assets`` is the folder of pictures and icons; ``notice`` is the draft or out-of-date mark; ``pages`` are those of
    the sections, known before anything is drawn.
    """

    leaflet: Leaflet
    job: Job
    sheet: StyleSheet
    language: Language
    assets: Path
    notice: str = ""
    pages: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

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
        """Width of each of two columns side by side, in points."""
        return (self.sheet.format.width - self.gap) / 2

    def icon(self, name: str, where: Source) -> Drawing | None:
        """An icon of ``assets/icons`` by name. One that is missing or no drawing is a problem."""
        try:
            return load(self.assets / f"icons/{name}.svg")
        except FileNotFoundError:
            known = (path.stem for path in (self.assets / "icons").glob("*.svg"))
            self.problems.append(Problem(where, f"there is no icon '{name}'", did_you_mean(name, known)))
        except (ValueError, SyntaxError) as error:
            self.problems.append(Problem(where, f"the icon '{name}' cannot be used: {error}", "choose another"))
        return None

    def chunks(self, text: str, style: TextStyle, where: Source, strong: bool = False) -> list[Chunk]:
        """An author's text as chunks in a style, its marks turned into bold runs and links."""
        chunks = []
        for span in spans(text):
            words = self._printable(span.text, style, where)
            link = Link(span.address, f"{span.text}: {span.address}") if span.address else None
            chunks.append(Chunk(style.run(words, strong or span.bold), link))
        return chunks

    def _printable(self, text: str, style: TextStyle, where: Source) -> str:
        for character in style.regular.missing(text):
            message = f"the typeface has no '{character}' (U+{ord(character):04X})"
            self.problems.append(Problem(where, message, "write it another way"))
            text = text.replace(character, "")
        return text

    def paragraph(
        self, text: str, style: TextStyle, width: float, node: Node, where: Source, strong: bool = False
    ) -> Paragraph:
        """An author's text as a paragraph. A word that does not fit the width is a problem."""
        return self.set(self.chunks(text, style, where, strong), style, width, node, where)

    def set(self, chunks: Sequence[Chunk], style: TextStyle, width: float, node: Node, where: Source) -> Paragraph:
        """Chunks as a paragraph. A word that does not fit the width is a problem."""
        paragraph = Paragraph(chunks, style, width, node)
        paragraph.where = where
        for line in paragraph.lines:
            if line.width > width + 0.5:
                word = "".join(chunk.run.text for chunk in line.chunks)
                message = f"'{word}' is {line.width - width:.0f} pt too wide for its place"
                self.problems.append(Problem(where, message, "use a shorter word"))
        return paragraph
