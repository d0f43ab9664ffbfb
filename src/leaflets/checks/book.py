"""A rulebook made ready for use: its phrases, such as ``you have # years`` or ``battl*``, as patterns, made once."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, cached_property
from typing import Literal

from leaflets.content.rulebook import House, Rulebook, Step, Words, together

Listed = Literal[
    "vague", "hedges", "relative", "blame", "joining", "urgent", "signs", "below", "link_words", "names", "known",
    "drug_signs", "tests", "scale", "stress", "preferred", "medical", "drugs",
]  # fmt: skip
"""The lists of the rulebook's words that are looked for."""
_WILD = {"*": r"\w*", "#": r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten)"}
_SIGNS = {**_WILD, " ": r"\s+", "'": "['’]", "’": "['’]"}
NOTHING = re.compile(r"(?!)")


class Book:
    """The rules of a house, and what holds for one leaflet and for some clinics in it."""

    def __init__(self, rulebook: Rulebook, house: House, clinics: Iterable[str] = ()) -> None:
        self.rulebook, self.house = rulebook, house
        self.limits = rulebook.limits
        self.listed = together(rulebook.words, house.words)
        local = (entry for clinic in clinics for entry in house.clinics.get(clinic, ()))
        self.exceptions = (*house.exceptions, *local)
        self._patterns: dict[str, re.Pattern[str]] = {}

    def words(self, name: Listed) -> re.Pattern[str]:
        """The words of one list, as they are or as ``_MADE`` says."""
        if name not in self._patterns:
            home = self.listed if name in type(self.listed).model_fields else self.listed.medical
            self._patterns[name] = _MADE[name](self.listed) if name in _MADE else pattern(getattr(home, name))
        return self._patterns[name]

    def step(self, found: str) -> Step:
        """What a word that ``scale`` found stands for."""
        return next(step for step in self.listed.scale if pattern([step.word]).fullmatch(found))

    @cached_property
    def amounts(self) -> re.Pattern[str]:
        """A sign with what says how much of it matters: ``a lot of blood``."""
        if not (self.listed.amounts and self.listed.signs):
            return NOTHING
        amount, sign = pattern(self.listed.amounts).pattern, self.words("signs").pattern
        return re.compile(rf"(?P<amount>{amount})\s+(?P<sign>{sign})", re.IGNORECASE)

    def plainer(self, found: str) -> str:
        """The word to use in place of one that ``preferred`` found."""
        return next(entry.use for entry in self.listed.preferred if pattern(entry.instead_of).fullmatch(found))

    @cached_property
    def forbidden(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        """What must not be said, and why."""
        return tuple(
            (pattern(entry.say), entry.reason) for entry in (*self.rulebook.must_not_say, *self.house.must_not_say)
        )


def _either(words: Iterable[str], endings: Iterable[str]) -> re.Pattern[str]:
    """Words as they are listed, and all that end in one of these ways."""
    ways = "|".join(map(re.escape, endings))
    ending = rf"(?<![\w-])[a-z]{{3,}}(?:{ways})s?(?![\w-])" if ways else NOTHING.pattern
    return re.compile(f"{pattern(words).pattern}|{ending}", re.IGNORECASE)


def pattern(phrases: Iterable[str], flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """One pattern for all the phrases, the longest first; for none, a pattern that matches nothing."""
    parts = [_part(phrase) for phrase in sorted(set(phrases), key=len, reverse=True)]
    return re.compile("|".join(parts), flags) if parts else NOTHING


@cache
def _part(phrase: str) -> str:
    body = "".join(_SIGNS.get(character) or re.escape(character) for character in phrase)
    before = r"(?<![\w-])" if phrase[0].isalnum() or phrase[0] in _WILD else ""
    after = r"(?![\w-])" if phrase[-1].isalnum() or phrase[-1] in _WILD else ""
    return f"{before}{body}{after}"


_MADE: Mapping[str, Callable[[Words], re.Pattern[str]]] = {
    "scale": lambda listed: pattern(step.word for step in listed.scale),
    "stress": lambda listed: pattern((word.upper() for word in listed.stress), 0),
    "preferred": lambda listed: pattern(phrase for entry in listed.preferred for phrase in entry.instead_of),
    "medical": lambda listed: _either(listed.medical.words, listed.medical.endings),
    "drugs": lambda listed: _either(listed.medical.drugs, listed.medical.drug_endings),
}
"""The lists that are not looked for word by word: their names, and what is."""
