"""``translations/LANGUAGE.yaml``: a leaflet's words in another language, with those they are made from, and by whom."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal, Self

from pydantic import Field, TypeAdapter, ValidationError, model_validator

from leaflets.content.approvals import hash_of
from leaflets.content.inline import PlainName, Text
from leaflets.content.model import Id, Ids, Model, Name
from leaflets.content.roles import NOTE
from leaflets.content.written import shaped
from leaflets.problems import Problem, Source, did_you_mean

Method = Literal["human", "machine", "machine, then human"]
_WRITTEN = "leave it as 'leaflets translate' wrote it"
Owner = Annotated[str, shaped(r"^(sections/)?[A-Za-z0-9][A-Za-z0-9-]*$", _WRITTEN)]
Part = Annotated[str, shaped(r"^[a-z_]+(\.[A-Za-z0-9_-]+)*$", _WRITTEN)]
Mark = Annotated[str, shaped(r"^[ws][0-9a-f]{12}$", _WRITTEN)]
Words = Annotated[Text, NOTE]


def fault(text: str, kind: Any = Words) -> str:
    """Why a text of some kind could not stand in a file; nothing, if it can, or if there is none."""
    try:
        if text:
            _adapter(kind).validate_python(text)
        return ""
    except ValidationError as error:
        detail = error.errors()[0]
        return str(detail.get("ctx", {}).get("error", detail["msg"]))


_adapter = cache(TypeAdapter)


class Work(Model):
    """How some words were translated: by whom or what, and when."""

    method: Method
    translator: PlainName | None = None
    done: date

    @model_validator(mode="after")
    def _named(self) -> Self:
        if self.method != "machine" and not self.translator:
            raise ValueError(f"'{self.method}' work has a 'translator'; name the person, or write 'method: machine'")
        return self


class SecondReader(Model):
    """Who read a translation beside its source, and when. ``mark`` stands for both: if either changes, it lapses."""

    by: PlainName
    done: date
    mark: Mark


class Translated(Model):
    """One text of a leaflet in another language: which part of which statement, made from which words.

    ``mark`` stands for the ``source`` words. ``back``: what the translation says, turned back by somebody else.
    """

    id: Owner
    part: Part = "text"
    mark: Mark
    source: Words
    text: Words
    work: Id
    note: Name | None = None
    back: Words | None = None
    checked: SecondReader | None = None

    @property
    def both(self) -> str:
        """What stands for the translation and its source, as they are now."""
        return hash_of(self.text, (self.source,))

    @model_validator(mode="after")
    def _of_its_source(self) -> Self:
        if self.mark != hash_of(self.source):
            message = f"'{self.mark}' does not stand for the words in 'source'"
            raise ValueError(f"{message}; take the change back, or have the words translated anew")
        return self


class Translations(Model):
    """A leaflet in another language: what it is not for, by ``variants``, ``editions`` or ``regions``, is not made."""

    variants: Ids = ()
    editions: Ids = ()
    regions: Ids = ()
    terms: dict[Name, Name] = Field(default_factory=dict)
    work: dict[Id, Work]
    statements: tuple[Translated, ...] = ()

    def faults(self) -> Iterator[Problem]:
        """What the file says of its own entries and cannot be so."""
        first: dict[tuple[str, str, str], Source] = {}
        for one in self.statements:
            where = first.setdefault((one.id, one.part, one.mark), one.at())
            if where != one.at():
                yield Problem(
                    one.at(), f"these words of '{one.id}' were translated before: {where}", "delete one of the two"
                )
            if one.work not in self.work:
                yield Problem(
                    one.at("work"), f"there is no '{one.work}' under 'work'", did_you_mean(one.work, self.work)
                )
            elif one.checked and one.checked.by == self.work[one.work].translator:
                message = f"'{one.id}' was checked by {one.checked.by}, who translated it"
                yield Problem(one.checked.at("by"), message, "a second reader is another person")
