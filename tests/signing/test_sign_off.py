"""From the review copy to the draft mark that goes by itself, and back again when a word is edited."""

from __future__ import annotations

import re
import shlex
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from leaflets.cli import main
from leaflets.edition.wording import standing
from leaflets.store.project import Project
from support import pdf
from support.clinics import FILE, clinic_text
from support.projects import FRONT, LEAFLET, NOW, REST, ROOT, Folder, job_of, shipped, text_of, tiny
from support.signing import EPOCH, SAID, agree, approve, filled, headaches, output, rows, run, sign, worksheet

DRAFT = "Draft: awaiting a clinician’s sign-off"
APPROVALS = "leaflets/ache/approvals.yaml"
ABOUT = "  - id: about\n    text: 'Checked by: {checked_by}.'\n"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = headaches(tmp_path / "mine")
    made.write(REST, made.path(REST).read_text() + ABOUT)
    return made


def built(folder: Folder, *options: str, variant: str = "general") -> str:
    """What the built leaflet says on all its pages, furniture and all."""
    done = run(folder, "build", "ache", "--variant", variant, *options)
    assert done.exit_code == 0, done.output
    only = "-signed-only" if "--signed-only" in options else ""
    (path,) = output(folder).glob(f"ache-{variant}-letter-en-us{only}.pdf")
    file = pdf.read(path.read_bytes())
    return " ".join(" ".join(line.text for page in file.pages for line in page.lines).split())


def states(folder: Folder, variant: str = "general") -> dict[str, str]:
    project = folder.project()
    return {one.saying.id: one.state for one in standing(project, job_of(project, "ache", variant, "us"))}


def signed(folder: Folder) -> Folder:
    """The folder, all of its general variant signed."""
    assert sign(folder, filled(worksheet(folder), agree)).exit_code == 0
    return folder


def commands() -> list[list[str]]:
    """The first commands of the page on signing, as they are typed after the program's name."""
    section = (ROOT / "docs/sign-off.md").read_text(encoding="utf-8").split("\n## ")[0]
    found = [shlex.split(line)[1:] for line in section.splitlines() if line.startswith("leaflets ")]
    assert [command[0] for command in found] == ["review", "sign-off"]
    return found


