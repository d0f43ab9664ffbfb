"""Drafts: one ``.eml`` file for each message, which mail programs open as a message not yet sent."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from email.parser import HeaderParser
from email.utils import parseaddr
from pathlib import Path

from leaflets.files import left_about, private_folder, sweep, write_whole
from leaflets.mail.address import Address
from leaflets.mail.message import Post, message, message_id

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
