"""Words: how one text is written, how long paragraphs and lists are, and how much of a leaflet is bold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from leaflets.checks.book import Book
from leaflets.checks.reading import Passage, Reading
from leaflets.checks.rules import Finding, finding
from leaflets.checks.sentences import words
from leaflets.content.blocks import ChanceBlock
from leaflets.content.inline import spans
from leaflets.content.payloads import FactList, Timeline
from leaflets.content.rulebook import InLanguage, Limits

_CONTRACTION = re.compile(
    r"\b(?:\w+n[’']t|(?:I|you|we|they|he|she|it|that|there|who|what|where|here|let)[’'](?:re|ll|ve|d|m|s))\b", re.I
)
_ITALICS = re.compile(
    r"(?<![*\w])\*(?![*\s])[^*]+?(?<!\s)\*(?![*\w])|(?<!\w)_(?![_\s])[^_]+_(?!\w)|</?(?:i|em|u|b|strong)>"
)
_STRAY = re.compile(
    r"</?(?!(?:i|em|u|b|strong)>)[a-z][a-z0-9]*(?:\s[^<>]*)?/?>|`[^`]+`|~~[^~]+~~|==[^=]+==|^#{1,6}\s|^>\s|^[-*•]\s"
    r"|!\[[^\]]*\]|\[[^\[\]]+\]\[[^\[\]]*\]|\\[*_#`\[]",
    re.IGNORECASE,
)
_RANGE = re.compile(r"(?<![\w.,-])\d{1,4}(?:,\d{3})*\s?[-–—]\s?\d{1,4}(?:,\d{3})*(?![\w-])")
_PERCENT = re.compile(r"\d\s?%|\bper\s?cent\b", re.I)
_DECIMAL = re.compile(r"(?<![\d.])(?<!ersion )(?<!ersion: )\d+\.\d+(?!\.?\d)")
_SHARE = re.compile(r"\b\d[\d,]*\s+(?:in|out of|of)\s+(?:every\s+)?\d")
_MONTHS = "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
_MONTHS += "|Nov(?:ember)?|Dec(?:ember)?"
_DATE = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)\s+(?:of\s+)?(?:{_MONTHS})\b|\b(?:{_MONTHS})\s+\d{{1,2}}(?:st|nd|rd|th)\b"
    r"|\b\d{1,2}/\d{1,2}/\d{2,4}\b|\b\d{1,2} (?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\b"
)
_PATTERNS = {"contraction": _CONTRACTION, "range-dash": _RANGE, "decimal": _DECIMAL, "date-style": _DATE}
_NUMBER = re.compile(r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten) (?:in|out of)\b|\bhalf\b", re.I)
_JOINER = re.compile(r"(?:,|;|\band|\bor)\s*(?:and|or)?[.;,]?$")
_QUOTED_WORDS = 6


def passage_findings(passage: Passage, book: Book) -> Iterator[Finding]:
    """What the rules for a single text find in it."""
    for look in _LOOKS:
        yield from look(passage, book)


def _long_sentences(passage: Passage, book: Book) -> Iterator[Finding]:
    return long_sentences(passage, passage.sentences if passage.said else (), book.limits)


def long_sentences(passage: Passage, sentences: Iterable[str], limits: Limits | InLanguage) -> Iterator[Finding]:
    """Sentences of a text that have more words than the limits of its language."""
    for sentence in sentences:
        count = len(words(sentence))
        if count > limits.sentence_words:
            grave = count > limits.sentence_words_most
            hint = f"say it in two or more; at most {limits.sentence_words} words in each"
            message = f"a sentence has {count} words: {opening(sentence)}"
            yield passage.finding("long-sentence", message, hint=hint, grave="problem" if grave else None)


def opening(sentence: str) -> str:
    """The first words of a sentence, in quotation marks."""
    first = sentence.split()
    return f"“{' '.join(first[:_QUOTED_WORDS])}{' ...' if len(first) > _QUOTED_WORDS else ''}”"


def _headings(passage: Passage, book: Book) -> Iterator[Finding]:
    if passage.key not in ("heading", "subheading", "title"):
        return
    if len(passage.text) > book.limits.heading_characters:
        message = f"the heading has {len(passage.text)} characters"
        yield passage.finding("long-heading", message, hint=f"at most {book.limits.heading_characters}")
    plain = book.words("names").sub("", passage.text)
    later = re.findall(r"(?<=[a-z,] )[A-Za-z][a-z]+", plain)
    capital = [word for word in later if word[0].isupper()]
    if len(capital) > 1:
        message = f"the heading has capitals at the start of its words: {', '.join(capital)}"
        yield passage.finding("heading-case", message)


def _joiner(passage: Passage, _: Book) -> Iterator[Finding]:
    if passage.role == "item" and _JOINER.search(passage.text):
        yield passage.finding("list-joiner", f"the entry ends in '{passage.text.split()[-1]}'")


def marks(passage: Passage) -> Iterator[Finding]:
    """Marks that would be printed as they stand, in any language."""
    yield from passage.each("italics", _ITALICS, passage.marked)
    yield from passage.each("stray-mark", _STRAY, passage.marked)


def _marks(passage: Passage, book: Book) -> Iterator[Finding]:
    yield from marks(passage)
    yield from passage.each("capitals", book.stress)
    for span in spans(passage.marked):
        if span.address and book.words("link_words").fullmatch(span.text.strip()):
            message = f"the words '{span.text}' do not say where the link leads"
            yield passage.finding("link-words", message, span.text)


def _numbers(passage: Passage, _: Book) -> Iterator[Finding]:
    for rule, pattern in _PATTERNS.items():
        yield from passage.each(rule, pattern)
    for sentence in passage.sentences:
        if _PERCENT.search(sentence) and not _SHARE.search(sentence):
            yield passage.finding("percentage", f"a percentage stands alone: {opening(sentence)}", "%")


def _listed(passage: Passage, book: Book) -> Iterator[Finding]:
    if passage.role == "name":
        return
    for match in book.preferred.finditer(passage.text):
        hint = f"write '{book.plainer(match[0])}'"
        yield passage.finding("preferred-word", f"'{match[0]}' has a plainer word", match[0], hint)
    yield from passage.each("blame", book.words("blame"))
    for pattern, reason in book.forbidden:
        for match in pattern.finditer(passage.text):
            yield passage.finding("must-not-say", f"a leaflet must not say '{match[0]}'", match[0], reason)


def _vague(passage: Passage, book: Book) -> Iterator[Finding]:
    spoken = passage.said and not isinstance(passage.block, ChanceBlock)
    for sentence in passage.sentences if spoken else ():
        if not _NUMBER.search(sentence):
            yield from passage.each("vague-chance", book.words("vague"), sentence)


_LOOKS: tuple[Callable[[Passage, Book], Iterator[Finding]], ...] = (
    _long_sentences, _headings, _joiner, _marks, _numbers, _listed, _vague,
)  # fmt: skip


def shape(reading: Reading, book: Book) -> Iterator[Finding]:
    """Paragraphs and lists that are too long in one reading, and bold words that are too many."""
    limits = book.limits
    for part in reading.parts:
        prose = [passage for passage in part if passage.role == "prose"]
        count = sum(len(passage.sentences) for passage in prose)
        if count > limits.paragraph_sentences:
            hint = f"begin a new paragraph; at most {limits.paragraph_sentences} sentences in each"
            yield prose[0].finding("long-paragraph", f"a paragraph has {count} sentences", hint=hint)
        figure = isinstance(part[0].part, FactList | Timeline)
        items = [passage for passage in part if passage.role == "item" and passage.key == "text" and not passage.lang]
        if len(items) > limits.list_items and not figure:
            hint = f"make two lists of it; at most {limits.list_items} entries in each"
            names = items[0].ids[:-1] or items[0].ids
            yield finding("long-list", items[0].part.at(), f"a list has {len(items)} entries", names, hint)
    yield from _bold(reading, book)


def _bold(reading: Reading, book: Book) -> Iterator[Finding]:
    runs = [run for passage in reading.passages if passage.said for run in spans(passage.marked)]
    bold, every = (sum(len(run.text) for run in some) for some in ([run for run in runs if run.bold], runs))
    percent = round(100 * bold / every) if every else 0
    if percent > book.limits.bold_percent:
        file = reading.leaflet.file
        message = f"{percent} of every 100 characters are bold"
        hint = f"at most {book.limits.bold_percent}: what all stands out, none does"
        yield finding("too-much-bold", file.at(), message, (reading.leaflet.name,), hint)
