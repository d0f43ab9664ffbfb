"""The catalogue of a run: one page that lists what was made, for those who pick leaflets and print them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from leaflets.artwork.drawing import shapes
from leaflets.artwork.icons import icon
from leaflets.content.palette import palette
from leaflets.content.screen import SCREENS
from leaflets.edition.changes import branded
from leaflets.edition.selection import Job, reference_code
from leaflets.edition.wording import clinic_of
from leaflets.store.project import Project
from leaflets.web.index import Cover, Entry, contents


class Finished(Protocol):
    """What the catalogue must know of a leaflet that was made: its job, its pages of paper, and its size in bytes."""

    @property
    def job(self) -> Job: ...  # noqa: D102
    @property
    def pages(self) -> int: ...  # noqa: D102
    @property
    def size(self) -> int: ...  # noqa: D102


def catalogue(project: Project, made: Iterable[Finished]) -> bytes:
    """The page, in the words of the project's own region. Raises ContentError for a cover's icon that is missing."""
    words = project.language(project.settings.regions[project.settings.region].language)
    return contents([_entry(project, one) for one in made], words, project.today)


def _entry(project: Project, made: Finished) -> Entry:
    """What the page tells of a leaflet."""
    job = made.job
    clinic, language = clinic_of(project, job), project.language(job.language, job.leaflet)
    theme, screen = project.theme(job.theme), SCREENS.get(job.format)
    file = project.leaflet(job.leaflet).file
    file = branded(file, clinic) if clinic else file
    variant = file.variants[job.variant]
    drawn = icon(project.asset(""), variant.icon, variant.at("icon"), shapes) if variant.icon and theme.icons else None
    return Entry(
        clinic=clinic.name if clinic else "",
        leaflet=language.translate(file.title),
        topic=language.translate(variant.title),
        format=screen.description if screen else project.format(job.format).description,
        language=language.tag,
        reference=f"{reference_code(file, job.variant)} {file.version}",
        file=job.file,
        pages=made.pages,
        size=made.size,
        cover=Cover(palette(theme, variant).primary, drawn),
    )
