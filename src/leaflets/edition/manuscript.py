"""The manuscript: the one answer to what a job says, from which all that shows, checks or signs it takes its words."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from operator import attrgetter

from leaflets.content.blocks import AnatomyBlock, Block, KeepTogetherBlock
from leaflets.content.clinic import Clinic
from leaflets.content.inline import PLACEHOLDERS
from leaflets.content.language import Language
from leaflets.content.leaflet import Leaflet, LeafletFile, Organisation, Section, Variant, Word, approvals
from leaflets.content.model import Conditional, M, Model, once
from leaflets.content.settings import Region
from leaflets.content.written import UNWRITTEN
from leaflets.edition.changes import active, branded, outline
from leaflets.edition.ending import PHONE, draft_marks, help_values, with_help, with_staff_line
from leaflets.edition.passages import Passage, passages
from leaflets.edition.selection import Job, fill_in, month, own_values, reference_code, translate, values
from leaflets.edition.translation import Rendering
from leaflets.edition.wording import as_unfolded, asks_whom_to_ring, clinic_of, holding, worded
from leaflets.problems import Problem, refuse
from leaflets.signing.signoff import Verdict, counted
from leaflets.signing.statements import Saying, statements
from leaflets.store.project import Project
from leaflets.store.references import missing_drawings, models

NAMED: Mapping[str, str] = {name: f"{{{name}}}" for name in (*PLACEHOLDERS, PHONE)}
_ALIKE = attrgetter(*(name for name in Job.__dataclass_fields__ if name not in ("clinic", "extras")))
OF_THE_CLINIC = ("reference", "checked_by", PHONE)
"""The values that can differ from clinic to clinic where their words are the same."""


@dataclass(frozen=True, eq=False)
class Manuscript:
    """What a job says: a leaflet with nothing conditional left, in its language, and the clinic that hands it out.

    What stands in blocks, words and organisations still names in braces whatever is not its region's: who prints them
    asks for them ``filled`` with the ``values``. So the same ``leaflet`` serves every clinic, where it is ``shared``:
    all else it says is printed alike for all. ``notice`` is the draft or out-of-date mark, or nothing; ``warnings`` are
    what its makers should know; ``authors`` is the file before any clinic made it its own; ``verdict`` is what the
    sign-offs of its statements come to; ``rendering`` is how it was translated, if it was.
    """

    job: Job
    language: Language
    region: Region
    leaflet: Leaflet
    clinic: Clinic | None
    values: Mapping[str, str]
    notice: str
    warnings: Sequence[Problem]
    shared: bool
    authors: LeafletFile
    verdict: Verdict
    rendering: Rendering | None = None

    @property
    def variant(self) -> Variant:
        """The variant it is about."""
        return self.leaflet.file.variants[self.job.variant]

    @cached_property
    def statements(self) -> tuple[Saying, ...]:
        """What clinicians sign, in reading order."""
        return statements(self.leaflet)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every text of it, in the order of print."""
        return tuple(passages(self.leaflet, self.variant, self.clinic, self.values))

    @property
    def glossary(self) -> list[Word]:
        """The words explained, in the order of the alphabet."""
        order = self.language.order
        return sorted(map(self.filled, self.leaflet.words.values()), key=lambda word: order(word.term))

    @property
    def organisations(self) -> list[Organisation]:
        """The bodies that can help, in the order of the file."""
        return list(map(self.filled, self.leaflet.organisations.values()))

    def explained(self, block: Block) -> list[Word]:
        """The words a block wants explained beside it, as far as they are there."""
        words = self.leaflet.words
        return [self.filled(words[name]) for name in block.words if name in words]

    def filled(self, model: M) -> M:
        """A part of it as it is printed, nothing left in braces."""
        return fill_in(model, self.values)


def manuscript(project: Project, job: Job) -> Manuscript:
    """The manuscript of a job. Raises ContentError with the problems of the first stage that finds any."""
    language, clinic = project.language(job.language, job.leaflet), clinic_of(project, job)
    said, region, verdict, rendering = worded(project, job)
    known = {**values(said, job, region, language), **help_values(clinic)}
    leaflet, told = with_help(project, job, _framed(said, known), language, clinic, region)
    leaflet = with_staff_line(project, job, leaflet, rendering) if rendering else leaflet
    blocks = chain.from_iterable(section.blocks for section in leaflet.sections.values())
    drawn = tuple(block for block in blocks if isinstance(block, AnatomyBlock | KeepTogetherBlock))
    refuse(missing_drawings(project.asset(""), (drawn, leaflet.file.variants[job.variant].cover)))
    bare = {name: _headed(section) for name, section in said.sections.items()}
    authors = fill_in(translate(as_unfolded(project, job).file, language), known)
    return Manuscript(
        job=job,
        language=language,
        region=region,
        leaflet=leaflet,
        clinic=_filled(clinic, known),
        values=known,
        notice=notice(project, leaflet.file, job, rendering),
        warnings=[
            *warnings(project, leaflet.file),
            *unwritten(project.leaflet(job.leaflet)),
            *(rendering.problems if rendering else ()),
            *told,
        ],
        shared=not names_clinic(said.model_copy(update={"sections": bare})),
        authors=authors,
        verdict=verdict,
        rendering=rendering,
    )


