"""The templates. All markup is theirs; what content says passes through them as text and is escaped on the way."""

from collections.abc import Callable
from functools import cache, partial
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from leaflets.content.blocks import AnyBlock, kind_of
from leaflets.content.inline import spans, words_of
from leaflets.edition.spoken import sentence, shown_address, telephone
from leaflets.text.breaks import PLAIN, Rules
from leaflets.text.direction import foreign, from_right, runs_left

FIRM = "\u00a0"
"""A space that no line ends at."""

LINE = "____"
"""A place to write, in plain text: long enough to be seen, short enough to be heard."""


def templates(package: str) -> Environment:
    """The templates of a package. What is put into them is escaped, but in plain text, and must be there."""
    return Environment(
        loader=PackageLoader(package),
        autoescape=select_autoescape(disabled_extensions=("txt",), default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def environment(leftward: bool = False, rules: Rules = PLAIN) -> Environment:
    """The engine: it escapes what a page says and is not its own, and refuses a name it does not know.

    There is one of its own for words ``leftward``, in languages written from right to left, and for the ``rules`` of
    each language: what no line parts has spaces that never break.
    """
    made = templates("leaflets.web")
    made.filters |= {
        "isolated": partial(_isolated, leftward, rules),
        "direction": _direction,
        "spans": spans,
        "words": words_of,
        "tel": telephone,
        "address": shown_address,
        "sentence": sentence,
        "number": "{:g}".format,
        "said": _said,
    }
    made.tests["foreign"] = lambda text: leftward and not from_right(text)
    made.globals |= {"labelled": _labelled, "line": LINE}
    return made


def macro(template: str, name: str | AnyBlock, lang: str = "", rules: Rules = PLAIN) -> Callable[..., Any]:
    """A macro by its name, or that of a block's kind, for words in a language, and what no line of it parts."""
    module = environment(runs_left(lang), rules).get_template(template).module
    made: Callable[..., Any] = getattr(module, name if isinstance(name, str) else str(kind_of(name)))
    return made


def _isolated(leftward: bool, rules: Rules, text: str, around: str = "") -> Markup:
    """A text, what runs from left to right in one from right to left, ``around`` it, in an element of its own."""
    parts = foreign(text, around, leftward=leftward and not around)
    whole = ((_firm(one, rules), apart) for one, apart in parts)
    return Markup("").join(Markup('<bdi dir="ltr">{}</bdi>').format(one) if apart else one for one, apart in whole)


def _firm(text: str, rules: Rules) -> str:
    """A text with spaces that never break where no line parts it."""
    for start, stop in rules.kept(text):
        text = text[:start] + text[start:stop].replace(" ", FIRM) + text[stop:]
    return text


def _direction(lang: str) -> str:
    """The direction a language is written in, as HTML says it."""
    return "rtl" if runs_left(lang) else "ltr"


def in_language(made: Markup, lang: str, single: bool) -> Markup:
    """A block's elements, in a language of their own: a ``single`` one says so itself, others are in one that does."""
    said = Markup(' lang="{}" dir="{}"').format(lang, _direction(lang))
    return (
        made.replace(Markup(">"), said + Markup(">"), 1) if single else Markup("<div{}>\n{}</div>\n").format(said, made)
    )


def rendered(template: str, lang: str = "", rules: Rules = PLAIN, **values: object) -> bytes:
    """A template filled in with words in a language, and what no line of it parts, as the bytes of a file."""
    return environment(runs_left(lang), rules).get_template(template).render(values).encode()


def _said(text: str, first: str = "") -> str:
    """An author's text on one line, with ``first`` before it."""
    return first + " ".join("".join(span.in_full for span in spans(text)).split())


def _labelled(label: str, *below: str, first: str = "") -> str:
    """A label, and under it, indented, what belongs to it."""
    return "\n".join([_said(label, first), *(_said(text, " " * (len(first) or 4)) for text in below)])
