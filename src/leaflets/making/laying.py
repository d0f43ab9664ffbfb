"""One job -> one leaflet on its pages: read, select, translate, fill, style, compose, paginate."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from leaflets.edition.manuscript import Manuscript, manuscript
from leaflets.edition.origin import fingerprint, recipe
from leaflets.edition.selection import Job, reference_code
from leaflets.layout.folds import draw_guides, fill_panels, sides
from leaflets.layout.pages import Side, draw, furniture_faults, section_pages
from leaflets.layout.paginate import fill_up, paginate
from leaflets.layout.region import Regions
from leaflets.layout.setting import Setting
from leaflets.layout.story import compose, notes_page
from leaflets.layout.style import style
from leaflets.making.proof import prove
from leaflets.pdf.document import AS_IT_IS, TWO_SIDED, Document, Intent
from leaflets.pdf.ink import COLOUR, GREY, Palette, press
from leaflets.pdf.metadata import Metadata, Origin
from leaflets.pdf.shell import finished
from leaflets.problems import ContentError
from leaflets.store.project import Project
from leaflets.text.lines import Line

Broken = dict[Hashable, Sequence[Line]]
PRESS_PROFILE = "profiles/ISOcoated_v2_300_bas.icc"


@dataclass(frozen=True)
class Laid:
    """A leaflet laid out: the sides of its sheets, and what is needed to draw them."""

    document: Document
    setting: Setting
    sides: Sequence[Side]

    def draw(self) -> Document:
        """The document with everything drawn, and proved. Raises ContentError with all that would be lost in it."""
        draw(self.document, self.sides, self.setting)
        prove(self.document, self.setting)
        return self.document


def setting_of(project: Project, copy: Manuscript, broken: Broken | None = None) -> Setting:
    """How a manuscript is to be set. ``broken`` as in ``Setting``. Raises ContentError if its colours are too faint."""
    job = copy.job
    paper = project.format(job.format)
    sheet = style(project.asset(""), project.theme(job.theme), paper, copy.variant)
    if job.printing == "grey":
        sheet = replace(sheet, alarm="#000000")  # nothing on the page is darker than the red flags
    bleed = paper.bleed if job.printing == "press" else 0.0
    return Setting(copy, sheet, project.asset(""), bleed, broken={} if broken is None else broken)


def lay_out(
    project: Project, job: Job, copy: Manuscript | None = None, body: str = "", broken: Broken | None = None
) -> Laid:
    """A job's leaflet on its pages, not yet drawn. Raises ContentError with every problem of the first stage with any.

    ``copy``, its manuscript, and ``body``, the hash of what that says whoever says it, are found if they are not given.
    ``broken`` as in ``Setting``.
    """
    setting = setting_of(project, copy or manuscript(project, job), broken)
    document = _document(project, setting, metadata(project, setting, body))
    if setting.clinic:
        for font in dict.fromkeys((setting.sheet.body.regular, setting.sheet.body.strong)):
            document.pin(font)
        setting.regions = Regions(document)
    story = compose(setting, document.root)
    paper = setting.sheet.format
    if paper.fold:
        return Laid(document, setting, sides(fill_panels(story, setting), setting, paper.fold))
    pages = paginate(list(chain.from_iterable(story.values())), paper.text_height, setting.sheet.unit)
    fill_up(pages, paper.signature, lambda: notes_page(setting, document.root))
    faults = list(furniture_faults(setting, len(pages)))
    if faults:
        raise ContentError(faults)
    setting.pages.update(section_pages(pages))
    return Laid(document, setting, [Side([(paper.margins.left, page)]) for page in pages])


def guides(project: Project, job: Job) -> tuple[str, bytes]:
    """The name and the bytes of a dummy of a folded format's sheet: its folds, and which panel is where."""
    paper, phrases = project.format(job.format), project.language(job.language).phrases
    if paper.fold is None:
        raise ValueError(f"{job.format} is not folded")
    job = replace(job, printing="colour", clinic="")
    setting = setting_of(project, manuscript(project, job))
    about = replace(metadata(project, setting), title=phrases.fold_guides.format(format=paper.description), origin=None)
    document = _document(project, setting, about)
    draw_guides(document, setting, paper.fold)
    return f"{job.format}-fold-guides-{job.language}.pdf", finished(document)


def palette(project: Project, setting: Setting) -> Palette:
    """The colours of a document, in what the job is printed with."""
    printing = setting.job.printing
    ink = press(project.asset(PRESS_PROFILE)) if printing == "press" else GREY if printing == "grey" else COLOUR
    return Palette(ink, setting.sheet.brand)


def _document(project: Project, setting: Setting, about: Metadata) -> Document:
    """An empty document for what the job is printed with."""
    colours = palette(project, setting)
    if setting.job.printing == "press":
        profile = project.asset(PRESS_PROFILE).read_bytes()
        return Document(about, Intent("FOGRA39", "Coated FOGRA39 (ISO 12647-2:2004)", profile, 4, press=True), colours)
    intent = Intent("sRGB", "sRGB IEC61966-2.1", project.asset("profiles/sRGB.icc").read_bytes(), 3)
    return Document(about, intent, colours, TWO_SIDED if setting.sheet.format.fold else AS_IT_IS)


def title_of(project: Project, job: Job) -> str:
    """The title of a job's variant, in the job's language."""
    title = project.leaflet(job.leaflet).file.variants[job.variant].title
    return project.language(job.language, job.leaflet).translate(title)


def metadata(project: Project, setting: Setting, body: str = "") -> Metadata:
    """What the file says of itself. ``body`` as in ``lay_out``."""
    leaflet, job, clinic = setting.leaflet, setting.job, setting.clinic
    language = project.language(job.language)
    return Metadata(
        title=leaflet.file.variants[job.variant].title,
        author=clinic.name if clinic else leaflet.file.publisher,
        subject=language.phrases.subject,
        keywords=f"{reference_code(leaflet.file, job.variant)}, version {leaflet.file.version}",
        language=language.tag,
        made=project.now,
        origin=_origin(setting, body),
    )


def _origin(setting: Setting, body: str) -> Origin:
    leaflet, job, clinic = setting.leaflet, setting.job, setting.clinic
    return Origin(
        reference=reference_code(leaflet.file, job.variant),
        version=leaflet.file.version,
        review_by=leaflet.file.review_by,
        job=recipe(job),
        content=fingerprint(setting.copy, body),
        clinic=clinic.name if clinic else "",
    )
