"""What was sent to be done: its texts, and the error that says why it is not done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from leaflets.problems import ContentError, Problem, Source


def text_of(sent: Mapping[str, Any], key: str) -> str:
    """A text that was sent; nothing, if there is none."""
    value = sent.get(key)
    return value if isinstance(value, str) else ""


def refused(message: str, hint: str = "", where: Source | None = None) -> ContentError:
    """The error that says why something is not done."""
    return ContentError([Problem(where or Source(""), message, hint)])
