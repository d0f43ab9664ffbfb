"""Anatomy: a drawing with parts marked, and its labels as real text, at its sides, or by number under it.

A marked part is told by a bright ground, by a heavy outline and by bold words: by more than its colour.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from leaflets.artwork.drawing import Drawing
from leaflets.artwork.figures import apart, figure, marked, points
from leaflets.content.inline import words_of
from leaflets.content.payloads import Anatomy, PartLabel
from leaflets.layout.blocks.texts import HEADROOM, subheading
from leaflets.layout.figures.leaders import APART, GAP, Label, Leader, Point, place
from leaflets.layout.flowable import HARDLY, NEVER, Drawn, Flowable, Indented, Paragraph, Stack
from leaflets.layout.style import StyleSheet
from leaflets.layout.typesetter import Typesetter
from leaflets.pdf.canvas import Canvas
from leaflets.pdf.tree import Node
from leaflets.text.lines import CAP_HEIGHT

TALL = 222.0
"""The most a drawing is high where its author does not say, in points."""

LEAST = 0.6
"""The least share of its height that a drawing with labels at its sides has."""

NARROWEST = 6.5
"""The least room for labels at each side, in ems."""

SHARE = 0.5
"""The most of a page's height that a drawing with numbers takes: the list under it belongs on the same page."""


class Plan(NamedTuple):
    """How large a drawing is and where it begins, in points; its labels at the sides, and those under it.

    ``rooms`` are the widths that labels are set in, by their numbers.
    """

    left: float
    wide: float
    tall: float
    beside: Sequence[Leader]
    under: Sequence[Leader]
    rooms: Mapping[int, float]


def anatomy(block: Anatomy, setter: Typesetter, node: Node, level: int, width: float) -> Flowable:
    """A drawing in the middle of a width, or of the page, under its heading; its labels, and what is said of it."""
    sheet = setter.sheet
    width = width if width < sheet.format.measure else sheet.format.width
    ground = sheet.paper if sheet.brand[1] == sheet.paper else ""
    art = marked(figure(setter.assets, block.drawing, block.at("drawing")), block.mark, sheet.bright, ground)
    box = node.add("Div")
    inside: list[Flowable] = []
    if block.heading:
        inside.append(subheading(setter, block.heading, box, level, width, block.at("heading")))
    below, under = Node("P"), list[Flowable]()
    if block.caption:
        under.append(setter.paragraph(block.caption, sheet.soft, min(width, sheet.longest), below, block.at("caption")))
    plan = _plan(block, art, setter, width)
    element = box.add("Figure", alt=words_of(block.alt))
    most = sheet.format.text_height - HEADROOM * sheet.body.leading
    if plan:
        inside.append(_labelled(block, art, plan, setter, element, box))
    else:
        room = most - sum(one.height + one.after for one in (*inside, *under))
        inside += _numbered(block, art, setter, element, box, width, room)
    if under:
        inside[-1].costs[-1] = HARDLY
        box.adopt(below)
    made = Stack([*inside, *under], width, most=most)
    return made.apart(sheet.unit * 1.5, sheet.unit * 1.5, span=width == sheet.format.width)


def _plan(block: Anatomy, art: Drawing, setter: Typesetter, width: float) -> Plan | None:
    """Where labels stand beside and under a drawing; nothing, where they have no room and are told by number."""
    em = setter.sheet.reference.size
    low = [at for at, label in enumerate(block.labels) if _below(art, label)]
    side = [number for number in range(len(block.labels)) if number not in low]
    across = width - 2 * (NARROWEST * em + GAP) if side else width
    most = block.height or TALL
    scale = min(most / art.height, across / art.width)
    wide, tall = art.width * scale, art.height * scale
    left = (width - wide) / 2
    if side and tall < LEAST * most:
        return None
    middles = sorted(_points(art, block.labels[number], setter)[0][0] * scale for number in low)
    edges = [2 * (left + middles[0]), 2 * (left + wide - middles[-1])] if low else []
    rooms = dict.fromkeys(side, left - GAP)
    rooms |= dict.fromkeys(low, min([*edges, *(after - before - em for before, after in pairwise(middles))], default=0))
    made = [_measured(label, art, scale, max(rooms[at], em), block, setter) for at, label in enumerate(block.labels)]
    beside = place([made[number] for number in side], wide, tall)
    if beside is None or any(label.wide > rooms[number] for number, label in enumerate(made)):
        return None
    one_line = all(made[number].tall <= setter.sheet.reference.leading for number in low)
    same = 0.0 if one_line else max(made[number].wide for number in low)
    under = [_under(number, made[number], tall, same) for number in low]
    return Plan(left, wide, tall, [one._replace(number=side[one.number]) for one in beside], under, rooms)


