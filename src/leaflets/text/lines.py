"""Text set in lines: broken at spaces, left-aligned, never hyphenated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from leaflets.text.fonts import Font

CAP_HEIGHT = 0.668
"""Height of capitals over text size in Atkinson Hyperlegible Next: what is centred in a line's leading."""

_BREAKABLE = re.compile(r"[^/?=&_-]*[/?=&_-]+|[^/?=&_-]+")


class Run(NamedTuple):
    """Words in one font, size (points) and colour (``#RRGGBB``, or ``@`` and the number of a brand colour).

    ``level`` is how deep they are embedded in a line of level ``base`` (UAX 9): at an odd one they run leftwards.
    """

    text: str
    font: Font
    size: float
    colour: str
    level: int = 0
    base: int = 0


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a text is set: its two fonts, size and leading in points, and colour."""

    regular: Font
    strong: Font
    size: float
    leading: float
    colour: str

    def run(self, text: str, strong: bool = False) -> Run:
        """A run in this style."""
        return Run(text, self.strong if strong else self.regular, self.size, self.colour)

    def baseline(self, top: float) -> float:
        """The y of the baseline of a line whose leading begins at ``top``: capitals stand in its middle."""
        return top - self.leading / 2 - CAP_HEIGHT * self.size / 2


@dataclass(eq=False, slots=True)
class Link:
    """Where words lead, and what is said of it."""

    target: str
    words: str


class Chunk(NamedTuple):
    """A run, and the link it is part of."""

    run: Run
    link: Link | None = None


class Line(NamedTuple):
    """A line of text: its chunks and its width in points; ``whole``: it does not end inside a word."""

    chunks: tuple[Chunk, ...]
    width: float
    whole: bool = True


Parts = list[tuple[str, Chunk]]


class Word(NamedTuple):
    """What stands between two spaces, or a piece of it; ``whole``: it ends where the word ends."""

    parts: Parts
    whole: bool


def break_lines(chunks: Sequence[Chunk], width: float) -> list[Line]:
    """The chunks as lines no wider than ``width`` points. A last line of one word is given company, if it can be."""
    words = list(_words(chunks, width))
    lines = _fill(words, width)
    if len(lines) > 1 and " " not in "".join(chunk.run.text for chunk in lines[-1].chunks).strip():
        for narrower in range(1, 6):
            tried = _fill(words, width * (1 - 0.05 * narrower))
            if len(tried) > len(lines):
                break
            if tried[-1].width > lines[-1].width:
                return tried
    return lines


def _words(chunks: Sequence[Chunk], width: float) -> Iterator[Word]:
    parts: Parts = []
    for chunk in chunks:
        for index, part in enumerate(chunk.run.text.split(" ")):
            if index and parts:
                yield from _fitting(parts, width)
                parts = []
            if part:
                parts.append((part, chunk))
    if parts:
        yield from _fitting(parts, width)


def _fitting(parts: Parts, width: float) -> Iterator[Word]:
    """The word itself, or, for an address wider than a line, its pieces, to stand on lines of their own."""
    if _width(parts) <= width:
        yield Word(parts, True)
        return
    line: Parts = []
    for part in [(piece, chunk) for text, chunk in parts for piece in _BREAKABLE.findall(text)]:
        if line and _width([*line, part]) > width:
            yield Word(line, False)
            line = []
        line.append(part)
    yield Word(line, True)


def _width(parts: Parts) -> float:
    return sum(chunk.run.font.width(text, chunk.run.size) for text, chunk in parts)


def _fill(words: Sequence[Word], width: float) -> list[Line]:
    lines: list[Line] = []
    line: Parts = []
    used, whole = 0.0, True
    for word in words:
        wide = _width(word.parts)
        if line:
            space = _space(line[-1][1], word.parts[0][1])
            gap = space.run.font.width(" ", space.run.size)
            if whole and used + gap + wide <= width + 0.01:
                line.append((" ", space))
                line.extend(word.parts)
                used, whole = used + gap + wide, word.whole
                continue
            lines.append(_line(line, used, whole))
        line, used, whole = list(word.parts), wide, word.whole
    if line:
        lines.append(_line(line, used, whole))
    return lines


def _space(before: Chunk, after: Chunk) -> Chunk:
    """The chunk a space between two words belongs to: never one link's alone."""
    return after if before.link and before.link is not after.link else before


def _line(parts: Parts, width: float, whole: bool) -> Line:
    merged: list[tuple[list[str], Chunk]] = []
    for text, chunk in parts:
        if merged and merged[-1][1] is chunk:
            merged[-1][0].append(text)
        else:
            merged.append(([text], chunk))
    chunks = tuple(Chunk(chunk.run._replace(text="".join(texts)), chunk.link) for texts, chunk in merged)
    return Line(chunks, width, whole)
