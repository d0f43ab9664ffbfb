"""Made-up translations: every text of a leaflet in other words that keep what no language may change."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from leaflets.content.translations import SecondReader, Translated, Work
from leaflets.edition.sheet import pieces
from leaflets.edition.units import Unit
from leaflets.store.naming import beside
from leaflets.store.project import Project
from leaflets.store.translations import written

DAY = date(2026, 11, 20)
_KEPT = re.compile(r"(\{\w+\}|\]\([^)]*\)|\d[\w.]*|[^\W\d_]+)")


def fake(words: str) -> str:
    """The words in a language that nobody speaks; values, links and numbers as they are."""
    return _KEPT.sub(lambda found: found[0] if found[0][0] in "{]" or found[0][0].isdigit() else f"{found[0]}y", words)


def short(words: str) -> str:
    """Short sentences in place of the words, with the values and numbers they have."""
    return ". ".join([*["Tak"] * (len(words) // 5 or 1), *re.findall(r"\{\w+\}|\d[\d.,]*", words)])


def file_with(
    project: Project,
    leaflet: str,
    language: str,
    say: Callable[[Unit], str | None] = lambda unit: fake(unit.words),
    reader: str = "",
    method: str = "machine",
) -> bytes:
    """The file of a translation in which each unit is as ``say`` has it, read by a second ``reader``, if any."""
    work = Work(method=method, translator=None if method == "machine" else "Ana Example", done=DAY)
    made = []
    for piece in pieces(project, leaflet, language):
        unit = piece.unit
        if text := say(unit):
            one = Translated(id=unit.id, part=unit.part, mark=unit.mark, source=unit.words, text=text, work="first")
            checked = SecondReader(by=reader, done=DAY, mark=one.both) if reader else None
            made.append(one.model_copy(update={"checked": checked}))
    order = [piece.unit.place for piece in pieces(project, leaflet, language)]
    return written(b"", beside(leaflet, f"translations/{language}"), made, [], {"first": work}, order)


def table(rows: Iterable[Mapping[str, str]]) -> bytes:
    """A sheet with these rows, as a spreadsheet writes it."""
    made = io.StringIO(newline="")
    writer = csv.DictWriter(made, ["id", "source", "translation", "note"], restval="")
    writer.writeheader()
    writer.writerows(rows)
    return made.getvalue().encode()
