"""A page to draw on. Nothing is painted outside a mark or an artifact, so nothing can be left untagged.

Coordinates are PDF's: points, from the lower left corner of the page, y upwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from leaflets.pdf.fonts import Font
from leaflets.pdf.images import Picture
from leaflets.pdf.logo import Logo
from leaflets.pdf.svg import Drawing
from leaflets.pdf.tree import Annotated, Mark, Node

if TYPE_CHECKING:
    from leaflets.pdf.document import Document

KAPPA = 0.5522847498
Point = tuple[float, float]
Box = tuple[float, float, float, float]


class Run(NamedTuple):
    """Words in one font, size (points) and colour (``#RRGGBB``, or ``@`` and the number of a brand colour)."""

    text: str
    font: Font
    size: float
    colour: str


class UntaggedError(Exception):
    """Something was painted outside a mark or an artifact: a fault of the layout, not of the author."""


def number(value: float) -> str:
    """A number as PDF writes it, to a hundredth of a point."""
    return f"{round(value, 2) + 0.0:g}" if abs(value) < 100_000 else f"{value:.0f}"


class Canvas:
    """One page. What depends on who hands the leaflet out (furniture) is kept in a content stream of its own."""

    def __init__(
        self, document: Document, index: int, width: float, height: float, bleed: float = 0.0, slug: float = 0.0
    ) -> None:
        self.document = document
        self.index = index
        self.width = width
        self.height = height
        self.bleed = bleed
        self.slug = slug
        self.body: list[str] = []
        self.running: list[str] = []
        self.marks: list[Node] = []
        self.annotations: list[int] = []
        self._code = self.body
        self._open = False
        self._fill = self._stroke = ""

    @contextmanager
    def furniture(self) -> Iterator[None]:
        """Draw into the stream of the running header and footer."""
        self._code, self._fill, self._stroke = self.running, "", ""
        yield
        self._code, self._fill, self._stroke = self.body, "", ""

    @contextmanager
    def mark(self, node: Node) -> Iterator[None]:
        """What is painted inside belongs to ``node``."""
        with self._sequence(f"/{node.role} <</MCID {len(self.marks)}>> BDC"):
            node.kids.append(Mark(self.index, len(self.marks)))
            self.marks.append(node)
            yield

    @contextmanager
    def artifact(self, kind: str = "Layout", subtype: str = "") -> Iterator[None]:
        """What is painted inside is not content: ``Pagination`` or ``Layout`` (ISO 32000-1, 14.8.2.2)."""
        more = f" /Subtype /{subtype}" if subtype else ""
        with self._sequence(f"/Artifact <</Type /{kind}{more}>> BDC"):
            yield

    @contextmanager
    def _sequence(self, begin: str) -> Iterator[None]:
        if self._open:
            raise UntaggedError("a mark inside a mark")
        self._open = True
        self._code.append(begin)
        yield
        self._code.append("EMC")
        self._open = False

    def _paint(self, code: str) -> None:
        if not self._open:
            raise UntaggedError(f"painted outside a mark: {code[:60]}")
        self._code.append(code)

    def lines(self, lines: Iterable[tuple[float, float, Sequence[Run]]], spaced: bool = True) -> None:
        """Lines of text, each from its x and the y of its baseline. A space follows each, for those who listen.

        Without ``spaced`` none is added: the runs are parts of lines, and bring their spaces with them.
        """
        code = ["BT"]
        x0 = y0 = 0.0
        font = ""
        for x, y, runs in lines:
            code.append(f"{number(x - x0)} {number(y - y0)} Td")
            x0 += round(x - x0, 2)
            y0 += round(y - y0, 2)
            last = len(runs) - 1
            for index, run in enumerate(runs):
                self._fill_with(self.document.palette.text(run.colour), code)
                text = run.text + " " if spaced and index == last and not run.text.endswith(" ") else run.text
                for resource, codes in self.document.subset(run.font).encode(text):
                    wanted = f"/{resource} {number(run.size)} Tf"
                    if wanted != font:
                        code.append(wanted)
                        font = wanted
                    code.append(f"<{codes}> Tj")
        code.append("ET")
        self._paint("\n".join(code))

    def rectangle(self, box: Box, fill: str = "", stroke: str = "", line: float = 1, radius: float = 0) -> None:
        """A rectangle (x, y, width, height), its corners rounded by ``radius``, filled, stroked or both."""
        x, y, width, height = box
        if not radius:
            self.path([f"{number(x)} {number(y)} {number(width)} {number(height)} re"], fill, stroke, line)
            return
        k = radius * (1 - KAPPA)
        r, t = x + width, y + height
        points = [
            ("m", (x + radius, y)), ("l", (r - radius, y)), ("c", (r - k, y, r, y + k, r, y + radius)),
            ("l", (r, t - radius)), ("c", (r, t - k, r - k, t, r - radius, t)), ("l", (x + radius, t)),
            ("c", (x + k, t, x, t - k, x, t - radius)), ("l", (x, y + radius)),
            ("c", (x, y + k, x + k, y, x + radius, y)),
        ]  # fmt: skip
        self.path(
            [" ".join(map(number, values)) + f" {operator}" for operator, values in points] + ["h"], fill, stroke, line
        )

    def polygon(self, points: Sequence[Point], fill: str = "", stroke: str = "", line: float = 1) -> None:
        """A closed shape through the points."""
        steps = [f"{number(x)} {number(y)} {'l' if index else 'm'}" for index, (x, y) in enumerate(points)]
        self.path([*steps, "h"], fill, stroke, line)

    def circle(self, x: float, y: float, radius: float, fill: str = "", stroke: str = "", line: float = 1) -> None:
        """A circle around (x, y)."""
        self.rectangle((x - radius, y - radius, 2 * radius, 2 * radius), fill, stroke, line, radius)

    def rule(self, x: float, y: float, length: float, colour: str, line: float = 0.75) -> None:
        """A rule to the right of (x, y)."""
        self.path([f"{number(x)} {number(y)} m {number(x + length)} {number(y)} l"], "", colour, line)

    def path(self, steps: Sequence[str], fill: str = "", stroke: str = "", line: float = 1) -> None:
        """Path operators, then painted: filled, stroked or both."""
        code: list[str] = []
        if fill:
            self._fill_with(self.document.palette.fill(fill), code)
        if stroke:
            stroke = self.document.palette.stroke(stroke)
            if stroke != self._stroke:
                code.append(stroke)
                self._stroke = stroke
            code.append(f"{number(line)} w")
        code.extend(steps)
        code.append("B" if fill and stroke else "f" if fill else "S")
        self._paint("\n".join(code))

    def drawing(self, drawing: Drawing, box: Box, colour: str) -> None:
        """A drawing in one colour, as large as fits in the middle of a box (x, y, width, height)."""
        x, y, width, height = box
        scale = min(width / drawing.width, height / drawing.height)
        left, top = x + (width - scale * drawing.width) / 2, y + (height + scale * drawing.height) / 2
        parts = [f"{path} {'f*' if even_odd else 'f'}" for path, even_odd in drawing.paths]
        code = [
            f"{self.document.palette.fill(colour)} {scale:.5g} 0 0 {-scale:.5g} {number(left)} {number(top)} cm",
            *parts,
        ]
        self._paint("q " + "\n".join(code) + " Q")

    def outline(self, drawing: Drawing, box: Box, fill: str, stroke: str, line: float) -> None:
        """A drawing filled and outlined, as large as fits in the middle of a box; ``line`` is in points."""
        x, y, width, height = box
        scale = min(width / drawing.width, height / drawing.height)
        left, top = x + (width - scale * drawing.width) / 2, y + (height + scale * drawing.height) / 2
        parts = [f"{path} B" for path, _ in drawing.paths]
        code = [
            f"{self.document.palette.fill(fill)} {self.document.palette.stroke(stroke)} {line / scale:.5g} w 1 j",
            f"{scale:.5g} 0 0 {-scale:.5g} {number(left)} {number(top)} cm",
            *parts,
        ]
        self._paint("q " + "\n".join(code) + " Q")

    def logo(self, logo: Logo, box: Box) -> None:
        """A logo in its own colours, filling a box (x, y, width, height) of its own shape."""
        if logo.picture:
            self.image(logo.picture, box)
            return
        x, y, width, height = box
        across, down = width / logo.width, height / logo.height
        code = [f"{across:.5f} 0 0 {-down:.5f} {number(x)} {number(y + height)} cm"]
        code.append(f"0 0 {logo.width:.3f} {logo.height:.3f} re W n")
        for shape in logo.shapes:
            turn = " ".join(f"{value:.5f}" for value in shape.matrix)
            fill = "f*" if shape.even_odd else "f"
            code.append(f"q {self.document.palette.fill(shape.colour)} {turn} cm {shape.steps} {fill} Q")
        self._paint("q " + "\n".join(code) + " Q")

    def path_through(self, points: Sequence[Point], colour: str, line: float) -> None:
        """An open line through the points."""
        steps = [f"{number(x)} {number(y)} {'l' if index else 'm'}" for index, (x, y) in enumerate(points)]
        self.path(steps, "", colour, line)

    def image(self, picture: Picture, box: Box) -> None:
        """A picture, filling a box (x, y, width, height)."""
        x, y, width, height = map(number, box)
        self.document.pictures[picture.name] = picture
        self._paint(f"q {width} 0 0 {height} {x} {y} cm /{picture.name} Do Q")

    def _fill_with(self, operator: str, code: list[str]) -> None:
        if operator != self._fill:
            code.append(operator)
            self._fill = operator

    def link(self, node: Node, boxes: Sequence[Box], target: str, words: str) -> None:
        """A link over the boxes (left, bottom, right, top), to an address or to ``#`` and the name of a place.

        ``words`` say where it leads (ISO 14289-1, 7.18.5). The node must be a Link.
        """
        key = self.document.annotate(self.index, node, boxes, target, words)
        self.annotations.append(key)
        node.kids.append(Annotated(self.index, key))

    def place(self, name: str, top: float) -> None:
        """Name this height of the page, for links and bookmarks."""
        self.document.places[name] = (self.index, top)
