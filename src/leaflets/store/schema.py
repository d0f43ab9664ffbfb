"""JSON Schema of each kind of YAML file, from the models that read it, for editors to complete; and forms from that."""

import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from leaflets.content.approvals import Approvals, Corrections, Suggestions
from leaflets.content.blocks import BLOCK
from leaflets.content.blocks import KINDS as BLOCKS
from leaflets.content.clinic import Clinic
from leaflets.content.format import Format
from leaflets.content.language import Language, LeafletWords
from leaflets.content.leaflet import Glossary, LeafletFile, Organisations, Section, Sources
from leaflets.content.model import Model
from leaflets.content.rulebook import House, Rulebook
from leaflets.content.settings import LanguageHelp, Settings
from leaflets.content.theme import Theme
from leaflets.content.translations import Translations
from leaflets.store.named import NAMED
from leaflets.store.reader import read
from leaflets.store.references import models
from leaflets.store.scaffold import starter

KINDS: Mapping[str, type[Model]] = {
    "approvals": Approvals,
    "checks": Rulebook,
    "clinic": Clinic,
    "corrections": Corrections,
    "format": Format,
    "glossary": Glossary,
    "house": House,
    "language": Language,
    "language-help": LanguageHelp,
    "leaflet": LeafletFile,
    "organisations": Organisations,
    "section": Section,
    "settings": Settings,
    "sources": Sources,
    "suggestions": Suggestions,
    "theme": Theme,
    "translations": Translations,
    "words": LeafletWords,
}


SHIPPED: Mapping[str, tuple[type[Model], str]] = {
    "checks": (Rulebook, "checks.yaml"),
    "house": (Rulebook, "checks.yaml"),
    "language": (Language, "languages/en-us.yaml"),
    "language-help": (LanguageHelp, "language-help.yaml"),
}
"""The shipped files whose own words are the best examples of a kind."""
_KEYS: Mapping[str, list[Any]] = tomllib.loads(Path(__file__).with_name("keys.toml").read_text("utf-8"))


def schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of one kind of file. Raises KeyError for an unknown kind."""
    model = KINDS[kind]
    found = _found(model)
    if "extends" in model.model_fields:  # such a file may leave out whatever its parent says
        for part in (found, *found.get("$defs", {}).values()):
            part.pop("required", None)
    if model in NAMED:
        for name, part in found["$defs"].items():
            if "id" in part.get("required", ()):
                part["required"].remove("id")
            if name in ("Item", "ListItem"):  # an entry may be its words alone
                found["$defs"][name] = {"anyOf": [{"type": "string"}, part]}
    if model is Clinic:  # what replaces something keeps its id; what is added needs one
        defs = found["$defs"]
        for part in defs.values():
            if {"id", "when"} <= set(part.get("properties", ())):
                part["required"] = [key for key in part.get("required", ()) if key != "id"]
        add = defs["Change"]["properties"]["add"]
        add["items"] = {"allOf": [add["items"], {"required": ["id"]}]}
    _one_block(found)
    defs, said = found.get("$defs", {}), _said(kind)
    parts = ((model.__name__, found), *defs.items())
    for name, part in parts:
        _explain(name, part, said)
    for _, part in parts:
        for shape in part.get("properties", {}).values():
            if "examples" not in shape and (made := _example(shape, defs)) is not None:
                shape["examples"] = [made]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **found}


def _found(model: type[Model]) -> dict[str, Any]:
    """The schema of a model, with those of all kinds of block if it has any."""
    found = model.model_json_schema()
    if str(BLOCK) in str(found):
        for block in BLOCKS.values():
            part = block.model_json_schema()
            found["$defs"] |= {**part.pop("$defs", {}), block.__name__: part}
        found["$defs"] = dict(sorted(found["$defs"].items()))
    return found


def _one_block(found: dict[str, Any]) -> None:
    """Every kind of block as one object with a key for each, so that editors offer the kinds and explain them."""
    defs = found.get("$defs", {})
    kinds = {kind: defs.pop(model.__name__) for kind, model in BLOCKS.items() if model.__name__ in defs}
    if not kinds:
        return
    every: dict[str, Any] = {}
    for kind, part in kinds.items():
        every |= part["properties"]
        every[kind] = {**every[kind], "description": part["description"]}
    shared = [key for key in next(iter(kinds.values()))["required"] if key not in kinds]
    missing = "a block is of one kind: text, bullets, ..."
    one = [{"required": [kind], "title": kind, "errorMessage": missing} for kind in kinds]
    shape = {"type": "object", "properties": every, "additionalProperties": False, "required": shared, "oneOf": one}
    defs["Block"] = {"description": "a block: its id, and the key of its kind with what it says", **shape}
    _replace(found)


def _replace(part: Any) -> None:
    """Let the one object stand wherever any kind of block may."""
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        _replace(inner)
    if isinstance(part, dict) and BLOCK.items() <= part.items():
        del part["$comment"]
        part["$ref"] = "#/$defs/Block"


def _said(kind: str) -> Mapping[str, Any]:
    """What the shipped file of a kind says, by model and key: of each key the first."""
    found: dict[str, Any] = {}
    if kind in SHIPPED:
        model, name = SHIPPED[kind]
        for one in models(read((starter() / "content" / name).read_bytes(), name, model)):
            for key, value in one.model_dump(mode="json", by_alias=True).items():
                found.setdefault(f"{type(one).__name__}.{key}", value)
    return found


def _explain(model: str, part: dict[str, Any], said: Mapping[str, Any]) -> None:
    """Say of each key what it means, and give an example: editors show both. A key that is none gets the others."""
    part.pop("title", None)
    if part.get("additionalProperties") is False:
        part["errorMessage"] = f"the keys here are: {', '.join(part['properties'])}"
    for key, shape in part.get("properties", {}).items():
        shape.pop("title", None)
        kind = model == "Block" and key in BLOCKS  # which its model explains
        meaning, *examples = _KEYS.get(f"{model}.{key}") or (not kind and _KEYS.get(key)) or [""]
        shape.setdefault("description", meaning)
        one = said.get(f"{model}.{key}")
        if not examples and one and "$ref" not in str(shape):  # examples of those are made of their parts
            examples = [one[:12] if isinstance(one, list) else one]
        if examples:
            shape.setdefault("examples", examples)


def _example(shape: Mapping[str, Any], defs: Mapping[str, Any], within: Collection[str] = ()) -> Any:
    """An example of a shape, made of those of its parts; nothing, where a part has none."""
    if name := shape.get("$ref", "").removeprefix("#/$defs/"):
        return None if name in within else _example(defs[name], defs, {*within, name})
    for key in ("examples", "enum"):
        if shape.get(key):
            return shape[key][0]
    if "const" in shape:
        return shape["const"]
    if properties := shape.get("properties"):
        kind = shape["oneOf"][0]["required"] if "oneOf" in shape else ()
        keys = [*shape.get("required", ()), *kind] or list(properties)[:1]
        made = {key: _example(properties[key], defs, within) for key in keys}
        return None if None in made.values() else made
    for inner in (*shape.get("anyOf", ()), *shape.get("oneOf", ()), *shape.get("allOf", ())):
        if (found := _example(inner, defs, within)) is not None:
            return found
    if "items" in shape or "prefixItems" in shape:
        entries = shape.get("prefixItems") or [shape["items"]] * max(1, shape.get("minItems", 1))
        several = [_example(one, defs, within) for one in entries]
        return None if None in several else several
    each = next(iter(shape.get("patternProperties", {}).values()), shape.get("additionalProperties"))
    if isinstance(each, dict):
        return None if (one := _example(each, defs, within)) is None else {"example": one}
    return not shape.get("default") if shape.get("type") == "boolean" else shape.get("default")


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
