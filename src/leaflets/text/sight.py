"""The parts of a line that runs both ways, in the order they are seen."""

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from leaflets.text.direction import CLOSE, ISOLATE, isolated, visual
from leaflets.text.lines import Run
from leaflets.text.reading import BACKWARDS

_LETTERS = re.compile(r"[^\W\d_]+")


def runs_backwards(runs: Iterable[Run]) -> bool:
    """Whether any words run from right to left."""
    said = "".join([run[0] for run in runs])
    return not said.isascii() and BACKWARDS.search(said) is not None


def only_rightwards(runs: Sequence[Run]) -> bool:
    """Whether all that is seen of a line from right to left runs from left to right: it is written as any such line."""
    backwards = (part.run.text for part in in_sight(runs, 1) if part.run.level % 2)
    return not "".join(backwards).strip(f" {ISOLATE}{CLOSE}")


def apart(runs: Sequence[Run]) -> list[Run]:
    """The runs of a line, what is foreign in them isolated."""
    said = "".join(run.text for run in runs)
    return [run._replace(text=isolated(run.text, said)) for run in runs]


def ended(seen: Sequence[Run], base: int) -> list[Run]:
    """The runs of a line as they are seen, and at its right the space that parts it from the next one, or before."""
    return [*seen, seen[-1]._replace(text=" ", level=1 if base else 2, base=base)]


def followed(run: Run) -> Run:
    """A run of one direction, and the space that parts it from the next line."""
    return Run(f"{run.text} ", *run[1:])


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
    return _balanced(found) if base else found


def _balanced(parts: list[Part]) -> list[Part]:
    """The parts of a line from right to left; where fewer stretches of letters run left than right, PDFium would take
    it for one from left to right: the base of the longest with a space is higher by what is lacking.
    """
    lacking = sum(len(_LETTERS.findall(run.text)) * (-1 if run.level % 2 else 1) for _, _, run in parts)
    spaced = [at for at, part in enumerate(parts) if part.run.level % 2 and " " in part.run.text]
    if spaced and lacking >= 0:
        at = max(spaced, key=lambda at: len(parts[at].run.text))
        run = parts[at].run
        parts[at] = parts[at]._replace(run=run._replace(base=run.base + 2 * lacking + 4))
    return parts
