"""The manuscript: what one job says, ready to be set, whether on paper or on a screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from leaflets.content.clinic import Clinic
from leaflets.content.language import Language
from leaflets.content.leaflet import Leaflet, LeafletFile, Variant, approvals
from leaflets.content.settings import Region
from leaflets.edition.selection import Job, month, reference_code
from leaflets.edition.wording import worded
from leaflets.problems import Problem
from leaflets.store.project import Project


@dataclass(frozen=True)
class Manuscript:
    """A leaflet with nothing conditional left, in its language, every value filled in.

    ``notice`` is the draft or out-of-date mark, or nothing; ``warnings`` are what its makers should know; ``clinic`` is
    who hands it out, if anyone is named.
    """

    leaflet: Leaflet
    job: Job
    language: Language
    region: Region
    notice: str
    warnings: Sequence[Problem]
    clinic: Clinic | None = None

    @property
    def variant(self) -> Variant:
        """The variant it is about."""
        return self.leaflet.file.variants[self.job.variant]


def manuscript(project: Project, job: Job) -> Manuscript:
    """The manuscript of a job. Raises ContentError with the problems of the first stage that finds any."""
    language, region = project.language(job.language), project.settings.regions[job.region]
    leaflet, clinic = worded(project, job)
    mark = notice(project, leaflet.file, job)
    return Manuscript(leaflet, job, language, region, mark, warnings(project, leaflet.file), clinic)


def notice(project: Project, file: LeafletFile, job: Job) -> str:
    """The out-of-date mark, the draft mark, both, or nothing."""
    language = project.language(job.language)
    review = month(file.review_by, language)
    notices = [language.phrases.expired.format(month=review)] if file.review_by < project.today else []
    notices += [] if approvals(file, job.variant) else [language.phrases.draft]
    return ". ".join(notices)


def warnings(project: Project, file: LeafletFile) -> Sequence[Problem]:
    """What a leaflet's makers should know: that its review date is past."""
    if file.review_by >= project.today:
        return ()
    message = f"the review date, {file.review_by}, is past; the leaflet is marked as out of date"
    return [Problem(file.at("review_by"), message, "check the leaflet again and set the next date")]


def footer(file: LeafletFile, variant: str, language: Language, clinic: Clinic | None) -> tuple[str, ...]:
    """What stands at a leaflet's foot: the clinic, what it is called, its reference and version, its next check."""
    values = {
        "title": file.variants[variant].short_title,
        "reference": reference_code(file, variant),
        "version": file.version,
        "month": month(file.review_by, language),
    }
    parts = (part.format(**values) for part in language.phrases.footer)
    return (clinic.shortly, *parts) if clinic else tuple(parts)
