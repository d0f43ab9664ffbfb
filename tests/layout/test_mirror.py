"""Leaflets in languages written from right to left: their pages are mirrored, and nothing else of them changes."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from leaflets.edition.selection import Job
from leaflets.inspect.inspection import inspect
from leaflets.mail.letter import About, Sender, letter
from leaflets.making import make
from leaflets.making.laying import lay_out
from leaflets.pdf.canvas import Canvas
from leaflets.pdf.document import Document
from leaflets.pdf.pieces import Annotation, Box
from leaflets.press.sheets import impose, sides
from leaflets.store.project import Project
from support import page, validators
from support.arabic import arabic
from support.projects import REST, Folder, job_of, shipped, tiny
from support.readers import DIRECTIONS, pdfium, poppler, pypdf

SPECIMEN = Job("specimen", "specimen", "us", "letter", "calm", "en-us")


@pytest.fixture(scope="module")
def mirror(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The shipped project, its English called by the tag of a language that is written from right to left."""
    folder = shipped(tmp_path_factory.mktemp("mirror"))
    words = folder.path("languages/en-us.yaml").read_text(encoding="utf-8")
    folder.write("languages/ur.yaml", words.replace("tag: en-US", "tag: ur", 1))
    folder.replace("project.yaml", "language: en-us", "language: ur")
    return folder.project()


@pytest.mark.parametrize("paper", ["letter", "letter-large-print"])  # whose last page is almost all Latin
def test_three_readers_find_each_word_of_a_shipped_edition(mirror: Project, paper: str) -> None:
    job = replace(job_of(mirror, "lms", "gi", "us"), format=paper, language="ar", abroad=True, edition="brief")
    data = make(mirror, job).data
    found = [arabic_words(reader(data)) for reader in (poppler, pdfium, pypdf)]
    assert found[0] == found[1] == found[2]
    assert set(arabic_words(make(mirror, replace(job, format="text")).data.decode())) <= set(found[0])
    assert found[0].total() > 500


def arabic_words(text: str) -> Counter[str]:
    """The words of a text with a letter of Arabic in them, and how often each is there."""
    text = unicodedata.normalize("NFKC", DIRECTIONS.sub("", text))
    return Counter(word for word in re.findall(r"[\w\u064b-\u065f]+", text) if re.search("[\u0600-\u06ff]", word))


