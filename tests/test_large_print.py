"""Large print: the same words in the same order, laid out anew in 18 pt, never merely enlarged."""

from __future__ import annotations

import re

import pytest

from leaflets.content.blocks import AnatomyBlock, ContentsBlock, KeyMessageBlock, TimelineBlock
from leaflets.content.inline import words_of
from leaflets.edition.selection import Job
from leaflets.store.project import Project
from leaflets.store.references import models
from support import pdf
from support.papers import VARIANTS, job_on
from support.projects import Read, whole

LEAST = 16.0
"""The least size of text in large print, in points, furniture included."""

PAIRS = [
    *(("letter", "letter-large-print", variant) for variant in VARIANTS),
    *(("a4", "a4-large-print", variant) for variant in ("gi", "uterine")),
]
"""A standard format, the same paper in large print, and a variant."""

SMALL = [
    *(("letter", "half-letter", variant) for variant in VARIANTS),
    *(("a4", "a5", variant) for variant in ("gi", "uterine")),
]
"""A standard format, the pages of a booklet, and a variant."""


@pytest.fixture(params=PAIRS, ids="-".join)
def pair(request: pytest.FixtureRequest, project: Project) -> tuple[Job, Job]:
    standard, large, variant = request.param
    return job_on(project, standard, variant), job_on(project, large, variant)


@pytest.fixture
def large(pair: tuple[Job, Job], read: Read) -> pdf.Inspected:
    return read(pair[1])


def said(tree: str, apart: str) -> list[str]:
    """The words of a structure tree, apart from pages, words explained, and what stands where there is room for it."""
    lines = [re.sub(r" \(page \d+\)", "", line.strip()) for line in tree.splitlines()]
    gone = re.compile(r".*Link:|Figure|Lbl: \d+$|H3: Notes$")
    words = [line for line in lines if (":" in line or '"' in line) and not gone.match(line)]
    return [line for line in words if line.partition(": ")[2] not in apart and line.strip('"').strip() not in apart]


def asides(project: Project, job: Job) -> str:
    """The words explained, and the main message and contents of the cover."""
    language = project.language(job.language, job.leaflet)
    found = ["In this leaflet"]
    for word in project.leaflet("lms").words.values():
        term, meaning = language.translate(word.term), language.translate(word.meaning)
        found += [f"{term}: {meaning}", f"{word.term}: {meaning}", term, word.term, meaning]
    for block in whole(project, job).sections["front"].blocks:
        if isinstance(block, KeyMessageBlock):
            found += [words_of(item.text) for item in block.key_message.items]
        if isinstance(block, ContentsBlock):
            found += [part.heading for part in block.groups]
    return "\n".join(found)


def test_it_says_the_same_words_in_the_same_order(
    pair: tuple[Job, Job], project: Project, read: Read, large: pdf.Inspected
) -> None:
    explained = asides(project, pair[0])
    standard = said(read(pair[0]).tree, explained)

    assert len(standard) > 100
    assert said(large.tree, explained) == standard


@pytest.mark.parametrize(("standard", "small", "variant"), SMALL)
def test_so_do_the_pages_of_a_booklet_up_to_the_notes(
    project: Project, read: Read, standard: str, small: str, variant: str
) -> None:
    jobs = [job_on(project, paper, variant) for paper in (standard, small)]
    explained = asides(project, jobs[0])
    wanted, found = (said(read(job).tree, explained) for job in jobs)
    notes = len(found) - len(wanted)

    assert len(wanted) > 100
    begins = found.index("H2: Notes") if notes else len(wanted)
    assert found == [*wanted[:begins], *["H2: Notes"] * notes, *wanted[begins:]]


def test_no_text_is_smaller_than_16_points(large: pdf.Inspected) -> None:
    runs = [run for page in large.pages for run in page.runs]

    assert runs
    assert min(run.size for run in runs) >= LEAST


def test_body_text_is_set_openly_in_one_column(pair: tuple[Job, Job], project: Project) -> None:
    paper = project.format(pair[1].format)

    assert (paper.text_size, paper.leading, paper.side_column, paper.abreast) == (18.0, 1.4, 0.0, 1)


def test_no_text_leaves_the_margins_at_the_sides(pair: tuple[Job, Job], project: Project, large: pdf.Inspected) -> None:
    paper = project.format(pair[1].format)
    runs = [run for page in large.pages for run in page.runs if run.artifact is None]

    assert runs
    assert min(run.x for run in runs) >= paper.margins.left - 0.5
    assert max(run.x + run.width for run in runs) <= paper.paper[0] - paper.margins.right + 0.5


def test_there_are_more_pages_than_in_standard_print(pair: tuple[Job, Job], read: Read, large: pdf.Inspected) -> None:
    assert len(large.pages) > 1.5 * len(read(pair[0]).pages)


@pytest.mark.parametrize(("paper", "variant"), [(papers[1], papers[2]) for papers in (*PAIRS, *SMALL)])
def test_every_drawing_and_path_of_care_stands_whole_on_a_page(
    project: Project, read: Read, paper: str, variant: str
) -> None:
    job = job_on(project, paper, variant)
    pages = [re.sub(r"\s", "", "".join(run.text for run in page.runs if not run.artifact)) for page in read(job).pages]
    figures = [
        [label.text for label in one.anatomy.labels] if isinstance(one, AnatomyBlock)
        else [part for step in one.timeline.items for part in (step.label, step.text)]
        for one in models(whole(project, job).sections) if isinstance(one, AnatomyBlock | TimelineBlock)
    ]  # fmt: skip
    said = [[re.sub(r"\s", "", words_of(text)) for text in texts] for texts in figures]

    assert len(said) >= 4
    assert [texts for texts in said if not any(all(text in page for text in texts) for page in pages)] == []
