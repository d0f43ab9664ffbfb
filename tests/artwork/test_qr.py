"""QR codes: each is what a kept encoder makes, and a reader reads it back."""

from __future__ import annotations

import random
import string

import pytest
import qrcodegen
import zxingcpp
from PIL import Image

from leaflets.artwork import qr


def address(length: int) -> str:
    letters = random.Random(length)  # noqa: S311 (the same addresses on every run)
    return ("https://" + "".join(letters.choices(string.ascii_letters + "/.-?=&%", k=length)))[:length]


def encoded(text: str, mask: int) -> list[list[bool]]:
    level = qrcodegen.QrCode.Ecc.MEDIUM
    segment = qrcodegen.QrSegment.make_bytes(text.encode())
    code = qrcodegen.QrCode.encode_segments([segment], level, 1, 40, mask, False)
    side = range(code.get_size())
    return [[code.get_module(x, y) for x in side] for y in side]


@pytest.mark.parametrize("length", [9, 14, 15, 26, 27, 42, 43, 62, 84, 106, 122, 152, 180, 181, 212, 213])
def test_a_code_is_that_of_a_kept_encoder_under_one_of_the_masks(length: int) -> None:
    text = address(length)
    inside = [list(row[qr.QUIET : -qr.QUIET]) for row in qr.matrix(text)[qr.QUIET : -qr.QUIET]]

    assert inside in [encoded(text, mask) for mask in range(8)]


@pytest.mark.parametrize("length", [12, 40, 90, 150, 213])
def test_a_reader_reads_the_address_back(length: int) -> None:
    code = qr.matrix(address(length))
    picture = Image.new("L", (4 * len(code), 4 * len(code)), 255)
    for y, row in enumerate(code):
        for x, dark in enumerate(row):
            if dark:
                picture.paste(0, (4 * x, 4 * y, 4 * x + 4, 4 * y + 4))

    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [address(length)]


def test_four_modules_around_a_code_are_white() -> None:
    code = qr.matrix("https://example.org")
    edge = [*code[:4], *code[-4:], *(row[:4] + row[-4:] for row in code)]

    assert not any(any(row) for row in edge)


def test_an_address_too_long_for_a_code_is_refused() -> None:
    with pytest.raises(ValueError, match="214 bytes"):
        qr.matrix(address(214))
