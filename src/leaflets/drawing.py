"""The shapes of an SVG drawing, as written: its size and its path data. No styles, no text, nothing from outside."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree


class Shapes(NamedTuple):
    """A drawing of a size, in its own units, y downwards. Each path: its data, and whether it fills even-odd."""

    width: float
    height: float
    paths: tuple[tuple[str, bool], ...]


@cache
def shapes(path: Path) -> Shapes:
    """The shapes in an SVG file, read once in a process. Raises ValueError for what is not a plain drawing."""
    root = parsed(path)
    _, _, width, height = map(float, (root.get("viewBox") or "0 0 0 0").split())
    if not width or not height:
        raise ValueError(f"{path.name} has no viewBox")
    paths = [element for element in root.iter() if element.tag.rpartition("}")[2] == "path"]
    return Shapes(width, height, tuple((one.get("d", ""), one.get("fill-rule") == "evenodd") for one in paths))


def parsed(path: Path) -> ElementTree.Element:
    """The root of an SVG file. Raises ValueError for one that declares anything, and SyntaxError for what is no XML."""
    try:
        text = path.read_bytes().decode("utf-8-sig")  # in any other encoding a declaration would not be seen
    except UnicodeDecodeError:
        raise ValueError(f"{path.name} is not UTF-8") from None
    if "<!" in text.replace("<!--", "").replace("<![CDATA[", ""):
        raise ValueError(f"{path.name} declares a document type or entities; a drawing needs none")
    return ElementTree.fromstring(text)  # noqa: S314 (nothing is declared in it, so nothing can be expanded)
