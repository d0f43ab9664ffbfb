"""One email address, checked for form, and one name that is safe to write on a message."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from leaflets.problems import ContentError, Problem, Source

MOST_LOCAL = 64
MOST_OCTETS = 254
LONGEST_NAME = 100
_ATOM_SIGNS = frozenset("!#$%&'*+-/=?^_`{|}~")
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_SPOOFING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_ONE = "write one address, such as ann@example.org, and nothing else"


@dataclass(frozen=True)
class Address:
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
    text = unicodedata.normalize("NFC", text.strip())
    if any(sign in text for sign in ",;") or text.count("@") > 1 or re.search(r"\s", text):
        raise _problem(where, f"{text!r} is not one email address", f"{_ONE}; a list has one row for each")
    local, _, name = text.partition("@")
    if not _is_local(local) or len(text.encode(errors="replace")) > MOST_OCTETS:
        raise _problem(where, f"{text!r} is not an email address", _ONE)
    return Address(local, _domain(name, where))


def _is_local(local: str) -> bool:
    """Whether it can stand before the @: letters, digits and a few signs, in words parted by single dots."""
    fits = 0 < len(local.encode(errors="replace")) <= MOST_LOCAL
    return fits and all(word and all(map(_is_atom, word)) for word in local.split("."))


def _is_atom(letter: str) -> bool:
    return letter in _ATOM_SIGNS or unicodedata.category(letter)[0] in "LMN"


def _domain(name: str, where: Source) -> str:
    """The ASCII form of a domain. Names that two standards turn into different ones are refused, not guessed."""
    lower = name.lower()
    try:
        ascii_form = lower if lower.isascii() else lower.encode("idna").decode("ascii")
        same = ascii_form == lower or ascii_form.encode("ascii").decode("idna") == lower
    except UnicodeError:
        ascii_form, same = "", False
    if not lower.isascii() and not same:
        message = f"{name!r} is not a domain that can be written in ASCII without doubt"
        raise _problem(where, message, "ask for its ASCII form, which begins with xn--")
    labels = ascii_form.split(".")
    if len(labels) < 2 or labels[-1].isdigit() or not all(map(_LABEL.fullmatch, labels)):
        raise _problem(where, f"{name!r} is not the domain of an email address", _ONE)
    return ascii_form


def person(text: str, where: Source) -> str:
    """A name fit for a message: one line, in no hidden direction, at most 100 characters. Raises ContentError."""
    name = unicodedata.normalize("NFC", text.strip())
    hidden = next((sign for sign in name if sign in _SPOOFING or unicodedata.category(sign) in _NOT_PRINTED), "")
    if hidden:
        raise _problem(where, f"the name holds the sign U+{ord(hidden):04X}, which is not a letter", "delete it")
    if len(name) > LONGEST_NAME:
        raise _problem(where, f"the name has {len(name)} characters; {LONGEST_NAME} is the most", "shorten it")
    return name


_NOT_PRINTED = frozenset({"Cc", "Cs", "Cn", "Zl", "Zp"})


def _problem(where: Source, message: str, hint: str) -> ContentError:
    return ContentError([Problem(where, message, hint)])
