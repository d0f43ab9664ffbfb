"""Text set in lines, ragged right, chosen for the whole paragraph at once."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from leaflets.text.breaks import FREE, HYPHENATED, PLAIN, SOFT, Rules, breaks, is_address, tighter
from leaflets.text.direction import CLOSE, ISOLATE
from leaflets.text.fonts import Font

CAP_HEIGHT = 0.668
"""Height of capitals over text size in Atkinson Hyperlegible Next: what is centred in a line's leading."""

SLACK = 0.01
"""How much wider than the measure a line may come out, in points."""

STUB, LONELY = 1.0, 2.0
"""What a last line costs, where a line left empty costs some 6: one under a quarter of the measure, and each word that
it lacks of three, the more the shorter it is.
"""


class Run(NamedTuple):
    """Words in one font, size (points) and colour (``#RRGGBB``, or ``@`` and the number of a brand colour).

    ``level`` is how deep they are embedded in a line of level ``base`` (UAX 9): at an odd one they run leftwards.
    """

    text: str
    font: Font
    size: float
    colour: str
    level: int = 0
    base: int = 0


class TextStyle(NamedTuple):
    """How a text is set: its two fonts, size and leading in points, and colour."""

    regular: Font
    strong: Font
    size: float
    leading: float
    colour: str

    def run(self, text: str, strong: bool = False) -> Run:
        """A run in this style."""
        return Run(text, self.strong if strong else self.regular, self.size, self.colour)

    def baseline(self, top: float) -> float:
        """The y of the baseline of a line whose leading begins at ``top``: capitals stand in its middle."""
        return top - self.leading / 2 - CAP_HEIGHT * self.size / 2


@dataclass(eq=False, slots=True)
class Foreign:
    """Words in a language of their own (BCP 47)."""

    lang: str


@dataclass(eq=False, slots=True)
class Link:
    """Where words lead, what is said of it, and their language, where that is not the text's."""

    target: str
    words: str
    lang: str = ""


class Chunk(NamedTuple):
    """A run, and the link, or the foreign words, it is part of."""

    run: Run
    link: Link | Foreign | None = None


class Line(NamedTuple):
    """A line of text: its chunks and its width in points; ``whole``: it does not end inside a word."""

    chunks: tuple[Chunk, ...]
    width: float
    whole: bool = True


def break_lines(chunks: Sequence[Chunk], measure: float, rules: Rules = PLAIN, balanced: bool = False) -> list[Line]:
    """The chunks as lines no wider than ``measure`` points, but for a word that is; ragged as little as can be.

    There are as few lines as their words need, the last of them no stub where another choice exists; ``balanced``, as
    a heading is, all are as long as each other.
    """
    text = _Text(chunks)
    if not text.words.strip():
        return []
    if (total := text.total) <= measure:
        return [text.line(0, len(text.words), total)]
    pieces = _pieces(text, measure, rules)
    measure = _narrowest(pieces, measure) if balanced else measure
    lines, first = [], 0
    for last in _ends(text, pieces, measure):
        width = pieces.rights[last] - pieces.lefts[first]
        hyphen = SOFT if pieces.costs[last] == HYPHENATED else ""
        lines.append(text.line(pieces.starts[first], pieces.starts[last + 1], width, hyphen))
        first = last + 1
    return lines


class _Text:
    """Chunks as one text, which can be measured and cut."""

    def __init__(self, chunks: Sequence[Chunk]) -> None:
        self.chunks = [chunk for chunk in chunks if chunk[0][0]]
        self.words = "".join([chunk[0][0] for chunk in self.chunks])
        self.ends = list(accumulate([len(chunk[0][0]) for chunk in self.chunks]))

    @property
    def hyphen(self) -> float:
        """The width of a hyphen, in points."""
        return max(run.font.width(SOFT, run.size) for run, _ in self.chunks)

    @property
    def total(self) -> float:
        """The width of all its words in one line, in points."""
        total = 0.0
        for run, _ in self.chunks:
            width, size = run.font.width, run.size
            words = run.text.split(" ")
            total += sum([width(word, size) for word in words]) + (len(words) - 1) * width(" ", size)
        return total

    def cut(self, start: int, stop: int) -> Iterator[tuple[str, Chunk]]:
        """The words from ``start`` up to ``stop``, by the chunks they are in."""
        at = bisect_right(self.ends, start)
        while start < stop:
            end = min(self.ends[at], stop)
            yield self.words[start:end], self.chunks[at]
            start, at = end, at + 1

    def width(self, start: int, stop: int) -> float:
        """The width of the words from ``start`` up to ``stop``, in points."""
        if len(self.chunks) == 1:
            run = self.chunks[0].run
            return run.font.width(self.words[start:stop], run.size)
        return sum(chunk.run.font.width(words, chunk.run.size) for words, chunk in self.cut(start, stop))

    def line(self, start: int, stop: int, width: float, hyphen: str = "") -> Line:
        """A line of the words from ``start`` up to ``stop``, without the spaces it ends with, and a hyphen, if any."""
        end = start + len(self.words[start:stop].rstrip(" "))
        if end - start == len(self.words) and not hyphen:
            return Line(tuple(self.chunks), width)
        before, after = self._isolates(start, end) if ISOLATE in self.words else ("", "")
        after = hyphen + after
        cut = [Chunk(chunk.run._replace(text=words), chunk.link) for words, chunk in self.cut(start, end)]
        if before or after:
            cut[0] = Chunk(cut[0].run._replace(text=before + cut[0].run.text), cut[0].link)
            cut[-1] = Chunk(cut[-1].run._replace(text=cut[-1].run.text + after), cut[-1].link)
        return Line(tuple(cut), width, end < stop or stop == len(self.words))

    def _isolates(self, start: int, stop: int) -> tuple[str, str]:
        """What begins a line inside an isolate, and what ends one that it leaves open."""
        inside, left = (self.words.count(ISOLATE, 0, at) - self.words.count(CLOSE, 0, at) for at in (start, stop))
        return ISOLATE * inside, CLOSE * left


