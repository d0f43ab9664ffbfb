"""Clinics from one table: a row each, its columns named as the fields of a clinic's file.

A field inside another is named with a dot (``out_of_hours.phone``), an entry of a list by its number
(``contacts.1.label``), a value that leaflets ask for by its name (``values.NAME``). A list of plain words may stand in
one cell, its entries on lines of their own or parted by |.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, get_args, get_origin

import yaml

from leaflets.content.clinic import Clinic
from leaflets.content.model import Model
from leaflets.content.written import FORBIDDEN
from leaflets.problems import Problem, Source, did_you_mean, gathered, refuse, refused
from leaflets.store.naming import refusal, slug
from leaflets.store.reader import read_node, unprintable
from leaflets.store.table import Row, cell_faults, heading, rows

KEY = "key"
"""The column of the names that PDFs and ``--clinic`` know a clinic by; without one they are made from its name."""

ANY = "NAME"
"""What stands for any name of a value."""

IN_FILES_ONLY = "changes"
"""What a table has no room for: local words."""

MEANT: Mapping[str, str] = {
    **dict.fromkeys(("clinic", "clinic name", "title"), "name"),
    **dict.fromkeys(("e-mail", "mail", "email address", "e-mail address"), "email"),
    **dict.fromkeys(("website", "web site", "web address", "url", "homepage"), "web"),
    **dict.fromkeys(("phone", "telephone", "tel", "phone number", "telephone number"), "contacts.1.phone"),
    **dict.fromkeys(("hours", "opening hours"), "contacts.1.hours"),
    **dict.fromkeys(("out of hours", "out of hours phone", "night line"), "out_of_hours.phone"),
    **dict.fromkeys(("street", "postal address"), "address"),
    **dict.fromkeys(("unit", "ward"), "department"),
    "logo": "logo.file",
    "country": "region",
}
"""What people call a column, and what it is called here."""

Path = tuple[str | int, ...]


class Roster:
    """The clinics of a CSV file, each read when it is asked for.

    ``refused`` are problems with rows that cannot be told apart or named. Raises ContentError if the table has faults
    as a whole.
    """

    def __init__(self, raw: bytes, file: str) -> None:
        self.file = file
        self._head, *found = rows(raw, file, "name, department, address, region, contacts.1.label, ...")
        self._columns = heading(self._head, file, "name", _no_column, MEANT)
        self._check_twice()
        if not found:
            raise refused(Source(file), "there is no clinic in the list", "write one row for each")
        self._rows: dict[str, Row] = {}
        self.refused: list[Problem] = []
        for row in found:
            with gathered(self.refused):
                self._add(row)

    def _check_twice(self) -> None:
        """Raise ContentError for each column that holds what other columns hold in parts."""
        places = {name: Source(self.file, self._head.number, place) for place, name in enumerate(self._columns, 1)}
        refuse(
            Problem(where, f"'{name}' and '{other}' say the same", "delete one of the two")
            for name, where in places.items()
            for other in places
            if other.startswith(f"{name}.")
        )

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The keys of the clinics, in order."""
        return tuple(sorted(self._rows))

    def data(self, key: str) -> bytes:
        """All that is written of a clinic."""
        return json.dumps([self._columns, list(self._rows[key].cells)]).encode()

    def read(self, key: str) -> Clinic:
        """A clinic. Raises ContentError with a problem for each cell that is wrong, or missing."""
        row = self._rows[key]
        refuse(cell_faults(row, self._columns, self.file))
        tree: dict[str, Any] = {}
        for column, cell in self._cells(row):
            *above, last = column.split(".")
            held = tree
            for step in above:
                held = held.setdefault(step, {})
            held[last] = cell
        tree.pop(KEY, None)
        names: dict[Path, str] = {}

        def note(location: Path, _: Any) -> str:
            return _column_of(tuple(step for step in location if not str(step).startswith("kind:")), names)

        start = _mark(Source(self.file, row.number, 1))
        return read_node(_node(tree, start, "", names, ()), Clinic, note)

    def _add(self, row: Row) -> None:
        cells = dict(self._cells(row))
        where, name = cells.get(KEY) or cells.get("name") or (Source(self.file, row.number, 1), "")
        if sign := FORBIDDEN.search(name):
            raise refused(where, *unprintable(sign[0]))
        if not name:
            raise refused(where, "the row has no name", "write the clinic's name, or delete the row")
        key = name if KEY in cells else slug(name)
        own = f"write another in the column '{KEY}', of small letters, digits and hyphens, such as st-elsewhere"
        if KEY not in cells and (not key or {"/", "\\"} & set(name)):
            raise refused(where, f"the name '{name}' makes no name for files", own)
        if message := refusal(key):
            raise refused(where, message, own)
        if key in self._rows:
            first = self._rows[key]
            other = dict(self._cells(first)).get("name", (where, key))[1]
            message = f"'{name}' and '{other}' in row {first.number} would give their PDFs the same names, with '{key}'"
            raise refused(where, message, own)
        self._rows[key] = row

    def _cells(self, row: Row) -> Iterator[tuple[str, tuple[Source, str]]]:
        """What is filled in: column, place and text."""
        for place, (column, cell) in enumerate(zip(self._columns, row.cells, strict=False), 1):
            if cell.strip():
                yield column, (Source(self.file, row.number, place), cell.strip())