class TestTheShippedLeaflets:
    def test_are_signed_by_the_commands_of_the_page_and_one_edited_word_brings_back_one_statement(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folder = shipped(tmp_path / "mine")
        monkeypatch.chdir(folder.root)
        review, sign_off = commands()
        done = CliRunner().invoke(main, review, env=EPOCH)
        assert done.exit_code == 0, done.output
        path = folder.root / sign_off[2]
        assert len(rows(path.read_bytes())) > 150
        assert DRAFT in text_of(folder.make("lms", "gi"))
        path.write_bytes(filled(path.read_bytes(), agree))
        done = CliRunner().invoke(main, sign_off, env=EPOCH)
        assert done.exit_code == 0, done.output
        assert "gi, us, full edition: signed off" in done.stdout
        assert "general, us, full edition: a draft" in done.stdout
        made = folder.make("lms", "gi")
        every = " ".join(line.text for page in pdf.read(made.data).pages for line in page.lines)
        assert "draft" not in every.lower()
        assert "Checked by Dr Ada Example, consultant oncologist, November 21, 2026" in text_of(made)
        assert DRAFT in text_of(folder.make("lms", "general"))

        folder.replace(
            "leaflets/lms/sections/symptoms.yaml", "The main sign is bleeding,", "The first sign is bleeding,"
        )
        project = Project(folder.root, NOW)
        found = standing(project, job_of(project, "lms", "gi", "us"))
        assert [one.saying.id for one in found if one.state != "signed"] == ["GI3"]
        assert [one.saying.id for one in found if one.state == "changed"] == ["GI3"]
        made = folder.make("lms", "gi")
        assert DRAFT in text_of(made)
        assert "Dr Ada Example" not in text_of(made)
        counted = re.search(
            r"gi, us, full edition: a draft; (\d+) of (\d+) statements signed; changed since sign-off: GI3",
            run(folder, "list").stdout,
        )
        assert counted
        assert int(counted[1]) == int(counted[2]) - 1 > 150

    def test_nothing_is_signed_yet(self, project: Project) -> None:
        assert project.leaflet("lms").sign_offs == ()


class TestTheDraftMark:
    def test_goes_when_all_that_a_variant_says_is_signed(self, folder: Folder) -> None:
        assert DRAFT in built(folder)
        text = built(signed(folder))
        assert "Draft" not in text
        assert "Checked by: Dr Ada Example, headache nurse, November 20, 2026." in text

    def test_stays_on_a_variant_that_says_more(self, folder: Folder) -> None:
        assert DRAFT in built(signed(folder), variant="cluster")
        assert states(folder, "cluster")["pillow"] == "awaiting"

    @pytest.mark.parametrize("left", SAID)
    def test_stays_while_one_statement_awaits_a_decision(self, folder: Folder, left: str) -> None:
        done = sign(folder, filled(worksheet(folder), lambda row: ("" if row["id"] == left else "agree", "")))
        assert done.exit_code == 0, done.output
        assert [id_ for id_, state in states(folder).items() if state == "awaiting"] == [left]
        assert DRAFT in built(folder)

    @pytest.mark.parametrize("decision", ["change", "remove"])
    def test_stays_if_a_clinician_wants_one_changed_or_removed(self, folder: Folder, decision: str) -> None:
        raw = filled(worksheet(folder), lambda row: (decision, "say: {why}?") if row["id"] == "dark" else ("agree", ""))
        done = sign(folder, raw)
        assert f"1 to {decision}" in done.stdout
        assert states(folder)["dark"] == "refused"
        assert DRAFT in built(folder)
        assert "say: {why}?" in folder.path(APPROVALS).read_text()
        assert f"to {decision} (Dr Ada Example, 2026-11-20): say: {{why}}?" in {
            row["standing"] for row in rows(worksheet(folder))
        }

    def test_outlives_nothing_that_a_later_sign_off_settles(self, folder: Folder) -> None:
        raw = worksheet(folder)
        sign(folder, filled(raw, lambda row: ("change", "") if row["id"] == "dark" else ("agree", "")))
        later = filled(raw, lambda row: ("agree" if row["id"] == "dark" else "", ""))
        sign(folder, later, by="Dr Bo Later")
        assert states(folder)["dark"] == "disputed"
        assert "Draft" in built(folder)
        assert "clinicians disagree on: dark" in run(folder, "list").output
        sign(folder, later)
        assert "Draft" not in built(folder)
        who = "Dr Ada Example, headache nurse, November 20, 2026; Dr Bo Later, headache nurse, November 20, 2026."
        assert who in built(folder)

    def test_goes_where_the_chair_a_leaflet_names_lifts_an_objection(self, folder: Folder) -> None:
        folder.replace(LEAFLET, "publisher:", "chair: Dr Chi Chair\npublisher:")
        raw = worksheet(folder)
        sign(folder, filled(raw, lambda row: ("remove", "no") if row["id"] == "dark" else ("agree", "")))
        later = filled(raw, lambda row: ("agree" if row["id"] == "dark" else "", ""))
        sign(folder, later, by="Dr Bo Later")
        assert states(folder)["dark"] == "disputed"
        sign(folder, later, by="Dr Chi Chair")
        assert states(folder)["dark"] == "signed"

    def test_comes_back_for_words_of_another_region(self, folder: Folder) -> None:
        signed(folder)
        project = folder.project()
        found = {one.saying.id: one.state for one in standing(project, job_of(project, "ache", "general", "uk"))}
        assert found == {id_: "awaiting" if id_ == "box" else "signed" for id_ in (*SAID, "about")}


class TestAnEditedStatement:
    def test_is_changed_since_sign_off_and_no_other_is(self, folder: Folder) -> None:
        signed(folder).replace(REST, "A dark room", "A dim room")
        assert {id_ for id_, state in states(folder).items() if state != "signed"} == {"dark"}
        assert states(folder)["dark"] == "changed"
        assert DRAFT in built(folder)
        (row,) = [row for row in rows(worksheet(folder)) if row["standing"] == "changed since sign-off"]
        assert row["id"] == "dark"
        (copy,) = output(folder).glob("*-review.pdf")
        assert pdf.read(copy.read_bytes()).text.count("changed since sign-off") == 1

    def test_counts_by_its_words_and_not_by_how_they_are_written(self, folder: Folder) -> None:
        signed(folder).replace(REST, "text: A dark room can help.", "text: >-\n      A **dark room**\n      can help.")
        assert set(states(folder).values()) == {"signed"}

    def test_is_told_when_a_number_from_the_settings_changes(self, folder: Folder) -> None:
        signed(folder).replace("project.yaml", '"911"', '"912"')
        assert {id_ for id_, state in states(folder).items() if state != "signed"} == {"box"}

    def test_is_signed_again_when_its_old_words_are_back(self, folder: Folder) -> None:
        signed(folder).replace(REST, "A dark room", "A dim room")
        folder.replace(REST, "A dim room", "A dark room")
        assert "Draft" not in built(folder)

    def test_outweighs_the_sign_off_of_a_version(self, folder: Folder) -> None:
        signed(folder)
        approve(folder, "general")
        assert "Checked by: Dr A, GP, November 2, 2026." in built(folder)
        folder.replace(REST, "A dark room", "A dim room")
        assert DRAFT in built(folder)


class TestLeavingOut:
    def test_statements_that_can_be_left_out_go_with_their_headings_until_they_are_signed(self, folder: Folder) -> None:
        sign(folder, filled(worksheet(folder), lambda row: ("" if row["id"] in ("dark", "naps") else "agree", "")))
        everything = built(folder)
        assert DRAFT in everything
        less = built(folder, "--signed-only")
        assert "Draft" not in less
        for words in ("dark room", "Lying down", "naps"):
            assert words in everything
            assert words not in less
        assert "enough sleep" in less

    def test_what_keeps_people_safe_stays_and_keeps_the_leaflet_a_draft(self, folder: Folder) -> None:
        sign(folder, filled(worksheet(folder), lambda row: ("" if row["id"] == "flag-odd" else "agree", "")))
        less = built(folder, "--signed-only")
        assert "feel very odd" in less
        assert DRAFT in less

    def test_a_section_with_nothing_left_goes_whole(self, folder: Folder) -> None:
        folder.write(REST, "heading: Rest\nblocks:\n  - {id: dark, evidence: B, text: A dark room can help.}\n")
        folder.replace(FRONT, "blocks:\n", "blocks:\n  - {id: contents, contents: In this leaflet}\n")
        assert "Rest" in built(folder)
        assert "Rest" not in built(folder, "--signed-only")


class TestAClinicsOwnWords:
    @pytest.fixture
    def elm(self, folder: Folder) -> Folder:
        """The folder, signed, and a clinic that changed one statement."""
        changes = "[{replace: dark, with: {evidence: B, text: Our quiet room can help.}}]"
        folder.write(FILE, clinic_text(changes=changes))
        return signed(folder)

    def test_are_a_draft_until_they_are_signed_and_the_rest_is_signed(self, elm: Folder) -> None:
        project = elm.project()
        found = standing(project, replace(job_of(project, "ache", "general", "us"), clinic="elm"))
        assert {one.saying.id: one.state for one in found if one.state != "signed"} == {"dark": "awaiting"}
        assert run(elm, "build", "ache", "--variant", "general", "--clinic", "elm").exit_code == 0
        assert DRAFT in self.handed_out(elm)
        assert "Draft" not in built(elm)

    def test_are_signed_with_a_worksheet_of_the_clinics(self, elm: Folder) -> None:
        raw = filled(worksheet(elm, "--clinic", "elm"), agree)
        done = sign(elm, raw)
        assert "the words of 'dark', or their place, are not those of this worksheet any more" in done.stderr
        assert sign(elm, raw, "--clinic", "elm").exit_code == 0
        assert "Draft" not in self.handed_out(elm)
        assert states(elm)["dark"] == "signed"

    def test_are_no_edit_of_the_leaflets_own_words(self, elm: Folder) -> None:
        sign(elm, filled(worksheet(elm, "--clinic", "elm"), agree), "--clinic", "elm")
        elm.write(FILE, clinic_text(changes="[{replace: dark, with: {evidence: B, text: A cool room can help.}}]"))
        project = elm.project()
        job = job_of(project, "ache", "general", "us")
        assert {one.state for one in standing(project, job)} == {"signed"}
        found = standing(project, replace(job, clinic="elm"))
        assert [one.saying.id for one in found if one.state == "changed"] == ["dark"]

    def handed_out(self, folder: Folder) -> str:
        assert run(folder, "build", "ache", "--variant", "general", "--clinic", "elm").exit_code == 0
        (path,) = output(folder).glob("ache-general-letter-en-us-elm.pdf")
        return " ".join(line.text for page in pdf.read(path.read_bytes()).pages for line in page.lines)


class TestTheWorksheetGivenBack:
    def test_a_spreadsheets_semicolons_do_as_well(self, folder: Folder) -> None:
        assert sign(folder, filled(worksheet(folder), agree, mark=";")).exit_code == 0
        assert "Draft" not in built(folder)

    def test_given_twice_it_is_kept_once(self, folder: Folder) -> None:
        signed(folder)
        before = folder.path(APPROVALS).read_bytes()
        signed(folder)
        assert folder.path(APPROVALS).read_bytes() == before

    def test_a_bad_one_leaves_everything_as_it_was(self, folder: Folder) -> None:
        signed(folder)
        before = folder.path(APPROVALS).read_bytes()
        raw = filled(worksheet(folder), agree).replace(b"dark,", b"drak,")
        done = sign(folder, raw)
        assert done.exit_code == 1
        assert "filled.csv:6:1: the leaflet has no statement 'drak'\n    hint: did you mean 'dark'?" in done.stderr
        assert folder.path(APPROVALS).read_bytes() == before

    @pytest.mark.parametrize(("option", "value"), [("--by", "  "), ("--role", "a\x07b"), ("--date", "soon")])
    def test_who_signs_and_when_must_be_said_plainly(self, folder: Folder, option: str, value: str) -> None:
        path = folder.root.parent / "filled.csv"
        path.write_bytes(filled(worksheet(folder), agree))
        given = {"--by": "Dr A", "--role": "GP", "--date": "2026-11-20", option: value}
        done = run(folder, "sign-off", "ache", str(path), *(part for pair in given.items() for part in pair))
        assert done.exit_code == 2
        assert option in done.stderr

    def test_a_file_of_approvals_that_was_spoiled_by_hand_is_told_with_its_line(self, folder: Folder) -> None:
        signed(folder).replace(APPROVALS, "- hello s", "- hello x")
        done = run(folder, "build", "ache")
        assert done.exit_code == 1
        assert f"content/{APPROVALS}:9:5: entry 1 of this list cannot be 'hello x" in done.stderr


def test_a_day_that_is_yet_to_come_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    folder = tiny(tmp_path / "project")
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("id,decision\n", encoding="utf-8")
    done = run(folder, "sign-off", "ache", str(sheet), "--by", "Dr A", "--role", "GP", "--date", "2062-12-01")
    assert done.exit_code == 2
    assert "2062-12-01 is yet to come" in done.output
    assert not folder.path("leaflets/ache/approvals.yaml").exists()
