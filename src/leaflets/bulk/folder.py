"""What output folders hold: files of clinics and leaflets that are no more; and parts of a run, joined whole."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from leaflets.bulk.manifest import Entry, Manifest, seen
from leaflets.bulk.run import Task, write_files
from leaflets.content.format import SCREENS
from leaflets.edition.selection import Job
from leaflets.files import read_whole
from leaflets.problems import ContentError, Problem, Source
from leaflets.store.project import Project


def stale(project: Project, manifest: Manifest) -> dict[str, Entry]:
    """What a run made for a clinic, or of a leaflet, variant or format, that is not there any more.

    Clinics of a list and those in files both count as there. While a list has rows that cannot be told apart, nobody
    knows whose they are: then no clinic is taken for gone.
    """
    clinics = {"", *project.every_clinic}
    unknown = bool(project.roster and project.roster.refused)
    return {
        name: entry
        for name, entry in manifest.entries.items()
        if (entry.clinic not in clinics and not unknown) or not _known(project, entry)
    }


def _known(project: Project, entry: Entry) -> bool:
    """Whether there still is what an entry was made of; a leaflet with problems is there."""
    if entry.leaflet and entry.leaflet not in project.names("leaflets"):
        return False
    if entry.format and entry.format not in (*project.names("formats"), *SCREENS):
        return False
    with suppress(ContentError):
        return not entry.variant or entry.variant in project.leaflet(entry.leaflet).file.variants
    return True


def listed(
    project: Project, entries: Mapping[str, Entry], theme: str, gone: Iterable[str]
) -> Iterator[tuple[Job, int, int, str]]:
    """The leaflets of a folder for its index, but for those that are ``gone``.

    Of each as much of its job as an index shows, its pages of paper, its size in bytes, and its file.
    """
    regions = {place.language: name for name, place in project.settings.regions.items()}
    for name in sorted(set(entries) - set(gone)):
        entry = entries[name]
        if entry.variant:
            region = regions.get(entry.language, project.settings.region)
            job = Job(entry.leaflet, entry.variant, region, entry.format, theme, entry.language, clinic=entry.clinic)
            yield job, entry.pages, entry.files[0].bytes, entry.files[0].name


def prune(manifest: Manifest, gone: Mapping[str, Entry]) -> Iterator[tuple[str, bool]]:
    """Delete the files of some entries; each by name, and whether it was as this tool wrote it, and so is gone.

    Raises OSError.
    """
    for name, entry in gone.items():
        for file in entry.files:
            ours = file.intact(manifest.folder)
            if ours:
                (manifest.folder / file.name).unlink()
            if ours or (manifest.folder / file.name).exists():
                yield file.name, ours
        manifest.drop(name)


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


def join(tasks: Sequence[Task], manifest: Manifest, folders: Iterable[Path]) -> tuple[Sequence[Job], int]:
    """Copy what the folders hold of these leaflets, and note it; the jobs that no part has made, and how many
    were made more than once, alike.

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
        hint = "set SOURCE_DATE_EPOCH alike for all parts; delete one of the two, and run its part again"
        raise ContentError(
            Problem(Source(name), f"it is not the same in {' and '.join(str(folder) for folder, _ in places)}", hint)
            for name, places in odd.items()
        )
    gaps = [task.job for task in tasks if not _taken(manifest, task.job.file, there.get(task.job.file, ()))]
    return gaps, sum(len(places) > 1 for places in there.values())


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
