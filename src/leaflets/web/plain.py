"""The plain text edition: for any mail program and any braille display. Wrapped, headings underlined, links in full."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import assert_never

from leaflets.content.blocks import (
    AnatomyBlock,
    AnyBlock,
    AppointmentsBlock,
    BarChartBlock,
    BlanksBlock,
    BodyMapBlock,
    BulletsBlock,
    ChanceBlock,
    ChecklistBlock,
    ClinicDetailsBlock,
    ComparisonBlock,
    ContactsBlock,
    ContentsBlock,
    DoDontBlock,
    EmergencyBlock,
    FactsBlock,
    KeepTogetherBlock,
    KeyMessageBlock,
    NoteBlock,
    NotesBlock,
    OrganisationsBlock,
    PageBreakBlock,
    PictureBlock,
    QrCodeBlock,
    QuestionsBlock,
    QuoteBlock,
    SourceListBlock,
    StatementsBlock,
    StepsBlock,
    SubheadingBlock,
    TableBlock,
    TextBlock,
    TimelineBlock,
    WarningBlock,
    WordsExplainedBlock,
)
from leaflets.content.clinic import Line
from leaflets.content.inline import spans, words_of
from leaflets.content.leaflet import Organisation, Reference
from leaflets.content.payloads import Anatomy, BodyMap, Chance, Contacts, Item, Listing, Panel, Table
from leaflets.edition import spoken
from leaflets.edition.manuscript import Manuscript, footer

WIDTH = 72
LINE = "_" * 30
"""A line to write on."""


def plain(copy: Manuscript) -> bytes:
    """The plain text of a leaflet. Paragraphs stand apart by an empty line, sections by two."""
    file = copy.leaflet.file
    head = [said(file.front.label), title(copy.variant.title, "="), said(file.front.audience)]
    parts = [*head, *([said(copy.notice)] if copy.notice else [])]
    parts += [_labelled(copy.clinic.name, ", ".join(copy.clinic.titles))] if copy.clinic else []
    for name, section in copy.leaflet.sections.items():
        opened = any(isinstance(block, EmergencyBlock) for block in section.blocks[:1])
        front = name == file.front.section
        if not front:
            parts.append("" if opened else f"\n{title(section.heading, '-')}")
        for block in section.blocks:
            parts.extend(shown(block, copy))
    parts.append("\n" + "-" * 8)
    parts.extend([said(copy.notice)] if copy.notice else [])
    parts.append(said(" - ".join(footer(file, copy.job.variant, copy.language, copy.clinic))))
    return "\n\n".join(parts).encode() + b"\n"


def said(text: str, first: str = "") -> str:
    """An author's text, wrapped. ``first`` stands before its first line; the others are indented as much."""
    whole = "".join(span.in_full for span in spans(text))
    return textwrap.fill(
        whole,
        WIDTH,
        initial_indent=first,
        subsequent_indent=" " * len(first),
        break_long_words=False,
        break_on_hyphens=False,
    )


def title(text: str, line: str) -> str:
    """A heading, underlined."""
    lines = said(words_of(text)).split("\n")
    return "\n".join([*lines, line * max(map(len, lines))])


def shown(block: AnyBlock, copy: Manuscript) -> Iterator[str]:
    """The paragraphs of a block, and the words it wants explained."""
    yield from _shown(copy.filled(block), copy)
    for word in copy.explained(block):
        yield _labelled(word.term, word.meaning, first="    ")


