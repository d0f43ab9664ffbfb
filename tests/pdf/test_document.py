"""A document built by hand is valid, says what it should, and comes out the same each time."""

from __future__ import annotations

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas as PlainCanvas

from leaflets.inspect.rules.conformance import check
from leaflets.pdf.objects import text_string
from leaflets.pdf.shell import finished
from support import pdf, validators
from support.sample import ALT, TITLE, blank, sample, say

TREE = """\
Document
  H1: Leaflet from Łódź (first part) \\ <&>
  H2: What is it?
  P
    "Read more at the"
    Link: website of the clinic
    "if you wish."
  L (ListNumbering=Disc)
    LI
      Lbl: •
      LBody: pain
    LI
      Lbl: •
      LBody: fever
  Table
    TR
      TH (Scope=Column): Test
      TH (Scope=Column): When
    TR
      TD: Scan
      TD: Each year
    TR
      TD: Blood test
      TD
  Figure (Alt='A stomach (left) \\\\ żołądek')
  P: This paragraph begins at the foot of one page and ends at the head of the next.
  H2: Where to go
  H3: Near Łódź
  P
    Link: Back to the top
"""


@pytest.fixture(scope="module")
def data() -> bytes:
    return sample()


@pytest.fixture(scope="module")
def inspected(data: bytes) -> pdf.Inspected:
    return pdf.read(data)


@pytest.fixture(scope="module")
def plain() -> bytes:
    """What ReportLab writes by itself: untagged, its font not embedded."""
    file = BytesIO()
    canvas = PlainCanvas(file)
    canvas.drawString(72, 720, "hello world")
    canvas.save()
    return file.getvalue()


@pytest.mark.parametrize("profile", validators.FLAVOURS)
def test_the_quick_validator_passes_the_sample_and_fails_a_plain_file(data: bytes, plain: bytes, profile: str) -> None:
    assert validators.page_failures(data, profile) == []
    assert len(validators.page_failures(plain, profile)) >= 3


def test_vera_passes_the_sample_by_all_its_rules_and_fails_a_plain_file(
    data: bytes, plain: bytes, tmp_path: Path
) -> None:
    validators.require_java()
    good, bad = tmp_path / "good.pdf", tmp_path / "bad.pdf"
    good.write_bytes(data)
    bad.write_bytes(plain)

    verdicts = {(verdict.file, verdict.flavour): verdict for verdict in validators.vera([good, bad])}

    rules = {"ua1": 106, "2a": 153}
    assert {place: verdict.rules for place, verdict in verdicts.items()} == {
        (file, flavour): count for file in (good, bad) for flavour, count in rules.items()
    }
    for flavour in validators.FLAVOURS:
        assert verdicts[good, flavour].failed == ()
        assert verdicts[good, flavour].passed
        assert verdicts[good, flavour].checks > 100
        assert not verdicts[bad, flavour].passed
        assert len(verdicts[bad, flavour].failed) >= 5


def test_our_own_check_finds_nothing_in_the_sample_and_much_in_a_plain_file(data: bytes, plain: bytes) -> None:
    assert check(data) == []
    faults = check(plain)
    assert any("the file is not tagged" in fault for fault in faults)
    assert "the file does not say which language it is in (Lang)" in faults
    assert "the font Helvetica is not embedded" in faults


def test_the_tree_says_everything_in_reading_order(inspected: pdf.Inspected) -> None:
    assert inspected.tree == TREE


def test_a_paragraph_over_two_pages_is_one_element(inspected: pdf.Inspected) -> None:
    split = "This paragraph begins at the foot of one page and ends at the head of the next."
    assert split in inspected.text.splitlines()


def test_a_running_footer_is_seen_but_not_heard(inspected: pdf.Inspected) -> None:
    for number, page in enumerate(inspected.pages, 1):
        footers = [run for run in page.runs if run.artifact == "Pagination/Footer"]
        assert [run.text.strip() for run in footers] == [f"Page {number} of 2"]
    assert "of 2" not in inspected.text


def test_furniture_stands_in_a_content_stream_of_its_own(data: bytes) -> None:
    for page in PdfReader(BytesIO(data)).pages:
        contents: Any = page["/Contents"]
        body, furniture = (stream.get_object().get_data() for stream in contents)
        assert b"Pagination" in furniture
        assert b"MCID" not in furniture
        assert b"Pagination" not in body


