"""Pictures as image objects a PDF/A file may hold (ISO 32000-1, 8.9.5)."""

from __future__ import annotations

import hashlib
import zlib

from leaflets.artwork.picture import Picture
from leaflets.pdf.ink import Ink


def name_of(picture: Picture) -> str:
    """The name a picture is drawn by: another for each."""
    return f"I{hashlib.sha256(picture.data).hexdigest()[:12]}"


def written(picture: Picture, ink: Ink) -> tuple[str, bytes]:
    """Its dictionary and its stream, in the colours of an ink. One that is in them already stays as it is."""
    space = "DeviceGray" if picture.grey else "DeviceRGB"
    filter_, data = "DCTDecode" if picture.jpeg else "FlateDecode", picture.data
    if ink.table and space != ink.space:
        space, filter_, data = ink.space, "FlateDecode", zlib.compress(ink.table(picture.image()).tobytes(), 9)
    dictionary = (
        f"/Type /XObject /Subtype /Image /Width {picture.width} /Height {picture.height} "
        f"/ColorSpace /{space} /BitsPerComponent 8 /Filter /{filter_}"
    )
    return dictionary, data
