"""Repetition: the same fact told twice in one leaflet."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from leaflets.checks.reading import Passage, Reading
from leaflets.checks.rules import Finding, line_of
from leaflets.checks.sentences import words
from leaflets.content.blocks import QuestionsBlock, SafetyBlock

FEWEST = 6
"""A sentence with fewer words that tell something is too short to be held to another."""

ALIKE = 0.8
"""A sentence tells the same as another that has so much of its words, or that it has so much of."""

LETTERS = 4
"""The fewest letters of a word that tells something: shorter ones join others."""


def told_twice(reading: Reading) -> Iterator[Finding]:
    """Sentences and captions that say what another said before, but on the cover, the help page and in questions."""
    cover = reading.leaflet.file.front.section
    before: list[tuple[frozenset[str], Passage]] = []
    for passage in reading.passages:
        repeats = passage.section == cover or isinstance(passage.block, QuestionsBlock | SafetyBlock)
        if repeats or not (passage.block and (passage.said or (passage.role == "label" and not passage.lang))):
            continue
        for sentence in passage.sentences:
            said = _telling(sentence)
            if len(said) < FEWEST or sentence.endswith("?"):
                continue
            same = next((other for told, other in before if _alike(said, told)), None)
            if same and same.ids != passage.ids:
                message = f"'{sentence}' is told already {line_of(same.where, passage.where)}"
                yield passage.finding("told-twice", message)
            before.append((said, passage))


def _alike(said: frozenset[str], told: frozenset[str]) -> bool:
    return len(said & told) >= ALIKE * min(len(said), len(told))


@cache
def _telling(sentence: str) -> frozenset[str]:
    return frozenset(word.casefold().rstrip("s") for word in words(sentence) if len(word) >= LETTERS)
