"""``leaflets check`` and ``leaflets coverage``, as a person meets them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from leaflets.cli import main
from support.clinics import clinic_text
from support.corpus import SOUND, Case, planted
from support.projects import ROOT

EPOCH = {"SOURCE_DATE_EPOCH": "1795219200"}
"""A moment on 21 November 2026."""
SECTION = "heading: Sleep\nblocks:\n  - {id: sleep, sources: nhs, when: {variant: general}, text: %s}\n"
SECTION += "  - {id: rest, sources: nhs, text: Rest well.}\n"
PLAIN, ADVICE, PROBLEM = (SECTION % text for text in ("Sleep well.", "Don’t wait.", "Some are victims."))
PAST = SOUND["leaflet"].replace("review_by: 2028-11-01", "review_by: 2026-11-15")


def run(folder: Path, command: str, *arguments: str) -> Result:
    return CliRunner().invoke(main, [command, *arguments, "--project", str(folder)], env=EPOCH)


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def project(folder: Path, **parts: str) -> Path:
    return planted(Case("command", parts), folder)


class TestCheck:
    def test_a_clean_leaflet_ends_well_and_shows_how_hard_it_is_to_read(self, tmp_path: Path) -> None:
        done = run(project(tmp_path, section=PLAIN), "check", "--strict")
        assert done.exit_code == 0, done.output
        assert done.output.splitlines()[-1] == "ache: 0 problems, 0 advice"
        assert re.search(r"^general us full +-?\d+\.\d \(-?\d+\.\d\)", done.output, re.MULTILINE)
        assert "longest sentences:" in done.output

    def test_advice_is_listed_by_family_and_fails_only_when_strict(self, tmp_path: Path) -> None:
        folder = project(tmp_path, section=ADVICE)
        done = run(folder, "check")
        assert done.exit_code == 0
        first, second, third = done.output.splitlines()[:3]
        assert first == "words: 0 problems, 1 advice"
        where, said = second.split(": ", 1)
        assert where == "content/leaflets/ache/sections/sleep.yaml:3:63"
        assert said == "advice: 'Don’t' is a short form (only in general) [contraction]"
        assert third == "    hint: write it out: do not, it is, you will"
        assert run(folder, "check", "--strict").exit_code == 1

    def test_a_problem_fails(self, tmp_path: Path) -> None:
        done = run(project(tmp_path, section=PROBLEM), "check")
        assert done.exit_code == 1
        assert done.output.splitlines()[0] == "words: 1 problem, 0 advice"

    def test_it_writes_nothing(self, tmp_path: Path) -> None:
        folder = project(tmp_path, section=PROBLEM)
        before = files(folder)
        assert len(before) > 8
        run(folder, "check")
        assert files(folder) == before

    def test_only_some_variants_can_be_asked_for(self, tmp_path: Path) -> None:
        folder = project(tmp_path, section=PROBLEM)
        assert run(folder, "check", "ache", "--variant", "cluster").exit_code == 0
        assert run(folder, "check", "ache", "--variant", "general").exit_code == 1

    def test_a_clinic_s_own_words_are_read_when_it_is_asked_for(self, tmp_path: Path) -> None:
        folder = project(tmp_path, clinic=clinic_text(feedback="Don’t be shy. Tell us what you think."))
        assert run(folder, "check", "--strict").exit_code == 0
        for name in ("elm", "all"):
            done = run(folder, "check", "--strict", "--clinic", name)
            assert done.exit_code == 1
            where, said = done.output.splitlines()[1].split(": ", 1)
            assert where == "content/clinics/elm.yaml:11:11"
            assert said == "advice: 'Don’t' is a short form (only for elm) [contraction]"

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [(["aches"], "'ache'"), (["--variant", "clusters"], "'cluster'"), (["--clinic", "elms"], "'elm'")],
    )
    def test_an_unknown_name_is_a_wrong_command_line(self, tmp_path: Path, arguments: list[str], said: str) -> None:
        done = run(project(tmp_path, clinic=clinic_text()), "check", *arguments)
        assert done.exit_code == 2
        assert f"did you mean {said}?" in done.stderr

    def test_a_leaflet_past_its_date_passes_only_if_that_is_allowed(self, tmp_path: Path) -> None:
        folder = project(tmp_path, leaflet=PAST)
        assert run(folder, "check").exit_code == 1
        allowed = run(folder, "check", "--allow-expired")
        assert allowed.exit_code == 0
        assert "advice: the review date, 2026-11-15, is past; every copy is marked as out of date" in allowed.output

    def test_a_leaflet_that_cannot_be_read_is_told_at_its_line(self, tmp_path: Path) -> None:
        done = run(project(tmp_path, section="heading: Sleep\nblocks: []\n"), "check")
        assert done.exit_code == 1
        assert "content/leaflets/ache/sections/sleep.yaml:2:9: problem: 'blocks' is empty" in done.output

    def test_a_project_without_rules_is_told_so(self, tmp_path: Path) -> None:
        folder = project(tmp_path)
        (folder / "content/checks.yaml").unlink()
        done = run(folder, "check")
        assert done.exit_code == 1
        assert done.stderr.startswith("content/checks.yaml: cannot be read: ")


class TestJson:
    def test_is_one_object_with_every_finding_its_place_and_those_it_is_shown_to(self, tmp_path: Path) -> None:
        done = run(project(tmp_path, section=PROBLEM), "check", "--json")
        assert done.exit_code == 1
        said = json.loads(done.stdout)
        assert {key: said[key] for key in ("version", "ok", "problems", "advice")} == {
            "version": 1, "ok": False, "problems": 1, "advice": 0,
        }  # fmt: skip
        (leaflet,) = said["leaflets"]
        assert (leaflet["leaflet"], leaflet["variants"]) == ("ache", ["general", "cluster"])
        assert leaflet["findings"] == [
            {
                "rule": "blame", "family": "words", "severity": "problem",
                "file": "content/leaflets/ache/sections/sleep.yaml", "line": 3, "column": 63,
                "message": "'victims' blames, or speaks of battle",
                "hint": "say it without blame, and without the language of war",
                "variants": ["general"], "regions": ["uk", "us"], "editions": ["full"], "clinics": [""],
            }
        ]  # fmt: skip

    def test_measures_each_leaflet_section_and_block(self, tmp_path: Path) -> None:
        said = json.loads(run(project(tmp_path, section=PLAIN), "check", "--json").stdout)["leaflets"][0]
        assert {one["scope"] for one in said["readability"]} == {"leaflet", "section", "block"}
        for one in said["readability"]:
            assert one["words"] > 0
            assert set(one["all_words"]) == {"flesch_kincaid", "smog", "ari", "flesch_ease"}
        (block,) = [one for one in said["readability"] if one["name"] == "rest" and one["variant"] == "cluster"
                    and one["region"] == "us"]  # fmt: skip
        assert (block["words"], block["sentences"], block["line"]) == (2, 1, 4)
        counts = [one["words"] for one in said["longest_sentences"]]
        assert counts == sorted(counts, reverse=True)

    def test_is_ok_with_advice_unless_it_is_strict(self, tmp_path: Path) -> None:
        folder = project(tmp_path, section=ADVICE)
        assert json.loads(run(folder, "check", "--json").stdout)["ok"] is True
        assert json.loads(run(folder, "check", "--json", "--strict").stdout)["ok"] is False

    def test_gives_the_reason_for_what_is_excused(self, tmp_path: Path) -> None:
        own = "exceptions: [{rule: blame, id: [victims], reason: A name.}]\n"
        done = run(project(tmp_path, section=PROBLEM, own=own), "check", "--json")
        assert done.exit_code == 0
        (excused,) = json.loads(done.stdout)["leaflets"][0]["excused"]
        assert (excused["rule"], excused["reason"]) == ("blame", "A name.")

    def test_its_keys_are_in_the_documentation(self, tmp_path: Path) -> None:
        said = json.loads(run(project(tmp_path), "check", "--json").stdout)
        page = (ROOT / "docs/check.md").read_text(encoding="utf-8")
        for key in (*said, *said["leaflets"][0]):
            assert f"`{key}`" in page, key


class TestCoverage:
    def test_shows_who_is_shown_each_block(self, tmp_path: Path) -> None:
        done = run(project(tmp_path, section=PLAIN), "coverage", "ache")
        assert done.exit_code == 0, done.output
        lines = [line.split() for line in done.output.splitlines()]
        assert lines[0] == ["general", "cluster"]
        assert ["sleep", "yes", "-"] in lines
        assert ["rest", "yes", "yes"] in lines
        assert ["us", "us", "us"] in lines

    def test_shows_what_a_clinic_changed_when_it_is_asked_for(self, tmp_path: Path) -> None:
        changes = "[{omit: rest}, {after: rest, add: [{id: elm-where, text: We are on floor 2.}]}]"
        folder = project(tmp_path, section=PLAIN, clinic=clinic_text(changes=changes))
        assert "elm" not in run(folder, "coverage", "ache").output
        done = run(folder, "coverage", "ache", "--clinic", "elm")
        lines = [line.split() for line in done.output.splitlines()]
        assert ["rest", "no", "clinic", "no", "clinic"] in lines
        assert ["elm-where", "us", "elm", "us", "elm"] in lines

    def test_as_one_page_that_needs_nothing_else(self, tmp_path: Path) -> None:
        folder = project(tmp_path / "project", section=PLAIN)
        done = run(folder, "coverage", "ache", "--html", str(tmp_path / "page.html"))
        assert done.exit_code == 0, done.output
        page = (tmp_path / "page.html").read_text(encoding="utf-8")
        assert page.startswith("<!DOCTYPE html>")
        assert '<th scope="col">cluster</th>' in page
        assert re.search(r'sleep.yaml:3:5">sleep</th><td>text</td><td class="yes">yes</td><td class="no">-</td>', page)
        assert not re.search(r"https?://|<script|src=", page)

    def test_a_page_that_cannot_be_written_is_said_without_a_traceback(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        done = run(project(tmp_path / "project"), "coverage", "ache", "--html", str(tmp_path / "file/page.html"))
        assert done.exit_code == 1
        assert "cannot be written" in done.stderr
