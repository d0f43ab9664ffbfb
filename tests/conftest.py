"""The shipped project and its leaflets, each built once for all tests that look at it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from leaflets.build import Made, make
from leaflets.content.project import Project
from leaflets.content.selection import Job
from support import pdf
from support.projects import NOW, ROOT, job_of, shipped_jobs

PROJECT = Project(ROOT, NOW)
Make = Callable[[Job], Made]
Read = Callable[[Job], pdf.Inspected]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew from what is built")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for ``job`` runs for every shipped leaflet, variant and region."""
    if "job" in metafunc.fixturenames:
        jobs = shipped_jobs(PROJECT)
        assert jobs, "nothing is shipped"
        metafunc.parametrize("job", jobs, ids=lambda job: f"{job.leaflet}-{job.variant}-{job.region}")


@pytest.fixture(scope="session")
def project() -> Project:
    return PROJECT


@pytest.fixture(scope="session")
def made() -> Make:
    """Makes a job's leaflet, once."""
    return cache(lambda job: make(PROJECT, job))


@pytest.fixture(scope="session")
def read(made: Make) -> Read:
    """Opens a job's leaflet for reading, once."""
    return cache(lambda job: pdf.read(made(job).data))


@pytest.fixture(scope="session")
def default_jobs() -> list[Job]:
    """A job for every shipped leaflet and variant, in the project's own region."""
    return [job for job in shipped_jobs(PROJECT) if job.region == PROJECT.settings.region]


@pytest.fixture(scope="session")
def with_figures() -> Callable[[str], Job]:
    """The uterine leaflet with survival figures, for a region."""
    return lambda region: job_of(PROJECT, "lms", "uterine", region, ["survival-figures"])


@pytest.fixture(scope="session")
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))
