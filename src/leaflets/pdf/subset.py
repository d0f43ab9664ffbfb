"""The part of a font that one document uses, written as font objects (ISO 32000-1, 9.6.3 and 9.8)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from reportlab.pdfbase.ttfonts import SUBSETN

from leaflets.text.fonts import Font, MissingGlyphError

SYMBOLIC = 4
"""The font descriptor's flag of a font with a character set of its own (ISO 32000-1, 9.8.2)."""

_CODES = 255


class Add(Protocol):
    """Writes an object: a dictionary in PDF syntax, and the stream it heads."""

    def __call__(self, dictionary: str, data: bytes | None = None) -> int:
        """The number of the new object."""
        ...


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
