"""The catalogue for other systems: it keeps its schema, and tells codes, states and files as they are."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from leaflets.cli import main
from leaflets.problems import ContentError
from support.clinics import clinic_text
from support.projects import Folder, tiny
from support.runs import output_of
from support.signing import approve

LEAFLET = "leaflets/ache/leaflet.yaml"
CODES = "{icd_10_cm: R51.9, snomed_ct: [25064002]}"


def told(folder: Folder, *more: str) -> Any:
    arguments = ["catalogue", "--json", "--project", str(folder.root), "-o", str(output_of(folder)), *more]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def schema() -> Any:
    return json.loads(CliRunner().invoke(main, ["catalogue", "--schema"]).stdout)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = tiny(tmp_path / "project", {"clinics/elm.yaml": clinic_text(reference_prefix="ELM")})
    made.replace(LEAFLET, "extras:", "codes: {mesh: D006261}\nextras:")
    made.replace(LEAFLET, "suffix: GEN", f"suffix: GEN, codes: {CODES}")
    return made


def test_it_keeps_its_schema_and_tells_what_there_is(folder: Folder) -> None:
    approve(folder, "general")
    made = folder.run("--variant", "general", "--format", "letter", "--format", "html", "--format", "text")
    assert made.code == 0, made.err
    folder.run("--variant", "general", "--clinic", "elm")
    found = told(folder, "--clinic", "elm")
    assert [error.message for error in Draft202012Validator(schema()).iter_errors(found)] == []
    offers = {(one["reference"], one["region"], one["clinic"]): one for one in found["leaflets"]}
    assert len(offers) == 6, "two variants in two regions, and the clinic's in its own"
    one = offers["ACHE-GEN", "us", None]
    assert (one["state"], one["language"], one["review_by"]) == ("signed", "en-US", "2028-11-01")
    assert one["codes"] == {"icd_10_cm": ["R51.9"], "snomed_ct": ["25064002"], "mesh": ["D006261"]}
    assert [file["format"] for file in one["files"]] == ["letter", "html", "text"]
    for file in one["files"]:
        data = (output_of(folder) / file["name"]).read_bytes()
        assert (file["bytes"], file["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
    assert offers["ACHE-CL", "us", None]["state"] == "draft"
    assert offers["ACHE-CL", "us", None]["codes"] == {"mesh": ["D006261"]}
    (own,) = offers["ELM-ACHE-GEN", "us", "elm"]["files"]
    assert own["pages"] == 1


def test_codes_change_no_sign_off(folder: Folder) -> None:
    approve(folder, "general")
    folder.replace(LEAFLET, "R51.9", "R51.0")
    assert folder.make("ache", "general").warnings == []


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("snomed_ct: 25064003", "'25064003' is no SNOMED CT identifier"),
        ("snomed_ct: 52064002", "'52064002' is no SNOMED CT identifier"),
        ("icd_10_cm: r51", "cannot be 'r51'"),
        ("mesh: 006261", "cannot be '006261'"),
        ("icd10: R51", "did you mean 'icd_10_cm'?"),
    ],
)
def test_a_code_that_is_none_is_a_problem_at_its_place(folder: Folder, code: str, said: str) -> None:
    folder.replace(LEAFLET, CODES, f"{{{code}}}")
    with pytest.raises(ContentError) as raised:
        folder.project().leaflet("ache")
    (problem,) = raised.value.problems
    assert said in str(problem)
    assert problem.where.line > 1
