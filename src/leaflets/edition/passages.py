"""Every text of what a job says, in the order of print, with where it was written and what it is for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from leaflets.content.blocks import (
    Block,
    ClinicDetailsBlock,
    OrganisationsBlock,
    StatementsBlock,
    TextBlock,
    WordsExplainedBlock,
)
from leaflets.content.clinic import Clinic
from leaflets.content.inline import words_of
from leaflets.content.leaflet import Leaflet, Organisation, Variant
from leaflets.content.model import Model
from leaflets.content.payloads import QrCode
from leaflets.content.placeholders import fill
from leaflets.edition.selection import text_fields, wrote
from leaflets.problems import Source

Role = Literal["prose", "item", "lead-in", "heading", "part", "alt", "listing", "name", "blank"]
"""What a text is for. Parts are pieces of a sentence that the layout makes; listings are of organisations; blanks are
labels of lines to write on, in whose place a clinic's telephone lines stand."""

_ROLES: dict[str, Role] = {
    "lead_in": "lead-in", "alt": "alt", "meaning": "prose", "note": "prose", "about": "listing", "yes": "part",
    "no": "part", "name": "name", "country": "name", "text": "item", "cells": "item",
    "short_name": "name", "department": "name", "hospital": "name", "address": "name", "hours": "part",
    "other_formats": "prose", "interpreter": "prose", "feedback": "prose",
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Passage:
    """One text: as an author wrote it, as it is printed with its marks, and as it is read.

    ``ids`` are those of the block and the statement it stands in; ``part`` is the list or paragraph it belongs to.
    """

    written: str
    marked: str
    text: str
    where: Source
    role: Role
    key: str
    ids: tuple[str, ...]
    section: str
    block: Block | None
    part: Model


def passages(leaflet: Leaflet, variant: Variant, clinic: Clinic | None, values: Mapping[str, str]) -> Iterator[Passage]:
    """Every text of a selected leaflet and of the clinic it is for, filled in, in the order of print.

    Blanks that a clinic fills in are none where there is one.
    """
    for one in _passages(leaflet, variant, clinic):
        if not (clinic and one.role == "blank"):
            marked = fill(one.marked, values)
            yield replace(one, marked=marked, text=words_of(marked))


def _passages(leaflet: Leaflet, variant: Variant, clinic: Clinic | None) -> Iterator[Passage]:
    front = leaflet.file.front
    yield _passage(variant, "title", variant.title, "heading", (), "", None, variant)
    yield _passage(front, "audience", front.audience, "heading", (), "", None, front)
    for name, section in leaflet.sections.items():
        yield _passage(section, "heading", section.heading, "heading", (), name, None, section)
        for block in section.blocks:
            yield from _inside(block, (), name, block, block)
            if isinstance(block, WordsExplainedBlock):
                for word in leaflet.words.values():  # not by their terms: translated, these have another order
                    yield from _inside(word, (block.id,), name, None, word)
            if isinstance(block, OrganisationsBlock):
                for entry in leaflet.organisations.values():
                    yield from _inside(entry, (block.id,), name, None, entry)
            if isinstance(block, ClinicDetailsBlock) and clinic:
                yield from _inside(clinic, (block.id,), name, None, clinic)


def _inside(model: Model, ids: tuple[str, ...], section: str, block: Block | None, part: Model) -> Iterator[Passage]:
    """The texts of a model and of those in it; a label stands before its text."""
    own = getattr(model, "id", None)
    ids = (*ids, own) if own else ids
    texts = text_fields(type(model)) | ({"name"} if isinstance(model, Organisation) else set())
    fields = [key for key in type(model).model_fields if key not in ("when", "unless")]
    for key in sorted(fields, key=lambda key: key != "label"):
        value = getattr(model, key)
        for entry in value if isinstance(value, tuple) else (value,):
            if isinstance(entry, Model):
                inner = entry if isinstance(entry, Block) else block
                yield from _inside(entry, ids, section, inner, _part(model, entry, part))
            elif key in texts and isinstance(entry, str):
                role = _role(model, key, part)
                yield _passage(model, key, entry, role, ids, section, block, part)


def _part(model: Model, inside: Model, part: Model) -> Model:
    """The list or paragraph that a model inside another belongs to."""
    if isinstance(inside, Block):
        return inside
    if isinstance(model, StatementsBlock):
        return model
    return inside if hasattr(inside, "items") else model if hasattr(model, "items") else part


def _role(model: Model, key: str, part: Model) -> Role:
    if isinstance(model, QrCode):
        return "heading"
    if key in ("labels", "blank") and getattr(model, "filled_by", None):
        return "blank"
    if key == "text" and (isinstance(model, TextBlock) or isinstance(part, StatementsBlock)):
        return "prose"
    return _ROLES.get(key, "heading")


def _passage(
    model: Model, key: str, text: str, role: Role, ids: tuple[str, ...], section: str, block: Block | None, part: Model
) -> Passage:
    return Passage(wrote(text), text, text, model.at(key), role, key, ids, section, block, part)