def ground(project: Project, job: Job) -> Hashable:
    """What decides all that a manuscript says but what a clinic owns: jobs with the same ground can share a layout."""
    clinic = clinic_of(project, job)
    if clinic is None:
        return job
    alike, about = (*_ALIKE(job), job.extras | frozenset(clinic.extras)), clinic.about(job.leaflet)
    changes = active(about, replace(job, extras=alike[-1]).axes) if about else ()
    if changes and job.statements == "signed":
        return alike, job.clinic  # what it may leave out depends on its words
    lines = clinic.directory if asks_whom_to_ring(project.leaflet(job.leaflet)) else ()
    spared = job.statements == "signed" and not holding(project, job)
    own = tuple(sorted(clinic.values.items())), clinic.language_help
    return alike, *own, spared, lines, tuple(map(outline, changes))


def for_clinic(copy: Manuscript, project: Project, job: Job) -> Manuscript:
    """The manuscript of another job on the same ground, which differs in the clinic, and in its own words, alone."""
    clinic, leaflet = clinic_of(project, job), copy.leaflet
    if not copy.shared or (clinic and clinic.about(job.leaflet)):
        return manuscript(project, job)
    if clinic:
        file = branded(copy.authors, clinic, job.variant, counted(copy.verdict, holding(project, job)))
        leaflet = leaflet.model_copy(update={"file": file})
    known = {**copy.values, **own_values(leaflet.file, job, copy.language), **help_values(clinic)}
    mark = notice(project, leaflet.file, job, copy.rendering)
    return replace(copy, job=job, leaflet=leaflet, clinic=_filled(clinic, known), values=known, notice=mark)


def differ_in_clinic(one: Manuscript, other: Manuscript) -> bool:
    """Whether two manuscripts on the same ground say the same but for what a clinic owns."""
    mine, others = one.leaflet.sections, other.leaflet.sections
    if mine is others:
        return True
    if [(name, len(mine[name].blocks)) for name in mine] != [(name, len(others[name].blocks)) for name in others]:
        return False
    pairs = ((mine[name].blocks, others[name].blocks) for name in mine)
    return all(
        one is other or (of_the_clinic(one) and of_the_clinic(other)) or one == other
        for blocks in pairs
        for one, other in zip(*blocks, strict=True)
    )


@once
def of_the_clinic(block: Block) -> bool:
    """Whether a clinic wrote a block, or something in it, or a text in it names a value that a clinic owns."""
    return names_clinic(block) or any(isinstance(model, Conditional) and model.local for model in models(block))


def names_clinic(model: Model) -> bool:
    """Whether a text in a model names a value that a clinic owns."""
    return fill_in(model, {**NAMED, **dict.fromkeys(OF_THE_CLINIC, "")}) is not model


@once
def _headed(section: Section) -> Section:
    """The section without its blocks."""
    return section.model_copy(update={"blocks": ()})


def _framed(leaflet: Leaflet, known: Mapping[str, str]) -> Leaflet:
    """The leaflet, its title, cover and headings as they are printed."""
    sections = dict(leaflet.sections)
    for name, section in sections.items():
        filled = fill_in(bare := _headed(section), known)
        if filled is not bare:
            sections[name] = filled.model_copy(update={"blocks": section.blocks})
    return leaflet.model_copy(update={"file": fill_in(leaflet.file, known), "sections": sections})


def _filled(clinic: Clinic | None, known: Mapping[str, str]) -> Clinic | None:
    """The clinic's words, its values filled in; its changes are the leaflet's words by now."""
    return fill_in(clinic.model_copy(update={"changes": ()}) if clinic.changes else clinic, known) if clinic else None


def notice(project: Project, file: LeafletFile, job: Job, rendering: Rendering | None = None) -> str:
    """The out-of-date mark, the draft mark, both, or nothing; of a translation that of a draft in its source's, too."""
    language = project.language(job.language)
    review = month(file.review_by, language)
    notices = [language.phrases.expired.format(month=review)] if file.review_by < project.today else []
    if not approvals(file, job.variant) or unwritten(project.leaflet(job.leaflet)):
        notices += draft_marks(project, job, rendering) if rendering else [language.phrases.draft]
    return f"{language.signs.stop} ".join(notices)


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


@once
def unwritten(leaflet: Leaflet) -> tuple[Problem, ...]:
    """Every text that only says what is to be written there, in any variant, in the order of its places."""
    lists = (leaflet.sections, leaflet.words, leaflet.organisations, leaflet.sources)
    found = {
        Problem(model.at(name), f"still to be written: {text.removeprefix(UNWRITTEN).strip()}")
        for part in chain([leaflet.file], *(listed.values() for listed in lists))
        for model in models(part)
        for name, text in model
        if isinstance(text, str) and text.startswith(UNWRITTEN)
    }
    return tuple(sorted(found))
