"""The register: what may come into it, what it says afterwards, and that nobody can change it unseen."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
import zxingcpp
from click.testing import CliRunner

from leaflets.cli import main
from leaflets.register.lines import NAME, Register
from leaflets.register.standing import standings
from support.clinics import clinic_text
from support.projects import NOW, Folder, Said, tiny
from support.rendering import render
from support.signing import approve

OWN = ("--variant", "general")
LEAFLET = "leaflets/ache/leaflet.yaml"
PDF = "ache-general-letter-en-us.pdf"


@pytest.fixture(autouse=True)
def moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(NOW.timestamp())))


def told(folder: Folder, command: str, *more: object) -> Said:
    done = CliRunner().invoke(main, [command, *map(str, more), "--project", str(folder.root)])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Said(done.exit_code, done.stdout, done.stderr, ())


def built(folder: Folder, *more: str) -> Path:
    """The leaflet of the project, made."""
    said = folder.run(*OWN, *more)
    assert said.code == 0, said.err
    return folder.root.parent / f"{folder.root.name}-output" / PDF


def publish(folder: Folder, *files: Path) -> Said:
    return told(folder, "publish", *files, "--by", "Jo Example")


def anew(folder: Folder, old: str, new: str) -> Path:
    """The leaflet in another version, signed off."""
    folder.replace(LEAFLET, f'version: "{old}"', f'version: "{new}"')
    text = folder.path(LEAFLET).read_text()
    folder.write(LEAFLET, "\n".join("approvals: []" if "approvals" in one else one for one in text.split("\n")))
    approve(folder, "general")
    return built(folder)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = tiny(tmp_path / "project")
    approve(made, "general")
    return made


def kept(folder: Folder) -> Path:
    return folder.root / NAME


def lines(folder: Folder) -> list[Mapping[str, object]]:
    return [json.loads(line) for line in kept(folder).read_text(encoding="utf-8").splitlines()]


def states(folder: Folder) -> list[tuple[str, str]]:
    return [(one.version, one.state) for one in standings(Register(kept(folder)), folder.project().today)]


class TestPublishing:
    def test_notes_what_is_handed_out(self, folder: Folder) -> None:
        said = publish(folder, built(folder))
        assert said.code == 0, said.err
        assert said.out == "ACHE-GEN 1.0  us  1 file\n"
        (line,) = lines(folder)
        assert (line["reference"], line["version"], line["region"], line["by"]) == (
            "ACHE-GEN",
            "1.0",
            "us",
            "Jo Example",
        )
        assert line["files"].keys() == {PDF}  # type: ignore[attr-defined]
        assert line["supersedes"] is None
        assert publish(folder, built(folder)).out == "", "what is there is not noted twice"
        assert "ACHE-GEN 1.0, us, en-us: current; review by 2028-11-01" in told(folder, "list").out

    def test_refuses_a_draft_and_what_is_no_leaflet_and_notes_neither(self, tmp_path: Path) -> None:
        folder = tiny(tmp_path / "project")
        (tmp_path / "other.pdf").write_bytes(b"%PDF-1.7 nothing")
        said = publish(folder, built(folder), tmp_path / "other.pdf")
        assert said.code == 1
        assert "it bears the mark 'Draft: awaiting a clinician’s sign-off'" in said.err
        assert len(said.problems) == 2
        assert not kept(folder).exists() or kept(folder).read_bytes() == b""

    def test_refuses_what_the_project_does_not_say_any_more(self, folder: Folder) -> None:
        file = built(folder)
        folder.replace(LEAFLET, "audience: For you", "audience: For all")
        assert "the project's content has changed since it was made" in publish(folder, file).err

    def test_refuses_other_words_in_the_same_version_and_an_older_version(self, folder: Folder) -> None:
        old = built(folder).read_bytes()
        publish(folder, built(folder))
        folder.replace(LEAFLET, "audience: For you", "audience: For all")
        said = publish(folder, anew(folder, "1.0", "1.0"))
        assert "version 1.0 was published on 2026-11-21 with other words" in said.err
        assert publish(folder, anew(folder, "1.0", "1.1")).out == "ACHE-GEN 1.1  us  1 file, supersedes 1.0\n"
        assert states(folder) == [("1.0", "superseded"), ("1.1", "current")]
        (folder.root / "old.pdf").write_bytes(old)
        assert (
            "the register: superseded by version 1.1" in told(folder, "verify", "--quick", folder.root / "old.pdf").out
        )
        said = publish(folder, anew(folder, "1.1", "0.9"))
        assert "version 1.1 was published on 2026-11-21, after 0.9" in said.err


class TestWithdrawing:
    def test_is_told_by_verify_from_the_file_and_the_register_alone(
        self, folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file = built(folder)
        publish(folder, file)
        said = told(folder, "withdraw", "ACHE-GEN", "--why", "the night line is another", "--by", "Jo Example")
        assert said.out == "ACHE-GEN 1.0  us, en-us  withdrawn\n"
        monkeypatch.chdir(tmp_path)
        done = CliRunner().invoke(main, ["verify", "--quick", "--register", str(kept(folder)), str(file)])
        assert done.exit_code == 1
        assert "the register: withdrawn on 2026-11-21: the night line is another" in done.stdout
        said = publish(folder, built(folder))
        assert "version 1.0 was withdrawn on 2026-11-21: the night line is another" in said.err

    def test_of_what_is_not_published_says_what_is(self, folder: Folder) -> None:
        publish(folder, built(folder))
        said = told(folder, "withdraw", "ACHE-CL", "--why", "wrong", "--by", "Jo")
        assert said.code == 1
        assert "nothing is published of ACHE-CL that is not withdrawn; there is: ACHE-GEN" in said.problems[0]
        assert told(folder, "withdraw", "ACHE-GEN", "--why", "wrong", "--by", "Jo", "--region", "uk").code == 1
        assert states(folder) == [("1.0", "current")]

    @pytest.mark.parametrize(
        "why", ["ann@example.org fell ill", "485 777 3456 rang", "born 1.2.1950", "1950-02-01", " "]
    )
    def test_tells_nothing_of_patients(self, folder: Folder, why: str) -> None:
        said = told(folder, "withdraw", "ACHE-GEN", "--why", why, "--by", "Jo")
        assert said.code == 2
        assert "say why" in said.err


def test_what_is_due_is_listed_by_its_date(folder: Folder) -> None:
    publish(folder, built(folder))
    assert told(folder, "due").out == ""
    assert "ACHE-GEN 1.0" in told(folder, "due", "--within", "2y").out
    assert told(folder, "due", "--within", "23m").out == ""
    assert told(folder, "due", "--within", "24m").out.endswith("review by 2028-11-01\n")
    assert told(folder, "due", "--within", "soon").code == 2


def ten_thousand(path: Path) -> Register:
    """A register of ten thousand leaflets."""
    line: dict[str, object] = {
        "event": "published", "date": "2026-11-21", "by": "Jo", "region": "us", "clinic": "", "leaflet": "ache",
        "variant": "general", "language": "en-us", "edition": "full", "extras": [], "title": "Headaches",
        "review_by": "2028-11-01", "words": "0", "files": {"a.pdf": "0"}, "supersedes": None, "version": "1.0",
    }  # fmt: skip
    Register(path).add({**line, "reference": f"A{number}-GEN"} for number in range(10_000))
    return Register(path)


def test_where_nothing_is_published_that_is_said(folder: Folder) -> None:
    assert (
        told(folder, "register").err
        == "leaflets: nothing is published yet; 'leaflets publish' notes what is handed out\n"
    )
    assert told(folder, "due").err == "leaflets: of 0 published, none is due by 2027-05-21\n"
    assert "say who" in told(folder, "withdraw", "ACHE-GEN", "--why", "wrong", "--by", " ").err
    assert not kept(folder).exists()
    kept(folder).symlink_to("/dev/zero")
    assert told(folder, "register").err == f"leaflets: {kept(folder)}: it is no file\n"


class TestTheChain:
    def test_of_ten_thousand_tells_the_line_that_was_changed_and_where_one_is_missing(self, folder: Folder) -> None:
        register = ten_thousand(kept(folder))
        assert len(standings(register, folder.project().today)) == 10_000
        said = kept(folder).read_text(encoding="utf-8").splitlines(keepends=True)
        kept(folder).write_text("".join([*said[:5000], said[5000].replace("Headaches", "Backaches"), *said[5001:]]))
        assert f"{kept(folder)}:5001:1: this line was changed" in told(folder, "register").err
        kept(folder).write_text("".join([*said[:50], *said[51:100]]))
        assert f"{kept(folder)}:51:1: a line before this one is missing" in told(folder, "register").err

    def test_says_its_end_so_that_somebody_else_can_keep_it(self, folder: Folder) -> None:
        publish(folder, built(folder))
        (head,) = Register(kept(folder)).heads
        assert head[:16] in told(folder, "register").err
        assert told(folder, "register", "--head", head[:16]).code == 0
        kept(folder).write_bytes(b"")
        cut = told(folder, "register", "--head", head[:16])
        assert cut.code == 1
        assert "its end is missing" in cut.err

    def test_of_two_machines_is_merged_without_loss_either_way(self, folder: Folder, tmp_path: Path) -> None:
        publish(folder, built(folder))
        other = tmp_path / "theirs.jsonl"
        other.write_bytes(kept(folder).read_bytes())
        told(folder, "withdraw", "ACHE-GEN", "--why", "wrong here", "--by", "Jo", "--region", "us")
        theirs, ours = Register(other), kept(folder).read_bytes()
        theirs.add([{**lines(folder)[1], "why": "wrong there", "by": "Al", "hash": "", "previous": []}])
        assert told(folder, "register", "--merge", other).code == 0
        assert [line.get("why") for line in lines(folder)] == [None, "wrong here", "wrong there"]
        (tmp_path / "ours.jsonl").write_bytes(ours)
        assert theirs.merge(Register(tmp_path / "ours.jsonl")) == 1
        assert {line["hash"] for line in theirs.lines} == {line["hash"] for line in lines(folder)}
        publish(folder, anew(folder, "1.0", "1.1"))
        assert len(lines(folder)[-1]["previous"]) == 2, "the next line names the last of both"  # type: ignore[arg-type]
        assert len(Register(kept(folder)).heads) == 1


def test_a_page_for_each_reference_tells_whether_a_leaflet_is_current(folder: Folder, tmp_path: Path) -> None:
    publish(folder, built(folder))
    publish(folder, anew(folder, "1.0", "1.1"))
    told(folder, "withdraw", "ACHE-GEN", "--why", "wrong", "--by", "Jo", "--version", "1.1")
    assert told(folder, "register", "--site", tmp_path / "site").code == 0
    (page,) = (tmp_path / "site").iterdir()
    assert page.name == "ACHE-GEN.html"
    text = page.read_text(encoding="utf-8")
    assert "Is this leaflet current?" in text
    newest, oldest = (
        text.index("Version 1.1 was withdrawn on November 21, 2026."),
        text.index("Version 1.1 took its place"),
    )
    assert newest < oldest


def test_the_code_on_the_back_page_leads_to_the_page_of_its_reference(folder: Folder) -> None:
    """Each clinic's to its own, also where clinics share a layout."""
    code = "qr_code: {text: Is this leaflet current?, address: 'https://example.org/{reference}.html'}"
    path = "leaflets/ache/sections/rest.yaml"
    folder.write(path, folder.path(path).read_text(encoding="utf-8") + f"  - {{id: code, {code}}}\n")
    for prefix in ("ELM", "OAK", "ASH"):
        folder.write(f"clinics/{prefix.lower()}.yaml", clinic_text(reference_prefix=prefix))
    output = built(folder, "--clinic", "all").parent
    for name, reference in (("-elm", "ELM-ACHE"), ("-oak", "OAK-ACHE"), ("-ash", "ASH-ACHE")):
        image = render((output / f"ache-general-letter-en-us{name}.pdf").read_bytes(), 1, 150)
        read = [code.text for code in zxingcpp.read_barcodes(image)]
        assert read == [f"https://example.org/{reference}-GEN.html"]
