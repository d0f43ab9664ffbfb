"""What a browser calls a text of a leaflet: where it is written, which is never taken for a path, only held against
those that the leaflet has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from leaflets.edition.passages import Passage
from leaflets.problems import Source


def names_of(passages: Iterable[Passage]) -> Sequence[str]:
    """A name for each passage: its place, and which it is of the texts in a list there. A text met again has the same.

    Words explained, and organisations, are met in every list of them.
    """
    counts: Counter[tuple[Source, str, int]] = Counter()
    made = []
    for one in passages:
        key = (one.where, one.section, id(one.block))
        made.append(f"{one.where}#{counts[key]}")
        counts[key] += 1
    return made
