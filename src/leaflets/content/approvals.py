"""What clinicians decided of statements (an id, a hash of words) and versions; what colleagues and sources correct."""

import hashlib
import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from leaflets.content.inline import PlainName, Text
from leaflets.content.model import Id, Ids, Model, Name
from leaflets.content.written import shaped

Mark = Annotated[
    str, shaped(r"^[A-Za-z0-9][A-Za-z0-9-]* [ws][0-9a-f]{12}$", "leave marks as 'leaflets sign-off' wrote them")
]


Whole = Annotated[str, shaped(r"^v[0-9a-f]{16}$", "leave it as 'leaflets sign-off' wrote it")]
"""What stands for all that a version says."""


class Wish(Model):
    """A statement a clinician wants changed or removed, and what they said of it."""

    statement: Mark
    comment: Name | None = None


class SignOff(Model):
    """One clinician's decisions, read from one worksheet. Later ones outweigh earlier ones about the same words.

    ``clinic``: the worksheet was of the words as that clinic hands them out; ``language``: of those words translated.
    """

    by: PlainName
    role: PlainName
    signed: date
    clinic: Id | None = None
    language: Id | None = None
    agree: tuple[Mark, ...] = ()
    change: tuple[Wish, ...] = ()
    remove: tuple[Wish, ...] = ()


class Approval(Model):
    """A clinician's sign-off of one version of some variants: of all that these say in every region and edition.

    It counts as long as its ``hash`` stands for what they say. Without one nobody can tell what was signed.
    """

    variant: Ids
    version: str
    by: PlainName
    role: PlainName
    signed: date
    hash: Whole | None = None


class VersionSignOff(Approval):
    """A version's sign-off as ``leaflets sign-off`` writes it; where a ``clinic`` is named, of what that hands out.

    Where a ``language`` is named, of the version translated into it.
    """

    clinic: Id | None = None
    language: Id | None = None


class Approvals(Model):
    """``approvals.yaml``: the sign-offs, of statements and of versions, oldest first; and the words agreed to."""

    sign_offs: tuple[SignOff, ...] = ()
    versions: tuple[VersionSignOff, ...] = ()
    words: dict[Mark, Name] = Field(default_factory=dict)


def mark(id_: str, hash_: str) -> str:
    """How the file names a statement."""
    return f"{id_} {hash_}"


def hash_of(words: str, around: Sequence[str] = ()) -> str:
    """What stands in a worksheet for words, and for what gives them their meaning ``around`` them, if anything does.

    It begins with a letter, lest a spreadsheet take it for a number.
    """
    even = [" ".join(unicodedata.normalize("NFC", text).split()) for text in (words, *around)]
    digest = hashlib.sha256("\0".join(even).encode()).hexdigest()
    return f"{'s' if around else 'w'}{digest[:12]}"


class Suggestion(Model):
    """Words in place of others: of which statement, from whom and why; and who accepted or declined them, and when.

    ``key`` says which of the statement's texts is meant.
    """

    statement: Name
    key: Name
    before: Text
    words: Text
    by: PlainName
    suggested: date
    comment: Name | None = None
    outcome: Literal["accepted", "declined"] | None = None
    settled_by: PlainName | None = None
    settled: date | None = None

    @property
    def open(self) -> bool:
        """Whether nobody has accepted or declined them yet."""
        return self.outcome is None


class Suggestions(Model):
    """``suggestions.yaml``: oldest first."""

    suggestions: tuple[Suggestion, ...] = ()


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
