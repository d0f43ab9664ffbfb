"""A model as an author would write it, every text of it a token of its own, made from the model itself."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin

from leaflets.content import blocks
from leaflets.content.inline import MARKED
from leaflets.content.model import Model

LEFT_ALONE = (
    "height",
    "sources",
    "evidence",
    "needs",
    "when",
    "unless",
    "words",
    "locked",
    "beside",
    "lang",
    "filled_by",
    "decorative",
    "whole",
)
"""What is not said, and what would take the place of something that is."""

GIVEN: Mapping[str, Any] = {
    "file": "specimen.png", "web": "https://example.org", "address": "https://example.org", "consent": "on paper",
    "width": "20mm", "drawing": "gut", "mark": ["stomach"], "part": "stomach", "first": "rest",
}  # fmt: skip
"""Values that must be something of their own kind, by the names of their fields."""


@dataclass
class Tokens:
    """A token of its own for every text of a model: ``named`` are their places by token, ``alts`` those of figures."""

    named: dict[str, str] = field(default_factory=dict)
    alts: set[str] = field(default_factory=set)
    count: Iterator[int] = field(default_factory=lambda: itertools.count(100))

    def new(self, path: str) -> str:
        token = f"i{next(self.count)}l"
        self.named[token] = path
        if path.endswith(".alt"):
            self.alts.add(token)
        return token

    def model(self, model: type[Model], path: str) -> dict[str, Any]:
        """A model as it is written, every text a token."""
        model.model_rebuild()
        made: dict[str, Any] = {}
        for name, info in model.model_fields.items():
            if name in LEFT_ALONE and (name != "words" or issubclass(model, blocks.Block)):
                continue
            value = GIVEN.get(name) or self.value(info.annotation, info.metadata, name, f"{path}.{name}", 0)
            if value is not None:
                made[info.alias or name] = value
        return made

    def value(self, kind: Any, more: Sequence[Any], name: str, path: str, index: int) -> Any:
        """A value of a type: of a choice the one at ``index``."""
        while get_origin(kind) is Annotated:
            kind, *further = get_args(kind)
            more = (*more, *further)
        if any(one is MARKED for one in more) or (name == "name" and kind is str):
            return self.new(path)
        if name == "id":
            return f"made-{next(self.count)}"
        if get_origin(kind) is Literal:
            return get_args(kind)[index % len(get_args(kind))]
        if get_origin(kind) is tuple:
            inner = get_args(kind)[0]
            if inner is blocks.AnyBlock or "AnyBlock" in str(inner):
                return [{"id": f"made-{next(self.count)}", "text": self.new(path)} for _ in range(2)]
            count = 1 if name == "groups" else 2  # the parts of the contents begin with sections of their own
            return [self.value(inner, (), name, path, at) for at in range(count)]
        if isinstance(kind, type) and issubclass(kind, Model):
            return self.model_at(kind, path, index)
        if kind is int:
            return {"n": 3, "of": 100}.get(name, 2)
        if name == "phone" and kind is not NoneType:
            return f"1-212-555-0{next(self.count)}"
        options = [one for one in get_args(kind) if one is not NoneType]
        if options:
            return self.value(options[0], (), name, path, index)
        raise AssertionError(f"nothing is known to write in {path}")

    def model_at(self, model: type[Model], path: str, index: int) -> dict[str, Any]:
        made = self.model(model, path)
        if "part" in made:  # a part of a drawing, each of which is labelled once
            made["part"] = ("liver", "stomach")[index]
        return made
