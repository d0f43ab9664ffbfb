"""Whether elements stand where they make sense: headings, lists, tables, pictures, notes (ISO 14289-1, 7)."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from leaflets.inspect.reading.tree import Element, Tree, resolved

_HEADING = re.compile(r"H[1-6]")
_TABLE = tomllib.loads(Path(__file__).with_name("grammar.toml").read_text("utf-8"))
_STANDARD = frozenset(_TABLE["roles"].split())
_HOMES: Mapping[str, Sequence[str]] = _TABLE["stands_in"]
_HOLDS: Mapping[str, Sequence[str]] = _TABLE["holds"]


def roles(tree: Tree) -> Iterator[str]:
    """Every role is known, or mapped to one that is; none of the known is made to mean another (7.1)."""
    for element in tree.elements:
        if element.role not in _STANDARD:
            yield f"{element} has a role that no reader knows"
    for role in tree.circles:
        yield f"the role {role} is made to mean itself, by way of others"
    for name, other in tree.roles.items():
        if name[1:] in _STANDARD and other != name:
            yield f"the role {name[1:]} is made to mean {other[1:]}"


def homes(tree: Tree) -> Iterator[str]:
    """Parts of lists, tables and contents stand in lists, tables and contents (7.2)."""
    for parent in tree.elements:
        kinds = [kid.role for kid in parent.kids]
        for kid in parent.kids:
            if kid.role in _HOMES and parent.role not in _HOMES[kid.role]:
                yield f"{kid} stands in {parent}, not in {' or '.join(_HOMES[kid.role])}"
        if set(kinds) - set(_HOLDS.get(parent.role, kinds)):
            yield f"{parent} should hold {_HOLDS[parent.role][0]}, and holds {', '.join(kinds)}"
        yield from _captions(parent, kinds)
    for element in tree.top:
        if element.role in _HOMES:
            yield f"{element} stands alone, not in {' or '.join(_HOMES[element.role])}"


def _captions(parent: Element, kinds: Sequence[str]) -> Iterator[str]:
    """A caption comes first in a list, in a contents list and in a table; in a table it may come last."""
    places = [place for place, kind in enumerate(kinds) if kind == "Caption"]
    allowed = {"Table": ([], [0], [len(kinds) - 1]), "L": ([], [0]), "TOC": ([], [0])}
    if parent.role in allowed and places not in allowed[parent.role]:
        yield f"{parent} has a caption where none may be, or more than one"


def headings(tree: Tree) -> Iterator[str]:
    """H1 comes first, and no level is left out on the way down; or none has a level, and each part has one (7.4)."""
    found = [element for element in tree.elements if _HEADING.fullmatch(element.role)]
    if found and found[0].role != "H1":
        yield f"the first heading should be H1, and is {found[0]}"
    if found and any(element.role == "H" for element in tree.elements):
        yield "some headings have a level, and some have none (H)"
    for before, after in pairwise(found):
        if int(after.role[1]) > int(before.role[1]) + 1:
            yield f"{after} follows {before}: a level is left out"
    for element in tree.elements:
        if [kid.role for kid in element.kids].count("H") > 1:
            yield f"{element} has more than one heading of its own (H)"


def alternatives(tree: Tree) -> Iterator[str]:
    """Pictures and formulas say in words what they show (7.3, 7.7); a note can be found by its name (7.9)."""
    known: set[str] = set()
    for element in tree.elements:
        if element.role in ("Figure", "Formula") and not element.words("/Alt") and "/ActualText" not in element.entries:
            yield f"{element} has no words in place of the picture (Alt)"
        if element.role == "Note":
            name = element.words("/ID")
            if not name or name in known:
                yield f"{element} has no name of its own (ID)"
            known.add(name)


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
