"""Whether the tree, the pages and the parent tree agree: most of it validators pass over (ISO 32000-1, 14.7).

A validator sees that marks exist. It does not see that a listener hears the right words in the right place, and that
no sentence is hidden as decoration.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from leaflets.inspect.reading.page import PageContent
from leaflets.inspect.reading.tree import DEEPEST, Element, Tree, number_of, resolved


def top(tree: Tree) -> Iterator[str]:
    """The tree is one Document, in which each element stands once and knows its parent."""
    roles = [element.role for element in tree.top]
    if roles != ["Document"]:
        yield f"the structure tree should hold one Document, and holds {', '.join(roles) or 'nothing'}"
    if tree.too_deep:
        yield f"the structure tree is more than {DEEPEST} elements deep"
    for element in tree.repeated:
        yield f"{element} stands in the structure tree more than once"
    for element in tree.elements:
        for kid in element.kids:
            parent = number_of(kid.entries.raw_get("/P")) if "/P" in kid.entries else 0
            if parent != element.number:
                yield f"{kid} stands in {element}, and names {tree.named(parent)} as its parent"


def marks(tree: Tree, pages: Iterable[PageContent]) -> Iterator[str]:
    """Marks on the pages and kids of the elements name each other, one to one."""
    owners = _owners(tree)
    for page in pages:
        for identifier, times in Counter(page.marks).items():
            mark = f"page {page.number}: marked content {identifier}"
            found = owners.pop((page.number, identifier), [])
            if times > 1:
                yield f"{mark} is written {times} times"
            if len(found) != 1:
                yield f"{mark} belongs to {' and '.join(map(str, found)) or 'no element'}"
    for (number, identifier), found in owners.items():
        yield f"page {number}: {found[0]} names marked content {identifier}, which is not on the page"


def _owners(tree: Tree) -> dict[tuple[int, int], list[Element]]:
    owners: defaultdict[tuple[int, int], list[Element]] = defaultdict(list)
    for element in tree.elements:
        for place in element.marks:
            owners[place].append(element)
    return owners


def parents(tree: Tree, pages: Iterable[PageContent]) -> Iterator[str]:
    """The parent tree leads from each mark to the element that names it, and holds nothing more."""
    owners = _owners(tree)
    taken: dict[int, int] = {}
    for page in pages:
        here = f"page {page.number}"
        key = page.entries.get("/StructParents")
        if key is None:
            yield f"{here} has no StructParents entry"
            continue
        if taken.setdefault(key, page.number) != page.number:
            yield f"{here} has the same StructParents entry as page {taken[key]}"
        entry = resolved(tree.parents.get(key))
        if not isinstance(entry, list):
            yield f"{here}: the parent tree has no list for it"
            continue
        wanted = max(page.marks, default=-1) + 1
        if len(entry) != wanted:
            yield f"{here}: the parent tree lists {len(entry)} marks, and the page has {wanted}"
        for identifier, reference in enumerate(entry):
            found = owners.get((page.number, identifier), [])
            if found and number_of(reference) not in [element.number for element in found]:
                says = tree.named(number_of(reference))
                yield f"{here}: the parent tree gives marked content {identifier} to {says}, the tree to {found[0]}"


def text(pages: Iterable[PageContent]) -> Iterator[str]:
    """Nothing is painted outside a mark or an artifact, and no words are hidden in an artifact."""
    for page in pages:
        for said in page.loose:
            yield f"page {page.number}: the text '{said}' stands outside marked content"
        for said, kind in page.hidden:
            yield f"page {page.number}: the text '{said}' is hidden in an artifact ({kind})"
        if page.unmarked:
            yield f"page {page.number}: {page.unmarked} shapes or pictures stand outside marked content"


def links(tree: Tree, pages: Iterable[PageContent]) -> Iterator[str]:
    """Every annotation is read out at its place: a link inside a Link, with words that say where it leads."""
    owners = {number: element for element in tree.elements for number in element.objects}
    known: set[int] = set()
    for page in pages:
        found = [(number_of(entry), resolved(entry)) for entry in resolved(page.entries.get("/Annots", []))]
        known.update(number for number, _ in found)
        heard = [(number, entry) for number, entry in found if _heard(entry)]
        if heard and page.entries.get("/Tabs") != "/S":
            yield f"page {page.number} does not lead the keyboard through its links in reading order (Tabs)"
        for number, annotation in heard:
            yield from (f"page {page.number}: {fault}" for fault in _annotation(tree, number, annotation, owners))
    for number, element in owners.items():
        if number not in known:
            yield f"{element} names object {number}, which is not an annotation of any page"
    for element in tree.elements:
        if element.role == "Link" and not element.objects:
            yield f"{element} leads nowhere: it has no annotation"
        if element.role == "Form" and len(element.objects) != 1:
            yield f"{element} should hold one field, and holds {len(element.objects)}"


def _heard(annotation: Any) -> bool:
    """Whether an annotation is to be read out: not if it is hidden, nor if it is the window of another."""
    hidden = int(annotation.get("/F", 0)) & 2
    return not hidden and annotation.get("/Subtype") not in ("/Popup", "/PrinterMark")


def _annotation(tree: Tree, number: int, annotation: Any, owners: Mapping[int, Element]) -> Iterator[str]:
    kind = str(annotation.get("/Subtype", "/annotation of no kind"))[1:]
    name = f"the {kind.lower()} (object {number})"
    wanted = {"Link": "Link", "Widget": "Form"}.get(kind, "Annot")
    owner = owners.get(number)
    if owner is None:
        yield f"{name} is not in the structure tree"
    elif owner.role != wanted:
        yield f"{name} stands in {owner}, not in a {wanted}"
    if "/StructParent" not in annotation:
        yield f"{name} has no StructParent entry"
    elif owner and number_of(tree.parents.get(annotation["/StructParent"])) != owner.number:
        yield f"{name}: the parent tree does not lead to {owner}"
    told, what = ("/TU", "what it is for (TU)") if kind == "Widget" else ("/Contents", "what it is (Contents)")
    what = "where it leads (Contents)" if kind == "Link" else what
    if not str(annotation.get(told, "")).strip():
        yield f"{name} does not say {what}"
