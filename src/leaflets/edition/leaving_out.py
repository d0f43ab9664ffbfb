"""Leaving statements out of a leaflet that has nothing conditional left in it, and whatever is empty without them."""

from collections.abc import Collection, Iterator
from typing import Any

from leaflets.content.blocks import AnyBlock, OrganisationsBlock, PageBreakBlock, SubheadingBlock, WordsExplainedBlock
from leaflets.content.leaflet import Leaflet
from leaflets.content.model import M, Model
from leaflets.content.payloads import Statement
from leaflets.problems import Source
from leaflets.store.references import models

Gone = Collection[tuple[str, Source]]


def without(leaflet: Leaflet, gone: Gone) -> Leaflet:
    """The leaflet without these. A list that would be left empty in a block that says more keeps what it has."""
    gone = set(gone)
    words, organisations = (
        {name: entry for name, entry in listed.items() if (entry.id, entry.at()) not in gone}
        for listed in (leaflet.words, leaflet.organisations)
    )
    sections = {}
    for name, section in leaflet.sections.items():
        blocks = [block for block in (_less(block, gone) for block in section.blocks) if block]
        if not words:
            blocks = [block for block in blocks if not isinstance(block, WordsExplainedBlock)]
        if not organisations:
            blocks = [block for block in blocks if not isinstance(block, OrganisationsBlock)]
        kept = tuple(_titling(blocks))
        if not all(isinstance(block, PageBreakBlock) for block in kept) or name == leaflet.file.front.section:
            sections[name] = section.model_copy(update={"blocks": kept})
    return leaflet.model_copy(update={"sections": sections, "words": words, "organisations": organisations})


def _titling(blocks: list[AnyBlock]) -> Iterator[AnyBlock]:
    """The blocks without the headings that nothing follows."""
    for index, block in enumerate(blocks):
        followed = index + 1 < len(blocks) and not isinstance(blocks[index + 1], SubheadingBlock)
        if followed or not isinstance(block, SubheadingBlock):
            yield block


def leaves(model: Model) -> list[tuple[str, Source]]:
    """The statements in a model that hold no others, by id and place."""
    found = [one for one in models(model) if isinstance(one, Statement)]
    return [(one.id, one.at()) for one in found if sum(isinstance(other, Statement) for other in models(one)) == 1]


def _less(model: M, gone: Gone) -> M | None:
    """The model without what goes; nothing, if all that it says goes."""
    said = leaves(model)
    if said and all(one in gone for one in said):
        return None
    if isinstance(model, Statement) and (model.id, model.at()) in gone:  # a picture goes with what is written on it
        return None
    changes: dict[str, Any] = {}
    for name, value in model:
        new: Any = value
        if isinstance(value, tuple) and any(isinstance(part, Model) for part in value):
            new = tuple(part for part in (_less(part, gone) for part in value) if part is not None) or value
        elif isinstance(value, Model):
            new = _less(value, gone) or value
        if new is not value and new != value:
            changes[name] = new
    return model.model_copy(update=changes) if changes else model
