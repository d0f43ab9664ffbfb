"""QR codes (ISO/IEC 18004) of level M, with the quiet zone the standard asks for."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

SIDE = 57.0
"""The least side of a code without its quiet zone, in points: 20 mm."""

MODULE = 1.7
"""The least side of a module, in points: 0.6 mm, which every telephone reads."""

QUIET = 4
"""Modules of white on each side (9.1)."""

LONGEST = 213
"""The longest address a code of version 10 holds, in bytes; a larger one would not fit its place."""


class Bar(NamedTuple):
    """A run of dark modules: its row, its first column, and how many there are."""

    row: int
    column: int
    length: int


class Code(NamedTuple):
    """A code, its quiet zone included: modules along each side, and the runs of dark ones, row by row."""

    modules: int
    bars: tuple[Bar, ...]

    @property
    def side(self) -> float:
        """The side it is drawn with, in points."""
        return self.modules * max(MODULE, SIDE / (self.modules - 2 * QUIET))


@cache
def code(address: str) -> Code:
    """The code for an address. Raises ValueError for one longer than ``LONGEST``."""
    from zxingcpp import BarcodeFormat, create_barcode  # few leaflets have a code

    length = len(address.encode())
    if length > LONGEST:
        raise ValueError(f"the address has {length} bytes; a code holds {LONGEST}")
    made = create_barcode(address, BarcodeFormat.QRCode, ec_level="M").to_image(add_quiet_zones=False)
    size, shades = made.shape[0], memoryview(made).tobytes()  # type: ignore[arg-type]
    bars = (bar for row in range(size) for bar in _bars(row, shades[row * size : (row + 1) * size] + b"\xff"))
    return Code(size + 2 * QUIET, tuple(bars))


def _bars(row: int, shades: bytes) -> Iterator[Bar]:
    start = shades.find(0)
    while start >= 0:
        end = shades.find(0xFF, start)  # beyond the last column nothing is dark
        yield Bar(row + QUIET, start + QUIET, end - start)
        start = shades.find(0, end)
