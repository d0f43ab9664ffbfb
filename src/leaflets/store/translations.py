"""Translations of a leaflet: which there are, read with all that is wrong in them, written with comments kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from textwrap import indent
from typing import TYPE_CHECKING

import yaml

from leaflets.content.model import once
from leaflets.problems import Problem, Source, did_you_mean, refuse, refused
from leaflets.store.naming import beside
from leaflets.store.project import Project
from leaflets.store.reader import compose, decoded, read
from leaflets.store.references import EDITIONS
from leaflets.store.refused import children, source

if TYPE_CHECKING:
    from leaflets.content.translations import Translated, Translations, Work

HEAD = """\
# yaml-language-server: $schema=../../../../assets/schemas/translations.json
# A leaflet's words in another language. `leaflets translate` writes them, and keeps what you write beside them. Each
# knows the words it is made from: who changes those has it translated anew.
"""
Key = tuple[str, str, str]
"""The id, the part and the mark of a translated text."""


def foreign(project: Project, language: str) -> bool:
    """Whether words in a language are translations: it is no sister of that of the project's own region."""
    own = project.settings.regions[project.settings.region].language
    return language != own and len({project.language(name).tag.partition("-")[0] for name in (language, own)}) > 1


def source_language(project: Project, region: str) -> str:
    """The language that words for a region are translated from, as it spells it."""
    regions = project.settings.regions
    here = regions[region].language
    return regions[project.settings.region].language if foreign(project, here) else here


def tongues(project: Project, leaflet: str) -> tuple[str, ...]:
    """The languages that a leaflet is translated into, by name."""
    return project.names(f"leaflets/{leaflet}/translations")


def translations(project: Project, leaflet: str, language: str) -> Translations:
    """A leaflet's words in another language. Raises ContentError with all that is wrong with their file."""
    from leaflets.content.translations import Translations  # most leaflets are read in the language of their author

    where = Source(beside(leaflet, f"translations/{language}"))
    project.require("languages", [language], where)
    found = project.beside(leaflet, f"translations/{language}", Translations)
    if found is None:
        known = ", ".join(tongues(project, leaflet)) or "no language yet"
        hint = f"it is translated into {known}; for another: leaflets translate {leaflet} {language} --to-send"
        raise refused(where, f"{leaflet} is not translated into '{language}'", hint)
    problems = list(_faults(found))
    if not foreign(project, language):
        message = f"'{language}' spells the leaflet's own language, whose words are swapped and not translated"
        problems.append(Problem(where, message, f"write them in content/leaflets/{leaflet}/words/{language}.yaml"))
    there = {
        "variants": project.leaflet(leaflet).file.variants,
        "editions": EDITIONS,
        "regions": project.settings.regions,
    }
    for part, names in there.items():
        for name in (one for one in getattr(found, part) if one not in names):
            hint = did_you_mean(name, names)
            problems.append(Problem(found.at(part), f"there is no '{name}' among the {part}", hint))
    refuse(problems)
    return found


@once
def _faults(found: Translations) -> tuple[Problem, ...]:
    return tuple(found.faults())


def written(
    raw: bytes,
    name: str,
    new: Sequence[Translated],
    gone: Sequence[Key],
    work: Mapping[str, Work],
    order: Sequence[Key],
) -> bytes:
    """The file ``name`` with ``new`` entries, each in place of one with its key, and without those that are ``gone``.

    Everything else in ``raw``, comments too, stays as it is. ``order`` are the keys of all there is to translate, as
    they are read: an entry that was not there is put after the one that comes before it. Raises ContentError.
    """
    from leaflets.content.translations import Translations

    ways = {key: one.model_dump(exclude_defaults=True) for key, one in work.items()}
    text = _begun(decoded(raw or f"{HEAD}work: {{}}\nstatements: []\n".encode(), name), name, ways)
    lines = text.splitlines(keepends=True)
    held = children(compose(text, name))["statements"][1]
    starts = [node.start_mark.line for node in held.value]
    for number, start in enumerate(starts):
        while start and lines[start - 1].lstrip().startswith("#"):
            start -= 1
        starts[number] = start
    last = _end(held.value[-1]) if starts else children(compose(text, name))["statements"][0].start_mark.line + 1
    bounds = [*starts, last]
    entries = [
        (_key(node), "".join(lines[start:stop]))
        for node, (start, stop) in zip(held.value, pairwise(bounds), strict=True)
        if _key(node) not in gone
    ]
    places = {key: number for number, key in enumerate(order)}
    for one in new:
        key, made = (one.id, one.part, one.mark), _dumped([one.model_dump(exclude_defaults=True)])
        at = next((number for number, entry in enumerate(entries) if entry[0] == key), None)
        if at is None:
            mine = places.get(key, len(places))
            before = (number for number, entry in enumerate(entries, 1) if places.get(entry[0], -1) < mine)
            entries.insert(max(before, default=0), (key, made))
        else:
            said = [line for line in entries[at][1].splitlines(keepends=True) if line.lstrip().startswith("#")]
            entries[at] = (key, "".join(said) + made)
    data = "".join([*lines[: bounds[0]], *(text for _, text in entries), *lines[last:]]).encode()
    read(data, name, Translations)
    return data


def _begun(text: str, name: str, work: Mapping[str, object]) -> str:
    """The text with more ``work`` in it, and with a list to put entries into. Raises ContentError."""
    for key, more in (("work", work), ("statements", {})):
        root = compose(text, name)
        if key not in children(root):
            text += f"{key}:\n"
            root = compose(text, name)
        head, value = children(root)[key]
        lines, there = text.splitlines(keepends=True), children(value)
        if value.flow_style if isinstance(value, yaml.CollectionNode) else True:
            if there:
                hint = "write each on a line of its own"
                raise refused(source(value), f"'{key}' is written between brackets", hint)
            lines[head.start_mark.line] = f"{key}:\n"
        end = max((_end(value) for _, value in there.values()), default=head.start_mark.line + 1)
        made = [_dumped({one: said}) for one, said in more.items() if one not in there]
        text = "".join([*lines[:end], *made, *lines[end:]])
    return text


def _end(node: yaml.Node) -> int:
    """The line after the last of a node, from 0."""
    inside = [value for _, value in children(node).values()]
    return _end(inside[-1]) if inside else node.end_mark.line + (node.end_mark.column > 0)


def _key(entry: yaml.Node) -> Key:
    said = {str(name): str(value.value) for name, (_, value) in children(entry).items()}
    return said["id"], said.get("part", "text"), said["mark"]


def _dumped(said: object) -> str:
    return indent(yaml.safe_dump(said, allow_unicode=True, sort_keys=False, width=118), "  ")
