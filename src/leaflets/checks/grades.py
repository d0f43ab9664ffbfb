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
    """How hard a leaflet, a section or a block is to read. ``plain`` leaves names and glossary terms out.

    ``voice`` tells, of the whole sentences of blocks, their mean length in words, and how many of 100 are very short,
    or joined; ``sentences`` how many they are.
    """

    scope: str
    name: str
    where: Source
    n: Counts
    every: dict[str, float]
    plain: dict[str, float]
    voice: dict[str, float]
    sentences: int


def measures(reading: Reading, book: Book) -> list[Measure]:
    """The measures of one reading: the leaflet first, then each section and each block. Headings are not counted."""
    terms = _terms(reading, book)
    said = [passage for passage in reading.passages if passage.said]
    found = [_measure("leaflet", reading.leaflet.name, reading.leaflet.file.at(), said, terms, book)]
    for name, section in reading.leaflet.sections.items():
        inside = [passage for passage in said if passage.section == name]
        found.append(_measure("section", name, section.at(), inside, terms, book))
        for block in section.blocks:
            own = [passage for passage in inside if passage.ids and passage.ids[0] == block.id]
            found.append(_measure("block", block.id, block.at(), own, terms, book))
    return [measure for measure in found if measure.every]


def _terms(reading: Reading, book: Book) -> re.Pattern[str]:
    """Names, and the words the leaflet explains, in the singular and the plural."""
    names = [re.sub(r"\s*\([^)]*\)", "", words_of(word.term)) for word in reading.leaflet.words.values()]
    short = [match for word in reading.leaflet.words.values() for match in re.findall(r"\((\w+)\)", word.term)]
    variant = re.findall(r"\((\w+)\)", reading.passages[0].text)
    return pattern(
        [*(f"{name}*" for name in (*names, *short, *variant)), *book.listed.names, *book.listed.medical.drugs]
    )


def _measure(
    scope: str, name: str, where: Source, passages: Sequence[Passage], terms: re.Pattern[str], book: Book
) -> Measure:
    said = [sentence for passage in passages for sentence in passage.sentences]
    every, plain = counts(said), counts(_without(terms, sentence) for sentence in said)
    whole = [
        sentence
        for passage in passages
        for sentence in passage.sentences
        if passage.block and sentence.rstrip('"”’)').endswith((".", "?", "!"))
    ]
    voice = _voice(whole, book)
    return Measure(scope, name, where, every, figures(every), figures(plain), voice, len(whole))


def _voice(whole: Sequence[str], book: Book) -> dict[str, float]:
    """Of whole sentences: their mean length, and the share that is very short or has a word that joins."""
    if not whole:
        return {}
    lengths = [len(words(sentence)) for sentence in whole]
    short = sum(length < book.limits.short_words for length in lengths)
    joined = sum(bool(book.words("joining").search(sentence)) for sentence in whole)
    each = 100 / len(whole)
    return {"words": round(sum(lengths) / len(whole), 1), "short": round(short * each), "joined": round(joined * each)}


def voice(measures: Iterable[Measure], book: Book) -> Iterator[Finding]:
    """Sections of the full edition that read like a telegram, or whose sentences stand side by side unjoined."""
    limits = book.limits
    for one in measures:
        if one.scope != "section" or one.sentences < limits.voice_from_sentences:
            continue
        if one.voice["short"] > limits.short_percent:
            message = f"{one.voice['short']:g} of 100 sentences have fewer than {limits.short_words} words"
            yield finding("very-short", one.where, message, (one.name,))
        if book.listed.joining and one.voice["joined"] < limits.joined_percent:
            message = f"{one.voice['joined']:g} of 100 sentences have a word that joins two thoughts"
            hint = f"say how one leads to the other: {', '.join(book.listed.joining)}"
            yield finding("unjoined", one.where, message, (one.name,), hint)


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
