"""The fixed words of all that readers see, by where they stand: what each phrase is called, and what it may ask for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, WithJsonSchema

from leaflets.content.model import Model
from leaflets.content.plurals import FORMS, Form
from leaflets.content.shape import shaped
from leaflets.content.written import AS_WRITTEN
from leaflets.problems import did_you_mean

_BRACES = re.compile(r"\{([^{}]*)\}")
Phrase = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True), AS_WRITTEN]


def _forms(value: object) -> object:
    """A phrase that is the same whatever the number is the form of every number."""
    return {"other": value} if isinstance(value, str) else value


Counted = Annotated[
    dict[Form, Phrase],
    Field(min_length=1),
    BeforeValidator(_forms),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string"},
                {"type": "object", "additionalProperties": False,
                 "properties": {name: {"type": "string"} for name in sorted(FORMS)}},
            ]
        }
    ),
]  # fmt: skip
"""A phrase with a number in it: one text, or one for each form that the language has."""

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


Fixed = Annotated[Phrase, asking()]
"""A phrase that asks for nothing."""


class Phrases(Model):
    """The fixed words of a page. Names in braces are filled in by the layout."""

    draft: Annotated[Fixed, Field(description="the mark of a leaflet that no clinician has signed off")]
    expired: Annotated[Phrase, asking("month"), Field(description="the mark of one whose review date is past")]
    footer: Annotated[
        tuple[_FooterPart, ...], Field(min_length=1, description="its parts, set on one line if they fit")
    ]
    page: Annotated[Phrase, asking("page", "pages"), Field(description="at the foot of a page")]
    checked_by: Annotated[Phrase, asking("name", "role", "day"), Field(description="who signed it off, and when")]
    unchecked: Annotated[Fixed, Field(description="in place of that, if nobody has")]
    phone: Annotated[Fixed, Field(description="before a telephone number")]
    web: Annotated[Fixed, Field(description="before a web address")]
    subject: Annotated[Fixed, Field(description="what a file is about, in its properties")]
    keywords: Annotated[Phrase, asking("reference", "version"), Field(description="in a file's properties")]
    month: Annotated[Phrase, asking("month", "year"), Field(description="a date without its day")]
    day: Annotated[Phrase, asking("day", "month", "year"), Field(description="a date in full")]
    on_page: Annotated[Phrase, asking("heading", "page"), Field(description="what a link of the contents is called")]
    see_page: Annotated[Phrase | None, asking("page"), Field(description="after words that lead to a section")] = None
    see_page_inside: Annotated[
        Phrase | None, asking("page"), Field(description="the same inside brackets; its first sign follows at once")
    ] = None
    web_link: Annotated[Phrase, asking("name", "address"), Field(description="what a link to a website is called")]
    phone_link: Annotated[
        Phrase, asking("name", "phone"), Field(description="what a link to a telephone number is called")
    ]
    chance: Annotated[
        Phrase,
        asking("lead_in", "n", "of", "yes", "rest", "no"),
        Field(description="the picture of a chance in words, both ways round"),
    ]
    chance_square: Annotated[Counted, asking("people"), Field(description="under it, where one sign is several people")]
    chance_source: Annotated[Phrase, asking("source"), Field(description="under it, whose numbers they are")]
    undated: Annotated[Fixed, Field(description="of a source that has no date")]
    qr_code: Annotated[Phrase, asking("text", "address"), Field(description="the picture of a code in words")]
    any_hour: Annotated[Fixed, Field(description="when a telephone is answered at all hours")]
    given_by: Annotated[Phrase, asking("clinic"), Field(description="who hands the leaflet out")]
    email: Annotated[Fixed, Field(description="before an email address")]
    notes: Annotated[Fixed, Field(description="over lines to write on")]
    help: Annotated[Fixed, Field(description="over the lines that say that help in other languages is free")]
    help_draft: Annotated[Fixed, Field(description="under it, until a speaker of each language has checked its line")]
    booklet: Annotated[Phrase, asking("title"), Field(description="the title of a booklet's file")]
    fold_guides: Annotated[Phrase, asking("format"), Field(description="the title of a fold dummy's file")]
    panel: Annotated[Phrase, asking("number", "name", "width"), Field(description="on a panel of a fold dummy")]
    panels: Annotated[tuple[Fixed, ...], Field(min_length=6, max_length=6, description="front, inside, flap, back")]
    z_panels: Annotated[
        tuple[Fixed, ...] | None, Field(min_length=6, max_length=6, description="the same where folds go to and fro")
    ] = None
    gate_panels: Annotated[
        tuple[Fixed, ...] | None, Field(min_length=6, max_length=6, description="the same of two flaps that meet")
    ] = None
    fold_ways: Annotated[
        tuple[Fixed, ...] | None, Field(min_length=2, max_length=2, description="a fold up, and a fold down")
    ] = None


class OnScreen(Model):
    """The fixed words of pages for the screen: a leaflet's, and the index of a run. Names in braces are filled in."""

    skip: Annotated[Fixed, Field(description="the first link of a page, for those who cannot point")]
    index: Annotated[Fixed, Field(description="the index's title")]
    index_about: Annotated[
        Counted, asking("count", "day"), Field(description="under the title: how many files, and when they were made")
    ]
    choose: Annotated[Fixed, Field(description="over what can be chosen")]
    search: Annotated[Fixed | None, Field(description="over the box that finds a clinic by its name")] = None
    clinic: Annotated[Fixed, Field(description="over the choice of a clinic")]
    leaflet: Annotated[Fixed, Field(description="over the choice of a leaflet")]
    every: Annotated[Fixed, Field(description="the choice that leaves nothing out")]
    topic: Annotated[Fixed, Field(description="over the choice of a variant")]
    format: Annotated[Fixed, Field(description="over the choice of a format")]
    language: Annotated[Fixed, Field(description="over the choice of a language")]
    html: Annotated[Fixed, Field(description="what a web page is for, as a format")]
    text: Annotated[Fixed, Field(description="what a plain text is for, as a format")]
    pages: Annotated[Counted, asking("pages"), Field(description="how many pages a file has")]
    size: Annotated[Phrase, asking("size"), Field(description="how large a file is")]


