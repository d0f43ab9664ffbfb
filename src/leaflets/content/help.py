"""Help in other languages: what says that it is free, and who has checked it, ``content/language-help.yaml``."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from leaflets.content.inline import Lang, PlainName
from leaflets.content.model import Model, Name
from leaflets.content.phrases import Fixed, Phrase, asking
from leaflets.content.settings import Country
from leaflets.problems import did_you_mean


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
