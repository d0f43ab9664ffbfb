"""When a telephone is answered, in words; and what spreadsheets make of hours."""

import re

_MONTH = "(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*"
_DATE = re.compile(
    rf"\d{{1,2}}[-/. ]{_MONTH}(?:[-/. ]\d{{2,4}})?|{_MONTH}[-/. ]\d{{1,4}}"
    r"|\d{1,4}([-/.])\d{1,2}\1\d{1,4}(?:[ T]\d\d:\d\d(?::\d\d)?)?|0[.,]\d{2,}",
    re.IGNORECASE,
)
"""Dates, and parts of a day, that stand alone: nobody meant them."""
_ANY_MONTH = re.compile(r"\d{1,2}(?:-|\. )[^\W\d_]{3,4}\.?(?:-\d{2,4})?|[^\W\d_]{3}-\d{2}")
"""A date with the short name of a month, in any language."""


def no_date(text: str) -> str:
    """The text. Raises ValueError for a date alone, which a clinic's text never is."""
    if _DATE.fullmatch(text):
        raise ValueError(f"'{text}' is what a spreadsheet makes of hours; write them in words, such as 9am to 5pm")
    return text


def in_words(text: str) -> str:
    """The text. Raises ValueError for a date alone, in whatever language its month is named."""
    if _ANY_MONTH.fullmatch(text):
        raise ValueError(f"'{text}' looks like a date that a spreadsheet made of hours; write them as 9am to 5pm")
    return no_date(text)
