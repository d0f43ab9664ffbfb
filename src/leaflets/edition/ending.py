"""What stands at a leaflet's end beside its author's words: lines on help in other languages, and a line to staff."""

from collections.abc import Iterator, Mapping

from leaflets.content.blocks import AnyBlock, BulletsBlock, SubheadingBlock, TextBlock
from leaflets.content.clinic import Clinic
from leaflets.content.format import SCREENS
from leaflets.content.language import Language
from leaflets.content.leaflet import Leaflet
from leaflets.content.payloads import Listing, ListItem
from leaflets.content.phrases import Translated
from leaflets.content.settings import Line, Region
from leaflets.edition.selection import Job, reference_code
from leaflets.edition.translation import Rendering
from leaflets.problems import Problem, Source, did_you_mean, refuse, refused
from leaflets.store.project import Project
from leaflets.store.translations import source_language, translations
from leaflets.text.direction import CLOSE, ISOLATE, runs_left

PHONE = "help_phone"
"""The name of the number to ring: of the values of a manuscript, one that a clinic owns."""

STRIP = "help:lines"
"""The id of the list: no author can write it."""


def help_values(clinic: Clinic | None) -> Mapping[str, str]:
    """The number to ring for help: the clinic's first."""
    return {PHONE: clinic.contacts[0].phone if clinic else ""}


def with_help(
    project: Project, job: Job, leaflet: Leaflet, language: Language, clinic: Clinic | None, region: Region
) -> tuple[Leaflet, list[Problem]]:
    """The leaflet, the help strip at its end, and what its makers should know. Raises ContentError.

    A folded sheet has no room for it, and is made without.
    """
    tags = (clinic.language_help if clinic else ()) or region.language_help
    if not tags:
        return leaflet, []
    where = clinic.at("language_help") if clinic and clinic.language_help else region.at("language_help")
    if job.format not in SCREENS and project.format(job.format).fold:
        message = f"the lines on help in other languages have no room on {job.format}, and are left out"
        return leaflet, [Problem(where, message, "hand out a page with them, or a leaflet that is not folded")]
    return _ending(leaflet, *_strip(project, tags, language, clinic is not None, where)), []


def _ending(leaflet: Leaflet, *blocks: AnyBlock) -> Leaflet:
    last, section = list(leaflet.sections.items())[-1]
    section = section.model_copy(update={"blocks": (*section.blocks, *blocks)})
    return leaflet.model_copy(update={"sections": {**leaflet.sections, last: section}})


def _strip(
    project: Project, tags: tuple[str, ...], language: Language, rings: bool, where: Source
) -> Iterator[AnyBlock]:
    """The heading, and a list of the lines, but for that in the leaflet's own language."""
    known = project.language_help.languages
    problems = []
    for tag in (one for one in tags if one not in known):
        hint = f"{did_you_mean(tag, known)}; or add its line to content/language-help.yaml"
        problems.append(Problem(where, f"there is no line on help in '{tag}'", hint))
    refuse(problems)
    own = {tag: known[tag] for tag in tags if tag not in (language.tag, language.tag.split("-")[0])}
    ring = {"phone": f"{{{PHONE}}}"} if rings else None
    lines = tuple(
        ListItem.model_construct(id=f"{STRIP}:{tag}", lang=tag, text=_said(line, ring)) for tag, line in own.items()
    )
    draft = language.phrases.help_draft if any(line.checked is None for line in own.values()) else None
    listing = Listing.model_construct(lead_in=draft, items=lines)
    for block in (
        SubheadingBlock.model_construct(id=f"{STRIP}:heading", subheading=language.phrases.help),
        BulletsBlock.model_construct(id=STRIP, bullets=listing),
    ):
        for model in (block, listing, *lines):
            model.locate(lambda _: where)
        yield block


def _said(line: Line, ring: Mapping[str, str] | None) -> str:
    return f"**{line.free}**{f' {line.ring.format(**ring)}' if ring else ''}"


ID = "for-staff"


def draft_marks(project: Project, job: Job, rendering: Rendering) -> list[str]:
    """The draft mark of a translation, in its own language and in that of its source."""
    said = (_words(project, name) for name in (job.language, source_language(project, job.region)))
    own, source = (words.machine if rendering.by_machine else words.draft for words in said)
    return [own, f"{ISOLATE}{source}{CLOSE}" if runs_left(project.language(job.language).tag) else source]


def with_staff_line(project: Project, job: Job, leaflet: Leaflet, rendering: Rendering) -> Leaflet:
    """The leaflet; at its end, in the language of its source, what it is called there, its language and version."""
    name = source_language(project, job.region)
    words, source = _words(project, name), project.language(name, job.leaflet)
    title = source.translate(project.leaflet(job.leaflet).file.variants[job.variant].title)
    parts = [words.staff, words.unread if rendering.by_machine else None]
    text = " ".join(part for part in parts if part).format(
        title=title,
        language=_words(project, job.language).english,
        reference=reference_code(leaflet.file, job.variant),
        version=leaflet.file.version,
    )
    block = TextBlock(id=ID, text=text, lang=source.tag)
    where = translations(project, job.leaflet, job.language).at()
    block.locate(lambda _: where)
    return _ending(leaflet, block)


def _words(project: Project, name: str) -> Translated:
    language: Language = project.language(name)
    if language.translated is None:
        where = Source(f"content/languages/{name}.yaml")
        hint = "write 'translated:' and what belongs under it, as content/languages/en-us.yaml has it"
        raise refused(where, f"'{name}' has no fixed words for translations", hint)
    return language.translated
