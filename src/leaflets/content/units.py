"""Lengths and colours as authors write them, and the contrast between two colours."""

import re
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema

from leaflets.artwork.colour import luminance
from leaflets.content.roles import HINT
from leaflets.content.written import Kept

POINTS = {"pt": 1.0, "mm": 72 / 25.4, "in": 72.0}
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*(pt|mm|in)")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


def points(text: object) -> float:
    """A length such as ``12pt``, ``18 mm`` or ``0.75in``, in points. Raises ValueError on anything else."""
    match = _LENGTH.fullmatch(str(text).strip())
    if not match:
        raise ValueError(f"'{text}' is not a length; write a number and a unit, such as 12pt, 18mm or 0.75in")
    return float(match[1]) * POINTS[match[2]]


def colour(text: object) -> str:
    """A colour as ``#RRGGBB`` in capitals. Raises ValueError on anything else."""
    if not _COLOUR.fullmatch(str(text).strip()):
        raise ValueError(f"'{text}' is not a colour; write # and six hexadecimal digits, such as '#0B5563'")
    return str(text).strip().upper()


_LENGTHS = {"type": "string", "pattern": r"^\d+(\.\d+)?\s*(pt|mm|in)$", "examples": ["12pt", "18mm"]}
Length = Annotated[float, Kept(BeforeValidator(points), WithJsonSchema(_LENGTHS))]
_COLOURS = {"type": "string", "pattern": "^#[0-9A-Fa-f]{6}$"}
Colour = Annotated[str, Kept(BeforeValidator(colour), WithJsonSchema(_COLOURS)), HINT]


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours, 1 to 21: WCAG 2.2, success criterion 1.4.3."""
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)
