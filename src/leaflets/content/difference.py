"""What two leaflets do not share, block by block and statement by statement, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from leaflets.content.blocks import Block
from leaflets.content.leaflet import Leaflet, LeafletFile
from leaflets.content.model import Model
from leaflets.content.payloads import Item, Statement
from leaflets.problems import Source

_NOT_SAID = {*Block.model_fields, *Item.model_fields} - {"text"}


class Saying(NamedTuple):
    """What a block, or an entry of a list, says by itself, in which section, and where it is written."""

    section: str
    heading: str
    id: str
    words: str
    where: Source


@dataclass(frozen=True)
class Difference:
    """Something said in one leaflet alone, or otherwise in each: ``was`` in the first, ``now`` in the second."""

    was: Saying | None
    now: Saying | None

    @property
    def one(self) -> Saying:
        """Whichever there is."""
        found = self.now or self.was
        assert found  # noqa: S101 (one of the two is always there)
        return found


def differences(first: Leaflet, second: Leaflet) -> tuple[Difference, ...]:
    """What the two do not share, in reading order. Both must have nothing conditional left."""
    before, after = list(_sayings(first)), list(_sayings(second))
    old, new = ([(saying.section, saying.id) for saying in sayings] for sayings in (before, after))
    found: list[Difference] = []
    for _, low, high, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if old[low:high] == new[start:end]:
            pairs = zip(before[low:high], after[start:end], strict=True)
            found += [Difference(was, now) for was, now in pairs if was.words != now.words]
        else:
            found += [Difference(was, None) for was in before[low:high] if was.words]
            found += [Difference(None, now) for now in after[start:end] if now.words]
    return tuple(found)


def _sayings(leaflet: Leaflet) -> Iterator[Saying]:
    for name, section in leaflet.sections.items():
        for block in section.blocks:
            yield from _of(block, name, section.heading)


def _of(model: Statement, section: str, heading: str) -> Iterator[Saying]:
    """What a block or an entry says, then what the entries in it say."""
    inside: list[Statement] = []
    words = "; ".join(_words(model, inside))
    yield Saying(section, heading, model.id, words, model.at())
    for other in inside:
        yield from _of(other, section, heading)


def _words(model: Model, inside: list[Statement]) -> Iterator[str]:
    """The words of a model that are its own. Statements met on the way are put by."""
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


def grouped(found: Mapping[str, Sequence[Difference]], file: LeafletFile) -> dict[Difference, list[str]]:
    """Each difference once, with the names of the variants it was found in; in the order of the leaflet's sections."""
    made: dict[Difference, list[str]] = {}
    for variant, several in found.items():
        for one in several:
            made.setdefault(one, []).append(variant)
    order = (file.front.section, *file.sections)
    return dict(sorted(made.items(), key=lambda pair: order.index(pair[0].one.section)))
