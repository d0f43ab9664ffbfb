"""Drawings of the body: parts marked and labelled from YAML, and words that no line crosses."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from leaflets.artwork.colour import luminance
from leaflets.artwork.drawing import Drawing
from leaflets.artwork.figures import LIGHT, apart, figure, marked, points
from leaflets.cli import main
from leaflets.content.model import NOWHERE
from leaflets.content.payloads import Anatomy
from leaflets.edition.selection import Job
from leaflets.layout.figures.leaders import APART, GAP, Label, Leader, place
from leaflets.making import make
from leaflets.problems import ContentError
from support import pdf
from support.projects import REST, ROOT, Folder, job_of, tiny

NAMES = sorted(path.stem for path in (ROOT / "assets/figures").glob("*.svg"))
SEVEN = {"gut", "womb", "behind-the-belly", "large-veins", "arm-or-leg", "skin", "body"}
SQUARES = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 80">'
    '<g id="left" data-label="20 40"><path d="M10 10h20v60h-20z" fill="#EEEEEE" stroke="#222222"/></g>'
    '<path id="right" d="M70 10h20v60h-20z" fill="#EEEEEE" stroke="#222222"/>{}</svg>'
)


def drawn(name: str) -> Drawing:
    return figure(ROOT / "assets", name, NOWHERE)


def block(name: str, labels: Mapping[str, str], mark: Sequence[str] = (), **more: str) -> str:
    made = [{"id": f"label-{part}", "part": part, "text": text} for part, text in labels.items()]
    said = {"drawing": name, "alt": "What it shows.", "mark": list(mark), "labels": made, **more}
    return json.dumps({"heading": "Rest", "blocks": [{"id": "drawn", "anatomy": said}]}, ensure_ascii=False)


def leaflet(folder: Path, text: str, **drawings: str) -> Folder:
    made = tiny(folder / "project", {REST: text})
    for name, svg in drawings.items():
        (made.root / f"assets/figures/{name}.svg").write_text(svg, encoding="utf-8")
    return made


def _data(folder: Folder, job: Job) -> bytes:
    return make(folder.project(), job).data


def boxes_meet(one: Sequence[float], other: Sequence[float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def at(line: Leader, share: float) -> tuple[float, float]:
    return tuple(a + (b - a) * share for a, b in zip(line.start, line.end, strict=True))  # type: ignore[return-value]


def enters(line: Leader, box: Sequence[float]) -> bool:
    """Whether a line passes through a box, looked at in a thousand places."""
    places = (at(line, step / 1000) for step in range(1001))
    return any(box[0] < x < box[2] and box[1] < y < box[3] for x, y in places)


def lines_meet(one: Leader, other: Leader) -> bool:
    """Whether two lines share a place, solved as two equations."""
    (x1, y1), (x2, y2), (x3, y3), (x4, y4) = one.start, one.end, other.start, other.end
    down = (x1 - x2) * (y3 - y4) - (y1 - y2) * (x3 - x4)
    if abs(down) < 1e-9:
        return False
    first = ((x1 - x3) * (y3 - y4) - (y1 - y3) * (x3 - x4)) / down
    second = ((x1 - x3) * (y1 - y2) - (y1 - y3) * (x1 - x2)) / down
    return 0 < first < 1 and 0 < second < 1


def faults(made: Sequence[Leader]) -> list[str]:
    """What a reader would stumble over: words over words, lines through words, lines across lines."""
    found = [f"{a.number} over {b.number}" for a, b in combinations(made, 2) if boxes_meet(a.box, b.box)]
    found += [f"{a.number} through {b.number}" for a in made for b in made if enters(a, b.box)]
    return found + [f"{a.number} across {b.number}" for a, b in combinations(made, 2) if lines_meet(a, b)]


class TestLabels:
    @pytest.mark.parametrize("name", NAMES)
    def test_of_every_drawing_stand_clear_with_lines_that_cross_nothing(self, name: str) -> None:
        art = drawn(name)
        tall = 252.0
        scale = tall / art.height
        named = [part for part in sorted(dict(art.points)) if points(art, part)[0][1] < art.height - 1]
        labels = [Label(90, 15, [(x * scale, y * scale) for x, y in points(art, part)]) for part in named]
        made = place(labels, art.width * scale, tall)
        assert made is not None
        assert [one.number for one in made] == list(range(len(named)))
        assert faults(made) == []

    @settings(max_examples=150, deadline=None)
    @given(
        st.lists(
            st.tuples(st.floats(20, 110), st.floats(12, 50), st.floats(0, 200), st.floats(0, 250)),
            min_size=1,
            max_size=10,
        )
    )
    def test_of_any_drawing_do_or_are_told_by_number(self, some: list[tuple[float, float, float, float]]) -> None:
        labels = [Label(wide, tall, [(x, y)]) for wide, tall, x, y in some]
        made = place(labels, 200, 250)
        if made is None:
            return
        assert faults(made) == []
        for one in made:
            left, top, right, bottom = one.box
            assert right <= -GAP + 1e-6 or left >= 200 + GAP - 1e-6
            assert -1e-6 <= top < bottom <= 250 + 1e-6
        for a, b in combinations(made, 2):
            same = (a.left < 0) == (b.left < 0)
            assert not same or abs(a.top - b.top) >= min(a.tall, b.tall) + APART - 1e-6

    def test_that_are_too_tall_for_the_drawing_have_no_place_beside_it(self) -> None:
        assert place([Label(50, 90, [(10, 10)])] * 6, 100, 200) is None

    def test_point_to_the_nearer_of_two_places(self) -> None:
        labels = [Label(50, 15, [(20, 50), (180, 50)]), Label(50, 15, [(100, 150)])]
        made = place(labels, 200, 200)
        assert made is not None
        assert made[0].start in [(20, 50), (180, 50)]
        assert (made[0].start[0] < 100) == (made[0].left < 0)

    @settings(max_examples=100, deadline=None)
    @given(st.lists(st.tuples(st.floats(0, 300), st.floats(0, 300)), min_size=1, max_size=12))
    def test_by_number_lie_beside_each_other_in_the_frame(self, places: list[tuple[float, float]]) -> None:
        found = apart(places, 9, 300, 300)
        assert len(found) == len(places)
        assert all(9 <= x <= 291 and 9 <= y <= 291 for x, y in found)
        for (ax, ay), (bx, by) in combinations(found, 2):
            assert (ax - bx) ** 2 + (ay - by) ** 2 > (1.6 * 9) ** 2


class TestDrawings:
    def test_of_the_seven_places_and_of_what_happens_there_are_shipped(self) -> None:
        assert SEVEN | {"stages", "operation", "biopsy"} <= set(NAMES)

    @pytest.mark.parametrize("name", NAMES)
    def test_have_ids_in_kebab_case_and_points_in_their_frame(self, name: str) -> None:
        art = drawn(name)
        assert len(art.parts()) > 5
        assert [part for part in art.parts() if not re.fullmatch(r"[a-z]+(-[a-z]+)*", part)] == []
        assert set(dict(art.points)) <= art.parts()
        places = [place for part in dict(art.points) for place in points(art, part)]
        assert places
        assert all(0 <= x <= art.width and 0 <= y <= art.height for x, y in places)

    @pytest.mark.parametrize("name", NAMES)
    def test_have_calm_colours_and_lines_of_a_weight_that_can_be_seen(self, name: str) -> None:
        strokes = [shape.stroke for shape in drawn(name).shapes if shape.stroke]
        assert strokes
        assert all(stroke.width >= 0.4 for stroke in strokes)
        grounds = {shape.fill for shape in drawn(name).shapes if shape.fill}
        assert [fill for fill in grounds if luminance(fill) <= LIGHT and fill != "#2C3B42"] == []

    def test_credit_those_they_were_drawn_after(self) -> None:
        said = (ROOT / "assets/figures/LICENSE").read_text(encoding="utf-8")
        assert "EMBL-EBI" in said
        assert "creativecommons.org/licenses/by/4.0" in said


class TestMarks:
    def test_are_told_by_a_bright_ground_a_heavier_line_and_paler_neighbours(self) -> None:
        art = drawn("womb")
        pairs = list(zip(art.shapes, marked(art, ["bladder"], "#8FD0C8").shapes, strict=True))
        own = [(before, after) for before, after in pairs if "bladder" in before.parts]
        assert own
        for before, after in own:
            assert after.fill == "#8FD0C8"
            assert before.stroke
            assert after.stroke
            assert after.stroke.width > before.stroke.width + 1
        others = [(before, after) for before, after in pairs if before.fill and "bladder" not in before.parts]
        assert len(others) > 5
        assert all(luminance(before.fill) <= luminance(after.fill) > LIGHT for before, after in others)
        assert all(before.stroke == after.stroke for before, after in others)

    def test_of_nothing_leave_a_drawing_as_it_is(self) -> None:
        assert marked(drawn("womb"), [], "#8FD0C8") == drawn("womb")

    def test_without_tints_are_the_one_ground_that_is_not_white(self) -> None:
        shown = marked(drawn("gut"), ["stomach"], "#999999", "#FFFFFF")
        grounds = {shape.fill: "stomach" in shape.parts for shape in shown.shapes if shape.fill}
        assert grounds == {"#FFFFFF": False, "#999999": True}
        inks = {shape.stroke.colour for shape in shown.shapes if shape.stroke}
        assert all(len({ink[1:3], ink[3:5], ink[5:7]}) == 1 for ink in inks)

    def test_are_printed_bold_and_the_others_are_not(self, tmp_path: Path) -> None:
        text = block("gut", {"stomach": "the stomach", "liver": "the liver"}, ["stomach"])
        file = pdf.read(leaflet(tmp_path, text).make("ache", "general").data)
        fonts = {run.text.strip(): run.font for page in file.pages for line in page.lines for run in line.runs}
        assert "Bold" in fonts["the stomach"]
        assert "Bold" not in fonts["the liver"]


LABELS = {"left": "the left one", "right": "the right one"}


class TestOnPaper:
    def test_another_illness_brings_its_drawing_and_no_python(self, tmp_path: Path) -> None:
        text = block("own", LABELS, ["right"], heading="Mine", caption="Two of them.")
        file = pdf.read(leaflet(tmp_path, text, own=SQUARES.format("")).make("ache", "general").data)
        (page,) = (page for page in file.pages if any("Mine" in line.text for line in page.lines))
        left = next(line for line in page.lines if "the left one" in line.text)
        right = next(line for line in page.lines if "the right one" in line.text)
        shapes = [shape for shape in page.shapes if shape.mcid is not None and shape.height > 100]
        assert len(shapes) == 2
        assert left.x < shapes[0].x < shapes[1].x + shapes[1].width < right.x
        assert shapes[0].fill != shapes[1].fill
        order = [file.tree.index(words) for words in ("Mine", "What it shows.", "left one", "right one", "Two of")]
        assert order == sorted(order)
        assert "Figure (Alt='What it shows.')" in file.tree

    @pytest.mark.parametrize("form", ["letter", "letter-large-print", "a5"])
    @pytest.mark.parametrize("name", NAMES)
    def test_every_drawing_keeps_its_labels_in_every_size(self, tmp_path: Path, name: str, form: str) -> None:
        parts = sorted(dict(drawn(name).points))
        labels = {part: f"this is {part.replace('-', ' ')}" for part in parts}
        made = leaflet(tmp_path, block(name, labels, parts[:1]))
        project = made.project()
        job = replace(job_of(project, "ache", "general", "us"), format=form)
        said = " ".join(pdf.read(_data(made, job)).text.split())
        assert parts
        assert [text for text in labels.values() if text not in said] == []

    def test_labels_without_room_are_told_by_number(self, tmp_path: Path) -> None:
        long = {part: f"{text}, and then a word as long as this: {'x' * 22}" for part, text in LABELS.items()}
        text = block("own", long)
        made = leaflet(tmp_path, text, own=SQUARES.format(""))
        job = replace(job_of(made.project(), "ache", "general", "us"), format="a5")
        file = pdf.read(_data(made, job))
        assert re.search(r"Lbl: 1\s+LBody: the left one", file.tree)
        assert re.search(r"Lbl: 2\s+LBody: the right one", file.tree)
        numbers = [run for page in file.pages for line in page.lines for run in line.runs if run.text.strip() == "2"]
        assert len(numbers) >= 2, "in the drawing, and in the list"

    def test_a_label_at_the_lower_edge_stands_under_the_drawing(self, tmp_path: Path) -> None:
        foot = '<g id="foot" data-label="50 80"><path d="M45 60h10v19h-10z" fill="#EEEEEE"/></g>'
        text = block("own", {"foot": "the foot"})
        file = pdf.read(leaflet(tmp_path, text, own=SQUARES.format(foot)).make("ache", "general").data)
        (line,) = (line for page in file.pages for line in page.lines if "the foot" in line.text)
        (page,) = (page for page in file.pages if line in page.lines)
        lowest = min(shape.y for shape in page.shapes if shape.mcid is not None and shape.height > 50)
        assert line.y < lowest

    @pytest.mark.parametrize("height", ["80", "79.2"])
    def test_a_number_at_the_lower_edge_stands_under_the_drawing_and_hides_nothing_of_it(
        self, tmp_path: Path, height: str
    ) -> None:
        foot = f'<g id="foot" data-label="50 {height}"><path d="M45 60h10v19h-10z" fill="#EEEEEE"/></g>'
        long = {part: f"{text}, and then a word as long as this: {'x' * 22}" for part, text in LABELS.items()}
        made = leaflet(tmp_path, block("own", {**long, "foot": "the foot"}), own=SQUARES.format(foot))
        file = pdf.read(_data(made, replace(job_of(made.project(), "ache", "general", "us"), format="a5")))
        (page,) = (page for page in file.pages if "the foot" in "".join(run.text for run in page.runs))
        in_drawing, in_list = (run for run in page.runs if run.text.strip() == "3")
        lowest = min(shape.y for shape in page.shapes if shape.fill == "#EEEEEE")
        assert in_list.y < in_drawing.y
        assert in_drawing.y + in_drawing.size / 2 < lowest


class TestProblems:
    def test_a_part_the_drawing_lacks_is_told_with_those_it_has(self, tmp_path: Path) -> None:
        text = (
            "heading: Rest\nblocks:\n  - id: a\n    anatomy:\n      drawing: own\n      alt: Two.\n"
            "      mark: [middle]\n      labels:\n        - {id: l, part: top, text: top}\n"
        )
        said = leaflet(tmp_path, text, own=SQUARES.format("")).run("ache")
        assert said.code == 1
        assert said.files == ()
        assert list(said.problems) == [
            f"content/{REST}:7:13: the drawing 'own' has no part 'middle'; it has left, right",
            f"content/{REST}:9:25: the drawing 'own' has no part 'top'; it has left, right",
        ]

    def test_a_part_that_only_others_are_shown_keeps_nothing_from_being_made_and_a_check_tells_it(
        self, tmp_path: Path
    ) -> None:
        section = json.loads(block("own", {"top": "the top"}))
        section["blocks"][0]["when"] = {"region": "uk"}
        section["blocks"].append({"id": "rest", "text": "Lie down."})
        made = leaflet(tmp_path, json.dumps(section), own=SQUARES.format(""))
        made.write("checks.yaml", (ROOT / "content/checks.yaml").read_text(encoding="utf-8"))
        assert b"%PDF" in made.make("ache", "general", "us").data
        with pytest.raises(ContentError, match="the drawing 'own' has no part 'top'"):
            made.make("ache", "general", "uk")
        said = CliRunner().invoke(main, ["check", "ache", "--project", str(made.root)])
        assert said.exit_code == 1
        assert "the drawing 'own' has no part 'top'" in said.output

    def test_a_drawing_that_is_not_there_is_told_with_the_nearest(self, tmp_path: Path) -> None:
        said = leaflet(tmp_path, block("gutt", {"stomach": "stomach"})).run("ache")
        assert said.code == 1
        (problem,) = said.problems
        assert "there is no drawing 'gutt' in assets/figures; did you mean 'gut'?" in problem

    @pytest.mark.parametrize(
        ("svg", "how"),
        [
            ("<svg/>", "cannot be used"),
            (SQUARES.format("<script/>"), "a drawing is made of shapes"),
            (SQUARES.format('<g id="x" data-label="7"/>'), "points nowhere"),
            (SQUARES.format('<image href="data:image/png;base64,iVBORw0KGgo="/>'), "cannot be used"),
        ],
    )
    def test_a_drawing_that_is_none_is_told_at_its_line(self, tmp_path: Path, svg: str, how: str) -> None:
        said = leaflet(tmp_path, block("own", {"left": "left"}), own=svg).run("ache")
        assert said.code == 1
        assert said.files == ()
        assert any(how in problem and f"content/{REST}:1:" in problem for problem in said.problems), said.problems

    def test_a_part_with_two_labels_is_a_problem(self) -> None:
        labels = [{"id": "a", "part": "left", "text": "one"}, {"id": "b", "part": "left", "text": "two"}]
        with pytest.raises(ValueError, match="the part 'left' has two labels"):
            Anatomy.model_validate({"drawing": "own", "alt": "Two.", "labels": labels})


def test_a_figure_goes_to_the_page_its_author_gave_it(tmp_path: Path) -> None:
    made = json.loads(block("womb", {"womb": "the womb"}))
    made["blocks"][:0] = [{"id": "before", "text": "Before."}, {"id": "turn", "page_break": "here"}]
    folder = leaflet(tmp_path, json.dumps(made))
    before, after = (pdf.read(folder.make("ache", "general").data).pages[number] for number in (-2, -1))
    assert "Before." in "".join(run.text for run in before.runs)
    assert "the womb" in "".join(run.text for run in after.runs)
