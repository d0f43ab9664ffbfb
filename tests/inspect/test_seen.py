"""Words that cannot be read on a finished page are named: over others, off the page, painted over; and no others."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image
from reportlab.lib.colors import Color
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from leaflets.inspect.inspection import inspect

Draw = Callable[[Canvas], None]


def unseen(draw: Draw) -> list[str]:
    """What is said of a page of 300 by 300 points."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=(300, 300))
    canvas.setFont("Helvetica", 12)
    draw(canvas)
    canvas.save()
    return list(inspect(file.getvalue()).unseen)


def plain(canvas: Canvas) -> None:
    canvas.drawString(40, 200, "Call the ward.")


def over(canvas: Canvas) -> None:
    plain(canvas)
    canvas.drawString(42, 203, "Take one a day.")


def over_in_a_form(canvas: Canvas) -> None:
    canvas.beginForm("stamp")
    canvas.setFont("Helvetica", 24)
    canvas.drawString(0, 0, "DRAFT")
    canvas.endForm()
    plain(canvas)
    canvas.saveState()
    canvas.translate(40, 196)
    canvas.scale(0.8, 0.8)
    canvas.doForm("stamp")
    canvas.restoreState()


def off(canvas: Canvas) -> None:
    canvas.drawString(270, 200, "Call the ward.")


def off_a_cropped_page(canvas: Canvas) -> None:
    canvas.setCropBox((0, 0, 300, 150))
    plain(canvas)


def cut_off(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.rect(40, 190, 30, 30)
    canvas.clipPath(path, stroke=0, fill=0)
    plain(canvas)


def under_a_bar(canvas: Canvas) -> None:
    plain(canvas)
    canvas.setFillGray(0.9)
    canvas.rect(30, 190, 60, 30, stroke=0, fill=1)


def under_a_circle(canvas: Canvas) -> None:
    plain(canvas)
    canvas.setFillColorRGB(0, 0.4, 0.4)
    canvas.circle(60, 205, 25, stroke=0, fill=1)


def under_a_picture(canvas: Canvas) -> None:
    plain(canvas)
    canvas.drawImage(ImageReader(Image.new("RGB", (8, 8), "#FFFFFF")), 30, 190, 160, 30)


@pytest.mark.parametrize(
    ("draw", "said"),
    [
        (over, "page 1: the text 'Take one a day.' lies over 'Call the ward.'"),
        (over_in_a_form, "page 1: the text 'DRAFT' lies over 'Call the ward.'"),
        (off, "page 1: the text 'Call the ward.' runs off the page, or is cut off"),
        (off_a_cropped_page, "page 1: the text 'Call the ward.' runs off the page, or is cut off"),
        (cut_off, "page 1: the text 'Call the ward.' runs off the page, or is cut off"),
        (under_a_bar, "page 1: the text 'Call the ward.' is painted over"),
        (under_a_picture, "page 1: the text 'Call the ward.' is painted over"),
        (under_a_circle, "page 1: the text 'Call the ward.' is painted over"),
    ],
)
def test_words_that_cannot_be_read_are_named(draw: Draw, said: str) -> None:
    assert unseen(draw) == [said]


def on_a_panel(canvas: Canvas) -> None:
    canvas.setFillGray(0.9)
    canvas.rect(30, 190, 160, 30, stroke=0, fill=1)
    canvas.setFillGray(0)
    plain(canvas)


def under_a_frame(canvas: Canvas) -> None:
    plain(canvas)
    canvas.rect(30, 190, 160, 30, stroke=1, fill=0)


def under_glass(canvas: Canvas) -> None:
    plain(canvas)
    canvas.setFillColor(Color(1, 1, 0, alpha=0.4))
    canvas.rect(30, 190, 160, 30, stroke=0, fill=1)


def under_a_picture_with_holes(canvas: Canvas) -> None:
    plain(canvas)
    canvas.drawImage(ImageReader(Image.new("RGBA", (8, 8), "#FFFFFF10")), 30, 190, 160, 30, mask="auto")


def beside_a_hole(canvas: Canvas) -> None:
    """A large panel painted later, of which no more than a corner far away is left."""
    plain(canvas)
    path = canvas.beginPath()
    path.rect(0, 0, 30, 30)
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.rect(0, 0, 300, 300, stroke=0, fill=1)


def bold_by_writing_twice(canvas: Canvas) -> None:
    plain(canvas)
    canvas.drawString(40.4, 200, "Call the ward.")


def tight_lines(canvas: Canvas) -> None:
    for line in range(4):
        canvas.drawString(40, 200 - 12 * line, "Staggering jumpy quick glyphs")


@pytest.mark.parametrize(
    "draw",
    [
        *(plain, on_a_panel, under_a_frame, under_glass, under_a_picture_with_holes),
        *(beside_a_hole, bold_by_writing_twice, tight_lines),
    ],
)
def test_words_that_can_be_read_are_not(draw: Draw) -> None:
    assert unseen(draw) == []
