"""The elements of an SVG drawing, one after the other, as shapes; and what in them shapes alone cannot show."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple
from xml.etree.ElementTree import Element

from leaflets.artwork.colour import mix
from leaflets.artwork.drawing import Area, Point, Shape, Stroke
from leaflets.artwork.matrix import Matrix, evenly, matrix, times
from leaflets.artwork.paths import OUTLINES, Box, length, numbers, outline, plain, reach
from leaflets.artwork.styles import INHERITED, Look, Rule, colour_of, look_of, share_of

MOST_SHAPES = 2_000
MOST_ELEMENTS = 20_000
"""The most elements that are walked through, each as often as it is used."""

MOST_EFFECTS = 100
DEEPEST = 40
SVG = "{http://www.w3.org/2000/svg"
XLINK = "{http://www.w3.org/1999/xlink}href"

_SAID_ONLY = {
    "clipPath", "color-profile", "cursor", "defs", "desc", "filter", "font", "font-face", "linearGradient", "marker",
    "mask", "metadata", "pattern", "radialGradient", "style", "symbol", "title", "view",
}  # fmt: skip
_EFFECTS = {
    "clip-path": "shapes seen through others",
    "filter": "a filter",
    "marker-end": "marks on its lines",
    "marker-mid": "marks on its lines",
    "marker-start": "marks on its lines",
    "mask": "a mask",
}
_HALF_SEEN = "something half seen over something else"
_MADE_OF_SHAPES = {"clipPath", "marker", "mask", "pattern"}
_CONDITIONS = {"requiredExtensions", "systemLanguage"}
_CAPS = {"butt": 0, "round": 1, "square": 2}
_JOINS = {"miter": 0, "round": 1, "bevel": 2}


class State(NamedTuple):
    """What an element hands on to those inside it: its look, what places it, how far it is seen, and through what.

    ``parts`` are the ids it and those around it go by.
    """

    look: Look
    matrix: Matrix
    share: float = 1.0
    clips: tuple[Area, ...] = ()
    depth: int = 0
    parts: frozenset[str] = frozenset()


@dataclass
class Walk:
    """A walk through a drawing whose elements have names and rules; ``frame`` is its size, ``digits`` those of numbers.

    ``shapes`` are those met, ``points`` the places that labels point to, by the ids of their parts, and ``beyond`` what
    shapes alone cannot show. ``half_seen`` are the places of shapes whose colours were mixed with a white ground;
    ``units``: a transform has units, as CSS alone knows them.
    """

    named: dict[str, Element]
    sheet: list[Rule]
    frame: tuple[float, float]
    digits: int
    beyond: dict[str, None]
    shapes: list[Shape] = field(default_factory=list)
    points: dict[str, tuple[Point, ...]] = field(default_factory=dict)
    half_seen: list[int] = field(default_factory=list)
    units: bool = False
    walked: int = 0
    effects: int = 0

    def element(self, element: Element, state: State) -> None:
        """An element and all inside it, drawn from what those around it hand on. Raises ValueError."""
        name = name_of(element)
        if not name or name in _SAID_ONLY:
            return
        root, state = not state.depth, self._entered(element, name, state)
        if state.look["display"] == "none" or not state.share:
            return
        inside: Iterable[Element] = ()
        if name in OUTLINES:
            self._shape(element, name, state)
        elif name in ("g", "a", "svg"):
            inside = element
        elif name == "switch":
            inside = islice((one for one in element if name_of(one) and not _CONDITIONS & set(one.keys())), 1)
        elif name == "use":
            inside, state = self._used(element, state)
        elif name == "image":
            self.beyond["a picture"] = None
        elif name != "text":
            raise ValueError(f"it holds a '{name}'; a drawing is made of shapes")
        elif "".join(element.itertext()).strip():
            raise ValueError("it holds words, which need a typeface; turn them into outlines")
        if name == "svg" and not root:
            self.beyond["a drawing in the drawing"] = None
        for child in inside:
            self.element(child, state)

    def _entered(self, element: Element, name: str, state: State) -> State:
        """What an element makes of what is handed on to it."""
        self.walked += 1
        if self.walked > MOST_ELEMENTS:
            raise ValueError(f"it has more than {MOST_ELEMENTS:,} parts")
        if state.depth > DEEPEST:
            raise ValueError(f"its groups are nested more than {DEEPEST} deep")
        own = look_of(element, name, self.sheet)
        look = {"display": "inline", **{key: value for key, value in state.look.items() if key in INHERITED}, **own}
        if own.get("mix-blend-mode", "normal") != "normal":
            self.beyond["a mixture of colours"] = None
        if own.get("transform-origin", "0 0") not in ("0", "0 0", "0px 0px", "left top", "top left"):
            self.beyond["a turn about a point of its own"] = None
        state = state._replace(look=look, matrix=times(state.matrix, self._turned(own)), depth=state.depth + 1)
        if part := element.get("id", ""):
            state = state._replace(parts=state.parts | {part})
            self._points(part, element, state.matrix)
        clips = state.clips
        for key in _EFFECTS:
            if own.get(key, "none") != "none":
                clips += self._effect(key, own[key], state)
        return state._replace(share=state.share * share_of(own.get("opacity", "1")), clips=clips)

    def _points(self, part: str, element: Element, placed: Matrix) -> None:
        """Note where the label of a part points, if it says so: one place, or several, each its x and y."""
        values, (a, b, c, d, e, f) = numbers(element.get("data-label", "")), placed
        if len(values) % 2:
            raise ValueError(f"the label of '{part[:30]}' points nowhere: 'data-label' has no pairs of numbers")
        pairs = zip(values[0::2], values[1::2], strict=True)
        if values:
            self.points[part] = tuple((a * x + c * y + e, b * x + d * y + f) for x, y in pairs)

    def _turned(self, look: Look) -> Matrix:
        """The transform an element has of its own."""
        text = look.get("transform", "")
        self.units |= any(mark in text for mark in ("px", "deg", "rad", "turn", "X(", "Y("))
        return matrix(text)

    def _effect(self, key: str, value: str, state: State) -> tuple[Area, ...]:
        """The clip that an element is seen through; any other effect is beyond shapes."""
        target = self._target(value)
        clip = self._clip(target, state) if key == "clip-path" and target is not None else None
        if clip is not None:
            return (clip,)
        self._beyond(_EFFECTS[key], target, state)
        return ()

    def _target(self, value: str) -> Element | None:
        """The element that ``url(#name)`` leads to. Raises ValueError for what leads outside."""
        inside = value.removeprefix("url(").partition(")")[0].strip(" \t\r\n'\"")
        if not value.startswith("url(") or not inside.startswith("#"):
            raise ValueError(f"'{value[:30]}' is not in it, and nothing is fetched")
        return self.named.get(inside[1:])

    def _beyond(self, what: str, target: Element | None, state: State) -> None:
        """Note what is beyond shapes; look through what it is made of as often as it is used, as a renderer will."""
        self.beyond[what] = None
        self.effects += 1
        if self.effects > MOST_EFFECTS:
            raise ValueError(f"it has more than {MOST_EFFECTS} gradients, masks and filters")
        inside: Iterable[Element] = target if target is not None and name_of(target) in _MADE_OF_SHAPES else ()
        kept = len(self.shapes)
        for child in inside:
            self.element(child, state._replace(look={}, depth=state.depth + 1))
        del self.shapes[kept:]
        self.half_seen = [place for place in self.half_seen if place < kept]

    def _clip(self, target: Element, state: State) -> Area | None:
        """A clip of one shape; nothing for any other."""
        inside = [child for child in target if name_of(child) and name_of(child) not in _SAID_ONLY]
        if name_of(target) != "clipPath" or target.get("clipPathUnits") == "objectBoundingBox" or len(inside) != 1:
            return None
        (shape,), name = inside, name_of(inside[0])
        around, own = look_of(target, "clipPath", self.sheet), look_of(shape, name, self.sheet)
        look = {**around, **own}
        seen = look.get("visibility", "visible") == "visible" and look.get("display", "inline") != "none"
        if not seen or "clip-path" in look or name not in OUTLINES or name == "line":
            return None
        placed = times(times(state.matrix, self._turned(around)), self._turned(own))
        path = plain(outline(shape, name, self.frame), placed, self.digits)
        return Area(path, look.get("clip-rule") == "evenodd") if path else None

    def _used(self, element: Element, state: State) -> tuple[Iterable[Element], State]:
        """A part that is drawn again elsewhere (SVG 1.1, 5.6)."""
        address = element.get("href", element.get(XLINK, ""))
        target = self.named.get(address[1:]) if address.startswith("#") else None
        if target is None:
            raise ValueError(f"it uses '{address[:30]}', which is not in it, and nothing is fetched")
        x, y = (length(element.get(key, "0"), side) for key, side in zip("xy", self.frame, strict=True))
        state = state._replace(matrix=times(state.matrix, (1, 0, 0, 1, x, y)))
        if name_of(target) != "symbol":
            return (target,), state
        self.beyond["a drawing in the drawing"] = None
        return target, state

    def _shape(self, element: Element, name: str, state: State) -> None:
        look = state.look
        data = outline(element, name, self.frame)
        path = plain(data, state.matrix, self.digits) if look.get("visibility", "visible") == "visible" else ""
        if not {"L", "C", "Z"} & set(path):
            return
        fill, fill_share = ("", 0.0) if name == "line" else self._paint("fill", "#000000", state)
        stroke, stroke_share = self._stroke(state, element)
        if fill and 0 < stroke_share < 1:
            self.beyond[_HALF_SEEN] = None
        if 0 < fill_share < 1 or 0 < stroke_share < 1:
            self.half_seen.append(len(self.shapes))
        area = Area(path, look.get("fill-rule") == "evenodd")
        if stroke and fill and look.get("paint-order", "normal").startswith("stroke"):
            both: tuple[tuple[str, Stroke | None], ...] = (("", stroke), (fill, None))
            self.shapes += [Shape(area, *one, state.clips, state.parts) for one in both]
        elif stroke or fill:
            self.shapes.append(Shape(area, fill, stroke, state.clips, state.parts))
        if len(self.shapes) > MOST_SHAPES:
            raise ValueError(f"it has more than {MOST_SHAPES:,} shapes")

    def _paint(self, key: str, usual: str, state: State) -> tuple[str, float]:
        """The colour of ``fill`` or ``stroke`` on white, nothing for none, and how far it covers its ground."""
        value, share = state.look.get(key, usual), state.share * share_of(state.look.get(f"{key}-opacity", "1"))
        if value.startswith("url("):
            target = self._target(value)
            what = "a pattern" if target is not None and name_of(target) == "pattern" else "a gradient"
            self._beyond(what, target, state)
            return "#000000", 1.0
        colour, covers = colour_of(value, state.look.get("color", "#000000"))
        share *= covers
        return (mix("#FFFFFF", colour, share), share) if colour and share else ("", 0.0)

    def _stroke(self, state: State, element: Element) -> tuple[Stroke | None, float]:
        """How a shape's line is drawn, if it has one, and how far it covers its ground."""
        look, diagonal = state.look, math.hypot(*self.frame) / math.sqrt(2)
        colour, share = self._paint("stroke", "none", state)
        width = length(look.get("stroke-width", "1"), diagonal)
        if not colour or width <= 0:
            return None, 0.0
        scale = evenly(state.matrix)
        if not scale:
            self.beyond["a line that is stretched"] = None
        listed = look.get("stroke-dasharray", "none").replace(",", " ").split()
        dashes = [length(one, diagonal) for one in listed if one != "none"]
        if dashes and element.get("pathLength"):
            self.beyond["dashes of a length of their own"] = None
        if any(dash < 0 for dash in dashes) or not sum(dashes):
            dashes = []
        offset = length(look.get("stroke-dashoffset", "0"), diagonal) if dashes else 0.0
        if offset < 0:  # which PDF has not (ISO 32000-1, 8.4.3.6)
            offset %= sum(dashes) * (1 + len(dashes) % 2)
        cap, join = look.get("stroke-linecap", "butt"), look.get("stroke-linejoin", "miter")
        if cap not in _CAPS or join not in _JOINS:
            raise ValueError(f"its lines end as '{cap[:20]}' and turn as '{join[:20]}'")
        miter = max(1.0, length(look.get("stroke-miterlimit", "4"), 1.0))
        placed = tuple(dash * scale for dash in dashes)
        return Stroke(colour, width * scale, _CAPS[cap], _JOINS[join], miter, placed, offset * scale), share

    def check_half_seen(self) -> None:
        """What is half seen was mixed with a white ground; over anything else that would be wrong."""
        boxes = [_reach(shape) for shape in self.shapes] if self.half_seen else []
        for place in self.half_seen:
            left, top, right, bottom = boxes[place]
            if any(left < x1 and x0 < right and top < y1 and y0 < bottom for x0, y0, x1, y1 in boxes[:place]):
                self.beyond[_HALF_SEEN] = None
                return


def name_of(element: Element) -> str:
    """The name of an SVG element; nothing for any other."""
    space, _, name = element.tag.rpartition("}") if isinstance(element.tag, str) else ("x", "", "")
    return name if space in ("", SVG) else ""


def _reach(shape: Shape) -> Box:
    """A box that all of a shape, its line included, stays within."""
    left, top, right, bottom = reach(shape.area.path)
    more = shape.stroke.width / 2 * max(shape.stroke.miter, 2) if shape.stroke else 0.0
    return left - more, top - more, right + more, bottom + more
