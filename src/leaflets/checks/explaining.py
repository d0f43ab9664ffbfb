"""Words that a reader may not know: abbreviations, medical words, drugs and tests, each explained at its first use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from leaflets.checks.book import Book
from leaflets.checks.reading import Passage, Reading
from leaflets.checks.rules import RULES, Finding

_ABBREVIATION = re.compile(r"(?<![\w-])[A-Z]{2,}[0-9]*(?=s?(?![\w-]))")
_SHOUT = re.compile(r"(?<![\w-])[A-Z]{2,}(?: [A-Z]{2,})+(?![\w-])")


def explaining(reading: Reading, book: Book) -> Iterator[Finding]:
    """What is not explained in one reading, at its first use there."""
    title = reading.passages[0].text
    glossary = " ".join(word.term for word in reading.leaflet.words.values())
    met: set[str] = set(book.listed.abbreviations)
    for passage in reading.passages:
        if passage.role in ("name", "listing") or passage.key in ("title", "term"):
            continue
        context = reading.blocks.get(passage.block.id, "") if passage.block else passage.text
        around = f"{title} {context}"
        yield from _capitals(passage, book, around, glossary, met)
        yield from _medical(passage, book, around, glossary, met)
        yield from _drugs(passage, book, context, met)


def _capitals(passage: Passage, book: Book, around: str, known: str, met: set[str]) -> Iterator[Finding]:
    """Abbreviations; several words in capitals in a row that are none are there for stress."""
    shouted: set[str] = set()
    for match in _SHOUT.finditer(passage.text):
        strange = [word for word in match[0].split() if word not in met and word not in known]
        if len(strange) > 1:
            shouted.update(match[0].split())
            yield passage.finding("capitals", RULES["capitals"].says.format(match[0]), match[0])
    for match in _ABBREVIATION.finditer(passage.text):
        word = match[0]
        if word in met or word in shouted or book.stress.fullmatch(word):
            continue
        met.add(word)
        if not explains(around, word):
            yield passage.finding("abbreviation", f"'{word}' is not explained where it is first used", word)


def _medical(passage: Passage, book: Book, around: str, glossary: str, met: set[str]) -> Iterator[Finding]:
    for rule, pattern in (("test-name", book.words("tests")), ("medical-word", book.medical)):
        for found in _found(pattern, passage.text):
            word = _singular(found.casefold())
            if word in met or book.words("known").fullmatch(found):
                continue
            met.add(word)
            if not _in_glossary(word, glossary) and not explains(around, found):
                yield passage.finding(rule, f"'{found}' is not explained, nor in the glossary", word)


def _drugs(passage: Passage, book: Book, context: str, met: set[str]) -> Iterator[Finding]:
    for found in _found(book.drugs, passage.text):
        word = found.casefold()
        if word in met or book.words("known").fullmatch(word):
            continue
        met.add(word)
        if not book.words("drug_signs").search(context):
            yield passage.finding("drug-name", f"'{found}' is not said to be a drug", word)


@cache
def _found(pattern: re.Pattern[str], text: str) -> tuple[str, ...]:
    return tuple(match[0] for match in pattern.finditer(text))


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith(("is", "us", "ss")) else word


@cache
def _in_glossary(word: str, glossary: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(word)}", glossary, re.IGNORECASE) is not None


@cache
def explains(text: str, word: str) -> bool:
    """Whether a text says what a word means: ``long form (SHORT)``, ``called X``, ``X means``, ``X: ...``."""
    name = re.escape(word)
    forms = (
        rf"\w\s*\((?:[\w-]+ ){{0,2}}{name}s?(?: \w+){{0,2}}\)",
        rf"\b{name}s?\s*\((?!\d)",
        rf"\b{name}s?(?: scans?| tests?| exams?)?(?: is| are| means?| stands| checks?| shows?|\.|:)\s",
        rf"\bcalled (?:an? |the |\w+ (?:or|and) )?(?:\w+ )?{name}",
        rf"\b{name}s? called \w",
        rf"\bshort for (?:[\w-]+ ){{0,3}}{name}",
        rf"\b{name}s?, (?:an? |the |also |or |which |called )",
        rf"\b(?:drug|test|scan|virus|gene|syndrome|vitamin) {name}\b",
    )
    return any(re.search(form, text, re.IGNORECASE if not word.isupper() else 0) for form in forms)
