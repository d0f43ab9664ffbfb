"""A leaflet: its governance, its variants, its sections, and the lists its statements refer to."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Self

from pydantic import Field, PrivateAttr, ValidationInfo, field_validator

from leaflets.content.approvals import Approval, SignOff, VersionSignOff
from leaflets.content.blocks import AnyBlock
from leaflets.content.codes import Codes
from leaflets.content.format import Folding
from leaflets.content.inline import Heading, Label, PlainName, Prose, Text, ValueName
from leaflets.content.model import Conditional, Id, Ids, Model, Name, Phone, Said, Web
from leaflets.content.payloads import Statement
from leaflets.content.roles import HINT, LISTING, NAME
from leaflets.content.units import Colour
from leaflets.content.written import shaped

Suffix = Annotated[str, shaped(r"^[A-Z0-9]{2,6}$", "write two to six capital letters or digits, such as GI"), HINT]
Code = Annotated[str, shaped(r"^[A-Z0-9-]{2,12}$", "write two to twelve capital letters, digits or hyphens"), HINT]
Version = Annotated[str, shaped(r"^\d+\.\d+(\.\d+)?$", "write numbers parted by points, such as 1.0 or 1.0.2"), HINT]


class Emblem(Model):
    """What a cover shows: a drawing in ``assets/figures``, with some of its parts marked."""

    drawing: Id
    mark: Ids = ()


class Variant(Said):
    """A variant: the place on the body its leaflet is about, its deep colour for words, and its bright ground."""

    title: Heading
    short_title: Heading
    suffix: Suffix
    colour: Colour
    bright: Colour | None = None
    cover: Emblem | None = None
    icon: Id | None = None
    codes: Codes = Codes.model_construct()


class Section(Conditional):
    """A section: one file in ``sections/``."""

    heading: Heading
    icon: Id | None = None
    blocks: Annotated[tuple[AnyBlock, ...], Field(min_length=1)]


class Reference(Conditional):
    """A source of statements. Those with ``printed`` stand in the list of the leaflets their conditions hold for."""

    organisation: Name
    title: Name
    address: Web | None = None
    dated: Name
    seen: date
    quality: Name
    printed: bool = False


class Word(Statement):
    """A word explained."""

    term: Label
    meaning: Prose


class Organisation(Statement):
    """A body that can help, and the country it works in."""

    name: Name
    country: Annotated[Text, NAME]
    about: Annotated[Text, LISTING]
    web: Web
    phone: Phone | None = None
    phone_note: Label | None = None


class Sources(Model):
    """``sources.yaml``: the sources by id."""

    sources: dict[Id, Reference]


class Glossary(Model):
    """``glossary.yaml``: the words explained, by the name blocks call them."""

    words: dict[Id, Word]


class Organisations(Model):
    """``organisations.yaml``: the organisations by name."""

    organisations: dict[Id, Organisation]


class Cover(Said):
    """``leaflet.yaml``'s front: the line under the title, and the section whose blocks stand there."""

    label: Heading
    audience: Heading
    section: Id


class ZPanels(Model):
    """Where sections stand on a sheet folded to and fro, whose back is the inside's right panel."""

    back: Ids
    reverse_left: Ids
    reverse_middle: Ids


class GatePanels(Model):
    """Where sections stand on a sheet whose two flaps meet in the middle of its front."""

    front_left: Ids
    front_right: Ids
    inside_left: Ids
    inside_middle: Ids
    inside_right: Ids
    back: Ids


