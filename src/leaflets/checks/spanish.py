"""How hard a Spanish text is to read: the INFLESZ scale of Szigriszt-Pazos, and the syllables it is reckoned from.

Szigriszt Pazos, "Sistemas predictivos de legibilidad del mensaje escrito", Madrid 1993. The scale for leaflets: Barrio
Cantalejo and others, "Validación de la Escala INFLESZ", An Sist Sanit Navar 2008;31:135: 55 to 65 is usual, 65 to 80
quite easy, over 80 very easy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from leaflets.checks.sentences import words

_GROUP = re.compile(r"[aeiouáéíóúü]+y?\b|[aeiouáéíóúü]+|(?<![a-z])y\b")
_STRONG = re.compile(r"[aeoáéóíú]")


@cache
def syllables(word: str) -> int:
    """The syllables of a Spanish word; at least 1. Two strong vowels, or an accent on a weak one, part syllables."""
    return sum(max(1, len(_STRONG.findall(group))) for group in _GROUP.findall(word.casefold())) or 1


def inflesz(sentences: Iterable[str]) -> float:
    """The ease of some sentences, from 0 to 100. Raises ZeroDivisionError for a text without words."""
    each = [said for said in map(words, sentences) if said]
    every = [word for said in each for word in said]
    return 206.835 - 62.3 * sum(map(syllables, every)) / len(every) - len(every) / len(each)
