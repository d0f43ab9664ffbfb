"""One job -> one leaflet: read, select, translate, fill, style, compose, paginate, draw, finish, impose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from leaflets.content.leaflet import Leaflet
from leaflets.content.origin import fingerprint, recipe
from leaflets.content.project import Project
from leaflets.content.selection import Job, approvals, month, reference_code
from leaflets.content.ticket import ticket
from leaflets.content.wording import explained, worded
from leaflets.layout.folds import draw_guides, draw_sheet, fill_panels
from leaflets.layout.pages import draw_pages, section_pages
from leaflets.layout.paginate import Page, fill_up, paginate
from leaflets.layout.setting import Setting
from leaflets.layout.story import compose, notes_page
from leaflets.layout.style import style
from leaflets.pdf.document import TWO_SIDED, Document, Intent
from leaflets.pdf.imposition import impose
from leaflets.pdf.ink import COLOUR, GREY, Palette, press
from leaflets.pdf.metadata import Metadata, Origin
from leaflets.problems import ContentError, Problem


@dataclass(frozen=True)
class Made:
    """A finished leaflet: its file, its number of pages, what its makers should know, and the files that go with it."""

    job: Job
    data: bytes
    pages: int
    warnings: Sequence[Problem]
    beside: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def files(self) -> Mapping[str, bytes]:
        """Every file by its name, the leaflet's own first."""
        return {f"{self.job.name}.pdf": self.data, **self.beside}


@dataclass(frozen=True)
class Laid:
    """A leaflet laid out: its pages, or the panels of its sheet, and what is needed to draw them."""

    document: Document
    setting: Setting
    pages: Sequence[Page]
    panels: Mapping[str, Page]

    @property
    def count(self) -> int:
        """The number of pages: two for a folded sheet."""
        return 2 if self.panels else len(self.pages)


def make(project: Project, job: Job) -> Made:
    """The files of one job. Raises ContentError with every problem of the first stage that finds any."""
    try:
        return _made(project, job)
    except ContentError as error:
        raise ContentError(explained(error.problems, project, job)) from None


def _made(project: Project, job: Job) -> Made:
    paper = project.format(job.format)
    if paper.booklet and job.printing != "press":
        pages = _made(project, replace(job, format=paper.booklet.pages))
        title = project.language(job.language).phrases.booklet.format(title=_title(project, job))
        sheets = impose(pages.data, paper.booklet.sheet, title, job.paper_thickness)
        return Made(job, sheets, pages.pages, pages.warnings, pages.files)
    laid = lay_out(project, job)
    if paper.fold:
        draw_sheet(laid.document, laid.panels, laid.setting, paper.fold)
    else:
        draw_pages(laid.document, laid.pages, laid.setting)
    beside = ticket(job, paper, laid.count, _title(project, job)) if job.printing == "press" else {}
    return Made(job, laid.document.finish(), laid.count, _warnings(project, laid.setting.leaflet), beside)


def lay_out(project: Project, job: Job) -> Laid:
    """A job's leaflet on its pages, not yet drawn. Raises ContentError as ``make`` does."""
    language = project.language(job.language)
    paper = project.format(job.format)
    leaflet, clinic = worded(project, job)
    sheet = style(project, project.theme(job.theme), paper, leaflet.file.variants[job.variant])
    if job.printing == "grey":
        sheet = replace(sheet, alarm="#000000")  # nothing on the page is darker than the red flags
    review = month(leaflet.file.review_by, language)
    notices = [language.phrases.expired.format(month=review)] if leaflet.file.review_by < project.today else []
    notices += [] if approvals(leaflet.file, job.variant) else [language.phrases.draft]
    bleed = paper.bleed if job.printing == "press" else 0.0
    setting = Setting(leaflet, job, sheet, language, project.asset(""), ". ".join(notices), bleed, clinic=clinic)
    document = _document(project, setting)
    story = compose(setting, document.root)
    if paper.fold:
        return Laid(document, setting, (), fill_panels(story, setting))
    pages = paginate(list(chain.from_iterable(story.values())), paper.text_height, sheet.unit)
    fill_up(pages, paper.signature, lambda: notes_page(setting, document.root))
    setting.pages.update(section_pages(pages))
    return Laid(document, setting, pages, {})


def guides(project: Project, job: Job) -> tuple[str, bytes]:
    """The name and the bytes of a dummy of a folded format's sheet: its folds, and which panel is where."""
    paper, phrases = project.format(job.format), project.language(job.language).phrases
    if paper.fold is None:
        raise ValueError(f"{job.format} is not folded")
    leaflet = project.leaflet(job.leaflet)
    sheet = style(project, project.theme(job.theme), paper, leaflet.file.variants[job.variant])
    job = replace(job, printing="colour")
    setting = Setting(leaflet, job, sheet, project.language(job.language), project.asset(""))
    document = _document(project, setting)
    document.metadata = replace(
        document.metadata, title=phrases.fold_guides.format(format=paper.description), origin=None
    )
    draw_guides(document, setting, paper.fold)
    return f"{job.format}-fold-guides-{job.language}.pdf", document.finish()


def _document(project: Project, setting: Setting) -> Document:
    """An empty document for what the job is printed with."""
    printing = setting.job.printing
    metadata = _metadata(project, setting)
    if printing == "press":
        profile = project.asset("profiles/ISOcoated_v2_300_bas.icc")
        intent = Intent("FOGRA39", "Coated FOGRA39 (ISO 12647-2:2004)", profile.read_bytes(), 4, press=True)
        return Document(metadata, intent, Palette(press(profile), setting.sheet.brand))
    intent = Intent("sRGB", "sRGB IEC61966-2.1", project.asset("profiles/sRGB.icc").read_bytes(), 3)
    palette = Palette(GREY if printing == "grey" else COLOUR, setting.sheet.brand)
    return Document(metadata, intent, palette, TWO_SIDED if setting.sheet.format.fold else "")


def _title(project: Project, job: Job) -> str:
    return project.language(job.language).translate(project.leaflet(job.leaflet).file.variants[job.variant].title)


def _metadata(project: Project, setting: Setting) -> Metadata:
    leaflet, job, clinic = setting.leaflet, setting.job, setting.clinic
    language = project.language(job.language)
    return Metadata(
        title=leaflet.file.variants[job.variant].title,
        author=clinic.name if clinic else leaflet.file.publisher,
        subject=language.phrases.subject,
        keywords=f"{reference_code(leaflet.file, job.variant)}, version {leaflet.file.version}",
        language=language.tag,
        made=project.now,
        origin=_origin(setting),
    )


def _origin(setting: Setting) -> Origin:
    leaflet, job, clinic = setting.leaflet, setting.job, setting.clinic
    return Origin(
        reference=reference_code(leaflet.file, job.variant),
        version=leaflet.file.version,
        review_by=leaflet.file.review_by,
        job=recipe(job),
        content=fingerprint(leaflet, job.variant, clinic),
        clinic=clinic.name if clinic else "",
    )


def _warnings(project: Project, leaflet: Leaflet) -> Sequence[Problem]:
    file = leaflet.file
    if file.review_by >= project.today:
        return ()
    message = f"the review date, {file.review_by}, is past; the leaflet is marked as out of date"
    return [Problem(file.at("review_by"), message, "check the leaflet again and set the next date")]
