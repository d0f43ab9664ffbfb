"""SVG drawings as we put them on paper, and as resvg, which nobody here wrote, draws them."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pypdfium2
import resvg_py
from PIL import Image, ImageChops, ImageFilter, ImageStat

from leaflets.artwork import figures, logo
from leaflets.artwork.svg import read
from leaflets.pdf.canvas import Canvas
from leaflets.pdf.shell import finished
from support.sample import blank

FINER = 4
"""Both are drawn so many times as large and then made smaller, so that the smoothing of edges counts little."""

MOST_ON_AVERAGE = 1.5
"""Shades of 256. Edges that are smoothed in another way make 0.1 to 1.3."""

DIFFERS = 48
"""From so many shades on a pixel differs; it counts if all its neighbours do too: then it is no edge."""


def ours(path: Path, size: tuple[int, int], icon: bool) -> Image.Image:
    """A file as it is printed, so many pixels wide and high."""
    box = (0.0, 0.0, size[0] / 4, size[1] / 4)
    if icon:
        return _printed(size, lambda page: page.drawing(figures.load(path), box))
    return _printed(size, lambda page: page.logo(logo.load(path, (box[2], box[3])), box))


def theirs(path: Path, size: tuple[int, int]) -> Image.Image:
    """A file as resvg draws it: the same drawing once in a process."""
    return _drawn(read(path).source, size)


@cache
def _drawn(source: str, size: tuple[int, int]) -> Image.Image:
    made = resvg_py.svg_to_bytes(
        svg_string=source,
        width=FINER * size[0],
        height=FINER * size[1],
        dpi=96,
        background="#ffffff",
        skip_system_fonts=True,
    )
    return Image.open(io.BytesIO(made)).convert("RGB").reduce(FINER)


def alike(first: Image.Image, second: Image.Image) -> bool:
    """Whether two pictures differ in nothing but how edges are smoothed."""
    difference = ImageChops.difference(first, second).convert("L")
    inside = difference.filter(ImageFilter.MinFilter(3)).histogram()[DIFFERS:]
    return not any(inside) and ImageStat.Stat(difference).mean[0] <= MOST_ON_AVERAGE


def _printed(size: tuple[int, int], paint: Callable[[Canvas], None]) -> Image.Image:
    document = blank()
    page = document.page(size[0] / 4, size[1] / 4)
    with page.artifact():
        paint(page)
    file = pypdfium2.PdfDocument(finished(document))
    try:
        shown: Image.Image = file[0].render(scale=4 * FINER).to_pil()
        return shown.convert("RGB").reduce(FINER)
    finally:
        file.close()
