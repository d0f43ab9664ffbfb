"""Calls for help: told on the help page alone, with one threshold for a sign, and with a number to ring."""

import re
from collections.abc import Iterator

from leaflets.checks.book import Book
from leaflets.checks.reading import Passage, Reading
from leaflets.checks.rules import Finding, finding, line_of
from leaflets.content.blocks import EmergencyBlock, LadderBlock, SafetyBlock
from leaflets.content.forms import Tier

_MEASURED = re.compile(r"(?P<n>\d[\d,.]*)\s*(?P<unit>°\s?[CF]|[a-z]+)")


def urgent(reading: Reading, book: Book) -> Iterator[Finding]:
    """What one reading says of calling for help that it should say once, elsewhere, or with a number."""
    yield from _numbers(reading)
    yield from _outside(reading, book)
    yield from _thresholds(reading, book)


def _numbers(reading: Reading) -> Iterator[Finding]:
    """Whom to call, without a number or a line to write it on."""
    for section in reading.leaflet.sections.values():
        for block in section.blocks:
            calls = (block.emergency,) if isinstance(block, EmergencyBlock) else ()
            for call in (*calls, *(block.ladder.tiers if isinstance(block, LadderBlock) else ())):
                lined = isinstance(call, Tier) and call.blank
                if not lined and not re.search(r"\d", call.call):
                    message = f"'{call.call}' tells no number, and leaves no line for one"
                    hint = "write the number, or 'blank: My number' and 'filled_by: clinic'"
                    yield finding("ladder-number", call.at("call"), message, (block.id,), hint)


def _outside(reading: Reading, book: Book) -> Iterator[Finding]:
    """Words that call for help elsewhere than in the box that is for them, with no link to it."""
    homes = {
        name
        for name, section in reading.leaflet.sections.items()
        if any(isinstance(block, SafetyBlock) for block in section.blocks)
    }
    for passage in reading.passages if homes else ():
        told = passage.said and passage.block and not isinstance(passage.block, SafetyBlock)
        if told and not any(f"](#{name})" in passage.written for name in homes):
            for match in book.words("urgent").finditer(passage.text):
                yield passage.finding("red-flag", f"'{match[0]}' calls for help outside the help page", match[0])
                break


def _thresholds(reading: Reading, book: Book) -> Iterator[Finding]:
    """A sign that matters from one figure, or amount, here, and from another there."""
    first: dict[tuple[str, ...], tuple[Passage, str]] = {}
    for passage in reading.passages:
        for sign, said in _told(passage, book) if passage.said and passage.block else ():
            before, other = first.setdefault(sign, (passage, said))
            if other != said and before.ids != passage.ids:
                place = line_of(before.where, passage.where)
                yield passage.finding("threshold", f"{sign[0]}: '{said}' here, '{other}' {place}", sign[0])


def _told(passage: Passage, book: Book) -> Iterator[tuple[tuple[str, ...], str]]:
    """The thresholds in a text: the sign with its unit, or with its amount, and how much of it matters."""
    for sentence in passage.sentences:
        for match in book.amounts.finditer(sentence):
            yield (match["sign"].casefold(), "amount"), match["amount"].casefold()
        sign = book.words("signs").search(sentence)
        way = "below" if book.words("below").search(sentence) else "above"
        if sign:
            for match in _MEASURED.finditer(sentence, sign.end()):
                yield (sign[0].casefold(), way, match["unit"]), f"{match['n']} {match['unit']}"
