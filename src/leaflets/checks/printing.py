"""What only a built leaflet shows: that it can be built, how many pages it has, and how large its file is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

from leaflets.checks.book import Book
from leaflets.checks.rules import Finding, finding
from leaflets.content.leaflet import Leaflet
from leaflets.content.project import Project
from leaflets.content.selection import Job
from leaflets.problems import ContentError


class Built(Protocol):
    """A finished leaflet."""

    @property
    def data(self) -> bytes:
        """Its file."""

    @property
    def pages(self) -> int:
        """How many pages it has."""


Make = Callable[[Project, Job], Built]
"""Builds one leaflet in memory. Raises ContentError with what keeps it from being built."""


def printing(project: Project, leaflet: Leaflet, job: Job, book: Book, make: Make) -> Iterator[Finding]:
    """What is found by building one job."""
    try:
        built = make(project, job)
    except ContentError as error:
        for problem in error.problems:
            yield finding("content", problem.where, problem.message, problem.hint)
        return
    where = leaflet.file.variants[job.variant].at()
    if built.pages > book.limits.pages:
        hint = f"leave something out; readers find {book.limits.pages} pages long"
        yield finding("too-many-pages", where, f"'{job.name}' has {built.pages} pages", hint, (job.variant,))
    size = round(len(built.data) / 1024)
    if size > book.limits.kilobytes:
        hint = "use smaller pictures"
        yield finding("too-large", where, f"'{job.name}' has {size:,} KB", hint, (job.variant,))