class Current(Model):
    """The words of the page that tells whether a leaflet is current. Names in braces are filled in."""

    question: Annotated[Fixed, Field(description="the page's title")]
    how: Annotated[Fixed, Field(description="what to compare")]
    current: Annotated[Phrase, asking("version", "month"), Field(description="of the version that is current")]
    due: Annotated[Phrase, asking("version", "month"), Field(description="the newest, but its review date is past")]
    superseded: Annotated[
        Phrase, asking("version", "newer"), Field(description="of one that a newer took the place of")
    ]
    withdrawn: Annotated[Phrase, asking("version", "day"), Field(description="of one that was taken back")]


class Message(Model):
    """The fixed words of the message that a leaflet is emailed with. Names in braces are filled in."""

    subject: Annotated[Phrase, asking("sender"), Field(description="of every message; it must not tell an illness")]
    subject_descriptive: Annotated[Phrase, asking("sender", "title"), Field(description="if asked for")]
    file: Annotated[
        Phrase,
        shaped(r'^[^/\\:*?"<>|\x00-\x1f]{1,64}$', 'write at most 64 characters, none of / \\ : * ? " < > |'),
        asking("sender"),
        Field(description="the attached file's name, without its ending"),
    ]
    greeting: Annotated[Phrase, asking("name"), Field(description="the first words")]
    greeting_unnamed: Annotated[Fixed, Field(description="for when no name is known")]
    what: Annotated[Phrase, asking("sender"), Field(description="what this is; telephones show it while locked")]
    page_attached: Annotated[Fixed, Field(description="for when the web page goes with it")]
    page_linked: Annotated[Fixed, Field(description="leads in to the address of the web page")]
    whom: Annotated[Fixed, Field(description="leads in to the numbers of the clinic")]
    whom_unknown: Annotated[Fixed, Field(description="for when no number is known")]
    emergency: Annotated[Phrase, asking("emergency_number"), Field(description="whom to call in an emergency")]
    other_formats: Annotated[Fixed, Field(description="for when the clinic has no line of its own")]
    write: Annotated[Phrase, asking("email"), Field(description="for when the clinic has an address to write to")]
    no_reply: Annotated[Fixed, Field(description="for when there is none")]
    mistaken: Annotated[Fixed, Field(description="for a reader it was not meant for")]
    about: Annotated[
        Phrase, asking("title", "reference", "version"), Field(description="the last words: which leaflet it is")
    ]


