"""The typesetter: text in, paragraphs out, and a note of all that cannot be set."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from leaflets.artwork.drawing import Drawing
from leaflets.artwork.figures import icon
from leaflets.content.inline import Span, spans
from leaflets.content.language import Language
from leaflets.layout.flowable import PAGE, Paragraph
from leaflets.layout.style import StyleSheet
from leaflets.pdf.tree import Node
from leaflets.problems import Problem, Source, gathered
from leaflets.text.breaks import PLAIN, Rules
from leaflets.text.direction import from_right, isolated, runs_left
from leaflets.text.fonts import unprintable
from leaflets.text.lines import Chunk, Foreign, Line, Link, TextStyle, break_lines

MOST_TEXTS = 5_000
"""The most texts whose lines are kept in mind."""

_ways: dict[Hashable, int] = {}
"""The rules, the language, and the sections that can be led to, of such texts, each known by a number."""

_known: dict[Hashable, Sequence[Line]] = {}
"""The lines of texts without links and faults, as they were broken before, by text, style, measure and way."""


@dataclass
class Typesetter:
    """Sets the text of one leaflet, by its style sheet. Problems met on the way are collected in ``problems``.

    ``language`` is that of its fixed words, ``lang`` that of the words set now (BCP 47), if it is another; ``assets``
    is the folder of pictures and icons; ``sections`` are those that a text can lead to; ``rules_of`` another
    language are what none of its lines parts; ``placed`` are the paragraphs the words of a place in the content were
    set in.
    """

    sheet: StyleSheet
    language: Language
    assets: Path
    sections: Collection[str] = ()
    rules_of: Callable[[str], Rules] = lambda _: PLAIN
    problems: list[Problem] = field(default_factory=list)
    placed: dict[Source, list[Paragraph]] = field(default_factory=dict)
    lang: str = ""

    @property
    def leftward(self) -> bool:
        """Whether what is set now runs from right to left."""
        return runs_left(self.lang or self.language.tag)

    def __post_init__(self) -> None:
        phrases, known = self.language.phrases, tuple[str, ...]()
        if phrases.see_page and not self.sheet.format.fold:
            after = f" {phrases.see_page}"
            known = after, phrases.see_page_inside or after
        self.pages_named = tuple(said.format(page=PAGE).replace(" ", "\u00a0") for said in known)
        self.rules = self.rules_of(self.lang) if self.lang else self.language.rules(self.sheet.format.hyphenate)
        self._way = _ways.setdefault((self.rules, self.lang, *self.sections), len(_ways))

    def anew(self) -> Typesetter:
        """Who sets another leaflet alike."""
        made = Typesetter.__new__(Typesetter)
        vars(made).update(vars(self), problems=[], placed={})
        return made

    def speaking(self, lang: str) -> Typesetter:
        """Who sets words of another language (BCP 47) of the same leaflet."""
        return replace(self, lang=lang)

    def icon(self, name: str, where: Source) -> Drawing | None:
        """An icon of ``assets/icons`` by name. One that is missing or no drawing is a problem."""
        with gathered(self.problems):
            return icon(self.assets, name, where)
        return None

    def chunks(self, text: str, style: TextStyle, where: Source, strong: bool = False) -> list[Chunk]:
        """An author's text as chunks in a style, its marks turned into bold runs, links and foreign words.

        On paper nobody can follow a link: where its words do not show where it leads, its address stands after them,
        or the page of its section.
        """
        chunks, brackets = [], 0
        for span in spans(text):
            words, part = self.printable(span.in_full, style, where), self._part(span)
            brackets += words.count("(") - words.count(")")
            if isinstance(part, Link) and part.target[0] == "#" and self.pages_named:
                words += self.pages_named[brackets > 0]
            run, lang = style.run(words, strong or span.bold), span.lang or self.lang
            own = run._replace(font=run.font.speaking(lang)) if lang else run
            chunks.append(Chunk(own, part))
        return chunks

    def _part(self, span: Span) -> Link | Foreign | None:
        """Where a span leads, to a section only where there is one; or its language."""
        if span.address.startswith("#") and span.address[1:] in self.sections:
            return Link(span.address, span.text, span.lang)
        if span.address and not span.address.startswith("#"):
            return Link(span.address, f"{span.text}: {span.address}", span.lang)
        return Foreign(span.lang) if span.lang else None

    def printable(self, text: str, style: TextStyle, where: Source) -> str:
        """The text without the characters the typeface lacks, which are one problem."""
        lacking = style.regular.missing(text)
        if lacking:
            self.problems.append(Problem(where, *unprintable(lacking)))
            text = "".join(character for character in text if character not in lacking)
            return text if text.strip() else "?"  # it is not printed, but set so that all else is looked at as well
        return text

    def paragraph(
        self, text: str, style: TextStyle, width: float, node: Node, where: Source, strong: bool = False
    ) -> Paragraph:
        """An author's text as a paragraph. A word that does not fit the width is a problem."""
        key = text, style, width, strong, _heads(node), self._way
        problems = len(self.problems)
        lines = _known.get(key)
        if lines is not None:
            return self._placed(lines, style, node, where)
        made = self.set(self.chunks(text, style, where, strong), style, width, node, where)
        if len(self.problems) == problems and not any(chunk.link for line in made.lines for chunk in line.chunks):
            if len(_known) >= MOST_TEXTS:
                _known.clear()
            _known[key] = made.lines
        return made

    def set(self, chunks: Sequence[Chunk], style: TextStyle, width: float, node: Node, where: Source) -> Paragraph:
        """Chunks as a paragraph, what is foreign in it isolated. A word that does not fit the width is a problem."""
        said = "".join(chunk.run.text for chunk in chunks)
        if from_right(said):
            chunks = [Chunk(run._replace(text=isolated(run.text, said)), link) for run, link in chunks]
        paragraph = self._placed(break_lines(chunks, width, self.rules, _heads(node)), style, node, where)
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


def _heads(node: Node) -> bool:
    """Whether an element is a heading: its lines are as long as each other."""
    return node.role[0] == "H"
