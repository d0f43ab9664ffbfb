"""Tables, and what people fill in by hand: notes, appointments, whom to ring."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, groupby

from leaflets.content.forms import Appointments, Notes
from leaflets.content.inline import words_of
from leaflets.content.payloads import Contacts, Table
from leaflets.content.units import POINTS
from leaflets.layout.blocks import boxes
from leaflets.layout.blocks.texts import box_heading, phone_number, subheading, writing_line
from leaflets.layout.flowable import HARDLY, NEVER, Flowable, Padding, Paragraph, Row, Stack, parting_rows
from leaflets.layout.style import StyleSheet
from leaflets.layout.typesetter import Typesetter
from leaflets.pdf.canvas import Canvas
from leaflets.pdf.tree import Node
from leaflets.problems import Problem, Source
from leaflets.text.breaks import least
from leaflets.text.lines import Run, TextStyle

CELL = 16.0
"""White at both sides of a cell's words together, in points."""

ADDRESS = 8
"""The room that part of an address has in a cell at least, in ems."""


class TableRows(Flowable):
    """A table's rows, its headings above the first row and, repeated, wherever the table goes on.

    A row is one piece, or, where it might not fit a page, a piece for each line. ISO 14289-1 wants repeated headings
    told once: the repeats are artifacts.
    """

    span = True

    def __init__(self, rows: Sequence[Sequence[Paragraph]], widths: Sequence[float], sheet: StyleSheet) -> None:
        self.rows, self.widths, self.sheet = rows, widths, sheet
        self.pad = sheet.unit * 0.6
        tall = [max(cell.height for cell in row) + 2 * self.pad for row in rows]
        self.head = tall[0]
        room = sheet.format.text_height - self.head
        self.pieces = list(self._parted(tall))
        heights, costs, parts = [], list[float](), [0.0, *parting_rows(tall[1:], sheet.whole - self.head), 8.0]
        for row, first, last in self.pieces:
            ends = last == self._lines(row)
            heights.append((last - first) * rows[row][0].style.leading + (self.pad if first == 0 else 0.0))
            heights[-1] += self.pad if ends else 0.0
            part = HARDLY if tall[row] <= room else 30.0
            costs.append(parts[row] if ends else part)
        heights[0] += self.head
        super().__init__(heights, costs)
        self.before, self.after = sheet.unit, sheet.unit * 1.5

    def extent(self, first: int, last: int) -> float:
        """The height of the rows, with the headings above them."""
        return super().extent(first, last) + (self.head if first else 0.0)

    def draw(self, canvas: Canvas, x: float, top: float, first: int, last: int) -> None:
        """Draw the headings, then some rows, a rule under each."""
        sheet = self.sheet
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
        for row in range(1, len(tall)):
            lines = self._lines(row)
            step = lines if tall[row] <= self.sheet.whole else 1
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
            canvas.rule(x, bottom, sum(self.widths), self.sheet.bright, 0.5)
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


def table(block: Table, setter: Typesetter, node: Node) -> Iterator[Flowable]:
    """A table, its caption above it."""
    sheet = setter.sheet
    place = node.add("Table")
    if block.caption:
        width, where = min(setter.sheet.longest, sheet.format.measure), block.at("caption")
        caption = setter.paragraph(block.caption, sheet.body, width, place.add("Caption"), where, strong=True)
        yield caption.keep_with_next()
    widths = _widths(block, setter)
    if not widths:
        return
    head = place.add("TR")
    looks = [_look(cells, sheet.body) for cells in _columns(block)]

    def cell(text: str, index: int, holder: Node, where: Source) -> Paragraph:
        heading = holder.role == "TH"
        style = sheet.strong if heading else looks[index]
        if not text:
            return Paragraph([], style, holder)
        return setter.paragraph(text, style, widths[index] - CELL, holder, where, heading)

    where = block.at("headings")
    tops = [_heading(head, "Column") if text else head.add("TD", keep=True) for text in block.headings]
    rows = [[cell(text, index, tops[index], where) for index, text in enumerate(block.headings)]]
    for row in block.rows:
        line, where = place.add("TR"), row.at("cells")
        holders = [_heading(line, "Row"), *(line.add("TD", keep=True) for _ in row.cells[1:])]
        cells = zip(row.cells, holders, strict=True)
        rows.append([cell(text, index, holder, where) for index, (text, holder) in enumerate(cells)])
    yield TableRows(rows, widths, setter.sheet)


def _widths(block: Table, setter: Typesetter) -> list[float]:
    """The widths of a table's columns: equal, but none narrower than its longest word. None, if it is too wide."""
    needs = [_need(cells, _look(cells, setter.sheet.body)) + CELL for cells in _columns(block)]
    width, total = setter.sheet.format.width, sum(needs)
    if total > width:
        message = (
            f"this table needs {total / POINTS['mm']:.0f} mm, and {setter.sheet.format.name} has "
            f"{width / POINTS['mm']:.0f}: it is {(total - width) / POINTS['mm']:.0f} mm too wide"
        )
        setter.problems.append(Problem(block.at("headings"), message, "use fewer columns, or shorter words"))
        return []
    narrow = {index for index, need in enumerate(needs) if need <= width / len(needs)}
    while narrow:
        share = (width - sum(need for index, need in enumerate(needs) if index not in narrow)) / len(narrow)
        wider = {index for index in narrow if needs[index] > share}
        if not wider:
            break
        narrow -= wider
    return [share if index in narrow else need for index, need in enumerate(needs)]


