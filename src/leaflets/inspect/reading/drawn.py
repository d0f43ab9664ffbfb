"""What PDFium finds painted on a page, one thing after another, in the page's own coordinates."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium
from pypdfium2 import PdfiumError, PdfMatrix

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points from the lower left corner of the page."""
EVERYWHERE: Box = (-1e6, -1e6, 1e6, 1e6)
TEXT, PATH, IMAGE, SHADING, FORM = 1, 2, 3, 4, 5
UNKNOWN = ""
"""A colour that cannot be told: a picture, a pattern, a mixture."""
_COLOURED_PATTERN = "#BFBFBF"
"""What PDFium says of a pattern that has colours of its own, and of this grey."""
_WHOLE = 0.9
"""A picture of which this share hides what is under it has no holes: its edges may be soft."""


class Mark(NamedTuple):
    """A mark around something painted: its name, its identifier if the tree may name it, and what else it tells."""

    name: str
    identifier: int | None
    told: Mapping[str, str]


class Letter(NamedTuple):
    """A character as painted: the box around its ink, and whether its font does not say what it means."""

    text: str
    box: Box
    unmapped: bool


class Written(NamedTuple):
    """The characters of one text: their size as seen, the height of their baseline, and each of them."""

    size: float
    baseline: float
    letters: list[Letter]


class Thing:
    """A text, path, image or shading of a page; ``above`` is the form it is painted by, ``turn`` its place in time."""

    def __init__(self, raw: Any, turn: int, page: Any, above: Thing | None) -> None:
        self.raw, self.turn, self.page, self.above = raw, turn, page, above
        self.kind = raw.type

    @cached_property
    def marks(self) -> list[Mark]:
        """The marks it stands in, the outermost first."""
        own = [_mark(pdfium.FPDFPageObj_GetMark(self.raw, at)) for at in range(pdfium.FPDFPageObj_CountMarks(self.raw))]
        return [*(self.above.marks if self.above else []), *own]

    @cached_property
    def placed(self) -> PdfMatrix:
        """The matrix of what paints it: that of the page, or of forms."""
        return self.above.matrix if self.above else PdfMatrix()

    @cached_property
    def matrix(self) -> PdfMatrix:
        """From its own coordinates to those of the page."""
        return self.raw.get_matrix().multiply(self.placed) if self.kind != SHADING else self.placed

    @cached_property
    def opaque(self) -> bool:
        """Whether it hides what is under it, as far as it reaches: a picture without holes, a form not mixed in."""
        if pdfium.FPDFPageObj_HasTransparency(self.raw) or (self.above and not self.above.opaque):
            return False
        return self.kind != IMAGE or self._solid()

    def _solid(self) -> bool:
        try:
            bitmap = self.raw.get_bitmap(render=True, scale_to_original=False)
        except PdfiumError:
            return False
        alpha = bytes(bitmap.buffer)[3::4] if bitmap.format == pdfium.FPDFBitmap_BGRA else b""
        return alpha.count(255) >= _WHOLE * len(alpha)

    @property
    def invisible(self) -> bool:
        """Whether it is text written so that nothing is seen (ISO 32000-1, 9.3.6)."""
        return pdfium.FPDFTextObj_GetTextRenderMode(self.raw) in (3, 7)

    @cached_property
    def colour(self) -> str:
        """The colour that fills it as ``#RRGGBB``, if it can be told."""
        parts = [ctypes.c_uint() for _ in range(4)]  # red, green, blue and opacity, 0 to 255
        if self.kind not in (TEXT, PATH) or not self.opaque or not pdfium.FPDFPageObj_GetFillColor(self.raw, *parts):
            return UNKNOWN
        colour = "#" + "".join(f"{part.value:02X}" for part in parts[:3])
        return UNKNOWN if colour == _COLOURED_PATTERN and self._patterned() else colour

    def _patterned(self) -> bool:
        bitmap = pdfium.FPDFPageObj_GetRenderedFillPattern(self.page.pdf, self.raw)
        if bitmap:
            pdfium.FPDFBitmap_Destroy(bitmap)
        return bool(bitmap)

    @cached_property
    def _rule(self) -> int:
        """How a path is filled: 0 not at all, 1 by crossings, 2 by turns."""
        mode, stroked = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(self.raw, mode, stroked)
        return mode.value

    @property
    def area(self) -> bool:
        """Whether it covers an area."""
        return self.kind in (IMAGE, SHADING) or (self.kind == PATH and self._rule != 0)

    @cached_property
    def _reach(self) -> list[list[Point]]:
        if self.kind == IMAGE:
            return [[self.matrix.on_point(x, y) for x, y in ((0, 0), (1, 0), (1, 1), (0, 1))]]
        if self.kind == SHADING:
            return []
        count = pdfium.FPDFPath_CountSegments(self.raw)
        return _outlines((pdfium.FPDFPath_GetPathSegment(self.raw, at) for at in range(count)), self.matrix)

    @cached_property
    def box(self) -> Box:
        """A box that holds an area and the lines around it; a shading has none of its own."""
        if self.kind == SHADING:
            return EVERYWHERE
        edges = [ctypes.c_float() for _ in range(4)]
        pdfium.FPDFPageObj_GetBounds(self.raw, *edges)
        found: Box = self.placed.on_rect(*(edge.value for edge in edges))
        return found

    def covers(self, x: float, y: float) -> bool:
        """Whether it paints over a point."""
        if not holds(self.box, x, y) or not self.shows(x, y):
            return False
        return self.kind == SHADING or within(self._reach, self._rule == 1, x, y)

    def shows(self, x: float, y: float) -> bool:
        """Whether nothing that it is cut out by leaves a point out."""
        return all(not clip or within(clip, False, x, y) for clip in self.clips)

    @cached_property
    def clips(self) -> list[list[list[Point]]]:
        """The outlines it is cut out by, its form's among them."""
        clip = pdfium.FPDFPageObj_GetClipPath(self.raw)
        found = list(self.above.clips) if self.above else []
        for path in range(max(pdfium.FPDFClipPath_CountPaths(clip), 0) if clip else 0):
            places = range(pdfium.FPDFClipPath_CountPathSegments(clip, path))
            segments = [pdfium.FPDFClipPath_GetPathSegment(clip, path, at) for at in places]
            found.append(_outlines(segments, self.placed))
        return found


