"""What PDF/A-2 forbids, wherever it stands: each object of the file is looked at once (ISO 19005-2, 6)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from leaflets.inspect.reading.opening import Opened
from leaflets.inspect.reading.page import INTENTS, PageContent
from leaflets.inspect.reading.tree import resolved
from leaflets.inspect.rules.declaration import profile_faults

_ACTIONS = "/Launch /Sound /Movie /ResetForm /ImportData /JavaScript /Hide /SetOCGState /Rendition /Trans /GoTo3DView"
_KINDS = (
    "/Text /Link /FreeText /Line /Square /Circle /Polygon /PolyLine /Highlight /Underline /Squiggly /StrikeOut /Stamp "
    "/Caret /Ink /Popup /FileAttachment /Widget /PrinterMark /Watermark /Redact"
)
_MIXTURES = (
    "/Normal /Compatible /Multiply /Screen /Overlay /Darken /Lighten /ColorDodge /ColorBurn /HardLight /SoftLight "
    "/Difference /Exclusion /Hue /Saturation /Color /Luminosity"
)
_NO_ACTIONS, _ANNOTATIONS, _MODES = (frozenset(names.split()) for names in (_ACTIONS, _KINDS, _MIXTURES))
_NAMED = frozenset(["/NextPage", "/PrevPage", "/FirstPage", "/LastPage"])
_PRINT, _UNSEEN = 4, 1 | 2 | 32 | 256
"""Bits of an annotation's flags: printed; invisible, hidden, not viewed, switched by itself."""
_LONGEST_STRING, _LONGEST_NAME, _LARGEST = 32767, 127, 2**31 - 1
_LEAST_SIDE, _MOST_SIDE = 3.0, 14400.0
_BOXES = ("/CropBox", "/BleedBox", "/TrimBox", "/ArtBox")


def objects(file: Opened) -> Iterator[str]:
    """Forbidden entries of any object."""
    reader = file.reader
    numbers = {number for table in reader.xref.values() for number in table} | set(reader.xref_objStm)
    for number in sorted(numbers - {0}):
        found = reader.get_object(number)
        if found is not None:
            for fault in _walk(found, 0):
                yield f"object {number} {fault}"


def _walk(value: Any, depth: int) -> Iterator[str]:
    """The faults of a value and all that stands directly in it."""
    if depth > 40:
        yield "is nested too deep"
    elif isinstance(value, dict):
        yield from _dictionary(value)
        for key, entry in value.items():  # references are not followed: what they lead to has its own turn
            if len(key) > _LONGEST_NAME + 1:
                yield "has a name that is too long"
            yield from _walk(entry, depth + 1)
    elif isinstance(value, list):
        if len(value) == 2 and value[0] == "/ICCBased":
            yield from (f"counts on a {fault}" for fault in profile_faults(resolved(value[1])))
        for entry in value:
            yield from _walk(entry, depth + 1)
    elif isinstance(value, int) and abs(value) > _LARGEST:
        yield "has a number that is too large"
    elif isinstance(value, (str, bytes)) and len(value) > _LONGEST_STRING:
        yield "has a text that is too long"


def _dictionary(entries: Any) -> Iterator[str]:
    if entries.get("/S") in _NO_ACTIONS and "/K" not in entries:
        yield f"is an action that an archive may not hold ({entries['/S'][1:]})"
    if entries.get("/S") == "/Named" and entries.get("/N") not in _NAMED:
        yield f"is an action that an archive may not hold ({entries.get('/N')})"
    if resolved(entries.get("/HalftoneType", 1)) not in (1, 5) or "/HalftoneName" in entries:
        yield "screens colours in its own way (HalftoneType)"
    if entries.get("/Type") == "/ExtGState" or "/BM" in entries:
        yield from _graphics(entries)
    if hasattr(entries, "get_data"):
        yield from _stream(entries)


