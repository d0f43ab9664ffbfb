"""The parts of a line that runs both ways, in the order they are seen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate

from leaflets.text.direction import base_of, visual
from leaflets.text.lines import Run
from leaflets.text.reading import BACKWARDS


def runs_backwards(runs: Iterable[Run]) -> bool:
    """Whether any words run from right to left."""
    return any(not run.text.isascii() and BACKWARDS.search(run.text) for run in runs)


def first_level(runs: Iterable[Run]) -> int:
    """The level of a paragraph: 1 if its first letter runs from right to left, else 0 (UAX 9, P2 and P3)."""
    return base_of("".join(run.text for run in runs))


def in_sight(runs: Sequence[Run], base: int) -> list[tuple[int, Run]]:
    """The runs of a line in parts of one direction, from left to right, each with the place of its run."""
    ends = [0, *accumulate(len(run.text) for run in runs)]
    found: list[tuple[int, Run]] = []
    for start, stop, backwards in visual("".join(run.text for run in runs), base):
        level = 1 if backwards else 2
        parts = [
            (at, run._replace(text=run.text[max(start - begin, 0) : stop - begin], level=level, base=base))
            for at, (begin, run) in enumerate(zip(ends, runs, strict=False))
            if begin < stop and start < begin + len(run.text)
        ]
        found += parts[::-1] if backwards else parts
    return found
