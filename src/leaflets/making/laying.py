"""One job -> one leaflet on its pages: read, select, translate, fill, style, compose, paginate."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from itertools import chain
from typing import NamedTuple

from leaflets.content.format import Format
from leaflets.content.language import Language
from leaflets.content.model import Model, once
from leaflets.edition.manuscript import Manuscript, manuscript
from leaflets.edition.origin import fingerprint, recipe
from leaflets.edition.selection import Job, reference_code
from leaflets.files import read_whole
from leaflets.layout.blocks.kinds import page_break
from leaflets.layout.folds import draw_guides, fill_panels, sides
from leaflets.layout.notes import fill_pages_white, fill_panels_white, lines_to_write
from leaflets.layout.pages import Side, draw, furniture_faults, section_places
from leaflets.layout.paginate import fill_up, paginate
from leaflets.layout.setting import Regions, Setting
from leaflets.layout.story import compose
from leaflets.layout.style import StyleSheet, style
from leaflets.layout.typesetter import Typesetter
from leaflets.making.proof import prove
from leaflets.pdf.document import AS_IT_IS, TWO_SIDED, Document, Intent
from leaflets.pdf.ink import COLOUR, GREY, Palette, press
from leaflets.pdf.metadata import Metadata, Origin
from leaflets.pdf.shell import finished
from leaflets.pdf.tree import Node
from leaflets.problems import ContentError, Problem, Source, refuse
from leaflets.store.project import Project
from leaflets.text.breaks import Rules, has_patterns, rules_of
from leaflets.text.fonts import Font, unprintable

SCREEN_PROFILE = "profiles/sRGB.icc"
PRESS_PROFILE = "profiles/ISOcoated_v2_300_bas.icc"


class Laid(NamedTuple):
    """A leaflet laid out: the sides of its sheets, and what is needed to draw them."""

    document: Document
    setting: Setting
    sides: Sequence[Side]

    def draw(self) -> Document:
        """The document with everything drawn, and proved. Raises ContentError with all that would be lost in it."""
        draw(self.document, self.sides, self.setting.copy, self.setting.setter.sheet)
        prove(self.document, self.setting.copy, self.setting.setter)
        return self.document


def style_sheet(project: Project, copy: Manuscript) -> StyleSheet:
    """The style sheet of a manuscript.

    Raises ContentError if its colours are too faint, and if no typeface has letters of the language's fixed words.
    """
    job = copy.job
    paper = project.format(job.format)
    sheet = style(project.asset(""), project.theme(job.theme), paper, copy.variant, copy.language.tag)
    if lacking := _lacking(project.language(job.language), sheet.body.regular):
        what, hint = unprintable(lacking)[0], "add a typeface that has them to assets/fonts"
        raise ContentError([Problem(project.language(job.language).at(), what, hint)])
    if job.printing == "grey":
        return sheet._replace(alarm="#000000")  # nothing on the page is darker than the red flags
    return sheet._replace(bleed=paper.bleed) if job.printing == "press" else sheet


@once
def _lacking(language: Language, font: Font) -> str:
    """What of a language's words on paper, and of what stands in them, a font has no glyph for."""
    printed = {key: value for key, value in language if key not in ("screen", "message")}
    return font.missing("?0123456789" + "".join(_texts(printed)))


