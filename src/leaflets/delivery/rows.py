"""Tables as spreadsheets write them: CSV in UTF-8, commas or semicolons between the cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from leaflets.problems import ContentError, Problem, Source


def rows_of(raw: bytes, file: str, what: str, columns: Sequence[str]) -> list[tuple[int, list[str]]]:
    """The rows that hold anything, each with its number, as spreadsheets count; the first names the columns.

    Raises ContentError for a table, called ``what``, that cannot be read or has no rows.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        hint = "save it as CSV UTF-8"
        raise ContentError([Problem(Source(file), f"the {what} is not in UTF-8", hint)]) from None
    first = text.partition("\n")[0]
    mark = ";" if ";" in first and "," not in first else ","  # what a spreadsheet writes depends on its country
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    rows: list[tuple[int, list[str]]] = []
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            if any(cell.strip() for cell in cells):
                rows.append((number, cells))
    except csv.Error as error:
        where = Source(file, number + 1, 1)
        raise ContentError(
            [Problem(where, f"the row cannot be read: {error}", "look at its quotation marks")]
        ) from None
    if not rows:
        hint = f"begin with a row that names the columns: {', '.join(columns)}"
        raise ContentError([Problem(Source(file), f"the {what} is empty", hint)])
    return rows
