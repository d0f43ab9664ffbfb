"""Changes to an author's YAML that leave all else as it stands: comments, order, quotation marks, the breaks of lines.

Each is a change of text. It counts only if the file then says what it said before but for this one thing: what cannot
be changed so is refused, and left to the author's own editor.
"""

import codecs
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

import yaml

from leaflets.content.written import Flawed
from leaflets.problems import ContentError, Source, refused
from leaflets.store.flaws import BREAK
from leaflets.store.lines import SPACE, Entry, even, flowing, lines_of, quoted, relined, said_of, spelled
from leaflets.store.reader import compose, decoded
from leaflets.store.refused import children, source

_PROPERTIES = re.compile(r"(?:[&!]\S*[ \t]+)*")
Way = tuple[str | int, ...]
"""Keys, and the numbers of entries of lists, from the root of a file down."""


class Spot(NamedTuple):
    """A node, the way to it from the root, and those it stands in, from the root down."""

    node: yaml.Node
    path: Way
    around: tuple[yaml.Node, ...]


class Sheet:
    """The text of a file, and what it says."""

    def __init__(self, raw: bytes, file: str) -> None:
        self.raw, self.text, self.file = raw, decoded(raw, file), file
        self.root = compose(self.text, file)
        self.starts = [0, *(match.end() for match in BREAK.finditer(self.text))]
        self.end = next((match[0] for match in BREAK.finditer(self.text)), "\n")

    def offset(self, mark: yaml.Mark) -> int:
        """How far into the text a mark is."""
        return self.starts[mark.line] + mark.column

    def start(self, line: int) -> int:
        """Where a line begins, by its number from 0; past the last, where the text ends."""
        return self.starts[line] if line < len(self.starts) else len(self.text)

    def line(self, number: int) -> str:
        """A line with its end."""
        return self.text[self.start(number) : self.start(number + 1)]

    def refuse(self, where: Source, message: str, hint: str = "change it in the file itself") -> ContentError:
        """The error that says why something at a place is not changed."""
        return refused(where, message, hint)

    def spot(self, where: Source, wanted: Callable[[Spot], bool]) -> Spot:
        """The one node at a place that is wanted. Raises ContentError."""
        found = [
            one
            for one in _spots(self.root)
            if (one.node.start_mark.line + 1, one.node.start_mark.column + 1) == where[1:] and wanted(one)
        ]
        if len(found) != 1:
            raise self.refuse(where, "this stands in several places at once" if found else "this is no longer there")
        return found[0]

    def made(self, texts: Iterator[str], expected: Any, where: Source) -> bytes:
        """The first of some texts that says what is expected. Raises ContentError if none does."""
        for text in texts:
            with suppress(ContentError):
                if said(compose(text, self.file)) == expected:
                    return codecs.BOM_UTF8 * self.raw.startswith(codecs.BOM_UTF8) + text.encode()
        raise self.refuse(where, "this cannot be changed without changing more of the file")


def reworded(raw: bytes, where: Source, number: int, before: str, text: str) -> bytes:
    """The file with other words at a place, or in the list there: those of an entry, by its ``number``.

    Raises ContentError if the words there are not those ``before``, since someone else has changed them.
    """
    sheet = Sheet(raw, where.file)
    spot = sheet.spot(where, lambda one: not isinstance(one.node, yaml.MappingNode))
    if isinstance(spot.node, yaml.SequenceNode):
        if number >= len(spot.node.value):
            raise sheet.refuse(where, "this is no longer there")
        spot = Spot(spot.node.value[number], (*spot.path, number), (*spot.around, spot.node))
    node = spot.node
    if not isinstance(node, yaml.ScalarNode) or even(node.value) != even(before):
        raise sheet.refuse(where, "other words stand there by now", "look at both, and choose")
    return replaced(sheet, spot, text)