def _shown(block: AnyBlock, copy: Manuscript) -> Iterator[str]:
    leaflet, phrases = copy.leaflet, copy.language.phrases
    match block:
        case TextBlock():
            yield said(block.text)
        case StatementsBlock():
            yield said(" ".join(item.text for item in block.statements))
        case SubheadingBlock():
            yield title(block.subheading, "~")
        case BulletsBlock():
            yield from _listing(block.bullets, "- ")
        case StepsBlock():
            yield from _listing(block.steps, "")
        case ChecklistBlock():
            yield from _listing(block.checklist, "[ ] ")
        case DoDontBlock():
            yield from _listing(block.do_dont.do, "+ ")
            yield from _listing(block.do_dont.dont, "- ")
        case TableBlock():
            yield from _table(block.table)
        case FactsBlock():
            yield from (_labelled(fact.label, fact.text) for fact in block.facts.items)
        case KeyMessageBlock():
            yield from _panel(block.key_message, copy)
        case NoteBlock():
            yield from _panel(block.note, copy)
        case WarningBlock():
            yield from _panel(block.warning, copy)
        case EmergencyBlock():
            alarm = block.emergency
            yield "\n" + title(f"!!! {alarm.heading} !!!", "=")
            yield said(alarm.call)
            yield said(alarm.lead_in)
            yield _items(alarm.items, "* ")
        case ComparisonBlock():
            for side in (block.comparison.left, block.comparison.right):
                yield title(side.heading, "~")
                yield from (said(item.text) for item in side.items)
        case ChanceBlock():
            yield from _chance(block.chance, spoken.chance_notes(block, leaflet, phrases))
        case BarChartBlock():
            yield said(block.bar_chart.lead_in)
            yield from (_labelled(bar.label, bar.text) for bar in block.bar_chart.items)
            yield from ([said(block.bar_chart.note)] if block.bar_chart.note else [])
        case TimelineBlock():
            steps = block.timeline.items
            for number, step in enumerate(steps, 1):
                yield _labelled(step.label, step.text, first=f"{number}. ")
                yield from ([_blank(block.timeline.blank)] if block.timeline.blank else [])
        case PictureBlock():
            yield from ([] if block.picture.decorative else [said(f"[{block.picture.alt}]")])
            yield from ([said(block.picture.caption)] if block.picture.caption else [])
        case QuoteBlock():
            yield _labelled(block.quote.words, block.quote.who)
        case BodyMapBlock():
            yield from _body_map(block.body_map, copy.variant.place)
        case AnatomyBlock():
            yield from _anatomy(block.anatomy)
        case QuestionsBlock():
            yield from ([said(block.questions.lead_in)] if block.questions.lead_in else [])
            yield _items(block.questions.items, "[ ] ")
        case NotesBlock():
            yield title(block.notes.heading, "~")
            yield LINE
        case BlanksBlock():
            clinic = copy.clinic if block.blanks.filled_by else None
            yield from ([title(block.blanks.heading, "~")] if block.blanks.heading else [])
            yield from _lines(clinic.directory if clinic else (), copy)
            yield from (_blank(label) for label in block.blanks.labels[: 1 if clinic else None])
        case AppointmentsBlock():
            yield "\n".join(_blank(text) for text in block.appointments.headings)
        case ContactsBlock():
            yield from _contacts(block.contacts)
        case QrCodeBlock():
            yield f"{said(block.qr_code.text)}\n{block.qr_code.address}"
        case ContentsBlock():
            yield title(block.contents, "~")
            front = leaflet.file.front.section
            yield "\n".join(said(one.heading, "- ") for name, one in leaflet.sections.items() if name != front)
        case WordsExplainedBlock():
            yield from (_labelled(word.term, word.meaning) for word in copy.glossary)
        case OrganisationsBlock():
            yield from (_organisation(one, copy) for one in copy.organisations)
        case ClinicDetailsBlock():
            yield from _details(copy)
        case SourceListBlock():
            yield from (_sources(name, found) for name, found in spoken.sources_listed(leaflet).items())
        case PageBreakBlock():
            pass
        case KeepTogetherBlock():
            for inside in block.keep_together:
                yield from shown(inside, copy)
        case _:
            assert_never(block)


def _items(items: Iterable[Item], sign: str) -> str:
    """A list; without a sign, a numbered one."""
    return "\n".join(said(item.text, sign or f"{number}. ") for number, item in enumerate(items, 1))


