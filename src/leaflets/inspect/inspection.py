"""All that one finished file says, shows and gets wrong, as plain data, and what can be measured on its pages."""

import statistics
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar
from unicodedata import category

from leaflets.files import SHEETS
from leaflets.inspect import validators
from leaflets.inspect.reading.drawn import UNKNOWN, Thing
from leaflets.inspect.reading.opening import Opened, Unreadable, opened
from leaflets.inspect.reading.page import Font, Image, PageContent, Run
from leaflets.inspect.reading.tree import DAMAGE, Element, Place, even, resolved
from leaflets.inspect.reading.xmp import PDFA, PDFUA
from leaflets.inspect.rules import conformance, declaration, language
from leaflets.inspect.validators import Verdict

T = TypeVar("T")
MOST_BYTES = 100 << 20
_BOXES = ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox")
PAPER = "#FFFFFF"
GAP = 0.6
"""A wider gap than so many times the text size parts two columns; a space is a quarter, at the end of a line, too."""

FULL = 0.8
"""A line at least this share of the widest is a full one."""


@dataclass(frozen=True)
class PageSize:
    """A page box: its name, its width and height in points, and how many pages have it so."""

    box: str
    width: float
    height: float
    pages: int


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


@dataclass(frozen=True)
class Inspection:
    """A file looked into. What could not be read is empty, and is among the faults.

    ``parts`` are the languages of parts, and of how many; ``whole`` is whether the pages could be read; ``scaled``
    whether printers may be told to fit pages to paper. ``faults`` are those of a standard, ``house`` those of our own
    rules, ``unseen`` words that cannot be read, ``private`` what pictures carry more than they show.
    """

    title: str
    author: str
    language: str
    parts: Mapping[str, int]
    locked: bool
    scaled: bool
    producer: str
    claims: Sequence[str]
    origin: Mapping[str, str]
    pages: int
    whole: bool
    sizes: Sequence[PageSize]
    fonts: Sequence[Font]
    smallest_text: TextSize | None
    characters_a_line: LineLength | None
    tones: Sequence[Tone]
    images: Sequence[Image]
    elements: int
    tree: str
    faults: Sequence[str]
    house: Sequence[str]
    unseen: Sequence[str]
    private: Sequence[str]

    @property
    def sheets(self) -> bool:
        """Whether these are the sheets of a booklet, of which no standard is asked."""
        return SHEETS in self.origin


Look = tuple[Inspection, list[Verdict]]
"""A file looked into, and what validators that run in the same process say of it."""


def inspect_file(path: Path) -> Look:
    """Look into a file, and ask the validators. Raises Unreadable where there is nothing to look into."""
    data = _read(path)
    found = inspect(data)
    return found, [] if found.sheets else validators.page(data, validators.asked(found.claims))


def inspect_file_alone(path: Path) -> Look:
    """Look into a file, and ask no one else. Raises Unreadable where there is nothing to look into."""
    return inspect(_read(path)), []


