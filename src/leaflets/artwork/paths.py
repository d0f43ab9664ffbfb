"""The shapes of SVG as path data (SVG 1.1, 4.2, 8.3 and 9), made plain: moves, lines, cubic curves, closings alone."""

import re
from cmath import phase, rect
from collections.abc import Iterator, Sequence
from math import ceil, hypot, pi, radians, sqrt, tan
from xml.etree.ElementTree import Element

from leaflets.artwork.matrix import IDENTITY, Matrix

LARGEST = 99_999.0
"""The largest number a drawing may have: PDF knows no exponents, and no drawing needs more."""

MOST = 1e7
"""The largest number it may be written with, before it is made smaller."""

_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_NUMBERS = re.compile(_NUMBER)
_WHITE = r"[ \t\r\n\f,]*"
_GAP = re.compile(_WHITE)
_NEXT = re.compile(f"{_WHITE}({_NUMBER})")
_FLAG = re.compile(f"{_WHITE}([01])")
_COUNTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
"""How many numbers a command takes at a time."""
_SMOOTH = {"S": ("C", "S"), "T": ("Q", "T")}
"""The curves that go on in the direction of one of these."""
Box = tuple[float, float, float, float]
Points = Sequence[complex]
"""Points of the plane, as x + yi."""
OUTLINES = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
"""The basic shapes."""
_UNITS = {"px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
Frame = tuple[float, float]


def plain(data: str, matrix: Matrix = IDENTITY, digits: int = 3) -> str:
    """Path data as M, L, C and Z alone, drawn through a matrix, to so many digits. Raises ValueError."""
    a, b, c, d, e, f = matrix
    made = []
    for command, points in _drawn(data):
        placed = ((a * p.real + c * p.imag + e, b * p.real + d * p.imag + f) for p in points)
        made.append(command + " ".join(written(value, digits) for point in placed for value in point))
    return "".join(made)


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


def _commands(data: str) -> Iterator[tuple[str, list[float]]]:
    """Each command and its numbers; one that is meant again without being written, again."""
    command, at = "", _after_gap(data, 0)
    while at < len(data):
        if data[at].upper() in _COUNTS and (command or data[at] in "Mm"):
            command, at = data[at], at + 1
        elif not _NUMBERS.match(data, at):
            wrong = f"path data cannot hold '{data[at : at + 10]}'"
            raise ValueError(wrong if command else "a path must begin with M")
        elif command in ("", "Z", "z"):
            raise ValueError("a number stands where a path's command should")
        else:
            command = {"M": "L", "m": "l"}.get(command, command)
        values = []
        for place in range(_COUNTS[command.upper()]):
            flag = command in "Aa" and place in (3, 4)  # one digit, which may touch what follows
            found = (_FLAG if flag else _NEXT).match(data, at)
            if found is None:
                raise ValueError("an arc's flag must be 0 or 1" if flag else "path data ends too soon")
            value = float(found[1])
            values.append(value if abs(value) <= MOST else number(found[1]))
            at = found.end()
        yield command, values
        at = _after_gap(data, at)


def _after_gap(data: str, at: int) -> int:
    return _GAP.match(data, at).end()  # type: ignore[union-attr]


def _drawn(data: str) -> Iterator[tuple[str, Points]]:
    """Path data as moves, lines, cubic curves and closings, and the points of each."""
    here = start = control = 0j
    before = ""
    for command, values in _commands(data):
        kind, origin = command.upper(), here if command.islower() else 0j
        mirrored = 2 * here - control if before in _SMOOTH.get(kind, ()) else here
        ends = values[-2:] if kind == "A" else values
        points = [origin + complex(x, y) for x, y in zip(ends[0::2], ends[1::2], strict=False)]
        match kind:
            case "M" | "L":
                start = points[0] if kind == "M" else start
                yield kind, points
            case "H":
                points = [complex(origin.real + values[0], here.imag)]
                yield "L", points
            case "V":
                points = [complex(here.real, origin.imag + values[0])]
                yield "L", points
            case "C" | "S":
                points = points if kind == "C" else [mirrored, *points]
                control = points[1]
                yield "C", points
            case "Q" | "T":
                control, end = points[0] if kind == "Q" else mirrored, points[-1]
                yield "C", (here + 2 / 3 * (control - here), end + 2 / 3 * (control - end), end)
            case "A":
                yield from _arc(here, values, points[0])
            case _:
                points = [start]
                yield "Z", ()
        here, before = points[-1], kind


def _arc(start: complex, values: Sequence[float], end: complex) -> Iterator[tuple[str, Points]]:
    """An elliptical arc as cubic curves of a quarter turn at most (SVG 1.1, appendix F.6)."""
    (rx, ry), (turn, large, sweep, *_) = map(abs, values[:2]), values[2:]
    if start == end:
        return
    if not rx or not ry:
        yield "L", (end,)
        return
    tilt, middle = rect(1, radians(turn)), (start + end) / 2
    half = (start - middle) / tilt
    from_middle = complex(half.real / rx, half.imag / ry)  # where the ellipse is a circle of radius 1
    grow = max(1.0, abs(from_middle))
    rx, ry, from_middle = rx * grow, ry * grow, from_middle / grow
    side = -1 if large == sweep else 1
    centre = side * sqrt(max(0.0, 1 / abs(from_middle) ** 2 - 1)) * -1j * from_middle
    first = phase(from_middle - centre)
    swept = phase(-from_middle - centre) - first
    if sweep and swept < 0:
        swept += 2 * pi
    elif not sweep and swept > 0:
        swept -= 2 * pi

    def place(point: complex) -> complex:
        x, y = (centre + point).real * rx, (centre + point).imag * ry
        return middle + tilt * complex(x, y)

    count = max(1, ceil(abs(swept) / (pi / 2) - 1e-9))
    lead = 4 / 3 * tan(swept / count / 4) * 1j
    for index in range(count):
        a, b = (rect(1, first + step * swept / count) for step in (index, index + 1))
        yield "C", (place(a * (1 + lead)), place(b * (1 - lead)), place(b))


def numbers(text: str) -> list[float]:
    """Numbers with white or commas between them. Raises ValueError."""
    return [number(one) for one in text.replace(",", " ").split()]


def length(text: str, whole: float) -> float:
    """A length in the units of the drawing; a share of ``whole`` if it is one. Raises ValueError."""
    text = text.strip()
    if text.endswith("%"):
        return number(text[:-1]) / 100 * whole
    unit = text[-2:].lower()
    return number(text[:-2]) * _UNITS[unit] if unit in _UNITS else number(text)


def outline(element: Element, name: str, frame: Frame) -> str:
    """The path data of a basic shape; ``frame`` is the size that shares are of. Raises ValueError."""
    match name:
        case "rect":
            return _rectangle(element, frame)
        case "circle" | "ellipse":
            x, y, r = _lengths(element, frame, "cx", "cy", "r")
            rx, ry = (r, r) if name == "circle" else _radii(element, frame)
            arcs = "".join(f"a{rx} {ry} 0 0 1 {dx * rx} {dy * ry}" for dx, dy in ((-1, 1), (-1, -1), (1, -1), (1, 1)))
            return f"M{x + rx} {y}{arcs}z" if min(rx, ry) > 0 else ""  # from the right, clockwise: where dashes begin
        case "line":
            x1, y1, x2, y2 = _lengths(element, frame, "x1", "y1", "x2", "y2")
            return f"M{x1} {y1}L{x2} {y2}"
        case "polyline" | "polygon":
            points = element.get("points", "").strip()
            return f"M{points}{'z' if name == 'polygon' else ''}" if points else ""
        case _:
            return element.get("d", "")


def _lengths(element: Element, frame: Frame, *names: str) -> list[float]:
    width, height = frame
    wholes = {"r": hypot(width, height) / sqrt(2)}
    wholes |= dict.fromkeys(("x", "x1", "x2", "cx", "rx", "width"), width)
    wholes |= dict.fromkeys(("y", "y1", "y2", "cy", "ry", "height"), height)
    return [length((element.get(name) or "0").replace("auto", "0"), wholes[name]) for name in names]


def _radii(element: Element, frame: Frame) -> tuple[float, float]:
    """Two radii; one that is not given is as the other."""
    rx, ry = _lengths(element, frame, "rx", "ry")
    given = [element.get(name, "auto").strip() not in ("", "auto") for name in ("rx", "ry")]
    return rx if given[0] else ry, ry if given[1] else rx


def _rectangle(element: Element, frame: Frame) -> str:
    x, y, width, height = _lengths(element, frame, "x", "y", "width", "height")
    if min(width, height) <= 0:
        return ""
    rx, ry = _radii(element, frame)
    rx, ry = min(rx, width / 2), min(ry, height / 2)
    if min(rx, ry) <= 0:
        return f"M{x} {y}h{width}v{height}h{-width}z"
    corners = [f"a{rx} {ry} 0 0 1 {dx} {dy}" for dx, dy in ((rx, ry), (-rx, ry), (-rx, -ry), (rx, -ry))]
    sides = (f"h{width - 2 * rx}", f"v{height - 2 * ry}", f"h{2 * rx - width}", f"v{2 * ry - height}")
    return f"M{x + rx} {y}" + "".join(map("".join, zip(sides, corners, strict=True))) + "z"
