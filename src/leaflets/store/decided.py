"""What was decided and proposed, as it is written: ``approvals.yaml`` and ``suggestions.yaml`` of a leaflet."""

from collections.abc import Iterable, Mapping
from typing import Any

from leaflets.content.approvals import SignOff, Suggestion, VersionSignOff
from leaflets.content.leaflet import Leaflet
from leaflets.store.naming import beside
from leaflets.store.saving import check, dumped

APPROVALS = """\
# Written by `leaflets sign-off`. Each statement is known by its id and a hash of its words, a version by a hash of all
# it says: who edits a word brings the draft mark back, and who edits this file signs in another's name.
"""
SUGGESTIONS = """\
# Words that colleagues propose in place of others. Nothing of this is printed: who answers for the leaflet accepts them
# or declines them, one by one, in `leaflets studio`.
"""


def with_more(leaflet: Leaflet, new: SignOff | VersionSignOff, said: Mapping[str, str]) -> bytes:
    """The sign-offs of a leaflet with one more; one given twice is kept once. Raises ContentError as ``approvals``.

    ``said`` are the words of what was signed, by their marks.
    """
    kept: list[Any] = [one for one in (*leaflet.sign_offs, *leaflet.versions) if one.model_dump() != new.model_dump()]
    return approvals([*kept, new], beside(leaflet.name, "approvals"), {**leaflet.agreed, **said})


def approvals(every: Iterable[SignOff | VersionSignOff], name: str, said: Mapping[str, str]) -> bytes:
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
    return check(dumped(name, plain, APPROVALS), name)


def suggestions(every: Iterable[Suggestion], name: str) -> bytes:
    """The file that says so. What could not be read again is not written: ContentError is raised, for ``name``."""
    return check(dumped(name, {"suggestions": list(map(_plain, every))}, SUGGESTIONS), name)


def _plain(one: SignOff | VersionSignOff | Suggestion) -> dict[str, Any]:
    made = one.model_dump(exclude_defaults=True)
    return {key: list(value) if isinstance(value, tuple) else value for key, value in made.items()}
