"""Which way words run: the levels of a text, and the order its parts are seen in (UAX 9, in outline)."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import groupby

_OPENING = {"\u2066": 0, "\u2067": 1, "\u2068": -1}
"""What begins an isolate, and the way it runs; -1: that of its first letter."""

_CLOSING = "\u2069"


def levels(text: str, base: int) -> Sequence[int]:
    """The embedding level of each character of a line in a paragraph of level ``base``: odd runs from right to left."""
    found = [base] * len(text)
    outer: list[int] = []
    at = 0
    while at < len(text):
        outer.append(at)
        if text[at] in _OPENING:
            end = _end(text, at)
            inner = text[at + 1 : end]
            way = _OPENING[text[at]]
            way = way if way >= 0 else next((int(one == "R") for one in map(_class, inner) if one in "LR"), 0)
            found[at + 1 : end] = levels(inner, base + 1 + (base + 1 + way) % 2)
            at = end
        else:
            at += 1
    for place, level in zip(outer, _plain([text[place] for place in outer], base), strict=True):
        found[place] = level
    return found


def _end(text: str, start: int) -> int:
    """Where an isolate that begins at ``start`` is closed."""
    deep = 0
    for at in range(start, len(text)):
        deep += (text[at] in _OPENING) - (text[at] == _CLOSING)
        if not deep:
            return at
    return len(text)


def _plain(text: Sequence[str], base: int) -> list[int]:
    """The levels of a text without isolates."""
    kinds = [_class(one) for one in text]
    ways: list[str] = []
    last = "LR"[base % 2]
    for kind in kinds:
        last = kind if kind in "LR" else last
        ways.append("L" if kind == "N" and last == "L" else kind)
    own = "LR"[base % 2]
    side = own
    found = []
    for at, way in enumerate(ways):
        if way == " ":
            after = next((each for each in ways[at:] if each != " "), own)
            before, after = ("R" if one == "N" else one for one in (side, after))
            way = before if before == after else own
        else:
            side = way
        found.append(base + {"L": base % 2, "R": 1 - base % 2, "N": 2 - base % 2}[way])
    return found


def visual(text: str, base: int) -> list[tuple[int, int, bool]]:
    """The runs of one line, from left to right: where each begins and ends, and whether it runs from right to left."""
    runs: list[tuple[int, int, int]] = []
    for level, same in groupby(enumerate(levels(text, base)), key=lambda one: one[1]):
        places = [place for place, _ in same]
        runs.append((places[0], places[-1] + 1, level))
    for height in range(max((level for _, _, level in runs), default=0), 0, -1):
        start = 0
        for high, group in groupby(list(runs), key=lambda run: run[2] >= height):
            size = len(list(group))
            if high:
                runs[start : start + size] = runs[start : start + size][::-1]
            start += size
    return [(start, stop, level % 2 == 1) for start, stop, level in runs]


def _class(character: str) -> str:
    kind = unicodedata.bidirectional(character)
    return "R" if kind in ("R", "AL") else "L" if kind == "L" else "N" if kind in ("EN", "AN") else " "
