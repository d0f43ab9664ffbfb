"""What goes between a browser and the desk: the names of texts, what was sent to be done, and what is wrong."""

import base64
import binascii
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, count
from typing import Any

from leaflets.artwork.logo import cleaned
from leaflets.artwork.picture import ImageError
from leaflets.edition.passages import Passage
from leaflets.files import write_whole
from leaflets.problems import ContentError, Problem, Source
from leaflets.store.naming import slug
from leaflets.store.project import Project


def names_of(passages: Iterable[Passage]) -> Sequence[str]:
    """A name for each passage: its place, and which it is of the texts in a list there. A text met again has the same.

    Words explained, and organisations, are met in every list of them. A name is never taken for a path, only held
    against those that the leaflet has.
    """
    counts: Counter[tuple[Source, str, int]] = Counter()
    made = []
    for one in passages:
        key = (one.where, one.section, id(one.block))
        made.append(f"{one.where}#{counts[key]}")
        counts[key] += 1
    return made


def identity(passage: Passage) -> str:
    """What a text is known by when its place has changed: the ids of what it stands in, and its key."""
    return " ".join((*passage.ids, passage.key))


def text_of(sent: Mapping[str, Any], key: str) -> str:
    """A text that was sent; nothing, if there is none."""
    value = sent.get(key)
    return value if isinstance(value, str) else ""


def refused(message: str, hint: str = "", where: Source | None = None) -> ContentError:
    """The error that says why something is not done."""
    return ContentError([Problem(where or Source(""), message, hint)])


def said(problems: Iterable[Problem]) -> list[dict[str, str]]:
    """Problems as a browser is told of them."""
    return [{"where": str(one.where), "message": one.message, "hint": one.hint} for one in problems]


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
