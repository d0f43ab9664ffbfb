"""YAML text to validated models. Every fault is a problem with file, line, column and a hint, all at once."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from leaflets.content.blocks import KINDS
from leaflets.content.model import Model
from leaflets.problems import ContentError, Problem, Source, did_you_mean

M = TypeVar("M", bound=Model)

Parent = Callable[[str, Source], tuple[bytes, str]]
"""Gives the bytes and the name of the file another one names at a place."""

Note = Callable[[tuple[str | int, ...], Any], str]
"""What else there is to say of the place of a fault, by its keys, given all the file says."""

MOST_PARENTS = 4
MOST_VALUES = 20_000
MOST_OPENINGS = 5_000
DEEPEST = 32
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
"""What no leaflet can print."""
_PLAIN_TAGS = {f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "timestamp", "merge")}
_PLAIN_TAGS |= {"tag:yaml.org,2002:map", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:value"}


class _Named(io.StringIO):
    """Text that knows its file, so that each of its nodes does."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text)
        self.name = name


class _Loader(yaml.CBaseLoader):
    """Gives every plain scalar the tag of text, without looking at what it might mean."""

    def resolve(self, kind: type[yaml.Node], value: Any, implicit: Any) -> str:
        """The tag of a node that has none of its own."""
        return _TAGS[kind]

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:
        """Nothing depends on where a node stands."""

    def ascend_resolver(self) -> None:
        """Nothing depends on where a node stands."""


_TAGS = {
    yaml.ScalarNode: "tag:yaml.org,2002:str",
    yaml.SequenceNode: "tag:yaml.org,2002:seq",
    yaml.MappingNode: "tag:yaml.org,2002:map",
}


def read(raw: bytes, file: str, model: type[M], parent: Parent | None = None, note: Note | None = None) -> M:
    """The model that the bytes of a YAML file say. Raises ContentError with every fault found.

    Where ``parent`` can give the bytes of a file by name, a file may begin with ``extends: NAME``: it then says only
    what differs from that one. What ``note`` says of a fault's place is added to its hint.
    """
    root = _compose(_decode(raw, file), file)
    if parent:
        root = _extended(root, parent, [])
    return read_node(root, model, note)


def read_node(root: yaml.Node, model: type[M], note: Note | None = None) -> M:
    """The model that a tree of nodes says, wherever it comes from. Raises ContentError with every fault found."""
    data = _Plain().data(root)
    try:
        value = model.model_validate(data)
    except ValidationError as error:
        details = _without_echoes(error.errors())
        problems = [(_problem(detail, root, model), note(detail["loc"], data) if note else "") for detail in details]
        raise ContentError(problem.adding(more) for problem, more in problems) from None
    _place(value, root)
    return value


def _extended(root: yaml.Node, parent: Parent, trail: list[str]) -> yaml.Node:
    """The nodes of a file laid over those of the file it extends."""
    key, name = _children(root).get("extends", (root, root))
    if name is root or not isinstance(root, yaml.MappingNode):
        return root
    if not isinstance(name, yaml.ScalarNode) or name.value in trail or len(trail) > MOST_PARENTS:
        message = "'extends' must name one other file, which does not lead back here"
        raise ContentError([Problem(_source(name), message, "write the name of a file beside this one")])
    raw, above = parent(name.value, _source(name))
    over = yaml.MappingNode(root.tag, [pair for pair in root.value if pair[0] is not key], root.start_mark)
    base = _extended(_compose(_decode(raw, above), above), parent, [*trail, name.value])
    return _laid_over(base, over)


def _laid_over(base: yaml.Node, over: yaml.Node) -> yaml.Node:
    """Mappings key by key; of anything else, what lies over."""
    if not (isinstance(base, yaml.MappingNode) and isinstance(over, yaml.MappingNode)):
        return over
    for one in (over, base):
        if any(not isinstance(key, yaml.ScalarNode) for key, _ in one.value):
            return one  # it is refused for that key
    below = _children(base)
    own = [(key, _laid_over(below[key.value][1], new) if key.value in below else new) for key, new in over.value]
    names = {key.value for key, _ in over.value}
    return yaml.MappingNode(
        over.tag, [pair for pair in base.value if pair[0].value not in names] + own, over.start_mark
    )


