"""Where a line may end: by UAX 14, but not inside what is read at one glance, such as a number and its unit."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise

from unicode_segmentation_rs import graphemes, line_break_units

SOFT = "\u00ad"
"""The hyphen at the end of a line that is none of the word's own (ISO 32000-1, 14.8.2.2.3)."""

LEAST = 3
"""The fewest letters before a hyphen, and after it."""

_LONG = re.compile(r"[^\W\d_]{7,}")


def has_patterns(tag: str) -> bool:
    """Whether there are patterns for a language (BCP 47)."""
    from pyphen import language_fallback  # not every leaflet is hyphenated, and it is slow to start

    return language_fallback(tag) is not None


def hyphens(text: str, tag: str) -> Iterator[int]:
    """The offsets in a text before which a word may be parted; none in words of capitals."""
    for match in _LONG.finditer(text):
        if not match[0].isupper():
            yield from (match.start() + place for place in _places(match[0].lower(), tag))


@lru_cache(20_000)
def _places(word: str, tag: str) -> tuple[int, ...]:
    from pyphen import Pyphen

    return tuple(Pyphen(lang=tag, left=LEAST, right=LEAST).positions(word))


FREE, HYPHENATED, IN_WORD, IN_PATH, IN_DOMAIN = 0.0, 0.1, 0.3, 0.6, 0.9
"""What it costs to end a line at a space, with a hyphen that is none of a word's own, after one that is, in an address
after ``/`` or ``@``, and in it before a dot, where a line half empty costs 0.6.
"""

_SIGNS = frozenset("@/.")
_ADDRESS = re.compile(r"\S*(?:@|://|www\.)\S*|(?<![\w.])(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?")
_IN_ADDRESS = re.compile(r"(?<=[@/])(?=[^/\s])|(?=\.\w)")
_WORD = re.compile(r"[^ ]+ *")
_DASHES = frozenset("–—")
_JOINTS = _DASHES | frozenset("-‐/")
_JOINT = re.compile(r"(?<=[^\W\d]{3}[-‐/])(?=[^\W\d]{4})|(?<=[^\W\d][–—])(?=[^\W\d])")
"""After a hyphen, a slash or a dash between letters, neither part of the word a stub."""

_DIGIT = "[\\d¼½¾⅓⅔]"
_NUMBER = rf"(?<![\w.-])[-+±−<>≤≥≈~£$€¥#(]*{_DIGIT}(?:[{_DIGIT[1:-1]}.,:/’()–‑-]*[{_DIGIT[1:-1]})])?"
_HAS_DIGIT = re.compile(_DIGIT)
_SHORT = rf"{_NUMBER}[^\W\d_]{{0,2}}"
_SYMBOL = r"[-–—×x/=+&]"
_SPACES = re.compile(r"(?<!\S)« |\s(?=[!?;:»]+(?:\W|$))|\s(?=[–—]\s)")
"""Spaces that hold: inside French quotation marks, before French signs, before a dash."""


_SHORTER = str.maketrans("⅓⅔’–—‑−≤≥≈€‰′″", "¼¼\x80\x81\x82\x83\x84\x86\x87\x88\x89\x8a\x8b\x8c")
"""Signs of patterns, and of the texts they are held against, as signs of one byte, which no text has: sets of such are
made ready in half the time.
"""


def _any(words: Collection[str]) -> str:
    """A pattern for any of some words, the longest first; for nothing, if there are none."""
    return f"(?i:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})" if words else "(?!)"


@dataclass(frozen=True, eq=False)
class Rules:
    """The patterns of what no line parts: those with a number in them, and those with a name.

    ``hyphenated`` is the language (BCP 47) whose patterns part words, if they do.
    """

    numbers: tuple[str, ...]
    names: str
    hyphenated: str = ""

    def kept(self, text: str) -> Iterator[tuple[int, int]]:
        """The stretches no line ends inside; all but those of signs have a space in them."""
        if " " in text:
            short = text.translate(_SHORTER)
            for pattern in self.numbers if _HAS_DIGIT.search(text) else ():
                yield from (match.span() for match in re.finditer(pattern, short))
            yield from (match.span() for match in re.finditer(self.names, text))
        yield from (match.span() for match in _SPACES.finditer(text))


Words = tuple[str, ...]


