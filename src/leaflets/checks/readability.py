"""How hard a text is to read: English by four published formulas, Spanish by one; and the syllables these count.

Flesch reading ease: Flesch, "A new readability yardstick", J Appl Psychol 1948;32:221. Flesch-Kincaid grade: Kincaid
and others, "Derivation of new readability formulas", Navy report 8-75, 1975. SMOG: McLaughlin, "SMOG grading", J Read
1969;12:639; made for 30 sentences or more. ARI: Smith and Senter, "Automated readability index", AMRL-TR-66-220, 1967.
INFLESZ, for Spanish: Szigriszt Pazos, "Sistemas predictivos de legibilidad del mensaje escrito", Madrid 1993; its scale
for leaflets: Barrio Cantalejo and others, An Sist Sanit Navar 2008;31:135: 55 to 65 is usual, 65 to 80 quite easy, over
80 very easy. Syllables are told by spelling: no dictionary to download, and none to ship.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from math import sqrt
from pathlib import Path
from typing import NamedTuple

from leaflets.checks.book import Book, pattern
from leaflets.checks.reading import Passage, Reading, words
from leaflets.checks.rules import Finding, finding
from leaflets.content.inline import words_of
from leaflets.content.rulebook import Limits
from leaflets.problems import Source

MANY = 3
"""A word of so many syllables counts as long in SMOG."""


class Counts(NamedTuple):
    """What the formulas are reckoned from. ``characters`` are letters and figures; ``long`` words have 3 syllables."""

    sentences: int = 0
    words: int = 0
    syllables: int = 0
    characters: int = 0
    long: int = 0


def counts(sentences: Iterable[str]) -> Counts:
    """The counts of some sentences together."""
    each = [_counted(sentence) for sentence in sentences]
    return Counts(*(sum(column) for column in zip(*each, strict=True)))


@cache
def _counted(sentence: str) -> tuple[int, int, int, int, int]:
    every = words(sentence)
    sounds = [syllables(word) for word in every]
    characters = sum(letter.isalnum() for letter in "".join(every))
    return bool(every), len(every), sum(sounds), characters, sum(1 for count in sounds if count >= MANY)


FORMULAS: Mapping[str, Callable[[Counts], float]] = {
    "flesch_kincaid": lambda n: 0.39 * n.words / n.sentences + 11.8 * n.syllables / n.words - 15.59,
    "smog": lambda n: 1.0430 * sqrt(30 * n.long / n.sentences) + 3.1291,
    "ari": lambda n: 4.71 * n.characters / n.words + 0.5 * n.words / n.sentences - 21.43,
    "flesch_ease": lambda n: 206.835 - 1.015 * n.words / n.sentences - 84.6 * n.syllables / n.words,
}
"""The formulas by name. Three give years of school in the US, the last an ease: 100 is very easy, 0 very hard."""


def figures(n: Counts) -> dict[str, float]:
    """All four, to one decimal; nothing of a text without words."""
    return {name: round(formula(n), 1) for name, formula in FORMULAS.items()} if n.words else {}


IRREGULAR = tomllib.loads(Path(__file__).with_name("syllables.toml").read_text("utf-8"))
"""The syllables of words the rules below miscount."""

_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(
    r"(?:[^aeiouy]|[gq]u)e$|[^aeiouydt]ed$|(?<=[^aeiouysxzcg])(?<![sc]h)es$"
    r"|(?<=[a-z]{2})e(?:ly|ments?|ful(?:ly)?|less|ness|lines?|times?|styles?|guards?|ways?)$"
)
_SOUNDED = re.compile(r"[^aeiouyl]les?$|[^aeiouyr]res$|[^aeiouyl]led$|lements?$")
_APART = re.compile(
    r"i[ao](?!u)|eo(?!u)|ua|uo(?!u)|iu|[aeiouy]ing|ie[nt](?!d)|uity|eum|[^q]uen|[aeiou]ity|(?<=cr)eat(?:e|i[nov])|sm$"
    r"|[aeo]y[aeiou]|[lrn]iers?$|eio|[mr]yo|(?<=[a-z]{2})iet(?:y|ies)$|ious$"
)
_TOGETHER = re.compile(
    r"[cst]i[ao](?!u)|gio(?!u)|xio(?!u)|[qg]ua|[qg]uo|geo(?!g)|[ln]ion|[cst]ien|iage|[^i]uar[dy]|rien|[csgt]ious$|"
    r"[bqg]uil|suit|fruit"
)


@cache
def syllables(word: str) -> int:
    """The syllables of a word; at least 1. A hyphened word has those of its parts.

    Figures and abbreviations in capitals count as one, as in Flesch, "How to Write Plain English" (1979).
    """
    parts = [part for part in re.split(r"[-‑–/]", word) if part]
    if len(parts) > 1:
        return sum(map(syllables, parts))
    if any(letter.isdigit() for letter in word) or (word.isupper() and len(word) > 1):
        return 1
    plain = re.sub(r"[’']s?$", "", word.lower())
    if plain in IRREGULAR:
        return int(IRREGULAR[plain])
    letters = re.sub(r"[^a-z]", "", plain)
    count = len(_VOWELS.findall(letters)) - bool(_SILENT.search(letters) and not _SOUNDED.search(letters))
    return max(1, count + len(_APART.findall(letters)) - len(_TOGETHER.findall(letters)))


_GROUP = re.compile(r"[aeiouáéíóúü]+y?\b|[aeiouáéíóúü]+|(?<![a-z])y\b")
_STRONG = re.compile(r"[aeoáéóíú]")


@cache
def silabas(word: str) -> int:
    """The syllables of a Spanish word; at least 1. Two strong vowels, or an accent on a weak one, part syllables."""
    return sum(max(1, len(_STRONG.findall(group))) for group in _GROUP.findall(word.casefold())) or 1


def inflesz(sentences: Iterable[str]) -> float:
    """The ease of some sentences, from 0 to 100. Raises ZeroDivisionError for a text without words."""
    each = [said for said in map(words, sentences) if said]
    every = [word for said in each for word in said]
    return 206.835 - 62.3 * sum(map(silabas, every)) / len(every) - len(every) / len(each)


LONGEST = 3
"""So many of the longest sentences are shown."""


class Measure(NamedTuple):
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
