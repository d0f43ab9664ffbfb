"""Clinics from a list that a spreadsheet wrote: the same models, and each fault by row and column."""

from __future__ import annotations

import pytest

from leaflets.content.clinic import Clinic
from leaflets.problems import ContentError
from leaflets.store.naming import refusal, slug
from leaflets.store.reader import read
from leaflets.store.roster import Roster
from support.runs import COLUMNS, table

FULL = """\
name: Elm & Sons
department: Headache team
address: [1 Example Street, Anytown]
region: us
logo: {file: elm.svg, alt: An elm}
colours: {primary: "#15506B"}
contacts:
  - {label: Nurses, phone: 303-555-0101, hours: 9 to 5}
  - {label: Desk, phone: 303-555-0102}
out_of_hours: {label: Night line, phone: 303-555-0103}
email: team@elm.example.org
web: https://elm.example.org/help
values: {fever_threshold: 38 °C}
other_formats: Ask us for large print.
interpreter: Ask us for an interpreter.
feedback: Tell us what you think.
extras: [figures, more]
approvals:
  - {leaflet: ache, variant: [cluster, general], version: "1.0", by: Dr Elm, role: doctor, signed: 2026-11-20}
"""
AS_A_ROW = {
    "name": "Elm & Sons", "department": "Headache team", "address": "1 Example Street\nAnytown", "region": "us",
    "logo.file": "elm.svg", "logo.alt": "An elm", "colours.primary": "#15506B", "colours.accent": "",
    "contacts.1.label": "Nurses", "contacts.1.phone": "303-555-0101", "contacts.1.hours": "9 to 5",
    "contacts.2.label": "", "contacts.2.phone": "",
    "contacts.3.label": "Desk", "contacts.3.phone": "303-555-0102",
    "out_of_hours.label": "Night line", "out_of_hours.phone": "303-555-0103", "email": "team@elm.example.org",
    "web": "https://elm.example.org/help", "values.fever_threshold": "38 °C",
    "other_formats": "Ask us for large print.",
    "interpreter": "Ask us for an interpreter.", "feedback": "Tell us what you think.", "extras": "figures|more",
    "approvals.1.leaflet": "ache", "approvals.1.variant": "cluster|general", "approvals.1.version": "1.0",
    "approvals.1.by": "Dr Elm", "approvals.1.role": "doctor", "approvals.1.signed": "2026-11-20",
}  # fmt: skip
FILE = "list.csv"


def faults(text: str | bytes, key: str = "") -> list[str]:
    """What is said of a list, or of one of its clinics."""
    try:
        roster = Roster(text.encode() if isinstance(text, str) else text, FILE)
        if not key:
            return [str(problem).replace("\n    hint: ", "; ") for problem in roster.refused]
        roster.read(key)
    except ContentError as error:
        return [str(problem).replace("\n    hint: ", "; ") for problem in error.problems]
    return []


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_row_says_what_a_file_does(mark: str, encoding: str) -> None:
    roster = Roster(table([AS_A_ROW], list(AS_A_ROW), mark).encode(encoding), FILE)
    assert roster.names == ("elm-sons",)
    assert roster.read("elm-sons").model_dump() == read(FULL.encode(), "elm.yaml", Clinic).model_dump()


def test_lines_of_an_address_may_have_columns_of_their_own() -> None:
    columns = [column for column in COLUMNS if column != "address"]
    row = {"address.1": "1 Example Street", "address.2": "Anytown"}
    roster = Roster(table([row], [*columns, *row]).encode(), FILE)
    assert roster.read("elm-clinic").address == ("1 Example Street", "Anytown")


def test_a_later_stage_can_name_the_cell_too() -> None:
    roster = Roster(table([AS_A_ROW], list(AS_A_ROW)).encode(), FILE)
    clinic = roster.read("elm-sons")
    columns = list(AS_A_ROW)
    assert str(clinic.colours.at("primary")) == f"{FILE}:2:{columns.index('colours.primary') + 1}"
    assert str(clinic.contacts[1].at("phone")) == f"{FILE}:2:{columns.index('contacts.3.phone') + 1}"


