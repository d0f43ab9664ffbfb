"""Whether elements stand where they make sense: headings, lists, tables, pictures (ISO 32000-1, 14.8.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from leaflets.inspect.reading.tree import Element, Tree, resolved

_HEADING = re.compile(r"H[1-6]")
_NAMES = (
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl "
    "LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu "
    "WT WP Figure Formula Form"
)
_STANDARD = frozenset(_NAMES.split())
_HOMES = {
    "LI": ("L",),
    "LBody": ("LI",),
    "TR": ("Table", "THead", "TBody", "TFoot"),
    "TH": ("TR",),
    "TD": ("TR",),
    "THead": ("Table",),
    "TBody": ("Table",),
    "TFoot": ("Table",),
    "TOCI": ("TOC",),
}
"""Where an element of a role must stand."""
_HOLDS = {
    "L": ("LI", "L", "Caption"),
    "Table": ("TR", "THead", "TBody", "TFoot", "Caption"),
    "THead": ("TR",),
    "TBody": ("TR",),
    "TFoot": ("TR",),
    "TR": ("TH", "TD"),
    "TOC": ("TOC", "TOCI", "Caption"),
}
"""What an element of a role may hold."""
TAG = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
"""A language tag (RFC 3066)."""


def roles(tree: Tree) -> Iterator[str]:
    """Every role is known, or mapped to one that is; none of the known is made to mean another."""
    for element in tree.elements:
        if element.role not in _STANDARD:
            yield f"{element} has a role that no reader knows"
        language = element.entries.get("/Lang")
        if language is not None and not TAG.fullmatch(str(language)):
            yield f"{element} is in '{language}', which is not a language"
    for name, other in tree.roles.items():
        if name[1:] in _STANDARD:
            yield f"the role {name[1:]} is made to mean {other[1:]}"


def homes(tree: Tree) -> Iterator[str]:
    """Parts of lists and tables stand in lists and tables."""
    for parent in tree.elements:
        for kid in parent.kids:
            if kid.role in _HOMES and parent.role not in _HOMES[kid.role]:
                yield f"{kid} stands in {parent}, not in {_or(_HOMES[kid.role])}"
        kinds = [kid.role for kid in parent.kids]
        if set(kinds) - set(_HOLDS.get(parent.role, kinds)):
            yield f"{parent} should hold {_or(_HOLDS[parent.role][:1])}, and holds {', '.join(kinds)}"
        captions = [place for place, kind in enumerate(kinds) if kind == "Caption"]
        if parent.role in ("Table", "L") and captions not in ([], [0], [len(kinds) - 1]):
            yield f"{parent} has a caption in its midst, or more than one"
    for element in tree.top:
        if element.role in _HOMES:
            yield f"{element} stands alone, not in {_or(_HOMES[element.role])}"


def _or(names: Sequence[str]) -> str:
    return " or ".join(names)


def headings(tree: Tree) -> Iterator[str]:
    """One H1, first; no level left out on the way down."""
    found = [element for element in tree.elements if _HEADING.fullmatch(element.role)]
    first = [element for element in found if element.role == "H1"]
    if len(first) != 1:
        yield f"there should be one H1, and there are {len(first)}"
    if found and found[0].role != "H1":
        yield f"the first heading should be H1, and is {found[0]}"
    if found and any(element.role == "H" for element in tree.elements):
        yield "some headings have a level, and some have none (H)"
    for before, after in pairwise(found):
        if int(after.role[1]) > int(before.role[1]) + 1:
            yield f"{after} follows {before}: a level is left out"


def lists(tree: Tree) -> Iterator[str]:
    """A list item is a label, if any, and then what it labels."""
    for element in tree.elements:
        kinds = [kid.role for kid in element.kids]
        if element.role == "LI" and kinds not in (["LBody"], ["Lbl", "LBody"]):
            yield f"{element} should hold Lbl, then LBody, and holds {', '.join(kinds) or 'neither'}"


def tables(tree: Tree) -> Iterator[str]:
    """Header cells say what they head, and the rows of a table are equally wide."""
    for element in tree.elements:
        if element.role == "TH" and element.attribute("/Scope") not in ("/Column", "/Row", "/Both"):
            yield f"{element} does not say what it is the header of (Scope)"
        if element.role == "Table":
            rows = _rows(element)
            widths = _widths(rows)
            if len(set(widths)) > 1:
                yield f"{element} has rows of {', '.join(map(str, widths))} cells"
            if not any(cell.role == "TH" for row in rows for cell in row.kids):
                yield f"{element} has no header cell (TH)"


def _rows(table: Element) -> list[Element]:
    return [row for kid in table.kids for row in ([kid] if kid.role == "TR" else kid.kids) if row.role == "TR"]


def _widths(rows: Sequence[Element]) -> list[int]:
    """The width of each row in cells; a cell that spans rows counts in each of them."""
    widths = [0] * len(rows)
    for index, row in enumerate(rows):
        for cell in row.kids:
            for below in range(index, min(index + int(cell.attribute("/RowSpan") or 1), len(rows))):
                widths[below] += int(cell.attribute("/ColSpan") or 1)
    return widths


def pictures(tree: Tree) -> Iterator[str]:
    """Pictures and formulas say in words what they show; a note can be found by its name."""
    known: set[str] = set()
    for element in tree.elements:
        if element.role in ("Figure", "Formula") and not (_words(element, "/Alt") or _words(element, "/ActualText")):
            yield f"{element} has no words in place of the picture (Alt)"
        if element.role == "Note":
            name = _words(element, "/ID")
            if not name or name in known:
                yield f"{element} has no name of its own (ID)"
            known.add(name)


def _words(element: Element, key: str) -> str:
    value: Any = resolved(element.entries.get(key, ""))
    return str(value).strip()
