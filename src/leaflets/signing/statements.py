"""What a leaflet says, one saying at a time: by itself a block, or an entry of a list, without those inside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from leaflets.content.approvals import hash_of, mark
from leaflets.content.blocks import (
    AppointmentsBlock,
    BlanksBlock,
    Block,
    ClinicDetailsBlock,
    ContactsBlock,
    ContentsBlock,
    NotesBlock,
    OrganisationsBlock,
    PageBreakBlock,
    QrCodeBlock,
    SourceListBlock,
    SubheadingBlock,
    WordsExplainedBlock,
)
from leaflets.content.inline import words_of
from leaflets.content.leaflet import Leaflet, Organisation, Word
from leaflets.content.model import Model
from leaflets.content.payloads import Chance, Fact, Item, Statement
from leaflets.problems import Source

_NOT_SAID = {*Block.model_fields, *Item.model_fields, "file", "decorative", "where", "lines", "filled_by", "label"} - {
    "text"
}
UNSIGNED = (
    SubheadingBlock,
    ContentsBlock,
    BlanksBlock,
    ClinicDetailsBlock,
    NotesBlock,
    AppointmentsBlock,
    ContactsBlock,
    QrCodeBlock,
    WordsExplainedBlock,
    OrganisationsBlock,
    SourceListBlock,
    PageBreakBlock,
)
"""Blocks that only title, list or leave room to write: there is nothing in their own words to agree to."""


@dataclass(frozen=True)
class Saying:
    """What a block, or an entry of a list, says by itself, in which section, and where it is written.

    ``holder`` is what it is an entry of, if of anything. ``locked``: it, or a block it stands in, keeps people safe.
    """

    section: str
    heading: str
    id: str
    words: str
    where: Source
    model: Statement = field(compare=False, repr=False)
    holder: Statement | None = field(default=None, compare=False, repr=False)
    locked: bool = field(default=False, compare=False)

    @cached_property
    def hash(self) -> str:
        """What stands for its words."""
        return hash_of(self.words)

    @property
    def mark(self) -> str:
        """How ``approvals.yaml`` names it."""
        return mark(self.id, self.hash)

    @property
    def optional(self) -> bool:
        """Whether the leaflet can do without it until a clinician agrees: background, or held back for a clinician."""
        return (self.model.evidence == "B" or self.model.needs is not None) and not self.locked


def sayings(leaflet: Leaflet) -> Iterator[Saying]:
    """What each block and each entry of a list says, in reading order; some say nothing by themselves."""
    for name, section in leaflet.sections.items():
        for block in section.blocks:
            yield from _of(block, name, section.heading)


def statements(leaflet: Leaflet) -> tuple[Saying, ...]:
    """What a clinician signs, in reading order, each once: all that is said but headings, forms and lists.

    Words explained and organisations count where they are printed.
    """
    found: dict[str, Saying] = {}
    for one in sayings(leaflet):
        several = [one] if one.words and not _only_titles(one.model) else []
        for model in _listed(one.model, leaflet):
            several += _of(model, one.section, one.heading)
        for each in several:
            found.setdefault(each.mark, each)
    return tuple(found.values())


def _only_titles(model: Statement) -> bool:
    """Whether its own words are a heading alone, or leave room to write."""
    if isinstance(model, UNSIGNED):
        return True
    inside = [value for value in vars(model).values() if isinstance(value, Model) and not isinstance(value, Statement)]
    said = [key for value in inside for key, words in value if words and key not in _NOT_SAID and key != "items"]
    return said == ["heading"]


def _listed(model: Statement, leaflet: Leaflet) -> Iterator[Word | Organisation]:
    """The words and organisations that are printed with a block."""
    if isinstance(model, WordsExplainedBlock):
        yield from sorted(leaflet.words.values(), key=lambda word: word.term.casefold())
    elif isinstance(model, OrganisationsBlock):
        yield from leaflet.organisations.values()
    elif isinstance(model, Block):
        yield from (leaflet.words[name] for name in model.words if name in leaflet.words)


def _of(
    model: Statement, section: str, heading: str, holder: Statement | None = None, locked: bool = False
) -> Iterator[Saying]:
    """What a block or an entry says, then what the entries in it say."""
    inside: list[Statement] = []
    words = _joined([words_of(part) for part in _words(model, inside)])
    locked = locked or bool(getattr(model, "locked", False))
    yield Saying(section, heading, model.id, words, model.at(), model, holder, locked)
    for other in inside:
        yield from _of(other, section, heading, model, locked)


def _joined(parts: Sequence[str]) -> str:
    """The parts of what is said in one line, a semicolon after those that do not end a sentence."""
    return " ".join(
        [*(part if part.endswith((".", ":", "?", "!")) else f"{part};" for part in parts[:-1]), *parts[-1:]]
    )


def _words(model: Model, inside: list[Statement]) -> Iterator[str]:
    """The words of a model that are its own. Statements met on the way are put by."""
    if isinstance(model, Chance):
        yield f"{model.lead_in} {model.n:,} of {model.of:,} {model.yes}"
        yield f"{model.of - model.n:,} of {model.of:,} {model.no}"
        yield from [model.note] if model.note else []
        return
    if isinstance(model, Word):
        yield f"{model.term}: {model.meaning}"
        return
    if isinstance(model, Fact):
        yield model.label
    for name, value in model:
        if name in _NOT_SAID or value in (None, "", ()):
            continue
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Statement):
                inside.append(part)
            elif isinstance(part, Model):
                yield from _words(part, inside)
            else:
                yield str(part)
