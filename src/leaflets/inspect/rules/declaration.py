"""What a file says of itself: catalogue, metadata, colour profile, identification as PDF/UA-1 and PDF/A-2a."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from leaflets.inspect.reading.opening import Opened
from leaflets.inspect.reading.tree import even, resolved
from leaflets.inspect.reading.xmp import DUBLIN_CORE, PDFA, PDFUA, Xmp
from leaflets.inspect.rules.grammar import TAG

_SPACES = {b"RGB ": 3, b"Lab ": 3, b"CMYK": 4, b"GRAY": 1}
_NEEDS = {"DeviceRGB": (3,), "DeviceCMYK": (4,), "DeviceGray": (1, 3, 4)}


def catalogue(file: Opened) -> Iterator[str]:
    """The entries by which a reader knows how to treat the file."""
    root = file.root
    language = str(resolved(root.get("/Lang", "")))
    if not language:
        yield "the file does not say which language it is in (Lang)"
    elif not TAG.fullmatch(language):
        yield f"'{language}' is not a language (Lang)"
    marked = resolved(root.get("/MarkInfo", {}))
    if resolved(marked.get("/Marked", False)) != True:  # noqa: E712 (a Boolean of the file, which only equals True)
        yield "the file does not say that it is tagged (MarkInfo, Marked)"
    if resolved(marked.get("/Suspects", False)) == True:  # noqa: E712
        yield "the file says that its tags are suspect (MarkInfo, Suspects)"
    shown = resolved(root.get("/ViewerPreferences", {}))
    if resolved(shown.get("/DisplayDocTitle", False)) != True:  # noqa: E712
        yield "a window shows the file's name, not its title (ViewerPreferences, DisplayDocTitle)"
    for key in ("/AA", "/Requirements", "/NeedsRendering"):
        if key in root:
            yield f"the catalogue has an entry that an archive may not rely on ({key[1:]})"
    yield from _form(resolved(root.get("/AcroForm", {})))
    yield from _layers(resolved(root.get("/OCProperties", {})))
    if set(resolved(root.get("/Perms", {}))) - {"/UR3", "/DocMDP"}:
        yield "the file gives permissions that are not known (Perms)"
    for key in ("/AlternatePresentations", "/JavaScript", "/EmbeddedFiles"):
        if key in resolved(root.get("/Names", {})):
            yield f"the file carries more than its pages ({key[1:]})"


def _form(form: Any) -> Iterator[str]:
    if "/XFA" in form:
        yield "the file holds a form that only some readers can show (XFA)"
    if resolved(form.get("/NeedAppearances", False)) == True:  # noqa: E712
        yield "the fields of the form are not drawn (NeedAppearances)"


def _layers(layers: Any) -> Iterator[str]:
    """Layers have names, and are not switched by themselves."""
    several = resolved(layers.get("/Configs", []))
    for one in map(resolved, [*several, *([layers["/D"]] if "/D" in layers else [])]):
        if not str(one.get("/Name", "")).strip() or "/AS" in one:
            yield "a set of layers has no name, or is switched by itself (OCProperties)"


def metadata(file: Opened) -> Iterator[str]:
    """The XMP metadata is there, says what the file is, and agrees with the document information."""
    if file.xmp is None:
        yield "the file has no XMP metadata"
        return
    yield from _identification(file.xmp)
    if not (file.xmp.plain.dc_title or {}).get("x-default", "").strip():
        yield "the XMP metadata has no title (dc:title)"
    entries = resolved(file.root["/Metadata"])
    if entries.get("/Type") != "/Metadata" or entries.get("/Subtype") != "/XML":
        yield "the XMP metadata does not say that it is metadata (Type, Subtype)"
    yield from (f"the XMP metadata {fault}" for fault in file.xmp.faults())
    if file.reader.metadata is None:
        yield "the file has no document information"
        return
    yield from _agreement(file.reader.metadata, file.xmp)


def _identification(xmp: Xmp) -> Iterator[str]:
    if xmp.value(PDFUA, "part") != "1":
        yield "the file does not say that it is PDF/UA-1 (pdfuaid)"
    part, level = xmp.value(PDFA, "part"), xmp.value(PDFA, "conformance")
    if not part:
        yield "the file does not say that it is PDF/A (pdfaid)"
    elif part != "2" or level != "A":
        yield f"the file says that it is PDF/A-{part}{level.lower()}, not PDF/A-2a (pdfaid)"
    for space, prefix, name, _ in xmp.properties():
        wanted = {PDFA: "pdfaid", PDFUA: "pdfuaid"}.get(space, prefix)
        if prefix != wanted:
            yield f"the XMP metadata calls {wanted}:{name} {prefix}:{name}"


def _agreement(told: Any, xmp: Xmp) -> Iterator[str]:
    """The document information and the XMP metadata agree (ISO 19005-2, 6.6.2)."""
    plain = xmp.plain
    if not (told.title or "").strip():
        yield "the file has no title"
    pairs = {
        "title": (told.title, (plain.dc_title or {}).get("x-default")),
        "author": (told.author, "; ".join(plain.dc_creator or [])),
        "subject": (told.subject, (plain.dc_description or {}).get("x-default")),
        "keywords": (told.keywords, plain.pdf_keywords),
        "creator": (told.creator, plain.xmp_creator_tool),
        "producer": (told.producer, plain.pdf_producer),
        "date of creation": (_day(told.creation_date), _day(plain.xmp_create_date)),
        "date of change": (_day(told.modification_date), _day(plain.xmp_modify_date)),
    }
    for what, (first, second) in pairs.items():
        if (first or "") != (second or ""):
            yield f"the {what} in the document information is '{first}', in the XMP metadata '{second}'"


def _day(moment: Any) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S") if moment else ""


def colours(file: Opened) -> Iterator[str]:
    """A profile says what the colours are that devices would else show each in their own way."""
    used = {name for page in file.pages for name in page.devices}
    parts = []
    for intent in map(resolved, resolved(file.root.get("/OutputIntents", []))):
        if intent.get("/S") == "/GTS_PDFA1":
            profile = resolved(intent.get("/DestOutputProfile"))
            parts.append(_parts(profile))
            yield from (f"the output intent's {fault}" for fault in profile_faults(profile))
    for name in sorted(used):
        if not set(parts) & set(_NEEDS[name]):
            yield f"no profile says what the colours in {name} are (OutputIntents)"


def _parts(profile: Any) -> int:
    return int(profile.get("/N", 0)) if hasattr(profile, "get") else 0


def profile_faults(profile: Any) -> Iterator[str]:
    """What is wrong with a colour profile (ICC.1)."""
    data = profile.get_data() if hasattr(profile, "get_data") else b""
    if data[36:40] != b"acsp" or not data[8:9] < b"\x05":
        yield "colour profile is missing or broken"
    elif data[12:16] not in (b"prtr", b"mntr", b"scnr", b"spac") or _SPACES.get(data[16:20]) != _parts(profile):
        yield "colour profile is not what the file says it is"


def title(file: Opened) -> str:
    """The title, from the metadata or the document information."""
    found = (file.xmp.plain.dc_title or {}).get("x-default", "") if file.xmp else ""
    told = file.reader.metadata
    return even(found or (told.title if told else "") or "")


def language(file: Opened) -> str:
    """The language tag of the file, or of its metadata."""
    return str(resolved(file.root.get("/Lang", ""))) or (file.xmp.value(DUBLIN_CORE, "language") if file.xmp else "")