@lru_cache(64)
def rules_of(
    titles: Words = (),
    numbered: Words = (),
    joining: Words = (),
    leading: Words = (),
    apart: Words = (),
    months: Words = (),
    hyphenated: str = "",
) -> Rules:
    """The rules of a language: its ``titles`` before a name, its words ``numbered`` by what follows them, those
    ``joining`` two numbers, those ``leading`` what follows, which end no line, those ``apart`` from a number before
    them, being no unit, and its months.
    """
    months = (*months, *(name[:3] for name in months))
    joins, counted, month = f"{_any(joining)}|{_SYMBOL}", _any(numbered), _any(months)
    unit = rf"(?!(?:{_any((*joining, *apart))})(?![\w.]))(?:[^\W\d_]|[°%‰µ′″])"
    numbers = (
        rf"{_NUMBER}(?: {_NUMBER})+",
        rf"(?<![\d)] )(?:{_SHORT}|(?<![\w.-])[1-9]\d{{0,2}}(?: \d{{3}})+) {unit}",
        rf"{_NUMBER} (?:{counted})\.? {_NUMBER}",
        rf"[<>≤≥≈~±+−=×£$€] {_NUMBER}",
        rf"(?<!\w)(?:{counted}|{month})\.? {_NUMBER}",
        rf"(?<![\d)] ){_SHORT}(?: {unit}[^\s,;]{{0,4}})?(?: (?:{joins}) {_SHORT})+(?! [(+]?\d)",
        rf"{_NUMBER}\.?(?: \w{{1,3}})? (?:{month})\b\.?(?:,? \w{{1,3}})? \d{{4}}|(?:{month})\.? \d+, \d{{4}}",
    )
    names = rf"(?<![^\s(.])(?:{_any(titles)}\.?|[^\W\d_a-z]\.) (?=[^\W\d_a-z])"
    names += rf"|(?<!\w){counted} (?=(?:[IVX]+|[A-Z])\b)"
    names += rf"|(?<!\w){_any(leading)} (?=\S)"
    return Rules(tuple(one.translate(_SHORTER) for one in numbers), names, hyphenated)


PLAIN = rules_of()
"""The rules without the words of any language."""


def breaks(text: str, rules: Rules) -> dict[int, float]:
    """Where the lines of a text may end, and what that costs: the offsets of what begins the next line, in order.

    The last is the end of the text.
    """
    found: dict[int, float] = {}
    place = 0
    for unit in line_break_units(text):
        place += len(unit)
        if unit[-1] not in _JOINTS and text[place : place + 1] not in _DASHES:
            found[place] = FREE
        elif _JOINT.match(text, place):
            found[place] = IN_WORD
    for place in hyphens(text, rules.hyphenated) if rules.hyphenated else ():
        found.setdefault(place, HYPHENATED)
    for start, stop in rules.kept(text):
        for place in range(start + 1, stop + 1):
            found.pop(place, None)
    found[len(text)] = FREE
    addresses = [match.span() for match in _ADDRESS.finditer(text)] if _SIGNS & set(text) else []
    if not addresses and not rules.hyphenated:
        return found
    for start, stop in addresses:
        for place in range(start + 1, stop):
            found.pop(place, None)
        for match in _IN_ADDRESS.finditer(text[start:stop]):
            place = start + match.start()
            found[place] = IN_DOMAIN if text[place] == "." else IN_PATH
    return dict(sorted(found.items()))


def tighter(text: str, start: int, stop: int) -> list[int]:
    """Where the lines of a stretch may end that is wider than any line: its parts are kept together no more.

    An address may end anywhere; nothing else does inside a word.
    """
    words = text[start:stop]
    if any(match.start() < stop and start < match.end() for match in _ADDRESS.finditer(text)):
        return list(accumulate(map(len, graphemes(words, True)), initial=start))[1:]
    spaces = {start + match.end() for match in _WORD.finditer(words)}
    return sorted(spaces | {*accumulate(map(len, line_break_units(words)), initial=start)} - {start})


def is_address(word: str) -> bool:
    """Whether a word is an address of the web or of email, or has one in it."""
    return _ADDRESS.search(word) is not None


def least(text: str) -> Iterator[tuple[str, bool]]:
    """The parts that a line takes whole, and whether each is of an address, which may end anywhere if it must."""
    for word in text.split():
        places = [0, *breaks(word, PLAIN)]
        yield from ((word[start:stop], is_address(word)) for start, stop in pairwise(places))
