"""SVG path data made plain: every command, absolute and relative, against results known by hand."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest

from leaflets.artwork.figures import load
from leaflets.artwork.paths import plain, reach
from support.projects import ROOT

ICONS = sorted((ROOT / "assets/icons").glob("*.svg")) + sorted((ROOT / "assets/pictures").glob("*.svg"))

KNOWN = {
    "M1 2L3 4": "M1 2L3 4",
    "m1 2l3 4": "M1 2L4 6",
    "M1 2 3 4 5 6": "M1 2L3 4L5 6",
    "m1 2 3 4 5 6": "M1 2L4 6L9 12",
    "M1 2H5V7": "M1 2L5 2L5 7",
    "M1 2h5v7": "M1 2L6 2L6 9",
    "M1 2H5 6": "M1 2L5 2L6 2",
    "M0 0C1 2 3 4 5 6": "M0 0C1 2 3 4 5 6",
    "M1 1c1 2 3 4 5 6": "M1 1C2 3 4 5 6 7",
    "M0 0C1 2 3 4 5 6S9 9 8 7": "M0 0C1 2 3 4 5 6C7 8 9 9 8 7",
    "M0 0C1 2 3 4 5 6s4 3 3 1": "M0 0C1 2 3 4 5 6C7 8 9 9 8 7",
    "M2 2S3 4 5 6": "M2 2C2 2 3 4 5 6",
    "M0 0C1 2 3 4 5 6L8 8S9 9 10 10": "M0 0C1 2 3 4 5 6L8 8C8 8 9 9 10 10",
    "M0 0Q3 3 6 0": "M0 0C2 2 4 2 6 0",
    "M1 1q3 3 6 0": "M1 1C3 3 5 3 7 1",
    "M0 0Q3 3 6 0T12 0": "M0 0C2 2 4 2 6 0C8 -2 10 -2 12 0",
    "M0 0q3 3 6 0t6 0": "M0 0C2 2 4 2 6 0C8 -2 10 -2 12 0",
    "M1 1h4v4zl1 1": "M1 1L5 1L5 5ZL2 2",
    "M1 1h4ZM9 9h1Z": "M1 1L5 1ZM9 9L10 9Z",
    "M1 1h4zm2 2h1": "M1 1L5 1ZM3 3L4 3",
    "M.5.5-1-1": "M0.5 0.5L-1 -1",
    "M1e1,2E-1 +3-4": "M10 0.2L3 -4",
    " M 1 , 2\n\tL 3,4 ": "M1 2L3 4",
    "M0 0A0 5 0 0 1 9 9": "M0 0L9 9",
    "M5 5A3 3 0 1 1 5 5": "M5 5",
    "M0 0C1 2 3 4 5 6T12 0": "M0 0C1 2 3 4 5 6C5 6 7.333 4 12 0",
    "M0 0Q3 3 6 0S9 9 12 0": "M0 0C2 2 4 2 6 0C6 0 9 9 12 0",
    "": "",
}


@pytest.mark.parametrize("data", KNOWN)
def test_each_command_is_made_plain(data: str) -> None:
    assert plain(data) == KNOWN[data]


def curves(data: str) -> list[tuple[float, ...]]:
    """The curves of path data, each with the point it starts from."""
    found: list[tuple[float, ...]] = []
    here: tuple[float, ...] = (0.0, 0.0)
    for command, numbers in re.findall(r"([MLC])([^MLCZ]+)", plain(data)):
        values = tuple(map(float, numbers.split()))
        if command == "C":
            found.append((*here, *values))
        here = values[-2:]
    return found


def along(curve: tuple[float, ...], t: float) -> tuple[float, float]:
    """A point of a cubic curve."""
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
    return (
        sum(weight * x for weight, x in zip(weights, curve[0::2], strict=True)),
        sum(weight * y for weight, y in zip(weights, curve[1::2], strict=True)),
    )


def points(data: str) -> list[tuple[float, float]]:
    return [along(curve, step / 8) for curve in curves(data) for step in range(9)]


@pytest.mark.parametrize(
    ("flags", "centre", "count"),
    [("0 1", (0, 10), 1), ("0 0", (10, 0), 1), ("1 1", (10, 0), 3), ("1 0", (0, 10), 3)],
)
def test_the_flags_of_an_arc_choose_one_of_four(flags: str, centre: tuple[float, float], count: int) -> None:
    data = f"M0 0A10 10 0 {flags} 10 10"
    made = curves(data)
    assert len(made) == count, "quarters of a circle"
    assert made[0][:2] == (0, 0)
    assert made[-1][-2:] == (10, 10)
    for point in points(data):
        assert math.dist(point, centre) == pytest.approx(10, abs=0.01)


@pytest.mark.parametrize("turn", [0, 30, 90, -45, 200])
@pytest.mark.parametrize("flags", ["0 0", "0 1", "1 0", "1 1"])
def test_every_point_of_an_arc_lies_on_one_ellipse(turn: int, flags: str) -> None:
    data = f"M3 4A12 7 {turn} {flags} 14 9"
    made = points(data)
    assert made[0] == (3, 4)
    assert made[-1] == pytest.approx((14, 9), abs=0.001)
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    # on the ellipse's own axes, each as a circle of radius 1: all points are equally far from one middle
    flat = [((cos * x + sin * y) / 12, (cos * y - sin * x) / 7) for x, y in made]
    assert len(flat) >= 9
    middle = circle_through(flat[0], flat[4], flat[8])
    for point in flat:
        assert math.dist(point, middle) == pytest.approx(1, abs=0.002)


def circle_through(
    a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]
) -> tuple[float, float]:  # fmt: skip
    """The middle of the circle through three points."""
    d = 2 * (a[0] * (b[1] - c[1]) + b[0] * (c[1] - a[1]) + c[0] * (a[1] - b[1]))
    squares = [x * x + y * y for x, y in (a, b, c)]
    x = squares[0] * (b[1] - c[1]) + squares[1] * (c[1] - a[1]) + squares[2] * (a[1] - b[1])
    y = squares[0] * (c[0] - b[0]) + squares[1] * (a[0] - c[0]) + squares[2] * (b[0] - a[0])
    return x / d, y / d


def test_a_relative_arc_ends_where_it_says() -> None:
    assert plain("M5 5a4 4 0 0 1 4 4") == plain("M5 5A4 4 0 0 1 9 9")


def test_flags_may_touch_what_follows() -> None:
    assert plain("M5 5a4 4 0 014 4") == plain("M5 5a4 4 0 0 1 4 4")
    assert plain("M5 5a4 4 0 01.5.5") == plain("M5 5a4 4 0 0 1 0.5 0.5")
    assert plain("M5 5a4 4 0 10-4-4") == plain("M5 5a4 4 0 1 0 -4 -4")
    assert plain("M5 5a4 4 0 014 4 4 4 0 014-4").count("C") == 2


def test_an_ellipse_too_small_for_its_ends_is_made_larger() -> None:
    assert plain("M0 0A1 1 0 0 1 10 0") == plain("M0 0A5 5 0 0 1 10 0")


def test_a_smooth_curve_goes_on_in_the_direction_of_the_one_before() -> None:
    first, second = curves("M0 0C0 5 4 9 8 9S16 5 16 0")
    into = (first[6] - first[4], first[7] - first[5])
    out = (second[2] - second[0], second[3] - second[1])
    assert into == out


@pytest.mark.parametrize("data", ["5 5", "M0 0 L5", "M", "M0 0h1z 5", "M0 0A1 1 0 2 1 3 3", "M0 0A1 1 0 0 1", "M0 0C1"])
def test_path_data_that_cannot_be_drawn_is_refused(data: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        plain(data)


@pytest.mark.parametrize("path", ICONS, ids=lambda path: path.stem)
def test_every_drawing_shipped_can_be_drawn_and_stays_in_its_frame(path: Path) -> None:
    drawing = load(path)
    assert drawing.shapes
    for shape in drawing.shapes:
        left, top, right, bottom = reach(shape.area.path)
        assert min(left, top) >= -1
        assert right <= drawing.width + 1
        assert bottom <= drawing.height + 1


def test_drawings_are_shipped() -> None:
    assert len(ICONS) > 20


def test_a_long_path_with_much_white_in_it_is_read_in_one_go() -> None:
    assert plain("M0 0" + "h1 " * 50_000 + " " * 200_000).count("L") == 50_000