def _node(held: Any, start: yaml.Mark | None, column: str, names: dict[Path, str], path: Path) -> yaml.Node:
    """Cells as the nodes that the keys of a clinic's file would be; ``names`` gets the column of each, by its path.

    A group stands at ``start``, or else at its first cell. Entries of lists are counted anew, from 0.
    """
    if isinstance(held, tuple):
        where, text = held
        names[path] = column
        if _pattern(column.split(".")) not in _LISTS:
            return _scalar(where, text)
        parts = [_scalar(where, part.strip()) for part in re.split(r"[|\r\n]+", text) if part.strip()]
        return yaml.SequenceNode("tag:yaml.org,2002:seq", parts, _mark(where))
    listed = bool(column) and all(map(str.isdigit, held))
    nodes = []
    for number, (step, inner) in enumerate(held.items()):
        below = f"{column}.{step}" if column else step
        nodes.append(_node(inner, None, below, names, (*path, number if listed else step)))
    start = start or nodes[0].start_mark
    if listed:
        return yaml.SequenceNode("tag:yaml.org,2002:seq", nodes, start)
    keys = [
        yaml.ScalarNode("tag:yaml.org,2002:str", step, node.start_mark) for step, node in zip(held, nodes, strict=True)
    ]
    return yaml.MappingNode("tag:yaml.org,2002:map", list(zip(keys, nodes, strict=True)), start)


def _scalar(where: Source, text: str) -> yaml.ScalarNode:
    return yaml.ScalarNode("tag:yaml.org,2002:str", text, _mark(where))


def _mark(where: Source) -> yaml.Mark:
    return yaml.Mark(where.file, 0, where.line - 1, where.column - 1, None, 0)


def _column_of(location: Path, names: Mapping[Path, str]) -> str:
    """The column a fault is in; or that what is missing belongs in."""
    if location in names:
        return f"it is in the column '{names[location]}'"
    inside = next((column for path, column in names.items() if path[: len(location)] == location), "")
    if inside:
        return f"it begins in the column '{inside}'"
    beside = next((column for path, column in names.items() if location[:-1] and path[:-1] == location[:-1]), "")
    steps = [*beside.split(".")[:-1], str(location[-1])] if beside else [str(step) for step in location]
    column = ".".join(steps)
    known = next((known for known in _KNOWN if known.startswith(f"{column}.")), column)  # the first of several
    return f"it belongs in the column '{known}'"


def _columns(model: type[Model], before: str = "") -> Iterator[tuple[str, bool]]:
    """The columns for a model, N for any number, and whether each holds a list."""
    for name, field in model.model_fields.items():
        if name == IN_FILES_ONLY:
            continue
        many, inner = _shape(field.annotation)
        column = f"{before}{name}"
        if get_origin(field.annotation) is dict:
            yield f"{column}.{ANY}", False
        elif inner:
            yield from _columns(inner, f"{column}.N." if many else f"{column}.")
        else:
            yield column, many
            if many:
                yield f"{column}.N", False


def _shape(annotation: Any) -> tuple[bool, type[Model] | None]:
    """Whether a field holds a list, and of which model it is or are, if of any."""
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return False, annotation
    inner = next((model for _, model in map(_shape, get_args(annotation)) if model), None)
    return get_origin(annotation) is tuple, inner


_COLUMNS: Mapping[str, bool] = dict(_columns(Clinic))
_KNOWN = [re.sub(r"\bN\b", "1", column) for column in _COLUMNS]
"""The columns there can be, each that can stand several times once."""

_LISTS = frozenset(column for column, many in _COLUMNS.items() if many)


def _pattern(steps: Sequence[str | int]) -> str:
    return ".".join("N" if str(step).isdigit() else str(step) for step in steps)


def _no_column(name: str) -> tuple[str, str] | None:
    before, _, last = name.rpartition(".")
    if name == KEY or _pattern(name.split(".")) in _COLUMNS or (last and f"{before}.{ANY}" in _COLUMNS):
        return None
    if not name:
        return "this column has no name", "delete it, or name it as the field it holds"
    if name.split(".")[0] == IN_FILES_ONLY:
        return f"a table has no column {name!r}", "write local words in a file in content/clinics"
    hint = did_you_mean(re.sub(r"\d+", "1", name), [KEY, *_KNOWN])
    return f"there is no column {name!r}", hint or f"if leaflets ask for it by name, call it 'values.{name}'"
