"""Lines of text drawn as content of an element, their links and foreign words tagged inside it."""

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

from leaflets.pdf.canvas import Canvas
from leaflets.pdf.pieces import Box, Stretch
from leaflets.pdf.tree import Node
from leaflets.text.direction import base_of
from leaflets.text.lines import Foreign, Line, Link, TextStyle
from leaflets.text.sight import ended, followed, in_sight, only_rightwards, runs_backwards

_LINK = itemgetter(0)


def draw_lines(canvas: Canvas, node: Node, lines: Sequence[Line], x: float, top: float, style: TextStyle) -> None:
    """Draw lines from ``top`` downwards as content of ``node``, links and foreign words as elements inside it."""
    lefts = [canvas.left(x, line.width) for line in lines]
    for link, same in groupby(_pieces(lines, lefts, top, style, canvas.turn.mirrored), _LINK):
        pieces = [piece for _, piece in same]
        led = isinstance(link, Link) and canvas.document.links
        element = canvas.document.element_of(link, node) if link and (led or link.lang) else node
        canvas.write(pieces, element, node)
        if not isinstance(link, Link) or not led:
            continue
        low, high = 0.25 * style.size, 0.85 * style.size
        boxes: list[Box] = [(one.left, one.base - low, one.left + one.wide, one.base + high) for one in pieces]
        canvas.link(element, boxes, link.target, link.words)


def _pieces(
    lines: Sequence[Line], lefts: Sequence[float], top: float, style: TextStyle, leftward: bool
) -> list[tuple[Link | Foreign | None, Stretch]]:
    """Stretches of text, each in its line, and the link it belongs to, or none. ``leftward``: they are of a language
    that runs from right to left, whatever they begin with.

    A space follows each line that ends with a word, but not the last word before a link or in it.
    """
    found: list[tuple[Link | Foreign | None, Stretch]] = []
    both = runs_backwards([chunk[0] for line in lines for chunk in line[0]])
    said = "".join(chunk.run.text for line in lines for chunk in line.chunks) if both else ""
    level = int(leftward or base_of(said)) if both else 0
    for index, (line, x) in enumerate(zip(lines, lefts, strict=True)):
        base = style.baseline(top - index * style.leading)
        mixed = both and not (level and only_rightwards([chunk.run for chunk in line.chunks]))
        found += _seen(line, x, base, level) if mixed else _told(line, x, base)
        if mixed and line.whole and not level:
            seen = found[-1][1].seen
            seen[:] = ended(seen, 0)
    return found


def _told(line: Line, x: float, base: float) -> list[tuple[Link | Foreign | None, Stretch]]:
    """The runs of a line that are of one link, or of none."""
    if len(line[0]) == 1:
        run, link = line[0][0]
        runs = [followed(run) if line[2] else run]
        return [(link, Stretch(x, base, run[1].width(run[0], run[2]), runs, runs))]
    found = []
    for link, chunks in groupby(line.chunks, key=lambda chunk: chunk.link):
        runs = [chunk.run for chunk in chunks]
        wide = sum(run.font.width(run.text, run.size) for run in runs)
        found.append((link, Stretch(x, base, wide, runs, runs)))
        x += wide
    if line.whole:
        runs[-1] = followed(runs[-1])
    return found


def _seen(line: Line, x: float, base: float, level: int) -> list[tuple[Link | Foreign | None, Stretch]]:
    """The same of a line that runs both ways, in the order it is told in, each part where it is seen."""
    links = [chunk.link for chunk in line.chunks]
    found: list[tuple[int, Link | Foreign | None, Stretch]] = []
    parts = in_sight([chunk.run for chunk in line.chunks], level)
    for link, same in groupby(parts, key=lambda part: links[part.place]):
        stretch = list(same)
        wide = sum(part.run.font.width(part.run.text, part.run.size) for part in stretch)
        told = sorted(stretch, key=lambda part: part.start)
        piece = Stretch(x, base, wide, [part.run for part in told], [part.run for part in stretch])
        found.append((told[0].start, link, piece))
        x += wide
    found.sort(key=lambda part: part[0])
    first = found[0][2].seen
    if level:  # the space between two lines stands at the right, before the second
        first[:] = ended(first, 1)
    return [part[1:] for part in found]
