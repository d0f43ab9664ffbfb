"""compose: a leaflet with nothing conditional left in, the story and its structure tree out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from math import ceil
from typing import NamedTuple

from leaflets.content.blocks import AnyBlock, BackPageBlock, ContentsBlock, EmergencyBlock, PageBreakBlock, WarningBlock
from leaflets.content.leaflet import Section
from leaflets.edition.manuscript import of_the_clinic
from leaflets.layout import brand
from leaflets.layout.blocks import texts
from leaflets.layout.blocks.kinds import flowables, page_break
from leaflets.layout.blocks.lists import contents_height
from leaflets.layout.blocks.panels import side_by_side
from leaflets.layout.blocks.texts import WRITING_LINE, writing_line
from leaflets.layout.cover import band, front_panel
from leaflets.layout.flowable import NEVER, NOW, Flowable, Indented
from leaflets.layout.paginate import stacked
from leaflets.layout.setting import Setting
from leaflets.layout.style import StyleSheet
from leaflets.layout.typesetter import Typesetter
from leaflets.pdf.canvas import Canvas
from leaflets.pdf.tree import Node
from leaflets.problems import ContentError, Source

DISC = 36.0
"""Diameter of the disc behind the icon of a section whose heading is 23 pt, in points."""


Story = dict[str, list[Flowable]]
"""The flowables of a leaflet by section, in reading order. The cover stands with the front's."""


def compose(setting: Setting, root: Node) -> Story:
    """The story of a leaflet, its elements declared under ``root`` in reading order.

    Raises ContentError with all that cannot be set: a character the typeface lacks, a word too wide for its place.
    """
    leaflet, setter = setting.copy.leaflet, setting.setter
    fold = setter.sheet.format.fold
    first, front = leaflet.file.front.section, root.add("Sect")
    cover = [front_panel(setting, front, fold)] if fold else [band(setting, front), *brand.line(setting, front)]
    for flowable in cover:
        flowable.where = leaflet.file.at()
    story: Story = {first: cover}
    late: list[Place] = []
    for name, section in leaflet.sections.items():
        if name == first:
            for index, block in enumerate(section.blocks):
                more = contents_height(leaflet, setter.sheet)
                if isinstance(block, ContentsBlock) and not _fits(cover, more, setter.sheet):
                    late.append(Place(name, index))
                else:
                    story[first].extend(_made(Place(name, index), setting, front, 2))
        else:
            story[name] = _section(setting, name, section, node := root.add("Sect"))
            while late:
                story[name].extend(_made(late.pop(), setting, node, 3))
    _without_blank_pages(story)
    if setting.copy.notice:
        last = list(story.values())[-1]
        last[-1].costs[-1] = NEVER  # never alone on a page
        last.append(_notice(setting, root))
    if setter.problems:
        raise ContentError(setter.problems)
    return story


def _fits(made: Sequence[Flowable], more: float, sheet: StyleSheet) -> bool:
    """Whether flowables, and so many points more, have room on one page."""
    page = stacked(made).text[-1]
    return page.down + page.height + more <= sheet.format.text_height


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


def notes_page(setter: Typesetter, where: Source, root: Node) -> list[Flowable]:
    """What fills up a booklet's last sheet: a heading, and lines to write on down to the foot of the page."""
    sheet, heading = setter.sheet, setter.language.phrases.notes
    width = sheet.format.width
    head = setter.paragraph(heading, sheet.section, width, root.add("Sect").add("H2"), where, strong=True)
    lines = int((sheet.format.text_height - head.height - head.after) // WRITING_LINE)
    return [head, *(writing_line(sheet, width) for _ in range(lines))]


def _section(setting: Setting, name: str, section: Section, node: Node) -> list[Flowable]:
    """A section's flowables. One that begins with the red flags has them, and their heading, for its opening.

    A page break at its beginning stands before its heading.
    """
    made: list[Flowable] = []
    blocks = section.blocks
    at = breaks = len(list(takewhile(lambda block: isinstance(block, PageBreakBlock), blocks)))
    if at == len(blocks):
        return []
    if isinstance(blocks[at], EmergencyBlock):
        made += _made(Place(name, at), setting, node, 2)
        at += 1
    else:
        made.append(_opener(setting.setter, section, node))
    made[0].anchor = name
    while at < len(blocks):
        match blocks[at : at + 2]:
            case [WarningBlock(words=(), beside=False, lang=None), WarningBlock(words=(), beside=False, lang=None)]:
                made += _made(Place(name, at, 2), setting, node, 3)
                at += 2
            case [block, *_]:
                new = _made(Place(name, at), setting, node, 3)
                if block.beside and setting.setter.sheet.format.side_column:
                    made[-1].asides += (*new, *(aside for flowable in new for aside in flowable.asides))
                else:
                    made += new
                at += 1
    if any(isinstance(block, BackPageBlock) for block in blocks) and _fits(
        made, _notice_height(setting), setting.setter.sheet
    ):
        for flowable in made:
            flowable.costs = [NEVER] * len(flowable.costs)
    return [*([page_break()] if breaks else []), *made]


class Place(NamedTuple):
    """Where blocks stand in a leaflet: in which section, after how many others; and how many they are."""

    section: str
    after: int
    many: int = 1

    def blocks(self, setting: Setting) -> Sequence[AnyBlock]:
        """What stands there in the leaflet that is set."""
        return setting.copy.leaflet.sections[self.section].blocks[self.after : self.after + self.many]


def _made(place: Place, setting: Setting, node: Node, level: int) -> Sequence[Flowable]:
    """The flowables of one block, or of two warnings side by side; a region, if their words depend on the clinic."""

    def make(setting: Setting, node: Node) -> Sequence[Flowable]:
        match [setting.copy.filled(block) for block in place.blocks(setting)]:
            case [WarningBlock() as first, WarningBlock() as second]:
                return [side_by_side(first, second, setting, node, level)]
            case [block]:
                made = flowables(block, setting, node, level)
                beside = block.beside and setting.setter.sheet.format.side_column
                return [texts.beside(made, setting.setter, needed=True)] if made and beside else made
        raise ValueError("one block, or two warnings")

    local = setting.copy.clinic and any(map(of_the_clinic, place.blocks(setting)))
    return setting.own(make, node) if local else make(setting, node)


def _opener(setter: Typesetter, section: Section, node: Node) -> Flowable:
    """A section's heading, its icon in a tinted disc at its left."""
    sheet = setter.sheet
    drawing = setter.icon(section.icon, section.at("icon")) if section.icon and sheet.icons else None
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
