"""Templates filled in, with the studio's own words; what content says passes through them as text, and is escaped."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse

from leaflets.content.inline import fill, spans
from leaflets.signing.statements import marked
from leaflets.web.engine import templates

_VALUE = re.compile(r"\{([a-z][a-z0-9_]*)\}")


@cache
def words() -> Mapping[str, str]:
    """What the studio says, by name."""
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))


@cache
def _environment() -> Environment:
    made = templates("leaflets.studio")
    made.globals |= {"say": words(), "marked": marked}
    return made


def page(template: str, values: Mapping[str, object], status: int = 200) -> HTMLResponse:
    """A template filled in, as an answer."""
    return HTMLResponse(_environment().get_template(template).render(values), status)


def written(text: str, values: Mapping[str, str]) -> Markup:
    """An author's text to be changed in a browser: bold words and links as such, a value as what it stands for."""
    made = Markup("")
    for span in spans(text):
        inside = Markup("")
        for number, part in enumerate(_VALUE.split(span.text)):
            one: Any = escape(part)
            if number % 2:
                shown = fill(f"{{{part}}}", values) if part in values else part
                one = Markup('<span class="value" contenteditable="false" data-value="{}">{}</span>').format(
                    part, shown
                )
            inside += one
        if span.lang:
            inside = Markup('<span lang="{}">{}</span>').format(span.lang, inside)
        if span.address:
            inside = Markup('<a data-address="{}">{}</a>').format(span.address, inside)
        made += Markup("<b>{}</b>").format(inside) if span.bold else inside
    return made
