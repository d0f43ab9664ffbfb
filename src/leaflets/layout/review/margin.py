"""A review copy's sheets: a page as patients see it, and beside each statement what it rests on, and boxes to tick."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from leaflets.content.blocks import StatementsBlock
from leaflets.content.inline import words_of
from leaflets.content.language import Language
from leaflets.content.model import Model
from leaflets.content.payloads import Statement
from leaflets.layout.typesetter import Typesetter
from leaflets.pdf.canvas import Canvas
from leaflets.pdf.document import Document
from leaflets.pdf.tree import Node
from leaflets.problems import Source
from leaflets.signing.signoff import Standing
from leaflets.signing.statements import Saying
from leaflets.text.lines import Chunk, Line, Run, TextStyle, break_lines

LEAST = 400.0
"""The least width of the margin, in points."""

MOST_OF_AN_ID = 18
"""So many characters of an id stand in a note, which has boxes to tick and a quotation beside it."""

Spot = tuple[int, float]
"""A page, from 0, and a height on it, counted downwards, in points."""


class Sheet(Canvas):
    """A page with a margin beside it that makes the whole a sheet of the page's own shape, turned on its side."""

    def __init__(
        self, document: Document, index: int, width: float, height: float, bleed: float = 0.0, slug: float = 0.0
    ) -> None:
        self.beside = max(height * height / width - width, LEAST)
        super().__init__(document, index, width, height, bleed, slug)


def spots(sheets: Sequence[Sheet]) -> Mapping[str, set[Spot]]:
    """Where each figure stands, by what it shows."""
    found: dict[str, set[Spot]] = defaultdict(set)
    for one in (one for sheet in sheets for piece in sheet.pieces for one in piece.written):
        if one.node is not None and not one.lines:
            found[one.node.alt].add((one.page, -one.box[3]))
    return found


def spot_of(saying: Saying, setter: Typesetter, known: Mapping[str, set[Spot]]) -> Spot | None:
    """The spot that a statement begins at; none, if it has no lines or picture of its own."""
    parts = list(_parts(saying.model))
    shown = [words_of(getattr(part, "alt", None) or "") for part in parts]
    own = [*_lines_of(_places(parts), setter), *(spot for words in shown for spot in known.get(words, ()))]
    if own:
        return min(own)
    if isinstance(saying.holder, StatementsBlock):
        lines = sorted(_lines_of([saying.holder.at()], setter))
        texts = [item.text for item in saying.holder.statements]
        before = sum(map(len, texts[: [item.id for item in saying.holder.statements].index(saying.id)]))
        if lines:
            return lines[min(int(before / sum(map(len, texts)) * len(lines) + 0.3), len(lines) - 1)]
    return None


def _lines_of(places: Sequence[Source], setter: Typesetter) -> set[Spot]:
    """The lines set for some places of the content."""
    written = [one for place in places for made in setter.placed.get(place, ()) for one in made.node.written]
    return {(one.page, -line.base) for one in written for line in one.lines}


def _parts(model: Model) -> Iterator[Model]:
    """A model, and those inside it that are no statements of their own."""
    yield model
    for _, value in model:
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Model) and not isinstance(part, Statement):
                yield from _parts(part)


def _places(parts: Sequence[Model]) -> list[Source]:
    """The places in the content of all that these parts say by themselves."""
    found = [part.at() for part in parts if not isinstance(part, StatementsBlock)]
    return found + [part.at(name) for part in parts for name, value in part if value not in (None, "", ())]


INSET = 24.0
"""White between the page and the notes, and at the sheet's edges, in points."""

ROW = 14.0
"""Height of one row of a note, in points."""

BETWEEN = 3.0
"""White between two notes, in points."""

BOX = 10.0
"""Side of a box to tick, in points."""

Found = tuple[float, Standing]


class Note(NamedTuple):
    """What stands in the margin for a statement: the height of the statement's first line, and the note's own rows."""

    standing: Standing
    height: float
    first: str
    rest: tuple[Line, ...]
    pen: bool

    @property
    def rows(self) -> int:
        """How many rows it has, one of them for a pen if there is room."""
        return bool(self.first) + len(self.rest) + self.pen

    @property
    def tall(self) -> float:
        """Its height, in points."""
        return self.rows * ROW + BETWEEN


