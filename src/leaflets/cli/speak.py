"""What is said when something is wrong: the problems an author can mend, and the end of the program."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

import click

from leaflets.problems import ContentError, Problem


class problems_shown:  # noqa: N801 (used as a statement)
    """Show the problems an author can mend, and end with exit code 1."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if isinstance(error, ContentError):
            fail(error.problems)


def show(problems: Iterable[Problem], before: str = "") -> None:
    """Each problem on lines of its own, on standard error."""
    for problem in problems:
        click.echo(f"{before}{problem}", err=True)


def fail(problems: Iterable[Problem]) -> NoReturn:
    """Show the problems, count them, and end."""
    found = sorted(problems)
    show(found)
    count = "1 problem" if len(found) == 1 else f"{len(found)} problems"
    fail_with(f"{count} found; nothing was written")


def fail_with(message: str) -> NoReturn:
    """Say what is wrong, and end with exit code 1."""
    click.echo(f"leaflets: {message}", err=True)
    sys.exit(1)


def write(path: Path, data: bytes, private: bool = False) -> None:
    """Write a file whole, or say why it cannot be."""
    from leaflets.files import sweep, write_whole

    try:
        sweep(path.parent)
        write_whole(path, data, private=private)
    except OSError as error:
        fail_with(f"{path} cannot be written: {error.strerror}")
