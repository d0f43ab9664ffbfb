"""The shapes of an SVG drawing, as written: its size and its path data. No styles, no text, nothing from outside."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

NUMBERS = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
LARGEST = 99_999.0
"""The largest number a drawing may have: PDF knows no exponents, and no drawing needs more."""


class Shapes(NamedTuple):
    """A drawing of a size, in its own units, y downwards. Each path: its data, and whether it fills even-odd."""

    width: float
    height: float
    paths: tuple[tuple[str, bool], ...]


@cache
def shapes(path: Path) -> Shapes:
    """The shapes in an SVG file, read once in a process. Raises ValueError or SyntaxError for no plain drawing."""
    root = parsed(path)
    left, top, width, height = box(root)
    if left or top:
        raise ValueError(f"the viewBox of {path.name} must begin at 0 0")
    paths = [element for element in root.iter() if element.tag.rpartition("}")[2] == "path"]
    return Shapes(width, height, tuple((one.get("d", ""), one.get("fill-rule") == "evenodd") for one in paths))


def box(root: ElementTree.Element) -> tuple[float, ...]:
    """The part of a drawing that is shown: its viewBox, or else its width and height. Raises ValueError."""
    sizes = [re.sub(r"(px)?\s*$", "", root.get(key, "")) for key in ("width", "height")]
    values = root.get("viewBox", "").replace(",", " ").split() or ["0", "0", *sizes]
    found = tuple(number(value) for value in values)
    if len(found) != 4 or min(found[2:]) <= 0:
        raise ValueError("it does not say how large it is; it needs a viewBox")
    return found


def number(text: str) -> float:
    """A number of a drawing. Raises ValueError for one that is none, or too large to be drawn."""
    if not NUMBERS.fullmatch(text):
        raise ValueError(f"'{text[:20]}' is not a number")
    value = float(text)
    if abs(value) > LARGEST:
        raise ValueError(f"it is drawn with the number {text[:20]}, which is larger than {LARGEST:,.0f}")
    return value


def parsed(path: Path) -> ElementTree.Element:
    """The root of an SVG file. Raises ValueError for one that declares anything, and SyntaxError for what is no XML."""
    try:
        text = path.read_bytes().decode("utf-8-sig")  # in any other encoding a declaration would not be seen
    except UnicodeDecodeError:
        raise ValueError(f"{path.name} is not UTF-8") from None
    if "<!" in text.replace("<!--", "").replace("<![CDATA[", ""):
        raise ValueError(f"{path.name} declares a document type or entities; a drawing needs none")
    return ElementTree.fromstring(text)  # noqa: S314 (nothing is declared in it, so nothing can be expanded)
