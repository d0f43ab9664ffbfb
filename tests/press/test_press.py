"""Files for a print shop: the finished size, what goes past it, and the ink on every spot, read back and measured."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Any

import pytest
from PIL import Image, ImageChops
from pypdf.generic import ContentStream

from leaflets.edition.selection import Job
from leaflets.pdf.shell import finished
from leaflets.store.project import Project
from support import pdf
from support.painting import Shape
from support.papers import INCH, MM, VARIANTS, job_on
from support.projects import Make, Read
from support.rendering import inks
from support.sample import blank, say
from support.validators import require

SIZES = {
    "letter-trifold": (11 * INCH, 8.5 * INCH),
    "a4": (210 * MM, 297 * MM),
    "letter": (8.5 * INCH, 11 * INCH),
    "half-letter-booklet": (5.5 * INCH, 8.5 * INCH),
}
"""What is left when a page, or a flat sheet, is trimmed."""

BLEEDS = {paper: 3 * MM if paper.startswith("a") else 0.125 * INCH for paper in SIZES}
OUTSIDE = (3.625 * INCH, 3.6875 * INCH, 3.6875 * INCH)
"""The panels of the folded sheet's outside: flap, back, front."""

MOST_INK = 2.8
ROUNDING = 0.02
CHOSEN = [
    *(("letter-trifold", variant) for variant in VARIANTS),
    *(("a4", variant) for variant in VARIANTS[::3]),
    ("letter", "specimen"),
    ("half-letter-booklet", "gi"),
]
SHOWS = {b"Tj", b"TJ", b"'", b'"'}
FILLS = {b"k", b"g", b"rg", b"sc", b"scn"}
LIGHT = {b"rg", b"RG"}


@pytest.fixture(params=CHOSEN, ids="-".join)
def shop(request: pytest.FixtureRequest, project: Project) -> Job:
    """A job for a print shop: folded sheets, pages, one leaflet with pictures, one booklet."""
    paper, variant = request.param
    leaflet = "lms" if variant in VARIANTS else variant
    return job_on(project, paper, variant, printing="press", leaflet=leaflet)


@pytest.fixture
def pages(shop: Job, read: Read) -> tuple[pdf.Page, ...]:
    found = read(shop).pages
    assert found
    return found


def is_mark(shape: Shape) -> bool:
    return shape.artifact == "Page"


def inside(shape: Shape, box: pdf.Rectangle) -> bool:
    left, bottom, right, top = box
    return (
        left - 0.01 <= shape.x
        and bottom - 0.01 <= shape.y
        and shape.x + shape.width <= right + 0.01
        and shape.y + shape.height <= top + 0.01
    )


def apart(shape: Shape, box: pdf.Rectangle) -> bool:
    left, bottom, right, top = box
    return (
        shape.x >= right - 0.01
        or shape.x + shape.width <= left + 0.01
        or shape.y >= top - 0.01
        or shape.y + shape.height <= bottom + 0.01
    )


class TestBoxes:
    def test_the_trimmed_page_is_the_paper(self, shop: Job, pages: tuple[pdf.Page, ...]) -> None:
        for page in pages:
            assert page.boxes["TrimBox"] == pytest.approx((0, 0, *SIZES[shop.format]), abs=0.5)

    def test_the_bleed_goes_past_each_edge(self, shop: Job, pages: tuple[pdf.Page, ...]) -> None:
        width, height = SIZES[shop.format]
        out = BLEEDS[shop.format]
        for page in pages:
            assert page.boxes["BleedBox"] == pytest.approx((-out, -out, width + out, height + out), abs=0.1)

    def test_the_paper_of_the_press_holds_all_marks(self, pages: tuple[pdf.Page, ...]) -> None:
        for page in pages:
            marks = [shape for shape in page.shapes if is_mark(shape)]
            assert len(marks) >= 8
            assert [mark for mark in marks if not inside(mark, page.boxes["MediaBox"])] == []


