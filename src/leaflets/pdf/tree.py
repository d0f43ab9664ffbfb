"""The structure tree: declared while the story is built; drawing only adds the marks (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Mark(NamedTuple):
    """Marked content of a structure element: page (from 0) and marked-content identifier on it."""

    page: int
    mcid: int


class Annotated(NamedTuple):
    """An annotation of a structure element: page (from 0) and its object's key in the document."""

    page: int
    key: int


@dataclass(eq=False, slots=True)
class Node:
    """A structure element. ``role`` is a standard structure type (14.8.4).

    ``attributes`` holds PDF syntax by owner, such as ``{"Table": "/Scope /Column"}``. A node with ``keep`` is
    written even when it is empty: an empty cell still has its place in a table. ``lang`` is the language of its words,
    where that is not the language of what it is in. ``written`` is what a page notes that is written of it.
    """

    role: str
    alt: str = ""
    actual: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    keep: bool = False
    lang: str = ""
    kids: list[Node | Mark | Annotated] = field(default_factory=list)
    parent: Node | None = None
    written: list[Any] = field(default_factory=list)

    def add(self, role: str, **options: object) -> Node:
        """A new child of this role, last of the kids."""
        child = Node(role, **options)  # type: ignore[arg-type]
        child.parent = self
        self.kids.append(child)
        return child

    def adopt(self, child: Node) -> Node:
        """Make ``child`` the last of the kids."""
        child.parent = self
        self.kids.append(child)
        return child

    def walk(self) -> list[Node]:
        """This node and all inside it that are in the file, in reading order; none, if nothing was drawn for it."""
        inside, drawn = list[Node](), self.keep
        for kid in self.kids:
            if isinstance(kid, Node):
                inside += kid.walk()
            else:
                drawn = True
        return [self, *inside] if drawn or inside else []
