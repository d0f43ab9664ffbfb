"""Names of finished files, settled before anything is written: no two things that can be made come to one name."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import partial
from itertools import product

from leaflets.content.format import SCREENS
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
    pairs = [(name, variant) for name in near for variant in _variants(project, name)]
    endings = list(_endings(project))
    if len({_joined(one) for one in endings}) == len(endings):  # then only names that begin alike can be the same
        pairs = [one for one in pairs if sum(_alike(_joined(one), _joined(other)) for other in pairs) > 1]
    first: dict[str, Parts] = {}
    problems: dict[frozenset[tuple[str, str]], Problem] = {}
    for parts in ((*pair, *ending) for pair in pairs for ending in endings):
        name = _joined(parts)
        other = first.setdefault(name, parts)
        pair = frozenset({parts[:2], other[:2]})
        if other != parts and pair not in problems:
            where = project.file(parts[0]).at("variants")
            message = f"{_told(parts)} would have the same file as {_told(other)}: {name}"
            problems[pair] = Problem(where, message, "give one of the two another name")
    refuse(problems.values())


def _variants(project: Project, leaflet: str) -> Iterable[str]:
    """The variants of a leaflet; none of one whose file cannot be read, which is told when it is made."""
    with suppress(ContentError):
        return project.file(leaflet).variants
    return ()


def _endings(project: Project) -> Iterator[tuple[str, str]]:
    """The formats and the places that names can end with."""
    settings = project.settings
    places = {
        "-".join([one.language, name] if settings.region_named(name) else [one.language])
        for name, one in settings.regions.items()
    }
    places |= {f"{region}-{language}" for region in settings.regions for language in project.names("languages")}
    papers = ("", *(name for name in project.names("formats") if name not in SCREENS))
    return product(papers, sorted(places))


def _joined(parts: Iterable[str]) -> str:
    return "-".join(filter(None, parts)).lower()


def _alike(one: str, other: str) -> bool:
    return one == other or one.startswith(f"{other}-") or other.startswith(f"{one}-")


def _told(parts: Parts) -> str:
    return f"{parts[0]} {parts[1]} ({', '.join(part for part in parts[2:] if part)})"
