"""What we check ourselves in a finished file: its structure, in full, and that it says what it shows.

The faults are looked for family by family. A part of the file that cannot be read is a fault too, and does not hide
the others. What fonts, colours and the frame of a file must be, veraPDF knows better: ``UNSEEN`` says so where it is
not asked. The sheets of a booklet are for a printer: no tags are asked of them, and no standard.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from leaflets.files import SHEETS
from leaflets.inspect.reading.opening import Opened, opened, said
from leaflets.inspect.reading.tree import DAMAGE, even
from leaflets.inspect.rules import declaration, grammar, house, language, legible, links, prepress, privacy, structure
from leaflets.inspect.rules.grammar import tables

UNSEEN = "glyphs, widths and encodings of fonts, colours, how the file is written, and what else PDF/A asks"
"""What is not looked at here, and decides with the rest whether a file is PDF/UA-1 or PDF/A."""
Looks = Iterable[tuple[str, Callable[[Opened], Iterable[str]]]]


def check(data: bytes) -> list[str]:
    """All that is found wrong in the bytes of a file, house rules among it; none is good.

    Raises Unreadable where there is no file to look into.
    """
    with opened(data) as file:
        return [fault for found in findings(file).values() for fault in found]


def findings(file: Opened) -> dict[str, list[str]]:
    """What is wrong with a file, each a sentence that names its page or element, by kind.

    ``faults`` are against a standard, ``house`` against our own rules, ``unseen`` words cannot be read on the pages,
    ``private`` is what pictures carry more than they show.
    """
    sheets = SHEETS in file.origin
    looks: Mapping[str, Looks] = {
        "faults": _standards(file, sheets),
        "house": () if sheets else _house(file),
        "unseen": [("pages", lambda file: legible.faults(file.pages))],
        "private": [("pictures", privacy.faults)],
    }
    return {
        kind: list(dict.fromkeys(fault for what, look in some for fault in _tried(what, look, file)))
        for kind, some in looks.items()
    }


def _standards(file: Opened, sheets: bool) -> Looks:
    if not sheets:
        yield "catalogue", declaration.catalogue
        yield "metadata", declaration.metadata
        yield "structure tree", _tree
        yield "attached files", declaration.attachments
    yield "fonts", _fonts
    yield "frame", _frame
    if file.press:
        yield "press file", lambda file: prepress.check(file.data)


def _house(file: Opened) -> Looks:
    yield "metadata", house.metadata
    if file.tagged:
        yield "structure tree", lambda file: house.tree(file.tree)
        yield "content", lambda file: house.missing(file.tree, file.streams)
        yield "pages", lambda file: house.hidden(file.pages)


def _tried(what: str, look: Callable[..., Iterable[str]], *parts: Any) -> Iterator[str]:
    """The faults that a look at parts of the file finds; that it cannot go on is one of them."""
    try:
        yield from look(*parts)
    except DAMAGE as error:
        yield f"the {what} cannot be read ({said(error)})"


def _tree(file: Opened) -> Iterator[str]:
    """Faults of the structure; a file without tags has one, not one for each of its words."""
    if not file.tagged:
        yield "the file is not tagged: a screen reader cannot tell headings, lists and pictures (StructTreeRoot)"
        return
    tree = file.tree
    for look in (grammar.roles, grammar.homes, grammar.headings, tables, grammar.alternatives, structure.top):
        yield from _tried("structure tree", look, tree)
    for agree in (structure.marks, structure.parents):
        yield from _tried("parent tree", lambda agree=agree: agree(tree, file.streams))
    yield from _tried("content", lambda: structure.content(file.pages))
    for speak in (language.tags, language.untold, links.faults):
        yield from _tried("structure tree", speak, file)


def _frame(file: Opened) -> Iterator[str]:
    for page in file.pages:
        if page.box("/MediaBox") is None:
            yield f"page {page.number} has no size (MediaBox)"
    yield from (f"the file had to be repaired to be read ({even(one)[:120]})" for one in file.repairs)


def _fonts(file: Opened) -> Iterator[str]:
    """Every font is in the file, and every character can be read and searched (ISO 14289-1, 7.21.4.1 and 7.21.7)."""
    for page in file.pages:
        for run in page.runs:
            if run.seen and not run.font.embedded:
                yield f"the font {run.font.name} is not embedded"
            if any(letter.unmapped or letter.text in "\0\ufeff\ufffe\ufffd" for letter in run.letters):
                yield f"the font {run.font.name} has characters that no one can read or search"
