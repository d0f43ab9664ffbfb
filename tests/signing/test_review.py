"""The review copy: the leaflet as patients see it, and beside each statement a note that a clinician can fill in."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from leaflets.layout.review.margin import INSET
from leaflets.making.review import Review
from leaflets.making.review import review as review_of
from leaflets.store.project import Project
from support import pdf
from support.papers import job_on
from support.projects import NOW, ROOT, Folder, Make
from support.signing import filled, headaches, output, run, worksheet
from support.validators import own_faults, page_failures, require_java, vera

COPIES = {
    "gi": "letter",
    "uterine": "a4",
    "skin": "half-letter",
    "limb": "letter-trifold",
}
"""The variants looked at, each on another paper."""
PROJECT = Project(ROOT, NOW)
TURNED = {"letter": 11 / 8.5, "a4": 297 / 210, "half-letter": 8.5 / 5.5}
"""Sheets of the leaflet's own shape, turned on their side: width over height."""


@cache
def copy(variant: str) -> Review:
    return review_of(PROJECT, job_on(PROJECT, COPIES[variant], variant))


@cache
def read(variant: str) -> pdf.Inspected:
    return pdf.read(copy(variant).copy)


def leaflet_width(variant: str, project: Project) -> float:
    return project.format(copy(variant).job.format).paper[0]


def notes(variant: str, page: int, project: Project) -> list[pdf.Line]:
    """The lines in the margin of a page, without the foot."""
    edge = leaflet_width(variant, project)
    return [line for line in read(variant).pages[page].lines if line.x >= edge and line.y > INSET]


def count(variant: str, made: Make) -> int:
    return made(copy(variant).job).pages


@pytest.mark.parametrize("variant", COPIES)
class TestEveryCopy:
    def test_is_sound_by_our_own_checks_and_a_validators(self, variant: str) -> None:
        assert own_faults(copy(variant).copy) == []
        for profile in ("ua1", "2a"):
            assert page_failures(copy(variant).copy, profile) == []

    def test_shows_the_leaflet_as_patients_see_it(self, variant: str, made: Make, project: Project) -> None:
        edge = leaflet_width(variant, project)
        pages = pdf.read(made(copy(variant).job).data).pages
        assert 0 < len(pages) <= len(read(variant).pages)
        for page, shown in zip(pages, read(variant).pages, strict=False):
            there = [(line.text, round(line.x), round(line.y)) for line in page.lines]
            beside = [(line.text, round(line.x), round(line.y)) for line in shown.lines if line.x < edge]
            assert there == beside

    def test_has_one_note_for_each_statement_with_all_that_it_rests_on(self, variant: str) -> None:
        text = read(variant).text
        found = copy(variant).found
        assert len(found) > 50
        assert text.count("☐ agree ☐ change ☐ remove") == len(found)
        for one in found:
            model = one.saying.model
            marks: list[str] = [model.evidence or "no mark"]
            marks += ["C"] if model.needs else []
            marks += [", ".join(model.sources)] if model.sources else []
            long = " · ".join("C: a clinician must agree" if mark == "C" else mark for mark in marks)
            lines = text.split("\n")
            beside = [lines[at + 1] for at, line in enumerate(lines[:-1]) if line == one.saying.id]
            assert any(note.endswith((" · ".join(marks), long)) for note in beside), one.saying.id

    def test_lets_no_note_run_into_another_or_off_the_sheet(self, variant: str, made: Make, project: Project) -> None:
        for number in range(count(variant, made)):
            page = read(variant).pages[number]
            there = notes(variant, number, project)
            assert there
            for line in there:
                assert line.x >= leaflet_width(variant, project) + INSET - 1
                assert line.x + line.width <= page.width - INSET + 1, line.text
                assert line.y > 1.2 * INSET, line.text
                assert line.size >= 11
            heights = sorted({round(line.y, 1) for line in there}, reverse=True)
            assert all(above - below >= 13 for above, below in pairwise(heights)), f"page {number + 1}"
            for height in heights:
                row = sorted((line for line in there if round(line.y, 1) == height), key=lambda line: line.x)
                assert all(one.x + one.width < other.x for one, other in pairwise(row)), row

    def test_puts_each_note_on_the_sheet_its_statement_stands_on(
        self, variant: str, made: Make, project: Project
    ) -> None:
        edge, seen = leaflet_width(variant, project), 0
        for number in range(count(variant, made)):
            page = read(variant).pages[number]
            heard = [alt for on, alt in read(variant).figures if on == page.number]
            said = _plain(" ".join([*(line.text for line in page.lines if line.x < edge), *heard]))
            for line in notes(variant, number, project):
                found = [one.saying for one in copy(variant).found if line.text.split(" ")[0] == one.saying.id]
                if found and line.x < edge + INSET + 2:
                    assert any(all(word in said for word in _first_words(one.words)) for one in found), line.text
                    seen += 1
        assert seen > 0.5 * len(copy(variant).found)

    def test_ends_with_a_place_to_sign_and_the_sources_in_full(
        self, variant: str, made: Make, project: Project
    ) -> None:
        text = read(variant).text
        for words in ("Sign-off", "I have read every statement in this leaflet.", "Name", "Role", "Date", "Signature"):
            assert f"\n{words}\n" in text
        named = {name for one in copy(variant).found for name in one.saying.model.sources}
        assert named
        joined = text.replace("\n", "").replace(" ", "")
        for name in named:
            source = project.leaflet("lms").sources[name]
            for part in (source.organisation, source.title, source.address or ""):
                assert part.replace(" ", "") in joined, name

    def test_says_what_it_is(self, variant: str) -> None:
        assert str(read(variant).reader.metadata.title).startswith("Review copy: ")  # type: ignore[union-attr]


