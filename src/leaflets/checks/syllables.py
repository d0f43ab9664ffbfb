"""How many syllables an English word has, by its spelling: no dictionary to download, and none to ship."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

IRREGULAR = tomllib.loads(files("leaflets.checks").joinpath("syllables.toml").read_text("utf-8"))
"""The syllables of words the rules below miscount."""

_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(
    r"(?:[^aeiouy]|[gq]u)e$|[^aeiouydt]ed$|(?<=[^aeiouysxzcg])(?<![sc]h)es$"
    r"|(?<=[a-z]{2})e(?:ly|ments?|ful(?:ly)?|less|ness|lines?|times?|styles?|guards?|ways?)$"
)
_SOUNDED = re.compile(r"[^aeiouyl]les?$|[^aeiouyr]res$|[^aeiouyl]led$|lements?$")
_APART = re.compile(
    r"i[ao](?!u)|eo(?!u)|ua|uo(?!u)|iu|[aeiouy]ing|ie[nt](?!d)|uity|eum|[^q]uen|[aeiou]ity|(?<=cr)eat(?:e|i[nov])|sm$"
    r"|[aeo]y[aeiou]|[lrn]iers?$|eio|[mr]yo|(?<=[a-z]{2})iet(?:y|ies)$|ious$"
)
_TOGETHER = re.compile(
    r"[cst]i[ao](?!u)|gio(?!u)|xio(?!u)|[qg]ua|[qg]uo|geo(?!g)|[ln]ion|[cst]ien|iage|[^i]uar[dy]|rien|[csgt]ious$|"
    r"[bqg]uil|suit|fruit"
)


@cache
def syllables(word: str) -> int:
    """The syllables of a word; at least 1. A hyphened word has those of its parts.

    Figures and abbreviations in capitals count as one, as in Flesch, "How to Write Plain English" (1979).
    """
    parts = [part for part in re.split(r"[-‑–/]", word) if part]
    if len(parts) > 1:
        return sum(map(syllables, parts))
    if any(letter.isdigit() for letter in word) or (word.isupper() and len(word) > 1):
        return 1
    plain = re.sub(r"[’']s?$", "", word.lower())
    if plain in IRREGULAR:
        return int(IRREGULAR[plain])
    return max(1, _by_rule(re.sub(r"[^a-z]", "", plain)))


def _by_rule(word: str) -> int:
    count = len(_VOWELS.findall(word))
    if _SILENT.search(word) and not _SOUNDED.search(word):
        count -= 1
    return count + len(_APART.findall(word)) - len(_TOGETHER.findall(word))
