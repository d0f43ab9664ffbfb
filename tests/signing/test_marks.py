"""What a signature covers: a small edit of a signed leaflet, and what is no longer signed after it.

Statements are signed for each region and variant, and for a clinic that has words of its own; versions as a whole by
the leaflet's clinicians, for each variant, and by two clinics.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from leaflets.content.approvals import Approval
from leaflets.edition.selection import Job
from leaflets.edition.wording import every_job, holding, lapsed, standing
from leaflets.store.project import Project
from support.clinics import clinic_text
from support.projects import LEAFLET, NOW, REST, Folder, job_of
from support.signing import agree, filled, headaches, output, rows, run, sign, signed_whole, worksheet

EVERYTHING = """\
heading: Rest
blocks:
  - id: plain
    locked: true
    text: It can come back. Read more at [our page](https://example.org/a).
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
      caption: Each day
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
  - id: soon
    timeline: {items: [{id: visit, label: At first, text: often, times: 4}]}
  - id: boxed
    note:
      heading: At night
      items: [{id: wake, text: wake someone}]
  - id: later
    subheading: Later
  - id: hot
    text: Ring us at {fever} or more.
  - id: far
    when: {region: us}
    text: Call {emergency_number} from anywhere.
  - id: pillow
    when: {variant: cluster}
    text: A firm pillow is best.
  - id: explained
    words_explained: all
"""
BODY = "places:\n  brow: {x: 100, y: 20}\n  nape: {x: 90, y: 60, words: left}\n  toe: {x: 130, y: 400}\n"
UK_WORDS = "leaflets/ache/words/en-gb.yaml"
ELM, OAK = "clinics/elm.yaml", "clinics/oak.yaml"
CLINICS = {
    ELM: {"changes": "[{leaflet: ache, replace: walk, with: {text: walk with us}}]", "values": "{fever: 37.5 °C}"},
    OAK: {"name": "Oak Clinic", "region": "uk"},
}
IN_REST = {
    "plain", "first-of-all", "one", "two", "sides", "rest", "walk", "drive", "list", "dim", "cool", "days", "odds",
    "seen", "organ", "at-brow", "at-neck", "visit", "wake", "hot", "far", "pillow",
}  # fmt: skip
ALL = {"hello", "box", "flag-fall", "flag-odd", "W1"} | IN_REST
OURS, THEIRS = {"general", "cluster"}, {"elm general", "oak cluster"}
"""The sign-offs of whole versions: the leaflet's, and those of the clinics, one in the US and one in the UK."""
EVERY = OURS | THEIRS


def head(folder: Folder, wide: int) -> None:
    paths = "".join(f'<path id="{part}" d="M0 {top}h{wide}v9z"/>' for part, top in (("brow", 0), ("neck", 20)))
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48">{paths}</svg>'
    (folder.root / "assets/figures/shade.svg").write_text(svg, encoding="utf-8")


def shade(folder: Folder, grey: int) -> None:
    path = folder.root / "assets/pictures/shade.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("L", (300, 100), grey).save(path)


@pytest.fixture(scope="module")
def signed_once(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    folder = headaches(tmp_path_factory.mktemp("signed") / "mine")
    folder.write(REST, EVERYTHING)
    folder.write(UK_WORDS, "words: {room: chamber}\n")
    shade(folder, 200)
    head(folder, 9)
    for name, lines in CLINICS.items():
        folder.write(name, clinic_text(**lines))
    assert run(folder, "review", "ache", "--all").exit_code == 0
    assert sign(folder, filled((output(folder) / "ache-worksheet.csv").read_bytes(), agree)).exit_code == 0
    assert sign(folder, filled(worksheet(folder, "--clinic", "elm"), agree), "--clinic", "elm").exit_code == 0
    ours = ", ".join(signed_whole(folder, variant) for variant in sorted(OURS))
    folder.replace(LEAFLET, "approvals: []", f"approvals: [{ours}]")
    for name, variant in ((ELM, "general"), (OAK, "cluster")):
        theirs = signed_whole(folder, variant, clinic=Path(name).stem)
        folder.write(name, clinic_text(**CLINICS[name], approvals=f"[{theirs}]"))
    return folder


@pytest.fixture
def signed(signed_once: Folder) -> Iterator[Folder]:
    """The folder with every sign-off in it, put back as it was afterwards."""
    before = {path: path.read_bytes() for path in signed_once.root.rglob("*") if path.is_file()}
    assert (fallen(signed_once), whole_fallen(signed_once)) == (set(), set())
    yield signed_once
    for path, data in before.items():
        if not path.exists() or path.read_bytes() != data:
            path.write_bytes(data)


def jobs(project: Project) -> list[Job]:
    """Every job of the leaflet; and those of a clinic with words of its own, and of one that has none."""
    return [job for clinic in ("", "elm", "oak") for job in every_job(project, "ache", clinic) if not job.extras]


def fallen(folder: Folder) -> set[str]:
    """The ids of the statements that are not signed; where the words are a clinic's own, with its name."""
    project = folder.project()
    found = [(job, one) for job in jobs(project) for one in standing(project, job)]
    assert {one.saying.id for _, one in found} == ALL
    ours = {one.saying.mark for job, one in found if not job.clinic and one.state != "signed"}
    local = [(job, one) for job, one in found if one.state != "signed" and one.saying.mark not in ours]
    return {mark.split()[0] for mark in ours} | {f"{job.clinic} {one.saying.id}" for job, one in local}


def whole_fallen(folder: Folder) -> set[str]:
    """The sign-offs of whole versions that do not count."""
    project = folder.project()
    gone: dict[str, Approval] = {}
    kept: set[str] = set()
    for job in jobs(project):
        gone |= {_called(one, job): one for one, _ in lapsed(project, job) if _own(one, job)}
        kept |= {_called(one, job) for one in holding(project, job) if _own(one, job)}
    assert set(gone) | kept == EVERY
    assert set(gone).isdisjoint(kept)
    return set(gone)


def _own(one: Approval, job: Job) -> bool:
    return bool(job.clinic) == hasattr(one, "leaflet")


def _called(one: Approval, job: Job) -> str:
    return f"{job.clinic} {one.variant[0]}".strip()


def swap(old: str, new: str, file: str = REST) -> Callable[[Folder], None]:
    return lambda folder: folder.replace(file, old, new)


def moved(folder: Folder) -> None:
    folder.replace(REST, ", {id: walk, text: walk}", "")
    folder.replace(REST, 'not:", items: [', 'not:", items: [{id: walk, text: walk}, ')


EDITS = [
    pytest.param(swap("can come", "cannot come"), {"plain"}, EVERY, id="a word"),
    pytest.param(moved, {"walk", "elm walk"}, EVERY, id="do becomes do not"),
    pytest.param(
        swap("- {id: one, text: lie down}\n        - {id: two, text: drink water}",
             "- {id: two, text: drink water}\n        - {id: one, text: lie down}"),
        {"one", "two"}, EVERY, id="the order of steps",
    ),
    pytest.param(
        swap("- {id: dim, text: a dim room}\n        - {id: cool, text: a cool cloth}",
             "- {id: cool, text: a cool cloth}\n        - {id: dim, text: a dim room}"),
        set(), EVERY, id="the order of a list that has none",
    ),
    pytest.param(swap("n: 10, of", "n: 20, of"), {"odds"}, EVERY, id="a number"),
    pytest.param(swap("example.org/a)", "example.org/b)"), {"plain"}, EVERY, id="where a link leads"),
    pytest.param(lambda folder: shade(folder, 100), {"seen"}, EVERY, id="a picture"),
    pytest.param(lambda folder: head(folder, 8), {"organ"}, EVERY, id="a drawing"),
    pytest.param(swap("mark: [brow]", "mark: [neck]"), {"organ"}, EVERY, id="the part that is marked"),
    pytest.param(
        lambda folder: [swap(*one)(folder) for one in (("part: brow", "part: x"), ("part: neck", "part: brow"),
                                                       ("part: x", "part: neck"))],
        {"at-brow", "at-neck"}, EVERY, id="the part that words stand at",
    ),
    pytest.param(
        swap("often, times: 4", "often, times: 2"), {"visit"}, EVERY, id="how many times a step is drawn with"
    ),
    pytest.param(swap("alt: A shade", "alt: A lamp"), {"seen"}, EVERY, id="what a picture shows in words"),
    pytest.param(
        swap("heading: Rest", "heading: Unrest"), IN_REST | {"elm walk", "elm hot"}, EVERY,
        id="the heading of a section",
    ),
    pytest.param(
        swap("subheading: Later", "subheading: Never"), {"hot", "elm hot", "far", "pillow"}, EVERY,
        id="a subheading",
    ),
    pytest.param(swap("heading: At night", "heading: By day"), {"wake"}, EVERY, id="the heading of a box"),
    pytest.param(swap("    note:\n", "    warning:\n"), {"wake"}, EVERY, id="the kind of a box"),
    pytest.param(
        swap('lead_in: "What helps:"', 'lead_in: "What harms:"'), {"list", "dim", "cool"}, EVERY, id="a lead-in"
    ),
    pytest.param(swap("    bullets:\n", "    steps:\n"), {"list", "dim", "cool"}, EVERY, id="bullets become steps"),
    pytest.param(
        swap("headings: [Day, Dose]", "headings: [Day, Limit]"), {"days"}, EVERY,
        id="the heading of a column",
    ),
    pytest.param(swap("Two tablets]", "Two grams]"), {"days"}, EVERY, id="the unit in a cell"),
    pytest.param(swap("caption: Each day", "caption: Each week"), {"days"}, EVERY, id="a caption"),
    pytest.param(
        swap("A kind of headache.", "A kind of fit.", "leaflets/ache/glossary.yaml"), {"W1"}, EVERY,
        id="a word explained"
    ),
    pytest.param(
        swap("room: chamber", "room: hall", UK_WORDS), {"dim"}, OURS | {"oak cluster"},
        id="a word of a region",
    ),
    pytest.param(
        swap('"911"', '"112"', "project.yaml"), {"box", "far"}, OURS | {"elm general"}, id="a number of a region"
    ),
    pytest.param(
        swap("fever: 38 °C", "fever: 38.5 °C", "project.yaml"), {"hot"}, OURS | {"oak cluster"},
        id="a value of a region"
    ),
    pytest.param(
        swap("fever: 100 °F", "fever: 101 °F", "project.yaml"), {"hot"}, OURS,
        id="one that a clinic there has of its own"
    ),
    pytest.param(
        swap("id: hot\n", "id: hot\n    unless: {variant: cluster}\n"), set(), {"cluster", "oak cluster"},
        id="a condition"
    ),
    pytest.param(
        swap("    when: {variant: cluster}\n", ""), set(), {"general", "elm general"},
        id="a condition taken away",
    ),
    pytest.param(
        swap("when: {region: us}", "when: {region: uk}"), {"far"}, EVERY, id="a condition of a region"
    ),
    pytest.param(swap("    locked: true\n", ""), set(), EVERY, id="a lock"),
    pytest.param(swap("walk with us", "walk alone", ELM), {"elm walk"}, {"elm general"}, id="a clinic's change"),
    pytest.param(swap("fever: 37.5 °C", "fever: 37.8 °C", ELM), {"elm hot"}, {"elm general"}, id="a clinic's value"),
    pytest.param(swap("303-555-0103", "303-555-0104", ELM), set(), {"elm general"}, id="a clinic's number"),
    pytest.param(swap("what you think", "how it was", OAK), set(), {"oak cluster"}, id="what a clinic says of itself"),
    pytest.param(
        swap("stands for {people}", "is {people}", "languages/en-us.yaml"), set(), OURS | {"elm general"},
        id="a phrase that explains a figure",
    ),
    pytest.param(
        swap("Page {page} of", "Leaf {page} of", "languages/en-us.yaml"), set(), set(), id="a phrase of the paper"
    ),
    pytest.param(swap("review_by: 2028-11-01", "review_by: 2029-11-01", LEAFLET), set(), EVERY, id="the next check"),
    pytest.param(
        swap("{title: Cluster headaches", "{title: Bad headaches", LEAFLET), set(), {"cluster", "oak cluster"},
        id="a title"
    ),
    pytest.param(swap("#6A2C70", "#0B5563", LEAFLET), set(), set(), id="a colour"),
    pytest.param(swap("theme: calm", "theme: plain", "project.yaml"), set(), set(), id="the looks"),
    pytest.param(swap("sources: [nhs]\n    chance", "sources: nhs\n    chance"), set(), set(), id="how it is written"),
    pytest.param(
        swap("id: plain\n", "id: plain # keep this\n    evidence: B\n"), set(), set(),
        id="a note for editors",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("edit", "unsigned", "lapsed"), EDITS)
def test_an_edit_unsigns_what_it_changes_and_nothing_else(
    signed: Folder, edit: Callable[[Folder], None], unsigned: set[str], lapsed: set[str]
) -> None:
    edit(signed)
    assert fallen(signed) == unsigned
    assert whole_fallen(signed) == lapsed


def states(project: Project) -> dict[str, str]:
    return {one.saying.id: one.state for one in standing(project, job_of(project, "ache", "general", "us"))}


def test_another_picture_is_seen_by_a_project_that_is_open(signed: Folder) -> None:
    project = Project(signed.root, NOW)
    assert states(project)["seen"] == "signed"
    shade(signed, 100)
    assert project.refresh()
    assert states(project)["seen"] == "changed"


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
