"""Drawing the chosen pages: what stands on each, and the running header and footer around it."""

from __future__ import annotations

from collections.abc import Sequence

from leaflets.content.manuscript import footer
from leaflets.layout.paginate import Page
from leaflets.layout.setting import Setting
from leaflets.pdf.canvas import Canvas
from leaflets.pdf.document import Document

FOOT = 24.0
"""Distance of the footer's baseline, and of the header's, from the nearer edge of the paper, in points."""


BETWEEN = "  ·  "
"""What stands between the parts of a footer."""


def draw_pages(document: Document, pages: Sequence[Page], setting: Setting) -> None:
    """Draw every page of the leaflet into the document, and note its sections as bookmarks."""
    paper = setting.sheet.format
    for index, page in enumerate(pages):
        canvas = document.page(*paper.paper)
        top = paper.paper[1] - paper.margins.top
        for placed in page.text:
            if placed.flowable.anchor and placed.first == 0:
                canvas.place(placed.flowable.anchor, top - placed.down + setting.sheet.unit)
            placed.flowable.draw(canvas, paper.margins.left, top - placed.down, placed.first, placed.last)
        for placed in page.side:
            beside = paper.margins.left + paper.measure + paper.gutter
            placed.flowable.draw(canvas, beside, top - placed.down, placed.first, placed.last)
        with canvas.furniture():
            _furniture(canvas, setting, index, len(pages))
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
    parts = footer(file, setting.job.variant, setting.language)
    folio = phrases.page.format(page=index + 1, pages=count)
    lines = [(BETWEEN.join(parts), folio)]
    if style.regular.width("  ".join(lines[0]), style.size) > width:
        lines = [(parts[0], folio), (BETWEEN.join(parts[1:]), "")]
    with canvas.artifact("Pagination", "Footer"):
        canvas.rule(left, FOOT + len(lines) * style.leading + 1, width, sheet.rule, 0.5)
        for up, (first, last) in enumerate(reversed(lines)):
            _across(canvas, setting, left, FOOT + up * style.leading, first, last)


def _across(canvas: Canvas, setting: Setting, x: float, y: float, left: str, right: str) -> None:
    """One line of furniture: words at the left edge, and words at the right."""
    style = setting.sheet.soft
    lines = [(x, y, [style.run(left)])]
    if right:
        start = x + setting.sheet.format.width - style.regular.width(right, style.size)
        lines.append((start, y, [style.run(right)]))
    canvas.lines(lines)