class TestMarks:
    def test_crop_marks_stand_at_the_corners_outside_the_bleed(self, pages: tuple[pdf.Page, ...]) -> None:
        for page in pages:
            _, _, right, top = page.boxes["TrimBox"]
            upright = [mark for mark in page.shapes if is_mark(mark) and not mark.width and mark.x in (0, right)]
            level = [mark for mark in page.shapes if is_mark(mark) and not mark.height]
            assert [round(mark.x, 2) for mark in upright] == [0, 0, round(right, 2), round(right, 2)]
            assert sorted(round(mark.y, 2) for mark in level) == [0, 0, round(top, 2), round(top, 2)]
            for mark in upright + level:
                assert apart(mark, page.boxes["BleedBox"])
                assert max(mark.width, mark.height) >= 5 * MM
                assert mark.line >= 0.25

    @pytest.mark.parametrize("variant", VARIANTS)
    def test_folds_are_dashed_outside_the_bleed_on_both_sides_of_the_sheet(
        self, project: Project, read: Read, variant: str
    ) -> None:
        outer, inner = read(job_on(project, "letter-trifold", variant, printing="press")).pages
        for page, panels in ((outer, OUTSIDE), (inner, OUTSIDE[::-1])):
            trim = page.boxes["TrimBox"]
            folds = list(accumulate(panels))[:2]
            dashes = [mark for mark in page.shapes if is_mark(mark) and not mark.width and 1 < mark.x < trim[2] - 1]
            assert len(dashes) >= 8
            assert {round(dash.x, 1) for dash in dashes} == {round(fold, 1) for fold in folds}
            for fold in folds:
                here = [dash for dash in dashes if abs(dash.x - fold) < 0.1]
                assert len([dash for dash in here if dash.y < 0]) >= 2
                assert len([dash for dash in here if dash.y > trim[3]]) >= 2
            assert [dash for dash in dashes if not apart(dash, page.boxes["BleedBox"])] == []

    def test_a_page_that_is_not_folded_has_no_marks_of_folds(self, project: Project, read: Read) -> None:
        for page in read(job_on(project, "a4", printing="press")).pages:
            assert len([shape for shape in page.shapes if is_mark(shape)]) == 8


class TestArtwork:
    @pytest.mark.parametrize("paper", ["a4", "half-letter-booklet"])
    def test_the_band_of_a_cover_reaches_the_bleed_at_three_sides(
        self, project: Project, read: Read, paper: str
    ) -> None:
        page = read(job_on(project, paper, printing="press")).pages[0]
        left, _, right, top = page.boxes["BleedBox"]
        band = max(page.shapes, key=lambda shape: shape.width * shape.height)
        assert (band.x, band.x + band.width, band.y + band.height) == pytest.approx((left, right, top), abs=0.05)
        assert band.fill not in ("", "#FFFFFF")

    @pytest.mark.parametrize("variant", VARIANTS)
    def test_the_band_of_a_folded_front_reaches_the_bleed_and_stops_at_the_fold(
        self, project: Project, read: Read, variant: str
    ) -> None:
        page = read(job_on(project, "letter-trifold", variant, printing="press")).pages[0]
        _, _, right, top = page.boxes["BleedBox"]
        band = max((one for one in page.shapes if one.x > 500), key=lambda shape: shape.width * shape.height)
        fold = sum(OUTSIDE[:2])
        assert (band.x, band.x + band.width, band.y + band.height) == pytest.approx((fold, right, top), abs=0.05)
        assert (
            SIZES["letter-trifold"][1] / 4 < band.height <= SIZES["letter-trifold"][1] * 0.36
        )  # a third, and its bleed
        assert band.fill not in ("", "#FFFFFF")

    def test_what_passes_the_edge_reaches_the_bleed(self, pages: tuple[pdf.Page, ...]) -> None:
        """A guillotine that is a millimetre off leaves no white line."""
        for page in pages:
            artwork = [shape for shape in page.shapes if not is_mark(shape)]
            assert artwork or page is not pages[0]
            for shape in artwork:
                assert between(shape, page) == [], (page.number, shape)

    def test_what_ends_between_edge_and_bleed_is_found(self, project: Project, read: Read) -> None:
        page = read(job_on(project, "a4", printing="press")).pages[0]
        band = max(page.shapes, key=lambda shape: shape.width * shape.height)
        assert between(replace(band, x=band.x + 2, width=band.width - 2), page) == [pytest.approx(band.x + 2)]


def between(shape: Shape, page: pdf.Page) -> list[float]:
    """The edges of a shape that lie past the trim, but not at the bleed."""
    trim, bleed = page.boxes["TrimBox"], page.boxes["BleedBox"]
    edges = (shape.x, shape.y, shape.x + shape.width, shape.y + shape.height)
    out = [edge < limit for edge, limit in zip(edges[:2], trim[:2], strict=True)]
    out += [edge > limit for edge, limit in zip(edges[2:], trim[2:], strict=True)]
    return [edge for edge, past, end in zip(edges, out, bleed, strict=True) if past and abs(edge - end) > 0.05]


