"""The values a text may ask for by name, such as ``{emergency_number}``, filled in after selection.

These every leaflet has; others it declares itself, and its regions and clinics give them.
"""

import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator

from leaflets.content.roles import HINT
from leaflets.content.written import shaped

PLACEHOLDERS: Mapping[str, str] = {
    "emergency_number": "the number to ring in an emergency, by region",
    "reference": "the leaflet's reference code",
    "version": "the leaflet's version",
    "written": "the month the leaflet was written",
    "review_by": "the month the leaflet must be checked again",
    "checked_by": "who signed the leaflet off, and when; or that no clinician has",
    "publisher": "who publishes the leaflet",
    "sources_seen": "the month the sources were last opened",
}
_NAME = re.compile(r"\{(\w+)\}")


def _free(name: str) -> str:
    if name in PLACEHOLDERS:
        raise ValueError(f"'{{{name}}}' has its value already: {PLACEHOLDERS[name]}; choose another name")
    return name


ValueName = Annotated[
    str,
    shaped(r"^[a-z][a-z0-9_]*$", "write small letters, digits and underscores, a letter first, such as day_unit"),
    AfterValidator(_free),
    HINT,
]
"""The name of a value that is a leaflet's own."""


def asked(text: str) -> list[str]:
    """The names of the values that a text asks for."""
    return _NAME.findall(text) if "{" in text else []


def fill(text: str, values: Mapping[str, str]) -> str:
    """``text`` with each placeholder replaced by its value. Raises KeyError for a name without a value."""
    return _NAME.sub(lambda match: values[match[1]], text)
