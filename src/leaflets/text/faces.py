"""Faces: single font files, and how HarfBuzz sets words in them; the signs set for letters, as a PDF shows them."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from io import BytesIO
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

import uharfbuzz as hb
from reportlab.pdfbase.ttfonts import TTFError, TTFontFile

from leaflets.files import read_whole, remembered

LEFT_TO_RIGHT, RIGHT_TO_LEFT = "\u200e", "\u200f"
"""The marks of direction (UAX 9, 2.6)."""

OPEN, CLOSE = "\ue000", "\ue001"
"""The brackets of a string of PDF, until strings side by side are made one: what is in them may be a bracket."""

_ESCAPED = {code: f"\\{chr(code)}" for code in b"()\\"} | {0x0D: "\\r"}

_QUOTES = "‘’“”‹›«»"


@lru_cache(4096)
def string(code: int) -> str:
    """A string of one code of two bytes (ISO 32000-1, 7.3.4.2)."""
    return f"{OPEN}{(chr(code >> 8) + chr(code & 0xFF)).translate(_ESCAPED)}{CLOSE}"


def closed(code: str) -> str:
    """Code of a page with the strings in it made one, where they stand side by side, and put in brackets."""
    return code.replace(CLOSE + OPEN, "").replace(OPEN, "(").replace(CLOSE, ")")


def turned(text: str) -> str:
    """What a sign says that stands for ``text`` in words from right to left: readers turn it round, but no marks."""
    if len(text) == 1:
        mirrored = unicodedata.mirrored(text) or text in _QUOTES
        return f"{RIGHT_TO_LEFT}{text}{LEFT_TO_RIGHT}{RIGHT_TO_LEFT}" if mirrored else text
    found = marks = ""
    for one in reversed(text):
        if unicodedata.bidirectional(one) == "NSM":
            marks = one + marks
        else:
            found, marks = found + marks + one, ""
    return found + marks


class Part(NamedTuple):
    """A glyph of a face, and its place in what it is part of, in the units of the face."""

    number: int
    x: int
    y: int


class Sign(NamedTuple):
    """What is set for a letter, or for some that belong together: a glyph, or several as one.

    How wide it is by itself, how far it is moved to the right, and how far the next one begins, are in thousandths of
    the text size. ``text`` is what it stands for; ``plain`` the number of its glyph, if it is one that stands where it
    is by itself, else 0.
    """

    parts: tuple[Part, ...]
    wide: float
    right: float
    advance: float
    text: str
    plain: int


_SAID = itemgetter(5, 4)


MOST_KNOWN = 50_000
"""The most words a face keeps in mind."""

SILENT = frozenset("\u200c\u200d\u200e\u200f\u061c\u2066\u2067\u2068\u2069")
"""Characters that show nothing themselves: they join letters or keep them apart, and say which way words run."""

_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Cs", "Zl", "Zp"})

SOFT, HYPHEN = "\u00ad", "-"
"""A soft hyphen, where a word is parted at the end of a line, looks like any hyphen, and reads as what it is."""

BOLD = 600
"""The least weight of a bold face (OpenType, OS/2 usWeightClass)."""

_OTHERS = {
    b"OTTO": "it has PostScript outlines",
    b"ttcf": "it is a collection of fonts",
    b"wOFF": "it is packed for the web",
    b"wOF2": "it is packed for the web",
}
"""What is said of fonts that cannot be embedded as they are, by how they begin."""


class FontError(Exception):
    """A file is no font that can be used; it says why, and after a semicolon what to do."""


class Word:
    """A word set in one face: its signs from left to right, and its width in thousandths of the text size."""

    def __init__(self, face: Face, text: str, signs: Sequence[Sign]) -> None:
        self.face, self.text, self.signs = face, text, signs
        self.width = sum([sign[3] for sign in signs])

    @cached_property
    def said(self) -> frozenset[tuple[int, str]]:
        """Its glyphs, and what each says."""
        return frozenset(map(_SAID, self.signs))

    @cached_property
    def usual(self) -> bool:
        """Whether each sign is a glyph by itself, and says what it does everywhere."""
        return self.said <= self.face.usual.items()

    @cached_property
    def plain(self) -> str:
        """How it is shown, the code of each sign the number of its glyph."""
        return self.spelled([sign.plain for sign in self.signs])

    def spelled(self, codes: Iterable[int]) -> str:
        """The word as a text operator shows it (ISO 32000-1, 9.4.3, TJ): codes, and the moves between them."""
        shown: list[str] = []
        owed = 0.0
        for (_, wide, right, advance, _, _), code in zip(self.signs, codes, strict=True):
            owed += right
            if owed:
                owed = _move(shown, owed)
            shown.append(string(code))
            owed += advance - wide - right
        _move(shown, owed)
        return "".join(shown).replace(CLOSE + OPEN, "")


def _move(shown: list[str], by: float) -> float:
    """Move what follows to the right; how far is still to be moved is returned."""
    moved = round(by, 2)
    if moved:
        shown.append(f"{-moved:g} ")
    return by - moved


class Face:
    """A font with TrueType outlines. ``characters`` are those it has glyphs for; a ``weight`` of 400 is regular.

    ReportLab reads what a PDF must tell of it; HarfBuzz sets words in it. Raises FontError.
    """

    def __init__(self, data: bytes, style: str = "") -> None:
        self.file = hb.Face(hb.Blob(data))
        self.metrics = TTFontFile(BytesIO(data), charInfo=0)  # HarfBuzz knows its characters
        self.name: str = self.metrics.name.decode("ascii") + style
        self.count: int = self.file.glyph_count
        table = self.file.reference_table("OS/2").data.ljust(64, b"\0")
        self.weight = int.from_bytes(table[4:6], "big")
        allowed = int.from_bytes(table[8:10], "big")  # fsType
        if allowed & 0x0F == 0x02 or allowed & 0x0300:
            raise FontError("its makers do not allow it to be embedded in part; use another")
        self.bold = self.weight >= BOLD
        self.slanted = bool(table[63] & 1)
        own = frozenset(one for one in map(chr, self.file.unicodes) if unicodedata.category(one) not in _UNSEEN)
        if not own:
            raise FontError("it has no characters; use another")
        self.characters = own | SILENT | ({SOFT} if HYPHEN in own else set())
        self._font = hb.Font(self.file)
        codes = sorted(self.file.unicodes, reverse=True)
        self.usual = {self._font.get_nominal_glyph(code): chr(code) for code in codes}
        self._scale: float = 1000 / self.file.upem
        self._known: dict[tuple[str, bool, str, bool], Word] = {}
        self._signs: dict[tuple[object, ...], Sign] = {}

    def units(self, glyph: int) -> int:
        """The width of a glyph in the units of the face."""
        return int(self._font.get_glyph_h_advance(glyph))

    def width(self, parts: Sequence[Part]) -> float:
        """The width of glyphs as one, in thousandths of the text size, as it is written into a file."""
        return round(sum([self.units(part.number) for part in parts]) * self._scale, 2)

    def box(self, part: Part) -> tuple[int, int, int, int]:
        """The box (left, bottom, right, top) of a glyph in its place, in the units of the face."""
        around = self._font.get_glyph_extents(part.number)
        left, top = part.x + around.x_bearing, part.y + around.y_bearing
        return left, top + around.height, left + around.width, top

    def word(self, text: str, backwards: bool = False, lang: str = "", tabular: bool = False) -> Word:
        """A word of one script in a language (BCP 47), shaped once; ``backwards``: it runs from right to left;
        ``tabular``: its figures are all as wide as each other, if the face has such.
        """
        known = self._known.get((text, backwards, lang, tabular))
        if known is None:
            if len(self._known) > MOST_KNOWN:
                self._known.clear()
                self._signs.clear()
            known = Word(self, text, self._shaped(text, backwards, lang, tabular))
            self._known[text, backwards, lang, tabular] = known
        return known

    def space(self, wide: float) -> Word:
        """A space of this face as wide as another's."""
        (own,) = self.word(" ").signs
        return Word(self, " ", [own._replace(advance=wide)])

    def _shaped(self, text: str, backwards: bool, lang: str, tabular: bool) -> Sequence[Sign]:
        """The signs of a word, one for each stretch of letters that HarfBuzz keeps together."""
        buffer = hb.Buffer()
        buffer.add_str(text.replace(SOFT, HYPHEN))
        buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if backwards else "ltr"
        buffer.language = lang or "und"  # never that of the machine
        if buffer.script == "Arab":  # readers find its marks best one by one, those of other scripts with their letters
            buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
        hb.shape(self._font, buffer, {"tnum": True} if tabular else {})
        glyphs = [
            (info.cluster, (info.codepoint, *place.position))
            for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        ]
        if not backwards and [begin for begin, _ in glyphs] == list(range(len(text))):  # nearly all are
            return [self._sign((glyph,), one, False) for (_, glyph), one in zip(glyphs, text, strict=True)]
        begins = sorted({begin for begin, _ in glyphs})
        ends = dict(zip(begins, [*begins[1:], len(text)], strict=False))
        return [
            self._sign(tuple([glyph for _, glyph in together]), text[begin : ends[begin]], backwards)
            for begin, together in groupby(glyphs, key=itemgetter(0))
        ]

    def _sign(self, glyphs: tuple[tuple[int, int, int, int, int], ...], text: str, backwards: bool) -> Sign:
        """The sign of some glyphs, each with its offset and advance both ways, for letters that they stand for."""
        known = self._signs.get((glyphs, text, backwards))
        if known is None:
            said = "".join(one for one in text if one not in SILENT)
            parts, x = list[Part](), 0
            for number, right, up, advance, _ in glyphs:
                parts.append(Part(number, x + right, up))
                x += advance
            right = parts[0].x if len(parts) == 1 and not parts[0].y else 0
            own = tuple(part._replace(x=part.x - right) for part in parts)
            moves = self.width(own), right * self._scale, x * self._scale
            plain = own[0].number if len(own) == 1 and not own[0].y else 0
            known = self._signs[glyphs, text, backwards] = Sign(own, *moves, turned(said) if backwards else said, plain)
        return known


