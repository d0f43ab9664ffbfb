"""TrueType fonts: the characters they have, and how wide these are."""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfbase.ttfonts import TTFontFace

from leaflets.files import remembered

MOST_KNOWN = 50_000
"""The most texts whose widths a font keeps in mind."""


class MissingGlyphError(Exception):
    """The font has no glyph for a character that is to be printed."""

    def __init__(self, character: str) -> None:
        self.character = character
        super().__init__(f"the font has no glyph for U+{ord(character):04X} '{character}'")


class Font:
    """A TrueType font file. Widths are in thousandths of the text size."""

    def __init__(self, path: Path) -> None:
        self.face = TTFontFace(str(path))
        self.name = self.face.name.decode("ascii")
        default = self.face.defaultWidth
        self._widths = {chr(code): self.face.charWidths.get(code, default) for code in self.face.charToGlyph}
        self._widths["\u00a0"] = self._widths[" "]
        self._known: dict[str, float] = {}

    @property
    def characters(self) -> str:
        """All characters the font has a glyph for, in the order of their code points; U+FFFF is none."""
        return "".join(chr(code) for code in sorted(self.face.charToGlyph) if 0x20 <= code < 0xFFFF)

    def width(self, text: str, size: float) -> float:
        """The width of ``text`` in points. Raises MissingGlyphError."""
        known = self._known.get(text)
        if known is None:
            try:
                known = sum(map(self._widths.__getitem__, text))
            except KeyError as error:
                raise MissingGlyphError(error.args[0]) from None
            if len(self._known) > MOST_KNOWN:
                self._known.clear()
            self._known[text] = known
        return known * size / 1000

    def missing(self, text: str) -> str:
        """The characters of ``text`` the font has no glyph for, each once, in order."""
        return "".join(dict.fromkeys(character for character in text if character not in self._widths))


@remembered(64)
def load(path: Path) -> Font:
    """The font in a file, parsed once in a process."""
    return Font(path)
