"""Logos: a PNG or JPEG picture, or an SVG drawing of shapes filled with plain colours.

An SVG logo is drawn right or refused: nothing in it is fetched, run, expanded or left out without a word.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from leaflets.artwork.drawing import LARGEST, box, number, parsed
from leaflets.artwork.picture import ImageError
from leaflets.artwork.svg import operators
from leaflets.pdf import images
from leaflets.pdf.images import Picture

Matrix = tuple[float, float, float, float, float, float]

MOST_BYTES = 500_000
MOST_SHAPES = 2_000
DEEPEST = 24

_NAMED = {"black": "#000000", "white": "#FFFFFF"}
_SAID_ONLY = {"title", "desc", "metadata", "defs"}
_PLAIN = {
    "href": (),
    "clip-path": ("none",),
    "mask": ("none",),
    "filter": ("none",),
    "stroke": ("none",),
    "mix-blend-mode": ("normal",),
    "opacity": ("1", "1.0"),
    "fill-opacity": ("1", "1.0"),
    "display": ("inline", "block"),
    "visibility": ("visible",),
}
"""What must be as it is where nothing is said of it: a logo that needs more cannot be drawn right."""

_TURN = re.compile(r"\s*,?\s*(matrix|translate|scale|rotate|skewX|skewY)\s*\(([^()]*)\)")
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


class Shape(NamedTuple):
    """A filled shape: its path operators, whether it fills even-odd, its colour, and the matrix it is drawn through."""

    steps: str
    even_odd: bool
    colour: str
    matrix: Matrix


@dataclass(frozen=True)
class Logo:
    """A logo of a size, in its own units; ``colours`` are those it is made of. A picture, or else shapes."""

    width: float
    height: float
    colours: frozenset[str]
    picture: Picture | None = None
    shapes: tuple[Shape, ...] = ()


@lru_cache(maxsize=64)
def load(path: Path) -> Logo:
    """The logo in a file; the last few are kept in mind. Raises ImageError, which says why it cannot be used."""
    if path.suffix.lower() != ".svg":
        picture = images.load(path)
        return Logo(picture.width, picture.height, images.colours(path), picture)
    if path.stat().st_size > MOST_BYTES:
        raise ImageError(f"it has more than {MOST_BYTES // 1000} KB; a logo is a few shapes")
    try:
        root = parsed(path)
        left, top, width, height = box(root)
        shapes = tuple(_shapes(root, "#000000", False, (1, 0, 0, 1, -left, -top), 0))
    except SyntaxError as error:
        raise ImageError(f"it is no SVG drawing ({error})") from None
    except ValueError as error:
        raise ImageError(str(error).replace(path.name, "it")) from None
    if not 0 < len(shapes) <= MOST_SHAPES:
        raise ImageError(f"it has {len(shapes):,} shapes; a logo has at least one, and at most {MOST_SHAPES:,}")
    return Logo(width, height, frozenset(shape.colour for shape in shapes), shapes=shapes)


def _shapes(element: ElementTree.Element, fill: str, odd: bool, matrix: Matrix, depth: int) -> Iterator[Shape]:
    space, _, name = element.tag.rpartition("}") if isinstance(element.tag, str) else ("", "", "")
    if not name or name in _SAID_ONLY or (space and space != "{http://www.w3.org/2000/svg"):
        return
    if depth > DEEPEST:
        raise ValueError(f"its groups are nested more than {DEEPEST} deep")
    look = _look(element, name)
    colour = _colour(look["fill"]) if "fill" in look else fill
    odd = look["fill-rule"] == "evenodd" if "fill-rule" in look else odd
    matrix = _times(matrix, _matrix(element.get("transform", "")))
    if name in ("svg", "g") and not (name == "svg" and depth):
        for child in element:
            yield from _shapes(child, colour, odd, matrix, depth + 1)
    elif name in _PATHS:
        steps = operators(_PATHS[name](element))
        for token in steps.split():
            if token not in ("m", "l", "c", "h"):
                number(token)
        if colour and steps:
            yield Shape(steps, odd, colour, matrix)
    else:
        raise ValueError(f"it holds a '{name}'; a logo is made of filled shapes")


def _look(element: ElementTree.Element, name: str) -> Mapping[str, str]:
    """How a shape looks, from its attributes and its style. Raises ValueError for what cannot be drawn."""
    pairs = [part.partition(":")[::2] for part in element.get("style", "").split(";") if part.strip()]
    look = {key.rpartition("}")[2]: value for key, value in element.attrib.items()}
    look |= {key.strip(): value for key, value in pairs}
    if any(key.strip() == "transform" for key, _ in pairs):
        raise ValueError(f"its '{name}' has a 'transform' in its style; write it as an attribute")
    for key, plain in _PLAIN.items():
        if key in look and look[key].strip() not in plain:
            raise ValueError(f"its '{name}' has '{key}'; a logo is made of filled shapes in plain colours")
    return {key: look[key].strip() for key in ("fill", "fill-rule") if key in look}


def _colour(text: str) -> str:
    """``#RRGGBB``; nothing for what is not filled. Raises ValueError for what is no plain colour."""
    if text == "none":
        return ""
    if re.fullmatch(r"#[0-9A-Fa-f]{6}", text):
        return text.upper()
    if re.fullmatch(r"#[0-9A-Fa-f]{3}", text):
        return "#" + "".join(2 * digit for digit in text[1:]).upper()
    parts = re.fullmatch(r"rgb\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*\)", text)
    if parts and max(map(int, parts.groups())) <= 255:
        return "#" + "".join(f"{int(part):02X}" for part in parts.groups())
    if text in _NAMED:
        return _NAMED[text]
    raise ValueError(f"'{text[:30]}' is not a plain colour; write it as '#0B5563'")


