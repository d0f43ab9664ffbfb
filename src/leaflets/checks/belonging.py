"""Coverage of words: what every leaflet must say, what belongs to another variant or region, what is told twice."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property

from leaflets.checks.book import Book, pattern
from leaflets.checks.numbers import figures as figures_in
from leaflets.checks.reading import Passage, Reading, words
from leaflets.checks.rules import Finding, finding, line_of
from leaflets.content.blocks import Block, ClinicDetailsBlock, EmergencyBlock, QuestionsBlock, SafetyBlock, kind_of
from leaflets.content.clinic import Clinic
from leaflets.content.language import Language
from leaflets.content.leaflet import Leaflet
from leaflets.content.model import Model
from leaflets.content.rulebook import Required
from leaflets.store.references import models

_NAME = re.compile(r"\{(\w+)\}")
_LINES = {"contacts", "out_of_hours"}
"""What a clinic is rung by, shown where blanks are ``filled_by: clinic``; its details say the rest."""


class Belonging:
    """The words of a leaflet's variants, and of the languages of a project."""

    def __init__(self, book: Book, languages: dict[str, Language]) -> None:
        self._book = book
        self._languages = languages
        self._own = [(frozenset(entry.variant), pattern(entry.words)) for entry in book.house.own_words]
        self._owned = cache(self._owned_in)  # readings have most texts in common
        self._strange = cache(self._strange_in)

    @cached_property
    def _foreign(self) -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
        """By language: words of its sisters, and the runs of its own words in which they may stand."""
        swaps = {key: new for language in self._languages.values() for key, new in language.words.items() if key != new}
        found = {}
        for name, language in self._languages.items():
            own = list(language.words.values()) if language.words else list(swaps)
            foreign = [key for key in language.words if key in swaps] if language.words else list(swaps.values())
            found[name] = (pattern(foreign), pattern(own))
        return found

    def look(self, reading: Reading) -> Iterator[Finding]:
        """What one reading lacks, and what it says that belongs to others."""
        yield from self._required(reading)
        for passage in reading.passages:
            if passage.role in ("name", "listing"):
                continue
            for variants, word in self._owned(passage.text):
                if reading.job.variant not in variants:
                    message = f"'{word}' belongs to {', '.join(sorted(variants))} and is shown elsewhere"
                    yield passage.finding("other-variant", message, word)
            if passage.lang:
                continue
            for word in self._strange(reading.job.language, passage.text):
                yield passage.finding("other-region", f"'{word}' is a word of another region", word)
            for name in _NAME.findall(passage.written):
                if not reading.values[name].strip():
                    yield passage.finding("undefined-value", f"nobody says what {{{name}}} is", name)

    def _owned_in(self, text: str) -> list[tuple[frozenset[str], str]]:
        """The words of a text that belong to some variants."""
        return [(variants, match[0]) for variants, own in self._own for match in own.finditer(text)]

    def _strange_in(self, language: str, text: str) -> list[str]:
        """The words of a text that are those of a language's sisters."""
        foreign, within = self._foreign[language]
        return [match[0] for match in foreign.finditer(within.sub("", text))]

    def _required(self, reading: Reading) -> Iterator[Finding]:
        there, clinic = _there(reading), reading.job.clinic
        text = " ".join(passage.text for passage in reading.passages)
        for entry in self._book.rulebook.required:
            asked = not entry.edition or reading.job.edition in entry.edition
            met = any(some.intersection(getattr(entry, what)) for what, some in there.items())
            if asked and not met and not pattern(entry.says).search(text):
                message = f"this is missing{f' for {clinic}' if clinic else ''}: {entry.what}"
                where = reading.leaflet.file.at("sections")
                yield finding("required", where, message, (f"{clinic} {entry.what}".strip(),), _how(entry))


def _there(reading: Reading) -> Mapping[str, set[str]]:
    """What a reading has: kinds of blocks, values, and keys of its clinic's file."""
    every = list(models(reading.leaflet.sections))
    blocks = [one for one in every if isinstance(one, Block)]
    strips = [one for one in blocks if isinstance(one, EmergencyBlock) and not one.emergency.items]  # they name no sign
    kinds = {str(kind_of(block)).removeprefix("kind:") for block in blocks if block not in strips}
    values = set(_NAME.findall(" ".join(passage.written for passage in reading.passages)))
    return {"kinds": kinds, "values": values, "clinic": _told(every) if reading.clinic else set()}


