"""Tables, and what people fill in by hand: notes, appointments, whom to ring."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from leaflets.content.inline import words_of
from leaflets.content.payloads import Appointments, Contacts, Notes, Table
from leaflets.content.units import POINTS
from leaflets.layout.blocks import boxes
from leaflets.layout.blocks.panels import subheading_in_box
from leaflets.layout.blocks.texts import phone_number, subheading, writing_line
from leaflets.layout.flowable import NEVER, Flowable, Padding, Paragraph, Row, Stack
from leaflets.layout.setting import Setting
from leaflets.pdf.canvas import Canvas
from leaflets.pdf.tree import Node
from leaflets.problems import Problem, Source
from leaflets.text.lines import Run

CELL = 16.0
"""White at both sides of a cell's words together, in points."""


class TableRows(Flowable):
    """A table's rows, its headings above the first row and, repeated, wherever the table goes on.

    A row is one piece, or, where it is taller than a page, a piece for each line. ISO 14289-1 wants repeated headings
    told once: the repeats are artifacts.
    """

    span = True

    def __init__(self, rows: Sequence[Sequence[Paragraph]], widths: Sequence[float], setting: Setting) -> None:
        self.rows, self.widths, self.setting = rows, widths, setting
        self.pad = setting.sheet.unit * 0.6
        tall = [max(cell.height for cell in row) + 2 * self.pad for row in rows]
        self.head = tall[0]
        self.pieces = list(self._parted(tall))
        heights, costs, count = [], list[float](), len(tall) - 1
        for row, first, last in self.pieces:
            ends = last == self._lines(row)
            heights.append((last - first) * rows[row][0].style.leading + (self.pad if first == 0 else 0.0))
            heights[-1] += self.pad if ends else 0.0
            costs.append((NEVER if row in (1, count - 1) else 20.0) if ends else 30.0)
        heights[0] += self.head
        super().__init__(heights, [*costs[:-1], 8.0])
        self.before, self.after = setting.sheet.unit, setting.sheet.unit * 1.5

    def extent(self, first: int, last: int) -> float:
        """The height of the rows, with the headings above them."""
        return super().extent(first, last) + (self.head if first else 0.0)

    def draw(self, canvas: Canvas, x: float, top: float, first: int, last: int) -> None:
        """Draw the headings, then some rows, a rule under each."""
        sheet = self.setting.sheet
        with canvas.artifact():
            canvas.rectangle((x, top - self.head, sum(self.widths), self.head), sheet.tint)
        if first:
            with canvas.artifact("Pagination"):
                canvas.lines(self._heading_lines(x, top - self.pad))
            y = top - self.head
        else:
            y = self._row(canvas, x, top, self.rows[0])
        for row, pieces in groupby(self.pieces[first:last], key=lambda piece: piece[0]):
            (_, start, end), *more = pieces
            y = self._row(canvas, x, y, self.rows[row], start, more[-1][2] if more else end)

    def _parted(self, tall: Sequence[float]) -> Iterator[tuple[int, int, int]]:
        """The pieces: which row, from which of its lines up to, not including, which."""
        room = self.setting.sheet.format.text_height - self.head
        for row in range(1, len(tall)):
            lines = self._lines(row)
            step = lines if tall[row] <= room else 1
            yield from ((row, at, at + step) for at in range(0, lines, step))

    def _lines(self, row: int) -> int:
        return max(len(cell.lines) for cell in self.rows[row])

    def _row(
        self, canvas: Canvas, x: float, y: float, row: Sequence[Paragraph], first: int = 0, last: int | None = None
    ) -> float:
        """Draw some lines of a row's cells; return where they end."""
        lines = max(len(cell.lines) for cell in row)
        last = lines if last is None else last
        y -= self.pad if first == 0 else 0.0
        bottom = y - (last - first) * row[0].style.leading - (self.pad if last == lines else 0.0)
        for left, cell in self._lefts(x, row):
            if first < len(cell.lines):
                cell.draw(canvas, left + 8, y, first, min(last, len(cell.lines)))
        with canvas.artifact():
            canvas.rule(x, bottom, sum(self.widths), self.setting.sheet.mid, 0.5)
        return bottom

    def _heading_lines(self, x: float, top: float) -> Iterator[tuple[float, float, list[Run]]]:
        for left, cell in self._lefts(x, self.rows[0]):
            for index, line in enumerate(cell.lines):
                base = cell.style.baseline(top - index * cell.style.leading)
                yield left + 8, base, [chunk.run for chunk in line.chunks]

    def _lefts(self, x: float, row: Sequence[Paragraph]) -> Iterator[tuple[float, Paragraph]]:
        for width, cell in zip(self.widths, row, strict=True):
            yield x, cell
            x += width


def table(block: Table, setting: Setting, node: Node) -> Iterator[Flowable]:
    """A table, its caption above it."""
    sheet = setting.sheet
    place = node.add("Table")
    if block.caption:
        width, where = min(setting.longest, sheet.format.measure), block.at("caption")
        caption = setting.paragraph(block.caption, sheet.body, width, place.add("Caption"), where, strong=True)
        yield caption.keep_with_next()
    widths = _widths(block, setting)
    if not widths:
        return
    head = place.add("TR")

    def cell(text: str, index: int, holder: Node, where: Source) -> Paragraph:
        heading = holder.role == "TH"
        style = sheet.strong if heading else sheet.body
        return setting.paragraph(text, style, widths[index] - CELL, holder, where, heading)

    where = block.at("headings")
    rows = [[cell(text, index, _heading(head, "Column"), where) for index, text in enumerate(block.headings)]]
    for row in block.rows:
        line, where = place.add("TR"), row.at("cells")
        holders = [_heading(line, "Row"), *(line.add("TD", keep=True) for _ in row.cells[1:])]
        cells = zip(row.cells, holders, strict=True)
        rows.append([cell(text, index, holder, where) for index, (text, holder) in enumerate(cells)])
    yield TableRows(rows, widths, setting)


