"""The values a text may ask for by name, such as ``{emergency_number}``: a closed list, filled after selection."""

from __future__ import annotations

import re
from collections.abc import Mapping

PLACEHOLDERS: Mapping[str, str] = {
    "emergency_number": "the number to ring in an emergency, by region",
    "fever_threshold": "the temperature at which a person on cancer drugs should ring, by region",
    "reference": "the leaflet's reference code",
    "version": "the leaflet's version",
    "written": "the month the leaflet was written",
    "review_by": "the month the leaflet must be checked again",
    "checked_by": "who signed the leaflet off, and when; or that no clinician has",
    "publisher": "who publishes the leaflet",
    "sources_seen": "the month the sources were last opened",
}
_NAME = re.compile(r"\{(\w+)\}")


def fill(text: str, values: Mapping[str, str]) -> str:
    """``text`` with each placeholder replaced by its value. Raises KeyError for a name without a value."""
    return _NAME.sub(lambda match: values[match[1]], text)
