"""The parts of a line that runs both ways, in the order they are seen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from leaflets.text.direction import base_of, isolated, visual
from leaflets.text.lines import Run
from leaflets.text.reading import BACKWARDS


def runs_backwards(runs: Iterable[Run]) -> bool:
    """Whether any words run from right to left."""
    return any(not run.text.isascii() and BACKWARDS.search(run.text) for run in runs)


def first_level(runs: Iterable[Run]) -> int:
    """The level of a paragraph: 1 if its first letter runs from right to left, else 0 (UAX 9, P2 and P3)."""
    return base_of("".join(run.text for run in runs))


def apart(runs: Sequence[Run]) -> list[Run]:
    """The runs of a line, what is foreign in them isolated."""
    said = "".join(run.text for run in runs)
    return [run._replace(text=isolated(run.text, said)) for run in runs]


def ended(seen: Sequence[Run], base: int) -> list[Run]:
    """The runs of a line as they are seen, and at its right the space that parts it from the next one, or before."""
    return [*seen, seen[-1]._replace(text=" ", level=1 if base else 2, base=base)]


class Part(NamedTuple):
    """A part of a run, of one direction: where it begins in its line, and the place of the run."""

    start: int
    place: int
    run: Run


def in_sight(runs: Sequence[Run], base: int) -> list[Part]:
    """The runs of a line in parts of one direction, from left to right."""
    ends = [0, *accumulate(len(run.text) for run in runs)]
    found: list[Part] = []
    for start, stop, backwards in visual("".join(run.text for run in runs), base):
        level = 1 if backwards else 2
        parts = [
            Part(
                max(start, begin),
                at,
                run._replace(text=run.text[max(start - begin, 0) : stop - begin], level=level, base=base),
            )
            for at, (begin, run) in enumerate(zip(ends, runs, strict=False))
            if begin < stop and start < begin + len(run.text)
        ]
        found += parts[::-1] if backwards else parts
    return found
