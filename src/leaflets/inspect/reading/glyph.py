"""The glyphs of a TrueType program: which code draws which, and how wide it is (ISO 14496-22)."""

from __future__ import annotations

import struct
from functools import cached_property


class Glyphs:
    """An embedded TrueType program. Raises struct.error or KeyError where its tables are broken."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        (count,) = struct.unpack_from(">H", data, 4)
        records = [struct.unpack_from(">4s4xII", data, 12 + 16 * index) for index in range(count)]
        self._tables = {tag: (place, length) for tag, place, length in records}
        (self._unit,) = self._read(">H", b"head", 18)
        (self._measured,) = self._read(">H", b"hhea", 34)

    def _read(self, form: str, table: bytes, at: int) -> tuple[int, ...]:
        place, length = self._tables[table]
        if at + struct.calcsize(form) > length:
            raise struct.error(f"the table {table.decode('latin-1')} is too short")
        return struct.unpack_from(form, self._data, place + at)

    def width(self, glyph: int) -> float:
        """The width of a glyph in thousandths of the text size; those after the last measured are like it."""
        (width,) = self._read(">H", b"hmtx", 4 * min(glyph, self._measured - 1))
        return width * 1000 / self._unit

    def symbolic(self, code: int) -> int:
        """The glyph that a code of a symbolic font draws; 0 if there is none."""
        return self._codes.get(code) or self._codes.get(0xF000 + code, 0)

    @cached_property
    def _codes(self) -> dict[int, int]:
        """The codes of the table for symbols, or else of the old Macintosh table."""
        (count,) = self._read(">H", b"cmap", 2)
        found = {}
        for index in range(count):
            platform, encoding, at = self._read(">HHI", b"cmap", 4 + 8 * index)
            found[platform, encoding] = at
        table = found.get((3, 0), found.get((1, 0)))
        return self._mapping(table) if table is not None else {}

    def _mapping(self, at: int) -> dict[int, int]:
        (form,) = self._read(">H", b"cmap", at)
        if form == 0:
            return dict(enumerate(self._read(">256B", b"cmap", at + 6)))
        if form == 6:
            first, count = self._read(">HH", b"cmap", at + 6)
            return dict(enumerate(self._read(f">{count}H", b"cmap", at + 10), first))
        return self._segments(at) if form == 4 else {}

    def _segments(self, at: int) -> dict[int, int]:
        """The mapping of format 4."""
        count = self._read(">H", b"cmap", at + 6)[0] // 2
        ends = self._read(f">{count}H", b"cmap", at + 14)
        starts = self._read(f">{count}H", b"cmap", at + 16 + 2 * count)
        deltas = self._read(f">{count}H", b"cmap", at + 16 + 4 * count)
        offsets = self._read(f">{count}H", b"cmap", at + 16 + 6 * count)
        found = {}
        for index, (start, end, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
            for code in range(start, min(end, 0xFFFE) + 1):
                glyph = code
                if offset:
                    place = at + 16 + 6 * count + 2 * index + offset + 2 * (code - start)
                    (glyph,) = self._read(">H", b"cmap", place)
                if glyph:
                    found[code] = (glyph + delta) & 0xFFFF
        return found
