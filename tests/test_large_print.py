"""Large print: the same words in the same order, laid out anew in 18 pt, never merely enlarged."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import pytest

from leaflets.build import make
from leaflets.content.project import Project
from leaflets.content.selection import Job
from leaflets.pdf.conformance import check
from support import pdf
from support.validators import page_failures

LEAST = 16.0
"""The least size of text in large print, in points, furniture included."""

FORMATS = {"us": ("letter", "letter-large-print", "en-us"), "uk": ("a4", "a4-large-print", "en-gb")}


@pytest.fixture(scope="module", params=["us", "uk"])
def pair(request: pytest.FixtureRequest) -> tuple[Job, Job]:
    standard, large, language = FORMATS[request.param]
    job = Job("lms", "gi", request.param, standard, "calm", language)
    return job, dataclasses.replace(job, format=large)


@pytest.fixture(scope="module")
def large(pair: tuple[Job, Job], project: Project) -> bytes:
    return make(project, pair[1]).data


def said(tree: str, explained: Sequence[str]) -> list[str]:
    """The words of a structure tree, apart from page numbers and from words explained beside the text."""
    lines = [line.strip() for line in tree.splitlines()]
    return [line for line in lines if (":" in line or '"' in line) and "Link:" not in line and line not in explained]


def test_it_says_the_same_words_in_the_same_order(pair: tuple[Job, Job], project: Project, large: bytes) -> None:
    asides = {f"P: {part}" for word in project.leaflet("lms").words.values() for part in (word.term, word.meaning)}
    language = project.language(pair[0].language)
    explained = [language.translate(words) for words in asides] + list(asides)
    standard = said(pdf.read(make(project, pair[0]).data).tree, explained)

    assert len(standard) > 100
    assert said(pdf.read(large).tree, explained) == standard


def test_no_text_is_smaller_than_16_points(large: bytes) -> None:
    runs = [run for page in pdf.read(large).pages for run in page.runs]

    assert runs
    assert min(run.size for run in runs) >= LEAST


def test_body_text_stands_one_and_a_half_lines_apart(pair: tuple[Job, Job], project: Project) -> None:
    paper = project.format(pair[1].format)

    assert (paper.text_size, paper.leading, paper.side_column, paper.abreast) == (18.0, 1.5, 0.0, 1)


def test_no_text_leaves_the_margins_at_the_sides(pair: tuple[Job, Job], project: Project, large: bytes) -> None:
    paper = project.format(pair[1].format)
    runs = [run for page in pdf.read(large).pages for run in page.runs if run.artifact is None]

    assert runs
    assert min(run.x for run in runs) >= paper.margins.left - 0.5
    assert max(run.x + run.width for run in runs) <= paper.paper[0] - paper.margins.right + 0.5


def test_it_is_valid(large: bytes) -> None:
    assert [failure for flavour in ("ua1", "2a") for failure in page_failures(large, flavour)] == []
    assert check(large) == []


@pytest.mark.parametrize("variant", ["general", "uterine", "retroperitoneal", "veins", "limb", "skin"])
def test_every_variant_can_be_laid_out(project: Project, variant: str) -> None:
    assert make(project, Job("lms", variant, "us", "letter-large-print", "plain", "en-us")).pages > 20