def _texts(value: object) -> Iterator[str]:
    """The texts inside a value of a model."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Model):
        yield from _texts(dict(value))
    elif isinstance(value, dict | tuple):
        yield from chain.from_iterable(map(_texts, value.values() if isinstance(value, dict) else value))


def typesetter(project: Project, copy: Manuscript, sheet: StyleSheet) -> Typesetter:
    """Who sets a manuscript by its style sheet."""
    rules = partial(_rules, project, sheet.format)
    return Typesetter(sheet, copy.language, project.asset(""), copy.leaflet.sections, rules)


def _rules(project: Project, paper: Format, lang: str) -> Rules:
    """What no line of a language parts: as its file says, or one of a language it is a kind of, if there is any."""
    languages = [project.language(name) for name in project.names("languages")]
    for wanted in (lang, lang.split("-")[0]):
        for one in languages:
            if wanted in (one.tag, one.tag.split("-")[0]):
                return one.rules(paper.hyphenate)
    return rules_of(hyphenated=lang if paper.hyphenate and has_patterns(lang) else "")


def lay_out(project: Project, job: Job, copy: Manuscript | None = None, body: str = "") -> Laid:
    """A job's leaflet on its pages, not yet drawn. Raises ContentError with every problem of the first stage with any.

    ``copy``, its manuscript, and ``body``, the hash of what that says whoever says it, are found if they are not given.
    """
    copy = copy or manuscript(project, job)
    sheet = style_sheet(project, copy)
    setter, paper = typesetter(project, copy, sheet), sheet.format
    document = _document(project, sheet, job, metadata(project, copy, body))
    setting = Setting(copy, setter)
    if copy.clinic:
        for font in dict.fromkeys((sheet.body.regular, sheet.body.strong)):
            document.pin(font)
        setting = Setting(copy, setter, Regions(document))
    story = compose(setting, document.root)
    notes = partial(lines_to_write, setter, copy.leaflet.file.at())
    if paper.fold:
        panels = fill_panels(story, copy, sheet)
        fill_panels_white(panels, paper, sheet.body.leading, partial(notes, sheet.subheading))
        return Laid(document, setting, sides(panels, sheet, paper.fold))
    pages = paginate(list(chain.from_iterable(story.values())), paper.text_height, sheet.unit, sheet.opening)
    if len(pages) % paper.signature:
        list(story.values())[-1].insert(0, page_break())  # it stays last, after the pages for notes
        pages = paginate(list(chain.from_iterable(story.values())), paper.text_height, sheet.unit, sheet.opening)
    kids, room = document.root.kids, (paper.width, paper.text_height)
    ends = next(at for at, kid in enumerate(reversed(kids), 1) if isinstance(kid, Node) and kid.role == "Sect")
    fill_up(pages, paper.signature, lambda: notes(sheet.section, room, document.root, len(kids) - ends))
    fill_pages_white(pages, setter, partial(notes, sheet.subheading))
    refuse(furniture_faults(copy, sheet, len(pages)))
    document.places.update(section_places(pages))
    return Laid(document, setting, [Side([(paper.margins.left, paper.width, page)]) for page in pages])


def guides(project: Project, job: Job) -> tuple[str, bytes]:
    """The name and the bytes of a dummy of a folded format's sheet: its folds, and which panel is where."""
    paper, phrases = project.format(job.format), project.language(job.language).phrases
    if paper.fold is None:
        raise ValueError(f"{job.format} is not folded")
    job = replace(job, printing="colour", clinic="")
    copy = manuscript(project, job)
    setter = typesetter(project, copy, style_sheet(project, copy))
    about = metadata(project, copy)._replace(title=phrases.fold_guides.format(format=paper.description), origin=None)
    document = _document(project, setter.sheet, job, about)
    draw_guides(document, setter, copy.leaflet.file.at(), paper.fold)
    return f"{job.format}-fold-guides-{job.language}.pdf", finished(document)


def palette(project: Project, sheet: StyleSheet, printing: str) -> Palette:
    """The colours of a document, in what it is printed with."""
    ink = press(project.asset(PRESS_PROFILE)) if printing == "press" else GREY if printing == "grey" else COLOUR
    return _palette(ink, sheet.brand)


_palette = lru_cache(16)(Palette)
"""The palettes of clinics: many have the same colours."""


def profile(project: Project, name: str, space: bytes) -> bytes:
    """An ICC profile of ``assets`` for a colour space, by its signature (ICC.1:2022, 7.2.8). Raises ContentError."""
    message = "it is no colour profile of that kind"
    try:
        data = read_whole(project.asset(name))
        if data[16:20] == space and data[36:40] == b"acsp":
            return data
    except OSError as error:
        message = str(error.strerror)
    where = Source(f"assets/{name}")
    raise ContentError([Problem(where, f"cannot be used: {message}", "copy it from the starter project")])


def _document(project: Project, sheet: StyleSheet, job: Job, about: Metadata) -> Document:
    """An empty document for what the job is printed with."""
    if job.printing == "press":
        inks = profile(project, PRESS_PROFILE, b"CMYK")
        colours = palette(project, sheet, job.printing)
        return Document(about, Intent("FOGRA39", "Coated FOGRA39 (ISO 12647-2:2004)", inks, 4, press=True), colours)
    intent = Intent("sRGB", "sRGB IEC61966-2.1", profile(project, SCREEN_PROFILE, b"RGB "), 3)
    colours, sides = palette(project, sheet, job.printing), TWO_SIDED if sheet.format.fold else AS_IT_IS
    document = Document(about, intent, colours, sides)
    document.typed = sheet.body if job.printing == "fillable" else None
    return document


def metadata(project: Project, copy: Manuscript, body: str = "") -> Metadata:
    """What the file says of itself. ``body`` as in ``lay_out``."""
    leaflet, job, clinic = copy.leaflet, copy.job, copy.clinic
    language, reference = project.language(job.language), reference_code(leaflet.file, job.variant)
    return Metadata(
        title=leaflet.file.variants[job.variant].title,
        author=clinic.name if clinic else leaflet.file.publisher,
        subject=language.phrases.subject,
        keywords=language.phrases.keywords.format(reference=reference, version=leaflet.file.version),
        language=language.tag,
        made=project.now,
        origin=Origin(
            reference=reference,
            version=leaflet.file.version,
            review_by=leaflet.file.review_by,
            job=recipe(job),
            content=fingerprint(copy, body),
            clinic=clinic.name if clinic else "",
        ),
    )
