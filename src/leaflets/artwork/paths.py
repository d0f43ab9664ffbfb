"""SVG path data (SVG 1.1, 8.3) made plain: absolute moves, lines, cubic curves and closings, and nothing else."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator

from leaflets.artwork.matrix import IDENTITY, Matrix

LARGEST = 99_999.0
"""The largest number a drawing may have: PDF knows no exponents, and no drawing needs more."""

MOST = 1e7
"""The largest number it may be written with, before it is made smaller."""

_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_NUMBERS = re.compile(_NUMBER)
_TOKEN = re.compile(f"[MmLlHhVvCcSsQqTtAaZz]|{_NUMBER}")
_BETWEEN = re.compile(r"[ \t\r\n\f,]*")
_FLAG = re.compile(r"[\s,]*([01])")
Point = tuple[float, float]
Box = tuple[float, float, float, float]


def plain(data: str, matrix: Matrix = IDENTITY, digits: int = 3) -> str:
    """Path data as M, L, C and Z alone, drawn through a matrix, to so many digits. Raises ValueError."""
    return "".join(_Pen(data, matrix, digits).draw())


def number(text: str) -> float:
    """A number of a drawing. Raises ValueError for one that is none, or too large to be drawn."""
    if not _NUMBERS.fullmatch(text):
        raise ValueError(f"'{text[:20]}' is not a number")
    value = float(text)
    if abs(value) > MOST:
        raise ValueError(f"it is drawn with the number {text[:20]}, which is larger than {MOST:,.0f}")
    return value


def written(value: float, digits: int = 3) -> str:
    """A number as SVG and PDF both read it. Raises ValueError for one too large to be drawn."""
    if not abs(value) <= LARGEST:
        raise ValueError(f"it reaches {value:.3g} units, further than {LARGEST:,.0f}")
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def reach(path: str) -> Box:
    """A box that plain path data stay within: left, top, right, bottom."""
    values = list(map(float, _NUMBERS.findall(path)))
    across, down = values[0::2], values[1::2]
    return min(across), min(down), max(across), max(down)


class _Pen:
    """Follows path data, keeping the current point and the last control point."""

    def __init__(self, data: str, matrix: Matrix, digits: int) -> None:
        self.data, self.at, self.matrix, self.digits = data, 0, matrix, digits
        self.x = self.y = self.start_x = self.start_y = 0.0
        self.control: Point | None = None
        self.bent = ""

    def draw(self) -> Iterator[str]:
        command = ""
        while (token := self._next()) is not None:
            if token.isalpha():
                if not command and token.upper() != "M":
                    raise ValueError("a path must begin with M")
                command = token
            else:
                self.at -= len(token)
                command = {"M": "L", "m": "l", "Z": "", "z": ""}.get(command, command)
            if not command:
                raise ValueError("a number stands where a path's command should")
            yield from self._step(command)

    def _next(self) -> str | None:
        start = _BETWEEN.match(self.data, self.at).end()  # type: ignore[union-attr]
        if start == len(self.data):
            return None
        match = _TOKEN.match(self.data, start)
        if match is None:
            raise ValueError(f"path data cannot hold '{self.data[start : start + 10]}'")
        self.at = match.end()
        return match[0]

    def _numbers(self, count: int) -> list[float]:
        found = [self._next() for _ in range(count)]
        numbers = [number(token) for token in found if token is not None and not token.isalpha()]
        if len(numbers) < count:
            raise ValueError("path data ends too soon")
        return numbers

    def _flag(self) -> bool:
        """A flag of an arc: one digit, which may touch what follows."""
        match = _FLAG.match(self.data, self.at)
        if match is None:
            raise ValueError("an arc's flag must be 0 or 1")
        self.at = match.end()
        return match[1] == "1"

    def _step(self, command: str) -> Iterator[str]:
        origin = (self.x, self.y) if command.islower() else (0.0, 0.0)
        kind = command.upper()
        if kind == "A":
            yield from self._arc(origin)
            return
        if kind == "Z":
            self.x, self.y, self.control = self.start_x, self.start_y, None
            yield "Z"
            return
        steps: dict[str, Callable[[Point], str]] = {
            "M": self._move, "L": self._line, "H": self._across, "V": self._along,
            "C": self._curve, "S": self._smooth, "Q": self._quadratic, "T": self._smooth_quadratic,
        }  # fmt: skip
        yield steps[kind](origin)

    def _points(self, count: int, origin: Point) -> list[Point]:
        values = self._numbers(2 * count)
        return [(values[k] + origin[0], values[k + 1] + origin[1]) for k in range(0, 2 * count, 2)]

    def _go(self, point: Point, control: Point | None = None, bent: str = "") -> None:
        self.x, self.y = point
        self.control, self.bent = control, bent

    def _move(self, origin: Point) -> str:
        (point,) = self._points(1, origin)
        self._go(point)
        self.start_x, self.start_y = point
        return self._write("M", point)

    def _line(self, origin: Point) -> str:
        (point,) = self._points(1, origin)
        self._go(point)
        return self._write("L", point)

    def _across(self, origin: Point) -> str:
        self._go((self._numbers(1)[0] + origin[0], self.y))
        return self._write("L", (self.x, self.y))

    def _along(self, origin: Point) -> str:
        self._go((self.x, self._numbers(1)[0] + origin[1]))
        return self._write("L", (self.x, self.y))

    def _curve(self, origin: Point) -> str:
        first, second, point = self._points(3, origin)
        self._go(point, second, "C")
        return self._write("C", first, second, point)

    def _smooth(self, origin: Point) -> str:
        first = self._mirrored("C")
        second, point = self._points(2, origin)
        self._go(point, second, "C")
        return self._write("C", first, second, point)

    def _mirrored(self, kind: str) -> Point:
        """The last control point beyond the current one; the current one after any curve that is not of the kind."""
        if self.control is None or self.bent != kind:
            return self.x, self.y
        return 2 * self.x - self.control[0], 2 * self.y - self.control[1]

    def _quadratic(self, origin: Point) -> str:
        control, point = self._points(2, origin)
        return self._raised(control, point)

    def _smooth_quadratic(self, origin: Point) -> str:
        control = self._mirrored("Q")
        (point,) = self._points(1, origin)
        return self._raised(control, point)

    def _raised(self, control: Point, point: Point) -> str:
        """A quadratic curve as the cubic one PDF has."""
        first = (self.x + 2 / 3 * (control[0] - self.x), self.y + 2 / 3 * (control[1] - self.y))
        second = (point[0] + 2 / 3 * (control[0] - point[0]), point[1] + 2 / 3 * (control[1] - point[1]))
        self._go(point, control, "Q")
        return self._write("C", first, second, point)

    def _arc(self, origin: Point) -> Iterator[str]:
        """An elliptical arc as cubic curves of a quarter turn at most (SVG 1.1, appendix F.6)."""
        rx, ry, turn = self._numbers(3)
        large, sweep = self._flag(), self._flag()
        (end,) = self._points(1, origin)
        start = (self.x, self.y)
        self._go(end)
        if start == end:
            return
        if not rx or not ry:
            yield self._write("L", end)
            return
        cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
        dx, dy = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
        x, y = cos * dx + sin * dy, cos * dy - sin * dx
        rx, ry = abs(rx), abs(ry)
        grow = math.sqrt(max(1.0, (x / rx) ** 2 + (y / ry) ** 2))
        rx, ry = rx * grow, ry * grow
        below = (rx * y) ** 2 + (ry * x) ** 2
        root = math.sqrt(max(0.0, ((rx * ry) ** 2 - below) / below)) * (-1 if large == sweep else 1)
        cx, cy = root * rx * y / ry, -root * ry * x / rx
        first = math.atan2((y - cy) / ry, (x - cx) / rx)
        swept = math.atan2((-y - cy) / ry, (-x - cx) / rx) - first
        if sweep and swept < 0:
            swept += 2 * math.pi
        elif not sweep and swept > 0:
            swept -= 2 * math.pi
        middle = ((start[0] + end[0]) / 2 + cos * cx - sin * cy, (start[1] + end[1]) / 2 + sin * cx + cos * cy)

        def place(u: float, v: float) -> Point:
            return middle[0] + cos * rx * u - sin * ry * v, middle[1] + sin * rx * u + cos * ry * v

        count = max(1, math.ceil(abs(swept) / (math.pi / 2) - 1e-9))
        step = swept / count
        reach = 4 / 3 * math.tan(step / 4)
        for index in range(count):
            a, b = first + index * step, first + (index + 1) * step
            ca, sa, cb, sb = math.cos(a), math.sin(a), math.cos(b), math.sin(b)
            yield self._write(
                "C", place(ca - reach * sa, sa + reach * ca), place(cb + reach * sb, sb - reach * cb), place(cb, sb)
            )

    def _write(self, command: str, *points: Point) -> str:
        a, b, c, d, e, f = self.matrix
        placed = (value for x, y in points for value in (a * x + c * y + e, b * x + d * y + f))
        return command + " ".join(written(value, self.digits) for value in placed)
