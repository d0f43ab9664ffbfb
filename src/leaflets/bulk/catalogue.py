"""The catalogue for other systems: what a project offers, and what of it lies in the output folder."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext, suppress
from dataclasses import replace
from itertools import product
from pathlib import Path

from leaflets.bulk.manifest import seen
from leaflets.content.catalogue import Catalogue, CatalogueFile, Offer
from leaflets.content.format import SCREENS
from leaflets.content.inline import words_of
from leaflets.edition.manuscript import manuscript
from leaflets.edition.selection import Job, reference_code
from leaflets.edition.translation import edition_of
from leaflets.edition.wording import every_job
from leaflets.problems import ContentError
from leaflets.register.lines import NAME, Register
from leaflets.register.standing import standings
from leaflets.store.project import Project
from leaflets.store.translations import tongues

_TYPES = {"html": "text/html", "text": "text/plain; charset=utf-8"}


def catalogue(project: Project, output: Path, clinics: Sequence[str]) -> Catalogue:
    """What there is, for no clinic and for each of some, with the files of the folder. Raises ContentError."""
    register = standings(Register(project.root / NAME), project.today)
    states = {(*one.key, one.version): one.state for one in register}
    pages = {name: entry.pages for name, entry in seen(output).entries.items()}
    offers = []
    for job in _jobs(project, ["", *clinics]):
        with suppress(ContentError) if job.abroad else nullcontext():  # what is not translated in full cannot be made
            offers.append(_offer(project, job, output, pages, states))
    return Catalogue(made=project.today, leaflets=tuple(offers))


def _jobs(project: Project, clinics: Sequence[str]) -> Iterator[Job]:
    """A job for each leaflet that is built by default, variant, region, language and clinic."""
    for name, clinic in product(project.usual, clinics):
        for tongue in ("", *tongues(project, name)):
            for job in every_job(project, name, clinic, tongue=tongue):
                if job.edition == edition_of(project, name, "html", job.language) and not job.extras:
                    yield replace(job, region_named=project.settings.region_named(job.region))


def _offer(
    project: Project, job: Job, output: Path, pages: Mapping[str, int], states: Mapping[tuple[str, ...], str]
) -> Offer:
    copy = manuscript(project, job)
    file, variant = copy.leaflet.file, copy.variant
    reference, clinic = reference_code(file, job.variant), job.clinic
    known = states.get((reference, job.region, job.language, clinic, file.version))
    return Offer(
        reference=reference,
        version=file.version,
        leaflet=job.leaflet,
        variant=job.variant,
        title=words_of(variant.title),
        audience=words_of(file.front.audience),
        region=job.region,
        language=copy.language.tag,
        clinic=clinic or None,
        publisher=file.publisher,
        written=file.written,
        review_by=file.review_by,
        state=known or ("signed" if file.approvals else "draft"),
        codes={key: tuple(found) for key, found in file.codes.and_those_of(variant.codes).items() if found},
        files=tuple(_files(project, job, output, pages)),
    )


def _files(project: Project, job: Job, output: Path, pages: Mapping[str, int]) -> Iterator[CatalogueFile]:
    for paper in (*project.names("formats"), *SCREENS):
        name = replace(job, format=paper).file
        if (output / name).is_file():
            data = (output / name).read_bytes()
            yield CatalogueFile(
                name=name,
                format=paper,
                description=SCREENS[paper].description if paper in SCREENS else project.format(paper).description,
                media_type=_TYPES.get(paper, "application/pdf"),
                pages=pages.get(name) or None,
                bytes=len(data),
                sha256=hashlib.sha256(data).hexdigest(),
            )
