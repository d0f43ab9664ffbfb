"""The plain text edition: lines that fit, numbered sections, words and no rules."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from leaflets.content.inline import words_of
from leaflets.edition.manuscript import manuscript
from leaflets.edition.selection import Job
from leaflets.making import make
from leaflets.store.project import Project
from support.projects import FRONT, NOW, Make, job_of, tiny, whole


def text_of(made: Make, job: Job) -> str:
    return made(replace(job, format="text")).data.decode()


def test_no_line_is_longer_than_72_characters_but_for_an_address(job: Job, made: Make) -> None:
    lines = text_of(made, job).split("\n")
    assert len(lines) > 80
    assert [line for line in lines if len(line) > 72 and " " in line.strip()] == []
    assert [line for line in lines if line != line.rstrip()] == []


def test_every_section_has_its_number_and_three_empty_lines_before_it(job: Job, made: Make, project: Project) -> None:
    text = text_of(made, job)
    leaflet = whole(project, job)
    headings = [one.heading for name, one in leaflet.sections.items() if name != leaflet.file.front.section]
    assert headings
    for number, heading in enumerate(headings, 1):
        assert f"\n\n\n\n{number}. {words_of(heading)}\n\n" in text


def test_it_says_words_and_not_rules_or_rows_of_signs(job: Job, made: Make) -> None:
    text = text_of(made, job)
    assert re.findall(r"^[^\w\s]*([=~*+!#.-])\1{2,}.*$|_{5,}|\[x\]", text, re.MULTILINE) == []


def test_a_chance_is_told_without_the_squares_that_are_not_there(tmp_path: Path) -> None:
    chance = "chance: {lead_in: Of a few, n: 30, of: 1000, 'yes': are red, 'no': are blue}"
    folder = tiny(tmp_path, {FRONT: f"heading: In short\nblocks:\n  - {{id: a, sources: [nhs], {chance}}}\n"})
    project = folder.project(NOW)
    job = job_of(project, "ache", "general", "us")
    said = {paper: make(project, replace(job, format=paper)).data.decode() for paper in ("html", "text")}
    assert "square" in said["html"].lower()
    assert "square" not in said["text"].lower()


def test_its_lines_are_as_long_as_a_braille_display_is(project: Project, made: Make) -> None:
    narrow = text_of(made, replace(job_of(project, "specimen", "specimen", "us"), width=30))
    lines = narrow.split("\n")
    assert max(len(line) for line in lines if "://" not in line) == 30
    assert "\n- 63 are shown as open circles\n" in narrow
    assert "\n- large bowel, also called the\n  colon\n" in narrow


def test_lists_steps_and_boxes_to_tick_have_signs_of_their_own(project: Project, made: Make) -> None:
    text = text_of(made, job_of(project, "specimen", "specimen", "us"))
    for line in ("- one entry", "1. first do this", "2. then do that", "[ ] glasses", "- say what to do"):
        assert f"\n{line}\n" in text


def test_a_table_is_read_row_by_row(project: Project, made: Make) -> None:
    text = text_of(made, job_of(project, "specimen", "specimen", "us"))
    assert "\nPaper: A4\n    Width: 210 mm\n    Height: 297 mm\n" in text


def test_a_place_to_write_is_short_and_after_its_label(project: Project, made: Make) -> None:
    text = text_of(made, job_of(project, "specimen", "specimen", "us"))
    assert re.search(r"^Name of the ward: ____$", text, re.MULTILINE)


def test_it_ends_with_the_draft_mark_and_what_it_is(job: Job, made: Make, project: Project) -> None:
    copy = manuscript(project, job)
    end = " ".join(text_of(made, job).split("\n\n")[-2:]).replace("\n", " ")
    assert copy.notice in end
    assert copy.leaflet.file.version in end
