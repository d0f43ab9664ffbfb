"""What a project builds by default: ``content/project.yaml``."""

from typing import Annotated

from pydantic import Field

from leaflets.content.inline import Lang, PlainName
from leaflets.content.model import Id, Ids, Model, Phone
from leaflets.content.placeholders import ValueName
from leaflets.content.shape import shaped

Country = Annotated[str, shaped("^[A-Z]{2}$", "write the two letters of a country (ISO 3166), such as US or GB")]
"""A country by its two letters (ISO 3166)."""


class Region(Model):
    """A region: whose words, paper and numbers."""

    language: Id
    format: Id
    emergency_number: PlainName
    country: Country | None = None
    values: dict[ValueName, PlainName] = Field(default_factory=dict)
    language_help: tuple[Lang, ...] = ()
    numbers: tuple[Phone, ...] = ()


class Settings(Model):
    """The project's defaults, and its regions by name."""

    leaflets: Ids = ()
    region: Id
    theme: Id
    regions: Annotated[dict[Id, Region], Field(min_length=1)]

    def region_named(self, region: str) -> bool:
        """Whether files are named by a region beside its language: another region has the same one."""
        return [one.language for one in self.regions.values()].count(self.regions[region].language) > 1
