"""Roles: what the words of a field are for. What is signed, checked and read aloud follows from them."""

from dataclasses import dataclass
from typing import Literal

Purpose = Literal[
    "prose", "item", "lead-in", "heading", "label", "alt", "part", "listing", "name", "blank", "number", "made",
    "hint", "note",
]  # fmt: skip
"""Parts are pieces of a sentence that the layout makes; listings are of organisations; blanks are labels of lines to
write on; numbers are rung or opened; what is made is a list the leaflet makes of itself; hints are for
the layout, notes for editors."""


@dataclass(frozen=True)
class Role:
    """What words are for. ``agreed``: a clinician who signs what they stand in agrees to them, not only around them."""

    purpose: Purpose
    agreed: bool = True

    @property
    def said(self) -> bool:
        """Whether they are part of what a block, or an entry of a list, says."""
        return self.purpose not in ("hint", "note")

    @property
    def author(self) -> bool:
        """Whether an author words them for readers."""
        return self.purpose not in ("number", "made", "hint", "note")


PROSE = Role("prose")
ITEM = Role("item")
LEAD_IN = Role("lead-in")
HEADING = Role("heading", agreed=False)
LABEL = Role("label")
ALT = Role("alt")
PART = Role("part")
LISTING = Role("listing")
NAME = Role("name")
BLANK = Role("blank", agreed=False)
ASKED = Role("blank")
CONTACT = Role("part", agreed=False)
NUMBER = Role("number", agreed=False)
MADE = Role("made", agreed=False)
HINT = Role("hint", agreed=False)
NOTE = Role("note", agreed=False)
