"""What we check ourselves in a finished file: faults of the structure that validators pass over.

A validator sees that marks exist. It does not see that a listener hears the right words in the right place: that the
tree, the pages and the parent tree agree, that no sentence is hidden as decoration, that a list item's label comes
first. ``check`` does, and says each fault in a sentence.
"""

from __future__ import annotations

import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from pypdf import PdfReader

from leaflets.pdf.readback import Element, Font, PageContent, Tree, number_of, resolved

_HEADING = re.compile(r"H[1-6]")
_UNREADABLE = re.compile("[\x00\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]")


def check(data: bytes) -> list[str]:
    """The faults found in the bytes of a file, each a sentence that names its page or element; none is good."""
    reader = PdfReader(io.BytesIO(data))
    fonts: dict[int, Font] = {}
    pages = [PageContent(number, page, reader, fonts) for number, page in enumerate(reader.pages, 1)]
    tree = Tree(reader)
    faults = [*_top(tree), *_marks(tree, pages), *_parent_tree(tree, pages), *_text(pages), *_links(tree, pages)]
    faults += [*_headings(tree), *_lists(tree), *_tables(tree), *_figures(tree)]
    faults += [*_fonts(fonts.values()), *_metadata(reader)]
    return list(dict.fromkeys(faults))


def _top(tree: Tree) -> Iterator[str]:
    roles = [element.role for element in tree.top]
    if roles != ["Document"]:
        yield f"the structure tree should hold one Document, and holds {', '.join(roles) or 'nothing'}"
    for element in tree.repeated:
        yield f"{element} stands in the structure tree more than once"
    for element in tree.elements:
        for kid in element.kids:
            parent = number_of(kid.entries.raw_get("/P")) if "/P" in kid.entries else 0
            if parent != element.number:
                yield f"{kid} stands in {element}, and names {tree.named(parent)} as its parent"


def _marks(tree: Tree, pages: Iterable[PageContent]) -> Iterator[str]:
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


def _parent_tree(tree: Tree, pages: Iterable[PageContent]) -> Iterator[str]:
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


def _text(pages: Iterable[PageContent]) -> Iterator[str]:
    for page in pages:
        for said in page.loose:
            yield f"page {page.number}: the text '{said}' stands outside marked content"
        for said, kind in page.hidden:
            yield f"page {page.number}: the text '{said}' is hidden in an artifact ({kind})"


def _links(tree: Tree, pages: Iterable[PageContent]) -> Iterator[str]:
    """Every link annotation is read out at its place: inside a Link, with words that say where it leads."""
    owners = {number: element for element in tree.elements for number in element.objects}
    known: set[int] = set()
    for page in pages:
        for reference in page.entries.get("/Annots", ()):
            annotation = resolved(reference)
            number = number_of(reference)
            known.add(number)
            if annotation.get("/Subtype") == "/Link":
                yield from (f"page {page.number}: {fault}" for fault in _link(tree, number, annotation, owners))
    for number, element in owners.items():
        if number not in known:
            yield f"{element} names object {number}, which is not an annotation of any page"
    for element in tree.elements:
        if element.role == "Link" and not element.objects:
            yield f"{element} leads nowhere: it has no annotation"


def _link(tree: Tree, number: int, annotation: Any, owners: Mapping[int, Element]) -> Iterator[str]:
    name = f"the link (object {number})"
    owner = owners.get(number)
    if owner is None:
        yield f"{name} is not in the structure tree"
    elif owner.role != "Link":
        yield f"{name} stands in {owner}, not in a Link"
    if "/StructParent" not in annotation:
        yield f"{name} has no StructParent entry"
    elif owner and number_of(tree.parents.get(annotation["/StructParent"])) != owner.number:
        yield f"{name}: the parent tree does not lead to {owner}"
    if not str(annotation.get("/Contents", "")).strip():
        yield f"{name} does not say where it leads (Contents)"


