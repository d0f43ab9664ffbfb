"""The list of people to write to: a CSV file, one row each. Every bad cell is told at once, by row and column."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from leaflets.mail.address import address, person
from leaflets.mail.message import Party
from leaflets.problems import ContentError, Problem, Source, did_you_mean, gathered
from leaflets.store.table import Row, cell_faults, heading, rows

CHOICES = ("clinic", "variant", "format", "region", "language")
COLUMNS = ("name", "address", *CHOICES)

MEANT: Mapping[str, str] = {
    **dict.fromkeys(("email", "e-mail", "mail", "email address", "e-mail address", "to", "recipient"), "address"),
    **dict.fromkeys(("full name", "patient", "patient name", "person"), "name"),
    **dict.fromkeys(("paper", "size"), "format"),
    "lang": "language",
}
"""What people call a column, and what it is called here."""


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
    head, *people = rows(raw, file, ", ".join(COLUMNS))
    columns = heading(head, file, "address", _no_column, MEANT)
    problems: list[Problem] = []
    found: list[Recipient] = []
    for row in people:
        with gathered(problems):
            found.append(_recipient(row, columns, file, known))
    if not found and not problems:
        problems = [Problem(Source(file), "there is nobody in the list", "write one row for each person")]
    if problems:
        raise ContentError(problems)
    return found


def _no_column(name: str) -> tuple[str, str] | None:
    """What is said of a column that is not known: a list carries no more than it must."""
    if name in COLUMNS:
        return None
    message = f"there is no column {name!r}" if name else "this column has no name"
    return message, f"{did_you_mean(name, COLUMNS)}; delete what is not needed"


def _recipient(row: Row, columns: list[str], file: str, known: Mapping[str, Collection[str]]) -> Recipient:
    places = {name: Source(file, row.number, place) for place, name in enumerate(columns, 1)}
    values = dict(zip(columns, (cell.strip() for cell in row.cells), strict=False))
    problems = list(_unknown(values, places, known))
    problems += cell_faults(row, columns, file)
    with gathered(problems):
        name = person(values.get("name", ""), places.get("name", Source(file, row.number)))
    with gathered(problems):
        to = address(values.get("address", ""), places["address"])
    if problems:
        raise ContentError(problems)
    choices = {column: values[column] for column in CHOICES if values.get(column)}
    return Recipient(Source(file, row.number, 1), Party(to, name), choices)


def _unknown(
    values: Mapping[str, str], places: Mapping[str, Source], known: Mapping[str, Collection[str]]
) -> Iterator[Problem]:
    for column in CHOICES:
        value = values.get(column)
        if value and value not in known[column]:
            hint = did_you_mean(value, known[column]) or "leave the cell empty"
            yield Problem(places[column], f"there is no {column} {value!r}", hint)
