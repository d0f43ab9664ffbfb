"""How anything wrong is said: where it is, what is wrong, and what to do about it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

MOST_NAMES = 80
"""A hint lists at most so many names."""


class Source(NamedTuple):
    """A place in a file an author wrote. Lines and columns count from 1; line 0 means the file as a whole."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


class Problem(NamedTuple):
    """One fault an author can mend. ``hint`` says how."""

    where: Source
    message: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" + (f"\n    hint: {self.hint}" if self.hint else "")

    def adding(self, more: str) -> Problem:
        """The same problem, with more in its hint."""
        return self._replace(hint="; ".join(part for part in (self.hint, more) if part))


class ContentError(Exception):
    """The one exception an author can cause. Carries every problem of the stage that found them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def refused(where: Source, message: str, hint: str = "") -> ContentError:
    """The error of one problem."""
    return ContentError([Problem(where, message, hint)])


def refuse(problems: Iterable[Problem]) -> None:
    """Raise ContentError with all the problems, if there are any."""
    if found := list(problems):
        raise ContentError(found)


@contextmanager
def gathered(problems: list[Problem]) -> Iterator[None]:
    """Add the problems met inside to those found so far; what comes after it goes on."""
    try:
        yield
    except ContentError as error:
        problems.extend(error.problems)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the known word nearest to ``word``; or, if none is near and they are not many, all of them."""
    names = sorted(set(known))
    near = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    if near:
        return f"did you mean '{near[0]}'?"
    return f"known here: {', '.join(names)}" if 0 < len(names) <= MOST_NAMES else ""
