"""The basic shapes of SVG as path data, and the lengths they are given in (SVG 1.1, 9 and 4.2)."""

import math
from xml.etree.ElementTree import Element

from leaflets.artwork.paths import number

OUTLINES = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
"""The basic shapes."""
_UNITS = {"px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
Frame = tuple[float, float]


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
    wholes = {"r": math.hypot(width, height) / math.sqrt(2)}
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