def _plain(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _first_words(words: str) -> list[str]:
    """As much of a statement as surely stands on the page it begins on."""
    for end in (":", "?", ".", ";"):
        words = words.split(end)[0]
    return [_plain(word) for word in words.split(" ")[:3]]


@pytest.mark.parametrize("variant", [name for name, paper in COPIES.items() if paper in TURNED])
def test_a_copy_fits_the_leaflets_own_paper_turned_on_its_side(variant: str) -> None:
    for page in read(variant).pages:
        assert page.width / page.height == pytest.approx(TURNED[COPIES[variant]], abs=0.002)


def test_what_a_margin_has_no_room_for_stands_on_a_sheet_of_its_own() -> None:
    text = read("limb").text
    assert "Page 2, continued." in text
    assert copy("limb").sheets > 2 + 2


def test_verapdf_finds_a_copy_of_pages_and_one_of_a_folded_sheet_valid(tmp_path: Path) -> None:
    require_java()
    files = []
    for variant in ("gi", "limb"):
        files.append(tmp_path / f"{variant}.pdf")
        files[-1].write_bytes(copy(variant).copy)
    for verdict in vera(files):
        assert verdict.failed == (), verdict.file.name
        assert verdict.passed


def test_of_a_booklet_its_pages_are_reviewed(project: Project) -> None:
    assert review_of(project, job_on(project, "a5-booklet", "general")).job.format == "a5"


class TestTheCommand:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Folder:
        return headaches(tmp_path / "mine")

    def test_writes_a_copy_and_a_worksheet_for_each_variant(self, folder: Folder) -> None:
        done = run(folder, "review")
        assert done.exit_code == 0, done.output
        assert sorted(path.name for path in output(folder).iterdir()) == [
            f"ache-{variant}-letter-en-us-{kind}"
            for variant in ("cluster", "general")
            for kind in ("review.pdf", "worksheet.csv")
        ]

    @pytest.mark.parametrize("screen", ["html", "text"])
    def test_is_of_a_leaflet_on_paper(self, folder: Folder, screen: str) -> None:
        done = run(folder, "review", "--format", screen)
        assert done.exit_code == 2
        assert f"there is no '{screen}'" in done.stderr
        assert not output(folder).exists()

    def test_writes_nothing_if_the_content_has_a_problem(self, folder: Folder) -> None:
        folder.replace("leaflets/ache/sections/rest.yaml", "enough sleep", "enough 睡眠")
        done = run(folder, "review")
        assert done.exit_code == 1
        assert "no typeface in assets/fonts has '睡'" in done.stderr
        assert not output(folder).exists()

    def test_says_beside_a_statement_that_it_is_signed_or_refused(self, folder: Folder) -> None:
        raw = worksheet(folder)
        path = folder.root.parent / "filled.csv"
        said = {"hello": "agree", "dark": "remove"}
        path.write_bytes(filled(raw, lambda row: (said.get(row["id"], ""), "")))
        run(folder, "sign-off", "ache", str(path), "--by", "Dr A", "--role", "GP", "--date", "2026-11-20")
        worksheet(folder)
        (made,) = output(folder).glob("*general*-review.pdf")
        lines = pdf.read(made.read_bytes()).text.split("\n")
        beside = {id_: lines[lines.index(id_) + 1] for id_ in ("hello", "dark", "enough")}
        assert beside["hello"].endswith("V · nhs · signed")
        assert beside["dark"].endswith("B · not agreed to")
        assert beside["enough"].endswith("V · nhs")
