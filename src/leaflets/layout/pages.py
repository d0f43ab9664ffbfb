"""Drawing the chosen pages: what stands on each, the running header and footer, and a print shop's marks."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import ceil
from typing import NamedTuple

from leaflets.content.units import POINTS
from leaflets.edition.manuscript import Manuscript, footer
from leaflets.layout.paginate import Page, Placed
from leaflets.layout.style import StyleSheet
from leaflets.pdf.canvas import Canvas
from leaflets.pdf.document import Document
from leaflets.problems import Problem
from leaflets.text.lines import TextStyle

HEAD = 24.0
"""Distance of the header from the upper edge of the paper, in points."""

FOOT = 21.0
"""Distance of the footer's baseline from the lower edge: what office printers can reach, and no nearer to the text."""

BLACK = "#000000"
MARK = 6 * POINTS["mm"]
"""Length of a crop mark, in points."""

HAIRLINE = 0.35
"""Width of a crop mark, in points: under 0.25 a plate may lose it."""

BETWEEN = "  ·  "
"""What stands between the parts of a footer."""


class Side(NamedTuple):
    """One side of a sheet: its page, or its panels, each with where its text begins from the left, and how wide it is;
    and its folds.
    """

    pages: Sequence[tuple[float, float, Page]]
    folds: Sequence[float] = ()

    def placed(self, sheet: StyleSheet) -> Iterator[tuple[float, float, float, Placed]]:
        """What stands on it, in drawing order, each with x of its left edge, y of its top and width, in points."""
        paper = sheet.format
        top = paper.paper[1] - paper.margins.top
        for left, width, page in self.pages:
            measure = width - paper.side_column - paper.gutter
            for placed in page.text:
                yield left, top - placed.down, width if placed.flowable.span else measure, placed
            for placed in page.side:
                yield left + measure + paper.gutter, top - placed.down, paper.side_column, placed


def draw(document: Document, sides: Sequence[Side], copy: Manuscript, sheet: StyleSheet) -> None:
    """Draw every side into the document, and note its sections as bookmarks. Folded sheets have no header or footer.

    But a translation that is a draft says so on their inside, too.
    """
    for index, side in enumerate(sides):
        canvas = blank_page(document, sheet, side.folds)
        for x, top, width, placed in side.placed(sheet):
            flowable = placed.flowable
            canvas.frame = canvas.shown((x, top - placed.height, x + width, top + flowable.raised))
            if flowable.anchor and placed.first == 0:
                canvas.place(flowable.anchor, top + sheet.unit)
            flowable.draw(canvas, x, top, placed.first, placed.last)
        canvas.frame = None
        if not sheet.format.fold:
            _furniture(canvas, copy, sheet, index, len(sides))
        elif index and copy.rendering:  # staff who cannot read it must see on either side what it is
            margins = sheet.format.margins
            with canvas.artifact("Pagination", "Footer"):
                _across(canvas, sheet, margins.left, margins.bottom - sheet.soft.size * 0.8, copy.notice, "")
    if not sheet.format.fold:
        draw_feet(document, foot_lines(copy, sheet, len(sides)), sheet)  # last, as for another clinic
    for name, section in copy.leaflet.sections.items():
        if name in document.places:
            document.bookmark(0, section.heading, name)


def draw_feet(document: Document, lines: Sequence[str], sheet: StyleSheet) -> None:
    """Draw the words at the foot of every page, the same on each, where nothing else is still to be drawn."""
    (first, *others), style, left = document.pages, sheet.furniture, sheet.format.margins.left
    (low, leading), last = _foot_place(len(lines), sheet), len(lines) - 1
    with first.local() as foot, first.artifact("Pagination", "Footer"):
        first.lines((left, low + (last - down) * leading, [style.run(line)]) for down, line in enumerate(lines))
    for canvas in others:
        canvas.repeat(foot)


def blank_page(document: Document, sheet: StyleSheet, folds: Sequence[float] = ()) -> Canvas:
    """A new page; for a print shop, with bleed, and marks where to trim and to fold it."""
    slug = sheet.bleed + MARK + 3 if sheet.bleed else 0.0
    canvas = document.page(*sheet.format.paper, sheet.bleed, slug)
    if sheet.bleed:
        with canvas.artifact("Page"):
            _marks(canvas, folds)
    return canvas


def _marks(canvas: Canvas, folds: Sequence[float]) -> None:
    """Crop marks at the corners and dashed fold marks at the edges, all outside the bleed."""
    wide, tall, near = canvas.width, canvas.height, canvas.bleed
    far = near + MARK
    for x in (0.0, wide):
        for low, high in ((-far, -near), (tall + near, tall + far)):
            canvas.path_through([(x, low), (x, high)], BLACK, HAIRLINE)
    for y in (0.0, tall):
        for left, right in ((-far, -near), (wide + near, wide + far)):
            canvas.path_through([(left, y), (right, y)], BLACK, HAIRLINE)
    for x in folds:
        for start in (-far, tall + near):
            for step in range(3):
                y = start + step * MARK * 0.4
                canvas.path_through([(x, y), (x, y + MARK * 0.2)], BLACK, HAIRLINE)


def section_places(pages: Sequence[Page]) -> dict[str, tuple[int, float]]:
    """The page, from 0, each section begins on; the heights on them are known when they are drawn."""
    return {
        placed.flowable.anchor: (number, 0.0)
        for number, page in enumerate(pages)
        for placed in page.text
        if placed.flowable.anchor and placed.first == 0
    }


