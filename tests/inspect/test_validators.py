"""veraPDF, the reference for PDF/UA and PDF/A, on every leaflet, theme and paper shipped: all in one Java process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from leaflets.inspect import validators
from leaflets.inspect.validators import Verdict
from leaflets.store.project import Project
from support.papers import BOOKLETS, LARGE, REGION, VARIANTS, job_on
from support.projects import Make, by_turns, job_of, themed_jobs
from support.validators import FLAVOURS, require_java, vera

RULES = {"ua1": 106, "2a": 153}
"""How many rules there are in each: fewer would mean that not all were looked at."""


def test_every_leaflet_every_theme_and_every_paper_is_valid_pdf_ua_1_and_pdf_a_2a(
    project: Project, made: Make, tmp_path: Path
) -> None:
    require_java()
    jobs = by_turns(themed_jobs(project))
    jobs += [job_of(project, "lms", "uterine", region, ["survival-figures"]) for region in project.settings.regions]
    papers = [paper for paper in REGION if paper not in BOOKLETS]
    jobs += [job_on(project, paper, VARIANTS[(turn + 1) % 7]) for turn, paper in enumerate(papers)]
    jobs += [job_on(project, paper, variant) for paper, variant in zip(LARGE, VARIANTS[1:], strict=False)]
    jobs.append(replace(job_of(project, "specimen", "specimen", "us"), printing="fillable"))
    jobs = list(dict.fromkeys(jobs))
    assert len(jobs) >= 25
    assert all(len({job.format for job in jobs if job.variant == one}) >= 2 for one in VARIANTS)
    assert {job.region for job in jobs} == set(project.settings.regions)
    assert {job.theme for job in jobs} == set(project.names("themes"))
    files = []
    for job in jobs:
        files.append(tmp_path / f"{job.name}-{job.theme}{'-'.join(['', *job.extras])}.pdf")
        files[-1].write_bytes(made(job).data)
    assert len(set(files)) == len(jobs)
    verdicts = vera(files)
    assert len(verdicts) == len(files) * len(FLAVOURS)
    for verdict in verdicts:
        assert verdict.failed == (), f"{verdict.file.name}, {verdict.flavour}"
        assert verdict.passed, verdict.file.name
        assert verdict.rules == RULES[verdict.flavour]
        assert verdict.checks > 1000


def test_a_file_that_verapdf_cannot_end_does_not_silence_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    require_java()
    hard, files = Path("hard.pdf"), [Path(f"{number}.pdf") for number in range(5)]

    def lines(_: Path, some: Sequence[Path], flavours: Sequence[str]) -> list[str]:
        return [] if hard in some else ["name\tua1\tPASS\t106\t9\t" for _ in range(len(some) * len(flavours))]

    monkeypatch.setattr(validators, "_lines", lines)
    said = validators.vera({file: ["ua1"] for file in [*files[:2], hard, *files[2:]]})
    assert said == {
        hard: [Verdict("veraPDF", "PDF/UA-1", silent="gave no verdict")],
        **{file: [Verdict("veraPDF", "PDF/UA-1", [])] for file in files},
    }


def test_each_file_is_asked_about_what_it_claims() -> None:
    assert validators.asked(["PDF/UA-1", "PDF/A-2a"]) == ["ua1", "2a"]
    assert validators.asked(["PDF/A-3b"]) == ["ua1", "3b"]
    assert validators.asked([]) == ["ua1"]
