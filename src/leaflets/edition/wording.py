"""The words of a job: its clinic's changes made, selected, translated; and how each statement of them stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import product
from typing import NamedTuple

from leaflets.content.blocks import AnyBlock, ContactsBlock, KeepTogetherBlock
from leaflets.content.clinic import Clinic, Line
from leaflets.content.language import Language
from leaflets.content.leaflet import Leaflet
from leaflets.content.payloads import Contact
from leaflets.content.placeholders import PLACEHOLDERS
from leaflets.content.settings import Region
from leaflets.edition.changes import changed
from leaflets.edition.leaving_out import without
from leaflets.edition.once import once
from leaflets.edition.selection import Job, fill_in, select, translate
from leaflets.problems import ContentError, Problem
from leaflets.signing.signoff import Standing, Verdict, optional_unsigned, settled, standings, verdict_of
from leaflets.signing.statements import statements
from leaflets.store.changes import traced
from leaflets.store.project import Project
from leaflets.store.references import EDITIONS, models

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
    leaflet, region = _chosen(project, job)
    verdict = Verdict()
    if leaflet.sign_offs or job.statements == "signed":
        leaflet, verdict = _judged(project, job, leaflet)
    file = settled(leaflet.file, verdict, job.variant)
    return Worded(leaflet.model_copy(update={"file": file}), region, verdict)


def _chosen(project: Project, job: Job) -> tuple[Leaflet, Region]:
    """The words of a job before sign-offs are looked at, and the region whose values they have."""
    leaflet, region = project.leaflet(job.leaflet), project.settings.regions[job.region]
    clinic = clinic_of(project, job)
    if clinic:
        job = replace(job, extras=job.extras | frozenset(clinic.extras))
        leaflet = changed(leaflet, clinic, job.axes)
        if more := project.pictures(clinic.changes):
            leaflet = leaflet.model_copy(update={"pictures": leaflet.pictures | more})
        region = region.model_copy(update={"fever_threshold": clinic.fever_threshold or region.fever_threshold})
    chosen = select(leaflet, job)
    if clinic:
        chosen = _rung(chosen, clinic, project.language(job.language))
    return _named(translate(chosen, project.language(job.language, job.leaflet)), region), region


def _rung(leaflet: Leaflet, clinic: Clinic, language: Language) -> Leaflet:
    """The leaflet with the clinic's telephone lines where its contacts are left blank."""

    def filled(block: AnyBlock) -> AnyBlock:
        if isinstance(block, KeepTogetherBlock):
            return block.model_copy(update={"keep_together": tuple(filled(inner) for inner in block.keep_together)})
        if not isinstance(block, ContactsBlock) or block.contacts.filled_by == "reader":
            return block
        known = [item for item in block.contacts.items if item.phone]
        items = (*(_contact(line, language) for line in clinic.directory), *known)
        return block.model_copy(update={"contacts": block.contacts.model_copy(update={"items": items})})

    if not asks_whom_to_ring(leaflet):
        return leaflet
    sections = {
        name: section.model_copy(update={"blocks": tuple(map(filled, section.blocks))})
        for name, section in leaflet.sections.items()
    }
    return leaflet.model_copy(update={"sections": sections})


def _contact(line: Line, language: Language) -> Contact:
    made = Contact.model_construct(label=line.label, phone=line.phone, hours=line.hours or language.phrases.any_hour)
    made.locate(line.at)
    return made


def asks_whom_to_ring(leaflet: Leaflet) -> bool:
    """Whether a clinic's telephone lines have a place among a leaflet's words."""
    return any(_asks(block) for section in leaflet.sections.values() for block in section.blocks)


@once
def _asks(block: AnyBlock) -> bool:
    return any(isinstance(model, ContactsBlock) for model in models(block))


def clinic_of(project: Project, job: Job) -> Clinic | None:
    """The clinic a job is for, if it is for one."""
    return project.clinic(job.clinic) if job.clinic else None


def _named(leaflet: Leaflet, region: Region) -> Leaflet:
    """The leaflet with the values of its region, and the names of all others in braces."""
    named = {name: f"{{{name}}}" for name in PLACEHOLDERS}
    return fill_in(leaflet, named | {name: getattr(region, name) for name in OF_THE_REGION}, shared=True)


def _judged(project: Project, job: Job, leaflet: Leaflet) -> tuple[Leaflet, Verdict]:
    """What the sign-offs of the statements come to; the leaflet, if the job asks for it, without what it can spare."""
    now = counting(project, job)
    found = standings(leaflet, now, job.clinic)
    left_out = optional_unsigned(found) if job.statements == "signed" else ()
    if left_out:
        leaflet = without(leaflet, left_out)
        found = standings(leaflet, now, job.clinic)
    return leaflet, verdict_of(found, leaflet.file, job.variant)


def standing(project: Project, job: Job) -> tuple[Standing, ...]:
    """How each statement of a job stands with the clinicians, in reading order."""
    return standings(worded(project, job).leaflet, counting(project, job), job.clinic)


def counting(project: Project, job: Job) -> dict[str, str]:
    """The words that a job's sign-offs are held against: its clinic's own count where the clinic signed any."""
    own = any(one.clinic == job.clinic for one in project.leaflet(job.leaflet).sign_offs)
    return current(project, job.leaflet, job.clinic if own else "")


def current(project: Project, name: str, clinic: str = "") -> dict[str, str]:
    """The words of all that a leaflet says in any region, variant and edition, by their marks.

    With those of a clinic, if it has words of its own.
    """
    if (name, clinic) not in project.said:
        project.said[name, clinic] = _current(project, name, clinic)
    return project.said[name, clinic]


def _current(project: Project, name: str, clinic: str) -> dict[str, str]:
    found = dict(current(project, name)) if clinic else {}
    for job in every_job(project, name, clinic):
        with suppress(ContentError):  # what cannot be chosen is said where it is asked for
            found |= {one.mark: one.words for one in statements(_chosen(project, job)[0])}
    return found


def every_job(project: Project, name: str, clinic: str = "", region: str = "") -> Iterator[Job]:
    """A job for each edition, region and variant of a leaflet, and each again with all that is off by default.

    Of a clinic's those of its region, or of one region alone.
    """
    file, settings = project.leaflet(name).file, project.settings
    editions = EDITIONS if file.panels else EDITIONS[:1]
    regions = [project.clinic(clinic).region] if clinic else [region] if region else list(settings.regions)
    extras = dict.fromkeys((frozenset[str](), frozenset(file.extras)))
    for extra, edition, where, variant in product(extras, editions, regions, file.variants):
        place = settings.regions[where]
        look = (place.format, settings.theme, place.language)
        yield Job(name, variant, where, *look, edition=edition, clinic=clinic, extras=extra)


def explained(problems: Iterable[Problem], project: Project, job: Job) -> Iterable[Problem]:
    """A job's problems; those in a clinic's replacement say what it replaces."""
    clinic = clinic_of(project, job)
    return traced(problems, clinic, project.leaflet(job.leaflet)) if clinic and clinic.changes else problems
