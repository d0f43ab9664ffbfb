"""``corrections.yaml``: what the texts a leaflet began from said, and what the sources say instead."""

from typing import Annotated

from pydantic import Field

from leaflets.content.model import Id, Model, Name


class Correction(Model):
    """One claim, held against the sources: what was found of it, and what a leaflet may say instead."""

    id: Id
    claim: Name
    verdict: Name
    instead: Name
    because: Name


class Corrections(Model):
    """``corrections.yaml``: the claims in the order of the first texts."""

    corrections: Annotated[tuple[Correction, ...], Field(min_length=1)]
