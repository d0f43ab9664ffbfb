"""One function for each kind of block: the block and its setting in, flowables and structure out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from leaflets.content.blocks import (
    Alarm,
    AnyBlock,
    Blanks,
    BlanksBlock,
    BulletsBlock,
    ContentsBlock,
    EmergencyBlock,
    Facts,
    FactsBlock,
    Item,
    KeyMessageBlock,
    Listing,
    NoteBlock,
    OrganisationsBlock,
    Panel,
    Questions,
    QuestionsBlock,
    SourceListBlock,
    StepsBlock,
    SubheadingBlock,
    TextBlock,
    WarningBlock,
    WordsExplainedBlock,
)
from leaflets.layout import boxes, lists, signs
from leaflets.layout.flowable import NEVER, Drawn, Flowable, Indented, Padding, Paragraph, Row, Stack
from leaflets.layout.setting import Setting
from leaflets.layout.signs import Sign
from leaflets.pdf.canvas import Canvas
from leaflets.pdf.tree import Node
from leaflets.problems import Source

INDENT = 16.0
WRITING_LINE = 26.0
"""Distance of lines to write on, in points: 9 mm, where 8 are the least a hand needs."""


def flowables(block: AnyBlock, setting: Setting, node: Node, level: int) -> list[Flowable]:
    """The flowables of a block. ``node`` is its section's element; headings inside the block are of ``level``."""
    made = list(_flowables(block, setting, node, level))
    for flowable in made:
        flowable.where = block.at()
    if made:
        made[0].asides = tuple(aside(name, setting, node) for name in block.words if name in setting.leaflet.words)
    return made


def _flowables(block: AnyBlock, setting: Setting, node: Node, level: int) -> Iterator[Flowable]:
    sheet, measure = setting.sheet, setting.sheet.format.measure
    match block:
        case TextBlock():
            yield setting.paragraph(block.text, sheet.body, measure, node.add("P"), block.at("text"))
        case SubheadingBlock():
            yield subheading(setting, block.subheading, node, level, measure, block.at("subheading"))
        case BulletsBlock():
            yield from listing(block.bullets, setting, node, measure, ordered=False)
        case StepsBlock():
            yield from listing(block.steps, setting, node, measure, ordered=True)
        case FactsBlock():
            yield from facts(block.facts, setting, node)
        case KeyMessageBlock():
            yield key_message(block.key_message, setting, node, level)
        case NoteBlock():
            yield panel(block.note, setting, node, level, boxes.quiet(sheet), Padding(12, 16, 12, 16))
        case WarningBlock():
            yield panel(block.warning, setting, node, level, boxes.barred(sheet), Padding(12, 16, 12, 24))
        case EmergencyBlock():
            yield emergency(block.emergency, setting, node, level)
        case QuestionsBlock():
            yield from questions(block.questions, setting, node, measure)
        case BlanksBlock():
            yield blanks(block.blanks, setting, node, level)
        case ContentsBlock():
            yield from lists.contents(block.contents, setting, node, level, block.at("contents"))
        case WordsExplainedBlock():
            yield from lists.words_explained(setting, node)
        case OrganisationsBlock():
            yield from lists.organisations(setting, node)
        case SourceListBlock():
            yield from lists.source_list(setting, node)
        case _:
            assert_never(block)


def subheading(setting: Setting, text: str, node: Node, level: int, width: float, where: Source) -> Paragraph:
    """A heading within a section, kept with what follows."""
    made = setting.paragraph(text, setting.sheet.subheading, width, node.add(f"H{level}"), where, strong=True)
    made.before, made.after = setting.sheet.unit * 1.75, setting.sheet.unit * 0.75
    return made.keep_with_next()


def lead_in(text: str | None, setting: Setting, node: Node, width: float, where: Source) -> Iterator[Paragraph]:
    """The line that leads into a list, kept with it."""
    if text:
        made = setting.paragraph(text, setting.sheet.body, width, node.add("P"), where)
        made.after = setting.sheet.unit * 0.6
        yield made.keep_with_next()