def _told(every: Iterable[Model]) -> set[str]:
    """The keys of a clinic's file that some models show."""
    found: set[str] = set()
    for model in every:
        if isinstance(model, ClinicDetailsBlock):
            found |= set(Clinic.model_fields) - _LINES
        elif getattr(model, "filled_by", None) == "clinic":
            found |= _LINES
    return found


def _how(entry: Required) -> str:
    ways = [f"a block '{kind}'" for kind in entry.kinds]
    ways += [f"a text with {{{value}}}" for value in entry.values]
    ways += [f"a text that says '{entry.says[0]}'"] if entry.says else []
    ways += [] if ways else [f"a block that shows the clinic's '{key}'" for key in entry.clinic]
    return f"add {' or '.join(ways)}"


def drift(readings: Sequence[Reading]) -> Iterator[Finding]:
    """Statements of one id that say different things to different readers of one region, edition and clinic."""
    first: dict[tuple[str, ...], Passage] = {}
    figures: dict[tuple[str, ...], tuple[Passage, set[str]]] = {}
    for reading in readings:
        for passage in reading.passages:
            if passage.key != "text" or not passage.ids:
                continue
            name, (_, region, edition, clinic) = passage.ids[-1], reading.shown
            before = first.setdefault((name, region, edition, clinic), passage)
            if before.text != passage.text and before.where != passage.where:
                message = f"'{name}' has other words here than {line_of(before.where, passage.where)}"
                yield passage.finding("drift", message, name)
            said = set(figures_in(passage.text))
            other, known = figures.setdefault((name, region, clinic), (passage, said))
            if other.where != passage.where and not (said <= known or known <= said):
                message = f"'{name}' has other figures here than {line_of(other.where, passage.where)}"
                yield passage.finding("same-figure", message, name)


def unused_words(leaflet: Leaflet, readings: Sequence[Reading]) -> Iterator[Finding]:
    """Words of the glossary that are printed and never used, in any variant or in some."""
    idle: dict[str, list[str]] = {}
    shown: dict[str, set[str]] = {}
    for variant in dict.fromkeys(reading.job.variant for reading in readings):
        own = [reading for reading in readings if reading.job.variant == variant]
        used = [model for reading in own for model in models(reading.leaflet.sections) if isinstance(model, Block)]
        named = {word for block in used for word in block.words}
        text = " ".join(passage.text for reading in own for passage in reading.passages if passage.key != "term")
        for name in {name for reading in own for name in reading.leaflet.words}:
            shown.setdefault(name, set()).add(variant)
            if name not in named and not _forms(leaflet.words[name].term).search(text):
                idle.setdefault(name, []).append(variant)
    for name, variants in idle.items():
        word, always = leaflet.words[name], len(variants) == len(shown[name])
        message = f"'{word.term}' is explained and never used"
        message += "" if always else f" in {', '.join(variants)}"
        hint = "delete it" if always else "explain it only where it is used: give it a 'when' or 'unless'"
        yield finding("unused-word", word.at(), message, (name, word.id), hint)


@cache
def _forms(term: str) -> re.Pattern[str]:
    """A word of the glossary as texts use it: without what stands in brackets, its short form, its plurals."""
    short = re.findall(r"\((\w+)\)", term)
    return pattern(f"{form}*" for form in (re.sub(r"\s*\([^)]*\)", "", term), *short))


FEWEST = 6
"""A sentence with fewer words that tell something is too short to be held to another."""

ALIKE = 0.8
"""A sentence tells the same as another that has so much of its words, or that it has so much of."""

LETTERS = 4
"""The fewest letters of a word that tells something: shorter ones join others."""


def told_twice(reading: Reading) -> Iterator[Finding]:
    """Sentences and captions that say what another said before, but on the cover, the help page and in questions."""
    cover = reading.leaflet.file.front.section
    before: list[tuple[frozenset[str], Passage]] = []
    for passage in reading.passages:
        repeats = passage.section == cover or isinstance(passage.block, QuestionsBlock | SafetyBlock)
        if repeats or not (passage.block and (passage.said or (passage.role == "label" and not passage.lang))):
            continue
        for sentence in passage.sentences:
            said = _telling(sentence)
            if len(said) < FEWEST or sentence.endswith("?"):
                continue
            alike = (other for told, other in before if len(said & told) >= ALIKE * min(len(said), len(told)))
            same = next(alike, None)
            if same and same.ids != passage.ids:
                message = f"'{sentence}' is told already {line_of(same.where, passage.where)}"
                yield passage.finding("told-twice", message)
            before.append((said, passage))


@cache
def _telling(sentence: str) -> frozenset[str]:
    return frozenset(word.casefold().rstrip("s") for word in words(sentence) if len(word) >= LETTERS)
