"""A clinic: who hands the leaflet out, how to reach them, their look, their local words and their sign-offs."""

import re
from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field, WithJsonSchema, model_validator

from leaflets.content.approvals import Approval
from leaflets.content.blocks import ByKind, EachBlock, kind_of
from leaflets.content.email import mailbox
from leaflets.content.inline import Lang, Prose, Text, ValueName, plain
from leaflets.content.model import Condition, FileName, Id, Ids, Model, Phone, Said
from leaflets.content.payloads import Fact
from leaflets.content.roles import ALT, HINT, LABEL, NAME, NUMBER, PART
from leaflets.content.telephone import in_words, no_date
from leaflets.content.units import Colour
from leaflets.content.written import AS_WRITTEN, shaped

_STAND_INS = re.compile(r"[\W_]+|(?:tbc|tbd|todo|n/?a|none|null|unknown|x{2,})\W*", re.IGNORECASE)
_SITE = r"https?://[A-Za-z0-9][A-Za-z0-9./_~%?=&#-]*"


def _meant(text: str) -> str:
    if _STAND_INS.fullmatch(text):
        raise ValueError(f"'{text}' says nothing; write what people need, or delete the key")
    return no_date(text)


def _email(text: str) -> str:
    try:
        mailbox(text)
    except ValueError as error:
        hint = str(error).partition("; write ")[2]
        hint = hint if "such as" not in hint else "it as team@example.org"
        raise ValueError(f"'{text}' is not an email address; write {hint or 'another'}") from None
    if not re.fullmatch(r"[\w.+'@-]+", text.strip(), re.ASCII):
        raise ValueError(f"'{text}' has signs that a link cannot carry; use one in plain letters")
    return text.strip()


def _site(text: str) -> str:
    if not re.fullmatch(_SITE, text):
        raise ValueError(f"'{text}' is not a web address; begin it with https://, as in https://example.org/help")
    return text


Value = Annotated[Prose, AfterValidator(_meant)]
Plain = Annotated[Text, AfterValidator(_meant), AfterValidator(plain), NAME]
Hours = Annotated[Text, AfterValidator(_meant), AfterValidator(plain), AfterValidator(in_words), PART]
Email = Annotated[
    str, AfterValidator(_email), WithJsonSchema({"type": "string", "format": "email"}), AS_WRITTEN, NUMBER
]
Site = Annotated[
    str, AfterValidator(_site), WithJsonSchema({"type": "string", "pattern": f"^{_SITE}$"}), AS_WRITTEN, NUMBER
]


Words = Annotated[Text, HINT]
Prefix = Annotated[str, shaped(r"^[A-Z0-9]{2,8}$", "write two to eight capital letters or digits, such as RMH"), HINT]


class Line(Said):
    """A telephone line: what it is called, its number, and when someone answers; without hours, day and night."""

    label: Annotated[Plain, LABEL]
    phone: Phone
    hours: Hours | None = None


class Logo(Said):
    """A picture in ``assets/logos``, PNG, JPEG or SVG, and what it shows in words."""

    file: FileName
    alt: Annotated[Plain, ALT]


class Colours(Model):
    """The clinic's own colours: ``primary`` in place of the variant's, ``accent`` for a thin rule on the cover."""

    primary: Colour | None = None
    accent: Colour | None = None


class LocalApproval(Approval):
    """A clinician's sign-off, for this clinic, of one version of one variant of a leaflet."""

    leaflet: Id


def _kind(value: Any) -> str | None:
    """The discriminator of a block, or of an entry of a list that has a label."""
    if isinstance(value, Fact):
        return "kind:label"
    if isinstance(value, dict) and kind_of(value) in (None, "kind:label", "kind:text"):
        return "kind:label" if "label" in value else kind_of(value)
    return kind_of(value)


Part = Annotated[EachBlock | Fact, ByKind(_kind, label=Fact)]
"""A block; or an entry of a list, which is written like a block of text."""


class Change(Model):
    """One local change: ``replace`` something ``with`` something else, ``omit`` it, or ``add`` something ``after`` it.

    It is named by its id. What replaces it keeps its id, and is shown when it would have been.
    """

    leaflet: Id | None = None
    when: Condition | None = None
    replace: Id | None = None
    with_: Annotated[Part | None, Field(alias="with")] = None
    omit: Id | None = None
    after: Id | None = None
    add: tuple[Part, ...] = ()

    @property
    def key(self) -> str:
        """What is done: ``replace``, ``omit`` or ``after``."""
        return next(key for key in ("replace", "omit", "after") if getattr(self, key))

    @property
    def target(self) -> str:
        """The id it is done to."""
        return str(getattr(self, self.key))

    @model_validator(mode="before")
    @classmethod
    def _keep_the_id(cls, data: Any) -> Any:
        """What replaces something is known by the same id."""
        new = data.get("with") if isinstance(data, dict) else None
        if isinstance(new, dict) and isinstance(data.get("replace"), str):
            for key in ("id", "when", "unless"):
                if key in new:
                    raise ValueError(f"a replacement keeps the id and the conditions; delete '{key}'")
            return {**data, "with": {"id": data["replace"], **new}}
        return data

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        given = [key for key in ("replace", "omit", "after") if getattr(self, key)]
        if len(given) != 1:
            said = "two things" if given else "nothing"
            raise ValueError(f"this change does {said}; write one of 'replace', 'omit' and 'after'")
        if bool(self.replace) != bool(self.with_):
            raise ValueError("'replace' and 'with' belong together; write both, or 'omit'")
        if bool(self.after) != bool(self.add):
            raise ValueError("'after' and 'add' belong together; write both")
        return self


class Clinic(Said):
    """A clinic: one file in ``content/clinics``; the name of the file is its key."""

    name: Plain
    short_name: Plain | None = None
    department: Plain
    hospital: Plain | None = None
    address: Annotated[tuple[Plain, ...], Field(min_length=1)]
    region: Id
    logo: Logo | None = None
    colours: Colours = Colours.model_construct()
    contacts: Annotated[tuple[Line, ...], Field(min_length=1)]
    out_of_hours: Line
    email: Email
    web: Site
    values: dict[ValueName, Annotated[Plain, HINT]] = Field(default_factory=dict)
    other_formats: Value
    interpreter: Value
    feedback: Value
    languages: dict[Id, dict[Words, Words]] = Field(default_factory=dict)
    language_help: Annotated[tuple[Lang, ...], HINT] = ()
    reference_prefix: Prefix | None = None
    extras: Ids = ()
    approvals: tuple[LocalApproval, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def titles(self) -> tuple[str, ...]:
        """Department and hospital, as far as there are any."""
        return tuple(part for part in (self.department, self.hospital) if part)

    @property
    def shortly(self) -> str:
        """What the foot of each page calls it."""
        return self.short_name or self.name

    @property
    def directory(self) -> tuple[Line, ...]:
        """All telephone lines, the two to know first: by day, and out of hours."""
        return (self.contacts[0], self.out_of_hours, *self.contacts[1:])

    @property
    def lines(self) -> tuple[Line, ...]:
        """All telephone lines."""
        return (*self.contacts, self.out_of_hours)

    @property
    def ring(self) -> tuple[Line, ...]:
        """Whom to ring at any hour: one line, if it is answered day and night; else the one by day as well."""
        return self.lines[-1:] if self.out_of_hours.hours is None else (self.contacts[0], self.out_of_hours)

    def about(self, leaflet: str) -> tuple[Change, ...]:
        """The changes that may concern a leaflet."""
        return tuple(change for change in self.changes if change.leaflet in (None, leaflet))
