"""One job -> one PDF: read, select, translate, fill, style, compose, paginate, draw, finish."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from leaflets.content.clinic import Clinic
from leaflets.content.leaflet import Leaflet
from leaflets.content.project import Project
from leaflets.content.selection import Job, approvals, month, reference_code
from leaflets.content.wording import explained, worded
from leaflets.layout.pages import draw_pages, section_pages
from leaflets.layout.paginate import paginate
from leaflets.layout.setting import Setting
from leaflets.layout.story import compose
from leaflets.layout.style import style
from leaflets.pdf.document import Document
from leaflets.pdf.metadata import Metadata
from leaflets.problems import ContentError, Problem


@dataclass(frozen=True)
class Made:
    """A finished leaflet: its file, its number of pages, and what its makers should know."""

    job: Job
    data: bytes
    pages: int
    warnings: Sequence[Problem]


def make(project: Project, job: Job) -> Made:
    """The PDF of one job. Raises ContentError with every problem of the first stage that finds any."""
    try:
        return _made(project, job)
    except ContentError as error:
        raise ContentError(explained(error.problems, project, job)) from None


def _made(project: Project, job: Job) -> Made:
    language = project.language(job.language)
    leaflet, clinic = worded(project, job)
    sheet = style(project, project.theme(job.theme), project.format(job.format), leaflet.file.variants[job.variant])
    expired = leaflet.file.review_by < project.today
    review = month(leaflet.file.review_by, language)
    notices = [language.phrases.expired.format(month=review)] if expired else []
    notices += [] if approvals(leaflet.file, job.variant) else [language.phrases.draft]
    setting = Setting(leaflet, job, sheet, language, project.asset(""), ". ".join(notices), clinic=clinic)

    document = Document(_metadata(project, leaflet, job, clinic), project.asset("profiles/sRGB.icc").read_bytes())
    story = compose(setting, document.root)
    pages = paginate(story, sheet.format.text_height, sheet.unit)
    setting.pages.update(section_pages(pages))
    draw_pages(document, pages, setting)
    return Made(job, document.finish(), len(pages), _warnings(leaflet) if expired else ())


def _metadata(project: Project, leaflet: Leaflet, job: Job, clinic: Clinic | None) -> Metadata:
    variant, language = leaflet.file.variants[job.variant], project.language(job.language)
    return Metadata(
        title=variant.title,
        author=clinic.name if clinic else leaflet.file.publisher,
        subject=language.phrases.subject,
        keywords=f"{reference_code(leaflet.file, job.variant)}, version {leaflet.file.version}",
        language=language.tag,
        made=project.now,
    )


def _warnings(leaflet: Leaflet) -> Sequence[Problem]:
    file = leaflet.file
    message = f"the review date, {file.review_by}, is past; the leaflet is marked as out of date"
    return [Problem(file.at("review_by"), message, "check the leaflet again and set the next date")]
