"""One function for each kind of block: the block and its setting in, flowables and structure out."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import assert_never

from leaflets.content import blocks as kinds
from leaflets.content.model import NOWHERE
from leaflets.layout import brand
from leaflets.layout.blocks import forms, ladders, lists, panels, signs, texts
from leaflets.layout.figures import chances as figures
from leaflets.layout.figures.anatomy import anatomy
from leaflets.layout.flowable import HARDLY, NOW, Blank, Flowable, Stack, Turned
from leaflets.layout.setting import Setting
from leaflets.pdf.tree import Node


def flowables(block: kinds.AnyBlock, setting: Setting, node: Node, level: int) -> list[Flowable]:
    """The flowables of a block. ``node`` is its section's element; headings inside the block are of ``level``.

    Those of a block that stands beside the text are made for the side column.
    """
    around, paper = setting.setter, setting.setter.sheet.format
    setter = around.speaking(block.lang) if block.lang else around
    setting = replace(setting, setter=setter)
    beside = block.beside and paper.side_column > 0
    width = paper.side_column - texts.ASIDE if beside else paper.measure
    first = len(node.kids)
    made = list(_flowables(block, setting, node, level, width))
    for kid in node.kids[first:] if block.lang else ():
        if isinstance(kid, Node):
            kid.lang = block.lang or ""
    for flowable in made:
        if flowable.where is NOWHERE:
            flowable.where = block.at()
    if setter.leftward != around.leftward:
        made = [Turned(flowable, paper.width if flowable.span else width) for flowable in made]
    glosses = [texts.gloss(word, around, node, width) for word in setting.copy.explained(block)] if made else []
    if glosses:
        made[-1].costs[-1] = HARDLY
    return made + glosses


def _flowables(block: kinds.AnyBlock, setting: Setting, node: Node, level: int, width: float) -> Iterator[Flowable]:
    copy, setter, sheet = setting.copy, setting.setter, setting.setter.sheet
    match block:
        case kinds.TextBlock():
            yield setter.paragraph(block.text, sheet.body, width, node.add("P"), block.at("text"))
        case kinds.StatementsBlock():
            yield texts.statements(block, setter, node, width)
        case kinds.SubheadingBlock():
            yield texts.subheading(setter, block.subheading, node, level, width, block.at("subheading"))
        case kinds.BulletsBlock():
            yield from texts.listing(block.bullets, setter, node, width, signs.BULLET)
        case kinds.StepsBlock():
            yield from texts.listing(block.steps, setter, node, width, signs.NUMERAL)
        case kinds.FactsBlock():
            yield from texts.facts(block.facts, setter, node)
        case kinds.KeyMessageBlock():
            yield panels.key_message(block.key_message, setting, node, level)
        case kinds.NoteBlock():
            yield panels.note(block, setting, node, level, width)
        case kinds.WarningBlock():
            yield panels.warning(block, setting, node, level, width)
        case kinds.EmergencyBlock():
            yield panels.emergency(block.emergency, setter, node, level)
        case kinds.LadderBlock():
            yield from ladders.ladder(block.ladder, setting, node, level)
        case kinds.CardBlock():
            yield ladders.card(block.card, setting, node)
        case kinds.QuestionsBlock():
            yield from texts.questions(block.questions, setter, node, width)
        case kinds.AskBlock():
            yield texts.ask(block.ask, setter, node, level, width)
        case kinds.BlanksBlock():
            yield panels.blanks(block.blanks, setting, node, level)
        case kinds.PictureBlock():
            yield from texts.picture(block.picture, setter, node, width)
        case kinds.QuoteBlock():
            yield texts.quote(block.quote, setter, node, width)
        case kinds.ChecklistBlock():
            yield from texts.listing(block.checklist, setter, node, width, signs.TICK_BOX)
        case kinds.DoDontBlock():
            yield figures.do_dont(block.do_dont, setter, node)
        case kinds.TableBlock():
            yield from forms.table(block.table, setter, node)
        case kinds.ComparisonBlock():
            yield figures.comparison(block.comparison, setter, node, level)
        case kinds.ChanceBlock():
            yield figures.chance(block, copy.leaflet, setter, node, width)
        case kinds.BarChartBlock():
            yield figures.bar_chart(block.bar_chart, setter, node)
        case kinds.TimelineBlock():
            yield from figures.timeline(block.timeline, setter, node, width)
        case kinds.AnatomyBlock():
            yield anatomy(block.anatomy, setter, node, level, width)
        case kinds.NotesBlock():
            yield from forms.notes(block.notes, setter, node, level)
        case kinds.AppointmentsBlock():
            yield forms.appointments(block.appointments, setter, node)
        case kinds.ContactsBlock():
            yield forms.contacts(block.contacts, setter, node, level)
        case kinds.QrCodeBlock():
            yield from figures.qr_code(block.qr_code, setter, node, width, block.at())
        case kinds.PageBreakBlock():
            yield page_break()
        case kinds.KeepTogetherBlock():
            yield kept(block.keep_together, setting, node, level)
        case kinds.ContentsBlock():
            yield from lists.contents(block, copy.leaflet, setter, node, level)
        case kinds.WordsExplainedBlock():
            yield from lists.words_explained(copy.glossary, setter, node)
        case kinds.OrganisationsBlock():
            yield from lists.organisations(copy.organisations, setter, node)
        case kinds.ClinicDetailsBlock():
            yield from brand.details(setting, node, width)
        case kinds.SourceListBlock():
            yield from lists.source_list(copy.leaflet, setter, node)
        case kinds.BackPageBlock():
            yield from lists.back_page(block.back_page, copy.leaflet, setter, node, level, width)
        case _:
            assert_never(block)


def page_break() -> Flowable:
    """Nothing, after which a new page begins."""
    return Blank([0.0], [NOW])


def kept(blocks: Sequence[kinds.AnyBlock], setting: Setting, node: Node, level: int) -> Flowable:
    """Blocks as one, never broken."""
    inside = [flowable for block in blocks for flowable in flowables(block, setting, node, level)]
    made = Stack(inside, setting.setter.sheet.format.width)
    made.span = any(flowable.span for flowable in inside)
    made.asides = tuple(aside for flowable in inside for aside in flowable.asides)
    return made
