"""Colours as numbers: how light they are, the grey that is as light, and the inks of a press that make them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image, ImageFilter

Values = tuple[float, ...]

MOST_INK = 2.8
"""The most ink on any spot, as a share of one ink's solid: 280 %, which coated and uncoated sheets both take."""

NEUTRAL = 0.13
"""Colours whose red, green and blue differ by no more are printed with black alone, so that fine lines stay sharp."""

STEPS = 17
"""Colours along each edge of the table that pictures are converted with."""


def rgb(colour: str) -> tuple[float, float, float]:
    """``#RRGGBB`` as red, green and blue from 0 to 1."""
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255


def luminance(colour: str) -> float:
    """Relative luminance, 0 (black) to 1 (white): WCAG 2.2, definition of relative luminance."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def mix(first: str, second: str, share: float) -> str:
    """The colour ``share`` of the way from ``first`` to ``second``, share from 0 to 1."""
    pairs = zip(rgb(first), rgb(second), strict=True)
    return "#" + "".join(f"{round(255 * (a + (b - a) * share)):02X}" for a, b in pairs)


def grey(colour: str) -> Values:
    """The grey that is as light as the colour, from 0 (black) to 1: contrasts stay what they were (WCAG 2.2, 1.4.3)."""
    light = luminance(colour)
    return (12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055,)


class Press:
    """The four inks of a press whose ICC profile is given: at most 280 % of ink, greys with black alone."""

    def __init__(self, profile: Path) -> None:
        from PIL import ImageCms

        self._transform = ImageCms.buildTransform(
            ImageCms.createProfile("sRGB"),
            str(profile),
            "RGB",
            "CMYK",
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
            ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
        self.values: Callable[[str], Values] = cache(self._values)
        self._table = cache(self._made_table)

    def picture(self, image: Image.Image) -> Image.Image:
        """A picture in the four inks."""
        return image.convert("RGB").filter(self._table())

    def _values(self, colour: str) -> Values:
        if max(rgb(colour)) - min(rgb(colour)) <= NEUTRAL:
            return 0.0, 0.0, 0.0, 1 - grey(colour)[0]
        return self._converted(bytes.fromhex(colour[1:]))[0]

    def _converted(self, pixels: bytes) -> list[Values]:
        from PIL import Image

        image = Image.frombytes("RGB", (len(pixels) // 3, 1), pixels)
        inks = self._transform.apply(image).tobytes()
        return [_limited(tuple(value / 255 for value in inks[at : at + 4])) for at in range(0, len(inks), 4)]

    def _made_table(self) -> ImageFilter.Color3DLUT:
        from PIL import ImageFilter

        edge = [round(255 * step / (STEPS - 1)) for step in range(STEPS)]
        grid = bytes(value for b in edge for g in edge for r in edge for value in (r, g, b))
        flat = [value for inks in self._converted(grid) for value in inks]
        return ImageFilter.Color3DLUT(STEPS, flat, channels=4, target_mode="CMYK")


def _limited(inks: Values) -> Values:
    """The inks, the coloured ones thinned evenly where there would be too much in all."""
    *colours, black = inks
    most, total = MOST_INK - black, sum(colours)
    share = min(1.0, most / total) if total else 1.0
    return (*(colour * share for colour in colours), black)
