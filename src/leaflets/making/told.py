"""What an edition of a job must tell, in the order of print: what every proof holds it against."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from leaflets.content.blocks import (
    AskBlock,
    ChanceBlock,
    ChecklistBlock,
    EmergencyBlock,
    PictureBlock,
    QuestionsBlock,
)
from leaflets.content.model import roles
from leaflets.edition.manuscript import Manuscript
from leaflets.edition.passages import Passage
from leaflets.problems import Source
from leaflets.text.breaks import SOFT
from leaflets.text.direction import CLOSE, ISOLATE

HINT = "the layout has no place for it as it is; say it in another kind of block, and tell the makers of this program"

DETAILS = frozenset({"name", "department", "hospital", "address", "other_formats", "interpreter", "feedback"})
"""What a clinic says of itself in its details; for the rest not every leaflet has a place."""

_UNSAID = dict.fromkeys(map(ord, (ISOLATE, CLOSE, SOFT)))


class Expected(NamedTuple):
    """A text that must be told: its words as web pages have them, and as paper and plain text have them; its place."""

    text: str
    in_full: str
    where: Source
    passage: Passage

    @property
    def alt(self) -> bool:
        """Whether it stands for a figure."""
        return self.passage.role == "alt"

    @property
    def filled(self) -> bool:
        """Whether there is a place beside it, or under it, to write in or to tick."""
        one, ticked = self.passage, (AskBlock, ChecklistBlock, QuestionsBlock)
        known = roles(type(one.model)).get(one.key)
        blank = known is not None and known.purpose == "blank"
        return blank or (one.role == "item" and isinstance(one.block, ticked))

    @property
    def titles(self) -> bool:
        """Whether it is the heading of a section."""
        return self.passage.block is None and self.passage.key == "heading"


def expected(copy: Manuscript) -> Iterator[Expected]:
    """Every text that an edition of a job must tell, in the order of print."""
    sections, front, clinic = copy.leaflet.sections, copy.leaflet.file.front.section, copy.clinic
    untitled = {
        name
        for name, one in sections.items()
        if name == front or any(isinstance(block, EmergencyBlock) for block in one.blocks[:1])
    }
    for one in copy.passages:
        block, text, full = one.block, one.text, one.in_full
        if one.part is sections.get(one.section) and one.section in untitled:
            continue  # the cover, or the heading of its red flags, is its heading
        if clinic and block is None and one.where.file == clinic.at().file and one.key not in DETAILS:
            continue
        if one.role == "alt" and isinstance(block, PictureBlock) and block.picture.decorative:
            continue
        if isinstance(block, ChanceBlock) and one.key in ("yes", "no"):
            count = block.chance.n if one.key == "yes" else block.chance.of - block.chance.n
            shown = copy.language.number(count)
            text, full = f"{shown} {text}", f"{shown} {full}"
        yield Expected(text, full, one.where, one)


def bare(text: str) -> str:
    """The text without what differs with its lines: white space, hyphens at their ends, marks of what is isolated."""
    return "".join(text.translate(_UNSAID).split())