def _headings(tree: Tree) -> Iterator[str]:
    headings = [element for element in tree.elements if _HEADING.fullmatch(element.role)]
    first = [element for element in headings if element.role == "H1"]
    if len(first) != 1:
        yield f"there should be one H1, and there are {len(first)}"
    if headings and headings[0].role != "H1":
        yield f"the first heading should be H1, and is {headings[0]}"
    for before, after in pairwise(headings):
        if int(after.role[1]) > int(before.role[1]) + 1:
            yield f"{after} follows {before}: a level is left out"


def _lists(tree: Tree) -> Iterator[str]:
    for element in tree.elements:
        roles = [kid.role for kid in element.kids]
        if element.role == "L" and set(roles) - {"LI", "Caption", "L"}:
            yield f"{element} should hold LI, and holds {', '.join(roles)}"
        if element.role == "LI" and roles not in (["LBody"], ["Lbl", "LBody"]):
            yield f"{element} should hold Lbl, then LBody, and holds {', '.join(roles) or 'neither'}"


def _tables(tree: Tree) -> Iterator[str]:
    """Header cells say what they head, and the rows of a table are equally wide."""
    for element in tree.elements:
        if element.role == "TH" and element.attribute("/Scope") not in ("/Column", "/Row", "/Both"):
            yield f"{element} does not say what it is the header of (Scope)"
        if element.role == "Table":
            widths = _widths(element)
            if len(set(widths)) > 1:
                yield f"{element} has rows of {', '.join(map(str, widths))} cells"


def _widths(table: Element) -> list[int]:
    """The width of each row in cells; a cell that spans rows counts in each of them."""
    rows = [row for kid in table.kids for row in ([kid] if kid.role == "TR" else kid.kids) if row.role == "TR"]
    widths = [0] * len(rows)
    for index, row in enumerate(rows):
        for cell in row.kids:
            for below in range(index, min(index + int(cell.attribute("/RowSpan") or 1), len(rows))):
                widths[below] += int(cell.attribute("/ColSpan") or 1)
    return widths


def _figures(tree: Tree) -> Iterator[str]:
    for element in tree.elements:
        if element.role == "Figure" and not str(element.entries.get("/Alt", "")).strip():
            yield f"{element} has no words in place of the picture (Alt)"


def _fonts(fonts: Iterable[Font]) -> Iterator[str]:
    for font in fonts:
        if not font.embedded:
            yield f"the font {font.name} is not embedded"
        for code in sorted(font.codes):
            text = font.meanings.get(code)
            if text is None:
                yield f"the font {font.name} does not say what its code {code} means"
            elif not text or _UNREADABLE.search(text):
                yield f"the font {font.name} says that its code {code} means {text!a}, which no one can read"


def _metadata(reader: PdfReader) -> Iterator[str]:
    """The document information and the XMP metadata agree (ISO 19005-2, 6.6.2)."""
    told, xmp = reader.metadata, reader.xmp_metadata
    if told is None or xmp is None:
        yield "the file has no document information, or no XMP metadata"
        return
    if not (told.title or "").strip():
        yield "the file has no title"
    pairs = {
        "title": (told.title, (xmp.dc_title or {}).get("x-default")),
        "author": (told.author, "; ".join(xmp.dc_creator or [])),
        "subject": (told.subject, (xmp.dc_description or {}).get("x-default")),
        "keywords": (told.keywords, xmp.pdf_keywords),
        "creator": (told.creator, xmp.xmp_creator_tool),
        "producer": (told.producer, xmp.pdf_producer),
        "date of creation": (_day(told.creation_date), _day(xmp.xmp_create_date)),
        "date of change": (_day(told.modification_date), _day(xmp.xmp_modify_date)),
    }
    for what, (plain, marked) in pairs.items():
        if (plain or "") != (marked or ""):
            yield f"the {what} in the document information is '{plain}', in the XMP metadata '{marked}'"


def _day(moment: Any) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S") if moment else ""
