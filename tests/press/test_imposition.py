"""Print masters of booklets: folded and stapled, their pages come in order, and nothing is lost in the fold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf.generic import ContentStream

from leaflets.pdf.shell import finished
from leaflets.press.sheets import Side, impose, sides
from leaflets.store.project import Project
from support import pdf
from support.papers import BOOKLETS, INCH, MM, job_on
from support.projects import Make, Read
from support.sample import blank, say
from support.validators import qpdf, require

MARKS = {b"BDC", b"BMC", b"EMC", b"DP", b"MP"}
SHEETS = {"a5-booklet": (297 * MM, 210 * MM), "half-letter-booklet": (11 * INCH, 8.5 * INCH)}
CLEAR = {"a5-booklet": 10 * MM, "half-letter-booklet": 0.375 * INCH}
"""The least distance of text from the fold."""

A5 = (148 * MM, 210 * MM)
A4_FLAT = SHEETS["a5-booklet"]
THICK = 0.1 * MM
counts = st.integers(1, 64)


def folded(printed: Sequence[Side]) -> list[int]:
    """The pages of a booklet as they are turned: its sheets laid in each other, outermost first, and folded once.

    A sheet is turned over its short edge, so the left half of its back lies behind the right half of its front.
    """
    before, after = list[int](), list[int]()
    for front, back in zip(printed[0::2], printed[1::2], strict=True):
        before += [front.right, back.left]
        after = [back.right, front.left, *after]
    return before + after


class TestTheOrderOfPages:
    @given(counts)
    def test_has_every_page_once_and_fewer_than_four_blanks(self, pages: int) -> None:
        places = [place for side in sides(pages) for place in (side.left, side.right)]
        assert sorted(places) == list(range(len(places)))
        assert len(places) % 4 == 0
        assert 0 <= len(places) - pages < 4

    @given(counts)
    def test_has_the_front_cover_outside_at_the_right_and_the_back_cover_at_its_left(self, pages: int) -> None:
        outside = next(iter(sides(pages)))
        assert outside.right == 0
        assert outside.left == -(-pages // 4) * 4 - 1
        assert outside.sheet == 0

    @given(counts)
    def test_reads_from_first_to_last_once_the_sheets_are_folded(self, pages: int) -> None:
        printed = list(sides(pages))
        assert folded(printed) == list(range(2 * len(printed)))
        assert [side.sheet for side in printed] == [sheet for sheet in range(len(printed) // 2) for _ in range(2)]

    @given(st.integers(5, 64))
    def test_does_not_once_sheets_or_sides_are_mixed_up(self, pages: int) -> None:
        printed = list(sides(pages))
        assert folded([*printed[2:4], *printed[:2], *printed[4:]]) != list(range(2 * len(printed)))
        assert folded([side._replace(left=side.right, right=side.left) for side in printed]) != folded(printed)

    def test_of_no_pages_there_is_none(self) -> None:
        with pytest.raises(ValueError, match="at least one page"):
            list(sides(0))


def numbered(pages: int) -> bytes:
    """A5 pages that say their numbers, from 0."""
    document = blank("Numbers")
    for number in range(pages):
        say(document.page(*A5), document.root.add("P"), 60, 300, f"number {number}")
    return finished(document)


def halves(page: pdf.Page) -> tuple[list[tuple[str, float, float]], list[tuple[str, float, float]]]:
    """The words on the left and on the right half of a side, each with its place on the sheet."""
    half = page.width / 2
    words = [(run.text, run.x, run.y) for run in page.runs]
    return [word for word in words if word[1] < half], [word for word in words if word[1] >= half]


class TestCreep:
    @given(st.integers(1, 14))
    def test_moves_the_pages_of_inner_sheets_towards_the_fold(self, pages: int) -> None:
        data = numbered(pages)
        flat, moved = (pdf.read(impose(data, A4_FLAT, "Numbers", thickness)).pages for thickness in (0.0, THICK))
        printed = list(sides(pages))
        assert len(flat) == len(moved) == len(printed)
        for before, after, side in zip(flat, moved, printed, strict=True):
            said = [{word: x for word, x, _ in half} for page in (before, after) for half in halves(page)]
            assert said[0].keys() == said[2].keys() == ({f"number {side.left} "} if side.left < pages else set())
            assert said[1].keys() == said[3].keys() == ({f"number {side.right} "} if side.right < pages else set())
            for word, x in said[0].items():
                assert said[2][word] - x == pytest.approx(side.sheet * THICK, abs=0.01)
            for word, x in said[1].items():
                assert said[3][word] - x == pytest.approx(-side.sheet * THICK, abs=0.01)


@pytest.fixture(scope="module", params=BOOKLETS)
def paper(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def master(paper: str, project: Project, made: Make) -> pdf.Inspected:
    """The print master of the gut leaflet."""
    return pdf.read(made(job_on(project, paper)).data)


@pytest.fixture(scope="module")
def pages(paper: str, project: Project, read: Read) -> tuple[pdf.Page, ...]:
    """The pages people read, which the master is made from."""
    return read(job_on(project, BOOKLETS[paper])).pages


def streams(page: Any, reader: Any) -> Iterable[Any]:
    """The operators of a page, and of each form shown on it."""
    yield from ContentStream(page["/Contents"], reader).operations
    for form in page["/Resources"]["/XObject"].values():
        yield from ContentStream(form.get_object(), reader).operations


class TestAPrintMaster:
    def test_has_four_pages_to_a_sheet_of_the_printers_paper(
        self, paper: str, master: pdf.Inspected, pages: tuple[pdf.Page, ...]
    ) -> None:
        assert len(master.pages) * 2 == len(pages)
        for side in master.pages:
            assert (side.width, side.height) == pytest.approx(SHEETS[paper], abs=0.5)

    def test_has_each_page_whole_at_its_half_of_its_side(
        self, master: pdf.Inspected, pages: tuple[pdf.Page, ...]
    ) -> None:
        printed = list(sides(len(pages)))
        assert len(printed) > 10
        for side, page in zip(printed, master.pages, strict=True):
            half = page.width / 2
            for index, start, words in zip((side.left, side.right), (0.0, half), halves(page), strict=True):
                expected = [(run.text, run.x + start, run.y) for run in pages[index].runs]
                assert len(words) == len(expected) > 2
                assert [text for text, _, _ in words] == [text for text, _, _ in expected]
                for (_, x, y), (_, right_x, right_y) in zip(words, expected, strict=True):
                    assert x == pytest.approx(right_x, abs=0.5 * MM + 0.01), "sheets of A4 are a millimetre wider"
                    assert y == pytest.approx(right_y, abs=0.01)

    def test_keeps_the_fold_clear_of_text_even_on_the_innermost_sheet(
        self, paper: str, project: Project, made: Make
    ) -> None:
        job = replace(job_on(project, paper), paper_thickness=THICK)
        sheets = pdf.read(made(job).data).pages
        assert len(sheets) > 10
        for page in sheets:
            fold = page.width / 2
            assert page.runs
            for run in page.runs:
                right = run.x + run.width <= fold - CLEAR[paper]
                assert right or run.x >= fold + CLEAR[paper], (page.number, run.text)

    def test_proposes_both_sides_turned_over_the_short_edge_at_full_size(self, master: pdf.Inspected) -> None:
        wishes = master.reader.root_object["/ViewerPreferences"]
        assert wishes["/Duplex"] == "/DuplexFlipShortEdge"  # type: ignore[index]
        assert wishes["/PrintScaling"] == "/None"  # type: ignore[index]
        assert wishes["/PickTrayByPDFSize"].value is True  # type: ignore[index]

    def test_has_no_structure_no_marks_and_no_links(self, master: pdf.Inspected, pages: tuple[pdf.Page, ...]) -> None:
        root = master.reader.root_object
        assert not {"/StructTreeRoot", "/MarkInfo", "/Outlines", "/OutputIntents"} & set(root)
        assert any(run.mcid is not None for run in pages[0].runs), "the pages it is made from have them"
        for page in master.reader.pages:
            assert not {"/StructParents", "/Annots", "/Tabs"} & set(page)
            operators = {operator for _, operator in streams(page, master.reader)}
            assert b"TJ" in operators
            assert not operators & MARKS

    def test_says_in_its_title_that_it_is_a_booklet_to_be_printed(self, master: pdf.Inspected) -> None:
        information = master.reader.metadata
        assert information is not None
        assert information.title is not None
        assert information.title.startswith("Leiomyosarcoma (LMS) of the gut: booklet, to be printed on both sides")

    def test_is_sound(self, master: pdf.Inspected) -> None:
        require("qpdf", "qpdf")
        assert qpdf(master.data) == ""

    def test_is_the_same_each_time(self) -> None:
        data = numbered(6)
        assert impose(data, A4_FLAT, "Numbers", THICK) == impose(data, A4_FLAT, "Numbers", THICK)


def test_qpdf_finds_what_is_not_sound() -> None:
    require("qpdf", "qpdf")
    data = impose(numbered(3), A4_FLAT, "Numbers")
    assert qpdf(data) == ""
    assert qpdf(data[:-400]) != ""
