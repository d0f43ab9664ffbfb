"""A language: the fixed words of a page, and for a sister language the words that differ, there and in a leaflet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints, ValidationInfo, field_validator

from leaflets.content.inline import plain
from leaflets.content.model import Model
from leaflets.content.shape import shaped
from leaflets.content.written import AS_WRITTEN
from leaflets.problems import did_you_mean
from leaflets.text.breaks import Rules, rules_of
from leaflets.text.hyphens import has_patterns

_BRACES = re.compile(r"\{([^{}]*)\}")
_KEPT = (
    r"\]\([^()\s]*\)|\[[^\[\]]*\]\{lang=[^{}]*\}|\{[^{}]*\}|[a-z][a-z0-9+.-]*://[^\s<>\"]+|[\w.+-]+@[\w.-]+\w"
    r"|[\w-]+(?:\.[\w-]+)+(?:/[^\s<>\"]*)?|[\w-]+(?:[\\_][\w-]+)+|(?:[\w-]*/){2,}[\w-]*|\d[\w-]*"
)
"""What no swap may touch: addresses, words of other languages, placeholders, domains, names of files, numbers."""
LowerCase = Annotated[str, shaped(r"^[^A-Z]+$", "write it in small letters")]
Phrase = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True), AS_WRITTEN]
Swaps = dict[LowerCase, Annotated[Phrase, AfterValidator(plain)]]


def _asking(*names: str) -> AfterValidator:
    """Refuses a phrase that asks for a value by any other name."""

    def check(text: str) -> str:
        for name in _BRACES.findall(text):
            if name not in names:
                hint = did_you_mean(name, names) or "write it without braces"
                raise ValueError(f"'{{{name}}}' is not a value of this phrase; {hint}")
        if set(_BRACES.sub("", text)) & set("{}"):
            raise ValueError("there is a brace without its other half; write both, or neither")
        return text

    return AfterValidator(check)


_FooterPart = Annotated[Phrase, _asking("title", "reference", "version", "month")]


Fixed = Annotated[Phrase, _asking()]
"""A phrase that asks for nothing."""


class Phrases(Model):
    """The fixed words of a page. Names in braces are filled in by the layout."""

    draft: Fixed
    expired: Annotated[Phrase, _asking("month")]
    footer: Annotated[
        tuple[_FooterPart, ...], Field(min_length=1, description="its parts, set on one line if they fit")
    ]
    page: Annotated[Phrase, _asking("page", "pages")]
    checked_by: Annotated[Phrase, _asking("name", "role", "day")]
    unchecked: Fixed
    phone: Fixed
    web: Fixed
    subject: Fixed
    month: Annotated[Phrase, _asking("month", "year")]
    day: Annotated[Phrase, _asking("day", "month", "year")]
    on_page: Annotated[Phrase, _asking("heading", "page")]
    see_page: Annotated[Phrase | None, _asking("page")] = None
    web_link: Annotated[Phrase, _asking("name", "address")]
    phone_link: Annotated[Phrase, _asking("name", "phone")]
    chance: Annotated[Phrase, _asking("lead_in", "n", "of", "yes", "rest", "no")]
    chance_square: Annotated[Phrase, _asking("people")]
    chance_source: Annotated[Phrase, _asking("source")]
    qr_code: Annotated[Phrase, _asking("text", "address")]
    any_hour: Fixed
    given_by: Annotated[Phrase, _asking("clinic")]
    email: Fixed
    notes: Fixed
    booklet: Annotated[Phrase, _asking("title")]
    fold_guides: Annotated[Phrase, _asking("format")]
    panel: Annotated[Phrase, _asking("number", "name", "width")]
    panels: Annotated[tuple[Fixed, ...], Field(min_length=6, max_length=6, description="front, inside, flap, back")]
    z_panels: Annotated[
        tuple[Fixed, ...] | None, Field(min_length=6, max_length=6, description="the same where folds go to and fro")
    ] = None
    fold_ways: Annotated[
        tuple[Fixed, ...] | None, Field(min_length=2, max_length=2, description="a fold up, and a fold down")
    ] = None


class OnScreen(Model):
    """The fixed words of pages for the screen: a leaflet's, and the index of a run. Names in braces are filled in."""

    skip: Annotated[Fixed, Field(description="the first link of a page, for those who cannot point")]
    index: Annotated[Fixed, Field(description="the index's title")]
    index_about: Annotated[
        Phrase, _asking("count", "day"), Field(description="under the title: how many files, and when they were made")
    ]
    choose: Annotated[Fixed, Field(description="over what can be chosen")]
    search: Annotated[Fixed | None, Field(description="over the box that finds a clinic by its name")] = None
    clinic: Fixed
    leaflet: Fixed
    every: Annotated[Fixed, Field(description="the choice that leaves nothing out")]
    topic: Fixed
    format: Fixed
    language: Fixed
    pages: Annotated[Phrase, _asking("pages")]
    size: Annotated[Phrase, _asking("size")]


