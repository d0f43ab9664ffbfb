"""The frame of a file, looked at as bytes: first and last lines, objects, streams and strings (ISO 19005-2, 6.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leaflets.inspect.reading.opening import Opened
from leaflets.inspect.reading.tree import even, resolved

_HEADER = re.compile(rb"%PDF-1\.[0-7][\r\n]+%[\x80-\xff]{4}")
_TABLE = re.compile(rb"xref(\r\n|\r|\n)\d+ \d+ *[\r\n]|\d+ \d+ obj")
_OBJECT = re.compile(rb"\d+ \d+ obj *[\r\n]")
_LOOSE_END = re.compile(rb"[^\r\n]endobj|endobj[^\r\n]")
_STREAM = re.compile(rb"/Length (\d+)(?! \d+ R)[^<>]*>>\s*stream(?:\r\n|\n)")
_BODY = re.compile(rb"stream\r?\n.*?endstream", re.DOTALL)
_TEXT = re.compile(rb"\((?:\\.|[^\\()])*\)", re.DOTALL)
_HEX = re.compile(rb"(?<!<)<([0-9A-Fa-f\s]*)>")


def faults(file: Opened) -> Iterator[str]:
    """What is wrong with the frame; that the reader had to repair something is one of it."""
    data = file.data
    if not _HEADER.match(data):
        yield "the file does not begin as a PDF 1 with binary parts does"
    if data[data.rindex(b"%%EOF") + 5 :].strip(b"\r\n"):
        yield "something follows the end of the file"
    if not resolved(file.reader.trailer.get("/ID")):
        yield "the file has no identifier (ID)"
    start = re.search(rb"startxref\s+(\d+)\s+%%EOF\s*\Z", data)
    if start and not _TABLE.match(data, int(start[1])):
        yield "the table of the file's objects is not written as it should be (xref)"
    places = [place for table in file.reader.xref.values() for place in table.values() if place]
    if _LOOSE_END.search(data) or not all(_OBJECT.match(data, place) for place in places):
        yield "an object does not begin and end on lines of its own (obj)"
    yield from _streams(data)
    plain = _TEXT.sub(b"", _BODY.sub(b"", data))
    if any(len(b"".join(digits.split())) % 2 for digits in _HEX.findall(plain)):
        yield "a text written in digits has half a character"
    for repair in list(file.repairs)[:3]:
        yield f"the file had to be repaired to be read ({even(repair)[:120]})"


def _streams(data: bytes) -> Iterator[str]:
    if re.search(rb"[^\r\n]endstream", data) or re.search(rb">>\s*stream\r(?!\n)", data):
        yield "a stream does not begin and end on lines of its own (stream)"
    for found in _STREAM.finditer(data):
        end = found.end() + int(found[1])
        if not re.match(rb"\r?\n?endstream", data[end : end + 12]):
            yield "a stream is not as long as it says (Length)"
            return
