"""Lengths and colours as authors write them."""

from __future__ import annotations

import pytest

from leaflets.artwork.colour import luminance, mix, rgb
from leaflets.content.units import colour, contrast, points


@pytest.mark.parametrize(
    ("text", "size"),
    [("12pt", 12), ("12 pt", 12), ("0.75in", 54), ("25.4mm", 72), (" 18 mm ", 51.0236), ("0pt", 0)],
)
def test_a_length_is_a_number_and_a_unit(text: str, size: float) -> None:
    assert points(text) == pytest.approx(size, abs=1e-4)


@pytest.mark.parametrize("text", ["12", "pt", "", "12px", "1,5mm", "-3mm", "1e3pt", "12 p t", "12pt 3mm", ".5in"])
def test_anything_else_is_not_a_length(text: str) -> None:
    with pytest.raises(ValueError, match="is not a length; write a number and a unit, such as"):
        points(text)


def test_a_colour_is_six_hexadecimal_digits() -> None:
    assert colour("#0b5563") == "#0B5563"
    assert colour(" #FFFFFF ") == "#FFFFFF"


@pytest.mark.parametrize("text", ["", "red", "#FFF", "0B5563", "#0B556", "#0B55633", "#0B556G", "rgb(1,2,3)"])
def test_anything_else_is_not_a_colour(text: str) -> None:
    with pytest.raises(ValueError, match="is not a colour; write # and six hexadecimal digits"):
        colour(text)


def test_a_colour_has_red_green_and_blue() -> None:
    assert rgb("#FF0080") == pytest.approx((1, 0, 0.502), abs=0.001)


def test_a_mixture_lies_between_its_two_colours() -> None:
    assert mix("#000000", "#FFFFFF", 0) == "#000000"
    assert mix("#000000", "#FFFFFF", 1) == "#FFFFFF"
    assert mix("#000000", "#FFFFFF", 0.5) == "#808080"
    assert mix("#FF0000", "#0000FF", 0.25) == "#BF0040"


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#FFFFFF") == pytest.approx(1)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)
    assert contrast("#FFFFFF", "#767676") == contrast("#767676", "#FFFFFF")


def test_luminance_weighs_green_most() -> None:
    assert luminance("#0000FF") < luminance("#FF0000") < luminance("#00FF00") < luminance("#FFFFFF") == pytest.approx(1)
