"""Worksheets: what spreadsheets make of them, and what is said of those that cannot be read back."""

from __future__ import annotations

import pytest

from leaflets.content.approvals import hash_of
from leaflets.edition.wording import current
from leaflets.problems import ContentError, Problem
from leaflets.signing.worksheet import COLUMNS, Decided, decisions
from support.projects import Folder
from support.signing import SAID, agree, filled, headaches, rows, worksheet


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    return headaches(tmp_path_factory.mktemp("worksheets") / "mine")


@pytest.fixture(scope="module")
def raw(folder: Folder) -> bytes:
    return worksheet(folder)


def read(folder: Folder, raw: bytes) -> list[Decided]:
    return everything(folder, raw)[0]


def everything(folder: Folder, raw: bytes) -> tuple[list[Decided], list[Problem]]:
    return decisions(raw, "sheet.csv", current(folder.project(), "ache"))


def faults(folder: Folder, raw: bytes) -> list[str]:
    with pytest.raises(ContentError) as caught:
        read(folder, raw)
    return [str(problem).replace("\n    hint: ", "; ") for problem in caught.value.problems]


class TestWhatItHolds:
    def test_a_row_for_each_statement_in_order_with_all_that_it_rests_on(self, raw: bytes) -> None:
        there = rows(raw)
        assert tuple(row["id"] for row in there) == SAID
        assert tuple(there[0]) == COLUMNS
        assert there[0] == {
            "id": "hello",
            "section": "In short",
            "variants": "general, cluster",
            "words": "Most headaches go away by themselves.",
            "sources": "nhs: NHS, Headaches (undated; good)",
            "evidence": "V",
            "clinician": "",
            "hash": hash_of("Most headaches go away by themselves.", ("In short",)),
            "standing": "awaiting",
            "decision": "",
            "comment": "",
        }

    def test_words_as_patients_read_them_with_the_number_to_call(self, raw: bytes) -> None:
        words = {row["id"]: row["words"] for row in rows(raw)}
        assert words["box"] == "Get help at once; Call 911; if you:"
        assert words["sleep"] == "What helps:"
        assert {row["id"] for row in rows(raw) if row["clinician"] == "must agree"} == {"flag-odd", "naps"}

    def test_a_mark_by_which_spreadsheets_know_utf_8(self, raw: bytes) -> None:
        assert raw.startswith(b"\xef\xbb\xbf")

    def test_nothing_a_spreadsheet_would_reckon_with(self, raw: bytes) -> None:
        words = {row["id"]: row["words"] for row in rows(raw)}
        assert words["naps"] == "'-short naps, =10 minutes"
        for row in rows(raw):
            for cell in row.values():
                assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")), cell
            assert row["hash"][0] in "ws"


class TestWhatIsReadBack:
    def test_each_decision_with_its_comment(self, folder: Folder, raw: bytes) -> None:
        said = {"hello": ("agree", ""), "dark": ("Change ", "say  “dim”"), "naps": ("remove", "-why?")}
        found = read(folder, filled(raw, lambda row: said.get(row["id"], ("", ""))))
        told = [(one.mark.split()[0], one.decision, one.comment, one.where.line) for one in found]
        assert told == [("hello", "agree", "", 2), ("dark", "change", "say “dim”", 6), ("naps", "remove", "-why?", 9)]

    def test_in_any_order_of_columns_and_with_columns_of_ones_own(self, folder: Folder, raw: bytes) -> None:
        lines = ["decision,mine,hash,comment,words,id"]
        lines += [f'agree,x,{row["hash"]},,"{row["words"]}",{row["id"]}' for row in rows(raw)]
        assert len(read(folder, "\r\n".join(lines).encode())) == len(SAID)


def spoiled(raw: bytes, id_: str, **cells: str) -> bytes:
    """The worksheet, all agreed to, some cells of one row written over."""
    text = filled(raw, agree)
    (row,) = [row for row in rows(text) if row["id"] == id_]
    old = ",".join(row[name] for name in ("hash", "standing", "decision", "comment"))
    new = ",".join({**row, **cells}[name] for name in ("hash", "standing", "decision", "comment"))
    return text.replace(old.encode(), new.encode())


