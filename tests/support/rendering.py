"""Pages as a screen shows them, and as a press prints them."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

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


def inks(data: bytes, *options: str) -> list[Image.Image]:
    """The pages of a file as Ghostscript, an instrument nobody here wrote, prints them: in four inks, 50 dots an inch.

    It needs the program ``gs``.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "file.pdf")
        file.write_bytes(data)
        device = ["-sDEVICE=tiff32nc", "-r50", "-o", str(Path(folder, "page-%03d.tif"))]
        subprocess.run(["gs", "-q", "-dSAFER", *options, *device, str(file)], check=True, capture_output=True)
        pages = []
        for path in sorted(Path(folder).glob("page-*.tif")):
            with Image.open(path) as page:
                pages.append(page.copy())
    return pages
