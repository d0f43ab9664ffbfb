"""YAML text to validated models. Every fault is a problem with file, line, column and a hint, all at once."""

import codecs
import io
import re
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from leaflets.content.model import Model
from leaflets.content.written import FORBIDDEN, Flawed, even
from leaflets.problems import ContentError, Problem, Source, refuse, refused
from leaflets.store.flaws import bad_quote, note_flaws
from leaflets.store.named import DEEPEST, NAMED, Names
from leaflets.store.refused import children, name_of, problem, source, without_echoes

M = TypeVar("M", bound=Model)

Parent = Callable[[str, Source], tuple[bytes, str]]
"""Gives the bytes and the name of the file another one names at a place."""

Note = Callable[[tuple[str | int, ...], Any], str]
"""What else there is to say of the place of a fault, by its keys, given all the file says."""

MOST_PARENTS = 4
MOST_VALUES = 20_000
MOST_OPENINGS = 5_000
_PLAIN_TAGS = {f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "timestamp", "merge")}
_PLAIN_TAGS |= {"tag:yaml.org,2002:map", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:value"}


class _Loader(yaml.CBaseLoader):
    """Gives every plain scalar the tag of text, without looking at what it might mean."""

    def resolve(self, kind: type[yaml.Node], value: Any, implicit: Any) -> str:
        """The tag of a node that has none of its own."""
        return _TAGS[kind]

    def descend_resolver(self, *_: Any) -> None:
        """Nothing depends on where a node stands."""

    ascend_resolver = descend_resolver


_TAGS = {
    yaml.ScalarNode: "tag:yaml.org,2002:str",
    yaml.SequenceNode: "tag:yaml.org,2002:seq",
    yaml.MappingNode: "tag:yaml.org,2002:map",
}


def read(raw: bytes, file: str, model: type[M], parent: Parent | None = None, note: Note | None = None) -> M:
    """The model that the bytes of a YAML file say. Raises ContentError with every fault found.

    Where ``parent`` can give the bytes of a file by name, a file may begin with ``extends: NAME``: it then says only
    what differs from that one. What ``note`` says of a fault's place is added to its hint. Statements without an id
    have one made of their words.
    """
    root = compose(decoded(raw, file), file)
    if parent and "extends" in model.model_fields:
        root = _extended(root, parent, [])
    if model in NAMED:
        Names(root).name(root, model, Path(file).stem)
    return read_node(root, model, note)


def read_node(root: yaml.Node, model: type[M], note: Note | None = None) -> M:
    """The model that a tree of nodes says, wherever it comes from. Raises ContentError with every fault found."""
    plain = _Plain()
    data = plain.data(root, 0)
    refuse(plain.problems)
    try:
        value = model.model_validate(data)
    except ValidationError as error:
        details = without_echoes(error.errors())
        problems = [(problem(detail, root, model), note(detail["loc"], data) if note else "") for detail in details]
        raise ContentError(problem.adding(more) for problem, more in problems) from None
    _place(value, root)
    return value


def _extended(root: yaml.Node, parent: Parent, trail: list[str]) -> yaml.Node:
    """The nodes of a file laid over those of the file it extends."""
    key, name = children(root).get("extends", (root, root))
    if name is root or not isinstance(root, yaml.MappingNode):
        return root
    if not isinstance(name, yaml.ScalarNode) or name.value in trail or len(trail) > MOST_PARENTS:
        message = "'extends' must name one other file, which does not lead back here"
        raise refused(source(name), message, "write the name of a file beside this one")
    raw, above = parent(name.value, source(name))
    over = yaml.MappingNode(root.tag, [pair for pair in root.value if pair[0] is not key], root.start_mark)
    base = _extended(compose(decoded(raw, above), above), parent, [*trail, name.value])
    return _laid_over(base, over)


def _laid_over(base: yaml.Node, over: yaml.Node) -> yaml.Node:
    """Mappings key by key; of anything else, what lies over."""
    if not (isinstance(base, yaml.MappingNode) and isinstance(over, yaml.MappingNode)):
        return over
    for one in (over, base):
        if any(name_of(key) is None for key, _ in one.value):
            return one  # it is refused for that key
    above, below = children(over), children(base)
    kept = [(key, value) for key, value in base.value if name_of(key) not in above]
    own = [(key, _laid_over(below[key.value][1], new) if key.value in below else new) for key, new in over.value]
    return yaml.MappingNode(over.tag, kept + own, over.start_mark)


def decoded(raw: bytes, file: str) -> str:
    """The text of a file. Raises ContentError for what is no text."""
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        where = _after(raw[: error.start].decode("utf-8"), file)
        raise refused(where, "the file is not UTF-8", "save it again with the encoding UTF-8") from None
    if control := FORBIDDEN.search(text):
        raise refused(_after(text[: control.start()], file), *unprintable(control[0]))
    return text


def unprintable(character: str) -> tuple[str, str]:
    """What is said of a control character, and what an author may do about it."""
    return f"the control character U+{ord(character):04X} cannot be printed", "delete it"


def _after(text: str, file: str) -> Source:
    """The place where ``text``, the beginning of a file, ends."""
    return Source(file, text.count("\n") + 1, len(text) - text.rfind("\n"))


def compose(text: str, file: str) -> yaml.Node:
    """The nodes of a text, what is flawed among them marked. Raises ContentError for what is no YAML."""
    if sum(map(text.count, ("[", "{", "- ", "-\t", "? ", "?\t"))) > MOST_OPENINGS:  # libyaml's C stack is not endless
        reason = f"the file says too much: more than {MOST_OPENINGS:,} lists, entries and brackets"
        raise refused(Source(file, 1, 1), reason, "split it")
    stream = io.StringIO(text)
    stream.name = file  # which each of its nodes names
    try:
        root = yaml.compose(stream, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        quote = bad_quote(text, error)
        mark = quote[0] if quote else error.problem_mark or error.context_mark
        where = Source(file, mark.line + 1, mark.column + 1) if mark else Source(file)
        raise refused(where, *(quote[1:] if quote else _not_yaml(error, text))) from None
    except yaml.YAMLError as error:
        raise refused(Source(file), f"this is not YAML: {error}") from None
    except RecursionError:
        raise refused(Source(file), "the YAML is nested too deep") from None
    if root is None:
        raise refused(Source(file, 1, 1), "the file is empty", "write its keys, or delete it")
    note_flaws(root, text, file)
    return root


_SIGN = re.compile(r" *(?:- +)*(?:[\w-]+: +)?([*&@%`?]|[!|>](?![-+\d]*\s*$))")
"""A sign that YAML has its own use for, at the beginning of a text."""


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
    if sign := _SIGN.match(line):
        hint = f"a text that begins with '{sign[1]}' needs quotation marks around it"
    elif "<block end>" in said or "'-' indicator" in said or ("mapping values" in said and line.count(": ") < 2):
        hint = "indent it as far as what it goes with"
    if "flow node" in str(error.context):
        hint = "close the bracket"
    elif context and "flow" in str(error.context):
        hint = f"close the bracket that opens on line {context.line + 1}"
    return f"this is not YAML: {said}", hint


class _Plain:
    """Nodes to dicts, lists and text. Every scalar stays text, so ``No`` and ``01234567`` mean themselves."""

    def __init__(self) -> None:
        self.count = 0
        self.problems: list[Problem] = []

    def data(self, node: yaml.Node, depth: int) -> Any:
        self.count += 1
        if self.count > MOST_VALUES or depth > DEEPEST:
            reason = f"more than {MOST_VALUES:,} values" if depth <= DEEPEST else f"nested more than {DEEPEST} deep"
            hint = "write the values out; aliases (*name) that repeat each other are not for leaflets"
            raise refused(source(node), f"the file says too much: {reason}", hint)
        if node.tag not in _PLAIN_TAGS:
            tag = FORBIDDEN.sub("", node.tag.replace("tag:yaml.org,2002:", "!!"))
            self._add(node, f"the tag '{tag}' is not allowed", "delete it")
            return None
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, depth)
        if isinstance(node, yaml.SequenceNode):
            return [self.data(child, depth + 1) for child in node.value]
        return self._text(node)

    def _text(self, node: yaml.Node) -> str:
        """The text of a scalar, which is its node's from now on."""
        if node.value.isascii() and node.value.isprintable():  # as most are
            return node.value  # type: ignore[no-any-return]
        control = FORBIDDEN.search(node.value)  # one written as an escape
        if control:
            self._add(node, *unprintable(control[0]))
        elif not isinstance(node.value, Flawed):
            node.value = even(node.value)
        return str(node.value) if control else node.value

    def _mapping(self, node: yaml.MappingNode, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        lines: dict[str, int] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._add(key, "a key must be one word", "")
                continue
            name = self._text(key)
            if name in found:
                self._add(key, f"'{name}' is written twice; the first is on line {lines[name]}", "keep one")
            else:
                lines[name] = key.start_mark.line + 1
                found[name] = self.data(value, depth + 1)
        return found

    def _add(self, node: yaml.Node, message: str, hint: str) -> None:
        self.problems.append(Problem(source(node), message, hint))


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
    """The place of the value of a key of a mapping, or of the mapping; a dot leads to what is inside that value."""
    if not key:
        return source(node)
    if key.isidentifier() and isinstance(node, yaml.MappingNode):  # nearly all are: at a fraction of the cost
        for name, value in node.value:
            if name.value == key:
                return source(value)
        return source(node)
    for step in key.split("."):
        there = children(node)
        node = there.get(int(step) if step.isdigit() else step, (node, node))[1]
    return source(node)
