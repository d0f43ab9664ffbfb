"""A project's defaults, ``content/project.yaml``; and its help in other languages, ``content/language-help.yaml``."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from leaflets.content.inline import Lang, PlainName, ValueName
from leaflets.content.model import Id, Ids, Model, Name, Phone
from leaflets.content.phrases import Fixed, Phrase, asking
from leaflets.content.written import shaped
from leaflets.problems import did_you_mean

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


class Checked(Model):
    """Who has read a line as a speaker of its language, and when."""

    by: PlainName
    role: PlainName
    day: date


class Line(Model):
    """What is said in one language; a draft, until it is ``checked``."""

    english: Name
    free: Fixed
    ring: Annotated[Phrase, asking("phone")]
    checked: Checked | None = None


class LanguageHelp(Model):
    """The lines by language (BCP 47), and the languages most asked for in a country."""

    most_asked: dict[Country, tuple[Lang, ...]] = Field(default_factory=dict)
    languages: Annotated[dict[Lang, Line], Field(min_length=1)]

    @model_validator(mode="after")
    def _all_there(self) -> Self:
        for tag in (tag for tags in self.most_asked.values() for tag in tags):
            if tag not in self.languages:
                raise ValueError(f"there is no line in '{tag}'; {did_you_mean(tag, self.languages)}")
        return self
