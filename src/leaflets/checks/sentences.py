"""Sentences and words of a text, as a reader counts them."""

from __future__ import annotations

import re
from functools import cache

_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])")
_SHORT = re.compile(r"(?:^|[\s(])(?:Dr|Mrs?|Ms|St|Prof|vs|No|e\.g|i\.e|[A-Z](?:\.[A-Z])*)\.$")
_GAP = re.compile(r"\s+|[—–](?!\d)")


@cache
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text. A stop after a title or an initial (Dr. Example) ends none."""
    found: list[str] = []
    for part in _parts(text):
        if found and _SHORT.search(found[-1]):
            found[-1] += f" {part}"
        else:
            found.append(part)
    return tuple(found)


def _parts(text: str) -> list[str]:
    cuts = [match.span() for match in _END.finditer(text)]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(text)]
    return [text[start:end].strip() for start, end in zip(starts, ends, strict=True) if text[start:end].strip()]


@cache
def words(sentence: str) -> tuple[str, ...]:
    """The words of a sentence: what stands between spaces and dashes and holds a letter or a figure."""
    stripped = (part.strip("\"“”‘’'()[].,;:!?…*_") for part in _GAP.split(sentence))
    return tuple(part for part in stripped if any(letter.isalnum() for letter in part))