class Review(Model):
    """The fixed words of a review copy, which clinicians read. Names in braces are filled in."""

    title: Annotated[Phrase, asking("title"), Field(description="the copy's title")]
    page: Annotated[Phrase, asking("page", "count"), Field(description="over the margin of a page")]
    continued: Annotated[Phrase, asking("page", "count"), Field(description="over what that margin had no room for")]
    nothing: Annotated[Phrase, asking("page"), Field(description="over an empty margin")]
    agree: Annotated[Fixed, Field(description="beside a box")]
    change: Annotated[Fixed, Field(description="beside a box")]
    remove: Annotated[Fixed, Field(description="beside a box")]
    needs: Annotated[Fixed, Field(description="the mark of a statement that a clinician must agree to")]
    clinician: Annotated[Fixed, Field(description="what it says")]
    unmarked: Annotated[Fixed, Field(description="beside a statement without an evidence mark")]
    signed: Annotated[Fixed, Field(description="of a statement that is signed")]
    changed: Annotated[Fixed, Field(description="of one whose words have changed since")]
    refused: Annotated[Fixed, Field(description="of one that a clinician does not agree to")]
    disputed: Annotated[Fixed | None, Field(description="of one that another has signed")] = None
    awaiting: Annotated[Fixed, Field(description="in a worksheet: nobody has decided yet")]
    must_agree: Annotated[Fixed, Field(description="in a worksheet: what 'needs' says")]
    signed_by: Annotated[Phrase, asking("names"), Field(description="in a worksheet: who agreed, and when")]
    wish: Annotated[
        Phrase, asking("decision", "name"), Field(description="in a worksheet: who wants it changed or removed")
    ]
    foot: Annotated[
        Phrase, asking("reference", "version", "day", "sheet", "sheets"), Field(description="at the foot of each sheet")
    ]
    heading: Annotated[Fixed, Field(description="over the last sheet")]
    about: Annotated[
        Phrase,
        asking("title", "reference", "version", "edition", "region", "publisher", "day"),
        Field(description="what the copy is of"),
    ]
    counts: Annotated[
        Phrase,
        asking("all", "clinician", "background", "signed", "changed"),
        Field(description="how its statements stand"),
    ]
    whole: Annotated[Phrase | None, asking("hash"), Field(description="for who signs all of it")] = None
    declare: Annotated[tuple[Fixed, ...], Field(min_length=1, description="each with a box to tick")]
    lines: Annotated[tuple[Fixed, ...], Field(min_length=1, description="each with a line to write on")]
    how: Annotated[Fixed, Field(description="over how to fill it in")]
    steps: Annotated[tuple[Fixed, ...], Field(min_length=1, description="how to fill it in")]
    marks: Annotated[Fixed, Field(description="over what evidence marks mean")]
    remarks: Annotated[Fixed, Field(description="over lines to write on")]
    meanings: Annotated[dict[Phrase, Fixed], Field(min_length=1, description="what each evidence mark means")]
    sources: Annotated[Fixed, Field(description="over the sources")]
    source: Annotated[
        Phrase, asking("organisation", "title", "dated", "quality", "seen"), Field(description="one source")
    ]


