"""Leaflets to fill in on a screen: blanks and boxes to tick are fields, and what is typed is printed."""

from __future__ import annotations

import ctypes
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from click.testing import CliRunner
from pypdf import PdfReader, PdfWriter
from pypdfium2 import raw

from leaflets.cli import main
from leaflets.edition.selection import Job
from leaflets.making import make
from leaflets.pdf.canvas import Canvas
from leaflets.problems import ContentError
from leaflets.store.project import Project
from support.arabic import arabic
from support.papers import job_on
from support.projects import REST, Make, job_of
from support.validators import FLAVOURS, own_faults, page_failures

TYPED = "7 May, gyé 1"
SPECIMEN = [
    "glasses", "a list of your medicines", "Notes 1", "Notes 2", "Notes 3", "Notes 4",
    "What is this?", "What does it mean for me?", "Notes 1", "Notes 2",
    "If this is about you, ask what it means for you.", "Name of the ward", "Day",
    "Day and time 1", "Where 1", "With whom 1", "Day and time 2", "Where 2", "With whom 2",
    "Night and weekend", "Notes 1", "Notes 2", "Notes 3", "At once: My 24-hour number",
    "The same day: My team’s number", "My name", "My team", "Phone, day and night",
]  # fmt: skip
"""What is to be filled in in the specimen, in the order of print: labels, headings of tables, entries of lists."""


@pytest.fixture
def specimen(project: Project) -> Job:
    return replace(job_of(project, "specimen", "specimen", "us"), printing="fillable")


@pytest.fixture
def large(project: Project) -> Job:
    return replace(job_on(project, "letter-large-print", "gi"), printing="fillable")


def widgets(data: bytes) -> list[tuple[int, Any]]:
    """The fields of a file, each with its page, in the order the keyboard leads through them."""
    found = [
        (number, one.get_object())
        for number, page in enumerate(PdfReader(io.BytesIO(data)).pages)
        for one in page.get("/Annots", [])
    ]
    return [(number, one) for number, one in found if one["/Subtype"] == "/Widget"]


def told(data: bytes) -> list[str]:
    return [str(one["/TU"]) for _, one in widgets(data)]


def in_the_tree(node: Any) -> Iterator[str]:
    """What fields are for, in the order of the structure tree."""
    node = node.get_object()
    if isinstance(node, list):
        for kid in node:
            yield from in_the_tree(kid)
    elif not isinstance(node, int) and node.get("/Type") == "/OBJR":
        field = node["/Obj"].get_object()
        yield from [str(field["/TU"])] if field["/Subtype"] == "/Widget" else []
    elif not isinstance(node, int) and "/K" in node:
        yield from in_the_tree(node["/K"])


def by_pypdf(data: bytes) -> bytes:
    """The file filled in by a program."""
    writer = PdfWriter(clone_from=io.BytesIO(data))
    fields = writer.get_fields() or {}
    values = {name: "/Yes" if one["/FT"] == "/Btn" else TYPED for name, one in fields.items()}
    for page in writer.pages:
        if "/Annots" in page:
            writer.update_page_form_field_values(page, values, auto_regenerate=False)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def by_pdfium(data: bytes, typed: str = TYPED) -> bytes:
    """The file filled in as somebody does it in a browser: a click on each field, and keys."""
    document = pypdfium2.PdfDocument(data)
    document.init_forms()
    pages = list(document)
    keys = ctypes.create_string_buffer(typed.encode("utf-16-le") + b"\0\0")
    for number, one in widgets(data):
        page, form = pages[number], document.formenv
        left, bottom, right, top = map(float, one["/Rect"])
        at = ((left + right) / 2, (bottom + top) / 2)
        raw.FORM_OnMouseMove(form, page, 0, *at)
        raw.FORM_OnLButtonDown(form, page, 0, *at)
        raw.FORM_OnLButtonUp(form, page, 0, *at)
        if one["/FT"] == "/Tx":
            raw.FORM_ReplaceSelection(form, page, ctypes.cast(keys, ctypes.POINTER(ctypes.c_ushort)))
        raw.FORM_ForceToKillFocus(form)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def ink(data: bytes) -> list[int]:
    """How many dark points each field shows, as a browser draws it."""
    document = pypdfium2.PdfDocument(data)
    document.init_forms()
    shown = [page.render(scale=1, grayscale=True).to_pil().convert("L") for page in document]
    found = []
    for number, one in widgets(data):
        left, bottom, right, top = map(float, one["/Rect"])
        high = shown[number].height
        part = shown[number].crop((int(left) + 2, int(high - top) + 2, int(right) - 1, int(high - bottom) - 1))
        found.append(sum(part.histogram()[:128]))
    return found


