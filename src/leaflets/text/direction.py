"""Which way words run: the levels of a text, and the order its parts are seen in (UAX 9, in outline)."""

from __future__ import annotations

import unicodedata
from itertools import groupby


def levels(text: str, base: int) -> list[int]:
    """The embedding level of each character of a line in a paragraph of level ``base``: odd runs from right to left."""
    strong = [_class(one) for one in text]
    found: list[int] = []
    last = base % 2
    for index, kind in enumerate(strong):
        if kind in ("R", "N"):
            last = 1 if kind == "R" else last
            found.append(
                base + (2 - base % 2 if kind == "N" and (last or base % 2) else (kind == "R" and base % 2 == 0))
            )
        elif kind == "L":
            last = 0
            found.append(base + base % 2)
        else:
            after = next((each for each in strong[index:] if each), "LR"[base % 2])
            inward = (last == 1 or base % 2) and (after == "R" or (after == "N" and last))
            found.append(base if not inward or base % 2 else base + 1)
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
    return [(start, stop, bool(level % 2)) for start, stop, level in runs]


def _class(character: str) -> str:
    kind = unicodedata.bidirectional(character)
    return "R" if kind in ("R", "AL") else "L" if kind == "L" else "N" if kind in ("EN", "AN") else ""
