"""What only a built leaflet shows: that it can be built, how many pages it has, and how large its file is."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Protocol

from leaflets.checks.book import Book
from leaflets.checks.rules import Finding, finding, unfit
from leaflets.content.leaflet import Leaflet
from leaflets.edition.selection import Job
from leaflets.problems import ContentError
from leaflets.store.project import Project


class Built(Protocol):
    """A finished leaflet: its file, and how many pages it has."""

    @property
    def data(self) -> bytes: ...  # noqa: D102
    @property
    def pages(self) -> int: ...  # noqa: D102


Make = Callable[[Project, Job], Built]
"""Builds one leaflet in memory. Raises ContentError with what keeps it from being built."""


def printing(project: Project, leaflet: Leaflet, job: Job, book: Book, make: Make) -> Iterator[Finding]:
    """What is found by building one job: in its own format, or if that is for another edition, in those for its own."""
    for name in _formats(project, job):
        try:
            built = make(project, one := replace(job, format=name))
        except ContentError as error:
            yield from unfit(error.problems)
            continue
        where = leaflet.file.variants[job.variant].at()
        if built.pages > book.limits.pages:
            hint = f"leave something out; readers find {book.limits.pages} pages long"
            yield finding("too-many-pages", where, f"'{one.name}' has {built.pages} pages", (job.variant,), hint)
        size = round(len(built.data) / 1024)
        if size > book.limits.kilobytes:
            yield finding("too-large", where, f"'{one.name}' has {size:,} KB", (job.variant,))


def _formats(project: Project, job: Job) -> list[str]:
    """The formats of the job's edition on its region's paper, whichever way it is turned; one for the full edition."""
    own = project.format(job.format)
    if own.edition == job.edition:
        return [job.format]
    every = {name: project.format(name) for name in project.names("formats")}
    return [
        name
        for name, paper in every.items()
        if paper.edition == job.edition and sorted(paper.paper) == sorted(own.paper)
    ]