def annotate(document: Document, setter: Typesetter, found: Sequence[Standing]) -> None:
    """Draw the margins of all pages. The leaflet must be drawn on sheets already.

    What a margin has no room for stands on sheets of its own, after the leaflet's pages. On a folded sheet three panels
    stand side by side: there the notes are in reading order, and no lines lead to them.
    """
    sheets = [page for page in document.pages if isinstance(page, Sheet)]
    found_on: dict[int, list[Found]] = {sheet.index: [] for sheet in sheets}
    known, spot = spots(sheets), (0, -sheets[0].height)
    for standing in found:
        spot = spot_of(standing.saying, setter, known) or spot
        found_on[spot[0]].append((-spot[1], standing))
    words, flat = setter.language.review, setter.sheet.format.fold is None
    left: list[tuple[int, Sequence[Found]]] = []
    for sheet in sheets:
        there = found_on[sheet.index]
        if flat:
            there.sort(key=lambda pair: -pair[0])
        left.append((sheet.index, _margin(sheet, setter, there, words.page, sheet.index, flat)))
    for index, rest in left:
        while rest:
            rest = _margin(_sheet(document, setter), setter, rest, words.continued, index, aside=False)


def _sheet(document: Document, setter: Typesetter) -> Sheet:
    """A new sheet."""
    made = document.page(*setter.sheet.format.paper)
    assert isinstance(made, Sheet)  # noqa: S101 (the caller has seen to it)
    return made


def _margin(
    sheet: Sheet, setter: Typesetter, found: Sequence[Found], title: str, index: int, aside: bool
) -> Sequence[Found]:
    """Draw a margin under its title, the notes as roomy as their number allows; return those there is no room for.

    With ``aside`` each stands beside its statement, and a line leads to it.
    """
    top, bottom = sheet.height - 1.7 * INSET, 1.3 * INSET
    left, width = sheet.width + INSET, sheet.beside - 2 * INSET
    found = found if aside else [(sheet.height, standing) for _, standing in found]
    notes = _fitting(found, setter, width, top - bottom, aside)
    section = sheet.document.root.add("Sect")
    said = (title if notes else setter.language.review.nothing).format(page=index + 1, count=len(notes))
    with sheet.artifact():
        sheet.path_through([(sheet.width, 0), (sheet.width, sheet.height)], setter.sheet.rule, 0.75)
    with sheet.mark(section.add("H2")):
        sheet.lines([(left, sheet.height - INSET, [_style(setter, 13.0).run(said, True)])])
    if notes:
        listed = section.add("L", attributes={"List": "/ListNumbering /None"})
        for note, start in zip(notes, _spread(notes, top, bottom), strict=True):
            if aside:
                _leader(sheet, setter, note.height + 4, start - ROW / 2)
            _draw(sheet, setter, note, (left, start, width), listed.add("LI"))
    return found[len(notes) :]


def _fitting(found: Sequence[Found], setter: Typesetter, width: float, tall: float, aside: bool) -> list[Note]:
    """The notes for a margin, with a row for a pen, without, or short; as many as it has room for.

    Only what a line leads to can be so short that it does not quote its statement.
    """
    for pen, short in ((True, False), (False, False), (False, True))[: 3 if aside else 2]:
        notes = [_note(height, standing, setter, width, pen, short) for height, standing in found]
        if sum(note.tall for note in notes) <= tall:
            break
    while len(notes) > 1 and sum(note.tall for note in notes) > tall:
        notes.pop()
    return notes


def _style(setter: Typesetter, size: float = 11.0) -> TextStyle:
    """How notes are set."""
    return setter.sheet.body._replace(size=size, leading=ROW)


def _note(height: float, standing: Standing, setter: Typesetter, width: float, pen: bool, short: bool) -> Note:
    """A note for a margin of some width, with a row for a pen or without; or ``short``, in one row if that will do."""
    style = _style(setter)
    rests = " · ".join(_rests(standing, setter, short))
    strong = standing.saying.model.needs is not None or standing.state == "changed"
    room = width - _indent(standing, setter) - _boxes_wide(setter) - 8
    if short and room >= max(style.strong.width(word, style.size) for word in rests.split()):
        return Note(standing, height, "", tuple(break_lines([Chunk(style.run(rests, strong))], room)), False)
    rest = tuple(break_lines([Chunk(style.run(rests, strong))], width))
    quoted = setter.printable(standing.saying.words, style, standing.saying.where)
    pen = pen and not short
    return Note(standing, height, _clipped(quoted, setter.language, style, room), rest, pen)


def _indent(standing: Standing, setter: Typesetter) -> float:
    """Where the words after a note's id begin, from its left, in points."""
    style = _style(setter)
    return max(44.0, style.strong.width(_shown(standing.saying.id), style.size) + 8)