class TestWhatCannotBeRead:
    def test_an_unknown_decision(self, folder: Folder, raw: bytes) -> None:
        assert faults(folder, spoiled(raw, "dark", decision="agreed")) == [
            "sheet.csv:6:10: 'agreed' is not a decision; if it means that, write agree"
        ]
        assert faults(folder, spoiled(raw, "dark", decision="yes")) == [
            "sheet.csv:6:10: 'yes' is not a decision; if it means that, write agree"
        ]

    def test_words_that_have_changed_since_are_passed_over_and_told(self, folder: Folder, raw: bytes) -> None:
        found, passed = everything(folder, spoiled(raw, "dark", hash="w000000000000"))
        assert len(found) == len(SAID) - 1
        assert [f"{one.where}: {one.message}" for one in passed] == [
            "sheet.csv:6:8: the words of 'dark', or their place, are not those of this worksheet any more; "
            "it is not read"
        ]

    def test_words_that_were_edited_in_the_sheet_are_passed_over_and_told(self, folder: Folder, raw: bytes) -> None:
        found, (passed,) = everything(folder, filled(raw, agree).replace(b"A dark room", b"A dim room"))
        assert len(found) == len(SAID) - 1
        assert f"{passed.where}: {passed.message}".startswith(
            "sheet.csv:6:4: the words of 'dark' were edited in the worksheet, and it agrees to them"
        )

    def test_a_comment_without_a_decision(self, folder: Folder, raw: bytes) -> None:
        assert faults(folder, spoiled(raw, "dark", decision="", comment="hm")) == [
            "sheet.csv:6:10: 'dark' has a comment and no decision; decide: agree, change or remove"
        ]

    def test_a_comment_with_a_comma_that_would_be_cut_short(self, folder: Folder, raw: bytes) -> None:
        lines = spoiled(raw, "dark", decision="change", comment="say this").decode("utf-8-sig").splitlines()
        (row,) = [number for number, line in enumerate(lines) if line.startswith("dark,")]
        lines[row] += ", not that"
        (said,) = faults(folder, "\n".join(lines).encode())
        assert said.startswith(f"sheet.csv:{row + 1}:")
        assert "the row has" in said

    def test_a_comment_that_cannot_be_printed(self, folder: Folder, raw: bytes) -> None:
        assert faults(folder, spoiled(raw, "dark", decision="change", comment="a\x07b")) == [
            "sheet.csv:6:11: the comment holds a character that cannot be printed; type it anew"
        ]

    def test_a_row_that_is_there_twice(self, folder: Folder, raw: bytes) -> None:
        text = filled(raw, agree)
        text += text.splitlines(keepends=True)[5]
        assert faults(folder, text) == [
            "sheet.csv:10:1: 'dark' is there twice; the first is in row 6; delete one of the two"
        ]

    def test_every_bad_row_is_told_at_once(self, folder: Folder, raw: bytes) -> None:
        text = spoiled(raw, "dark", decision="yes").replace(b"\r\nhello,", b"\r\nhallo,").replace(b"enough,", b"enuf,")
        assert [fault.split(": ")[0] for fault in faults(folder, text)] == [
            "sheet.csv:2:1",
            "sheet.csv:6:10",
            "sheet.csv:8:1",
        ]

    @pytest.mark.parametrize(
        ("raw_", "said"),
        [
            (b"", "the worksheet is empty"),
            (b"\xff\xfe", "the worksheet is not in UTF-8; save it as CSV UTF-8"),
            (b'id,"words\r\n', "the row cannot be read"),
            (b"id,words,hash,comment\r\n", "there is no column 'decision'"),
            (b"id,words,hash,decision,comment,id\r\n", "the column 'id' is there twice; delete one"),
            (b"id,words,hash,decision,comment\r\n", "nothing is decided in the worksheet"),
        ],
    )
    def test_a_file_that_is_no_worksheet(self, folder: Folder, raw_: bytes, said: str) -> None:
        (fault,) = faults(folder, raw_)
        assert said in fault

    def test_one_in_which_nothing_is_decided(self, folder: Folder, raw: bytes) -> None:
        (fault,) = faults(folder, raw)
        assert (
            fault
            == "sheet.csv: nothing is decided in the worksheet; write agree, change or remove in the column 'decision'"
        )
