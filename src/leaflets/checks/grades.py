"""Readability of a leaflet, its sections and its blocks, with names and glossary terms and without."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from leaflets.checks.book import Book, pattern
from leaflets.checks.readability import Counts, counts, figures
from leaflets.checks.reading import Passage, Reading
from leaflets.checks.rules import Finding, finding
from leaflets.checks.sentences import words
from leaflets.content.inline import words_of
from leaflets.content.rulebook import Limits
from leaflets.problems import Source

LONGEST = 3
"""So many of the longest sentences are shown."""


@dataclass(frozen=True)
class Measure:
    """How hard a leaflet, a section or a block is to read. ``plain`` leaves names and glossary terms out."""

    scope: str
    name: str
    where: Source
    n: Counts
    every: dict[str, float]
    plain: dict[str, float]


def measures(reading: Reading, book: Book) -> list[Measure]:
    """The measures of one reading: the leaflet first, then each section and each block. Headings are not counted."""
    terms = _terms(reading, book)
    said = [passage for passage in reading.passages if passage.said]
    found = [_measure("leaflet", reading.leaflet.name, reading.leaflet.file.at(), said, terms)]
    for name, section in reading.leaflet.sections.items():
        inside = [passage for passage in said if passage.section == name]
        found.append(_measure("section", name, section.at(), inside, terms))
        for block in section.blocks:
            own = [passage for passage in inside if passage.ids and passage.ids[0] == block.id]
            found.append(_measure("block", block.id, block.at(), own, terms))
    return [measure for measure in found if measure.every]


def _terms(reading: Reading, book: Book) -> re.Pattern[str]:
    """Names, and the words the leaflet explains, in the singular and the plural."""
    names = [re.sub(r"\s*\([^)]*\)", "", words_of(word.term)) for word in reading.leaflet.words.values()]
    short = [match for word in reading.leaflet.words.values() for match in re.findall(r"\((\w+)\)", word.term)]
    variant = re.findall(r"\((\w+)\)", reading.passages[0].text)
    return pattern(
        [*(f"{name}*" for name in (*names, *short, *variant)), *book.listed.names, *book.listed.medical.drugs]
    )


def _measure(scope: str, name: str, where: Source, passages: Sequence[Passage], terms: re.Pattern[str]) -> Measure:
    said = [sentence for passage in passages for sentence in passage.sentences]
    every, plain = counts(said), counts(_without(terms, sentence) for sentence in said)
    return Measure(scope, name, where, every, figures(every), figures(plain))


@cache
def _without(terms: re.Pattern[str], sentence: str) -> str:
    return terms.sub(" ", sentence)


def grades(measures: Iterable[Measure], limits: Limits) -> Iterator[Finding]:
    """Sections that take too many years of school, by the Flesch-Kincaid grade without names.

    Single blocks are too short to be held to a grade. The leaflet as a whole is named only if no section is.
    """
    hard = [
        measure
        for measure in measures
        if measure.scope != "block"
        and measure.n.words >= limits.grade_from_words
        and measure.plain.get("flesch_kincaid", 0) > limits.grade
    ]
    for measure in [one for one in hard if one.scope == "section"] or hard:
        grade = measure.plain["flesch_kincaid"]
        message = f"the {measure.scope} reads at grade {grade} ({measure.every['flesch_kincaid']} with names)"
        hint = f"aim for grade {limits.grade}: shorter sentences, shorter words"
        grave = grade > limits.grade_most
        yield finding("reading-grade", measure.where, message, (measure.name,), hint, "problem" if grave else None)


def longest(readings: Iterable[Reading]) -> list[tuple[int, Source, str]]:
    """The longest sentences of some readings, each once: its words, its place and what it says."""
    found = {
        (passage.where, sentence): len(words(sentence))
        for reading in readings
        for passage in reading.passages
        if passage.said
        for sentence in passage.sentences
    }
    ranked = sorted(found.items(), key=lambda entry: (-entry[1], entry[0]))
    once: dict[Source, tuple[int, Source, str]] = {}
    for (where, sentence), count in ranked:
        once.setdefault(where, (count, where, sentence))
    return list(once.values())[:LONGEST]
