"""What keeps people safe is there by what it is: red flags and a clinic's numbers; and nothing is written astray."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from textwrap import indent
from typing import Literal

import pytest
from click.testing import CliRunner

from leaflets.cli import main
from leaflets.making import make
from leaflets.making.maker import Maker
from leaflets.store.scaffold import starter
from support.clinics import clinic_text, with_clinic
from support.projects import REST, ROOT, Folder, job_of, text_of, tiny

FLAGS = """\
heading: Red flags
blocks:
  - id: sleep
    text: Sleep well.
  - id: flags
    emergency:
      heading: Get help at once
      call: Call {emergency_number}
      lead_in: "If you:"
      items:
        - {id: flag-1, text: cannot see, evidence: B, needs: clinician}
        - {id: flag-2, text: cannot speak, evidence: B}
"""
LADDER = """\
heading: When to get help
blocks:
  - id: sleep
    text: Sleep well.
  - id: ladder
    ladder:
      now:
        heading: Now
        call: Call {emergency_number}
        lead_in: "If you:"
        items: [{id: now-1, text: cannot see, evidence: B, needs: clinician}]
      at_once:
        heading: At once
        call: 24-hour line
        lead_in: "If you:"
        items: [{id: once-1, text: cannot speak, evidence: B}]
        notes: [{id: once-2, text: Do not wait., evidence: B}]
        blank: My 24-hour number
        filled_by: clinic
      same_day:
        heading: The same day
        call: Your team
        lead_in: "If you:"
        items: [{id: day-1, text: cannot sleep, evidence: B}]
"""
CONTACTS = """\
heading: Whom to ring
blocks:
  - id: sleep
    text: Sleep well.
  - id: ring
    keep_together:
      - id: contacts
        contacts:
          heading: Numbers
          items:
            - {label: Helpline, phone: 303-555-0199}
            - {label: Nurse}
