"""QR codes (ISO/IEC 18004) as one vector path: level M, with the quiet zone of four modules the standard asks for."""

from __future__ import annotations

from functools import cache

from leaflets.pdf.canvas import Canvas, number

SIDE = 68.0
"""The least side of a code with its quiet zone, in points: 24 mm."""

MODULE = 1.7
"""The least side of a module, in points: 0.6 mm, which every telephone reads."""

QUIET = 4


@cache
def matrix(address: str) -> tuple[tuple[bool, ...], ...]:
    """The modules of the code for an address, row by row, the quiet zone around them."""
    import segno  # not needed by every leaflet, and slow to start

    rows = [list(map(bool, row)) for row in segno.make(address, error="m", boost_error=False, micro=False).matrix]
    blank = [False] * (len(rows[0]) + 2 * QUIET)
    edge = [False] * QUIET
    return tuple(map(tuple, [blank] * QUIET + [[*edge, *row, *edge] for row in rows] + [blank] * QUIET))


def draw(
    canvas: Canvas, code: tuple[tuple[bool, ...], ...], x: float, top: float, side: float, ink: str, paper: str
) -> None:
    """Draw a code with its upper left corner at (x, top), runs of modules as one rectangle each."""
    canvas.rectangle((x, top - side, side, side), paper)
    module = side / len(code)
    steps = []
    for index, row in enumerate(code):
        y = top - (index + 1) * module
        column = 0
        while column < len(row):
            run = 0
            while column + run < len(row) and row[column + run]:
                run += 1
            if run:
                steps.append(f"{number(x + column * module)} {number(y)} {number(run * module)} {number(module)} re")
            column += run + 1
    canvas.path(steps, ink)
