"""What the house asks of a leaflet beyond any standard: one title, plain lists, metadata that agree, all words told."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from pypdf.xmp import XmpInformation

from leaflets.inspect.reading.opening import Opened
from leaflets.inspect.reading.page import PageContent, Stream
from leaflets.inspect.reading.tree import Tree, even, resolved
from leaflets.inspect.reading.xmp import PDFA, in_turn


def tree(tree: Tree) -> Iterator[str]:
    """One document with one title; lists and tables whose parts stand where a listener expects them."""
    roles = [element.role for element in tree.top]
    if roles != ["Document"]:
        yield f"the structure tree should hold one Document, and holds {', '.join(roles) or 'nothing'}"
    titles = [element.role for element in tree.elements].count("H1")
    if titles != 1:
        yield f"there should be one H1, and there are {titles}"
    for element in tree.elements:
        kinds = [kid.role for kid in element.kids]
        if element.role == "LI" and kinds not in (["LBody"], ["Lbl", "LBody"]):
            yield f"{element} should hold Lbl, then LBody, and holds {', '.join(kinds) or 'neither'}"
        if element.role == "Table":
            rows = [row for kid in element.kids for row in (kid, *kid.kids)]
            if not any(cell.role == "TH" for row in rows for cell in row.kids):
                yield f"{element} has no header cell (TH)"
        if element.role == "Link" and not element.objects:
            yield f"{element} leads nowhere: it has no annotation"


def missing(tree: Tree, streams: Iterable[Stream]) -> Iterator[str]:
    """No element counts on words that are not there."""
    written = {(stream.key, identifier) for stream in streams for identifier in stream.marks}
    for place, owners in tree.owners.items():
        if place not in written:
            where = f"page {place[0]}" if place[0] > 0 else f"form (object {-place[0]})"
            yield f"{where}: {owners[0]} names marked content {place[1]}, which is not there"


def hidden(pages: Iterable[PageContent]) -> Iterator[str]:
    """No words are hidden as decoration: those of an artifact are a running header or footer, or are said elsewhere."""
    pages = list(pages)
    runs = [(page, run) for page in pages for run in page.runs if run.text.strip()]
    said = {(even(run.text), run.font, round(run.size, 1)) for _, run in runs if not run.artifact}
    for page, run in runs:
        running = any(mark.name == "Artifact" and "Subtype" in mark.told for mark in run.thing.marks)
        if run.artifact and not running and (even(run.text), run.font, round(run.size, 1)) not in said:
            yield f"page {page.number}: the text '{even(run.text)[:60]}' is hidden in an artifact"


def metadata(file: Opened) -> Iterator[str]:
    """The file names its language; a leaflet claims PDF/A-2a; the document information agrees with the metadata."""
    if not str(resolved(file.root.get("/Lang", ""))).strip():
        yield "the file does not say which language it is in (Lang)"
    archive = file.told(PDFA)
    claim = f"{archive.get('part', '')}{archive.get('conformance', '').lower()}"
    if file.origin and claim != "2a":
        yield f"the file does not say that it is PDF/A-2a{f', but PDF/A-{claim}' if claim else ''} (pdfaid)"
    told = file.reader.metadata
    if told is None or not (told.title or "").strip():
        yield "the file has no title in its document information"
    if told is not None and file.xmp is not None:
        yield from _agreement(told, file.xmp)


def _agreement(told: Any, plain: XmpInformation) -> Iterator[str]:
    pairs: Mapping[str, tuple[str | None, Sequence[str | None]]] = {
        "title": (told.title, in_turn(plain.dc_title) or [None]),
        "author": (told.author, ["; ".join(plain.dc_creator or [])]),
        "subject": (told.subject, in_turn(plain.dc_description) or [None]),
        "keywords": (told.keywords, [plain.pdf_keywords]),
        "creator": (told.creator, [plain.xmp_creator_tool]),
        "producer": (told.producer, [plain.pdf_producer]),
        "date of creation": (_day(told.creation_date), [_day(plain.xmp_create_date)]),
        "date of change": (_day(told.modification_date), [_day(plain.xmp_modify_date)]),
    }
    for what, (first, others) in pairs.items():
        if (first or "") not in [other or "" for other in others]:
            yield f"the {what} in the document information is '{first}', in the XMP metadata '{others[0]}'"


def _day(moment: datetime | None) -> str:
    """A moment in words, the same wherever it was noted."""
    if moment is None:
        return ""
    return (moment.astimezone(UTC) if moment.tzinfo else moment).strftime("%Y-%m-%d %H:%M:%S")
