"""A small document that uses every part of ``leaflets.pdf``: what the tests of that room build, read and spoil."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from leaflets.pdf.canvas import Canvas
from leaflets.pdf.document import Document, Intent
from leaflets.pdf.ink import COLOUR, Palette
from leaflets.pdf.metadata import Metadata
from leaflets.pdf.shell import finished
from leaflets.pdf.tree import Node
from leaflets.text.fonts import Font, fonts
from leaflets.text.lines import Run

ASSETS = Path(__file__).parents[2] / "assets"
FONTS = ASSETS / "fonts"
TITLE = "Leaflet from Łódź (first part) \\ <&>"
ALT = "A stomach (left) \\ żołądek"
INK = "#1A1A1A"


def regular() -> Font:
    """The regular typeface of the leaflets."""
    return fonts(FONTS, "leaflets-hyperlegible")[0]


def bold() -> Font:
    """The bold typeface of the leaflets."""
    return fonts(FONTS, "leaflets-hyperlegible")[1]


def metadata(title: str = TITLE) -> Metadata:
    """What the sample says of itself."""
    made = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
    return Metadata(title, "Clinic of Łódź & <Kraków>", "Patient information", "one, two", "en-GB", made)


def blank(title: str = TITLE) -> Document:
    """A document without pages."""
    intent = Intent("sRGB", "sRGB IEC61966-2.1", (ASSETS / "profiles/sRGB.icc").read_bytes(), 3)
    return Document(metadata(title), intent, Palette(COLOUR))


def say(canvas: Canvas, node: Node, x: float, y: float, *lines: str, font: Font | None = None) -> None:
    """Write lines of 12 points, 16 points apart, as content of ``node``."""
    with canvas.mark(node):
        canvas.lines([(x, y - 16 * index, [Run(line, font or regular(), 12, INK)]) for index, line in enumerate(lines)])


def sample() -> bytes:
    """Two pages: headings, a split paragraph, links, a list, a table, a figure, running footers and bookmarks."""
    document = blank()
    first, second = document.page(595.28, 841.89), document.page(595.28, 841.89)
    _first_page(document, first)
    split = document.root.add("P")
    say(first, split, 72, 80, "This paragraph begins at the foot of one page", "and")
    say(second, split, 72, 780, "ends at the head of the next.")
    _second_page(document, second)
    for number, page in enumerate((first, second), 1):
        with page.local(), page.artifact("Pagination", "Footer"):
            page.lines([(72, 40, [Run(f"Page {number} of 2", regular(), 10, "#555555")])])
    return finished(document)


def _first_page(document: Document, page: Canvas) -> None:
    root = document.root
    say(page, root.add("H1"), 72, 760, TITLE, font=bold())
    page.place("top", 780)
    document.bookmark(0, "Łódź (top) \\", "top")
    say(page, root.add("H2"), 72, 700, "What is it?", font=bold())
    page.place("what", 720)
    document.bookmark(1, "What is it?", "what")
    paragraph = root.add("P")
    say(page, paragraph, 72, 670, "Read more at the")
    link = paragraph.add("Link")
    with page.mark(link):
        page.lines([(170, 670, [Run("website of the", regular(), 12, "#0B5563")])])
        page.lines([(72, 654, [Run("clinic", regular(), 12, "#0B5563")])])
    boxes = [(170.0, 666.0, 250.0, 682.0), (72.0, 650.0, 104.0, 666.0)]
    page.link(link, boxes, "https://example.org/łódź?a=(b)", "Website (of the clinic)")
    say(page, paragraph, 110, 654, "if you wish.")
    with page.artifact():
        page.rectangle((60, 560, 300, 60), "#E8F1F2", "#0B5563", 1, 6)
    bullets = root.add("L", attributes={"List": "/ListNumbering /Disc"})
    for index, words in enumerate(("pain", "fever")):
        item = bullets.add("LI")
        say(page, item.add("Lbl"), 72, 600 - 20 * index, "•")
        say(page, item.add("LBody"), 90, 600 - 20 * index, words)
    _table(page, root, (("Test", "When"), ("Scan", "Each year"), ("Blood test", "")))
    figure = root.add("Figure", alt=ALT, attributes={"Layout": "/BBox [400 400 480 480] /Placement /Block"})
    with page.mark(figure):
        page.circle(440, 440, 40, "#7A4A00", "#1A1A1A", 2)
        page.polygon([(430, 430), (450, 430), (440, 450)], "#FFFFFF")


def _table(page: Canvas, root: Node, rows: Sequence[Sequence[str]]) -> None:
    table = root.add("Table")
    for index, cells in enumerate(rows):
        row = table.add("TR")
        for column, words in enumerate(cells):
            scope = {"Table": "/Scope /Column"}
            cell = row.add("TD", keep=True) if index else row.add("TH", attributes=scope)
            if words:
                say(page, cell, 72 + 120 * column, 500 - 20 * index, words)
        with page.artifact():
            page.rule(72, 494 - 20 * index, 240, "#999999")


def _second_page(document: Document, page: Canvas) -> None:
    root = document.root
    say(page, root.add("H2"), 72, 740, "Where to go", font=bold())
    page.place("where", 760)
    document.bookmark(1, "Where to go", "where")
    say(page, root.add("H3"), 72, 710, "Near Łódź", font=bold())
    page.place("near", 730)
    document.bookmark(2, "Near Łódź", "near")
    link = root.add("P").add("Link")
    say(page, link, 72, 680, "Back to the top")
    page.link(link, [(72, 676, 160, 692)], "#top", "The top, page 1")
    root.add("P")
