"""What an edition of a job must tell, in the order of print: what every proof holds it against."""

from collections.abc import Iterator
from dataclasses import replace

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
from leaflets.text.breaks import SOFT
from leaflets.text.direction import CLOSE, ISOLATE

HINT = "the layout has no place for it as it is; say it in another kind of block, and tell the makers of this program"

DETAILS = frozenset({"name", "department", "hospital", "address", "other_formats", "interpreter", "feedback"})
"""What a clinic says of itself in its details; for the rest not every leaflet has a place."""


def filled(one: Passage) -> bool:
    """Whether there is a place beside a text, or under it, to write in or to tick."""
    known = roles(type(one.model)).get(one.key)
    blank = known is not None and known.purpose == "blank"
    return blank or (one.role == "item" and isinstance(one.block, AskBlock | ChecklistBlock | QuestionsBlock))


def titles(one: Passage) -> bool:
    """Whether a text is the heading of a section."""
    return one.block is None and one.key == "heading"


def expected(copy: Manuscript) -> Iterator[Passage]:
    """Every text that an edition of a job must tell, in the order of print, as it is told."""
    sections, front = copy.leaflet.sections, copy.leaflet.file.front.section
    clinic = copy.clinic.at().file if copy.clinic else ""
    untitled = {
        id(one)
        for name, one in sections.items()
        if name == front or any(isinstance(block, EmergencyBlock) for block in one.blocks[:1])
    }
    for one in copy.passages:
        block = one.block
        if block is None:
            if id(one.part) in untitled:
                continue  # the cover, or the heading of its red flags, is its heading
            if clinic and one.where.file == clinic and one.key not in DETAILS:
                continue
        elif one.role == "alt" and isinstance(block, PictureBlock) and block.picture.decorative:
            continue
        elif one.key in ("yes", "no") and isinstance(block, ChanceBlock):
            count = block.chance.n if one.key == "yes" else block.chance.of - block.chance.n
            shown = copy.language.number(count)
            yield replace(one, text=f"{shown} {one.text}", marked=f"{shown} {one.marked}")
            continue
        yield one


def bare(text: str) -> str:
    """The text without what differs with its lines: white space, hyphens at their ends, marks of what is isolated."""
    return "".join(text.replace(ISOLATE, "").replace(CLOSE, "").replace(SOFT, "").split())
