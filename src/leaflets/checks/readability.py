"""How hard a text is to read, by four published formulas.

Flesch reading ease: Flesch, "A new readability yardstick", J Appl Psychol 1948;32:221. Flesch-Kincaid grade: Kincaid
and others, "Derivation of new readability formulas", Navy report 8-75, 1975. SMOG: McLaughlin, "SMOG grading", J Read
1969;12:639; made for 30 sentences or more. ARI: Smith and Senter, "Automated readability index", AMRL-TR-66-220, 1967.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from math import sqrt

from leaflets.checks.sentences import words
from leaflets.checks.syllables import syllables

MANY = 3
"""A word of so many syllables counts as long in SMOG."""


@dataclass(frozen=True)
class Counts:
    """What the formulas are reckoned from. ``characters`` are letters and figures; ``long`` words have 3 syllables."""

    sentences: int = 0
    words: int = 0
    syllables: int = 0
    characters: int = 0
    long: int = 0


def counts(sentences: Iterable[str]) -> Counts:
    """The counts of some sentences together."""
    each = [_counted(sentence) for sentence in sentences]
    return Counts(*(sum(column) for column in zip(*each, strict=True)))


@cache
def _counted(sentence: str) -> tuple[int, int, int, int, int]:
    every = words(sentence)
    sounds = [syllables(word) for word in every]
    characters = sum(letter.isalnum() for letter in "".join(every))
    return bool(every), len(every), sum(sounds), characters, sum(1 for count in sounds if count >= MANY)


def flesch_kincaid(n: Counts) -> float:
    """Flesch-Kincaid grade: years of school in the US."""
    return 0.39 * n.words / n.sentences + 11.8 * n.syllables / n.words - 15.59


def flesch_ease(n: Counts) -> float:
    """Flesch reading ease: 100 is very easy, 0 very hard."""
    return 206.835 - 1.015 * n.words / n.sentences - 84.6 * n.syllables / n.words


def smog(n: Counts) -> float:
    """SMOG grade: years of school to understand all of it."""
    return 1.0430 * sqrt(30 * n.long / n.sentences) + 3.1291


def ari(n: Counts) -> float:
    """Automated readability index: years of school in the US."""
    return 4.71 * n.characters / n.words + 0.5 * n.words / n.sentences - 21.43


FORMULAS: dict[str, Callable[[Counts], float]] = {
    "flesch_kincaid": flesch_kincaid,
    "smog": smog,
    "ari": ari,
    "flesch_ease": flesch_ease,
}


def figures(n: Counts) -> dict[str, float]:
    """All four, to one decimal; nothing of a text without words."""
    return {name: round(formula(n), 1) for name, formula in FORMULAS.items()} if n.words else {}