def test_every_bad_cell_of_a_row_is_told_at_once_by_row_and_column() -> None:
    row = {"email": "nobody", "contacts.1.phone": "", "region": "n/a!", "feedback": "tbc", "web": "a\x07b"}
    assert faults(table([{}, {**row, "key": "ash", "web": "elm"}]), "ash") == [
        "list.csv:3:5: 'region' cannot be 'n/a!'; write letters and digits, hyphens between, such as day-care-2; "
        "it is in the column 'region'",
        "list.csv:3:6: 'phone' is missing; add 'phone:'; it belongs in the column 'contacts.1.phone'",
        "list.csv:3:10: 'nobody' is not an email address; write it as team@example.org; it is in the column 'email'",
        "list.csv:3:11: 'elm' is not a web address; begin it with https://, as in https://example.org/help; "
        "it is in the column 'web'",
        "list.csv:3:14: 'tbc' says nothing; write what people need, or delete the key; it is in the column 'feedback'",
    ]
    assert faults(table([{"web": "a\x07b"}]), "elm-clinic") == [
        "list.csv:2:11: the control character U+0007 cannot be printed; delete it"
    ]


def test_what_is_missing_is_told_with_its_column() -> None:
    row = {"contacts.1.label": "", "contacts.1.phone": "", "out_of_hours.label": "", "out_of_hours.phone": ""}
    assert faults(table([row]), "elm-clinic") == [
        "list.csv:2:1: 'contacts' is missing; add 'contacts:'; it belongs in the column 'contacts.1.label'",
        "list.csv:2:1: 'out_of_hours' is missing; add 'out_of_hours:'; it belongs in the column 'out_of_hours.label'",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "list.csv: the list is empty"),
        ("name,email\n", "list.csv: there is no clinic in the list"),
        ("email\na@b.org\n", "list.csv:1:1: there is no column 'name'"),
        ("name,,email\n", "list.csv:1:2: this column has no name"),
        ("name,email,email\n", "list.csv:1:3: the column 'email' is there twice"),
        ("name,colour.primary\n", "list.csv:1:2: there is no column 'colour.primary'; did you mean 'colours.primary'?"),
        ("name,values.\n", "list.csv:1:2: there is no column 'values.'; did you mean 'values.NAME'?"),
        ("name,contacts.7.fone\n", "list.csv:1:2: there is no column 'contacts.7.fone'; did you mean 'contacts.1."),
        ("name,changes.1.omit\n", "list.csv:1:2: a table has no column 'changes.1.omit'; write local words in a file"),
        (b"name,email\nJ\xf6rg,a@b.org\n", "list.csv: the list is not in UTF-8; save it as CSV UTF-8"),
        ('name,email\n"Elm,a@b.org\n', "list.csv:2:1: the row cannot be read"),
        ("name,email\n,a@b.org\n", "list.csv:2:1: the row has no name"),
        ("name,email\nElm\x1b[2J,a@b.org\n", "list.csv:2:1: the control character U+001B cannot be printed"),
        ("name,\x1b[2J\n", "list.csv:1:2: there is no column '\\x1b[2j'"),
    ],
)
def test_a_list_that_cannot_be_read_is_said(text: str | bytes, fault: str) -> None:
    (said,) = faults(text)
    assert said.startswith(fault)


def test_a_row_with_more_cells_than_columns_is_a_problem() -> None:
    (said,) = faults(table([{}]).replace('\r\n"","Elm', '\r\n"","Elm').rstrip() + ",x\r\n", "elm-clinic")
    assert said.startswith("list.csv:2:15: the row has 15 cells, and there are 14 columns")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Łódź", "lodz"),
        ("Çınar", "cinar"),
        ("İstanbul", "istanbul"),
        ("Škoda", "skoda"),
        ("Ñuñoa", "nunoa"),
        ("O'Brien & Sons", "obrien-sons"),
        ("Große Straße", "grosse-strasse"),
        ("Ålborg Øst", "alborg-ost"),
        ("ＣＯＮ", "con"),
    ],
)  # fmt: skip
def test_names_are_folded_as_their_readers_would(name: str, key: str) -> None:
    assert slug(name) == key


def test_only_small_plain_names_of_no_device_are_fit_for_files() -> None:
    assert refusal("st-elsewhere") == ""
    unfit = ["", "con", "nul", "com1", "../x", "a/b", "a\\b", "a.b", "A", "a--b", "-a", "a ", "é", "a" * 61, "a\n"]
    assert [name for name in unfit if not refusal(name)] == []


def test_a_column_that_holds_what_others_hold_in_parts_is_refused() -> None:
    assert faults("name,address.1,address\nElm,1 First Street,2 Second Street\n") == [
        "list.csv:1:3: 'address' and 'address.1' say the same; delete one of the two"
    ]
