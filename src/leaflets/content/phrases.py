"""The fixed words of all that readers see, by where they stand: what each phrase is called, and what it may ask for."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Annotated, Literal, TypeVar, cast, get_args

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, WithJsonSchema

from leaflets.content.model import Model
from leaflets.content.written import AS_WRITTEN, Kept, shaped
from leaflets.problems import did_you_mean

Form = Literal["zero", "one", "two", "few", "many", "other"]
FORMS = frozenset(get_args(Form))
"""The forms a phrase can have by the number in it, as CLDR names them."""

_ENOUGH = 200
"""Whole numbers from nought up to here need all the forms that a leaflet's numbers need."""


def form_of(tag: str, count: int) -> Form:
    """The form that goes with a whole number in a language (BCP 47)."""
    if tag.startswith("en"):  # the library is slow to start, and most leaflets are in English
        return "one" if count == 1 else "other"
    return cast(Form, _rule(tag)(count))


@cache
def forms_of(tag: str) -> Sequence[Form]:
    """The forms that whole numbers have in a language."""
    found = {form_of(tag, count) for count in range(_ENOUGH)}
    return [form for form in get_args(Form) if form in found]


@cache
def _rule(tag: str) -> Callable[[int], str]:
    from babel.core import Locale, UnknownLocaleError

    try:
        return Locale.parse(tag, sep="-").plural_form
    except UnknownLocaleError:
        return lambda _: "other"


_BRACES = re.compile(r"\{([^{}]*)\}")
Phrase = Annotated[str, Kept(StringConstraints(min_length=1, strip_whitespace=True), AS_WRITTEN)]


_STRING = {"type": "string"}
_FORMS = {"type": "object", "additionalProperties": False, "properties": dict.fromkeys(sorted(FORMS), _STRING)}
_ALONE = BeforeValidator(lambda value: {"other": value} if isinstance(value, str) else value)
Counted = Annotated[dict[Form, Phrase], Field(min_length=1), _ALONE, WithJsonSchema({"anyOf": [_STRING, _FORMS]})]
"""A phrase with a number in it: one text, whatever the number, or one for each form that the language has."""

T = TypeVar("T", str, Mapping[str, str])


def asking(*names: str) -> AfterValidator:
    """Refuses a phrase that asks for a value by any other name."""

    def check(phrase: T) -> T:
        for text in [phrase] if isinstance(phrase, str) else phrase.values():
            for name in _BRACES.findall(text):
                if name not in names:
                    hint = did_you_mean(name, names) or "write it without braces"
                    raise ValueError(f"'{{{name}}}' is not a value of this phrase; {hint}")
            if set(_BRACES.sub("", text)) & set("{}"):
                raise ValueError("there is a brace without its other half; write both, or neither")
        return phrase

    return AfterValidator(check)


_FooterPart = Annotated[Phrase, asking("title", "reference", "version", "month")]


Fixed = Annotated[str, Kept(*get_args(Phrase)[1:], asking())]
"""A phrase that asks for nothing."""


class Phrases(Model):
    """The fixed words of a page. Names in braces are filled in by the layout."""

    draft: Fixed
    expired: Annotated[Phrase, asking("month")]
    footer: Annotated[tuple[_FooterPart, ...], Field(min_length=1)]
    page: Annotated[Phrase, asking("page", "pages")]
    checked_by: Annotated[Phrase, asking("name", "role", "day")]
    unchecked: Fixed
    phone: Fixed
    web: Fixed
    subject: Fixed
    keywords: Annotated[Phrase, asking("reference", "version")]
    month: Annotated[Phrase, asking("month", "year")]
    day: Annotated[Phrase, asking("day", "month", "year")]
    on_page: Annotated[Phrase, asking("heading", "page")]
    see_page: Annotated[Phrase | None, asking("page")] = None
    see_page_inside: Annotated[Phrase | None, asking("page")] = None
    web_link: Annotated[Phrase, asking("name", "address")]
    phone_link: Annotated[Phrase, asking("name", "phone")]
    chance: Annotated[Phrase, asking("lead_in", "n", "of", "yes", "rest", "no")]
    chance_square: Annotated[Counted, asking("people")]
    chance_source: Annotated[Phrase, asking("source")]
    undated: Fixed
    qr_code: Annotated[Phrase, asking("text", "address")]
    any_hour: Fixed
    given_by: Annotated[Phrase, asking("clinic")]
    email: Fixed
    notes: Fixed
    help: Fixed
    help_draft: Fixed
    booklet: Annotated[Phrase, asking("title")]
    fold_guides: Annotated[Phrase, asking("format")]
    panel: Annotated[Phrase, asking("number", "name", "width")]
    panels: Annotated[tuple[Fixed, ...], Field(min_length=6, max_length=6)]
    z_panels: Annotated[tuple[Fixed, ...] | None, Field(min_length=6, max_length=6)] = None
    gate_panels: Annotated[tuple[Fixed, ...] | None, Field(min_length=6, max_length=6)] = None
    fold_ways: Annotated[tuple[Fixed, ...] | None, Field(min_length=2, max_length=2)] = None


