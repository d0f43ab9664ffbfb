"""Greys for an office laser: one ink and nothing lost, for what a box means is in its shape and its sign."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from leaflets.edition.selection import Job, Printing
from leaflets.making import make
from leaflets.store.project import Project
from support import pdf
from support.painting import Run, Shape, operations
from support.papers import job_on
from support.projects import REST, Folder, Make, Read, job_of, tiny
from support.validators import own_faults, page_failures

PAPERS = ("letter", "a5", "a4-large-print", "letter-trifold")
THEMES = ("calm", "plain")
WAYS: tuple[Printing, Printing] = ("colour", "grey")
COLOURED = {"rg", "RG", "k", "K", "scn", "SCN", "sh", "ri"}
"""Operators that bring in a colour, or a space that could have one."""


SOME = [*((paper, "gi", "lms") for paper in PAPERS), ("letter", "specimen", "specimen")]


@pytest.fixture(params=SOME, ids="-".join)
def coloured(request: pytest.FixtureRequest, project: Project) -> Job:
    """A job in colour; the specimen has every kind of block, and pictures."""
    paper, variant, leaflet = request.param
    return job_on(project, paper, variant, leaflet=leaflet)


@pytest.fixture(params=[*((*one, "calm") for one in SOME), (*SOME[-1], "plain")], ids="-".join)
def grey(request: pytest.FixtureRequest, project: Project) -> Job:
    paper, variant, leaflet, theme = request.param
    return job_on(project, paper, variant, theme, "grey", leaflet)


def no_greys(file: pdf.Inspected) -> Iterator[str]:
    """The operators, colour spaces and pictures of a file that are not grey."""
    for number, page in enumerate(file.reader.pages, 1):
        done = list(operations(page.get_contents().get_data()))  # type: ignore[union-attr]
        assert done, f"page {number} is empty"
        names = {code for _, code in done}
        yield from (f"page {number}: {name}" for name in sorted(names & COLOURED))
        resources: Any = page["/Resources"]
        spaces = {name: space.get_object() for name, space in resources.get("/ColorSpace", {}).items()}
        chosen = {operands[0] for operands, code in done if code in ("cs", "CS")}
        yield from (f"page {number}: the space {name}" for name in sorted(chosen - set(spaces) - {"/DeviceGray"}))
        for name, space in spaces.items():
            if space[:2] != ["/Indexed", "/DeviceGray"]:
                yield f"page {number}: the space {name} is {space[1]}"
        for name, picture in resources.get("/XObject", {}).items():
            if picture.get_object()["/ColorSpace"] != "/DeviceGray":
                yield f"page {number}: the picture {name}"


def test_a_file_has_one_ink(grey: Job, read: Read) -> None:
    assert list(no_greys(read(grey))) == []


@pytest.fixture
def illustrated(tmp_path: Path) -> Folder:
    """A project with a picture in colour."""
    folder = tiny(tmp_path / "project")
    drawn = io.BytesIO()
    Image.new("RGB", (300, 200), "#C03020").save(drawn, "PNG")
    folder.picture("red.png", drawn.getvalue())
    with folder.path(REST).open("a", encoding="utf-8") as file:
        file.write("  - id: red\n    picture: {file: red.png, alt: A red sheet., caption: Red.}\n")
    return folder


def illustrated_file(folder: Folder, printing: Printing) -> pdf.Inspected:
    project = folder.project()
    job = replace(job_of(project, "ache", "cluster", "us"), printing=printing)
    return pdf.read(make(project, job).data)


def test_another_ink_would_be_seen(illustrated: Folder) -> None:
    found = " ".join(no_greys(illustrated_file(illustrated, "colour")))
    for fault in (": rg", ": RG", "the space /Brand is /DeviceRGB", "the picture"):
        assert fault in found


def test_pictures_turn_grey_and_stay_where_they_were(illustrated: Folder) -> None:
    in_colour, in_grey = (illustrated_file(illustrated, printing) for printing in WAYS)
    assert list(no_greys(in_grey)) == []
    assert [page.images for page in in_grey.pages] == [page.images for page in in_colour.pages]
    assert sum(len(page.images) for page in in_grey.pages) == 1


def test_words_are_black_or_white_and_stand_out(grey: Job, read: Read) -> None:
    runs = [(page, run) for page in read(grey).pages for run in page.runs if run.text.strip()]
    assert len(runs) > 50
    assert {run.colour for _, run in runs} <= {"#000000", "#FFFFFF"}
    for page, run in runs:
        under = int(ground(page, run)[1:3], 16)
        assert under >= 0xC0 if run.colour == "#000000" else under <= 0x70, (page.number, run.text)


def ground(page: pdf.Page, run: Run) -> str:
    """The colour under the middle of a run: that of the last shape painted there, or the paper's."""
    x, y = run.x + run.width / 2, run.y + run.size * 0.3
    under = [shape.fill for shape in page.shapes if shape.fill and holds(shape, x, y)]
    return under[-1] if under else "#FFFFFF"


