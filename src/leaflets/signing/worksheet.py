"""The worksheet of a review: one row a statement, for a clinician to fill in; and the decisions read back from it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from leaflets.content.approvals import mark
from leaflets.content.language import Language
from leaflets.content.leaflet import Reference
from leaflets.content.written import FORBIDDEN
from leaflets.problems import ContentError, Problem, Source, did_you_mean, refuse
from leaflets.signing.signoff import Standing
from leaflets.store.table import Row, meant, overlong, rows, table

COLUMNS = (
    "id", "section", "variants", "words", "sources", "evidence", "clinician", "hash", "standing", "decision", "comment"
)  # fmt: skip
NEEDED = ("id", "words", "hash", "decision", "comment")
DECISIONS = ("agree", "change", "remove")
_MEANT = dict.fromkeys(
    ("yes", "y", "ok", "okay", "agreed", "x", "✓", "✔", "fine", "true", "1"), "agree"
) | dict.fromkeys(("no", "n", "delete", "omit", "false", "0"), "remove, or change with your words as the comment")
"""What people write in place of a decision, and what they may mean; nobody signs by our guess."""


class Decided(NamedTuple):
    """What one row decides of the words it shows."""

    where: Source
    mark: str
    decision: str
    comment: str


def worksheet(
    found: Iterable[Standing],
    variants: Mapping[str, Sequence[str]],
    sources: Mapping[str, Reference],
    language: Language,
) -> bytes:
    """The rows of some statements, in order, undecided: nobody signs what another decided by leaving it as it is.

    ``variants`` says by their marks which variants say them.
    """

    def cells(one: Standing) -> tuple[str, ...]:
        saying, model = one.saying, one.saying.model
        said_by = language.listed(*variants[saying.mark])
        rests_on = "\n".join(_source(name, sources[name]) for name in model.sources)
        needs = language.review.must_agree if model.needs else ""
        about = (saying.id, saying.heading, said_by, saying.words, rests_on, model.evidence or "", needs)
        return *about, saying.hash, _standing(one, language), "", ""

    return table(COLUMNS, map(cells, found))


def _source(name: str, source: Reference) -> str:
    address = f" <{source.address}>" if source.address else ""
    return f"{name}: {source.organisation}, {source.title} ({source.dated}; {source.quality}){address}"


def _standing(one: Standing, language: Language) -> str:
    """How a statement stands, and who says so, in words."""
    words = language.review
    if one.state in ("changed", "awaiting"):
        return words.changed if one.state == "changed" else words.awaiting
    names = language.several(*(language.listed(entry.by, str(entry.signed)) for entry in one.signers))
    parts = [words.signed_by.format(names=names)] if one.signers else []
    for wish in one.objections:
        name = language.listed(wish.sign_off.by, str(wish.sign_off.signed))
        said = words.wish.format(decision=getattr(words, wish.decision), name=name)
        parts.append(f"{said}: {wish.comment}" if wish.comment else said)
    return language.several(*parts)


def decisions(raw: bytes, file: str, said: Mapping[str, str]) -> tuple[list[Decided], list[Problem]]:
    """The rows of a filled worksheet that decide something. ``said`` holds the leaflet's words by their marks.

    With them a problem for each row that is passed over, since its words are not, or no longer, the leaflet's.
    Raises ContentError with a problem for each cell that is wrong, or if nothing is left that was decided. Rows
    count from 1, as spreadsheets do.
    """
    head, *filled = rows(raw, file, ", ".join(COLUMNS), "worksheet")
    columns = _columns(head.cells, Source(file, head.number, 1))
    ids = {one.split()[0] for one in said}
    problems: list[Problem] = []
    found: list[Decided] = []
    passed: list[Problem] = []
    first: dict[str, Source] = {}
    for number, cells in filled:
        row = {name: meant(cells[place]) if place < len(cells) else "" for name, place in columns.items()}
        places = {name: Source(file, number, place + 1) for name, place in columns.items()}
        wrong = [*_wrong(row, places, ids), *overlong(Row(number, cells), head.cells, file)]
        key = mark(row["id"], row["hash"])
        if key in first:
            message = f"'{row['id']}' is there twice; the first is in row {first[key].line}"
            wrong.append(Problem(places["id"], message, "delete one of the two"))
        first.setdefault(key, places["id"])
        problems += wrong
        if row["decision"] and not wrong and (other := _other_words(row, places, said)):
            passed.append(other)
        elif row["decision"] and not wrong:
            found.append(Decided(places["decision"], key, row["decision"].lower(), row["comment"]))
    if not found and not problems and not passed:
        hint = f"write {', '.join(DECISIONS[:-1])} or {DECISIONS[-1]} in the column 'decision'"
        problems = [Problem(Source(file), "nothing is decided in the worksheet", hint)]
    if problems or not found:
        raise ContentError([*problems, *passed])
    return found, passed


def _columns(head: Sequence[str], where: Source) -> dict[str, int]:
    """The place of each column. Those of the reader's own are passed over."""
    names = [meant(cell).lower() for cell in head]
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
    refuse(problems)
    return {name: names.index(name) for name in NEEDED}


def _wrong(row: Mapping[str, str], places: Mapping[str, Source], ids: Collection[str]) -> Iterator[Problem]:
    """What is wrong with a row, cell by cell."""
    id_, decision = row["id"], row["decision"].lower()
    if id_ not in ids:
        near = did_you_mean(id_, ids)
        hint = near if near.startswith("did") else "write the id as the worksheet had it"
        yield Problem(places["id"], f"the leaflet has no statement '{id_}'", hint)
    if decision and decision not in DECISIONS:
        hint = (
            f"if it means that, write {_MEANT[decision]}" if decision in _MEANT else did_you_mean(decision, DECISIONS)
        )
        yield Problem(places["decision"], f"'{row['decision']}' is not a decision", hint)
    if row["comment"] and not decision:
        yield Problem(places["decision"], f"'{id_}' has a comment and no decision", "decide: agree, change or remove")
    if FORBIDDEN.search(row["comment"]):
        yield Problem(places["comment"], "the comment holds a character that cannot be printed", "type it anew")


def _other_words(row: Mapping[str, str], places: Mapping[str, Source], said: Mapping[str, str]) -> Problem | None:
    """The problem of a row whose words are not those it would decide on."""
    id_, key = row["id"], mark(row["id"], row["hash"])
    if key not in said:
        message = f"the words of '{id_}', or their place, are not those of this worksheet any more; it is not read"
        return Problem(places["hash"], message, "make a new worksheet, and decide on them as they are now")
    if row["decision"].lower() == "agree" and row["words"] != " ".join(said[key].split()):
        message = f"the words of '{id_}' were edited in the worksheet, and it agrees to them; it is not read"
        hint = "decide 'change', and write the new words as the comment; only the leaflet's own words can be signed"
        return Problem(places["words"], message, hint)
    return None


def decided(raw: bytes) -> bool:
    """Whether a worksheet, as it lies in a folder, holds a decision or a comment, or cannot be told to hold none."""
    try:
        head, *filled = rows(raw, "", "", "worksheet")
        columns = _columns(head.cells, Source(""))
    except ContentError:
        return True
    places = (columns["decision"], columns["comment"])
    return any(place < len(row.cells) and row.cells[place].strip() for row in filled for place in places)
