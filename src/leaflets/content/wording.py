"""What one job says: the leaflet read, made its clinic's own, selected, translated, and its values filled in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from leaflets.content.changes import changed, traced
from leaflets.content.clinic import Clinic
from leaflets.content.leaflet import Leaflet
from leaflets.content.leaving_out import without
from leaflets.content.placeholders import PLACEHOLDERS
from leaflets.content.project import Project
from leaflets.content.references import EDITIONS
from leaflets.content.saying import statements
from leaflets.content.selection import Job, fill_in, select, translate, values
from leaflets.content.settings import Region
from leaflets.content.signoff import Standing, optional_unsigned, settled, standings
from leaflets.problems import Problem

OF_THE_REGION = ("emergency_number", "fever_threshold")


def worded(project: Project, job: Job) -> tuple[Leaflet, Clinic | None]:
    """What a job says, nothing conditional or unknown left in it, and its clinic. Raises ContentError."""
    clinic = clinic_of(project, job)
    leaflet, region = _local(project, job, clinic)
    known = values(leaflet, job, region, project.language(job.language))
    if clinic:  # its changes are the leaflet's words now
        clinic = fill_in(clinic.model_copy(update={"changes": ()}), known)
    return fill_in(leaflet, known), clinic


def comparable(project: Project, job: Job) -> Leaflet:
    """What a job says, to be held against another. What belongs to the whole, such as its date, is named in braces."""
    return _named(*_local(project, job, clinic_of(project, job)))


def _named(leaflet: Leaflet, region: Region) -> Leaflet:
    """The leaflet with the values of its region, and the names of all others in braces."""
    named = {name: f"{{{name}}}" for name in PLACEHOLDERS}
    return fill_in(leaflet, named | {name: getattr(region, name) for name in OF_THE_REGION})


def standing(project: Project, job: Job) -> tuple[Standing, ...]:
    """How each statement of a job stands with the clinicians, in reading order."""
    return standings(comparable(project, job), current(project, job.leaflet), job.clinic)


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
        said += [comparable(project, one) for one in jobs]
    return {one.mark: one.words for leaflet in said for one in statements(leaflet)}


def _local(project: Project, job: Job, clinic: Clinic | None) -> tuple[Leaflet, Region]:
    """The words of a job, values not filled in, with the sign-offs that count; and the region whose values they are."""
    chosen, region = choose(project, job, clinic)
    leaflet = translate(chosen, project.language(job.language))
    if leaflet.sign_offs or job.statements == "signed":
        leaflet = _settled(project, job, leaflet, region)
    return leaflet, region


def choose(project: Project, job: Job, clinic: Clinic | None) -> tuple[Leaflet, Region]:
    """The words of a job as their authors wrote them, and the region whose values they have, as its clinic has both."""
    leaflet, region = project.leaflet(job.leaflet), project.settings.regions[job.region]
    if clinic:
        job = replace(job, extras=job.extras | frozenset(clinic.extras))
        leaflet = changed(leaflet, clinic, job.axes)
        region = region.model_copy(update={"fever_threshold": clinic.fever_threshold or region.fever_threshold})
    return select(leaflet, job), region


def _settled(project: Project, job: Job, leaflet: Leaflet, region: Region) -> Leaflet:
    """The leaflet with the sign-offs that count; if the job asks for it, without what it can do without."""
    now = current(project, job.leaflet)
    found = standings(_named(leaflet, region), now, job.clinic)
    left_out = optional_unsigned(found) if job.statements == "signed" else ()
    if left_out:
        leaflet = without(leaflet, left_out)
        found = standings(_named(leaflet, region), now, job.clinic)
    return settled(leaflet, found, job.variant)


def clinic_of(project: Project, job: Job) -> Clinic | None:
    """The clinic a job is for, if it is for one."""
    return project.clinic(job.clinic) if job.clinic else None


def explained(problems: Iterable[Problem], project: Project, job: Job) -> Iterable[Problem]:
    """A job's problems; those in a clinic's replacement say what it replaces."""
    clinic = clinic_of(project, job)
    return traced(problems, clinic, project.leaflet(job.leaflet)) if clinic and clinic.changes else problems
