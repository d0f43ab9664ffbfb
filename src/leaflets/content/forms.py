"""Places to write: what to ask, blanks to fill in, a table of appointments, and lines."""

from typing import Annotated

from pydantic import Field

from leaflets.content.inline import Blank, Heading, LeadIn
from leaflets.content.model import Said
from leaflets.content.payloads import FilledBy, Items


class Questions(Said):
    """Questions to ask, each with a box to tick; ``lines`` ruled lines for notes stand after the last."""

    lead_in: LeadIn | None = None
    items: Items
    lines: int = 0


class Ask(Said):
    """What to ask, each with a box to tick, under a heading such as "Ask your team"."""

    heading: Heading
    items: Items


class Blanks(Said):
    """Labels with a line after each, for writing on.

    ``filled_by: clinic``: where the leaflet comes from a clinic, its contacts stand here, and the first label alone
    keeps its line.
    """

    heading: Heading | None = None
    labels: Annotated[tuple[Blank, ...], Field(min_length=1)]
    filled_by: FilledBy = None


class Notes(Said):
    """Lines to write on, under a heading."""

    heading: Heading
    lines: Annotated[int, Field(ge=1, le=24)]


class Appointments(Said):
    """A table to fill in by hand."""

    headings: Annotated[tuple[Blank, ...], Field(min_length=2, max_length=4)]
    rows: Annotated[int, Field(ge=1, le=12)]
