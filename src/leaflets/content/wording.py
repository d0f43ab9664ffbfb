"""What one job says: the leaflet read, made its clinic's own, selected, translated, and its values filled in."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace

from leaflets.content.changes import changed, local_file, traced
from leaflets.content.clinic import Clinic
from leaflets.content.leaflet import Leaflet
from leaflets.content.placeholders import PLACEHOLDERS
from leaflets.content.project import Project
from leaflets.content.selection import Job, fill_in, select, translate, values
from leaflets.content.settings import Region
from leaflets.problems import Problem

OF_THE_REGION = ("emergency_number", "fever_threshold")
OF_THE_CLINIC = ("reference", "checked_by")
BODY = ("sections", "words", "organisations", "sources")


@dataclass(frozen=True)
class Words:
    """What a job says, nothing conditional left in it, and its clinic.

    ``leaflet`` still has in braces what can differ from clinic to clinic where their words are the same; ``known`` are
    the values of all placeholders. ``authors`` is the leaflet's file before any clinic made it its own.
    """

    leaflet: Leaflet
    clinic: Clinic | None
    known: Mapping[str, str]
    authors: Leaflet

    def whole(self) -> Leaflet:
        """The leaflet with nothing left in braces. What has no braces in it is the very same object."""
        return fill_in(self.leaflet, self.known)


def words_of(project: Project, job: Job) -> Words:
    """What a job says. Raises ContentError."""
    clinic, language = clinic_of(project, job), project.language(job.language)
    chosen, region = choose(project, job, clinic)
    leaflet = translate(chosen, language)
    known = values(leaflet, job, region, language)
    left = known | {name: f"{{{name}}}" for name in OF_THE_CLINIC}
    authors = project.leaflet(job.leaflet).model_copy(update={part: {} for part in BODY})
    authors = fill_in(translate(authors, language), left)
    return Words(fill_in(leaflet, left), _filled(clinic, known), known, authors)


def ground(project: Project, job: Job) -> Hashable:
    """What decides the words of a job, but for what is in braces: jobs with the same ground have the same leaflet."""
    clinic = clinic_of(project, job)
    if clinic is None:
        return job
    changed_by = job.clinic if clinic.about(job.leaflet) else ""
    return replace(job, clinic=changed_by, extras=job.extras | frozenset(clinic.extras)), clinic.fever_threshold


def for_clinic(words: Words, project: Project, job: Job) -> Words:
    """The words of another job on the same ground, which differs in the clinic alone."""
    clinic, region = clinic_of(project, job), project.settings.regions[job.region]
    leaflet = words.leaflet
    if clinic and not clinic.about(job.leaflet):
        leaflet = leaflet.model_copy(update={"file": local_file(words.authors, clinic)})
    region = region.model_copy(update={"fever_threshold": words.known["fever_threshold"]})
    known = values(leaflet, job, region, project.language(job.language))
    return replace(words, leaflet=leaflet, clinic=_filled(clinic, known), known=known)


def worded(project: Project, job: Job) -> tuple[Leaflet, Clinic | None]:
    """What a job says, nothing conditional or unknown left in it, and its clinic. Raises ContentError."""
    words = words_of(project, job)
    return words.whole(), words.clinic


def _filled(clinic: Clinic | None, known: Mapping[str, str]) -> Clinic | None:
    """The clinic's words, its values filled in; its changes are the leaflet's words by now."""
    return fill_in(clinic.model_copy(update={"changes": ()}), known) if clinic else None


def comparable(project: Project, job: Job) -> Leaflet:
    """What a job says, to be held against another. What belongs to the whole, such as its date, is named in braces."""
    chosen, region = choose(project, job, clinic_of(project, job))
    named = {name: f"{{{name}}}" for name in PLACEHOLDERS}
    return fill_in(
        translate(chosen, project.language(job.language)),
        named | {name: getattr(region, name) for name in OF_THE_REGION},
    )


def choose(project: Project, job: Job, clinic: Clinic | None) -> tuple[Leaflet, Region]:
    """The words of a job as their authors wrote them, and the region whose values they have, as its clinic has both."""
    leaflet, region = project.leaflet(job.leaflet), project.settings.regions[job.region]
    if clinic:
        job = replace(job, extras=job.extras | frozenset(clinic.extras))
        leaflet = changed(leaflet, clinic, job.axes)
        region = region.model_copy(update={"fever_threshold": clinic.fever_threshold or region.fever_threshold})
    return select(leaflet, job), region


def clinic_of(project: Project, job: Job) -> Clinic | None:
    """The clinic a job is for, if it is for one."""
    return project.clinic(job.clinic) if job.clinic else None


def explained(problems: Iterable[Problem], project: Project, job: Job) -> Iterable[Problem]:
    """A job's problems; those in a clinic's replacement say what it replaces."""
    clinic = clinic_of(project, job)
    return traced(problems, clinic, project.leaflet(job.leaflet)) if clinic and clinic.changes else problems
