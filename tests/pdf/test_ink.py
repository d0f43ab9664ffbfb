"""Colours on paper: greys as light as the colours were, and press inks that dry."""

from __future__ import annotations

import io
import zlib
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from leaflets.artwork.picture import Picture, load
from leaflets.content.units import contrast
from leaflets.pdf.ink import COLOUR, GREY, Ink, Palette, press
from leaflets.pdf.shell import finished
from support import pdf
from support.sample import ASSETS, blank, say

MOST_INK = 2.8
ROUNDING = 4 * 0.5 / 255
"""What rounding four inks to bytes may add."""

BLACK, WHITE = "#000000", "#FFFFFF"
BRAND = ("#0B5563", "#E8F1F2", "#9FBFC4")
colours = st.from_regex(r"#[0-9A-F]{6}", fullmatch=True)
greys = st.integers(0, 255).map(lambda value: f"#{value:02X}{value:02X}{value:02X}")


@cache
def four_inks() -> Ink:
    """The inks of the press the shipped profile is of."""
    return press(ASSETS / "profiles/ISOcoated_v2_300_bas.icc")


def operands(code: str) -> list[float]:
    """The numbers before an operator."""
    return [float(part) for part in code.split()[:-1]]


def light(grey: float) -> float:
    """Relative luminance of a grey from 0 to 1 (WCAG 2.2)."""
    return grey / 12.92 if grey <= 0.04045 else ((grey + 0.055) / 1.055) ** 2.4


class TestGreys:
    @given(colours, colours)
    def test_stand_out_from_each_other_as_the_colours_did(self, first: str, second: str) -> None:
        low, high = sorted(light(operands(Palette(GREY).fill(colour))[0]) for colour in (first, second))
        assert (high + 0.05) / (low + 0.05) == pytest.approx(contrast(first, second), rel=0.02)

    @given(greys)
    def test_of_greys_are_the_greys_themselves(self, colour: str) -> None:
        assert operands(Palette(GREY).stroke(colour)) == pytest.approx([int(colour[1:3], 16) / 255], abs=0.001)

    def test_are_painted_by_their_own_operators(self) -> None:
        palette = Palette(GREY, BRAND)
        assert palette.fill(WHITE) == "1 g"
        assert palette.stroke(BLACK) == "0 G"
        assert palette.space.startswith("[/Indexed /DeviceGray 2 <")


@pytest.mark.parametrize(("ink", "black", "white"), [(GREY, "0 g", "1 g"), (None, "0 0 0 1 k", "0 0 0 0 k")])
class TestWords:
    """In greys and on a press words are black, or left white on a dark ground."""

    @given(colour=colours)
    def test_are_black_or_white_and_nothing_between(self, ink: Ink | None, black: str, white: str, colour: str) -> None:
        assert Palette(ink or four_inks()).text(colour) in (black, white)

    def test_that_were_dark_are_black_and_that_were_white_are_white(
        self, ink: Ink | None, black: str, white: str
    ) -> None:
        palette = Palette(ink or four_inks(), BRAND)
        assert {palette.text(colour) for colour in (BLACK, "#1A1A1A", "#555555", "#B00020", "@0")} == {black}
        assert palette.text(WHITE) == white


def test_words_in_colour_keep_their_colour() -> None:
    assert Palette(COLOUR).text("#FF0000") == "1 0 0 rg"


class TestColoursByNumber:
    @pytest.mark.parametrize("ink", [COLOUR, GREY])
    def test_are_painted_in_the_colour_of_that_number(self, ink: Ink) -> None:
        document = blank()
        document.palette = Palette(ink, BRAND)
        page = document.page(300, 300)
        say(page, document.root.add("H1"), 10, 280, "Colours")
        with page.artifact():
            for number in range(len(BRAND)):
                page.rectangle((10 + 50 * number, 10, 40, 40), f"@{number}", f"@{number}", 2)
        shapes = pdf.read(finished(document)).pages[0].shapes
        assert len(shapes) == len(BRAND)
        for shape, colour in zip(shapes, BRAND, strict=True):
            grey = f"{round(ink.values(colour)[0] * 255):02X}"
            assert shape.fill == shape.stroke == (colour if ink is COLOUR else f"#{grey * 3}")

    def test_of_another_clinic_are_another_table_and_the_same_operators(self) -> None:
        ours, theirs = Palette(COLOUR, BRAND), Palette(COLOUR, BRAND[::-1])
        assert [ours.fill("@1"), ours.stroke("@2")] == [theirs.fill("@1"), theirs.stroke("@2")]
        assert [ours.fill("@1"), ours.stroke("@2")] == ["/Brand cs 1 sc", "/Brand CS 2 SC"]
        assert ours.space != theirs.space

    def test_keep_to_the_most_ink_in_the_table_of_a_press(self) -> None:
        deep = ("#00FF00", "#0000FF", "#300010", "#001040", "#104000", "#4B0082")
        space = Palette(four_inks(), deep).space
        table = bytes.fromhex(space.partition("<")[2].partition(">")[0])
        assert space.startswith("[/Indexed /DeviceCMYK 5 <")
        assert len(table) == 4 * len(deep)
        for start in range(0, len(table), 4):
            assert sum(table[start : start + 4]) / 255 <= MOST_INK + ROUNDING