def items(
    entries: Sequence[Item], setting: Setting, node: Node, width: float, numbering: str, label: Sign
) -> Iterator[Flowable]:
    """A list: each entry with its label. Short lists stay whole; long ones break between entries, not near an end."""
    sheet = setting.sheet
    list_node = node.add("L", attributes={"List": f"/ListNumbering /{numbering}"})
    count = len(entries)
    for index, entry in enumerate(entries):
        item = list_node.add("LI")
        sign = item.add("Lbl", actual=label.words)
        body = setting.paragraph(entry.text, sheet.body, width - INDENT, item.add("LBody"), entry.at("text"))
        made = Indented(body, INDENT, label.draw(sheet, sign, index + 1))
        made.costs[:-1] = [NEVER] * (len(made.costs) - 1)
        made.costs[-1] = NEVER if count <= 4 or index in (0, count - 2) else 25.0
        made.after = sheet.unit * 0.65
        if index == count - 1:
            made.costs[-1], made.after = 8.0, sheet.unit * 1.2
        made.where = entry.at()
        yield made


def listing(block: Listing, setting: Setting, node: Node, width: float, ordered: bool) -> Iterator[Flowable]:
    """A bulleted or numbered list with its lead-in."""
    yield from lead_in(block.lead_in, setting, node, width, block.at("lead_in"))
    if ordered:
        yield from items(block.items, setting, node, width, "Decimal", signs.NUMERAL)
    else:
        yield from items(block.items, setting, node, width, "Disc", signs.BULLET)


def facts(block: Facts, setting: Setting, node: Node) -> Iterator[Flowable]:
    """Facts at a glance: a table of two columns, its row headings at the left."""
    sheet, measure = setting.sheet, setting.sheet.format.measure
    table = node.add("Table")
    left = measure * 0.36
    for index, fact in enumerate(block.items):
        row = table.add("TR")
        head = row.add("TH", attributes={"Table": "/Scope /Row"}, keep=True)
        cell = row.add("TD", keep=True)
        label = setting.paragraph(fact.label, sheet.strong, left - 14, head, fact.at("label"), strong=True)
        answer = setting.paragraph(fact.text, sheet.body, measure - left, cell, fact.at("text"))
        made = Row([(0, label), (left, answer)], (sheet.mid, measure))
        made.before = made.after = sheet.unit
        made.costs = [8.0 if index == len(block.items) - 1 else NEVER if index == 0 else 25.0]
        yield made


def key_message(block: Panel, setting: Setting, node: Node, level: int) -> Flowable:
    """The main message, in lead text, as wide as the page."""
    sheet = setting.sheet
    padding = Padding(16, 20, 16, 20)
    width = sheet.format.width
    inner = width - padding.left - padding.right
    box = node.add("Div")
    inside: list[Flowable] = []
    if block.heading:
        inside.append(subheading_in_box(setting, block.heading, box, level, inner, block.at("heading")))
    for entry in block.items:
        made = setting.paragraph(entry.text, sheet.lead, inner, box.add("P"), entry.at("text"))
        made.after = sheet.unit * 0.5
        inside.append(made)
    stack = Stack(inside, width, padding, boxes.tinted(sheet))
    stack.span, stack.before, stack.after = True, sheet.unit * 2, sheet.unit * 2
    return stack


def subheading_in_box(setting: Setting, text: str, node: Node, level: int, width: float, where: Source) -> Paragraph:
    """The heading of a box, in the leaflet's colour."""
    made = setting.paragraph(text, setting.sheet.box_heading, width, node.add(f"H{level}"), where, strong=True)
    made.after = setting.sheet.unit * 0.4
    return made.keep_with_next()


def panel(block: Panel, setting: Setting, node: Node, level: int, frame: boxes.Frame, padding: Padding) -> Flowable:
    """A box in the text column: heading, lead-in, then sentences; more than one after a lead-in are a list."""
    sheet = setting.sheet
    width = sheet.format.measure
    inner = width - padding.left - padding.right
    box = node.add("Div")
    inside: list[Flowable] = []
    if block.heading:
        inside.append(subheading_in_box(setting, block.heading, box, level, inner, block.at("heading")))
    inside.extend(lead_in(block.lead_in, setting, box, inner, block.at("lead_in")))
    if block.lead_in and len(block.items) > 1:
        inside.extend(items(block.items, setting, box, inner, "Disc", signs.BULLET))
    else:
        inside.extend(
            setting.paragraph(entry.text, sheet.body, inner, box.add("P"), entry.at("text")) for entry in block.items
        )
    stack = Stack(inside, width, padding, frame)
    stack.before = stack.after = sheet.unit * 1.5
    return stack


