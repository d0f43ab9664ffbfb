"""How colours are printed: in colour on a screen or an office printer, in greys, or with the four inks of a press.

Layout names colours as ``#RRGGBB``, and those of the brand by number, as ``@0``. Here, and nowhere else, they become
operators and operands of a content stream.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from leaflets.artwork.colour import Press, Values, grey, rgb
from leaflets.artwork.picture import Picture
from leaflets.files import remembered

if TYPE_CHECKING:
    from PIL import Image

Printing = Literal["colour", "grey", "press"]


class Ink(NamedTuple):
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

    def image(self, picture: Picture) -> tuple[str, bytes]:
        """The dictionary and the stream of a picture (ISO 32000-1, 8.9.5). One in this ink's colours stays as it is."""
        space = "DeviceGray" if picture.grey else "DeviceRGB"
        filter_, data = "DCTDecode" if picture.jpeg else "FlateDecode", picture.data
        if self.table and space != self.space:
            space, filter_, data = self.space, "FlateDecode", zlib.compress(self.table(picture.image()).tobytes(), 9)
        dictionary = (
            f"/Type /XObject /Subtype /Image /Width {picture.width} /Height {picture.height} "
            f"/ColorSpace /{space} /BitsPerComponent 8 /Filter /{filter_}"
        )
        return dictionary, data


class Palette:
    """The colours of one document, in one ink. ``brand`` are the colours that go by number.

    They are painted through an indexed colour space (ISO 32000-1, 8.6.6.3), so that another clinic's colours are
    another table, and the same pages.
    """

    def __init__(self, ink: Ink, brand: Sequence[str] = ()) -> None:
        self.ink = ink
        self.brand = tuple(brand)
        self._known: dict[tuple[str, str], str] = {}
        self._texts: dict[str, str] = {}

    def fill(self, colour: str) -> str:
        """The operator that makes a colour the one shapes are filled with."""
        return self._said(colour, self.ink.fill, "cs", "sc")

    def stroke(self, colour: str) -> str:
        """The operator that makes a colour the one lines are drawn with."""
        return self._said(colour, self.ink.stroke, "CS", "SC")

    def text(self, colour: str) -> str:
        """The operator that makes a colour the one words are printed in."""
        if colour not in self._texts:
            inked = colour
            if self.ink.black_text:
                light = grey(self.brand[int(colour[1:])] if colour[0] == "@" else colour)[0]
                inked = "#000000" if light < 0.6 else "#FFFFFF"
            self._texts[colour] = self.fill(inked)
        return self._texts[colour]

    def _said(self, colour: str, operator: str, space: str, choose: str) -> str:
        known = self._known.get((colour, operator))
        if known is None:
            said = f"/Brand {space} {colour[1:]} {choose}" if colour[0] == "@" else ""
            known = self._known[colour, operator] = said or f"{self.ink.operands(colour)} {operator}"
        return known

    @cached_property
    def space(self) -> str:
        """The indexed colour space of the brand's colours, in PDF syntax."""
        table = b"".join(bytes(round(value * 255) for value in self.ink.values(colour)) for colour in self.brand)
        return f"[/Indexed /{self.ink.space} {len(self.brand) - 1} <{table.hex()}>]"


COLOUR = Ink("DeviceRGB", "rg", "RG", rgb, black_text=False)
GREY = Ink("DeviceGray", "g", "G", grey, table=lambda image: image.convert("L"))


@remembered(4)
def press(profile: Path) -> Ink:
    """The four inks of a press whose ICC profile is given; words with black alone."""
    inks = Press(profile)
    return Ink("DeviceCMYK", "k", "K", inks.values, table=inks.picture)
