"""The indirect objects of a file, and the file they make (ISO 32000-1, 7.3.10 and 7.5).

Most are written once. Late objects stand after all others, so that a finished file can be made again with other ones in
their places, at little more than the cost of copying it.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import accumulate


def text_string(text: str) -> str:
    """A text string in PDF syntax: UTF-16 with a byte order mark where ASCII does not do (ISO 32000-1, 7.9.2)."""
    if text.isascii():
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return f"({escaped})"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def stream(dictionary: str, data: bytes, compress: bool = True) -> bytes:
    """A stream object. The end of line that PDF/A wants stands before ``endstream`` (ISO 19005-2, 6.1.7.1)."""
    if compress:
        data = _packed(data)
        dictionary += " /Filter /FlateDecode"
    return b"<<%b /Length %d>>\nstream\n%b\r\nendstream" % (dictionary.encode("ascii"), len(data), data)


@lru_cache(64)
def _packed(data: bytes) -> bytes:
    """What is in a stream, compressed: pages and fonts that several files have alike are so once."""
    return zlib.compress(data, 6)


class Objects:
    """Objects being written, numbered from ``first``."""

    def __init__(self, first: int = 1) -> None:
        self._first = first
        self._data: list[bytes] = []

    @property
    def written(self) -> dict[int, bytes]:
        """What is written so far, by number."""
        return dict(enumerate(self._data, self._first))

    def reserve(self) -> int:
        """The number of an object still to be written, or to come late."""
        self._data.append(b"")
        return self._first + len(self._data) - 1

    def put(self, number: int, code: str | bytes) -> None:
        """Write a reserved object: a dictionary, given without its brackets, or a finished stream."""
        self._data[number - self._first] = code if isinstance(code, bytes) else f"<<{code}>>".encode("ascii")

    def add(self, dictionary: str, data: bytes | None = None, compress: bool = True) -> int:
        """Write a new object, a dictionary or a stream with it; its number is returned."""
        number = self.reserve()
        self.put(number, dictionary if data is None else stream(dictionary, data, compress))
        return number

    def frame(self, version: str, root: int, late: Sequence[int], information: int) -> Frame:
        """The file that these objects make, but for the late ones."""
        parts = [b"%%PDF-%b\n%%\xe2\xe3\xcf\xd3\n" % version.encode("ascii")]
        at = len(parts[0])
        table = bytearray(b"0000000000 65535 f \n")
        for number, data in self.written.items():
            if number in late:
                table += b"0000000000 00000 n \n"
                continue
            parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, data))
            table += b"%010d 00000 n \n" % at
            at += len(parts[-1])
        return Frame(b"".join(parts), bytes(table), tuple(late), root, information)


class Frame:
    """A finished file with places for its late objects."""

    def __init__(self, head: bytes, table: bytes, late: Sequence[int], root: int, information: int) -> None:
        self._head, self._table, self._late = head, table, late
        self._root, self._information = root, information
        self._hash = hashlib.sha256(head)

    def more(self) -> Objects:
        """Objects that one file has past all others, to be written."""
        return Objects(len(self._table) // 20)

    def _order(self, late: Mapping[int, bytes]) -> Sequence[int]:
        return [*self._late, *range(len(self._table) // 20, max(late, default=0) + 1)]

    def code(self, late: Mapping[int, bytes]) -> str:
        """An identifier made from all that the file says, in hexadecimal digits (ISO 32000-1, 14.4)."""
        told = b"".join([late[number] for number in self._order(late) if number in late])
        return hashlib.sha256(self._hash.digest() + told).hexdigest()[:32]

    def file(self, late: Mapping[int, bytes], code: str) -> tuple[bytes, str]:
        """The file with its late objects, by number, and its identifier; and its hash (SHA-256)."""
        order, table = self._order(late), bytearray(self._table)
        parts = [b"%d 0 obj\n%b\nendobj\n" % (number, late[number]) for number in order]
        table += b"0000000000 00000 n \n" * (len(order) - len(self._late))
        *places, at = accumulate(map(len, parts), initial=len(self._head))
        for number, place in zip(order, places, strict=True):
            table[20 * number : 20 * number + 10] = b"%010d" % place
        size = len(table) // 20
        parts += [b"xref\n0 %d\n" % size, bytes(table)]
        trailer = f"<</Size {size} /Root {self._root} 0 R /Info {self._information} 0 R /ID [<{code}><{code}>]>>"
        parts.append(b"trailer\n%b\nstartxref\n%d\n%%%%EOF\n" % (trailer.encode("ascii"), at))
        tail, whole = b"".join(parts), self._hash.copy()
        whole.update(tail)
        return self._head + tail, whole.hexdigest()
