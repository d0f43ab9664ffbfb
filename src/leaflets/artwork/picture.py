"""Pictures in PNG and JPEG files: read with care, upright, in sRGB, and with nothing in them but what they show."""

from __future__ import annotations

import base64
import io
import stat
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from leaflets.files import as_spelled, remembered

if TYPE_CHECKING:  # few leaflets show a picture, and it is slow to start
    from PIL import Image, ImageCms

MOST_BYTES = 64_000_000
MOST_PIXELS = 40_000_000
QUALITY = 92
"""The quality (of 100) a photo is saved with that could not stay as it was."""

ALIKE = 3
"""Shades of 256 by which a profile may differ from sRGB before colours are converted."""

_TURN = 0x0112
"""The number of the note (Exif 2.32, 4.6.4) by which a camera says how a picture is to be turned."""

_WAYS = "FLIP_LEFT_RIGHT ROTATE_180 FLIP_TOP_BOTTOM TRANSPOSE ROTATE_270 TRANSVERSE ROTATE_90"
_TURNS = dict(enumerate(_WAYS.split(), 2))
_KINDS = (
    (8, (b"heic", b"heix", b"heim", b"hevc", b"mif1", b"msf1"), "a HEIC photo"),
    (8, (b"avif",), "an AVIF picture"),
    (8, (b"WEBP",), "a WebP picture"),
    (0, (b"GIF8",), "a GIF picture"),
    (0, (b"II*\0", b"MM\0*"), "a TIFF picture"),
    (0, (b"BM",), "a BMP picture"),
    (0, (b"%PDF",), "a PDF file"),
    (0, (b"<svg", b"<?xml"), "an SVG drawing"),
)
"""What people take for a PNG or JPEG picture: where its mark stands, the mark, and what it is called."""


class ImageError(Exception):
    """A file is no picture that can be shown. The message says why."""


class Picture(NamedTuple):
    """A picture: its size in pixels, its samples of 8 bits in grey or in RGB, deflated (RFC 1950) or a JPEG file."""

    width: int
    height: int
    grey: bool
    jpeg: bool
    data: bytes

    def image(self) -> Image.Image:
        """It as the imaging library has it."""
        from PIL import Image

        if self.jpeg:
            return Image.open(io.BytesIO(self.data))
        return Image.frombytes("L" if self.grey else "RGB", (self.width, self.height), zlib.decompress(self.data))

    def file(self) -> tuple[str, bytes]:
        """It as a file: its kind, as ``image/`` and this, and its bytes."""
        if self.jpeg:
            return "jpeg", self.data
        held = io.BytesIO()
        self.image().save(held, "PNG", optimize=True)
        return "png", held.getvalue()

    def colours(self) -> frozenset[str]:
        """The colours, as ``#RRGGBB``, that it is mostly made of."""
        small = self.image().convert("RGB")
        small.thumbnail((96, 96))
        few = small.quantize(8)
        shades = few.getpalette() or []
        least = few.width * few.height / 50
        often = [place for place, count in enumerate(few.histogram()) if count >= least]
        return frozenset("#" + bytes(shades[3 * place : 3 * place + 3]).hex().upper() for place in often)


def contents(path: Path, most: int) -> bytes:
    """What a file holds. Raises ImageError for one of more than ``most`` bytes, or none at all, and OSError."""
    found = (path := as_spelled(path)).stat()
    if not stat.S_ISREG(found.st_mode):
        raise ImageError("it is no file")
    if found.st_size > most:
        raise ImageError(f"it has more than {most // 1000:,} KB; make it smaller")
    return path.read_bytes()


def size(path: Path) -> tuple[int, int]:
    """The width and height of a picture in pixels, upright. Raises ImageError and OSError."""
    image = _opened(contents(path, MOST_BYTES))
    return (image.height, image.width) if _turned(image) > 4 else image.size


