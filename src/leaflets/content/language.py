"""A language: the fixed words of a page, and for a sister language the words that differ."""

import re
from functools import cached_property
from typing import Annotated

from pydantic import Field, StringConstraints

from leaflets.content.model import Model

_ADDRESS = re.compile(r"(\]\([^()\s]*\))")
LowerCase = Annotated[str, StringConstraints(min_length=1, pattern=r"^[^A-Z]+$")]
Phrase = Annotated[str, StringConstraints(min_length=1)]


class Phrases(Model):
    """The fixed words of a page. Names in braces are filled in by the layout."""

    draft: Phrase
    expired: Phrase
    footer: Annotated[tuple[Phrase, ...], Field(min_length=1, description="its parts, set on one line if they fit")]
    page: Phrase
    checked_by: Phrase
    unchecked: Phrase
    phone: Phrase
    web: Phrase
    subject: Phrase
    month: Phrase
    day: Phrase
    on_page: Phrase
    web_link: Phrase
    phone_link: Phrase
    chance: Phrase
    chance_square: Phrase
    chance_source: Phrase
    qr_code: Phrase
    notes: Phrase
    booklet: Phrase
    fold_guides: Phrase
    panel: Phrase
    panels: Annotated[tuple[Phrase, ...], Field(min_length=6, max_length=6, description="front, inside, flap, back")]


class OnScreen(Model):
    """The fixed words of pages for the screen: a leaflet's, and the index of a run. Names in braces are filled in."""

    skip: Annotated[Phrase, Field(description="the first link of a page, for those who cannot point")]
    index: Annotated[Phrase, Field(description="the index's title")]
    index_about: Annotated[Phrase, Field(description="under the title: how many files, and when they were made")]
    choose: Annotated[Phrase, Field(description="over what can be chosen")]
    group: Phrase
    every: Annotated[Phrase, Field(description="the choice that leaves nothing out")]
    topic: Phrase
    format: Phrase
    language: Phrase
    pages: Phrase
    size: Phrase


class Language(Model):
    """A language: one file in ``content/languages``."""

    tag: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")]
    months: Annotated[tuple[Phrase, ...], Field(min_length=12, max_length=12)]
    phrases: Phrases
    screen: OnScreen
    words: dict[LowerCase, Phrase] = Field(default_factory=dict)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self.words, key=len, reverse=True)
        return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])", re.IGNORECASE)

    def translate(self, text: str) -> str:
        """``text`` with each listed word, or run of words, replaced. A capital at the start and addresses are kept."""
        if not self.words:
            return text
        parts = _ADDRESS.split(text)
        return "".join(part if index % 2 else self._pattern.sub(self._swap, part) for index, part in enumerate(parts))

    def _swap(self, match: re.Match[str]) -> str:
        new = self.words[match[0].lower()]
        return new[0].upper() + new[1:] if match[0][0].isupper() else new
