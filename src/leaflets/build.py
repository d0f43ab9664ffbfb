"""One job -> one leaflet. On paper: read, select, translate, fill, style, compose, paginate, draw, finish."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from leaflets.content.manuscript import Manuscript, manuscript
from leaflets.content.project import Project
from leaflets.content.screen import SCREENS
from leaflets.content.selection import Job, reference_code
from leaflets.layout.pages import draw_pages, section_pages
from leaflets.layout.paginate import paginate
from leaflets.layout.setting import Setting
from leaflets.layout.story import compose
from leaflets.layout.style import style
from leaflets.pdf.document import Document
from leaflets.pdf.metadata import Metadata
from leaflets.problems import Problem


@dataclass(frozen=True)
class Made:
    """A finished leaflet: its file, its number of pages (of paper), and what its makers should know."""

    job: Job
    data: bytes
    pages: int
    warnings: Sequence[Problem]


def make(project: Project, job: Job) -> Made:
    """The leaflet of one job. Raises ContentError with every problem of the first stage that finds any."""
    copy = manuscript(project, job)
    if job.format in SCREENS:
        from leaflets.web.edition import edition  # templates are slow to start, and paper needs none

        return Made(job, edition(copy, project.theme(job.theme), project.asset("")), 0, copy.warnings)
    sheet = style(project, project.theme(job.theme), project.format(job.format), copy.variant)
    setting = Setting(copy.leaflet, job, sheet, copy.language, project.asset(""), copy.notice)

    document = Document(_metadata(project, copy), project.asset("profiles/sRGB.icc").read_bytes())
    story = compose(setting, document.root)
    pages = paginate(story, sheet.format.text_height, sheet.unit)
    setting.pages.update(section_pages(pages))
    draw_pages(document, pages, setting)
    return Made(job, document.finish(), len(pages), copy.warnings)


def _metadata(project: Project, copy: Manuscript) -> Metadata:
    file = copy.leaflet.file
    return Metadata(
        title=copy.variant.title,
        author=file.publisher,
        subject=copy.language.phrases.subject,
        keywords=f"{reference_code(file, copy.job.variant)}, version {file.version}",
        language=copy.language.tag,
        made=project.now,
    )