def emergency(block: Alarm, setting: Setting, node: Node, level: int) -> Flowable:
    """The red flags: a solid head with the number to ring set large, then the signs, as wide as the page."""
    sheet = setting.sheet
    width = sheet.format.width
    padding = Padding(0, 20, 14, 20)
    inner = min(width - padding.left - padding.right, setting.longest)
    box = node.add("Div")
    sign = sheet.call.leading * 0.6
    call = setting.set(
        setting.chunks(block.call, sheet.call, block.at("call"), True), sheet.call, width, Node("P"), block.at("call")
    )
    side = call.lines[0].width
    room = width - padding.left - padding.right - sign - 12 - side - 16
    head = setting.paragraph(
        block.heading, sheet.alarm_heading, room, box.add(f"H{level}"), block.at("heading"), strong=True
    )
    call.node = box.add("P")
    tall = max(head.height, call.height) + sheet.unit * 1.5

    def draw(canvas: Canvas, x: float, top: float) -> None:
        middle = top - tall / 2
        with canvas.artifact():
            boxes.triangle(canvas, x, middle - sign * 0.44, sign, sheet.paper, sheet.alarm)
        head.draw_whole(canvas, x + sign + 12, middle + head.height / 2)
        call.draw_whole(canvas, x + width - padding.left - padding.right - side, middle + call.height / 2)

    top = Drawn(tall, draw)
    top.after = sheet.unit
    top.costs = [NEVER]
    inside = [
        top,
        *lead_in(block.lead_in, setting, box, inner, block.at("lead_in")),
        *items(block.items, setting, box, inner, "Disc", signs.DIAMOND),
    ]
    stack = Stack(inside, width, padding, boxes.alarm(sheet, tall))
    stack.span, stack.before, stack.after = True, sheet.unit * 2, sheet.unit * 2
    return stack


def questions(block: Questions, setting: Setting, node: Node, width: float) -> Iterator[Flowable]:
    """Questions with boxes to tick, and lines to write the answers on."""
    sheet = setting.sheet
    yield from lead_in(block.lead_in, setting, node, width, block.at("lead_in"))
    yield from items(block.items, setting, node, width, "None", signs.TICK_BOX)
    for _ in range(block.lines):
        yield writing_line(setting, width)


def writing_line(setting: Setting, width: float) -> Flowable:
    """A line to write on."""

    def draw(canvas: Canvas, x: float, top: float) -> None:
        with canvas.artifact():
            canvas.rule(x, top - WRITING_LINE + 2, width, setting.sheet.rule, 0.75)

    return Drawn(WRITING_LINE, draw)


def blanks(block: Blanks, setting: Setting, node: Node, level: int) -> Flowable:
    """Labels, each with a line to write on under it, side by side in a box as wide as the page."""
    sheet = setting.sheet
    width = sheet.format.width
    padding = Padding(14, 20, 16, 20)
    inner = width - padding.left - padding.right
    count = len(block.labels)
    columns = 1 if count == 1 else 2 if count in (2, 4) else 3
    gap = 18.0
    column = (inner - gap * (columns - 1)) / columns
    box = node.add("Div")
    inside: list[Flowable] = []
    if block.heading:
        inside.append(subheading_in_box(setting, block.heading, box, level, inner, block.at("heading")))
    cells: list[Flowable] = []
    for label in block.labels:
        words = setting.paragraph(label, sheet.body, column, box.add("P"), block.at("labels"))
        words.after = 0
        cells.append(Stack([words, writing_line(setting, column)], column))
    for start in range(0, count, columns):
        row = Row([(index * (column + gap), cell) for index, cell in enumerate(cells[start : start + columns])])
        row.after = sheet.unit * 0.75
        inside.append(row)
    stack = Stack(inside, width, padding, boxes.outlined(sheet))
    stack.span, stack.before, stack.after = True, sheet.unit * 1.5, sheet.unit * 2
    return stack


def aside(name: str, setting: Setting, node: Node) -> Flowable:
    """A word explained in the side column, a rule at its left."""
    sheet = setting.sheet
    word = setting.leaflet.words[name]
    width = sheet.format.side_column - 14
    box = node.add("Div")
    term = setting.paragraph(word.term, sheet.strong, width, box.add("P"), word.at("term"), strong=True)
    term.after = 0
    meaning = setting.paragraph(word.meaning, sheet.soft, width, box.add("P"), word.at("meaning"))

    def frame(canvas: Canvas, x: float, top: float, _: float, height: float) -> None:
        with canvas.artifact():
            canvas.rectangle((x, top - height + 2, 1.5, height - 4), sheet.mid)

    return Stack([term, meaning], sheet.format.side_column, Padding(0, 0, 0, 14), frame)
