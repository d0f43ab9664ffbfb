"""Whether links, fields and other annotations are read out at their place, in words (ISO 14289-1, 7.18)."""

from collections.abc import Iterator
from typing import Any

from leaflets.inspect.reading.opening import Opened
from leaflets.inspect.reading.page import PageContent
from leaflets.inspect.reading.tree import Element, number_of, resolved

_HIDDEN = 2


def faults(file: Opened) -> Iterator[str]:
    """Faults of the annotations of all pages, and of the elements that name them."""
    known: set[int] = set()
    for page in file.pages:
        found = [(number_of(entry), resolved(entry)) for entry in resolved(page.entries.get("/Annots", []))]
        known.update(number for number, _ in found)
        if found and page.entries.get("/Tabs") != "/S":
            yield f"page {page.number} does not lead the keyboard through its links in reading order (Tabs)"
        for number, annotation in found:
            if _heard(annotation, page):
                yield from (f"page {page.number}: {fault}" for fault in _annotation(file, number, annotation))
    for number, element in file.tree.holders.items():
        if number not in known and element.role in ("Link", "Form", "Annot"):
            yield f"{element} names object {number}, which is not an annotation of any page"
    for element in file.tree.elements:
        if element.role == "Form" and element.attribute("/Role") is None and len(element.objects) != 1:
            yield f"{element} should hold one field, and holds {len(element.objects)}"


def _heard(annotation: Any, page: PageContent) -> bool:
    """Whether an annotation is to be read out: not if it is hidden, off the page, or the window of another."""
    if int(annotation.get("/F", 0)) & _HIDDEN or annotation.get("/Subtype") == "/Popup":
        return False
    edges = [float(resolved(edge)) for edge in resolved(annotation.get("/Rect", []))]
    if len(edges) != 4:
        return True
    (left, right), (bottom, top), sheet = sorted(edges[0::2]), sorted(edges[1::2]), page.sheet
    return left < sheet[2] and right > sheet[0] and bottom < sheet[3] and top > sheet[1]


def _annotation(file: Opened, number: int, annotation: Any) -> Iterator[str]:
    kind = str(annotation.get("/Subtype", "/annotation of no kind"))[1:]
    name, owner = f"the {kind.lower()} (object {number})", file.tree.holders.get(number)
    if kind == "TrapNet":
        yield f"{name} is of a kind that may not be (TrapNet)"
    elif kind == "PrinterMark":
        if owner:
            yield f"{name} is read out, in {owner}"
    else:
        yield from _place(file, name, kind, annotation, owner)
        yield from _words(name, kind, annotation, owner)


def _place(file: Opened, name: str, kind: str, annotation: Any, owner: Element | None) -> Iterator[str]:
    wanted = {"Link": "Link", "Widget": "Form"}.get(kind, "Annot")
    if owner is None:
        yield f"{name} is not in the structure tree"
    elif owner.role != wanted:
        yield f"{name} stands in {owner}, not in a {wanted}"
    if "/StructParent" not in annotation:
        yield f"{name} has no StructParent entry"
    elif owner and number_of(file.tree.parents.get(annotation["/StructParent"])) != owner.number:
        yield f"{name}: the parent tree does not lead to {owner}"


def _words(name: str, kind: str, annotation: Any, owner: Element | None) -> Iterator[str]:
    """A link has words of its own; those of a field, or anything else, may be its element's."""
    told, what = ("/TU", "what it is for (TU)") if kind == "Widget" else ("/Contents", "what it is (Contents)")
    what = "where it leads (Contents)" if kind == "Link" else what
    field = annotation if kind != "Widget" or "/T" in annotation else resolved(annotation.get("/Parent", annotation))
    words = str(resolved(field.get(told, ""))).strip()
    if not words and (kind == "Link" or not (owner and owner.words("/Alt"))):
        yield f"{name} does not say {what}"
