"""The few marks an author may use inside a text: **bold**, [words](address), [palabras]{lang=es} and {placeholder}.

Everything else is plain text and prints as it stands: ``<b>`` prints as ``<b>``.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Annotated, Any, NamedTuple, get_args

from pydantic import AfterValidator, StringConstraints

from leaflets.content import roles
from leaflets.content.model import Model, Name
from leaflets.content.written import AS_WRITTEN, Kept, hidden, shaped

_MARK = re.compile(
    r"\*\*(?P<bold>.+?)\*\*"
    r"|\[(?P<linked>[^\[\]]+)\]\((?P<address>[^()\s]+)\)(?:\{lang=(?P<its>[^{}]*)\})?"
    r"|\[(?P<words>[^\[\]]+)\]\{lang=(?P<lang>[^{}]*)\}"
)
_ANY_MARK = re.compile(r"[*\[{}]")
_LANG = re.compile(r"(?<=[\])])\{lang=[^{}]*\}")
_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_BRACES = re.compile(r"\{([^{}]*)\}")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_NOT_DIALLED = re.compile(r"[^0-9+]")
_SPACE = re.compile(r"[ \t\r\n]+")
_UNSEEN = r"\x00-\x20\x7f-\xa0\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
"""Signs that nobody sees, some of which turn round what follows: no part of an address."""
ADDRESS = re.compile(
    rf"https?://[^\s<>\"{_UNSEEN}]+|mailto:[^\s<>\"@{_UNSEEN}]+@[^\s<>\"@{_UNSEEN}]+|tel:\+?[0-9-]+(?:;ext=[0-9]+)?"
    r"|#[a-z0-9][a-z0-9-]*"
)
"""Where a link may lead: to a page, a mailbox or a telephone, or, after ``#``, to a section of the leaflet."""


class Span(NamedTuple):
    """A run of words in one style. ``address`` is where its link leads, or nothing; ``lang`` the language of its words,
    where that is not the text's.
    """

    text: str
    bold: bool = False
    address: str = ""
    lang: str = ""

    @property
    def in_full(self) -> str:
        """The words, and, where they do not show it, where they lead: for those who cannot follow a link."""
        kind, _, rest = self.address.partition(":")
        if self.address.startswith("#"):
            return self.text
        site = rest.removeprefix("//").removeprefix("www.").removesuffix("/")
        shown = self.text.removeprefix("www.").removesuffix("/") in (self.address.removesuffix("/"), site)
        rings = kind == "tel" and _NOT_DIALLED.sub("", self.text) == _NOT_DIALLED.sub("", rest)
        return self.text if not self.address or shown or rings else f"{self.text} ({self.address})"


@lru_cache(4096)
def spans(text: str) -> tuple[Span, ...]:
    """The spans of a text, marks taken off. What cannot be a link, whoever wrote it, prints as it stands."""
    return tuple(
        span
        if not span.address or ADDRESS.fullmatch(span.address)
        else Span(f"[{span.text}]({span.address})", span.bold, lang=span.lang)
        for span in _marked(text)
    )


def _marked(text: str, bold: bool = False) -> tuple[Span, ...]:
    """The spans of a text as they are marked. A link may stand inside bold words, not the other way round, and bold
    words inside those of a language of their own.
    """
    found: list[Span] = []
    end = 0
    for match in _MARK.finditer(text):
        if match.start() > end:
            found.append(Span(text[end : match.start()], bold))
        if match["bold"] is not None:
            found.extend(_marked(match["bold"], True))
        elif match["words"] is not None:
            found.extend(span._replace(lang=match["lang"]) for span in _marked(match["words"], bold))
        else:
            found.append(Span(match["linked"], bold, match["address"], match["its"] or ""))
        end = match.end()
    if end < len(text):
        found.append(Span(text[end:], bold))
    return tuple(found)


def words_of(text: str) -> str:
    """The text as a reader hears it, marks taken off."""
    return "".join(span.text for span in spans(text))


