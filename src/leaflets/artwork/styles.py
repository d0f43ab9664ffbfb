"""How the elements of an SVG drawing look: attributes, style sheets and styles, the stronger over the weaker.

Read by CSS's own rules (CSS Syntax 3, CSS Cascading 4, 6.4), for selectors of one element by its name, class and id.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

Look = Mapping[str, str]

INHERITED = frozenset({
    "clip-rule", "color", "fill", "fill-opacity", "fill-rule", "marker-end", "marker-mid", "marker-start",
    "paint-order", "stroke", "stroke-dasharray", "stroke-dashoffset", "stroke-linecap", "stroke-linejoin",
    "stroke-miterlimit", "stroke-opacity", "stroke-width", "visibility",
})  # fmt: skip
COLOURS = frozenset({"flood-color", "lighting-color", "stop-color"})
"""Colours of gradients and filters."""

ATTRIBUTES = (
    INHERITED | COLOURS | {"clip-path", "display", "filter", "mask", "opacity", "transform", "transform-origin"}
)
STRANGE = frozenset({
    "animation", "animation-name", "backdrop-filter", "background", "background-color", "background-image", "clip",
    "cx", "cy", "d", "height", "mask-image", "mask-border-source", "offset-path", "perspective", "r", "rotate", "rx",
    "ry", "scale", "transform-box", "translate", "vector-effect", "width", "x", "y", "zoom",
})  # fmt: skip
"""Properties that change a picture in a browser, and that nothing here can draw."""

_READ = ATTRIBUTES | STRANGE | {"mix-blend-mode"}
_PLAIN = ("none", "auto", "normal", "transparent", "#fff", "#ffffff", "white")
_SELECTOR = re.compile(r"(\*|[A-Za-z][\w-]*)?((?:[.#][A-Za-z_][\w-]*)*)")
_NEVER = (":hover", ":focus", ":active")
_PLAIN_COLOUR = re.compile("#[0-9A-Fa-f]{6}")
_WIDE = ("inherit", "initial", "unset", "revert")


class Rule(NamedTuple):
    """A rule of a style sheet: how strong it is, the element's name, its id and classes, and what it declares."""

    strength: int
    name: str
    marks: frozenset[str]
    look: Look
    firm: Look


def rules(sheet: str) -> Iterator[Rule]:
    """The rules of a style sheet. Raises ValueError for what is none, or comes from outside."""
    import tinycss2  # slow to start, and few drawings need it

    for rule in tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True):
        if rule.type == "error":
            raise ValueError(f"its style sheet cannot be read: {rule.message}")
        if rule.type == "at-rule":
            if rule.lower_at_keyword in ("import", "media", "supports", "layer", "container"):
                raise ValueError(f"its style sheet has '@{rule.lower_at_keyword}'")
            continue  # typefaces and names: nothing that a shape is drawn with
        look, firm = _declared(rule.content)
        for part in tinycss2.serialize(rule.prelude).split(","):
            selector = part.strip()
            if selector.endswith(_NEVER):
                continue
            found = _SELECTOR.fullmatch(selector)
            if not found or not selector:
                raise ValueError(f"its style sheet has the selector '{selector[:30]}'")
            marks = frozenset(re.findall(r"[.#][^.#]+", found[2]))
            strength = sum(100 if mark[0] == "#" else 10 for mark in marks) + (found[1] not in (None, "*"))
            yield Rule(strength, "" if found[1] in (None, "*") else found[1], marks, look, firm)


def look_of(element: Element, name: str, sheet: list[Rule]) -> Look:
    """What an element says of itself. ``sheet``: all rules, the weaker first. Raises ValueError."""
    look = {key: value.strip() for key, value in element.attrib.items() if key in ATTRIBUTES}
    marks = {f".{one}" for one in element.get("class", "").split()} | {f"#{element.get('id', '')}"}
    fitting = [rule for rule in sheet if rule.name in ("", name) and rule.marks <= marks]
    own, firm = _declared(element.get("style", ""))
    for part in (*(rule.look for rule in fitting), own, *(rule.firm for rule in fitting), firm):
        look.update(part)
    for key, value in look.items():
        if key in STRANGE and value.lower() not in _PLAIN and not (name == "svg" and key in ("width", "height")):
            raise ValueError(f"its '{name}' has '{key}' in its style")
        if value in _WIDE and not (value == "inherit" and key in INHERITED):
            raise ValueError(f"its '{name}' has '{key}: {value}'")
        if "var(" in value or "calc(" in value or "env(" in value:
            raise ValueError(f"its '{name}' has '{key}: {value[:30]}'")
    return {key: value for key, value in look.items() if value != "inherit"}


def _declared(source: Any) -> tuple[dict[str, str], dict[str, str]]:
    """What declarations say, and what those say that are marked as important."""
    plain: dict[str, str] = {}
    firm: dict[str, str] = {}
    if not source:  # as of most elements
        return plain, firm
    import tinycss2

    for one in tinycss2.parse_blocks_contents(source, skip_comments=True, skip_whitespace=True):
        if one.type != "declaration":
            continue  # as CSS wants it: what is no declaration is passed over
        name = one.lower_name
        if name in _READ:
            (firm if one.important else plain)[name] = tinycss2.serialize(one.value).strip()
        elif name == "marker":
            for place in ("marker-start", "marker-mid", "marker-end"):
                (firm if one.important else plain)[place] = tinycss2.serialize(one.value).strip()
    return plain, firm


def colour_of(text: str, current: str) -> tuple[str, float]:
    """A colour as ``#RRGGBB`` (nothing for none), and how far it covers its ground. Raises ValueError for no colour."""
    if text.lower() == "none":
        return "", 0.0
    if text.lower() == "currentcolor":
        return colour_of(current, "#000000")
    if _PLAIN_COLOUR.fullmatch(text):
        return text.upper(), 1.0
    from tinycss2.color3 import parse_color

    found = parse_color(text)  # the colours that the renderer knows too
    if found is None:
        raise ValueError(f"'{text[:30]}' is not a plain colour; write it as '#0B5563'")
    parts = (round(255 * min(1.0, max(0.0, part))) for part in found[:3])
    return "#" + "".join(f"{part:02X}" for part in parts), min(1.0, max(0.0, found.alpha))


def share_of(text: str) -> float:
    """An opacity, from 0 to 1. Raises ValueError."""
    try:
        value = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        raise ValueError(f"'{text[:20]}' is not an opacity") from None
    return min(1.0, max(0.0, value))
