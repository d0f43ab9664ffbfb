"""How many syllables an English word has, by its spelling: no dictionary to download, and none to ship."""

from __future__ import annotations

import re
from functools import cache

IRREGULAR = {
    "area": 3, "being": 2, "business": 2, "colour": 2, "coming": 2, "doing": 2, "every": 2, "everyone": 3,
    "everything": 3, "evening": 2, "eye": 1, "eyes": 1, "goes": 1, "going": 2, "hour": 1, "idea": 3, "ideas": 3,
    "moment": 2, "moments": 2, "museum": 3, "once": 1, "people": 2, "poem": 2, "quiet": 2, "really": 2, "science": 2,
    "something": 2, "sometimes": 2, "somewhere": 2, "someone": 2, "therefore": 2, "usual": 3, "usually": 4,
    "vegetable": 4, "woman": 2, "women": 2, "foetus": 2, "whereas": 2, "else": 1, "heart": 1, "create": 2,
    "biopsy": 3, "diet": 2, "dietitian": 4, "anemia": 4, "often": 2,
    "clothes": 1, "disease": 2, "diseases": 3, "tissue": 2, "tissues": 2, "oesophagus": 4, "radiotherapy": 6,
    "hereditary": 5, "area's": 3, "cooperate": 4, "reason": 2, "several": 3, "different": 3, "general": 3,
    "family": 3, "families": 3, "separate": 3, "medicine": 3, "camera": 3, "chocolate": 3, "favourite": 3,
}  # fmt: skip
"""Words the rules below miscount."""

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
        return IRREGULAR[plain]
    return max(1, _by_rule(re.sub(r"[^a-z]", "", plain)))


def _by_rule(word: str) -> int:
    count = len(_VOWELS.findall(word))
    if _SILENT.search(word) and not _SOUNDED.search(word):
        count -= 1
    return count + len(_APART.findall(word)) - len(_TOGETHER.findall(word))
