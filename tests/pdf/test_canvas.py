"""The canvas: nothing is painted outside a mark or an artifact, and what is painted stands where it was put."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from leaflets.inspect.rules.conformance import check
from leaflets.pdf.canvas import Canvas, Run, UntaggedError, number
from leaflets.pdf.shell import finished
from support import pdf
from support.sample import INK, blank, regular, say

DRAWINGS: dict[str, Callable[[Canvas], None]] = {
    "words": lambda page: page.lines([(20, 20, [Run("words", regular(), 12, INK)])]),
    "a rectangle": lambda page: page.rectangle((0, 0, 10, 10), "#FFFFFF"),
    "a rounded rectangle": lambda page: page.rectangle((0, 0, 10, 10), "#FFFFFF", radius=2),
    "a polygon": lambda page: page.polygon([(0, 0), (1, 0), (1, 1)], "#FFFFFF"),
    "a circle": lambda page: page.circle(5, 5, 5, "#FFFFFF"),
    "a rule": lambda page: page.rule(0, 0, 10, INK),
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_painting_outside_a_mark_is_refused(name: str) -> None:
    with pytest.raises(UntaggedError, match="outside a mark"):
        DRAWINGS[name](blank().page(100, 100))


@pytest.mark.parametrize("name", DRAWINGS)
def test_painting_after_a_mark_has_closed_is_refused(name: str) -> None:
    document = blank()
    page = document.page(100, 100)
    say(page, document.root.add("P"), 10, 10, "closed")
    with pytest.raises(UntaggedError, match="outside a mark"):
        DRAWINGS[name](page)


@pytest.mark.parametrize("name", DRAWINGS)
def test_painting_inside_an_artifact_is_allowed(name: str) -> None:
    document = blank()
    page = document.page(100, 100)
    say(page, document.root.add("H1"), 10, 10, "Heading")
    with page.artifact("Pagination", "Header"):
        DRAWINGS[name](page)
    assert check(finished(document)) == []


def test_a_mark_inside_a_mark_is_refused() -> None:
    document = blank()
    page = document.page(100, 100)
    with page.mark(document.root.add("P")), pytest.raises(UntaggedError, match="mark inside a mark"):
        say(page, document.root.add("P"), 10, 10, "inner")


def test_an_artifact_inside_a_mark_is_refused() -> None:
    document = blank()
    page = document.page(100, 100)
    with (
        page.mark(document.root.add("P")),
        pytest.raises(UntaggedError, match="mark inside a mark"),
        page.artifact(),
    ):
        page.rule(0, 0, 10, INK)


def test_each_shape_stands_where_it_was_put_in_its_colours() -> None:
    document = blank()
    page = document.page(200, 200)
    with page.artifact():
        page.rectangle((10, 20, 30, 40), "#FF0000")
        page.rectangle((50, 20, 30, 40), "", "#00FF00", 2)
        page.rectangle((90, 20, 30, 40), "#0000FF", "#112233", 0.5, 5)
        page.circle(150, 40, 20, "#FFFFFF")
        page.rule(10, 100, 180, "#445566", 0.75)
        page.polygon([(10, 120), (30, 120), (20, 150)], "#000000")

    shapes = pdf.read(finished(document)).pages[0].shapes

    assert [(s.kind, s.x, s.y, s.width, s.height, s.fill, s.stroke) for s in shapes] == [
        ("rectangle", 10, 20, 30, 40, "#FF0000", ""),
        ("rectangle", 50, 20, 30, 40, "", "#00FF00"),
        ("rounded", 90, 20, 30, 40, "#0000FF", "#112233"),
        ("rounded", 130, 20, 40, 40, "#FFFFFF", ""),
        ("rule", 10, 100, 180, 0, "", "#445566"),
        ("path", 10, 120, 20, 30, "#000000", ""),
    ]
    assert [s.line for s in shapes if s.stroke] == [2, 0.5, 0.75]


def test_a_colour_is_right_again_after_drawing_into_the_other_stream() -> None:
    document = blank()
    page = document.page(200, 200)
    with page.artifact():
        page.rectangle((0, 0, 10, 10), "#AA0000")
    with page.local(), page.artifact("Pagination", "Header"):
        page.rectangle((0, 20, 10, 10), "#00AA00")
    with page.artifact():
        page.rectangle((0, 40, 10, 10), "#AA0000")

    shapes = pdf.read(finished(document)).pages[0].shapes

    assert {(shape.y, shape.fill) for shape in shapes} == {(0, "#AA0000"), (20, "#00AA00"), (40, "#AA0000")}


def test_lines_may_hold_several_fonts_sizes_and_colours() -> None:
    document = blank()
    page = document.page(300, 200)
    with page.mark(document.root.add("H1")):
        page.lines(
            [
                (20, 150, [Run("large ", regular(), 24, "#FF0000"), Run("small", regular(), 8, "#0000FF")]),
                (40, 120, [Run("below", regular(), 12, "#000000")]),
            ]
        )

    large, small, below = pdf.read(finished(document)).pages[0].runs

    assert [(run.size, run.colour) for run in (large, small, below)] == [
        (24, "#FF0000"),
        (8, "#0000FF"),
        (12, "#000000"),
    ]
    assert (large.x, large.y) == (20, 150)
    assert small.x == pytest.approx(20 + regular().width("large ", 24), abs=0.01)
    assert (below.x, below.y) == (40, 120)


def test_long_columns_do_not_drift() -> None:
    document = blank()
    page = document.page(300, 800)
    places = [(20.004 + 0.013 * index, 790 - 7.003 * index) for index in range(100)]
    with page.mark(document.root.add("H1")):
        page.lines([(x, y, [Run("word", regular(), 6, INK)]) for x, y in places])

    runs = pdf.read(finished(document)).pages[0].runs

    assert len(runs) == len(places)
    for run, (x, y) in zip(runs, places, strict=True):
        assert run.x == pytest.approx(x, abs=0.02)
        assert run.y == pytest.approx(y, abs=0.02)


def test_numbers_are_written_short_and_never_with_an_exponent() -> None:
    assert [number(value) for value in (12.0, 0.1 + 0.2, -3.456, 0.00001, -0.0, 841.89, 1e7)] == [
        "12", "0.3", "-3.46", "0", "0", "841.89", "10000000",
    ]  # fmt: skip
