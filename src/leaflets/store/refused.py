"""What the models refuse, in plain words: each fault at its line and column, with a hint what to write."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_origin

import yaml
from pydantic_core import ErrorDetails

from leaflets.content.blocks import KINDS
from leaflets.content.model import Model
from leaflets.content.payloads import Fact
from leaflets.content.written import Flawed, in_words
from leaflets.problems import Problem, Source, did_you_mean


def source(node: yaml.Node) -> Source:
    """Where a node begins."""
    return Source(node.start_mark.name, node.start_mark.line + 1, node.start_mark.column + 1)


def name_of(key: yaml.Node) -> str | None:
    """What a key of a file is; nothing, if it is a list or holds keys."""
    return key.value if isinstance(key, yaml.ScalarNode) else None


def children(node: yaml.Node) -> dict[str | int, tuple[yaml.Node, yaml.Node]]:
    """What a node holds: key or index -> (node to point at, node of the value)."""
    if isinstance(node, yaml.MappingNode):
        return {name: (key, value) for key, value in node.value if (name := name_of(key)) is not None}
    if isinstance(node, yaml.SequenceNode):
        return {index: (value, value) for index, value in enumerate(node.value)}
    return {}


@cache
def _told() -> Mapping[str, Any]:
    import tomllib  # most files have no fault

    return tomllib.loads(Path(__file__).with_name("refused.toml").read_text("utf-8"))


def problem(detail: ErrorDetails, root: yaml.Node, model: type[Model]) -> Problem:
    """What pydantic found in a file with these nodes, as its author is told."""
    location, kind, context = detail["loc"], detail["type"], detail.get("ctx", {})
    if isinstance(detail["input"], Flawed) and kind != "missing":
        return Problem(detail["input"].where, *_own_words(detail["input"].flaw))
    echo = detail["input"] if isinstance(detail["input"], str) else ""
    key, node = root, root
    for step in location:  # but for the tags of kinds of block, which are not in the file
        key, node = children(node).get(step, (key, node))
    step = next((step for step in reversed(location) if not str(step).startswith("kind:")), "")
    name = str(step)
    said = f"entry {step + 1} of this list" if isinstance(step, int) else f"'{name}'" if name else "the file"
    if name == "[key]":
        node, said = key, "this key"
    written = f" '{node.value}'" if isinstance(node, yaml.ScalarNode) else " this"
    handlers: Mapping[str, Callable[[], tuple[yaml.Node, str, str]]] = {
        "missing": lambda: (node, f"{said} is missing", "write it" if isinstance(step, int) else f"add '{name}:'"),
        "extra_forbidden": lambda: (key, *_unknown_key(name, model, location)),
        "union_tag_invalid": lambda: _unknown_kind(node, context),
        "union_tag_not_found": lambda: (node, "this is not a block", "write '- id: ...' and the key of a kind"),
        "literal_error": lambda: (node, f"{said} cannot be{written}", f"write {context.get('expected', '')}"),
        "value_error": lambda: (node, *_own_words(str(context.get("error", "")), echo)),
        "too_short": lambda: (node, *_too_short(said, context)),
        "string_pattern_mismatch": lambda: (node, f"{said} cannot be{written}", in_words(str(context.get("pattern")))),
    }
    if kind in handlers:
        at, message, hint = handlers[kind]()
    elif kind.startswith("date"):
        shown = f": '{node.value}'" if isinstance(node, yaml.ScalarNode) else ""
        at, message, hint = node, f"{said} is not a date{shown}", "write year-month-day, such as 2026-11-21"
    else:
        what, hint = _told()["wrong"].get(kind, ("cannot be what it is", ""))
        at, message = node, f"{said} {what.format(**context)}"
    return Problem(source(at), message, hint)


def _too_short(said: str, context: Mapping[str, Any]) -> tuple[str, str]:
    least, count = context.get("min_length", 1), context.get("actual_length", 0)
    if not count:
        return f"{said} is empty", "write at least one entry, or delete the key"
    return f"{said} has too few entries: {count}, and {least} are needed", "write the others"


def _unknown_key(name: str, model: type[Model], location: tuple[str | int, ...]) -> tuple[str, str]:
    kind = str(location[-2]) if len(location) > 1 else ""
    if kind.startswith("kind:") and name in KINDS:
        return f"this block is '{kind.removeprefix('kind:')}' and cannot be '{name}' too", "make two blocks of it"
    keys = _keys(model, location)
    hint = _told()["gone"].get(name) or did_you_mean(name, keys)
    if moved := getattr(model, "MOVED", {}).get(name) if len(location) == 1 else None:
        hint = moved
    elif "values" in keys and not hint.startswith("did you mean"):
        hint = f"if leaflets ask for it by name, write it under 'values:'; {hint}".removesuffix("; ")
    return f"'{name}' is not a key here", hint


def without_echoes(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """A list whose only entry is faulty is also reported as empty: keep the fault, drop its echo."""
    return [
        detail
        for detail in details
        if detail["type"] != "too_short"
        or not any(other["loc"][: len(detail["loc"])] == detail["loc"] for other in details if other is not detail)
    ]


def _own_words(text: str, echo: str = "") -> tuple[str, str]:
    """A validator's own message; what follows its first '; ' outside its input, ``echo``, says what to do."""
    for said in (echo, " ".join(echo.split())):
        kept = said.replace("; ", ";\0")
        text = text.replace(f"'{said}'", f"'{kept}'")
    message, _, hint = text.partition("; ")
    return message.replace("\0", " "), hint.replace("\0", " ")


def _unknown_kind(node: yaml.Node, context: Mapping[str, Any]) -> tuple[yaml.Node, str, str]:
    name = str(context["tag"]).removeprefix("kind:")
    if not name:
        return node, "this block has no content", f"add the key of a kind: {', '.join(KINDS)}"
    key, _ = children(node).get(name, (node, node))
    return key, f"'{name}' is not a kind of block", _told()["gone"].get(name) or did_you_mean(name, KINDS)


def _keys(model: type[Model], location: tuple[str | int, ...]) -> list[str]:
    """The keys known at the place of an unknown one."""
    here: Any = model
    for step in location[:-1]:
        here = _inside(here, step)
        while get_origin(here) not in (None, tuple, dict):  # of several models, lists or mappings the first
            here = get_args(here)[0]
    return [field.alias or name for name, field in here.model_fields.items()]


def _inside(here: Any, step: str | int) -> Any:
    """What a step of a location leads to: a kind of block, a field of a model, or an entry of a list or mapping."""
    if str(step).startswith("kind:"):
        return KINDS.get(str(step).removeprefix("kind:"), Fact)
    if get_args(here):
        return get_args(here)[0 if isinstance(step, int) else 1]
    return next(field.annotation for name, field in here.model_fields.items() if step in (name, field.alias))