def _furniture(canvas: Canvas, copy: Manuscript, sheet: StyleSheet, index: int, count: int) -> None:
    """The running header, from the second page on; the rule above the footer, and the folio."""
    left, width, height = sheet.format.margins.left, sheet.format.width, sheet.format.paper[1]
    style = sheet.furniture
    if index:
        with canvas.artifact("Pagination", "Header"):
            marks = _marks_in_lines(copy, sheet)
            used = style.regular.width(f"{copy.variant.title}  {copy.notice}", style.size)
            title, low = copy.variant.title if used <= width else "", height - HEAD - style.size + 3
            for up, mark in enumerate(reversed(marks)):
                _across(canvas, sheet, left, low + up * style.size * 1.1, "" if up else title, mark)
    lines = foot_lines(copy, sheet, count)
    low, leading = _foot_place(len(lines), sheet)
    with canvas.artifact("Pagination", "Footer"):
        canvas.rule(left, low + len(lines) * leading + 1, width, sheet.rule, 0.5)
        folio = copy.language.phrases.page.format(page=index + 1, pages=count)
        _across(canvas, sheet, left, low + (len(lines) - 1) * leading, "", folio)


def _marks_in_lines(copy: Manuscript, sheet: StyleSheet) -> list[str]:
    """The draft and out-of-date marks in a line, or, where a page is too narrow, in as many as they need."""
    style, stop = sheet.furniture, f"{copy.language.signs.stop} "
    lines = [""]
    for mark in copy.notice.split(stop):
        longer = f"{lines[-1]}{stop}{mark}" if lines[-1] else mark
        fits = style.regular.width(longer, style.size) <= sheet.format.width
        lines[-1:] = [longer] if fits or not lines[-1] else [lines[-1], mark]
    return lines


def _foot_place(count: int, sheet: StyleSheet) -> tuple[float, float]:
    """The height of a footer's last baseline, and the distance of its lines, in points."""
    style = sheet.furniture
    if FOOT + count * style.leading + 4 > sheet.format.margins.bottom:  # room only for lines closer together
        return FOOT - 2, style.size * 1.1
    return FOOT, style.leading


def furniture_faults(copy: Manuscript, sheet: StyleSheet, count: int) -> Iterator[Problem]:
    """What keeps the furniture of ``count`` pages from standing where it should: margins too small, words too wide."""
    paper, style, lines = sheet.format, sheet.furniture, foot_lines(copy, sheet, count)
    folio = copy.language.phrases.page.format(page=count, pages=count)
    low, leading = _foot_place(len(lines), sheet)
    foot = low + leading * len(lines) + 2
    needed = {"bottom": foot, **({"top": HEAD + style.size * 1.25 - 3} if count > 1 else {})}
    for edge, least in needed.items():
        given = getattr(paper.margins, edge)
        if given < least:
            message = f"the {edge} margin is {given / POINTS['mm']:.1f} mm, and what stands there on every page needs"
            hint = f"make it {ceil(least / POINTS['mm'])} mm or more"
            yield Problem(paper.margins.at(edge), f"{message} {least / POINTS['mm']:.1f} mm", hint)
    feet = [f"{lines[0]}{BETWEEN}{folio}" if len(lines) > 1 else "", *lines[1:]]
    wide = [(words, "foot", copy.variant.at("short_title"), "write a shorter 'short_title'") for words in feet]
    marks, hint = _marks_in_lines(copy, sheet) if count > 1 else (), "take wider paper, or smaller margins"
    wide += [(words, "head", paper.at("paper"), hint) for words in marks]
    for words, end, where, hint in wide:
        if (over := style.regular.width(words, style.size) - paper.width) > 0.01:
            yield Problem(where, f"'{words}' is {over:.0f} pt too wide for the {end} of a page of {paper.name}", hint)


def foot_lines(copy: Manuscript, sheet: StyleSheet, count: int) -> list[str]:
    """The footer of a leaflet of ``count`` pages, in one line with the folio, or in several."""
    parts = footer(copy.leaflet.file, copy.job.variant, copy.language, copy.clinic)
    folio = copy.language.phrases.page.format(page=count, pages=count)
    return _foot_lines(parts, folio, sheet.furniture, sheet.format.width)


@lru_cache(8)
def _foot_lines(parts: tuple[str, ...], folio: str, style: TextStyle, width: float) -> list[str]:
    """The parts of a footer on one line with the folio; or the first beside the folio, and the others below it."""

    def fits(*words: str) -> bool:
        gaps = (len(words) - 1) * style.regular.width(BETWEEN, style.size)
        return sum([style.regular.width(part, style.size) for part in words], gaps) <= width

    if fits(*parts, folio):
        return [BETWEEN.join(parts)]
    lines = [parts[0], parts[1]]
    for part in parts[2:]:
        if fits(lines[-1], part):
            lines[-1] += BETWEEN + part
        else:
            lines.append(part)
    return lines


def _across(canvas: Canvas, sheet: StyleSheet, x: float, y: float, left: str, right: str) -> None:
    """One line of furniture: words at the left edge, and words at the right."""
    style = sheet.furniture
    lines = [(x, y, [style.run(left)])] if left else []
    if right:
        start = x + sheet.format.width - style.regular.width(right, style.size)
        lines.append((start, y, [style.run(right)]))
    canvas.lines(lines)
