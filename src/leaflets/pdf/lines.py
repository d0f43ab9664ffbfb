"""Lines of text drawn as content of an element, their links and foreign words tagged inside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from leaflets.pdf.canvas import Box, Canvas
from leaflets.pdf.tree import Node
from leaflets.text.lines import Foreign, Line, Link, Run, TextStyle
from leaflets.text.sight import first_level, in_sight, runs_backwards


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
    mixed = runs_backwards(chunk.run for line in lines for chunk in line.chunks)
    level = first_level(chunk.run for line in lines for chunk in line.chunks) if mixed else 0
    for index, line in enumerate(lines):
        base = style.baseline(top - index * style.leading)
        for link, left, runs, wide in _seen(line, x, level) if mixed else _told(line, x):
            if pieces and link is not current:
                yield current, pieces
                pieces = []
            current = link
            pieces.append((left, base, runs, wide))
        if line.whole and not level:
            runs = pieces[-1][2]
            runs[-1] = runs[-1]._replace(text=runs[-1].text + " ")
    if pieces:
        yield current, pieces


def _told(line: Line, x: float) -> Iterator[tuple[Link | Foreign | None, float, list[Run], float]]:
    """The runs of a line that are of one link, or of none, with their left edge and width."""
    if len(line.chunks) == 1:
        (run, link), *_ = line.chunks
        yield link, x, [run], run.font.width(run.text, run.size)
        return
    for link, chunks in groupby(line.chunks, key=lambda chunk: chunk.link):
        runs = [chunk.run for chunk in chunks]
        wide = sum(run.font.width(run.text, run.size) for run in runs)
        yield link, x, runs, wide
        x += wide


def _seen(line: Line, x: float, base: int) -> list[tuple[Link | Foreign | None, float, list[Run], float]]:
    """The same of a line that runs both ways, in the order it is told in, each part where it is seen."""
    links = [chunk.link for chunk in line.chunks]
    found: list[tuple[int, Link | Foreign | None, float, list[Run], float]] = []
    for link, parts in groupby(in_sight([chunk.run for chunk in line.chunks], base), key=lambda part: links[part[0]]):
        stretch = list(parts)
        wide = sum(run.font.width(run.text, run.size) for _, run in stretch)
        found.append((min(place for place, _ in stretch), link, x, [run for _, run in stretch], wide))
        x += wide
    found.sort(key=lambda part: part[0])
    first = found[0][3]
    if base:  # the space between two lines stands at the right, before the second
        first.append(first[-1]._replace(text=" ", level=1))
    return [part[1:] for part in found]
