"""Pictures from PNG and JPEG files, as image objects a PDF/A file may hold (ISO 32000-1, 8.9.5)."""

from __future__ import annotations

import hashlib
import io
import zlib
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image

from leaflets.artwork.picture import opened
from leaflets.pdf.ink import Ink

_JPEG_SPACES = {"L": "DeviceGray", "RGB": "DeviceRGB"}


@dataclass(frozen=True)
class Picture:
    """A picture ready for a page: its size in pixels, and its object's dictionary and stream."""

    name: str
    width: int
    height: int
    dictionary: str
    stream: bytes


def load(path: Path) -> Picture:
    """The picture in a PNG or JPEG file; transparent parts are laid on white. Raises ImageError."""
    raw = path.read_bytes()
    image = opened(raw)
    space, filter_, stream = _encoded(image, raw)
    name = f"I{hashlib.sha256(stream).hexdigest()[:12]}"
    return Picture(name, *image.size, _dictionary(*image.size, space, filter_), stream)


def printed(picture: Picture, ink: Ink) -> Picture:
    """The picture in the colours of an ink. One that is in them already stays as it is."""
    space = "DeviceGray" if "/DeviceGray" in picture.dictionary else "DeviceRGB"
    if ink.table is None or space == ink.space:
        return picture
    size = (picture.width, picture.height)
    if "/DCTDecode" in picture.dictionary:
        image: Image.Image = Image.open(io.BytesIO(picture.stream))
    else:
        image = Image.frombytes("L" if space == "DeviceGray" else "RGB", size, zlib.decompress(picture.stream))
    stream = zlib.compress(ink.table(image).tobytes(), 9)
    return replace(picture, dictionary=_dictionary(*size, ink.space, "FlateDecode"), stream=stream)


def _dictionary(width: int, height: int, space: str, filter_: str) -> str:
    return (
        f"/Type /XObject /Subtype /Image /Width {width} /Height {height} "
        f"/ColorSpace /{space} /BitsPerComponent 8 /Filter /{filter_}"
    )


def colours(path: Path) -> frozenset[str]:
    """The colours, as ``#RRGGBB``, that a picture which can be loaded is mostly made of, transparent parts white."""
    with Image.open(path, formats=("PNG", "JPEG")) as image:
        small = _flat(image).convert("RGB")
    small.thumbnail((96, 96))
    few = small.quantize(8)
    shades = few.getpalette() or []
    least = few.width * few.height / 50
    often = [place for place, count in enumerate(few.histogram()) if count >= least]
    return frozenset("#" + bytes(shades[3 * place : 3 * place + 3]).hex().upper() for place in often)


def _encoded(image: Image.Image, raw: bytes) -> tuple[str, str, bytes]:
    """Colour space, filter and data. A plain JPEG is kept as it is."""
    if image.format == "JPEG" and image.mode in _JPEG_SPACES:
        return _JPEG_SPACES[image.mode], "DCTDecode", raw
    flat = _flat(image)
    return _JPEG_SPACES[flat.mode], "FlateDecode", zlib.compress(flat.tobytes(), 9)


def _flat(image: Image.Image) -> Image.Image:
    """The picture in grey or in colour, transparent parts laid on white."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layer = image.convert("RGBA")
        white = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(white, layer).convert("RGB")
    if image.mode == "I;16":  # of 65,536 greys, which the conversion below would cut off at 255
        image = image.convert("I").point(lambda value: value * (1 / 257))
    return image.convert("L" if image.mode in ("1", "L", "I") else "RGB")