"""


_HEAD, _FLAGS = FLAGS.split("  - id: flags\n")
HELD = _HEAD + "  - id: held\n    keep_together:\n      - id: flags\n" + indent(_FLAGS, "    ")
"""The same red flags, inside a block that keeps them together."""


@pytest.mark.parametrize(
    ("flags", "change"),
    [
        (FLAGS, "omit: flags"),
        (FLAGS, "omit: flag-1"),
        (FLAGS, "replace: flag-2\n    with: {text: nothing}"),
        (FLAGS, "replace: flags\n    with: {text: nothing}"),
        (FLAGS, "omit: flags\n    when: {variant: cluster}"),
        (HELD, "omit: held"),
        (HELD, "replace: held\n    with: {text: nothing}"),
        (HELD, "omit: flag-2"),
    ],
)
def test_a_clinic_cannot_take_red_flags_away(tmp_path: Path, flags: str, change: str) -> None:
    folder = with_clinic(tmp_path / "project", {REST: flags}, changes=f"\n  - {change}")
    said = folder.run("ache", "--clinic", "elm")
    assert (said.code, len(said.problems)) == (1, 1)
    assert "to keep people safe" in said.problems[0]


def test_a_clinic_can_add_a_red_flag(tmp_path: Path) -> None:
    add = "\n  - after: flag-2\n    add: [{id: flag-3, text: cannot stand}]"
    folder = with_clinic(tmp_path / "project", {REST: FLAGS}, changes=add)
    project = folder.project()
    said = text_of(make(project, replace(job_of(project, "ache", "general", "us"), clinic="elm")))
    assert all(flag in said for flag in ("cannot see", "cannot speak", "cannot stand"))


def test_nobody_can_unlock_red_flags(tmp_path: Path) -> None:
    folder = tiny(tmp_path / "project", {REST: FLAGS.replace("    emergency:", "    locked: false\n    emergency:")})
    (problem,) = folder.run("ache").problems
    assert problem == f"content/{REST}:6:13: the red flags are always locked, to keep people safe; delete the key"


@pytest.mark.parametrize("flags", [FLAGS, HELD])
def test_unsigned_red_flags_are_never_left_out(tmp_path: Path, flags: str) -> None:
    project = tiny(tmp_path / "project", {REST: flags}).project()
    said = text_of(make(project, replace(job_of(project, "ache", "general", "us"), statements="signed")))
    assert "cannot see" in said
    assert "cannot speak" in said


class TestTheLadder:
    """Nobody takes a tier, a sign or a note of it away; a clinic adds signs, and its numbers stand in it."""

    @pytest.mark.parametrize("gone", ["ladder", "now-1", "once-1", "once-2", "day-1"])
    def test_nothing_of_it_can_be_taken_away(self, tmp_path: Path, gone: str) -> None:
        folder = with_clinic(tmp_path / "project", {REST: LADDER}, changes=f"\n  - omit: {gone}")
        said = folder.run("ache", "--clinic", "elm")
        assert (said.code, len(said.problems)) == (1, 1)
        assert "to keep people safe" in said.problems[0]

    @pytest.mark.parametrize("paper", ["letter", "html", "text"])
    def test_has_what_a_clinic_adds_and_its_number_in_place_of_the_line(self, tmp_path: Path, paper: str) -> None:
        add = "\n  - after: day-1\n    add: [{id: day-2, text: cannot stand}]"
        folder = with_clinic(tmp_path / "project", {REST: LADDER}, changes=add)
        project = folder.project()
        job = replace(job_of(project, "ache", "general", "us"), clinic="elm", format=paper)
        made = make(project, job)
        said = text_of(made) if paper == "letter" else made.data.decode()
        assert "cannot stand" in said
        assert "303-555-0103" in said
        assert "My 24-hour number" not in said

    @pytest.mark.parametrize("statements", ["all", "signed"])
    def test_is_never_left_out(self, tmp_path: Path, statements: Literal["all", "signed"]) -> None:
        project = tiny(tmp_path / "project", {REST: LADDER}).project()
        said = text_of(make(project, replace(job_of(project, "ache", "general", "us"), statements=statements)))
        for words in ("1 Now", "Call 911", "cannot see", "2 At once", "cannot speak", "Do not wait.", "cannot sleep"):
            assert words in said
        assert "My 24-hour number" in said

    @pytest.mark.parametrize(
        ("old", "new", "told"),
        [
            ("    ladder:", "    locked: false\n    ladder:", "the red flags are always locked"),
            ("        blank: My 24-hour number\n", "", "'at_once' has no line for its number"),
            ("call: Call {emergency_number}", "call: Call for help", "the call of 'now' names no number"),
            ("      same_day:", "      someday:", "'someday'"),
        ],
    )
    def test_cannot_be_written_without_what_keeps_people_safe(
        self, tmp_path: Path, old: str, new: str, told: str
    ) -> None:
        said = tiny(tmp_path / "project", {REST: LADDER.replace(old, new)}).run("ache")
        assert said.code == 1
        assert any(told in problem for problem in said.problems)


class TestContacts:
    def made(self, folder: Folder, *clinics: str) -> list[str]:
        project = folder.project()
        maker, job = Maker(project), job_of(project, "ache", "general", "us")
        return [text_of(maker.make(replace(job, clinic=clinic))) for clinic in clinics]

    def test_are_the_clinics_where_the_leaflet_leaves_them_blank(self, tmp_path: Path) -> None:
        oak = clinic_text(contacts="[{label: Oak desk, phone: 303-555-0177}]")
        folder = with_clinic(tmp_path / "project", {REST: CONTACTS, "clinics/oak.yaml": oak})
        none, elm, again = self.made(folder, "", "elm", "oak")
        assert "Nurse" in none
        assert [number in elm for number in ("303-555-0101", "303-555-0102", "303-555-0103", "303-555-0199")] == [
            True
        ] * 4
        assert "Day and night" in elm
        assert "303-555-0177" in again
        assert "303-555-0101" not in again
        assert [" Nurse " in said for said in (elm, again)] == [False, False]

    def test_stay_the_readers_to_fill_in_if_the_leaflet_says_so(self, tmp_path: Path) -> None:
        text = CONTACTS.replace("heading: Numbers", "heading: Numbers\n          filled_by: reader")
        (elm,) = self.made(with_clinic(tmp_path / "project", {REST: text}), "elm")
        assert "Nurse" in elm
        assert "303-555-0101" not in elm

    @pytest.mark.parametrize("paper", ["html", "text"])
    def test_are_the_same_on_a_screen(self, tmp_path: Path, paper: str) -> None:
        folder = with_clinic(tmp_path / "project", {REST: CONTACTS})
        project = folder.project()
        job = replace(job_of(project, "ache", "general", "us"), clinic="elm", format=paper)
        data = make(project, job).data.decode()
        assert data.count("303-555-0103") >= 1
        assert "303-555-0199" in data

    @pytest.mark.parametrize(("text", "lost"), [(CONTACTS, []), (FLAGS, ["Nurses", "Night line"])])
    def test_a_number_that_stands_nowhere_is_a_problem(self, tmp_path: Path, text: str, lost: list[str]) -> None:
        folder = with_clinic(tmp_path / "project", {REST: text})
        rules = (ROOT / "content/checks.yaml").read_text(encoding="utf-8")
        folder.write("checks.yaml", rules)
        told = CliRunner().invoke(main, ["check", "ache", "--clinic", "elm", "--project", str(folder.root)]).stdout
        found = [line for line in told.splitlines() if "[clinic-number]" in line]
        assert [line for line in found if " problem: " in line] == [
            line for line in found if any(f"'{name}'" in line for name in lost)
        ]
        assert len([line for line in found if " problem: " in line]) == len(lost)


class TestOutside:
    """Where there is no project, nothing is made, and nothing is written into the program."""

    @pytest.mark.parametrize(
        "command",
        [["build"], ["check"], ["coverage", "lms"], ["diff", "lms", "gi", "uterine"], ["digest", "lms"],
         ["review", "lms"], ["email", "lms", "--to", "a@example.org"]],
        ids=lambda command: command[0],
    )  # fmt: skip
    def test_nothing_is_made(self, command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        done = CliRunner().invoke(main, command)
        assert done.exit_code == 1
        assert "there is no project here; make one with 'leaflets init my-leaflets'" in done.stderr
        assert list(tmp_path.iterdir()) == []

    def test_no_sign_off_goes_into_the_program(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        (tmp_path / "a.csv").write_text("id\n", encoding="utf-8")
        before = {path: path.stat().st_mtime_ns for path in (starter() / "content").rglob("*")}
        done = CliRunner().invoke(
            main, ["sign-off", "lms", "a.csv", "--by", "A", "--role", "b", "--date", "2026-11-21"]
        )
        assert "there is no project here" in done.stderr
        assert {path: path.stat().st_mtime_ns for path in (starter() / "content").rglob("*")} == before

    def test_the_starter_project_can_be_looked_at(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        assert "lms: " in CliRunner().invoke(main, ["list", "leaflets"]).stdout

    def test_the_output_is_the_projects_from_wherever_one_stands(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folder = tiny(tmp_path / "project")
        monkeypatch.chdir(folder.root / "content/leaflets")
        done = CliRunner().invoke(main, ["build", "ache", "--variant", "general", "--format", "text"])
        assert done.exit_code == 0, done.stderr
        assert [path.name for path in (folder.root / "output").iterdir()] == ["ache-general-en-us.txt"]
        assert done.stdout.startswith("../../output/ache-general-en-us.txt")