class _Pieces(NamedTuple):
    """The pieces of a text between which lines may end.

    ``starts`` are the offsets of each, and that of the end; ``lefts`` and ``rights`` are where each would begin and
    end, in points, if all stood on one line; ``costs`` are what it costs to end a line after each.
    """

    starts: list[int]
    lefts: list[float]
    rights: list[float]
    costs: list[float]


def _pieces(text: _Text, measure: float, rules: Rules) -> _Pieces:
    """The pieces of a text, in smaller ones where one alone is wider than the measure."""
    places = breaks(text.words, rules)
    pieces = _measured(text, places)
    wide = [index for index, left in enumerate(pieces.lefts) if pieces.rights[index] - left > measure + SLACK]
    if not wide:
        return pieces
    for index in wide:
        start, stop = pieces.starts[index], pieces.starts[index + 1]
        places |= dict.fromkeys(tighter(text.words, start, stop), pieces.costs[index])
    return _measured(text, dict(sorted(places.items())))


def _measured(text: _Text, places: Mapping[int, float]) -> _Pieces:
    """The pieces that end before some places, with what these cost."""
    words, stops = text.words, list(places)
    starts = [len(words) - len(words.lstrip(" ")), *stops]
    closes = [start + len(words[start:stop].rstrip(" ")) for start, stop in zip(starts, stops, strict=False)]
    if len(text.chunks) == 1:
        run = text.chunks[0].run
        space = run.font.width(" ", run.size)
        wides = [run.font.width(words[start:close], run.size) for start, close in zip(starts, closes, strict=False)]
        gaps = [(stop - close) * space for close, stop in zip(closes, stops, strict=True)]
    else:
        wides, gaps = list(map(text.width, starts, closes)), list(map(text.width, closes, stops))
    for place, (close, stop) in enumerate(zip(closes, stops, strict=False)):
        if close == stop < len(words):  # inside a word, whose next letter may stand nearer or further
            wides[place] = text.width(starts[place], stop + 1) - text.width(stop, stop + 1)
    lefts, rights, at = list[float](), list[float](), 0.0
    costs = list(places.values())
    for wide, gap, cost in zip(wides, gaps, costs, strict=True):
        lefts.append(at)
        rights.append(at + wide + (text.hyphen if cost == HYPHENATED else 0.0))
        at += wide + gap
    return _Pieces(starts, lefts, rights, costs)


def _ends(text: _Text, pieces: _Pieces, measure: float) -> list[int]:
    """The last piece of each line, of the fewest lines, chosen for all of them together."""
    lefts, rights, room, last = pieces.lefts, pieces.rights, measure + SLACK, len(pieces.lefts) - 1
    count = _count(pieces, room)
    if count == 1:
        return [last]
    lows, end = [], last
    for _ in range(count - 1):  # line by line from the end: what stands before it must reach so far
        end = max(0, min(bisect_left(lefts, rights[end] - room), end) - 1)
        lows.append(end)
    found: dict[int, tuple[float, list[int]]] = {-1: (0.0, [])}
    for low in reversed(lows):
        reached: dict[int, tuple[float, list[int]]] = {}
        for before, (spent, ends) in found.items():
            left = lefts[before + 1]
            high = max(bisect_right(rights, left + room) - 1, before + 1)
            for end in range(max(low, before + 1), min(high + 1, last)):
                cost = spent + pieces.costs[end] + _rag((rights[end] - left) / measure)
                if end not in reached or cost < reached[end][0]:
                    reached[end] = (cost, [*ends, end])
        found = reached

    def whole(before: int) -> float:
        start = pieces.starts[before + 1]
        count = text.words.count(" ", start) + 1
        if count < 3 and any(map(is_address, text.words[start:].split())):
            count = 3
        return found[before][0] + _stub(count, (rights[last] - lefts[before + 1]) / measure)

    return [*found[min(found, key=whole)][1], last]


def _narrowest(pieces: _Pieces, measure: float) -> float:
    """The least measure that takes no more lines."""
    count, low = _count(pieces, measure + SLACK), 0.0
    while measure - low > 1:
        middle = (low + measure) / 2
        low, measure = (low, middle) if _count(pieces, middle + SLACK) == count else (middle, measure)
    return measure


def _count(pieces: _Pieces, room: float) -> int:
    """How many lines it takes that end where it costs nothing, or inside what no line could take whole."""
    ends, first = list[int](), 0
    for index, cost in enumerate(pieces.costs):
        if cost == FREE:
            whole = pieces.rights[index] - pieces.lefts[first] <= room
            ends += [index] if whole else range(first, index + 1)
            first = index + 1
    rights = [pieces.rights[index] for index in ends]
    count = at = 0
    while at < len(ends):
        left = pieces.lefts[ends[at - 1] + 1 if at else 0]
        at = max(bisect_right(rights, left + room), at + 1)
        count += 1
    return count


def _rag(filled: float) -> float:
    """What a line costs that fills this share of the measure."""
    short = 1 - filled
    return short**2 + (1.5 * short) ** 4  # a line a third short is worse than many a little short


def _stub(words: int, filled: float) -> float:
    """What a last line costs of so many words that fills this share of the measure."""
    return (STUB if filled < 1 / 4 else 0.0) + LONELY * max(0, 3 - words) * (1 - filled) ** 2
