"""Lines of text drawn as content of an element, their links and foreign words tagged inside it."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from leaflets.pdf.canvas import Canvas
from leaflets.pdf.pieces import Box, Stretch
from leaflets.pdf.tree import Node
from leaflets.text.direction import base_of
from leaflets.text.lines import Foreign, Line, Link, TextStyle
from leaflets.text.sight import ended, followed, in_sight, only_rightwards, runs_backwards


def draw_lines(canvas: Canvas, node: Node, lines: Sequence[Line], x: float, top: float, style: TextStyle) -> None:
    """Draw lines from ``top`` downwards as content of ``node``, links and foreign words as elements inside it."""
    lefts = [canvas.left(x, line.width) for line in lines]
    for link, pieces in _pieces(lines, lefts, top, style, canvas.turn.mirrored):
        led = isinstance(link, Link) and canvas.document.links
        element = canvas.document.element_of(link, node) if link and (led or link.lang) else node
        with canvas.mark(element, node):
            canvas.write(pieces)
        if not isinstance(link, Link) or not led:
            continue
        low, high = 0.25 * style.size, 0.85 * style.size
        boxes: list[Box] = [(one.left, one.base - low, one.left + one.wide, one.base + high) for one in pieces]
        canvas.link(element, boxes, link.target, link.words)


def _pieces(
    lines: Sequence[Line], lefts: Sequence[float], top: float, style: TextStyle, leftward: bool
) -> Iterator[tuple[Link | Foreign | None, list[Stretch]]]:
    """Stretches of text that belong to one link, or to none, with the place of each of their lines. ``leftward``: they
    are of a language that runs from right to left, whatever they begin with.

    A space follows each line that ends with a word, but not the last word before a link or in it.
    """
    current: Link | Foreign | None = None
    pieces: list[Stretch] = []
    both = runs_backwards([chunk[0] for line in lines for chunk in line[0]])
    said = "".join(chunk.run.text for line in lines for chunk in line.chunks) if both else ""
    level = int(leftward or base_of(said)) if both else 0
    for index, (line, x) in enumerate(zip(lines, lefts, strict=True)):
        base = style.baseline(top - index * style.leading)
        mixed = both and not (level and only_rightwards([chunk.run for chunk in line.chunks]))
        for link, piece in _seen(line, x, base, level) if mixed else _told(line, x, base):
            if pieces and link is not current:
                yield current, pieces
                pieces = []
            current = link
            pieces.append(piece)
        if line.whole and not (level and mixed):
            runs = pieces[-1].seen
            runs[:] = ended(runs, 0) if runs[-1].level else [*runs[:-1], followed(runs[-1])]
    if pieces:
        yield current, pieces


def _told(line: Line, x: float, base: float) -> list[tuple[Link | Foreign | None, Stretch]]:
    """The runs of a line that are of one link, or of none."""
    if len(line.chunks) == 1:
        chunk = line.chunks[0]
        runs = [run := chunk[0]]
        return [(chunk[1], Stretch(x, base, run.font.width(run.text, run.size), runs, runs))]
    found = []
    for link, chunks in groupby(line.chunks, key=lambda chunk: chunk.link):
        runs = [chunk.run for chunk in chunks]
        wide = sum(run.font.width(run.text, run.size) for run in runs)
        found.append((link, Stretch(x, base, wide, runs, runs)))
        x += wide
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
