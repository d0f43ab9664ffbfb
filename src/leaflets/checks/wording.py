"""Words: how one text is written, what in it nobody explains, how long paragraphs and lists are, how much is bold."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from leaflets.checks.book import Book
from leaflets.checks.reading import Passage, Reading, words
from leaflets.checks.rules import RULES, Finding, finding
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
    yield from long_sentences(passage, passage.sentences if passage.said else (), book.limits)
    for look in _LOOKS:
        yield from look(passage, book)


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
    yield from passage.each("capitals", book.words("stress"))
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
    for match in book.words("preferred").finditer(passage.text):
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
    _headings, _joiner, _marks, _numbers, _listed, _vague,
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
        if word in met or word in shouted or book.words("stress").fullmatch(word):
            continue
        met.add(word)
        if not explains(around, word):
            yield passage.finding("abbreviation", f"'{word}' is not explained where it is first used", word)


def _medical(passage: Passage, book: Book, around: str, glossary: str, met: set[str]) -> Iterator[Finding]:
    for rule, pattern in (("test-name", book.words("tests")), ("medical-word", book.words("medical"))):
        for found in _found(pattern, passage.text):
            word = _singular(found.casefold())
            if word in met or book.words("known").fullmatch(found):
                continue
            met.add(word)
            if not _in_glossary(word, glossary) and not explains(around, found):
                yield passage.finding(rule, f"'{found}' is not explained, nor in the glossary", word)


def _drugs(passage: Passage, book: Book, context: str, met: set[str]) -> Iterator[Finding]:
    for found in _found(book.words("drugs"), passage.text):
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
