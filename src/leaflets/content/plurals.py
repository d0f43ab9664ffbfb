"""Plural forms: which form of a phrase goes with a number, by the rules of CLDR."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Literal, cast, get_args

Form = Literal["zero", "one", "two", "few", "many", "other"]
FORMS = frozenset(get_args(Form))
"""The forms a phrase can have by the number in it, as CLDR names them."""

_ENOUGH = 200
"""Whole numbers from nought up to here need all the forms that a leaflet's numbers need."""


def form_of(tag: str, count: int) -> Form:
    """The form that goes with a whole number in a language (BCP 47)."""
    if tag.startswith("en"):  # the library is slow to start, and most leaflets are in English
        return "one" if count == 1 else "other"
    return cast(Form, _rule(tag)(count))


@cache
def forms_of(tag: str) -> Sequence[Form]:
    """The forms that whole numbers have in a language."""
    found = {form_of(tag, count) for count in range(_ENOUGH)}
    return [form for form in get_args(Form) if form in found]


@cache
def _rule(tag: str) -> Callable[[int], str]:
    from babel.core import Locale, UnknownLocaleError

    try:
        return Locale.parse(tag, sep="-").plural_form
    except UnknownLocaleError:
        return lambda _: "other"
