"""A review copy's margin: beside each statement, as patients see it, what it rests on, and boxes for a clinician."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from leaflets.content.blocks import StatementsBlock
from leaflets.content.model import Model
from leaflets.content.payloads import Statement
from leaflets.content.saying import Saying
from leaflets.content.signoff import Standing
from leaflets.layout.setting import Setting
from leaflets.pdf.canvas import Canvas, Run
from leaflets.pdf.document import Document
from leaflets.pdf.text import TextStyle
from leaflets.pdf.tree import Node
from leaflets.problems import ContentError, Problem, Source

LEAST = 400.0
"""The least width of the margin, in points."""

INSET = 26.0
"""White between the page and the notes, and at the sheet's edges, in points."""

ROW = 14.0
"""Height of one row of a note, in points."""

BOX = 10.0
"""Side of a box to tick, in points."""

DENSITIES = (3, 2, 1)
"""Rows of a note, the third for a pen: as many as the page's number of statements leaves room for."""

Spot = tuple[int, float]


class Sheet(Canvas):
    """A page with a margin beside it that makes the whole a sheet of the page's own shape, turned on its side.

    It remembers the heights of the lines of each element.
    """

    def __init__(
        self, document: Document, index: int, width: float, height: float, bleed: float = 0.0, slug: float = 0.0
    ) -> None:
        super().__init__(document, index, width, height, bleed, slug)
        self.beside = max(height * height / width - width, LEAST)
        self.seen: dict[int, list[float]] = {}
        self._node: Node | None = None

    @contextmanager
    def mark(self, node: Node) -> Iterator[None]:
        """What is painted inside belongs to ``node``."""
        with super().mark(node):
            self._node = node
            yield
            self._node = None

    def lines(self, lines: Sequence[tuple[float, float, Sequence[Run]]], spaced: bool = True) -> None:  # type: ignore[override]
        """Lines of text, as on any page."""
        lines = list(lines)
        if self._node is not None:
            self.seen.setdefault(id(self._node), []).extend(y for _, y, _ in lines)
        super().lines(lines, spaced)


@dataclass(frozen=True)
class Note:
    """What stands in the margin for a statement, and the height of the statement's first line."""

    standing: Standing
    height: float


def annotate(document: Document, setting: Setting, found: Sequence[Standing]) -> None:
    """Draw the margins of all pages. The leaflet must be drawn on sheets already.

    Raises ContentError if a page has more statements than its margin has room for.
    """
    sheets = [page for page in document.pages if isinstance(page, Sheet)]
    notes: dict[int, list[Note]] = {sheet.index: [] for sheet in sheets}
    spot: Spot = (0, sheets[0].height)
    for standing in found:
        spot = _spot(standing.saying, setting, sheets) or spot
        notes[spot[0]].append(Note(standing, spot[1]))
    problems: list[Problem] = []
    for sheet in sheets:
        problems += _margin(sheet, setting, sorted(notes[sheet.index], key=lambda note: -note.height))
    if problems:
        raise ContentError(problems)


def _spot(saying: Saying, setting: Setting, sheets: Sequence[Sheet]) -> Spot | None:
    """The page, and the height on it, that a statement begins at; none, if it has no lines of its own."""
    spots = sorted(_lines_of(_places(saying.model), setting, sheets))
    if spots:
        return spots[0][0], -spots[0][1]
    if isinstance(saying.holder, StatementsBlock):
        spots = sorted(_lines_of([saying.holder.at()], setting, sheets))
        texts = [item.text for item in saying.holder.statements]
        before = sum(map(len, texts[: [item.id for item in saying.holder.statements].index(saying.id)]))
        if spots:
            index = min(int(before / sum(map(len, texts)) * len(spots) + 0.3), len(spots) - 1)
            return spots[index][0], -spots[index][1]
    return None


def _lines_of(places: Sequence[Source], setting: Setting, sheets: Sequence[Sheet]) -> Iterator[tuple[int, float]]:
    """The lines set for some places of the content: page, and height counted downwards."""
    for place in places:
        for node in setting.placed.get(place, ()):
            for sheet in sheets:
                for height in sheet.seen.get(id(node), ()):
                    yield sheet.index, -height


def _places(model: Model) -> list[Source]:
    """The places in the content of all that a model says by itself."""
    found = [model.at()] if not isinstance(model, StatementsBlock) else []
    for name, value in model:
        if value in (None, "", ()) or name in ("id", "when", "unless"):
            continue
        found.append(model.at(name))
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Model) and not isinstance(part, Statement):
                found += _places(part)
    return found


