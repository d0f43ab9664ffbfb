"""Text in lines: every word is kept, no line is too wide, and links are read where they stand."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets.inspect.rules.conformance import check
from leaflets.pdf.lines import draw_lines
from leaflets.pdf.shell import finished
from leaflets.text.lines import Chunk, Link, TextStyle, break_lines
from support import pdf
from support.sample import INK, blank, bold, regular

BODY = TextStyle(regular(), bold(), 12, 16, INK)
WORDS = "Call your team at once if you have a fever, or feel shivery or unwell. Do not wait."


def drawn(chunks: list[Chunk], width: float) -> pdf.Inspected:
    """The chunks as one paragraph of a page that has a heading."""
    document = blank()
    page = document.page(600, 400)
    heading = break_lines([Chunk(BODY.run("Heading", strong=True))], 500)
    draw_lines(page, document.root.add("H1"), heading, 20, 380, BODY)
    draw_lines(page, document.root.add("P"), break_lines(chunks, width), 20, 340, BODY)
    data = finished(document)
    assert check(data) == []
    return pdf.read(data)


def paragraph(chunks: list[Chunk], width: float) -> str:
    """The paragraph as a listener hears it."""
    return drawn(chunks, width).text.splitlines()[1]


@pytest.mark.parametrize("width", [90, 130, 200, 500])
def test_a_paragraph_says_the_same_however_it_is_broken(width: float) -> None:
    assert paragraph([Chunk(BODY.run(WORDS))], width) == WORDS


@pytest.mark.parametrize("width", [90, 130, 200, 500])
def test_no_line_is_wider_than_its_column(width: float) -> None:
    lines = drawn([Chunk(BODY.run(WORDS))], width).pages[0].lines[1:]
    assert lines
    assert all(line.width <= width + 0.05 for line in lines)
    assert all(line.x == 20 for line in lines)


def test_lines_stand_a_leading_apart() -> None:
    lines = drawn([Chunk(BODY.run(WORDS))], 130).pages[0].lines[1:]
    gaps = [round(above.y - below.y, 2) for above, below in pairwise(lines)]
    assert len(gaps) > 2
    assert set(gaps) == {16}


def test_bold_words_are_set_in_bold() -> None:
    runs = drawn([Chunk(BODY.run("Surgery.", strong=True)), Chunk(BODY.run(" The main treatment."))], 500).pages[0].runs
    assert [run.font.rsplit("-")[-1] for run in runs[1:]] == ["Bold", "Regular"]


@pytest.mark.parametrize("width", [60, 90, 500])
def test_no_space_comes_between_a_link_and_the_mark_after_it(width: float) -> None:
    link = Link("https://example.org", "Website of the clinic")
    chunks = [Chunk(BODY.run("See (")), Chunk(BODY.run("the clinic"), link), Chunk(BODY.run("). Then call."))]
    assert paragraph(chunks, width) == "See (the clinic). Then call."


def test_a_link_over_two_lines_is_one_link() -> None:
    link = Link("https://example.org", "Website of the clinic")
    found = drawn([Chunk(BODY.run("See the ")), Chunk(BODY.run("website of the clinic in town"), link)], 130)
    (only,) = found.links
    assert (only.target, only.contents) == ("https://example.org", "Website of the clinic")
    assert len(only.boxes) == 2
    assert "Link: website of the clinic in town" in found.tree


def test_the_box_of_a_link_covers_its_words() -> None:
    link = Link("https://example.org", "Website")
    found = drawn([Chunk(BODY.run("See ")), Chunk(BODY.run("the website"), link), Chunk(BODY.run(" now."))], 500)
    run = next(run for run in found.pages[0].runs if run.text.startswith("the website"))
    ((left, bottom, right, top),) = found.links[0].boxes
    assert left == pytest.approx(run.x, abs=0.02)
    assert right == pytest.approx(run.x + run.width, abs=0.02)
    assert bottom < run.y < run.y + 8 < top


def test_an_address_wider_than_its_column_is_broken_to_fit() -> None:
    address = "https://www.example.org/patients/leaflets/leiomyosarcoma"
    lines = break_lines([Chunk(BODY.run(address))], 120)
    assert "".join(chunk.run.text for line in lines for chunk in line.chunks) == address
    assert len(lines) > 2
    assert all(line.width <= 120 for line in lines)


def test_a_last_line_of_one_word_is_given_company() -> None:
    width = BODY.regular.width("Call your team at once, or go to the nearest emergency", 12) + 1
    text = "Call your team at once, or go to the nearest emergency department"
    last = break_lines([Chunk(BODY.run(text))], width)[-1]
    assert len("".join(chunk.run.text for chunk in last.chunks).split()) > 1


@given(st.lists(st.text(alphabet="abc.,-", min_size=1, max_size=8), min_size=1, max_size=20), st.integers(80, 400))
def test_breaking_keeps_every_word_in_order(words: list[str], width: int) -> None:
    lines = break_lines([Chunk(BODY.run(" ".join(words)))], width)
    said = ["".join(chunk.run.text for chunk in line.chunks) + " " * line.whole for line in lines]
    assert "".join(said).split() == words
    assert all(line.width <= width + 0.01 for line in lines)
