"""Print runs: finished files joined into one for a printer, a separator sheet before each.

Like a print master it shows pages in the order of the paper, and has no structure tree and no links: people read the
files it is made from. Everything begins on the front of a sheet.
"""

import io
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from pypdf import PdfReader, PdfWriter
from pypdf.generic import BooleanObject, NameObject, PdfObject

from leaflets.pdf.document import Document
from leaflets.pdf.lines import draw_lines
from leaflets.pdf.shell import finished
from leaflets.press.imposition import named
from leaflets.text.lines import Chunk, TextStyle, break_lines

MARGIN = 56.7
"""White around the words of a separator sheet, in points: 20 mm."""

_BOXES = ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/Rotate")


class Separator(NamedTuple):
    """The words of a separator sheet, each with its style, and the size of the sheet in points."""

    words: Sequence[tuple[str, TextStyle]]
    size: tuple[float, float]


def size_of(data: bytes) -> tuple[int, tuple[float, float]]:
    """The number of pages of a finished file, and the size of its first in points."""
    reader = PdfReader(io.BytesIO(data))
    box = reader.pages[0].mediabox
    return len(reader.pages), (float(box.width), float(box.height))


def draw_separators(document: Document, separators: Iterable[Separator]) -> bytes:
    """A file of separator sheets, a page each, drawn into an empty document."""
    for separator in separators:
        wide, tall = separator.size
        canvas = document.page(wide, tall)
        top = tall - MARGIN
        for text, style in separator.words:
            lines = break_lines([Chunk(style.run(text))], wide - 2 * MARGIN)
            draw_lines(canvas, document.root.add("P"), lines, MARGIN, top, style)
            top -= len(lines) * style.leading + style.leading / 2
    return finished(document)


def join(title: str, language: str, separators: bytes, files: Sequence[bytes], moment: str) -> bytes:
    """One file of the first separator, then each file after a separator of its own. ``moment`` is a PDF date.

    What the files propose to whoever prints them, the first for all, is what it proposes.
    """
    writer = PdfWriter()
    writer.pdf_header = "%PDF-1.7"
    told = PdfReader(io.BytesIO(separators))
    first, *sheets = told.pages
    _add(writer, [first])
    proposed: dict[str, PdfObject] = {"/DisplayDocTitle": BooleanObject(True)}
    for sheet, data in zip(sheets, files, strict=True):
        reader = PdfReader(io.BytesIO(data))
        _add(writer, [sheet])
        _add(writer, reader.pages)
        for key, value in reader.root_object.get("/ViewerPreferences", {}).items():
            proposed.setdefault(key, value)
    return named(writer, told, title, language, proposed, {"/CreationDate": moment, "/ModDate": moment}, {})


def _add(writer: PdfWriter, pages: Iterable[Any]) -> None:
    """Pages as they look, and a blank one after them if their number is odd."""
    count = 0
    for count, page in enumerate(pages, 1):  # noqa: B007 (the number of pages, in the end)
        new = writer.add_blank_page(float(page.mediabox.width), float(page.mediabox.height))
        for key in (*_BOXES, "/Resources", "/Contents"):
            if key in page:
                new[NameObject(key)] = page.raw_get(key).clone(writer)
    if count % 2:
        writer.add_blank_page(float(page.mediabox.width), float(page.mediabox.height))
