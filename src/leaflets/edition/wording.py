"""The words of a job: its clinic's changes made, selected, translated; and how they stand with the clinicians."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import product
from typing import Any

from leaflets.content.approvals import Approval
from leaflets.content.blocks import AnyBlock, ChanceBlock, ContactsBlock, KeepTogetherBlock
from leaflets.content.clinic import Clinic, Line
from leaflets.content.format import SCREENS
from leaflets.content.inline import PLACEHOLDERS
from leaflets.content.language import Language
from leaflets.content.leaflet import Leaflet, Section
from leaflets.content.model import once
from leaflets.content.payloads import Contact, Shown
from leaflets.content.settings import Region
from leaflets.edition.changes import changed
from leaflets.edition.leaving_out import without
from leaflets.edition.printed import LOOKS, NOTES, body, hash_of
from leaflets.edition.selection import Job, fill_in, select, translate
from leaflets.edition.translation import Rendering, in_language, outside, settled, speaking
from leaflets.problems import ContentError, Problem
from leaflets.signing.signoff import Standing, Verdict, counted, standings, summary, verdict_of
from leaflets.signing.statements import statements
from leaflets.store.changes import traced
from leaflets.store.project import Project
from leaflets.store.references import EDITIONS, models
from leaflets.store.translations import foreign, source_language, translations


def worded(project: Project, job: Job) -> tuple[Leaflet, Region, Verdict, Rendering | None]:
    """The words of a job, the values of its region filled in and all others named in braces; and what decided them.

    That is its region; what the sign-offs of its statements come to, of which those that count are the ``approvals`` of
    its file; and how it was translated, if it was. Raises ContentError.
    """
    leaflet, region, rendering = _chosen(project, job)
    whole, verdict = holding(project, job), Verdict()
    if leaflet.sign_offs or job.statements == "signed":
        leaflet, verdict = _judged(leaflet, job, whole)
    signed = counted(verdict, whole) if rendering is None or rendering.checked else ()
    if signed != leaflet.file.approvals:
        file = leaflet.file.model_copy(update={"approvals": signed})
        leaflet = leaflet.model_copy(update={"file": file})
    return leaflet, region, verdict, rendering


def _chosen(project: Project, job: Job) -> tuple[Leaflet, Region, Rendering | None]:
    """The words of a job before sign-offs are looked at, its region, and how they were translated."""
    chosen, region, rendering = _selected(project, job)
    clinic, language = clinic_of(project, job), project.language(job.language)
    chosen = _rung(chosen, clinic, language) if clinic else chosen
    chosen = chosen.model_copy(update={"chance": language.phrases.chance})
    return _translated(project, job, chosen, region), region, rendering


def _translated(project: Project, job: Job, chosen: Leaflet, region: Region) -> Leaflet:
    """The leaflet in the job's language, with the values of its region, and the names of all others in braces."""
    leaflet = translate(chosen, project.language(job.language, job.leaflet))
    named = {name: f"{{{name}}}" for name in PLACEHOLDERS}
    own = {name: region.values[name] for name in leaflet.file.values}
    return fill_in(leaflet, named | {"emergency_number": region.emergency_number} | own, shared=True)


def _selected(project: Project, job: Job) -> tuple[Leaflet, Region, Rendering | None]:
    """The words of a job as their authors, or translators, wrote them, without the clinic's telephone lines."""
    leaflet, region = as_unfolded(project, job), project.settings.regions[job.region]
    clinic = clinic_of(project, job)
    if clinic:
        job = replace(job, extras=job.extras | frozenset(clinic.extras))
        leaflet = changed(leaflet, clinic, job.axes)
        if more := project.pictures(clinic.changes):
            leaflet = leaflet.model_copy(update={"pictures": leaflet.pictures | more})
        region = region.model_copy(update={"values": {**region.values, **clinic.values}})
    selected = select(leaflet, job)
    if not foreign(project, job.language):
        return selected, region, None
    language, own = (project.language(name) for name in (job.language, source_language(project, job.region)))
    said = {name: language.figures(text, own) for name, text in region.values.items()}
    region = region.model_copy(update={"values": said})
    selected, rendering = settled(project, selected, job)
    return selected, region, rendering


def as_unfolded(project: Project, job: Job) -> Leaflet:
    """The leaflet of a job in its language; its brief edition in the order that the job's sheet is unfolded."""
    leaflet = in_language(project, job.leaflet, job.language)
    fold = project.format(job.format).fold if job.format not in SCREENS else None
    if not (fold and leaflet.file.panels):
        return leaflet
    panels = leaflet.file.panels.folded(fold.kind)
    return leaflet.model_copy(update={"file": leaflet.file.model_copy(update={"panels": panels})})


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
    return any(map(_asks, leaflet.sections.values()))


