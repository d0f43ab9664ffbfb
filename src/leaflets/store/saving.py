"""Saving what was changed of an author's file, or decided: read right before, held to its model, written whole."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from leaflets.content.approvals import SignOff, Suggestion, VersionSignOff
from leaflets.content.leaflet import Leaflet
from leaflets.files import as_spelled, read_whole, write_whole
from leaflets.problems import Source, refused
from leaflets.store.naming import beside
from leaflets.store.reader import read
from leaflets.store.schema import KINDS

_FOLDERS = {"clinics": "clinic", "sections": "section", "themes": "theme", "translations": "translations"}
"""The kinds of files by the folders they lie in, in ``content`` or a leaflet's folder; others go by their names."""

APPROVALS = """\
# Written by `leaflets sign-off`. Each statement is known by its id and a hash of its words, a version by a hash of all
# it says: who edits a word brings the draft mark back, and who edits this file signs in another's name.
"""
SUGGESTIONS = """\
# Words that colleagues propose in place of others. Nothing of this is printed: who answers for the leaflet accepts them
# or declines them, one by one, in `leaflets studio`.
"""


class Saved(NamedTuple):
    """A file that was changed, by its name from the project's folder, and all it said before and says after."""

    file: str
    before: bytes
    after: bytes


def save(root: Path, file: str, change: Callable[[bytes], bytes]) -> Saved:
    """Change a file of a project; what it says by now is what is changed. A file that is not there is empty.

    Raises ContentError if it would not be fit to be read, or was changed by someone else at this very moment, and then
    leaves it as it is; and OSError naming it if it cannot be written.
    """
    path = as_spelled(root / file)
    before = _now(path)
    after = change(before)
    check(after, file, root)
    return _written(path, Saved(file, before, after))


def undo(root: Path, saved: Saved) -> Saved:
    """Take a change back, if the file still says what came of it. Raises ContentError and OSError as ``save`` does."""
    return _written(as_spelled(root / saved.file), Saved(saved.file, saved.after, saved.before))


def check(raw: bytes, file: str, root: Path | None = None) -> bytes:
    """The bytes of a file of a project. Raises ContentError for all that keeps them from being read as what it is."""
    model, home = KINDS[_kind(file)], Path(file).parent

    def parent(other: str, where: Source) -> tuple[bytes, str]:
        name = (home / f"{other}.yaml").as_posix()
        found = _now(as_spelled(root / name)) if root else b""
        if not found:
            raise refused(where, f"there is no '{other}' in {home.as_posix()}")
        return found, name

    read(raw, file, model, parent)
    return raw


def _kind(file: str) -> str:
    parts = Path(file).parts
    folder = parts[3:-1] if parts[1:2] == ("leaflets",) else parts[1:-1]
    stem = Path(file).stem
    return _FOLDERS[folder[0]] if folder else "house" if stem == "checks" else stem


def dumped(file: str, plain: Mapping[str, object], note: str = "") -> bytes:
    """A new file that says so, with its schema named for editors, and a note of comments."""
    head = f"# yaml-language-server: $schema={'../' * file.count('/')}assets/schemas/{_kind(file)}.json\n"
    return (head + note + yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=120)).encode()


def _now(path: Path) -> bytes:
    return read_whole(path) if path.exists() else b""


def _written(path: Path, saved: Saved) -> Saved:
    if _now(path) != saved.before:
        message = "the file was changed by someone else in the meantime, and was left as it is"
        raise refused(Source(saved.file), message, "look at it as it is now, and try again")
    if saved.after != saved.before:
        write_whole(path, saved.after)
    return saved


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
