"""An email message from a letter: one recipient, text and HTML, the files attached; and drafts for mail programs."""

import re
import secrets
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from email.header import Header
from email.message import EmailMessage
from email.parser import HeaderParser
from email.policy import EmailPolicy
from email.utils import format_datetime, make_msgid, parseaddr
from pathlib import Path
from typing import NamedTuple

from leaflets.files import left_about, private_folder, sweep, write_whole
from leaflets.mail.address import Address
from leaflets.mail.letter import Letter
from leaflets.problems import Source

_PLAIN = re.compile(r"[A-Za-z0-9]+( [A-Za-z0-9]+)*")


class _AsWritten(EmailPolicy):
    """Headers are stored as this module encodes them.

    The standard library's own refolding drops quotation marks and decodes encoded words on the way (CVE-2024-6923,
    CPython 80222 and 121284), which can turn one name into two recipients.
    """

    def header_store_parse(self, name: str, value: str) -> tuple[str, str]:
        """The header, untouched."""
        return name, value


_POLICY = _AsWritten(linesep="\r\n", cte_type="7bit", refold_source="none")


class Attachment(NamedTuple):
    """A file that goes with a message. ``kind`` is its media type, such as ``application/pdf``."""

    name: str
    kind: str
    data: bytes


class Party(NamedTuple):
    """One end of a message: an address, and the name shown with it, or none."""

    address: Address
    name: str = ""

    @property
    def written(self) -> str:
        """As it stands in a header. A name with anything but plain words is encoded, so that no sign in it counts."""
        if not self.name:
            return str(self.address)
        name = self.name if _PLAIN.fullmatch(self.name) else _encoded(self.name)
        return f"{name} <{self.address}>"


class Post(NamedTuple):
    """One message to one person, and where that person was named: its words, its files, the leaflet and its version.

    ``sender`` is the name shown of whoever sends it; answers go to ``reply``, if it is given.
    """

    where: Source
    to: Party
    sender: str
    letter: Letter
    attachments: Sequence[Attachment]
    leaflet: str
    version: str
    reply: Address | None = None

    @property
    def size(self) -> int:
        """The octets of the attached files."""
        return sum(len(one.data) for one in self.attachments)


def message(post: Post, sent_by: Address | None, name: str, draft: bool = False) -> bytes:
    """The post as it goes over the wire: CRLF, lines of at most 998 octets. ``name`` is its Message-ID.

    All of it is ASCII unless an address is not; such a message needs SMTPUTF8. A draft may leave open who sends it.
    """
    international = any(one.international for one in (sent_by, post.to.address, post.reply) if one)
    made = EmailMessage(policy=_POLICY.clone(utf8=international))
    if sent_by:
        made["From"] = Party(sent_by, post.sender).written
    if post.reply and post.reply != sent_by:
        made["Reply-To"] = Party(post.reply, post.sender).written
    made["To"] = post.to.written
    made["Subject"] = post.letter.subject if _PLAIN.fullmatch(post.letter.subject) else _encoded(post.letter.subject)
    made["Date"] = format_datetime(datetime.now(UTC))
    made["Message-ID"] = name
    if draft:
        made["X-Unsent"] = "1"
    made.set_content(post.letter.text, cte="quoted-printable")
    made.add_alternative(post.letter.html, subtype="html", cte="quoted-printable")
    for one in post.attachments:
        kind, _, subtype = one.kind.partition("/")
        made.add_attachment(one.data, maintype=kind, subtype=subtype, filename=one.name)
    made["Content-Language"] = post.letter.language  # last, or the first body would take it for its own
    return made.as_bytes()


def message_id(sent_by: Address | None) -> str:
    """A new Message-ID, which tells nothing of this machine."""
    return make_msgid(domain=sent_by.domain if sent_by else "leaflets.invalid")


def _encoded(text: str) -> str:
    """The text as encoded words (RFC 2047), folded, in which every special sign is spelt as a code."""
    return Header(text, "utf-8", maxlinelen=75, header_name="Subject").encode(linesep="\r\n")


MOST_HEAD = 16_384
"""The headers of a draft have no more bytes."""


def write_drafts(folder: Path, posts: Iterable[Post], sent_by: Address | None) -> Iterator[tuple[Post, Path]]:
    """Write each message as a draft, and yield its path. Raises OSError.

    The name tells the leaflet and, drawn by lot, nothing of the person. The same leaflet to the same person takes the
    place of the draft that is there, which its own headers tell.
    """
    private_folder(folder)
    sweep(folder)
    old = [path for path in folder.glob("*.eml") if path.is_file() and not left_about(Path(path.name))]
    there = {(path.stem.rpartition("-")[0], _recipient(path)): path for path in old}
    for post in posts:
        known = there.get((post.leaflet, str(post.to.address).casefold()))
        path = known or folder / f"{post.leaflet}-{secrets.token_hex(4)}.eml"
        write_whole(path, message(post, sent_by, message_id(sent_by), draft=True), private=True)
        yield post, path


def _recipient(path: Path) -> str:
    """Whom a draft is to; nothing if that cannot be read."""
    try:
        with path.open("rb") as file:
            head = file.read(MOST_HEAD).decode("utf-8", "replace")
    except OSError:
        return ""
    return parseaddr(str(HeaderParser().parsestr(head).get("To", "")))[1].casefold()