def _matrix(text: str) -> Matrix:
    """A transform attribute (SVG 1.1, 7.6) as one matrix."""
    made, end = IDENTITY, 0
    while match := _TURN.match(text, end):
        made = _times(made, _turn(match[1], [number(value) for value in match[2].replace(",", " ").split()]))
        end = match.end()
    if text[end:].strip():
        raise ValueError(f"'{text[end : end + 30].strip()}' is not a transform")
    return made


def _turn(kind: str, values: list[float]) -> Matrix:
    match kind, values:
        case "matrix", [a, b, c, d, e, f]:
            return a, b, c, d, e, f
        case "translate", [x]:
            return 1, 0, 0, 1, x, 0
        case "translate", [x, y]:
            return 1, 0, 0, 1, x, y
        case "scale", [x]:
            return x, 0, 0, x, 0, 0
        case "scale", [x, y]:
            return x, 0, 0, y, 0, 0
        case "rotate", [turn]:
            cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
            return cos, sin, -sin, cos, 0, 0
        case "rotate", [turn, x, y]:
            return _times(_times((1, 0, 0, 1, x, y), _turn("rotate", [turn])), (1, 0, 0, 1, -x, -y))
        case "skewX", [turn]:
            return 1, 0, math.tan(math.radians(turn)), 1, 0, 0
        case "skewY", [turn]:
            return 1, math.tan(math.radians(turn)), 0, 1, 0, 0
    raise ValueError(f"a {kind} cannot have {len(values)} numbers")


def _times(first: Matrix, second: Matrix) -> Matrix:
    """The matrix that does ``second``, then ``first``. Raises ValueError where numbers grow too large."""
    a, b, c, d, e, f = first
    g, h, i, j, k, l = second  # noqa: E741 (as they are called in the specification)
    made = (a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f)
    if not all(abs(value) <= LARGEST for value in made):
        raise ValueError(f"its transforms enlarge it to more than {LARGEST:,.0f} units")
    return made


def _get(element: ElementTree.Element, *names: str) -> list[float]:
    return [number(element.get(name, "0").removesuffix("px")) for name in names]


def _rectangle(element: ElementTree.Element) -> str:
    x, y, width, height, rx, ry = _get(element, "x", "y", "width", "height", "rx", "ry")
    rx, ry = min(rx or ry, width / 2), min(ry or rx, height / 2)
    if min(width, height) <= 0:
        return ""
    if not rx:
        return f"M{x} {y}h{width}v{height}h{-width}z"
    corners = [f"a{rx} {ry} 0 0 1 {dx} {dy}" for dx, dy in ((rx, ry), (-rx, ry), (-rx, -ry), (rx, -ry))]
    sides = (f"h{width - 2 * rx}", f"v{height - 2 * ry}", f"h{2 * rx - width}", f"v{2 * ry - height}")
    return f"M{x + rx} {y}" + "".join(map("".join, zip(sides, corners, strict=True))) + "z"


def _ellipse(element: ElementTree.Element) -> str:
    x, y, r, rx, ry = _get(element, "cx", "cy", "r", "rx", "ry")
    rx, ry = rx or r, ry or r
    arcs = f"a{rx} {ry} 0 1 1 {2 * rx} 0a{rx} {ry} 0 1 1 {-2 * rx} 0"
    return f"M{x - rx} {y}{arcs}z" if min(rx, ry) > 0 else ""


def _polygon(element: ElementTree.Element) -> str:
    return f"M{element.get('points', '')}z"


_PATHS: Mapping[str, Callable[[ElementTree.Element], str]] = {
    "path": lambda element: element.get("d", ""),
    "rect": _rectangle,
    "circle": _ellipse,
    "ellipse": _ellipse,
    "polygon": _polygon,
    "polyline": _polygon,
}
