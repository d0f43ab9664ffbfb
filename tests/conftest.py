"""The shipped project and its leaflets, each built once for all tests that look at it."""

from __future__ import annotations

import gc
import os
from functools import cache

import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from leaflets.edition.selection import Job
from leaflets.making import Made, Maker
from leaflets.store import project as store
from leaflets.store import reader
from leaflets.store.project import Project
from support import browser, pdf, shelf
from support.projects import NOW, ROOT, Look, Make, Read, as_it_stands, made_once, shipped_jobs, written_over
from support.validators import looked_into

pytest.MonkeyPatch().setattr(store, "read", shelf.recalled(reader.read))  # most projects here differ in one file
PROJECT = Project(ROOT, NOW)
FIRST = (
    "tests/test_docs.py",
    "tests/inspect/test_validators.py",
    "tests/web/test_browser.py",
    "tests/test_imprint.py",
    "tests/inspect/test_mutations.py",
    "tests/test_cli.py",
    "tests/checks/test_editor.py",
    "tests/studio/test_browser.py",
    "tests/bulk/test_run_killed.py",
)
"""Files whose tests take long: begun first, so that no worker waits for another in the end."""
SPREAD = FIRST[0]
"""A file that any worker may take a test of. Of others the tests share what a worker makes for itself."""
assert all((ROOT / file).is_file() for file in FIRST)
settings.register_profile("leaflets", deadline=None)  # a slow machine is no fault of the code
settings.load_profile("leaflets")
gc.set_threshold(100_000, 50, 50)  # what a file of tests leaves is looked through at its end


def pytest_configure() -> None:
    shelf.folder()  # named before workers start, so that they share it


def pytest_collection_finish() -> None:
    gc.freeze()  # thousands of tests, which all stay


def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """What is left when a file is done is kept for others: it is not looked through for garbage again and again."""
    if nextitem and nextitem.path != item.path:
        gc.collect()
        gc.freeze()


def pytest_sessionfinish() -> None:
    browser.close()
    assert written_over() == [], "a test spoiled what all have"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where the project is tested for all (``CI`` is set), every file of tests must have been collected."""
    if os.environ.get("CI") and config.args_source is pytest.Config.ArgsSource.TESTPATHS:
        missing = set((ROOT / "tests").rglob("test_*.py")) - {item.path for item in items}
        if missing:
            raise pytest.UsageError(f"no test was collected from {', '.join(sorted(map(str, missing)))}")
    place = {ROOT / file: number for number, file in enumerate(FIRST)}
    items.sort(key=lambda item: place.get(item.path, len(place)))


class ByFile(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """Gives each file of tests to the worker that is free, in their order."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::")[0]
        return nodeid if file == SPREAD else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByFile:
    config.option.loadscopereorder = False
    return ByFile(config, log)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew from what is built")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for ``job`` runs for every shipped leaflet, variant and region, or those its marks choose."""
    if "job" in metafunc.fixturenames:
        marks = list(metafunc.definition.iter_markers("jobs"))
        jobs = [job for job in shipped_jobs(PROJECT) if all(mark.kwargs["where"](job, PROJECT) for mark in marks)]
        assert jobs, f"{metafunc.definition.nodeid}: nothing of this kind is shipped"
        metafunc.parametrize("job", jobs, ids=lambda job: f"{job.leaflet}-{job.variant}-{job.region}")


@pytest.fixture(scope="session")
def project() -> Project:
    return PROJECT


@pytest.fixture(scope="session")
def made() -> Make:
    """Makes a job's leaflet, once."""
    again = made_once(Maker._made, cache(as_it_stands))

    class Once(Maker):
        def _made(self, job: Job) -> Made:
            return again(self, job)

    return cache(Once(PROJECT).make)


@pytest.fixture
def once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What runs in this process makes each leaflet of the same files once in a run, ``made`` among it."""
    monkeypatch.setattr(Maker, "_made", made_once(Maker._made))


@pytest.fixture(scope="session")
def read(made: Make) -> Read:
    """Opens a job's leaflet for reading, once."""
    return cache(lambda job: pdf.read(made(job).data))


@pytest.fixture(scope="session")
def looked(made: Make) -> Look:
    """Looks into a job's leaflet, once."""
    return cache(lambda job: looked_into(made(job).data))


@pytest.fixture(scope="session")
def default_jobs() -> list[Job]:
    """A job for every shipped leaflet and variant, in the project's own region."""
    return [job for job in shipped_jobs(PROJECT) if job.region == PROJECT.settings.region]


@pytest.fixture(scope="session")
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))
