"""Whether pictures tell more than they show: where and when a photo was taken, with what, and its first state.

A JPEG picture stands in a PDF as its camera or program wrote it, with all that is written beside the picture.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import Any

from pypdf.generic import ArrayObject, EncodedStreamObject, NameObject

from leaflets.inspect.reading.opening import Opened
from leaflets.inspect.reading.tree import resolved

_PLACE = 0x8825
"""The tag of a camera's table that leads to where the photo was taken (Exif 3.0)."""
_COMMENT = 0xFE
_BESIDE = {
    b"http://ns.adobe.com/xap/1.0/": "XMP",
    b"http://ns.adobe.com/xmp/extension/": "XMP",
    b"Photoshop 3.0": "IPTC",
    b"JFXX": "a thumbnail",
}
_PACKED = re.compile(rb"JpgTiffExif->JP2|\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8\x9c\x71\x99\x94\x91\xe3\xaf\xac", re.DOTALL)
"""What marks camera data and XMP in a JPEG 2000 picture."""


def faults(file: Opened) -> Iterator[str]:
    """The pictures of a file that carry more than a picture."""
    for number, one in file.dictionaries:
        if one.get("/Subtype") == "/Image" and hasattr(one, "get_data"):
            found = list(dict.fromkeys(_beside(one)))
            if found:
                yield f"a picture (object {number}) carries more than it shows: {', '.join(found)}"


def _beside(picture: Any) -> Iterator[str]:
    """What a picture carries, in words."""
    if "/Metadata" in picture:
        yield "XMP"
    filters = resolved(picture.get("/Filter", []))
    filters = [str(resolved(one)) for one in (filters if isinstance(filters, list) else [filters])]
    if not filters or filters[-1] not in ("/DCTDecode", "/DCT", "/JPXDecode"):
        return
    outer = EncodedStreamObject()
    outer._data = picture._data
    outer[NameObject("/Filter")] = ArrayObject(map(NameObject, filters[:-1]))
    data = outer.get_data() if filters[:-1] else picture._data
    if filters[-1] == "/JPXDecode":
        yield from ["camera data or XMP"] if _PACKED.search(data) else []
        return
    for kind, segment in _segments(data):
        if kind == _COMMENT:
            yield "a comment"
        elif segment.startswith(b"Exif\0\0"):
            yield from _exif(segment[6:])
        elif segment[:5] == b"JFIF\0" and len(segment) > 13 and segment[12] and segment[13]:
            yield "a thumbnail"
        yield from (what for start, what in _BESIDE.items() if segment.startswith(start))


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """What stands beside a JPEG picture, by its marker: application data and comments (ISO/IEC 10918-1, B.1.1)."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xDA:
        (length,) = struct.unpack_from(">H", data, at + 2)
        if 0xE0 <= data[at + 1] <= 0xEF or data[at + 1] == _COMMENT:
            yield data[at + 1], data[at + 4 : at + 2 + length]
        at += 2 + length


def _exif(data: bytes) -> Iterator[str]:
    """What a camera noted: always something, perhaps the place, perhaps a small picture of the first state."""
    yield "camera data (EXIF)"
    order = "<" if data[:2] == b"II" else ">"
    try:
        (first,) = struct.unpack_from(f"{order}I", data, 4)
        (count,) = struct.unpack_from(f"{order}H", data, first)
        tags = {struct.unpack_from(f"{order}H", data, first + 2 + 12 * at)[0] for at in range(count)}
        (second,) = struct.unpack_from(f"{order}I", data, first + 2 + 12 * count)
    except struct.error:
        return
    if _PLACE in tags:
        yield "the place it was taken at (GPS)"
    if second:
        yield "a thumbnail"