class Message(Model):
    """The fixed words of the message that a leaflet is emailed with. Names in braces are filled in."""

    subject: Annotated[Phrase, _asking("sender"), Field(description="of every message; it must not tell an illness")]
    subject_descriptive: Annotated[Phrase, _asking("sender", "title"), Field(description="if asked for")]
    file: Annotated[
        Phrase,
        shaped(r'^[^/\\:*?"<>|\x00-\x1f]{1,64}$', 'write at most 64 characters, none of / \\ : * ? " < > |'),
        _asking("sender"),
        Field(description="the attached file's name, without its ending"),
    ]
    greeting: Annotated[Phrase, _asking("name")]
    greeting_unnamed: Fixed
    what: Annotated[Phrase, _asking("sender"), Field(description="what this is; telephones show it while locked")]
    page_attached: Annotated[Fixed, Field(description="for when the web page goes with it")]
    page_linked: Annotated[Fixed, Field(description="leads in to the address of the web page")]
    whom: Annotated[Fixed, Field(description="leads in to the numbers of the clinic")]
    whom_unknown: Annotated[Fixed, Field(description="for when no number is known")]
    emergency: Annotated[Phrase, _asking("emergency_number")]
    other_formats: Annotated[Fixed, Field(description="for when the clinic has no line of its own")]
    write: Annotated[Phrase, _asking("email"), Field(description="for when the clinic has an address to write to")]
    no_reply: Annotated[Fixed, Field(description="for when there is none")]
    mistaken: Annotated[Fixed, Field(description="for a reader it was not meant for")]
    about: Annotated[Phrase, _asking("title", "reference", "version")]


class Review(Model):
    """The fixed words of a review copy, which clinicians read. Names in braces are filled in."""

    title: Annotated[Phrase, _asking("title")]
    page: Annotated[Phrase, _asking("page", "count"), Field(description="over the margin of a page")]
    continued: Annotated[Phrase, _asking("page", "count"), Field(description="over what that margin had no room for")]
    nothing: Annotated[Phrase, _asking("page"), Field(description="over an empty margin")]
    agree: Fixed
    change: Fixed
    remove: Fixed
    needs: Annotated[Fixed, Field(description="the mark of a statement that a clinician must agree to")]
    clinician: Annotated[Fixed, Field(description="what it says")]
    unmarked: Annotated[Fixed, Field(description="beside a statement without an evidence mark")]
    signed: Fixed
    changed: Fixed
    refused: Fixed
    disputed: Fixed | None = None
    foot: Annotated[Phrase, _asking("reference", "version", "day", "sheet", "sheets")]
    heading: Fixed
    about: Annotated[Phrase, _asking("title", "reference", "version", "edition", "region", "publisher", "day")]
    counts: Annotated[Phrase, _asking("all", "clinician", "background", "signed", "changed")]
    whole: Annotated[Phrase | None, _asking("hash"), Field(description="for who signs all of it")] = None
    declare: Annotated[tuple[Fixed, ...], Field(min_length=1, description="each with a box to tick")]
    lines: Annotated[tuple[Fixed, ...], Field(min_length=1, description="each with a line to write on")]
    how: Fixed
    steps: Annotated[tuple[Fixed, ...], Field(min_length=1)]
    marks: Fixed
    remarks: Fixed
    meanings: Annotated[dict[Phrase, Fixed], Field(min_length=1, description="what each evidence mark means")]
    sources: Fixed
    source: Annotated[Phrase, _asking("organisation", "title", "dated", "quality", "seen")]


Words = tuple[Annotated[Phrase, AfterValidator(plain)], ...]


