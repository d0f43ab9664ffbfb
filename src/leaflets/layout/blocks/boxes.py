"""The frames of boxes: they differ by shape first, by colour second."""

from leaflets.layout.flowable import Frame
from leaflets.layout.style import StyleSheet
from leaflets.pdf.canvas import Canvas
from leaflets.pdf.pieces import Box

RADIUS = 8.0


def tinted(sheet: StyleSheet) -> Frame:
    """Key message: outlined and tinted."""
    return _rounded(sheet.tint, sheet.primary, 1.5)


def quiet(sheet: StyleSheet) -> Frame:
    """Note: pale, and outlined only where nothing is tinted."""
    return _rounded(sheet.pale, sheet.rule if sheet.pale == sheet.paper else "", 0.75)


def outlined(sheet: StyleSheet) -> Frame:
    """A place to write: a thin outline around white."""
    return _rounded(sheet.paper, sheet.rule, 0.75)


def _rounded(fill: str, edge: str, line: float) -> Frame:
    return lambda canvas, x, top, wide, tall, _: canvas.rectangle((x, top - tall, wide, tall), fill, edge, line, RADIUS)


def barred(sheet: StyleSheet) -> Frame:
    """Warning: a dark outline, and a thick bar at the left."""

    def draw(canvas: Canvas, x: float, top: float, width: float, height: float, _: bool) -> None:
        canvas.rectangle((x, top - height, width, height), sheet.paper, sheet.ink, 1.25)
        canvas.rectangle((x, top - height, 9, height), sheet.ink)

    return draw


def alarm(sheet: StyleSheet, head: float) -> Frame:
    """Emergency: a thick outline and a solid head of ``head`` points."""

    def draw(canvas: Canvas, x: float, top: float, width: float, height: float, begins: bool) -> None:
        canvas.rectangle((x, top - height, width, height), sheet.paper, sheet.alarm, 2.5, RADIUS)
        if begins:
            headed(canvas, (x, top - head, width, head), sheet.alarm, below=height > head)

    return draw


def headed(canvas: Canvas, box: Box, fill: str, below: bool) -> None:
    """The ground of a box's head: its lower corners are square if there is anything ``below`` it."""
    canvas.rectangle(box, fill, radius=RADIUS)
    if below:
        canvas.rectangle((*box[:3], RADIUS), fill)


def triangle(canvas: Canvas, x: float, y: float, size: float, colour: str, paper: str) -> None:
    """A warning sign, its lower left corner at (x, y); to be drawn inside an artifact."""
    points = [(x, y), (x + size, y), (x + size / 2, y + size * 0.88)]
    canvas.polygon(points, paper, colour, size * 0.08)
    canvas.rectangle((x + size * 0.46, y + size * 0.3, size * 0.08, size * 0.3), colour)
    canvas.circle(x + size / 2, y + size * 0.18, size * 0.055, colour)
