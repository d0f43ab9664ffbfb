"""``suggestions.yaml`` as it is written."""

from __future__ import annotations

from collections.abc import Iterable

import yaml

from leaflets.content.suggestions import Suggestion, Suggestions
from leaflets.store.reader import read

HEAD = """\
# yaml-language-server: $schema=../../../assets/schemas/suggestions.json
# Words that colleagues propose in place of others. Nothing of this is printed: who answers for the leaflet accepts them
# or declines them, one by one, in `leaflets studio`.
"""


def file_of(leaflet: str) -> str:
    """The file of a leaflet's suggestions, by its name from the project's folder."""
    return f"content/leaflets/{leaflet}/suggestions.yaml"


def written(every: Iterable[Suggestion], name: str) -> bytes:
    """The file that says so. What could not be read again is not written: ContentError is raised, for ``name``."""
    plain = {"suggestions": [one.model_dump(exclude_defaults=True) for one in every]}
    raw = (HEAD + yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=120)).encode("utf-8")
    read(raw, name, Suggestions)
    return raw
