"""What can be measured on finished pages: size of text, length of lines, colours of text and ground, pictures."""

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from unicodedata import category

from leaflets.inspect.reading.drawn import UNKNOWN, Thing
from leaflets.inspect.reading.page import PageContent, Run
from leaflets.inspect.reading.tree import even

PAPER = "#FFFFFF"
GAP = 0.6
"""A wider gap than so many times the text size parts two columns; a space is a quarter, at the end of a line, too."""

FULL = 0.8
"""A line at least this share of the widest is a full one."""


@dataclass(frozen=True)
class TextSize:
    """The size of some words, in points."""

    points: float
    page: int
    words: str


@dataclass(frozen=True)
class LineLength:
    """Characters a line: the median of full lines in the most used size, and the longest line of all."""

    median: int
    most: int
    page: int
    words: str


@dataclass(frozen=True)
class Tone:
    """A colour of text and the colour beneath it, the smallest words so painted, and how often they are.

    ``ground`` is empty where it cannot be told.
    """

    colour: str
    ground: str
    points: float
    bold: bool
    page: int
    words: str
    times: int


def smallest(pages: Iterable[PageContent]) -> TextSize | None:
    """The smallest words that can be seen, running headers and footers included."""
    runs = [(run.size, page.number, even(run.text)) for page in pages for run in page.runs if run.seen]
    size, page, words = min(runs, default=(0.0, 0, ""), key=lambda run: run[0])
    return TextSize(round(size, 2), page, words[:60]) if page else None


def line_length(pages: Iterable[PageContent]) -> LineLength | None:
    """How many characters lines have; running headers and footers do not count."""
    found: list[tuple[float, float, int, str]] = []
    sizes: Counter[float] = Counter()
    for page in pages:
        for runs in _lines(run for run in page.runs if run.seen and not run.artifact):
            said = (sign for run in runs for sign in run.text if category(sign) != "Cf")  # no marks of direction
            words, size = even("".join(said)), round(max(run.size for run in runs), 1)
            found.append((size, runs[-1].box[2] - runs[0].box[0], page.number, words))
            sizes[size] += len(words)
    if not found:
        return None
    usual = sizes.most_common(1)[0][0]
    widest = max(width for size, width, _, _ in found if size == usual)
    full = [len(words) for size, width, _, words in found if size == usual and width >= FULL * widest]
    most, number, words = max((len(words), page, words) for _, _, page, words in found)
    return LineLength(round(statistics.median(full)), most, number, words[:120])


def _lines(runs: Iterable[Run]) -> Iterator[list[Run]]:
    """Runs of one baseline (to half a point), split where a gap is wider than any between two words."""
    baselines: defaultdict[int, list[Run]] = defaultdict(list)
    for run in runs:
        baselines[round(run.baseline * 2)].append(run)
    for together in baselines.values():
        together.sort(key=lambda run: run.box[0])
        line = [together[0]]
        for run in together[1:]:
            if run.box[0] - line[-1].box[2] > GAP * max(run.size, line[-1].size):
                yield line
                line = []
            line.append(run)
        yield line


def tones(pages: Iterable[PageContent]) -> list[Tone]:
    """The pairs of colours of all text that can be seen, each once."""
    found: dict[tuple[str, str, bool, bool], list[TextSize]] = defaultdict(list)
    for page in pages:
        for run in page.runs:
            if run.seen:
                bold = "bold" in run.font.name.lower() or "black" in run.font.name.lower()
                sample = TextSize(round(run.size, 2), page.number, even(run.text)[:60])
                for ground in set(_grounds(run, page.areas)):
                    found[run.colour, ground, bold, run.size >= 14].append(sample)
    made = []
    for (colour, ground, bold, _), samples in found.items():
        least = min(samples, key=lambda sample: sample.points)
        told = ground if colour != UNKNOWN else UNKNOWN
        made.append(Tone(colour, told, least.points, bold, least.page, least.words, len(samples)))
    return made


def _grounds(run: Run, areas: Sequence[Thing]) -> Iterator[str]:
    """The colours beneath a run, at its beginning, its middle and its end."""
    left, bottom, right, top = run.box
    for share in (0.05, 0.5, 0.95):
        x, y = left + share * (right - left), (bottom + top) / 2
        beneath = (area for area in reversed(areas) if area.turn < run.thing.turn and area.covers(x, y))
        yield next((area.colour for area in beneath), PAPER)
