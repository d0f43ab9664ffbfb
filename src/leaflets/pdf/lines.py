"""Lines of text drawn as content of an element, their links and foreign words tagged inside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leaflets.pdf.canvas import Box, Canvas
from leaflets.pdf.tree import Node
from leaflets.text.lines import Foreign, Line, Link, Run, TextStyle


def draw_lines(canvas: Canvas, node: Node, lines: Sequence[Line], x: float, top: float, style: TextStyle) -> None:
    """Draw lines from ``top`` downwards as content of ``node``, links and foreign words as elements inside it."""
    for link, pieces in _pieces(lines, x, top, style):
        drawn = [(left, base, runs) for left, base, runs, _ in pieces]
        led = isinstance(link, Link) and canvas.document.links
        element = canvas.document.element_of(link, node) if link and (led or link.lang) else node
        with canvas.mark(element):
            canvas.lines(drawn, spaced=False)
        if not isinstance(link, Link) or not led:
            continue
        low, high = 0.25 * style.size, 0.85 * style.size
        boxes: list[Box] = [(left, base - low, left + wide, base + high) for left, base, _, wide in pieces]
        canvas.link(element, boxes, link.target, link.words)


Piece = tuple[float, float, list[Run], float]


def _pieces(
    lines: Sequence[Line], x: float, top: float, style: TextStyle
) -> Iterator[tuple[Link | Foreign | None, list[Piece]]]:
    """Stretches of text that belong to one link, or to none, with the place of each of their lines.

    A space follows each line that ends with a word, but not the last word before a link or in it.
    """
    current: Link | Foreign | None = None
    pieces: list[Piece] = []
    for index, line in enumerate(lines):
        base = style.baseline(top - index * style.leading)
        left = x
        fresh = True
        for run, link in line.chunks:
            wide = run.font.width(run.text, run.size)
            if pieces and link is not current:
                yield current, pieces
                pieces, fresh = [], True
            current = link
            if fresh:
                pieces.append((left, base, [run], wide))
                fresh = False
            else:
                at, base, runs, before = pieces[-1]
                pieces[-1] = (at, base, [*runs, run], before + wide)
            left += wide
        if line.whole:
            runs = pieces[-1][2]
            runs[-1] = runs[-1]._replace(text=runs[-1].text + " ")
    if pieces:
        yield current, pieces
