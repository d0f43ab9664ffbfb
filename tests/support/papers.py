"""The shipped formats: which region prints on each, and the jobs that do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from leaflets.edition.selection import Job, Printing
from leaflets.store.project import Project

MM, INCH = 72 / 25.4, 72.0
"""In points."""

VARIANTS = ("general", "gi", "uterine", "retroperitoneal", "veins", "limb", "skin")
REGION: Mapping[str, str] = {
    "letter": "us", "letter-large-print": "us", "half-letter": "us", "half-letter-booklet": "us",
    "letter-trifold": "us", "letter-zfold": "us",
    "a4": "uk", "a4-large-print": "uk", "a5": "uk", "a5-booklet": "uk", "a4-trifold": "uk", "a4-zfold": "uk",
}  # fmt: skip
"""Every shipped format of the usual size, and the region whose paper it is."""

FOLDED = ("letter-trifold", "letter-zfold", "a4-trifold", "a4-zfold")
LARGE: Mapping[str, str] = {
    "tabloid-half-fold": "us", "tabloid-gate-fold": "us", "a3-half-fold": "uk", "a3-gate-fold": "uk",
}  # fmt: skip
"""Folded sheets twice as large, and their regions: what holds for every paper is shown of a variant on each."""

BOOKLETS: Mapping[str, str] = {"half-letter-booklet": "half-letter", "a5-booklet": "a5"}
"""The booklets, and the format of their pages."""


def pairs(papers: Sequence[str], each: int) -> list[tuple[str, str]]:
    """So many variants on each of these papers, by turns: every paper and every variant is looked at."""
    found = [(paper, VARIANTS[(turn + step * 2) % 7]) for turn, paper in enumerate(papers) for step in range(each)]
    assert {variant for _, variant in found} == set(VARIANTS)
    return found


def job_on(
    project: Project,
    paper: str,
    variant: str = "gi",
    theme: str = "calm",
    printing: Printing = "colour",
    leaflet: str = "lms",
) -> Job:
    """The job of a variant on a paper, for the region whose paper it is, in the edition it has room for."""
    region = REGION.get(paper) or LARGE[paper]
    language, edition = project.settings.regions[region].language, project.format(paper).edition
    return Job(leaflet, variant, region, paper, theme, language, edition, printing=printing)
