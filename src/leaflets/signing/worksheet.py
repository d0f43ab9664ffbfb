"""The worksheet of a review: one row a statement, for a clinician to fill in; and the decisions read back from it."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from leaflets.content.approvals import mark
from leaflets.content.leaflet import Reference
from leaflets.content.written import FORBIDDEN
from leaflets.problems import ContentError, Problem, Source, did_you_mean
from leaflets.signing.signoff import Standing
from leaflets.store.table import Row, overlong, rows

COLUMNS = (
    "id", "section", "variants", "words", "sources", "evidence", "clinician", "hash", "standing", "decision", "comment"
)  # fmt: skip
NEEDED = ("id", "words", "hash", "decision", "comment")
DECISIONS = ("agree", "change", "remove")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Decided:
    """What one row decides of the words it shows."""

    where: Source
    mark: str
    decision: str
    comment: str


def worksheet(
    found: Iterable[Standing], variants: Mapping[str, Sequence[str]], sources: Mapping[str, Reference]
) -> bytes:
    """The rows of some statements, in order, undecided: nobody signs what another decided by leaving it as it is.

    ``variants`` says by their marks which variants say them.
    """
    table = io.StringIO(newline="")
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in found:
        saying = one.saying
        cells = (
            saying.id,
            saying.heading,
            ", ".join(variants[saying.mark]),
            saying.words,
            "\n".join(_source(name, sources[name]) for name in saying.model.sources),
            saying.model.evidence or "",
            "must agree" if saying.model.needs else "",
            saying.hash,
            _standing(one),
            "",
            "",
        )
        writer.writerow(map(_harmless, cells))
    return table.getvalue().encode("utf-8-sig")


def _source(name: str, source: Reference) -> str:
    address = f" <{source.address}>" if source.address else ""
    return f"{name}: {source.organisation}, {source.title} ({source.dated}; {source.quality}){address}"


def _standing(one: Standing) -> str:
    """How a statement stands, and who says so, in words."""
    if one.state == "changed":
        return "changed since sign-off"
    words = {"signed": "signed", "refused": f"to {one.decision}", "awaiting": "awaiting"}[one.state]
    who = "; ".join(f"{entry.by}, {entry.signed}" for entry in one.signers)
    said = f": {one.comment}" if one.comment else ""
    return f"{words} ({who}){said}" if who else words


def _harmless(cell: str) -> str:
    """The cell, never a formula: a spreadsheet takes what follows an apostrophe for text."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _plain(cell: str) -> str:
    """A cell as it was meant: without that apostrophe, its white space evened out."""
    even = " ".join(cell.split())
    return even[1:] if even.startswith("'") and even[1:].startswith(_FORMULA) else even


def decisions(raw: bytes, file: str, said: Mapping[str, str]) -> list[Decided]:
    """The rows of a filled worksheet that decide something. ``said`` holds the leaflet's words by their marks.

    Raises ContentError with a problem for each cell that is wrong. Rows count from 1, as spreadsheets do.
    """
    head, *filled = rows(raw, file, ", ".join(COLUMNS), "worksheet")
    columns = _columns(head.cells, Source(file, head.number, 1))
    ids = {one.split()[0] for one in said}
    problems: list[Problem] = []
    found: list[Decided] = []
    first: dict[str, Source] = {}
    for number, cells in filled:
        row = {name: _plain(cells[place]) if place < len(cells) else "" for name, place in columns.items()}
        places = {name: Source(file, number, place + 1) for name, place in columns.items()}
        more = overlong(Row(number, cells), head.cells, file)
        wrong = [*_wrong(row, places, said, ids), *([more] if more else [])]
        key = mark(row["id"], row["hash"])
        if key in first:
            message = f"'{row['id']}' is there twice; the first is in row {first[key].line}"
            wrong.append(Problem(places["id"], message, "delete one of the two"))
        first.setdefault(key, places["id"])
        problems += wrong
        if row["decision"] and not wrong:
            found.append(Decided(places["decision"], key, row["decision"].lower(), row["comment"]))
    if not found and not problems:
        hint = f"write {', '.join(DECISIONS[:-1])} or {DECISIONS[-1]} in the column 'decision'"
        problems = [Problem(Source(file), "nothing is decided in the worksheet", hint)]
    if problems:
        raise ContentError(problems)
    return found


def _columns(head: Sequence[str], where: Source) -> dict[str, int]:
    """The place of each column. Those of the reader's own are passed over."""
    names = [_plain(cell).lower() for cell in head]
    problems = [
        Problem(where, f"there is no column '{name}'", f"keep the worksheet's first row: {', '.join(COLUMNS)}")
        for name in NEEDED
        if name not in names
    ]
    problems += [
        Problem(where._replace(column=place + 1), f"the column '{name}' is there twice", "delete one")
        for place, name in enumerate(names)
        if name in NEEDED and name in names[:place]
    ]
    if problems:
        raise ContentError(problems)
    return {name: names.index(name) for name in NEEDED}


def _wrong(
    row: Mapping[str, str], places: Mapping[str, Source], said: Mapping[str, str], ids: Collection[str]
) -> Iterator[Problem]:
    """What is wrong with a row, cell by cell."""
    id_, key, decision = row["id"], mark(row["id"], row["hash"]), row["decision"].lower()
    if id_ not in ids:
        near = did_you_mean(id_, ids)
        hint = near if near.startswith("did") else "write the id as the worksheet had it"
        yield Problem(places["id"], f"the leaflet has no statement '{id_}'", hint)
    elif key not in said:
        message = f"the words of '{id_}' are not those of this worksheet any more"
        hint = "delete the row; make a new worksheet, and decide on the new words"
        yield Problem(places["hash"], message, hint)
    elif decision == "agree" and row["words"] != " ".join(said[key].split()):
        message = f"the words of '{id_}' were edited in the worksheet, and it agrees to them"
        hint = "decide 'change', and write the new words as the comment; only the leaflet's own words can be signed"
        yield Problem(places["words"], message, hint)
    if decision and decision not in DECISIONS:
        near = did_you_mean(decision, DECISIONS)
        yield Problem(places["decision"], f"'{row['decision']}' is not a decision", near)
    if row["comment"] and not decision:
        yield Problem(places["decision"], f"'{id_}' has a comment and no decision", "decide: agree, change or remove")
    if FORBIDDEN.search(row["comment"]):
        yield Problem(places["comment"], "the comment holds a character that cannot be printed", "type it anew")
