"""The part of a face that one document uses, as a composite font (ISO 32000-1, 9.7 and 9.8)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import count, groupby
from typing import Protocol

from reportlab.pdfbase.ttfonts import SUBSETN

from leaflets.pdf.program import program, typed
from leaflets.text.faces import Face, Word
from leaflets.text.signs import Part, Sign

SYMBOLIC, LETTERED = 4, 32
"""The font descriptor's flags of a font with characters of its own, and with those of Latin (ISO 32000-1, 9.8.2)."""

TYPED = "TYPEDA"
"""The tag of the font of what people type, which no other subset has."""


class Add(Protocol):
    """Writes an object: a dictionary in PDF syntax, and the stream it heads."""

    def __call__(self, dictionary: str, data: bytes | None = None) -> int:
        """The number of the new object."""
        ...


class Subset:
    """The glyphs of one face that one document uses. The code of a glyph is its number in the face.

    Several glyphs that are one sign are made one, and a glyph that stands for another text, too: so each code stands
    for one text, and is read in the order of the text.
    """

    def __init__(self, face: Face, name: str) -> None:
        self.face, self.name = face, name
        self._said: list[frozenset[tuple[int, str]]] = []
        self._texts: dict[int, str] = {}
        self._made: dict[tuple[Sequence[Part], str], int] = {}
        self._pinned: frozenset[tuple[int, str]] = frozenset()

    def pin(self, characters: Iterable[str]) -> None:
        """Have these characters, those the face has, whatever is said."""
        words = [self.face.word(one) for one in characters if one in self.face.characters]
        self._pinned = frozenset[tuple[int, str]]().union(*(word.said for word in words if word.usual))
        self._said.append(self._pinned)

    def has(self, word: Word) -> bool:
        """Whether all signs of a word are pinned."""
        return word.said <= self._pinned

    def spelled(self, word: Word) -> str:
        """A word in this document's codes, with the moves between them."""
        if word.usual:
            self._said.append(word.said)
            return word.plain
        return word.spelled([self._code(sign) for sign in word.signs])

    def _code(self, sign: Sign) -> int:
        usual = self.face.usual.get(sign.plain) or self._texts.get(sign.plain) or sign.text
        if sign.plain and usual == sign.text:
            self._texts[sign.plain] = sign.text
            return sign.plain
        return self._made.setdefault((sign.parts, sign.text), self.face.count + len(self._made))

    def write(self, tag: int, add: Add) -> int:
        """Write the font objects. ``add(dictionary, stream)`` returns the number of a new object.

        ``tag`` tells this subset from others of its face. The number of the font is returned.
        """
        plain = self._texts | dict(set[tuple[int, str]]().union(*self._said))
        texts = plain | {code: text for (_, text), code in self._made.items()}
        widths = {number: self.face.width([Part(number, 0, 0)]) for number in plain}
        widths |= {code: self.face.width(parts) for (parts, _), code in self._made.items()}
        name = f"{SUBSETN(tag).decode()}+{self.face.name}"
        data = program(self.face, [parts for parts, _ in self._made], plain)
        descriptor = _described(self.face, name, SYMBOLIC, data, add)
        unicode = add("", _to_unicode(texts).encode("ascii"))
        own = add(
            f"/Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /FontDescriptor {descriptor} 0 R "
            "/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> "
            f"/CIDToGIDMap /Identity /DW 0 /W [{_widths(widths)}]"
        )
        return add(
            f"/Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H "
            f"/DescendantFonts [{own} 0 R] /ToUnicode {unicode} 0 R"
        )


def write_typed(face: Face, add: Add) -> int:
    """Write a simple font (ISO 32000-1, 9.6.3) of the letters of western Europe a face has, for what people type.

    Its number is returned.
    """
    texts = [bytes([code]).decode("cp1252", "ignore") for code in range(32, 256)]
    name, there = f"{TYPED}+{face.name}", {chr(code) for code in face.file.unicodes}
    data = typed(face, there.intersection(texts))
    widths = " ".join(f"{face.word(text).width if text in there else 0:g}" for text in texts)
    return add(
        f"/Type /Font /Subtype /TrueType /BaseFont /{name} /FirstChar 32 /LastChar 255 /Widths [{widths}] "
        f"/Encoding /WinAnsiEncoding /FontDescriptor {_described(face, name, LETTERED, data, add)} 0 R"
    )


def _described(face: Face, name: str, flag: int, data: bytes, add: Add) -> int:
    """Write a font program and what describes it (ISO 32000-1, 9.8); the number of that is returned."""
    file, metrics = add(f"/Length1 {len(data)}", data), face.metrics
    box = " ".join(f"{edge:g}" for edge in metrics.bbox)
    return add(
        f"/Type /FontDescriptor /FontName /{name} /Flags {flag} /FontBBox [{box}] /ItalicAngle 0 "
        f"/Ascent {metrics.ascent:g} /Descent {metrics.descent:g} /CapHeight {metrics.capHeight:g} "
        f"/StemV {metrics.stemV:g} /FontFile2 {file} 0 R"
    )


def _widths(widths: dict[int, float]) -> str:
    """Widths by code, those of neighbours together (ISO 32000-1, 9.7.4.3)."""
    counter = count()
    rows = []
    for _, codes in groupby(sorted(widths), key=lambda code: code - next(counter)):
        row = list(codes)
        rows.append(f"{row[0]} [{' '.join(f'{widths[code]:g}' for code in row)}]")
    return " ".join(rows)


def _to_unicode(texts: dict[int, str]) -> str:
    """A ToUnicode map of at most 100 lines a block (ISO 32000-1, 9.10.3)."""
    lines = [f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in sorted(texts.items())]
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{body}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )
