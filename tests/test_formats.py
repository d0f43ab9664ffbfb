"""Every shipped format: each variant on each paper, in both themes, held against the sizes of the paper itself."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, groupby, pairwise
from typing import Any

import pytest

from leaflets.content.inline import words_of
from leaflets.edition.selection import Job, fill_in, select, translate, values
from leaflets.making import guides
from leaflets.store.project import Project
from leaflets.store.references import models
from support import pdf
from support.painting import Run, Shape
from support.papers import BOOKLETS, FOLDED, INCH, LARGE, MM, REGION, VARIANTS, job_on, pairs
from support.projects import Make, Read
from support.validators import own_faults, page_failures

EVEN = 0.5
"""How far a size may differ from the paper's, in points."""

SIZES: Mapping[str, tuple[float, float]] = {
    "a4": (210 * MM, 297 * MM), "a4-large-print": (210 * MM, 297 * MM), "a5": (148 * MM, 210 * MM),
    "a5-booklet": (297 * MM, 210 * MM), "a4-trifold": (297 * MM, 210 * MM), "a4-zfold": (297 * MM, 210 * MM),
    "letter": (8.5 * INCH, 11 * INCH), "letter-large-print": (8.5 * INCH, 11 * INCH),
    "half-letter": (5.5 * INCH, 8.5 * INCH), "half-letter-booklet": (11 * INCH, 8.5 * INCH),
    "letter-trifold": (11 * INCH, 8.5 * INCH), "letter-zfold": (11 * INCH, 8.5 * INCH),
    "tabloid-half-fold": (17 * INCH, 11 * INCH), "tabloid-gate-fold": (17 * INCH, 11 * INCH),
    "a3-half-fold": (420 * MM, 297 * MM), "a3-gate-fold": (420 * MM, 297 * MM),
}  # fmt: skip
"""Width and height of every sheet, of ISO 216 and of US paper, in points."""

OUTSIDE: Mapping[str, tuple[float, ...]] = {
    "a4-trifold": (97 * MM, 100 * MM, 100 * MM),
    "a4-zfold": (99 * MM, 99 * MM, 99 * MM),
    "letter-trifold": (3.625 * INCH, 3.6875 * INCH, 3.6875 * INCH),
    "letter-zfold": (264.0, 264.0, 264.0),
    "tabloid-half-fold": (612.0, 612.0),
    "tabloid-gate-fold": (4.21875 * INCH, 8.5625 * INCH, 4.21875 * INCH),
    "a3-half-fold": (210 * MM, 210 * MM),
    "a3-gate-fold": (104.2 * MM, 211.6 * MM, 104.2 * MM),
}
"""Widths of the panels outside: flap, back, front. Inside they are the same from right to left. The flaps of a gate
fold leave a slit of 1/8 inch between them.
"""

UNFOLDED = (
    (1, 2, "front"), (2, 0, "inside, left"), (2, 1, "inside, middle"), (2, 2, "inside, right"), (1, 0, "flap"),
    (1, 1, "back"),
)  # fmt: skip
"""Side of the sheet, place from the left, and name of each panel, in the order a leaflet is unfolded."""

TO_AND_FRO = (
    (1, 2, "front"), (2, 0, "inside, left"), (2, 1, "inside, middle"), (2, 2, "back"),
    (1, 0, "reverse, left"), (1, 1, "reverse, middle"),
)  # fmt: skip
"""The same of a Z-fold."""

ONCE = ((1, 1, "front"), (2, 0, "inside, left"), (2, 1, "inside, right"), (1, 0, "back"))
FLAPS = (
    (1, 2, "front, left"), (1, 0, "front, right"), (2, 0, "inside, left"), (2, 1, "inside, middle"),
    (2, 2, "inside, right"), (1, 1, "back"),
)  # fmt: skip
"""The same of a sheet folded once, and of one with two flaps: the left one is the outside's right panel."""


def unfolded(paper: str) -> Sequence[tuple[int, int, str]]:
    return {"zfold": TO_AND_FRO, "half-fold": ONCE, "gate-fold": FLAPS}.get(paper.split("-", 1)[1], UNFOLDED)


def on_top(paper: str) -> set[tuple[int, int]]:
    """The two panels that show once a sheet is folded, found by laying its panels one on the other.

    Each fold is a mountain (the outside's panels on both sides of it show outwards) or a valley.
    """
    mountains = [True, True] if "trifold" in paper else [False, True]
    facing = {(1, place) for place, up in enumerate(mountains) if not up for place in (place, place + 1)}
    facing |= {(2, 2 - at) for place, up in enumerate(mountains) if up for at in (place, place + 1)}
    hidden = facing | ({(1, 0)} if "trifold" in paper else set())  # the flap lies inside
    return {(side, place) for side in (1, 2) for place in range(3)} - hidden


FROM_EDGE = 5 * MM
SPINE: Mapping[str, float] = {"a5": 10 * MM, "half-letter": 0.375 * INCH}
MOST_LETTERS, MEASURE = 80, (45, 75)
DEEP, HIGH = 0.25, 0.75
"""How far letters reach below and above the baseline, as shares of their size."""

TAGGED = tuple(paper for paper in REGION if paper not in BOOKLETS)
PAGED = tuple(paper for paper in TAGGED if paper not in FOLDED)
on_tagged = pytest.mark.parametrize("paper", TAGGED)
on_paged = pytest.mark.parametrize("paper", PAGED)
on_folded = pytest.mark.parametrize("paper", FOLDED)
of_variant = pytest.mark.parametrize("variant", VARIANTS)


def by_turns(papers: Sequence[str], each: int) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("paper", "variant"), pairs(papers, each))


of_some = by_turns(TAGGED, 2)
of_some_pages = by_turns(PAGED, 2)
of_some_folds = by_turns(FOLDED, 3)


WHOLE = [(paper, variant) for turn, variant in enumerate(VARIANTS) for paper in list(LARGE)[turn % 2 * 2 :][:2]]
"""Each variant on one paper of each of two ways to fold, by turns."""


def folds(paper: str, side: int) -> Sequence[float]:
    """Where a folded sheet is folded, from the left, on its outside (1) or its inside (2)."""
    widths = OUTSIDE[paper] if side == 1 else OUTSIDE[paper][::-1]
    return tuple(accumulate(widths))[:-1]


def edges(paper: str, side: int) -> Sequence[float]:
    """Where the panels of a side of a sheet begin and end."""
    return (0.0, *folds(paper, side), SIZES[paper][0])


def panel(paper: str, side: int, x: float) -> tuple[int, int]:
    """The panel a place on a sheet is on."""
    return side, sum(x >= fold for fold in folds(paper, side))


def words(page: pdf.Page) -> list[Run]:
    found = [run for run in page.runs if run.text.strip()]
    assert found, f"page {page.number} says nothing"
    return found


def too_near(page: pdf.Page, across: Sequence[float] = ()) -> list[str]:
    """The words of a page that come nearer than 5 mm to its edges or to a fold."""
    found = []
    for run in words(page):
        left, right = run.x, run.x + run.width
        low, high = run.y - DEEP * run.size, run.y + HIGH * run.size
        inside = left >= FROM_EDGE and right <= page.width - FROM_EDGE
        inside = inside and low >= FROM_EDGE and high <= page.height - FROM_EDGE
        if not inside or any(left < fold + FROM_EDGE and right > fold - FROM_EDGE for fold in across):
            found.append(run.text)
    return found


def content(page: pdf.Page) -> list[pdf.Line]:
    return [line for line in page.lines if not any(run.artifact for run in line.runs)]


def test_every_shipped_format_is_looked_at(project: Project) -> None:
    assert set(project.names("formats")) == {*REGION, *LARGE} == set(SIZES)
    assert set(project.leaflet("lms").file.variants) == set(VARIANTS)
    assert {name for name in SIZES if project.format(name).fold} == {*FOLDED, *LARGE} == set(OUTSIDE)
    assert {name for name in REGION if project.format(name).booklet} == set(BOOKLETS)


@on_tagged
@of_variant
def test_it_builds(project: Project, made: Make, paper: str, variant: str) -> None:
    file = made(job_on(project, paper, variant))

    assert file.pages >= 2
    assert list(file.files) == [f"{file.job.name}.pdf"]


CALM = [(*pair, "calm") for pair in pairs(TAGGED, 2)]
PLAIN = [(*pair, "plain") for pair in pairs(TAGGED, 1)[::3]]
"""The other theme differs in colours and lacks ornaments: test_themes.py looks at it in more variants."""


@pytest.mark.parametrize(("paper", "variant", "theme"), [*CALM, *PLAIN])
def test_it_is_valid(project: Project, made: Make, paper: str, variant: str, theme: str) -> None:
    file = made(job_on(project, paper, variant, theme))

    assert [failure for flavour in ("ua1", "2a") for failure in page_failures(file.data, flavour)] == []
    assert own_faults(file.data) == []


@by_turns(list(BOOKLETS), 4)
def test_a_booklet_comes_with_its_pages_to_read(project: Project, made: Make, paper: str, variant: str) -> None:
    sheets, pages = (made(job_on(project, name, variant)) for name in (paper, BOOKLETS[paper]))

    assert list(sheets.files) == [f"{sheets.job.name}.pdf", f"{pages.job.name}.pdf"]
    assert sheets.files[f"{pages.job.name}.pdf"] == pages.data
    assert sheets.pages == pages.pages
    sides = pdf.read(sheets.data).reader.pages
    assert len(sides) == pages.pages / 2
    for side in sides:
        assert (float(side.mediabox.width), float(side.mediabox.height)) == pytest.approx(SIZES[paper], abs=EVEN)


class TestPages:
    @of_some
    def test_each_is_as_large_as_the_paper(self, project: Project, read: Read, paper: str, variant: str) -> None:
        pages = read(job_on(project, paper, variant)).pages
        assert pages
        for page in pages:
            assert (page.width, page.height) == pytest.approx(SIZES[paper], abs=EVEN)
            assert set(page.boxes) == {"MediaBox"}

    @of_some
    def test_the_smallest_text_can_be_read(self, project: Project, read: Read, paper: str, variant: str) -> None:
        sizes = [run.size for page in read(job_on(project, paper, variant)).pages for run in words(page)]
        assert len(sizes) > 100
        assert min(sizes) >= (16 if paper.endswith("large-print") else 12)

    @of_some
    def test_no_word_stands_near_an_edge_or_a_fold(
        self, project: Project, read: Read, paper: str, variant: str
    ) -> None:
        for page in read(job_on(project, paper, variant)).pages:
            assert too_near(page, folds(paper, page.number) if paper in FOLDED else ()) == []

    def test_a_word_near_an_edge_or_a_fold_is_seen(self, project: Project, read: Read) -> None:
        page = read(job_on(project, "a4-trifold")).pages[0]
        run = replace(words(page)[0], text="stray", x=50, y=300, width=40)
        near = FROM_EDGE - 1
        spoiled = [
            replace(run, x=near),
            replace(run, x=page.width - 40 - near),
            replace(run, y=near + DEEP * run.size),
            replace(run, y=page.height - near - HIGH * run.size),
            replace(run, x=97 * MM - 40 - near),
            replace(run, x=97 * MM + near),
            replace(run, x=97 * MM - 20),
        ]
        across = folds("a4-trifold", 1)
        assert too_near(replace(page, runs=(run,)), across) == []
        assert [too_near(replace(page, runs=(one,)), across) for one in spoiled] == [["stray"]] * len(spoiled)

    @of_some_pages
    def test_no_line_is_longer_than_the_eye_follows(
        self, project: Project, read: Read, paper: str, variant: str
    ) -> None:
        job, measured = job_on(project, paper, variant), project.format(paper)
        lines = [line for page in read(job).pages for line in content(page)]
        full = [
            len(line.text)
            for line in lines
            if abs(line.x - measured.margins.left) < 0.1
            and line.size == measured.text_size
            and line.width > 0.8 * measured.measure
        ]
        assert [line.text for line in lines if len(line.text) > MOST_LETTERS] == []
        assert len(full) >= 40
        assert MEASURE[0] <= statistics.median(full) <= MEASURE[1]


class TestPagesOfBooklets:
    @by_turns(list(SPINE), 4)
    def test_words_keep_clear_of_the_spine(self, project: Project, read: Read, paper: str, variant: str) -> None:
        for page in read(job_on(project, paper, variant)).pages:
            right_hand = page.number % 2 == 1
            for run in words(page):
                clear = run.x if right_hand else page.width - run.x - run.width
                assert clear >= SPINE[paper], (page.number, run.text)

    @by_turns(list(SPINE), 4)
    def test_there_are_four_to_a_sheet_those_left_for_notes_before_the_last_section(
        self, project: Project, read: Read, paper: str, variant: str
    ) -> None:
        file = read(job_on(project, paper, variant))
        notes = [page.number for page in file.pages if [line.text for line in content(page)] == ["Notes"]]

        assert len(file.pages) % 4 == 0
        assert len(notes) < 4
        headings = re.findall("H2: (.*)", file.tree)
        last = [page.number for page in file.pages for line in content(page) if line.text == headings[-1]][-1]
        assert headings[-1] != "Notes"
        assert notes == list(range(last - len(notes), last))
        assert headings[-1 - len(notes) : -1] == ["Notes"] * len(notes) == ["Notes"] * headings.count("Notes")

    def test_notes_have_lines_to_write_on_down_to_the_foot(self, project: Project, read: Read) -> None:
        found = [
            (project.format(paper), page)
            for paper in SPINE
            for variant in VARIANTS
            for page in read(job_on(project, paper, variant)).pages
            if [line.text for line in content(page)] == ["Notes"]
        ]
        assert found, "no variant needs a page for notes"
        for paper, page in found:
            lines = [shape for shape in page.shapes if shape.kind == "rule" and shape.artifact == "Layout"]
            assert len(lines) >= 12
            assert {round(line.width) for line in lines} == {round(paper.width)}
            apart = [above.y - below.y for above, below in pairwise(lines)]
            assert min(apart) >= 24, "9 mm is enough for a hand"
            assert lines[-1].y - paper.margins.bottom < max(apart)


def root(file: pdf.Inspected) -> Any:
    return file.reader.trailer["/Root"]


def marks(element: Any, page: Any = None) -> Iterator[tuple[int, int]]:
    """The page (its object number) and identifier of each mark under an element of the tree, in reading order."""
    page = element.get("/Pg", page)
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        kid = kid.get_object()
        if isinstance(kid, int):
            yield page.indirect_reference.idnum, int(kid)
        elif kid.get("/Type") == "/MCR":
            yield kid["/Pg"].indirect_reference.idnum, int(kid["/MCID"])
        elif kid.get("/Type") != "/OBJR":
            yield from marks(kid, page)


@of_some_pages
def test_when_to_get_help_begins_on_the_second_page(project: Project, read: Read, paper: str, variant: str) -> None:
    second = read(job_on(project, paper, variant)).pages[1]
    said = "".join(run.text for run in words(second))
    assert re.sub(r"\s", "", said).startswith("Whentogethelp1Now:anemergency")


