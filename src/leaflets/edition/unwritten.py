"""What of a leaflet nobody has written yet."""

from __future__ import annotations

from leaflets.content.leaflet import Leaflet
from leaflets.content.once import once
from leaflets.content.written import UNWRITTEN
from leaflets.problems import Problem
from leaflets.store.references import models


@once
def unwritten(leaflet: Leaflet) -> tuple[Problem, ...]:
    """Every text that only says what is to be written there, in any variant, in the order of its places."""
    found = [
        Problem(model.at(name), f"still to be written: {text.removeprefix(UNWRITTEN).strip()}")
        for model in models(leaflet)
        for name, text in model
        if isinstance(text, str) and text.startswith(UNWRITTEN)
    ]
    return tuple(sorted(set(found)))
