"""Themes: every leaflet in every theme can be printed and read, in grey and by those who see little."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from leaflets.content.units import contrast
from leaflets.edition.selection import Job
from leaflets.making import make
from leaflets.store.project import Project
from support import pdf
from support.painting import Run, Shape
from support.papers import job_on
from support.projects import (
    LEAFLET,
    NOW,
    ROOT,
    Folder,
    Make,
    Read,
    by_turns,
    in_theme,
    job_of,
    shipped,
    text_of,
    themed_jobs,
    tiny,
)
from support.validators import FLAVOURS, own_faults, page_failures

PROJECT = Project(ROOT, NOW)
THEMES = sorted(path.stem for path in (ROOT / "content/themes").glob("*.yaml"))
MOST_PAGES = 16
PAPER = "#FFFFFF"
SIGN = 18
"""No sign of a box is larger, in points."""

HIGH = 0.75
"""How far letters reach above the baseline, as a share of their size."""


@pytest.fixture(
    params=by_turns(themed_jobs(PROJECT)), ids=lambda job: f"{job.theme}-{job.leaflet}-{job.variant}-{job.region}"
)
def themed(request: pytest.FixtureRequest) -> Job:
    """Every shipped variant, and those that are looked at in the other themes, the regions by turns."""
    job: Job = request.param
    return job


def in_colour(job: Job) -> Job:
    return replace(job, theme="calm")


def ground(page: pdf.Page, run: Run) -> str:
    """The colour under a run: the fill painted last where it stands."""
    x, y = run.x + run.width / 2, run.y + run.size * 0.3
    under = PAPER
    for shape in page.shapes:
        inside = shape.x <= x <= shape.x + shape.width and shape.y <= y <= shape.y + shape.height
        if inside and shape.fill and shape.kind in ("rectangle", "rounded"):
            under = shape.fill
    return under


class TestEveryTheme:
    def test_makes_leaflets_that_are_valid_and_no_longer(self, themed: Job, made: Make) -> None:
        data = made(themed).data
        assert [failure for flavour in FLAVOURS for failure in page_failures(data, flavour)] == []
        assert own_faults(data) == []
        assert 2 <= made(themed).pages <= MOST_PAGES

    def test_says_the_same(self, themed: Job, read: Read) -> None:
        assert self.statements(read(themed)) == self.statements(read(in_colour(themed)))

    def statements(self, file: pdf.Inspected) -> set[str]:
        """What is said, apart from page numbers, and from lines for notes where a page has room for them."""
        return {re.sub(r"(?<=[( ]page )\d+|(?<= )\d+$", "", line) for line in file.text.splitlines()} - {"Notes"}

    def test_has_text_that_stands_out_from_its_ground(self, themed: Job, read: Read) -> None:
        runs = [(page, run) for page in read(themed).pages for run in page.runs if run.text.strip()]
        assert len(runs) > 100
        for page, run in runs:
            under = ground(page, run)
            found = contrast(run.colour, under)
            least = 7 if run.font.endswith("-Regular") and run.size == 12 else 4.5
            assert found >= least, (page.number, run.text, run.colour, under)


class TestPlain:
    """The theme for photocopiers: black on white."""

    @pytest.fixture(params=in_theme(PROJECT, "plain"), ids=lambda job: f"{job.variant}-{job.region}")
    def plain(self, request: pytest.FixtureRequest) -> Job:
        job: Job = request.param
        return job

    def test_prints_no_colour(self, plain: Job, read: Read) -> None:
        file = read(plain)
        colours = {colour for page in file.pages for run in page.runs for colour in [run.colour]}
        colours |= {colour for page in file.pages for shape in page.shapes for colour in (shape.fill, shape.stroke)}
        colours -= {""}
        assert len(colours) > 1
        assert [colour for colour in colours if not colour[1:3] == colour[3:5] == colour[5:7]] == []

    def test_draws_no_picture_that_only_decorates(self, plain: Job, read: Read) -> None:
        assert self.icons(read(replace(plain, theme="classic")))
        assert self.icons(read(plain)) == []

    def icons(self, file: pdf.Inspected) -> list[Shape]:
        """Filled drawings larger than a line that are no content: smaller ones tell what kind of box they stand in."""
        shapes = [shape for page in file.pages for shape in page.shapes if max(shape.width, shape.height) > SIGN]
        return [shape for shape in shapes if shape.kind == "path" and shape.artifact and not shape.stroke]


def around(page: pdf.Page, words: str) -> Shape:
    """The smallest box that stands around a line."""
    line = next(line for line in page.lines if line.text == words)
    boxes = [shape for shape in page.shapes if shape.width > 100 and shape.height > line.size and holds(shape, line)]
    return min(boxes, key=lambda shape: shape.width * shape.height)


def holds(shape: Shape, line: pdf.Line) -> bool:
    return shape.x < line.x < shape.x + shape.width and shape.y < line.y < shape.y + shape.height


def edges(page: pdf.Page, box: Shape) -> Iterator[str]:
    """The colours a box is set off by: its outline, its own fill, and the bars along its edges."""
    yield from filter(None, (box.stroke, box.fill))
    for bar in page.shapes:
        inside = box.x - 1 <= bar.x and bar.x + bar.width <= box.x + box.width + 1
        along = box.y - 1 <= bar.y and bar.y + bar.height <= box.y + box.height + 1
        if (
            bar is not box
            and inside
            and along
            and bar.fill
            and bar.kind == "rectangle"
            and min(bar.width, bar.height) < 12
        ):
            yield bar.fill


@pytest.mark.parametrize("theme", THEMES)
class TestGrey:
    """What a box means is seen without colour: an edge or an outline stands out from the paper."""

    @pytest.mark.parametrize(
        "words", ["In short", "A warning", "An emergency", "One thing", "Another thing", "Blanks", "Contacts"]
    )
    def test_every_box_that_means_something_has_an_edge(
        self, project: Project, read: Read, theme: str, words: str
    ) -> None:
        file = read(replace(job_of(project, "specimen", "specimen", "us"), theme=theme))
        (page,) = (page for page in file.pages if words in [line.text for line in page.lines])
        box = around(page, words)
        assert max(contrast(colour, PAPER) for colour in edges(page, box)) >= 3

    def test_so_have_those_of_every_cover(self, project: Project, read: Read, theme: str) -> None:
        jobs = in_theme(project, theme)
        assert jobs
        for job in jobs:
            page = read(job).pages[0]
            outer = [shape for shape in page.shapes if shape.width > 300 and shape.height > 40]
            assert outer
            for box in outer:
                assert max(contrast(colour, PAPER) for colour in edges(page, box)) >= 3, (job.name, box)

    def test_the_head_of_an_emergency_stands_out_from_its_body(self, project: Project, read: Read, theme: str) -> None:
        file = read(replace(job_of(project, "specimen", "specimen", "us"), theme=theme))
        (page,) = (page for page in file.pages if "An emergency" in [line.text for line in page.lines])
        assert contrast(around(page, "An emergency").fill, around(page, "if you see:").fill) >= 3


SEA = "themes/sea.yaml"
SEA_FILE = f"content/{SEA}"
DESCRIBED = "description: As calm as the sea\n"


def sea(folder: Path, text: str) -> Folder:
    """A project whose leaflets have a theme of their own."""
    made = tiny(folder / "project")
    made.write(SEA, text)
    made.replace("project.yaml", "theme: calm", "theme: sea")
    return made


FAULTS: Mapping[str, tuple[str, str]] = {
    "an unknown parent": (
        f"extends: clam\n{DESCRIBED}",
        ":1:10: there is no 'clam' in content/themes; did you mean 'calm'?",
    ),
    "itself": (
        f"{DESCRIBED}extends: sea\n",
        ":2:10: 'extends' must name one other file, which does not lead back here; write the name of a file beside "
        "this one",
    ),
    "a list": (
        f"extends: [calm, plain]\n{DESCRIBED}",
        ":1:10: 'extends' must name one other file, which does not lead back here; write the name of a file beside "
        "this one",
    ),
    "a path": (f"extends: ../formats/a4\n{DESCRIBED}", ":1:10: there is no '../formats/a4' in content/themes"),
    "an unknown key": (
        f"extends: calm\n{DESCRIBED}colours:\n  primry: '#000000'\n",
        ":4:3: 'primry' is not a key here; did you mean 'primary'?",
    ),
    "a wrong value": (
        f"extends: calm\n{DESCRIBED}scale:\n  section: {{size: large}}\n",
        ":4:19: 'size' should be a number",
    ),
    "an ink too faint": (
        f"extends: calm\n{DESCRIBED}colours:\n  ink: '#999999'\n",
        ":4:8: ink (#999999 on #FFFFFF) has a contrast of 2.8:1; at least 4.5:1 is needed; choose a darker colour",
    ),
    "a rule too faint": (
        f"extends: calm\n{DESCRIBED}colours:\n  rule: '#CCCCCC'\n",
        ":4:9: a rule (#CCCCCC on #FFFFFF) has a contrast of 1.6:1; at least 3.0:1 is needed; choose a darker "
        "colour",
    ),
}  # fmt: skip
"""The name of a fault -> the text of the theme that has it, and how its problem begins."""


class TestThemesThatExtendOneAnother:
    def test_the_one_in_the_documentation_works(self, tmp_path: Path) -> None:
        page = (ROOT / "docs/themes.md").read_text(encoding="utf-8")
        (text,) = re.findall(r"```yaml\n# content/themes/sea\.yaml\n(.+?)```", page, re.DOTALL)
        folder = sea(tmp_path, text)
        made = folder.make("ache", "cluster")
        assert "Sleep well." in text_of(made)
        file = pdf.read(made.data)
        colours = {shape.fill for page in file.pages for shape in page.shapes}
        assert "#0B4F6C" in colours, "the one primary colour"
        assert "#6A2C70" not in colours, "not the variant's"
        sizes = {run.text.strip(): run.size for page in file.pages for run in page.runs}
        assert sizes["Rest"] == 24, "twice the text size"
        theme, calm = folder.project().theme("sea"), folder.project().theme("calm")
        assert theme.colours.ink == calm.colours.ink
        assert theme.scale.title.model_dump() == calm.scale.title.model_dump()

    def test_it_may_extend_one_that_extends_another(self, tmp_path: Path) -> None:
        theme = sea(tmp_path, f"extends: plain\n{DESCRIBED}tints: true\n").project().theme("sea")
        assert (theme.icons, theme.tints, theme.colours.primary) == (False, True, "#000000")

    @pytest.mark.parametrize("fault", FAULTS)
    def test_a_fault_is_said_at_its_line(self, tmp_path: Path, fault: str) -> None:
        text, problem = FAULTS[fault]
        said = sea(tmp_path, text).run("--variant", "general")
        assert said.code == 1
        assert said.files == ()
        assert any(found.startswith(SEA_FILE + problem) for found in said.problems), said.err
        assert fault == "an ink too faint" or len(said.problems) == 1, "ink is held against every ground"

    def test_a_circle_is_one_problem(self, tmp_path: Path) -> None:
        folder = sea(tmp_path, f"extends: lake\n{DESCRIBED}")
        folder.write("themes/lake.yaml", f"extends: sea\n{DESCRIBED}")
        said = folder.run()
        assert said.code == 1
        (problem,) = said.problems
        assert re.match(r"content/themes/(sea|lake)\.yaml:1:10: 'extends' must name one other file", problem)

    def test_a_fault_of_the_parent_is_said_in_the_parents_file(self, tmp_path: Path) -> None:
        folder = sea(tmp_path, f"extends: lake\n{DESCRIBED}")
        folder.write("themes/lake.yaml", f"extends: calm\n{DESCRIBED}icon: true\n")
        said = folder.run()
        assert said.problems == ("content/themes/lake.yaml:3:1: 'icon' is not a key here; did you mean 'icons'?",)

    def test_a_colour_of_the_parent_too_faint_is_said_in_the_parents_file(self, tmp_path: Path) -> None:
        folder = sea(tmp_path, f"extends: lake\n{DESCRIBED}")
        folder.write("themes/lake.yaml", f"extends: calm\n{DESCRIBED}colours: {{soft: '#AAAAAA'}}\n")
        said = folder.run()
        (problem,) = said.problems
        assert problem.startswith("content/themes/lake.yaml:3:17: soft text (#AAAAAA on #FFFFFF)")


def test_a_variants_colour_too_faint_is_said_at_its_line(tmp_path: Path) -> None:
    folder = tiny(tmp_path / "project")
    folder.replace(LEAFLET, "#6A2C70", "#D0A0D0")
    said = folder.run()
    assert said.code == 1
    assert said.problems
    for problem in said.problems:
        assert re.match(rf"content/{LEAFLET}:12:\d+: the leaflet's colour", problem), problem


class TestACoverPhoto:
    """A theme's photo stands where a cover's drawing stands, and no words lie on it."""

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Folder:
        made, photo = shipped(tmp_path / "project"), io.BytesIO()
        Image.linear_gradient("L").resize((3000, 2000)).convert("RGB").save(photo, "JPEG")
        made.picture("hills.jpg", photo.getvalue())
        return made

    def built(self, folder: Folder, photo: str, paper: str) -> pdf.Inspected:
        folder.write("themes/ours.yaml", f"extends: calm\ndescription: Ours\nphoto: {photo}\n")
        project = folder.project()
        data = make(project, replace(job_on(project, paper), theme="ours")).data
        assert [failure for flavour in FLAVOURS for failure in page_failures(data, flavour)] == []
        assert own_faults(data) == []
        return pdf.read(data)

    @pytest.mark.parametrize("paper", ["letter", "a3-gate-fold"])
    def test_is_told_in_words_and_has_none_on_it(self, folder: Folder, paper: str) -> None:
        file = self.built(folder, "{file: hills.jpg, alt: Hills in the morning}", paper)
        (image,) = file.pages[0].images
        assert (1, "Hills in the morning") in file.figures
        assert image.width / image.height == pytest.approx(1.5, abs=0.01)
        assert image.width > 150
        band = next(shape for shape in file.pages[0].shapes if shape.fill and shape.height > image.height)
        assert band.y < image.y
        assert image.y + image.height < band.y + band.height
        on_it = [
            run.text
            for run in file.pages[0].runs
            if image.x < run.x + run.width and run.x < image.x + image.width
            if image.y < run.y + HIGH * run.size and run.y < image.y + image.height
        ]
        assert on_it == []
        assert 290 <= image.pixels[0] / image.width * 72 <= 301, "stored as finely as it is printed"

    def test_may_say_nothing(self, folder: Folder) -> None:
        file = self.built(folder, "{file: hills.jpg, decorative: true}", "letter-trifold")
        assert len(file.pages[0].images) == 1
        assert [words for page, words in file.figures if "Hills" in words] == []

    @pytest.mark.parametrize(
        ("photo", "said"),
        [
            (
                "{file: hill.jpg, decorative: true}",
                r":3:15: there is no picture 'hill.jpg' .* did you mean 'hills.jpg'",
            ),
            ("{file: hills.jpg}", ":3:8: the picture has no 'alt'"),
            ("{file: hills.jpg, alt: Hills, caption: Ours}", ":3:8: a photo on a cover has no room for a caption"),
            (
                "{file: small.png, decorative: true, width: 60mm}",
                r":3:\d+: the picture 'small.png' is 30 pixels wide, too",
            ),
        ],
    )
    def test_that_cannot_be_is_one_problem(self, folder: Folder, photo: str, said: str) -> None:
        folder.write("themes/ours.yaml", f"extends: calm\ndescription: Ours\nphoto: {photo}\n")
        small = io.BytesIO()
        Image.new("RGB", (30, 20)).save(small, "PNG")
        folder.picture("small.png", small.getvalue())
        (problem,) = folder.run("lms", "--variant", "gi", "--format", "letter-trifold", "--theme", "ours").problems
        assert re.match(rf"content/themes/ours\.yaml{said}", problem)
