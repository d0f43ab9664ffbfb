"""A language: the fixed words of a page, and for a sister language the words that differ, there and in a leaflet."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Annotated, Self
from unicodedata import normalize

from pydantic import AfterValidator, Field, ValidationInfo, field_validator, model_validator

from leaflets.content import phrases as fixed
from leaflets.content.inline import plain
from leaflets.content.model import Model
from leaflets.content.written import shaped
from leaflets.text.breaks import Rules, has_patterns, rules_of

_KEPT = (
    r"\]\([^()\s]*\)|\[[^\[\]]*\]\{lang=[^{}]*\}|\{[^{}]*\}|[a-z][a-z0-9+.-]*://[^\s<>\"]+|[\w.+-]+@[\w.-]+\w"
    r"|[\w-]+(?:\.[\w-]+)+(?:/[^\s<>\"]*)?|[\w-]+(?:[\\_][\w-]+)+|(?:[\w-]*/){2,}[\w-]*|\d[\w-]*"
)
"""What no swap may touch: addresses, words of other languages, placeholders, domains, names of files, numbers."""
LowerCase = Annotated[str, shaped(r"^[^A-Z]+$", "write it in small letters")]
Swaps = dict[LowerCase, Annotated[fixed.Phrase, AfterValidator(plain)]]


Words = tuple[Annotated[fixed.Phrase, AfterValidator(plain)], ...]


class Together(Model):
    """Words that a line never parts from a number or a name beside them."""

    titles: Words = ()
    numbered: Words = ()
    joining: Words = ()
    leading: Words = ()
    apart: Words = ()


class Language(Model):
    """A language: one file in ``content/languages``."""

    tag: Annotated[
        str,
        shaped(
            r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$",
            "write a language, and its script or a country if they matter, such as en-US or zh-Hans (BCP 47)",
        ),
    ]
    months: Annotated[tuple[fixed.Phrase, ...], Field(min_length=12, max_length=12)]
    months_alone: Annotated[tuple[fixed.Phrase, ...] | None, Field(min_length=12, max_length=12)] = None
    alphabet: str | None = None
    numbers: fixed.Numbers
    signs: fixed.Signs
    hyphenate: bool = False
    together: Together = Field(default_factory=Together)
    phrases: fixed.Phrases
    screen: fixed.OnScreen
    message: fixed.Message
    review: fixed.Review
    press: fixed.Press
    translated: fixed.Translated | None = None
    current: fixed.Current | None = None
    words: Swaps = Field(default_factory=dict)

    def of_leaflet(self, words: Mapping[str, str]) -> "Language":
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

    def number(self, value: float, places: int = 0) -> str:
        """A number as this language writes it, with so many decimal places."""
        grouping = "," if abs(value) >= self.numbers.grouped_from else ""
        signs = {",": self.numbers.thousands, ".": self.numbers.decimal}
        return "".join(signs.get(one, one) for one in f"{value:{grouping}.{places}f}")

    def figures(self, text: str, other: "Language") -> str:
        """A text with its numbers, which ``other`` writes in its way, as this language writes them."""
        groups, point = re.escape(other.numbers.thousands), re.escape(other.numbers.decimal)
        found = rf"(?<![\d.,])(\d{{1,3}}(?:{groups}\d{{3}})+|\d+)(?:{point}(\d+))?(?![.,]?\d)"

        def said(match: re.Match[str]) -> str:
            whole = re.sub(r"\D", "", match[1])
            if not match[2] and whole == match[1]:
                return match[0]
            return self.number(int(whole)) + (self.numbers.decimal + match[2] if match[2] else "")

        return re.sub(found, said, text)

    def counted(self, forms: Mapping[fixed.Form, str], number: int, /, **values: object) -> str:
        """The form of a phrase that goes with a number, its values filled in."""
        one = forms[fixed.form_of(self.tag, number)] if len(forms) > 1 else next(iter(forms.values()))
        return one.format(**values)

    def listed(self, *parts: str) -> str:
        """Short things one after the other, a comma between them."""
        return f"{self.signs.comma} ".join(parts)

    def several(self, *parts: str) -> str:
        """Longer things one after the other, a semicolon between them."""
        return f"{self.signs.semicolon} ".join(parts)

    def quoted(self, text: str) -> str:
        """A text as a quotation."""
        return text.join(self.signs.quotes)

    def name_of(self, tag: str) -> str:
        """What this language calls a language (BCP 47); its tag, if nobody knows."""
        from babel.core import Locale, UnknownLocaleError  # slow to start

        try:
            return str(Locale.parse(tag, sep="-").get_display_name(self.tag.replace("-", "_")) or tag)
        except UnknownLocaleError:
            return tag

    def order(self, text: str) -> tuple[Sequence[object], str]:
        """What sorts words by the alphabet of this language."""
        words = normalize("NFC", text.casefold())
        if not self.alphabet:
            return words, text
        places = {letter: place for place, letter in enumerate(normalize("NFC", self.alphabet))}
        plain = (letter if letter in places else normalize("NFD", letter)[0] for letter in words)
        return [(letter.isalpha(), places.get(letter, len(places)), letter) for letter in plain], words

    @model_validator(mode="after")
    def _every_form(self) -> Self:
        for where in ("phrases", "screen", "press"):
            for name, forms in getattr(self, where):
                counted = isinstance(forms, dict) and forms.keys() <= fixed.FORMS and len(forms) > 1
                if counted and (lacking := [form for form in fixed.forms_of(self.tag) if form not in forms]):
                    message = f"'{where}.{name}' lacks the form {' and '.join(lacking)}"
                    raise ValueError(f"{message}; write it, or one text for all")
        return self

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
        small = text.lower()  # most texts have none of the words, and are told so at a tenth of the cost
        return self._pattern.sub(self._swap, text) if any(word in small for word in self.words) else text

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

    words: Annotated[Swaps, Field(min_length=1)]