class Press(Model):
    """The fixed words of what goes to a print shop: the job ticket, and the sheets that part a print run."""

    ticket: Annotated[Fixed, Field(description="over a job ticket")]
    facts: Annotated[Mapping[str, Fixed], Field(description="what each fact of a ticket is called, by its key")]
    nothing: Annotated[Fixed, Field(description="of a fact: there is none")]
    saddle_stitch: Annotated[Fixed, Field(description="how a booklet is bound")]
    corner_staple: Annotated[Fixed, Field(description="how pages are bound")]
    roll: Annotated[Fixed, Field(description="how a leaflet is folded whose flap goes in first")]
    z: Annotated[Fixed, Field(description="how one is folded to and fro")]
    gate: Annotated[Fixed, Field(description="how one is folded whose two flaps meet in the middle")]
    half: Annotated[Fixed, Field(description="how a booklet is folded")]
    both_sides: Annotated[Fixed, Field(description="how pages are printed")]
    short_edge: Annotated[Fixed, Field(description="printed on both sides, turned over the short edge")]
    flat: Annotated[Fixed, Field(description="the order of pages of a folded sheet")]
    single: Annotated[Fixed, Field(description="the order of single pages")]
    colours: Annotated[Fixed, Field(description="what is printed with")]
    fold_marks: Annotated[Fixed, Field(description="the marks of a folded sheet")]
    crop_marks: Annotated[Fixed, Field(description="the marks of pages")]
    run: Annotated[Fixed, Field(description="over the first sheet of a print run")]
    title: Annotated[Phrase, asking("clinic"), Field(description="of the file of a print run")]
    sheets: Annotated[Counted, asking("sheets"), Field(description="how many sheets of paper")]
    leaflets: Annotated[Counted, asking("leaflets", "sheets"), Field(description="how many leaflets a print run has")]
    separators: Annotated[Counted, asking("separators"), Field(description="how many sheets part them")]
    copies_of_each: Annotated[
        Counted, asking("copies", "sheets"), Field(description="how many copies of each are wanted")
    ]
    of_format: Annotated[
        Phrase, asking("format", "leaflets", "sheets"), Field(description="the leaflets of one format")
    ]
    format: Annotated[Phrase, asking("format", "description"), Field(description="on a sheet before a leaflet")]
    copies: Annotated[Phrase, asking("copies"), Field(description="on a sheet before a leaflet")]
    long: Annotated[Phrase, asking("pages", "sheets"), Field(description="turned over the long edge")]
    short: Annotated[Phrase, asking("pages", "sheets"), Field(description="turned over the short edge")]
    file: Annotated[Phrase, asking("file"), Field(description="on a sheet before a leaflet")]


Sign = Annotated[str, StringConstraints(min_length=1, max_length=2), AS_WRITTEN]


class Signs(Model):
    """The signs that the program sets between the words of others. A space follows all but those of a quotation."""

    comma: Annotated[Sign, Field(description="between the parts of an address")]
    semicolon: Annotated[Sign, Field(description="between names that may have commas in them")]
    stop: Annotated[Sign, Field(description="at the end of a sentence")]
    quotes: Annotated[tuple[Sign, Sign], Field(description="what opens a quotation, and what closes it")]


class Numbers(Model):
    """How numbers are written, always in the digits 0 to 9: readers compare them, and ring them."""

    thousands: Annotated[Sign, Field(description="between groups of three digits")]
    decimal: Annotated[Sign, Field(description="before a part of one")]
    grouped_from: Annotated[int, Field(description="the least number that is written in groups")] = 1000


class Translated(Model):
    """The fixed words that only translations have. What staff read stands in the language they are made from."""

    english: Annotated[Fixed, Field(description="the language's name, in the language that leaflets are written in")]
    draft: Annotated[Fixed, Field(description="the mark of a translation that a person made, or checked")]
    machine: Annotated[Fixed, Field(description="the mark of one that a machine made and nobody has checked")]
    staff: Annotated[
        Phrase | None,
        asking("title", "language", "reference", "version"),
        Field(description="what a copy is, for staff"),
    ] = None
    left_out: Annotated[Fixed, Field(description="in a review copy, of a statement that is not translated")]
    unread: Annotated[Fixed | None, Field(description="for staff, of one that a machine made")] = None
