"""The inspector: a finished PDF read back as what a reader meets. It shares no code with the writer.

``read(data)`` gives pages with their text runs, painted shapes and images, the structure tree as indented text, the
words in reading order, the links and the bookmarks. Coordinates are PDF's: points, from the lower left corner.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from pypdf import PdfReader

from support.painting import Font, Image, Painter, Run, Shape
from support.shelf import kept

Rectangle = tuple[float, float, float, float]
INLINE = ("Span", "Link", "Em", "Strong", "Quote", "Code", "Reference", "BibEntry", "Annot")


@dataclass(frozen=True)
class Line:
    """Runs of one baseline, from left to right, with no gap wider than the text is high."""

    text: str
    x: float
    y: float
    width: float
    size: float
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Page:
    """A page. ``boxes`` are the page boxes written in the file, by name: MediaBox, TrimBox and so on."""

    number: int
    width: float
    height: float
    boxes: Mapping[str, Rectangle]
    runs: tuple[Run, ...]
    shapes: tuple[Shape, ...]
    images: tuple[Image, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """The page's lines of text, from top to bottom, then from left to right."""
        return lines(self)


@dataclass(frozen=True)
class Link:
    """A link: its page (from 1), rectangle (left, bottom, right, top), where it leads, and its spoken words.

    ``target`` is an address, or ``#`` and the number of a page. ``boxes`` are its parts, one for each line.
    """

    page: int
    rect: Rectangle
    target: str
    contents: str
    boxes: tuple[Rectangle, ...]


@dataclass(frozen=True)
class Bookmark:
    """A bookmark: its level (from 0), title and page (from 1)."""

    level: int
    title: str
    page: int


def read(data: bytes) -> Inspected:
    """A finished file, opened for reading."""
    return Inspected(data)


class Inspected:
    """What a PDF says, shows and holds."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    @cached_property
    def reader(self) -> PdfReader:
        """The objects of the file."""
        return PdfReader(io.BytesIO(self.data))

    @cached_property
    def _numbers(self) -> Mapping[int, int]:
        return {_number(page): index for index, page in enumerate(self.reader.pages, 1)}

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """The pages in order."""
        return kept("pages", self.data, self._pages)

    def _pages(self) -> tuple[Page, ...]:
        fonts: dict[int, Font] = {}
        return tuple(_page(number, page, fonts) for number, page in enumerate(self.reader.pages, 1))

    @cached_property
    def _words(self) -> Mapping[tuple[int, int], str]:
        """The words of each mark, by page (from 1) and marked-content identifier."""
        words: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
        for page in self.pages:
            for run in page.runs:
                if run.mcid is not None:
                    words[page.number, run.mcid].append(run.text)
        return {place: "".join(parts) for place, parts in words.items()}

    @property
    def _root(self) -> Any:
        return self.reader.trailer["/Root"]

    @cached_property
    def tree(self) -> str:
        """The structure tree as indented text: role, alternative text, and the words of each element."""
        return kept("tree", self.data, self._tree)

    def _tree(self) -> str:
        return "".join(
            f"{line}\n" for kid in _kids(self._root["/StructTreeRoot"]) for line in self._outline_of(kid, 0, None)
        )

    @cached_property
    def text(self) -> str:
        """The words in reading order, each block element on lines of its own. Artifacts say nothing."""
        return kept("text", self.data, self._text)

    def _text(self) -> str:
        said = "".join(part for kid in _kids(self._root["/StructTreeRoot"]) for part in self._said(kid, None))
        return "\n".join(line for line in (_even(line) for line in said.split("\n")) if line)

    def _outline_of(self, element: Any, depth: int, page: Any) -> Iterator[str]:
        page = element.get("/Pg", page)
        head = "  " * depth + str(element["/S"])[1:]
        notes = [f"{key}={element[f'/{key}']!r}" for key in ("Alt", "ActualText", "Lang", "E") if f"/{key}" in element]
        notes += [f"{name}={value}" for name, value in sorted(_attributes(element).items())]
        head += f" ({', '.join(notes)})" if notes else ""
        kids: list[tuple[str, Any]] = []
        for kid in _kids(element):
            place = self._place(kid, page)
            if place and kids and kids[-1][0] == "words":
                kids[-1] = ("words", kids[-1][1] + self._words.get(place, ""))
            elif place:
                kids.append(("words", self._words.get(place, "")))
            elif "/S" in kid:
                kids.append(("element", kid))
        if len(kids) == 1 and kids[0][0] == "words":
            words = _even(kids[0][1])
            yield f"{head}: {words}" if words else head
            return
        yield head
        for kind, kid in kids:
            if kind == "element":
                yield from self._outline_of(kid, depth + 1, page)
            elif _even(kid):
                yield "  " * (depth + 1) + f'"{_even(kid)}"'

    def _said(self, element: Any, page: Any) -> Iterator[str]:
        page = element.get("/Pg", page)
        edge = "" if str(element["/S"])[1:] in INLINE else "\n"
        yield edge
        if "/ActualText" in element:
            yield str(element["/ActualText"])
        else:
            for kid in _kids(element):
                place = self._place(kid, page)
                if place:
                    yield self._words.get(place, "")
                elif "/S" in kid:
                    yield from self._said(kid, page)
        yield edge

    @cached_property
    def figures(self) -> tuple[tuple[int, str], ...]:
        """The page (from 1) of each figure, and the words read aloud in its place, in reading order."""
        return tuple(one for kid in _kids(self._root["/StructTreeRoot"]) for one in self._figures(kid, None))

    def _figures(self, element: Any, page: Any) -> Iterator[tuple[int, str]]:
        page = element.get("/Pg", page)
        for kid in _kids(element):
            place = self._place(kid, page)
            if place and element["/S"] == "/Figure":
                yield place[0], str(element.get("/Alt", ""))
                return
            if not place and "/S" in kid:
                yield from self._figures(kid, page)

    def _place(self, kid: Any, page: Any) -> tuple[int, int] | None:
        """The page number and identifier of a mark; nothing for an element or an annotation."""
        if isinstance(kid, int):
            return self._numbers[_number(page)], int(kid)
        if "/MCID" in kid:
            return self._numbers[_number(kid.get("/Pg", page))], int(kid["/MCID"])
        return None

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The links of all pages, in the order of the file."""
        return tuple(
            self._link(number, annotation.get_object())
            for number, page in enumerate(self.reader.pages, 1)
            for annotation in page.get("/Annots", ())
            if annotation.get_object()["/Subtype"] == "/Link"
        )

    def _link(self, page: int, annotation: Any) -> Link:
        action = annotation.get("/A", {})
        target = str(action["/URI"]) if "/URI" in action else f"#{self._page_of(annotation, action)}"
        quads = [float(edge) for edge in annotation.get("/QuadPoints", ())]
        boxes = tuple(
            (min(quad[0::2]), min(quad[1::2]), max(quad[0::2]), max(quad[1::2]))
            for quad in (quads[start : start + 8] for start in range(0, len(quads), 8))
        )
        return Link(page, _rectangle(annotation["/Rect"]), target, str(annotation.get("/Contents", "")), boxes)

    def _page_of(self, annotation: Any, action: Any) -> int:
        destination = annotation.get("/Dest", action.get("/D"))
        return self._numbers[_number(destination[0])]

    @cached_property
    def outline(self) -> tuple[Bookmark, ...]:
        """The bookmarks, in order."""
        return tuple(self._bookmarks(self.reader.outline, 0))

    def _bookmarks(self, entries: Sequence[Any], level: int) -> Iterator[Bookmark]:
        for entry in entries:
            if isinstance(entry, list):
                yield from self._bookmarks(entry, level + 1)
            else:
                page = self.reader.get_destination_page_number(entry)
                yield Bookmark(level, str(entry.title), -1 if page is None else page + 1)


