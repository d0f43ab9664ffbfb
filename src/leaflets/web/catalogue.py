"""The catalogue of a run: one page that lists what was made, for those who pick leaflets and print them."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Protocol

from leaflets.artwork.figures import icon
from leaflets.content.language import Language
from leaflets.content.screen import SCREENS
from leaflets.content.theme import palette
from leaflets.edition.changes import branded
from leaflets.edition.selection import Job, reference_code
from leaflets.edition.translation import in_language
from leaflets.problems import ContentError
from leaflets.store.project import Project
from leaflets.web.index import Cover, Entry, contents


class Finished(Protocol):
    """What the catalogue must know of a leaflet that was made: its job, pages of paper, size in bytes, and files."""

    @property
    def job(self) -> Job: ...  # noqa: D102
    @property
    def pages(self) -> int: ...  # noqa: D102
    @property
    def size(self) -> int: ...  # noqa: D102
    @property
    def files(self) -> Iterable[str]: ...  # noqa: D102


def catalogue(project: Project, made: Iterable[Finished]) -> bytes:
    """The page, in the words of the project's own region. Raises ContentError for a cover's icon that is missing."""
    words = project.language(project.settings.regions[project.settings.region].language)
    entries = [_entry(project, words, one) for one in sorted(made, key=lambda one: one.job.clinic)]
    return contents(sorted(entries, key=lambda one: words.order(one.clinic)), words, project.today)


def _entry(project: Project, words: Language, made: Finished) -> Entry:
    job = made.job
    language, clinic = project.language(job.language, job.leaflet), None
    file = project.leaflet(job.leaflet).file
    with suppress(ContentError):  # its own faults are told elsewhere, and its files are there all the same
        file = in_language(project, job.leaflet, job.language).file
        clinic = project.clinic(job.clinic) if job.clinic else None
    theme = project.theme(job.theme)
    file = branded(file, clinic) if clinic else file
    variant = file.variants[job.variant]
    drawn = icon(project.asset(""), variant.icon, variant.at("icon")) if variant.icon and theme.icons else None
    return Entry(
        clinic=clinic.name if clinic else job.clinic,
        leaflet=language.translate(file.title),
        topic=language.translate(variant.title),
        format=getattr(words.screen, job.format) if job.format in SCREENS else project.format(job.format).description,
        language=words.name_of(language.tag),
        reference=f"{reference_code(file, job.variant)} {file.version}",
        file=next(iter(made.files)),
        pages=made.pages,
        size=made.size,
        cover=Cover(palette(theme, variant).primary, drawn),
    )
