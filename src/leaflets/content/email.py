"""Email addresses: the one notion of what is one, for clinics, senders and those who are written to."""

import re
import unicodedata
from contextlib import suppress
from functools import lru_cache
from typing import Any

ONE = "write one address, such as ann@example.org, and nothing else"
_DRESSED = re.compile(r"(?:mailto:|[^<>@]*<)\s*([^\s<>?,;]+@[^\s<>?,;]+?)\s*(?:>|\?.*)?", re.IGNORECASE)
_ATOM = re.compile(r"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*")
"""What may stand before the @ without a doubt (RFC 5322, 3.2.3): so the domain that many share is looked at once."""


def mailbox(text: str) -> tuple[str, str]:
    """What stands before the @, and the domain in ASCII. Nothing is looked up.

    Raises ValueError for what is not one address, with what to do after a semicolon.
    """
    from email_validator import EmailNotValidError  # slow to start, and few commands read addresses

    text = unicodedata.normalize("NFC", text.strip())
    if dressed := _DRESSED.fullmatch(text):
        raise ValueError(f"{text!r} is not one email address alone; write {dressed[1]}")
    if any(sign in text for sign in ",;") or text.count("@") > 1 or re.search(r"\s", text):
        raise ValueError(f"{text!r} is not one email address; {ONE}; a list has one row for each")
    if "=?" in text:  # a mail program would decode it, to something else
        raise ValueError(f"{text!r} is not an email address that all mail programs read alike; ask for another")
    local, _, name = text.partition("@")
    plain = len(local) <= 64 and len(text) <= 254 and _ATOM.fullmatch(local)
    try:
        found = _valid(f"a@{name}" if plain else text)
    except EmailNotValidError:
        with suppress(EmailNotValidError):
            _valid(text if "@" not in text else f"{local}@example.org")
            raise ValueError(f"{name!r} is not the domain of an email address; {ONE}") from None
        raise ValueError(f"{text!r} is not an email address; {ONE}") from None
    domain = found.ascii_domain
    if not text.isascii() and not _alike(name.lower(), domain):
        message = f"{found.domain!r} is not a domain that can be written in ASCII without doubt"
        raise ValueError(f"{message}; ask for its ASCII form, which begins with xn--")
    return local if plain else found.local_part, domain


@lru_cache(256)
def _valid(text: str) -> Any:
    """An address looked at. Raises EmailNotValidError."""
    from email_validator import validate_email

    return validate_email(text, check_deliverability=False, strict=True)


def _alike(domain: str, ascii_form: str) -> bool:
    """Whether both standards for names (IDNA 2003 and 2008) turn a domain into the same one, and that one back."""
    try:
        older = domain.encode("idna")
        return domain.isascii() or (older.decode("ascii") == ascii_form and older.decode("idna") == domain)
    except UnicodeError:
        return False
