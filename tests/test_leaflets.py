"""Every shipped leaflet, variant and region: a file that can be printed, read aloud, filed and trusted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from leaflets.cli import main
from leaflets.edition.selection import Job, select
from leaflets.store.project import Project
from support import pdf
from support.projects import Folder, Look, Make, Read, for_jobs, job_of, shipped
from support.signing import signed_whole
from support.validators import FLAVOURS, own_faults, page_failures

MOST_PAGES = 16
MOST_BYTES = 250 * 1024


def everything(file: pdf.Inspected) -> str:
    """All a file says to the eye, running headers and footers included, and all it says besides to the ear."""
    seen = [run.text for page in file.pages for run in page.runs]
    heard = [link.contents for link in file.links] + [mark.title for mark in file.outline]
    info: Mapping[str, object] = file.reader.metadata or {}
    return "\n".join(["".join(seen), file.tree, *heard, *map(str, info.values())])


def body(page: pdf.Page) -> str:
    """The words of a page that are content: running headers and footers say nothing to a screen reader."""
    return "".join(run.text for run in page.runs if run.mcid is not None and not run.artifact)


def furniture(page: pdf.Page) -> str:
    return "".join(run.text for run in page.runs if run.artifact)


def test_the_project_ships_three_leaflets_about_lms_for_two_regions(project: Project) -> None:
    assert {"general", "gi", "uterine"} <= set(project.leaflet("lms").file.variants)
    assert {"us", "uk"} <= set(project.settings.regions)


class TestEveryLeaflet:
    def test_has_the_page_size_of_its_format(self, job: Job, read: Read, project: Project) -> None:
        width, height = project.format(job.format).paper
        pages = read(job).pages
        assert pages
        for page in pages:
            assert (page.width, page.height) == pytest.approx((width, height), abs=0.01)

    def test_is_short_enough_to_hand_out_and_small_enough_to_mail(self, job: Job, made: Make, read: Read) -> None:
        assert made(job).pages == len(read(job).pages)
        assert 2 <= made(job).pages <= MOST_PAGES
        assert len(made(job).data) <= MOST_BYTES

    def test_has_no_blank_page(self, job: Job, read: Read) -> None:
        for page in read(job).pages:
            assert len(body(page).split()) > 20, f"page {page.number}"

    @pytest.mark.parametrize("flavour", FLAVOURS)
    def test_is_valid(self, job: Job, made: Make, flavour: str) -> None:
        assert page_failures(made(job).data, flavour) == []

    def test_hangs_together_as_a_tagged_file(self, job: Job, looked: Look) -> None:
        assert looked(job).faults == []

    def test_says_in_its_properties_what_it_is(self, job: Job, read: Read, project: Project) -> None:
        leaflet = project.leaflet(job.leaflet).file
        info = read(job).reader.metadata
        assert info is not None
        assert info.title == project.language(job.language, job.leaflet).translate(leaflet.variants[job.variant].title)
        assert info.author == leaflet.publisher
        assert f"version {leaflet.version}" in str(info["/Keywords"])
        root: Any = read(job).reader.trailer["/Root"]
        assert root["/Lang"] == project.language(job.language).tag

    def test_comes_without_a_warning_while_its_review_date_lies_ahead(self, job: Job, made: Make) -> None:
        assert not made(job).warnings


class TestDraft:
    """Until a clinician has signed a version, a leaflet says so, in words that are read aloud too."""

    def test_the_first_and_the_last_page_say_that_it_is_a_draft(self, job: Job, read: Read, project: Project) -> None:
        draft = project.language(job.language).phrases.draft
        pages = read(job).pages
        assert draft in body(pages[0])
        assert draft in body(pages[-1])

    def test_every_page_between_says_so_in_its_header(self, job: Job, read: Read, project: Project) -> None:
        draft = project.language(job.language).phrases.draft
        others = read(job).pages[1:]
        assert others
        for page in others:
            assert draft in furniture(page), f"page {page.number}"

    @for_jobs(lambda job, _: job.leaflet == "lms")  # a leaflet for patients says so; a specimen need not
    def test_it_says_that_no_clinician_has_checked_it(self, job: Job, read: Read, project: Project) -> None:
        assert project.language(job.language).phrases.unchecked in read(job).text


@pytest.fixture
def signed(tmp_path: Path) -> Folder:
    """The shipped project, its gut leaflet signed off by a clinician."""
    folder = shipped(tmp_path / "signed")
    by = {"by": "Dr Ada Example", "role": "consultant in sarcoma", "signed": "2026-11-20"}
    folder.replace(
        "leaflets/lms/leaflet.yaml", "approvals: []", f"approvals: [{signed_whole(folder, 'gi', leaflet='lms', **by)}]"
    )
    return folder


class TestApproval:
    def test_a_clinicians_approval_takes_the_mark_off_every_page(self, signed: Folder) -> None:
        file = pdf.read(signed.make("lms", "gi").data)
        assert "draft" not in everything(file).lower()

    def test_the_leaflet_names_who_signed_and_when(self, signed: Folder) -> None:
        text = pdf.read(signed.make("lms", "gi", "us").data).text
        assert "Checked by\nDr Ada Example, consultant in sarcoma, November 20, 2026" in text
        text = pdf.read(signed.make("lms", "gi", "uk").data).text
        assert "Checked by\nDr Ada Example, consultant in sarcoma, 20 November 2026" in text

    def test_it_holds_for_the_variant_signed_only(self, signed: Folder) -> None:
        file = pdf.read(signed.make("lms", "uterine").data)
        assert "Draft: awaiting" in body(file.pages[0])
        assert "Dr Ada Example" not in everything(file)

    def test_a_new_version_is_a_draft_again(self, signed: Folder) -> None:
        signed.replace("leaflets/lms/leaflet.yaml", 'version: "1.0"', 'version: "1.1"')
        file = pdf.read(signed.make("lms", "gi").data)
        assert "Draft: awaiting" in body(file.pages[0])
        assert "Draft: awaiting" in body(file.pages[-1])
        assert "Dr Ada Example" not in everything(file)


class TestReviewDate:
    @pytest.fixture
    def late(self, tmp_path: Path) -> Folder:
        """The shipped project, its leaflet long due to be checked again."""
        folder = shipped(tmp_path / "late")
        folder.replace("leaflets/lms/leaflet.yaml", "written: 2026-11-21", "written: 2019-11-21")
        folder.replace("leaflets/lms/leaflet.yaml", "review_by: 2028-11-21", "review_by: 2020-11-21")
        return folder

    def test_a_leaflet_out_of_date_is_built_with_a_warning_at_its_line(self, late: Folder) -> None:
        lines = late.path("leaflets/lms/leaflet.yaml").read_text(encoding="utf-8").splitlines()
        (line,) = (number for number, text in enumerate(lines, 1) if text.startswith("review_by"))
        said = late.run("lms", "--variant", "gi")
        assert said.code == 0
        assert len(said.files) == 1
        assert said.problems == (
            f"warning: content/leaflets/lms/leaflet.yaml:{line}:12: the review date, 2020-11-21, is past; the leaflet "
            "is marked as out of date; check the leaflet again and set the next date",
        )

    def test_it_is_marked_as_out_of_date_in_words_that_are_read_aloud(self, late: Folder) -> None:
        file = pdf.read(late.make("lms", "gi").data)
        for page in (file.pages[0], file.pages[-1]):
            assert "Out of date: was to be checked again by November 2020" in body(page)
        for page in file.pages[1:]:
            assert "Out of date" in furniture(page)

    def test_the_marked_file_is_valid_and_no_line_runs_into_another(self, late: Folder) -> None:
        data = late.make("lms", "gi").data
        assert [failure for flavour in FLAVOURS for failure in page_failures(data, flavour)] == []
        assert own_faults(data) == []
        for page in pdf.read(data).pages:
            header = sorted((run for run in page.runs if run.artifact == "Pagination/Header"), key=lambda run: run.x)
            for left, right in pairwise(header):
                assert left.x + left.width < right.x, f"page {page.number}: {left.text} {right.text}"


class TestSurvivalFigures:
    """Numbers some readers do not want: off unless asked for, and in the leaflet they are about only."""

    def statements(self, project: Project, job: Job) -> set[str]:
        blocks = (
            block for section in select(project.leaflet("lms"), job).sections.values() for block in section.blocks
        )
        return {block.id for block in blocks}

    def test_no_leaflet_shows_them_unasked(self, job: Job, project: Project, read: Read) -> None:
        assert "survival-figures" not in self.statements(project, job)
        assert "63 out of 100" not in read(job).text

    @pytest.mark.parametrize("region", ["us", "uk"])
    def test_the_uterine_leaflet_shows_them_when_asked(
        self, project: Project, made: Make, read: Read, region: str
    ) -> None:
        job = job_of(project, "lms", "uterine", region, ["survival-figures"])
        assert "survival-figures" in self.statements(project, job)
        for words in ("63 out of 100", "36 out of 100", "14 out of 100", "You may skip this box"):
            assert words in read(job).text
        data = made(job).data
        assert [failure for flavour in FLAVOURS for failure in page_failures(data, flavour)] == []
        assert own_faults(data) == []
        # the optional box is an addition to a leaflet that fills its pages: it may take one more
        assert made(job).pages <= MOST_PAGES + 1

    @pytest.mark.parametrize("region", ["us", "uk"])
    def test_they_stand_on_an_inside_page(self, project: Project, read: Read, region: str) -> None:
        file = read(job_of(project, "lms", "uterine", region, ["survival-figures"]))
        (page,) = (page.number for page in file.pages if "63 out of 100" in body(page))
        assert 1 < page < len(file.pages)

    def test_no_other_leaflet_shows_them_even_when_asked(self, project: Project, made: Make) -> None:
        others = [name for name in project.leaflet("lms").file.variants if name != "uterine"]
        assert others
        for variant in others:
            job = replace(job_of(project, "lms", variant, "us", ["survival-figures"]), format="text")
            assert "63 out of 100" not in " ".join(made(job).data.decode().split())

    def test_the_command_line_has_a_switch_for_them(self, tmp_path: Path) -> None:
        done = CliRunner().invoke(
            main, ["build", "lms", "--variant", "uterine", "--with", "survival-figures", "--output", str(tmp_path)]
        )
        assert done.exit_code == 0, done.output
        (file,) = tmp_path.iterdir()
        assert file.name == "lms-uterine-letter-en-us-with-survival-figures.pdf", "not the name of the leaflet without"
        assert "63 out of 100" in pdf.read(file.read_bytes()).text
