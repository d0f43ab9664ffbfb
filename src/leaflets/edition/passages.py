"""Every text of what a job says, in the order of print, with where it was written and what it is for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from leaflets.content.blocks import Block, ClinicDetailsBlock, OrganisationsBlock, StatementsBlock, WordsExplainedBlock
from leaflets.content.clinic import Clinic
from leaflets.content.inline import spans, words_of
from leaflets.content.leaflet import Leaflet, Variant
from leaflets.content.model import Said, roles
from leaflets.content.once import once
from leaflets.content.placeholders import fill
from leaflets.content.roles import Purpose, Role
from leaflets.edition.selection import wrote
from leaflets.problems import Source


@dataclass(frozen=True, eq=False)
class Passage:
    """One text: as an author wrote it, as it is printed with its marks, and as it is read.

    ``ids`` are those of the block and the statement it stands in; ``part`` is the list or paragraph it belongs to;
    ``lang`` its language, where that is not the leaflet's; ``model`` is what it is a text of.
    """

    written: str
    marked: str
    text: str
    where: Source
    role: Purpose
    key: str
    ids: tuple[str, ...]
    section: str
    block: Block | None
    part: Said
    lang: str
    model: Said

    @cached_property
    def in_full(self) -> str:
        """As it is read where nobody can follow a link: with the addresses that the words do not show."""
        return "".join(span.in_full for span in spans(self.marked)) if "](" in self.marked else self.text


def passages(leaflet: Leaflet, variant: Variant, clinic: Clinic | None, values: Mapping[str, str]) -> Iterator[Passage]:
    """Every text of a selected leaflet and of the clinic it is for, filled in, in the order of print.

    Blanks that a clinic fills in are none where there is one.
    """
    for one in _passages(leaflet, variant, clinic):
        if clinic and one.role == "blank":
            continue
        if "{" in one.marked:
            marked = fill(one.marked, values)
            yield replace(one, marked=marked, text=words_of(marked))
        else:
            yield one


def _passages(leaflet: Leaflet, variant: Variant, clinic: Clinic | None) -> Iterator[Passage]:
    front = leaflet.file.front
    yield _passage(variant, "title", variant.title, "heading", (), "", None, variant)
    yield _passage(front, "audience", front.audience, "heading", (), "", None, front)
    for name, section in leaflet.sections.items():
        yield _passage(section, "heading", section.heading, "heading", (), name, None, section)
        for block in section.blocks:
            yield from _of(block, name)
            if isinstance(block, WordsExplainedBlock):
                for word in leaflet.words.values():  # not by their terms: translated, these have another order
                    yield from _of(word, name, block.id)
            if isinstance(block, OrganisationsBlock):
                for entry in leaflet.organisations.values():
                    yield from _of(entry, name, block.id)
            if isinstance(block, ClinicDetailsBlock) and clinic:
                yield from _inside(clinic, (block.id,), name, None, clinic)


@once
def _of(model: Said, section: str, *ids: str) -> Sequence[Passage]:
    """The texts of a block, or of an entry of a list that stands in one."""
    return tuple(_inside(model, ids, section, model if isinstance(model, Block) else None, model))


def _inside(
    model: Said, ids: tuple[str, ...], section: str, block: Block | None, part: Said, lang: str = ""
) -> Iterator[Passage]:
    """The texts of a model and of those in it; a label stands before its text."""
    own = getattr(model, "id", None)
    ids = (*ids, own) if own else ids
    known, lang = roles(type(model)), getattr(model, "lang", None) or lang
    for key, value in model.parts():
        if isinstance(value, Said):
            inner = value if isinstance(value, Block) else block
            yield from _inside(value, ids, section, inner, _part(model, value, part), lang)
        elif value and key in known and known[key].author:
            role = _purpose(known[key], model, part)
            yield replace(_passage(model, key, value, role, ids, section, block, part), lang=lang)


def _purpose(role: Role, model: Said, part: Said) -> Purpose:
    """What a text is for where it stands."""
    if role.purpose == "item" and isinstance(part, StatementsBlock):
        return "prose"
    if role.purpose == "blank" and not getattr(model, "filled_by", None):
        return "label"
    return role.purpose


def _part(model: Said, inside: Said, part: Said) -> Said:
    """The list or paragraph that a model inside another belongs to."""
    if isinstance(inside, Block):
        return inside
    if isinstance(model, StatementsBlock):
        return model
    return inside if hasattr(inside, "items") else model if hasattr(model, "items") else part


def _passage(
    model: Said, key: str, text: str, role: Purpose, ids: tuple[str, ...], section: str, block: Block | None, part: Said
) -> Passage:
    return Passage(wrote(text), text, words_of(text), model.at(key), role, key, ids, section, block, part, "", model)
