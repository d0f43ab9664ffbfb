"""The words of a job: its clinic's changes made, selected, translated; and how each statement of them stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from leaflets.content.clinic import Clinic
from leaflets.content.leaflet import Leaflet
from leaflets.content.placeholders import PLACEHOLDERS
from leaflets.content.settings import Region
from leaflets.edition.changes import changed
from leaflets.edition.leaving_out import without
from leaflets.edition.selection import Job, fill_in, select, translate
from leaflets.problems import Problem
from leaflets.signing.signoff import Standing, Verdict, optional_unsigned, settled, standings, verdict_of
from leaflets.signing.statements import statements
from leaflets.store.changes import traced
from leaflets.store.project import Project
from leaflets.store.references import EDITIONS

OF_THE_REGION = ("emergency_number", "fever_threshold")


class Worded(NamedTuple):
    """The words of a job, the values of its region filled in and all others named in braces, with what decided them.

    ``verdict`` is what the sign-offs of its statements come to; those that count are the ``approvals`` of its file.
    """

    leaflet: Leaflet
    region: Region
    verdict: Verdict


def worded(project: Project, job: Job) -> Worded:
    """The words of a job. Raises ContentError."""
    chosen, region = choose(project, job)
    leaflet, verdict = _named(translate(chosen, project.language(job.language)), region), Verdict()
    if leaflet.sign_offs or job.statements == "signed":
        leaflet, verdict = _judged(project, job, leaflet)
    file = settled(leaflet.file, verdict, job.variant)
    return Worded(leaflet.model_copy(update={"file": file}), region, verdict)


def choose(project: Project, job: Job) -> tuple[Leaflet, Region]:
    """The words of a job as their authors wrote them, and the region whose values they have, as its clinic has both."""
    leaflet, region = project.leaflet(job.leaflet), project.settings.regions[job.region]
    if clinic := clinic_of(project, job):
        job = replace(job, extras=job.extras | frozenset(clinic.extras))
        leaflet = changed(leaflet, clinic, job.axes)
        region = region.model_copy(update={"fever_threshold": clinic.fever_threshold or region.fever_threshold})
    return select(leaflet, job), region


def clinic_of(project: Project, job: Job) -> Clinic | None:
    """The clinic a job is for, if it is for one."""
    return project.clinic(job.clinic) if job.clinic else None


def _named(leaflet: Leaflet, region: Region) -> Leaflet:
    """The leaflet with the values of its region, and the names of all others in braces."""
    named = {name: f"{{{name}}}" for name in PLACEHOLDERS}
    return fill_in(leaflet, named | {name: getattr(region, name) for name in OF_THE_REGION})


def _judged(project: Project, job: Job, leaflet: Leaflet) -> tuple[Leaflet, Verdict]:
    """What the sign-offs of the statements come to; the leaflet, if the job asks for it, without what it can spare."""
    now = current(project, job.leaflet)
    found = standings(leaflet, now, job.clinic)
    left_out = optional_unsigned(found) if job.statements == "signed" else ()
    if left_out:
        leaflet = without(leaflet, left_out)
        found = standings(leaflet, now, job.clinic)
    return leaflet, verdict_of(found, leaflet.file, job.variant)


def standing(project: Project, job: Job) -> tuple[Standing, ...]:
    """How each statement of a job stands with the clinicians, in reading order."""
    return standings(worded(project, job).leaflet, current(project, job.leaflet), job.clinic)


def current(project: Project, name: str, clinic: str = "") -> dict[str, str]:
    """The words of all that a leaflet says in any region, variant and edition, by their marks.

    With those of a clinic, if it has words of its own.
    """
    if (name, clinic) not in project.said:
        project.said[name, clinic] = _current(project, name, clinic)
    return project.said[name, clinic]


def _current(project: Project, name: str, clinic: str) -> dict[str, str]:
    whole, settings = project.leaflet(name), project.settings
    languages = {key: project.language(region.language) for key, region in settings.regions.items()}
    said = [_named(translate(whole, languages[key]), region) for key, region in settings.regions.items()]
    if clinic:
        key = project.clinic(clinic).region
        place = settings.regions[key]
        job = Job(name, "", key, place.format, settings.theme, place.language, clinic=clinic)
        editions = EDITIONS if whole.file.panels else EDITIONS[:1]
        jobs = [replace(job, variant=variant, edition=one) for variant in whole.file.variants for one in editions]
        said += [worded(project, one).leaflet for one in jobs]
    return {one.mark: one.words for leaflet in said for one in statements(leaflet)}


def explained(problems: Iterable[Problem], project: Project, job: Job) -> Iterable[Problem]:
    """A job's problems; those in a clinic's replacement say what it replaces."""
    clinic = clinic_of(project, job)
    return traced(problems, clinic, project.leaflet(job.leaflet)) if clinic and clinic.changes else problems
