"""How colours are printed: in colour on a screen or an office printer, in greys, or with the four inks of a press.

Layout names colours as ``#RRGGBB``, and those of the brand by number, as ``@0``. Here, and nowhere else, they become
operators and operands of a content stream.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from PIL import Image

Printing = Literal["colour", "grey", "press"]
Values = tuple[float, ...]

MOST_INK = 2.8
"""The most ink on any spot, as a share of one ink's solid: 280 %, which coated and uncoated sheets both take."""

NEUTRAL = 0.13
"""Colours whose red, green and blue differ by no more are printed with black alone, so that fine lines stay sharp."""

STEPS = 17
"""Colours along each edge of the table that pictures are converted with."""


def rgb(colour: str) -> Values:
    """``#RRGGBB`` as red, green and blue from 0 to 1."""
    return tuple(int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))


def grey(colour: str) -> Values:
    """The grey that is as light as the colour, from 0 (black) to 1: contrasts stay what they were (WCAG 2.2, 1.4.3)."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb(colour)]
    light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return (12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055,)


@dataclass(frozen=True)
class Ink:
    """A way to print: its colour space, the operators that fill and stroke in it, and what a colour is in it.

    ``black_text``: words are printed in black, or left white on a dark ground, and in nothing between. ``table``
    converts pictures, unless they stay as they are.
    """

    space: str
    fill: str
    stroke: str
    values: Callable[[str], Values]
    black_text: bool = True
    table: Callable[[Image.Image], Image.Image] | None = None

    def operands(self, colour: str) -> str:
        """A colour as operands of ``fill`` or ``stroke``."""
        return " ".join(f"{round(value, 4):g}" for value in self.values(colour))


def _black_or_white(colour: str) -> str:
    return "#000000" if grey(colour)[0] < 0.6 else "#FFFFFF"


class Palette:
    """The colours of one document, in one ink. ``brand`` are the colours that go by number.

    They are painted through an indexed colour space (ISO 32000-1, 8.6.6.3), so that another clinic's colours are
    another table, and the same pages.
    """

    def __init__(self, ink: Ink, brand: Sequence[str] = ()) -> None:
        self.ink = ink
        self.brand = tuple(brand)
        self._known: dict[tuple[str, str], str] = {}

    def fill(self, colour: str) -> str:
        """The operator that makes a colour the one shapes are filled with."""
        return self._said(colour, self.ink.fill, "cs", "sc")

    def stroke(self, colour: str) -> str:
        """The operator that makes a colour the one lines are drawn with."""
        return self._said(colour, self.ink.stroke, "CS", "SC")

    def text(self, colour: str) -> str:
        """The operator that makes a colour the one words are printed in."""
        if not self.ink.black_text:
            return self.fill(colour)
        return self.fill(_black_or_white(self.brand[int(colour[1:])] if colour[0] == "@" else colour))

    def _said(self, colour: str, operator: str, space: str, choose: str) -> str:
        known = self._known.get((colour, operator))
        if known is None:
            said = f"/Brand {space} {colour[1:]} {choose}" if colour[0] == "@" else ""
            known = self._known[colour, operator] = said or f"{self.ink.operands(colour)} {operator}"
        return known

    def space(self) -> str:
        """The indexed colour space of the brand's colours, in PDF syntax."""
        table = b"".join(bytes(round(value * 255) for value in self.ink.values(colour)) for colour in self.brand)
        return f"[/Indexed /{self.ink.space} {len(self.brand) - 1} <{table.hex()}>]"


COLOUR = Ink("DeviceRGB", "rg", "RG", rgb, black_text=False)
GREY = Ink("DeviceGray", "g", "G", grey, table=lambda image: image.convert("L"))


@cache
def press(profile: Path) -> Ink:
    """The four inks of a press whose ICC profile is given: at most 280 % of ink, words and greys with black alone."""
    from PIL import Image, ImageCms, ImageFilter

    transform = ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"),
        str(profile),
        "RGB",
        "CMYK",
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )

    def converted(pixels: bytes) -> list[Values]:
        image = Image.frombytes("RGB", (len(pixels) // 3, 1), pixels)
        inks = transform.apply(image).tobytes()
        return [_limited(tuple(value / 255 for value in inks[at : at + 4])) for at in range(0, len(inks), 4)]

    @cache
    def values(colour: str) -> Values:
        if max(rgb(colour)) - min(rgb(colour)) <= NEUTRAL:
            return 0.0, 0.0, 0.0, 1 - grey(colour)[0]
        return converted(bytes.fromhex(colour[1:]))[0]

    @cache
    def table() -> ImageFilter.Color3DLUT:
        edge = [round(255 * step / (STEPS - 1)) for step in range(STEPS)]
        grid = bytes(value for b in edge for g in edge for r in edge for value in (r, g, b))
        flat = [value for inks in converted(grid) for value in inks]
        return ImageFilter.Color3DLUT(STEPS, flat, channels=4, target_mode="CMYK")

    return Ink("DeviceCMYK", "k", "K", values, table=partial(_through, table))


def _through(table: Callable[[], object], image: Image.Image) -> Image.Image:
    return image.convert("RGB").filter(table())  # type: ignore[arg-type]


def _limited(inks: Values) -> Values:
    """The inks, the coloured ones thinned evenly where there would be too much in all."""
    *colours, black = inks
    most, total = MOST_INK - black, sum(colours)
    share = min(1.0, most / total) if total else 1.0
    return (*(colour * share for colour in colours), black)
