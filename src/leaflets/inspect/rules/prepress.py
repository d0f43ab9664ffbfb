"""What we check ourselves in a file for a print shop: PDF/X-4 (ISO 15930-7), and what presses ask for besides.

``check`` says each fault in a sentence. It cannot prove what only a press can: that colours match a proof, that the
profile suits the paper, that a RIP has no faults of its own.
"""

import io
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream

from leaflets.artwork.colour import MOST_INK
from leaflets.inspect.reading.tree import number_of, resolved

BLEED = 8.5
"""The least bleed, in points: 3 mm."""

FINEST = 0.25
"""The finest line a plate holds, in points."""

COARSEST = 150.0
"""The least number of pixels an inch of a picture."""

_ROUNDING = 0.012
"""What rounding each ink to a byte may add to their sum."""

_XMP = ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate", "xmpMM:DocumentID", "xmpMM:VersionID",
        "xmpMM:RenditionClass", "dc:title")  # fmt: skip
_NO_KEYS = {"/AcroForm": "form fields", "/OpenAction": "an action", "/AA": "actions", "/OCProperties": "layers"}


def check(data: bytes) -> list[str]:
    """The faults found in the bytes of a file for a print shop; none is good."""
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        return ["the file is encrypted"]
    faults = [*_identity(data, reader), *_intents(reader)]
    for number, page in enumerate(reader.pages, 1):
        faults += [f"page {number}: {fault}" for fault in (*_boxes(page), *_resources(page), *_painted(reader, page))]
    return list(dict.fromkeys(faults))


def _identity(data: bytes, reader: PdfReader) -> Iterator[str]:
    """What the file says it is, and what it must not hold."""
    if data[:7] != b"%PDF-1." or data[7:8] > b"6":
        yield f"the version is {data[5:8].decode('latin-1')}; PDF/X-4 goes up to 1.6"
    if "/ID" not in reader.trailer:
        yield "the file has no identifier (ID)"
    root, info = reader.root_object, resolved(reader.trailer.get("/Info", {}))
    for key in ("/Title", "/CreationDate", "/ModDate"):
        if not str(info.get(key, "")).strip():
            yield f"the document information has no {key[1:]}"
    if info.get("/Trapped") not in ("/True", "/False"):
        yield "the file does not say whether it is trapped"
    xmp = resolved(root["/Metadata"]).get_data().decode("utf-8") if "/Metadata" in root else ""
    if ">PDF/X-4<" not in xmp or "pdfxid:GTS_PDFXVersion" not in xmp:
        yield "the metadata do not say PDF/X-4"
    yield from (f"the metadata have no {key}" for key in _XMP if f"<{key}" not in xmp)
    yield from (f"the file has {what}" for key, what in _NO_KEYS.items() if key in root)


def _intents(reader: PdfReader) -> Iterator[str]:
    """One printing condition, its profile in the file, that of a printer with four inks."""
    intents = [resolved(entry) for entry in reader.root_object.get("/OutputIntents", ())]
    meant = [entry for entry in intents if entry.get("/S") == "/GTS_PDFX"]
    if len(meant) != 1:
        yield f"there should be one output intent for the press, and there are {len(meant)}"
        return
    if not meant[0].get("/OutputConditionIdentifier") or not meant[0].get("/Info"):
        yield "the output intent does not name its printing condition"
    profiles = {number_of(entry.raw_get("/DestOutputProfile")) for entry in intents if "/DestOutputProfile" in entry}
    if len(profiles) != 1:
        yield f"the output intents should share one profile, and have {len(profiles)}"
    if "/DestOutputProfile" in meant[0]:
        profile = meant[0]["/DestOutputProfile"].get_data()
        if profile[12:16] != b"prtr" or profile[16:20] != b"CMYK" or meant[0]["/DestOutputProfile"].get("/N") != 4:
            yield "the profile is not that of a printer with four inks"


def _boxes(page: Any) -> Iterator[str]:
    """Trimmed inside the bleed, inside the paper; enough bleed at each side."""
    if "/TrimBox" not in page or "/BleedBox" not in page:
        yield "it has no TrimBox, or no BleedBox"
        return
    if "/ArtBox" in page:
        yield "it has an ArtBox as well as a TrimBox"
    media, bleed, trim = ([float(edge) for edge in page[name]] for name in ("/MediaBox", "/BleedBox", "/TrimBox"))
    for inner, outer, what in ((trim, bleed, "trim is not inside the bleed"), (bleed, media, "bleed is off the paper")):
        if inner[0] < outer[0] or inner[1] < outer[1] or inner[2] > outer[2] or inner[3] > outer[3]:
            yield f"its {what}"
    least = min(trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3])
    if least < BLEED - 0.01:
        yield f"its bleed is {least:.1f} pt; at least {BLEED} are needed"


