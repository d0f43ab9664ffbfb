"""A leaflet in another language: each unit in the words of its translation, or known to have none that counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from leaflets.content.blocks import Block, OrganisationsBlock, WordsExplainedBlock
from leaflets.content.clinic import Change, Clinic
from leaflets.content.format import SCREENS
from leaflets.content.leaflet import Leaflet
from leaflets.content.model import Model, once
from leaflets.edition.leaving_out import leaves, without
from leaflets.edition.selection import Job, Wording
from leaflets.edition.units import Moved, Unit, Walk, revised, start, units
from leaflets.problems import Problem, refuse, refused
from leaflets.store.project import Project
from leaflets.store.references import EDITIONS, models
from leaflets.store.translations import foreign, tongues, translations

if TYPE_CHECKING:
    from leaflets.content.translations import Translated, Translations, Work

State = Literal["missing", "stale", "translated", "checked"]
"""Of a unit: never translated; translated from words that are gone; translated; and read by a second reader."""


class Piece(NamedTuple):
    """A unit and its translation; or the ``old`` one, of words that its part no longer says. ``number``: its place.

    ``hint`` says what to do where it has none.
    """

    unit: Unit
    entry: Translated | None
    old: Translated | None = None
    work: Work | None = None
    number: int = 0
    hint: str = ""

    @property
    def checked(self) -> bool:
        """Whether a second reader has read it as it is now."""
        checked = self.entry.checked if self.entry else None
        return bool(self.entry and checked and checked.mark == self.entry.both)

    @property
    def state(self) -> State:
        """How it stands, clinicians aside."""
        if self.entry is None:
            return "stale" if self.old else "missing"
        return "checked" if self.checked else "translated"


class Told(Moved):
    """The words of a piece: those of its translation, or, until it has one, those of its source."""

    piece: Piece


class Rendering(NamedTuple):
    """How what a job says was translated: the pieces that are said, and those it had to leave out."""

    said: tuple[Piece, ...] = ()
    left_out: tuple[Piece, ...] = ()

    @property
    def checked(self) -> bool:
        """Whether a second reader has read all of it."""
        return all(piece.checked for piece in self.said)

    @property
    def by_machine(self) -> bool:
        """Whether a machine made some of it that no person has looked at."""
        return any(piece.work and piece.work.method == "machine" and not piece.checked for piece in self.said)

    @property
    def problems(self) -> Iterator[Problem]:
        """What its makers should know."""
        return (lacking(piece, f"{piece.unit.id} is left out") for piece in self.left_out)


def in_language(project: Project, name: str, language: str) -> Leaflet:
    """A leaflet in a language, with the sign-offs of its words in that language. Raises ContentError.

    What is not translated keeps its own words, until ``settled`` looks at what of it a job says.
    """
    leaflet, other = project.leaflet(name), foreign(project, language)
    if other:
        leaflet = told(leaflet, translations(project, name, language), language)
    signed = {
        part: tuple(one for one in getattr(leaflet, part) if one.language == (language if other else None))
        for part in ("sign_offs", "versions")
    }
    same = all(len(kept) == len(getattr(leaflet, part)) for part, kept in signed.items())
    return leaflet if same else leaflet.model_copy(update=signed)


@once
def told(leaflet: Leaflet, said: Translations, language: str) -> Leaflet:
    """The leaflet in the words of a translation, each of its texts with the piece it is. Raises ContentError."""
    from leaflets.edition.faithful import unkept  # most leaflets are no translation

    by_mark = {(one.id, one.part, one.mark): one for one in said.statements}
    pieces: dict[str, Piece] = {}
    hint = f"translate it: leaflets translate {leaflet.name} {language} --to-send"
    current = {unit.place for unit in units(leaflet, language)}
    gone: dict[tuple[str, str], list[Translated]] = defaultdict(list)
    for key, one in by_mark.items():
        if key not in current:
            gone[one.id, one.part].append(one)

    def tell(unit: Unit) -> str:
        entry, old = by_mark.get(unit.place), gone[unit.id, unit.part]
        before, work = old[-1] if old and not entry else None, said.work[entry.work] if entry else None
        piece = pieces.setdefault(unit.key, Piece(unit, entry, before, work, len(pieces), hint))
        made = Told(entry.text if entry else unit.words, unit.words)
        made.piece, made.moved = piece, entry.at("text") if entry else unit.where
        return made

    made = revised(leaflet, tell, language)
    problems = [
        Problem(piece.entry.at("text"), f"{piece.unit.id}: {message}", hint)
        for piece in pieces.values()
        if piece.entry
        for message, hint in unkept(piece.unit.words, piece.entry.text)
    ]
    refuse(problems)
    return made


@once
def speaking(clinic: Clinic, language: str) -> Clinic:
    """A clinic in a language, in the words it gives for its own. Names and addresses stay as they are.

    Raises ContentError for each of its own words that has none; of its changes to leaflets, what has none is missing.
    """
    given = clinic.languages.get(language, {})
    problems: list[Problem] = []

    def say(unit: Unit) -> str:
        if unit.role.purpose in ("name", "number"):
            return unit.words
        if unit.words in given:
            return Wording(given[unit.words], unit.words)
        hint = f"write it under 'languages:' and '{language}:', after these words and a colon"
        if any(isinstance(model, Change) for model in unit.around):
            made = Told(unit.words, unit.words)
            made.piece, made.moved = Piece(unit, None, hint=hint), unit.where
            return made
        problems.append(Problem(unit.where, f"'{unit.words}' is not said in '{language}'", hint))
        return unit.words

    made = Walk(say, language).model(clinic, start("clinic", clinic))
    refuse(problems)
    return made


def outside(said: Translations, job: Job) -> Iterator[str]:
    """What of a job its translation is not for."""
    for axis, names in (("variant", said.variants), ("edition", said.editions), ("region", said.regions)):
        if names and getattr(job, axis) not in names:
            yield f"the {axis} '{getattr(job, axis)}', but of {', '.join(names)}"


def edition_of(project: Project, leaflet: str, paper: str, language: str) -> str:
    """How much a leaflet says: what its paper is for; in a language it is only translated into in brief, that."""
    own = "full" if paper in SCREENS else project.format(paper).edition
    if foreign(project, language) and language in tongues(project, leaflet):
        said = translations(project, leaflet, language).editions
        return said[0] if said == EDITIONS[1:] else own
    return own


def suited(project: Project, leaflet: str) -> list[str]:
    """The formats a leaflet has words for: the folded ones need its brief edition."""
    brief = project.leaflet(leaflet).file.panels is not None
    return [name for name in project.names("formats") if brief or project.format(name).edition == "full"]


def job_of(project: Project, leaflet: str, variant: str, region: str, paper: str, language: str, **more: Any) -> Job:
    """A job, with all that follows from its region, paper and language; in the project's theme, if none is named."""
    known: dict[str, Any] = {
        "theme": project.settings.theme,
        "edition": edition_of(project, leaflet, paper, language),
        "region_named": project.settings.region_named(region),
        "abroad": foreign(project, language),
    }
    return Job(leaflet, variant, region, paper, language=language, **known | more)


