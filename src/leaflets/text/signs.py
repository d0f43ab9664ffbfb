"""Signs and words: what is set for letters, and how a text operator of PDF shows it."""

import unicodedata
from functools import lru_cache
from typing import NamedTuple

LEFT_TO_RIGHT, RIGHT_TO_LEFT = "\u200e", "\u200f"
"""The marks of direction (UAX 9, 2.6)."""

OPEN, CLOSE = "\ue000", "\ue001"
"""The brackets of a string of PDF, until strings side by side are made one: what is in them may be a bracket."""

_ESCAPED = {code: f"\\{chr(code)}" for code in b"()\\"} | {0x0D: "\\r"}

_QUOTES = "‘’“”‹›«»"


@lru_cache(4096)
def string(code: int) -> str:
    """A string of one code of two bytes (ISO 32000-1, 7.3.4.2)."""
    return f"{OPEN}{(chr(code >> 8) + chr(code & 0xFF)).translate(_ESCAPED)}{CLOSE}"


def closed(code: str) -> str:
    """Code of a page with the strings in it made one, where they stand side by side, and put in brackets."""
    return code.replace(CLOSE + OPEN, "").replace(OPEN, "(").replace(CLOSE, ")")


def turned(text: str) -> str:
    """What a sign says that stands for ``text`` in words from right to left: readers turn it round, but no marks."""
    if len(text) == 1:
        mirrored = unicodedata.mirrored(text) or text in _QUOTES
        return f"{RIGHT_TO_LEFT}{text}{LEFT_TO_RIGHT}{RIGHT_TO_LEFT}" if mirrored else text
    found = marks = ""
    for one in reversed(text):
        if unicodedata.bidirectional(one) == "NSM":
            marks = one + marks
        else:
            found, marks = found + marks + one, ""
    return found + marks


class Part(NamedTuple):
    """A glyph of a face, and its place in what it is part of, in the units of the face."""

    number: int
    x: int
    y: int


class Sign(NamedTuple):
    """What is set for a letter, or for some that belong together: a glyph, or several as one.

    How wide it is by itself, how far it is moved to the right, and how far the next one begins, are in thousandths of
    the text size. ``text`` is what it stands for.
    """

    parts: tuple[Part, ...]
    wide: float
    right: float
    advance: float
    text: str

    @property
    def plain(self) -> int:
        """The number of its glyph, if it is one that stands where it is by itself; else 0."""
        (number, x, y), *more = self.parts
        return 0 if more or x or y else number
