"""QR codes: a reader that knows nothing of how they were made reads each back."""

from __future__ import annotations

import random
import string

import pytest
import zxingcpp
from PIL import Image
from qrcodegen import QrCode, QrSegment

from leaflets.artwork import qr


def address(length: int) -> str:
    letters = random.Random(length)  # noqa: S311 (the same addresses on every run)
    return ("https://" + "".join(letters.choices(string.ascii_letters + "/.-?=&%", k=length)))[:length]


def modules(text: str) -> list[list[bool]]:
    """The modules of our code for a text, row by row."""
    code = qr.code(text)
    grid = [[False] * code.modules for _ in range(code.modules)]
    for row, column, length in code.bars:
        grid[row][column : column + length] = [True] * length
    return grid


@pytest.mark.parametrize("length", [9, 14, 15, 26, 27, 42, 43, 62, 84, 106, 122, 152, 180, 181, 212, 213])
def test_a_reader_reads_the_address_back_and_finds_the_level_of_correction(length: int) -> None:
    code = modules(address(length))
    picture = Image.new("L", (4 * len(code), 4 * len(code)), 255)
    for y, row in enumerate(code):
        for x, dark in enumerate(row):
            if dark:
                picture.paste(0, (4 * x, 4 * y, 4 * x + 4, 4 * y + 4))

    (found,) = zxingcpp.read_barcodes(picture)
    assert found.text == address(length)
    assert found.ec_level == "M"


def test_a_code_is_what_another_maker_makes_of_the_address_with_one_of_the_eight_masks() -> None:
    segments = [QrSegment.make_bytes(b"https://example.org/maps#bus-stops")]
    made = modules("https://example.org/maps#bus-stops")
    inside = [row[qr.QUIET : -qr.QUIET] for row in made[qr.QUIET : -qr.QUIET]]
    codes = [QrCode.encode_segments(segments, QrCode.Ecc.MEDIUM, mask=mask, boostecl=False) for mask in range(8)]
    others = [[[code.get_module(x, y) for x in range(len(inside))] for y in range(len(inside))] for code in codes]

    assert others.count(inside) == 1


def test_a_code_is_no_larger_than_its_address_asks_for() -> None:
    sizes = [qr.code(address(length)).modules - 2 * qr.QUIET for length in (14, 15, 26, 27, 213)]
    assert sizes == [21, 25, 25, 29, 57]


def test_four_modules_around_a_code_are_white() -> None:
    code = modules("https://example.org")
    edge = [*code[:4], *code[-4:], *(row[:4] + row[-4:] for row in code)]

    assert not any(any(row) for row in edge)


def test_an_address_too_long_for_a_code_is_refused() -> None:
    with pytest.raises(ValueError, match="214 bytes"):
        qr.code(address(214))