def replaced(sheet: Sheet, spot: Spot, value: Entry) -> bytes:
    """The file with something else in place of what a spot says, unless that is the same. Raises ContentError."""
    node, text = spot.node, sheet.text
    start, end = sheet.offset(node.start_mark), end_of(sheet, node)
    if said(node, strict=False) == plain(value):
        return sheet.raw
    if isinstance(node, yaml.ScalarNode) and isinstance(value, str | bool | date):
        to = sheet.offset(node.end_mark)
        texts = [text[:start] + new + text[to:] for new in wordings(sheet, spot, even(spelled(value)))]
    else:
        texts = [text[:start] + flowing(value) + text[end:]]
        indent = " " * spot.around[-1].start_mark.column
        texts.append(text[:start].rstrip(" ") + said_of(value, indent) + text[end:])
    expected = put_in(said(sheet.root), spot.path, plain(value))
    return sheet.made(iter(texts), expected, source(node))


def moved(raw: bytes, where: Source, by: int) -> bytes:
    """The file with the entry at a place one further down its list, ``by`` 1, or up, -1. Raises ContentError."""
    sheet = Sheet(raw, where.file)
    parts, index, entries, expected, _ = _entry(sheet, where)
    first = min(index, index + by)
    if abs(by) != 1 or first < 0 or first + 1 >= len(entries):
        raise sheet.refuse(where, "it stands at the end of its list", "move it to another in the file itself")
    entries[first : first + 2] = reversed(entries[first : first + 2])
    upper, lower = 2 * first + 1, 2 * first + 3
    parts[upper], parts[lower] = ended(parts[lower], sheet.end), ended(parts[upper], sheet.end)
    return sheet.made(iter(["".join(parts)]), expected, where)


def removed(raw: bytes, where: Source) -> bytes:
    """The file without the entry at a place. Raises ContentError; also if its list would be left empty."""
    sheet = Sheet(raw, where.file)
    parts, index, entries, expected, _ = _entry(sheet, where)
    if len(entries) == 1:
        raise sheet.refuse(where, "it is the last of its list", "remove what the list stands in")
    del entries[index]
    start = 2 * index + (index < len(entries))  # with what stands below it, or, of the last, above it
    del parts[start : start + 2]
    return sheet.made(iter(["".join(parts)]), expected, where)


def added(raw: bytes, where: Source, entry: Entry) -> bytes:
    """The file with an entry more, after the one at a place. Raises ContentError."""
    sheet = Sheet(raw, where.file)
    parts, index, entries, expected, dash = _entry(sheet, where)
    at, last = 2 * index + 2, index + 1 == len(entries)
    apart = parts[at] if not last else parts[at - 2] if index else ""
    entries.insert(index + 1, plain(entry))
    new = ended(sheet.end.join(lines_of(entry, dash)), sheet.end)
    parts[at - 1 : at] = [ended(parts[at - 1], sheet.end), "" if apart.strip() else apart, new]
    return sheet.made(iter(["".join(parts)]), expected, where)


def conditioned(raw: bytes, where: Source, key: str, axes: Mapping[str, Sequence[str]]) -> bytes:
    """The file with another condition, ``when`` or ``unless``, at an entry; with none, if there are no axes.

    Raises ContentError.
    """
    sheet = Sheet(raw, where.file)
    spot = sheet.spot(where, lambda one: not isinstance(one.node, yaml.SequenceNode))
    node, expected = spot.node, said(sheet.root)
    new = f"{key}: {flowing(axes)}" if axes else ""
    if isinstance(node, yaml.ScalarNode):
        if not new:
            return raw
        dash = " " * node.start_mark.column
        lines = lines_of({"text": even(node.value)}, dash[2:])
        text = sheet.end.join([f"{dash}{new}", *lines]).replace("- text:", "  text:").removeprefix(dash)
        expected = put_in(expected, spot.path, {key: plain(axes), "text": even(node.value)})
        start, end = sheet.offset(node.start_mark), end_of(sheet, node)
        return sheet.made(iter([sheet.text[:start] + text + sheet.text[end:]]), expected, where)
    assert isinstance(node, yaml.MappingNode)  # noqa: S101 (of the three kinds of node, two are told apart above)
    there = next((pair for pair in node.value if pair[0].value == key), None)
    if not (there or new):
        return raw
    got(expected, spot.path).pop(key, None)
    got(expected, spot.path).update({key: plain(axes)} if new else {})
    return sheet.made(keyed(sheet, node, there, new), expected, where)