@pytest.fixture(scope="module")
def leaflet(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    return arabic(tmp_path_factory.mktemp("arabic"))


def in_arabic(folder: Folder, paper: str = "a4") -> bytes:
    project = folder.project()
    return make(project, replace(job_of(project, "ache", "general", "eg"), format=paper)).data


def drawn(project: Project, job: Job, language: str) -> Document:
    return lay_out(project, replace(job, language=language)).draw()


def rows(canvas: Canvas) -> list[tuple[float, float, float]]:
    """The stretches of text on a page, as they are seen: height, left edge and right edge, those that touch as one.

    The labels of a drawing, which is never mirrored, have the sides that it asks for, and are left out.
    """
    found: list[tuple[float, float, float]] = []
    for written in (written for piece in canvas.pieces for written in piece.written):
        item = written.node.parent if written.node and written.node.role == "LBody" else None
        if item and len(item.kids) == 1:
            continue
        for line in written.lines:
            *before, last = line.told
            spaceless = [*before, last._replace(text=last.text.rstrip(" "))]
            wide = sum(run.font.width(run.text, run.size) for run in spaceless)
            found.append((round(line.base, 1), line.left, line.left + wide))
    merged: list[tuple[float, float, float]] = []
    for y, left, right in sorted(found):
        if merged and merged[-1][0] == y and left - merged[-1][2] < 6:
            merged[-1] = (y, merged[-1][1], max(right, merged[-1][2]))
        else:
            merged.append((y, left, right))
    return merged


def painted(canvas: Canvas) -> list[Box]:
    """What is painted, without what marks the parts of a drawing, which is never mirrored."""
    boxes = (one.box for piece in canvas.pieces for one in piece.painted)
    return [box for box in boxes if box[2] - box[0] > 12]


def mirrored(left: float, right: float, wide: float) -> object:
    return pytest.approx((wide - right, wide - left), abs=0.6)


def told(document: Document) -> list[tuple[str, str, str]]:
    return [(node.role, node.alt, node.lang) for node in document.root.walk()]


class TestPages:
    def test_all_is_seen_as_in_a_mirror_and_told_in_the_same_order(self, project: Project, mirror: Project) -> None:
        there, here = drawn(project, SPECIMEN, "en-us"), drawn(mirror, SPECIMEN, "ur")
        assert told(here) == told(there)
        assert len(here.pages) == len(there.pages) > 4
        for one, other in zip(there.pages, here.pages, strict=True):
            assert len(painted(other)) == len(painted(one))
            for (left, low, right, high), seen in zip(painted(one), painted(other), strict=True):
                assert (seen[0], seen[2]) == mirrored(left, right, one.width)
                assert seen[1::2] == (low, high)
            expected = sorted((y, *(one.width - x for x in (right, left))) for y, left, right in rows(one))
            assert len(expected) > 5
            for row, seen_row in zip(expected, rows(other), strict=True):
                assert seen_row == pytest.approx(row, abs=0.6)

    def test_links_and_figures_are_where_they_are_seen(self, project: Project, mirror: Project) -> None:
        there, here = drawn(project, SPECIMEN, "en-us"), drawn(mirror, SPECIMEN, "ur")
        pairs = list(zip(there.annotations, here.annotations, strict=True))
        assert len(pairs) > 5
        for one, other in pairs:
            assert isinstance(one, Annotation)
            assert isinstance(other, Annotation)
            (left, low, right, high), (start, bottom, end, top) = one.boxes[0], other.boxes[0]
            assert (end - start, top - bottom) == pytest.approx((right - left, high - low))
            if one.target.startswith("#"):
                assert (start, end) == mirrored(left, right, 612)
        figures = [node for node in here.root.walk() if node.role == "Figure"]
        assert len(figures) == 4
        assert all("/BBox" in node.attributes["Layout"] for node in figures)

    @pytest.mark.parametrize("paper", ["letter-trifold", "tabloid-gate-fold"])
    def test_folds_open_the_other_way(self, mirror: Project, paper: str) -> None:
        job = Job("lms", "gi", "us", paper, "calm", "en-us", edition="brief")
        outside, inside = lay_out(mirror, replace(job, language="ur")).draw().pages
        texts = [one for piece in outside.pieces for one in piece.written if one.lines]
        first = {one.node.role: one.lines[0].left for one in texts if one.node}
        assert first["H1"] < outside.width / 3
        heads = [one for piece in inside.pieces for one in piece.written if one.node and one.node.role == "H2"]
        assert heads[0].lines[0].left > inside.width * 2 / 3

    def test_the_ticket_of_a_print_shop_has_the_panels_as_they_are_seen(self, mirror: Project) -> None:
        job = Job("lms", "gi", "us", "letter-trifold", "calm", "ur", edition="brief", printing="press")
        ticket = json.loads(make(mirror, job).files[f"{job.name}.json"])
        assert ticket["panels_outside_mm"] == [93.7, 93.7, 92.1]
        assert ticket["panels_inside_mm"] == [92.1, 93.7, 93.7]

    def test_a_booklet_is_bound_at_the_right(self, leaflet: Folder) -> None:
        data = in_arabic(leaflet, "a5")
        count = len(pypdfium2.PdfDocument(data))
        sheets = pypdfium2.PdfDocument(impose(data, (841.89, 595.28), "x"))
        assert len(sheets) == len(list(sides(count)))
        text = sheets[0].get_textpage()
        assert "معلومات للمرضى" in text.get_text_bounded(0, 0, 421, 596)
        assert "معلومات للمرضى" not in text.get_text_bounded(421, 0, 842, 596)


NUMBERS = (
    "020 7946 0111",
    "+44 191 498 0142",
    "0808 808 00 00",
    "team@hilltop.example",
    "https://hilltop.example/a-b",
    "500 mg",
    "38 °C",
)
"""What runs from left to right in the Arabic leaflet."""


class TestNumbers:
    @pytest.mark.parametrize("reader", [poppler, pdfium])
    def test_they_are_copied_whole_from_the_page(self, leaflet: Folder, reader: Callable[[bytes], str]) -> None:
        said = " ".join(DIRECTIONS.sub("", reader(in_arabic(leaflet))).split())
        assert [number for number in NUMBERS if number not in said] == []
        assert "من 9:00 إلى 17:00، أو بالخط المفتوح 0808 808 00 00 مجاناً." in said

    def test_they_are_seen_in_their_own_order(self, leaflet: Folder) -> None:
        document = drawn(leaflet.project(), job_of(leaflet.project(), "ache", "general", "eg"), "ar")
        texts = [written for page in document.pages for piece in page.pieces for written in piece.written]
        lines = [line for written in texts for line in written.lines]
        told = {DIRECTIONS.sub("", "".join(run.text for run in line.told)) for line in lines}
        assert any("020 7946 0111" in text for text in told)
        assert any(text.endswith("0808 808 00 00 مجاناً.") for text in told)

    def test_on_a_page_they_stand_in_elements_of_their_own(self, leaflet: Folder) -> None:
        shown = page.read(in_arabic(leaflet, "html"))
        (whole,) = (one for one in shown.elements if page.name(one) == "html")
        assert (whole.get("lang"), whole.get("dir")) == ("ar", "rtl")
        apart = [page.said(one).strip() for one in shown.elements if one.get("dir") == "ltr"]
        assert [number for number in NUMBERS if "//" not in number and number not in apart] == []
        assert "200 – 400 mg" in apart

    def test_in_plain_text_they_are_isolated_and_on_one_line(self, leaflet: Folder) -> None:
        text = in_arabic(leaflet, "text").decode()
        apart = re.findall("\u2066(.*?)\u2069", text)
        assert [number for number in NUMBERS if number not in apart] == []

    def test_in_a_message_too(self, leaflet: Folder) -> None:
        language = leaflet.project().language("ar")
        lines = (("الممرضة", "020 7946 0111", "9:00 - 17:00"),)
        sender = Sender("عيادة Hilltop", "hilltop", lines, "team@hilltop.example")
        made = letter(About("الصداع", "ACHE", "1.0", "123"), sender, language, "ليلى", descriptive=False)
        assert '<html lang="ar" dir="rtl">' in made.html
        for number in ("020 7946 0111", "team@hilltop.example", "9:00 - 17:00"):
            assert f"\u2066{number}\u2069" in made.text
            assert f'<bdi dir="ltr">{number}</bdi>' in made.html


class TestWordsOfTheOtherDirection:
    def test_in_a_leaflet_from_right_to_left(self, leaflet: Folder) -> None:
        left, right = sides_of(in_arabic(leaflet), "Ring")
        assert left < right < 595 / 2 + 100

    def test_in_a_leaflet_from_left_to_right(self, tmp_path: Path) -> None:
        folder = tiny(tmp_path)
        items = [{"id": "ar1", "text": "اتصل بفريقك على 020 7946 0111"}]
        block = {"id": "ar", "lang": "ar", "bullets": {"lead_in": "إذا كنت تتكلم العربية:", "items": items}}
        folder.write(REST, json.dumps({"heading": "Rest", "blocks": [block]}))
        data = folder.make("ache", "general").data
        marks, words = sides_of(data, "اتصل")
        assert marks > words
        assert list(inspect(data).faults) == []


def sides_of(data: bytes, word: str) -> tuple[float, float]:
    """Where the last bullet of a file stands, and where a word begins that only the list has, from the left."""
    for sheet in pypdfium2.PdfDocument(data):
        text = sheet.get_textpage()
        letters = [(text.get_text_range(at, 1), text.get_charbox(at)[0]) for at in range(text.count_chars())]
        said = "".join(letter for letter, _ in letters)
        if word in said and "•" in said:
            return [x for letter, x in letters if letter == "•"][-1], letters[said.index(word)][1]
    raise AssertionError(word)


def test_the_leaflet_is_sound(leaflet: Folder) -> None:
    data = in_arabic(leaflet)
    assert list(inspect(data).faults) == []
    for flavour in validators.FLAVOURS:
        assert validators.page_failures(data, flavour) == []
