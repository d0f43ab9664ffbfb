"""The page that tells whether a leaflet in the hand is current."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from leaflets.content.language import Language
from leaflets.content.phrases import Current
from leaflets.web.engine import rendered


class Version(NamedTuple):
    """A published version: its state, what is said of it, its title, and where it was published."""

    state: str
    said: str
    title: str
    place: str


def page(reference: str, versions: Sequence[Version], words: Current, language: Language) -> bytes:
    """The page of one reference, the newest versions first."""
    return rendered("current.html", reference=reference, versions=versions, words=words, language=language)
