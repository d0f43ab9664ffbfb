"""The part of a face that one document uses, as a font (ISO 32000-1, 9.6 to 9.8), and its program (OpenType 1.9)."""

import struct
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import count, groupby

import uharfbuzz as hb
from reportlab.pdfbase.ttfonts import SUBSETN, TTFontMaker

from leaflets.pdf.objects import Objects
from leaflets.text.faces import Face, Part, Sign, Word

SYMBOLIC, LETTERED = 4, 32
"""The font descriptor's flags of a font with characters of its own, and with those of Latin (ISO 32000-1, 9.8.2)."""

TYPED = "TYPEDA"
"""The tag of the font of what people type, which no other subset has."""

_UNUSED = "GSUB GPOS GDEF BASE JSTF name OS/2 post cmap STAT gasp DSIG kern vhea vmtx VDMX hdmx LTSH meta"
"""What of a font a reader of PDF has no use for: it is told glyphs and their places."""

_MORE, _PLACED = 0x20, 0x03
"""Flags of a part of a glyph: another follows; its place is given, in two bytes each way."""


class Subset:
    """The glyphs of one face that one document uses. The code of a glyph is its number in the face.

    Several glyphs that are one sign are made one, and a glyph that stands for another text, too: so each code stands
    for one text, and is read in the order of the text.
    """

    def __init__(self, face: Face, name: str) -> None:
        self.face, self.name = face, name
        self._said: set[frozenset[tuple[int, str]]] = set()
        self._texts: dict[int, str] = {}
        self._made: dict[tuple[Sequence[Part], str], int] = {}
        self.pinned: frozenset[tuple[int, str]] = frozenset()

    def pin(self, characters: Iterable[str]) -> None:
        """Have these characters, those the face has, whatever is said."""
        words = [self.face.word(one) for one in characters if one in self.face.characters]
        self.pinned = frozenset[tuple[int, str]]().union(*(word.said for word in words if word.usual))
        self._said.add(self.pinned)

    def spelled(self, word: Word) -> str:
        """A word in this document's codes, with the moves between them."""
        if word.usual:
            self._said.add(word.said)
            return word.plain
        return word.spelled([self._code(sign) for sign in word.signs])

    def _code(self, sign: Sign) -> int:
        usual = self.face.usual.get(sign.plain) or self._texts.get(sign.plain) or sign.text
        if sign.plain and usual == sign.text:
            self._texts[sign.plain] = sign.text
            return sign.plain
        return self._made.setdefault((sign.parts, sign.text), self.face.count + len(self._made))

    def write(self, tag: int, objects: Objects) -> int:
        """Write the font; its number is returned. ``tag`` tells this subset from others of its face."""
        said = frozenset[tuple[int, str]](self._texts.items()).union(*self._said)
        self._said = {said}
        data, widths, texts = _font(self.face, said, tuple(self._made.items()))
        name = f"{SUBSETN(tag).decode()}+{self.face.name}"
        descriptor = _described(self.face, name, SYMBOLIC, data, objects)
        unicode = objects.add("", texts)
        own = objects.add(
            f"/Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /FontDescriptor {descriptor} 0 R "
            "/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> "
            f"/CIDToGIDMap /Identity /DW 0 /W [{widths}]"
        )
        return objects.add(
            f"/Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H "
            f"/DescendantFonts [{own} 0 R] /ToUnicode {unicode} 0 R"
        )


@lru_cache(16)
def _font(
    face: Face, said: Iterable[tuple[int, str]], made: Sequence[tuple[tuple[Sequence[Part], str], int]]
) -> tuple[bytes, str, bytes]:
    """The program of glyphs, which keep their numbers, and of those ``made`` of parts; their widths and their texts."""
    texts = dict(said)
    widths = {number: face.width([Part(number, 0, 0)]) for number in texts}
    wanted = hb.SubsetInput()
    wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    wanted.glyph_set.update([*texts, *(part.number for (parts, _), _ in made for part in parts)])
    wanted.drop_table_tag_set.update(int.from_bytes(f"{tag:4}".encode("ascii"), "big") for tag in _UNUSED.split())
    small = wanted.subset(face.file)
    data = _with(small, face, [parts for (parts, _), _ in made]) if made else bytes(small.blob.data)
    widths |= {code: face.width(parts) for (parts, _), code in made}
    texts |= {code: text for (_, text), code in made}
    return data, _widths(widths), _to_unicode(texts).encode("ascii")


