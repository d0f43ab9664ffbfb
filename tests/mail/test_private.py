"""What is private stays private, and the record of what was sent is never forgotten without a word."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from leaflets.cli import main
from leaflets.mail.ledger import Ledger
from leaflets.problems import ContentError
from support.letters import post
from support.mailserver import HOST, Running, mail_server
from support.projects import Folder, tiny

ONE, ID = post("ann@example.org"), "<1@example.org>"
TO_ANN = ("--variant", "general", "--to", "ann@example.org")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    made = tiny(tmp_path / "project")
    monkeypatch.chdir(made.root)
    return made


@pytest.fixture
def running() -> Iterator[Running]:
    with mail_server() as running:
        yield running


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """The outbox of a ledger with two lines."""
    with Ledger(tmp_path) as ledger:
        ledger.write(ONE, ID, "sending")
        ledger.write(ONE, ID, "sent")
    return tmp_path


def email(*arguments: str, answers: str = "") -> Result:
    done = CliRunner().invoke(main, ["email", "ache", *arguments], input=answers, catch_exceptions=False)
    assert "Traceback" not in done.output
    return done


def sending(running: Running, *arguments: str) -> Result:
    return email(*TO_ANN, "--send", "--yes", "--smtp", f"smtp://{HOST}:{running.port}", "--from", "c@b.org", *arguments)


def rights(path: Path) -> int:
    return path.stat().st_mode & 0o777


def refused(outbox: Path) -> str:
    with pytest.raises(ContentError) as caught, Ledger(outbox):
        pass
    (problem,) = caught.value.problems
    assert problem.hint
    return problem.message


class TestTheLedger:
    def test_with_another_key_is_refused(self, ledger: Path) -> None:
        (ledger / "sent.key").write_bytes(secrets.token_bytes(32))
        assert "was written with another key" in refused(ledger)

    def test_with_a_key_of_another_length_is_refused(self, ledger: Path) -> None:
        (ledger / "sent.key").write_bytes(b"short")
        assert "the key of this ledger is not there" in refused(ledger)

    @pytest.mark.parametrize("gone", ["deleted", "emptied"])
    def test_that_is_gone_while_its_key_is_there_is_refused(self, gone: str, ledger: Path) -> None:
        (ledger / "sent.jsonl").unlink() if gone == "deleted" else (ledger / "sent.jsonl").write_bytes(b"")
        for _ in range(2):
            assert "the record of what was sent is gone, though its key is there" in refused(ledger)

    def test_whose_last_line_lost_its_end_is_refused(self, ledger: Path) -> None:
        path = ledger / "sent.jsonl"
        path.write_bytes(path.read_bytes().removesuffix(b"\n"))
        assert refused(ledger) == "the last line has no end: somebody changed the ledger"
        assert path.read_bytes().count(b"\n") == 1, "nothing is taken off"

    def test_of_brackets_is_refused(self, ledger: Path) -> None:
        (ledger / "sent.jsonl").write_text("[" * 100_000 + "\n")
        assert "this is no line of a ledger" in refused(ledger)

    def test_of_the_first_kind_is_still_understood(self, ledger: Path) -> None:
        path = ledger / "sent.jsonl"
        lines = path.read_text().splitlines()
        path.write_text("".join("{" + line.partition(", ")[2] + "\n" for line in lines))
        assert '"key"' not in path.read_text()
        with Ledger(ledger) as again:
            assert again.state(ONE) == "sent"

    def test_that_nothing_was_written_to_needs_no_key(self, tmp_path: Path) -> None:
        for _ in range(2):
            with Ledger(tmp_path):
                pass
        assert not (tmp_path / "sent.key").exists()

    def test_lies_in_the_project_and_not_in_what_people_clear(self, folder: Folder, running: Running) -> None:
        assert "sent: 1" in sending(running).stderr
        assert {path.name for path in (folder.root / "outbox").iterdir()} == {"sent.jsonl", "sent.key"}
        assert not (folder.root / "output").exists()

    def test_of_the_old_place_is_moved_and_nobody_gets_a_second_message(self, folder: Folder, running: Running) -> None:
        sending(running, "-o", "output/outbox")
        done = sending(running)
        assert "was moved from output/outbox to outbox" in done.stderr
        assert "sent before: 1" in done.stderr
        assert len(running.room.taken) == 1

    def test_in_two_places_is_refused(self, folder: Folder, running: Running) -> None:
        sending(running, "-o", "output/outbox")
        sending(running, "-o", "outbox", "--again")
        done = sending(running)
        assert done.exit_code == 1
        assert "there are two records of what was sent" in done.stderr
        assert len(running.room.taken) == 2


class TestRights:
    @pytest.fixture(autouse=True)
    def umask(self) -> Iterator[None]:
        before = os.umask(0o022)
        yield
        os.umask(before)

    def test_of_drafts_ledger_and_key_are_their_owners_in_any_folder(self, folder: Folder, running: Running) -> None:
        (folder.root / "open").mkdir(mode=0o755)
        done = email(*TO_ANN, "-o", "open")
        assert "others can look into this folder" in done.stderr
        sending(running, "-o", "open")
        found = {path.name: rights(path) for path in (folder.root / "open").iterdir()}
        assert len(found) == 3
        assert set(found.values()) == {0o600}

    def test_of_a_ledger_that_others_could_read_are_mended(self, ledger: Path) -> None:
        (ledger / "sent.jsonl").chmod(0o644)
        with Ledger(ledger):
            pass
        assert rights(ledger / "sent.jsonl") == 0o600

    def test_of_other_files_are_as_the_user_has_them(self, folder: Folder) -> None:
        for mask, mode in ((0o022, 0o644), (0o077, 0o600), (0o002, 0o664)):
            os.umask(mask)
            output = str(folder.root / f"{mask}")
            CliRunner().invoke(main, ["build", "ache", "--format", "text", "-o", output], catch_exceptions=False)
            assert {rights(path) for path in Path(output).glob("*.txt")} == {mode}

    def test_of_a_worksheet_are_its_owners(self, folder: Folder) -> None:
        done = CliRunner().invoke(main, ["review", "ache", "--variant", "general"], catch_exceptions=False)
        assert done.exit_code == 0
        (sheet,) = (folder.root / "output").glob("*.csv")
        assert rights(sheet) == 0o600


class TestDrafts:
    def test_are_named_by_lot_and_found_again(self, folder: Folder, tmp_path: Path) -> None:
        names = set()
        for place in ("one", "two", "one"):
            assert email(*TO_ANN, "--name", "Müller, Ann", "-o", place).exit_code == 0
            (path,) = (folder.root / place).iterdir()
            names.add(path.name)
        assert len(names) == 2, "the same address has another name elsewhere, and the same one where it is"

    def test_of_addresses_in_other_letters_are_found_again(self, folder: Folder) -> None:
        for _ in range(2):
            email("--variant", "general", "--to", "jörg@exämple.org")
        assert len(list((folder.root / "outbox").iterdir())) == 1

    def test_left_half_written_by_a_killed_run_are_swept(self, folder: Folder) -> None:
        (folder.root / "outbox").mkdir()
        (folder.root / "outbox/.unfinished-a1").write_text("To: ann@example.org")
        email(*TO_ANN)
        assert [path.suffix for path in (folder.root / "outbox").iterdir()] == [".eml"]


class TestAddresses:
    def test_may_come_from_the_standard_input(self, folder: Folder) -> None:
        done = email("--variant", "general", "--to", "-", answers="ann@example.org\n")
        assert "to ann@example.org" in done.stdout
        done = email("--variant", "general", "--list", "-", answers="address,name\nbob@example.org,Bob\n")
        assert "to Bob <bob@example.org>" in done.stdout

    def test_from_the_standard_input_that_are_wrong_are_told(self, folder: Folder) -> None:
        assert "is not an email address" in email("--variant", "general", "--to", "-", answers="ann\n").stderr
        done = email("--variant", "general", "--list", "-", answers="address\nann\n")
        assert "standard input:2:1: " in done.stderr

    def test_in_a_list_from_the_standard_input_cannot_be_asked_about(self, folder: Folder) -> None:
        done = email("--list", "-", "--send", "--smtp", "smtp://localhost", "--from", "a@b.org", answers="address\n")
        assert done.exit_code == 2
        assert "add --yes" in done.stderr