class OnScreen(Model):
    """The fixed words of pages for the screen: a leaflet's, and the index of a run. Names in braces are filled in."""

    skip: Fixed
    index: Fixed
    index_about: Annotated[Counted, asking("count", "day")]
    choose: Fixed
    search: Fixed | None = None
    clinic: Fixed
    leaflet: Fixed
    every: Fixed
    topic: Fixed
    format: Fixed
    language: Fixed
    html: Fixed
    text: Fixed
    pages: Annotated[Counted, asking("pages")]
    size: Annotated[Phrase, asking("size")]


class Current(Model):
    """The words of the page that tells whether a leaflet is current. Names in braces are filled in."""

    question: Fixed
    how: Fixed
    current: Annotated[Phrase, asking("version", "month")]
    due: Annotated[Phrase, asking("version", "month")]
    superseded: Annotated[Phrase, asking("version", "newer")]
    withdrawn: Annotated[Phrase, asking("version", "day")]


class Message(Model):
    """The fixed words of the message that a leaflet is emailed with. Names in braces are filled in."""

    subject: Annotated[Phrase, asking("sender")]
    subject_descriptive: Annotated[Phrase, asking("sender", "title")]
    file: Annotated[
        Phrase,
        shaped(r'^[^/\\:*?"<>|\x00-\x1f]{1,64}$', 'write at most 64 characters, none of / \\ : * ? " < > |'),
        asking("sender"),
    ]
    greeting: Annotated[Phrase, asking("name")]
    greeting_unnamed: Fixed
    what: Annotated[Phrase, asking("sender")]
    page_attached: Fixed
    page_linked: Fixed
    whom: Fixed
    whom_unknown: Fixed
    emergency: Annotated[Phrase, asking("emergency_number")]
    other_formats: Fixed
    write: Annotated[Phrase, asking("email")]
    no_reply: Fixed
    mistaken: Fixed
    about: Annotated[Phrase, asking("title", "reference", "version")]


class Review(Model):
    """The fixed words of a review copy, which clinicians read. Names in braces are filled in."""

    title: Annotated[Phrase, asking("title")]
    page: Annotated[Phrase, asking("page", "count")]
    continued: Annotated[Phrase, asking("page", "count")]
    nothing: Annotated[Phrase, asking("page")]
    agree: Fixed
    change: Fixed
    remove: Fixed
    needs: Fixed
    clinician: Fixed
    unmarked: Fixed
    signed: Fixed
    changed: Fixed
    refused: Fixed
    disputed: Fixed | None = None
    awaiting: Fixed
    must_agree: Fixed
    signed_by: Annotated[Phrase, asking("names")]
    wish: Annotated[Phrase, asking("decision", "name")]
    foot: Annotated[Phrase, asking("reference", "version", "day", "sheet", "sheets")]
    heading: Fixed
    about: Annotated[Phrase, asking("title", "reference", "version", "edition", "region", "publisher", "day")]
    counts: Annotated[Phrase, asking("all", "clinician", "background", "signed", "changed")]
    whole: Annotated[Phrase | None, asking("hash")] = None
    declare: Annotated[tuple[Fixed, ...], Field(min_length=1)]
    lines: Annotated[tuple[Fixed, ...], Field(min_length=1)]
    how: Fixed
    steps: Annotated[tuple[Fixed, ...], Field(min_length=1)]
    marks: Fixed
    remarks: Fixed
    meanings: Annotated[dict[Phrase, Fixed], Field(min_length=1)]
    sources: Fixed
    source: Annotated[Phrase, asking("organisation", "title", "dated", "quality", "seen")]


class Press(Model):
    """The fixed words of what goes to a print shop: the job ticket, and the sheets that part a print run."""

    ticket: Fixed
    facts: Mapping[str, Fixed]
    nothing: Fixed
    saddle_stitch: Fixed
    corner_staple: Fixed
    roll: Fixed
    z: Fixed
    gate: Fixed
    half: Fixed
    both_sides: Fixed
    short_edge: Fixed
    flat: Fixed
    single: Fixed
    colours: Fixed
    fold_marks: Fixed
    crop_marks: Fixed
    run: Fixed
    title: Annotated[Phrase, asking("clinic")]
    sheets: Annotated[Counted, asking("sheets")]
    leaflets: Annotated[Counted, asking("leaflets", "sheets")]
    separators: Annotated[Counted, asking("separators")]
    copies_of_each: Annotated[Counted, asking("copies", "sheets")]
    of_format: Annotated[Phrase, asking("format", "leaflets", "sheets")]
    format: Annotated[Phrase, asking("format", "description")]
    copies: Annotated[Phrase, asking("copies")]
    long: Annotated[Phrase, asking("pages", "sheets")]
    short: Annotated[Phrase, asking("pages", "sheets")]
    file: Annotated[Phrase, asking("file")]


Sign = Annotated[str, StringConstraints(min_length=1, max_length=2), AS_WRITTEN]


class Signs(Model):
    """The signs that the program sets between the words of others. A space follows all but those of a quotation."""

    comma: Sign
    semicolon: Sign
    stop: Sign
    quotes: tuple[Sign, Sign]


class Numbers(Model):
    """How numbers are written, always in the digits 0 to 9: readers compare them, and ring them."""

    thousands: Sign
    decimal: Sign
    grouped_from: int = 1000


class Translated(Model):
    """The fixed words that only translations have. What staff read stands in the language they are made from."""

    english: Fixed
    draft: Fixed
    machine: Fixed
    staff: Annotated[Phrase | None, asking("title", "language", "reference", "version")] = None
    left_out: Fixed
    unread: Fixed | None = None
