"""Logos: a PNG or JPEG picture, or an SVG drawing, ready for the place they are printed in."""

import io
from math import ceil
from pathlib import Path
from typing import NamedTuple

from leaflets.artwork import picture
from leaflets.artwork.drawing import Drawing
from leaflets.artwork.picture import ImageError, Picture
from leaflets.artwork.svg import Reading, read
from leaflets.files import remembered

FINEST = 600
"""Pixels an inch that a drawing which must become a picture is printed with, and a picture has at most."""

COARSEST = 150
"""The fewest pixels an inch a picture is printed with."""


class Logo(NamedTuple):
    """A logo of the size it is printed with, in points; ``colours`` are those it is mostly made of.

    ``beyond`` are the things in an SVG drawing that made a picture of it.
    """

    width: float
    height: float
    art: Drawing | Picture
    colours: frozenset[str]
    beyond: tuple[str, ...] = ()


@remembered(64)
def load(path: Path, room: tuple[float, float]) -> Logo:
    """The logo in a file, as large as fits into ``room``, in points, and stays fine enough.

    Raises ImageError, which says why it cannot be used, and OSError.
    """
    if path.suffix.lower() != ".svg":
        pixels = picture.size(path)
        scale = min(room[0] / pixels[0], room[1] / pixels[1], 72 / COARSEST)
        wide = pixels[0] * scale
        art = picture.load(path, ceil(wide / 72 * FINEST))
        return Logo(wide, pixels[1] * scale, art, art.colours())
    try:
        reading = read(path)
    except SyntaxError as error:
        raise ImageError(f"it is no SVG drawing ({error})") from None
    except ValueError as error:
        raise ImageError(str(error)) from None
    drawing = reading.drawing
    scale = min(room[0] / drawing.width, room[1] / drawing.height)
    wide, tall = drawing.width * scale, drawing.height * scale
    if not reading.beyond:
        return Logo(wide, tall, drawing, drawing.colours())
    pixels_made = _rendered(reading, ceil(wide / 72 * FINEST))
    return Logo(wide, tall, pixels_made, pixels_made.colours(), reading.beyond)


def cleaned(data: bytes, across: int, drawn: bool) -> tuple[str, bytes]:
    """A picture that was sent, upright, of so many pixels across at most, with no notes in it: its ending, its bytes.

    A drawing in SVG, if it may be one (``drawn``), is looked over, and kept as it is. Raises ImageError.
    """
    import tempfile  # few pictures are sent

    svg = drawn and data.lstrip()[:5] in (b"<?xml", b"<svg ")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ("sent.svg" if svg else "sent")
        path.write_bytes(data)
        if svg:
            load(path, (across, across))
            return "svg", data
        kind, clean = picture.load(path, across).file()
    return "jpg" if kind == "jpeg" else kind, clean


def _rendered(reading: Reading, across: int) -> Picture:
    """A drawing that was looked over, by resvg, so many pixels wide, on white, with no typefaces. Raises ImageError."""
    import resvg_py  # few drawings need it
    from PIL import Image

    down = max(1, round(across * reading.drawing.height / reading.drawing.width))
    try:
        made = resvg_py.svg_to_bytes(
            svg_string=reading.source, width=across, height=down, dpi=96, background="#ffffff", skip_system_fonts=True
        )
    except ValueError as error:
        raise ImageError(f"it cannot be drawn: {error}") from None
    with Image.open(io.BytesIO(made), formats=("PNG",)) as image:
        return picture.picture(image.convert("RGB"))
