"""Faults of fonts: not embedded, not readable, or drawn in other widths than the file says (ISO 19005-2, 6.2.11)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from leaflets.inspect.reading.font import Font
from leaflets.inspect.reading.glyph import Glyphs
from leaflets.inspect.reading.opening import Opened
from leaflets.inspect.reading.tree import resolved

_UNREADABLE = re.compile("[\x00\ufeff\ufffe\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]")
_SYMBOLIC = 4
_PLAIN_ENCODINGS = ("/WinAnsiEncoding", "/MacRomanEncoding")


def faults(file: Opened) -> Iterator[str]:
    """What is wrong with the fonts the pages use."""
    for font in file.fonts.values():
        name = f"the font {font.name}"
        if not font.embedded:
            yield f"{name} is not embedded"
        yield from _meanings(font, name)
        yield from _entries(font, name)
        if font.embedded and "/FontFile2" in font.descriptor:
            yield from _widths(font, name)


def _meanings(font: Font, name: str) -> Iterator[str]:
    """Every code shown means a text that can be read and searched."""
    for code in sorted(font.codes):
        text = font.meanings.get(code)
        if text is None:
            yield f"{name} does not say what its code {code} means"
        elif not text or _UNREADABLE.search(text):
            yield f"{name} says that its code {code} means {text!a}, which no one can read"


def _entries(font: Font, name: str) -> Iterator[str]:
    """The entries a reader needs to choose glyphs."""
    entries, kind = font.entries, font.entries.get("/Subtype")
    if entries.get("/Type") != "/Font" or ("/BaseFont" not in entries and kind != "/Type3"):
        yield f"{name} does not say that it is a font, or has no name"
    if not font.composite and font.embedded and kind != "/Type3":
        first, last = entries.get("/FirstChar"), entries.get("/LastChar")
        widths = resolved(entries.get("/Widths"))
        if first is None or last is None or not isinstance(widths, list) or len(widths) != last - first + 1:
            yield f"{name} does not say how wide each of its codes is"
    if kind == "/TrueType" and font.embedded:
        encoding = resolved(entries.get("/Encoding"))
        base = encoding if isinstance(encoding, str) else (encoding or {}).get("/BaseEncoding")
        if int(font.descriptor.get("/Flags", 0)) & _SYMBOLIC:
            if encoding is not None:
                yield f"{name} is symbolic, and yet has an encoding"
        elif base not in _PLAIN_ENCODINGS:
            yield f"{name} is not symbolic, and yet has no encoding that is known"
    if font.owner.get("/Subtype") == "/CIDFontType2" and "/CIDToGIDMap" not in font.owner and font.embedded:
        yield f"{name} does not say which glyph is meant by a code (CIDToGIDMap)"


def _widths(font: Font, name: str) -> Iterator[str]:
    """The widths in the file are those of the font's program, and each code shown has a glyph."""
    glyphs = Glyphs(font.program.get_data())
    for code in sorted(font.codes):
        glyph = _glyph(font, glyphs, code)
        if glyph is None:
            continue
        if glyph == 0:
            yield f"{name} has no glyph for its code {code}"
        elif abs(drawn := glyphs.width(glyph) - font.width(code)) > 1:
            yield f"{name} draws its code {code} {drawn:+.0f} thousandths wider than it says"


def _glyph(font: Font, glyphs: Glyphs, code: int) -> int | None:
    """The number of the glyph that a code draws; nothing where it cannot be told simply."""
    if not font.composite:
        symbolic = int(font.descriptor.get("/Flags", 0)) & _SYMBOLIC
        return glyphs.symbolic(code) if symbolic else None
    mapping: Any = resolved(font.owner.get("/CIDToGIDMap"))
    return code if mapping == "/Identity" and font.entries.get("/Encoding") == "/Identity-H" else None
