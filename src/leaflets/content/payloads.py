"""What stands inside blocks: statements, and the lists, boxes and figures made of them."""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, ValidationInfo, field_validator, model_validator

from leaflets.content.inline import Text
from leaflets.content.model import Conditional, Id, Ids, Model, Phone, Web


class Statement(Conditional):
    """Something said to the reader, with what it rests on. Ids of medical statements come from the fact sheet."""

    id: Id
    sources: Ids = ()
    evidence: Literal["V", "S", "B"] | None = None
    needs: Literal["clinician"] | None = None


class Item(Statement):
    """One entry of a list. A clinic may not change one that is ``locked``."""

    text: Text
    locked: bool = False


Items = Annotated[tuple[Item, ...], Field(min_length=1)]


class Fact(Item):
    """A labelled fact: a short question or label, and the answer."""

    label: Text


Facts = Annotated[tuple[Fact, ...], Field(min_length=1)]


class Listing(Model):
    """A list, and the line that leads into it."""

    lead_in: Text | None = None
    items: Items


FilledBy = Annotated[Literal["clinic"] | None, Field(description="who can fill in what is left blank here")]


class Panel(Model):
    """The inside of a box: a heading, a lead-in, what it says, and a label with a line to write on.

    ``filled_by: clinic``: where the leaflet comes from a clinic, its number to ring stands in place of the line.
    """

    heading: Text | None = None
    lead_in: Text | None = None
    items: tuple[Item, ...] = ()
    blank: Text | None = None
    filled_by: FilledBy = None

    @model_validator(mode="after")
    def _not_empty(self) -> Self:
        if not (self.lead_in or self.items):
            raise ValueError("this box says nothing; write a lead_in or items")
        return self


class FactList(Model):
    """Facts at a glance."""

    items: Facts


class Alarm(Model):
    """The red flags: what to do at once, and for which signs."""

    heading: Text
    call: Text
    lead_in: Text
    items: Items


class Questions(Model):
    """Questions to ask, each with a box to tick; ``lines`` ruled lines for notes stand after the last."""

    lead_in: Text | None = None
    items: Items
    lines: int = 0


class Blanks(Model):
    """Labels with a line after each, for writing on.

    ``filled_by: clinic``: where the leaflet comes from a clinic, its contacts stand here, and the first label alone
    keeps its line.
    """

    heading: Text | None = None
    labels: Annotated[tuple[Text, ...], Field(min_length=1)]
    filled_by: FilledBy = None


class Illustration(Model):
    """A picture in ``assets/pictures``, PNG or JPEG: what it shows in words, or that it is decoration."""

    file: Annotated[str, StringConstraints(min_length=1)]
    alt: Text | None = None
    decorative: bool = False
    caption: Text | None = None

    @model_validator(mode="after")
    def _said_in_words(self) -> Self:
        if not self.alt and not self.decorative:
            raise ValueError("the picture has no 'alt'; say what it shows, or write 'decorative: true'")
        return self


class DoDont(Model):
    """Two lists side by side: what to do, and what not to do."""

    do: Listing
    dont: Listing


class TableRow(Conditional):
    """A row of a table: one text for each column."""

    cells: Annotated[tuple[Text, ...], Field(min_length=1)]


class Table(Model):
    """A table: a heading for each column, then rows; the first cell of a row is its heading."""

    caption: Text | None = None
    headings: Annotated[tuple[Text, ...], Field(min_length=2)]
    rows: Annotated[tuple[TableRow, ...], Field(min_length=1)]

    @field_validator("rows")
    @classmethod
    def _regular(cls, rows: tuple[TableRow, ...], info: ValidationInfo) -> tuple[TableRow, ...]:
        count = len(info.data.get("headings", ()))
        for number, row in enumerate(rows, 1):
            if count and len(row.cells) != count:
                raise ValueError(f"row {number} has {len(row.cells)} cells; there are {count} headings")
        return rows


class Column(Model):
    """One side of a comparison."""

    heading: Text
    items: Items


class Comparison(Model):
    """Two things side by side, to tell them apart."""

    left: Column
    right: Column


TOTALS = (10, 100, 1000, 10_000, 100_000)


class Chance(Model):
    """n out of a total, said both ways round: ``yes`` follows n, ``no`` follows the rest."""

    lead_in: Text
    n: Annotated[int, Field(ge=0)]
    of: int
    yes: Text
    no: Text
    note: Text | None = None

    @field_validator("of")
    @classmethod
    def _enough(cls, of: int, info: ValidationInfo) -> int:
        if of not in TOTALS:
            raise ValueError(f"{of} is not a total people can picture; write 10, 100, 1000, 10000 or 100000")
        if info.data.get("n", 0) > of:
            raise ValueError(f"{info.data['n']} out of {of} is more than all; write n first, then the total")
        return of


class Timeline(Model):
    """Steps in time, numbered: a label and what happens."""

    items: Facts


BodyPlace = Literal["womb", "belly", "vein", "limb", "gut", "skin"]


class Place(Item):
    """A place on the body where the illness can start, and the words at its leader line."""

    where: BodyPlace


class BodyMap(Model):
    """An outline of the body with places marked; the variant's own place is filled in."""

    lead_in: Text
    alt: Text
    places: Annotated[tuple[Place, ...], Field(min_length=1)]


class Notes(Model):
    """Lines to write on, under a heading."""

    heading: Text
    lines: Annotated[int, Field(ge=1, le=24)]


class Appointments(Model):
    """A table to fill in by hand."""

    headings: Annotated[tuple[Text, ...], Field(min_length=2, max_length=4)]
    rows: Annotated[int, Field(ge=1, le=12)]


class Contact(Conditional):
    """Whom to ring: who it is, the number, or a line to write it on, and when someone answers."""

    label: Text
    phone: Phone | None = None
    hours: Text | None = None


class Contacts(Model):
    """Whom to ring, under a heading.

    Where the leaflet comes from a clinic, its telephone lines stand in place of what is left blank here, unless
    ``filled_by: reader``.
    """

    heading: Text
    items: Annotated[tuple[Contact, ...], Field(min_length=1)]
    filled_by: Annotated[Literal["clinic", "reader"], Field(description="who fills in what is left blank here")] = (
        "clinic"
    )


class QrCode(Model):
    """A code for a telephone's camera. The address is printed under it as well."""

    text: Text
    address: Web