def _outlines(segments: Iterable[Any], matrix: PdfMatrix) -> list[list[Point]]:
    """The outlines of a path in the page's coordinates; curves become short lines."""
    x, y = ctypes.c_float(), ctypes.c_float()
    found: list[list[Point]] = []
    bent: list[Point] = []
    for one in segments:
        pdfium.FPDFPathSegment_GetPoint(one, x, y)
        point, kind = matrix.on_point(x.value, y.value), pdfium.FPDFPathSegment_GetType(one)
        if kind == pdfium.FPDF_SEGMENT_MOVETO or not found:
            found.append([point])
        elif kind != pdfium.FPDF_SEGMENT_BEZIERTO:
            found[-1].append(point)
        elif len(bent) < 2:
            bent.append(point)
        else:
            found[-1] += curve(found[-1][-1], bent[0], bent[1], point)
            bent = []
    return found


def things(page: Any, textpage: Any) -> Iterator[Thing]:
    """All that is painted on a page, in order; the forms they are painted by are not among them."""
    forms: list[Thing] = []
    for turn, raw in enumerate(page.get_objects(textpage=textpage)):
        del forms[raw.level :]
        thing = Thing(raw, turn, page, forms[-1] if forms else None)
        if thing.kind == FORM:
            forms.append(thing)
        else:
            yield thing


