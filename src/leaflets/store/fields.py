"""The fields of a form for a kind of file, or for an entry of a list in it, from the schema of it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from leaflets.store.schema import schema

LEFT_OUT = frozenset({"id", "unless", "approvals", "changes", "scale", "codes"})
"""Keys that are signed, made, or written in the file itself."""

LAST = frozenset({"when", "sources", "evidence", "needs", "words", "lang", "extras", "values"})
LONG = frozenset({"meaning", "about", "other_formats", "interpreter", "feedback"})


class Field(NamedTuple):
    """A field of a form: its name is the way to it, parted by points. ``kind``: how it is filled in.

    ``offered`` are the names there are to choose from; ``fields`` those of a group.
    """

    name: str
    kind: str
    hint: str
    required: bool
    value: Any = None
    offered: Sequence[str] = ()
    fields: "Sequence[Field]" = ()

    @property
    def key(self) -> str:
        """Its own key; in a list, that of the list."""
        return next(part for part in reversed(self.name.split(".")) if not part.isdigit())

    @property
    def shown(self) -> str:
        """What it says, as a text; of a list, a line each."""
        return "\n".join(self.value) if isinstance(self.value, list) else str(self.value or "")


def form(kind: str, model: str, said: Any, offered: Mapping[str, Sequence[str]]) -> Iterator[Field]:
    """The fields of a kind of file, or of a ``model`` in it, with what they say by now.

    ``offered`` are the names there are to choose from, by keys.
    """
    found = schema(kind)
    shape = found["$defs"][model] if model else found
    return _fields(shape, found["$defs"], said, "", offered, needed=True)


def every(fields: Sequence[Field]) -> Iterator[Field]:
    """All fields, those of groups too."""
    return chain.from_iterable((field, *every(field.fields)) for field in fields)


def _fields(
    shape: Mapping[str, Any], defs: Mapping[str, Any], said: Any, within: str, offered: Mapping[str, Any], needed: bool
) -> Iterator[Field]:
    for key, part in sorted(shape["properties"].items(), key=lambda pair: pair[0] in LAST):
        value = said.get(key) if isinstance(said, Mapping) else None
        if key not in LEFT_OUT:
            needs = needed and key in shape.get("required", ())
            yield from _field(f"{within}{key}", part, defs, value, offered, needs)


def _field(
    name: str, part: Mapping[str, Any], defs: Mapping[str, Any], value: Any, offered: Mapping[str, Any], needed: bool
) -> Iterator[Field]:
    """The field of a key, if it is one that can be filled in."""
    one, key = _one(part, defs), name.rpartition(".")[2]
    example = next(iter(part.get("examples", one.get("examples", ()))), "")
    hint = part["description"] + (f"; such as {example}" if example and isinstance(example, str) else "")
    item = _one(one.get("items", {}), defs)
    if "properties" in one:
        inside = _fields(one, defs, value, f"{name}.", offered, needed)
        yield Field(name, "group", hint, needed, fields=tuple(inside))
    elif "properties" in item:
        rows = []
        for n, row in enumerate([*(value if isinstance(value, list) else ()), None]):
            inside = _fields(item, defs, row, f"{name}.{n}.", offered, needed and not n)
            rows.append(Field(f"{name}.{n}", "group", "", needed, fields=tuple(inside)))
        yield Field(name, "group", hint, needed, fields=rows)
    elif one.get("type") == "array":
        several = value if isinstance(value, list) else [value] if value else []
        yield Field(name, "ticks" if key in offered else "list", hint, needed, several, offered.get(key, ()))
    elif one.get("type") == "boolean":
        yield Field(name, "tick", hint, needed, value == "true" if value else bool(part.get("default")))
    elif one.get("type") in ("string", "number"):
        kind = "choice" if key in offered or "enum" in one else "day" if one.get("format") == "date" else ""
        kind = kind or ("file" if key == "file" else "long" if key in LONG else "text")
        yield Field(name, kind, hint, needed, value, offered.get(key, one.get("enum", ())))


def _one(part: Mapping[str, Any], defs: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a part of a schema comes to, of several the one that is filled in: a list, or else the first."""
    if "$ref" in part:
        return _one(defs[part["$ref"].rpartition("/")[2]], defs)
    several = [_one(one, defs) for one in part.get("anyOf", ())]
    return next((one for one in several if one.get("type") == "array"), several[0]) if several else part
