"""The plain text edition: lines that fit, headings underlined, lists that can be told apart."""

from __future__ import annotations

import re
from dataclasses import replace

from leaflets.content.inline import words_of
from leaflets.edition.manuscript import manuscript
from leaflets.edition.selection import Job
from leaflets.store.project import Project
from support.projects import Make, job_of, whole


def text_of(made: Make, job: Job) -> str:
    return made(replace(job, format="text")).data.decode()


def test_no_line_is_longer_than_72_characters_but_for_an_address(job: Job, made: Make) -> None:
    lines = text_of(made, job).split("\n")
    assert len(lines) > 80
    assert [line for line in lines if len(line) > 72 and " " in line.strip()] == []
    assert [line for line in lines if line != line.rstrip()] == []


def test_every_heading_is_underlined(job: Job, made: Make, project: Project) -> None:
    lines = text_of(made, job).split("\n")
    leaflet = whole(project, job)
    for name, section in leaflet.sections.items():
        if name != leaflet.file.front.section:
            heading = words_of(section.heading)
            places = [index for index, line in enumerate(lines) if line.strip("! ") == heading]
            assert any(re.fullmatch(r"-+|=+", lines[place + 1]) for place in places), heading


def test_lists_steps_and_boxes_to_tick_have_signs_of_their_own(project: Project, made: Make) -> None:
    text = text_of(made, job_of(project, "specimen", "specimen", "us"))
    for line in ("- one entry", "1. first do this", "2. then do that", "[ ] glasses", "+ say what to do"):
        assert f"\n{line}\n" in text
    assert "\n* the strongest thing on a page\n" in text


def test_a_table_is_read_row_by_row(project: Project, made: Make) -> None:
    text = text_of(made, job_of(project, "specimen", "specimen", "us"))
    assert "\nPaper: A4\n    Width: 210 mm\n    Height: 297 mm\n" in text


def test_a_place_to_write_is_a_line_after_its_label(project: Project, made: Make) -> None:
    text = text_of(made, job_of(project, "specimen", "specimen", "us"))
    assert re.search(r"^Name of the ward: _{20,}$", text, re.MULTILINE)


def test_it_ends_with_the_draft_mark_and_what_it_is(job: Job, made: Make, project: Project) -> None:
    copy = manuscript(project, job)
    end = " ".join(text_of(made, job).split("\n\n")[-2:]).replace("\n", " ")
    assert copy.notice in end
    assert copy.leaflet.file.version in end
