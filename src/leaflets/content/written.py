"""Texts as files hold them: their characters made even, and what a file shows that a text alone no longer does."""

import html
import re
import unicodedata
from typing import Annotated, Any

from pydantic import BeforeValidator, GetCoreSchemaHandler, StringConstraints

from leaflets.problems import Source

FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e\ufff9-\ufffc\ufffe\uffff\U000e0000-\U000e007f]"
)
"""What no leaflet can print: controls, what turns the direction of others' letters, and letters nobody sees."""

UNWRITTEN = "To write:"
"""What a text begins with that nobody has written yet; the rest says what it should say."""

_ALIKE = {
    **dict.fromkeys(map(chr, (*range(0x2000, 0x2007), *range(0x2008, 0x200B), 0x205F, 0x2028, 0x2029, 0x3000)), " "),
    **dict.fromkeys("\u2007\u202f", "\u00a0"),
    **dict.fromkeys("\u2010\u2011", "-"),
    **{ligature: unicodedata.normalize("NFKC", ligature) for ligature in map(chr, range(0xFB00, 0xFB07))},
    **dict.fromkeys(map(chr, (0xAD, 0x200B, 0x2060, 0xFEFF, *range(0xFE00, 0xFE10))), ""),
    "\u00b5": "\u03bc",
    "\u2103": "°C",
    "\u2109": "°F",
}
"""What comes with copied words, and what says the same. What only hides or joins, and prints nothing, goes."""

_EVEN = str.maketrans(_ALIKE)
_JOINERS = re.compile("[\u200c\u200d]")
_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202c\u2066-\u2069]")
_JOINING = re.compile("[\u0590-\u08ff\u0900-\u0dff\u0e00-\u109f\u1780-\u18af\ufb1d-\ufdff\ufe70-\ufefc]")
"""Scripts whose letters join or change their place, so that a mark between them can mean something."""


def even(text: str) -> str:
    """``text`` in Unicode's form C, its look-alikes as the character a typeface has, where that loses nothing.

    Joiners and marks of direction are kept in texts of scripts that need them, and are nothing elsewhere.
    """
    if text.isascii():
        return text
    made = unicodedata.normalize("NFC", text.translate(_EVEN))
    if not _JOINING.search(made):
        made = _DIRECTIONS.sub("", _JOINERS.sub("", made))
    return made


def hidden(text: str) -> str:
    """The first character of ``text`` that is not seen, such as a mark of direction; nothing, if there is none."""
    return next((character for character in text if unicodedata.category(character) in ("Cc", "Cf")), "")


class Flawed(str):
    """A text that the file does not hold as it looks there: at ``where``, and ``flaw`` says what is wrong.

    What follows the first ``; `` of ``flaw`` says what to do.
    """

    where: Source
    flaw: str

    def __new__(cls, text: str, where: Source, flaw: str) -> "Flawed":
        """The text, and what is wrong with it."""
        made = super().__new__(cls, text)
        made.where, made.flaw = where, flaw
        return made


_CONTINUING = re.escape(bytes(range(0x80, 0xC0)).decode("cp1252", "ignore"))
_MISREAD = f"[ÂÃ][{_CONTINUING}]|â€[{_CONTINUING}]?|â[‚„†ˆ‰™š›œ][{_CONTINUING}]|ï[»¿][¿½]|ðŸ|\ufffd"
"""How letters of UTF-8 look that were read as Windows-1252; a run of such is no word of any language."""
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]+);")
_SHEET_ERROR = re.compile(r"#(?:REF!|N/A\b|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!|#{3,})")
_SUSPECT = re.compile("[ÂÃâïð\ufffd&#\n]")
"""What there is one of in all that is left of such, or that web pages, spreadsheets and lists leave."""
_ENTRY = re.compile(r"\n[ \t]*(?:[-*•][ \t]+\S|\d{1,2}[.)][ \t]+\S[^\n]*\n[ \t]*\d{1,2}[.)][ \t])")


def _sound(value: object) -> object:
    """Refuse a text that was spoilt on its way here: by another encoding, a web page, a spreadsheet or the file."""
    if isinstance(value, Flawed):
        raise ValueError(value.flaw)
    if not isinstance(value, str) or not _SUSPECT.search(value):
        return value
    if found := re.search(_MISREAD, value):
        hint = "type the letters anew, or save the file it came from as UTF-8"
        raise ValueError(f"'{found[0]}' is left of a letter that was read in a wrong encoding; {hint}")
    if (found := _ENTITY.search(value)) and found[0] != (meant := html.unescape(found[0])):
        raise ValueError(f"'{found[0]}' is a sign of web pages, and would print as it stands; write '{even(meant)}'")
    if found := _SHEET_ERROR.search(value):
        raise ValueError(f"'{found[0]}' is an error of a spreadsheet; write what should stand here")
    if found := _ENTRY.search(value):
        message = f"a line begins with '{found[0].split()[0]}', and would run on in the text"
        raise ValueError(f"{message}; make a list of it, such as 'bullets'")
    return value


class Kept:
    """The rules of a type that many fields have: what holds a value to them is made once, not for each field anew."""

    def __init__(self, *rules: object) -> None:
        self._rules = rules
        self._made: Any = None

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> Any:
        self._made = self._made or handler.generate_schema(Annotated[source, *self._rules])
        return dict(self._made)


AS_WRITTEN = BeforeValidator(_sound)
"""Refuses a text that is not what its author means to say. It belongs to the type of every free text."""


_WORDS: dict[str, str] = {}


def shaped(pattern: str, words: str) -> StringConstraints:
    """Holds a text to a pattern; ``words`` say what to write."""
    _WORDS[pattern] = words
    return StringConstraints(pattern=pattern)


def in_words(pattern: str) -> str:
    """What to write, so that a text matches the pattern; nothing for one that no text is held to."""
    return _WORDS.get(pattern, "")
