"""Tables as spreadsheets write them: CSV in UTF-8, its cells parted by commas, semicolons or tabs."""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from leaflets.content.written import even
from leaflets.problems import Problem, Source, refuse, refused

MARKS = ",;\t|"
"""What may part the cells; which one a spreadsheet writes depends on its country."""

OTHERS = {
    b"PK": "a spreadsheet (such as .xlsx) or another packed file",
    b"\xd0\xcf\x11\xe0": "an old spreadsheet (.xls)",
    b"%PDF": "a PDF",
    b"<": "a web page",
}
"""What people hand over in place of a CSV, by how it begins."""

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_TOLD = re.compile(r"\"?sep=(.)\"?\r?\n", re.IGNORECASE)
"""A first line that tells one spreadsheet what parts the cells, and that no other understands."""
_AS_TEXT = re.compile(r"^\s*=\s*\"([^\"]*)\"\s*$")
"""How a number is kept from losing its zeros: as a formula that comes to a text."""
_ERROR = re.compile(r"#¡?[^\W\d][^\s,;:]{0,18}[!?]|#(?:N/[AD]|NV)|#+|Err:\d{3}", re.IGNORECASE)


class Row(NamedTuple):
    """A row that holds anything, and its number. Rows count from 1, as spreadsheets do."""

    number: int
    cells: Sequence[str]


def rows(raw: bytes, file: str, columns: str, what: str = "list") -> list[Row]:
    """The rows of a table, called ``what``, the first of them its heading; ``columns`` says what it may name.

    Raises ContentError if the table is empty or cannot be read.
    """
    begin = raw[:200].removeprefix(codecs.BOM_UTF8).lstrip()
    if other := next((kind for start, kind in OTHERS.items() if begin.startswith(start)), ""):
        raise refused(Source(file), f"this is {other}, and no CSV", "save it as CSV UTF-8")
    try:
        text = raw.decode("utf-16" if raw[2:] and raw.startswith(_WIDE) else "utf-8-sig")
        if "\0" in text:
            raise UnicodeError
    except UnicodeError:
        hint = "save it as CSV UTF-8"
        raise refused(Source(file), f"the {what} is not in UTF-8", hint) from None
    told = _TOLD.match(text)
    head = text[told.end() if told else 0 :].lstrip().partition("\n")[0]
    mark = told[1] if told and told[1] in head else max(MARKS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    found: list[Row] = []
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            if any(cell.strip() for cell in cells) and not (told and number == 1):
                found.append(Row(number, [_AS_TEXT.sub(r"\1", even(cell)) for cell in cells]))
    except csv.Error as error:
        where = Source(file, number + 1, 1)
        raise refused(where, f"the row cannot be read: {error}", "look at its quotation marks") from None
    if not found:
        hint = f"begin with a row that names the columns: {columns}"
        raise refused(Source(file), f"the {what} is empty", hint)
    width = max(at for row in found for at, cell in enumerate(row.cells, 1) if cell.strip())
    headed = len(found[0].cells)  # those at the end that nobody filled are none
    return [Row(row.number, row.cells[: width if len(row.cells) <= headed else None]) for row in found]


def heading(
    row: Row, file: str, needed: str, check: Callable[[str], tuple[str, str] | None], meant: Mapping[str, str]
) -> list[str]:
    """The names of the columns. ``check`` gives message and hint for a name that cannot be; ``meant`` offers another.

    Raises ContentError for each such name, for each that is there twice, and if the ``needed`` one is not there; for
    the row as a whole, if none of its cells is a name.
    """
    names = [" ".join(cell.split()).lower() for cell in row.cells]
    problems = []
    if all(check(name) and name not in meant for name in names):
        message = f"this row names no column: {', '.join(filter(None, names))[:60]!r}"
        raise refused(Source(file, row.number, 1), message, f"begin with a row that names '{needed}'")
    offered = {name: meant[name] for name in names if check(name) and meant.get(name, name) not in names}
    for place, name in enumerate(names, 1):
        where = Source(file, row.number, place)
        if name in offered:
            problems.append(Problem(where, f"there is no column {name!r}", f"did you mean '{offered[name]}'?"))
        elif wrong := check(name):
            problems.append(Problem(where, *wrong))
        elif name in names[: place - 1]:
            problems.append(Problem(where, f"the column '{name}' is there twice", "delete one"))
    if needed not in names and needed not in offered.values():
        message = f"there is no column '{needed}'"
        problems.append(Problem(Source(file, row.number, 1), message, f"write '{needed}' above what belongs there"))
    refuse(problems)
    return names


def cell_faults(row: Row, columns: Sequence[str], file: str) -> Iterator[Problem]:
    """A problem for each cell that holds what a spreadsheet left there, and for cells that no column is for."""
    yield from overlong(row, columns, file)
    for place, cell in enumerate(map(str.strip, row.cells), 1):
        where = Source(file, row.number, place)
        if _ERROR.fullmatch(cell):
            message = f"the cell holds a spreadsheet's error, {cell!r}"
            yield Problem(where, message, "mend its formula, or type the words")
        elif cell.startswith("="):
            yield Problem(where, "the cell holds a formula, and not what it comes to", "paste its value in its place")


def overlong(row: Row, columns: Sequence[str], file: str) -> Iterator[Problem]:
    """A problem, if a row has more cells than there are columns."""
    if len(row.cells) > len(columns):
        message = f"the row has {len(row.cells)} cells, and there are {len(columns)} columns"
        where = Source(file, row.number, len(columns) + 1)
        yield Problem(where, message, "put a cell with commas in quotation marks")


_STARTS = re.compile(r"""(^|[;\t\r\n])(\s*)('*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])""")
"""Where a spreadsheet might find a formula: at the start of a cell, or of what another country's takes for one."""
_STARTED = re.compile(_STARTS.pattern.replace("('*)", "('*)'"))


def harmless(cell: str) -> str:
    """The cell, no part of it ever a formula: a spreadsheet takes what follows an apostrophe for text."""
    return _STARTS.sub(r"\1\2\3'", cell)


def meant(cell: str) -> str:
    """A cell as it was before it was made harmless, its white space evened out."""
    return _STARTED.sub(r"\1\2\3", " ".join(cell.split()))


def table(head: Sequence[str], every: Iterable[Sequence[str]]) -> bytes:
    """A table as CSV in UTF-8. No cell below its heading is ever a formula."""
    made = io.StringIO(newline="")
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows(map(harmless, cells) for cells in every)
    return made.getvalue().encode("utf-8-sig")