def _margin(sheet: Sheet, setting: Setting, notes: Sequence[Note]) -> Iterator[Problem]:
    words = setting.language.review
    head = replace(setting.sheet.body, size=13.0, leading=17.0)
    top, bottom = sheet.height - 2 * INSET, INSET + ROW
    left, width = sheet.width + INSET, sheet.beside - 2 * INSET
    with sheet.artifact():
        sheet.path_through([(sheet.width, 0), (sheet.width, sheet.height)], setting.sheet.rule, 0.75)
    section = sheet.document.root.add("Sect")
    said = (words.page if notes else words.more).format(page=sheet.index + 1, count=len(notes))
    with sheet.mark(section.add("H2")):
        sheet.lines([(left, sheet.height - INSET - 10, [head.run(said, True)])])
    rows = next((rows for rows in DENSITIES if len(notes) * (rows * ROW + 4) <= top - bottom), 0)
    if not rows:
        most = int((top - bottom) // (ROW + 4))
        message = f"page {sheet.index + 1} of {setting.job.format} has {len(notes)} statements; its margin has room for"
        hint = "review it in a format with smaller pages, such as half-letter"
        yield Problem(setting.leaflet.file.at(), f"{message} {most}", hint)
        return
    listed = section.add("L", attributes={"List": "/ListNumbering /None"}) if notes else section
    each = rows * ROW + 4
    starts = _spread([note.height + ROW - 3 for note in notes], each, top, bottom)
    for note, start in zip(notes, starts, strict=True):
        _leader(sheet, setting, note.height + 4, start - ROW / 2)
        _draw(sheet, setting, note.standing, (left, start, width), rows, listed.add("LI"))
        with sheet.artifact():
            sheet.rule(left, start - each + 2, width, setting.sheet.mid, 0.5)


def _spread(wanted: Sequence[float], each: float, top: float, bottom: float) -> list[float]:
    """Heights as near as can be to those wanted, ``each`` points apart at least, between top and bottom."""
    starts: list[float] = []
    for height in wanted:
        starts.append(min(height, starts[-1] - each if starts else top))
    floor = bottom + each
    for index in reversed(range(len(starts))):
        starts[index] = max(starts[index], floor)
        floor = starts[index] + each
    return starts


def _leader(sheet: Sheet, setting: Setting, start: float, end: float) -> None:
    """A line from a statement's height at the page's edge to its note."""
    x = sheet.width
    with sheet.artifact():
        points = [(x - 8, start), (x, start), (x + INSET - 9, end), (x + INSET - 4, end)]
        sheet.path_through(points, setting.sheet.mid, 0.75)


def _draw(
    sheet: Sheet, setting: Setting, standing: Standing, place: tuple[float, float, float], rows: int, node: Node
) -> None:
    """A note: its id and the first words, boxes to tick; in the second row, or the same, what the statement rests on."""
    left, top, width = place
    small = replace(setting.sheet.soft, size=10.0, leading=ROW)
    strong = replace(setting.sheet.strong, size=11.0, leading=ROW)
    base = top - ROW + 3.5
    model = standing.saying.model
    label, body = node.add("Lbl"), node.add("LBody")
    with sheet.mark(label):
        sheet.lines([(left, base, [strong.run(standing.saying.id, True)])])
    boxes = _boxes(sheet, setting, left + width, base, small, body)
    start = left + max(46.0, strong.strong.width(standing.saying.id, strong.size) + 8)
    rests = " · ".join(_rests(model, standing, setting))
    quoted = "" if rows == 1 else _clipped(f"“{standing.saying.words}", small, boxes - start - 10)
    second = (left, base - ROW) if rows > 1 else (start, base)
    room = boxes - start - 10 if rows == 1 else width
    lines = [(start, base, [small.run(quoted)])] if quoted else []
    strong_words = bool(model.needs) or standing.state == "changed"
    with sheet.mark(body.add("P")):
        sheet.lines([*lines, (*second, [small.run(_clipped(rests, small, room), strong_words)])])


def _rests(model: Statement, standing: Standing, setting: Setting) -> Iterator[str]:
    """What a statement rests on: its evidence mark, a clinician's word, its sources; and how it stands."""
    words = setting.language.review
    yield model.evidence or words.unmarked
    if model.needs:
        yield words.clinician
    if model.sources:
        yield ", ".join(model.sources)
    if standing.state != "awaiting":
        yield getattr(words, standing.state)


def _boxes(sheet: Sheet, setting: Setting, right: float, base: float, style: TextStyle, node: Node) -> float:
    """Boxes to tick, up to the right edge; the x they begin at is returned."""
    words = setting.language.review
    labels = (words.agree, words.change, words.remove)
    wide = [BOX + 4 + style.regular.width(label, style.size) + 11 for label in labels]
    start = x = right - sum(wide) + 11
    runs = []
    with sheet.artifact():
        for label, step in zip(labels, wide, strict=True):
            sheet.rectangle((x, base - 1.5, BOX, BOX), setting.sheet.paper, setting.sheet.ink, 0.9, 1.5)
            runs.append((x + BOX + 4, base, [style.run(label)]))
            x += step
    with sheet.mark(node.add("P", actual="  ".join(f"☐ {label}" for label in labels))):
        sheet.lines(runs)
    return start


def _clipped(text: str, style: TextStyle, width: float) -> str:
    """As many words of a text as fit, an ellipsis after them if there are more; a quotation is closed."""
    close = "”" if text.startswith("“") else ""
    words = text.split(" ")
    for count in range(len(words), 0, -1):
        said = " ".join(words[:count]) + ("…" if count < len(words) else "") + close
        if style.regular.width(said, style.size) <= width:
            return said
    return ""
