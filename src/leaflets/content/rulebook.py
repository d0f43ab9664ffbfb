"""What a house holds its leaflets to, ``content/checks.yaml``, and what holds for one leaflet, in its own folder."""

from collections.abc import Iterable, Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field, ValidationInfo, field_validator

from leaflets.content.blocks import KINDS
from leaflets.content.clinic import Clinic
from leaflets.content.inline import PLACEHOLDERS
from leaflets.content.model import Id, Ids, M, Model, Name
from leaflets.content.phrases import Phrase as Text
from leaflets.content.written import shaped
from leaflets.problems import did_you_mean

Severity = Literal["problem", "advice"]
Few = Annotated[int, Field(ge=1)]
Phrase = Annotated[Text, Field(description="words in a row, in any case; * stands for letters, # for a number")]
Phrases = tuple[Phrase, ...]
Shape = Annotated[
    str,
    shaped(r"^[0-9NX]+$", "write digits; N for 2 to 9, X for any"),
    Field(description="digits of a number; N is 2 to 9, X is any"),
]


class Limits(Model):
    """How much is too much. Where there are two limits, the first is for advice and the second for a problem."""

    sentence_words: Few
    sentence_words_most: Few
    paragraph_sentences: Few
    list_items: Few
    heading_characters: Few
    bold_percent: Few
    grade: Few
    grade_most: Few
    short_words: Few
    short_percent: Few
    joined_percent: Few
    voice_from_sentences: Few
    grade_from_words: Few
    both_ways_up_to: Few
    review_months: Few
    review_months_most: Few
    source_years: Few
    seen_months: Few
    pages: Few
    kilobytes: Few


class Preference(Model):
    """A word to use, and those not to use in its place."""

    use: Name
    instead_of: Annotated[Phrases, Field(min_length=1)]


class Step(Model):
    """A word for a chance, and the chances it fits, so many out of 10,000."""

    OF: ClassVar = 10_000

    word: Phrase
    at_least: int = 0
    at_most: int = OF

    @property
    def said(self) -> str:
        """The chances it fits, in words."""
        parts = (("at least", self.at_least, 0), ("at most", self.at_most, self.OF))
        return " and ".join(f"{what} {n:,} in {self.OF:,}" for what, n, none in parts if n != none)


class Medical(Model):
    """How to tell a medical word, a drug or a test that a reader may not know, and the words all readers know."""

    endings: tuple[Name, ...] = ()
    words: Phrases = ()
    known: Phrases = ()
    drugs: Phrases = ()
    drug_endings: tuple[Name, ...] = ()
    drug_signs: Phrases = ()
    tests: Phrases = ()


class Words(Model):
    """Words to look out for."""

    abbreviations: tuple[Name, ...] = ()
    stress: tuple[Name, ...] = ()
    preferred: tuple[Preference, ...] = ()
    vague: Phrases = ()
    scale: tuple[Step, ...] = ()
    hedges: Phrases = ()
    relative: Phrases = ()
    blame: Phrases = ()
    joining: Phrases = ()
    urgent: Phrases = ()
    signs: Phrases = ()
    amounts: Phrases = ()
    below: Phrases = ()
    link_words: Phrases = ()
    names: Phrases = ()
    medical: Medical = Medical()


def together(first: M, more: M) -> M:
    """The lists of both, one after the other."""
    both = ((name, value, getattr(more, name)) for name, value in first)
    made = {name: together(a, b) if isinstance(a, Model) else (*a, *b) for name, a, b in both}
    return first.model_copy(update=made)


class Forbidden(Model):
    """What no leaflet may say, and why."""

    say: Annotated[Phrases, Field(min_length=1)]
    reason: Name


_KNOWN: Mapping[str, tuple[Iterable[str], str]] = {
    "kinds": (KINDS, "kind of block"),
    "values": (PLACEHOLDERS, "placeholder"),
    "clinic": (Clinic.model_fields, "key of a clinic's file"),
}


class Required(Model):
    """What every leaflet must have: a kind of block, one of some phrases, or a value such as ``{version}``.

    Where a clinic hands it out, what the clinic says of itself under a key of its file will do.
    """

    what: Name
    kinds: tuple[Name, ...] = ()
    says: Phrases = ()
    values: tuple[Name, ...] = ()
    clinic: tuple[Name, ...] = ()
    edition: Ids = ()

    @field_validator("kinds", "values", "clinic")
    @classmethod
    def _known(cls, names: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        known, what = _KNOWN[info.field_name or ""]
        for name in names:
            if name not in known:
                raise ValueError(f"'{name}' is not a {what}; {did_you_mean(name, known)}")
        return names


class OwnWords(Model):
    """Words that belong to some variants of a leaflet and must not be said in the others."""

    variant: Ids
    words: Annotated[Phrases, Field(min_length=1)]


class Exemption(Model):
    """What a rule must let pass, and why. ``id`` is that of a statement, a block or a source, or the word meant."""

    rule: Id
    id: Annotated[tuple[Name, ...], Field(min_length=1)]
    reason: Name


class House(Model):
    """``checks.yaml`` of a leaflet: what holds for it beside the rules of the house, and what it is excused from.

    ``clinics`` has the exceptions for what a clinic says in it.
    """

    words: Words = Words()
    must_not_say: tuple[Forbidden, ...] = ()
    own_words: tuple[OwnWords, ...] = ()
    exceptions: tuple[Exemption, ...] = ()
    clinics: dict[Id, tuple[Exemption, ...]] = Field(default_factory=dict)


class InLanguage(Model):
    """What leaflets in another language than English are held to."""

    sentence_words: Few
    sentence_words_most: Few
    ease: int | None = None
    preferred: tuple[Preference, ...] = ()


class Rulebook(Model):
    """``checks.yaml``. ``severity`` says how grave a rule is in this house, where it differs from the rule's own."""

    limits: Limits
    severity: dict[Id, Literal["problem", "advice", "off"]] = Field(default_factory=dict)
    words: Words
    languages: dict[Id, InLanguage] = Field(default_factory=dict)
    must_not_say: tuple[Forbidden, ...] = ()
    required: tuple[Required, ...] = ()
    phones: dict[Id, tuple[Shape, ...]] = Field(default_factory=dict)

    MOVED: ClassVar = {"leaflets": "move what it says of each leaflet to content/leaflets/NAME/checks.yaml"}
