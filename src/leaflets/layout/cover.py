"""The cover: a solid band that says what the leaflet is, for which part of the body, and for whom."""

from __future__ import annotations

from dataclasses import replace

from leaflets.content.format import Fold
from leaflets.layout import brand
from leaflets.layout.flowable import NEVER, Drawn, Flowable
from leaflets.layout.setting import Setting
from leaflets.layout.style import StyleSheet
from leaflets.pdf.canvas import Canvas
from leaflets.pdf.pieces import Box
from leaflets.pdf.tree import Node

EDGE = 30.0
"""White between a band and the edges of the paper, in points: office printers do not print nearer."""

INSET = 24.0
"""Padding of the band above and below its words, in points."""

RADIUS = 10.0
"""Radius of the band's corners, in points."""

NEAR_FOLD = 12.0
"""White between a front panel's band and the fold or edge beside it, in points: folds wander by a millimetre or two."""

SHARE = 1 / 3
"""The band's share of the height of a front panel."""

LEAST = 16.0
"""The least white between the band's left edge and its words, in points."""

TITLE = 0.74
"""The title's share of the width; the picture has the rest."""

ICON = 118.0
"""The side of the picture on the band, in points."""


def _block(canvas: Canvas, sheet: StyleSheet, place: Box) -> None:
    """The band itself: solid, or an outline where the theme wants no tints."""
    primary = sheet.primary
    if sheet.solid:
        canvas.rectangle(place, primary, radius=RADIUS)
    else:
        canvas.rectangle(place, "", primary, 2, RADIUS)


def front_panel(setting: Setting, node: Node, fold: Fold) -> Flowable:
    """The front of a folded leaflet: a band with label, title and picture; under it for whom, the notice, the clinic.

    For a print shop the band runs out at three sides of the panel, and ends at the fold.
    """
    copy, setter, sheet = setting.copy, setting.setter, setting.setter.sheet
    file, variant, paper, width = copy.leaflet.file, copy.variant, sheet.format, sheet.format.width
    label = setter.paragraph(file.front.label, sheet.label, width, node.add("P"), file.front.at("label"))
    title = setter.paragraph(variant.title, sheet.title, width, node.add("H1"), variant.at("title"), strong=True)
    dark = replace(sheet.audience, colour=sheet.ink)
    audience = setter.paragraph(file.front.audience, dark, width, node.add("P"), file.front.at("audience"))
    words: list[Flowable] = [audience]
    if copy.notice:
        words.append(setter.paragraph(copy.notice, sheet.body, width, node.add("P"), file.at(), strong=True))
    words.extend(brand.line(setting, node))
    icon = setter.icon(variant.icon, variant.at("icon")) if variant.icon and sheet.icons else None
    lower = paper.paper[1] * (1 - SHARE)
    under = sheet.unit + sum(flowable.before + flowable.height + sheet.unit / 2 for flowable in words)

    def draw(canvas: Canvas, x: float, top: float) -> None:
        out = sheet.bleed if sheet.solid else 0.0
        left = canvas.width - fold.outside[2] + (0.0 if out else NEAR_FOLD)
        right, upper = canvas.width + (out or -NEAR_FOLD), canvas.height + (out or -NEAR_FOLD)
        y = top - INSET / 2
        room = y - label.height - sheet.unit - title.height - lower
        side = min(ICON, room - INSET)
        with canvas.artifact():
            place = (left, lower, right - left, upper - lower)
            if out:
                canvas.rectangle(place, sheet.primary)
            else:
                _block(canvas, sheet, place)
            if icon and side > INSET:
                corner = (x + (width - side) / 2, lower + (room - side) / 2, side, side)
                canvas.drawing(icon, corner, sheet.paper if sheet.solid else sheet.primary)
        label.draw_whole(canvas, x, y)
        title.draw_whole(canvas, x, y - label.height - sheet.unit / 2)
        y = lower - sheet.unit
        for flowable in words:
            y -= flowable.before
            flowable.draw_whole(canvas, x, y)
            y -= flowable.height + sheet.unit / 2

    made = Drawn(paper.paper[1] - paper.margins.top - lower + under, draw)
    made.costs, made.where = [NEVER], variant.at("title")
    return made


def band(setting: Setting, node: Node) -> Flowable:
    """The band with title, label and audience, and the draft or out-of-date mark if there is one.

    It reaches up and out past the margins, though not to the edge of the paper, unless a print shop trims it there.
    """
    copy, setter, sheet = setting.copy, setting.setter, setting.setter.sheet
    file, variant = copy.leaflet.file, copy.variant
    margins, width = sheet.format.margins, sheet.format.width
    reach, raised = margins.left - EDGE, margins.top - EDGE
    label = setter.paragraph(file.front.label, sheet.label, width, node.add("P"), file.front.at("label"))
    title = setter.paragraph(
        variant.title, sheet.title, width * TITLE, node.add("H1"), variant.at("title"), strong=True
    )
    icon = setter.icon(variant.icon, variant.at("icon")) if variant.icon and sheet.icons else None
    room = width * TITLE if icon else width
    audience = setter.paragraph(file.front.audience, sheet.audience, room, node.add("P"), file.front.at("audience"))
    words = [label, title, audience]
    gaps = [sheet.unit * 0.75, sheet.unit * 0.5, 0.0]
    if copy.notice:
        words.append(setter.paragraph(copy.notice, sheet.label, room, node.add("P"), file.at(), strong=True))
        gaps[2] = sheet.unit * 0.5
        gaps.append(0.0)
    tall = 2 * INSET + sum(line.height for line in words) + sum(gaps)

    pad = max(0.0, LEAST - reach)
    side = min(tall - 2 * INSET, ICON, width * (1 - TITLE) - 2 * pad)

    def draw(canvas: Canvas, x: float, top: float) -> None:
        upper = top + raised
        with canvas.artifact():
            if sheet.bleed and sheet.solid:
                out = sheet.bleed
                place = (-out, upper - tall, canvas.width + 2 * out, canvas.height + out - (upper - tall))
                canvas.rectangle(place, sheet.primary)
            else:
                _block(canvas, sheet, (x - reach, upper - tall, width + 2 * reach, tall))
            if icon:
                corner = (x + width - pad - side, upper - (tall + side) / 2, side, side)
                canvas.drawing(icon, corner, sheet.paper if sheet.solid else sheet.primary)
        y = upper - INSET
        for paragraph, gap in zip(words, gaps, strict=True):
            paragraph.draw_whole(canvas, x + pad, y)
            y -= paragraph.height + gap

    made = Drawn(tall - raised, draw)
    made.raised = raised
    made.span, made.after, made.costs = True, sheet.unit * 2.5, [NEVER]
    return made
