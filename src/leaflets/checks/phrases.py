"""Phrases as a house writes them, as patterns: ``you have # years``, ``battl*``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

_WILD = {"*": r"\w*", "#": r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten)"}
NOTHING = re.compile(r"(?!)")


def pattern(phrases: Iterable[str], flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """One pattern for all the phrases, the longest first; for none, a pattern that matches nothing."""
    parts = [_part(phrase) for phrase in sorted(set(phrases), key=len, reverse=True)]
    return re.compile("|".join(parts), flags) if parts else NOTHING


@cache
def _part(phrase: str) -> str:
    body = "".join(_WILD.get(character) or _literal(character) for character in phrase)
    before = r"(?<![\w-])" if phrase[0].isalnum() or phrase[0] in _WILD else ""
    after = r"(?![\w-])" if phrase[-1].isalnum() or phrase[-1] in _WILD else ""
    return f"{before}{body}{after}"


def _literal(character: str) -> str:
    if character == " ":
        return r"\s+"
    return "['’]" if character in "'’" else re.escape(character)
