"""What a signature covers: a small edit of a signed leaflet, and the statements that are no longer signed after it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from leaflets.edition.wording import standing
from leaflets.store.project import Project
from support.projects import NOW, REST, Folder, job_of
from support.signing import agree, filled, headaches, output, rows, run, sign, worksheet

EVERYTHING = """\
heading: Rest
blocks:
  - id: plain
    text: Read more at [our page](https://example.org/a).
  - id: first-of-all
    steps:
      lead_in: "In this order:"
      items:
        - {id: one, text: lie down}
        - {id: two, text: drink water}
  - id: sides
    do_dont:
      do: {lead_in: "Please:", items: [{id: rest, text: rest}, {id: walk, text: walk}]}
      dont: {lead_in: "Please do not:", items: [{id: drive, text: drive}]}
  - id: list
    bullets:
      lead_in: "What helps:"
      items:
        - {id: dim, text: a dim room}
        - {id: cool, text: a cool cloth}
  - id: days
    table:
      headings: [Day, Dose]
      rows:
        - cells: [One, Two tablets]
  - id: odds
    sources: [nhs]
    chance: {lead_in: "Of", n: 10, of: 100, yes: get one, no: do not}
  - id: seen
    picture: {file: shade.png, alt: A shade}
  - id: organ
    anatomy:
      drawing: shade
      alt: A head
      mark: [brow]
      labels: [{id: at-brow, part: brow, text: here}, {id: at-neck, part: neck, text: not here}]
  - id: later
    timeline: {items: [{id: visit, label: At first, text: often, times: 4}]}
  - id: boxed
    note:
      heading: At night
      items: [{id: wake, text: wake someone}]
  - id: far
    when: {region: us}
    text: Call {emergency_number} from anywhere.
"""

ALL = {
    "hello", "box", "flag-fall", "flag-odd", "plain", "first-of-all", "one", "two", "sides", "rest", "walk", "drive",
    "list", "dim", "cool", "days", "odds", "seen", "wake", "far", "organ",
    "at-brow", "at-neck", "visit",
}  # fmt: skip


def head(folder: Folder, wide: int) -> None:
    paths = "".join(f'<path id="{part}" d="M0 {top}h{wide}v9z"/>' for part, top in (("brow", 0), ("neck", 20)))
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48">{paths}</svg>'
    (folder.root / "assets/figures/shade.svg").write_text(svg, encoding="utf-8")


def shade(folder: Folder, grey: int) -> None:
    path = folder.root / "assets/pictures/shade.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("L", (300, 100), grey).save(path)


@pytest.fixture
def signed(tmp_path: Path) -> Folder:
    folder = headaches(tmp_path / "mine")
    folder.write(REST, EVERYTHING)
    shade(folder, 200)
    head(folder, 9)
    assert sign(folder, filled(worksheet(folder), agree)).exit_code == 0
    assert fallen(folder) == set()
    return folder


def states(folder: Folder, project: Project | None = None) -> dict[str, str]:
    project = project or folder.project()
    return {one.saying.id: one.state for one in standing(project, job_of(project, "ache", "general", "us"))}


def fallen(folder: Folder) -> set[str]:
    """The ids of what is not signed, of all that is known to be there."""
    found = states(folder)
    assert set(found) == ALL
    return {name for name, state in found.items() if state != "signed"}


def swap(old: str, new: str) -> Callable[[Folder], None]:
    return lambda folder: folder.replace(REST, old, new)


@pytest.mark.parametrize(
    ("edit", "unsigned"),
    [
        pytest.param(swap("rest, text: rest}, ", "rest, text: nap}, "), {"rest"}, id="a word"),
        pytest.param(
            swap("{id: walk, text: walk}]}\n      dont: {lead_in: \"Please do not:\", items: [",
                 "]}\n      dont: {lead_in: \"Please do not:\", items: [{id: walk, text: walk}, "),
            {"walk"}, id="do becomes do not",
        ),
        pytest.param(
            swap("- {id: one, text: lie down}\n        - {id: two, text: drink water}",
                 "- {id: two, text: drink water}\n        - {id: one, text: lie down}"),
            {"one", "two"}, id="the order of steps",
        ),
        pytest.param(
            swap("- {id: dim, text: a dim room}\n        - {id: cool, text: a cool cloth}",
                 "- {id: cool, text: a cool cloth}\n        - {id: dim, text: a dim room}"),
            set(), id="the order of a list that has none",
        ),
        pytest.param(swap("n: 10, of", "n: 20, of"), {"odds"}, id="a number"),
        pytest.param(swap("example.org/a)", "example.org/b)"), {"plain"}, id="where a link leads"),
        pytest.param(lambda folder: shade(folder, 100), {"seen"}, id="a picture"),
        pytest.param(lambda folder: head(folder, 8), {"organ"}, id="a drawing"),
        pytest.param(swap("mark: [brow]", "mark: [neck]"), {"organ"}, id="the part that is marked"),
        pytest.param(
            lambda folder: [swap(*one)(folder) for one in (("part: brow", "part: x"), ("part: neck", "part: brow"),
                                                           ("part: x", "part: neck"))],
            {"at-brow", "at-neck"}, id="the part that words stand at",
        ),
        pytest.param(swap("often, times: 4", "often, times: 2"), {"visit"}, id="how many times a step is drawn with"),
        pytest.param(swap("heading: At night", "heading: By day"), {"wake"}, id="the heading of a box"),
        pytest.param(swap('lead_in: "What helps:"', 'lead_in: "What harms:"'), {"list", "dim", "cool"}, id="a lead-in"),
        pytest.param(swap("headings: [Day, Dose]", "headings: [Day, Limit]"), {"days"}, id="the heading of a column"),
        pytest.param(swap("Two tablets]", "Three tablets]"), {"days"}, id="a cell"),
        pytest.param(
            lambda folder: folder.replace("project.yaml", '"911"', '"112"'), {"box", "far"}, id="a number of the region"
        ),
        pytest.param(swap("    note:\n", "    warning:\n"), {"wake"}, id="the kind of a box"),
        pytest.param(swap("id: plain\n", "id: plain\n    unless: {variant: cluster}\n"), set(), id="a condition"),
        pytest.param(swap("id: list\n", "id: list\n    locked: true\n"), set(), id="a lock"),
    ],
)  # fmt: skip
def test_an_edit_unsigns_what_it_changes_and_nothing_else(
    signed: Folder, edit: Callable[[Folder], None], unsigned: set[str]
) -> None:
    edit(signed)
    assert fallen(signed) == unsigned


def test_another_picture_is_seen_by_a_project_that_is_open(signed: Folder) -> None:
    project = Project(signed.root, NOW)
    assert states(signed, project)["seen"] == "signed"
    shade(signed, 100)
    assert project.refresh()
    assert states(signed, project)["seen"] == "changed"


class TestWorksheets:
    def test_one_for_all_that_is_unsigned_is_read_back(self, tmp_path: Path) -> None:
        folder = headaches(tmp_path / "mine")
        assert run(folder, "review", "ache", "--all").exit_code == 0
        sheet = output(folder) / "ache-worksheet.csv"
        there = rows(sheet.read_bytes())
        names = [row["id"] for row in there]
        assert {"pillow", "hello", "dark"} <= set(names), "of both variants"
        assert names.count("box") == 2, "a red flag's number differs between regions"
        assert names.count("dark") == 1
        assert {row["id"]: row["variants"] for row in there}["pillow"] == "cluster"
        done = sign(folder, filled(sheet.read_bytes(), lambda row: ("", "") if row["id"] == "dark" else ("agree", "")))
        assert done.exit_code == 0, done.output
        sheet.unlink()
        assert run(folder, "review", "ache", "--all", "--unsigned").exit_code == 0
        assert [row["id"] for row in rows(sheet.read_bytes())] == ["dark"]

    @pytest.mark.parametrize("options", [("--variant", "general"), ("--all",)])
    @pytest.mark.parametrize("said", [("agree", ""), ("", "not sure yet")])
    def test_one_that_holds_a_decision_is_never_overwritten(
        self, tmp_path: Path, options: tuple[str, ...], said: tuple[str, str]
    ) -> None:
        folder = headaches(tmp_path / "mine")
        assert run(folder, "review", "ache", *options).exit_code == 0
        (sheet,) = output(folder).glob("*worksheet.csv")
        assert run(folder, "review", "ache", *options).exit_code == 0, "nothing is lost where nothing is decided"
        written = filled(sheet.read_bytes(), lambda row: said if row["id"] == "dark" else ("", ""))
        sheet.write_bytes(written)
        done = run(folder, "review", "ache", *options)
        assert done.exit_code == 1
        assert "holds decisions, and nothing was written" in done.output
        assert sheet.read_bytes() == written

    @pytest.mark.parametrize("option", [("--variant", "general"), ("--region", "us"), ("--clinic", "elm")])
    def test_one_for_all_is_not_for_some(self, tmp_path: Path, option: tuple[str, str]) -> None:
        done = run(headaches(tmp_path / "mine"), "review", "ache", "--all", *option)
        assert done.exit_code == 2
        assert "name leaflets alone" in done.output
