"""The help page: a ladder of tiers, a card to cut out; and the page a leaflet ends with."""

import re
from typing import Annotated, Self

from pydantic import Field, model_validator

from leaflets.content.inline import Blank, Heading, Label, LeadIn, Prose, Text
from leaflets.content.model import Said
from leaflets.content.payloads import Facts, FilledBy, Item, Items
from leaflets.content.roles import ASKED


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