def _shown(id_: str) -> str:
    """An id as a note names it: of a long one, made of words, the first words."""
    first = id_[: MOST_OF_AN_ID - 1]
    return id_ if len(id_) <= MOST_OF_AN_ID else f"{first.rpartition('-')[0] or first}…"


def _spread(notes: Sequence[Note], top: float, bottom: float) -> list[float]:
    """The heights the notes begin at: as near as can be to those of their statements, none over another."""
    starts: list[float] = []
    highest = top
    for note in notes:
        starts.append(min(note.height + ROW - 3, highest))
        highest = starts[-1] - note.tall
    floor = bottom
    for index in reversed(range(len(starts))):
        starts[index] = max(starts[index], floor + notes[index].tall)
        floor = starts[index]
    return starts


def _leader(sheet: Sheet, setter: Typesetter, start: float, end: float) -> None:
    """A line from a statement's height at the page's edge to its note."""
    x = sheet.width
    with sheet.artifact():
        points = [(x - 8, start), (x, start), (x + INSET - 9, end), (x + INSET - 4, end)]
        sheet.path_through(points, setter.sheet.rule, 0.5)


def _draw(sheet: Sheet, setter: Typesetter, note: Note, place: tuple[float, float, float], node: Node) -> None:
    """A note: its id, the statement's first words and boxes to tick, and under them what the statement rests on."""
    left, top, width = place
    style, base, id_ = _style(setter), top - ROW + 3.5, _shown(note.standing.saying.id)
    label, body = node.add("Lbl"), node.add("LBody")
    with sheet.mark(label):
        sheet.lines([(left, base, [style.run(id_, True)._replace(colour=setter.sheet.primary)])])
    start = left + _indent(note.standing, setter)
    lines: list[tuple[float, float, Sequence[Run]]] = [(start, base, [style.run(note.first)])] if note.first else []
    x, y = (left, base - ROW) if note.first else (start, base)
    lines += [(x, y - ROW * index, [chunk.run for chunk in line.chunks]) for index, line in enumerate(note.rest)]
    with sheet.mark(body.add("P")):
        sheet.lines(lines)
    _boxes(sheet, setter, left + width - _boxes_wide(setter), base, body.add("P"))
    with sheet.artifact():
        sheet.rule(left, top - note.tall + BETWEEN / 2, width, setter.sheet.bright, 0.5)


def _rests(standing: Standing, setter: Typesetter, short: bool) -> Iterator[str]:
    """What a statement rests on: its evidence mark, a clinician's word, its sources; and how it stands."""
    words, model = setter.language.review, standing.saying.model
    yield model.evidence or words.unmarked
    if model.needs:
        yield words.needs if short else f"{words.needs}: {words.clinician}"
    if model.sources:
        yield setter.language.listed(*model.sources)
    if standing.state != "awaiting":
        yield getattr(words, standing.state) or words.refused


def _labels(setter: Typesetter) -> list[tuple[str, float]]:
    """The words beside the boxes, each with the width of box and words."""
    words, style = setter.language.review, _style(setter)
    labels = (words.agree, words.change, words.remove)
    return [(label, BOX + 4 + style.regular.width(label, style.size)) for label in labels]


def _boxes_wide(setter: Typesetter) -> float:
    """The width of all boxes with their words, in points."""
    return sum(wide + BOX for _, wide in _labels(setter)) - BOX


def _boxes(sheet: Sheet, setter: Typesetter, x: float, base: float, node: Node) -> None:
    """Boxes to tick, each with its word, from x to the right."""
    runs = []
    with sheet.artifact():
        for label, wide in _labels(setter):
            sheet.rectangle((x, base - 1.5, BOX, BOX), setter.sheet.paper, setter.sheet.ink, 0.9, 1.5)
            runs.append((x + BOX + 4, base, [_style(setter).run(label)]))
            x += wide + BOX
    node.actual = "  ".join(f"☐ {label}" for label, _ in _labels(setter))
    with sheet.mark(node):
        sheet.lines(runs)


def _clipped(text: str, language: Language, style: TextStyle, width: float) -> str:
    """As many words of a quotation as fit, an ellipsis after them if there are more."""
    words = text.split(" ")
    for count in range(len(words), 0, -1):
        said = language.quoted(" ".join(words[:count]) + ("…" if count < len(words) else ""))
        if style.regular.width(said, style.size) <= width:
            return said
    return "…"
