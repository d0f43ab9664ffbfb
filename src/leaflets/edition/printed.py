"""What is printed, and a hash of it, which tells whether words are still those that were made, or signed."""

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from leaflets.content.leaflet import Leaflet
from leaflets.content.model import Model, once, roles
from leaflets.edition.selection import PARTS

NOTES = frozenset(
    {"id", "when", "unless", "sources", "evidence", "needs", "locked", "extras", "approvals"}
    | {"changes", "values", "languages", "language_help", "codes"}
)
"""Keys for editors, and what a clinic did to the leaflet or gave it, which shows in the leaflet itself."""
LOOKS = frozenset({"icon", "colour", "colours", "bright", "cover"})


def body(leaflet: Leaflet, variant: str) -> dict[str, Any]:
    """What a leaflet prints of its own in a variant, nothing conditional left in it, whoever hands it out."""
    file = leaflet.file
    return {
        "file": [file.version, file.publisher, file.written, file.review_by, file.front],
        "variant": file.variants[variant],
        "sections": list(leaflet.sections.values()),
        "words": list(leaflet.words.values()),
        "organisations": list(leaflet.organisations.values()),
        "sources": [source for source in leaflet.sources.values() if source.printed],
    }


encoded = json.JSONEncoder(sort_keys=True).encode
"""Plain data as JSON, alike for what is equal."""


def hash_of(said: Mapping[str, Any], gone: frozenset[str] = NOTES | LOOKS) -> str:
    """A hash (SHA-256) of what is printed; of no key that is ``gone``."""
    plain = {name: _printed(value, gone) for name, value in said.items()}
    return hashlib.sha256(encoded(plain).encode()).hexdigest()


def _fields(value: Model, gone: frozenset[str]) -> dict[str, Any]:
    kept, said = _kept(type(value), gone), vars(value)
    return {
        key: value if isinstance(value, str) else _printed(value, gone)
        for key, usual in kept
        if key in said and (value := said[key]) != usual
    }


@cache
def _kept(model: type[Model], gone: frozenset[str]) -> list[tuple[str, Any]]:
    """The fields of a model that are printed, and their defaults."""
    notes = {key for key, role in roles(model).items() if role.purpose == "note"}
    return [(key, field.default) for key, field in model.model_fields.items() if key not in gone | notes]


_part = once(_fields)


def _printed(value: Any, gone: frozenset[str]) -> Any:
    """What is printed, as plain data. A field at its default does not count, so that a new one changes nothing."""
    if isinstance(value, Model):
        return _part(value, gone) if isinstance(value, PARTS) else _fields(value, gone)
    if isinstance(value, (list, tuple)):
        return [_printed(entry, gone) for entry in value]
    return value if isinstance(value, (int, float)) else str(value)
