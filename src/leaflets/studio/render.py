"""Templates filled in, with the studio's own words; what content says passes through them as text, and is escaped."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment
from starlette.responses import HTMLResponse

from leaflets.content.inline import spans
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
    made.filters |= {"spans": spans, "parts": _VALUE.split}
    made.globals |= {"say": words(), "marked": marked}
    return made


def page(template: str, values: Mapping[str, object], status: int = 200) -> HTMLResponse:
    """A template filled in, as an answer."""
    return HTMLResponse(_environment().get_template(template).render(values), status)