class Together(Model):
    """Words that a line never parts from a number or a name beside them."""

    titles: Annotated[Words, Field(description="before a name, such as Dr")] = ()
    numbered: Annotated[Words, Field(description="before a number, such as stage and page")] = ()
    joining: Annotated[Words, Field(description="between two numbers, such as the to of 3 to 4")] = ()
    leading: Annotated[Words, Field(description="words no line ends with, such as one letter alone in Polish")] = ()
    apart: Annotated[Words, Field(description="short words that are no unit of a number before them")] = ()


class Translated(Model):
    """The fixed words that only translations have. What staff read stands in the language they are made from."""

    english: Annotated[Fixed, Field(description="the language's name, in the language that leaflets are written in")]
    draft: Annotated[Fixed, Field(description="the mark of a translation that a person made, or checked")]
    machine: Annotated[Fixed, Field(description="the mark of one that a machine made and nobody has checked")]
    staff: Annotated[
        Phrase | None,
        _asking("title", "language", "reference", "version"),
        Field(description="what a copy is, for staff"),
    ] = None
    unread: Annotated[Fixed | None, Field(description="for staff, of one that a machine made")] = None


class Language(Model):
    """A language: one file in ``content/languages``."""

    tag: Annotated[
        str,
        shaped(r"^[a-z]{2,3}(-[A-Z]{2})?$", "write a language, and a country if it matters, such as en-US (BCP 47)"),
    ]
    months: Annotated[tuple[Phrase, ...], Field(min_length=12, max_length=12, description="as they stand in a date")]
    months_alone: Annotated[
        tuple[Phrase, ...] | None,
        Field(min_length=12, max_length=12, description="as they stand without a day, if that differs"),
    ] = None
    hyphenate: Annotated[bool, Field(description="whether its words are hyphenated")] = False
    together: Together = Field(default_factory=Together)
    phrases: Phrases
    screen: OnScreen
    message: Message
    review: Review
    translated: Annotated[Translated | None, Field(description="for leaflets that are translated")] = None
    words: Annotated[Swaps, Field(description="words and their spelling in this language, in every leaflet")] = Field(
        default_factory=dict
    )

    def of_leaflet(self, words: Mapping[str, str]) -> Language:
        """The same language with a leaflet's own words as well."""
        made = Language.model_construct(**{**dict(self), "words": {**self.words, **words}})
        made.locate(self.at)
        return made

    def rules(self, hyphenated: bool = False) -> Rules:
        """What no line of this language parts. ``hyphenated``: words are, whether or not it asks for that."""
        words, parted = self.together, (hyphenated or self.hyphenate) and has_patterns(self.tag)
        months = (*self.months, *(self.months_alone or ()))
        return rules_of(
            words.titles, words.numbered, words.joining, words.leading, words.apart, months, self.tag if parted else ""
        )

    @field_validator("hyphenate")
    @classmethod
    def _can_be(cls, hyphenate: bool, info: ValidationInfo) -> bool:
        if hyphenate and not has_patterns(info.data.get("tag", "en")):
            raise ValueError("there are no patterns to hyphenate this language by; delete 'hyphenate'")
        return hyphenate

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self.words, key=len, reverse=True)
        words = "|".join(map(re.escape, longest_first))
        return re.compile(rf"(?P<kept>{_KEPT})|(?<![\w-])(?:{words})(?![\w-]|[.@]\w)", re.IGNORECASE)

    def translate(self, text: str) -> str:
        """``text`` with each listed word, or run of words, replaced. A capital at the start is kept.

        Addresses, names of files, numbers and placeholders stay as they are.
        """
        return self._pattern.sub(self._swap, text) if self.words else text

    def swaps(self, text: str) -> Iterator[tuple[str, str]]:
        """What ``translate`` changes: each word, and what stands in its place, as they are listed."""
        for match in self._pattern.finditer(text) if self.words else ():
            if self._swap(match) != match[0]:
                yield match[0].lower(), self.words[match[0].lower()]

    def _swap(self, match: re.Match[str]) -> str:
        if match["kept"]:
            return match[0]
        new = self.words[match[0].lower()]
        return new[0].upper() + new[1:] if match[0][0].isupper() else new


class LeafletWords(Model):
    """The words of one leaflet that differ in a language: ``words/LANGUAGE.yaml`` in its folder."""

    words: Annotated[Swaps, Field(min_length=1, description="the leaflet's words, and those of this language")]