def _graphics(entries: Any) -> Iterator[str]:
    modes = resolved(entries.get("/BM", "/Normal"))
    for mode in modes if isinstance(modes, list) else [modes]:
        if mode not in _MODES:
            yield f"mixes colours in a way that is not known ({mode})"
    if entries.get("/RI", "/Perceptual") not in INTENTS:
        yield f"'{entries['/RI']}' is not a rendering intent"
    if "/TR" in entries or resolved(entries.get("/TR2", "/Default")) != "/Default" or "/HTP" in entries:
        yield "changes colours for a device (TR, HTP)"


def _stream(entries: Any) -> Iterator[str]:
    filters = resolved(entries.get("/Filter", []))
    for name in filters if isinstance(filters, list) else [filters]:
        if name in ("/LZWDecode", "/LZW", "/Crypt"):
            yield f"is packed in a way that is forbidden ({name[1:]})"
    if any(key in entries for key in ("/F", "/FFilter", "/FDecodeParms")):
        yield "lies in another file"
    kind = entries.get("/Subtype")
    if kind == "/PS" or entries.get("/Subtype2") == "/PS" or "/OPI" in entries or "/Ref" in entries:
        yield "is a drawing that other programs must finish (PS, OPI, Ref)"
    if kind == "/Image":
        if resolved(entries.get("/Interpolate", False)) == True:  # noqa: E712 (a Boolean of the file)
            yield "is a picture that is smoothed in each reader's own way (Interpolate)"
        if resolved(entries.get("/BitsPerComponent", 8)) not in (1, 2, 4, 8, 16):
            yield "is a picture of an odd depth (BitsPerComponent)"
        if entries.get("/Intent", "/Perceptual") not in INTENTS:
            yield f"is a picture whose rendering intent is not known ({entries['/Intent']})"
        if "/Alternates" in entries:
            yield "is a picture with others in its place (Alternates)"


def links(page: PageContent) -> Iterator[str]:
    """Links and other annotations are printed, seen, drawn, and do nothing by themselves."""
    for annotation in map(resolved, resolved(page.entries.get("/Annots", []))):
        kind, flags = str(annotation.get("/Subtype", "/?")), int(resolved(annotation.get("/F", 0)))
        name = f"page {page.number}: a {kind[1:].lower()}"
        if kind not in _ANNOTATIONS:
            yield f"{name} is an annotation that an archive may not hold"
        if kind != "/Popup" and (not flags & _PRINT or flags & _UNSEEN):
            yield f"{name} is not printed, or not seen (F)"
        looks = set(resolved(annotation.get("/AP", {})))
        if looks - {"/N"} or (not looks and kind not in ("/Popup", "/Link")):
            yield f"{name} is not drawn in the file (AP)"
        if "/AA" in annotation or (kind == "/Widget" and "/A" in annotation):
            yield f"{name} acts by itself (AA)"


def page(page: PageContent) -> Iterator[str]:
    """The page's boxes make sense, it does nothing by itself, and its operators are known."""
    here = f"page {page.number}"
    sheet = page.box("/MediaBox")
    if sheet is None:
        yield f"{here} has no size (MediaBox)"
        return
    for side in (sheet[2] - sheet[0], sheet[3] - sheet[1]):
        if not _LEAST_SIDE <= side <= _MOST_SIDE:
            yield f"{here} is {side:g} points wide or high (MediaBox)"
    for name in _BOXES:
        box = page.box(name)
        if box and not _inside(box, sheet):
            yield f"{here}: the {name[1:]} is not within the page"
    if resolved(page.entries.get("/Rotate", 0)) % 90:
        yield f"{here} is turned by an odd angle (Rotate)"
    for key in ("/AA", "/PresSteps"):
        if key in page.entries:
            yield f"{here} acts by itself ({key[1:]})"
    for odd in page.odd:
        yield f"{here}: {odd}"


def _inside(box: tuple[float, ...], sheet: tuple[float, ...]) -> bool:
    left, bottom, right, top = box
    slack = 0.01
    return sheet[0] - slack <= left < right <= sheet[2] + slack and sheet[1] - slack <= bottom < top <= sheet[3] + slack
