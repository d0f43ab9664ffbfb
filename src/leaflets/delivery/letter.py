"""What a message says, as plain data: the words around a leaflet, and who says them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from leaflets.content.placeholders import fill

if TYPE_CHECKING:
    from leaflets.content.language import Language

ATTACH = "attach"
"""What stands in place of a web page's address where the page goes with the message."""


@dataclass(frozen=True)
class Link:
    """Where something more is to be found: what it is, and its address."""

    words: str
    address: str


Part = str | tuple[str, ...] | Link
"""A paragraph, the lines of a list, or a link."""


@dataclass(frozen=True)
class Sender:
    """Who hands a leaflet out: the printed name, whom to ring and when (one line each), the line on other formats.

    ``slug`` names the attached file: ``information-riverside.pdf``.
    """

    name: str
    slug: str
    contacts: tuple[str, ...] = ()
    other_formats: str = ""


@dataclass(frozen=True)
class About:
    """What a message is about: the leaflet's title, reference and version, and the number for emergencies.

    ``page`` is the address of its web page, or ``attach``, or nothing.
    """

    title: str
    reference: str
    version: str
    emergency_number: str
    page: str = ""


@dataclass(frozen=True)
class Letter:
    """A message's words, for one reader."""

    language: str
    subject: str
    parts: Sequence[Part]

    @property
    def text(self) -> str:
        """The words as plain text, one paragraph a line."""
        return "\n\n".join(map(_paragraph, self.parts)) + "\n"

    @property
    def html(self) -> str:
        """The same words as a page, which fetches nothing. Whatever they hold stays text."""
        return _PAGE.format(
            language=escape(self.language),
            subject=escape(self.subject),
            parts="\n".join(map(_element, self.parts)),
        )


_PAGE = """\
<!DOCTYPE html>
<html lang="{language}">
<head><meta charset="utf-8"><title>{subject}</title></head>
<body style="font-family: sans-serif; font-size: 1rem; line-height: 1.5; max-width: 40em">
{parts}
</body>
</html>
"""


def _paragraph(part: Part) -> str:
    if isinstance(part, Link):
        return f"{part.words}\n{part.address}"
    return part if isinstance(part, str) else "\n".join(f"- {line}" for line in part)


def _element(part: Part) -> str:
    if isinstance(part, Link):
        address = escape(part.address)
        return f'<p>{escape(part.words)}<br><a href="{address}">{address}</a></p>'
    if isinstance(part, str):
        return f"<p>{escape(part)}</p>"
    return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in part) + "</ul>"


def letter(about: About, sender: Sender, language: Language, name: str, descriptive: bool) -> Letter:
    """The words of one message to a person of this name. What tells the illness comes last, or not at all.

    The subject names the leaflet only if ``descriptive``: others may see it.
    """
    words = language.message
    values = {
        "sender": sender.name,
        "name": name,
        "title": about.title,
        "reference": about.reference,
        "version": about.version,
        "emergency_number": about.emergency_number,
    }

    def say(phrase: str) -> str:
        return fill(phrase, values)

    parts: list[Part] = [say(words.greeting if name else words.greeting_unnamed), say(words.what)]
    parts += [words.page_attached] if about.page == ATTACH else []
    parts += [words.whom, sender.contacts] if sender.contacts else [words.whom_unknown]
    parts += [say(words.emergency), sender.other_formats or words.other_formats, words.no_reply, words.mistaken]
    parts += [Link(words.page_linked, about.page)] if about.page not in ("", ATTACH) else []
    parts += [say(words.about)]
    return Letter(language.tag, say(words.subject_descriptive if descriptive else words.subject), parts)
