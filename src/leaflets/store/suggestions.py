"""``suggestions.yaml`` as it is written."""

from collections.abc import Iterable

from leaflets.content.approvals import Suggestion
from leaflets.store.saving import check, dumped

NOTE = """\
# Words that colleagues propose in place of others. Nothing of this is printed: who answers for the leaflet accepts them
# or declines them, one by one, in `leaflets studio`.
"""


def file_of(leaflet: str) -> str:
    """The file of a leaflet's suggestions, by its name from the project's folder."""
    return f"content/leaflets/{leaflet}/suggestions.yaml"


def written(every: Iterable[Suggestion], name: str) -> bytes:
    """The file that says so. What could not be read again is not written: ContentError is raised, for ``name``."""
    raw = dumped(name, {"suggestions": [one.model_dump(exclude_defaults=True) for one in every]}, NOTE)
    check(raw, name)
    return raw
