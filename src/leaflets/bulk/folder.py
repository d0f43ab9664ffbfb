"""What an output folder holds beside what this run makes: files of clinics and leaflets that are no more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import NamedTuple

from leaflets.bulk.manifest import Entry, Manifest
from leaflets.content.screen import SCREENS
from leaflets.edition.selection import Job
from leaflets.problems import ContentError
from leaflets.store.project import Project


class Listed(NamedTuple):
    """What an index tells of a leaflet in the folder: as much of its job as it shows, its pages, size and files."""

    job: Job
    pages: int
    size: int
    files: tuple[str, ...]


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


def listed(project: Project, entries: Mapping[str, Entry], theme: str, gone: Iterable[str]) -> Iterator[Listed]:
    """The leaflets of a folder for its index, but for those that are ``gone``."""
    regions = {place.language: name for name, place in project.settings.regions.items()}
    for name in sorted(set(entries) - set(gone)):
        entry = entries[name]
        if entry.variant:
            region = regions.get(entry.language, project.settings.region)
            job = Job(entry.leaflet, entry.variant, region, entry.format, theme, entry.language, clinic=entry.clinic)
            yield Listed(job, entry.pages, entry.files[0].bytes, (entry.files[0].name,))


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
