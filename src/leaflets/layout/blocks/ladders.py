"""When to get help: a ladder of three tiers, the most urgent first, and a card to cut out."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from leaflets.content.forms import Card, Ladder, Tier
from leaflets.content.payloads import Item
from leaflets.content.units import POINTS
from leaflets.layout import brand
from leaflets.layout.blocks import boxes, signs
from leaflets.layout.blocks.texts import entry, items, lead_in, line_beside
from leaflets.layout.flowable import HARDLY, NEVER, Columns, Drawn, Flowable, Frame, Padding, Stack
from leaflets.layout.setting import Setting
from leaflets.layout.style import StyleSheet
from leaflets.layout.typesetter import Typesetter
from leaflets.pdf.canvas import Canvas
from leaflets.pdf.tree import Node

SIDE, OUT = 14.0, 7.0
"""White between a tier's outline and its words at either side, in points; on a folded sheet, where its words are as
wide as the panel, and its outline stands in the margins."""

MANY = 3
"""More signs than so many stand in two columns, where there is room for two."""

DASH = 6.0
"""Length of a dash of the card's outline and the gap after it, in points."""

GAP, BETWEEN = 14.0, 0.15
"""White between two columns of signs, in points, and under a sign, in half lines."""

MOST_AIR = 0.4
"""The most white that is added under a sign so that one tier or two fill a page of their own, in half lines."""

CARD = (85 * POINTS["mm"], 54 * POINTS["mm"])
"""The size of the card where text is 12 pt, in points: that of a bank card (ISO/IEC 7810, ID-1, rounded)."""


def ladder(block: Ladder, setting: Setting, node: Node, level: int) -> Iterator[Flowable]:
    """The tiers, each in one piece; all on one page, unless they are taller than one together."""
    sheet, scratch = setting.setter.sheet, setting.scratch()
    tried = [
        [_tier(tier, number, scratch, Node("Div"), level, close).height for close in (True, False)]
        for number, tier in enumerate(block.tiers, 1)
    ]
    gap, room = sheet.unit * 0.6, _room(sheet)
    whole = sum(close for close, _ in tried) + 2 * gap <= room
    pair = tried[1][0] + tried[2][0] + gap <= sheet.format.text_height
    first = tried[0][0] + tried[1][0] + gap <= room
    close = [whole or tried[0][1] > room, *(whole or pair or open_ > room for _, open_ in tried[1:])]
    own = pair and not first
    signs_of, eased = [len(tier.items) for tier in block.tiers], [(0.0, 0.0)] * 3
    if whole:
        eased = [(0.0, min((room - sum(one for one, _ in tried) - 2 * gap) / 6, sheet.unit / 2))] * 3
    elif own:
        two = sheet.format.text_height - tried[1][0] - tried[2][0] - gap
        eased[1:] = [_eased(two, sum(signs_of[1:]), 2, sheet)] * 2
        if close[0]:
            eased[0] = _eased(room - tried[0][0], signs_of[0], 1, sheet)
    made = [_tier(tier, at + 1, setting, node, level, close[at], *eased[at]) for at, tier in enumerate(block.tiers)]
    for tier in made[:-1]:
        together = (whole and not sheet.format.fold) or (own and tier is made[1])
        tier.costs[-1] = HARDLY if together else 8.0
    yield from made


def _eased(white: float, signs_of: int, tiers: int, sheet: StyleSheet) -> tuple[float, float]:
    """What of a page's ``white`` goes under each sign, and under all those of a tier and at its foot, in points."""
    air = min(white / signs_of, MOST_AIR * sheet.unit)
    return air, min((white - air * signs_of) / (2 * tiers), sheet.unit / 2)


def _room(sheet: StyleSheet) -> float:
    """The height a page has under the heading of a section, in points."""
    return sheet.format.text_height - sheet.section.leading - sheet.unit * 2


def _tier(
    tier: Tier,
    number: int,
    setting: Setting,
    node: Node,
    level: int,
    close: bool = True,
    air: float = 0.0,
    loose: float = 0.0,
) -> Flowable:
    """One tier: a head that says how soon and whom to call, then the signs, what else to know, and the number.

    It is set closely where it can so be one with others; ``air`` is white under each sign besides, and ``loose``
    under all of them and at the foot, in points.
    """
    sheet = setting.setter.sheet
    sheet = sheet._replace(body=sheet.reference) if close else sheet
    setter = replace(setting.setter, sheet=sheet)
    side = 0.0 if sheet.format.fold else SIDE
    padding = Padding(0, side, (4 if sheet.body is sheet.reference else sheet.unit) + loose, side)
    width = sheet.format.width
    inner = width - 2 * side
    box = node.add("Div")
    head = _head(tier, number, setter, box, level, width, side)
    said = min(inner, sheet.longest)
    inside: list[Flowable] = [head, *lead_in(tier.lead_in, setter, box, said, tier.at("lead_in"))]
    inside += _signs(tier.items, setter, box, inner, number == 1, air)
    inside[-1].after += loose
    for item in tier.notes:
        inside.append(setter.paragraph(item.text, sheet.body, said, box.add("P"), item.at("text")))
    if tier.filled_by and setting.copy.clinic:
        inside += brand.rungs(setting, box, inner, number)
    elif tier.blank:
        inside.append(line_beside(tier.blank, setter, box, inner, tier.at("blank"), tier.heading))
    made = Stack(inside, width, padding, _frame(sheet, number, head.height), _room(sheet))
    made.where = tier.at()
    return made.apart(sheet.unit * 0.6, sheet.unit * 0.6, span=True)


def _signs(
    entries: Sequence[Item], setter: Typesetter, node: Node, width: float, first: bool, air: float
) -> Iterator[Flowable]:
    """The signs of a tier, in two columns where they are many and there is room."""
    sheet, sign = setter.sheet, signs.DIAMOND if first else signs.BULLET
    if len(entries) <= MANY or sheet.format.abreast == 1:
        for made in items(entries, setter, node, width, sign):
            made.after = sheet.unit * (BETWEEN if sheet.body is sheet.reference else 4 * BETWEEN) + air
            yield made
        return
    place, column = sign.listed(node), (width - GAP) / 2
    cells = [entry(item, index, setter, place, column, sign) for index, item in enumerate(entries, 1)]
    made = Columns(cells, column + GAP, sheet.unit * BETWEEN)
    made.costs = [NEVER] * len(made.costs)
    yield made


def _head(tier: Tier, number: int, setter: Typesetter, node: Node, level: int, width: float, side: float) -> Drawn:
    """A tier's number, how soon, and whom to call: at its right, or under it where there is no room for both."""
    sheet = setter.sheet
    ink = sheet.paper if number == 1 else sheet.ink
    style = sheet.alarm_heading._replace(colour=ink)
    large = sheet.call._replace(colour=ink) if number == 1 else style
    title, inner = f"{number}  {tier.heading}", width - 2 * side
    over, under = node.add(f"H{level}"), node.add("P")
    call = setter.paragraph(tier.call, large, inner, under, tier.at("call"), strong=True)
    room = inner - call.lines[0].width - 16
    abreast = len(call.lines) == 1 and style.strong.width(title, style.size) <= room
    heading = setter.paragraph(title, style, room if abreast else inner, over, tier.at("heading"), strong=True)
    tall = (max if abreast else lambda *both: sum(both))(heading.height, call.height) + sheet.unit * 0.5

    def draw(canvas: Canvas, x: float, top: float) -> None:
        if not abreast:
            heading.draw_whole(canvas, x, top - sheet.unit * 0.25)
            call.draw_whole(canvas, x, top - sheet.unit * 0.25 - heading.height)
            return
        middle = top - tall / 2
        heading.draw_whole(canvas, x, middle + heading.height / 2)
        call.draw_whole(canvas, x + inner - call.lines[0].width, middle + call.height / 2)

    made = Drawn(tall, draw)
    made.after, made.costs = sheet.unit * 0.6, [NEVER]
    return made


def _frame(sheet: StyleSheet, number: int, head: float) -> Frame:
    """The outline of a tier, thinner the less urgent it is, around a head that is solid, tinted or pale."""
    fill, edge = ((sheet.alarm, sheet.alarm), (sheet.tint, sheet.ink), (sheet.paper, sheet.ink))[number - 1]
    line, out = (3.0, 2.0, 1.0)[number - 1], OUT if sheet.format.fold else 0.0

    def draw(canvas: Canvas, x: float, top: float, width: float, height: float, begins: bool) -> None:
        x, width = x - out, width + 2 * out
        canvas.rectangle((x, top - height, width, height), sheet.paper, radius=boxes.RADIUS)
        if begins:
            boxes.headed(canvas, (x, top - head, width, head), fill, below=True)
        canvas.rectangle((x, top - height, width, height), "", edge, line, boxes.RADIUS)
        if begins and number > 1:
            canvas.rule(x, top - head, width, edge, line / 2)

    return draw


def card(block: Card, setting: Setting, node: Node) -> Flowable:
    """The card, dashed all round, and what to do with it above."""
    setter, sheet = setting.setter, setting.setter.sheet
    pad = 10 * sheet.scale
    width = min(CARD[0] * sheet.scale, sheet.format.width)
    inner, box = width - 2 * pad, node.add("Div")
    hint = setter.paragraph(block.hint, sheet.soft, sheet.format.width, box.add("P"), block.at("hint"))
    hint.after = sheet.unit * 0.4
    head = setter.paragraph(block.heading, sheet.strong, inner, box.add("P"), block.at("heading"), strong=True)
    clinic = setting.copy.clinic if block.filled_by else None
    inside: list[Flowable] = [head]
    inside += brand.rungs(setting, box, inner, 3) if clinic else ()
    inside += [line_beside(label, setter, box, inner, block.at("labels")) for label in block.labels if not clinic]
    white = CARD[1] * sheet.scale - Stack(inside, width, Padding(pad, pad, pad, pad)).height
    for made in inside[:-1]:
        made.after += max(0.0, white / len(inside))
    made = Stack(inside, width, Padding(pad, pad, pad + max(0.0, white / len(inside)), pad), _dashed(sheet))
    return Stack([hint.keep_with_next(), made], sheet.format.width).apart(sheet.unit, sheet.unit, span=True)


def _dashed(sheet: StyleSheet) -> Frame:
    def draw(canvas: Canvas, x: float, top: float, width: float, height: float, _: bool) -> None:
        for left, low, wide, tall in ((x, top, width, 0), (x, top - height, width, 0), (x, top - height, 0, height),
                                      (x + width, top - height, 0, height)):  # fmt: skip
            count = int((wide + tall) // DASH)
            for step in range(count):
                ends = [((step + share) / count * wide, (step + share) / count * tall) for share in (0.0, 0.6)]
                canvas.path_through([(left + over, low + up) for over, up in ends], sheet.ink, 0.75)

    return draw
