"""Tables as spreadsheets write them: CSV in UTF-8, its cells parted by commas, semicolons or tabs."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from typing import NamedTuple

from leaflets.problems import ContentError, Problem, Source

MARKS = ",;\t"
"""What may part the cells; which one a spreadsheet writes depends on its country."""


OTHERS = {b"PK": "a spreadsheet or another packed file", b"\xd0\xcf\x11\xe0": "an old spreadsheet", b"%PDF": "a PDF"}
"""What people hand over in place of a CSV, by how it begins."""


class Row(NamedTuple):
    """A row that holds anything, and its number. Rows count from 1, as spreadsheets do."""

    number: int
    cells: Sequence[str]


def rows(raw: bytes, file: str, columns: str, what: str = "list") -> list[Row]:
    """The rows of a table, called ``what``, the first of them its heading; ``columns`` says what it may name.

    Raises ContentError if the table is empty or cannot be read.
    """
    if other := next((kind for start, kind in OTHERS.items() if raw.startswith(start)), ""):
        raise ContentError([Problem(Source(file), f"this is {other}, and no CSV", "save it as CSV UTF-8")])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        hint = "save it as CSV UTF-8"
        raise ContentError([Problem(Source(file), f"the {what} is not in UTF-8", hint)]) from None
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(MARKS, key=first.count), strict=True)
    found: list[Row] = []
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            if any(cell.strip() for cell in cells):
                found.append(Row(number, cells))
    except csv.Error as error:
        where = Source(file, number + 1, 1)
        raise ContentError(
            [Problem(where, f"the row cannot be read: {error}", "look at its quotation marks")]
        ) from None
    if not found:
        hint = f"begin with a row that names the columns: {columns}"
        raise ContentError([Problem(Source(file), f"the {what} is empty", hint)])
    return found


def heading(row: Row, file: str, needed: str, check: Callable[[str], tuple[str, str] | None]) -> list[str]:
    """The names of the columns. ``check`` gives message and hint for a name that cannot be.

    Raises ContentError for each such name, for each that is there twice, and if the ``needed`` one is not there.
    """
    names = [cell.strip().lower() for cell in row.cells]
    problems = []
    for place, name in enumerate(names, 1):
        where = Source(file, row.number, place)
        if wrong := check(name):
            problems.append(Problem(where, *wrong))
        elif name in names[: place - 1]:
            problems.append(Problem(where, f"the column '{name}' is there twice", "delete one"))
    if needed not in names:
        message = f"there is no column '{needed}'"
        problems.append(Problem(Source(file, row.number, 1), message, f"write '{needed}' above what belongs there"))
    if problems:
        raise ContentError(problems)
    return names


def overlong(row: Row, columns: Sequence[str], file: str) -> Problem | None:
    """A problem, if a row has more cells than there are columns."""
    if len(row.cells) <= len(columns):
        return None
    message = f"the row has {len(row.cells)} cells, and there are {len(columns)} columns"
    where = Source(file, row.number, len(columns) + 1)
    return Problem(where, message, "put a cell with commas in quotation marks")
