"""SVG drawings: read as shapes where that is exact; where it is not, what stands in the way; or refused by name.

Nothing in a drawing is fetched, run, expanded or left out without a word.
"""

import math
import re
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from leaflets.artwork.drawing import Drawing
from leaflets.artwork.elements import XLINK, State, Walk, name_of
from leaflets.artwork.matrix import Matrix
from leaflets.artwork.paths import length, numbers
from leaflets.artwork.picture import check_embedded, contents
from leaflets.artwork.styles import COLOURS, Rule, colour_of, look_of, rules
from leaflets.files import remembered

MOST_BYTES = 500_000
MOST_RULES = 500
LARGEST_SIDE = 10_000
"""A larger drawing is made smaller, so that all its numbers can be written on paper."""

_DOCTYPE = re.compile(r"""<!DOCTYPE\s+svg(?:\s+(?:PUBLIC|SYSTEM))?(?:\s*(?:"[^"<\[]*"|'[^'<\[]*'))*\s*>""")
_REFUSED = {
    "animate", "animateColor", "animateMotion", "animateTransform", "audio", "canvas", "feImage", "foreignObject",
    "iframe", "script", "set", "video",
}  # fmt: skip
_INSIDE = tuple(f"data:image/{kind};base64," for kind in ("png", "jpeg", "jpg"))


class Reading(NamedTuple):
    """What was read of a drawing. ``beyond`` are the things that shapes alone cannot show; with any, it is no drawing.

    ``source`` is the file without its document type: what a renderer may be given, since all of it was looked at.
    """

    drawing: Drawing
    beyond: tuple[str, ...]
    source: str


@remembered(64)
def read(path: Path) -> Reading:
    """The drawing in an SVG file. Raises ValueError or SyntaxError for what cannot be drawn, ImageError and OSError."""
    source = _source(path)
    root = ElementTree.fromstring(source)  # noqa: S314 (nothing is declared in it, so nothing can be expanded)
    if name_of(root) != "svg":
        raise ValueError("it is no SVG drawing")
    named, sheet = _looked_over(root)
    frame = _frame(root)
    width, height, placed, beyond = _viewport(root, frame)
    walk = Walk(named, sheet, frame[2:], max(3, 5 - math.ceil(math.log10(max(width, height)))), beyond)
    walk.element(root, State({}, placed))
    walk.check_half_seen()
    if not walk.shapes and not walk.beyond:
        raise ValueError("nothing in it can be seen")
    if walk.beyond and walk.units:  # which the renderer does not know
        raise ValueError(f"it holds {next(iter(walk.beyond))}, and a transform with units; write the transform without")
    drawing = Drawing(width, height, tuple(walk.shapes), bool(walk.half_seen), tuple(walk.points.items()))
    return Reading(drawing, tuple(walk.beyond), source)


def _source(path: Path) -> str:
    """The text of a file that declares nothing."""
    try:
        text = contents(path, MOST_BYTES).decode("utf-8-sig")  # in another encoding a declaration would not be seen
    except UnicodeDecodeError:
        raise ValueError("it is not UTF-8") from None
    text = _DOCTYPE.sub("", text, count=1)  # a name alone, which nothing reads
    if "<!" in text.replace("<!--", "").replace("<![CDATA[", ""):
        raise ValueError("it declares a document type or entities; a drawing needs none")
    return text


def _looked_over(root: Element) -> tuple[dict[str, Element], list[Rule]]:
    """Its elements by name, and its rules of style. Raises ValueError for what may stand nowhere in a drawing."""
    named: dict[str, Element] = {}
    sheet: list[Rule] = []
    for element in root.iter():
        name = name_of(element)
        named.setdefault(element.get("id", ""), element)
        if name in _REFUSED:
            raise ValueError(f"it holds a '{name}'; a drawing is made of shapes")
        if name == "style":
            sheet += rules("".join(element.itertext()))
            if len(sheet) > MOST_RULES:
                raise ValueError(f"its style sheets have more than {MOST_RULES} rules")
        if name == "image":
            address = element.get("href", element.get(XLINK, ""))
            if not address.startswith(_INSIDE):
                raise ValueError("it shows a picture that is not in it, and nothing is fetched")
            check_embedded(address.partition(",")[2])
    sheet.sort(key=lambda rule: rule.strength)
    for element in root.iter():
        if name_of(element) == "stop" or name_of(element).startswith("fe"):
            look = look_of(element, name_of(element), sheet)
            for key in COLOURS & look.keys():
                colour_of(look[key], "#000000")  # or it is no colour that the renderer knows
    return named, sheet


def _sides(root: Element) -> list[float]:
    """The width and height it is to be shown with; nothing if it does not say both."""
    sides = [root.get(side, "").strip() for side in ("width", "height")]
    given = [length(side, 1.0) for side in sides if side and not side.endswith(("%", "auto"))]
    if given and min(given) <= 0:
        raise ValueError("it has no size")
    return given if len(given) == 2 else []


def _frame(root: Element) -> tuple[float, float, float, float]:
    """The part of a drawing that is shown: its viewBox, or else its width and height. Raises ValueError."""
    box = numbers(root.get("viewBox", "")) or [0.0, 0.0, *_sides(root)]
    if len(box) != 4 or min(box[2:]) <= 0:
        raise ValueError("it does not say how large it is; it needs a viewBox")
    return box[0], box[1], box[2], box[3]


def _viewport(root: Element, frame: tuple[float, ...]) -> tuple[float, float, Matrix, dict[str, None]]:
    """Its size, what places its frame there (SVG 1.1, 7.7 and 7.8), and whether that is beyond shapes."""
    left, top, width, height = frame
    given, shown, beyond = _sides(root), (width, height), dict[str, None]()
    if given and not math.isclose(given[0] * height, given[1] * width, rel_tol=0.005):
        if root.get("preserveAspectRatio", "xMidYMid meet").split() not in (["xMidYMid"], ["xMidYMid", "meet"]):
            beyond["a frame of another shape"] = None
        wider = given[0] * height > given[1] * width
        shown = (given[0] * height / given[1], height) if wider else (width, given[1] * width / given[0])
    scale = min(1.0, LARGEST_SIDE / max(shown))
    across, down = (shown[0] - width) / 2 - left, (shown[1] - height) / 2 - top
    return shown[0] * scale, shown[1] * scale, (scale, 0, 0, scale, across * scale, down * scale), beyond
