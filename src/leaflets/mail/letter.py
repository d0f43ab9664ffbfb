"""What a message says, as plain data: the words around a leaflet, and who says them."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import NamedTuple

from leaflets.content.inline import Span, spans
from leaflets.content.language import Language
from leaflets.edition.spoken import rings, telephone
from leaflets.text.direction import base_of, foreign, isolated, runs_left

ATTACH = "attach"
"""What stands in place of a web page's address where the page goes with the message."""

_VALUE = re.compile(r"\{(\w+)\}")

Words = tuple[Span, ...]


class Lines(NamedTuple):
    """The lines of a list."""

    items: tuple[Words, ...]


Part = Words | Lines
"""A paragraph, in which a line may end, or a list."""


class Sender(NamedTuple):
    """Who hands a leaflet out. ``slug`` names the attached file: ``information-riverside.pdf``.

    ``lines`` are whom to ring: what each is called, its number, and when someone answers. ``offers`` are texts on other
    formats, interpreters and feedback, in the sender's own words.
    """

    name: str
    slug: str
    lines: tuple[tuple[str, str, str], ...] = ()
    email: str = ""
    offers: tuple[str, ...] = ()


class About(NamedTuple):
    """What a message is about: the leaflet's title, reference and version, and the number for emergencies.

    ``page`` is the address of its web page, or ``attach``, or nothing.
    """

    title: str
    reference: str
    version: str
    emergency_number: str
    page: str = ""


@cache
def _page() -> str:
    return Path(__file__).with_name("letter.html").read_text("utf-8")


class Letter(NamedTuple):
    """A message's words, for one reader."""

    language: str
    subject: str
    parts: Sequence[Part]

    @property
    def leftward(self) -> bool:
        """Whether its language is written from right to left."""
        return runs_left(self.language)

    @property
    def text(self) -> str:
        """The words as plain text, one paragraph a line."""
        return "\n\n".join(_paragraph(part, self.leftward) for part in self.parts) + "\n"

    @property
    def html(self) -> str:
        """The same words as a page, which fetches nothing. Whatever they hold stays text."""
        return _page().format(
            language=escape(self.language),
            direction="rtl" if self.leftward else "ltr",
            subject=escape(self.subject),
            parts="\n".join(_element(part, self.leftward) for part in self.parts),
        )


def _paragraph(part: Part, leftward: bool) -> str:
    if isinstance(part, Lines):
        return "\n".join("- " + _paragraph(item, leftward).replace("\n", "\n  ") for item in part.items)
    around = "".join(span.text for span in part)
    return "".join(isolated(span.in_full, around, not (leftward or base_of(around)), leftward) for span in part)


def _element(part: Part, leftward: bool) -> str:
    if isinstance(part, Lines):
        items = (f'<li style="margin: 0.5em 0">{_marked(item, leftward)}</li>' for item in part.items)
        return f"<ul>{''.join(items)}</ul>"
    return f"<p>{_marked(part, leftward)}</p>"


def _marked(words: Words, leftward: bool) -> str:
    around, said = "".join(span.text for span in words), ""
    for span in words:
        runs = foreign(span.text, around, not (leftward or base_of(around)), leftward)
        parts = ((escape(part), apart) for part, apart in runs)
        made = "".join(f'<bdi dir="ltr">{part}</bdi>' if apart else part for part, apart in parts).replace("\n", "<br>")
        made = f'<a href="{escape(span.address)}">{made}</a>' if span.address else made
        made = f'<span lang="{escape(span.lang)}">{made}</span>' if span.lang else made
        said += f"<strong>{made}</strong>" if span.bold else made
    return said


def letter(about: About, sender: Sender, language: Language, name: str, descriptive: bool) -> Letter:
    """The words of one message to a person of this name. What tells the illness comes last, or not at all.

    The subject names the leaflet only if ``descriptive``: others may see it.
    """
    words = language.message
    number = about.emergency_number
    values = {
        "sender": Span(sender.name),
        "name": Span(name),
        "title": Span(about.title),
        "reference": Span(about.reference),
        "version": Span(about.version),
        "emergency_number": Span(number, address=telephone(number) if rings(number) else ""),
        "email": Span(sender.email, address=f"mailto:{sender.email}"),
    }
    parts = [
        words.greeting if name else words.greeting_unnamed,
        words.what,
        words.page_attached if about.page == ATTACH else "",
        words.emergency,
        words.whom if sender.lines else words.whom_unknown,
    ]
    made: list[Part] = [_said(part, values) for part in parts if part]
    lines = tuple(  # the number ends a line: nothing said after it is taken for a part of it
        (Span(f"{label}: "), Span(number, address=telephone(number)), Span(f"\n{hours}"))
        for label, number, hours in sender.lines
    )
    made += [Lines(lines)] if lines else []
    made += [_said(words.write if sender.email else words.no_reply, values)]
    made += [spans(offer) for offer in sender.offers or (words.other_formats,)]
    made += [_said(words.mistaken, values)]
    if about.page not in ("", ATTACH):
        made.append((Span(f"{words.page_linked}\n"), Span(about.page, address=about.page)))
    made += [_said(words.about, values)]
    subject = _said(words.subject_descriptive if descriptive else words.subject, values)
    return Letter(language.tag, "".join(span.text for span in subject), made)


def _said(phrase: str, values: Mapping[str, Span]) -> Words:
    """A phrase of ours, its values put in; whatever these hold stays words."""
    parts = enumerate(_VALUE.split(phrase))
    return tuple(values[part] if place % 2 else Span(part) for place, part in parts if part)
