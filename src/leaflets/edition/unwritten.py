"""What of a leaflet nobody has written yet."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from leaflets.content.leaflet import Leaflet
from leaflets.content.model import Model
from leaflets.content.once import once
from leaflets.content.written import UNWRITTEN
from leaflets.problems import Problem
from leaflets.store.references import models


def unwritten(leaflet: Leaflet) -> tuple[Problem, ...]:
    """Every text that only says what is to be written there, in any variant, in the order of its places."""
    lists = (leaflet.sections, leaflet.words, leaflet.organisations, leaflet.sources)
    parts = chain([leaflet.file], *(listed.values() for listed in lists))
    found = [one for part in parts for one in _in(part)]
    return tuple(sorted(set(found)))


@once
def _in(part: Model) -> Sequence[Problem]:
    return [
        Problem(model.at(name), f"still to be written: {text.removeprefix(UNWRITTEN).strip()}")
        for model in models(part)
        for name, text in model
        if isinstance(text, str) and text.startswith(UNWRITTEN)
    ]
