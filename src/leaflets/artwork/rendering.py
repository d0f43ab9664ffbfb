"""SVG drawings as pixels, for what plain shapes cannot show: by resvg, with no typefaces and nothing fetched."""

from __future__ import annotations

import io

from PIL import Image

from leaflets.artwork.picture import ImageError, Picture, picture
from leaflets.artwork.svg import Reading


def rendered(reading: Reading, across: int) -> Picture:
    """A drawing that was looked over, so many pixels wide, on white. Raises ImageError."""
    import resvg_py  # few drawings need it

    down = max(1, round(across * reading.drawing.height / reading.drawing.width))
    try:
        made = resvg_py.svg_to_bytes(
            svg_string=reading.source, width=across, height=down, dpi=96, background="#ffffff", skip_system_fonts=True
        )
    except ValueError as error:
        raise ImageError(f"it cannot be drawn: {error}") from None
    with Image.open(io.BytesIO(made), formats=("PNG",)) as image:
        return picture(image.convert("RGB"))
