"""What a project builds by default: ``content/project.yaml``."""

from typing import Annotated

from pydantic import Field

from leaflets.content.model import Id, Ids, Model, Name


class Region(Model):
    """A region: whose words, paper and numbers."""

    language: Id
    format: Id
    emergency_number: Name
    fever_threshold: Name


class Settings(Model):
    """The project's defaults, and its regions by name."""

    leaflets: Ids
    region: Id
    theme: Id
    regions: Annotated[dict[Id, Region], Field(min_length=1)]
