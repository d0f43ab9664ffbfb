"""What goes between a browser and the desk: the names of texts, what was sent to be done, and what is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from leaflets.edition.passages import Passage
from leaflets.problems import ContentError, Problem, Source


def names_of(passages: Iterable[Passage]) -> Sequence[str]:
    """A name for each passage: its place, and which it is of the texts in a list there. A text met again has the same.

    Words explained, and organisations, are met in every list of them. A name is never taken for a path, only held
    against those that the leaflet has.
    """
    counts: Counter[tuple[Source, str, int]] = Counter()
    made = []
    for one in passages:
        key = (one.where, one.section, id(one.block))
        made.append(f"{one.where}#{counts[key]}")
        counts[key] += 1
    return made


def identity(passage: Passage) -> str:
    """What a text is known by when its place has changed: the ids of what it stands in, and its key."""
    return " ".join((*passage.ids, passage.key))


def text_of(sent: Mapping[str, Any], key: str) -> str:
    """A text that was sent; nothing, if there is none."""
    value = sent.get(key)
    return value if isinstance(value, str) else ""


def refused(message: str, hint: str = "", where: Source | None = None) -> ContentError:
    """The error that says why something is not done."""
    return ContentError([Problem(where or Source(""), message, hint)])


def said(problems: Iterable[Problem]) -> list[dict[str, str]]:
    """Problems as a browser is told of them."""
    return [{"where": str(one.where), "message": one.message, "hint": one.hint} for one in problems]
