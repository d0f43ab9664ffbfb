"""compose: a leaflet with nothing conditional left in, the story and its structure tree out."""

from __future__ import annotations

from leaflets.content.blocks import EmergencyBlock, WarningBlock
from leaflets.content.leaflet import Section
from leaflets.layout.blocks import flowables
from leaflets.layout.cover import band
from leaflets.layout.flowable import Flowable
from leaflets.layout.panels import side_by_side
from leaflets.layout.setting import Setting
from leaflets.pdf.tree import Node
from leaflets.problems import ContentError


def compose(setting: Setting, root: Node) -> list[Flowable]:
    """The story of a leaflet, its elements declared under ``root`` in reading order.

    Raises ContentError with all that cannot be set: a character the typeface lacks, a word too wide for its place.
    """
    leaflet = setting.leaflet
    front = root.add("Sect")
    story: list[Flowable] = [band(setting, front)]
    for name, section in leaflet.sections.items():
        if name == leaflet.file.front.section:
            for block in section.blocks:
                story.extend(flowables(block, setting, front, 2))
        else:
            story.extend(_section(setting, name, section, root.add("Sect")))
    if setting.notice:
        story.append(_notice(setting, root))
    if setting.problems:
        raise ContentError(setting.problems)
    return story


def _section(setting: Setting, name: str, section: Section, node: Node) -> list[Flowable]:
    """A section's flowables. One that begins with the red flags has them, and their heading, for its opening."""
    made: list[Flowable] = []
    rest = section.blocks
    if isinstance(rest[0], EmergencyBlock):
        made += flowables(rest[0], setting, node, 2)
        rest = rest[1:]
    else:
        style, width = setting.sheet.section, setting.sheet.format.measure
        heading = setting.paragraph(section.heading, style, width, node.add("H2"), section.at("heading"), strong=True)
        heading.before, heading.after = setting.sheet.unit * 2.75, setting.sheet.unit * 0.75
        made.append(heading.keep_with_next())
    made[0].anchor = name
    blocks = list(rest)
    while blocks:
        match blocks:
            case [WarningBlock() as first, WarningBlock() as second, *blocks]:
                made.append(side_by_side(first, second, setting, node, 3))
            case [block, *blocks]:
                made += flowables(block, setting, node, 3)
    return made


def _notice(setting: Setting, root: Node) -> Flowable:
    """The draft or out-of-date mark at the leaflet's end."""
    words = setting.paragraph(
        setting.notice, setting.sheet.body, setting.sheet.format.width, root.add("P"), setting.leaflet.file.at(), True
    )
    words.span, words.before = True, setting.sheet.unit
    return words