def write_typed(face: Face, objects: Objects) -> int:
    """Write a simple font (ISO 32000-1, 9.6.3) of the letters of western Europe a face has, for what people type.

    Its number is returned.
    """
    texts = [bytes([code]).decode("cp1252", "ignore") for code in range(32, 256)]
    name, there = f"{TYPED}+{face.name}", {chr(code) for code in face.file.unicodes}
    data = _typed_program(face, there.intersection(texts))
    widths = " ".join(f"{face.word(text).width if text in there else 0:g}" for text in texts)
    return objects.add(
        f"/Type /Font /Subtype /TrueType /BaseFont /{name} /FirstChar 32 /LastChar 255 /Widths [{widths}] "
        f"/Encoding /WinAnsiEncoding /FontDescriptor {_described(face, name, LETTERED, data, objects)} 0 R"
    )


def _described(face: Face, name: str, flag: int, data: bytes, objects: Objects) -> int:
    """Write a font program and what describes it (ISO 32000-1, 9.8); the number of that is returned."""
    file, metrics = objects.add(f"/Length1 {len(data)}", data), face.metrics
    box = " ".join(f"{edge:g}" for edge in metrics.bbox)
    return objects.add(
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


def _typed_program(face: Face, characters: Iterable[str]) -> bytes:
    """The font program of some characters, in which each is found by itself: nobody knows yet what will be written."""
    wanted = hb.SubsetInput()
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    wanted.unicode_set.update(map(ord, characters))
    unused = (tag for tag in _UNUSED.split() if tag != "cmap")
    wanted.drop_table_tag_set.update(int.from_bytes(f"{tag:4}".encode("ascii"), "big") for tag in unused)
    return bytes(wanted.subset(face.file).blob.data)


def _with(small: hb.Face, face: Face, made: Sequence[Sequence[Part]]) -> bytes:
    """A font with more glyphs, numbered after those of the face it is of."""
    tables = {tag: bytearray(small.reference_table(tag).data) for tag in small.table_tags}
    head, maxp, hhea, glyf = tables["head"], tables["maxp"], tables["hhea"], tables["glyf"]
    long, held = struct.unpack_from(">h", head, 50)[0], struct.unpack_from(">H", maxp, 4)[0]
    places = [at if long else 2 * at for at in struct.unpack(f">{held + 1}{'LH'[not long]}", tables["loca"])]
    metrics = _metrics(tables["hmtx"], struct.unpack_from(">H", hhea, 34)[0], held)
    places += [places[-1]] * (face.count - held)
    metrics += [(0, 0)] * (face.count - held)
    del glyf[places[-1] :]
    for parts in made:
        data, left = _joined(face, parts)
        glyf += data
        places.append(len(glyf))
        metrics.append((sum(face.units(part.number) for part in parts), left))
    most = max(map(len, made))
    struct.pack_into(">H", maxp, 4, len(metrics))
    points, outlines = (min(0xFFFF, most * max(struct.unpack_from(">2H", maxp, at))) for at in (6, 8))
    struct.pack_into(">2H", maxp, 10, points, outlines)
    struct.pack_into(">2H", maxp, 28, max(most, struct.unpack_from(">H", maxp, 28)[0]), 4)
    struct.pack_into(">H", hhea, 34, len(metrics))
    struct.pack_into(">h", head, 50, 1)
    tables["loca"] = bytearray(struct.pack(f">{len(places)}L", *places))
    tables["hmtx"] = bytearray(b"".join(struct.pack(">Hh", wide, left) for wide, left in metrics))
    file = TTFontMaker()
    for tag, table in tables.items():
        file.add(tag, bytes(table))
    return bytes(file.makeStream())


def _metrics(table: bytearray, full: int, held: int) -> list[tuple[int, int]]:
    """The width and the left edge of each glyph (OpenType, hmtx): past ``full`` ones the last width goes for all."""
    found = list(struct.iter_unpack(">Hh", table[: 4 * full]))
    lefts = struct.unpack(f">{held - full}h", table[4 * full : 4 * full + 2 * (held - full)])
    return [*((wide, left) for wide, left in found), *((found[-1][0], left) for left in lefts)]


def _joined(face: Face, parts: Sequence[Part]) -> tuple[bytes, int]:
    """A glyph made of others, each in its place; and its left edge."""
    boxes = [face.box(part) for part in parts]
    edges = [min(box[at] for box in boxes) for at in (0, 1)] + [max(box[at] for box in boxes) for at in (2, 3)]
    data = struct.pack(">5h", -1, *edges)
    for at, part in enumerate(parts, 1):
        data += struct.pack(">2H2h", _PLACED | (_MORE if at < len(parts) else 0), *part)
    return data + bytes(-len(data) % 4), edges[0]
