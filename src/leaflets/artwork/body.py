"""Where the places a leaflet can name are on the outline of the body, ``assets/pictures/body.svg``."""

from collections.abc import Mapping

SPOTS: Mapping[str, tuple[float, float]] = {
    "skin": (157, 122),
    "vein": (94, 150),
    "gut": (108, 176),
    "belly": (84, 196),
    "womb": (101, 222),
    "limb": (127, 284),
}
"""Each place in the units of the drawing, y downwards."""
