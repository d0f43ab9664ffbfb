"""The lines of the shipped leaflets: what stands together is not parted, last lines are no stubs, few are lonely."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest

from leaflets.layout.flowable import Paragraph
from leaflets.making import lay_out
from leaflets.store.project import Project
from leaflets.text.breaks import is_address
from support.projects import NOW, ROOT, by_turns, shipped_jobs

FORMATS = ("letter", "letter-large-print", "a5", "a4-trifold", "letter-zfold")
NUMBER = re.compile(r"[(+£$<>~]*\d[\d.,:/–-]*\)?(?<![.,:;])")
UNITS = re.compile(
    r"(people|person|(year|month|week|day|hour|minute|time|test|sarcoma)s?|women|men|[cm]m|inches|m[gl]|[ap]m|°[CF])\b"
)
RANGE = frozenset({"to", "in", "of", "out", "–"})
NAMED = frozenset(["stage", "grade", "page", "type", "step", "figure", "ext", "Dr", "Mr", "Mrs", "Ms", "Prof", "St"])


@cache
def paragraphs(paper: str) -> list[Paragraph]:
    """The paragraphs of every shipped leaflet in this format, for its regions by turns."""
    project, found = Project(ROOT, NOW), dict[int, Paragraph]()
    edition = project.format(paper).edition
    for job in by_turns(shipped_jobs(project)):
        if job.leaflet == "specimen" and edition == "brief":
            continue
        laid = lay_out(project, replace(job, format=paper, edition=edition))
        found |= {id(one): one for some in laid.setting.setter.placed.values() for one in some}
    return list(found.values())


def lines(paragraph: Paragraph) -> list[str]:
    return ["".join(chunk.run.text for chunk in line.chunks) for line in paragraph.lines]


def parted(before: list[str], after: list[str], months: frozenset[str]) -> bool:
    """Whether a line ends between these words although they are read at one glance."""
    last, first = before[-1], after[0]
    if NUMBER.fullmatch(last):
        joins = first in RANGE and any(NUMBER.match(word) for word in after[1:3])
        return bool(NUMBER.match(first)) or bool(UNITS.match(first)) or joins
    dated = last.strip(",") in months or (last[:-1].isdigit() and bool(set(before[-2:-1]) & months))
    joined = last in RANGE and bool(before[1:]) and bool(NUMBER.fullmatch(before[-2]))
    return bool(NUMBER.match(first)) and (dated or joined or last.strip(".(") in NAMED)


@pytest.mark.parametrize("paper", FORMATS)
def test_no_line_ends_inside_a_number_and_its_unit_a_range_or_a_date(paper: str) -> None:
    months = frozenset(Project(ROOT, NOW).language("en-gb").months)
    broken = [lines(one) for one in paragraphs(paper) if len(one.lines) > 1]
    assert len(broken) > 100
    assert any(re.search(r"\d [a-z]", " ".join(one)) for one in broken)
    ends = [(above, below) for one in broken for above, below in pairwise(one)]
    assert [(a, b) for a, b in ends if parted(a.split(), b.split(), months)] == []


def test_few_last_lines_are_lonely() -> None:
    """Under three in a hundred paragraphs end with a line of one word or two that is no address."""
    found = [lines(one) for paper in FORMATS for one in paragraphs(paper)]
    lonely = [said for said in found if len(said) > 1 and len(said[-1].split()) < 3]
    lonely = [said for said in lonely if not any(map(is_address, " ".join(said[-2:]).split()))]
    assert len(found) > 2500
    assert len(lonely) < 0.03 * len(found), lonely


@pytest.mark.parametrize("paper", FORMATS)
def test_no_last_line_is_a_stub(paper: str) -> None:
    several = [one for one in paragraphs(paper) if len(one.lines) > 1]
    stubs = [lines(one) for one in several if one.lines[-1].width < max(line.width for line in one.lines) / 4]
    assert len(several) > 100
    assert stubs == []


def test_the_lines_of_a_heading_are_as_long_as_each_other() -> None:
    found = [one for paper in FORMATS for one in paragraphs(paper) if one.node.role[0] == "H" and len(one.lines) > 1]
    assert len(found) > 20
    for one in found:
        words = [chunk.run for line in one.lines for chunk in line.chunks]
        longest = max(run.font.width(word, run.size) for run in words for word in run.text.split())
        widths = [line.width for line in one.lines]
        assert max(widths) - min(widths) < longest + 5, lines(one)
