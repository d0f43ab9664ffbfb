"""What the parts of a run made on several machines, in one folder: nothing missing, nothing in two states."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from leaflets.bulk.manifest import Entry, Manifest, seen
from leaflets.bulk.run import Task, write_files
from leaflets.edition.selection import Job
from leaflets.files import read_whole
from leaflets.problems import ContentError, Problem, Source


class Joined(NamedTuple):
    """The jobs that no part has made as they would be made now, and how many were made more than once, alike."""

    gaps: Sequence[Job]
    twice: int


def dealt_of(folders: Iterable[Path]) -> Mapping[str, Any]:
    """What was asked of all parts of a run. Raises ContentError if they were asked differently, or none of them was."""
    found: dict[Path, Mapping[str, Any]] = {}
    for folder in folders:
        if dealt := seen(folder).dealt:
            found[folder] = dealt
    first = next(iter(found), None)
    if first is None:
        raise ContentError([Problem(Source("manifest.json"), "no folder is that of a part that has ended", _HINT)])
    if odd := [folder for folder, dealt in found.items() if dealt != found[first]]:
        message = f"it was made with other options, or as one of so many other parts, than {first}"
        raise ContentError(Problem(Source(str(folder)), message, _HINT) for folder in odd)
    return found[first]


_HINT = "name the folders of 'leaflets build --shard', all of one run"


def join(tasks: Sequence[Task], manifest: Manifest, folders: Iterable[Path]) -> Joined:
    """Copy what the folders hold of these leaflets, and note it.

    Raises ContentError, and copies nothing, if one is there in two states; and OSError and BusyError.
    """
    there: dict[str, list[tuple[Path, Entry]]] = {}
    wanted = {task.job.file: task.inputs for task in tasks}
    for folder in folders:
        with Manifest(folder) as part:
            for name, entry in part.entries.items():
                if wanted.get(name) == entry.inputs:
                    there.setdefault(name, []).append((folder, entry))
    odd = {name: places for name, places in there.items() if len({entry for _, entry in places}) > 1}
    if odd:
        raise ContentError(_told(name, places) for name, places in odd.items())
    gaps = [task.job for task in tasks if not _taken(manifest, task.job.file, there.get(task.job.file, ()))]
    return Joined(gaps, sum(len(places) > 1 for places in there.values()))


def _told(name: str, places: Sequence[tuple[Path, Entry]]) -> Problem:
    folders = " and ".join(str(folder) for folder, _ in places)
    hint = "set SOURCE_DATE_EPOCH alike for all parts; delete one of the two, and run its part again"
    return Problem(Source(name), f"it is not the same in {folders}", hint)


def _taken(manifest: Manifest, name: str, places: Iterable[tuple[Path, Entry]]) -> bool:
    """Whether some folder holds it whole, and it is now here, too."""
    for folder, entry in places:
        files: dict[str, bytes] = {}
        with suppress(OSError):
            files = {file.name: read_whole(folder / file.name) for file in entry.files}
        if files and all(hashlib.sha256(files[file.name]).hexdigest() == file.sha256 for file in entry.files):
            write_files(manifest.folder, files)
            manifest.add(name, entry)
            return True
    return False
