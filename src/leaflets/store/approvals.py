"""``approvals.yaml`` as it is written."""

from collections.abc import Iterable, Mapping
from typing import Any

from leaflets.content.approvals import SignOff, VersionSignOff
from leaflets.content.leaflet import Leaflet
from leaflets.store.saving import check, dumped

NOTE = """\
# Written by `leaflets sign-off`. Each statement is known by its id and a hash of its words, a version by a hash of all
# it says: who edits a word brings the draft mark back, and who edits this file signs in another's name.
"""


def with_more(leaflet: Leaflet, new: SignOff | VersionSignOff, said: Mapping[str, str]) -> bytes:
    """The file of a leaflet with a sign-off more; one given twice is kept once. Raises ContentError as ``written``.

    ``said`` are the words of what was signed, by their marks.
    """
    kept: list[Any] = [one for one in (*leaflet.sign_offs, *leaflet.versions) if one.model_dump() != new.model_dump()]
    return written([*kept, new], file_of(leaflet.name), {**leaflet.agreed, **said})


def file_of(leaflet: str) -> str:
    """The file of a leaflet's sign-offs, by its name from the project's folder."""
    return f"content/leaflets/{leaflet}/approvals.yaml"


def written(every: Iterable[SignOff | VersionSignOff], name: str, said: Mapping[str, str]) -> bytes:
    """The file that says so, with the words agreed to, of those ``said``, so that who signs again sees what changed.

    What could not be read again is not written: ContentError is raised, for ``name``.
    """
    every = list(every)
    agreed = {mark for one in every if isinstance(one, SignOff) for mark in one.agree}
    plain: dict[str, Any] = {"sign_offs": []}
    for one in every:
        plain.setdefault("versions" if isinstance(one, VersionSignOff) else "sign_offs", []).append(_plain(one))
    if words := {mark: said[mark] for mark in sorted(agreed) if said.get(mark)}:
        plain["words"] = words
    raw = dumped(name, plain, NOTE)
    check(raw, name)
    return raw


def _plain(one: SignOff | VersionSignOff) -> dict[str, Any]:
    made = one.model_dump(exclude_defaults=True)
    return {key: list(value) if isinstance(value, tuple) else value for key, value in made.items()}
