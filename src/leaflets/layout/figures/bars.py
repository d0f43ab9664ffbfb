"""A bar chart: what each bar is of, the bar, and its number as real text at its end."""

from collections.abc import Sequence

from leaflets.content.payloads import BarChart
from leaflets.layout.blocks.texts import HEADROOM
from leaflets.layout.flowable import Drawn, Flowable, Paragraph, Row, Stack
from leaflets.layout.typesetter import Typesetter
from leaflets.pdf.canvas import Canvas
from leaflets.pdf.tree import Node

THICK = 15.0
"""Height of a bar beside text of 12 pt, in points."""

LABEL, NUMBER = 0.3, 0.3
"""The shares of the page's width that labels have at most, and numbers."""


def bar_chart(block: BarChart, setter: Typesetter, node: Node) -> Flowable:
    """Bars from one edge, as wide as the page; where nothing stands abreast, each under its label."""
    sheet, width = setter.sheet, setter.sheet.format.width
    box = node.add("Div")
    lead = setter.paragraph(block.lead_in, sheet.body, min(width, sheet.longest), box.add("P"), block.at("lead_in"))
    listed = box.add("L", attributes={"List": "/ListNumbering /None"})
    abreast, em = sheet.format.abreast == 2, sheet.reference.size
    pairs: list[tuple[Paragraph, Paragraph]] = []
    for bar in block.items:
        body = listed.add("LI").add("LBody")
        room = width * LABEL if abreast else width
        label = setter.paragraph(bar.label, sheet.reference, room, body.add("P"), bar.at("label"), strong=True)
        text = setter.paragraph(bar.text, sheet.reference, width * NUMBER, body.add("P"), bar.at("text"))
        pairs.append((label, text))
    left = _widest([label for label, _ in pairs]) + em if abreast else 0.0
    most = width - left - _widest([text for _, text in pairs]) - em
    rows: list[Flowable] = [lead.keep_with_next()]
    for (label, text), share in zip(pairs, block.shares, strict=True):
        drawn = _bar(text, share * most, most if block.whole else 0.0, setter)
        label.after = 2
        rows.append(Row([(0, label), (left, drawn)]) if abreast else Stack([label, drawn], width))
        rows[-1].after = sheet.unit * 0.6
    if block.note:
        rows.append(setter.paragraph(block.note, sheet.soft, width, box.add("P"), block.at("note")))
    made = Stack(rows, width, most=sheet.format.text_height - HEADROOM * sheet.body.leading)
    made.span, made.before, made.after = True, sheet.unit * 1.5, sheet.unit * 1.5
    return made


def _widest(paragraphs: Sequence[Paragraph]) -> float:
    return max(line.width for paragraph in paragraphs for line in paragraph.lines)


def _bar(text: Paragraph, length: float, whole: float, setter: Typesetter) -> Flowable:
    """A bar, the whole that it is a part of, if there is one, and its text after their end."""
    sheet = setter.sheet
    thick = THICK * sheet.scale

    def draw(canvas: Canvas, x: float, top: float) -> None:
        with canvas.artifact():
            low = top - (text.style.leading + thick) / 2
            if whole:
                canvas.rectangle((x, low, whole, thick), sheet.tint, sheet.rule, 0.75)
            canvas.rectangle((x, low, max(length, 1), thick), sheet.bright, sheet.ink, 0.75)
        text.draw_whole(canvas, x + max(length, whole) + sheet.reference.size * 0.6, top)

    return Drawn(max(text.height, thick + 2), draw)