def typed_sizes(data: bytes) -> list[float]:
    """The size of what stands in each field."""
    looks = [one["/AP"]["/N"].get_object().get_data() for _, one in widgets(data) if one["/FT"] == "/Tx"]
    return [float(re.findall(rb"/\S+ ([\d.]+) Tf", look)[-1]) for look in looks]


def drawn_to(data: bytes, number: int, field: Any) -> float:
    """How far to the right a field shows ink, in points."""
    document = pypdfium2.PdfDocument(data)
    document.init_forms()
    page = document[number].render(scale=2, grayscale=True).to_pil().convert("L")
    left, bottom, right, top = (2 * float(edge) for edge in field["/Rect"])
    part = page.crop((int(left), int(page.height - top), int(right), int(page.height - bottom)))
    return float(left + part.point(lambda grey: 255 * (grey < 128)).getbbox()[2]) / 2


def printed(data: bytes) -> str:
    """The words of a file once it is printed: what stands in its fields is part of its pages."""
    document = pypdfium2.PdfDocument(data)
    for page in document:
        assert raw.FPDFPage_Flatten(page, raw.FLAT_PRINT) != raw.FLATTEN_FAIL
    return "\n".join(document[at].get_textpage().get_text_range() for at in range(len(document)))


def test_each_blank_and_box_is_a_field_that_says_what_it_is_for_in_reading_order(specimen: Job, made: Make) -> None:
    data = made(specimen).data
    root: Any = PdfReader(io.BytesIO(data)).trailer["/Root"]
    assert told(data) == SPECIMEN
    assert list(in_the_tree(root["/StructTreeRoot"])) == SPECIMEN
    assert [str(one.get_object()["/TU"]) for one in root["/AcroForm"]["/Fields"]] == SPECIMEN
    ticked = [str(one["/TU"]) for _, one in widgets(data) if one["/FT"] == "/Btn"]
    assert ticked == [*SPECIMEN[:2], *SPECIMEN[6:8], SPECIMEN[10]]


def test_names_are_unique_and_nothing_is_left_to_the_viewer(large: Job, made: Make) -> None:
    data = made(large).data
    root: Any = PdfReader(io.BytesIO(data)).trailer["/Root"]
    form = root["/AcroForm"]
    fields = [one for _, one in widgets(data)]
    names = [str(one["/T"]) for one in fields]
    assert len(names) > 30
    assert len(set(names)) == len(names)
    assert not any("." in name for name in names)
    assert "/NeedAppearances" not in form
    font = form["/DR"]["/Font"]["/Typed"]
    assert "/FontFile2" in font["/FontDescriptor"]
    looks = {str(one["/FT"]): set(one["/AP"]["/N"]) for one in fields}
    assert looks["/Btn"] == {"/Yes", "/Off"}
    assert "/BBox" in looks["/Tx"]
    sizes = {float(str(one["/DA"]).split()[1]) for one in fields if one["/FT"] == "/Tx"}
    assert min(sizes) >= 16


