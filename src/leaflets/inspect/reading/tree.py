"""A finished file read back: its structure tree."""

from __future__ import annotations

import struct
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DeprecationError, PyPdfError
from pypdfium2 import PdfiumError

DAMAGE: tuple[type[Exception], ...] = (
    *(PyPdfError, PdfiumError, DeprecationError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError),
    *(RecursionError, NotImplementedError, AssertionError, struct.error, zlib.error),
)
"""What reading may raise where a file is not as it should be."""
Place = tuple[int, int]
"""A mark: the page it is on, or minus the number of the form it is in, and its identifier there."""
DEEPEST = 100
"""Elements nested deeper than this are not read."""


@dataclass(eq=False)
class Element:
    """A structure element, its kids, and the marks (page, identifier) and objects it names.

    ``role`` is the standard role that its own is mapped to; ``order`` are kids and marks in reading order;
    ``language`` is its own, or that of the elements around it, if any says one.
    """

    role: str
    number: int
    entries: Any
    language: str = ""
    classes: Mapping[str, Any] = field(default_factory=dict)
    kids: list[Element] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)
    objects: list[int] = field(default_factory=list)
    order: list[Element | Place] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.role} (object {self.number})"

    def mark(self, place: Place) -> None:
        """Add a mark, last of all inside."""
        self.marks.append(place)
        self.order.append(place)

    def adopt(self, kid: Element) -> None:
        """Add a kid, last of all inside."""
        self.kids.append(kid)
        self.order.append(kid)

    def attribute(self, name: str) -> Any:
        """The value of an attribute of any owner, its own or that of a class of it; or nothing."""
        named = [self.classes.get(str(name)) for name in map(resolved, _listed(self.entries.get("/C")))]
        owners = [resolved(entry) for group in (self.entries.get("/A"), *named) for entry in _listed(group)]
        return next((resolved(entry[name]) for entry in owners if isinstance(entry, dict) and name in entry), None)

    def words(self, key: str) -> str:
        """An entry in words, such as ``/Alt``; empty if there is none."""
        return str(resolved(self.entries.get(key, ""))).strip()


def resolved(value: Any) -> Any:
    """The object a reference leads to; anything else is itself."""
    return value.get_object() if hasattr(value, "get_object") else value


def even(text: str) -> str:
    """A text on one line, without needless blanks."""
    return " ".join(text.split())


def number_of(value: Any) -> int:
    """The object number of a reference, or of an object that was read through one; 0 for a direct object."""
    reference = value if hasattr(value, "idnum") else getattr(value, "indirect_reference", None)
    return int(getattr(reference, "idnum", 0))


class Tree:
    """The structure tree as it stands in the file.

    ``repeated`` are the elements met again inside it, ``circles`` the roles that are mapped to themselves in the end.
    """

    def __init__(self, reader: PdfReader) -> None:
        root: Any = reader.trailer["/Root"]
        self.root: Any = resolved(root.get("/StructTreeRoot", {}))
        self.roles: Mapping[str, str] = {str(k): str(v) for k, v in resolved(self.root.get("/RoleMap", {})).items()}
        self._classes = resolved(self.root.get("/ClassMap", {}))
        self._pages = {number_of(page): index for index, page in enumerate(reader.pages, 1)}
        self.circles: dict[str, None] = {}
        self.repeated: list[Element] = []
        self.too_deep = False
        self._seen: set[int] = set()
        self.top = [self._element(kid) for kid in _listed(self.root.get("/K"))]
        self.elements = [element for top in self.top for element in _walk(top)]

    def _element(self, reference: Any, page: int = 0, depth: int = 0, language: str = "") -> Element:
        entries = resolved(reference)
        language = str(resolved(entries.get("/Lang", language)))
        role = self._role(str(entries.get("/S", "/?")))
        element = Element(role, number_of(reference), entries, language, self._classes)
        if element.number and element.number in self._seen:
            self.repeated.append(element)
            return element
        self._seen.add(element.number)
        page = self._page(entries, page)
        for kid in _listed(entries.get("/K")):
            inner: Any = resolved(kid)
            if isinstance(inner, int):
                element.mark((page, int(inner)))
            elif not isinstance(inner, dict):
                continue
            elif "/MCID" in inner:
                form = -number_of(dict.get(inner, "/Stm"))
                element.mark((form or self._page(inner, page), int(inner["/MCID"])))
            elif inner.get("/Type") == "/OBJR":
                element.objects.append(number_of(dict.get(inner, "/Obj")))
            elif depth < DEEPEST:
                element.adopt(self._element(kid, page, depth + 1, language))
            else:
                self.too_deep = True
        return element

    def _role(self, name: str) -> str:
        """The role a name is mapped to in the end; the name itself if the mapping runs in a circle."""
        role, steps = name, 0
        while role in self.roles and steps <= len(self.roles):
            role, steps = self.roles[role], steps + 1
        if steps > len(self.roles):
            self.circles[name[1:]] = None
        return (name if steps > len(self.roles) else role)[1:]

    def _page(self, entries: Any, inherited: int) -> int:
        return self._pages.get(number_of(entries.raw_get("/Pg")), 0) if "/Pg" in entries else inherited

    @cached_property
    def holders(self) -> Mapping[int, Element]:
        """The element that holds each object, such as an annotation, by the object's number."""
        return {number: element for element in self.elements for number in element.objects}

    @cached_property
    def owners(self) -> Mapping[Place, list[Element]]:
        """The elements that name each mark."""
        owners: defaultdict[Place, list[Element]] = defaultdict(list)
        for element in self.elements:
            for place in element.marks:
                owners[place].append(element)
        return dict(owners)

    @cached_property
    def parents(self) -> Mapping[int, Any]:
        """The parent tree: key to a reference, or to a list of them."""
        return dict(_numbers(resolved(self.root.get("/ParentTree", {}))))

    def named(self, number: int) -> str:
        """An element by its object number, for a sentence."""
        return next((str(element) for element in self.elements if element.number == number), f"object {number}")


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(resolved(value)) if isinstance(resolved(value), list) else [value]


def _walk(element: Element) -> Iterator[Element]:
    yield element
    for kid in element.kids:
        yield from _walk(kid)


def _numbers(node: Any, depth: int = 0) -> Iterator[tuple[int, Any]]:
    """The pairs of a number tree (ISO 32000-1, 7.9.7)."""
    if depth > DEEPEST:
        raise ValueError("the parent tree is nested too deep")
    entries = list(resolved(node.get("/Nums", [])))
    yield from zip(map(int, entries[0::2]), entries[1::2], strict=False)
    for kid in resolved(node.get("/Kids", [])):
        yield from _numbers(resolved(kid), depth + 1)
