"""What we check ourselves in a finished file: that it is PDF/UA-1 and PDF/A-2a, and that it says what it shows.

The faults are looked for family by family. A part of the file that cannot be read is a fault too, and does not hide
the others. The sheets of a booklet are for a printer: no tags are asked of them, and no standard.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from leaflets.inspect.reading.opening import Opened, opened, said
from leaflets.inspect.reading.tree import DAMAGE
from leaflets.inspect.rules import declaration, frame, grammar, lettering, permitted, prepress, structure


def check(data: bytes) -> list[str]:
    """The faults found in the bytes of a file, each a sentence that names its page or element; none is good.

    Raises Unreadable where there is no file to look into.
    """
    with opened(data) as file:
        return faults(file)


def faults(file: Opened) -> list[str]:
    """The faults of an opened file."""
    found = [fault for what, look in _looks(file) for fault in _tried(what, look, file)]
    return list(dict.fromkeys(found))


def _looks(file: Opened) -> Iterator[tuple[str, Callable[[Opened], Iterable[str]]]]:
    """What is looked at, by its name."""
    if not file.sheets:
        yield "catalogue", declaration.catalogue
        yield "metadata", declaration.metadata
    yield "pages", _pages
    if not file.sheets:
        yield "structure tree", _tree
        yield "colour profile", declaration.colours
    yield "fonts", lettering.faults
    yield "objects", permitted.objects
    yield "frame", frame.faults
    if file.press:
        yield "press file", lambda file: prepress.check(file.data)


def _tried(what: str, look: Callable[..., Iterable[str]], *parts: Any) -> Iterator[str]:
    """The faults that a look at parts of the file finds; that it cannot go on is one of them."""
    try:
        yield from look(*parts)
    except DAMAGE as error:
        yield f"the {what} cannot be read ({said(error)})"


def _pages(file: Opened) -> Iterator[str]:
    for page in file.pages:
        yield from _tried(f"form of page {page.number}", permitted.page, page)
        yield from _tried(f"links of page {page.number}", permitted.links, page)


def _tree(file: Opened) -> Iterator[str]:
    """Faults of the structure; a file without tags has one, not one for each of its words."""
    if not file.tagged:
        yield "the file is not tagged: a screen reader cannot tell headings, lists and pictures (StructTreeRoot)"
        return
    tree, pages = file.tree, file.pages
    for look in (grammar.roles, grammar.homes, grammar.headings, grammar.lists, grammar.tables, grammar.pictures):
        yield from _tried("structure tree", look, tree)
    for agree in (structure.marks, structure.parents, structure.links):
        yield from _tried("parent tree", agree, tree, pages)
    yield from _tried("structure tree", structure.top, tree)
    yield from _tried("content", structure.text, pages)
