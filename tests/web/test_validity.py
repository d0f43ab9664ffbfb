"""What the Nu Html Checker, the W3C's own, says of every page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from leaflets.making import make
from leaflets.store.project import Project
from leaflets.web.index import catalogue
from support.projects import Make, themed_jobs
from support.validators import nu_messages, require_java


@pytest.fixture(autouse=True)
def _java() -> None:
    require_java()


def test_every_page_and_its_style_sheet_is_valid_html(project: Project, made: Make, tmp_path: Path) -> None:
    jobs = [replace(job, format="html") for job in themed_jobs(project)]
    jobs += [replace(jobs[0], clinic=name) for name in project.names("clinics")]
    assert len(jobs) >= 25
    files = [tmp_path / f"{job.theme}-{job.file}" for job in jobs]
    for path, job in zip(files, jobs, strict=True):
        path.write_bytes(made(job).data)
    index = tmp_path / "index.html"
    index.write_bytes(catalogue(project, [(job, 0, made(job).size, job.file) for job in jobs]))
    assert nu_messages([*files, index]) == []


def test_a_page_that_is_not_valid_is_found(project: Project, tmp_path: Path) -> None:
    job = replace(themed_jobs(project)[0], format="html")
    page = make(project, job).data
    broken = {"heading": page.replace(b"</h1>", b"</h2>"), "style": page.replace(b"margin: 0;", b"margin: none;", 1)}
    for name, data in {**broken, "good": page}.items():
        (tmp_path / name).with_suffix(".html").write_bytes(data)
    messages = nu_messages(sorted(tmp_path.glob("*.html")))
    assert {message.split(".html")[0] for message in messages} == set(broken)
