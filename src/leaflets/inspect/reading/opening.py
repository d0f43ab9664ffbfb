"""A finished file opened for a look inside: refused in one clear line where it cannot be read."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from pypdf import PdfReader, apply_configuration

from leaflets.files import NAMESPACE, SHEETS
from leaflets.inspect.reading.font import Font
from leaflets.inspect.reading.page import PageContent, pages_of
from leaflets.inspect.reading.tree import DAMAGE, Tree, even
from leaflets.inspect.reading.xmp import PDFX, Xmp

MOST_PAGES = 500
_LIMITS: dict[str, Any] = {
    "zlib_maximum_output_length": 50 << 20,
    "array_based_stream_maximum_output_length": 50 << 20,
    "lzw_maximum_output_length": 5 << 20,
    "run_length_maximum_output_length": 20 << 20,
    "stream_decoding_work_maximum_length": 100 << 20,
    "stream_parsing_work_maximum_count": 400_000,
}
"""How much of a stream is unpacked, in bytes, and how many operators and operands of a page are followed."""


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
    """A file whose parts are read when they are asked for. ``repairs`` are the reader's complaints so far."""

    def __init__(self, data: bytes, repairs: Iterable[str]) -> None:
        self.data = data
        self.repairs = repairs
        try:
            _recognised(data)
            self.reader = PdfReader(io.BytesIO(data))
            if self.reader.is_encrypted:
                raise Unreadable("is encrypted; take the password off, and ask again")
            count = len(self.reader.pages)
            self.root: Any = self.reader.trailer["/Root"].get_object()
        except DAMAGE as error:
            raise Unreadable(f"is damaged and cannot be read ({said(error)})") from None
        if not count:
            raise Unreadable("has no pages")
        if count > MOST_PAGES:
            raise Unreadable(f"has {count} pages; at most {MOST_PAGES} are looked at")

    @cached_property
    def fonts(self) -> dict[int, Font]:
        """The fonts of the pages; what the pages show in them is known once ``pages`` was read."""
        return {}

    @cached_property
    def pages(self) -> list[PageContent]:
        """The pages, read whole."""
        return list(pages_of(self.reader, self.fonts))

    @cached_property
    def tree(self) -> Tree:
        """The structure tree; it is empty in a file that is not tagged."""
        return Tree(self.reader)

    @property
    def tagged(self) -> bool:
        """Whether the file has a structure tree."""
        return "/StructTreeRoot" in self.root

    @cached_property
    def xmp(self) -> Xmp | None:
        """The XMP metadata, if there is any that can be read."""
        found = self.reader.xmp_metadata
        return Xmp(found) if found is not None else None

    def told(self, namespace: str) -> Mapping[str, str]:
        """The properties of a namespace in the XMP metadata; none if they cannot be read."""
        try:
            return self.xmp.values(namespace) if self.xmp else {}
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

    @property
    def sheets(self) -> bool:
        """Whether these are the sheets of a booklet: for a printer, and not to be read on a screen."""
        return SHEETS in self.origin


class _Repairs(logging.Handler):
    """Keeps what the reader says it had to repair, which would else be printed."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.found: dict[str, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the words of a complaint."""
        self.found[record.getMessage().strip()] = None


def said(error: BaseException) -> str:
    """An error in few words, on one line."""
    words = even(str(error))
    return f"{words[:100]}" if words else type(error).__name__


def _recognised(data: bytes) -> None:
    if not data.strip(b"\0 \t\r\n"):
        raise Unreadable("is empty")
    if b"%PDF-" not in data[:1024]:
        raise Unreadable("is not a PDF")
    if b"%%EOF" not in data[-2048:]:
        raise Unreadable("is cut short: its end is missing")
