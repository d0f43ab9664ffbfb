"""Pages as a screen shows them."""

from __future__ import annotations

import pypdfium2
from PIL import Image


def render(data: bytes, page: int, dpi: int) -> Image.Image:
    """A page (from 1) of a file as a picture in grey."""
    document = pypdfium2.PdfDocument(data)
    try:
        shown: Image.Image = document[page - 1].render(scale=dpi / 72, grayscale=True).to_pil()
        return shown.convert("L")
    finally:
        document.close()