@once
def _asks(section: Section) -> bool:
    return any(isinstance(model, ContactsBlock) for model in models(section))


def clinic_of(project: Project, job: Job) -> Clinic | None:
    """The clinic a job is for, if it is for one, in the job's language. Raises ContentError."""
    clinic = project.clinic(job.clinic) if job.clinic else None
    return speaking(clinic, job.language) if clinic and foreign(project, job.language) else clinic


def title_of(project: Project, job: Job) -> str:
    """The title of a job's variant, in the job's language."""
    title = in_language(project, job.leaflet, job.language).file.variants[job.variant].title
    return project.language(job.language, job.leaflet).translate(title)


def _judged(leaflet: Leaflet, job: Job, whole: tuple[Approval, ...]) -> tuple[Leaflet, Verdict]:
    """What the sign-offs of the statements come to; the leaflet, if the job asks for it, without what it can spare."""
    found = standings(leaflet)
    verdict = verdict_of(found, leaflet.file, job.variant)
    spared = {(one.saying.id, one.saying.where) for one in found if one.saying.optional and one.state != "signed"}
    if job.statements == "signed" and not counted(verdict, whole) and spared:
        leaflet = without(leaflet, spared)
        verdict = verdict_of(standings(leaflet), leaflet.file, job.variant)
    return leaflet, verdict


def holding(project: Project, job: Job) -> tuple[Approval, ...]:
    """The sign-offs of a job's whole version that hold, since what they cover is what it says now.

    A clinic's own cover what it hands out; the leaflet's count for a clinic that hands out the same words.
    """
    found = [one for one, holds in _of_version(project, job, job.clinic) if holds]
    whole = project.leaflet(job.leaflet)
    if job.clinic and (whole.versions or whole.file.approvals):
        plain = replace(job, clinic="", extras=job.extras | frozenset(project.clinic(job.clinic).extras))
        theirs, clinic = holding(project, plain), project.clinic(job.clinic)
        own = clinic.about(job.leaflet) or clinic.values
        found += theirs if theirs and (not own or _says(project, job) == _says(project, plain)) else ()
    return tuple(found)


def tongue_of(project: Project, job: Job) -> str:
    """The language a job is translated into; nothing, if it is in that of the leaflet's authors or a sister of it."""
    return job.language if foreign(project, job.language) else ""


def lapsed(project: Project, job: Job) -> Iterator[tuple[Approval, Problem]]:
    """The sign-offs of a job's whole version that do not count, and what there is to do."""
    for clinic in dict.fromkeys(("", job.clinic)):
        for one, holds in _of_version(project, job, clinic):
            if holds:
                continue
            options = [*(f"--variant {name}" for name in one.variant), *([f"--clinic {clinic}"] if clinic else [])]
            anew = " ".join(["leaflets review", job.leaflet, *options])
            said = f"what {one.by} signed on {one.signed} has changed since; it is a draft again"
            hint = f"take the change back, or have it signed anew ({anew}) and delete this"
            if one.hash is None:
                said = f"nobody can tell what {one.by} signed on {one.signed}, there being no 'hash'; it does not count"
                hint = f"have it signed anew ({anew}, then leaflets sign-off with the hash it names) and delete this"
            yield one, Problem(one.at(), said, hint)


def _of_version(project: Project, job: Job, clinic: str) -> Iterator[tuple[Approval, bool]]:
    """The sign-offs of a job's whole version, and whether each holds: a clinic's own, or those of the leaflet."""
    whole = project.leaflet(job.leaflet)
    if not (whole.versions or (project.clinic(clinic) if clinic else whole.file).approvals):
        return  # as of most
    leaflet, tongue = in_language(project, job.leaflet, job.language), tongue_of(project, job)
    found: list[Approval] = [one for one in leaflet.versions if (one.clinic or "") == clinic]
    if tongue:
        pass  # who signed words in files of authors and clinics signed none that are translated
    elif clinic:
        found += [one for one in project.clinic(clinic).approvals if one.leaflet == job.leaflet]
    else:
        found += leaflet.file.approvals
    for one in found:
        if job.variant in one.variant and one.version == leaflet.file.version:
            yield one, one.hash is not None and one.hash == covered(project, job.leaflet, one.variant, clinic, tongue)


