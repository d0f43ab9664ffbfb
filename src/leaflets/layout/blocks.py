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
    StatementsBlock,
    StepsBlock,
    SubheadingBlock,
    TextBlock,
    WarningBlock,
    WordsExplainedBlock,
)
from leaflets.layout import boxes, lists, signs
from leaflets.layout.flowable import NEVER, Columns, Drawn, Flowable, Indented, Padding, Paragraph, Row, Stack
from leaflets.layout.setting import Setting
from leaflets.layout.signs import Sign
from leaflets.pdf.canvas import Canvas
from leaflets.pdf.text import Chunk
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
        case StatementsBlock():
            yield statements(block, setting, node, measure)
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
            yield note(block, setting, node, level, measure)
        case WarningBlock():
            yield warning(block, setting, node, level, measure)
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


def statements(block: StatementsBlock, setting: Setting, node: Node, width: float) -> Paragraph:
    """Statements run together to one paragraph."""
    style = setting.sheet.body
    chunks: list[Chunk] = []
    for item in block.statements:
        if chunks:
            chunks.append(Chunk(style.run(" ")))
        chunks += setting.chunks(item.text, style, item.at("text"))
    return setting.set(chunks, style, width, node.add("P"), block.at())


def subheading(setting: Setting, text: str, node: Node, level: int, width: float, where: Source) -> Paragraph:
    """A heading within a section, kept with what follows."""
    made = setting.paragraph(text, setting.sheet.subheading, width, node.add(f"H{level}"), where, strong=True)
    made.before, made.after = setting.sheet.unit * 1.5, setting.sheet.unit * 0.5
    return made.keep_with_next()


def lead_in(text: str | None, setting: Setting, node: Node, width: float, where: Source) -> Iterator[Paragraph]:
    """The line that leads into a list, kept with it."""
    if text:
        made = setting.paragraph(text, setting.sheet.body, width, node.add("P"), where)
        made.after = setting.sheet.unit * 0.6
        yield made.keep_with_next()


def entry(item: Item, number: int, setting: Setting, node: Node, width: float, sign: Sign) -> Flowable:
    """One entry of a list, in one piece, its sign hanging at the left."""
    place = node.add("LI")
    label = sign.draw(setting.sheet, place.add("Lbl", actual=sign.words), number)
    words = setting.paragraph(item.text, setting.sheet.body, width - INDENT, place.add("LBody"), item.at("text"))
    made = Indented(words, INDENT, label)
    made.costs = [NEVER] * len(made.costs)
    made.after = setting.sheet.unit * 0.45
    made.where = item.at()
    return made


def items(
    entries: Sequence[Item], setting: Setting, node: Node, width: float, numbering: str, sign: Sign
) -> Iterator[Flowable]:
    """A list. Short ones stay whole; long ones break between entries, though not beside the first or the last."""
    place = node.add("L", attributes={"List": f"/ListNumbering /{numbering}"})
    count = len(entries)
    for index, item in enumerate(entries):
        made = entry(item, index + 1, setting, place, width, sign)
        made.costs[-1] = NEVER if count <= 4 or index in (0, count - 2) else 25.0
        if index == count - 1:
            made.costs[-1], made.after = 8.0, setting.sheet.unit * 1.2
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
    sheet, width = setting.sheet, setting.sheet.format.width
    table = node.add("Table")
    left = width * 0.32
    right = min(width - left, setting.longest)
    for index, fact in enumerate(block.items):
        row = table.add("TR")
        head = row.add("TH", attributes={"Table": "/Scope /Row"}, keep=True)
        cell = row.add("TD", keep=True)
        label = setting.paragraph(fact.label, sheet.strong, left - 14, head, fact.at("label"), strong=True)
        answer = setting.paragraph(fact.text, sheet.body, right, cell, fact.at("text"))
        made = Row([(0, label), (left, answer)], (sheet.mid, width))
        made.before = made.after = sheet.unit * 0.6
        made.span = True
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


def panel(
    block: Panel, setting: Setting, node: Node, level: int, width: float, frame: boxes.Frame, padding: Padding
) -> Stack:
    """A box: heading, lead-in, then sentences; more than one after a lead-in are a list."""
    sheet = setting.sheet
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
    if block.blank:
        inside.append(labelled_line(setting, block.blank, box, inner, block.at("blank")))
    stack = Stack(inside, width, padding, frame)
    stack.before = stack.after = sheet.unit * 1.5
    return stack


def note(block: NoteBlock, setting: Setting, node: Node, level: int, width: float) -> Stack:
    """A quiet box."""
    return panel(block.note, setting, node, level, width, boxes.quiet(setting.sheet), Padding(12, 16, 12, 16))


def warning(block: WarningBlock, setting: Setting, node: Node, level: int, width: float) -> Stack:
    """A box that stands out."""
    return panel(block.warning, setting, node, level, width, boxes.barred(setting.sheet), Padding(12, 16, 12, 24))


def side_by_side(first: WarningBlock, second: WarningBlock, setting: Setting, node: Node, level: int) -> Flowable:
    """Two warnings in a row stand beside each other, equally tall, and span the page."""
    made = [warning(block, setting, node, level, setting.column) for block in (first, second)]
    tall = max(stack.height for stack in made)
    for stack in made:
        stack.heights[-1] += tall - stack.height
    row = Row([(index * (setting.column + setting.gap), stack) for index, stack in enumerate(made)])
    row.span, row.where = True, first.at()
    row.before = row.after = setting.sheet.unit * 1.5
    return row


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
    """Questions with boxes to tick, in two columns, then lines to write the answers on."""
    yield from lead_in(block.lead_in, setting, node, width, block.at("lead_in"))
    place = node.add("L", attributes={"List": "/ListNumbering /None"})
    cells = [entry(item, 0, setting, place, setting.column, signs.TICK_BOX) for item in block.items]
    columns = Columns(cells, setting.column + setting.gap, setting.sheet.unit * 0.7)
    columns.after = setting.sheet.unit
    yield columns
    for _ in range(block.lines):
        line = writing_line(setting, setting.sheet.format.width)
        line.span, line.costs = True, [NEVER]
        yield line
    if block.lines:
        line.costs = [8.0]


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
    columns = min(count, 4)
    gap = setting.gap
    column = (inner - gap * (columns - 1)) / columns
    box = node.add("Div")
    inside: list[Flowable] = []
    if block.heading:
        inside.append(subheading_in_box(setting, block.heading, box, level, inner, block.at("heading")))
    cells = [labelled_line(setting, label, box, column, block.at("labels")) for label in block.labels]
    for start in range(0, count, columns):
        row = Row([(index * (column + gap), cell) for index, cell in enumerate(cells[start : start + columns])])
        row.after = sheet.unit * 0.75
        inside.append(row)
    stack = Stack(inside, width, padding, boxes.outlined(sheet))
    stack.span, stack.before, stack.after = True, sheet.unit * 1.5, sheet.unit * 2
    return stack


def labelled_line(setting: Setting, label: str, node: Node, width: float, where: Source) -> Flowable:
    """A label, and a line under it to write on."""
    words = setting.paragraph(label, setting.sheet.body, width, node.add("P"), where)
    words.after = 0
    return Stack([words, writing_line(setting, width)], width)


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
