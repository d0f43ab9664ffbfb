"""A font of a finished file: which codes the pages show in it, what they mean, and how wide they are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from leaflets.inspect.reading.tree import resolved

USUAL_WIDTH = 500.0
"""The width of a code, in thousandths of the text size, in a font that does not say."""
_ENCODINGS = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}
_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")
_MOST_CODES = 70_000


class Font:
    """A font, and the codes that the pages show in it."""

    def __init__(self, font: Any) -> None:
        self.entries = font
        self.name = str(font.get("/BaseFont", "/without a name"))[1:]
        self.codes: set[int] = set()
        self.composite = font.get("/Subtype") == "/Type0"
        self.step = 2 if self.composite else 1
        self.owner = resolved(resolved(font["/DescendantFonts"])[0]) if self.composite else font
        self.meanings = {**self._encoded(), **self._to_unicode()}

    def show(self, data: bytes) -> list[int]:
        """The codes of a shown string, noted as used."""
        codes = [int.from_bytes(data[at : at + self.step], "big") for at in range(0, len(data), self.step)]
        self.codes.update(codes)
        return codes

    def text(self, codes: list[int]) -> str:
        """What codes mean, as far as the font tells."""
        return "".join(self.meanings.get(code, "\ufffd") for code in codes)

    def width(self, code: int) -> float:
        """The width of a code in thousandths of the text size."""
        return self.widths.get(code, self.usual)

    @property
    def descriptor(self) -> Any:
        """The font descriptor, empty if there is none."""
        return resolved(self.owner.get("/FontDescriptor", {}))

    @property
    def program(self) -> Any:
        """The font's program, if the file holds it."""
        return next((resolved(self.descriptor[key]) for key in _PROGRAMS if key in self.descriptor), None)

    @property
    def embedded(self) -> bool:
        """Whether the file holds all that is needed to draw the font."""
        return self.program is not None or self.entries.get("/Subtype") == "/Type3"

    @cached_property
    def usual(self) -> float:
        """The width of a code that the font does not list."""
        return float(self.owner.get("/DW", 1000)) if self.composite else USUAL_WIDTH

    @cached_property
    def widths(self) -> Mapping[int, float]:
        """The widths the font lists, by code."""
        if self.composite:
            return dict(_composite_widths(resolved(self.owner.get("/W", []))))
        first = int(self.entries.get("/FirstChar", 0))
        scale = 1000 * float(resolved(self.entries["/FontMatrix"])[0]) if "/FontMatrix" in self.entries else 1.0
        widths = resolved(self.entries.get("/Widths", []))
        return {first + index: float(width) * scale for index, width in enumerate(widths)}

    def _encoded(self) -> dict[int, str]:
        """What codes mean by the font's encoding, where it is one that names its characters."""
        encoding = resolved(self.entries.get("/Encoding"))
        name = encoding if isinstance(encoding, str) else (encoding or {}).get("/BaseEncoding")
        if self.composite or name not in _ENCODINGS:
            return {}
        texts = {code: bytes([code]).decode(_ENCODINGS[name], "ignore") for code in range(32, 256)}
        return {code: text for code, text in texts.items() if text}

    def _to_unicode(self) -> dict[int, str]:
        """The single codes and the ranges of the ToUnicode map (ISO 32000-1, 9.10.3)."""
        stream = resolved(self.entries.get("/ToUnicode"))
        if not hasattr(stream, "get_data"):
            return {}
        found: dict[int, str] = {}
        for kind, block in re.findall(rb"begin(bfchar|bfrange)(.*?)endbf", stream.get_data(), re.DOTALL):
            for low, high, texts in _ranges(kind, block):
                for code in range(low, min(high, low + _MOST_CODES) + 1):
                    listed = code - low < len(texts)
                    found[code] = texts[code - low] if listed else _shifted(texts[-1], code - low - len(texts) + 1)
        return found


def _ranges(kind: bytes, block: bytes) -> list[tuple[int, int, list[str]]]:
    """The ranges of one block of a map: first code, last code, and the texts from the first on."""
    code = rb"<([0-9A-Fa-f\s]*)>\s*"
    if kind == b"bfchar":
        return [(_number(low), _number(low), [_text(text)]) for low, text in re.findall(code * 2, block)]
    found = []
    for low, high, one, several in re.findall(code * 2 + rb"(?:<([0-9A-Fa-f\s]*)>|\[([^\]]*)\])", block):
        texts = [_text(text) for text in re.findall(code, several)] if several else [_text(one)]
        found.append((_number(low), _number(high), texts or [""]))
    return found


def _number(digits: bytes) -> int:
    return int(digits or b"0", 16)


def _text(digits: bytes) -> str:
    even = b"".join(digits.split())
    return bytes.fromhex((even + b"0" * (len(even) % 2)).decode()).decode("utf-16-be", "replace")


def _shifted(text: str, by: int) -> str:
    """The text ``by`` places after one in a range: its last character moves on."""
    return text[:-1] + chr(min(ord(text[-1]) + by, 0x10FFFF)) if text else ""


def _composite_widths(entries: Any) -> list[tuple[int, float]]:
    """The widths of a composite font: ``c [w1 w2]`` or ``first last w`` (ISO 32000-1, 9.7.4.3)."""
    found: list[tuple[int, float]] = []
    at = 0
    while at + 1 < len(entries):
        first, second = int(resolved(entries[at])), resolved(entries[at + 1])
        if isinstance(second, list):
            found += [(first + index, float(width)) for index, width in enumerate(second)]
            at += 2
        elif at + 2 < len(entries):
            codes = range(first, min(int(second), first + _MOST_CODES) + 1)
            found += [(code, float(resolved(entries[at + 2]))) for code in codes]
            at += 3
        else:
            break
    return found