def written(textpage: Any) -> dict[int, Written]:
    """The characters of a page by the text they belong to (its address); those PDFium adds belong to none."""
    found: dict[int, Written] = {}
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for at in range(textpage.count_chars()):
        if owner := address(pdfium.FPDFText_GetTextObject(textpage, at)):
            pdfium.FPDFText_GetCharBox(textpage, at, left, right, bottom, top)
            code = pdfium.FPDFText_GetUnicode(textpage, at)
            unmapped = pdfium.FPDFText_HasUnicodeMapError(textpage, at) == 1
            box = (left.value, bottom.value, right.value, top.value)
            if owner not in found:
                found[owner] = _begun(textpage, at)
            found[owner].letters.append(Letter(chr(code) if code < 0x110000 else "\ufffd", box, unmapped))
    return found


def _begun(textpage: Any, at: int) -> Written:
    """A text, by its first character."""
    x, y, matrix = ctypes.c_double(), ctypes.c_double(), pdfium.FS_MATRIX()
    pdfium.FPDFText_GetCharOrigin(textpage, at, x, y)
    pdfium.FPDFText_GetMatrix(textpage, at, matrix)
    size = pdfium.FPDFText_GetFontSize(textpage, at) * (matrix.c**2 + matrix.d**2) ** 0.5
    return Written(abs(size), y.value, [])


def address(raw: Any) -> int:
    """Where PDFium keeps something: the same for the same thing."""
    return ctypes.c_void_p.from_buffer(getattr(raw, "raw", raw)).value or 0


def _mark(raw: Any) -> Mark:
    identifier = ctypes.c_int()
    named = pdfium.FPDFPageObjMark_GetParamIntValue(raw, b"MCID", identifier)
    places = range(max(pdfium.FPDFPageObjMark_CountParams(raw), 0))
    keys = [_words(pdfium.FPDFPageObjMark_GetParamKey, raw, at) for at in places]
    told = {key: _words(pdfium.FPDFPageObjMark_GetParamStringValue, raw, key.encode()) for key in keys}
    return Mark(_words(pdfium.FPDFPageObjMark_GetName, raw), identifier.value if named else None, told)


def _words(function: Any, *arguments: Any) -> str:
    """What a function of PDFium's says in words; nothing if it does not."""
    length = ctypes.c_ulong()
    if not function(*arguments, None, 0, length) or length.value < 2:
        return ""
    buffer = (ctypes.c_ushort * (length.value // 2))()
    function(*arguments, buffer, length.value, length)
    return bytes(buffer)[:-2].decode("utf-16-le", "replace")


def around(boxes: Iterable[Box]) -> Box:
    """The box around boxes, of which there must be one."""
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def shared(one: Box, other: Box) -> float:
    """The area that two boxes have in common."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return max(wide, 0.0) * max(high, 0.0)


def centre(box: Box) -> Point:
    """The middle of a box."""
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def holds(box: Box, x: float, y: float) -> bool:
    """Whether a point lies in a box."""
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def curve(start: Point, first: Point, second: Point, end: Point) -> list[Point]:
    """A Bézier curve as four short lines."""
    found = []
    for t in (0.25, 0.5, 0.75, 1.0):
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        x, y = (a * start[i] + b * first[i] + c * second[i] + d * end[i] for i in (0, 1))
        found.append((x, y))
    return found


def within(outlines: Sequence[Sequence[Point]], even_odd: bool, x: float, y: float) -> bool:
    """Whether a point lies inside outlines, by the rule of crossings or else that of turns."""
    turns = crossings = 0
    for outline in outlines:
        x0, y0 = outline[-1]
        for x1, y1 in outline:
            if (y0 <= y) != (y1 <= y) and x < x0 + (y - y0) / (y1 - y0) * (x1 - x0):
                turns += 1 if y1 > y0 else -1
                crossings += 1
            x0, y0 = x1, y1
    return crossings % 2 == 1 if even_odd else turns != 0
