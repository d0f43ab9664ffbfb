"""The plain text edition: for any mail program and any braille display. Wrapped, headings underlined, links in full."""

from __future__ import annotations

from functools import partial

from leaflets.content.blocks import AnyBlock, KeepTogetherBlock
from leaflets.edition.manuscript import Manuscript, footer
from leaflets.text.direction import isolated, runs_left
from leaflets.web.blocks import opened, own_words
from leaflets.web.engine import macro, rendered


def plain(copy: Manuscript) -> bytes:
    """The plain text of a leaflet. Paragraphs stand apart by an empty line, sections by two."""
    file = copy.leaflet.file
    last = footer(file, copy.job.variant, copy.language, copy.clinic)
    made = rendered("plain.txt", copy=copy, file=file, opened=opened, shown=partial(_shown, copy), footer=last)
    leftward = runs_left(copy.language.tag)
    return "\n".join(isolated(line, leftward=leftward) for line in made.decode().split("\n")).encode()


def _shown(copy: Manuscript, block: AnyBlock) -> str:
    """The paragraphs of a block, and the words it wants explained."""
    block = copy.filled(block)
    values = own_words(block, copy)
    if isinstance(block, KeepTogetherBlock):
        values = {"inside": [_shown(copy, one) for one in block.keep_together]}
    made: str = macro("blocks.txt", block)(block, values)
    explained: str = macro("blocks.txt", "explained")(copy.explained(block))
    return made + explained
