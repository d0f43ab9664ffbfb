"""Drafts: one ``.eml`` file for each message, which mail programs open as a message not yet sent."""

from __future__ import annotations

import hashlib
from pathlib import Path

from leaflets.files import private_folder, write_whole
from leaflets.mail.address import Address
from leaflets.mail.message import Post, message, message_id


def write_draft(folder: Path, post: Post, sent_by: Address | None) -> Path:
    """Write one message as a draft, and give its path. Raises OSError.

    The name tells the leaflet and not the person; the same leaflet to the same person is the same file.
    """
    private_folder(folder)
    mark = hashlib.sha256(f"{post.to.address}\n{post.leaflet}".encode()).hexdigest()[:8]
    path = folder / f"{post.leaflet}-{mark}.eml"
    write_whole(path, message(post, sent_by, message_id(sent_by), draft=True))
    return path