def _points(art: Drawing, label: PartLabel, setter: Typesetter) -> Sequence[Point]:
    """Where a label may point, from the edge of the drawing that lines begin at: pages are mirrored, drawings never."""
    return [(art.width - x if setter.leftward else x, y) for x, y in points(art, label.part)]


def _below(art: Drawing, label: PartLabel) -> bool:
    """Whether a label stands under the drawing: it points to its lower edge."""
    return points(art, label.part)[0][1] >= art.height - 1


def _measured(label: PartLabel, art: Drawing, scale: float, room: float, block: Anatomy, setter: Typesetter) -> Label:
    """How large a label's words are in a column, and where it points. They are set to be measured, and for no page."""
    problems = len(setter.problems)
    words = _words(label, room, block, setter, Node("P"))
    setter.placed[words.where].remove(words)
    del setter.problems[problems:]
    places = [(x * scale, y * scale) for x, y in _points(art, label, setter)]
    return Label(max(line.width for line in words.lines), words.height, places)


def _under(number: int, label: Label, tall: float, same: float) -> Leader:
    """A label under the drawing, in the middle below the place it points to, as if ``same`` points wide if they are
    given; it needs no line.
    """
    place = (label.points[0][0], tall)
    return Leader(number, place[0] - (same or label.wide) / 2, tall + APART, label.wide, label.tall, place, place)


def _labelled(block: Anatomy, art: Drawing, plan: Plan, setter: Typesetter, element: Node, box: Node) -> Flowable:
    """A drawing with its labels at its sides and under it."""
    sheet = setter.sheet
    listed = box.add("L", attributes={"List": "/ListNumbering /None"})
    words = {
        number: _words(label, plan.rooms[number], block, setter, listed.add("LI").add("LBody"))
        for number, label in enumerate(block.labels)
    }
    every = [*plan.beside, *plan.under]

    def draw(canvas: Canvas, x: float, top: float) -> None:
        left = x + plan.left
        with canvas.figure(element, (left, top - plan.tall, left + plan.wide, top)):
            canvas.drawing(art, (left, top - plan.tall, plan.wide, plan.tall))
        for one in plan.beside:
            start, end = [(left + px, top - py) for px, py in (one.start, one.end)]
            with canvas.artifact():
                _pointing(canvas, start, end, sheet)
        for one in every:
            words[one.number].draw_whole(canvas, left + one.left, top - one.top)

    made = Drawn(max([plan.tall, *(one.top + one.tall for one in every)]), draw)
    made.after = sheet.unit
    return made


def _words(label: PartLabel, room: float, block: Anatomy, setter: Typesetter, node: Node) -> Paragraph:
    strong = label.part in block.mark
    return setter.paragraph(label.text, setter.sheet.reference, room, node, label.at("text"), strong)


