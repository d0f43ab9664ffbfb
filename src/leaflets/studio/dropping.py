"""Pictures that are sent: turned as they were taken, without notes of where and by whom, no larger than needed."""

from __future__ import annotations

import base64
import binascii
import re
from itertools import chain, count

from leaflets.artwork.logo import cleaned
from leaflets.artwork.picture import ImageError
from leaflets.files import write_whole
from leaflets.store.naming import slug
from leaflets.store.project import Project
from leaflets.studio.sent import refused

FINEST = 2400
"""The most pixels across that are kept of a picture: more than any page prints."""

_SENT = re.compile(r"data:[^,]*;name=([^;,]*);base64,(.*)", re.DOTALL)


def keep(project: Project, folder: str, sent: str, name: str = "") -> str:
    """Keep a picture, or a logo, that was sent as a data URL with its name, in a folder of ``assets``.

    The name that it has there is returned; no file is written over. Raises ContentError if it is no picture, OSError.
    """
    found = _SENT.fullmatch(sent)
    try:
        if not found:
            raise ImageError("it is no file")
        ending, data = cleaned(base64.b64decode(found[2], validate=True), FINEST, folder == "logos")
    except (ImageError, binascii.Error) as error:
        wanted = "PNG, JPEG or SVG" if folder == "logos" else "PNG or JPEG"
        raise refused(f"this picture cannot be used: {error}", f"save it as {wanted}") from None
    stem = slug(name or found[1].rpartition(".")[0]) or "picture"
    for one in chain([stem], (f"{stem}-{number}" for number in count(2))):
        path = project.asset(f"{folder}/{one}.{ending}")
        if not path.exists():
            write_whole(path, data)
        if path.read_bytes() == data:
            return path.name
    raise AssertionError
