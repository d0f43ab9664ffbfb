"""What is said when something is wrong: the problems an author can mend, and the end of the program."""

import json
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NoReturn

import click

from leaflets.problems import ContentError, Problem

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


class problems_shown:  # noqa: N801 (used as a statement)
    """Show the problems an author can mend, and end with exit code 1."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if isinstance(error, ContentError):
            fail(error.problems)


def shown(text: str) -> str:
    """The text without what would move a terminal's cursor, turn words round, or hide: as codes, which JSON knows."""
    return _CONTROLS.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)


def say(text: str = "", err: bool = False, nl: bool = True) -> None:
    """Print a text, on standard error if it is no result: whatever it holds, it stays words."""
    click.echo(shown(text), err=err, nl=nl)


def say_json(data: object) -> None:
    """Print data as JSON."""
    say(json.dumps(data, indent=2, ensure_ascii=False))


def say_table(rows: Sequence[Sequence[str]]) -> None:
    """Print rows of cells, each column as wide as its widest."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        say("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def show(problems: Iterable[Problem], before: str = "") -> None:
    """Each problem on lines of its own, on standard error."""
    for problem in problems:
        say(f"{before}{problem}", err=True)


def fail(problems: Iterable[Problem]) -> NoReturn:
    """Show the problems, count them, and end."""
    found = sorted(problems)
    show(found)
    count = "1 problem" if len(found) == 1 else f"{len(found)} problems"
    fail_with(f"{count} found; nothing was written")


def fail_with(message: str) -> NoReturn:
    """Say what is wrong, and end with exit code 1."""
    say(f"leaflets: {message}", err=True)
    sys.exit(1)


def write(path: Path, data: bytes, private: bool = False) -> None:
    """Write a file whole, or say why it cannot be."""
    from leaflets.files import sweep, write_whole

    try:
        sweep(path.parent)
        write_whole(path, data, private=private)
    except OSError as error:
        fail_with(f"{path} cannot be written: {error.strerror}")
