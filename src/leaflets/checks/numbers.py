"""Numbers: chances said fairly, with their source, and the same everywhere."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from leaflets.checks.book import Book
from leaflets.checks.reading import Passage, Reading
from leaflets.checks.rules import Finding, finding
from leaflets.content.blocks import Block, BulletsBlock, ChanceBlock, ComparisonBlock, TableBlock
from leaflets.content.payloads import Statement
from leaflets.store.references import models

_BEFORE = re.compile(
    r"(?<![\d.,])(?<!page )(?<!part )(?<!step )(?P<n>\d[\d,]*)(?:\s+or\s+\d+)?\s+(?:in|out of|of)\s+"
    r"(?:the |every |each )?(?P<of>\d[\d,]*\d|\d|hundred|thousand|million)(?! years| months| weeks| days)",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\bof\s+(?:every\s+|each\s+)?(?P<of>\d[\d,]*\d|\d) (?P<what>[^.;:]{3,50}?), "
    r"(?:about |up to |around )?(?P<n>\d[\d,]*)",
    re.IGNORECASE,
)
LEAST = 5
"""What is said of fewer is no chance: one of two legs."""
_WORDS = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_MEASURE = re.compile(
    r"(\d+(?:\.\d+)?\s?(?:cm|mm|kg|g|°C|ml|litres?|km))\s*(?:\(|or )\s*(\d+(?:\.\d+)?\s?[a-z°]+[A-Z]?)"
)
_FIGURE = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


class Share(NamedTuple):
    """So many out of so many, as a text says it."""

    n: int
    of: int
    said: str

    @property
    def ratio(self) -> Fraction:
        """The share as a number."""
        return Fraction(self.n, self.of)


def shares(text: str) -> list[Share]:
    """The shares in a text, in order, those said as ``n in total`` and as ``of a total of people, n``."""
    found = []
    for pattern in (_BEFORE, _AFTER):
        for match in pattern.finditer(text):
            n, of = (_number(match[name]) for name in ("n", "of"))
            if 0 < n <= of and of >= LEAST:
                found.append((match.start(), Share(n, of, match[0])))
    return [share for _, share in sorted(found, key=lambda pair: pair[0])]


def figures(text: str) -> list[str]:
    """The figures of a text, as written: ``10``, ``1,100``, ``37.5``."""
    return _FIGURE.findall(text)


def _number(text: str) -> int:
    return _WORDS.get(text.lower()) or int(text.replace(",", ""))


def passage_numbers(passage: Passage, book: Book) -> Iterator[Finding]:
    """What the rules of chance find in one text."""
    found = shares(passage.text) if passage.said else []
    if found and not book.words("hedges").search(passage.text):
        yield passage.finding("chance-exact", f"'{found[0].said}' sounds exact")
    said = {_number(figure) for figure in figures(passage.text) if "." not in figure}
    for share in found:
        rest = share.of - share.n
        if share.of <= book.limits.both_ways_up_to and rest > 0 and rest not in said:
            hint = f"add that {rest} of {share.of} do not, or show it as a 'chance' block"
            yield passage.finding("one-way-round", f"'{share.said}' is said one way round only", hint=hint)
    totals = sorted({share.of for share in found})
    if len(totals) > 1:
        yield passage.finding("mixed-totals", f"totals differ: {', '.join(f'{of:,}' for of in totals)}")
    yield from _words(passage, book)
    if len(found) < 2:
        yield from passage.each("relative-chance", book.words("relative"))


def _words(passage: Passage, book: Book) -> Iterator[Finding]:
    """Words of the house's scale that do not fit the number beside them."""
    for sentence in passage.sentences if passage.said else ():
        word, found = book.words("scale").search(sentence), shares(sentence)
        if not word or len(found) != 1:
            continue
        step = book.step(word[0])
        if not step.at_least <= found[0].ratio * step.OF <= step.at_most:
            hint = f"'{step.word}' is {step.said}"
            yield passage.finding("chance-word", f"'{word[0]}' does not fit '{found[0].said}'", word[0], hint)


def reading_numbers(reading: Reading, book: Book) -> Iterator[Finding]:
    """What one reading says of chances in its blocks, and in different words in different places."""
    yield from _blocks(reading, book)
    yield from _ratios(reading)
    yield from _measures(reading)


def _blocks(reading: Reading, book: Book) -> Iterator[Finding]:
    by_block: dict[str, list[Passage]] = {}
    for passage in reading.passages:
        if passage.block:
            by_block.setdefault(passage.block.id, []).append(passage)
    chances: dict[str, list[ChanceBlock]] = {}
    for passages in by_block.values():
        block = passages[0].block
        if isinstance(block, ChanceBlock):
            yield from _chance(block, passages, book)
            chances.setdefault(passages[0].section, []).append(block)
        elif isinstance(block, TableBlock | ComparisonBlock | BulletsBlock):
            yield from _mixed(block, sorted({share.of for passage in passages for share in shares(passage.text)}))
        yield from _sources(passages)
    for together in chances.values():
        yield from _mixed(together[-1], sorted({block.chance.of for block in together}))


def _mixed(block: Block, totals: Sequence[int]) -> Iterator[Finding]:
    if len(totals) > 1:
        message = f"totals differ: {', '.join(f'{of:,}' for of in totals)}"
        yield finding("mixed-totals", block.at(), message, (block.id,))


def _chance(block: ChanceBlock, passages: list[Passage], book: Book) -> Iterator[Finding]:
    if not block.sources:
        yield finding("chance-source", block.at(), "the chance names no source", (block.id,))
    if not any(book.words("hedges").search(passage.text) for passage in passages):
        hint = "say 'about' in its lead_in, or how sure the number is in its note"
        yield finding("chance-exact", block.chance.at("n"), "the chance sounds exact", (block.id,), hint)


def _sources(passages: list[Passage]) -> Iterator[Finding]:
    block = passages[0].block
    sourced = {model.id for model in models(block) if isinstance(model, Statement) and model.sources}
    for passage in passages:
        found = shares(passage.text) if passage.said else []
        if found and not sourced.intersection(passage.ids):
            yield passage.finding("chance-source", f"'{found[0].said}' names no source")


def _ratios(reading: Reading) -> Iterator[Finding]:
    """The same share of different totals: 1 in 10 here, 10 in 100 there."""
    first: dict[Fraction, Share] = {}
    for passage in reading.passages:
        for share in shares(passage.text) if passage.said else ():
            before = first.setdefault(share.ratio, share)
            if before.of != share.of:
                message = f"'{share.said}' is the same as '{before.said}', said elsewhere"
                yield passage.finding("same-figure", message, hint="say it out of the same total in both places")


def _measures(reading: Reading) -> Iterator[Finding]:
    """A measure with its conversion, converted in two ways."""
    first: dict[str, str] = {}
    for passage in reading.passages:
        for match in _MEASURE.finditer(passage.text):
            before = first.setdefault(match[1], match[2])
            if before != match[2]:
                message = f"{match[1]} is {match[2]} here and {before} elsewhere"
                yield passage.finding("same-figure", message)