def _decode(raw: bytes, file: str) -> str:
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        where = _after(raw[: error.start].decode("utf-8"), file)
        raise ContentError([Problem(where, "the file is not UTF-8", "save it again with the encoding UTF-8")]) from None
    control = CONTROL.search(text)
    if control:
        raise ContentError([Problem(_after(text[: control.start()], file), *unprintable(control[0]))])
    return text


def unprintable(character: str) -> tuple[str, str]:
    """What is said of a control character, and what an author may do about it."""
    return f"the control character U+{ord(character):04X} cannot be printed", "delete it"


def _after(text: str, file: str) -> Source:
    """The place where ``text``, the beginning of a file, ends."""
    return Source(file, text.count("\n") + 1, len(text) - text.rfind("\n"))


def _compose(text: str, file: str) -> yaml.Node:
    if sum(map(text.count, ("[", "{", "- ", "-\t", "? ", "?\t"))) > MOST_OPENINGS:  # libyaml's C stack is not endless
        reason = f"the file says too much: more than {MOST_OPENINGS:,} lists, entries and brackets"
        raise ContentError([Problem(Source(file, 1, 1), reason, "split it")])
    try:
        root = yaml.compose(_Named(text, file), Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = Source(file, mark.line + 1, mark.column + 1) if mark else Source(file)
        raise ContentError([Problem(where, *_not_yaml(error, text))]) from None
    except yaml.YAMLError as error:
        raise ContentError([Problem(Source(file), f"this is not YAML: {error}")]) from None
    except RecursionError:
        raise ContentError([Problem(Source(file), "the YAML is nested too deep")]) from None
    if root is None:
        raise ContentError([Problem(Source(file, 1, 1), "the file is empty", "write its keys, or delete it")])
    return root


def _not_yaml(error: yaml.MarkedYAMLError, text: str) -> tuple[str, str]:
    """What the YAML parser says, and what an author may do about it."""
    said, mark, context = str(error.problem), error.problem_mark, error.context_mark
    lines = text.split("\n")
    line = lines[mark.line] if mark and mark.line < len(lines) else ""
    if line[: len(line) - len(line.lstrip())].count("\t"):
        return "the line is indented with a tab", "indent with spaces"
    if "another document" in said:
        return "a second document begins here", "keep one document in a file: delete the line '---'"
    hint = "a text with ': ', ' #' or a bracket at its start needs quotation marks around it"
    if "flow node" in str(error.context):
        hint = "close the bracket"
    elif context and "flow" in str(error.context):
        hint = f"close the bracket that opens on line {context.line + 1}"
    return f"this is not YAML: {said}", hint


def _source(node: yaml.Node) -> Source:
    return Source(node.start_mark.name, node.start_mark.line + 1, node.start_mark.column + 1)


class _Plain:
    """Nodes to dicts, lists and text. Every scalar stays text, so ``No`` and ``01234567`` mean themselves."""

    def __init__(self) -> None:
        self.count = 0
        self.problems: list[Problem] = []

    def data(self, root: yaml.Node) -> Any:
        data = self._data(root, 0)
        if self.problems:
            raise ContentError(self.problems)
        return data

    def _data(self, node: yaml.Node, depth: int) -> Any:
        self.count += 1
        if self.count > MOST_VALUES or depth > DEEPEST:
            reason = f"more than {MOST_VALUES:,} values" if depth <= DEEPEST else f"nested more than {DEEPEST} deep"
            hint = "write the values out; aliases (*name) that repeat each other are not for leaflets"
            raise ContentError([Problem(_source(node), f"the file says too much: {reason}", hint)])
        if node.tag not in _PLAIN_TAGS:
            self._add(node, f"the tag '{node.tag.replace('tag:yaml.org,2002:', '!!')}' is not allowed", "delete it")
            return None
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, depth)
        if isinstance(node, yaml.SequenceNode):
            return [self._data(child, depth + 1) for child in node.value]
        control = CONTROL.search(node.value)  # one written as an escape
        if control:
            self._add(node, *unprintable(control[0]))
        return node.value

    def _mapping(self, node: yaml.MappingNode, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        lines: dict[str, int] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._add(key, "a key must be one word", "")
            elif key.value in found:
                self._add(key, f"'{key.value}' is written twice; the first is on line {lines[key.value]}", "keep one")
            else:
                lines[key.value] = key.start_mark.line + 1
                found[key.value] = self._data(value, depth + 1)
        return found

    def _add(self, node: yaml.Node, message: str, hint: str) -> None:
        self.problems.append(Problem(_source(node), message, hint))


def _children(node: yaml.Node) -> dict[str | int, tuple[yaml.Node, yaml.Node]]:
    """What a node holds: key or index -> (node to point at, node of the value)."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: (key, value) for key, value in node.value if isinstance(key, yaml.ScalarNode)}
    if isinstance(node, yaml.SequenceNode):
        return {index: (value, value) for index, value in enumerate(node.value)}
    return {}


def _find(location: tuple[str | int, ...], root: yaml.Node) -> tuple[yaml.Node, yaml.Node]:
    """The key and value nodes a pydantic location names. The tags of block kinds are not in the file: passed over."""
    key, node = root, root
    for step in location:
        key, node = _children(node).get(step, (key, node))
    return key, node


_WORDS: Mapping[str, tuple[str, str]] = {
    "string_type": ("should be text", "put quotation marks around it"),
    "string_too_short": ("is empty", "write it, or delete the key"),
    "too_short": ("is empty", "write at least one entry, or delete the key"),
    "tuple_type": ("should be a list", "begin each entry on a line of its own with '- '"),
    "list_type": ("should be a list", "begin each entry on a line of its own with '- '"),
    "bool_parsing": ("should be true or false", ""),
    "int_parsing": ("should be a whole number", ""),
    "float_parsing": ("should be a number", ""),
    "dict_type": ("should hold keys, each with a value", ""),
    "model_type": ("should hold keys, each with a value", ""),
    "model_attributes_type": ("should hold keys, each with a value", ""),
}


def _problem(detail: ErrorDetails, root: yaml.Node, model: type[Model]) -> Problem:
    location, kind, context = detail["loc"], detail["type"], detail.get("ctx", {})
    key, node = _find(location, root)
    step = next((step for step in reversed(location) if not str(step).startswith("kind:")), "")
    name = str(step)
    said = f"entry {step + 1} of this list" if isinstance(step, int) else f"'{name}'" if name else "the file"
    if name == "[key]":
        node, said = key, "this key"
    written = node.value if isinstance(node, yaml.ScalarNode) else None
    handlers: Mapping[str, Callable[[], tuple[yaml.Node, str, str]]] = {
        "missing": lambda: (node, f"'{name}' is missing", f"add '{name}:'"),
        "extra_forbidden": lambda: (key, *_unknown_key(name, model, location)),
        "union_tag_invalid": lambda: _unknown_kind(node, context),
        "union_tag_not_found": lambda: (node, "this is not a block", "write '- id: ...' and the key of a kind"),
        "literal_error": lambda: (node, f"{said} cannot be '{written}'", f"write {context.get('expected', '')}"),
        "value_error": lambda: (node, *_own_words(str(context.get("error", "")))),
    }
    if kind in handlers:
        at, message, hint = handlers[kind]()
    elif kind in _WORDS:
        at, (what, hint) = node, _WORDS[kind]
        message = f"{said} {what}"
    elif kind.startswith("date"):
        at, message, hint = node, f"{said} is not a date: '{written}'", "write year-month-day, such as 2026-11-21"
    elif kind == "string_pattern_mismatch":
        at, message, hint = node, f"{said} cannot be '{written}'", f"it must match {context.get('pattern')}"
    else:
        at, message, hint = node, f"{said} cannot be '{written}': {detail['msg']}", ""
    return Problem(_source(at), message, hint)


def _unknown_key(name: str, model: type[Model], location: tuple[str | int, ...]) -> tuple[str, str]:
    kind = str(location[-2]) if len(location) > 1 else ""
    if kind.startswith("kind:") and name in KINDS:
        return f"this block is '{kind.removeprefix('kind:')}' and cannot be '{name}' too", "make two blocks of it"
    return f"'{name}' is not a key here", did_you_mean(name, _keys(model, location))


def _without_echoes(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """A list whose only entry is faulty is also reported as empty: keep the fault, drop its echo."""
    return [
        detail
        for detail in details
        if detail["type"] != "too_short"
        or not any(other["loc"][: len(detail["loc"])] == detail["loc"] for other in details if other is not detail)
    ]


def _own_words(text: str) -> tuple[str, str]:
    """A validator's own message; what follows its first '; ' says what to do."""
    message, _, hint = text.partition("; ")
    return message, hint


def _unknown_kind(node: yaml.Node, context: Mapping[str, Any]) -> tuple[yaml.Node, str, str]:
    name = str(context["tag"]).removeprefix("kind:")
    if not name:
        return node, "this block has no content", f"add the key of a kind: {', '.join(KINDS)}"
    key, _ = _children(node).get(name, (node, node))
    return key, f"'{name}' is not a kind of block", did_you_mean(name, KINDS)


def _keys(model: type[Model], location: tuple[str | int, ...]) -> list[str]:
    """The keys known at the place of an unknown one."""
    schema = _schema(model)
    here: dict[str, Any] = schema
    for step in location[:-1]:
        here = _inside(here, step, schema)
    return list(here.get("properties", {}))


@cache
def _schema(model: type[Model]) -> dict[str, Any]:
    return model.model_json_schema()


def _inside(here: dict[str, Any], step: str | int, schema: dict[str, Any]) -> dict[str, Any]:
    if str(step).startswith("kind:"):
        wanted = str(step).removeprefix("kind:")
        options = here.get("oneOf") or here.get("anyOf") or []
        resolved = [_resolved(option, schema) for option in options]
        return next((option for option in resolved if wanted in option.get("properties", {})), {})
    found = here.get("items", {}) if isinstance(step, int) else here.get("properties", {}).get(step)
    return _resolved(found or here.get("additionalProperties") or {}, schema)


def _resolved(here: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    for option in here.get("anyOf", []):
        if "$ref" in option:
            here = option
    if "$ref" in here:
        return dict(schema["$defs"][here["$ref"].rsplit("/", 1)[1]])
    return here


def _place(value: object, node: yaml.Node) -> None:
    """Tell each model where it stands. Runs once for each file, so that any later stage can name the line."""
    if isinstance(value, Model):
        value.locate(partial(_at, node))
        if isinstance(node, yaml.MappingNode):
            fields, aliases = vars(value), _aliases(type(value))
            for key, child in node.value:
                if not isinstance(child, yaml.ScalarNode):
                    _place(fields[aliases.get(key.value, key.value)], child)
    elif isinstance(value, dict) and isinstance(node, yaml.MappingNode):
        for key, child in node.value:
            _place(value[key.value], child)
    elif isinstance(value, tuple) and isinstance(node, yaml.SequenceNode):
        for entry, child in zip(value, node.value, strict=True):
            _place(entry, child)


@cache
def _aliases(model: type[Model]) -> dict[str, str]:
    """The names of fields whose keys in a file are words Python keeps for itself."""
    return {field.alias: name for name, field in model.model_fields.items() if field.alias}


def _at(node: yaml.Node, key: str) -> Source:
    """The place of the value of a key of a mapping, or of the mapping."""
    return _source(_children(node).get(key, (node, node))[1])