def _columns(block: Table) -> Iterator[tuple[str, ...]]:
    """The cells of each column, its heading first."""
    return zip(block.headings, *(row.cells for row in block.rows), strict=True)


def _look(cells: Sequence[str], body: TextStyle) -> TextStyle:
    """How a column is set: one with a number in each cell has its figures one below the other."""
    counted = all(any(map(str.isdigit, cell)) for cell in cells[1:])
    return body._replace(regular=body.regular.tabular(), strong=body.strong.tabular()) if counted else body


@lru_cache(256)
def _need(cells: tuple[str, ...], body: TextStyle) -> float:
    """The widest of what no line of some cells parts, without characters the typeface lacks; addresses give way."""
    font, widest = body.strong, 0.0
    for part, address in chain.from_iterable(least(words_of(cell)) for cell in cells):
        width = font.width("".join(one for one in part if not font.missing(one)), body.size)
        widest = max(widest, min(width, ADDRESS * body.size) if address else width)
    return widest


def _heading(row: Node, scope: str) -> Node:
    return row.add("TH", attributes={"Table": f"/Scope /{scope}"}, keep=True)


def appointments(block: Appointments, setter: Typesetter, node: Node) -> Flowable:
    """A table with empty cells, high enough to write in."""
    sheet = setter.sheet
    place = node.add("Table")
    head = place.add("TR")
    width, tall = sheet.format.width, 30.0
    column = width / len(block.headings)
    where = block.at("headings")
    words = [
        setter.paragraph(text, sheet.strong, column - 16, _heading(head, "Column"), where, strong=True)
        for text in block.headings
    ]
    rows = [place.add("TR") for _ in range(block.rows)]
    empty = [[row.add("TD", keep=True) for _ in block.headings] for row in rows]
    top_row = max(cell.height for cell in words) + sheet.unit

    def frame(canvas: Canvas, x: float, top: float, _width: float, height: float, _: bool) -> None:
        canvas.rectangle((x, top - top_row, width, top_row), sheet.tint)
        for index in range(block.rows + 1):
            canvas.rule(x, top - top_row - index * tall, width, sheet.rule, 0.75)
        for index in range(len(words) + 1):
            canvas.rectangle((x + index * column - 0.375, top - height, 0.75, height), sheet.rule)
        for number, row in enumerate(empty, 1):
            for index, (cell, heading) in enumerate(zip(row, block.headings, strict=True)):
                box = (x + index * column + 4, top - top_row - number * tall + 2, column - 8, tall - 4)
                canvas.field(cell, box, f"{words_of(heading)} {number}")

    cells = Row([(index * column + 8, cell) for index, cell in enumerate(words)])
    made = Stack([cells], width, Padding(sheet.unit / 2, 0, sheet.unit / 2 + block.rows * tall, 0), frame)
    return made.apart(sheet.unit, sheet.unit * 1.5, span=True)


def notes(block: Notes, setter: Typesetter, node: Node, level: int) -> Iterator[Flowable]:
    """A heading, and lines to write on."""
    width = setter.sheet.format.width
    head = subheading(setter, block.heading, node, level, width, block.at("heading"))
    head.span = True
    yield head
    for index in range(block.lines):
        line = writing_line(setter.sheet, width, node.add("P"), f"{words_of(block.heading)} {index + 1}")
        line.span, line.costs = True, [8.0 if 2 <= index + 1 <= block.lines - 2 or index + 1 == block.lines else NEVER]
        yield line


def contacts(block: Contacts, setter: Typesetter, node: Node, level: int) -> Flowable:
    """Whom to ring: each with the number as a link, or a line to write it on."""
    sheet = setter.sheet
    width = sheet.format.measure
    padding = Padding(14, 20, 14, 20)
    inner = width - padding.left - padding.right
    box = node.add("Div")
    inside: list[Flowable] = [*box_heading(block.heading, setter, box, level, inner, block.at("heading"))]
    for contact in block.items:
        hours = f" ({contact.hours})" if contact.hours else ""
        label = setter.paragraph(f"{contact.label}{hours}", sheet.body, inner, box.add("P"), contact.at("label"))
        label.keep_with_next().after = 0
        inside.append(setter.noted(label, *([contact.at("hours")] if contact.hours else [])))
        if contact.phone:
            style, where = sheet.subheading, contact.at("phone")
            inside.append(phone_number(contact.phone, contact.label, setter, style, box.add("P"), inner, where))
        else:
            inside.append(writing_line(setter.sheet, inner, label.node, words_of(contact.label)))
    made = Stack(inside, width, padding, boxes.outlined(sheet), sheet.whole)
    return made.apart(sheet.unit * 1.5, sheet.unit * 1.5)
