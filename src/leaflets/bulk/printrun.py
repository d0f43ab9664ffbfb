"""A clinic's leaflets in one file for the printer: how many of which, a separator sheet before each."""

import gc
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from leaflets.bulk.inputs import Inputs
from leaflets.bulk.manifest import Entry, Manifest, file_of
from leaflets.bulk.run import spread, there, write_files
from leaflets.content.format import SCREENS, Format
from leaflets.content.inline import words_of
from leaflets.content.language import Language
from leaflets.content.units import POINTS
from leaflets.edition.selection import Job
from leaflets.edition.wording import title_of
from leaflets.layout.style import StyleSheet, style
from leaflets.making.laying import SCREEN_PROFILE, profile
from leaflets.pdf.document import Document, Intent
from leaflets.pdf.ink import GREY, Palette
from leaflets.pdf.metadata import Metadata
from leaflets.press.sheets import Separator, draw_separators, join, size_of
from leaflets.store.project import Project
from leaflets.text.lines import TextStyle


class Order(NamedTuple):
    """A print run to make: its name, its leaflets with their entries, and the digest of what it depends on."""

    name: str
    parts: Sequence[tuple[Job, Entry]]
    inputs: str


def orders(project: Project, jobs: Iterable[Job], inputs: Inputs, manifest: Manifest, again: bool) -> list[Order]:
    """The print runs to make: of each clinic whose leaflets are all there, if it is not up to date.

    One for each size of paper and edge it is turned over: a printer is set once for a file.
    """
    found = []
    jobs = (job for job in jobs if job.format not in SCREENS)
    for clinic, group in groupby(sorted(jobs, key=lambda job: (job.clinic, job.name)), key=lambda job: job.clinic):
        some = list(group)
        parts = there(some, inputs, manifest)
        if len(parts) < len(some):
            continue
        alike: dict[str, list[tuple[Job, Entry]]] = {}
        for job, entry in parts:
            alike.setdefault(_paper(project.format(job.format)), []).append((job, entry))
        for paper, several in alike.items():
            said = [[entry.inputs, entry.files[0].sha256, job.copies] for job, entry in several]
            name = f"print-run-{clinic}-{paper}.pdf" if len(alike) > 1 else f"print-run-{clinic}.pdf"
            order = Order(name, several, hashlib.sha256(json.dumps(said).encode()).hexdigest())
            if again or not manifest.holds(order.name, order.inputs):
                found.append(order)
    return found


def _paper(paper: Format) -> str:
    """The paper of a format as part of a file's name: its size in mm, and the edge it is turned over."""
    wide, tall = sorted(paper.booklet.sheet if paper.booklet else paper.paper)
    return f"{wide / POINTS['mm']:.0f}x{tall / POINTS['mm']:.0f}mm-{_edge(paper)}-edge"


def _edge(paper: Format) -> str:
    """The edge over which both sides are printed."""
    return "short" if paper.fold or paper.booklet else "long"


def print_runs(project: Project, some: Sequence[Order], manifest: Manifest, processes: int) -> Iterator[Entry]:
    """Make the print runs and write them. Raises OSError if a file cannot be written, and WorkerEndedError."""
    start = partial(_worker, project, manifest.folder)
    for name, entry in spread(start, some, min(processes, len(some)) or 1):
        manifest.add(name, entry)
        yield entry


def _worker(project: Project, output: Path) -> Callable[[Order], tuple[str, Entry]]:
    def work(order: Order) -> tuple[str, Entry]:
        files = [(output / entry.files[0].name).read_bytes() for _, entry in order.parts]
        data = print_run(project, [job for job, _ in order.parts], files)
        write_files(output, {order.name: data})
        gc.collect()  # the objects of read files know each other: left alone, they would fill the memory
        first = order.parts[0][1]
        due = min(entry.review_by for _, entry in order.parts)
        made = first._replace(variant="", format="", version="", review_by=due, pages=size_of(data)[0])
        return order.name, made._replace(inputs=order.inputs, files=(file_of(order.name, data),))

    return work


def print_run(project: Project, jobs: Sequence[Job], files: Sequence[bytes]) -> bytes:
    """A clinic's finished leaflets in one file: first a sheet that counts them, then each after a sheet of its own."""
    first = jobs[0]
    clinic, language = project.clinic(first.clinic), _language(project, first)
    words = language.press
    variant = project.leaflet(first.leaflet).file.variants[first.variant]
    look = project.theme(first.theme), project.format(first.format)
    looks = style(project.asset(""), *look, variant, language.tag)
    sizes = [size_of(data) for data in files]
    own = [_separator(project, job, size, looks) for job, size in zip(jobs, sizes, strict=True)]
    total = sum(_sheets(pages) for pages, _ in sizes)
    count, copies = len(jobs), first.copies or 0
    counts = [language.counted(words.leaflets, count, leaflets=count, sheets=_told(total, language))]
    counts += [language.counted(words.separators, count + 1, separators=count + 1)]
    if copies:
        told = _told(total * copies, language)
        counts.append(language.counted(words.copies_of_each, copies, copies=copies, sheets=told))
    front = Separator(_set([words.run, clinic.name], [*counts, *_by_format(jobs, sizes, language)], looks), sizes[0][1])
    title = words.title.format(clinic=clinic.name)
    metadata = Metadata(title, clinic.name, "", "", language.tag, project.now)
    screen = profile(project, SCREEN_PROFILE, b"RGB ")
    document = Document(metadata, Intent("sRGB", "sRGB IEC61966-2.1", screen, 3), Palette(GREY, looks.brand))
    return join(title, language.tag, draw_separators(document, [front, *own]), files, metadata.pdf_date())


def _language(project: Project, job: Job) -> Language:
    """The language of those who print: that of the region."""
    return project.language(project.settings.regions[job.region].language)


def _by_format(
    jobs: Sequence[Job], sizes: Sequence[tuple[int, tuple[float, float]]], language: Language
) -> Iterator[str]:
    found: dict[str, list[int]] = {}
    for job, (pages, _) in zip(jobs, sizes, strict=True):
        found.setdefault(job.format, []).append(_sheets(pages))
    for name, sheets in found.items():
        told = _told(sum(sheets), language)
        yield language.press.of_format.format(format=name, leaflets=len(sheets), sheets=told)


def _separator(project: Project, job: Job, size: tuple[int, tuple[float, float]], looks: StyleSheet) -> Separator:
    pages, sheet = size
    paper, language = project.format(job.format), _language(project, job)
    words = language.press
    turned = {"long": words.long, "short": words.short}[_edge(paper)]
    facts = [
        words.format.format(format=job.format, description=paper.description),
        words.copies.format(copies=job.copies or "____________"),
        turned.format(pages=pages, sheets=_told(_sheets(pages), language)),
        words.file.format(file=f"{job.name}.pdf"),
    ]
    clinic = project.clinic(job.clinic)
    return Separator(_set([clinic.name, words_of(title_of(project, job))], facts, looks), sheet)


def _set(headings: Sequence[str], facts: Sequence[str], looks: StyleSheet) -> list[tuple[str, TextStyle]]:
    large, plain = (one._replace(colour=looks.ink) for one in (looks.title, looks.audience))
    return [*((text, large) for text in headings), *((text, plain) for text in facts)]


def _sheets(pages: int) -> int:
    return -(-pages // 2)


def _told(sheets: int, language: Language) -> str:
    return language.counted(language.press.sheets, sheets, sheets=language.number(sheets))
