"""The cover: a solid band that says what the leaflet is, for which part of the body, and for whom."""

from __future__ import annotations

from leaflets.layout.flowable import NEVER, Drawn, Flowable
from leaflets.layout.setting import Setting
from leaflets.pdf.canvas import Canvas
from leaflets.pdf.tree import Node

EDGE = 30.0
"""White between a band and the edges of the paper, in points: office printers do not print nearer."""

INSET = 28.0
"""Padding of the band above and below its words, in points."""


ICON = 118.0
"""The side of the picture on the band, in points."""


def band(setting: Setting, node: Node) -> Flowable:
    """The band with title, label and audience, and the draft or out-of-date mark if there is one.

    It reaches up and out past the margins, though not to the edge of the paper.
    """
    sheet, file = setting.sheet, setting.leaflet.file
    variant = file.variants[setting.job.variant]
    margins, width = sheet.format.margins, sheet.format.width
    reach = margins.left - EDGE
    raised = margins.top - EDGE
    label = setting.paragraph(file.front.label, sheet.label, width, node.add("P"), file.front.at("label"))
    title = setting.paragraph(
        variant.title, sheet.title, width * 0.74, node.add("H1"), variant.at("title"), strong=True
    )
    audience = setting.paragraph(file.front.audience, sheet.audience, width, node.add("P"), file.front.at("audience"))
    words = [label, title, audience]
    gaps = [sheet.unit * 0.75, sheet.unit * 0.5, 0.0]
    if setting.notice:
        words.append(setting.paragraph(setting.notice, sheet.label, width, node.add("P"), file.at(), strong=True))
        gaps[2] = sheet.unit * 0.5
        gaps.append(0.0)
    tall = 2 * INSET + sum(line.height for line in words) + sum(gaps)

    icon = setting.icon(variant.icon, variant.at("icon")) if variant.icon and sheet.icons else None
    side = min(tall - 2 * INSET, ICON)

    def draw(canvas: Canvas, x: float, top: float) -> None:
        upper = top + raised
        with canvas.artifact():
            place = (x - reach, upper - tall, width + 2 * reach, tall)
            if sheet.solid:
                canvas.rectangle(place, sheet.primary, radius=10)
            else:
                canvas.rectangle(place, "", sheet.primary, 2, 10)
            if icon:
                corner = (x + width - side, upper - (tall + side) / 2, side, side)
                canvas.drawing(icon, corner, sheet.paper if sheet.solid else sheet.primary)
        y = upper - INSET
        for paragraph, gap in zip(words, gaps, strict=True):
            paragraph.draw_whole(canvas, x, y)
            y -= paragraph.height + gap

    made = Drawn(tall - raised, draw)
    made.span, made.after, made.costs = True, sheet.unit * 2.5, [NEVER]
    return made
