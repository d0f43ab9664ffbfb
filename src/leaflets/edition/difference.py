"""What two leaflets do not share, block by block and statement by statement, in words."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from typing import NamedTuple

from leaflets.content.leaflet import Leaflet, LeafletFile
from leaflets.signing.statements import Saying, sayings


class Difference(NamedTuple):
    """Something said in one leaflet alone, or otherwise in each: ``was`` in the first, ``now`` in the second.

    ``one`` is whichever there is.
    """

    was: Saying | None
    now: Saying | None
    one: Saying


def differences(first: Leaflet, second: Leaflet) -> tuple[Difference, ...]:
    """What the two do not share, in reading order. Both must have nothing conditional left."""
    before, after = list(sayings(first)), list(sayings(second))
    old, new = ([(saying.section, saying.id) for saying in several] for several in (before, after))
    found: list[Difference] = []
    for _, low, high, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if old[low:high] == new[start:end]:
            pairs = zip(before[low:high], after[start:end], strict=True)
            found += [Difference(was, now, now) for was, now in pairs if was.words != now.words]
        else:
            found += [Difference(was, None, was) for was in before[low:high] if was.words]
            found += [Difference(None, now, now) for now in after[start:end] if now.words]
    return tuple(found)


def grouped(found: Mapping[str, Iterable[Difference]], file: LeafletFile) -> dict[Difference, list[str]]:
    """Each difference once, with the names of the variants it was found in; in the order of the leaflet's sections."""
    made: dict[Difference, list[str]] = {}
    for variant, several in found.items():
        for one in several:
            made.setdefault(one, []).append(variant)
    order = (file.front.section, *file.sections, *(file.panels.sections if file.panels else ()))
    return dict(sorted(made.items(), key=lambda pair: order.index(pair[0].one.section)))


def marked(before: str, after: str) -> Iterator[tuple[str, str]]:
    """The words of two texts, each run with what became of it: ``same``, ``gone`` or ``new``."""
    old, new = before.split(), after.split()
    for _, low, high, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if old[low:high] == new[start:end]:
            yield "same", " ".join(old[low:high])
        else:
            yield from (
                (kind, " ".join(run)) for kind, run in (("gone", old[low:high]), ("new", new[start:end])) if run
            )