def settled(project: Project, selected: Leaflet, job: Job) -> tuple[Leaflet, Rendering]:
    """What a job says, and how it was translated: what has no translation is left out, if the leaflet can spare it.

    Raises ContentError with all that it cannot.
    """
    said = translations(project, job.leaflet, job.language)
    if beyond := list(outside(said, job)):
        message = f"the translation into '{job.language}' is not of {'; not of '.join(beyond)}"
        raise refused(said.at(), message, "build what it is of, or translate the rest, and name it there")
    lacking_one = [piece for piece in printed(selected, job.variant) if piece.entry is None]
    refuse(lacking(piece, piece.unit.id) for piece in lacking_one if piece.unit.locked)
    gone = [leaf for piece in lacking_one if piece.unit.statement for leaf in leaves(piece.unit.statement)]
    left = without(selected, gone) if gone else selected
    return left, Rendering(tuple(printed(left, job.variant)), tuple(lacking_one))


def lacking(piece: Piece, said: str) -> Problem:
    """The problem of a piece without words that count."""
    how = "has changed since it was translated" if piece.old else "is not translated"
    return Problem(piece.unit.where, f"{said}: '{piece.unit.part}' {how}", piece.hint)


def printed(selected: Leaflet, variant: str) -> Sequence[Piece]:
    """The pieces of what a selected leaflet prints, in order, each once."""
    file = selected.file
    blocks = [model for model in models(selected.sections) if isinstance(model, Block)]
    named = {name for block in blocks for name in block.words}
    every = any(isinstance(block, WordsExplainedBlock) for block in blocks)
    words = [word for name, word in selected.words.items() if every or name in named]
    bodies = selected.organisations.values() if any(isinstance(one, OrganisationsBlock) for one in blocks) else ()
    parts = (file.title, file.variants[variant], file.front, *selected.sections.values(), *words, *bodies)
    return list({piece.unit.key: piece for piece in _pieces(parts)}.values())


def _pieces(value: object) -> Iterator[Piece]:
    if isinstance(value, Told):
        yield value.piece
    elif isinstance(value, Block):
        yield from _of_block(value)
    elif isinstance(value, Model | tuple | dict):
        named = vars(value) if isinstance(value, Model) else value
        for part in named.values() if isinstance(named, dict) else named:
            yield from _pieces(part)


@once
def _of_block(block: Block) -> Sequence[Piece]:
    return [piece for part in vars(block).values() for piece in _pieces(part)]
