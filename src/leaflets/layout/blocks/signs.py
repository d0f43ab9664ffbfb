"""The signs lists stand on: bullets, numerals, diamonds for red flags, boxes to tick."""

from collections.abc import Callable
from typing import NamedTuple

from leaflets.artwork.drawing import Drawing
from leaflets.layout.style import StyleSheet
from leaflets.pdf.canvas import Canvas
from leaflets.pdf.tree import Node
from leaflets.text.sight import in_sight

Draw = Callable[[Canvas, float, float], None]


class Sign(NamedTuple):
    """A label: ``draw`` takes a canvas, x and top, then style sheet, node, the entry's number and its words.

    ``numbering`` is that of lists with it (ISO 32000-1, 14.8.5.5); ``words`` stand for a sign that is no text.
    """

    draw: Callable[[Canvas, float, float, StyleSheet, Node, int, str], None]
    numbering: str
    words: str = ""

    def listed(self, node: Node) -> Node:
        """A list of entries with it."""
        return node.add("L", attributes={"List": f"/ListNumbering /{self.numbering}"})

    def beside(self, sheet: StyleSheet, node: Node, number: int, words: str) -> Draw:
        """The label of an entry."""
        return lambda canvas, x, top: self.draw(canvas, x, top, sheet, node, number, words)


def lower(sign: Draw, by: float) -> Draw:
    """A sign so many points further down."""
    return lambda canvas, x, top: sign(canvas, x, top - by)


def _bullet(canvas: Canvas, x: float, top: float, sheet: StyleSheet, node: Node, _: int, __: str) -> None:
    run = sheet.body.run("•")._replace(colour=sheet.primary, size=sheet.body.size * 1.2)
    with canvas.mark(node):
        canvas.lines([(x + 2, sheet.body.baseline(top) - 0.5, [run])])


def _numeral(canvas: Canvas, x: float, top: float, sheet: StyleSheet, node: Node, number: int, _: str) -> None:
    run = sheet.strong.run(f"{number}.", True)
    runs = [part.run for part in in_sight([run], 1)] if canvas.turn.mirrored else [run]
    with canvas.mark(node):
        canvas.lines([(x, sheet.body.baseline(top), runs)])


def _diamond(canvas: Canvas, x: float, top: float, sheet: StyleSheet, node: Node, _: int, __: str) -> None:
    middle, r = top - sheet.body.leading / 2, 4.2 * sheet.scale
    left = x + 2 + r
    points = [(left, middle + r), (left + r, middle), (left, middle - r), (left - r, middle)]
    with canvas.mark(node):
        canvas.polygon(points, "", sheet.alarm, 1.6)


def _tick_box(canvas: Canvas, x: float, top: float, sheet: StyleSheet, node: Node, _: int, words: str) -> None:
    side = 11 * sheet.scale
    box = (x, top - (sheet.body.leading + side) / 2, side, side)
    field = canvas.field(node, box, words, tick=True)
    node.actual = "" if field else node.actual
    with canvas.artifact() if field else canvas.mark(node):
        canvas.rectangle(box, sheet.paper, sheet.primary, 1, 1.5)


BULLET = Sign(_bullet, "Disc")
NUMERAL = Sign(_numeral, "Decimal")
DIAMOND = Sign(_diamond, "Disc", "•")
TICK_BOX = Sign(_tick_box, "None", "☐")


def icon(drawing: Drawing, words: str) -> Sign:
    """An icon as a label; ``words`` stand for it."""

    def draw(canvas: Canvas, x: float, top: float, sheet: StyleSheet, node: Node, _: int, __: str) -> None:
        side = 14 * sheet.scale
        with canvas.mark(node):
            canvas.drawing(drawing, (x - 2, top - (sheet.body.leading + side) / 2, side, side), sheet.primary)

    return Sign(draw, "None", words)
