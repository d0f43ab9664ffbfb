"""What a project builds by default: ``content/project.yaml``."""

from typing import Annotated

from pydantic import Field

from leaflets.content.inline import PlainName
from leaflets.content.model import Id, Ids, Model


class Region(Model):
    """A region: whose words, paper and numbers."""

    language: Id
    format: Id
    emergency_number: PlainName
    fever_threshold: PlainName


class Settings(Model):
    """The project's defaults, and its regions by name."""

    leaflets: Ids
    region: Id
    theme: Id
    regions: Annotated[dict[Id, Region], Field(min_length=1)]
