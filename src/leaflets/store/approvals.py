"""``approvals.yaml`` as it is written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import yaml

from leaflets.content.approvals import Approvals, SignOff, VersionSignOff
from leaflets.store.reader import read

HEAD = """\
# yaml-language-server: $schema=../../../assets/schemas/approvals.json
# Written by `leaflets sign-off`. Each statement is known by its id and a hash of its words, a version by a hash of all
# it says: who edits a word brings the draft mark back, and who edits this file signs in another's name.
"""


def written(every: Iterable[SignOff | VersionSignOff], name: str) -> bytes:
    """The file that says so. What could not be read again is not written: ContentError is raised, for ``name``."""
    plain: dict[str, list[Any]] = {"sign_offs": []}
    for one in every:
        plain.setdefault("versions" if isinstance(one, VersionSignOff) else "sign_offs", []).append(_plain(one))
    text = yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=120)
    raw = (HEAD + text).encode("utf-8")
    read(raw, name, Approvals)
    return raw


def _plain(one: SignOff | VersionSignOff) -> dict[str, Any]:
    made = one.model_dump(exclude_defaults=True)
    return {key: list(value) if isinstance(value, tuple) else value for key, value in made.items()}
