"""Words: how long paragraphs and lists are, and how much of a leaflet is bold."""

from __future__ import annotations

from collections.abc import Iterator

from leaflets.checks.book import Book
from leaflets.checks.reading import Passage, Reading
from leaflets.checks.rules import Finding, finding
from leaflets.content.inline import spans
from leaflets.content.payloads import FactList, Timeline


def shape(reading: Reading, book: Book) -> Iterator[Finding]:
    """Paragraphs and lists that are too long in one reading, and bold words that are too many."""
    for part in reading.parts:
        prose = [passage for passage in part if passage.role == "prose"]
        figure = isinstance(part[0].part, FactList | Timeline)
        items = [passage for passage in part if passage.role == "item" and passage.key == "text" and not figure]
        yield from _paragraph(prose, book)
        yield from _list(items, book)
    yield from _bold(reading, book)


def _paragraph(prose: list[Passage], book: Book) -> Iterator[Finding]:
    count = sum(len(passage.sentences) for passage in prose)
    if count > book.limits.paragraph_sentences:
        hint = f"begin a new paragraph; at most {book.limits.paragraph_sentences} sentences in each"
        yield prose[0].finding("long-paragraph", f"a paragraph has {count} sentences", hint=hint)


def _list(items: list[Passage], book: Book) -> Iterator[Finding]:
    if len(items) > book.limits.list_items:
        hint = f"make two lists of it; at most {book.limits.list_items} entries in each"
        first = items[0]
        names = first.ids[:-1] or first.ids
        yield finding("long-list", first.part.at(), f"a list has {len(items)} entries", names, hint)


def _bold(reading: Reading, book: Book) -> Iterator[Finding]:
    runs = [run for passage in reading.passages if passage.said for run in spans(passage.marked)]
    bold, every = (sum(len(run.text) for run in some) for some in ([run for run in runs if run.bold], runs))
    percent = round(100 * bold / every) if every else 0
    if percent > book.limits.bold_percent:
        file = reading.leaflet.file
        message = f"{percent} of every 100 characters are bold"
        hint = f"at most {book.limits.bold_percent}: what all stands out, none does"
        yield finding("too-much-bold", file.at(), message, (reading.leaflet.name,), hint)
