"""A review copy: the leaflet as patients see it, each statement's grounds and boxes beside it, and where to sign."""

from contextlib import suppress
from dataclasses import replace
from typing import NamedTuple

from leaflets.edition.manuscript import manuscript
from leaflets.edition.selection import Job
from leaflets.edition.wording import covered, every_job, standing
from leaflets.layout.review.closing import close, foot, made_on
from leaflets.layout.review.margin import Sheet, annotate
from leaflets.making import lay_out
from leaflets.pdf.shell import finished
from leaflets.problems import ContentError
from leaflets.signing.signoff import Standing
from leaflets.signing.worksheet import worksheet
from leaflets.store.project import Project


class Review(NamedTuple):
    """A review copy and its worksheet; ``found`` are the statements, and how each stands.

    ``whole`` stands for all that the variant says, in every region and edition, for who signs it as a whole.
    """

    job: Job
    copy: bytes
    worksheet: bytes
    sheets: int
    found: tuple[Standing, ...]
    whole: str


def review(project: Project, job: Job) -> Review:
    """The review copy of a job, and the worksheet for it. Raises ContentError as ``make`` does."""
    paper = project.format(job.format)
    if paper.booklet:
        job = replace(job, format=paper.booklet.pages)
    laid = lay_out(project, job)
    document, copy, setter = laid.document, laid.setting.copy, laid.setting.setter
    title = setter.language.review.title.format(title=document.metadata.title)
    document.metadata = document.metadata._replace(title=title, origin=None)
    document.canvas = Sheet
    laid.draw()
    found, made = standing(project, job), made_on(setter.language, document)
    annotate(document, setter, found)
    tongue = job.language if copy.rendering else ""
    whole = covered(project, job.leaflet, (job.variant,), job.clinic, tongue)
    close(document, copy, setter, found, made, whole)
    foot(document, copy, setter.sheet.soft, made)
    if setter.problems:
        raise ContentError(setter.problems)
    rows = worksheet(found, _variants(project, job), copy.leaflet.sources, copy.language)
    return Review(job, finished(document), rows, len(document.pages), found, whole)


def every_statement(project: Project, leaflet: str, unsigned: bool = False) -> tuple[bytes, int]:
    """One worksheet of each distinct statement of a leaflet, over all variants, regions and editions; and their number.

    ``unsigned``: only of those that are not signed.
    """
    found = [
        (one, said) for one, said in distinct(project, leaflet).values() if not (unsigned and one.state == "signed")
    ]
    names = {one.saying.mark: said for one, said in found}
    language = project.language(project.settings.regions[project.settings.region].language)
    return worksheet((one for one, _ in found), names, project.leaflet(leaflet).sources, language), len(found)


def distinct(
    project: Project, leaflet: str, clinic: str = "", tongue: str = ""
) -> dict[str, tuple[Standing, list[str]]]:
    """Each distinct statement of a leaflet by its mark: how it stands, and the variants that say it.

    Over all regions, editions and variants; of a clinic's, and translated into ``tongue``, if these are named.
    """
    found: dict[str, tuple[Standing, list[str]]] = {}
    for job in every_job(project, leaflet, clinic, tongue=tongue):
        for one in standing(project, job):
            said = found.setdefault(one.saying.mark, (one, []))[1]
            if job.variant not in said:
                said.append(job.variant)
    return found


def _variants(project: Project, job: Job) -> dict[str, list[str]]:
    """The variants that say each statement, by its mark."""
    found: dict[str, list[str]] = {}
    for variant in project.leaflet(job.leaflet).file.variants:
        with suppress(ContentError):  # one that is not translated says nothing
            for one in manuscript(project, replace(job, variant=variant)).statements:
                found.setdefault(one.mark, []).append(variant)
    return found
