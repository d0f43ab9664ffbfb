"""``corrections.yaml``: what the texts a leaflet began from said, and what the sources say instead."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from leaflets.content.model import Id, Ids, Model, Name


class Correction(Model):
    """One claim, held against the sources: what was found of it, and what a leaflet may say instead.

    ``said_by`` are the ids of the statements that say it; what says ``printed: no`` has its ``reason``.
    """

    id: Id
    claim: Name
    verdict: Name
    instead: Name
    because: Name
    said_by: Ids = ()
    printed: Literal["no"] | None = None
    reason: Name | None = None

    @model_validator(mode="after")
    def _said_or_not(self) -> Self:
        if self.printed and (self.said_by or not self.reason):
            raise ValueError("what is not printed has a 'reason', and no 'said_by'")
        return self


class Corrections(Model):
    """``corrections.yaml``: the claims in the order of the first texts."""

    corrections: Annotated[tuple[Correction, ...], Field(min_length=1)]
