"""The body map: a calm outline, neutral in sex and age, and the places where an illness can start.

Each place has a marker on the outline, a leader line, and its words as real text beside it. The variant's own place is
told by a filled marker and bold words, not by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from leaflets.artwork.icons import outline
from leaflets.content.body import OUTLINE, Spot
from leaflets.content.inline import words_of
from leaflets.content.payloads import BodyMap, Place
from leaflets.layout.flowable import Drawn, Flowable, Paragraph, Stack
from leaflets.layout.typesetter import Typesetter
from leaflets.pdf.canvas import Canvas
from leaflets.pdf.tree import Node
from leaflets.problems import Problem

TALL = 188.0
"""Height of the outline beside text of 12 pt, in points."""

GAP = 10.0
"""White between the words of two places, in points."""


def body_map(block: BodyMap, own: str | None, spots: Mapping[str, Spot], setter: Typesetter, node: Node) -> Flowable:
    """The outline in the middle of the page, the words of its places at both sides; ``own`` is the variant's place."""
    sheet = setter.sheet
    shown = outline(setter.assets / "pictures" / OUTLINE, block.at())
    shape = TALL * sheet.scale
    wide = shape * shown.width / shown.height
    side = (sheet.format.width - wide) / 2 - 14
    setter.problems.extend(_named_twice(block.places))
    if setter.leftward:  # pages are mirrored, the outline is not
        other = {"left": "right", "right": "left"}
        spots = {
            name: spot.model_copy(update={"x": shown.width - spot.x, "words": other[spot.words]})
            for name, spot in spots.items()
        }
    box = node.add("Div")
    room = min(setter.sheet.longest, sheet.format.width)
    first = setter.paragraph(block.lead_in, sheet.body, room, box.add("P"), block.at("lead_in"))
    figure = box.add("Figure", alt=words_of(block.alt))
    listed = box.add("L", attributes={"List": "/ListNumbering /None"})
    words: dict[str, Paragraph] = {
        place.where: setter.paragraph(
            place.text, sheet.reference, side, listed.add("LI").add("LBody"), place.at("text"), place.where == own
        )
        for place in block.places
    }
    left_names, right_names = _sides(block.places, spots)
    needed = [sum(words[name].height + GAP for name in names) - GAP for names in (left_names, right_names) if names]
    tall = max(shape, *needed)
    scale = shape / shown.height
    over = (tall - shape) / 2
    tops = {
        name: down
        for names in (left_names, right_names)
        for name, down in _tops(names, words, [over + spots[name].y * scale for name in names], tall).items()
    }

    def draw(canvas: Canvas, x: float, top: float) -> None:
        left, upper = x + side + 14, top - over
        with canvas.figure(figure, (left, upper - shape, left + wide, upper)):
            canvas.outline(shown, (left, upper - shape, wide, shape), sheet.tint, sheet.primary, 1.5)
        for where, paragraph in words.items():
            spot = (left + spots[where].x * scale, upper - spots[where].y * scale)
            at_left = spots[where].words == "left"
            across = x if at_left else left + wide + 14
            widths = [line.width for line in paragraph.lines] if at_left else [-10.0]
            edge, row = across + max(widths) + 5, widths.index(max(widths))  # its widest line, so that it crosses none
            fill, radius = (sheet.primary, 5.5) if where == own else (sheet.paper, 4)
            with canvas.artifact():
                end = (edge, top - tops[where] - (row + 0.5) * paragraph.style.leading)
                canvas.path_through([spot, end], sheet.ink, 0.75)
                canvas.circle(*spot, radius * sheet.scale, fill, sheet.ink, 1.25)
            paragraph.draw_whole(canvas, across, top - tops[where])

    made = Stack([first, Drawn(tall, draw)], sheet.format.width)
    made.span, made.before, made.after = True, sheet.unit, sheet.unit * 1.5
    return made


def _named_twice(places: Sequence[Place]) -> Iterator[Problem]:
    """A problem for each place that is where another is."""
    named: set[str] = set()
    for place in places:
        if place.where in named:
            yield Problem(
                place.at("where"), f"'{place.where}' is named twice on this body map", "say both in one place"
            )
        named.add(place.where)


def _sides(places: Sequence[Place], spots: Mapping[str, Spot]) -> tuple[list[str], list[str]]:
    """The places named at the left and at the right, each from head to foot."""
    names = sorted((place.where for place in places), key=lambda name: spots[name].y)
    left = [name for name in names if spots[name].words == "left"]
    return left, [name for name in names if name not in left]


def _tops(
    names: Sequence[str], words: Mapping[str, Paragraph], spots: Sequence[float], tall: float
) -> dict[str, float]:
    """The distance from the top of each place's words: as near its spot as can be, none over another."""
    tops: dict[str, float] = {}
    least = 0.0
    rest = sum(words[name].height + GAP for name in names) - GAP
    for name, spot in zip(names, spots, strict=True):
        tops[name] = max(least, min(spot - words[name].height / 2, tall - rest))
        least = tops[name] + words[name].height + GAP
        rest -= words[name].height + GAP
    return tops
