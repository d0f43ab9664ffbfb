"""What other systems read of the leaflets there are: the catalogue, and by its models the schema of it."""

from datetime import date
from typing import Literal

from leaflets.content.model import Model


class CatalogueFile(Model):
    """A finished file, as it lies in the output folder."""

    name: str
    format: str
    description: str
    media_type: str
    pages: int | None
    bytes: int
    sha256: str


class Offer(Model):
    """A leaflet in one variant, region and language, of one clinic or of none: for whom, how old, in which files.

    ``state``: a draft; signed off by clinicians; or, once it was published, how it stands in the register.
    """

    reference: str
    version: str
    leaflet: str
    variant: str
    title: str
    audience: str
    region: str
    language: str
    clinic: str | None
    publisher: str
    written: date
    review_by: date
    state: Literal["draft", "signed", "current", "due", "superseded", "withdrawn"]
    codes: dict[Literal["icd_10_cm", "snomed_ct", "mesh"], tuple[str, ...]]
    files: tuple[CatalogueFile, ...]


class Catalogue(Model):
    """All that a project offers on a day."""

    made: date
    leaflets: tuple[Offer, ...]
