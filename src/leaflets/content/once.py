"""Work on models that is done once: what came of the very same models before is kept."""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import ParamSpec, TypeVar

from leaflets.content.model import Model

P = ParamSpec("P")
T = TypeVar("T")

MOST_KEPT = 2048
"""So much is kept of each kind of work: of a leaflet in all its variants, regions and editions, and of some clinics."""

_FORGETTING: list[Callable[[], None]] = []


def once(work: Callable[P, T]) -> Callable[P, T]:
    """Keep what comes of ``work``, which is the same for the very same models and equal other values."""
    known: dict[Hashable, tuple[object, T]] = {}
    _FORGETTING.append(known.clear)

    @wraps(work)
    def ask(*given: P.args, **_: P.kwargs) -> T:
        key = tuple([id(one) if isinstance(one, Model) else one for one in given])
        found = known.get(key)
        if found is None:
            if len(known) >= MOST_KEPT:
                known.clear()
            found = known[key] = (given, work(*given))  # type: ignore[call-arg]
        return found[1]

    return ask


def forget() -> None:
    """Forget all that was kept, for a process that lives long: with each model the whole of its file is kept."""
    for one in _FORGETTING:
        one()
