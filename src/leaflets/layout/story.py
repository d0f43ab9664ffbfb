"""compose: a leaflet with nothing conditional left in, the story and its structure tree out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile
from math import ceil
from typing import NamedTuple

from leaflets.content import blocks as kinds
from leaflets.content.leaflet import Section
from leaflets.edition.manuscript import of_the_clinic
from leaflets.layout import brand
from leaflets.layout.blocks import texts
from leaflets.layout.blocks.kinds import flowables, page_break
from leaflets.layout.blocks.panels import side_by_side
from leaflets.layout.cover import band, front_panel
from leaflets.layout.flowable import NEVER, NOW, Flowable, Indented, Padding, Stack
from leaflets.layout.paginate import stacked
from leaflets.layout.setting import Setting
from leaflets.layout.typesetter import Typesetter
from leaflets.pdf.canvas import Canvas
from leaflets.pdf.tree import Node
from leaflets.problems import ContentError

DISC = 36.0
"""Diameter of the disc behind the icon of a section whose heading is 23 pt, in points."""

AIR = 40.0
"""The most white that is added between two blocks of a cover so that it fills its page, in points."""

RULE = 4.0
"""Thickness of the rule over a section whose heading is 23 pt, in points."""

UNLED = 2000.0
"""What it costs if a figure without a heading begins a page, and what leads to it stands on the one before."""

AFTER = 150.0
"""The same of what to ask about what stands before it."""


Story = dict[str, list[Flowable]]
"""The flowables of a leaflet by section, in reading order. The cover stands with the front's."""


def compose(setting: Setting, root: Node) -> Story:
    """The story of a leaflet, its elements declared under ``root`` in reading order.

    Raises ContentError with all that cannot be set: a character the typeface lacks, a word too wide for its place.
    """
    leaflet, setter = setting.copy.leaflet, setting.setter
    paper, panels = setter.sheet.format, leaflet.file.panels
    fold = paper.fold
    wide = {name for panel in fold.wide for name in panels.places[panel]} if fold and panels else set[str]()
    first, front = leaflet.file.front.section, root.add("Sect")
    late: list[Place] = []
    if fold:
        story: Story = {first: [front_panel(setting, front, fold)]}
    else:
        cover, late = _cover(setting, front)
        story = {first: cover}
    story[first][0].where = leaflet.file.at()
    for name, section in leaflet.sections.items():
        if name != first:
            there = setting.on(paper.opened()) if name in wide else setting
            story[name] = _section(there, name, section, node := root.add("Sect"))
            while late:
                story[name].extend(_made(late.pop(0), setting, node, 3))
    _without_blank_pages(story)
    if setting.copy.notice:
        last = list(story.values())[-1]
        last[-1].costs[-1] = NEVER  # never alone on a page
        last.append(_notice(setting, root))
    if setter.problems:
        raise ContentError(setter.problems)
    return story


def _cover(setting: Setting, node: Node) -> tuple[list[Flowable], list[Place]]:
    """The cover on one page, which it fills if it ends with it; and its blocks that have no room and stand after what
    follows: the contents first, then, once the picture is as small as can be, the main message.
    """
    leaflet, height = setting.copy.leaflet, setting.setter.sheet.format.text_height
    name = leaflet.file.front.section
    blocks = leaflet.sections[name].blocks if name in leaflet.sections else ()
    scratch = setting.scratch()
    measured = {index: _made(Place(name, index), scratch, Node("Sect"), 2) for index in range(len(blocks))}
    top, stay = band(setting, node), list(measured)
    head = [top, *brand.line(setting, node)]
    for kind, room in ((kinds.ContentsBlock, 0.0), (kinds.KeyMessageBlock, top.height - top.least)):
        if _down([*head, *(one for index in stay for one in measured[index])]) > height + room:
            stay = [index for index in stay if not isinstance(blocks[index], kind)]
    cover = [*head, *(one for index in stay for one in _made(Place(name, index), setting, node, 2))]
    white = height - _down(cover)
    if white < 0:
        top.heights[0] = max(top.least, top.height + white)
    follows = next((section.blocks[0] for other, section in leaflet.sections.items() if other != name), None)
    if white > 0 and len(cover) > 1 and isinstance(follows, kinds.PageBreakBlock):
        for above, below in pairwise(cover):
            below.before = max(above.after, below.before) + min(AIR, white / (len(cover) - 1))
    return cover, [Place(name, index) for index in measured if index not in stay]


def _down(made: Sequence[Flowable]) -> float:
    """How far down a page flowables reach that stand one below the other, in points."""
    last = stacked(made).text[-1]
    return last.down + last.height


def _without_blank_pages(story: Story) -> None:
    """Leave out the page breaks that have nothing before them on their page, or nothing after them at all."""
    last: Flowable | None = None
    for made in story.values():
        for flowable in list(made):
            if flowable.costs == [NOW] and (last is None or last.costs == [NOW]):
                made.remove(flowable)
            else:
                last = flowable
    for made in story.values():
        if made and made[-1] is last and last.costs == [NOW]:
            made.pop()


def _section(setting: Setting, name: str, section: Section, node: Node) -> list[Flowable]:
    """A section's flowables. One that begins with the red flags has them, and their heading, for its opening.

    A page break at its beginning stands before its heading.
    """
    made: list[Flowable] = []
    blocks = section.blocks
    at = breaks = len(list(takewhile(lambda block: isinstance(block, kinds.PageBreakBlock), blocks)))
    if at == len(blocks):
        return []
    if isinstance(blocks[at], kinds.EmergencyBlock):
        made += _made(Place(name, at), setting, node, 2)
        at += 1
    else:
        made.append(_opener(setting.setter, section, node))
    made[0].anchor = name
    while at < len(blocks):
        match blocks[at : at + 2]:
            case [
                kinds.WarningBlock(words=(), beside=False, lang=None),
                kinds.WarningBlock(words=(), beside=False, lang=None),
            ]:
                made += _made(Place(name, at, 2), setting, node, 3)
                at += 2
            case [block, *_]:
                new = _made(Place(name, at), setting, node, 3)
                if block.beside and setting.setter.sheet.format.side_column:
                    made[-1].asides += (*new, *(aside for flowable in new for aside in flowable.asides))
                else:
                    if made[-1].costs[-1] != NOW:
                        made[-1].costs[-1] = max(made[-1].costs[-1], _alone(block))
                    made += new
                at += 1
    room = setting.setter.sheet.format.text_height - _notice_height(setting)
    if any(isinstance(block, kinds.BackPageBlock) for block in blocks) and _down(made) <= room:
        for flowable in made:
            flowable.costs = [NEVER] * len(flowable.costs)
    return [*([page_break()] if breaks else []), *made]


def _alone(block: kinds.AnyBlock) -> float:
    """What it costs if a block begins a page apart from what stands before it."""
    match block:
        case kinds.AnatomyBlock(anatomy=drawn) if not drawn.heading:
            return UNLED
        case kinds.AskBlock():
            return AFTER
    return 0.0


class Place(NamedTuple):
    """Where blocks stand in a leaflet: in which section, after how many others; and how many they are."""

    section: str
    after: int
    many: int = 1

    def blocks(self, setting: Setting) -> Sequence[kinds.AnyBlock]:
        """What stands there in the leaflet that is set."""
        return setting.copy.leaflet.sections[self.section].blocks[self.after : self.after + self.many]


def _made(place: Place, setting: Setting, node: Node, level: int) -> Sequence[Flowable]:
    """The flowables of one block, or of two warnings side by side; a region, if their words depend on the clinic."""

    def make(setting: Setting, node: Node) -> Sequence[Flowable]:
        match [setting.copy.filled(block) for block in place.blocks(setting)]:
            case [kinds.WarningBlock() as first, kinds.WarningBlock() as second]:
                return [side_by_side(first, second, setting, node, level)]
            case [block]:
                made = flowables(block, setting, node, level)
                beside = block.beside and setting.setter.sheet.format.side_column
                return [texts.beside(made, setting.setter)] if made and beside else made
        raise ValueError("one block, or two warnings")

    local = setting.copy.clinic and any(map(of_the_clinic, place.blocks(setting)))
    return setting.own(make, node) if local else make(setting, node)


def _opener(setter: Typesetter, section: Section, node: Node) -> Flowable:
    """A section's heading, under a rule across the page, or its icon in a tinted disc at its left."""
    sheet = setter.sheet
    drawing = setter.icon(section.icon, section.at("icon")) if section.icon and sheet.icons else None
    if sheet.ruled:
        return _ruled(setter, section, node)
    side = DISC * sheet.section.size / 23
    indent = side + 12 if drawing else 0.0
    width = sheet.format.measure - indent
    heading = setter.paragraph(section.heading, sheet.section, width, node.add("H2"), section.at("heading"), True)

    def disc(canvas: Canvas, x: float, top: float) -> None:
        middle = top - sheet.section.leading / 2
        if drawing:
            with canvas.artifact():
                canvas.circle(x + side / 2, middle, side / 2, sheet.tint)
                canvas.drawing(drawing, (x + side * 0.2, middle - side * 0.3, side * 0.6, side * 0.6), sheet.primary)

    made = Indented(heading.keep_with_next(), indent, disc)
    made.before, made.after = sheet.unit * 2, sheet.unit * (1.0 if drawing else 0.75)
    made.where = section.at()
    return made


def _ruled(setter: Typesetter, section: Section, node: Node) -> Flowable:
    """A section's heading under a rule across the page."""
    sheet = setter.sheet
    width, thick = sheet.format.width, RULE * sheet.section.size / 23
    heading = setter.paragraph(section.heading, sheet.section, width, node.add("H2"), section.at("heading"), True)

    def frame(canvas: Canvas, x: float, top: float, width: float, _height: float, _: bool) -> None:
        canvas.rectangle((x, top - thick, width, thick), sheet.bright)

    made = Stack([heading], width, Padding(thick + sheet.unit * 0.4, 0, 0, 0), frame)
    made.costs, made.where = [NEVER] * len(made.costs), section.at()
    return made.apart(sheet.unit * (1.5 if sheet.format.fold else 1.75), sheet.unit * 0.75, span=True)


def _notice_height(setting: Setting) -> float:
    """The height of the mark at the leaflet's end, and the white above it, in points; 0 without one."""
    sheet, notice = setting.setter.sheet, setting.copy.notice
    lines = ceil(sheet.body.strong.width(notice, sheet.body.size) / sheet.format.width)
    return lines * sheet.body.leading + sheet.unit if notice else 0.0


def _notice(setting: Setting, root: Node) -> Flowable:
    """The draft or out-of-date mark at the leaflet's end."""
    sheet, where = setting.setter.sheet, setting.copy.leaflet.file.at()
    words = setting.setter.paragraph(setting.copy.notice, sheet.body, sheet.format.width, root.add("P"), where, True)
    words.span, words.before = True, sheet.unit
    return words
