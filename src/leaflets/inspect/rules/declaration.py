"""What a file says of itself: catalogue, metadata, attachments, identification as PDF/UA-1 (ISO 14289-1, 5 to 7)."""

import re
from collections.abc import Iterator
from typing import Any

from leaflets.inspect.reading.opening import Opened
from leaflets.inspect.reading.tree import even, resolved
from leaflets.inspect.reading.xmp import DUBLIN_CORE, PDFA, PDFUA, in_turn, properties

_LET_READ = 1 << 9
"""The bit of a locked file's permissions that lets a screen reader read it (ISO 32000-1, Table 22)."""
_MUST_SHOW = re.compile(rb"<dynamicRender\s*>\s*required")


def catalogue(file: Opened) -> Iterator[str]:
    """The entries by which a reader knows how to treat the file."""
    root = file.root
    marked = resolved(root.get("/MarkInfo", {}))
    if resolved(marked.get("/Marked", False)) != True:  # noqa: E712 (a Boolean of the file, which only equals True)
        yield "the file does not say that it is tagged (MarkInfo, Marked)"
    if resolved(marked.get("/Suspects", False)) == True:  # noqa: E712
        yield "the file says that its tags are suspect (MarkInfo, Suspects)"
    shown = resolved(root.get("/ViewerPreferences", {}))
    if resolved(shown.get("/DisplayDocTitle", False)) != True:  # noqa: E712
        yield "a window shows the file's name, not its title (ViewerPreferences, DisplayDocTitle)"
    form = resolved(resolved(root.get("/AcroForm", {})).get("/XFA", []))
    if any(_MUST_SHOW.search(part.get_data()) for part in map(resolved, form) if hasattr(part, "get_data")):
        yield "the file holds a form that only some readers can show (XFA)"
    if file.permissions is not None and not file.permissions & _LET_READ:
        yield "the file is locked so that a screen reader may not read it (P)"
    if file.permissions is not None and file.told(PDFA).get("part"):
        yield "the file is locked, which one that says it is PDF/A may not be"
    yield from _layers(resolved(root.get("/OCProperties", {})))


def _layers(layers: Any) -> Iterator[str]:
    """Layers have names, and are not switched by themselves (7.10)."""
    several = resolved(layers.get("/Configs", []))
    for one in map(resolved, [*several, *([layers["/D"]] if "/D" in layers else [])]):
        if not str(one.get("/Name", "")).strip() or "/AS" in one:
            yield "a set of layers has no name, or is switched by itself (OCProperties)"


def metadata(file: Opened) -> Iterator[str]:
    """The XMP metadata is there, and says what the file is."""
    if file.xmp is None:
        yield "the file has no XMP metadata"
        return
    if file.told(PDFUA).get("part") != "1":
        yield "the file does not say that it is PDF/UA-1 (pdfuaid)"
    if not _titles(file):
        yield "the XMP metadata has no title (dc:title)"
    entries = resolved(file.root["/Metadata"])
    if entries.get("/Type") != "/Metadata" or entries.get("/Subtype") != "/XML":
        yield "the XMP metadata does not say that it is metadata (Type, Subtype)"
    for space, prefix, name, _ in properties(file.xmp):
        if space == PDFUA and prefix != "pdfuaid":
            yield f"the XMP metadata calls pdfuaid:{name} {prefix}:{name}"


def attachments(file: Opened) -> Iterator[str]:
    """Attached files have names (7.11), media clips say what they are (7.18.6.2), drawings are whole (7.20)."""
    for number, one in file.dictionaries:
        if "/EF" in one and not all(str(one.get(key, "")).strip() for key in ("/F", "/UF")):
            yield f"the attached file (object {number}) has no name (F, UF)"
        if one.get("/S") == "/MCD":
            words: Any = resolved(one.get("/Alt"))  # language and words by turns (ISO 32000-1, 14.9.2.4)
            spoken = isinstance(words, list) and len(words) > 1 and len(words) % 2 == 0
            if "/CT" not in one or not spoken or not all(str(resolved(text)).strip() for text in words[1::2]):
                yield f"the film or sound (object {number}) does not say what it is (CT, Alt)"
        if one.get("/Subtype") == "/Form" and "/Ref" in one:
            yield f"the drawing (object {number}) is in another file (Ref)"


def _titles(file: Opened) -> list[str]:
    return [title for title in in_turn(file.xmp.dc_title) if title.strip()] if file.xmp else []


def title(file: Opened) -> str:
    """The title, from the metadata or the document information."""
    told = file.reader.metadata
    return even(next(iter(_titles(file)), "") or (told.title if told else "") or "")


def language(file: Opened) -> str:
    """The language tag of the file, or of its metadata."""
    return str(resolved(file.root.get("/Lang", ""))) or file.told(DUBLIN_CORE).get("language", "")
