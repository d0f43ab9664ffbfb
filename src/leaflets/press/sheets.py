"""What goes to a printer: pages in pairs on the sheets of a booklet; and finished files joined, with separator sheets.

A booklet's sheets lie inside each other, and are stapled in the fold. Either shows pages in the order of the paper, so
it has no structure tree, no marks and no links: people read the tagged files it is made from.
"""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from pypdf import PdfReader, PdfWriter, Transformation
from pypdf import generic as pdf

from leaflets.files import NAMESPACE
from leaflets.inspect.reading.xmp import values
from leaflets.pdf.document import Document
from leaflets.pdf.lines import draw_lines
from leaflets.pdf.metadata import PRODUCER, sheets_xmp
from leaflets.pdf.shell import finished
from leaflets.text.direction import runs_left
from leaflets.text.lines import Chunk, TextStyle, break_lines

MARKED = {b"BDC", b"BMC", b"EMC", b"DP", b"MP"}
"""The operators of marked content (ISO 32000-1, 14.6)."""

PROPOSED: Mapping[str, pdf.PdfObject] = {
    "/DisplayDocTitle": pdf.BooleanObject(True),
    "/Duplex": pdf.NameObject("/DuplexFlipShortEdge"),
    "/PrintScaling": pdf.NameObject("/None"),
    "/PickTrayByPDFSize": pdf.BooleanObject(True),
    "/NumCopies": pdf.NumberObject(1),
}
"""What a viewer should propose when it prints: both sides, turned over the short edge, at full size."""


class Side(NamedTuple):
    """One side of a sheet: the pages, counted from 0, at its left and right, and the sheet's number from outside."""

    left: int
    right: int
    sheet: int


