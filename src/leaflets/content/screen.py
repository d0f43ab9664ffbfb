"""Editions for the screen. They have no paper, so none of them is a file in ``content/formats``."""

from collections.abc import Mapping
from typing import NamedTuple


class Screen(NamedTuple):
    """What a file of an edition ends in, and what it is for."""

    ending: str
    description: str


SCREENS: Mapping[str, Screen] = {
    "html": Screen("html", "Web page, for phones and screen readers"),
    "text": Screen("txt", "Plain text, for email and braille displays"),
}
"""The editions by the name that stands in place of a format's."""