def painted(page: Any, reader: Any) -> Iterator[tuple[bytes, str]]:
    """Each operator of a page, and what set the colour that shapes and words are filled with there."""
    fill, saved = "", list[str]()
    for operands, operator in ContentStream(page["/Contents"], reader).operations:
        if operator == b"q":
            saved.append(fill)
        elif operator == b"Q":
            fill = saved.pop()
        elif operator in FILLS:
            fill = " ".join([*map(str, operands), operator.decode()])
        yield operator, fill


class TestColours:
    def test_nothing_is_red_green_and_blue(self, shop: Job, read: Read) -> None:
        reader = read(shop).reader
        for page in reader.pages:
            operators = {operator for operator, _ in painted(page, reader)}
            assert b"k" in operators
            assert not operators & LIGHT
            shared: Any = page["/Resources"]
            spaces = [space.get_object() for space in shared["/ColorSpace"].values()]
            assert [space[:2] for space in spaces] == [["/Indexed", "/DeviceCMYK"]]
            images = [image.get_object() for image in shared.get("/XObject", {}).values()]
            assert shop.leaflet == "lms" or images, "the specimen has pictures"
            for image in images:
                assert image["/ColorSpace"] in ("/DeviceCMYK", "/DeviceGray")

    def test_words_are_printed_in_black_alone(self, shop: Job, read: Read) -> None:
        reader = read(shop).reader
        fills = {fill for page in reader.pages for operator, fill in painted(page, reader) if operator in SHOWS}
        assert "0 0 0 1 k" in fills
        assert fills <= {"0 0 0 1 k", "0 0 0 0 k"}, "or left white"

    @pytest.mark.parametrize(("paper", "variant"), [("letter-trifold", "uterine"), ("a4", "gi")])
    def test_without_its_words_a_page_has_no_less_colour_on_any_spot(
        self, project: Project, made: Make, paper: str, variant: str
    ) -> None:
        require("gs", "ghostscript")
        data = made(job_on(project, paper, variant, printing="press")).data
        whole, wordless = inks(data), inks(data, "-dFILTERTEXT")
        assert len(whole) == len(wordless) > 1
        assert any(page.tobytes() != other.tobytes() for page, other in zip(whole, wordless, strict=True))
        assert [page for page in map(more_colour, whole, wordless) if page] == []

    def test_coloured_words_have_colour_of_their_own(self) -> None:
        require("gs", "ghostscript")
        document = blank()
        say(document.page(200, 200), document.root.add("H1"), 20, 100, "Words")
        data = finished(document)
        (whole,), (wordless,) = inks(data), inks(data, "-dFILTERTEXT")
        assert more_colour(whole, wordless), "an office file mixes its dark grey from three inks"

    def test_no_spot_has_more_ink_than_dries(self, shop: Job, made: Make) -> None:
        require("gs", "ghostscript")
        sheets = inks(made(shop).data)
        assert len(sheets) == made(shop).pages
        assert max(map(most_ink, sheets)) > 1, "the band is dark"
        assert max(map(most_ink, sheets)) <= MOST_INK + ROUNDING

    def test_too_much_ink_is_measured(self) -> None:
        assert most_ink(Image.new("CMYK", (2, 2), (255, 255, 255, 51))) == pytest.approx(3.2)


def more_colour(page: Image.Image, other: Image.Image) -> bool:
    """Whether there is more cyan, magenta or yellow anywhere on a page than on another."""
    planes = zip(page.split()[:3], other.split()[:3], strict=True)
    return any(ImageChops.subtract(first, second).getbbox() for first, second in planes)


def most_ink(page: Image.Image) -> float:
    """The most ink on any spot of a page, as a share of one ink's solid."""
    found = page.getcolors(page.width * page.height)
    assert found
    return max(sum(spot) for _, spot in found) / 255  # type: ignore[arg-type]


class TestPaper:
    """On paper there is nothing to press."""

    def test_has_no_links(self, shop: Job, read: Read) -> None:
        file = read(shop)
        assert file.links == ()
        assert [page for page in file.reader.pages if "/Annots" in page] == []
        assert "Link" not in [line.split(":")[0].strip() for line in file.tree.splitlines()]

    def test_says_the_same_words(self, shop: Job, read: Read, project: Project) -> None:
        ordinary = replace(shop, printing="colour")
        booklet = project.format(shop.format).booklet
        said = read(replace(ordinary, format=booklet.pages) if booklet else ordinary).text
        assert len(said) > 1000
        assert read(shop).text == said

    def test_a_booklet_comes_page_by_page_in_reading_order(self, project: Project, read: Read) -> None:
        pages = read(job_on(project, "half-letter-booklet", printing="press")).pages
        assert len(pages) % 4 == 0
        folios = [f"Page {page.number} of {len(pages)}" for page in pages]
        for page, folio in zip(pages, folios, strict=True):
            assert folio in [line.text for line in page.lines]


