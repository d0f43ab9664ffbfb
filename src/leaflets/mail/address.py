"""One email address, checked for form, and one name that is safe to write on a message."""

import unicodedata
from typing import NamedTuple

from leaflets.content.email import mailbox
from leaflets.problems import Source, refused

LONGEST_NAME = 100
_NOT_PRINTED = frozenset({"Cc", "Cs", "Cn", "Zl", "Zp"})
_SPOOFING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Address(NamedTuple):
    """One mailbox. The domain is in its ASCII form, which every server understands."""

    local: str
    domain: str

    def __str__(self) -> str:
        return f"{self.local}@{self.domain}"

    @property
    def international(self) -> bool:
        """Whether only a server that knows SMTPUTF8 can take it."""
        return not self.local.isascii()


def address(text: str, where: Source) -> Address:
    """The one address a text holds. Raises ContentError for a list, a name, or anything else that is none."""
    try:
        return Address(*mailbox(text))
    except ValueError as error:
        message, _, hint = str(error).partition("; ")
        raise refused(where, message, hint) from None


def person(text: str, where: Source) -> str:
    """A name fit for a message: one line, in no hidden direction, at most 100 characters. Raises ContentError."""
    name = unicodedata.normalize("NFC", text.strip())
    for sign in name:
        if sign in _SPOOFING or unicodedata.category(sign) in _NOT_PRINTED:
            raise refused(where, f"the name holds the sign U+{ord(sign):04X}, which is not a letter", "delete it")
    if len(name) > LONGEST_NAME:
        raise refused(where, f"the name has {len(name)} characters; {LONGEST_NAME} is the most", "shorten it")
    return name
