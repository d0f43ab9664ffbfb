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
    """A label: ``draw`` takes style sheet, node, the entry's number and its words.

    ``words`` stand for a sign that is no text.
    """

    draw: Callable[[StyleSheet, Node, int, str], Draw]
    words: str = ""


def lower(sign: Draw, by: float) -> Draw:
    """A sign so many points further down."""
    return lambda canvas, x, top: sign(canvas, x, top - by)


def _bullet(sheet: StyleSheet, node: Node, _: int, __: str) -> Draw:
    run = sheet.body.run("•")._replace(colour=sheet.primary, size=sheet.body.size * 1.2)

    def draw(canvas: Canvas, x: float, top: float) -> None:
        with canvas.mark(node):
            canvas.lines([(x + 2, sheet.body.baseline(top) - 0.5, [run])])

    return draw


def _numeral(sheet: StyleSheet, node: Node, number: int, _: str) -> Draw:
    run = sheet.strong.run(f"{number}.", True)

    def draw(canvas: Canvas, x: float, top: float) -> None:
        runs = [part.run for part in in_sight([run], 1)] if canvas.turn.mirrored else [run]
        with canvas.mark(node):
            canvas.lines([(x, sheet.body.baseline(top), runs)])

    return draw


def _diamond(sheet: StyleSheet, node: Node, _: int, __: str) -> Draw:
    def draw(canvas: Canvas, x: float, top: float) -> None:
        middle, r = top - sheet.body.leading / 2, 4.2 * sheet.scale
        left = x + 2 + r
        points = [(left, middle + r), (left + r, middle), (left, middle - r), (left - r, middle)]
        with canvas.mark(node):
            canvas.polygon(points, "", sheet.alarm, 1.6)

    return draw


def _tick_box(sheet: StyleSheet, node: Node, _: int, words: str) -> Draw:
    def draw(canvas: Canvas, x: float, top: float) -> None:
        side = 11 * sheet.scale
        box = (x, top - (sheet.body.leading + side) / 2, side, side)
        field = canvas.field(node, box, words, tick=True)
        node.actual = "" if field else node.actual
        with canvas.artifact() if field else canvas.mark(node):
            canvas.rectangle(box, sheet.paper, sheet.primary, 1, 1.5)

    return draw


BULLET = Sign(_bullet)
NUMERAL = Sign(_numeral)
DIAMOND = Sign(_diamond, "•")
TICK_BOX = Sign(_tick_box, "☐")


def icon(drawing: Drawing, words: str) -> Sign:
    """An icon as a label; ``words`` stand for it."""

    def sign(sheet: StyleSheet, node: Node, _: int, __: str) -> Draw:
        def draw(canvas: Canvas, x: float, top: float) -> None:
            with canvas.mark(node):
                side = 14 * sheet.scale
                canvas.drawing(drawing, (x - 2, top - (sheet.body.leading + side) / 2, side, side), sheet.primary)

        return draw

    return Sign(sign, words)
