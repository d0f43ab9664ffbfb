"""A finished file opened for a look inside: refused in one clear line where it cannot be read."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import Any

import pypdfium2.raw as pdfium
from pypdf import PdfReader, apply_configuration
from pypdf.xmp import XmpInformation
from pypdfium2 import PdfDocument, PdfiumError

from leaflets.files import NAMESPACE
from leaflets.inspect.reading.page import Font, PageContent, Stream, follow
from leaflets.inspect.reading.tree import DAMAGE, DEEPEST, Tree, even
from leaflets.inspect.reading.xmp import PDFX, values

MOST_PAGES = 500
MOST_PAINTED = 20 << 20
"""The most bytes of a page's content that are painted: PDFium takes a second for so many."""

_LIMITS: dict[str, Any] = {
    "zlib_maximum_output_length": 50 << 20,
    "array_based_stream_maximum_output_length": 50 << 20,
    "lzw_maximum_output_length": 5 << 20,
    "run_length_maximum_output_length": 20 << 20,
    "stream_decoding_work_maximum_length": 100 << 20,
    "stream_parsing_work_maximum_count": 400_000,
}
"""How much of a stream is unpacked, in bytes, and how many operators and operands of a page are followed."""


_METADATA = (b"/Metadata", b"/Metadat-")
"""PDFium leaves metadata locked, which it knows by this name, unless the name is another."""


class Unreadable(Exception):  # noqa: N818 (it says what a file is, not what went wrong in the program)
    """A file that cannot be looked into, and why: the end of a sentence that begins with its name."""


@contextmanager
def opened(data: bytes) -> Iterator[Opened]:
    """A file opened, the reader's complaints gathered. Raises Unreadable where there is nothing to read."""
    repairs = _Repairs()
    logger = logging.getLogger("pypdf")
    logger.addHandler(repairs)
    try:
        with apply_configuration(**_LIMITS):
            yield Opened(data, repairs.found)
    finally:
        logger.removeHandler(repairs)


class Opened:
    """A file whose parts are read when they are asked for. ``repairs`` are the reader's complaints so far.

    A file that is locked, and opens without a password, is read as PDFium unlocks it; ``permissions`` are then the
    bits of what it lets a reader do (ISO 32000-1, Table 22), and else nothing.
    """

    def __init__(self, data: bytes, repairs: Iterable[str]) -> None:
        self.repairs = repairs
        _recognised(data)
        self.permissions, self.data = _unlocked(data)
        try:
            self.reader = PdfReader(io.BytesIO(self.data))
            count = len(self.reader.pages)
            self.root: Any = self.reader.trailer["/Root"].get_object()
        except DAMAGE as error:
            raise Unreadable(f"is damaged and cannot be read ({said(error)})") from None
        if not count:
            raise Unreadable("has no pages")
        if count > MOST_PAGES:
            raise Unreadable(f"has {count} pages; at most {MOST_PAGES} are looked at")

    @cached_property
    def pages(self) -> list[PageContent]:
        """The pages as they are painted. Raises Unreadable for a page that says too much, before it is painted."""
        pages = list(enumerate(self.reader.pages, 1))
        for number, page in pages:
            contents = page.get_contents()
            if contents is not None and len(contents.get_data()) > MOST_PAINTED:
                raise Unreadable(f"has a page that takes more than {MOST_PAINTED >> 20} MB to paint, page {number}")
        painted, fonts = PdfDocument(self.data), dict[int, Font]()
        return [PageContent(number, page, painted[number - 1], fonts) for number, page in pages]

    @cached_property
    def streams(self) -> list[Stream]:
        """The pages and the forms they paint, with the marks written in each."""
        pages = [Stream(f"page {number}", number, page) for number, page in enumerate(self.reader.pages, 1)]
        forms: dict[int, Stream] = {}
        for stream in pages:
            content = stream.entries.get_contents()
            follow(stream, content.get_data() if content is not None else b"", forms)
        return [*pages, *forms.values()]

    @cached_property
    def dictionaries(self) -> list[tuple[int, Any]]:
        """All dictionaries and streams of the file, each with the number of the object it stands in."""
        numbers = {number for table in self.reader.xref.values() for number in table} | set(self.reader.xref_objStm)
        return [(number, one) for number in sorted(numbers - {0}) for one in _inside(self.reader.get_object(number), 0)]

    @cached_property
    def tree(self) -> Tree:
        """The structure tree; it is empty in a file that is not tagged."""
        return Tree(self.reader)

    @property
    def tagged(self) -> bool:
        """Whether the file has a structure tree."""
        return "/StructTreeRoot" in self.root

    @cached_property
    def xmp(self) -> XmpInformation | None:
        """The XMP metadata, if there is any that can be read."""
        return self.reader.xmp_metadata

    def told(self, namespace: str) -> Mapping[str, str]:
        """The properties of a namespace in the XMP metadata; none if they cannot be read."""
        try:
            return values(self.xmp, namespace)
        except DAMAGE:
            return {}

    @property
    def origin(self) -> Mapping[str, str]:
        """What the file says that it was made from."""
        return self.told(NAMESPACE)

    @property
    def press(self) -> str:
        """The standard for print shops that the file says it keeps, if any."""
        return self.told(PDFX).get("GTS_PDFXVersion", "")


class _Repairs(logging.Handler):
    """Keeps what the reader says it had to repair, which would else be printed."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.found: dict[str, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the words of a complaint."""
        self.found[record.getMessage().strip()] = None


def _inside(value: Any, depth: int) -> Iterator[Any]:
    """The dictionaries that stand directly in a value; what a reference leads to has its own turn."""
    if depth > DEEPEST or not isinstance(value, (dict, list)):
        return
    if isinstance(value, dict):
        yield value
    for entry in dict.values(value) if isinstance(value, dict) else list.__iter__(value):
        yield from _inside(entry, depth + 1)


def said(error: BaseException) -> str:
    """An error in few words, on one line."""
    return even(str(error))[:100] or type(error).__name__


def _recognised(data: bytes) -> None:
    if not data.strip(b"\0 \t\r\n"):
        raise Unreadable("is empty")
    if b"%PDF-" not in data[:1024]:
        raise Unreadable("is not a PDF")
    if b"%%EOF" not in data[-2048:]:
        raise Unreadable("is cut short: its end is missing")


def _unlocked(data: bytes) -> tuple[int | None, bytes]:
    """What a locked file lets a reader do, and its bytes unlocked; nothing, and the same bytes, of any other file."""
    locked = not re.search(rb"/EncryptMetadata\s+false", data)
    hidden = data.replace(*_METADATA) if locked else data
    try:
        document = PdfDocument(hidden)
    except PdfiumError:
        if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD:
            raise Unreadable("is locked: it opens with a password only; take that off, and ask again") from None
        return None, data  # what is wrong with it the reader will say
    if pdfium.FPDF_GetSecurityHandlerRevision(document) < 0:
        return None, data
    unlocked = io.BytesIO()
    document.save(unlocked, flags=pdfium.FPDF_REMOVE_SECURITY)
    return pdfium.FPDF_GetDocPermissions(document), unlocked.getvalue().replace(_METADATA[1], _METADATA[0])