class TestFolds:
    @pytest.mark.parametrize("paper", OUTSIDE)
    def test_the_panels_are_as_wide_as_they_should_be(self, project: Project, paper: str) -> None:
        fold = project.format(paper).fold
        assert fold
        assert sum(OUTSIDE[paper]) == pytest.approx(SIZES[paper][0], abs=EVEN)
        assert fold.outside == pytest.approx(OUTSIDE[paper], abs=EVEN)
        assert fold.inside == pytest.approx(OUTSIDE[paper][::-1], abs=EVEN), "the outside seen from behind"

    @of_some_folds
    def test_words_stand_in_the_middle_of_their_panel(
        self, project: Project, read: Read, paper: str, variant: str
    ) -> None:
        width = project.format(paper).width
        for page in read(job_on(project, paper, variant)).pages:
            for left, right in pairwise(edges(paper, page.number)):
                lines = [line for line in content(page) if left <= line.x < right]
                assert lines
                white = (right - left - width) / 2
                assert min(line.x for line in lines) - left == pytest.approx(white, abs=EVEN)
                assert max(line.x + line.width for line in lines) <= right - white + EVEN

    @of_some_folds
    def test_it_is_read_as_it_is_unfolded(self, project: Project, read: Read, paper: str, variant: str) -> None:
        file = read(job_on(project, paper, variant))
        pages: Any = file.reader.pages
        numbers = {page.indirect_reference.idnum: at for at, page in enumerate(pages, 1)}
        places = {
            (page.number, run.mcid): panel(paper, page.number, run.x)
            for page in file.pages
            for run in words(page)
            if run.mcid is not None
        }
        order = [(numbers[page], mark) for page, mark in marks(root(file)["/StructTreeRoot"])]
        said = [places[mark] for mark in order if mark in places]
        assert len(said) > 50
        assert [place for place, _ in groupby(said)] == [(side, place) for side, place, _ in unfolded(paper)]

    @pytest.mark.parametrize(("paper", "variant"), WHOLE)
    def test_a_sheet_folded_once_and_one_with_two_flaps_hold_every_variant(
        self, project: Project, read: Read, paper: str, variant: str
    ) -> None:
        job = job_on(project, paper, variant)
        self.test_it_is_read_as_it_is_unfolded(project, read, paper, variant)
        file = read(job)
        tiers = [
            panel(paper, page.number, line.x)
            for page in file.pages
            for line in page.lines
            if re.match(r"[123] *(Now|At once|The same day)", line.text)
        ]
        assert len(tiers) == 3
        assert set(tiers) == {(2, 0) if "half" in paper else (2, 1)}, "the three tiers stand together"
        for page in file.pages:
            assert too_near(page, folds(paper, page.number)) == []
        said, brief = even(file.text), texts(project, job)
        assert len(brief) > 20
        assert [text for text in brief if text not in said] == []

    def test_no_word_crosses_the_slit_of_a_front_and_its_band_does(self, project: Project, read: Read) -> None:
        page = read(job_on(project, "a3-gate-fold", printing="press")).pages[0]
        left, right = folds("a3-gate-fold", 1)
        bleed, (wide, tall) = 3 * MM, SIZES["a3-gate-fold"]
        bands = [shape for shape in page.shapes if shape.fill and shape.y + shape.height > tall + 1]
        ends = sorted(end for band in bands for end in (band.x, band.x + band.width))
        assert ends == pytest.approx([-bleed, left, right, wide + bleed], abs=EVEN)
        (title,) = {line.x > right for line in page.lines if "Leiomyosarcoma" in line.text}
        assert title, "the title stands on the left flap, which is the outside's right panel"

    @of_some_folds
    def test_it_says_the_brief_edition_and_only_that(
        self, project: Project, read: Read, paper: str, variant: str
    ) -> None:
        job = job_on(project, paper, variant)
        said = even(read(job).text)
        brief, full = texts(project, job), texts(project, replace(job, edition="full"))

        assert job.edition == "brief"
        assert len(brief) > 20
        assert [text for text in brief if text not in said] == []
        more = [text for text in full if text not in brief and len(text) > 60]
        assert len(more) > 50
        assert [text for text in more if text in said] == []

    @pytest.mark.parametrize("size", ["letter", "a4"])
    @of_variant
    def test_both_ways_to_fold_say_the_same(self, project: Project, read: Read, size: str, variant: str) -> None:
        roll, z = (read(job_on(project, f"{size}-{way}", variant)).text for way in ("trifold", "zfold"))
        assert len(roll) > 2000
        assert Counter(roll.split()) == Counter(z.split())

    @pytest.mark.parametrize("paper", ["letter-zfold", "a4-zfold"])
    @of_variant
    def test_whom_to_ring_stands_on_the_back_once_it_is_folded(
        self, project: Project, read: Read, paper: str, variant: str
    ) -> None:
        file = read(job_on(project, paper, variant))
        lines = [(page.number, line) for page in file.pages for line in page.lines]
        team = [panel(paper, side, line.x) for side, line in lines if "Your team" in line.text]
        ring = [panel(paper, side, line.x) for side, line in lines if line.text.startswith("Phone, ")]
        back = next((side, place) for side, place, name in unfolded(paper) if name == "back")
        assert back in on_top(paper)
        assert len(ring) == 2
        assert set(ring) == {back}
        assert back in team

    @on_folded
    def test_the_printer_is_asked_to_print_both_sides_at_full_size(
        self, project: Project, read: Read, paper: str
    ) -> None:
        wishes = root(read(job_on(project, paper)))["/ViewerPreferences"]
        assert wishes["/Duplex"] == "/DuplexFlipShortEdge"
        assert wishes["/PrintScaling"] == "/None"
        assert wishes["/PickTrayByPDFSize"]

    @on_paged
    def test_of_other_papers_only_that_they_are_not_scaled(self, project: Project, read: Read, paper: str) -> None:
        wishes = root(read(job_on(project, paper)))["/ViewerPreferences"]
        assert set(wishes) == {"/DisplayDocTitle", "/PrintScaling"}
        assert wishes["/PrintScaling"] == "/None"

    @on_folded
    def test_front_and_back_are_what_shows_once_it_is_folded(self, paper: str) -> None:
        places = {name: (side, place) for side, place, name in unfolded(paper)}
        assert {places["front"], places["back"]} == on_top(paper)


