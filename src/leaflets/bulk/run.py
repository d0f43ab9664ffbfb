"""A run over clinics: every leaflet of each, written as it is made; what is up to date is left as it is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

from leaflets.bulk.inputs import Inputs
from leaflets.bulk.manifest import Entry, Manifest, file_of
from leaflets.bulk.pool import spread
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


@dataclass(frozen=True)
class Outcome:
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
        before = manifest.entries.get(job.file)
        twin = _told(first[job.file]) if job.file in first else ""
        if not twin and before and before.clinic != job.clinic and before.clinic in others:
            twin = f"the leaflet of the clinic '{before.clinic}' that is there"
        if twin:
            message = f"{_told(job)} would have the same file as {twin}"
            found[job] = Problem(Source(job.file), message, "give one of the two another name")
        else:
            first[job.file] = job
    return found


def _told(job: Job) -> str:
    return f"{job.leaflet} {job.variant} ({job.format}) of the clinic '{job.clinic}'"


def due(jobs: Iterable[Job], inputs: Inputs, manifest: Manifest, again: bool) -> list[Task]:
    """The jobs to do: those whose files are not there as they would be made now, or all of them ``again``."""
    tasks = (Task(job, inputs.of(job)) for job in jobs)
    return [task for task in tasks if again or not _done(task, manifest)]


def there(jobs: Iterable[Job], inputs: Inputs, manifest: Manifest) -> list[tuple[Job, Entry]]:
    """The jobs whose files were made as they would be now."""
    found = ((job, manifest.entries.get(job.file)) for job in jobs)
    return [(job, entry) for job, entry in found if entry and entry.inputs == inputs.of(job)]


def _done(task: Task, manifest: Manifest) -> bool:
    entry = manifest.entries.get(task.job.file)
    return entry is not None and entry.inputs == task.inputs and entry.intact(manifest.folder)


def run(
    project: Project, tasks: Sequence[Task], manifest: Manifest, processes: int, makes: Makes = one_after_another
) -> Iterator[Outcome]:
    """Make the leaflets and write them, each noted in the manifest when its files are whole.

    Raises OSError if a file cannot be written, and WorkerEndedError.
    """
    start = partial(_Worker, project, makes, manifest.folder)
    for outcome in spread(start, tasks, min(processes, len(tasks)) or 1):
        if outcome.entry:
            manifest.add(outcome.job.file, outcome.entry)
        yield outcome


class _Worker:
    """Makes leaflets and writes their files."""

    def __init__(self, project: Project, makes: Makes, output: Path) -> None:
        self._project = project
        self._make = makes(project)
        self._output = output

    def __call__(self, task: Task) -> Outcome:
        try:
            made = self._make(task.job)
        except ContentError as error:
            return Outcome(task.job, None, error.problems)
        write_files(self._output, made.files)
        return Outcome(task.job, self._entry(task, made), warnings=made.warnings)

    def _entry(self, task: Task, made: Made) -> Entry:
        job, file = task.job, self._project.leaflet(task.job.leaflet).file
        return Entry(
            job.leaflet,
            job.variant,
            job.format,
            job.language,
            job.clinic,
            file.version,
            str(file.review_by),
            made.pages,
            task.inputs,
            tuple(file_of(name, data) for name, data in made.files.items()),
        )


def note(manifest: Manifest, name: str, make_it: Callable[[], bytes], inputs: Sequence[object]) -> bool:
    """Make a file of what a run holds, and note it, unless it is there already; whether it was made."""
    digest = hashlib.sha256(json.dumps(inputs).encode()).hexdigest()
    before = manifest.entries.get(name)
    if before and before.inputs == digest and before.intact(manifest.folder):
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
