"""The structure tree of a finished file as text: what a screen reader meets, in its order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from leaflets.inspect.reading.opening import Opened
from leaflets.inspect.reading.tree import Element, Place, even, resolved

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
    lines: list[str] = []
    for top in file.tree.top:
        for line in _lines(top, 0, words):
            lines.append(line)
            if len(lines) >= _MOST_LINES:
                return "\n".join([*lines, "..."])
    return "\n".join(lines)


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
