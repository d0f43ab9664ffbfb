"""veraPDF, the reference for PDF/UA and PDF/A, on every leaflet, theme and paper shipped: all in one Java process."""

from __future__ import annotations

from pathlib import Path

from leaflets.store.project import Project
from support.papers import BOOKLETS, REGION, VARIANTS, job_on
from support.projects import Make, job_of, themed_jobs
from support.validators import FLAVOURS, require_java, vera

RULES = {"ua1": 106, "2a": 153}
"""How many rules there are in each: fewer would mean that not all were looked at."""


def test_every_leaflet_is_in_every_theme_and_on_every_paper_valid_pdf_ua_1_and_pdf_a_2a(
    project: Project, made: Make, tmp_path: Path
) -> None:
    require_java()
    jobs = themed_jobs(project)
    jobs += [job_of(project, "lms", "uterine", region, ["survival-figures"]) for region in project.settings.regions]
    jobs += [job_on(project, paper, variant) for paper in REGION if paper not in BOOKLETS for variant in VARIANTS]
    jobs = list(dict.fromkeys(jobs))
    assert len(jobs) >= 80
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