def keyed(sheet: Sheet, node: yaml.MappingNode, there: tuple[yaml.Node, yaml.Node] | None, new: str) -> Iterator[str]:
    """The text with a key and its value written anew, added or taken away, in the ways that may be right."""
    text = sheet.text
    if there:
        start, end = sheet.offset(there[0].start_mark), end_of(sheet, there[1])
        if new:
            yield text[:start] + new + text[end:]
        elif node.flow_style:
            before, after = text[:start].rstrip(" "), text[end:].lstrip(" ")
            yield before.removesuffix(",") + after
            yield before + " " * before.endswith(",") + after.removeprefix(",").lstrip(" ")
        else:
            line = there[0].start_mark.line
            rest = text[end : sheet.start(line + 1)]
            if sheet.line(line)[: there[0].start_mark.column].strip():  # it is the first of an entry, after a dash
                following = next(pair[0] for pair in node.value if pair[0] is not there[0])
                yield text[:start] + text[sheet.offset(following.start_mark) :]
            last = last_line(sheet, there[1])
            below = sheet.start(last + 1)
            if line and not sheet.line(line - 1).strip() and below < len(text) and not sheet.line(last + 1).strip():
                below = sheet.start(last + 2)  # of the empty lines above it and below it, one is left
            yield text[: sheet.starts[line]] + text[below if rest or last > line else end :]
        return
    first = next((pair for pair in node.value if pair[0].value == "id"), None)
    if node.flow_style:
        end = end_of(sheet, node.value[-1][1])
        yield f"{text[:end]}, {new}{text[end:]}"
        return
    indent = sheet.end + " " * node.start_mark.column
    if first:
        end = end_of(sheet, first[1])
        yield f"{text[:end]}{indent}{new}{text[end:]}"
    start = sheet.offset(node.value[0][0].start_mark)
    yield f"{text[:start]}{new}{indent}{text[start:]}"


def _entry(sheet: Sheet, where: Source) -> tuple[list[str], int, list[Any], Any, str]:
    """The text by turns: what stands around the entries of the list that one at a place is of, and each of them.

    Each with the comments above it. Then the number of that one, what all of them say, what the file says, and how far
    from the left their dashes are.
    """
    spot = sheet.spot(where, lambda one: bool(one.around) and isinstance(one.around[-1], yaml.SequenceNode))
    parent = spot.around[-1]
    if flows(parent):
        raise sheet.refuse(where, "the list is written on one line, between brackets")
    edges = [0]
    for number, node in enumerate(parent.value):
        first = node.start_mark.line
        while number and first and sheet.line(first - 1).lstrip(" ").startswith("#"):
            first -= 1
        edges += [sheet.start(first), sheet.start(last_line(sheet, node) + 1)]
    parts = [sheet.text[start:end] for start, end in pairwise([*edges, len(sheet.text)])]
    expected, (*way, index) = said(sheet.root), spot.path
    return parts, int(index), got(expected, way), expected, " " * parent.start_mark.column


def flows(node: yaml.Node) -> bool:
    """Whether a list or a mapping is written between brackets."""
    return bool(getattr(node, "flow_style", False))


def last_line(sheet: Sheet, node: yaml.Node) -> int:
    """The last line of what a node says, from 0."""
    end = end_of(sheet, node)
    return next(line for line in range(len(sheet.starts) - 1, -1, -1) if sheet.starts[line] < end or line == 0)


