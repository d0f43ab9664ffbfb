"""Transforms of SVG and CSS, as matrices (CSS Transforms 1, 9; SVG 1.1, 7.6)."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)

_LENGTHS = {"": 1.0, "px": 1.0}
_ANGLES = {"": 1.0, "deg": 1.0, "grad": 0.9, "turn": 360.0, "rad": 180 / math.pi}


def times(first: Matrix, second: Matrix) -> Matrix:
    """The matrix that does ``second``, then ``first``."""
    a, b, c, d, e, f = first
    g, h, i, j, k, l = second  # noqa: E741 (as they are called in the specification)
    return a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f


def evenly(matrix: Matrix) -> float:
    """How much a matrix enlarges; 0 for one that stretches one way more than the other, and so distorts lines."""
    a, b, c, d, *_ = matrix
    across, down = math.hypot(a, b), math.hypot(c, d)
    even = math.isclose(across, down, rel_tol=1e-4) and abs(a * c + b * d) <= 1e-4 * across * down
    return across if even else 0.0


def matrix(text: str) -> Matrix:
    """A list of transforms as one matrix. Raises ValueError for what is none."""
    made = IDENTITY
    if text.strip() in ("", "none"):
        return made
    import tinycss2  # slow to start, and few drawings need it

    for token in tinycss2.parse_component_value_list(text, skip_comments=True):
        if token.type == "function":
            units = _ANGLES if token.lower_name.startswith(("rotate", "skew")) else _LENGTHS
            made = times(made, _turn(token.lower_name, list(_numbers(token.arguments, units))))
        elif token.type not in ("whitespace", "literal"):
            raise ValueError(f"'{text[:30].strip()}' is not a transform")
    return made


def _numbers(tokens: Sequence[Any], units: Mapping[str, float]) -> Iterator[float]:
    for token in tokens:
        unit = token.lower_unit if token.type == "dimension" else ""
        if token.type in ("number", "dimension") and unit in units:
            yield token.value * units[unit]
        elif token.type not in ("whitespace", "literal"):
            raise ValueError(f"'{token.serialize()[:20]}' is no number of a transform")


def _turn(kind: str, values: list[float]) -> Matrix:
    if kind[-1:] in ("x", "y") and len(values) == 1:  # along one axis alone
        still = 1.0 if kind.startswith("scale") else 0.0
        values = [values[0], still] if kind.endswith("x") else [still, values[0]]
        kind = kind[:-1]
    match kind, values:
        case "matrix", [a, b, c, d, e, f]:
            return a, b, c, d, e, f
        case "translate", [x, *rest] if len(rest) < 2:
            return 1, 0, 0, 1, x, sum(rest)
        case "scale", [x]:
            return x, 0, 0, x, 0, 0
        case "scale", [x, y]:
            return x, 0, 0, y, 0, 0
        case "rotate", [turn]:
            cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
            return cos, sin, -sin, cos, 0, 0
        case "rotate", [turn, x, y]:
            return times(times((1, 0, 0, 1, x, y), _turn("rotate", [turn])), (1, 0, 0, 1, -x, -y))
        case "skew", [x, y]:
            return 1, math.tan(math.radians(y)), math.tan(math.radians(x)), 1, 0, 0
    raise ValueError(f"'{kind[:20]}' is no transform of {len(values)} numbers that can be drawn")
