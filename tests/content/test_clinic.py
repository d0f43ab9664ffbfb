"""A clinic's file: what is wrong in it is said at its line, and a value that says nothing is never printed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from leaflets.problems import ContentError
from leaflets.store.project import Project
from support.clinics import FILE, LINES, clinic, clinic_text, with_clinic
from support.projects import ROOT, tiny

AT = f"content/{FILE}"
PLACE = {key: line for line, key in enumerate(LINES, 1)}
"""The line of each key; one that is added follows them."""
LAST = len(LINES) + 1

FAULTS: Mapping[str, tuple[dict[str, str], str]] = {
    "no line out of hours": ({"out_of_hours": ""}, ":1:1: 'out_of_hours' is missing; add 'out_of_hours:'"),
    "a blank name": ({"name": "''"}, ":1:7: 'name' is empty; write it, or delete the key"),
    "a name of spaces": ({"name": "'   '"}, ":1:7: this text is empty; write it, or delete the key"),
    "a value that says nothing": (
        {"feedback": "TBC"},
        ":11:11: 'TBC' says nothing; write what people need, or delete the key",
    ),
    "a name with marks": (
        {"name": "'**Elm** Clinic'"},
        ":1:7: '**Elm** Clinic' stands in many places; write it without bold words, links and placeholders",
    ),
    "no contacts": (
        {"contacts": "[]"},
        ":5:11: 'contacts' is empty; write at least one entry, or delete the key",
    ),
    "a contact without a number": (
        {"contacts": "[{label: Nurses}]"},
        ":5:12: 'phone' is missing; add 'phone:'",
    ),
    "a number that is none": (
        {"contacts": "[{label: Nurses, phone: ask at the desk}]"},
        ":5:35: 'ask at the desk' is not a telephone number; write its digits, spaces or hyphens between, such as 020 "
        "7946 0000",
    ),
    "an unknown region": ({"region": "su"}, ":4:9: there is no region 'su'; known here: uk, us"),
    "a temperature in no unit": (
        {"values": "{fever: 38}"},
        f":{LAST}:17: '38' is not one temperature; write it as '38 °C', or in both units: '38 °C (100.4 °F)'",
    ),
    "a temperature that says two things": (
        {"values": "{fever: 38 °C (101 °F)}"},
        f":{LAST}:17: '38 °C (101 °F)' is not one temperature; write it as '38 °C', or in both units: "
        "'38 °C (100.4 °F)'",
    ),
    "a temperature no one may wait for": (
        {"values": "{fever: 40 °C}"},
        f":{LAST}:17: '40 °C' cannot be when to ring; it lies between 37 and 38.5 °C",
    ),
    "a value that is nearly one of the leaflet's": (
        {"values": "{fevers: 38 °C}"},
        f":{LAST}:18: there is no leaflet that asks for 'fevers'; did you mean 'fever'?",
    ),
    "a value of yesterday": (
        {"fever_line": "38 °C"},
        f":{LAST}:1: 'fever_line' is not a key here; if leaflets ask for it by name, write it under 'values:'",
    ),
    "a value that no leaflet gives in its own words": (
        {"other_formats": "Ring at {fever}."},
        ":9:16: '{fever}' is not a placeholder, nor under 'values' in leaflet.yaml",
    ),
    "a colour that is none": (
        {"colours": "{primary: blue}"},
        f":{LAST}:20: 'blue' is not a colour; write # and six hexadecimal digits, such as '#0B5563'",
    ),
    "a logo without words": (
        {"logo": "{file: elm.svg}"},
        f":{LAST}:7: 'alt' is missing; add 'alt:'",
    ),
    "a logo that is not there": (
        {"logo": "{file: elm.png, alt: An elm}"},
        f":{LAST}:14: there is no logo 'elm.png' in assets/logos; copy it there; did you mean 'elm.svg'?",
    ),
    "a logo outside the project": (
        {"logo": "{file: ../../../../etc/passwd, alt: An elm}"},
        f":{LAST}:14: the logo '../../../../etc/passwd' is outside assets/logos; copy it there, and name it by its "
        "name there",
    ),
    "an unknown extra": (
        {"extras": "[figure]"},
        f":{LAST}:9: there is no extra 'figure'; did you mean 'figures'?",
    ),
    "a sign-off of an unknown leaflet": (
        {"approvals": "[{leaflet: acke, variant: general, version: '1.0', by: A, role: B, signed: 2026-11-01}]"},
        f":{LAST}:23: there is no leaflet 'acke'; did you mean 'ache'?",
    ),
    "a sign-off of an unknown variant": (
        {"approvals": "[{leaflet: ache, variant: clutser, version: '1.0', by: A, role: B, signed: 2026-11-01}]"},
        f":{LAST}:38: there is no variant 'clutser'; did you mean 'cluster'?",
    ),
    "a sign-off without a date": (
        {"approvals": "[{leaflet: ache, variant: general, version: '1.0', by: A, role: B, signed: soon}]"},
        f":{LAST}:87: 'signed' is not a date: 'soon'; write year-month-day, such as 2026-11-21",
    ),
    "a sign-off of a day to come": (
        {"approvals": "[{leaflet: ache, variant: general, version: '1.0', by: A, role: B, signed: 2062-11-01}]"},
        f":{LAST}:87: this says it was signed on 2062-11-01, which is yet to come; "
        "write the day on which it was signed",
    ),
    "an unknown key": ({"adress": "Here"}, f":{LAST}:1: 'adress' is not a key here; did you mean 'address'?"),
    "a change that does nothing": (
        {"changes": "[{leaflet: ache}]"},
        f":{LAST}:11: this change does nothing; write one of 'replace', 'omit' and 'after'",
    ),
    "a change that does two things": (
        {"changes": "[{omit: sleep, after: hello, add: [{id: new, text: x}]}]"},
        f":{LAST}:11: this change does two things; write one of 'replace', 'omit' and 'after'",
    ),
    "a replacement by nothing": (
        {"changes": "[{replace: sleep}]"},
        f":{LAST}:11: 'replace' and 'with' belong together; write both, or 'omit'",
    ),
    "an addition of nothing": (
        {"changes": "[{after: sleep, add: []}]"},
        f":{LAST}:11: 'after' and 'add' belong together; write both",
    ),
    "a replacement with an id of its own": (
        {"changes": "[{replace: sleep, with: {id: nap, text: x}}]"},
        f":{LAST}:11: a replacement keeps the id and the conditions; delete 'id'",
    ),
    "a change to an unknown id": (
        {"changes": "[{leaflet: ache, omit: slep}]"},
        f":{LAST}:33: there is no 'slep' in the leaflet; did you mean 'sleep'?",
    ),
    "a change to an id of no leaflet": (
        {"changes": "[{omit: slep}]"},
        f":{LAST}:18: there is no 'slep' in any leaflet; did you mean 'sleep'?",
    ),
    "a change to an unknown leaflet": (
        {"changes": "[{leaflet: acke, omit: sleep}]"},
        f":{LAST}:21: there is no leaflet 'acke'; did you mean 'ache'?",
    ),
    "a change in an unknown variant": (
        {"changes": "[{omit: sleep, when: {variant: clutser}}]"},
        f":{LAST}:41: there is no variant 'clutser'; did you mean 'cluster'?",
    ),
    "two changes to one thing": (
        {"changes": "[{omit: sleep}, {replace: sleep, with: {text: Nap.}}]"},
        f":{LAST}:36: 'sleep' is changed twice; the first is on line {LAST}; keep one",
    ),
    "an added id that is there already": (
        {"changes": "[{after: sleep, add: [{id: hello, text: x}]}]"},
        f":{LAST}:37: there is a 'hello' already: content/leaflets/ache/sections/front.yaml:3:5; choose another id",
    ),
    "an unknown source in an addition": (
        {"changes": "[{after: sleep, add: [{id: nap, text: x, sources: nsh}]}]"},
        f":{LAST}:60: there is no source 'nsh'; did you mean 'nhs'?",
    ),
    "a picture that is not there": (
        {"changes": "[{after: sleep, add: [{id: bed, picture: {file: bed.png, alt: A bed}}]}]"},
        f":{LAST}:58: there is no picture 'bed.png' in assets/pictures",
    ),
    "an unknown kind in a replacement": (
        {"changes": "[{replace: sleep, with: {txt: Nap.}}]"},
        f":{LAST}:35: 'txt' is not a kind of block; did you mean 'text'?; it replaces 'sleep': "
        "content/leaflets/ache/sections/rest.yaml:3:5",
    ),
    "an unknown placeholder in a replacement": (
        {"changes": "[{replace: sleep, with: {text: 'Ring {number}.'}}]"},
        f":{LAST}:41: '{{number}}' is not a placeholder, nor under 'values' in leaflet.yaml",
    ),
    "an unknown source in a replacement": (
        {"changes": "[{replace: sleep, with: {text: Nap., sources: nsh}}]"},
        f":{LAST}:56: there is no source 'nsh'; did you mean 'nhs'?; it replaces 'sleep': "
        "content/leaflets/ache/sections/rest.yaml:3:5",
    ),
    "a character the typeface lacks in a replacement": (
        {"changes": "[{replace: sleep, with: {text: Nap 漢.}}]"},
        f":{LAST}:41: no typeface in assets/fonts has '漢' (U+6F22), letters of the Chinese script; "
        "npm pack @expo-google-fonts/noto-sans-sc (20 MB) brings one: "
        "copy its 400Regular and 700Bold .ttf into assets/fonts/noto-sans-sc; it replaces 'sleep': "
        "content/leaflets/ache/sections/rest.yaml:3:5",
    ),
    "a character the typeface lacks in the name": (
        {"name": "漢 Clinic"},
        ":1:7: no typeface in assets/fonts has '漢' (U+6F22), letters of the Chinese script; "
        "npm pack @expo-google-fonts/noto-sans-sc (20 MB) brings one: "
        "copy its 400Regular and 700Bold .ttf into assets/fonts/noto-sans-sc",
    ),
    "a name too long for the foot of a page": (
        {"name": "The Very Long Name of the " + "Example " * 8 + "Clinic"},
        ":1:7: the clinic's name is",
    ),
    "a primary colour too faint": (
        {"colours": "{primary: '#77B5C0'}"},
        f":{LAST}:20: the leaflet's colour (#77B5C0 on #FFFFFF) has a contrast of 2.3:1; at least 4.5:1 is needed; "
        "choose a darker colour",
    ),
    "an accent too faint": (
        {"colours": "{accent: '#F0D060'}"},
        f":{LAST}:19: the accent (#F0D060 on #FFFFFF) has a contrast of 1.5:1; at least 3:1 is needed; choose a darker "
        "colour",
    ),
}  # fmt: skip
"""The name of a fault -> the lines that have it, and how its problem begins."""
SEVERAL = {"a primary colour too faint"}
"""Faults that are met more than once: a colour is held against every ground."""


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_said_at_its_line_and_nothing_is_written(fault: str, tmp_path: Path) -> None:
    lines, problem = FAULTS[fault]
    said = with_clinic(tmp_path / "project", None, **lines).run("--clinic", "elm", "--variant", "cluster")
    assert said.code == 1, said.out
    assert said.files == ()
    assert said.problems[0].startswith(f"{AT}{problem}"), said.err
    assert fault in SEVERAL or len(said.problems) == 1, said.err


def test_all_faults_are_said_at_once(tmp_path: Path) -> None:
    folder = with_clinic(tmp_path / "project", out_of_hours="", email="nobody", feedback="unknown")
    said = folder.run("--clinic", "elm")
    assert [problem.split(": ")[0] for problem in said.problems] == [f"{AT}:1:1", f"{AT}:6:8", f"{AT}:10:11"]


def test_the_faults_of_all_clinics_are_said_at_once(tmp_path: Path) -> None:
    folder = with_clinic(tmp_path / "project", {"clinics/oak.yaml": clinic_text(region="ku")}, region="su")
    said = folder.run("--clinic", "all")
    assert said.code == 1
    assert [problem.split(":")[0] for problem in said.problems] == [AT, "content/clinics/oak.yaml"]


@pytest.mark.parametrize("name", ["Łódź", "St Elsewhere", "a--b", "-a", "Elm"])
def test_a_file_name_that_cannot_be_part_of_another_is_a_problem(name: str, tmp_path: Path) -> None:
    folder = tiny(tmp_path / "project", {f"clinics/{name}.yaml": clinic_text()})
    said = folder.run("--clinic", "all")
    assert said.problems == (
        f"content/clinics/{name}.yaml: '{name}' becomes part of the names of PDFs, and cannot; name the file with "
        "small letters a to z, digits and hyphens, such as st-elsewhere.yaml",
    )


def test_a_clinic_that_is_not_there_is_a_wrong_command_line(tmp_path: Path) -> None:
    folder = with_clinic(tmp_path / "project")
    for name in ("elms", "../../../etc/passwd"):
        said = folder.run("--clinic", name)
        assert said.code == 2
        assert f"there is no '{name}': " in said.err
    assert "did you mean 'elm'?" in folder.run("--clinic", "elms").err


@pytest.mark.parametrize("missing", LINES)
def test_every_one_of_these_values_is_needed(missing: str) -> None:
    with pytest.raises(ContentError) as caught:
        clinic(**{missing: ""})
    assert [problem.message for problem in caught.value.problems] == [f"'{missing}' is missing"]


@pytest.mark.parametrize("text", ["TBC", "tbd.", "n/a", "N/A", "none", "Unknown", "-", "???", "xxx", "__"])
def test_a_value_that_only_keeps_a_place_is_none(text: str) -> None:
    with pytest.raises(ContentError, match="says nothing"):
        clinic(other_formats=f'"{text}"')


@pytest.mark.parametrize("number", ["020 7946 0123", "+44 20 7946 0123", "303-555-0142", "08081570123"])
def test_a_number_prints_as_it_is_written(number: str) -> None:
    assert clinic(out_of_hours=f"{{label: Line, phone: {number}}}").out_of_hours.phone == number


def test_a_line_answered_day_and_night_is_the_one_to_ring() -> None:
    assert [line.label for line in clinic().ring] == ["Night line"]


def test_with_a_line_for_the_night_alone_the_one_by_day_is_to_ring_too() -> None:
    night = clinic(out_of_hours="{label: Night line, phone: 303-555-0103, hours: 5 pm to 9 am}")
    assert [line.label for line in night.ring] == ["Nurses", "Night line"]


class TestShippedClinics:
    RESERVED = ("30355501", "0191498", "0808157")
    """How numbers begin that are kept for stories, in the US and in the UK."""

    def test_there_is_one_for_each_region(self, project: Project) -> None:
        regions = [project.clinic(name).region for name in project.names("clinics")]
        assert sorted(regions) == sorted(project.settings.regions)

    def test_their_numbers_and_addresses_are_nobodys(self, project: Project) -> None:
        assert project.names("clinics")
        for name in project.names("clinics"):
            one = project.clinic(name)
            numbers = ["".join(filter(str.isdigit, line.phone)) for line in one.lines]
            assert len(numbers) > 1
            assert [number for number in numbers if not number.startswith(self.RESERVED)] == []
            assert one.email.endswith(".example.org")
            assert ".example.org" in one.web
            assert any("Example" in line for line in one.address)

    def test_no_clinician_has_signed_for_a_clinic_that_does_not_exist(self, project: Project) -> None:
        assert project.names("clinics")
        assert [name for name in project.names("clinics") if project.clinic(name).approvals] == []

    def test_their_logos_come_with_a_licence(self) -> None:
        text = (ROOT / "assets/logos/LICENSE").read_text(encoding="utf-8")
        logos = [path.name for path in (ROOT / "assets/logos").iterdir() if path.name != "LICENSE"]
        assert logos
        assert [name for name in logos if name not in text] == []
