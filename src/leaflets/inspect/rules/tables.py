"""Whether a table is one: its parts in order, its rows equally wide, its header cells found (ISO 14289-1, 7.2, 7.5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from leaflets.inspect.reading.tree import Element, Tree, resolved

_MOST_SPANNED = 1000
"""Spans are followed no further: they come from a file that may be made to do harm."""


def tables(tree: Tree) -> Iterator[str]:
    """Faults of all tables."""
    for element in tree.elements:
        if element.role == "Table":
            yield from _parts(element)
            yield from _grid(element)
            yield from _headers(element)


def _parts(table: Element) -> Iterator[str]:
    kinds = [kid.role for kid in table.kids]
    for role in ("THead", "TFoot"):
        if kinds.count(role) > 1:
            yield f"{table} has more than one {role}"
        if role in kinds and "TBody" not in kinds:
            yield f"{table} has a {role}, and no TBody"


def _rows(table: Element) -> list[Element]:
    return [row for kid in table.kids for row in ([kid] if kid.role == "TR" else kid.kids) if row.role == "TR"]


def _cells(rows: Iterable[Element]) -> list[Element]:
    return [cell for row in rows for cell in row.kids if cell.role in ("TH", "TD")]


def _grid(table: Element) -> Iterator[str]:
    """Each place of the table has one cell; a cell that spans rows stands in each of them."""
    rows = _rows(table)
    taken: dict[tuple[int, int], Element] = {}
    for at, row in enumerate(rows):
        column = 0
        for cell in _cells([row]):
            while (at, column) in taken:
                column += 1
            across, down = _span(cell, "/ColSpan"), _span(cell, "/RowSpan")
            if at + down > len(rows):
                yield f"{cell} reaches below the last row of {table}"
            places = [(below, beside) for below in range(at, at + down) for beside in range(column, column + across)]
            if taken.keys() & set(places):
                yield f"{cell} lies over another cell of {table}"
            taken |= dict.fromkeys(places, cell)
    widths = [sum(place[0] == at for place in taken) for at in range(len(rows))]
    if len(set(widths)) > 1:
        yield f"{table} has rows of {', '.join(map(str, widths))} cells"


def _span(cell: Element, name: str) -> int:
    return min(max(int(cell.attribute(name) or 1), 1), _MOST_SPANNED)


def _headers(table: Element) -> Iterator[str]:
    """Header cells say what they head (Scope), or the others name them (Headers)."""
    cells = _cells(_rows(table))
    known = {cell.words("/ID") for cell in cells} - {""}
    named = {name: cell for cell in cells for name in _named(cell)}
    for name in named.keys() - known:
        yield f"{named[name]} names a header '{name}' that its table does not have (Headers)"
    loose = [cell for cell in cells if cell.role == "TD" and not _named(cell)]
    for cell in cells:
        scope = cell.attribute("/Scope") in ("/Column", "/Row", "/Both")
        if cell.role == "TH" and not scope and (loose or cell.words("/ID") not in named):
            yield f"{cell} does not say what it is the header of (Scope), and not all cells name theirs (Headers)"


def _named(cell: Element) -> Sequence[str]:
    """The identifiers of the header cells that a cell names."""
    names: Any = cell.attribute("/Headers") or []
    return [str(resolved(name)) for name in (names if isinstance(names, list) else [names])]
