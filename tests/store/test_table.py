"""Tables as people's spreadsheets leave them: read as they were meant, or told in one line."""

from __future__ import annotations

import csv
import io

import pytest

from leaflets.mail.orders import recipients
from leaflets.problems import ContentError
from leaflets.store.roster import Roster
from leaflets.store.table import harmless, meant, rows
from support.runs import COLUMNS, table

KNOWN: dict[str, tuple[str, ...]] = {"clinic": (), "variant": ("gi",), "format": (), "region": (), "language": ()}


def cells(raw: bytes) -> list[list[str]]:
    return [list(row.cells) for row in rows(raw, "list.csv", "address")]


def faults(raw: bytes) -> list[str]:
    with pytest.raises(ContentError) as caught:
        recipients(raw, "list.csv", KNOWN)
    return [str(problem).replace("\n    hint: ", "; ") for problem in caught.value.problems]


@pytest.mark.parametrize(
    "raw",
    [
        b"sep=;\r\naddress;name\r\na@b.org;Ann\r\n",
        b'"sep=|"\naddress|name\na@b.org|Ann\n',
        b"address,name,,\na@b.org,Ann,,\n",
        b"address,name\na@b.org,Ann\n,\n,\n",
        b'address,name\na@b.org,"=""Ann"""\n',
        "address\tname\r\na@b.org\tAnn\r\n".encode("utf-16"),
        b"address,name\ra@b.org,Ann\r",
        b"address|name\na@b.org|Ann\n",
        b"sep=;\naddress,name\na@b.org,Ann\n",
    ],
)
def test_what_spreadsheets_add_is_passed_over(raw: bytes) -> None:
    assert cells(raw) == [["address", "name"], ["a@b.org", "Ann"]]


def test_letters_with_marks_are_one_sign_each() -> None:
    assert cells("name\nJo\u0308rg\n".encode())[1] == ["J\u00f6rg"]


def test_rows_keep_their_numbers_after_a_line_that_is_passed_over() -> None:
    assert faults(b"sep=,\naddress\nann@\n")[0].startswith("list.csv:3:1: ")


@pytest.mark.parametrize("name", ["Email", "E-mail", "Mail", "Email  address", "To"])
def test_a_column_by_another_name_is_told_its_own_and_nothing_else(name: str) -> None:
    assert faults(f"{name},name\na@b.org,Ann\n".encode()) == [
        f"list.csv:1:1: there is no column '{' '.join(name.lower().split())}'; did you mean 'address'?"
    ]


@pytest.mark.parametrize(
    ("said", "meant_"), [("telephone", "contacts.1.phone"), ("Website", "web"), ("E-mail", "email")]
)
def test_a_clinics_column_by_another_name_is_told_its_own(said: str, meant_: str) -> None:
    columns = [said if column == meant_ else column for column in COLUMNS]
    text = table([{}], COLUMNS).replace(f'"{meant_}"', f'"{said}"', 1)
    assert said in columns
    with pytest.raises(ContentError) as caught:
        Roster(text.encode(), "list.csv")
    assert [problem.hint for problem in caught.value.problems] == [f"did you mean '{meant_}'?"]


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#NAME?", "#DIV/0!", "#WERT!", "#NV", "#¡REF!", "#####", "Err:502"])
def test_a_spreadsheets_error_is_no_word(error: str) -> None:
    (said,) = faults(f"address,name\na@b.org,{error}\n".encode())
    assert said.startswith("list.csv:2:2: the cell holds a spreadsheet's error")


def test_an_error_in_one_clinics_row_spoils_no_other(  # its neighbours are read
) -> None:
    roster = Roster(table([{"key": "ash"}, {"key": "elm", "department": "#REF!"}]).encode(), "list.csv")
    assert roster.read("ash").department == "Headache team"
    with pytest.raises(ContentError, match=r"list\.csv:3:3: the cell holds a spreadsheet's error"):
        roster.read("elm")


def test_a_formula_is_told() -> None:
    (said,) = faults(b"address,name\na@b.org,=A1&B1\n")
    assert said == "list.csv:2:2: the cell holds a formula, and not what it comes to; paste its value in its place"


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"\xef\xbb\xbf\n <html>", "web page"),
        (b"PK\x03\x04", ".xlsx"),
        (b"\xd0\xcf\x11\xe0", ".xls"),
        (b"<html>", "web page"),
        (b"%PDF-1", "PDF"),
    ],
)
def test_another_kind_of_file_is_told_as_what_it_is(raw: bytes, what: str) -> None:
    (said,) = faults(raw + b" and more")
    assert what in said
    assert said.endswith("save it as CSV UTF-8")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-32", "cp1252"])
def test_another_encoding_is_told_in_one_line(encoding: str) -> None:
    assert faults("address,name\na@b.org,Zo\u00eb\n".encode(encoding)) == [
        "list.csv: the list is not in UTF-8; save it as CSV UTF-8"
    ]


@pytest.mark.parametrize("first", ["Our clinics,,", '[{"name": 1}]', "Ann Example,ann@example.org"])
def test_a_first_row_that_is_no_heading_is_told_in_one_line(first: str) -> None:
    (said,) = faults(f"{first}\naddress,name\na@b.org,Ann\n".encode())
    assert said.startswith("list.csv:1:1: this row names no column: ")
    assert said.endswith("; begin with a row that names 'address'")


TEXTS = (
    "=1+1", "+1", "-1", "@x", "a;=1+1", "a; =cmd|' /C calc'!A0", "a\n=1", "a\t@SUM(1)", "'=1", "'-5 pills", ";'=1",
    "\uff1d1", "short naps, =10 minutes", "plain - words; and - others",
)  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_no_part_of_a_cell_is_a_formula_whatever_parts_cells_in_a_country(text: str, mark: str) -> None:
    written = io.StringIO(newline="")
    csv.writer(written).writerow(map(harmless, ["first", text, "last"]))
    found = [
        cell.strip() for row in csv.reader(io.StringIO(written.getvalue(), newline=""), delimiter=mark) for cell in row
    ]
    assert len(found) >= 1
    assert [cell for cell in found if cell.startswith(("=", "+", "-", "@", "\uff1d"))] == []


@pytest.mark.parametrize("text", TEXTS)
def test_a_cell_made_harmless_is_read_as_it_was(text: str) -> None:
    assert meant(harmless(" ".join(text.split()))) == " ".join(text.split())