def test_runs_have_their_font_size_colour_and_place(inspected: pdf.Inspected) -> None:
    run = next(run for run in inspected.pages[0].runs if run.text.startswith("website"))
    assert (run.font, run.size, run.colour) == ("LeafletsHyperlegible-Regular", 12, "#0B5563")
    assert (run.x, run.y) == (170, 670)
    assert 70 < run.width < 90


def test_lines_are_read_from_top_to_bottom(inspected: pdf.Inspected) -> None:
    said = [line.text for line in inspected.pages[0].lines]
    assert said[:4] == [TITLE, "What is it?", "Read more at the website of the", "clinic if you wish."]
    assert said[-1] == "Page 1 of 2"


def test_boxes_are_where_they_were_drawn(inspected: pdf.Inspected) -> None:
    box = next(shape for shape in inspected.pages[0].shapes if shape.kind == "rounded" and shape.artifact == "Layout")
    assert (box.x, box.y, box.width, box.height) == (60, 560, 300, 60)
    assert (box.fill, box.stroke) == ("#E8F1F2", "#0B5563")


def test_a_link_over_two_lines_is_one_annotation_of_two_boxes(inspected: pdf.Inspected) -> None:
    outside, inside = inspected.links
    assert (outside.target, outside.contents) == ("https://example.org/łódź?a=(b)", "Website (of the clinic)")
    assert outside.boxes == ((170, 666, 250, 682), (72, 650, 104, 666))
    assert outside.rect == (72, 650, 250, 682)
    assert (inside.page, inside.target) == (2, "#1")


def test_bookmarks_keep_their_level_title_and_page(inspected: pdf.Inspected) -> None:
    assert [(mark.level, mark.title, mark.page) for mark in inspected.outline] == [
        (0, "Łódź (top) \\", 1),
        (1, "What is it?", 1),
        (1, "Where to go", 2),
        (2, "Near Łódź", 2),
    ]


def test_a_title_with_brackets_backslashes_and_foreign_letters_reads_back(data: bytes) -> None:
    reader = PdfReader(BytesIO(data))
    assert reader.metadata is not None
    assert reader.xmp_metadata is not None
    assert reader.metadata.title == TITLE
    assert reader.xmp_metadata.dc_title == {"x-default": TITLE}
    assert reader.metadata.author == "Clinic of Łódź & <Kraków>"
    assert reader.xmp_metadata.dc_creator == ["Clinic of Łódź & <Kraków>"]


def test_an_alternative_text_with_brackets_and_foreign_letters_reads_back(inspected: pdf.Inspected) -> None:
    assert f"Alt={ALT!r}" in inspected.tree


@pytest.mark.parametrize("title", ["(", ")", "((", "\\", "\\(", "a\\)b", "\\\\", "é", "😀", "a\\nb", "<FEFF>"])
def test_any_title_reads_back(title: str) -> None:
    document = blank(title)
    say(document.page(300, 300), document.root.add("H1"), 20, 200, "Heading")
    data = finished(document)

    reader = PdfReader(BytesIO(data))

    assert reader.metadata is not None
    assert reader.metadata.title == title
    assert check(data) == []


def test_ascii_texts_stay_readable_in_the_file() -> None:
    assert text_string("a (b) \\") == "(a \\(b\\) \\\\)"
    assert text_string("ł") == "<FEFF0142>"


def test_an_element_nothing_was_drawn_for_is_left_out(inspected: pdf.Inspected) -> None:
    assert not inspected.tree.endswith("P\n")


@pytest.mark.parametrize("seed", ["0", "1", "4242"])
def test_the_same_input_gives_the_same_bytes_on_any_day_and_hash_seed(data: bytes, seed: str) -> None:
    script = "import sys; from support.sample import sample; sys.stdout.buffer.write(sample())"
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(sys.path),
        "PYTHONHASHSEED": seed,
        "SOURCE_DATE_EPOCH": f"{1_000_000 + int(seed)}",
    }
    again = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, env=environment)
    assert again.stdout == data


def test_files_that_say_different_things_have_different_identifiers(data: bytes) -> None:
    document = blank("Another title")
    say(document.page(300, 300), document.root.add("H1"), 20, 200, "Heading")
    other = PdfReader(BytesIO(finished(document))).trailer["/ID"]
    assert other != PdfReader(BytesIO(data)).trailer["/ID"]
