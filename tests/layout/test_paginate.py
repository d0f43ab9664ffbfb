"""Choosing the pages: everything on exactly one, in order, and what belongs together kept together."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets.layout.flowable import NEVER, Columns, Drawn, Flowable
from leaflets.layout.paginate import Page, paginate
from leaflets.problems import ContentError, Source

HEIGHT = 100.0


class Pieces(Flowable):
    """A flowable of some pieces, drawn nowhere."""


def pieces(*heights: float, cost: float = 20.0, before: float = 0.0, line: int = 1) -> Pieces:
    made = Pieces(heights, [cost] * len(heights))
    made.before, made.where = before, Source("a.yaml", line, 1)
    return made


def note(height: float) -> Drawn:
    return Drawn(height, lambda *_: None)


def shown(pages: list[Page]) -> list[list[tuple[Flowable, int]]]:
    """The pieces on each page."""
    return [[(placed.flowable, piece) for placed in page.text for piece in range(placed.first, placed.last)]
            for page in pages]  # fmt: skip


STORIES = st.lists(
    st.tuples(
        st.lists(st.integers(1, 40), min_size=1, max_size=8),
        st.sampled_from([5.0, 30.0, NEVER]),
        st.integers(0, 12),
    ),
    min_size=1,
    max_size=25,
)


@given(STORIES)
def test_every_piece_stands_on_exactly_one_page_in_order(story: list[tuple[list[int], float, int]]) -> None:
    made = [pieces(*map(float, heights), before=before) for heights, _, before in story]
    pages = paginate(made, HEIGHT, 6)
    every = [piece for page in shown(pages) for piece in page]
    assert every == [(flowable, index) for flowable in made for index in range(len(flowable.heights))]
    assert all(page.text for page in pages)


@given(STORIES)
def test_no_page_is_too_full_and_nothing_on_it_overlaps(story: list[tuple[list[int], float, int]]) -> None:
    made = [pieces(*map(float, heights), before=before) for heights, _, before in story]
    for page in paginate(made, HEIGHT, 6):
        for placed, after in pairwise(page.text):
            assert placed.down + placed.height <= after.down + 0.01
        assert page.text[0].down == 0
        assert page.text[-1].down + page.text[-1].height <= HEIGHT + 0.01


@given(STORIES)
def test_what_must_not_be_parted_is_on_one_page(story: list[tuple[list[int], float, int]]) -> None:
    made = [pieces(*map(float, heights), cost=cost, before=before) for heights, cost, before in story]
    try:
        pages = paginate(made, HEIGHT, 6)
    except ContentError:
        return  # a chain longer than a page; that it is said is another test's matter
    for before, _ in pairwise(shown(pages)):
        flowable, piece = before[-1]
        assert flowable.costs[piece] != NEVER


def test_a_heading_goes_to_the_next_page_with_what_it_heads() -> None:
    heading = pieces(20, cost=NEVER)
    pages = paginate([pieces(60), heading, pieces(30, 30)], HEIGHT, 6)
    assert shown(pages)[1][0] == (heading, 0)


def test_a_piece_taller_than_a_page_is_a_problem_at_its_line() -> None:
    with pytest.raises(ContentError) as caught:
        paginate([pieces(50), pieces(130, line=7)], HEIGHT, 6)
    (problem,) = caught.value.problems
    assert str(problem.where) == "a.yaml:7:1"
    assert problem.message == "this is 11 mm taller than a page"
    assert problem.hint == "make it shorter, or break it in two"


def test_all_pieces_taller_than_a_page_are_said_at_once() -> None:
    with pytest.raises(ContentError) as caught:
        paginate([pieces(130, line=3), pieces(50), pieces(101, line=7)], HEIGHT, 6)
    assert [problem.where.line for problem in caught.value.problems] == [3, 7]


def test_a_chain_that_may_not_be_broken_and_is_taller_than_a_page_is_a_problem() -> None:
    with pytest.raises(ContentError) as caught:
        paginate([pieces(50, line=1), pieces(60, 60, cost=NEVER, line=5), pieces(10, line=9)], HEIGHT, 6)
    (problem,) = caught.value.problems
    assert problem.message == "what must stay together here is taller than a page"
    assert problem.where.line == 5


def test_white_above_is_dropped_at_the_head_of_a_page() -> None:
    pages = paginate([pieces(80), pieces(80, before=30)], HEIGHT, 6)
    assert [page.text[0].down for page in pages] == [0, 0]


def test_of_two_whites_that_meet_the_greater_counts() -> None:
    above, below = pieces(20), pieces(20, before=12)
    above.after = 8
    (page,) = paginate([above, below], HEIGHT, 6)
    assert page.text[1].down == 32


@pytest.mark.parametrize(("before", "parted"), [(0, False), (1, True), (2, False), (3, True)])
def test_a_section_goes_on_on_the_facing_page_and_not_over_the_leaf(before: int, parted: bool) -> None:
    """Of a right-hand page some is left white sooner, of a left-hand page not: what follows is read with it."""
    short, long = pieces(*[5.0] * 15, cost=0.0), pieces(*[5.0] * 14, cost=0.0)
    short.anchor, long.anchor = "short", "long"
    pages = paginate([*(pieces(100) for _ in range(before)), short, long], HEIGHT, 6)
    assert len(pages) == before + 2
    assert (pages[before].text[-1].flowable is long) is parted


def test_a_note_stands_beside_its_block() -> None:
    block = pieces(30)
    block.asides = (note(20),)
    (page,) = paginate([pieces(40), block], HEIGHT, 6)
    (aside,) = page.side
    assert aside.down == page.text[1].down


@given(st.lists(st.tuples(st.integers(10, 40), st.integers(0, 60)), min_size=1, max_size=12))
def test_notes_neither_overlap_nor_leave_the_page(blocks: list[tuple[int, int]]) -> None:
    story = []
    for tall, tall_note in blocks:
        block = pieces(float(tall))
        if tall_note:
            block.asides = (note(float(tall_note)),)
        story.append(block)
    for page in paginate(story, HEIGHT, 6):
        for placed, after in pairwise(page.side):
            assert placed.down + placed.height <= after.down
        for placed in page.side:
            assert placed.down >= 0
            assert placed.down + placed.height <= HEIGHT + 0.01


@given(st.lists(st.integers(5, 45), min_size=1, max_size=20), st.integers(0, 80))
def test_columns_that_go_on_on_another_page_fit_on_it(cells: list[int], above: int) -> None:
    columns = Columns([note(float(tall)) for tall in cells], 200, 0)
    story: list[Flowable] = [pieces(float(above)), columns] if above else [columns]
    try:
        pages = paginate(story, HEIGHT, 6)
    except ContentError:
        return  # the few cells that must stay together are taller than a page
    for page in pages:
        assert page.text[-1].down + page.text[-1].height <= HEIGHT + 0.01