def _widths(block: Table, setting: Setting) -> list[float]:
    """The widths of a table's columns: equal, but none narrower than its longest word. None, if it is too wide."""
    body = setting.sheet.body
    columns = zip(block.headings, *(row.cells for row in block.rows), strict=True)
    least = [max(body.strong.width(word, body.size) for word in _said(cells, setting)) + CELL for cells in columns]
    width, total = setting.sheet.format.width, sum(least)
    if total > width:
        message = (
            f"this table needs {total / POINTS['mm']:.0f} mm, and {setting.job.format} has "
            f"{width / POINTS['mm']:.0f}: it is {(total - width) / POINTS['mm']:.0f} mm too wide"
        )
        setting.problems.append(Problem(block.at("headings"), message, "use fewer columns, or shorter words"))
        return []
    narrow = {index for index, need in enumerate(least) if need <= width / len(least)}
    while narrow:
        share = (width - sum(need for index, need in enumerate(least) if index not in narrow)) / len(narrow)
        wider = {index for index in narrow if least[index] > share}
        if not wider:
            break
        narrow -= wider
    return [share if index in narrow else need for index, need in enumerate(least)]


def _said(cells: Sequence[str], setting: Setting) -> Iterator[str]:
    """The words of some cells, without the characters the typeface lacks, which are problems of their own."""
    font = setting.sheet.body.strong
    for cell in cells:
        for word in words_of(cell).split():
            yield "".join(character for character in word if not font.missing(character))


def _heading(row: Node, scope: str) -> Node:
    return row.add("TH", attributes={"Table": f"/Scope /{scope}"}, keep=True)


def appointments(block: Appointments, setting: Setting, node: Node) -> Flowable:
    """A table with empty cells, high enough to write in."""
    sheet = setting.sheet
    place = node.add("Table")
    head = place.add("TR")
    width, tall = sheet.format.width, 30.0
    column = width / len(block.headings)
    where = block.at("headings")
    words = [
        setting.paragraph(text, sheet.strong, column - 16, _heading(head, "Column"), where, strong=True)
        for text in block.headings
    ]
    for _ in range(block.rows):
        row = place.add("TR")
        for _ in block.headings:
            row.add("TD", keep=True)
    top_row = max(cell.height for cell in words) + sheet.unit

    def frame(canvas: Canvas, x: float, top: float, _width: float, height: float, _: bool) -> None:
        with canvas.artifact():
            canvas.rectangle((x, top - top_row, width, top_row), sheet.tint)
            for index in range(block.rows + 1):
                canvas.rule(x, top - top_row - index * tall, width, sheet.rule, 0.75)
            for index in range(len(words) + 1):
                canvas.rectangle((x + index * column - 0.375, top - height, 0.75, height), sheet.rule)

    cells = Row([(index * column + 8, cell) for index, cell in enumerate(words)])
    made = Stack([cells], width, Padding(sheet.unit / 2, 0, sheet.unit / 2 + block.rows * tall, 0), frame)
    made.span, made.before, made.after = True, sheet.unit, sheet.unit * 1.5
    return made


def notes(block: Notes, setting: Setting, node: Node, level: int) -> Iterator[Flowable]:
    """A heading, and lines to write on."""
    width = setting.sheet.format.width
    yield subheading(setting, block.heading, node, level, width, block.at("heading"))
    for index in range(block.lines):
        line = writing_line(setting, width)
        line.span, line.costs = True, [8.0 if 2 <= index + 1 <= block.lines - 2 or index + 1 == block.lines else NEVER]
        yield line


def contacts(block: Contacts, setting: Setting, node: Node, level: int) -> Flowable:
    """Whom to ring: each with the number as a link, or a line to write it on."""
    sheet, phrases = setting.sheet, setting.language.phrases
    width = sheet.format.measure
    padding = Padding(14, 20, 14, 20)
    inner = width - padding.left - padding.right
    box = node.add("Div")
    inside: list[Flowable] = [subheading_in_box(setting, block.heading, box, level, inner, block.at("heading"))]
    for contact in block.items:
        hours = f" ({contact.hours})" if contact.hours else ""
        label = setting.paragraph(f"{contact.label}{hours}", sheet.body, inner, box.add("P"), contact.at("label"))
        label.after = 0
        inside.append(setting.noted(label, *([contact.at("hours")] if contact.hours else [])))
        if contact.phone:
            words = phrases.phone_link.format(name=contact.label, phone=contact.phone)
            where = contact.at("phone")
            inside.append(phone_number(contact.phone, words, setting, sheet.subheading, box.add("P"), inner, where))
        else:
            inside.append(writing_line(setting, inner))
    made = Stack(inside, width, padding, boxes.outlined(sheet))
    made.before = made.after = sheet.unit * 1.5
    return made
