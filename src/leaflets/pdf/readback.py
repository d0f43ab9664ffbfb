"""A finished file read back: its structure tree, the marks on its pages, and the fonts they use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream

_SHOW = {b"Tj", b"TJ", b"'", b'"'}


@dataclass(eq=False)
class Element:
    """A structure element, its kids, and the marks (page, identifier) and objects it names."""

    role: str
    number: int
    entries: Any
    kids: list[Element] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)
    objects: list[int] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.role} (object {self.number})"

    def attribute(self, name: str) -> Any:
        """The value of an attribute of any owner, or nothing."""
        owners = resolved(self.entries.get("/A", []))
        owners = owners if isinstance(owners, list) else [owners]
        return next((entry[name] for entry in map(resolved, owners) if name in entry), None)


def resolved(value: Any) -> Any:
    """The object a reference leads to; anything else is itself."""
    return value.get_object() if hasattr(value, "get_object") else value


def number_of(value: Any) -> int:
    """The object number of a reference, or of an object that was read through one; 0 for a direct object."""
    reference = value if hasattr(value, "idnum") else getattr(value, "indirect_reference", None)
    return int(getattr(reference, "idnum", 0))


class Tree:
    """The structure tree as it stands in the file. ``repeated`` are the elements met again inside it."""

    def __init__(self, reader: PdfReader) -> None:
        root: Any = reader.trailer["/Root"]
        self.root: Any = resolved(root.get("/StructTreeRoot", {}))
        self._pages = {number_of(page): index for index, page in enumerate(reader.pages, 1)}
        self.repeated: list[Element] = []
        self._seen: set[int] = set()
        self.top = [self._element(kid) for kid in _listed(self.root.get("/K"))]
        self.elements = [element for top in self.top for element in _walk(top)]

    def _element(self, reference: Any, page: int = 0) -> Element:
        entries = resolved(reference)
        element = Element(str(entries.get("/S", "/?"))[1:], number_of(reference), entries)
        if element.number and element.number in self._seen:
            self.repeated.append(element)
            return element
        self._seen.add(element.number)
        page = self._page(entries, page)
        for kid in _listed(entries.get("/K")):
            inner = resolved(kid)
            if isinstance(inner, int):
                element.marks.append((page, int(inner)))
            elif "/MCID" in inner:
                element.marks.append((self._page(inner, page), int(inner["/MCID"])))
            elif inner.get("/Type") == "/OBJR":
                element.objects.append(number_of(inner.raw_get("/Obj")))
            else:
                element.kids.append(self._element(kid, page))
        return element

    def _page(self, entries: Any, inherited: int) -> int:
        return self._pages.get(number_of(entries.raw_get("/Pg")), 0) if "/Pg" in entries else inherited

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


def _numbers(node: Any) -> Iterator[tuple[int, Any]]:
    """The pairs of a number tree (ISO 32000-1, 7.9.7)."""
    entries = list(resolved(node.get("/Nums", [])))
    yield from zip(map(int, entries[0::2]), entries[1::2], strict=True)
    for kid in resolved(node.get("/Kids", [])):
        yield from _numbers(resolved(kid))


class Font:
    """A font, and the codes that the pages show in it."""

    def __init__(self, font: Any) -> None:
        self.name = str(font.get("/BaseFont", "/without a name"))[1:]
        self.codes: set[int] = set()
        self.step = 2 if font.get("/Subtype") == "/Type0" else 1
        self._owner = resolved(font["/DescendantFonts"][0]) if self.step == 2 else font
        self.meanings = _to_unicode(font["/ToUnicode"].get_data()) if "/ToUnicode" in font else {}

    def show(self, data: bytes) -> str:
        """Note the codes of a shown string; its text, as far as the font tells."""
        codes = [int.from_bytes(data[at : at + self.step], "big") for at in range(0, len(data), self.step)]
        self.codes.update(codes)
        return "".join(self.meanings.get(code, "\ufffd") for code in codes)

    @property
    def embedded(self) -> bool:
        """Whether the file holds the font's program."""
        descriptor = resolved(self._owner.get("/FontDescriptor", {}))
        return any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def _to_unicode(data: bytes) -> dict[int, str]:
    """The single codes and the ranges of a ToUnicode map (ISO 32000-1, 9.10.3)."""
    found: dict[int, str] = {}
    for kind, block in re.findall(rb"begin(bfchar|bfrange)(.*?)endbf", data, re.DOTALL):
        values = [bytes.fromhex(value.decode()) for value in re.findall(rb"<([0-9A-Fa-f]+)>", block)]
        step = 2 if kind == b"bfchar" else 3
        for low, *high, text in zip(*(values[start::step] for start in range(step)), strict=False):
            first, last = int.from_bytes(low, "big"), int.from_bytes(high[0] if high else low, "big")
            for code in range(first, last + 1):
                shifted = int.from_bytes(text, "big") + code - first
                found[code] = shifted.to_bytes(len(text), "big").decode("utf-16-be", "replace")
    return found


class PageContent:
    """A page: its marks in the order written, its text outside any mark, and its text hidden in artifacts."""

    def __init__(self, number: int, page: Any, reader: PdfReader, fonts: dict[int, Font]) -> None:
        self.number = number
        self.entries = page
        self.marks: list[int] = []
        self.loose: list[str] = []
        self.hidden: list[tuple[str, str]] = []
        self._reader = reader
        self._fonts = fonts
        self._open: list[tuple[int | None, str]] = []
        if "/Contents" in page:
            self._run(page["/Contents"], page["/Resources"])

    def _run(self, stream: Any, resources: Any) -> None:
        font: Font | None = None
        for operands, operator in ContentStream(stream, self._reader, "bytes").operations:
            if operator in _SHOW:
                self._text(operands, font)
            elif operator == b"Tf":
                font = self._font(resources["/Font"].raw_get(operands[0]))
            elif operator in (b"BDC", b"BMC"):
                self._begin(operands, resources)
            elif operator == b"EMC" and self._open:
                self._open.pop()
            elif operator == b"Do":
                thing = resources["/XObject"][operands[0]]
                if thing["/Subtype"] == "/Form":
                    self._run(thing, thing.get("/Resources", resources))

    def _font(self, reference: Any) -> Font:
        key = number_of(reference) or id(reference)
        if key not in self._fonts:
            self._fonts[key] = Font(resolved(reference))
        return self._fonts[key]

    def _begin(self, operands: Any, resources: Any) -> None:
        known = operands[1] if len(operands) > 1 else {}
        known = resources["/Properties"][known] if isinstance(known, str) else known
        identifier = int(known["/MCID"]) if "/MCID" in known else None
        if identifier is not None:
            self.marks.append(identifier)
        self._open.append((identifier, str(known.get("/Type", "/?"))[1:] if operands[0] == "/Artifact" else ""))

    def _text(self, operands: Any, font: Font | None) -> None:
        parts = operands[0] if isinstance(operands[0], list) else operands[-1:]
        said = "".join(font.show(part) for part in parts if isinstance(part, bytes)) if font else "?"
        artifact = next((kind for _, kind in reversed(self._open) if kind), "")
        if artifact and artifact != "Pagination":
            self.hidden.append((said.strip(), artifact))
        elif not artifact and all(identifier is None for identifier, _ in self._open):
            self.loose.append(said.strip())
