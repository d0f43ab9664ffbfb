"""The building blocks of a page: their heights, where they may be broken, and where they draw."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from leaflets.layout.flowable import HARDLY, NEVER, Columns, Drawn, Padding, Paragraph, Row, Stack, parting_rows
from leaflets.pdf.canvas import Canvas
from leaflets.pdf.tree import Node
from leaflets.text.lines import Chunk, TextStyle, break_lines
from support.sample import INK, blank, bold, regular

BODY = TextStyle(regular(), bold(), 12, 16, INK)


def page() -> Canvas:
    return blank().page(600, 800)


class Noted:
    """Flowables that note where they are drawn."""

    def __init__(self) -> None:
        self.drawn: list[tuple[str, float, float]] = []

    def cell(self, name: str, height: float) -> Drawn:
        return Drawn(height, lambda _, x, top: self.drawn.append((name, x, top)))


def paragraph(words: int) -> Paragraph:
    return Paragraph(break_lines([Chunk(BODY.run(" ".join(["mmmmmmmm"] * words)))], 80), BODY, Node("P"))


class TestParagraph:
    def test_is_as_tall_as_its_lines(self) -> None:
        assert paragraph(5).height == 5 * 16

    @given(st.integers(1, 12))
    def test_leaves_no_line_alone_at_either_end(self, count: int) -> None:
        made = paragraph(count)
        breakable = [index for index, cost in enumerate(made.costs[:-1], 1) if cost != NEVER]
        assert all(2 <= index <= count - 2 for index in breakable)
        assert len(breakable) == max(count - 3, 0)
        assert made.costs[-1] != NEVER

    def test_that_heads_something_is_never_parted_from_it(self) -> None:
        assert set(paragraph(4).keep_with_next().costs) == {NEVER}


class TestStack:
    def test_is_as_tall_as_what_is_inside_with_padding_and_white(self) -> None:
        noted = Noted()
        first, second = noted.cell("a", 20), noted.cell("b", 30)
        first.after, second.before = 5, 8
        made = Stack([first, second], 200, Padding(3, 0, 4, 10))
        assert made.height == 20 + 30 + 8 + 3 + 4
        made.draw_whole(page(), 100, 700)
        assert noted.drawn == [("a", 110, 697), ("b", 110, 669)]

    def test_stays_whole_unless_it_is_too_tall_for_that(self) -> None:
        cells = [Noted().cell(str(index), 50) for index in range(4)]
        assert set(Stack(cells, 200).costs[:-1]) == {NEVER}
        assert NEVER not in Stack(cells, 200, most=100).costs

    def test_draws_its_frame_around_what_is_drawn(self) -> None:
        framed: list[tuple[float, ...]] = []
        noted = Noted()
        made = Stack(
            [noted.cell("a", 50), noted.cell("b", 60)],
            200,
            frame=lambda _, x, top, width, height, _begins: framed.append((x, top, width, height)),
            most=80,
        )
        made.draw(page(), 40, 700, 0, 1)
        made.draw(page(), 40, 780, 1, 2)
        assert framed == [(40, 700, 200, 50), (40, 780, 200, 60)]
        assert noted.drawn == [("a", 40, 700), ("b", 40, 780)]


class TestRow:
    def test_is_as_tall_as_its_tallest_cell_and_draws_all_from_one_top(self) -> None:
        noted = Noted()
        row = Row([(0, noted.cell("a", 20)), (90, noted.cell("b", 35))])
        assert row.height == 35
        row.draw_whole(page(), 40, 700)
        assert noted.drawn == [("a", 40, 700), ("b", 130, 700)]


class TestColumns:
    @given(st.lists(st.integers(5, 60), min_size=1, max_size=15))
    def test_draw_every_cell_once_down_the_first_and_then_down_the_second(self, heights: list[int]) -> None:
        noted = Noted()
        made = Columns([noted.cell(str(index), float(tall)) for index, tall in enumerate(heights)], 200, 4)
        made.draw_whole(page(), 40, 700)
        assert [name for name, _, _ in noted.drawn] == [str(index) for index in range(len(heights))]
        sides = [x for _, x, _ in noted.drawn]
        assert sides == sorted(sides)
        assert set(sides) <= {40, 240}

    @given(st.lists(st.integers(5, 60), min_size=1, max_size=15))
    def test_are_as_even_as_whole_cells_allow(self, heights: list[int]) -> None:
        made = Columns([Noted().cell("", float(tall)) for tall in heights], 200, 0)
        ways = [max(sum(heights[:split]), sum(heights[split:])) for split in range(len(heights) + 1)]
        assert made.height == min(ways)

    def test_keep_two_cells_together_at_either_end(self) -> None:
        costs = Columns([Noted().cell("", 10) for _ in range(6)], 200, 0).costs
        assert [cost == HARDLY for cost in costs] == [True, False, False, False, True, False]


def parted_after(heights: list[float]) -> list[int]:
    return [row for row, cost in enumerate(parting_rows(heights, 100.0), 1) if cost < HARDLY]


def test_ten_rows_that_fit_a_page_stay_whole() -> None:
    assert parted_after([10.0] * 10) == []


def test_of_more_rows_five_stay_at_either_end() -> None:
    assert parted_after([10.0] * 12) == [5, 6, 7]


def test_of_rows_too_high_for_a_page_two_stay_at_either_end() -> None:
    assert parted_after([30.0] * 6) == [2, 3, 4]
    assert parted_after([30.0] * 12) == [2, 3, 4, 5, 6, 7, 8, 9, 10]


def test_no_rows_are_parted_nowhere() -> None:
    assert parted_after([]) == []
