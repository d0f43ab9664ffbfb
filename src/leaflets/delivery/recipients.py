"""The list of people to write to: a CSV file, one row each. Every bad cell is told at once, by row and column."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from leaflets.delivery.address import address, person
from leaflets.delivery.message import Party
from leaflets.problems import ContentError, Problem, Source, did_you_mean

CHOICES = ("clinic", "variant", "format", "region", "language")
COLUMNS = ("name", "address", *CHOICES)


@dataclass(frozen=True)
class Recipient:
    """One person, where they stand in the list, and what they are to get. A choice left out is the command's."""

    where: Source
    to: Party
    choices: Mapping[str, str]


def recipients(raw: bytes, file: str, known: Mapping[str, Collection[str]]) -> list[Recipient]:
    """The rows of a list. ``known`` holds, for each column that names a thing of the project, the names there are.

    Raises ContentError with a problem for each cell that is wrong. Rows count from 1, as spreadsheets do.
    """
    rows = _rows(raw, file)
    columns = _columns(rows[0][1], Source(file, rows[0][0]))
    problems: list[Problem] = []
    found: list[Recipient] = []
    for number, cells in rows[1:]:
        try:
            found.append(_recipient(number, cells, columns, file, known))
        except ContentError as error:
            problems.extend(error.problems)
    if not found and not problems:
        problems = [Problem(Source(file), "there is nobody in the list", "write one row for each person")]
    if problems:
        raise ContentError(problems)
    return found


def _rows(raw: bytes, file: str) -> list[tuple[int, list[str]]]:
    """The rows that hold anything, each with its number; the first is the heading."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        hint = "save it as CSV UTF-8"
        raise ContentError([Problem(Source(file), "the list is not in UTF-8", hint)]) from None
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
        hint = f"begin with a row that names the columns: {', '.join(COLUMNS)}"
        raise ContentError([Problem(Source(file), "the list is empty", hint)])
    return rows


def _columns(head: list[str], where: Source) -> list[str]:
    """The names of the columns, each known and there once. Others are refused: a list carries no more than it must."""
    names = [cell.strip().lower() for cell in head]
    problems = []
    for place, name in enumerate(names, 1):
        if name not in COLUMNS:
            message = f"there is no column {name!r}" if name else "this column has no name"
            hint = f"{did_you_mean(name, COLUMNS)}; delete what is not needed"
            problems.append(Problem(where._replace(column=place), message, hint))
        elif name in names[: place - 1]:
            problems.append(Problem(where._replace(column=place), f"the column '{name}' is there twice", "delete one"))
    if "address" not in names:
        problems.append(
            Problem(where._replace(column=1), "there is no column 'address'", "name the column of the addresses")
        )
    if problems:
        raise ContentError(problems)
    return names


def _recipient(
    row: int, cells: list[str], columns: list[str], file: str, known: Mapping[str, Collection[str]]
) -> Recipient:
    places = {name: Source(file, row, place) for place, name in enumerate(columns, 1)}
    values = dict(zip(columns, (cell.strip() for cell in cells), strict=False))
    problems = list(_unknown(values, places, known))
    if len(cells) > len(columns):
        message = f"the row has {len(cells)} cells, and there are {len(columns)} columns"
        problems.append(
            Problem(Source(file, row, len(columns) + 1), message, "put a cell with commas in quotation marks")
        )
    try:
        name = person(values.get("name", ""), places.get("name", Source(file, row)))
    except ContentError as error:
        problems.extend(error.problems)
    try:
        to = address(values.get("address", ""), places["address"])
    except ContentError as error:
        problems.extend(error.problems)
    if problems:
        raise ContentError(problems)
    choices = {column: values[column] for column in CHOICES if values.get(column)}
    return Recipient(Source(file, row, 1), Party(to, name), choices)


def _unknown(
    values: Mapping[str, str], places: Mapping[str, Source], known: Mapping[str, Collection[str]]
) -> Iterator[Problem]:
    for column in CHOICES:
        value = values.get(column)
        if value and value not in known[column]:
            hint = did_you_mean(value, known[column]) or "leave the cell empty"
            yield Problem(places[column], f"there is no {column} {value!r}", hint)
