"""What one job says: the leaflet read, made its clinic's own, selected, translated, and its values filled in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from leaflets.content.changes import changed, traced
from leaflets.content.clinic import Clinic
from leaflets.content.leaflet import Leaflet
from leaflets.content.placeholders import PLACEHOLDERS
from leaflets.content.project import Project
from leaflets.content.selection import Job, fill_in, select, translate, values
from leaflets.content.settings import Region
from leaflets.problems import Problem

OF_THE_REGION = ("emergency_number", "fever_threshold")


def worded(project: Project, job: Job) -> tuple[Leaflet, Clinic | None]:
    """What a job says, nothing conditional or unknown left in it, and its clinic. Raises ContentError."""
    clinic, language = clinic_of(project, job), project.language(job.language)
    chosen, region = choose(project, job, clinic)
    leaflet = translate(chosen, language)
    known = values(leaflet, job, region, language)
    if clinic:  # its changes are the leaflet's words now
        clinic = fill_in(clinic.model_copy(update={"changes": ()}), known)
    return fill_in(leaflet, known), clinic


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
