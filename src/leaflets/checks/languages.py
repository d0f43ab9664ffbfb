"""Leaflets in other languages than English: the rules of each, those nobody looks at there, how it is translated."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache

from leaflets.checks.book import pattern
from leaflets.checks.readability import inflesz
from leaflets.checks.reading import Passage, Reading, read, words
from leaflets.checks.rules import RULES, Finding, finding
from leaflets.checks.wording import long_sentences, marks
from leaflets.content.rulebook import Rulebook, Severity
from leaflets.edition.faithful import shortened, unfamiliar
from leaflets.edition.sheet import pieces, unlike
from leaflets.edition.units import units
from leaflets.edition.wording import every_job
from leaflets.problems import ContentError, Problem
from leaflets.store.project import Project
from leaflets.store.translations import source_language, tongues, translations

EASE: Mapping[str, Callable[[Iterable[str]], float]] = {"es": inflesz}
"""The formula of a language, by its tag."""

FAMILIES = ("words", "readability", "numbers")
"""The families of rules that are made of words."""

_END = re.compile(r"(?<=[.!?؟۔।。])[\"”’»)]*\s+")


def root(reading: Reading) -> str:
    """The language of a reading, without its country."""
    return reading.language.tag.partition("-")[0]


def unknown(rulebook: Rulebook) -> Iterator[Problem]:
    """A problem for each language that is held to an ease no formula gives."""
    for tag, rules in rulebook.languages.items():
        if rules.ease and tag not in EASE:
            yield Problem(rules.at("ease"), f"there is no formula for the reading ease of '{tag}'", "delete it")


def translated(project: Project, name: str, variants: Sequence[str]) -> Iterator[Reading]:
    """A leaflet's readings in the languages it is translated into, as far as it can be made in them."""
    for tongue in tongues(project, name):
        with suppress(ContentError):
            for job in every_job(project, name, tongue=tongue):
                if (not variants or job.variant in variants) and not job.extras:
                    with suppress(ContentError):
                        yield read(project, job)


def in_its_language(passage: Passage, reading: Reading, rulebook: Rulebook) -> Iterator[Finding]:
    """What the rules of its own language find in a text."""
    rules = rulebook.languages.get(root(reading))
    yield from marks(passage)
    for entry in rules.preferred if rules else ():
        for match in pattern(entry.instead_of).finditer(passage.text):
            message = f"'{match[0]}' has a plainer word"
            yield passage.finding("preferred-word", message, match[0], f"write '{entry.use}'")
    if rules and passage.said:
        yield from long_sentences(passage, _sentences(passage.text, reading.language.together.titles), rules)


def ease(reading: Reading, rulebook: Rulebook) -> Iterator[Finding]:
    """The sections of a reading that are harder than the rules of its language allow, where a formula tells."""
    rules, tag = rulebook.languages.get(root(reading)), root(reading)
    if not (rules and rules.ease and tag in EASE):
        return
    titles = reading.language.together.titles
    for name, section in reading.leaflet.sections.items():
        said = (passage.text for passage in reading.passages if passage.said and passage.section == name)
        own = [one for text in said for one in _sentences(text, titles)]
        if sum(map(len, map(words, own))) >= rulebook.limits.grade_from_words and EASE[tag](own) < rules.ease:
            message = f"the section has a reading ease of {round(EASE[tag](own))} in {reading.job.language}"
            hint = f"aim for {rules.ease} or more: shorter sentences, shorter words"
            yield finding("reading-ease", section.at(), message, (name, reading.job.language), hint)


def unmade(readings: Iterable[Reading], rulebook: Rulebook) -> dict[str, list[str]]:
    """By language: the rules that were not looked at in it, since they are made of English words."""
    found = {}
    for reading in readings:
        rules, tag = rulebook.languages.get(root(reading)), root(reading)
        made = {"italics", "stray-mark", "reading-ease"} | ({"long-sentence"} if rules else set())
        made |= {"preferred-word"} if rules and rules.preferred else set()
        made |= {"reading-grade"} if rules and rules.ease and tag in EASE else set()
        found[reading.language.tag] = [
            name for name, rule in RULES.items() if rule.family in FAMILIES and name not in made
        ]
    return found


@cache
def _sentences(text: str, titles: tuple[str, ...]) -> tuple[str, ...]:
    """The sentences of a text in any language. A stop after a title, or before a small letter, ends none."""
    short = re.compile(rf"(?:^|[\s(])(?:{'|'.join(map(re.escape, titles))}|[^\W\d_])\.$") if titles else None
    found, part = [], ""
    for one, after in zip(parts := _END.split(text), [*parts[1:], ""], strict=True):
        part = f"{part} {one}".strip()
        if not after or not (after[0].islower() or (short and short.search(part))):
            found.append(part)
            part = ""
    return tuple(found)


def translating(project: Project, name: str) -> Iterator[Finding]:
    """What a careful editor would say of a leaflet in every language it is translated into."""
    own = project.language(source_language(project, project.settings.region))
    for tongue in tongues(project, name):
        try:
            every, said = pieces(project, name, tongue), translations(project, name, tongue)
        except ContentError as error:
            for one in error.problems:
                yield finding("translation", one.where, one.message, (tongue,), one.hint)
            continue
        there = {unit.place[:2] for unit in units(project.leaflet(name), tongue)}
        for entry in (one for one in said.statements if (one.id, one.part) not in there):
            message, hint = f"the leaflet has no '{entry.part}' of '{entry.id}'", "delete it, or mend its id"
            yield finding("translation", entry.at("id"), message, (entry.id, tongue), hint, "advice")
        short = shortened((piece.unit.words, piece.entry.text if piece.entry else "") for piece in every)
        for piece, brief in zip(every, short, strict=True):
            unit, names = piece.unit, (piece.unit.id, tongue)
            if piece.entry is None:
                grave: Severity = "problem" if unit.locked else "advice"
                rule, how = ("stale", "has changed since it was") if piece.old else ("untranslated", "is not")
                message = f"'{unit.part}' of '{unit.id}' {how} translated into '{tongue}'"
                yield finding(rule, unit.where, message, names, piece.hint, grave)
                continue
            advised = list(unfamiliar(unit.words, piece.entry.text, own, project.language(tongue)))
            if brief:
                advised.append(("the translation is much shorter than its source", "say all that the source says"))
            for message, hint in advised:
                yield finding("translation", piece.entry.at("text"), f"{unit.id}: {message}", names, hint, "advice")
            for message, hint in unlike(project, name, tongue, unit.words, piece.entry.text):
                yield finding("translation", piece.entry.at("text"), f"{unit.id}: {message}", names, hint)
        if waiting := sum(piece.state == "translated" for piece in every):
            message = f"{waiting} texts in '{tongue}' have not been read by a second reader; they are marked as a draft"
            yield finding("second-reader", said.at("statements"), message, (tongue,))