@remembered(16)
def load(path: Path, across: int = 0) -> Picture:
    """The picture in a PNG or JPEG file, no more than ``across`` pixels wide; transparent parts are laid on white.

    Raises ImageError and OSError.
    """
    from PIL import Image

    raw = contents(path, MOST_BYTES)
    image = _opened(raw)
    jpeg = image.format != "PNG"
    turn = _turned(image)
    wide, tall = (image.height, image.width) if turn > 4 else image.size
    scale = min(1.0, across / wide) if across else 1.0
    target = (max(1, round(wide * scale)), max(1, round(tall * scale)))
    try:
        if jpeg and scale < 1:
            image.draft(image.mode, target if turn <= 4 else target[::-1])  # decode no more than is asked for
        image.load()
        transform = _to_srgb(image)
        if jpeg and image.mode in ("L", "RGB") and turn == 1 and scale == 1 and transform is None:
            return Picture(wide, tall, image.mode == "L", True, b"".join(_bare(raw)))
        made = _flat(image, transform)
        if turn in _TURNS:
            made = made.transpose(Image.Transpose[_TURNS[turn]])
        made = made.resize(target, Image.Resampling.LANCZOS)
    except (OSError, SyntaxError, ValueError, IndexError):
        raise ImageError("it is damaged") from None
    return picture(made, jpeg)


def picture(image: Image.Image, jpeg: bool = False) -> Picture:
    """An image in grey or RGB as a picture, exact, or as a JPEG file."""
    data = zlib.compress(image.tobytes(), 9)
    if jpeg:
        held = io.BytesIO()
        image.save(held, "JPEG", quality=QUALITY, subsampling=0, exif=b"", icc_profile=None, comment=b"")
        data = held.getvalue()
    return Picture(image.width, image.height, image.mode == "L", jpeg, data)


def png(pixels: bytes, width: int, height: int, channels: int, stride: int) -> bytes:
    """Pixels, in grey (one channel) or in RGB, as a PNG file (ISO/IEC 15948), in a third of the time that filters take.

    Each line of them has ``stride`` bytes.
    """
    lines = (pixels[at : at + width * channels] for at in range(0, stride * height, stride))
    head = struct.pack(">IIBBBBB", width, height, 8, 0 if channels == 1 else 2, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + line for line in lines), 1)
    chunks = ((b"IHDR", head), (b"IDAT", data), (b"IEND", b""))
    ends = (struct.pack(">I", zlib.crc32(name + held)) for name, held in chunks)
    parts = (struct.pack(">I", len(held)) + name + held + end for (name, held), end in zip(chunks, ends, strict=True))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def check_embedded(data: str) -> None:
    """Raise ImageError for base64 data that hold no picture, or too large a one."""
    try:
        raw = base64.b64decode(data)
    except ValueError:
        raise ImageError("it holds a picture that cannot be read") from None
    _opened(raw)


def _opened(raw: bytes) -> Image.Image:
    """The picture that bytes hold, not decoded yet. Raises ImageError."""
    from PIL import Image, UnidentifiedImageError

    try:
        image = Image.open(io.BytesIO(raw), formats=("PNG", "JPEG"))
    except Image.DecompressionBombError:
        raise ImageError("it has too many pixels; make it smaller") from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        kinds = (name for place, marks, name in _KINDS if raw[place:].startswith(marks))
        kind = next(kinds, "")
        raise ImageError(
            f"it is {kind}; save it as JPEG or PNG" if kind else "it is not a PNG or JPEG picture"
        ) from None
    if image.width * image.height > MOST_PIXELS:
        raise ImageError(
            f"it has {image.width} x {image.height} pixels, more than {MOST_PIXELS:,} in all; make it smaller"
        )
    return image


def _turned(image: Image.Image) -> int:
    """How its camera noted that it is to be turned: 1 for not at all, more than 4 where width becomes height."""
    try:
        turn = image.getexif().get(_TURN, 1)
    except (OSError, SyntaxError, ValueError):
        return 1
    return turn if turn in _TURNS else 1


