"""Content streams read operator by operator: what is written where, in which font and colour, under which mark."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

Matrix = tuple[float, float, float, float, float, float]
UNIT: Matrix = (1, 0, 0, 1, 0, 0)
_PAINTS = {
    "f": (1, 0), "F": (1, 0), "f*": (1, 0), "S": (0, 1), "s": (0, 1),
    "B": (1, 1), "B*": (1, 1), "b": (1, 1), "b*": (1, 1), "n": (0, 0),
}  # fmt: skip


_TOKEN = re.compile(
    rb"[\0\t\n\f\r ]*(?:([-+]?(?:\d+\.?\d*|\.\d+))|([A-Za-z'\"][\w*'\"]*)|\(((?:[^()\\]|\\.)*)\)|(\[|<<)|(\]|>>)"
    rb"|(/[^\0\t\n\f\r ()<>\[\]{}/%]*)|<([\da-fA-F\s]*)>|%[^\r\n]*|$)",
    re.DOTALL,
)
"""A number, an operator, a string, the beginning and the end of an array or a dictionary, a name, a string in hex."""
_NUMBER, _OPERATOR, _STRING, _BEGIN, _END, _NAME, _DIGITS = range(1, 8)
_ESCAPE = re.compile(rb"\\(\r\n|[0-7]{1,3}|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}


def operations(data: bytes) -> Iterator[tuple[list[Any], str]]:
    """The operators of a content stream, each with its operands (ISO 32000-1, 7.8.2). Raises ValueError."""
    operands: list[Any] = []
    outer: list[list[Any]] = []
    at, match = 0, _TOKEN.scanner(data).match  # type: ignore[attr-defined]
    while at < len(data):
        if (found := match()) is None:
            raise ValueError(f"this is no content: {data[at : at + 40]!r}")
        at, kind = found.end(), found.lastindex
        if kind == _NUMBER:
            operands.append(float(found[1]))
        elif kind == _OPERATOR:
            yield operands, found[2].decode()
            operands = []
        elif kind == _STRING:
            operands.append(_ESCAPE.sub(_meant, found[3]) if b"\\" in found[3] else found[3])
        elif kind == _BEGIN:
            outer.append(operands)
            operands = []
        elif kind == _END:
            made = operands if found[5] == b"]" else dict(zip(operands[0::2], operands[1::2], strict=True))
            operands = outer.pop()
            operands.append(made)
        elif kind == _NAME:
            operands.append(found[6].decode("latin-1"))
        elif kind == _DIGITS:
            operands.append(bytes.fromhex(found[7].decode() + "0" * (len(found[7]) % 2)))


def _meant(escape: re.Match[bytes]) -> bytes:
    one = escape[1]
    return bytes([int(one, 8) & 255]) if one.isdigit() else _ESCAPED.get(one, one)


@dataclass(frozen=True)
class Run:
    """Words written at one go. ``width`` leaves out spaces at the end; an ``artifact`` is as ``Pagination/Footer``."""

    text: str
    font: str
    size: float
    x: float
    y: float
    width: float
    colour: str
    mcid: int | None
    artifact: str | None


@dataclass(frozen=True)
class Shape:
    """A painted path by the box around it. ``kind`` is rectangle, rounded, rule or path; no colour is ``""``."""

    kind: str
    x: float
    y: float
    width: float
    height: float
    fill: str
    stroke: str
    line: float
    mcid: int | None
    artifact: str | None


@dataclass(frozen=True)
class Image:
    """An image where it stands on the page, and its size in pixels."""

    x: float
    y: float
    width: float
    height: float
    pixels: tuple[int, int]
    mcid: int | None
    artifact: str | None


class Font:
    """A font of the file: the text and the width of each of its codes, of one byte, or two if it is composite."""

    def __init__(self, font: Any) -> None:
        self.name = str(font.get("/BaseFont", "/?"))[1:].split("+")[-1]
        self.bytes = 2 if font.get("/Subtype") == "/Type0" else 1
        first = int(font.get("/FirstChar", 0))
        self._widths = {first + index: float(width) for index, width in enumerate(font.get("/Widths", ()))}
        if self.bytes == 2:
            entries = font["/DescendantFonts"][0].get_object()["/W"].get_object()
            for start, widths in zip(entries[::2], entries[1::2], strict=True):
                self._widths |= {int(start) + index: float(width) for index, width in enumerate(widths)}
        self._texts = _to_unicode(font["/ToUnicode"].get_data()) if "/ToUnicode" in font else {}

    def codes(self, data: bytes) -> list[int]:
        """The codes of a string."""
        return [int.from_bytes(data[at : at + self.bytes], "big") for at in range(0, len(data), self.bytes)]

    def text(self, code: int) -> str:
        """The text of a code; the replacement character if the font does not say."""
        return self._texts.get(code, "\ufffd")

    def width(self, code: int) -> float:
        """The width of a code in thousandths of the text size."""
        return self._widths.get(code, 0)


def _to_unicode(data: bytes) -> dict[int, str]:
    texts: dict[int, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", data, re.DOTALL):
        for code, text in re.findall(rb"<(\w+)>\s*<(\w+)>", block):
            texts[int(code, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be")
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", data, re.DOTALL):
        for low, high, text in re.findall(rb"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            start = bytes.fromhex(text.decode()).decode("utf-16-be")
            for step, code in enumerate(range(int(low, 16), int(high, 16) + 1)):
                texts[code] = start[:-1] + chr(ord(start[-1]) + step)
    return texts


@dataclass(frozen=True)
class _State:
    """The part of the graphics state that q saves and Q brings back."""

    matrix: Matrix = UNIT
    fill: str = "#000000"
    stroke: str = "#000000"
    line: float = 1
    font: Font | None = None
    size: float = 0
    extra: Mapping[str, float] = field(default_factory=lambda: {"Tc": 0, "Tw": 0, "Tz": 100, "TL": 0, "Ts": 0})


class Painter:
    """Follows the operators of a page and keeps what they paint."""

    def __init__(self, fonts: dict[int, Font]) -> None:
        self.runs: list[Run] = []
        self.shapes: list[Shape] = []
        self.images: list[Image] = []
        self._fonts = fonts
        self._state = _State()
        self._saved: list[_State] = []
        self._marks: list[tuple[int | None, str | None]] = []
        self._text = self._line = UNIT
        self._points: list[tuple[float, float]] = []
        self._steps = ""
        self._spaces: dict[str, Any] = {"cs": None, "CS": None}

    def run(self, data: bytes, resources: Any) -> None:
        """Follow the operators of one stream."""
        for operands, operator in operations(data):
            if operator in _PAINTS:
                self._paint(operator)
            elif operator in ("m", "l", "c", "v", "y", "re", "h"):
                self._path(operator, operands)
            elif operator in ("Tj", "'", '"', "TJ"):
                self._show(operator, operands)
            elif operator in ("BT", "Td", "TD", "Tm", "T*"):
                self._move(operator, operands)
            elif operator in ("BDC", "BMC", "EMC"):
                self._mark(operator, operands, resources)
            elif operator == "Do":
                self._do(resources["/XObject"][operands[0]].get_object(), resources)
            else:
                self._set(operator, operands, resources)

    def _set(self, operator: str, operands: Sequence[Any], resources: Any) -> None:
        state = self._state
        if operator == "q":
            self._saved.append(state)
        elif operator == "Q":
            self._state = self._saved.pop()
        elif operator == "cm":
            self._state = replace(state, matrix=_times(_matrix(operands), state.matrix))
        elif operator in ("cs", "CS"):
            space = resources.get("/ColorSpace", {}).get(operands[0])
            self._spaces[operator] = space.get_object() if space else None
        elif operator in ("rg", "g", "k"):
            self._state = replace(state, fill=_colour(operands))
        elif operator in ("RG", "G", "K"):
            self._state = replace(state, stroke=_colour(operands))
        elif operator in ("sc", "scn"):
            self._state = replace(state, fill=_chosen(operands, self._spaces["cs"]))
        elif operator in ("SC", "SCN"):
            self._state = replace(state, stroke=_chosen(operands, self._spaces["CS"]))
        elif operator == "w":
            self._state = replace(state, line=float(operands[0]))
        elif operator == "Tf":
            font = resources["/Font"].raw_get(operands[0])
            if font.idnum not in self._fonts:
                self._fonts[font.idnum] = Font(font.get_object())
            self._state = replace(state, font=self._fonts[font.idnum], size=float(operands[1]))
        elif operator in state.extra:
            self._state = replace(state, extra={**state.extra, operator: float(operands[0])})

    def _mark(self, operator: str, operands: Sequence[Any], resources: Any) -> None:
        if operator == "EMC":
            self._marks.pop()
            return
        mcid, artifact = self._mark_now
        known = operands[1] if operator == "BDC" else {}
        if isinstance(known, str):
            known = resources["/Properties"][known]
        if operands[0] == "/Artifact":
            names = [str(known[key])[1:] for key in ("/Type", "/Subtype") if key in known]
            artifact = "/".join(names) or "Artifact"
        self._marks.append((int(known["/MCID"]) if "/MCID" in known else mcid, artifact))

    @property
    def _mark_now(self) -> tuple[int | None, str | None]:
        return self._marks[-1] if self._marks else (None, None)

    def _move(self, operator: str, values: Sequence[float]) -> None:
        if operator == "BT":
            self._line = UNIT
        elif operator == "Tm":
            self._line = _matrix(values)
        elif operator == "T*":
            self._line = _times((1, 0, 0, 1, 0, -self._state.extra["TL"]), self._line)
        else:
            if operator == "TD":
                self._state = replace(self._state, extra={**self._state.extra, "TL": -values[1]})
            self._line = _times((1, 0, 0, 1, values[0], values[1]), self._line)
        self._text = self._line

    def _show(self, operator: str, operands: Sequence[Any]) -> None:
        if operator in ("'", '"'):
            self._move("T*", ())
        self._show_parts(operands[0] if operator == "TJ" else operands[-1:])

    def _show_parts(self, parts: Iterable[Any]) -> None:
        """Strings and moves shown at one go are one run; a space at its end has no width."""
        state, font = self._state, self._state.font
        if font is None:
            raise AssertionError("text without a font")
        a, b, _, _, x, y = _times(self._text, state.matrix)
        text, at, end = "", 0.0, 0.0
        for part in parts:
            if not isinstance(part, bytes):
                at -= float(part) / 1000 * state.size
                continue
            for code in font.codes(part):
                at += font.width(code) / 1000 * state.size + state.extra["Tc"]
                at += state.extra["Tw"] if font.bytes == 1 and code == 32 else 0
                text += font.text(code)
                if not text.endswith(" "):
                    end = at
        scale = (a * a + b * b) ** 0.5
        mcid, artifact = self._mark_now
        size, width = round(state.size * scale, 3), round(end * scale, 3)
        self.runs.append(Run(text, font.name, size, round(x, 3), round(y, 3), width, state.fill, mcid, artifact))
        self._advance(at)

    def _advance(self, by: float) -> None:
        self._text = _times((1, 0, 0, 1, by * self._state.extra["Tz"] / 100, 0), self._text)

    def _path(self, operator: str, values: Sequence[float]) -> None:
        self._steps += "r" if operator == "re" else operator
        if operator == "re":
            x, y, width, height = values
            values = (x, y, x + width, y, x + width, y + height, x, y + height)
        for place in range(0, len(values), 2):
            self._points.append(_apply(self._state.matrix, values[place], values[place + 1]))

    def _paint(self, operator: str) -> None:
        filled, stroked = _PAINTS[operator]
        if self._points and (filled or stroked):
            left, bottom = (min(point[axis] for point in self._points) for axis in (0, 1))
            right, top = (max(point[axis] for point in self._points) for axis in (0, 1))
            kinds = {"r": "rectangle", "mlclclclch": "rounded", "ml": "rule"}
            colours = self._state.fill if filled else "", self._state.stroke if stroked else ""
            kind, (x, y), width, height = kinds.get(self._steps, "path"), (left, bottom), right - left, top - bottom
            box = round(x, 3), round(y, 3), round(width, 3), round(height, 3)
            self.shapes.append(Shape(kind, *box, *colours, self._state.line, *self._mark_now))
        self._points, self._steps = [], ""

    def _do(self, thing: Any, resources: Any) -> None:
        if thing["/Subtype"] == "/Image":
            corners = [_apply(self._state.matrix, x, y) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))]
            left, bottom = min(x for x, _ in corners), min(y for _, y in corners)
            width, height = max(x for x, _ in corners) - left, max(y for _, y in corners) - bottom
            pixels = int(thing["/Width"]), int(thing["/Height"])
            self.images.append(Image(left, bottom, width, height, pixels, *self._mark_now))
            return
        before = self._state
        if "/Matrix" in thing:
            self._state = replace(before, matrix=_times(_matrix(thing["/Matrix"]), before.matrix))
        self.run(thing.get_data(), thing.get("/Resources", resources))
        self._state = before


def _matrix(values: Sequence[Any]) -> Matrix:
    a, b, c, d, e, f = (float(value) for value in values)
    return a, b, c, d, e, f


def _times(first: Matrix, second: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _chosen(operands: Sequence[Any], space: Any) -> str:
    """A colour of the space that was chosen: of an indexed one, the entry of its table."""
    if not space or space[0] != "/Indexed":
        return _colour(operands)
    table = space[3].original_bytes if hasattr(space[3], "original_bytes") else bytes(space[3])
    each = {"/DeviceGray": 1, "/DeviceRGB": 3, "/DeviceCMYK": 4}[space[1]]
    index = int(operands[0])
    return _colour([value / 255 for value in table[index * each : (index + 1) * each]])


def _colour(operands: Sequence[Any]) -> str:
    """Grey, RGB or CMYK operands as ``#RRGGBB``; a pattern's name stays a name."""
    if not operands or isinstance(operands[-1], str):
        return str(operands[-1]) if operands else ""
    values = [float(value) for value in operands]
    if len(values) == 1:
        values *= 3
    elif len(values) == 4:
        values = [(1 - value) * (1 - values[3]) for value in values[:3]]
    return "#" + "".join(f"{round(value * 255):02X}" for value in values)
