"""The body map: a calm outline, neutral in sex and age, and the places where an illness can start.

Each place has a marker on the outline, a leader line, and its words as real text beside it. The variant's own place is
told by a filled marker and bold words, not by colour alone.
"""

from __future__ import annotations

from collections.abc import Mapping

from leaflets.content.payloads import BodyMap, Place
from leaflets.layout.figures import layout_box
from leaflets.layout.flowable import Drawn, Flowable, Paragraph, Stack
from leaflets.layout.setting import Setting
from leaflets.pdf.canvas import Canvas, Point
from leaflets.pdf.svg import load
from leaflets.pdf.tree import Node

SPOTS: Mapping[str, Point] = {
    "skin": (157, 122),
    "vein": (94, 150),
    "gut": (108, 176),
    "belly": (84, 196),
    "womb": (101, 222),
    "limb": (127, 284),
}
"""Where each place is on the outline, in the units of its drawing, y downwards."""

LEFT = ("vein", "belly", "limb")
"""The places whose words stand at the left of the outline; the others stand at its right."""

TALL = 188.0
"""Height of the outline, in points."""


def body_map(block: BodyMap, setting: Setting, node: Node) -> Flowable:
    """The outline in the middle of the page, with the words of its places at both sides."""
    sheet = setting.sheet
    own = setting.leaflet.file.variants[setting.job.variant].place
    outline = load(setting.assets / "pictures/body.svg")
    wide = TALL * outline.width / outline.height
    side = (sheet.format.width - wide) / 2 - 14
    box = node.add("Div")
    first = setting.paragraph(block.lead_in, sheet.body, setting.longest, box.add("P"), block.at("lead_in"))
    figure = box.add("Figure", alt=block.alt)
    listed = box.add("L", attributes={"List": "/ListNumbering /None"})
    words: dict[str, Paragraph] = {
        place.where: setting.paragraph(
            place.text, sheet.reference, side, listed.add("LI").add("LBody"), place.at("text"), place.where == own
        )
        for place in block.places
    }
    tops = _tops(block.places, words, LEFT) | _tops(block.places, words, ())

    def draw(canvas: Canvas, x: float, top: float) -> None:
        left = x + side + 14
        figure.attributes = layout_box((left, top - TALL, left + wide, top))
        with canvas.mark(figure):
            canvas.outline(outline, (left, top - TALL, wide, TALL), sheet.tint, sheet.primary, 1.5)
        for where, paragraph in words.items():
            scale = TALL / outline.height
            spot = (left + SPOTS[where][0] * scale, top - SPOTS[where][1] * scale)
            first = where in LEFT
            across = x if first else left + wide + 14
            edge = across + max(line.width for line in paragraph.lines) + 5 if first else across - 5
            level = top - tops[where] - paragraph.style.leading / 2
            with canvas.artifact():
                canvas.path_through([spot, (edge, level)], sheet.ink, 0.75)
                canvas.circle(
                    *spot, 5 if where == own else 4, sheet.primary if where == own else sheet.paper, sheet.ink, 1.25
                )
            paragraph.draw_whole(canvas, across, top - tops[where])

    made = Stack([first, Drawn(TALL, draw)], sheet.format.width)
    made.span, made.before, made.after = True, sheet.unit, sheet.unit * 1.5
    return made


def _tops(places: tuple[Place, ...], words: Mapping[str, Paragraph], chosen: tuple[str, ...]) -> dict[str, float]:
    """The distance from the top of each place's words: near its spot, none over another, from top to bottom."""
    names = [place.where for place in places if (place.where in LEFT) == bool(chosen)]
    names.sort(key=lambda where: SPOTS[where][1])
    gap = 10.0
    tall = sum(words[name].height for name in names) + gap * (len(names) - 1)
    tops: dict[str, float] = {}
    least = 0.0
    rest = tall
    for name in names:
        wanted = SPOTS[name][1] * TALL / 440 - words[name].height / 2
        tops[name] = max(least, min(wanted, TALL - rest))
        least = tops[name] + words[name].height + gap
        rest -= words[name].height + gap
    return tops
