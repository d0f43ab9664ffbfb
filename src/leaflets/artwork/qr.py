"""QR codes (ISO/IEC 18004): byte mode, level M, with the quiet zone the standard asks for."""

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
    from qrcodegen import QrCode, QrSegment  # few leaflets have a code

    data = address.encode("utf-8")
    if len(data) > LONGEST:
        raise ValueError(f"the address has {len(data)} bytes; a code holds {LONGEST}")
    made = QrCode.encode_segments([QrSegment.make_bytes(data)], QrCode.Ecc.MEDIUM, boostecl=False)
    size = made.get_size()
    bars = (bar for row in range(size) for bar in _bars(row, bytes(made.get_module(x, row) for x in range(size + 1))))
    return Code(size + 2 * QUIET, tuple(bars))


def _bars(row: int, dark: bytes) -> Iterator[Bar]:
    start = dark.find(1)
    while start >= 0:
        end = dark.find(0, start)  # beyond the last column nothing is dark
        yield Bar(row + QUIET, start + QUIET, end - start)
        start = dark.find(1, end)