def even(text: str) -> str:
    return " ".join(text.split())


def texts(project: Project, job: Job) -> list[str]:
    """The sentences of a job's blocks, as they are printed."""
    language, region = project.language(job.language, job.leaflet), project.settings.regions[job.region]
    chosen = translate(select(project.leaflet(job.leaflet), job), language)
    leaflet = fill_in(chosen, values(chosen, job, region, language))
    found = [
        even(words_of(value))
        for section in leaflet.sections.values()
        for block in section.blocks
        for model in models(block)
        for name, value in model
        if name == "text" and isinstance(value, str)
    ]
    return list(dict.fromkeys(found))


class TestFoldGuides:
    """A dummy of the sheet, to try the printer and one's hands with."""

    @pytest.fixture(params=[*FOLDED, "tabloid-half-fold", "a3-gate-fold"])
    def paper(self, request: pytest.FixtureRequest) -> str:
        return str(request.param)

    @pytest.fixture
    def dummy(self, project: Project, paper: str) -> pdf.Inspected:
        name, data = guides(project, job_on(project, paper))
        assert name == f"{paper}-fold-guides-{job_on(project, paper).language}.pdf"
        return pdf.read(data)

    def test_it_has_the_folds_dashed_at_their_places(self, dummy: pdf.Inspected, paper: str) -> None:
        assert len(dummy.pages) == 2
        for page in dummy.pages:
            assert (page.width, page.height) == pytest.approx(SIZES[paper], abs=EVEN)
            dashes: dict[float, list[Shape]] = {}
            for shape in page.shapes:
                if shape.kind == "rule" and shape.width == 0:
                    dashes.setdefault(shape.x, []).append(shape)
            assert sorted(dashes) == pytest.approx(folds(paper, page.number), abs=EVEN)
            for line in dashes.values():
                assert len(line) > 20
                assert all(dash.kind == "rule" and dash.width == 0 and 0 < dash.height < 12 for dash in line)
                assert max(dash.y for dash in line) > page.height - 24
                assert min(dash.y for dash in line) < 12

    def test_marks_on_its_folds_lie_on_those_of_the_other_side(self, dummy: pdf.Inspected) -> None:
        crosses = [
            [
                (shape.x + shape.width / 2, shape.y)
                for shape in page.shapes
                if shape.kind == "rule" and shape.height == 0
            ]
            for page in dummy.pages
        ]
        front, back = (sorted(several) for several in crosses)
        assert len(front) in (2, 4)
        wide = dummy.pages[0].width
        assert sorted((wide - x, y) for x, y in front) == [pytest.approx(place, abs=EVEN) for place in back]

    def test_it_says_of_each_fold_which_way_it_goes(self, dummy: pdf.Inspected, paper: str) -> None:
        said = [[line.text.split()[0] for line in page.lines if " fold:" in line.text] for page in dummy.pages]
        both = (["Valley", "Mountain"], ["Valley", "Mountain"])
        once = len(OUTSIDE[paper]) - 1
        assert said == list(both if "zfold" in paper else (["Mountain"] * once, ["Valley"] * once))

    def test_it_says_on_each_panel_its_number_its_name_and_its_width(self, dummy: pdf.Inspected, paper: str) -> None:
        found = {line.text: panel(paper, page.number, line.x) for page in dummy.pages for line in page.lines}
        for number, (side, place, name) in enumerate(unfolded(paper), 1):
            left, right = edges(paper, side)[place : place + 2]
            assert found[f"{number}. {name}, {(right - left) / MM:.1f} mm"] == (side, place)
        read_out = [line for line in dummy.text.splitlines() if line[0].isdigit()]
        assert [line[0] for line in read_out] == list("123456")[: 2 * len(OUTSIDE[paper])]

    def test_its_words_can_be_read_and_keep_clear_of_folds(self, dummy: pdf.Inspected, paper: str) -> None:
        for page in dummy.pages:
            assert min(run.size for run in words(page)) >= 12
            assert too_near(page, folds(paper, page.number)) == []

    def test_it_is_valid(self, dummy: pdf.Inspected) -> None:
        assert [failure for flavour in ("ua1", "2a") for failure in page_failures(dummy.data, flavour)] == []
        assert own_faults(dummy.data) == []
