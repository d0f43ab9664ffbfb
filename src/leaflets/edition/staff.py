"""What a translated leaflet says to staff, in the language it was made from: what it is, and whether it is a draft."""

from __future__ import annotations

from leaflets.content.blocks import TextBlock
from leaflets.content.language import Language
from leaflets.content.leaflet import Leaflet
from leaflets.content.phrases import Translated
from leaflets.edition.selection import Job, reference_code
from leaflets.edition.translation import Rendering
from leaflets.problems import ContentError, Problem, Source
from leaflets.store.project import Project
from leaflets.store.translations import source_language, translations
from leaflets.text.direction import CLOSE, ISOLATE, runs_left

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
    last, section = list(leaflet.sections.items())[-1]
    block = TextBlock(id=ID, text=text, lang=source.tag)
    where = translations(project, job.leaflet, job.language).at()
    block.locate(lambda _: where)
    section = section.model_copy(update={"blocks": (*section.blocks, block)})
    return leaflet.model_copy(update={"sections": {**leaflet.sections, last: section}})


def _words(project: Project, name: str) -> Translated:
    language: Language = project.language(name)
    if language.translated is None:
        where = Source(f"content/languages/{name}.yaml")
        hint = "write 'translated:' and what belongs under it, as content/languages/en-us.yaml has it"
        raise ContentError([Problem(where, f"'{name}' has no fixed words for translations", hint)])
    return language.translated