def load(path: Path) -> Sequence[Face]:
    """The faces in a file, read once in a process: of a variable font its regular and its bold. Raises FontError."""
    try:
        return _faces(path)
    except OSError as error:
        raise FontError(f"it cannot be read: {error.strerror}") from None
    except (TTFError, struct.error, LookupError, ValueError, ArithmeticError, AssertionError, RuntimeError):
        raise FontError("it is no TrueType font; save it as TrueType anew") from None


@remembered(64)
def _faces(path: Path) -> Sequence[Face]:
    data = read_whole(path)
    if data[:4] in _OTHERS:
        raise FontError(f"{_OTHERS[data[:4]]}; save it as TrueType")
    whole = hb.Face(hb.Blob(data))
    if "fvar" not in whole.table_tags:
        return [Face(data)]
    return [Face(_pinned(whole, weight), style) for weight, style in ((400, "-Regular"), (700, "-Bold"))]


def _pinned(whole: hb.Face, weight: int) -> bytes:
    """A variable font at one weight, all else as it is by default (OpenType, fvar)."""
    wanted = hb.SubsetInput()
    wanted.keep_everything()
    wanted.pin_all_axes_to_default(whole)
    wanted.pin_axis_location(whole, "wght", weight)
    return bytes(wanted.subset(whole).blob.data)