def _resources(page: Any) -> Iterator[str]:
    """Fonts in the file, pictures in printing colours, nothing to press, nothing transparent."""
    if page.get("/Annots"):
        yield "it has annotations, such as links"
    resources = page["/Resources"]
    for font in map(resolved, resources.get("/Font", {}).values()):
        owner = resolved(resolved(font["/DescendantFonts"])[0]) if "/DescendantFonts" in font else font
        if not any(key.startswith("/FontFile") for key in resolved(owner.get("/FontDescriptor", {}))):
            yield f"the font {str(font.get('/BaseFont'))[1:]} is not embedded"
    for space in map(resolved, resources.get("/ColorSpace", {}).values()):
        if "RGB" in str(space[:2]) or "Lab" in str(space[:2]):
            yield "a colour space is not one of printing inks"
    for state in map(resolved, resources.get("/ExtGState", {}).values()):
        mixed = state.get("/SMask", "/None") != "/None" or state.get("/BM", "/Normal") != "/Normal"
        if mixed or min(float(state.get("/ca", 1)), float(state.get("/CA", 1))) < 1:
            yield "something on it is transparent"
    for image in map(resolved, resources.get("/XObject", {}).values()):
        if image.get("/Subtype") == "/Image":
            yield from _image(image)


def _image(image: Any) -> Iterator[str]:
    if image.get("/ColorSpace") not in ("/DeviceCMYK", "/DeviceGray"):
        yield "a picture is not in printing inks"
    elif image["/ColorSpace"] == "/DeviceCMYK":
        inks = image.get_data()
        most = max(map(sum, zip(inks[0::4], inks[1::4], inks[2::4], inks[3::4], strict=True)), default=0) / 255
        if most > MOST_INK + _ROUNDING:
            yield f"a picture has {most:.0%} of ink; {MOST_INK:.0%} is the most"
    if "/SMask" in image:
        yield "a picture is transparent"


@dataclass(frozen=True)
class _State:
    """What q saves and Q brings back: the inks of fills and strokes, the line, the matrix's scale on each axis."""

    fill: tuple[float, ...] = (0.0, 0.0, 0.0, 1.0)
    stroke: tuple[float, ...] = (0.0, 0.0, 0.0, 1.0)
    line: float = 1.0
    wide: float = 1.0
    tall: float = 1.0


def _painted(reader: PdfReader, page: Any) -> Iterator[str]:
    """What is wrong with the colours, inks, lines and resolution of what a page's operators paint."""
    resources = page["/Resources"]
    spaces = {name: _table(resolved(space)) for name, space in resources.get("/ColorSpace", {}).items()}
    chosen: dict[bytes, list[tuple[float, ...]]] = {}
    state, saved = _State(), list[_State]()
    operations: Iterable[tuple[Any, bytes]] = ContentStream(page["/Contents"], reader).operations
    for operands, operator in operations:
        match operator:
            case b"q":
                saved.append(state)
            case b"Q":
                state = saved.pop()
            case b"rg" | b"RG":
                yield "something is painted in red, green and blue"
            case b"cs" | b"CS":
                chosen[operator] = spaces.get(operands[0], [])
            case b"k" | b"K" | b"g" | b"G" | b"sc" | b"SC":
                inks = _inks(operator, operands, chosen)
                state = replace(state, fill=inks) if operator.islower() else replace(state, stroke=inks)
                if sum(inks) > MOST_INK + _ROUNDING:
                    yield f"a colour has {sum(inks):.0%} of ink; {MOST_INK:.0%} is the most"
            case b"w":
                state = replace(state, line=float(operands[0]))
            case b"cm":
                a, b, c, d = map(float, operands[:4])
                state = replace(state, wide=state.wide * math.hypot(a, b), tall=state.tall * math.hypot(c, d))
            case b"Tj" | b"TJ" | b"'" | b'"' if any(state.fill[:3]):
                yield "words are not printed with black alone"
            case b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*":
                finest = state.line * min(state.wide, state.tall)
                if finest < FINEST - 0.001:
                    yield f"a line is {finest:.2f} pt wide; {FINEST} is the finest"
            case b"Do":
                image = resolved(resources["/XObject"][operands[0]])
                across = image["/Width"] * 72 / state.wide if image.get("/Subtype") == "/Image" else COARSEST
                if across < COARSEST - 1:
                    yield f"a picture has {across:.0f} pixels an inch; {COARSEST:.0f} are the least"


def _inks(operator: bytes, operands: Any, chosen: Mapping[bytes, list[tuple[float, ...]]]) -> tuple[float, ...]:
    """The four inks an operator sets; far too much ink for a colour that nobody knows."""
    if operator.lower() == b"sc":
        table = chosen.get(b"cs" if operator == b"sc" else b"CS", [])
        return table[int(operands[0])] if int(operands[0]) < len(table) else (9.0,)
    inks = tuple(map(float, operands))
    return inks if len(inks) == 4 else (0.0, 0.0, 0.0, 1 - inks[0])


def _table(space: Any) -> list[tuple[float, ...]]:
    """The inks of an indexed colour space's entries."""
    if not isinstance(space, list) or space[0] != "/Indexed" or space[1] != "/DeviceCMYK":
        return []
    data = space[3].original_bytes if hasattr(space[3], "original_bytes") else bytes(space[3])
    return [tuple(value / 255 for value in data[at : at + 4]) for at in range(0, len(data), 4)]
