"""Where on the pages each text of a leaflet was drawn."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from leaflets.making.laying import Laid
from leaflets.pdf.pieces import Box
from leaflets.problems import Source


class Place(NamedTuple):
    """A box (left, bottom, right, top) on a page, whose number counts from 0, in points from its lower left corner."""

    page: int
    box: Box


def places(laid: Laid) -> Sequence[Sequence[Place]]:
    """For each passage of the manuscript, in its order, where it stands on pages that have been drawn."""
    figures: dict[str, list[Place]] = defaultdict(list)
    for drawn in (one for page in laid.document.pages for piece in page.pieces for one in piece.written):
        if drawn.node is not None and not drawn.lines:
            figures[drawn.node.alt].append(Place(drawn.page, drawn.box))
    passages = laid.setting.copy.passages
    sharing: dict[Source, list[int]] = defaultdict(list)
    for index, one in enumerate(passages):
        sharing[one.where].append(index)
    made: list[Sequence[Place]] = []
    for index, one in enumerate(passages):
        if one.role == "alt":
            made.append(figures.get(one.text, ()))
            continue
        several = sharing[one.where]
        mine = laid.setting.setter.placed.get(one.where, ())[several.index(index) :: len(several)]
        boxes = [(drawn.page, drawn.box) for each in mine for drawn in each.node.written if drawn.lines]
        made.append([Place(page, _around([box for on, box in boxes if on == page])) for page in dict(boxes)])
    return made


def _around(boxes: Sequence[Box]) -> Box:
    """The box around some boxes."""
    left, bottom, right, top = zip(*boxes, strict=True)
    return min(left), min(bottom), max(right), max(top)
