"""Drawing the chosen pages: what stands on each, the running header and footer, and a print shop's marks."""

from __future__ import annotations

from collections.abc import Sequence

from leaflets.content.manuscript import footer
from leaflets.content.units import POINTS
from leaflets.layout.paginate import Page
from leaflets.layout.setting import Setting
from leaflets.pdf.canvas import Canvas
from leaflets.pdf.document import Document
from leaflets.pdf.text import TextStyle

FOOT = 24.0
"""Distance of the footer's baseline, and of the header's, from the nearer edge of the paper, in points."""

BLACK = "#000000"
MARK = 6 * POINTS["mm"]
"""Length of a crop mark, in points."""

HAIRLINE = 0.35
"""Width of a crop mark, in points: under 0.25 a plate may lose it."""

BETWEEN = "  ·  "
"""What stands between the parts of a footer."""


def draw_pages(document: Document, pages: Sequence[Page], setting: Setting) -> None:
    """Draw every page of the leaflet into the document, and note its sections as bookmarks."""
    paper = setting.sheet.format
    for index, page in enumerate(pages):
        canvas = blank_page(document, setting)
        draw_page(canvas, page, paper.margins.left, setting)
        with canvas.furniture():
            _furniture(canvas, setting, index, len(pages))
    bookmark(document, setting)


def blank_page(document: Document, setting: Setting, folds: Sequence[float] = ()) -> Canvas:
    """A new page; for a print shop, with bleed, and marks where to trim and to fold it."""
    slug = setting.bleed + MARK + 3 if setting.bleed else 0.0
    canvas = document.page(*setting.sheet.format.paper, setting.bleed, slug)
    if setting.bleed:
        with canvas.furniture(), canvas.artifact("Page"):
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


def draw_page(canvas: Canvas, page: Page, left: float, setting: Setting) -> None:
    """Draw what stands on a page, or on a panel, its text beginning at ``left``."""
    paper = setting.sheet.format
    top = paper.paper[1] - paper.margins.top
    for placed in page.text:
        if placed.flowable.anchor and placed.first == 0:
            canvas.place(placed.flowable.anchor, top - placed.down + setting.sheet.unit)
        placed.flowable.draw(canvas, left, top - placed.down, placed.first, placed.last)
    for placed in page.side:
        beside = left + paper.measure + paper.gutter
        placed.flowable.draw(canvas, beside, top - placed.down, placed.first, placed.last)


def bookmark(document: Document, setting: Setting) -> None:
    """Make the sections the document's bookmarks."""
    for name, section in setting.leaflet.sections.items():
        if name in document.places:
            document.bookmark(0, section.heading, name)


def section_pages(pages: Sequence[Page]) -> dict[str, int]:
    """The page, counted from 1, each section begins on."""
    return {
        placed.flowable.anchor: number
        for number, page in enumerate(pages, 1)
        for placed in page.text
        if placed.flowable.anchor and placed.first == 0
    }


def _furniture(canvas: Canvas, setting: Setting, index: int, count: int) -> None:
    """The running header, from the second page on, and the footer with the folio."""
    sheet, file, phrases = setting.sheet, setting.leaflet.file, setting.language.phrases
    variant = file.variants[setting.job.variant]
    left, width, height = sheet.format.margins.left, sheet.format.width, sheet.format.paper[1]
    style = sheet.soft
    if index:
        with canvas.artifact("Pagination", "Header"):
            used = style.regular.width(f"{variant.title}  {setting.notice}", style.size)
            title = variant.title if used <= width else ""
            _across(canvas, setting, left, height - FOOT - style.size + 3, title, setting.notice)
    parts = footer(file, setting.job.variant, setting.language, setting.clinic)
    folio = phrases.page.format(page=index + 1, pages=count)
    widest = phrases.page.format(page=count, pages=count)
    lines = _foot_lines(parts, widest, style, width)
    with canvas.artifact("Pagination", "Footer"):
        low, leading = FOOT, style.leading
        if low + len(lines) * leading + 4 > sheet.format.margins.bottom:  # no room but for lines closer together
            low, leading = FOOT - 5, style.size * 1.1
        canvas.rule(left, low + len(lines) * leading + 1, width, sheet.rule, 0.5)
        for up, line in enumerate(reversed(lines), 1):
            _across(canvas, setting, left, low + (up - 1) * leading, line, folio if up == len(lines) else "")


def _foot_lines(parts: Sequence[str], folio: str, style: TextStyle, width: float) -> list[str]:
    """The parts of a footer on one line with the folio; or the first beside the folio, and the others below it."""

    def fits(*words: str) -> bool:
        return style.regular.width(BETWEEN.join(words), style.size) <= width

    if fits(*parts, folio):
        return [BETWEEN.join(parts)]
    lines = [parts[0], parts[1]]
    for part in parts[2:]:
        if fits(lines[-1], part):
            lines[-1] += BETWEEN + part
        else:
            lines.append(part)
    return lines


def _across(canvas: Canvas, setting: Setting, x: float, y: float, left: str, right: str) -> None:
    """One line of furniture: words at the left edge, and words at the right."""
    style = setting.sheet.soft
    lines = [(x, y, [style.run(left)])]
    if right:
        start = x + setting.sheet.format.width - style.regular.width(right, style.size)
        lines.append((start, y, [style.run(right)]))
    canvas.lines(lines)
