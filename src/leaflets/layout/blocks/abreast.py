"""What stands side by side, or, in formats too narrow for that, one below the other."""

from collections.abc import Iterator, Sequence

from leaflets.layout.flowable import HARDLY, Columns, Flowable, Row, Stack, parting
from leaflets.layout.style import StyleSheet
from leaflets.layout.typesetter import Typesetter
from leaflets.pdf.tree import Node
from leaflets.problems import Source
from leaflets.text.lines import TextStyle

Said = tuple[str, TextStyle, Node, Source]
"""Words to be set: the text, its style, its element and its place in the content."""


NARROW = 0.46
"""The label's share of the width in formats too narrow for more than a line at its right."""


def abreast(sheet: StyleSheet, stacks: Sequence[Stack]) -> Flowable:
    """Boxes side by side, equally tall; or, where they are too tall, one below the other."""
    if sheet.format.abreast == 1 or max(stack.height for stack in stacks) > sheet.whole:
        for stack in stacks:
            stack.after = sheet.unit
        made: Flowable = Stack(stacks, sheet.format.width, most=sheet.format.text_height)
    else:
        tall = max(stack.height for stack in stacks)
        for stack in stacks:
            stack.heights[-1] += tall - stack.height
        made = Row([(index * (sheet.column + sheet.gap), stack) for index, stack in enumerate(stacks)])
    made.where = stacks[0].where
    return made.apart(sheet.unit, sheet.unit * 1.5, span=True)


def labelled(setter: Typesetter, label: Said, words: Said, share: float) -> Flowable:
    """A label and what belongs to it at its right, ruled beneath; ``share`` is the label's of the page's width."""
    sheet = setter.sheet
    width, rule = sheet.format.width, (sheet.bright, sheet.format.width)
    shown = label[1].strong.width(label[0], label[1].size)
    short = shown <= width * NARROW - sheet.body.size and words[1].strong.width(words[0], words[1].size) <= (
        width * (1 - NARROW)
    )
    if sheet.format.abreast == 1 and short:
        share = NARROW
    if sheet.format.abreast == 1 and not short:
        over = setter.paragraph(label[0], label[1], width, label[2], label[3], strong=True)
        over.after = 0
        under = setter.paragraph(words[0], words[1], width, words[2], words[3])
        both = Stack([over.keep_with_next(), under], width, most=sheet.whole)
        made: Flowable = Row([(0, both)], rule, sheet.whole)
    else:
        left = width * share
        head = setter.paragraph(label[0], label[1], left - sheet.body.size, label[2], label[3], strong=True)
        room = min(width - left, sheet.longest)
        said = setter.paragraph(words[0], words[1], room, words[2], words[3])
        made = Row([(0, head), (left, said)], rule, sheet.whole)
    made.span = True
    return made


def columns(
    sheet: StyleSheet, cells: Sequence[Flowable], gap: float, together: int = 2, whole: bool = False
) -> Iterator[Flowable]:
    """Cells in two columns, or in one, where one is too tall; ``gap`` is the white under each.

    At least ``together`` rows of two stand on either of two pages, or two of one, where they can; ``whole``: two
    columns that have room on one page stand on one.
    """
    if cells and sheet.format.abreast == 2 and max(cell.height for cell in cells) <= sheet.whole:
        made = Columns(cells, sheet.column + sheet.gap, gap, 2 * together)
        made.after = sheet.unit
        if whole and made.height <= sheet.whole:
            made.costs[:-1] = [HARDLY] * (len(cells) - 1)
        yield made
    else:
        for cell, cost in zip(cells, [*parting(len(cells), max(together, 2)), 12.0], strict=False):
            cell.after, cell.costs[-1] = gap, cost
            yield cell
