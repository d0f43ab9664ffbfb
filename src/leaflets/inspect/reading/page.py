"""A page of a finished file, its operators followed one by one: what is painted, where, under which mark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream

from leaflets.inspect.reading.font import Font
from leaflets.inspect.reading.paint import (
    UNIT,
    UNKNOWN,
    Area,
    Box,
    Path,
    Space,
    State,
    apply,
    box_around,
    devices_in,
    matrix_of,
    space_of,
    times,
)
from leaflets.inspect.reading.tree import DAMAGE, even, number_of, resolved
from leaflets.inspect.rules.grammar import TAG

_FILL = {"f": False, "F": False, "f*": True, "B": False, "B*": True, "b": False, "b*": True}
_STROKE = {"S", "s"}
_SHOW = {"Tj", "TJ", "'", '"'}
_MOVE = {"BT", "Td", "TD", "Tm", "T*"}
_PATH = {"m", "l", "c", "v", "y", "re"}
_OPERATORS = "q Q cm w J j M d ri i gs h n W W* ET CS cs SC SCN sc scn G g RG rg K k sh MP DP BX EX d0 d1"
_KNOWN = frozenset(_OPERATORS.split())
_FORMS_DEEP = 12
"""A form inside a form, and so on: no deeper is looked."""
_DEVICE_OF = {"g": 1, "rg": 3, "k": 4, "G": 1, "RG": 3, "K": 4}
_NUMBERS = {"Tc": "letter", "Tw": "word", "TL": "leading", "Ts": "rise"}


@dataclass(slots=True)
class Run:
    """Words written at one go: size in points as seen, colour if it can be told, and the mark they stand in.

    The box (left, bottom, right, top) reaches from the baseline to the height of a capital.
    """

    text: str
    font: Font
    size: float
    box: Box
    colour: str
    visible: bool
    mark: int | None
    artifact: str
    turn: int


@dataclass(slots=True)
class Picture:
    """An image where it stands: its size in pixels, and the least of its resolutions in dots an inch."""

    pixels: tuple[int, int]
    resolution: float


class PageContent:
    """A page: its marks in the order written, its text outside any mark, its text hidden in artifacts, its paint."""

    def __init__(self, number: int, page: Any, reader: PdfReader, fonts: dict[int, Font]) -> None:
        self.number = number
        self.entries = page
        self.marks: list[int] = []
        self.loose: list[str] = []
        self.hidden: list[tuple[str, str]] = []
        self.unmarked = 0
        self.whole = True
        self.odd: dict[str, None] = {}
        self.devices: set[str] = set()
        self.runs: list[Run] = []
        self.areas: list[Area] = []
        self.pictures: list[Picture] = []
        self._reader = reader
        self._fonts = fonts
        self._open: list[tuple[int | None, str]] = []
        self._state = State()
        self._saved: list[State] = []
        self._text = self._line = UNIT
        self._path = Path()
        self._turn = 0
        try:
            self._group(page)
            if "/Contents" in page:
                self._run(page["/Contents"], resolved(page.get("/Resources", {})), 0)
        except DAMAGE as error:
            self.whole = False
            self.odd[f"its content cannot be read to the end ({even(str(error))[:100]})"] = None
        if self._open:
            self.odd["a mark is begun and never ended"] = None

    def box(self, name: str) -> Box | None:
        """A box of the page (left, bottom, right, top) as written in the file, such as ``/MediaBox``."""
        values = resolved(self.entries.get(name))
        if not isinstance(values, list) or len(values) != 4:
            return None
        x0, y0, x1, y1 = (float(resolved(value)) for value in values)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def _run(self, stream: Any, resources: Any, depth: int) -> None:
        for operands, code in ContentStream(stream, self._reader, "bytes").operations:
            operator = code.decode("latin-1")
            if operator in _SHOW:
                self._show(operator, operands)
            elif operator in _MOVE:
                self._move(operator, operands)
            elif operator in _PATH:
                self._path.add(operator, [float(value) for value in operands], self._state.matrix)
            elif operator in _FILL or operator in _STROKE or operator == "n":
                self._paint(operator)
            elif operator in ("BDC", "BMC", "EMC"):
                self._mark(operator, operands, resources)
            elif operator == "Do":
                self._do(resolved(_entry(resources, "/XObject", operands[0])), resources, depth)
            elif operator == "INLINE IMAGE":
                self._image(operands["settings"], "/W", "/H")
            elif operator == "sh":
                self._cover()
            else:
                self._set(operator, operands, resources)

    def _set(self, operator: str, operands: Sequence[Any], resources: Any) -> None:
        state = self._state
        if operator == "q":
            self._saved.append(state.saved())
            if len(self._saved) > 28:
                self.odd["the graphics state is saved more than 28 times over"] = None
        elif operator == "Q" and self._saved:
            self._state = self._saved.pop()
        elif operator == "cm":
            state.matrix = times(matrix_of(operands), state.matrix)
        elif operator == "Tf":
            state.font, state.size = self._font(_entry(resources, "/Font", operands[0])), float(operands[1])
        elif operator in _NUMBERS:
            setattr(state, _NUMBERS[operator], float(operands[0]))
        elif operator == "Tz":
            state.stretch = float(operands[0]) / 100
        elif operator == "Tr":
            state.mode = int(operands[0])
        elif operator == "gs":
            self._graphics(resolved(_entry(resources, "/ExtGState", operands[0])))
        elif operator == "ri" and operands[0] not in INTENTS:
            self.odd[f"'{operands[0]}' is not a rendering intent"] = None
        elif operator in _DEVICE_OF or operator in ("cs", "CS", "sc", "scn"):
            self._colour(operator, operands, resources)
        elif operator not in _KNOWN:
            self.odd[f"'{operator}' is not an operator"] = None

    def _graphics(self, entries: Any) -> None:
        alpha, mode, mask = (resolved(entries.get(key)) for key in ("/ca", "/BM", "/SMask"))
        if alpha is not None or mode is not None or mask is not None:
            plain = alpha in (None, 1) and mode in (None, "/Normal", "/Compatible") and mask in (None, "/None")
            self._state.opaque = plain

    def _colour(self, operator: str, operands: Sequence[Any], resources: Any) -> None:
        state = self._state
        if operator in ("cs", "CS"):
            spaces = resolved(resources.get("/ColorSpace", {}))
            space = spaces.get(operands[0], operands[0])
            self.devices |= devices_in(space)
            if operator == "cs":
                state.space = space_of(space)
                state.fill = state.space.first()
        elif operator in ("sc", "scn"):
            state.fill = state.space.colour(operands)
        else:
            parts = _DEVICE_OF[operator]
            self.devices.add({1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK"}[parts])
            if operator.islower():
                state.space = Space(parts)
                state.fill = state.space.colour(operands)

    def _font(self, reference: Any) -> Font:
        key = number_of(reference) or id(reference)
        if key not in self._fonts:
            self._fonts[key] = Font(resolved(reference))
        return self._fonts[key]

    def _mark(self, operator: str, operands: Sequence[Any], resources: Any) -> None:
        if operator == "EMC":
            if self._open:
                self._open.pop()
            else:
                self.odd["a mark is ended that was never begun"] = None
            return
        known = operands[1] if len(operands) > 1 else {}
        known = _entry(resources, "/Properties", known) if isinstance(known, str) else known
        known = resolved(known)
        if "/Lang" in known and not TAG.fullmatch(str(known["/Lang"])):
            self.odd[f"'{known['/Lang']}' is not a language"] = None
        identifier = int(known["/MCID"]) if "/MCID" in known else None
        artifact = str(known.get("/Type", "/?"))[1:] if operands[0] == "/Artifact" else ""
        inside, hidden = self._inside()
        if artifact and inside:
            self.odd["an artifact stands inside marked content"] = None
        if identifier is not None and hidden:
            self.odd[f"marked content {identifier} stands inside an artifact"] = None
        if identifier is not None:
            self.marks.append(identifier)
        self._open.append((identifier, artifact))

    def _inside(self) -> tuple[bool, str]:
        """Whether a mark that the tree can name is open, and the kind of the artifact that is."""
        artifact = next((kind for _, kind in reversed(self._open) if kind), "")
        return any(identifier is not None for identifier, _ in self._open), artifact

    def _move(self, operator: str, operands: Sequence[Any]) -> None:
        if operator == "BT":
            self._line = UNIT
        elif operator == "Tm":
            self._line = matrix_of(operands)
        else:
            x, y = (0.0, -self._state.leading) if operator == "T*" else (float(operands[0]), float(operands[1]))
            if operator == "TD":
                self._state.leading = -y
            self._line = times((1, 0, 0, 1, x, y), self._line)
        self._text = self._line

    def _show(self, operator: str, operands: Sequence[Any]) -> None:
        state, font = self._state, self._state.font
        if operator in ("'", '"'):
            self._move("T*", ())
        parts = operands[0] if operator == "TJ" else operands[-1:]
        if font is None:
            self.odd["text is written without a font"] = None
            return
        said, begin = "", self._text
        for part in parts:
            if isinstance(part, bytes):
                said += self._advance_over(font, part)
            else:
                gap = -float(part) / 1000 * state.size
                said += " " if gap > 0.2 * state.size and not said.endswith(" ") else ""
                self._advance(gap * state.stretch)
        self._keep(said, font, begin)

    def _advance_over(self, font: Font, data: bytes) -> str:
        """Move past shown codes; what they say."""
        state = self._state
        codes = font.show(data)
        width = sum(map(font.width, codes)) / 1000 * state.size + len(codes) * state.letter
        if state.word and font.step == 1:
            width += codes.count(32) * state.word
        self._advance(width * state.stretch)
        return font.text(codes)

    def _advance(self, by: float) -> None:
        a, b, c, d, e, f = self._text
        self._text = (a, b, c, d, e + by * a, f + by * b)

    def _keep(self, said: str, font: Font, begin: tuple[float, ...]) -> None:
        """Keep a run, and note where it stands in the structure."""
        state = self._state
        _, _, c, d, e, f = times(matrix_of(begin), state.matrix)
        end = apply(times(self._text, state.matrix), 0, state.rise)
        low, high = state.rise, state.rise + 0.7 * state.size
        box = box_around([(c * low + e, d * low + f), (c * high + e, d * high + f), end])
        visible = state.mode not in (3, 7) and bool(said.strip())
        size = abs(state.size) * (c * c + d * d) ** 0.5
        inside, artifact = self._inside()
        self._turn += 1
        mark = next((identifier for identifier, _ in reversed(self._open) if identifier is not None), None)
        self.runs.append(Run(said, font, size, box, state.colour, visible, mark, artifact, self._turn))
        if artifact and artifact != "Pagination":
            self.hidden.append((said.strip(), artifact))
        elif not artifact and not inside:
            self.loose.append(said.strip())

    def _paint(self, operator: str) -> None:
        outlines = [outline for outline in self._path.outlines if outline]
        self._path = Path()
        if operator == "n" or not outlines:
            return
        self._note_paint()
        if operator in _FILL:
            self.areas.append(Area(outlines, self._state.colour, self._turn, _FILL[operator]))

    def _note_paint(self) -> None:
        self._turn += 1
        inside, artifact = self._inside()
        self.unmarked += not inside and not artifact

    def _do(self, thing: Any, resources: Any, depth: int) -> None:
        if thing.get("/Subtype") == "/Image":
            if "/ColorSpace" in thing:
                self.devices |= devices_in(thing["/ColorSpace"])
            self._image(thing, "/Width", "/Height")
        elif thing.get("/Subtype") == "/Form" and depth < _FORMS_DEEP:
            self._group(thing)
            before = self._state.saved()
            if "/Matrix" in thing:
                self._state.matrix = times(matrix_of(thing["/Matrix"]), before.matrix)
            self._run(thing, resolved(thing.get("/Resources", resources)), depth + 1)
            self._state = before

    def _group(self, entries: Any) -> None:
        """The colours in which what is mixed on a page or in a form is mixed."""
        self.devices |= devices_in(resolved(entries.get("/Group", {})).get("/CS"))

    def _image(self, entries: Any, wide: str, high: str) -> None:
        """An image fills the unit square; what is under it, and how dark it is, cannot be told."""
        self._note_paint()
        a, b, c, d, _, _ = self._state.matrix
        pixels = int(resolved(entries.get(wide, 0))), int(resolved(entries.get(high, 0)))
        sizes = ((a * a + b * b) ** 0.5, (c * c + d * d) ** 0.5)
        found = [pixels[axis] * 72 / size for axis, size in enumerate(sizes) if size]
        self.pictures.append(Picture(pixels, min(found, default=0.0)))
        self._cover([(0, 0), (1, 0), (1, 1), (0, 1)])

    def _cover(self, corners: Sequence[tuple[float, float]] = ()) -> None:
        """Paint that cannot be told lies here, or everywhere."""
        everywhere = [(-1e5, -1e5), (1e5, -1e5), (1e5, 1e5), (-1e5, 1e5)]
        outline = [apply(self._state.matrix, x, y) for x, y in corners] or everywhere
        self.areas.append(Area([outline], UNKNOWN, self._turn))


INTENTS = {"/RelativeColorimetric", "/AbsoluteColorimetric", "/Perceptual", "/Saturation"}


def _entry(resources: Any, kind: str, name: str) -> Any:
    """A resource by kind and name, as a reference if it is one. Raises ValueError if it is missing."""
    found = resolved(resources.get(kind, {}))
    if name not in found:
        raise ValueError(f"{name} is not among the page's resources")
    return found.raw_get(name)


def pages_of(reader: PdfReader, fonts: dict[int, Font]) -> Iterator[PageContent]:
    """The pages of a file, read."""
    for number, page in enumerate(reader.pages, 1):
        yield PageContent(number, page, reader, fonts)
