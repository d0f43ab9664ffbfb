"""Work on models that is done once: what came of the very same models before is kept."""

from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

from leaflets.content.model import Model

P = ParamSpec("P")
T = TypeVar("T")

MOST_KEPT = 2048
"""So much is kept of each kind of work: of a leaflet in all its variants, regions and editions, and of some clinics."""


_FORGETTING: list[Callable[[], None]] = []


class _Very:
    """A model as itself: equal to no other, whatever that says."""

    __slots__ = ("model",)

    def __init__(self, model: Model) -> None:
        self.model = model

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Very) and other.model is self.model

    def __hash__(self) -> int:
        return id(self.model)


def once(work: Callable[P, T]) -> Callable[P, T]:
    """Keep what comes of ``work``, which is the same for the same models and equal other values."""

    @lru_cache(MOST_KEPT)
    def known(*given: Hashable) -> T:
        return work(*(one.model if isinstance(one, _Very) else one for one in given))  # type: ignore[arg-type, call-arg]

    _FORGETTING.append(known.cache_clear)

    @wraps(work)
    def ask(*given: P.args, **_: P.kwargs) -> T:
        return known(*(_Very(one) if isinstance(one, Model) else one for one in given))

    return ask


def forget() -> None:
    """Forget all that was kept, for a process that lives long: with each model the whole of its file is kept."""
    for one in _FORGETTING:
        one()