TICKETS: Mapping[str, Mapping[str, object]] = {
    "letter-trifold": {
        "finished_size_mm": [93.7, 215.9],
        "flat_size_mm": [279.4, 215.9],
        "bleed_mm": 3.2,
        "pages": 2,
        "binding": "none",
        "panels_outside_mm": [92.1, 93.7, 93.7],
        "panels_inside_mm": [93.7, 93.7, 92.1],
    },
    "a4": {"finished_size_mm": [210.0, 297.0], "bleed_mm": 3.0, "fold": "none", "binding": "corner staple"},
    "letter": {"finished_size_mm": [215.9, 279.4], "bleed_mm": 3.2, "fold": "none"},
    "half-letter-booklet": {
        "finished_size_mm": [139.7, 215.9],
        "bleed_mm": 3.2,
        "fold": "one fold, in the middle",
        "binding": "saddle stitch, two staples in the fold",
    },
}
"""What the ticket of a paper says."""

SAID = ("title", "file", "copies", "pages", "finished_size_mm", "fold", "stock", "colours", "bleed_mm", "sides")
"""What a print shop has to know."""


class TestTicket:
    def facts(self, job: Job, made: Make) -> dict[str, Any]:
        facts: dict[str, Any] = json.loads(made(job).beside[f"{job.name}.json"])
        return facts

    def test_lies_beside_the_file_in_words_and_for_machines(self, shop: Job, made: Make) -> None:
        assert list(made(shop).files) == [f"{shop.name}.pdf", f"{shop.name}.txt", f"{shop.name}.json"]
        assert shop.name.endswith("-press")

    def test_says_what_a_print_shop_has_to_know(self, shop: Job, made: Make, project: Project) -> None:
        facts = self.facts(shop, made)
        assert set(SAID) <= set(facts)
        assert {key: facts[key] for key in TICKETS[shop.format]} == TICKETS[shop.format]
        assert facts["file"] == f"{shop.name}.pdf"
        assert facts["pages"] == made(shop).pages
        assert facts["stock"] == project.format(shop.format).stock
        assert "CMYK" in facts["colours"]
        assert "280 %" in facts["colours"]
        assert "both sides" in facts["sides"]

    def test_says_how_to_turn_a_folded_sheet_and_which_way_it_folds(self, project: Project, made: Make) -> None:
        facts = self.facts(job_on(project, "letter-trifold", printing="press"), made)
        assert "short edge" in facts["sides"]
        assert "flap" in facts["fold"]

    def test_says_of_two_flaps_that_they_meet_and_how_wide_they_are(self, project: Project, made: Make) -> None:
        facts = self.facts(job_on(project, "tabloid-gate-fold", printing="press"), made)
        assert "two flaps meet" in facts["fold"]
        assert facts["panels_outside_mm"] == [107.2, 217.5, 107.2]
        assert facts["finished_size_mm"] == [217.5, 279.4]

    def test_says_in_words_what_it_says_to_machines(self, shop: Job, made: Make) -> None:
        facts = self.facts(shop, made)
        text = made(shop).beside[f"{shop.name}.txt"].decode("utf-8")
        lines = dict(line.split(": ", 1) for line in text.splitlines()[2:])
        assert text.startswith("JOB TICKET\n\n")
        assert len(lines) >= len(SAID)
        assert lines == {key.replace("_", " "): self.in_words(value) for key, value in facts.items()}

    def in_words(self, value: object) -> str:
        if isinstance(value, Sequence) and not isinstance(value, str):
            return " x ".join(map(str, value)) or "none"
        return "____________" if value is None else str(value)

    def test_names_the_copies_if_they_are_known_and_leaves_room_for_them_if_not(
        self, project: Project, made: Make
    ) -> None:
        job = job_on(project, "letter-trifold", printing="press")
        assert self.facts(job, made)["copies"] is None
        assert self.facts(replace(job, copies=500), made)["copies"] == 500

    def test_an_office_file_has_none(self, project: Project, made: Make) -> None:
        assert list(made(job_on(project, "a4")).files) == ["lms-gi-a4-en-gb.pdf"]