def checked(text: str) -> str:
    """The text with its white space evened out. Raises ValueError for a mark that cannot be right."""
    text = _SPACE.sub(" ", text).strip()
    if not text:
        raise ValueError("this text is empty; write it, or delete the key")
    if not _ANY_MARK.search(text):
        return text
    unmarked = _LANG.sub("", text)
    for name in _BRACES.findall(unmarked):
        if not _NAME.fullmatch(name):
            raise ValueError(f"'{{{name}}}' names no value; write it without braces, or as {{emergency_number}}")
    rest = _BRACES.sub("", unmarked)
    if "{" in rest or "}" in rest:
        raise ValueError("a brace stands alone; braces only mark placeholders, such as {emergency_number}")
    for mark in _LANG.findall(text):
        tagged(mark[6:-1])
    for span in _marked(text):
        if sign := hidden(span.address):
            raise ValueError(f"the address of '{span.text}' has a character nobody sees, U+{ord(sign):04X}; delete it")
        if span.address and not ADDRESS.fullmatch(span.address):
            raise ValueError(
                f"'{span.address}' is not an address a leaflet can link to; begin it with https://, mailto: or tel:"
            )
    words = words_of(text)
    if "](" in words:
        raise ValueError("a link has no address, or one with spaces or brackets; write brackets as %28 and %29")
    if "**" in words:
        raise ValueError("'**' is not closed; bold words stand between two pairs of asterisks")
    return text


def tagged(tag: str) -> str:
    """The tag of a language. Raises ValueError for what is none."""
    if not _TAG.fullmatch(tag):
        raise ValueError(f"'{tag}' is no tag of a language; write one such as 'es' or 'zh-Hans'")
    return tag


Lang = Annotated[str, AfterValidator(tagged), roles.HINT]
"""The language of words that are not in the leaflet's (BCP 47)."""

MARKED = object()
"""Marks the fields that hold words for readers, apart from ids, addresses and names."""
ASKING = object()
"""Marks an address that may ask for values by name, as words for readers do."""

Text = Annotated[str, Kept(StringConstraints(min_length=1), AfterValidator(checked), AS_WRITTEN), MARKED]
"""A text with marks. In what readers read it needs a role besides: one of those below."""

Prose = Annotated[Text, roles.PROSE]
Entry = Annotated[Text, roles.ITEM]
LeadIn = Annotated[Text, roles.LEAD_IN]
Heading = Annotated[Text, roles.HEADING]
Label = Annotated[Text, roles.LABEL]
AltText = Annotated[Text, roles.ALT]
SentencePart = Annotated[Text, roles.PART]
Blank = Annotated[Text, roles.BLANK]


Corner = Annotated[
    str, AfterValidator(lambda text: checked(text) if text.strip() else ""), AS_WRITTEN, MARKED, roles.LABEL
]
"""The heading of a column, or nothing: the first of a table with headings beside its rows needs none."""


@cache
def text_fields(model: type[Model], asking: bool = False) -> frozenset[str]:
    """The fields of a model that hold words for readers; with addresses that are ``asking`` for values, if wanted."""

    def marked(part: Any) -> bool:
        return part is MARKED or (asking and part is ASKING) or any(map(marked, get_args(part)))

    fields = model.model_fields.items()
    return frozenset(name for name, field in fields if any(map(marked, (*field.metadata, field.annotation))))


def plain(text: str) -> str:
    """The text, if it is without marks: it stands in many places. Raises ValueError otherwise."""
    if _ANY_MARK.search(text) and ("".join(span.text for span in _marked(text)) != text or "{" in text):
        raise ValueError(f"'{text}' stands in many places; write it without bold words, links and placeholders")
    return text


PlainName = Annotated[Name, AfterValidator(plain)]
"""A short text that prints as it stands, wherever it stands."""


PLACEHOLDERS: Mapping[str, str] = {
    "emergency_number": "the number to ring in an emergency, by region",
    "reference": "the leaflet's reference code",
    "version": "the leaflet's version",
    "written": "the month the leaflet was written",
    "review_by": "the month the leaflet must be checked again",
    "checked_by": "who signed the leaflet off, and when; or that no clinician has",
    "publisher": "who publishes the leaflet",
    "sources_seen": "the month the sources were last opened",
}
"""The values that every leaflet has, filled in after selection: others it declares itself, and its regions and clinics
give them.
"""
_ASKED = re.compile(r"\{(\w+)\}")


def _free(name: str) -> str:
    if name in PLACEHOLDERS:
        raise ValueError(f"'{{{name}}}' has its value already: {PLACEHOLDERS[name]}; choose another name")
    return name


ValueName = Annotated[
    str,
    shaped(r"^[a-z][a-z0-9_]*$", "write small letters, digits and underscores, a letter first, such as day_unit"),
    AfterValidator(_free),
    roles.HINT,
]
"""The name of a value that is a leaflet's own."""


def asked(text: str) -> list[str]:
    """The names of the values that a text asks for."""
    return _ASKED.findall(text) if "{" in text else []


def fill(text: str, values: Mapping[str, str]) -> str:
    """``text`` with each placeholder replaced by its value. Raises KeyError for a name without a value."""
    return _ASKED.sub(lambda match: values[match[1]], text)