def _to_srgb(image: Image.Image) -> ImageCms.ImageCmsTransform | None:
    """What turns its colours into sRGB; nothing for one that is in sRGB, says nothing, or says it wrongly."""
    from PIL import Image, ImageCms

    base = "L" if image.mode in ("1", "L", "LA", "I;16", "I") else "CMYK" if image.mode == "CMYK" else "RGB"
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(image.info["icc_profile"]))
        transform = ImageCms.buildTransform(
            profile, ImageCms.createProfile("sRGB"), base, "RGB", flags=ImageCms.Flags.BLACKPOINTCOMPENSATION
        )
    except (KeyError, TypeError, OSError, ImageCms.PyCMSError):
        return None
    if base == "CMYK":
        return transform
    steps = range(0, 256, 51)
    shades = (
        bytes(range(256)) if base == "L" else bytes(v for r in steps for g in steps for b in steps for v in (r, g, b))
    )
    tried = Image.frombytes(base, (len(shades) // len(base), 1), shades)
    told = transform.apply(tried).tobytes()
    return transform if max(map(abs, map(int.__sub__, told, tried.convert("RGB").tobytes()))) > ALIKE else None


def _flat(image: Image.Image, transform: ImageCms.ImageCmsTransform | None) -> Image.Image:
    """The picture in grey or in colour, of 8 bits and in sRGB, transparent parts laid on white."""
    from PIL import Image

    if image.mode == "I;16":  # of 65,536 greys, which a mere conversion would cut off at 255
        if "transparency" in image.info:
            raise ImageError("one of its 65,536 greys is transparent; save it with 256 greys")
        flat = image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
        flat.info = image.info
        image = flat
    see_through = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    grey = image.mode in ("1", "L", "LA")
    image = image.convert("RGBA") if see_through else image
    flat = image if image.mode == "CMYK" and transform else image.convert("L" if grey else "RGB")
    if transform:
        flat = transform.apply(flat).convert("L" if grey else "RGB")
    if see_through:
        ground = Image.new(flat.mode, flat.size, "white")
        ground.paste(flat, mask=image.getchannel("A"))
        flat = ground
    return flat


def segments(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """The segments of a JPEG file, whole, each with its marker; that of a scan holds its coded data (ITU-T T.81, B)."""
    at = 2
    while at + 4 <= len(raw):
        marker = raw[at + 1]
        if raw[at] != 0xFF or marker == 0xFF:  # filling between segments
            at += 1
            continue
        if marker == 0xD9:
            return
        end = at + 2 + int.from_bytes(raw[at + 2 : at + 4])
        end = _scan_end(raw, end) if marker == 0xDA else end
        yield marker, raw[at:end]
        at = end


def _bare(raw: bytes) -> Iterator[bytes]:
    """A JPEG file without its notes: no Exif, names, places, thumbnails, comments, and nothing after its end."""
    yield raw[:2]
    for marker, segment in segments(raw):
        if marker == 0xE0 and segment[4:9] == b"JFIF\0":
            yield b"\xff\xe0\0\x10" + segment[4:16] + b"\0\0"
        elif marker == 0xEE and segment[4:9] == b"Adobe":
            yield b"\xff\xee\0\x0e" + segment[4:16]
        elif not 0xE0 <= marker <= 0xEF and marker != 0xFE:
            yield segment
    yield b"\xff\xd9"


def _scan_end(raw: bytes, at: int) -> int:
    """Where the coded data of a scan end: at the next marker that is none of the data's own (ITU-T T.81, B.1.1.5)."""
    while (at := raw.find(0xFF, at)) >= 0 and at + 1 < len(raw):
        if raw[at + 1] and not 0xD0 <= raw[at + 1] <= 0xD7 and raw[at + 1] != 0xFF:
            return at
        at += 1
    return len(raw)
