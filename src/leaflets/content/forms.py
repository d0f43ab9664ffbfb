"""What people write on, turn to and keep: what to ask, blanks, appointments; the help page, a card, the last page."""

import re
from typing import Annotated, Self

from pydantic import Field, model_validator

from leaflets.content.inline import Blank, Heading, Label, LeadIn, Prose, Text
from leaflets.content.model import Said
from leaflets.content.payloads import Facts, FilledBy, Item, Items
from leaflets.content.roles import ASKED


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


class Tier(Said):
    """One tier of a ladder: how soon, whom to call, for which signs, what else to know, and the number.

    ``filled_by: clinic``: where the leaflet comes from a clinic, its number to ring stands in place of the line.
    """

    heading: Heading
    call: Label
    lead_in: LeadIn
    items: Items
    notes: tuple[Item, ...] = ()
    blank: Annotated[Text, ASKED] | None = None
    filled_by: FilledBy = None


class Ladder(Said):
    """When to get help, the most urgent first: now, at once, and the same day."""

    now: Tier
    at_once: Tier
    same_day: Tier

    @model_validator(mode="after")
    def _with_numbers(self) -> Self:
        if not re.search(r"\d|\{emergency_number\}", self.now.call):
            raise ValueError("the call of 'now' names no number; write: Call {emergency_number}")
        if not self.at_once.blank:
            raise ValueError("'at_once' has no line for its number; write 'blank', such as: My 24-hour number")
        return self

    @property
    def tiers(self) -> tuple[Tier, Tier, Tier]:
        """The three tiers, the most urgent first."""
        return (self.now, self.at_once, self.same_day)


class Card(Said):
    """A card to cut out and carry: what to tell whoever helps, and labels with a line to write on after each.

    ``filled_by: clinic``: where the leaflet comes from a clinic, its telephone lines stand in place of the labels.
    """

    hint: Label
    heading: Label
    labels: Annotated[tuple[Blank, ...], Field(min_length=1, max_length=3)]
    filled_by: FilledBy = None


class BackPage(Said):
    """The end of a leaflet: dates and version as facts, the sources by name with their years, and a word on them."""

    facts: Facts
    sources_heading: Heading
    note: Prose
