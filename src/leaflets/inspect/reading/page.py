"""A page of a finished file: its words, what they stand on, its pictures, and the marks around all of them."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from leaflets.inspect.reading import drawn
from leaflets.inspect.reading.drawn import EVERYWHERE, Box, Letter, Thing, Written, around
from leaflets.inspect.reading.tree import number_of, resolved

_INLINE = re.compile(rb"/MCID\s+(\d+)")
_NAMED = re.compile(rb"/[^\s/<\[(]+\s*/([^\s/<>\[\](]+)\s+BDC\b")
_PAINTED = re.compile(rb"/([^\s/<>\[\](]+)\s+Do\b")


@dataclass(frozen=True)
class Font:
    """A font: its name without the mark of a subset, and whether the file holds it."""

    name: str
    embedded: bool


class Run(NamedTuple):
    """Words written at one go: size in points as seen, their box, their baseline, and the marks they stand in.

    ``mark`` is the identifier by which the structure tree may name them; ``seen`` whether anything is painted.
    """

    text: str
    font: Font
    size: float
    box: Box
    baseline: float
    colour: str
    seen: bool
    mark: int | None
    thing: Thing
    letters: list[Letter]

    @property
    def artifact(self) -> bool:
        """Whether they are no content: a running header, or decoration."""
        return any(mark.name == "Artifact" for mark in self.thing.marks)


@dataclass(frozen=True)
class Image:
    """A picture: its page, its pixels, and the least of its resolutions on the page in dots an inch."""

    page: int
    width: int
    height: int
    resolution: int


@dataclass
class Stream:
    """Content that has marks of its own: a page, or a form that pages paint ``painted`` times.

    ``key`` is what a ``Place`` has for it: the number of the page, or minus the number of the form.
    """

    name: str
    key: int
    entries: Any
    marks: Counter[int] = field(default_factory=Counter)
    painted: int = 1


class PageContent:
    """A page as it is painted: all things, the words among them, the others, those that cover, and the images."""

    def __init__(self, number: int, entries: Any, page: Any, fonts: dict[int, Font]) -> None:
        self.number = number
        self.entries = entries
        textpage = page.get_textpage()
        self._written, self._fonts = drawn.written(textpage), fonts
        self.things = list(drawn.things(page, textpage))
        self.runs = [self._run(thing) for thing in self.things if thing.kind == drawn.TEXT]
        self.shapes = [thing for thing in self.things if thing.kind != drawn.TEXT]
        self.areas = [thing for thing in self.shapes if thing.area]
        self.images = [_image(number, thing) for thing in self.shapes if thing.kind == drawn.IMAGE]

    def box(self, name: str) -> Box | None:
        """A box of the page (left, bottom, right, top) as written in the file, such as ``/MediaBox``."""
        values = resolved(self.entries.get(name))
        if not isinstance(values, list) or len(values) != 4:
            return None
        x0, y0, x1, y1 = (float(resolved(value)) for value in values)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    @cached_property
    def sheet(self) -> Box:
        """What of the page can be seen."""
        return self.box("/CropBox") or self.box("/MediaBox") or EVERYWHERE

    def _run(self, thing: Thing) -> Run:
        found = self._written.get(drawn.address(thing.raw), Written(0.0, 0.0, []))
        text = thing.raw.extract() if found.letters else ""
        own = thing.marks[len(thing.above.marks) if thing.above else 0 :]
        mark = next((one.identifier for one in reversed(own) if one.identifier is not None), None)
        box = around(letter.box for letter in found.letters) if found.letters else (0.0, 0.0, 0.0, 0.0)
        return Run(
            *(text, self._font(thing), found.size, box, found.baseline, thing.colour),
            *(bool(text.strip()) and not thing.invisible, mark if thing.above is None else None, thing, found.letters),
        )

    def _font(self, thing: Thing) -> Font:
        font = thing.raw.get_font()
        key = drawn.address(font)
        if key not in self._fonts:
            self._fonts[key] = Font(font.get_base_name().split("+")[-1] or "without a name", font.is_embedded)
        return self._fonts[key]


def _image(page: int, thing: Thing) -> Image:
    a, b, c, d, _, _ = thing.matrix.get()
    wide, high = thing.raw.get_px_size()
    sizes = (wide, (a * a + b * b) ** 0.5), (high, (c * c + d * d) ** 0.5)
    resolution = min((pixels * 72 / points for pixels, points in sizes if points), default=0.0)
    return Image(page, wide, high, round(resolution))


def follow(stream: Stream, data: bytes, forms: dict[int, Stream]) -> None:
    """Note the marks of a stream's content, and the forms it paints."""
    resources: Mapping[str, Any] = resolved(stream.entries.get("/Resources", {}))
    stream.marks.update(int(one) for one in _INLINE.findall(data))
    named = resolved(resources.get("/Properties", {}))
    for name in _NAMED.findall(data):
        properties = resolved(named.get("/" + name.decode("latin-1"), {}))
        stream.marks.update([int(properties["/MCID"])] if "/MCID" in properties else [])
    things = resolved(resources.get("/XObject", {}))
    for name in _PAINTED.findall(data):
        form = resolved(things.get("/" + name.decode("latin-1")))
        if not hasattr(form, "get") or form.get("/Subtype") != "/Form":
            continue
        number = number_of(form)
        if number in forms:
            forms[number].painted += 1
        else:
            forms[number] = Stream(f"form (object {number})", -number, form)
            follow(forms[number], form.get_data(), forms)
