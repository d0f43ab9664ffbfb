"""A run over clinics, here or in several processes: each leaflet written as it is made, unless it is up to date."""

import hashlib
import json
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from leaflets.bulk.inputs import Inputs
from leaflets.bulk.manifest import Entry, Manifest, file_of
from leaflets.edition.selection import Job
from leaflets.files import write_whole
from leaflets.making import Made, Maker
from leaflets.problems import ContentError, Problem, Source
from leaflets.store.project import MOST_CLINICS, Project

Makes = Callable[[Project], Callable[[Job], Made]]
"""Gives what makes the leaflets of a project: one for each process."""


def one_after_another(project: Project) -> Callable[[Job], Made]:
    """Makes leaflets fast where those that differ in the clinic alone follow one another."""
    return Maker(project).make


class Task(NamedTuple):
    """A leaflet to make, and the digest of what it depends on."""

    job: Job
    inputs: str


class Outcome(NamedTuple):
    """What became of a leaflet: its entry in the manifest, or the problems that kept it from being made."""

    job: Job
    entry: Entry | None
    problems: Sequence[Problem] = ()
    warnings: Sequence[Problem] = ()


def in_order(jobs: Iterable[Job]) -> list[Job]:
    """Jobs that differ in the clinic alone next to each other, for as many clinics as are kept in memory."""
    places: dict[str, int] = {}
    for job in (jobs := list(jobs)):
        places.setdefault(job.clinic, len(places))

    def place(job: Job) -> tuple[object, ...]:
        alike = (job.leaflet, job.variant, job.format, job.theme, job.region, job.language)
        return (places[job.clinic] // MOST_CLINICS, *alike, places[job.clinic])

    return sorted(jobs, key=place)


def dealt(jobs: Iterable[Job], part: int, parts: int) -> list[Job]:
    """The jobs of one part of a run, counted from 1: by their names, whatever others there are or come to be."""
    return [job for job in jobs if part_of(job, parts) == part]


def part_of(job: Job, parts: int) -> int:
    """The part of a run that a job belongs to."""
    return int.from_bytes(hashlib.sha256(job.file.encode()).digest()[:8]) % parts + 1


def clashes(jobs: Iterable[Job], manifest: Manifest, clinics: Iterable[str]) -> dict[Job, Problem]:
    """Jobs whose files would take the place of another's, each with a problem that names both."""
    found: dict[Job, Problem] = {}
    first: dict[str, Job] = {}
    others = set(clinics)
    for job in jobs:
        name = job.file
        before = manifest.entries.get(name)
        twin = _told(first[name]) if name in first else ""
        if not twin and before and before.clinic != job.clinic and before.clinic in others:
            twin = f"the leaflet of the clinic '{before.clinic}' that is there"
        if twin:
            message = f"{_told(job)} would have the same file as {twin}"
            found[job] = Problem(Source(name), message, "give one of the two another name")
        else:
            first[name] = job
    return found


def _told(job: Job) -> str:
    return f"{job.leaflet} {job.variant} ({job.format}) of the clinic '{job.clinic}'"


def due(jobs: Iterable[Job], inputs: Inputs, manifest: Manifest, again: bool) -> list[Task]:
    """The jobs to do: those whose files are not there as they would be made now, or all of them ``again``."""
    tasks = (Task(job, inputs.of(job)) for job in jobs)
    return [task for task in tasks if again or not manifest.holds(task.job.file, task.inputs)]


def there(jobs: Iterable[Job], inputs: Inputs, manifest: Manifest) -> list[tuple[Job, Entry]]:
    """The jobs whose files were made as they would be now."""
    found = ((job, manifest.entries.get(job.file)) for job in jobs)
    return [(job, entry) for job, entry in found if entry and entry.inputs == inputs.of(job)]


def run(
    project: Project, tasks: Sequence[Task], manifest: Manifest, processes: int, makes: Makes = one_after_another
) -> Iterator[Outcome]:
    """Make the leaflets and write them, each noted in the manifest when its files are whole.

    Raises OSError if a file cannot be written, and WorkerEndedError.
    """
    start = partial(_worker, project, makes, manifest.folder)
    for outcome in spread(start, tasks, min(processes, len(tasks)) or 1):
        if outcome.entry:
            manifest.add(outcome.entry.files[0].name, outcome.entry)
        yield outcome


def _worker(project: Project, makes: Makes, output: Path) -> Callable[[Task], Outcome]:
    """Makes leaflets and writes their files."""
    make = makes(project)

    def work(task: Task) -> Outcome:
        job = task.job
        try:
            made = make(job)
        except ContentError as error:
            return Outcome(job, None, error.problems)
        write_files(output, written := made.files)
        file = project.leaflet(job.leaflet).file
        known = {job.file: made.digest}
        files = tuple(file_of(name, data, known.get(name, "")) for name, data in written.items())
        what = (job.leaflet, job.variant, job.format, job.language, job.clinic, file.version, str(file.review_by))
        return Outcome(job, Entry(*what, made.pages, task.inputs, files), warnings=made.warnings)

    return work


def note(manifest: Manifest, name: str, make_it: Callable[[], bytes], inputs: Sequence[object]) -> bool:
    """Make a file of what a run holds, and note it, unless it is there already; whether it was made."""
    digest = hashlib.sha256(json.dumps(inputs).encode()).hexdigest()
    if manifest.holds(name, digest):
        return False
    data = make_it()
    write_files(manifest.folder, {name: data})
    manifest.add(name, Entry("", "", "", "", "", "", "", 0, digest, (file_of(name, data),)))
    return True


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Files by name, each written whole. Raises OSError.

    The disk need not have them yet: the manifest tells one that a power cut spoiled.
    """
    for name, data in files.items():
        write_whole(folder / name, data, sync=False)


T = TypeVar("T")
R = TypeVar("R")

AHEAD = 4
"""So many pieces of work wait for each process, so that none is idle, and memory stays flat."""

_work: Callable[[Any], Any]


class WorkerEndedError(Exception):
    """A process was ended from outside."""


def spread(start: Callable[[], Callable[[T], R]], tasks: Iterable[T], processes: int) -> Iterator[R]:
    """What comes of each task, as it is done. ``start`` makes a worker; with one process, here and now.

    Raises WorkerEndedError, and what a worker raises.
    """
    if processes == 1:
        yield from map(start(), tasks)
        return
    from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait  # few runs have several
    from concurrent.futures.process import BrokenProcessPool

    pool = ProcessPoolExecutor(processes, initializer=_begin, initargs=(start,))
    try:
        rest = iter(tasks)
        running: set[Future[R]] = {pool.submit(_do, task) for task in islice(rest, AHEAD * processes)}
        while running:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            running |= {pool.submit(_do, task) for task in islice(rest, len(done))}
            for future in done:
                yield future.result()
    except BrokenProcessPool:
        raise WorkerEndedError from None
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(start: Callable[[], Callable[[Any], Any]]) -> None:
    global _work
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears of it, and ends us
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _work = start()


def _do(task: Any) -> Any:
    return _work(task)


def _end_with_parent() -> None:
    """No process goes on when the one that started it was killed."""
    import multiprocessing
    from multiprocessing.connection import wait as wait_for

    parent = multiprocessing.parent_process()
    if parent:
        wait_for([parent.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)