class TestAPress:
    @given(greys)
    def test_prints_greys_with_black_alone(self, colour: str) -> None:
        cyan, magenta, yellow, black = operands(Palette(four_inks()).fill(colour))
        assert (cyan, magenta, yellow) == (0, 0, 0)
        assert black == pytest.approx(1 - int(colour[1:3], 16) / 255, abs=0.001)

    @pytest.mark.parametrize("colour", ["#1A1A1A", "#222831", "#F5F2ED", "#595F69"])
    def test_prints_what_is_almost_grey_with_black_alone(self, colour: str) -> None:
        assert operands(Palette(four_inks()).fill(colour))[:3] == [0, 0, 0]

    @given(colours)
    def test_never_lays_on_more_ink_than_dries(self, colour: str) -> None:
        inks = operands(Palette(four_inks()).fill(colour))
        assert all(0 <= ink <= 1 for ink in inks)
        assert sum(inks) <= MOST_INK + 0.001

    def test_prints_each_colour_with_its_own_inks(self) -> None:
        cyan, magenta, yellow, black = (
            operands(Palette(four_inks()).fill(c)) for c in ("#009FE3", "#E5007E", "#FFED00", BLACK)
        )
        assert cyan[0] > 0.7 > 0.3 > max(cyan[1:])
        assert magenta[1] > 0.7 > 0.3 > max(magenta[0], *magenta[2:])
        assert yellow[2] > 0.7 > 0.3 > max(*yellow[:2], yellow[3])
        assert black == [0, 0, 0, 1]


def painting(kind: str, folder: Path) -> Picture:
    """A picture with every tone from white to the deepest colours, as a file of a kind: ``PNG``, ``JPEG``, ``grey``."""
    side = 48
    tones = [(x * 255 // (side - 1), y * 255 // (side - 1), (x * y) % 256) for y in range(side) for x in range(side)]
    image = Image.new("RGB", (side, side))
    image.putdata([WHITE_PIXEL, *tones[1:]])
    path = folder / f"painting.{'jpg' if kind == 'JPEG' else 'png'}"
    (image.convert("L") if kind == "grey" else image).save(path)
    return load(path)


WHITE_PIXEL = (255, 255, 255)


def pixels(picture: Picture, ink: Ink) -> Image.Image:
    """What the image object of a picture shows."""
    dictionary, data = ink.image(picture)
    if "/DCTDecode" in dictionary:
        return Image.open(io.BytesIO(data))
    modes = {"DeviceGray": "L", "DeviceRGB": "RGB", "DeviceCMYK": "CMYK"}
    (mode,) = (mode for space, mode in modes.items() if f"/{space} " in dictionary)
    return Image.frombytes(mode, (picture.width, picture.height), zlib.decompress(data))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "grey"])
class TestPictures:
    def test_for_a_press_are_in_its_inks_and_within_the_most(self, kind: str, tmp_path: Path) -> None:
        image = pixels(painting(kind, tmp_path), four_inks())
        assert image.mode == "CMYK"
        inks = image.tobytes()
        sums = [sum(inks[start : start + 4]) / 255 for start in range(0, len(inks), 4)]
        assert len(sums) == 48 * 48
        assert max(sums) > 1.5, "the picture has dark places"
        assert max(sums) <= MOST_INK + ROUNDING

    def test_for_a_press_leave_white_paper_white(self, kind: str, tmp_path: Path) -> None:
        path = tmp_path / f"white.{'jpg' if kind == 'JPEG' else 'png'}"
        Image.new("L" if kind == "grey" else "RGB", (8, 8), "white").save(path)
        assert pixels(load(path), four_inks()).getcolors() == [(64, (0, 0, 0, 0))]

    def test_for_a_laser_are_grey(self, kind: str, tmp_path: Path) -> None:
        picture = painting(kind, tmp_path)
        image = pixels(picture, GREY)
        assert image.mode == "L"
        assert image.tobytes() == picture.image().convert("L").tobytes()

    def test_on_a_screen_stay_as_they_are(self, kind: str, tmp_path: Path) -> None:
        picture = painting(kind, tmp_path)
        assert COLOUR.image(picture)[1] is picture.data
