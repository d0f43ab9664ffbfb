"""A rulebook made ready for use: its lists of words as patterns, made once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from leaflets.checks.phrases import NOTHING, pattern
from leaflets.content.rulebook import House, Rulebook, Step, together


class Book:
    """The rules of a house, and what holds for one leaflet and for some clinics in it."""

    def __init__(self, rulebook: Rulebook, house: House, clinics: Iterable[str] = ()) -> None:
        self.rulebook, self.house = rulebook, house
        self.limits = rulebook.limits
        self.words = together(rulebook.words, house.words)
        local = (entry for clinic in clinics for entry in house.clinics.get(clinic, ()))
        self.exceptions = (*house.exceptions, *local)

    @cached_property
    def vague(self) -> re.Pattern[str]:
        """Words for a chance."""
        return pattern(self.words.vague)

    @cached_property
    def scale(self) -> re.Pattern[str]:
        """Words that stand for a size of a chance."""
        return pattern(step.word for step in self.words.scale)

    def step(self, found: str) -> Step:
        """What a word that ``scale`` found stands for."""
        return next(step for step in self.words.scale if pattern([step.word]).fullmatch(found))

    @cached_property
    def hedges(self) -> re.Pattern[str]:
        """Words that say a number is not exact."""
        return pattern(self.words.hedges)

    @cached_property
    def relative(self) -> re.Pattern[str]:
        """Words that compare two chances."""
        return pattern(self.words.relative)

    @cached_property
    def blame(self) -> re.Pattern[str]:
        """Words of blame and battle."""
        return pattern(self.words.blame)

    @cached_property
    def link_words(self) -> re.Pattern[str]:
        """Words that do not say where a link leads."""
        return pattern(self.words.link_words)

    @cached_property
    def stress(self) -> re.Pattern[str]:
        """Words in capitals for stress."""
        return pattern((word.upper() for word in self.words.stress), 0)

    @cached_property
    def abbreviations(self) -> frozenset[str]:
        """Abbreviations all readers know."""
        return frozenset(self.words.abbreviations)

    @cached_property
    def names(self) -> re.Pattern[str]:
        """Names that are left out of a measure."""
        return pattern(self.words.names)

    @cached_property
    def preferred(self) -> re.Pattern[str]:
        """Words for which there is a plainer one."""
        return pattern(phrase for entry in self.words.preferred for phrase in entry.instead_of)

    def plainer(self, found: str) -> str:
        """The word to use in place of one that ``preferred`` found."""
        entries = self.words.preferred
        return next((entry.use for entry in entries if pattern(entry.instead_of).fullmatch(found)), "")

    @cached_property
    def forbidden(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        """What must not be said, and why."""
        return tuple(
            (pattern(entry.say), entry.reason) for entry in (*self.rulebook.must_not_say, *self.house.must_not_say)
        )

    @cached_property
    def medical(self) -> re.Pattern[str]:
        """Words by their medical endings, and those listed."""
        listed = pattern(self.words.medical.words)
        return _either(listed, _ending(self.words.medical.endings))

    @cached_property
    def known(self) -> re.Pattern[str]:
        """Medical words all readers know."""
        return pattern(self.words.medical.known)

    @cached_property
    def drugs(self) -> re.Pattern[str]:
        """Names of drugs."""
        return _either(pattern(self.words.medical.drugs), _ending(self.words.medical.drug_endings))

    @cached_property
    def drug_signs(self) -> re.Pattern[str]:
        """Words that show that a name is a drug's."""
        return pattern(self.words.medical.drug_signs)

    @cached_property
    def tests(self) -> re.Pattern[str]:
        """Names of tests."""
        return pattern(self.words.medical.tests)


def _ending(endings: tuple[str, ...]) -> re.Pattern[str]:
    if not endings:
        return NOTHING
    return re.compile(rf"(?<![\w-])[a-z]{{3,}}(?:{'|'.join(map(re.escape, endings))})s?(?![\w-])", re.IGNORECASE)


def _either(first: re.Pattern[str], second: re.Pattern[str]) -> re.Pattern[str]:
    return re.compile(f"{first.pattern}|{second.pattern}", re.IGNORECASE)
