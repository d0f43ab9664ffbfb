"""Boxes: the main message, notes, warnings, the red flags, and places to write."""

from collections.abc import Iterator
from dataclasses import replace

from leaflets.content.blocks import NoteBlock, WarningBlock
from leaflets.content.forms import Blanks
from leaflets.content.payloads import Alarm, Panel
from leaflets.layout import brand
from leaflets.layout.blocks import boxes, signs
from leaflets.layout.blocks.abreast import abreast
from leaflets.layout.blocks.signs import Draw
from leaflets.layout.blocks.texts import box_heading, items, labelled_lines, lead_in, line_beside
from leaflets.layout.flowable import AFTER, NEVER, Drawn, Flowable, Frame, Indented, Padding, Row, Stack
from leaflets.layout.setting import Setting
from leaflets.layout.typesetter import Typesetter
from leaflets.pdf.canvas import Canvas
from leaflets.pdf.tree import Node
from leaflets.text.lines import TextStyle

LEAST = 0.3
"""The least share of its head that the heading of red flags has beside what to do; else it stands above it."""

SIGN = 17.0
"""Side of the sign at a box's heading, in points."""


def key_message(block: Panel, setting: Setting, node: Node, level: int) -> Flowable:
    """The main message, in lead text, as wide as the page; several entries and nothing else stand in boxes abreast."""
    sheet = setting.setter.sheet
    bare = not (block.heading or block.lead_in or block.blank)
    if bare and len(block.items) in (2, 3) and sheet.format.abreast == 2:
        return _cards(block, setting, node)
    padding = Padding(12, 20, 12, 20)
    width = sheet.format.width
    inner = width - padding.left - padding.right
    box = node.add("Div")
    inside = [
        *box_heading(block.heading, setting.setter, box, level, inner, block.at("heading")),
        *_said(block, setting, box, inner, sheet.lead, sheet.unit * 0.5),
    ]
    stack, white = Stack(inside, width, padding, boxes.tinted(sheet), sheet.whole), sheet.unit * 1.25
    return stack.apart(white, white, span=True)


def _cards(block: Panel, setting: Setting, node: Node) -> Flowable:
    """Each entry in a box of its own, equally tall, side by side across the page."""
    sheet, count, gap = setting.setter.sheet, len(block.items), 12.0
    width = (sheet.format.width - gap * (count - 1)) / count
    made = []
    for item in block.items:
        said = setting.setter.paragraph(item.text, sheet.reference, width - 24, node.add("P"), item.at("text"))
        made.append(Stack([said], width, Padding(9, 12, 9, 12), boxes.tinted(sheet)))
    tall = max(card.height for card in made)
    for card in made:
        card.heights[-1] += tall - card.height
    row = Row([(index * (width + gap), card) for index, card in enumerate(made)])
    return row.apart(sheet.unit, sheet.unit * 1.5, span=True)


def panel(block: Panel, setting: Setting, node: Node, level: int, width: float, frame: Frame, sign: Draw) -> Stack:
    """A box: a sign and a heading, a lead-in, then sentences; more than one after a lead-in are a list."""
    padding = Padding(11, 16, 11, 24)
    sheet = setting.setter.sheet
    room = SIGN * sheet.scale + 9
    inner = width - padding.left - padding.right
    box = node.add("Div")
    heading = box_heading(block.heading, setting.setter, box, level, inner - room, block.at("heading"))
    inside = [
        *(Indented(head, room, sign) for head in heading),
        *_said(block, setting, box, inner, sheet.body, sheet.body.leading * AFTER),
    ]
    return Stack(inside, width, padding, frame, sheet.whole).apart(sheet.unit * 1.5, sheet.unit * 1.5)


def _said(
    block: Panel, setting: Setting, node: Node, width: float, style: TextStyle, after: float
) -> Iterator[Flowable]:
    """What a box says under its heading: more than one entry after a lead-in are a list; then what fills it in."""
    yield from lead_in(block.lead_in, setting.setter, node, width, block.at("lead_in"))
    if block.lead_in and len(block.items) > 1:
        yield from items(block.items, setting.setter, node, width, signs.BULLET)
    else:
        for entry in block.items:
            made = setting.setter.paragraph(entry.text, style, width, node.add("P"), entry.at("text"))
            made.after = after
            yield made
    if block.filled_by and setting.copy.clinic:
        yield from brand.ring(setting, node, width)
    elif block.blank:
        yield from labelled_lines(setting.setter, [block.blank], node, width, block.at("blank"))


def note(block: NoteBlock, setting: Setting, node: Node, level: int, width: float) -> Stack:
    """A quiet box, an i in a circle at its heading."""
    sheet = setting.setter.sheet
    drawing = setting.setter.icon("info", block.at())
    side = SIGN * sheet.scale + 4

    def sign(canvas: Canvas, x: float, top: float) -> None:
        if drawing:
            with canvas.artifact():
                canvas.drawing(drawing, (x - 2, top - (sheet.box_heading.leading + side) / 2, side, side), sheet.ink)

    return panel(block.note, setting, node, level, width, boxes.quiet(sheet), sign)