def _read(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise Unreadable(f"is {size >> 20} MB large; at most {MOST_BYTES >> 20} MB are looked at")
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(f"cannot be read: {error.strerror}") from None


def inspect(data: bytes) -> Inspection:
    """Look into the bytes of a file. Raises Unreadable where there is nothing to look into."""
    with opened(data) as file:
        unread: list[PageContent] = []
        pages = _tried(lambda: file.pages, unread)
        return Inspection(
            title=_tried(lambda: declaration.title(file), ""),
            author=_tried(lambda: _told(file, "/Author"), ""),
            language=_tried(lambda: declaration.language(file), ""),
            parts=_tried(lambda: language.parts(file), {}),
            locked=file.permissions is not None,
            scaled=_tried(lambda: _scaled(file), True),
            producer=_tried(lambda: _producer(file), ""),
            claims=_claims(file),
            origin=file.origin,
            pages=len(file.reader.pages),
            whole=pages is not unread,
            sizes=_tried(lambda: _sizes(file), []),
            fonts=sorted({run.font for page in pages for run in page.runs}, key=lambda font: font.name),
            smallest_text=_tried(lambda: smallest(pages), None),
            characters_a_line=_tried(lambda: line_length(pages), None),
            tones=_tried(lambda: tones(pages), []),
            images=[image for page in pages for image in page.images],
            elements=_tried(lambda: len(file.tree.elements), 0),
            tree=_tried(lambda: outline(file), ""),
            **conformance.findings(file),
        )


def _tried(look: Callable[[], T], otherwise: T) -> T:
    """What a look finds; something else where the file is damaged, which is one of its faults."""
    try:
        return look()
    except DAMAGE:
        return otherwise


def _told(file: Opened, key: str) -> str:
    """An entry of the document information, on one line."""
    told: Mapping[str, object] = file.reader.metadata or {}
    return even(str(told.get(key, "")))


def _producer(file: Opened) -> str:
    tool = file.xmp.xmp_creator_tool if file.xmp else ""
    return _told(file, "/Producer") or _told(file, "/Creator") or tool or ""


def _claims(file: Opened) -> list[str]:
    access, archive = file.told(PDFUA), file.told(PDFA)
    claims = [f"PDF/UA-{access['part']}"] if access.get("part") else []
    if archive.get("part"):
        claims.append(f"PDF/A-{archive['part']}{archive.get('conformance', '').lower()}")
    return [*claims, file.press] if file.press else claims


def _scaled(file: Opened) -> bool:
    """Whether the file leaves it to printers to fit pages to paper (ISO 32000-1, 12.2)."""
    return str(resolved(resolved(file.root.get("/ViewerPreferences", {})).get("/PrintScaling"))) != "/None"


def _sizes(file: Opened) -> list[PageSize]:
    """The boxes of the pages, those that are alike told once."""
    found: Counter[tuple[str, float, float]] = Counter()
    for page in file.pages:
        for name in _BOXES:
            if box := page.box(name):
                found[name[1:], round(box[2] - box[0], 2), round(box[3] - box[1], 2)] += 1
    return [PageSize(*size, pages) for size, pages in found.items()]


_MOST_LINES = 20_000
_TOLD = ("/Alt", "/ActualText", "/E", "/Lang")


def outline(file: Opened) -> str:
    """The tree as indented lines: role, what stands in place of the words, and the words. Empty without tags."""
    if not file.tagged:
        return ""
    words: defaultdict[Place, str] = defaultdict(str)
    for page in file.pages:
        for run in page.runs:
            if run.mark is not None:
                words[page.number, run.mark] += run.text
    every = chain.from_iterable(_lines(top, 0, words) for top in file.tree.top)
    lines = list(islice(every, _MOST_LINES))
    return "\n".join([*lines, "..."] if len(lines) == _MOST_LINES else lines)


def _lines(element: Element, depth: int, words: Mapping[Place, str]) -> Iterator[str]:
    """An element and what stands inside, in reading order; an element of words alone is one line."""
    told = [f"({key[1:]}: {even(str(resolved(element.entries[key])))})" for key in _TOLD if key in element.entries]
    head = "  " * depth + " ".join([element.role, *told])
    parts = _parts(element, words)
    if len(parts) == 1 and isinstance(parts[0], str):
        yield f"{head}: {parts[0]}"
        return
    yield head
    for part in parts:
        if isinstance(part, str):
            yield "  " * (depth + 1) + f'"{part}"'
        else:
            yield from _lines(part, depth + 1, words)


def _parts(element: Element, words: Mapping[Place, str]) -> list[Element | str]:
    """The kids, and between them the words of the marks, those that follow one another together."""
    parts: list[Element | str] = []
    for part in element.order:
        if isinstance(part, Element):
            parts.append(part)
        elif parts and isinstance(parts[-1], str):
            parts[-1] += words.get(part, "")
        else:
            parts.append(words.get(part, ""))
    told = [part if isinstance(part, Element) else even(part) for part in parts]
    return [part for part in told if part]


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
        for runs in _rows(run for run in page.runs if run.seen and not run.artifact):
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


def _rows(runs: Iterable[Run]) -> Iterator[list[Run]]:
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