def holds(shape: Shape, x: float, y: float) -> bool:
    return shape.x <= x <= shape.x + shape.width and shape.y <= y <= shape.y + shape.height


def test_it_is_valid(grey: Job, made: Make) -> None:
    file = made(grey)
    assert file.job.name.endswith("-grey")
    assert [failure for flavour in ("ua1", "2a") for failure in page_failures(file.data, flavour)] == []
    assert own_faults(file.data) == []


def test_it_says_what_the_coloured_file_says(coloured: Job, read: Read) -> None:
    in_colour, in_grey = read(coloured), read(replace(coloured, printing="grey"))
    assert len(in_colour.tree) > 1000
    assert in_grey.tree == in_colour.tree
    assert in_grey.text == in_colour.text
    assert [[line.text for line in page.lines] for page in in_grey.pages] == [
        [line.text for line in page.lines] for page in in_colour.pages
    ]


@pytest.mark.parametrize("theme", THEMES)
class TestRedFlags:
    """In greys a red flag is told from a note by the shape of its box and by its sign."""

    @pytest.fixture
    def page(self, project: Project, read: Read, theme: str) -> pdf.Page:
        file = read(job_on(project, "letter", "specimen", theme, "grey", "specimen"))
        (page,) = (page for page in file.pages if {"A note", "An emergency"} <= {line.text for line in page.lines})
        return page

    def boxes(self, page: pdf.Page, words: str) -> list[Shape]:
        """The shapes a line stands on, wider than a sign."""
        (line,) = (line for line in page.lines if line.text == words)
        found = [shape for shape in page.shapes if shape.width > 100 and holds(shape, line.x, line.y)]
        assert found
        return found

    def sign(self, page: pdf.Page, words: str) -> list[Shape]:
        """The small shapes beside a line that stand for something, the largest first."""
        (line,) = (line for line in page.lines if line.text == words)
        found = [
            shape
            for shape in page.shapes
            if shape.x + shape.width <= line.x
            and shape.x > line.x - 45
            and shape.width < 30
            and abs(shape.y + shape.height / 2 - line.y) < 16
            and shape.artifact
        ]
        return sorted(found, key=lambda shape: -shape.width * shape.height)

    def test_its_head_is_solid_black_with_white_words(self, page: pdf.Page) -> None:
        head = self.boxes(page, "An emergency")[-1]
        assert head.fill == "#000000"
        for words in ("An emergency", "Call 911"):
            (line,) = (line for line in page.lines if line.text == words)
            assert {run.colour for run in line.runs} == {"#FFFFFF"}
            assert holds(head, line.x, line.y)

    def test_its_box_has_the_strongest_outline(self, page: pdf.Page) -> None:
        lines = {shape.stroke: shape.line for shape in self.boxes(page, "if you see:") if shape.stroke}
        assert lines
        assert lines["#000000"] >= 2
        others = [shape for words in ("A note", "A warning") for shape in self.boxes(page, words)]
        assert max((shape.line for shape in others if shape.stroke), default=0) < lines["#000000"]

    def test_a_note_has_neither(self, page: pdf.Page) -> None:
        for shape in self.boxes(page, "A note"):
            assert shape.fill not in ("#000000", "#282828")
        (line,) = (line for line in page.lines if line.text == "A note")
        assert {run.colour for run in line.runs} == {"#000000"}

    def test_each_has_a_sign_of_its_own(self, page: pdf.Page) -> None:
        flag, note = self.sign(page, "An emergency"), self.sign(page, "A note")
        assert flag
        assert note
        assert (flag[0].kind, flag[0].stroke) == ("path", "#FFFFFF"), "a triangle in outline, on the black head"
        assert (note[0].kind, note[0].stroke) == ("path", ""), "a solid i in a circle"
        assert flag[0].width > flag[0].height * 1.1
        assert note[0].width == pytest.approx(note[0].height, rel=0.05)
