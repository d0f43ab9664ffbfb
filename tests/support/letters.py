"""Messages to send in tests, made without building a leaflet."""

from __future__ import annotations

from collections.abc import Iterable
from email import message_from_bytes
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP

from leaflets.content.inline import Span
from leaflets.mail.address import address
from leaflets.mail.letter import Letter, Lines, Words
from leaflets.mail.message import Attachment, Party, Post
from leaflets.problems import Source

HERE = Source("list.csv", 2, 1)
CLINIC = address("clinic@example.org", HERE)
PDF = b"%PDF-1.7\n" + bytes(range(256)) * 8 + b"\r\n.\r\n..\n.\r%%EOF"
"""Bytes that a careless carrier would change: bare line ends, lone dots, all 256 values."""


def paragraph(words: str) -> Words:
    """A paragraph of plain words."""
    return (Span(words),)


def post(
    to: str, name: str = "", subject: str = "Information", file: str = "information.pdf", data: bytes = PDF
) -> Post:
    """A message of a few words to one address."""
    return Post(
        where=HERE,
        to=Party(address(to, HERE), name),
        sender="Clinic",
        letter=Letter(
            "en-GB",
            subject,
            [
                paragraph(f"Dear {name},"),
                paragraph("."),
                paragraph("From here on"),
                Lines((paragraph("one"), paragraph("two"))),
            ],
        ),
        attachments=(Attachment(file, "application/pdf", data),),
        leaflet="lms-gi-a4-en-gb",
        version="1.0",
    )


def posts(count: int, data: bytes = PDF) -> list[Post]:
    """Messages to so many people."""
    return [post(f"reader-{number}@example.org", f"Reader {number}", data=data) for number in range(count)]


def read(data: bytes) -> EmailMessage:
    """A message parsed by the standard library, which must find no fault with it."""
    message = message_from_bytes(data, policy=SMTP)
    assert isinstance(message, EmailMessage)
    assert [defect for part in message.walk() for defect in part.defects] == []
    return message


def heading(data: bytes) -> EmailMessage:
    """The headers of a message, parsed by the standard library."""
    message = BytesParser(policy=SMTP).parsebytes(data, headersonly=True)
    assert isinstance(message, EmailMessage)
    return message


def tree(message: EmailMessage) -> str:
    """The kinds of the parts, as text: ``mixed(alternative(plain html) pdf)``."""
    kind = message.get_content_subtype()
    parts = [tree(part) for part in message.iter_parts() if isinstance(part, EmailMessage)]
    return f"{kind}({' '.join(parts)})" if parts else kind


def addressees(message: EmailMessage) -> list[str]:
    """Every address a message names as one to be sent to."""
    found: Iterable[str] = (
        one.addr_spec
        for name in ("To", "Cc", "Bcc")
        for header in message.get_all(name, ())
        for one in header.addresses
    )
    return list(found)
