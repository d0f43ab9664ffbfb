"""Every text of what a job says, in the order of print, with where it was written and what it is for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from leaflets.content.blocks import Block, ClinicDetailsBlock, OrganisationsBlock, StatementsBlock, WordsExplainedBlock
from leaflets.content.clinic import Clinic
from leaflets.content.inline import fill, spans, words_of
from leaflets.content.leaflet import Leaflet, Section, Variant
from leaflets.content.model import Said, once, roles
from leaflets.content.roles import Purpose, Role
from leaflets.edition.selection import wrote
from leaflets.problems import Source


@dataclass(frozen=True, eq=False, slots=True)
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

    @property
    def in_full(self) -> str:
        """As it is read where nobody can follow a link: with the addresses that the words do not show."""
        return "".join(span.in_full for span in spans(self.marked)) if "](" in self.marked else self.text


def passages(leaflet: Leaflet, variant: Variant, clinic: Clinic | None, values: Mapping[str, str]) -> Sequence[Passage]:
    """Every text of a selected leaflet and of the clinic it is for, filled in, in the order of print.

    Blanks that a clinic fills in are none where there is one.
    """
    found = _passages(leaflet, variant, clinic)
    if clinic:
        found = [one for one in found if one.role != "blank"]
    filled = {one: fill(one.marked, values) for one in found if "{" in one.marked}
    return [replace(one, marked=filled[one], text=words_of(filled[one])) if one in filled else one for one in found]


def _passages(leaflet: Leaflet, variant: Variant, clinic: Clinic | None) -> Sequence[Passage]:
    front = leaflet.file.front
    found = [_heading(variant, "title", ""), _heading(front, "audience", "")]
    for name, section in leaflet.sections.items():
        for texts, block in _stretches(section, name):
            found += texts
            if isinstance(block, WordsExplainedBlock):
                for word in leaflet.words.values():  # not by their terms: translated, these have another order
                    found += _of(word, name, block.id)
            elif isinstance(block, OrganisationsBlock):
                for entry in leaflet.organisations.values():
                    found += _of(entry, name, block.id)
            elif block and clinic:
                found += _inside(clinic, (block.id,), name, None, clinic)
    return found


@once
def _heading(model: Said, key: str, section: str) -> Passage:
    """A text that stands over all that follows."""
    return _passage(model, key, getattr(model, key), "heading", (), section, None, model)


@once
def _stretches(section: Section, name: str) -> Sequence[tuple[Sequence[Passage], Block | None]]:
    """The texts of a section, each stretch up to a block that is filled with what stands elsewhere, or to the end."""
    found, texts = list[tuple[Sequence[Passage], Block | None]](), [_heading(section, "heading", name)]
    for block in section.blocks:
        texts += _of(block, name)
        if isinstance(block, ClinicDetailsBlock | OrganisationsBlock | WordsExplainedBlock):
            found.append((texts, block))
            texts = []
    return [*found, (texts, None)]


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
