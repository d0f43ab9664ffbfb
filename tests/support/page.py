"""The inspector of web pages: a page parsed as browsers do. It shares no code with the writer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from xml.etree.ElementTree import Element

import tinyhtml5

INLINE = {"a", "strong", "span", "dfn", "bdi"}
SILENT = {"head", "style", "script", "svg", "title"}


def read(data: bytes) -> Page:
    """A page, parsed."""
    return Page(tinyhtml5.parse(data, namespace_html_elements=False, override_encoding="utf-8"))


def name(element: Element) -> str:
    """The name of an element, in whatever namespace."""
    return str(element.tag).rpartition("}")[2]


class Page:
    """What a page says and holds."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.elements = [element for element in root.iter() if isinstance(element.tag, str)]

    def all(self, *names: str) -> list[Element]:
        """The elements of these names, in order."""
        return [element for element in self.elements if name(element) in names]

    def one(self, which: str) -> Element:
        """The only element of a name."""
        (found,) = self.all(which)
        return found

    def by_id(self, ident: str) -> Element:
        """The only element with an id."""
        (found,) = [element for element in self.elements if element.get("id") == ident]
        return found

    def classed(self, which: str) -> list[Element]:
        """The elements of a class, in order."""
        return [element for element in self.elements if which in element.get("class", "").split()]

    @cached_property
    def text(self) -> str:
        """The words that are shown, each block element on lines of its own."""
        return said(self.root)

    @cached_property
    def shape(self) -> Counter[str]:
        """Every element with the names of its attributes, counted."""
        return Counter(" ".join([name(one), *sorted(map(str, one.attrib))]) for one in self.elements)

    @cached_property
    def links(self) -> list[tuple[str, str]]:
        """Where each link leads, and its words."""
        return [(one.get("href", ""), said(one)) for one in self.all("a")]


def said(element: Element) -> str:
    """The words of an element, each block element inside on lines of its own."""
    lines = "".join(_said(element)).split("\n")
    return "\n".join(line for line in (re.sub(r"[ \t\r\f\u00a0]+", " ", line).strip() for line in lines) if line)


def _said(element: Element) -> Iterator[str]:
    if not isinstance(element.tag, str) or name(element) in SILENT:
        return
    edge = "" if name(element) in INLINE else "\n"
    yield edge
    yield (element.text or "").replace("\n", " ")
    for child in element:
        yield from _said(child)
        yield (child.tail or "").replace("\n", " ")
    yield edge
