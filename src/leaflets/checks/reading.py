"""A leaflet as one reader has it: every text in the order of print, with where it was written and what it is for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from leaflets.checks.rules import Finding, finding
from leaflets.checks.sentences import sentences
from leaflets.content.blocks import (
    Block,
    ClinicDetailsBlock,
    OrganisationsBlock,
    StatementsBlock,
    TextBlock,
    WordsExplainedBlock,
)
from leaflets.content.clinic import Clinic
from leaflets.content.inline import spans, words_of
from leaflets.content.leaflet import Leaflet, Organisation
from leaflets.content.model import Model
from leaflets.content.payloads import QrCode
from leaflets.content.rulebook import Severity
from leaflets.edition.selection import Job, fill_in, text_fields, translate, values
from leaflets.edition.wording import choose, clinic_of
from leaflets.problems import Source
from leaflets.store.project import Project

Role = Literal["prose", "item", "lead-in", "heading", "part", "alt", "listing", "name", "blank"]
"""What a text is for. Parts are pieces of a sentence that the layout makes; listings are of organisations; blanks are
labels of lines to write on, in whose place a clinic's telephone lines stand."""

_ROLES: dict[str, Role] = {
    "lead_in": "lead-in", "alt": "alt", "meaning": "prose", "note": "prose", "about": "listing", "yes": "part",
    "no": "part", "name": "name", "country": "name", "text": "item", "cells": "item",
    "short_name": "name", "department": "name", "hospital": "name", "address": "name", "hours": "part",
    "other_formats": "prose", "interpreter": "prose", "feedback": "prose",
}  # fmt: skip
_SAID: frozenset[Role] = frozenset({"prose", "item", "lead-in"})


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

    @property
    def said(self) -> bool:
        """Whether it is made of sentences, or of entries of a list."""
        return self.role in _SAID

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """Its sentences, without the bold words that head it."""
        runs = spans(self.marked)
        headed = len(runs) > 1 and runs[0].bold and runs[0].text.rstrip().endswith((".", ":"))
        return sentences("".join(run.text for run in runs[1:]).strip() if headed else self.text)

    def finding(
        self, rule: str, message: str, hint: str = "", word: str = "", grave: Severity | None = None
    ) -> Finding:
        """What a rule found here, about a word or about the whole."""
        return finding(rule, self.where, message, hint, (*self.ids, *([word] if word else [])), grave)


@dataclass(frozen=True, eq=False)
class Reading:
    """What one job says, as its clinic has it, if it is for one. ``values`` are those of its placeholders."""

    job: Job
    leaflet: Leaflet
    clinic: Clinic | None
    passages: tuple[Passage, ...]
    values: dict[str, str]

    @property
    def shown(self) -> tuple[str, str, str, str]:
        """Whom it is for: variant, region, edition and clinic."""
        return (self.job.variant, self.job.region, self.job.edition, self.job.clinic)

    @cached_property
    def blocks(self) -> dict[str, str]:
        """All that is said in and beside each block, by the block's id."""
        found: dict[str, list[str]] = {}
        beside: dict[str, Block] = {}
        for passage in self.passages:
            if passage.block:
                found.setdefault(passage.block.id, []).append(passage.text)
                beside[passage.block.id] = passage.block
        for name, block in beside.items():
            words = [self.leaflet.words[word] for word in block.words if word in self.leaflet.words]
            found[name] += [f"{word.term}: {word.meaning}" for word in words]
        return {name: " ".join(texts) for name, texts in found.items()}

    @cached_property
    def parts(self) -> list[list[Passage]]:
        """The passages of each list or paragraph together."""
        found: dict[tuple[int, str], list[Passage]] = {}
        for passage in self.passages:
            found.setdefault((id(passage.part), passage.key), []).append(passage)
        return list(found.values())


def read(project: Project, job: Job) -> Reading:
    """The reading of a job. Raises ContentError if nothing is left to say somewhere."""
    language, clinic = project.language(job.language, job.leaflet), clinic_of(project, job)
    chosen, region = choose(project, job, clinic)
    translated = translate(chosen, language)
    known = values(translated, job, region, language)
    known["checked_by"] = language.phrases.unchecked  # who signed, and when, is nobody's writing
    leaflet, own = fill_in(translated, known), _own(clinic) if clinic else None
    printed = passages(leaflet, job, fill_in(own, known) if own else None)
    pairs = zip(passages(chosen, job, own), printed, strict=True)
    return Reading(job, leaflet, clinic, tuple(replace(new, written=old.marked) for old, new in pairs), known)


def _own(clinic: Clinic) -> Clinic:
    """What a clinic says of itself. Its changes and its fever line are in the leaflet's words."""
    return clinic.model_copy(update={"changes": (), "fever_threshold": None})


def passages(leaflet: Leaflet, job: Job, clinic: Clinic | None) -> Iterator[Passage]:
    """Every text of a selected leaflet and of the clinic it is for, in the order of print."""
    return (passage for passage in _passages(leaflet, job, clinic) if not (clinic and passage.role == "blank"))


def _passages(leaflet: Leaflet, job: Job, clinic: Clinic | None) -> Iterator[Passage]:
    variant, front = leaflet.file.variants[job.variant], leaflet.file.front
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
    return Passage(text, text, words_of(text), model.at(key), role, key, ids, section, block, part)
