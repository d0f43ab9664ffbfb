"""Translations of a leaflet: which there are, read with all that is wrong in them, written with comments kept."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from leaflets.content.translations import Translated, Translations, Work
from leaflets.problems import ContentError, Problem, Source
from leaflets.store.project import Project
from leaflets.store.reader import read

HEAD = """\
# yaml-language-server: $schema=../../../../assets/schemas/translations.json
# A leaflet's words in another language. `leaflets translate` writes them, and keeps what you write beside them. Each
# knows the words it is made from: who changes those has it translated anew.
"""
Key = tuple[str, str, str]
"""The id, the part and the mark of a translated text."""


def file_of(leaflet: str, language: str) -> str:
    """The name of the file, from the project's folder."""
    return f"content/leaflets/{leaflet}/translations/{language}.yaml"


def foreign(project: Project, language: str) -> bool:
    """Whether words in a language are translations: it is no sister of that of the project's own region."""
    own = project.settings.regions[project.settings.region].language
    return language != own and _root(project, language) != _root(project, own)


def _root(project: Project, language: str) -> str:
    return project.language(language).tag.partition("-")[0]


def tongues(project: Project, leaflet: str) -> tuple[str, ...]:
    """The languages that a leaflet is translated into, by name."""
    return project.names(f"leaflets/{leaflet}/translations")


def translations(project: Project, leaflet: str, language: str) -> Translations:
    """A leaflet's words in another language. Raises ContentError with all that is wrong with their file."""
    where = Source(file_of(leaflet, language))
    project.require("languages", [language], where)
    found = project.beside(leaflet, f"translations/{language}", Translations)
    if found is None:
        known = ", ".join(tongues(project, leaflet)) or "no language yet"
        hint = f"it is translated into {known}; for another: leaflets translate {leaflet} {language} --to-send"
        raise ContentError([Problem(where, f"{leaflet} is not translated into '{language}'", hint)])
    if problems := list(found.faults()):
        raise ContentError(problems)
    return found


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
    yaml = YAML()
    yaml.width, yaml.preserve_quotes = 120, True
    yaml.indent(mapping=2, sequence=4, offset=2)
    root = yaml.load(raw.decode() or HEAD + "work: {}\nstatements: []\n")
    entries = root.get("statements") or CommentedSeq()
    entries.fa.set_block_style()
    root["statements"] = entries
    root["work"].fa.set_block_style()
    for name_of_work, how in work.items():
        root["work"].setdefault(name_of_work, _plain(how))
    places = {key: number for number, key in enumerate(order)}
    for one in new:
        key = (one.id, one.part, one.mark)
        at = next((number for number, entry in enumerate(entries) if _key(entry) == key), None)
        if at is None:
            mine = places.get(key, len(places))
            before = (n for n, entry in enumerate(entries, 1) if places.get(_key(entry), -1) < mine)
            entries.insert(max(before, default=0), _plain(one))
        else:
            _update(entries[at], _plain(one))
    for number in reversed([number for number, entry in enumerate(entries) if _key(entry) in gone]):
        del entries[number]
    made = io.BytesIO()
    yaml.dump(root, made)
    read(made.getvalue(), name, Translations)
    return made.getvalue()


def _key(entry: Mapping[str, Any]) -> Key:
    return str(entry["id"]), str(entry.get("part", "text")), str(entry["mark"])


def _update(entry: CommentedMap, new: CommentedMap) -> None:
    """The entry as the new one has it, its comments kept."""
    for name in [name for name in entry if name not in new]:
        del entry[name]
    for name, value in new.items():
        if entry.get(name) != value:
            entry[name] = value


def _plain(model: Translated | Work) -> CommentedMap:
    """A model as a mapping, what is usual left out."""
    made = model.model_dump(exclude_defaults=True)
    return CommentedMap(
        (name, CommentedMap(value) if isinstance(value, dict) else value) for name, value in made.items()
    )
