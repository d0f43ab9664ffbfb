"""``leaflets new``: from nothing to a leaflet that builds, and the list of what is still to be written."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from leaflets.checks.editor import Wish, check
from leaflets.cli import main
from leaflets.making import make
from leaflets.making.review import review
from support.projects import NOW, Folder, job_of, shipped
from support.validators import own_faults


def run(*given: str) -> Result:
    return CliRunner().invoke(main, [*given], env={"SOURCE_DATE_EPOCH": str(int(NOW.timestamp()))})


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """A project of one's own, with a new leaflet in two variants."""
    made = shipped(tmp_path / "project")
    monkeypatch.chdir(made.root)
    done = run("new", "gout", "--variant", "general", "--variant", "kidneys")
    assert done.exit_code == 0, done.output
    return made


def test_it_builds_in_every_variant_and_region_whole_and_folded(folder: Folder) -> None:
    project = folder.project()
    assert list(project.leaflet("gout").file.variants) == ["general", "kidneys"]
    for variant, region, paper in product(("general", "kidneys"), ("us", "uk"), ("letter", "a4-trifold")):
        edition = "full" if paper == "letter" else "brief"
        done = make(project, replace(job_of(project, "gout", variant, region), format=paper, edition=edition))
        assert done.pages == 2 or paper == "letter"
        told = [problem.message for problem in done.warnings if problem.message.startswith("still to be written: ")]
        assert len(told) > 20, "each build lists what is left"


@pytest.mark.parametrize("paper", ["letter-trifold", "a4-zfold", "tabloid-half-fold", "a3-gate-fold"])
@pytest.mark.parametrize("look", ["icon: pain", "cover: {drawing: gut}", "cover: {drawing: body}"])
def test_a_short_title_leaves_room_for_what_stands_over_it(folder: Folder, look: str, paper: str) -> None:
    assert run("new", "flu", "--title", "Flu").exit_code == 0
    folder.replace("leaflets/flu/leaflet.yaml", '    short_title: "Flu"\n', f'    short_title: "Flu"\n    {look}\n')
    said = folder.run("flu", "--format", paper)
    assert [problem for problem in said.problems if "still to be written" not in problem] == []
    assert len(said.files) == 1


def test_long_ids_stand_clear_of_what_is_said_of_them(folder: Folder) -> None:
    asked = [f"What are my choices, and what of them is there in place {number}?" for number in range(18)]
    questions = {"heading": "Questions", "blocks": [{"id": "questions", "questions": {"items": asked}}]}
    folder.write("leaflets/gout/sections/questions.yaml", json.dumps(questions))
    project = folder.project()
    found = own_faults(review(project, job_of(project, "gout", "general", "us")).copy)
    assert [fault for fault in found if "painted over" in fault] == []


def test_all_that_is_wrong_with_it_is_what_is_still_to_be_written(folder: Folder) -> None:
    report = check(folder.project(), "gout", make, Wish())
    assert {one.rule for one in report.findings if one.severity == "problem"} == {"unwritten"}


def test_it_has_the_order_that_people_need_and_one_help_page(folder: Folder) -> None:
    leaflet = folder.project().leaflet("gout")
    assert leaflet.file.sections == (
        "get-help", "next", "what-it-is", "tests", "treatment", "questions", "words", "support", "about",
    )  # fmt: skip
    assert leaflet.file.written == NOW.date()
    only = [block for block in leaflet.sections["what-it-is"].blocks if block.id.startswith("only-")]
    assert [block.id for block in only] == ["only-general", "only-kidneys"]


def test_what_is_written_is_listed_no_more_and_is_called_as_before(folder: Folder) -> None:
    place = "leaflets/gout/sections/treatment.yaml"
    folder.replace(place, '"To write: what can be done, and what it can do for people."', "Rest helps.")
    project = folder.project()
    left = make(project, job_of(project, "gout", "general", "us")).warnings
    assert [one for one in left if "what can be done" in one.message] == []
    assert project.leaflet("gout").sections["treatment"].blocks[0].id == "treatment"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (["gout"], "there is a leaflet 'gout' already"),
        (["Gout & Co"], "write it as gout-co"),
        (["ache", "--variant", "Über"], "write it as uber"),
        (["con"], "write it as other small letters"),
    ],
)
def test_a_name_that_cannot_be_used_is_told_and_nothing_is_written(folder: Folder, given: list[str], says: str) -> None:
    before = sorted(folder.path("leaflets").rglob("*"))
    done = run("new", *given)
    assert done.exit_code != 0
    assert says in " ".join(done.output.split())
    assert sorted(folder.path("leaflets").rglob("*")) == before


def test_variants_whose_names_begin_alike_have_codes_of_their_own(folder: Folder) -> None:
    assert run("new", "ache", "--variant", "head-left", "--variant", "head-right").exit_code == 0
    variants = folder.project().leaflet("ache").file.variants
    assert len({variant.suffix for variant in variants.values()}) == len(variants) == 2
