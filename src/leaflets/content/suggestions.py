"""``suggestions.yaml``: words that colleagues propose in place of others, and what became of them."""

from datetime import date
from typing import Literal

from leaflets.content.inline import PlainName, Text
from leaflets.content.model import Model, Name


class Suggestion(Model):
    """Words in place of others: of which statement, from whom and why; and who accepted or declined them, and when.

    ``key`` says which of the statement's texts is meant.
    """

    statement: Name
    key: Name
    before: Text
    words: Text
    by: PlainName
    suggested: date
    comment: Name | None = None
    outcome: Literal["accepted", "declined"] | None = None
    settled_by: PlainName | None = None
    settled: date | None = None

    @property
    def open(self) -> bool:
        """Whether nobody has accepted or declined them yet."""
        return self.outcome is None


class Suggestions(Model):
    """``suggestions.yaml``: oldest first."""

    suggestions: tuple[Suggestion, ...] = ()
