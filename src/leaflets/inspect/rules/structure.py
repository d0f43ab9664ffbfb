"""Whether the tree, the pages and the parent tree agree: most of it validators pass over (ISO 32000-1, 14.7).

A validator sees that marks exist. It does not see that a listener hears the right words in the right place.
"""

from collections.abc import Iterable, Iterator

from leaflets.inspect.reading.drawn import Thing
from leaflets.inspect.reading.page import PageContent, Stream
from leaflets.inspect.reading.tree import DEEPEST, Tree, even, number_of, resolved


def top(tree: Tree) -> Iterator[str]:
    """Each element stands in the tree once and knows its parent."""
    if tree.too_deep:
        yield f"the structure tree is more than {DEEPEST} elements deep"
    for element in tree.repeated:
        yield f"{element} stands in the structure tree more than once"
    for element in tree.elements:
        for kid in element.kids:
            parent = number_of(kid.entries.raw_get("/P")) if "/P" in kid.entries else 0
            if parent != element.number:
                yield f"{kid} stands in {element}, and names {tree.named(parent)} as its parent"


def marks(tree: Tree, streams: Iterable[Stream]) -> Iterator[str]:
    """Each mark in the content is written once, and named by one element."""
    for stream in streams:
        for identifier, times in stream.marks.items():
            mark = f"{stream.name}: marked content {identifier}"
            found = tree.owners.get((stream.key, identifier), [])
            if times > 1:
                yield f"{mark} is written {times} times"
            if len(found) != 1:
                yield f"{mark} belongs to {' and '.join(map(str, found)) or 'no element'}"
        if stream.marks and stream.painted > 1:
            yield f"{stream.name} has marked content, and is painted {stream.painted} times: it is said only once"


def parents(tree: Tree, streams: Iterable[Stream]) -> Iterator[str]:
    """The parent tree leads from each mark to the element that names it."""
    taken: dict[int, str] = {}
    for stream in streams:
        if not stream.marks:
            continue
        here, key = stream.name, stream.entries.get("/StructParents")
        if key is None:
            yield f"{here} has no StructParents entry"
            continue
        if taken.setdefault(key, here) != here:
            yield f"{here} has the same StructParents entry as {taken[key]}"
        entry = resolved(tree.parents.get(key))
        if not isinstance(entry, list):
            yield f"{here}: the parent tree has no list for it"
            continue
        for identifier in sorted(stream.marks):
            found = tree.owners.get((stream.key, identifier), [])
            number = number_of(entry[identifier]) if identifier < len(entry) else 0
            if found and number not in [element.number for element in found]:
                says = tree.named(number)
                yield f"{here}: the parent tree gives marked content {identifier} to {says}, the tree to {found[0]}"


def content(pages: Iterable[PageContent]) -> Iterator[str]:
    """All that is painted is either in the tree or an artifact, and never both (ISO 14289-1, 7.1)."""
    for page in pages:
        here = f"page {page.number}"
        for run in page.runs:
            if _loose(run.thing):
                yield f"{here}: the text '{even(run.text)[:60]}' stands outside marked content"
        if unmarked := sum(map(_loose, page.shapes)):
            yield f"{here}: {unmarked} shapes or pictures stand outside marked content"
        for thing in page.things:
            yield from (f"{here}: {fault}" for fault in _nested(thing))


def _loose(thing: Thing) -> bool:
    return not any(mark.identifier is not None or mark.name == "Artifact" for mark in thing.marks)


def _nested(thing: Thing) -> Iterator[str]:
    tagged = artifact = False
    for mark in thing.marks:
        if mark.name == "Artifact" and tagged:
            yield "an artifact stands inside marked content"
        if mark.identifier is not None and artifact:
            yield f"marked content {mark.identifier} stands inside an artifact"
        tagged, artifact = tagged or mark.identifier is not None, artifact or mark.name == "Artifact"