def lines(page: Page) -> tuple[Line, ...]:
    """The runs of a page as lines: one baseline (to half a point), split where a gap is wider than the text is high."""
    baselines: defaultdict[int, list[Run]] = defaultdict(list)
    for run in page.runs:
        if run.text.strip():
            baselines[round(run.y * 2)].append(run)
    found = []
    for _, runs in sorted(baselines.items(), reverse=True):
        runs.sort(key=lambda run: run.x)
        groups = [[runs[0]]]
        for run in runs[1:]:
            before = groups[-1][-1]
            if run.x - (before.x + before.width) > max(run.size, before.size):
                groups.append([])
            groups[-1].append(run)
        found += [_line(group) for group in groups]
    return tuple(found)


def _line(runs: Sequence[Run]) -> Line:
    first, last = runs[0], runs[-1]
    apart = (run.x - before.x - before.width > 0.15 * run.size for before, run in pairwise(runs))
    text = _even(first.text + "".join(" " * gap + run.text for gap, run in zip(apart, runs[1:], strict=True)))
    size = max(run.size for run in runs)
    return Line(text, first.x, first.y, last.x + last.width - first.x, size, tuple(runs))


def _page(number: int, page: Any, fonts: dict[int, Font]) -> Page:
    painter = Painter(fonts)
    contents = page.get_contents()
    if contents is not None:
        painter.run(contents.get_data(), page["/Resources"])
    names = ("MediaBox", "CropBox", "TrimBox", "BleedBox", "ArtBox")
    boxes = {name: _rectangle(page[f"/{name}"]) for name in names if f"/{name}" in page}
    left, bottom, right, top = boxes["MediaBox"]
    shown = tuple(painter.runs), tuple(painter.shapes), tuple(painter.images)
    return Page(number, right - left, top - bottom, boxes, *shown)


def _number(value: Any) -> int:
    """The object number of a page, given itself or a reference to it."""
    reference = getattr(value, "indirect_reference", None) or value
    return int(reference.idnum)


def _rectangle(value: Any) -> Rectangle:
    left, bottom, right, top = (float(edge) for edge in value)
    return left, bottom, right, top


def _kids(element: Any) -> list[Any]:
    """The kids of an element, references followed."""
    kids = element.get("/K")
    if kids is None:
        return []
    kids = kids.get_object()
    return [kid.get_object() for kid in kids] if isinstance(kids, list) else [kids]


def _attributes(element: Any) -> dict[str, str]:
    """The attributes that change what is heard, such as a header cell's scope."""
    owners = element.get("/A", [])
    owners = owners if isinstance(owners, list) else [owners]
    named = ("/Scope", "/ColSpan", "/RowSpan", "/ListNumbering", "/Headers")
    return {key[1:]: str(owner.get_object()[key]).lstrip("/") for owner in owners for key in named if key in owner}


def _even(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
