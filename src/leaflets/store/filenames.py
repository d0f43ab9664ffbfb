"""Names of finished files, settled before anything is written: no two things that can be made come to one name."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial

from leaflets.content.screen import SCREENS
from leaflets.problems import ContentError, Problem, Source, refuse
from leaflets.store.project import Project

Parts = tuple[str, str, str, str]
_PLAIN = re.compile(r"[a-z0-9][a-z0-9_-]*")


def check_names(project: Project, leaflets: Iterable[str]) -> None:
    """Raise ContentError for each leaflet and variant whose files would have the names of another's, or none at all.

    Whatever is made now, the other may be made later, into the same folder. Only ``leaflets`` are looked at, and those
    whose names begin alike.
    """
    wanted = list(leaflets)
    chosen = [name.lower() for name in wanted]
    odd = (name for name in wanted if not _PLAIN.fullmatch(name.lower()))
    hint = "name its folder with letters a to z, digits and hyphens"
    message = "the name of a leaflet becomes part of the names of PDFs, and this cannot"
    refuse(Problem(Source(f"content/leaflets/{name}"), message, hint) for name in odd)
    near = [name for name in project.names("leaflets") if any(map(partial(_alike, name.lower()), chosen))]
    first: dict[str, Parts] = {}
    problems: dict[frozenset[tuple[str, str]], Problem] = {}
    for parts in _all(project, near):
        name = "-".join(part for part in parts if part).lower()
        other = first.setdefault(name, parts)
        pair = frozenset({parts[:2], other[:2]})
        if other != parts and pair not in problems:
            where = project.leaflet(parts[0]).file.at("variants")
            message = f"{_told(parts)} would have the same file as {_told(other)}: {name}"
            problems[pair] = Problem(where, message, "give one of the two another name")
    refuse(problems.values())


def _all(project: Project, leaflets: Sequence[str]) -> Iterator[Parts]:
    settings = project.settings
    places = {
        "-".join([one.language, name] if settings.region_named(name) else [one.language])
        for name, one in settings.regions.items()
    }
    places |= {f"{region}-{language}" for region in settings.regions for language in project.names("languages")}
    for leaflet in leaflets:
        with suppress(ContentError):  # its faults are told when it is made
            for variant in project.leaflet(leaflet).file.variants:
                for paper in ("", *(name for name in project.names("formats") if name not in SCREENS)):
                    for place in sorted(places):
                        yield leaflet, variant, paper, place


def _alike(one: str, other: str) -> bool:
    return one == other or one.startswith(f"{other}-") or other.startswith(f"{one}-")


def _told(parts: Parts) -> str:
    return f"{parts[0]} {parts[1]} ({', '.join(part for part in parts[2:] if part)})"