def end_of(sheet: Sheet, node: yaml.Node) -> int:
    """Where a node's own text ends, without the space and the comments after it."""
    if isinstance(node, yaml.ScalarNode) or flows(node) or not node.value:
        start, end = sheet.offset(node.start_mark), sheet.offset(node.end_mark)
        return start + len(sheet.text[start:end].rstrip(" \t\r\n"))
    last = node.value[-1]
    return end_of(sheet, last[1] if isinstance(last, tuple) else last)


def ended(text: str, end: str) -> str:
    """A text that ends with its line."""
    return text if not text or text.endswith(("\n", "\r")) else text + end


def wordings(sheet: Sheet, spot: Spot, text: str) -> Iterator[str]:
    """The ways to write a text in place of one: as that is, with its lines as far as they stay; then in quotes."""
    node, parent = spot.node, spot.around[-1]
    own_style: str = getattr(node, "style", None) or ""
    old = sheet.text[sheet.offset(node.start_mark) : sheet.offset(node.end_mark)]
    properties = _PROPERTIES.match(old)
    before = properties[0] if properties else ""
    old = old[len(before) :]
    column = node.start_mark.column + len(before)
    indent = " " * (parent.start_mark.column + 2)
    if own_style in ("|", ">"):
        head, *body = old.rstrip(" \t\r\n").splitlines()
        shown = next((line for line in body if line.strip()), indent)
        own = shown[: -len(shown.lstrip(" "))] if shown.strip() else indent
        rest = old[len(old.rstrip(" \t\r\n")) :]
        kept = [SPACE.split(line.strip(" \t")) for line in body if line.strip()]
        made = relined(kept, text.split(" "), len(own), len(own))
        yield before + sheet.end.join([head.rstrip(), *(own + line for line in made)]) + rest
        yield f"{before}{json.dumps(text, ensure_ascii=False)}{rest}"
        return
    lines = [SPACE.split(line.strip(" \t")) for line in BREAK.split(old)]
    for style in dict.fromkeys((own_style, '"')):
        words = quoted(text, style).split(" ")
        same = lines if style == own_style else []
        if len(lines) > 1:
            shown = BREAK.split(old)[1]
            indent = shown[: -len(shown.lstrip(" "))] if shown.strip() else indent
        yield before + (sheet.end + indent).join(relined(same, words, column, len(indent)))
        yield before + " ".join(words)


def _spots(root: yaml.Node) -> Iterator[Spot]:
    """Every value below the root, as often as it stands somewhere, with the way to it."""
    waiting = [Spot(root, (), ())]
    while waiting:
        spot = waiting.pop()
        yield spot
        around, kids = (*spot.around, spot.node), children(spot.node).items()
        waiting += [Spot(kid, (*spot.path, step), around) for step, (_, kid) in kids if kid not in around]


def said(node: yaml.Node, strict: bool = True) -> Any:
    """All a node says in mappings, lists and texts, evened out; if ``strict``, a flawed text says nothing right."""
    if isinstance(node, yaml.ScalarNode):
        return f"\0{node.value}" if strict and isinstance(node.value, Flawed) else even(str(node.value))
    made = {step: said(one, strict) for step, (_, one) in children(node).items()}
    return made if isinstance(node, yaml.MappingNode) else list(made.values())


def got(said: Any, way: Sequence[str | int]) -> Any:
    """What is said at the end of a way."""
    for step in way:
        said = said[step]
    return said


def put_in(said: Any, way: Way, new: Any) -> Any:
    """What is said, with something else at the end of a way."""
    if not way:
        return new
    got(said, way[:-1])[way[-1]] = new
    return said


def plain(entry: Entry) -> Any:
    """What a new entry says."""
    if isinstance(entry, Mapping):
        return {key: plain(value) for key, value in entry.items()}
    if isinstance(entry, Sequence) and not isinstance(entry, str):
        return list(map(plain, entry))
    return even(spelled(entry))
