"""What stands inside blocks: statements, and the lists, boxes and figures made of them."""

import re
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, ValidationInfo, field_validator, model_validator

from leaflets.content.inline import (
    ASKING,
    AltText,
    Corner,
    Entry,
    Heading,
    Label,
    Lang,
    LeadIn,
    Prose,
    SentencePart,
    Text,
    words_of,
)
from leaflets.content.model import Conditional, FileName, Id, Ids, Name, Phone, Said, Web
from leaflets.content.roles import ASKED, CONTACT, NOTE
from leaflets.content.telephone import in_words
from leaflets.content.units import Length


class Statement(Conditional):
    """Something said to the reader, with what it rests on. Ids of medical statements come from the fact sheet."""

    id: Id
    sources: Ids = ()
    evidence: Literal["V", "S", "B"] | None = None
    needs: Literal["clinician"] | None = None


class Item(Statement):
    """One entry of a list. A clinic may not change one that is ``locked``."""

    text: Entry
    locked: bool = False


class ListItem(Item):
    """One entry of a list. ``lang`` is the language of its words, where that is not the list's."""

    lang: Lang | None = None


Items = Annotated[tuple[ListItem, ...], Field(min_length=1)]


class Fact(Item):
    """A labelled fact: a short question or label, and the answer."""

    label: Label


Facts = Annotated[tuple[Fact, ...], Field(min_length=1)]


class Listing(Said):
    """A list, and the line that leads into it."""

    lead_in: LeadIn | None = None
    items: Items


FilledBy = Literal["clinic"] | None


class Panel(Said):
    """The inside of a box: a heading, a lead-in, what it says, and a label with a line to write on.

    ``filled_by: clinic``: where the leaflet comes from a clinic, its number to ring stands in place of the line.
    """

    heading: Heading | None = None
    lead_in: LeadIn | None = None
    items: tuple[Item, ...] = ()
    blank: Annotated[Text, ASKED] | None = None
    filled_by: FilledBy = None

    @model_validator(mode="after")
    def _not_empty(self) -> Self:
        if not (self.lead_in or self.items):
            raise ValueError("this box says nothing; write a lead_in or items")
        return self


class Part(Said):
    """A part of the contents: what it is called, and the section it begins with."""

    heading: Heading
    first: Id


class FactList(Said):
    """Facts at a glance."""

    items: Facts


class Alarm(Said):
    """The red flags: what to do at once, and for which signs. Without signs it is a strip that leads to them."""

    heading: Heading
    call: Label
    lead_in: LeadIn
    items: tuple[Item, ...] = ()


class Illustration(Said):
    """A picture in ``assets/pictures``, PNG or JPEG: what it shows in words, or that it is decoration.

    It is printed ``width`` wide or ``height`` high, and smaller where there is less room.
    """

    file: FileName
    alt: AltText | None = None
    decorative: bool = False
    caption: Label | None = None
    width: Length | None = None
    height: Length | None = None

    @property
    def asset(self) -> str:
        """Its file, by its name in ``assets``."""
        return f"pictures/{self.file}"

    @model_validator(mode="after")
    def _said_in_words(self) -> Self:
        if self.width is not None and self.height is not None:
            raise ValueError("the picture has a width and a height; give one, and the other follows")
        if 0 in (self.width, self.height):
            raise ValueError("the picture's width or height is 0; write how large it is printed, such as 80mm")
        if not self.alt and not self.decorative:
            raise ValueError("the picture has no 'alt'; say what it shows, or write 'decorative: true'")
        return self


class Quote(Said):
    """What somebody said: their words, who they are as they wish to be called, and where their consent is kept."""

    words: Prose
    who: Label
    consent: Annotated[Name, NOTE]


class DoDont(Said):
    """Two lists side by side: what to do, and what not to do."""

    do: Listing
    dont: Listing


class TableRow(Conditional):
    """A row of a table: one text for each column."""

    cells: Annotated[tuple[Entry, ...], Field(min_length=1)]


class Table(Said):
    """A table: a heading for each column, but perhaps the first, then rows; the first cell of a row is its heading."""

    caption: Label | None = None
    headings: Annotated[tuple[Corner, ...], Field(min_length=2)]
    rows: Annotated[tuple[TableRow, ...], Field(min_length=1)]

    @field_validator("headings")
    @classmethod
    def _headed(cls, headings: tuple[str, ...]) -> tuple[str, ...]:
        if "" in headings[1:]:
            number = headings.index("", 1) + 1
            raise ValueError(f"column {number} has no heading; write it: only that of the first may be empty")
        return headings

    @field_validator("rows")
    @classmethod
    def _regular(cls, rows: tuple[TableRow, ...], info: ValidationInfo) -> tuple[TableRow, ...]:
        count = len(info.data.get("headings", ()))
        for number, row in enumerate(rows, 1):
            if count and len(row.cells) != count:
                raise ValueError(f"row {number} has {len(row.cells)} cells; there are {count} headings")
        return rows


