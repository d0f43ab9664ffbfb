"""Whether pictures tell more than they show: where and when a photo was taken, with what, and its first state.

A JPEG picture stands in a PDF as its camera or program wrote it, with all that is written beside the picture.
"""

import re
import struct
from collections.abc import Iterator
from typing import Any

from pypdf.generic import ArrayObject, EncodedStreamObject, NameObject

from leaflets.artwork.picture import segments
from leaflets.inspect.reading.opening import Opened
from leaflets.inspect.reading.tree import resolved

_PLACE = 0x8825
"""The tag of a camera's table that leads to where the photo was taken (Exif 3.0)."""
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
    for marker, segment in segments(data):
        body = segment[4:]
        if marker == 0xFE:
            yield "a comment"
        elif body.startswith(b"Exif\0\0"):
            yield from _exif(body[6:])
        elif body[:5] == b"JFIF\0" and len(body) > 13 and body[12] and body[13]:
            yield "a thumbnail"
        yield from (what for start, what in _BESIDE.items() if 0xE0 <= marker <= 0xEF and body.startswith(start))


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
