"""What one job says: the leaflet read, made its clinic's own, selected, translated, and its values filled in."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace

from leaflets.content.blocks import AnyBlock, ContactsBlock, KeepTogetherBlock
from leaflets.content.clinic import Clinic, Line
from leaflets.content.language import Language
from leaflets.content.leaflet import Leaflet
from leaflets.content.payloads import Contact
from leaflets.content.placeholders import PLACEHOLDERS
from leaflets.content.settings import Region
from leaflets.edition.changes import changed, local_file, traced
from leaflets.edition.leaving_out import without
from leaflets.edition.selection import Job, fill_in, select, translate, values
from leaflets.problems import Problem
from leaflets.signing.signoff import Standing, Verdict, optional_unsigned, settled, standings, verdict_of
from leaflets.signing.statements import statements
from leaflets.store.project import Project
from leaflets.store.references import EDITIONS, models

OF_THE_REGION = ("emergency_number", "fever_threshold")
OF_THE_CLINIC = ("reference", "checked_by")
BODY = ("sections", "words", "organisations", "sources")


@dataclass(frozen=True)
class Words:
    """What a job says, nothing conditional left in it, and its clinic.

    ``leaflet`` still has in braces what can differ from clinic to clinic where their words are the same; ``known`` are
    the values of all placeholders. ``authors`` is the leaflet's file before any clinic made it its own; ``verdict`` is
    what the sign-offs of its statements come to.
    """

    leaflet: Leaflet
    clinic: Clinic | None
    known: Mapping[str, str]
    authors: Leaflet
    verdict: Verdict

    def whole(self) -> Leaflet:
        """The leaflet with nothing left in braces. What has no braces in it is the very same object."""
        return fill_in(self.leaflet, self.known)


def words_of(project: Project, job: Job) -> Words:
    """What a job says. Raises ContentError."""
    clinic, language = clinic_of(project, job), project.language(job.language, job.leaflet)
    leaflet, region, verdict = _local(project, job, clinic)
    known = values(leaflet, job, region, language)
    left = known | {name: f"{{{name}}}" for name in OF_THE_CLINIC}
    authors = project.leaflet(job.leaflet).model_copy(update={part: {} for part in BODY})
    authors = fill_in(translate(authors, language), left)
    return Words(fill_in(leaflet, left), _filled(clinic, known), known, authors, verdict)


def ground(project: Project, job: Job) -> Hashable:
    """What decides the words of a job, but for what is in braces: jobs with the same ground have the same leaflet."""
    clinic = clinic_of(project, job)
    if clinic is None:
        return job
    changed_by = job.clinic if clinic.about(job.leaflet) else ""
    alike = replace(job, clinic=changed_by, extras=job.extras | frozenset(clinic.extras))
    lines = clinic.directory if _asks_whom_to_ring(project.leaflet(job.leaflet)) else ()
    return alike, clinic.fever_threshold, _lapsed(project, job), lines


def _lapsed(project: Project, job: Job) -> frozenset[str]:
    """The marks of what the job's clinic alone agreed to, in words that are gone now."""
    own = [one for one in project.leaflet(job.leaflet).sign_offs if one.clinic == job.clinic]
    return frozenset(mark for one in own for mark in one.agree if mark not in current(project, job.leaflet))


def for_clinic(words: Words, project: Project, job: Job) -> Words:
    """The words of another job on the same ground, which differs in the clinic alone."""
    clinic, region = clinic_of(project, job), project.settings.regions[job.region]
    leaflet = words.leaflet
    if clinic and not clinic.about(job.leaflet):
        file = settled(local_file(words.authors, clinic), words.verdict, job.variant)
        leaflet = leaflet.model_copy(update={"file": file})
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
    leaflet, region, _ = _local(project, job, clinic_of(project, job))
    return _named(leaflet, region)


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
    languages = {key: project.language(region.language, name) for key, region in settings.regions.items()}
    said = [_named(translate(whole, languages[key]), region) for key, region in settings.regions.items()]
    if clinic:
        key = project.clinic(clinic).region
        place = settings.regions[key]
        job = Job(name, "", key, place.format, settings.theme, place.language, clinic=clinic)
        editions = EDITIONS if whole.file.panels else EDITIONS[:1]
        jobs = [replace(job, variant=variant, edition=one) for variant in whole.file.variants for one in editions]
        said += [comparable(project, one) for one in jobs]
    return {one.mark: one.words for leaflet in said for one in statements(leaflet)}


def _local(project: Project, job: Job, clinic: Clinic | None) -> tuple[Leaflet, Region, Verdict]:
    """The words of a job, values not filled in, with the sign-offs that count.

    With them the region whose values they are, and what the sign-offs of the statements come to.
    """
    chosen, region = choose(project, job, clinic)
    leaflet, verdict = translate(chosen, project.language(job.language, job.leaflet)), Verdict()
    if leaflet.sign_offs or job.statements == "signed":
        leaflet, verdict = _judged(project, job, leaflet, region)
    return leaflet.model_copy(update={"file": settled(leaflet.file, verdict, job.variant)}), region, verdict


def choose(project: Project, job: Job, clinic: Clinic | None) -> tuple[Leaflet, Region]:
    """The words of a job as their authors wrote them, and the region whose values they have, as its clinic has both."""
    leaflet, region = project.leaflet(job.leaflet), project.settings.regions[job.region]
    if clinic:
        job = replace(job, extras=job.extras | frozenset(clinic.extras))
        leaflet = changed(leaflet, clinic, job.axes)
        region = region.model_copy(update={"fever_threshold": clinic.fever_threshold or region.fever_threshold})
    chosen = select(leaflet, job)
    return (_rung(chosen, clinic, project.language(job.language)) if clinic else chosen), region


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

    if not _asks_whom_to_ring(leaflet):
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


def _asks_whom_to_ring(leaflet: Leaflet) -> bool:
    return any(isinstance(model, ContactsBlock) for model in models(leaflet.sections))


def _judged(project: Project, job: Job, leaflet: Leaflet, region: Region) -> tuple[Leaflet, Verdict]:
    """What the sign-offs of the statements come to; the leaflet, if the job asks for it, without what it can spare."""
    now = current(project, job.leaflet)
    found = standings(_named(leaflet, region), now, job.clinic)
    left_out = optional_unsigned(found) if job.statements == "signed" else ()
    if left_out:
        leaflet = without(leaflet, left_out)
        found = standings(_named(leaflet, region), now, job.clinic)
    return leaflet, verdict_of(found, leaflet.file, job.variant)


def clinic_of(project: Project, job: Job) -> Clinic | None:
    """The clinic a job is for, if it is for one."""
    return project.clinic(job.clinic) if job.clinic else None


def explained(problems: Iterable[Problem], project: Project, job: Job) -> Iterable[Problem]:
    """A job's problems; those in a clinic's replacement say what it replaces."""
    clinic = clinic_of(project, job)
    return traced(problems, clinic, project.leaflet(job.leaflet)) if clinic and clinic.changes else problems
