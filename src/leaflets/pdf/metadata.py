"""What a file says of itself: XMP, the document information, and the identification as PDF/UA-1 and PDF/A-2a."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from html import escape
from pathlib import Path
from typing import NamedTuple

from leaflets import __version__
from leaflets.files import NAMESPACE, SHEETS

PRODUCER = "leaflets (ReportLab)"
PROGRAM = f"leaflets {__version__}"


class Origin(NamedTuple):
    """What a file was made from. ``job`` and ``content`` are the makers' own words, to be compared later."""

    reference: str
    version: str
    review_by: date
    job: str
    content: str
    clinic: str = ""
    program: str = PROGRAM


def _filled(part: str, **values: str) -> str:
    """A part of the metadata, a file of ``xmp``, with its values."""
    return _part(part).format(mark="\ufeff", namespace=NAMESPACE, **values)


@cache
def _part(name: str) -> str:
    return (Path(__file__).parent / f"xmp/{name}.xml").read_text("utf-8").rstrip("\n")


def _properties(values: Mapping[str, object]) -> str:
    """Our own properties, those that say something."""
    said = {name: escape(str(value), quote=False) for name, value in values.items() if value}
    return "".join(f"<leaflet:{name}>{text}</leaflet:{name}>\n" for name, text in said.items())


def sheets_xmp(title: str, origin: Mapping[str, str]) -> bytes:
    """The metadata stream of a booklet's sheets: what they are, and what their pages say they were made from."""
    values = _properties({**origin, SHEETS: "booklet"})
    return _filled("sheets", title=escape(title, quote=False), values=values).encode("utf-8")


class Metadata(NamedTuple):
    """One source for the document information and the XMP, so that the two always agree."""

    title: str
    author: str
    subject: str
    keywords: str
    language: str
    made: datetime
    origin: Origin | None = None

    def information(self) -> dict[str, str]:
        """The document information dictionary's texts."""
        return {
            "Title": self.title,
            "Author": self.author,
            "Subject": self.subject,
            "Keywords": self.keywords,
            "Creator": "leaflets",
            "Producer": PRODUCER,
        }

    def pdf_date(self) -> str:
        """The moment made, as PDF writes it (ISO 32000-1, 7.9.4)."""
        return self.made.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ")

    def xmp(self, press: str) -> bytes:
        """The metadata stream (ISO 16684-1), with the schemas that PDF/A asks for (ISO 19005-2, 6.6.2.3).

        ``press`` is the identifier of a file for a print shop, which is PDF/X-4 as well (ISO 15930-7, 6.4 and 6.8);
        of others, nothing.
        """
        date = self.made.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        values = {key: escape(value, quote=False) for key, value in self.information().items()}
        values |= {"language": escape(self.language, quote=False), "date": date}
        more, schemas = "", _filled("access")
        if press:
            more, schemas = _filled("press", date=date, code=press) + "\n", schemas + _filled("exchange")
        if self.origin:
            more, schemas = more + _properties(self.origin._asdict()), schemas + _filled("origin")
        return _filled("leaflet", **values, more=more, schemas=schemas).encode("utf-8")
