"""``approvals.yaml`` as it is written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import yaml

from leaflets.content.approvals import Approvals, SignOff
from leaflets.store.reader import read

HEAD = """\
# yaml-language-server: $schema=../../../assets/schemas/approvals.json
# Written by `leaflets sign-off`. Each statement is known by its id and a hash of its words: who edits a word brings its
# draft mark back, and who edits this file signs in another's name.
"""


def written(sign_offs: Iterable[SignOff], name: str) -> bytes:
    """The file that says so. What could not be read again is not written: ContentError is raised, for ``name``."""
    plain = [_plain(one) for one in sign_offs]
    text = yaml.safe_dump({"sign_offs": plain}, allow_unicode=True, sort_keys=False, width=120)
    raw = (HEAD + text).encode("utf-8")
    read(raw, name, Approvals)
    return raw


def _plain(one: SignOff) -> dict[str, Any]:
    made = one.model_dump(exclude_defaults=True)
    return {key: list(value) if isinstance(value, tuple) else value for key, value in made.items()}
