"""Hyphenation: where a word may be parted with a hyphen, by the patterns of its language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

SOFT = "\u00ad"
"""The hyphen at the end of a line that is none of the word's own (ISO 32000-1, 14.8.2.2.3)."""

LEAST = 3
"""The fewest letters before a hyphen, and after it."""

_WORD = re.compile(r"[^\W\d_]{7,}")


def has_patterns(tag: str) -> bool:
    """Whether there are patterns for a language (BCP 47)."""
    from pyphen import language_fallback  # not every leaflet is hyphenated, and it is slow to start

    return language_fallback(tag) is not None


def hyphens(text: str, tag: str) -> Iterator[int]:
    """The offsets in a text before which a word may be parted; none in words of capitals."""
    for match in _WORD.finditer(text):
        if not match[0].isupper():
            yield from (match.start() + place for place in _places(match[0].lower(), tag))


@lru_cache(20_000)
def _places(word: str, tag: str) -> tuple[int, ...]:
    from pyphen import Pyphen

    return tuple(Pyphen(lang=tag, left=LEAST, right=LEAST).positions(word))