def sides(pages: int) -> Iterator[Side]:
    """The sides of the sheets of a booklet, outermost first, each sheet's front before its back.

    Pages from ``pages`` on are blank. Raises ValueError if there are none to impose.
    """
    if pages < 1:
        raise ValueError("a booklet has at least one page")
    last = -(-pages // 4) * 4 - 1
    for sheet in range((last + 1) // 4):
        first = 2 * sheet
        yield Side(last - first, first, sheet)
        yield Side(first + 1, last - first - 1, sheet)


def impose(data: bytes, sheet: tuple[float, float], title: str, thickness: float = 0.0) -> bytes:
    """The pages of a finished file on sheets of a size in points, to be printed on both sides and folded.

    ``thickness`` is that of the paper, in points: inner sheets stand out at the edge by as much for each sheet around
    them, so their pages are moved towards the fold (creep) and trim evenly.
    """
    reader = PdfReader(io.BytesIO(data))
    writer = PdfWriter()
    writer.pdf_header = "%PDF-1.7"
    forms = [_form(writer, reader, page) for page in reader.pages]
    wide, tall = sheet
    language = str(reader.root_object.get("/Lang", ""))
    for left, right, number in sides(len(forms)):
        if runs_left(language):  # bound at the right
            left, right = right, left
        page = writer.add_blank_page(wide, tall)
        creep = number * thickness
        places = ((left, creep), (right, wide / 2 - creep))
        _show(writer, page, [(forms[index], x) for index, x in places if index < len(forms)])
    dates = {key: str(value) for key, value in (reader.metadata or {}).items() if key in ("/CreationDate", "/ModDate")}
    return _named(writer, reader, title, language, PROPOSED, dates, values(reader.xmp_metadata, NAMESPACE))


def _named(
    writer: PdfWriter,
    like: PdfReader,
    title: str,
    language: str,
    proposed: Mapping[str, pdf.PdfObject],
    dates: Mapping[str, str],
    origin: Mapping[str, str],
) -> bytes:
    """Sheets as a file with a title, a language and dates, the identifier of the file they are like, and their origin.

    ``proposed`` is what a viewer should propose when it shows or prints them.
    """
    shown = pdf.DictionaryObject({pdf.NameObject(key): value for key, value in proposed.items()})
    writer.root_object.update(
        {pdf.NameObject("/ViewerPreferences"): shown, pdf.NameObject("/Lang"): pdf.TextStringObject(language)}
    )
    writer.metadata = None
    writer.add_metadata({"/Title": title, "/Creator": "leaflets", "/Producer": PRODUCER, **dates})
    metadata = pdf.StreamObject()
    metadata.set_data(sheets_xmp(title, origin))
    metadata.update(
        {pdf.NameObject("/Type"): pdf.NameObject("/Metadata"), pdf.NameObject("/Subtype"): pdf.NameObject("/XML")}
    )
    writer.root_object[pdf.NameObject("/Metadata")] = writer._add_object(metadata)
    writer._ID = like.trailer.get("/ID")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _form(writer: PdfWriter, reader: PdfReader, page: Any) -> Any:
    """A page's drawing as a form XObject, without its marks (ISO 32000-1, 8.10)."""
    content = pdf.ContentStream(page["/Contents"], reader)
    content.operations = [entry for entry in content.operations if entry[1] not in MARKED]
    form = pdf.StreamObject()
    form.set_data(content.get_data())
    form.update({
        pdf.NameObject("/Type"): pdf.NameObject("/XObject"),
        pdf.NameObject("/Subtype"): pdf.NameObject("/Form"),
        pdf.NameObject("/BBox"): pdf.ArrayObject(page.mediabox),
        pdf.NameObject("/Resources"): page.raw_get("/Resources").clone(writer),
    })  # fmt: skip
    return writer._add_object(form.flate_encode())


def _show(writer: PdfWriter, page: Any, placed: list[tuple[Any, float]]) -> None:
    """Show forms on a sheet, each moved to the right."""
    code = [
        f"q {' '.join(f'{value:g}' for value in Transformation().translate(round(x, 3)).ctm)} cm /P{index} Do Q"
        for index, (_, x) in enumerate(placed)
    ]
    stream = pdf.StreamObject()
    stream.set_data("\n".join(code).encode("ascii"))
    forms = pdf.DictionaryObject({pdf.NameObject(f"/P{index}"): form for index, (form, _) in enumerate(placed)})
    page[pdf.NameObject("/Resources")] = pdf.DictionaryObject({pdf.NameObject("/XObject"): forms})
    page[pdf.NameObject("/Contents")] = writer._add_object(stream)


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

    Everything begins on the front of a sheet. What the files propose to whoever prints them, the first for all, is what
    it proposes.
    """
    writer = PdfWriter()
    writer.pdf_header = "%PDF-1.7"
    told = PdfReader(io.BytesIO(separators))
    first, *sheets = told.pages
    _add(writer, [first])
    proposed: dict[str, pdf.PdfObject] = {"/DisplayDocTitle": pdf.BooleanObject(True)}
    for sheet, data in zip(sheets, files, strict=True):
        reader = PdfReader(io.BytesIO(data))
        _add(writer, [sheet])
        _add(writer, reader.pages)
        for key, value in reader.root_object.get("/ViewerPreferences", {}).items():
            proposed.setdefault(key, value)
    return _named(writer, told, title, language, proposed, {"/CreationDate": moment, "/ModDate": moment}, {})


def _add(writer: PdfWriter, pages: Iterable[Any]) -> None:
    """Pages as they look, and a blank one after them if their number is odd."""
    count = 0
    for count, page in enumerate(pages, 1):  # noqa: B007 (the number of pages, in the end)
        new = writer.add_blank_page(float(page.mediabox.width), float(page.mediabox.height))
        for key in (*_BOXES, "/Resources", "/Contents"):
            if key in page:
                new[pdf.NameObject(key)] = page.raw_get(key).clone(writer)
    if count % 2:
        writer.add_blank_page(float(page.mediabox.width), float(page.mediabox.height))