class Column(Said):
    """One side of a comparison."""

    heading: Label
    items: Annotated[tuple[Item, ...], Field(min_length=1)]


class Comparison(Said):
    """Two things side by side, to tell them apart."""

    left: Column
    right: Column


class Chance(Said):
    """n out of a total, said both ways round: ``yes`` follows n, ``no`` follows the rest."""

    lead_in: LeadIn
    n: Annotated[int, Field(ge=0)]
    of: int
    yes: SentencePart
    no: SentencePart
    note: Prose | None = None

    @field_validator("of")
    @classmethod
    def _enough(cls, of: int, info: ValidationInfo) -> int:
        if of not in (10, 100, 1000, 10_000, 100_000):
            raise ValueError(f"{of} is not a total people can picture; write 10, 100, 1000, 10000 or 100000")
        if info.data.get("n", 0) > of:
            raise ValueError(f"{info.data['n']} out of {of} is more than all; write n first, then the total")
        return of


_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


class Bar(Fact):
    """A bar: what it is of, and a text that says its number."""

    @property
    def length(self) -> float:
        """The first number in its text."""
        found = _NUMBER.search(words_of(self.text))
        return float(found[0].replace(",", "")) if found else 0.0

    @field_validator("text")
    @classmethod
    def _counted(cls, text: str) -> str:
        if not _NUMBER.search(words_of(text)):
            raise ValueError("this bar has no number; write one, such as '74 of 100'")
        return text


class BarChart(Said):
    """Numbers as bars, each as long as the first number in its text says.

    ``whole`` is the number of a bar across all the room there is; without it, the largest number is.
    """

    lead_in: LeadIn
    items: Annotated[tuple[Bar, ...], Field(min_length=2, max_length=12)]
    whole: Annotated[int, Field(ge=1)] | None = None
    note: Prose | None = None

    @model_validator(mode="after")
    def _within(self) -> Self:
        longest = max(bar.length for bar in self.items)
        if self.whole and longest > self.whole:
            raise ValueError(f"a bar of {longest:g} is longer than the whole, which is {self.whole}")
        return self

    @property
    def shares(self) -> tuple[float, ...]:
        """How much of the room each bar takes, from 0 to 1."""
        whole = self.whole or max(bar.length for bar in self.items) or 1.0
        return tuple(bar.length / whole for bar in self.items)


class Step(Fact):
    """A step in time. ``times``: how often it happens in its stretch, drawn as so many dots on a line."""

    times: Annotated[int, Field(ge=1, le=12)] | None = None


class Timeline(Said):
    """Steps in time, numbered: a label and what happens.

    With ``blank``, such as "When", each step has this label and a line to write on. Where all steps say how many
    ``times``, such as check-ups in a year, a line with dots stands in place of the numbers.
    """

    items: Annotated[tuple[Step, ...], Field(min_length=1)]
    blank: Annotated[Text, ASKED] | None = None

    @field_validator("items")
    @classmethod
    def _alike(cls, items: tuple[Step, ...]) -> tuple[Step, ...]:
        if len({step.times is None for step in items}) > 1:
            raise ValueError("some steps say how many 'times', and some do not; write it for all, or for none")
        return items


class PartLabel(Item):
    """The words at a part of a drawing."""

    part: Id


class Anatomy(Said):
    """A drawing in ``assets/figures``, an SVG whose parts have ids: some of them marked, and labelled.

    The parts in ``mark`` stand out, in colour and without it. What it shows is said in words: ``alt``. It is printed
    at most ``height`` high.
    """

    heading: Heading | None = None
    drawing: Id
    alt: AltText
    mark: Ids = ()
    height: Length | None = None
    labels: Annotated[tuple[PartLabel, ...], Field(min_length=1, max_length=16)]
    caption: Label | None = None

    @property
    def asset(self) -> str:
        """Its file, by its name in ``assets``."""
        return f"figures/{self.drawing}.svg"

    @field_validator("labels")
    @classmethod
    def _once(cls, labels: tuple[PartLabel, ...]) -> tuple[PartLabel, ...]:
        for number, label in enumerate(labels):
            if label.part in [one.part for one in labels[:number]]:
                raise ValueError(f"the part '{label.part}' has two labels; say both in one")
        return labels


Shown = Illustration | Anatomy
"""What shows a file of ``assets``."""


class Contact(Conditional):
    """Whom to ring: who it is, the number, or a line to write it on, and when someone answers."""

    label: Heading
    phone: Phone | None = None
    hours: Annotated[Text, AfterValidator(in_words), CONTACT] | None = None


class Contacts(Said):
    """Whom to ring, under a heading.

    Where the leaflet comes from a clinic, its telephone lines stand in place of what is left blank here, unless
    ``filled_by: reader``.
    """

    heading: Heading
    items: Annotated[tuple[Contact, ...], Field(min_length=1)]
    filled_by: Literal["clinic", "reader"] = "clinic"


class QrCode(Said):
    """A code for a telephone's camera. The address is printed under it as well; it may ask for a value by name."""

    text: Heading
    address: Annotated[Web, ASKING]
