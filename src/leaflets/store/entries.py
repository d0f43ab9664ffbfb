"""Entries of an author's YAML, each by the way of keys to it: what is said there, and something else in its place."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

from leaflets.problems import Source
from leaflets.store import edit
from leaflets.store.edit import Sheet, Spot, Way, end_of, flows, got, plain, put_in, replaced, said
from leaflets.store.lines import Entry, flowing, keys_of, said_of
from leaflets.store.refused import children, source


def said_at(raw: bytes, file: str, way: Way) -> Any:
    """What a file says at the end of a way, as texts, in mappings and lists; nothing, if there is no such entry."""
    sheet = Sheet(raw, file)
    spot, rest = _spot(sheet, way)
    return None if rest else said(spot.node, strict=False)


def put(raw: bytes, file: str, way: Way, given: Any) -> bytes:
    """The file with something else at the end of a way; of several by their keys, those that are named alone.

    What is given is texts, days, yes or no, in lists and mappings; where it is nothing (``None``), what stands there is
    taken away, and what would be empty without it. What is so already stays as it is written. Raises ContentError.
    """
    sheet = Sheet(raw, file)
    spot, rest = _spot(sheet, way)
    value = stripped(given)
    if rest:
        return raw if value is None else _added(sheet, spot, rest, value)
    if given is None or given == []:
        return _removed(sheet, spot, way)
    if isinstance(given, Mapping) and isinstance(spot.node, yaml.MappingNode) and spot.node.value:
        for key, one in sorted(given.items(), key=lambda pair: pair[1] is None):
            if list(said_at(raw, file, way)) == [key] and one is None and way:
                return put(raw, file, way, None)
            raw = put(raw, file, (*way, key), one)
        return raw
    listed = isinstance(given, Sequence) and not isinstance(given, str)
    if listed and isinstance(spot.node, yaml.SequenceNode) and not flows(spot.node):
        return _listed(raw, file, way, list(given), len(spot.node.value))
    return raw if value is None else replaced(sheet, spot, value)


def stripped(given: Any) -> Any:
    """What is given without what is nothing; nothing, if that is all."""
    if isinstance(given, Mapping):
        return {key: one for key, value in given.items() if (one := stripped(value)) is not None} or None
    if isinstance(given, list | tuple):
        return [one for value in given if (one := stripped(value)) is not None] or None
    return given


def way_to(raw: bytes, file: str, where: Source) -> Way:
    """The way to what stands at a place, or to the innermost entry around it."""
    at, found, node = (where.line - 1, where.column - 1), list[str | int](), Sheet(raw, file).root
    while not isinstance(node, yaml.ScalarNode):
        for step, (key, one) in children(node).items():
            if (key.start_mark.line, key.start_mark.column) <= at <= (one.end_mark.line, one.end_mark.column):
                found.append(step)
                node = one
                break
        else:
            break
    return tuple(found)


def _spot(sheet: Sheet, way: Way) -> tuple[Spot, Way]:
    """The node that is furthest on a way, and what is left of the way there."""
    spot = Spot(sheet.root, (), ())
    for depth, step in enumerate(way):
        there = children(spot.node)
        if step not in there:
            return spot, way[depth:]
        spot = Spot(there[step][1], (*spot.path, step), (*spot.around, spot.node))
    return spot, ()


def _listed(raw: bytes, file: str, way: Way, value: list[Any], count: int) -> bytes:
    """The file with a list entry by entry: from the last, so that none that is left has another number."""
    for number in reversed(range(count)):
        raw = put(raw, file, (*way, number), value[number] if number < len(value) else None)
    there = said_at(raw, file, way)
    more = [one for one in map(stripped, value[count:]) if one is not None]
    for number, one in enumerate(more, len(there or ())):
        raw = put(raw, file, (*way, number), one)
    return raw


def _removed(sheet: Sheet, spot: Spot, way: Way) -> bytes:
    parent = spot.around[-1] if spot.around else spot.node
    if len(parent.value) == 1 and len(way) > 1:
        return put(sheet.raw, sheet.file, way[:-1], None)
    if isinstance(parent, yaml.SequenceNode):
        return edit.removed(sheet.raw, source(spot.node))
    expected, key = said(sheet.root), spot.path[-1]
    del got(expected, spot.path[:-1])[key]
    assert isinstance(parent, yaml.MappingNode)  # noqa: S101 (what is neither has no entries)
    return sheet.made(edit.keyed(sheet, parent, children(parent)[key], ""), expected, source(spot.node))


def _added(sheet: Sheet, spot: Spot, rest: Way, value: Entry) -> bytes:
    """The file with what is not there yet, at the end of what it stands in."""
    node, (step, *steps) = spot.node, rest
    for one in reversed(steps):
        value = {one: value} if isinstance(one, str) else [value]
    new: Entry = {step: value} if isinstance(step, str) else [value]
    expected = said(sheet.root)
    if isinstance(node, yaml.SequenceNode) and node.value and not flows(node):
        return edit.added(sheet.raw, source(node.value[-1]), value)
    if isinstance(node, yaml.ScalarNode) or not node.value:
        expected = put_in(expected, spot.path, plain(new))
        indent = " " * (spot.around[-1].start_mark.column if spot.around else 0)
        before, after = sheet.text[: sheet.offset(node.start_mark)], sheet.text[sheet.offset(node.end_mark) :]
        rest_of_line, end, below = after.partition(sheet.end)
        written = f"\n{keys_of(new, indent + '  ')}" if isinstance(new, Mapping) else said_of(new, indent)
        text = before.rstrip(" ") + rest_of_line + written.replace("\n", sheet.end) + (end or sheet.end) + below
        return sheet.made(iter([text]), expected, source(node))
    here = got(expected, spot.path)
    here.update(plain(new)) if isinstance(here, dict) else here.extend(plain(new))
    return sheet.made(_appended(sheet, node, new), expected, source(node))


def _appended(sheet: Sheet, node: yaml.Node, new: Any) -> Iterator[str]:
    text, last = sheet.text, node.value[-1]
    if flows(node):
        at = end_of(sheet, last[1] if isinstance(last, tuple) else last)
        yield f"{text[:at]}, {flowing(new)[1:-1]}{text[at:]}"
        return
    at = sheet.start(edit.last_line(sheet, node) + 1)
    apart = "" if any(sheet.line(key.start_mark.line - 1).strip() for key, _ in node.value[1:]) else sheet.end
    apart = apart if len(node.value) > 1 else ""
    lines = keys_of(new, " " * node.start_mark.column).replace("\n", sheet.end)
    yield edit.ended(text[:at], sheet.end) + apart + edit.ended(lines, sheet.end) + text[at:]