def covered(project: Project, name: str, variants: Sequence[str], clinic: str = "", tongue: str = "") -> str:
    """What stands for all that a sign-off of some variants covers: what they say in every region and edition.

    With and without all that is off by default; of a clinic what it hands out in its region, and says of itself;
    translated into ``tongue``, if that is named.
    """
    key = (name, tuple(sorted(variants)), clinic, tongue)
    if key not in project.covered:
        said: dict[str, Any] = {"clinic": project.clinic(clinic)} if clinic else {}
        for job in every_job(project, name, clinic, tongue=tongue):
            if job.variant in variants:
                with suppress(ContentError):  # what cannot be chosen is said where it is asked for
                    said[f"{job.variant} {job.region} {job.edition} {sorted(job.extras)}"] = _says(project, job)
        project.covered[key] = f"v{hash_of(said, NOTES | LOOKS | {'logo'})[:16]}"
    return project.covered[key]


def _says(project: Project, job: Job) -> str:
    """A hash of all that a job says, what is locked in it, and its pictures; but for what a clinic says of itself."""
    selected, region, _ = _selected(project, job)
    leaflet = _translated(project, job, selected, region)
    every, phrases = list(models(leaflet.sections)), project.language(job.language).phrases
    shown = {one.asset for one in every if isinstance(one, Shown)}
    said = body(leaflet, job.variant) | {
        "phrases": [phrases.chance, *phrases.chance_square.values(), phrases.chance_source, phrases.any_hour],
        "reference": project.leaflet(job.leaflet).file.reference,
        "pictures": [f"{file} {leaflet.pictures.get(file, '')}" for file in sorted(shown)],
        "places": [],  # nothing, and still counted: without it every version would have to be signed anew
        "chances": [leaflet.sources[name].organisation for one in every if isinstance(one, ChanceBlock)
                    for name in one.sources],
    }  # fmt: skip
    return hash_of(said, (NOTES | LOOKS) - {"locked"})


def stands(project: Project, job: Job) -> str:
    """How a job stands with the clinicians, in one line: a draft or not, who signed it whole, and its statements."""
    leaflet, who = worded(project, job)[0], [f"{one.by}, {one.signed}" for one in holding(project, job)]
    state = "signed off" if leaflet.file.approvals else "a draft"
    whole = [f"version signed as a whole ({'; '.join(who)})"] if who else []
    return "; ".join([state, *whole, summary(standings(leaflet, counting(project, job), job.clinic))])


def standing(project: Project, job: Job) -> tuple[Standing, ...]:
    """How each statement of a job stands with the clinicians, in reading order."""
    return standings(worded(project, job)[0], counting(project, job), job.clinic)


def counting(project: Project, job: Job) -> dict[str, str]:
    """The words that a job's sign-offs are held against: its clinic's own count where the clinic signed any.

    Where nobody has signed any, there is nothing to hold against them.
    """
    if not project.leaflet(job.leaflet).sign_offs:
        return {}
    own = any(one.clinic == job.clinic for one in project.leaflet(job.leaflet).sign_offs)
    return current(project, job.leaflet, job.clinic if own else "", tongue_of(project, job))


def current(project: Project, name: str, clinic: str = "", tongue: str = "") -> dict[str, str]:
    """The words of all that a leaflet says in any region, variant and edition, by their marks.

    With those of a clinic, if it has words of its own; translated into ``tongue``, if that is named.
    """
    key = (name, clinic, tongue)
    if key not in project.said:
        found = dict(current(project, name, tongue=tongue)) if clinic else {}
        for job in every_job(project, name, clinic, tongue=tongue):
            with suppress(ContentError):  # what cannot be chosen is said where it is asked for
                found |= {one.mark: one.words for one in statements(_chosen(project, job)[0])}
        project.said[key] = found
    return project.said[key]


def every_job(project: Project, name: str, clinic: str = "", region: str = "", tongue: str = "") -> Iterator[Job]:
    """A job for each edition, region and variant of a leaflet, and each again with all that is off by default.

    Of a clinic's those of its region, or of one region alone; in the region's language, or those that its translation
    into ``tongue`` is for.
    """
    said = translations(project, name, tongue) if tongue else None
    file, settings = project.leaflet(name).file, project.settings
    editions = EDITIONS if file.panels else EDITIONS[:1]
    regions = [project.clinic(clinic).region] if clinic else [region] if region else list(settings.regions)
    extras = dict.fromkeys((frozenset[str](), frozenset(file.extras)))
    for extra, edition, where, variant in product(extras, editions, regions, file.variants):
        place = settings.regions[where]
        look = (place.format, settings.theme, tongue or place.language)
        job = Job(name, variant, where, *look, edition=edition, clinic=clinic, extras=extra, abroad=bool(tongue))
        if said is None or not any(outside(said, job)):
            yield job


def explained(problems: Iterable[Problem], project: Project, job: Job) -> Iterable[Problem]:
    """A job's problems; those in a clinic's replacement say what it replaces."""
    clinic = clinic_of(project, job)
    return traced(problems, clinic, project.leaflet(job.leaflet)) if clinic and clinic.changes else problems