def _numbered(
    block: Anatomy, art: Drawing, setter: Typesetter, element: Node, box: Node, width: float, room: float
) -> Iterator[Flowable]:
    """A drawing with a number at each part that has a label, and the labels under it as a list of these numbers.

    Both are as high together as the ``room`` for them, in points, if the drawing so has half its height at least.
    """
    sheet = setter.sheet
    listed = Node("L", attributes={"List": "/ListNumbering /Decimal"})
    entries = [_entry(number, label, block, setter, listed, width) for number, label in enumerate(block.labels, 1)]
    radius = sheet.reference.size * 0.72
    low = [at for at, label in enumerate(block.labels) if _below(art, label)]  # such numbers stand under it
    side = [at for at in range(len(block.labels)) if at not in low]
    foot, said = 2 * radius + 2 if low else 0.0, sum(one.height + one.after for one in entries)
    room -= said + foot + sheet.unit
    most = min((block.height or TALL) * sheet.scale, sheet.format.text_height * SHARE) - foot
    across = width - 2 * (GAP + 2 * radius) if side else width
    scale = min(max(room, most / 2, 1) / art.height, most / art.height, across / art.width)
    wide, tall = art.width * scale, art.height * scale
    places = [[(x * scale, y * scale) for x, y in _points(art, label, setter)] for label in block.labels]
    spots = [points[0] for points in places]
    beside = place([Label(2 * radius, 2 * radius, places[at]) for at in side], wide, tall)
    if beside is None:
        starts = [(x, y + (2 * radius + 2 if at in low else 0.0)) for at, (x, y) in enumerate(spots)]
        lines = list(zip(apart(starts, radius, wide, tall + foot), spots, strict=True))
    else:
        lines = [((x, tall + foot - radius), (x, y)) for x, y in spots]
        for one in beside:
            lines[side[one.number]] = (one.left + radius, one.top + radius), one.start

    out = GAP + 2 * radius if beside else 0.0

    def draw(canvas: Canvas, x: float, top: float) -> None:
        left = x + (width - wide) / 2
        with canvas.figure(element, (left - out, top - tall - foot, left + wide + out, top)):
            canvas.drawing(art, (left, top - tall, wide, tall), ground=True)
            for number, line in enumerate(lines, 1):
                middle, spot = [(left + px, top - py) for px, py in line]
                _pointing(canvas, spot, middle, sheet)
                _circled(canvas, number, middle, radius, sheet)

    picture = Drawn(tall + foot, draw)
    picture.costs, picture.after = [NEVER], sheet.unit
    yield picture
    box.adopt(listed)
    yield from entries


def _entry(number: int, label: PartLabel, block: Anatomy, setter: Typesetter, node: Node, width: float) -> Flowable:
    """A label in the list, after its number in a circle."""
    sheet = setter.sheet
    radius, indent = sheet.reference.size * 0.72, sheet.reference.size * 2.1
    item = node.add("LI")
    sign = item.add("Lbl")
    words = _words(label, width - indent, block, setter, item.add("LBody"))

    def draw(canvas: Canvas, x: float, top: float) -> None:
        with canvas.mark(sign):
            _circled(canvas, number, (x + radius + 1, top - sheet.reference.leading / 2), radius, sheet)

    made = Indented(words, indent, draw)
    made.after = max(sheet.unit * 0.5, 2 * radius + 3 - sheet.reference.leading)
    return made


def _pointing(canvas: Canvas, spot: Point, end: Point, sheet: StyleSheet) -> None:
    """A line from a place in a drawing, told from those it passes."""
    canvas.path_through([spot, end], sheet.paper, 2.5)
    canvas.path_through([spot, end], sheet.ink, 0.75)
    canvas.circle(*spot, 2.1, sheet.ink, sheet.paper, 0.75)


def _circled(canvas: Canvas, number: int, middle: Point, radius: float, sheet: StyleSheet) -> None:
    """A number in a circle."""
    run = sheet.reference.run(str(number), True)
    run = run._replace(size=run.size if number < 10 else run.size * 0.85)
    half = run.font.width(run.text, run.size) / 2
    canvas.circle(*middle, radius, sheet.paper, sheet.ink, 1)
    canvas.lines([(middle[0] - half, middle[1] - CAP_HEIGHT / 2 * run.size, [run])])