@pytest.mark.parametrize("fill", [by_pypdf, by_pdfium])
@pytest.mark.parametrize("which", ["specimen", "large"])
def test_what_is_filled_in_is_seen_and_printed_and_the_file_stays_sound(
    which: str, fill: Callable[[bytes], bytes], request: pytest.FixtureRequest, made: Make
) -> None:
    data = made(request.getfixturevalue(which)).data
    filled = fill(data)
    assert not any(ink(data)), "a field that is empty shows something"
    assert all(points > 5 for points in ink(filled))
    texts = [one for _, one in widgets(data) if one["/FT"] == "/Tx"]
    assert printed(filled).count(TYPED) == len(texts) > 0
    assert own_faults(filled) == []


@pytest.mark.parametrize(("which", "usual", "least"), [("specimen", 12, 9), ("large", 16, 16)])
def test_what_is_typed_is_as_large_as_the_text_and_smaller_where_it_is_long_but_never_cut_off(
    which: str, usual: float, least: float, request: pytest.FixtureRequest, made: Make
) -> None:
    data = made(request.getfixturevalue(which)).data
    assert min(typed_sizes(by_pdfium(data, "3 pm"))) >= usual
    most = {str(one["/T"]): int(one["/MaxLen"]) for _, one in widgets(data) if one["/FT"] == "/Tx"}
    assert min(most.values()) >= 12, "a day and a time"
    full = by_pdfium(data, "Ward 7, call 020 7946 0111 from 9 am. " * 10)
    assert {str(one["/T"]): len(str(one["/V"])) for _, one in widgets(full) if one["/FT"] == "/Tx"} == most
    assert min(typed_sizes(full)) >= least
    for number, one in widgets(full):
        if one["/FT"] == "/Tx":
            assert drawn_to(full, number, one) < float(one["/Rect"][2]) - 0.5, (
                f"{one['/T']}: its last letters are cut off"
            )


def test_it_is_as_accessible_and_as_lasting_as_on_paper(specimen: Job, large: Job, made: Make) -> None:
    for job in (specimen, large):
        data = made(job).data
        assert own_faults(data) == []
        assert [page_failures(data, flavour) for flavour in FLAVOURS] == [[], []]


def test_in_arabic_fields_stand_where_lines_do_and_are_typed_from_the_right(tmp_path: Path) -> None:
    folder = arabic(tmp_path / "project")
    folder.replace(REST, "blocks:\n", "blocks:\n  - id: team\n    blanks: {labels: [الاسم, الهاتف]}\n")
    project = folder.project()
    data = make(project, replace(job_of(project, "ache", "general", "eg"), printing="fillable")).data
    (_, name), (_, phone) = widgets(data)
    assert [name["/TU"], phone["/TU"]] == ["الاسم", "الهاتف"]
    assert name["/Rect"][0] > phone["/Rect"][2]
    assert name["/Q"] == phone["/Q"] == 2
    assert all(points > 5 for points in ink(by_pdfium(data)))


def test_a_blank_without_a_field_is_found_by_the_proof(
    specimen: Job, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    field = Canvas.field

    def forgetful(self: Canvas, node: Any, box: Any, words: str, tick: bool = False) -> bool:
        return words not in ("Name of the ward", "glasses") and field(self, node, box, words, tick)

    monkeypatch.setattr(Canvas, "field", forgetful)
    with pytest.raises(ContentError) as caught:
        make(project, specimen)
    said = {problem.message for problem in caught.value.problems}
    assert said == {f"'{words}' would have no field to fill in" for words in ("glasses", "Name of the ward")}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--grey"], "--fillable is for single leaflets in colour"),
        (["--press"], "--fillable is for single leaflets in colour"),
        (["--clinic", "riverside", "--print-run"], "--fillable is for single leaflets in colour"),
        (["--format", "half-letter-booklet"], "choose the format half-letter"),
    ],
)
def test_sheets_that_are_folded_joined_or_printed_by_others_are_refused(
    tmp_path: Path, options: list[str], said: str
) -> None:
    done = CliRunner().invoke(main, ["build", "lms", "--variant", "gi", "--fillable", *options, "-o", str(tmp_path)])
    assert done.exit_code != 0
    assert said in done.output
    assert list(tmp_path.iterdir()) == []
