"""Pages beside leaflets: the index of a folder, from which to pick and print them; and whether a leaflet is current."""

import base64
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import NamedTuple, TypeVar

from markupsafe import Markup

from leaflets.artwork.drawing import Drawing
from leaflets.artwork.figures import icon
from leaflets.content.format import SCREENS
from leaflets.content.language import Language
from leaflets.content.phrases import Current
from leaflets.content.theme import palette
from leaflets.edition.changes import branded
from leaflets.edition.selection import Job, day, reference_code
from leaflets.edition.translation import in_language
from leaflets.problems import ContentError
from leaflets.store.project import Project
from leaflets.web.engine import environment, rendered

Value = TypeVar("Value")
FEW = 8
"""So many groups are seen at a glance; more have a search box."""


class Cover(NamedTuple):
    """What a leaflet's cover is known by: the colour of its band, and the picture on it."""

    colour: str
    icon: Drawing | None


class Entry(NamedTuple):
    """A file of the run. ``clinic`` is nothing where none is named; ``pages`` is 0 where nothing is paged."""

    clinic: str
    leaflet: str
    topic: str
    format: str
    language: str
    reference: str
    file: str
    pages: int
    size: int
    cover: Cover

    @property
    def values(self) -> tuple[str, ...]:
        """What it is chosen by."""
        return self.clinic, self.leaflet, self.topic, self.format, self.language


class Choice(NamedTuple):
    """Something to choose by: the letter its classes begin with, what it is called, and its values, numbered."""

    letter: str
    label: str
    values: Mapping[str, int]


def contents(entries: Sequence[Entry], language: Language, made: date) -> bytes:
    """The index of the files of a run, under their groups in the order they come."""
    phrases = language.screen
    labels = (phrases.clinic, phrases.leaflet, phrases.topic, phrases.format, phrases.language)
    found = zip(*(entry.values for entry in entries), strict=True)
    parts = zip("cutfl", labels, found, strict=True)
    choices = [Choice(letter, label, _numbered(values)) for letter, label, values in parts]
    groups: dict[str, list[tuple[Entry, str]]] = {}
    for entry in entries:
        pairs = zip(choices, entry.values, strict=True)
        marks = " ".join(f"{one.letter}{one.values[value]}" for one, value in pairs if len(one.values) > 1)
        groups.setdefault(entry.clinic or entry.leaflet, []).append((entry, marks))
    return rendered(
        "index.html",
        script=_script() if len(groups) > FEW and phrases.search else None,
        language=language,
        phrases=phrases,
        about=language.counted(
            phrases.index_about, len(entries), count=language.number(len(entries)), day=day(made, language)
        ),
        choices=[choice for choice in choices if len(choice.values) > 1],
        groups=[(name, _all_marks(listed), listed) for name, listed in groups.items()],
        covers=_numbered(entry.cover for entry in entries),
    )


def _script() -> Mapping[str, str]:
    """The page's own script, and the mark by which a browser knows it from any other."""
    engine = environment()
    text = str(engine.loader.get_source(engine, "index.js")[0]) if engine.loader else ""
    mark = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return {"text": Markup(text), "mark": f"sha256-{mark}"}  # noqa: S704 (it is ours)


def _numbered(values: Iterable[Value]) -> dict[Value, int]:
    return {value: number for number, value in enumerate(dict.fromkeys(values))}


def _all_marks(listed: Iterable[tuple[Entry, str]]) -> str:
    """The marks of all files in a group: it goes when none of them is left."""
    return " ".join(dict.fromkeys(mark for _, marks in listed for mark in marks.split()))


Finished = tuple[Job, int, int, str]
"""A leaflet that was made: its job, its pages of paper, its size in bytes, and the first of its files."""


def catalogue(project: Project, made: Iterable[Finished]) -> bytes:
    """The page, in the words of the project's own region. Raises ContentError for a cover's icon that is missing."""
    words = project.language(project.settings.regions[project.settings.region].language)
    entries = [_entry(project, words, one) for one in sorted(made, key=lambda one: one[0].clinic)]
    return contents(sorted(entries, key=lambda one: words.order(one.clinic)), words, project.today)


def _entry(project: Project, words: Language, made: Finished) -> Entry:
    job, pages, size, name = made
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
        file=name,
        pages=pages,
        size=size,
        cover=Cover(palette(theme, variant).primary, drawn),
    )


def current(reference: str, versions: Sequence[Mapping[str, str]], words: Current, language: Language) -> bytes:
    """The page of one reference, the newest versions first: of each its state, what is said of it, title and place."""
    return rendered("current.html", reference=reference, versions=versions, words=words, language=language)
