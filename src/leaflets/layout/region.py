"""Regions: the stretches of a story that depend on the clinic, and how to make them for another one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field

from leaflets.content.blocks import AnyBlock, ClinicDetailsBlock
from leaflets.content.leaflet import Leaflet
from leaflets.content.references import models
from leaflets.content.selection import fill_in
from leaflets.layout.flowable import Flowable
from leaflets.layout.setting import Setting
from leaflets.pdf.document import Document
from leaflets.pdf.tree import Node

Make = Callable[[Sequence[AnyBlock], Setting, Node], list[Flowable]]


@dataclass(frozen=True)
class Region:
    """What was ``made`` of some blocks, asides included, under a parent of this role.

    The ``blocks`` still have in braces what differs from clinic to clinic.
    """

    make: Make
    blocks: Sequence[AnyBlock]
    role: str
    made: Sequence[Flowable]

    def again(self, setting: Setting) -> tuple[Node, Sequence[Flowable]]:
        """The same for another clinic, under a parent of its own."""
        parent = Node(self.role)
        return parent, _all(self.make([fill_in(block, setting.words.known) for block in self.blocks], setting, parent))


@dataclass
class Regions:
    """The regions of a story, found while it is composed. ``open`` are its local blocks with values still in braces."""

    document: Document
    open: Mapping[int, AnyBlock]
    found: list[Region] = field(default_factory=list)

    def compose(
        self, make: Make, blocks: Sequence[AnyBlock], setting: Setting, node: Node, always: bool = False
    ) -> list[Flowable]:
        """What ``make`` makes of some blocks; a region, if one of them is local, or ``always`` where clinics show."""
        if not (always and setting.clinic) and not any(id(block) in self.open for block in blocks):
            return make(blocks, setting, node)
        with self.document.local(node):
            made = make(blocks, setting, node)
        self.found.append(Region(make, [self.open.get(id(one), one) for one in blocks], node.role, _all(made)))
        for flowable in self.found[-1].made:
            flowable.local = True
        return made


def _all(made: Sequence[Flowable]) -> list[Flowable]:
    return [*made, *(aside for flowable in made for aside in flowable.asides)]


def local_blocks(setting: Setting) -> dict[int, AnyBlock]:
    """The blocks that say what can differ from clinic to clinic, by identity, each with its values still in braces."""
    if setting.clinic is None:
        return {}
    pairs = (
        pair
        for name, section in setting.leaflet.sections.items()
        for pair in zip(section.blocks, setting.words.leaflet.sections[name].blocks, strict=True)
    )
    return {id(block): bare for block, bare in pairs if block is not bare or _names_clinic(block)}


def _names_clinic(block: AnyBlock) -> bool:
    return any(isinstance(one, ClinicDetailsBlock) or getattr(one, "filled_by", None) for one in models(block))


def only_regions_differ(leaflet: Leaflet, known: Mapping[str, str]) -> bool:
    """Whether nothing but blocks has values in braces, so that all else is the same for every clinic."""
    sections = {name: section.model_copy(update={"blocks": ()}) for name, section in leaflet.sections.items()}
    rest = leaflet.model_copy(update={"sections": sections})
    return fill_in(rest, known) is rest


def shape(regions: Sequence[Sequence[Flowable]]) -> Hashable:
    """What decides where everything else stands: with the same shape, the pages are the same."""
    return tuple(tuple(_measures(flowable) for flowable in made) for made in regions)


def _measures(flowable: Flowable) -> Hashable:
    pieces = len(flowable.heights)
    parts = [(flowable.extent(0, at), flowable.extent(at, pieces)) for at in range(1, pieces)]
    heights = tuple(round(height, 3) for height in flowable.heights)
    where = (flowable.before, flowable.after, flowable.span, flowable.needed)
    return heights, tuple(flowable.costs), where, tuple((round(up, 3), round(down, 3)) for up, down in parts)
