"""Whether a table is one: its parts in order, its rows equally wide, its header cells found (ISO 14289-1, 7.2, 7.5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from leaflets.inspect.reading.tree import Element, Tree, resolved

_SCOPES = ("/Column", "/Row", "/Both")
_MOST_SPANNED = 1000
"""Spans are followed no further: they come from a file that may be made to do harm."""


def tables(tree: Tree) -> Iterator[str]:
    """Faults of all tables."""
    for element in tree.elements:
        if element.role == "Table":
            kinds = [kid.role for kid in element.kids]
            for role in ("THead", "TFoot"):
                if kinds.count(role) > 1:
                    yield f"{element} has more than one {role}"
                if role in kinds and "TBody" not in kinds:
                    yield f"{element} has a {role}, and no TBody"
            taken: dict[tuple[int, int], Element] = {}
            yield from _grid(element, taken)
            yield from _headers(taken)


def _grid(table: Element, taken: dict[tuple[int, int], Element]) -> Iterator[str]:
    """Each place of the table has one cell; a cell that spans rows stands in each of them. ``taken`` is filled."""
    rows = [row for kid in table.kids for row in ([kid] if kid.role == "TR" else kid.kids) if row.role == "TR"]
    for at, row in enumerate(rows):
        column = 0
        for cell in row.kids:
            if cell.role not in ("TH", "TD"):
                continue
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


def _headers(taken: Mapping[tuple[int, int], Element]) -> Iterator[str]:
    """Each cell has headers that say what they head (Scope) in its row or column, or names its own (Headers)."""
    known = {cell.words("/ID") for cell in taken.values()} - {""}
    across, down = defaultdict[int, list[Element]](list), defaultdict[int, list[Element]](list)
    for (row, column), cell in taken.items():
        if cell.role == "TH":
            across[row].append(cell)
            down[column].append(cell)
    for (row, column), cell in taken.items():
        if cell.role != "TD":
            continue
        names: Any = cell.attribute("/Headers") or []
        named = [str(resolved(name)) for name in (names if isinstance(names, list) else [names])]
        for name in named:
            if name not in known:
                yield f"{cell} names a header '{name}' that its table does not have (Headers)"
        heads = [*across[row], *down[column]]
        if not named and not any(head.attribute("/Scope") in _SCOPES for head in heads):
            yield from (f"{head} does not say what it is the header of (Scope)" for head in heads)
