"""Pictures in PNG and JPEG files: opened with care, since anyone may have made them."""

from __future__ import annotations

import io

from PIL import Image, UnidentifiedImageError

MOST_PIXELS = 40_000_000
TURN = 0x0112
"""The number of the note (Exif 2.32, 4.6.4) by which a camera says how a picture is to be turned."""


class ImageError(Exception):
    """A file is no picture that can be shown. The message says why."""


def opened(raw: bytes) -> Image.Image:
    """The picture that the bytes of a PNG or JPEG file hold, decoded. Raises ImageError."""
    try:
        with Image.open(io.BytesIO(raw), formats=("PNG", "JPEG")) as image:
            if image.width * image.height > MOST_PIXELS:
                raise ImageError(f"it has {image.width} x {image.height} pixels, more than {MOST_PIXELS:,} in all")
            image.load()
            if image.getexif().get(TURN, 1) != 1:  # paper would show it on its side, and a browser upright
                raise ImageError("its camera noted that it must be turned; open it, turn it, and save it again")
            return image
    except Image.DecompressionBombError:
        raise ImageError("it has too many pixels") from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise ImageError("it is not a PNG or JPEG picture") from None