def _listing(listing: Listing, sign: str) -> Iterator[str]:
    if listing.lead_in:
        yield said(listing.lead_in)
    yield _items(listing.items, sign)


def _labelled(label: str, *below: str, first: str = "") -> str:
    """A label, and under it, indented, what belongs to it."""
    return "\n".join([said(label, first), *(said(text, " " * (len(first) or 4)) for text in below)])


def _blank(label: str) -> str:
    return said(f"{words_of(label)}: {LINE}")


def _panel(box: Panel, copy: Manuscript) -> Iterator[str]:
    if box.heading:
        yield title(box.heading, "~")
    if box.lead_in:
        yield said(box.lead_in)
    if box.lead_in and len(box.items) > 1:
        yield _items(box.items, "- ")
    else:
        yield from (said(item.text) for item in box.items)
    if box.filled_by and copy.clinic:
        yield from _lines(copy.clinic.ring, copy)
    elif box.blank:
        yield _blank(box.blank)


def _lines(lines: Iterable[Line], copy: Manuscript) -> Iterator[str]:
    """Telephone lines, each with its number and its hours under it."""
    return (_labelled(*one) for one in spoken.answered(lines, copy.language.phrases))


def _details(copy: Manuscript) -> Iterator[str]:
    clinic, phrases = copy.clinic, copy.language.phrases
    if clinic:
        yield said(spoken.given_by(clinic, phrases))
        yield said(f"{phrases.web}: {clinic.web}") + "\n" + said(f"{phrases.email}: {clinic.email}")
        yield from map(said, (clinic.other_formats, clinic.interpreter, clinic.feedback))


def _table(table: Table) -> Iterator[str]:
    """Row by row, each cell after its heading: columns do not survive a telephone or a braille display."""
    if table.caption:
        yield said(table.caption)
    for row in table.rows:
        cells = zip(table.headings, row.cells, strict=True)
        yield "\n".join(
            said(f"{heading}: {cell}", "" if not index else "    ") for index, (heading, cell) in enumerate(cells)
        )


def _chance(chance: Chance, notes: Iterable[str]) -> Iterator[str]:
    yield said(chance.lead_in)
    yield said(f"{chance.n:,} {chance.yes}", "- ") + "\n" + said(f"{chance.of - chance.n:,} {chance.no}", "- ")
    yield from map(said, notes)


def _body_map(body: BodyMap, own: str | None) -> Iterator[str]:
    """The places as a list; the variant's own is crossed."""
    yield said(body.lead_in)
    yield "\n".join(said(place.text, "[x] " if place.where == own else "[ ] ") for place in body.places)


def _anatomy(figure: Anatomy) -> Iterator[str]:
    """What the drawing shows, and its labels as a list; those of marked parts are crossed."""
    yield from ([title(figure.heading, "~")] if figure.heading else [])
    yield said(f"[{figure.alt}]")
    yield "\n".join(said(label.text, "[x] " if label.part in figure.mark else "[ ] ") for label in figure.labels)
    yield from ([said(figure.caption)] if figure.caption else [])


def _contacts(contacts: Contacts) -> Iterator[str]:
    yield title(contacts.heading, "~")
    for contact in contacts.items:
        hours = f" ({contact.hours})" if contact.hours else ""
        yield _labelled(f"{contact.label}{hours}", contact.phone or LINE)


def _organisation(one: Organisation, copy: Manuscript) -> str:
    phrases = copy.language.phrases
    lines = [said(f"{one.name} ({one.country})"), said(one.about, "    ")]
    if one.phone:
        lines.append(said(f"{phrases.phone}: {one.phone}" + (f" ({one.phone_note})" if one.phone_note else ""), "    "))
    return "\n".join([*lines, said(f"{phrases.web}: {one.web}", "    ")])


def _sources(organisation: str, references: Iterable[Reference]) -> str:
    lines = [said(organisation)]
    for one in references:
        lines.append(said(f"{spoken.sentence(one.title)} {one.address or ''}", "    "))
    return "\n".join(lines)