class Panels(Model):
    """Which sections the brief edition has, and on which panel of a folded sheet each stands."""

    front: Ids = ()
    inside_left: Ids
    inside_middle: Ids = ()
    inside_right: Ids
    flap: Ids
    back: Ids
    z: ZPanels | None = None
    gate: GatePanels | None = None

    _kind: Folding = PrivateAttr(default="roll")

    @property
    def places(self) -> Mapping[str, tuple[str, ...]]:
        """The sections of each panel, in the order the leaflet is unfolded."""
        inside = {"inside_left": self.inside_left, "inside_middle": self.inside_middle}
        if self._kind == "z":
            z = self.z or ZPanels(back=self.inside_right, reverse_left=self.flap, reverse_middle=self.back)
            return {"front": self.front, **inside, **dict(z)}
        if self._kind == "half":
            between = (*self.inside_left, *self.inside_middle, *self.inside_right, *self.flap)
            return {"front": self.front, "inside_left": between, "inside_right": (), "back": self.back}
        if self._kind == "gate":
            left = (*self.inside_middle, *self.inside_right)  # what comes first inside has the wide panel
            inside = {"inside_left": left, "inside_middle": self.inside_left, "inside_right": self.flap}
            return dict(self.gate or {"front_left": self.front, "front_right": (), **inside, "back": self.back})
        return {"front": self.front, **inside, "inside_right": self.inside_right, "flap": self.flap, "back": self.back}

    @property
    def sections(self) -> tuple[str, ...]:
        """Their names in the order of the unfolded leaflet."""
        return tuple(name for names in self.places.values() for name in names)

    def folded(self, kind: Folding) -> Self:
        """The panels of a kind of fold."""
        made = self.model_copy()
        made._kind = kind
        return made


_DEGREES = re.compile(r"(\d{2,3}(?:\.\d)?) °([CF])")


class Value(Model):
    """A value that a leaflet's texts ask for by name: each region gives one, and a clinic may give its own."""

    what: Name
    celsius: tuple[float, float] | None = None

    def wrong(self, text: str) -> tuple[str, str] | None:
        """Why a text cannot be this value, and what to write; nothing, if it can."""
        if self.celsius is None:
            return None
        least, most = self.celsius
        found = [float(n) if unit == "C" else (float(n) - 32) / 1.8 for n, unit in _DEGREES.findall(text)]
        if not found or max(found) - min(found) > 0.06:
            return f"'{text}' is not one temperature", "write it as '38 °C', or in both units: '38 °C (100.4 °F)'"
        if not least <= found[0] <= most:
            return f"'{text}' cannot be {self.what}", f"it lies between {least:g} and {most:g} °C"
        return None


class LeafletFile(Said):
    """``leaflet.yaml``: what a leaflet is called, who answers for it, its variants and the order of its sections."""

    title: Heading
    reference: Code
    version: Version
    publisher: PlainName
    owner: Name | None = None
    chair: PlainName | None = None
    written: date
    review_by: date
    approvals: tuple[Approval, ...] = ()
    extras: Ids = ()
    codes: Codes = Codes.model_construct()
    values: dict[ValueName, Value] = Field(default_factory=dict)
    unlisted: bool = False
    variants: Annotated[dict[Id, Variant], Field(min_length=1)]
    front: Cover
    sections: Annotated[tuple[Id, ...], Field(min_length=1)]
    panels: Panels | None = None

    @field_validator("review_by")
    @classmethod
    def _after_written(cls, review_by: date, info: ValidationInfo) -> date:
        written = info.data.get("written")
        if written and review_by <= written:
            raise ValueError(f"review_by ({review_by}) must be later than written ({written})")
        return review_by


class Leaflet(Model):
    """A leaflet read whole: its file, its sections by name, its lists, and the hash of each picture by its file.

    ``agreed`` are the words that were agreed to, by the marks of their statements, as far as they were kept.
    ``languages`` are those that conditions can name. ``chance`` is how clinicians read one, in the leaflet's language.
    """

    name: str
    file: LeafletFile
    sections: dict[str, Section]
    sources: dict[str, Reference]
    words: dict[str, Word]
    organisations: dict[str, Organisation]
    sign_offs: tuple[SignOff, ...] = ()
    versions: tuple[VersionSignOff, ...] = ()
    agreed: dict[str, str] = Field(default_factory=dict)
    pictures: dict[str, str] = Field(default_factory=dict)
    languages: tuple[str, ...] = ()
    chance: str = "{lead_in} {n}/{of} {yes}; {rest}/{of} {no}"


def approvals(file: LeafletFile, variant: str) -> list[Approval]:
    """Clinicians' sign-offs of this version of the variant; none, and it is a draft."""
    return [entry for entry in file.approvals if variant in entry.variant and entry.version == file.version]
