"""The plain text edition: for any mail program and any braille display. Wrapped, sections numbered, links in full."""

from __future__ import annotations

import re
import textwrap
from functools import partial

from leaflets.content.blocks import AnyBlock, KeepTogetherBlock
from leaflets.edition.manuscript import Manuscript, footer
from leaflets.text.breaks import PLAIN, Rules, breaks
from leaflets.text.direction import isolated, runs_left
from leaflets.web.blocks import opened, own_words
from leaflets.web.engine import macro, rendered

_BEFORE = re.compile(r" *(?:- |\[ \] |[\d.]+ )?")
"""What stands before an entry's first line; its others are indented as much."""

_HELD = "\ue000"
"""Stands for a space at which no line ends, while lines are chosen."""


def plain(copy: Manuscript) -> bytes:
    """The plain text of a leaflet. Paragraphs stand apart by an empty line, headings by two, sections by three."""
    file, sections = copy.leaflet.file, copy.leaflet.sections
    titled = (name for name in sections if name != file.front.section)
    made = rendered(
        "plain.txt",
        copy=copy,
        file=file,
        numbers={name: f"{number}. " for number, name in enumerate(titled, 1)},
        opened=opened,
        shown=partial(_shown, copy),
        footer=footer(file, copy.job.variant, copy.language, copy.clinic),
    )
    rules = copy.language.rules()
    lines = (part for line in made.decode().split("\n") for part in wrapped(line, copy.job.width, rules))
    leftward = runs_left(copy.language.tag)
    return "\n".join(isolated(line, leftward=leftward) for line in lines).encode()


def wrapped(line: str, width: int, rules: Rules = PLAIN) -> list[str]:
    """A text of one line on as many as it takes; what cannot be parted, such as an address, may be longer."""
    before = _BEFORE.match(line)
    indent = " " * len(before[0]) if before else ""
    places, start = breaks(line, rules), len(indent)
    held = "".join(_HELD if one == " " and start < at not in places else one for at, one in enumerate(line, 1))
    parts = textwrap.wrap(held, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
    return [part.replace(_HELD, " ") for part in parts] or [""]


def _shown(copy: Manuscript, block: AnyBlock, number: str, first: bool) -> str:
    """The paragraphs of a block, and the words it wants explained, in a section of a ``number``."""
    block = copy.filled(block)
    values = {**own_words(block, copy), "number": number, "first": first}
    if isinstance(block, KeepTogetherBlock):
        values = {"inside": [_shown(copy, one, number, False) for one in block.keep_together]}
    made: str = macro("blocks.txt", block)(block, values)
    explained: str = macro("blocks.txt", "explained")(copy.explained(block))
    return made + explained
