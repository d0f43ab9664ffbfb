"""The shipped project and its leaflets, each built once for all tests that look at it."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import settings

from leaflets.edition.selection import Job
from leaflets.inspect.inspection import inspect
from leaflets.making import make
from leaflets.store.project import Project
from support import pdf, shelf
from support.projects import NOW, ROOT, Look, Make, Read, shipped_jobs, spelled

PROJECT = Project(ROOT, NOW)
settings.register_profile("leaflets", deadline=None)  # a slow machine is no fault of the code
settings.load_profile("leaflets")


def pytest_configure() -> None:
    shelf.folder()  # named before workers start, so that they share it


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
    return cache(lambda job: shelf.kept("made", spelled(job), lambda: make(PROJECT, job)))


@pytest.fixture(scope="session")
def read(made: Make) -> Read:
    """Opens a job's leaflet for reading, once."""
    return cache(lambda job: pdf.read(made(job).data))


@pytest.fixture(scope="session")
def looked(made: Make) -> Look:
    """Looks into a job's leaflet, once."""
    return cache(lambda job: shelf.kept("looked", made(job).data, lambda: inspect(made(job).data)))


@pytest.fixture(scope="session")
def default_jobs() -> list[Job]:
    """A job for every shipped leaflet and variant, in the project's own region."""
    return [job for job in shipped_jobs(PROJECT) if job.region == PROJECT.settings.region]


@pytest.fixture(scope="session")
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))
