"""A page to draw on. Nothing is painted outside a mark or an artifact, so nothing can be left untagged.

Coordinates are PDF's: points, from the lower left corner of the page, y upwards; in a document in a language that is
written from right to left, from its lower right corner, x to the left. What is drawn is turned here and nowhere else:
where it stands, but neither letters nor pictures. What a page notes of itself is as it is seen.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import groupby
from operator import attrgetter, itemgetter

from leaflets.artwork.drawing import Drawing, Shape
from leaflets.artwork.logo import Logo
from leaflets.artwork.paths import written
from leaflets.artwork.picture import Picture
from leaflets.pdf.pieces import (
    ROOM,
    STRAIGHT,
    Annotation,
    Book,
    Box,
    Field,
    Painted,
    Piece,
    Point,
    Stretch,
    Turn,
    Written,
)
from leaflets.pdf.tree import Annotated, Mark, Node
from leaflets.text.faces import Word
from leaflets.text.lines import Run
from leaflets.text.reading import lettered
from leaflets.text.sight import apart, ended, followed, in_sight, runs_backwards

KAPPA = 0.5522847498
FINEST = 0.25
"""The width of the finest line of a drawing, in points, however small that is drawn: a plate may lose a finer one."""

_COMMAND = re.compile("([MLCZ])([^MLCZ]*)")
_OPERATORS = {"M": "m", "L": "l", "C": "c", "Z": "h"}


class UntaggedError(Exception):
    """Something was painted outside a mark or an artifact: a fault of the layout, not of the author."""


@lru_cache(maxsize=1 << 16)
def number(value: float) -> str:
    """A number as PDF writes it, to a hundredth of a point."""
    return f"{round(value, 2) + 0.0:g}" if abs(value) < 100_000 else f"{value:.0f}"


class Canvas:
    """One page. What depends on who hands the leaflet out is local, and kept in content streams of its own.

    ``firsts`` are the first marks of local pieces, where a page's local pieces alone are drawn again. ``beside`` is how
    much wider the paper is than the page, in points: room for notes beside it. ``frame`` is the box (left, bottom,
    right, top), as it is seen, that what is drawn next belongs in, if it has one.
    """

    beside = 0.0

    def __init__(
        self,
        document: Book,
        index: int,
        width: float,
        height: float,
        bleed: float = 0.0,
        slug: float = 0.0,
        firsts: Iterable[int] = (),
    ) -> None:
        self.document = document
        self.index = index
        self.width = width
        self.height = height
        self.bleed = bleed
        self.slug = slug
        self.pieces: list[Piece] = []
        self.marks: list[Node] = []
        self.annotations: list[int] = []
        self._firsts = iter(firsts)
        self._next = 0
        self._open = False
        self._node: Node | None = None
        self.frame: Box | None = None
        self.turn = Turn(True, width + self.beside) if document.leftward else STRAIGHT
        self._begin(local=False)

    @contextmanager
    def turned(self, x: float, wide: float) -> Iterator[None]:
        """What is drawn inside is mirrored where it stands: it begins at x, and is as wide."""
        before, over = self.turn, 2 * x + wide
        self.turn = Turn(not before.mirrored, before.by - over if before.mirrored else before.by + over)
        yield
        self.turn = before

    def left(self, x: float, wide: float = 0.0) -> float:
        """Where the left edge is seen of what begins at x and is as wide."""
        return self.turn.by - x - wide if self.turn.mirrored else self.turn.by + x

    def shown(self, box: Box) -> Box:
        """Where a box (left, bottom, right, top) is seen."""
        start, bottom, end, top = box
        left = self.left(start, end - start)
        return left, bottom, left + end - start, top

    @contextmanager
    def local(self) -> Iterator[Piece]:
        """What is drawn inside can be drawn anew for another clinic."""
        self._next = next(self._firsts, self._next)
        self._begin(local=True)
        yield self.pieces[-1]
        self._begin(local=False)

    def repeat(self, piece: Piece) -> None:
        """Draw a local piece of another page, with no marks in it, at the same place of this one."""
        next(self._firsts, None)
        self.pieces.append(piece)
        self._begin(local=False)

    def _begin(self, local: bool) -> None:
        """Begin a piece; it shares no graphics state with the one before."""
        self._code: list[str] = []
        self._fill = self._stroke = ""
        self.pieces.append(Piece(self._code, local, self._next))

    @contextmanager
    def mark(self, node: Node, whole: Node | None = None) -> Iterator[None]:
        """What is painted inside belongs to ``node``, and what is written inside to the ``whole`` that is part of."""
        self._open_mark(node, whole)
        yield
        self._close_sequence()

    def _open_mark(self, node: Node, whole: Node | None) -> None:
        self._open_sequence(f"/{node.role} <</MCID {self._next}>> BDC")
        node.kids.append(Mark(self.index, self._next))
        self.marks.append(node)
        self._next += 1
        self._node = whole or node

    @contextmanager
    def figure(self, node: Node, box: Box) -> Iterator[None]:
        """What is painted inside is a figure that fills a box (left, bottom, right, top): ISO 32000-1, 14.8.5.4."""
        seen = self.shown(box)
        node.attributes = {"Layout": f"/Placement /Block /BBox [{' '.join(map(number, seen))}]"}
        self._wrote(Written(node, "", seen, (), self.index, None))
        with self.mark(node):
            yield

    @contextmanager
    def artifact(self, kind: str = "Layout", subtype: str = "") -> Iterator[None]:
        """What is painted inside is not content: ``Pagination`` or ``Layout`` (ISO 32000-1, 14.8.2.2)."""
        more = f" /Subtype /{subtype}" if subtype else ""
        self._open_sequence(f"/Artifact <</Type /{kind}{more}>> BDC")
        yield
        self._close_sequence()

    def _open_sequence(self, begin: str) -> None:
        if self._open:
            raise UntaggedError("a mark inside a mark")
        self._open = True
        self._code.append(begin)

    def _close_sequence(self) -> None:
        self._code.append("EMC")
        self._open, self._node = False, None

    def _paint(self, code: str) -> None:
        if not self._open:
            raise UntaggedError(f"painted outside a mark: {code[:60]}")
        self._code.append(code)

    def lines(self, lines: Iterable[tuple[float, float, Sequence[Run]]]) -> None:
        """Lines of text, each from its x and the y of its baseline. A space follows each, for those who listen."""
        level, made = int(self.turn.mirrored), []
        for x, y, runs in lines:
            wide = sum([run.font.width(run.text, run.size) for run in runs])
            seen = [part.run for part in in_sight(apart(runs), level)] if runs_backwards(runs) else ()
            spaced = ended(seen, level) if seen else [*runs[:-1], followed(runs[-1])]
            made.append(Stretch(self.left(x, wide), y, wide, runs, spaced))
        for one in made:
            self._wrote(Written.of(self._node, [one], self.index, self.frame))
        self._show(made)

    def write(self, lines: Sequence[Stretch], node: Node, whole: Node) -> None:
        """The lines of a text, or parts of them, where they are seen: marked as ``mark`` does."""
        self._open_mark(node, whole)
        self._wrote(Written.of(whole, lines, self.index, self.frame))
        self._show(lines)
        self._close_sequence()

    def _wrote(self, one: Written) -> None:
        """Note what is written for the page, and for the element it is of."""
        self.pieces[-1].written.append(one)
        if one[0]:
            one[0].written.append(one)

    def _show(self, lines: Sequence[Stretch]) -> None:
        """Show lines of text."""
        code, text, x0, y0, font = ["BT"], self.document.palette.text, 0.0, 0.0, ""
        known = self.document.shown if self.pieces[-1].local else {}
        for x, y, _, _, runs in lines:
            code.append(f"{number(x - x0)} {number(y - y0)} Td")
            x0 += round(x - x0, 2)
            y0 += round(y - y0, 2)
            for at, run in enumerate(runs, 1):
                fill = text(run[3])
                if fill != self._fill:
                    code.append(fill)
                    self._fill = fill
                turns = run.base % 2 and run.level % 2 and at < len(runs) and not runs[at].level % 2
                parts = None if turns else known.get(run)
                if parts is None:
                    words = run.font.words(run.text, run.level, run.base)
                    if turns:
                        said = lettered(words)  # after these the font is set anew
                        parts = [*self._spell(words[:said], run.size), ("", ""), *self._spell(words[said:], run.size)]
                    else:
                        parts = known[run] = self._spell(words, run.size)
                for wanted, shown in parts:
                    if wanted != font:
                        code.append(wanted)
                        font = wanted
                    code.append(shown)
        code.append("ET")
        self._paint("\n".join(filter(None, code)))

    def _spell(self, words: Sequence[Word], size: float) -> list[tuple[str, str]]:
        """Words of one size as they are shown, in one array for each font, which is set before it."""
        return [
            (f"/{resource} {number(size)} Tf", f"[{''.join([part for _, part in parts])}] TJ")
            for resource, parts in groupby(self.document.spelled(words, self.pieces[-1].local), itemgetter(0))
        ]

    def rectangle(self, box: Box, fill: str = "", stroke: str = "", line: float = 1, radius: float = 0) -> None:
        """A rectangle (x, y, width, height), its corners rounded by ``radius``, filled, stroked or both."""
        x, y, width, height = self.left(box[0], box[2]), *box[1:]
        if fill:
            self._note(x, y, x + width, y + height, ground=True)
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
        self.path([*self._through(points), "h"], fill, stroke, line)

    def circle(self, x: float, y: float, radius: float, fill: str = "", stroke: str = "", line: float = 1) -> None:
        """A circle around (x, y)."""
        self.rectangle((x - radius, y - radius, 2 * radius, 2 * radius), fill, stroke, line, radius)

    def rule(self, x: float, y: float, length: float, colour: str, line: float = 0.75) -> None:
        """A rule that begins at (x, y)."""
        x = self.left(x, length)
        self._note(x, y - line / 2, x + length, y + line / 2)
        self.path([f"{number(x)} {number(y)} m {number(x + length)} {number(y)} l"], "", colour, line)

    def path(self, steps: Sequence[str], fill: str = "", stroke: str = "", line: float = 1) -> None:
        """Path operators, where they are seen, then painted: filled, stroked or both."""
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

    def drawing(self, drawing: Drawing, box: Box, colour: str = "", ground: bool = False) -> None:
        """A drawing, as large as fits in the middle of a box (x, y, width, height), in its own colours or in one.

        As a ``ground`` it has text of its own on it, such as numbers.
        """
        box = self._filled(box, ground)
        place, scale = _placed(drawing, box)
        code = [place, f"0 0 {drawing.width:.6g} {drawing.height:.6g} re W n"]
        for clips, shapes in groupby(drawing.shapes, key=attrgetter("clips")):
            set_: dict[str, str] = {}
            code.append("q")
            code += [f"{_steps(clip.path)} {'W*' if clip.even_odd else 'W'} n" for clip in clips]
            for shape in shapes:
                code += self._shape(shape, colour, set_, FINEST / scale)
            code.append("Q")
        self._paint("q " + "\n".join(code) + " Q")

    def _shape(self, shape: Shape, colour: str, set_: dict[str, str], finest: float) -> Iterator[str]:
        """The code of a shape, no line of it finer than that; ``set_`` is what was set of the graphics state before."""
        line, wanted = shape.stroke, {}
        if shape.fill:
            wanted["fill"] = self.document.palette.fill(colour or shape.fill)
        if line:
            wanted["stroke"] = self.document.palette.stroke(colour or line.colour)
            dashes = " ".join(written(dash, 4) for dash in line.dashes)
            ends = f"{line.cap} J {line.join} j {line.miter:.6g} M [{dashes}] {written(line.offset, 4)} d"
            wanted["line"] = f"{written(max(line.width, finest), 5)} w {ends}"
        yield from (code for kind, code in wanted.items() if set_.get(kind) != code)
        set_ |= wanted
        painted = "B" if shape.fill and line else "f" if shape.fill else "S"
        yield f"{_steps(shape.area.path)} {painted}{'*' if shape.fill and shape.area.even_odd else ''}"

    def logo(self, logo: Logo, box: Box) -> None:
        """A logo in its own colours, filling a box (x, y, width, height) of its own shape."""
        if isinstance(logo.art, Picture):
            self.image(logo.art, box)
        else:
            self.drawing(logo.art, box)

    def path_through(self, points: Sequence[Point], colour: str, line: float) -> None:
        """An open line through the points."""
        self.path(self._through(points), "", colour, line)

    def _through(self, points: Sequence[Point]) -> list[str]:
        """Path operators through the points."""
        return [f"{number(self.left(x))} {number(y)} {'l' if index else 'm'}" for index, (x, y) in enumerate(points)]

    def image(self, picture: Picture, box: Box) -> None:
        """A picture, filling a box (x, y, width, height)."""
        x, y, width, height = map(number, self._filled(box))
        name = self.document.picture(picture, self.pieces[-1].local)
        self._paint(f"q {width} 0 0 {height} {x} {y} cm /{name} Do Q")

    def _filled(self, box: Box, ground: bool = False) -> Box:
        """Note that a box (x, y, width, height) is painted; where it is seen is returned."""
        left, bottom, right, top = self.shown((box[0], box[1], box[0] + box[2], box[1] + box[3]))
        self._note(left, bottom, right, top, ground)
        return left, bottom, right - left, top - bottom

    def _note(self, left: float, bottom: float, right: float, top: float, ground: bool = False) -> None:
        """Note what is painted in a box."""
        piece = self.pieces[-1]
        piece.painted.append(Painted((left, bottom, right, top), len(piece.written), ground))

    def _fill_with(self, operator: str, code: list[str]) -> None:
        if operator != self._fill:
            code.append(operator)
            self._fill = operator

    def link(self, node: Node, boxes: Sequence[Box], target: str, words: str) -> None:
        """A link over boxes (left, bottom, right, top), as they are seen, to an address or to ``#`` and a place's name.

        ``words`` say where it leads (ISO 14289-1, 7.18.5). The node must be a Link.
        """
        local = self.pieces[-1].local
        key = self.document.annotate(Annotation(self.index, node, boxes, target, words, local))
        self.annotations.append(key)
        node.kids.append(Annotated(self.index, key))

    def field(self, node: Node, box: Box, words: str, tick: bool = False) -> bool:
        """A field in ``node`` over a box (x, y, width, height), to type in or to tick, if the document has fields.

        ``words`` say what it is for (ISO 14289-1, 7.18.4). Whether there is one is returned.
        """
        if self.document.typed is None:
            return False
        x, y, width, height = box
        height = height if tick else min(height, ROOM * self.document.typed.size)
        seen, form = self.shown((x, y, x + width, y + height)), node.add("Form")
        field = Field(self.index, form, seen, words, tick, self.turn.mirrored, self.pieces[-1].local)
        key = self.document.annotate(field)
        self.annotations.append(key)
        form.kids.append(Annotated(self.index, key))
        return True

    def place(self, name: str, top: float) -> None:
        """Name this height of the page, for links and bookmarks."""
        self.document.places[name] = (self.index, top)


def _placed(drawing: Drawing, box: Box) -> tuple[str, float]:
    """What places a drawing in the middle of a box, as large as fits, and by how much it is enlarged."""
    x, y, width, height = box
    scale = min(width / drawing.width, height / drawing.height)
    left, top = x + (width - scale * drawing.width) / 2, y + (height + scale * drawing.height) / 2
    return f"{scale:.6g} 0 0 {-scale:.6g} {number(left)} {number(top)} cm", scale


@lru_cache(maxsize=1024)
def _steps(path: str) -> str:
    """Path data of M, L, C and Z alone as path operators."""
    return " ".join(f"{numbers} {_OPERATORS[command]}".lstrip() for command, numbers in _COMMAND.findall(path))
