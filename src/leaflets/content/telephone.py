"""Telephone numbers as people write them, what a link dials, whether it can ring; when someone answers, in words."""

import re

_TIDY = {
    **dict.fromkeys(map(ord, "\u00a0\u2007\u2008\u2009\u200a\u202f"), " "),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212"), "-"),
    **dict.fromkeys([0xAD, 0x200B, 0x2060, 0xFEFF, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]),
    **{wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)},
}
"""What comes with numbers from web pages and address books, and what it is on a keyboard."""

_EXTENSION = r",? ?(?:ext\.?|extn\.?|extension|x|#) ?(?P<more>[0-9]{1,7})"
_NUMBER = re.compile(rf"(?P<main>\+?\(?[0-9](?:[ ()./-]{{0,3}}[0-9]){{1,15}})(?:{_EXTENSION})?", re.IGNORECASE)
"""Two to sixteen digits in groups, and an extension: no letters, which would not be dialled."""
PATTERN = _NUMBER.pattern.replace("?P<main>", "?:").replace("?P<more>", "?:")
_CUT = r"(?i)[0-9][.,]?[0-9]*E\+?[0-9]+|[0-9]{5,}[.,]0+"
_MADE_UP = {"GB": r"(?:0|44)(?:1632960|7700900)[0-9]{3}"}
"""Numbers set aside for examples (Ofcom, "Numbers for drama use") that the plan of numbers leaves out, by country."""
_TRUNK = re.compile(r"^(\+|00)(.*?)\(0\)")


def number(text: str) -> str:
    """The number with the spaces and hyphens of a keyboard. Raises ValueError for what is none."""
    tidy = text.translate(_TIDY).strip()
    if re.fullmatch(_CUT, tidy):
        raise ValueError(f"'{text}' is a number that a spreadsheet has cut; make the column text, and type it anew")
    if not _NUMBER.fullmatch(tidy) or tidy.count("(") != tidy.count(")"):
        raise ValueError(
            f"'{text}' is not a telephone number; write its digits, spaces or hyphens between, such as 020 7946 0000"
        )
    return tidy


def dialled(text: str) -> str:
    """What a link dials (RFC 3966): the digits, the plus of an international number, and the extension."""
    main, more = _parted(text)
    return "+" * main.startswith("+") + _digits(main) + (f";ext={more}" if more else "")


def cannot_ring(text: str, country: str) -> tuple[str, str] | None:
    """Why a number cannot ring in a country (ISO 3166), and what to do; nothing if it can."""
    import phonenumbers as known  # slow to start, and few commands read numbers

    main = _parted(text)[0]
    if country in _MADE_UP and re.fullmatch(_MADE_UP[country], _digits(main)):
        return None
    message = f"'{text}' cannot ring in {country}"
    hint = "ring it, and copy it digit by digit"
    try:
        parsed = known.parse(main, country, keep_raw_input=True)
    except known.NumberParseException:
        return message, hint
    if known.is_valid_short_number_for_region(parsed, country) and not main.startswith("+"):
        return None
    if not known.is_valid_number(parsed):
        return message, f"{hint}; if it does ring, list it under 'numbers' of the region in content/project.yaml"
    usual = known.format_number(parsed, known.PhoneNumberFormat.NATIONAL)
    abroad = known.CountryCodeSource.FROM_NUMBER_WITH_PLUS_SIGN, known.CountryCodeSource.FROM_NUMBER_WITH_IDD
    if parsed.country_code_source in abroad:
        whole = known.format_number(parsed, known.PhoneNumberFormat.INTERNATIONAL)
        return None if _digits(main).endswith(_digits(whole)) else (message, f"write it as {whole}")
    if _digits(main).endswith(_digits(usual)):
        return None
    if _digits(main).startswith(str(parsed.country_code)) and len(_digits(main)) > len(_digits(usual)):
        return message, f"write '+' before it, or write it as {usual}"
    message = f"{message}: its first digit is missing, as spreadsheets lose it"
    return message, f"write it as {usual}, and the cell as text"


def _parted(text: str) -> tuple[str, str]:
    """A number without the trunk digit that nobody dials from abroad; and its extension."""
    found = _NUMBER.fullmatch(text)
    main, more = (found["main"], found["more"] or "") if found else (text, "")
    return _TRUNK.sub(r"\1\2", main) if "(0)" in main else main, more


_NO_DIGIT = re.compile("[^0-9]")


def _digits(text: str) -> str:
    return _NO_DIGIT.sub("", text)


_MONTH = "(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*"
_DATE = (
    rf"(?i)\d{{1,2}}[-/. ]{_MONTH}(?:[-/. ]\d{{2,4}})?|{_MONTH}[-/. ]\d{{1,4}}"
    r"|\d{1,4}([-/.])\d{1,2}\1\d{1,4}(?:[ T]\d\d:\d\d(?::\d\d)?)?|0[.,]\d{2,}"
)
"""Dates, and parts of a day, that stand alone: nobody meant them."""
_ANY_MONTH = r"\d{1,2}(?:-|\. )[^\W\d_]{3,4}\.?(?:-\d{2,4})?|[^\W\d_]{3}-\d{2}"
"""A date with the short name of a month, in any language."""


def _numbered(text: str) -> bool:
    """Whether a text begins or ends with a digit, as every date does."""
    return text[:1].isdigit() or text[-1:].isdigit()


def no_date(text: str) -> str:
    """The text. Raises ValueError for a date alone, which a clinic's text never is."""
    if _numbered(text) and re.fullmatch(_DATE, text):
        raise ValueError(f"'{text}' is what a spreadsheet makes of hours; write them in words, such as 9am to 5pm")
    return text


def in_words(text: str) -> str:
    """The text. Raises ValueError for a date alone, in whatever language its month is named."""
    if _numbered(text) and re.fullmatch(_ANY_MONTH, text):
        raise ValueError(f"'{text}' looks like a date that a spreadsheet made of hours; write them as 9am to 5pm")
    return no_date(text)
