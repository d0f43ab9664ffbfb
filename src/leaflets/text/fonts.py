"""TrueType fonts: the characters they have, and how wide these are."""

from __future__ import annotations

import struct
import unicodedata
from pathlib import Path

from reportlab.pdfbase.ttfonts import TTFError, TTFontFace

from leaflets.files import remembered
from leaflets.text.hyphens import SOFT

MOST_KNOWN = 50_000
"""The most texts whose widths a font keeps in mind."""


MOST_SHOWN = 6
"""A problem shows at most so many of the characters that a font lacks."""


_OTHERS = (b"OTTO", b"ttcf", b"wOFF", b"wOF2")
"""How fonts begin that cannot be embedded as they are."""


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
        placed = [code for code in self.face.charToGlyph if not unicodedata.combining(chr(code))]
        self._widths = {chr(code): self.face.charWidths.get(code, default) for code in placed}
        self._widths["\u00a0"] = self._widths[" "]
        if SOFT not in self._widths and "-" in self._widths:  # one glyph, and read back as what it is
            self.face.charToGlyph[ord(SOFT)] = self.face.charToGlyph[ord("-")]
            self.face.charWidths[ord(SOFT)] = self._widths[SOFT] = self._widths["-"]
        self._known: dict[str, float] = {}

    @property
    def characters(self) -> str:
        """All characters the font has a glyph for, in the order of their code points; U+FFFF is none."""
        return "".join(sorted(one for one in self._widths if " " <= one < "\uffff"))

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
        """The characters of ``text`` the font has no glyph for, each once, in order; and marks it cannot place."""
        return "".join(dict.fromkeys(character for character in text if character not in self._widths))


class FontError(Exception):
    """A file is no font that can be used; it says why."""


def load(path: Path) -> Font:
    """The font in a file, parsed once in a process. Raises FontError."""
    try:
        return _font(path)
    except OSError as error:
        raise FontError(f"it cannot be read: {error.strerror}") from None
    except (TTFError, struct.error, LookupError, ValueError, ArithmeticError, AssertionError):
        raise FontError("it is no TrueType font; save it as TrueType anew") from None


@remembered(64)
def _font(path: Path) -> Font:
    with path.open("rb") as file:
        if file.read(4) in _OTHERS:
            raise FontError("it has PostScript outlines, or is a collection or packed for the web; save it as TrueType")
    return Font(path)


def unprintable(characters: str, folder: Path, font: Font) -> tuple[str, str]:
    """What is said of characters a font lacks, and what to do: which of the other typefaces in a folder has them."""
    shown = " ".join(f"'{one}' (U+{ord(one):04X})" for one in characters[:MOST_SHOWN])
    more = f" and {len(characters) - MOST_SHOWN} more characters" if len(characters) > MOST_SHOWN else ""
    scripts = sorted({script for one in characters if (script := script_of(one))})
    written = f", letters of the {' and '.join(scripts)} script" if scripts else ""
    what = f"the typeface has no {shown}{more}{written}"
    faces = sorted(path for path in folder.glob("*/Regular.ttf"))
    able = [path.parent.name for path in faces if _has(path, characters, font)]
    if able:
        return what, f"'{able[0]}' has {'it' if len(characters) == 1 else 'them'}: name it as the theme's 'typeface'"
    return what, "write it another way" if not scripts else "no typeface in assets/fonts has them; add one that has"


def script_of(character: str) -> str:
    """The script a letter belongs to, such as Arabic; nothing for Latin letters, signs and marks."""
    script = unicodedata.name(character, "").split(" ")[0].capitalize().replace("Cjk", "Chinese")
    return script if unicodedata.category(character) in ("Lo", "Lu", "Ll", "Lm") and script != "Latin" else ""


def _has(path: Path, characters: str, font: Font) -> bool:
    try:
        other = load(path)
    except FontError:
        return False
    return other is not font and not other.missing(characters)