def warning(block: WarningBlock, setting: Setting, node: Node, level: int, width: float) -> Stack:
    """A box that stands out, a warning sign at its heading."""
    sheet = setting.setter.sheet
    side = SIGN * sheet.scale

    def sign(canvas: Canvas, x: float, top: float) -> None:
        with canvas.artifact():
            low = top - (sheet.box_heading.leading + side * 0.88) / 2
            boxes.triangle(canvas, x, low, side, sheet.ink, sheet.paper)

    return panel(block.warning, setting, node, level, width, boxes.barred(sheet), sign)


def side_by_side(first: WarningBlock, second: WarningBlock, setting: Setting, node: Node, level: int) -> Flowable:
    """Two warnings in a row stand beside each other, and span the page."""
    made = [warning(block, setting, node, level, setting.setter.sheet.column) for block in (first, second)]
    made[0].where = first.at()
    return abreast(setting.setter.sheet, made)


def emergency(block: Alarm, setter: Typesetter, node: Node, level: int) -> Flowable:
    """The red flags: a solid head with the number to ring set large, then the signs, as wide as the page."""
    sheet = setter.sheet
    width = sheet.format.width
    padding = Padding(0, 20, 10, 20)
    inner = min(width - padding.left - padding.right, setter.sheet.longest)
    box = node.add("Div")
    sign = sheet.call.leading * 0.6
    over = box.add(f"H{level}")
    beside = width - padding.left - padding.right - sign - 12
    call: Flowable
    call = said = setter.paragraph(block.call, sheet.call, beside, box.add("P"), block.at("call"), strong=True)
    side = max(line.width for line in said.lines)
    under = beside - side - 16 < beside * LEAST
    room = beside if under else beside - side - 16
    head: Flowable = setter.paragraph(block.heading, sheet.alarm_heading, room, over, block.at("heading"), strong=True)
    if not block.items:
        white = replace(setter, sheet=sheet._replace(body=sheet.body._replace(colour=sheet.paper)))
        lead = lead_in(block.lead_in, white, box, room, block.at("lead_in"))
        head, call = (head, Stack([call, *lead], room)) if under else (Stack([head, *lead], room), call)
    inside_head = head.height + call.height if under else max(head.height, call.height)
    tall = inside_head + sheet.unit * (1.5 if block.items else 1.0)

    def draw(canvas: Canvas, x: float, top: float) -> None:
        middle = top - tall / 2
        with canvas.artifact():
            boxes.triangle(canvas, x, middle - sign * 0.44, sign, sheet.paper, sheet.alarm)
        left, upper = x + sign + 12, middle + inside_head / 2
        if under:
            head.draw_whole(canvas, left, upper)
            call.draw_whole(canvas, left, upper - head.height)
        else:
            head.draw_whole(canvas, left, middle + head.height / 2)
            call.draw_whole(canvas, left + beside - side, middle + call.height / 2)

    top = Drawn(tall, draw)
    if not block.items:
        padding = Padding(0, 20, 0, 20)
    top.after = sheet.unit
    top.costs = [NEVER]
    inside = [
        top,
        *(lead_in(block.lead_in, setter, box, inner, block.at("lead_in")) if block.items else ()),
        *(items(block.items, setter, box, inner, signs.DIAMOND) if block.items else ()),
    ]
    stack = Stack(inside, width, padding, boxes.alarm(sheet, tall), sheet.whole)
    stack.costs[-1] = 30.0
    above, below = (0.75, 0.75) if sheet.format.fold else (2, 1.5)
    return stack.apart(sheet.unit * above, sheet.unit * below, span=True)


def blanks(block: Blanks, setting: Setting, node: Node, level: int) -> Flowable:
    """Labels, each with a line to write on under it, side by side in a box as wide as the page.

    A clinic's telephone lines stand in their place, if there is one, and the first label's line.
    """
    sheet = setting.setter.sheet
    width = sheet.format.width
    clinic = setting.copy.clinic if block.filled_by else None
    close = sheet.format.abreast == 1
    padding = (
        Padding(10, 12, 6, 12)
        if clinic and sheet.format.fold
        else Padding(*(7, 20, 8, 20) if close else (14, 20, 16, 20))
    )
    inner = width - padding.left - padding.right
    columns = min(2 if clinic else len(block.labels), 4) if sheet.format.abreast == 2 else 1
    gap = sheet.gap
    column = (inner - gap * (columns - 1)) / columns
    box = node.add("Div")
    inside: list[Flowable] = [*box_heading(block.heading, setting.setter, box, level, inner, block.at("heading"))]
    if clinic:
        cells = brand.contacts(setting, box, column)
        cells += labelled_lines(setting.setter, block.labels[:1], box, column, block.at("labels"))
    else:
        where = block.at("labels")
        cells = (
            labelled_lines(setting.setter, block.labels, box, column, where)
            if columns > 1
            else [line_beside(label, setting.setter, box, column, where) for label in block.labels]
        )
    for start in range(0, len(cells), columns):
        row = Row([(index * (column + gap), cell) for index, cell in enumerate(cells[start : start + columns])])
        row.after = sheet.unit * (0.2 if close else 0.75)
        inside.append(row)
    stack = Stack(inside, width, padding, boxes.outlined(sheet), sheet.whole)
    return stack.apart(sheet.unit * 1.5, sheet.unit * 2, span=True)
