"""TrueType fonts: widths while laying out, and one subset of each for every document."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Protocol

from reportlab.pdfbase.ttfonts import SUBSETN, TTFError, TTFontFace

SYMBOLIC = 4
"""The font descriptor's flag of a font with a character set of its own (ISO 32000-1, 9.8.2)."""

_CODES = 255


class Add(Protocol):
    """Writes an object: a dictionary in PDF syntax, and the stream it heads."""

    def __call__(self, dictionary: str, data: bytes | None = None) -> int:
        """The number of the new object."""
        ...


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


@cache
def load(path: Path) -> Font:
    """The font in a file, parsed once in a process. Raises FontError."""
    try:
        with path.open("rb") as file:
            if file.read(4) in _OTHERS:
                raise FontError(
                    "it has PostScript outlines, or is a collection or packed for the web; save it as TrueType"
                )
        return Font(path)
    except OSError as error:
        raise FontError(f"it cannot be read: {error.strerror}") from None
    except (TTFError, struct.error, LookupError, ValueError, ArithmeticError, AssertionError):
        raise FontError("it is no TrueType font; save it as TrueType anew") from None


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


class Subset:
    """The characters of one font that one document uses, and the codes they are written with.

    A simple font holds 255 codes; a document with more characters uses several parts of the subset.
    """

    def __init__(self, font: Font, name: str) -> None:
        self.font = font
        self.name = name
        self._codes: dict[str, int] = {}
        self._first: dict[str, str] = {}

    def encode(self, text: str) -> list[tuple[str, str]]:
        """``text`` as (resource name, hexadecimal string) pairs, one for each run within a part.

        Raises MissingGlyphError.
        """
        try:  # nearly all texts are of the first part alone
            return [(f"{self.name}0", "".join(map(self._first.__getitem__, text)))]
        except KeyError:
            return self._runs(text)

    def _runs(self, text: str) -> list[tuple[str, str]]:
        runs: list[tuple[int, list[int]]] = []
        for character in text.replace("\u00a0", " "):
            place = self._codes.get(character)
            if place is None:
                if self.font.missing(character):
                    raise MissingGlyphError(character)
                place = self._codes[character] = len(self._codes)
                if place < _CODES:
                    self._first[character] = f"{place + 1:02x}"
                    if character == " ":
                        self._first["\u00a0"] = self._first[" "]
            part, code = place // _CODES, place % _CODES + 1
            if not runs or runs[-1][0] != part:
                runs.append((part, []))
            runs[-1][1].append(code)
        return [(f"{self.name}{part}", bytes(codes).hex()) for part, codes in runs]

    def write(self, add: Add) -> Iterator[tuple[str, int]]:
        """Write the font objects. ``add(dictionary, stream)`` returns the number of a new object.

        Yields resource names with the numbers of their fonts (ISO 32000-1, 9.6.3 and 9.8).
        """
        characters = list(self._codes)
        for part, start in enumerate(range(0, len(characters), _CODES)):
            name = f"{SUBSETN(part).decode()}+{self.font.name}"
            yield f"{self.name}{part}", self._part(name, characters[start : start + _CODES], add)

    def _part(self, name: str, characters: list[str], add: Add) -> int:
        face = self.font.face
        program = face.makeSubset([0, *map(ord, characters)])
        file = add(f"/Length1 {len(program)}", program)
        box = " ".join(f"{edge:g}" for edge in face.bbox)
        descriptor = add(
            f"/Type /FontDescriptor /FontName /{name} /Flags {SYMBOLIC} /FontBBox [{box}] /ItalicAngle 0 "
            f"/Ascent {face.ascent:g} /Descent {face.descent:g} /CapHeight {face.capHeight:g} /StemV {face.stemV:g} "
            f"/MissingWidth {face.defaultWidth:g} /FontFile2 {file} 0 R",
        )
        unicode = add("", _to_unicode(name, characters).encode("ascii"))
        widths = [
            face.defaultWidth,
            *(face.charWidths.get(ord(character), face.defaultWidth) for character in characters),
        ]
        return add(
            f"/Type /Font /Subtype /TrueType /BaseFont /{name} /FirstChar 0 /LastChar {len(characters)} "
            f"/Widths [{' '.join(f'{width:g}' for width in widths)}] /FontDescriptor {descriptor} 0 R "
            f"/ToUnicode {unicode} 0 R",
        )


def _to_unicode(name: str, characters: list[str]) -> str:
    """A ToUnicode map of at most 100 lines a block, without the code of .notdef (ISO 32000-1, 9.10.3)."""
    lines = [
        f"<{code:02X}> <{character.encode('utf-16-be').hex().upper()}>" for code, character in enumerate(characters, 1)
    ]
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        f"/CMapName /{name}-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<00> <FF>\nendcodespacerange\n{body}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )
