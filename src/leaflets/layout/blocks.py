"""One function for each kind of block: the block and its setting in, flowables and structure out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from leaflets.content.blocks import (
    AnyBlock,
    BlanksBlock,
    BulletsBlock,
    ContentsBlock,
    EmergencyBlock,
    FactsBlock,
    KeyMessageBlock,
    NoteBlock,
    OrganisationsBlock,
    PictureBlock,
    QuestionsBlock,
    SourceListBlock,
    StatementsBlock,
    StepsBlock,
    SubheadingBlock,
    TextBlock,
    WarningBlock,
    WordsExplainedBlock,
)
from leaflets.content.model import NOWHERE
from leaflets.layout import lists, panels, texts
from leaflets.layout.flowable import Flowable
from leaflets.layout.setting import Setting
from leaflets.pdf.tree import Node


def flowables(block: AnyBlock, setting: Setting, node: Node, level: int) -> list[Flowable]:
    """The flowables of a block. ``node`` is its section's element; headings inside the block are of ``level``."""
    made = list(_flowables(block, setting, node, level))
    for flowable in made:
        if flowable.where is NOWHERE:
            flowable.where = block.at()
    if made:
        made[0].asides = tuple(
            texts.aside(name, setting, node) for name in block.words if name in setting.leaflet.words
        )
    return made


def _flowables(block: AnyBlock, setting: Setting, node: Node, level: int) -> Iterator[Flowable]:
    sheet, measure = setting.sheet, setting.sheet.format.measure
    match block:
        case TextBlock():
            yield setting.paragraph(block.text, sheet.body, measure, node.add("P"), block.at("text"))
        case StatementsBlock():
            yield texts.statements(block, setting, node, measure)
        case SubheadingBlock():
            yield texts.subheading(setting, block.subheading, node, level, measure, block.at("subheading"))
        case BulletsBlock():
            yield from texts.listing(block.bullets, setting, node, measure, ordered=False)
        case StepsBlock():
            yield from texts.listing(block.steps, setting, node, measure, ordered=True)
        case FactsBlock():
            yield from texts.facts(block.facts, setting, node)
        case KeyMessageBlock():
            yield panels.key_message(block.key_message, setting, node, level)
        case NoteBlock():
            yield panels.note(block, setting, node, level, measure)
        case WarningBlock():
            yield panels.warning(block, setting, node, level, measure)
        case EmergencyBlock():
            yield panels.emergency(block.emergency, setting, node, level)
        case QuestionsBlock():
            yield from texts.questions(block.questions, setting, node, measure)
        case BlanksBlock():
            yield panels.blanks(block.blanks, setting, node, level)
        case PictureBlock():
            yield from texts.picture(block.picture, setting, node, measure)
        case ContentsBlock():
            yield from lists.contents(block.contents, setting, node, level, block.at("contents"))
        case WordsExplainedBlock():
            yield from lists.words_explained(setting, node)
        case OrganisationsBlock():
            yield from lists.organisations(setting, node)
        case SourceListBlock():
            yield from lists.source_list(setting, node)
        case _:
            assert_never(block)
