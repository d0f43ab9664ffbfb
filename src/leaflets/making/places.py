"""Where on the pages each text of a leaflet was drawn."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from leaflets.making.laying import Laid
from leaflets.pdf.pieces import Box
from leaflets.pdf.tree import Node
from leaflets.problems import Source


class Place(NamedTuple):
    """A box (left, bottom, right, top) on a page, whose number counts from 0, in points from its lower left corner."""

    page: int
    box: Box


def places(laid: Laid) -> Sequence[Sequence[Place]]:
    """For each passage of the manuscript, in its order, where it stands on pages that have been drawn."""
    lines: dict[Node, dict[int, list[Box]]] = defaultdict(lambda: defaultdict(list))
    figures: dict[str, list[Place]] = defaultdict(list)
    for page in laid.document.pages:
        for piece in page.pieces:
            for node, _, box, told, *_ in piece.written:
                if node is not None and told:
                    lines[node][page.index].append(box)
                elif node is not None:
                    figures[node.alt].append(Place(page.index, box))
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
        boxes = [(page, box) for paragraph in mine for page, found in lines[paragraph.node].items() for box in found]
        made.append([Place(page, _around([box for on, box in boxes if on == page])) for page in dict(boxes)])
    return made


def _around(boxes: Sequence[Box]) -> Box:
    """The box around some boxes."""
    left, bottom, right, top = zip(*boxes, strict=True)
    return min(left), min(bottom), max(right), max(top)
