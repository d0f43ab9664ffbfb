"""Ids for statements that were written without one, made from their words so that they stay when others come or go."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from itertools import chain, count
from typing import Any, get_args, get_origin

import yaml

from leaflets.content.blocks import KINDS, Block
from leaflets.content.leaflet import Glossary, Organisations, Section
from leaflets.content.model import Model
from leaflets.content.payloads import Item, Statement
from leaflets.store.refused import children

NAMED: frozenset[type[Model]] = frozenset({Section, Glossary, Organisations})
"""The files in which statements may stand without an id."""

MOST_WORDS = 4
"""The most words of a text that its id is made of."""

MOST_LOOKED_AT = 50
"""The most nodes that are looked at for the words of one."""

DEEPEST = 32
"""What is nested deeper is not read."""


class Names:
    """The ids of a file: those that are written, and those that are made."""

    def __init__(self, root: yaml.Node) -> None:
        self.taken: set[str] = set()
        self._seen: set[int] = set()  # nodes that stand in several places by an alias are named once
        waiting, seen = [root], set[int]()
        while waiting:
            node = waiting.pop()
            if id(node) in seen:
                continue
            seen.add(id(node))
            for key, (_, value) in children(node).items():
                waiting.append(value)
                if key == "id" and isinstance(value, yaml.ScalarNode):
                    self.taken.add(value.value)

    def name(self, node: yaml.Node, model: type[Model], stem: str, depth: int = 0) -> None:
        """Give an id to each statement of a node that has none; an entry of words alone becomes one with an id.

        Ids begin with ``stem``, the name of the file, or with the id of the statement around.
        """
        known = children(node)
        if not isinstance(node, yaml.MappingNode) or id(node) in self._seen or depth > DEEPEST:
            return
        self._seen.add(id(node))
        if issubclass(model, Block):
            kind = next((KINDS[str(key)] for key in known if key in KINDS), None)
            if kind is None:
                return  # it is refused for that
            model = kind
        if issubclass(model, Statement):
            if "id" not in known:
                node.value.insert(0, (_scalar("id", node), _scalar(self._made(node, stem), node)))
            held = children(node)["id"][1]
            stem = held.value if isinstance(held, yaml.ScalarNode) else stem
        for name, field in model.model_fields.items():
            _, value = known.get(field.alias or name, (node, node))
            inside = next(_models(field.annotation), None)
            if value is node or inside is None:
                continue
            if get_origin(field.annotation) is dict:
                for _, entry in children(value).values():
                    self.name(entry, inside, stem, depth + 1)
            elif isinstance(value, yaml.SequenceNode):
                needed = {key for key, one in inside.model_fields.items() if one.is_required()}
                if issubclass(inside, Item) and needed == {"id", "text"}:  # or else words alone are no entry
                    value.value = [_entry(one) for one in value.value]
                for entry in value.value:
                    self.name(entry, inside, stem, depth + 1)
            else:
                self.name(value, inside, stem, depth + 1)

    def _made(self, node: yaml.Node, stem: str) -> str:
        """An id that nothing else has, of the first words a node says."""
        said = _said(node)
        plain = unicodedata.normalize("NFKD", said).encode("ascii", "ignore").decode().lower()
        words = re.findall(r"[a-z0-9]+", plain)[:MOST_WORDS] or [hashlib.sha256(said.encode()).hexdigest()[:6]]
        made = "-".join([stem, *words])
        name = next(name for name in chain([made], (f"{made}-{n}" for n in count(2))) if name not in self.taken)
        self.taken.add(name)
        return name


def _entry(node: yaml.Node) -> yaml.Node:
    """An entry of a list; of words alone, as a mapping that says so."""
    if not isinstance(node, yaml.ScalarNode):
        return node
    return yaml.MappingNode("tag:yaml.org,2002:map", [(_scalar("text", node), node)], node.start_mark, node.end_mark)


def _said(node: yaml.Node) -> str:
    """The first words a node holds for readers."""
    waiting = [node]
    for _ in range(MOST_LOOKED_AT):
        if not waiting:
            break
        here = waiting.pop(0)
        if isinstance(here, yaml.ScalarNode) and here is not node:
            return str(here.value)
        waiting += [value for key, (_, value) in children(here).items() if key not in Statement.model_fields]
    return ""


def _models(annotation: Any) -> Iterator[type[Model]]:
    """The model an annotation is about; of blocks of any kind, that of all."""
    if isinstance(annotation, str):  # blocks that hold blocks speak of what is defined after them
        yield Block
    if isinstance(annotation, type) and issubclass(annotation, Model):
        yield Block if issubclass(annotation, Block) else annotation
    for part in get_args(annotation):
        yield from _models(part)


def _scalar(text: str, at: yaml.Node) -> yaml.ScalarNode:
    return yaml.ScalarNode("tag:yaml.org,2002:str", text, at.start_mark, at.end_mark)
