"""The shipped leaflets under the editor's eye, and what a house may change."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from leaflets.checks.belonging import drift
from leaflets.checks.coverage import coverage, jobs, named_tongues
from leaflets.checks.editor import Report, Wish, check
from leaflets.checks.links import dead_links
from leaflets.checks.rules import Finding
from leaflets.making import make
from leaflets.problems import ContentError, Source
from leaflets.store.project import Project
from leaflets.store.translations import tongues
from support.corpus import Case, report, unbuilt
from support.projects import NOW, Folder, Make, shipped

SECTIONS = "leaflets/lms/sections"


@pytest.fixture(scope="module")
def shipped_report(project: Project, made: Make) -> Report:
    """The report on the shipped leaflet, read anew; what is built is built once in a run."""
    return check(Project(project.root, NOW), "lms", lambda _, job: made(job), Wish())


def found_but_unread(report: Report, project: Project) -> list[str]:
    """All that is found but this: that each translation awaits a second reader, which is advised once of each."""
    unread = [one for one in report.findings if one.rule == "second-reader"]
    assert [one.severity for one in unread] == ["advice"] * len(unread)
    assert sorted(one.problem.where.file for one in unread) == [
        f"content/leaflets/lms/translations/{tongue}.yaml" for tongue in tongues(project, "lms")
    ]
    return [f"{one.problem} [{one.rule}]" for one in report.findings if one not in unread]


class TestTheShippedLeaflet:
    def test_is_clean_in_every_variant_region_and_edition(self, shipped_report: Report, project: Project) -> None:
        seen = {reading.shown for reading in shipped_report.readings}
        assert {variant for variant, *_ in seen} == set(project.leaflet("lms").file.variants)
        assert {region for _, region, *_ in seen} == set(project.settings.regions)
        assert {edition for _, _, edition, _ in seen} == {"full", "brief"}
        assert found_but_unread(shipped_report, project) == []

    def test_is_clean_as_each_clinic_has_it(self, project: Project, made: Make) -> None:
        clinics = {name: project.clinic(name).region for name in project.names("clinics")}
        assert clinics
        report = check(project, "lms", lambda _, job: made(job), Wish(("gi",), clinics))
        assert {reading.job.clinic for reading in report.readings} == {"", *clinics}
        assert found_but_unread(report, project) == []

    def test_has_a_reason_in_the_data_for_everything_that_is_excused(
        self, shipped_report: Report, project: Project
    ) -> None:
        reasons = {entry.reason for entry in project.house("lms").exceptions}
        assert shipped_report.excused
        assert {reason for _, reason in shipped_report.excused} == reasons

    def test_reads_at_a_low_grade_in_every_section(self, shipped_report: Report, project: Project) -> None:
        sections = [one for _, one in shipped_report.measures if one.scope == "section" and one.n.words > 60]
        assert len(sections) > 100
        assert max(one.plain["flesch_kincaid"] for one in sections) <= project.rulebook.limits.grade

    def test_shows_its_longest_sentences(self, shipped_report: Report) -> None:
        counts = [count for count, _, _ in shipped_report.longest]
        assert counts == sorted(counts, reverse=True)
        assert len(counts) == 3
        assert all(where.line for _, where, _ in shipped_report.longest)


class TestASpoiledLeaflet:
    """One fault in the shipped project is found there, however large it is."""

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Folder:
        return shipped(tmp_path)

    def found(self, folder: Folder, *variants: str, built: bool = False) -> list[Finding]:
        """What is found, but that the translations have no second reader and lag behind the fault."""
        every = check(folder.project(), "lms", make if built else unbuilt, Wish(variants)).findings
        assert {one.rule for one in every if one.family == "translations"} <= {"second-reader", "stale", "untranslated"}
        return [one for one in every if one.family != "translations"]

    def test_a_red_flag_box_lost_from_one_of_the_variants_asked_for(self, folder: Folder) -> None:
        both = "    when: {edition: [full, brief]}"
        kept = f"  - id: kept\n{both}\n    text: Get help.\n\n  - id: RF1\n{both[:-1]}, variant: general}}"
        folder.replace(f"{SECTIONS}/get-help.yaml", f"  - id: RF1\n{both}", kept)
        folder.replace(f"{SECTIONS}/living-well.yaml", "Ask to see a dietitian", "Victims can see a dietitian")
        found = self.found(folder, "general", "skin")
        (lost,) = [one for one in found if one.rule == "required"]
        assert lost.problem.message == "this is missing: red flags"
        assert {variant for variant, *_ in lost.shown} == {"skin"}
        assert "blame" not in {one.rule for one in found}, "the gut's leaflet, which says so, is not read"

    def test_a_character_that_cannot_be_printed_is_found_by_building_and_a_word_by_reading(
        self, folder: Folder
    ) -> None:
        folder.replace(f"{SECTIONS}/living-well.yaml", "Ask to see a dietitian", "Victims can see a dietitian")
        folder.replace(f"{SECTIONS}/tests.yaml", "they may feel for a lump.", "they may feel for a 腫.")
        found = self.found(folder, "gi", built=True)
        assert {one.rule for one in found} == {"content", "blame"}
        where = next(one.problem.where for one in found if one.rule == "content")
        assert (Path(where.file).name, where.line) == ("tests.yaml", 10)


class TestAHouse:
    TEXT = Case("text", {"section": "heading: Sleep\nblocks:\n  - {id: sleep, sources: nhs, text: Don’t wait.}\n"})

    def rules(self, folder: Path, house: str) -> list[tuple[str, str]]:
        case = replace(self.TEXT, parts={**self.TEXT.parts, "house": house})
        return [(one.rule, one.severity) for one in report(case, folder).findings]

    def test_says_how_grave_a_rule_is(self, tmp_path: Path) -> None:
        assert self.rules(tmp_path / "a", "") == [("contraction", "advice")]
        assert self.rules(tmp_path / "b", "severity: {contraction: problem}\n") == [("contraction", "problem")]
        assert self.rules(tmp_path / "c", 'severity: {contraction: "off"}\n') == []

    @pytest.mark.parametrize(
        ("house", "said"),
        [
            ("severity: {contractoin: problem}\n", "there is no rule 'contractoin'"),
            ("leaflets: {aches: {}}\n", "'leaflets' is not a key here"),
        ],
    )
    def test_that_names_what_does_not_exist_is_told_so(self, tmp_path: Path, house: str, said: str) -> None:
        with pytest.raises(ContentError) as caught:
            self.rules(tmp_path, house)
        (problem,) = caught.value.problems
        assert problem.message == said
        assert problem.where.file == "content/checks.yaml"
        assert problem.hint

    @pytest.mark.parametrize(
        ("own", "said"),
        [
            ("exceptions: [{rule: blam, id: [x], reason: y}]\n", "there is no rule 'blam'"),
        ],
    )
    def test_of_a_leaflet_that_names_what_does_not_exist_is_told_so(self, tmp_path: Path, own: str, said: str) -> None:
        case = replace(self.TEXT, parts={**self.TEXT.parts, "own": own})
        with pytest.raises(ContentError) as caught:
            report(case, tmp_path)
        (problem,) = caught.value.problems
        assert problem.message == said
        assert problem.where.file == "content/leaflets/ache/checks.yaml"

    def test_of_a_leaflet_adds_to_the_rules_of_all(self, tmp_path: Path) -> None:
        own = "words: {blame: [slothful], medical: {words: [spasm*]}}\nmust_not_say: [{reason: no, say: [snooze]}]\n"
        text = "heading: Sleep\nblocks:\n  - {id: sleep, sources: nhs, text: Slothful victims snooze in spasms.}\n"
        found = report(Case("text", {"section": text, "own": own}), tmp_path).findings
        assert sorted(one.rule for one in found) == ["blame", "blame", "medical-word", "must-not-say"]

    def test_must_give_a_reason_for_each_exception(self, tmp_path: Path) -> None:
        with pytest.raises(ContentError, match="'reason' is missing"):
            report(
                replace(self.TEXT, parts={**self.TEXT.parts, "own": "exceptions: [{rule: blame, id: [x]}]\n"}), tmp_path
            )


class TestCoverage:
    def test_shows_every_block_to_someone(self, project: Project) -> None:
        rows = coverage(project, "lms")
        assert len(rows) > 300
        assert [row.name for row in rows if not row.shown] == []

    def test_agrees_with_the_conditions_as_they_are_written(self, project: Project) -> None:
        rows = {row.name: row for row in coverage(project, "lms")}
        every = jobs(project, "lms", spoken=named_tongues(project, "lms"))
        assert {job.variant for job in rows["GI39"].shown} == {"gi"}
        assert {job.region for job in rows["GL2"].shown} == {"uk"}
        assert {bool(job.extras) for job in rows["survival-figures"].shown} == {True}
        assert {job.edition for job in rows["surgery-brief"].shown} == {"brief"}
        assert rows["words"].shown == {job for job in every if job.edition == "full"}


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/", "http://[example.org"])
def test_an_address_that_nobody_answers_at_is_dead(address: str) -> None:
    (found,) = dead_links({address: Source("sources.yaml", 3, 5)}, pause=0, patience=2)
    assert found.rule == "dead-link"
    assert found.severity == "problem"
    assert "does not answer" in found.problem.message
    assert found.problem.where == Source("sources.yaml", 3, 5)


def test_a_single_reading_cannot_drift(shipped_report: Report) -> None:
    assert [one.rule for one in drift(shipped_report.readings[:1])] == []
