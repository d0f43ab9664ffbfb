"""What goes to a translator and comes back, as XLIFF 1.2 or CSV: the texts that need words, and what is wrong in it."""

import codecs
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from leaflets.content.inline import checked, words_of
from leaflets.content.model import Name
from leaflets.content.payloads import Chance, Fact
from leaflets.content.translations import SecondReader, Translated, Translations, Words, Work, fault
from leaflets.content.written import even
from leaflets.edition.faithful import medicines, script, unkept, untranslated
from leaflets.edition.selection import select
from leaflets.edition.translation import Piece, printed, told
from leaflets.edition.wording import every_job, standing
from leaflets.problems import ContentError, Problem, Source, did_you_mean, refuse, refused
from leaflets.store.project import Project
from leaflets.store.table import cell_faults, heading, meant, rows, table
from leaflets.store.translations import Key, tongues, translations, written

NOTHING = Translations.model_construct(work={})
Reader = tuple[str, date]
"""Who read a translation, and when."""
STATES = ("missing", "stale", "translated", "checked", "signed")
TIGHT: Mapping[str, str] = {"heading": "a heading", "label": "a label", "blank": "a label before a line to write on"}
"""The purposes of words that have little room, and what translators are told of them."""
_TOLD: Mapping[str, str] = {
    **TIGHT,
    "item": "an entry of a list", "lead-in": "leads in to a list", "alt": "read aloud in place of a picture",
    "part": "a piece of a sentence with a number", "listing": "of an organisation", "name": "a name",
}  # fmt: skip


class Row(NamedTuple):
    """A text as a translator sees it. ``old``: the source of the translation there is, if that is of other words."""

    key: str
    where: str
    source: str
    old: str
    translation: str
    most: int
    notes: str
    note: str
    back: str
    state: str


class Filled(NamedTuple):
    """A row as it came back, and where it stands in its file. ``source``: the words that it says it translates."""

    where: Source
    key: str
    translation: str
    note: str = ""
    back: str = ""
    source: str = ""


@dataclass(frozen=True)
class Taken:
    """What a sheet that came back changes: new entries, those that are gone, and what of it is passed over.

    ``work`` is who made the new ones, by its name; ``order`` that of the leaflet.
    """

    work: tuple[str, Work]
    order: Sequence[Key]
    new: list[Translated] = field(default_factory=list)
    gone: list[Key] = field(default_factory=list)
    passed: list[Problem] = field(default_factory=list)

    def onto(self, raw: bytes, file: str) -> bytes:
        """The file of the translation with what is new, and without what is gone."""
        used = dict([self.work]) if any(one.work == self.work[0] for one in self.new) else {}
        return written(raw, file, self.new, self.gone, used, self.order)


def known_words(project: Project, leaflet: str, language: str) -> Translations:
    """The translation there is, or one that says nothing yet. Raises ContentError."""
    return translations(project, leaflet, language) if language in tongues(project, leaflet) else NOTHING


def pieces(project: Project, name: str, language: str) -> list[Piece]:
    """What is to be translated into a language, in reading order: all that some job in it says. Raises ContentError."""
    said = known_words(project, name, language)
    leaflet = told(project.leaflet(name), said, language)
    found: dict[str, Piece] = {}
    for job in every_job(project, name, tongue=language if said is not NOTHING else ""):
        with suppress(ContentError):  # what cannot be chosen is said where it is asked for
            found |= {piece.unit.key: piece for piece in printed(select(leaflet, job), job.variant)}
    return sorted(found.values(), key=lambda piece: piece.number)


def counted(project: Project, name: str, language: str) -> Counter[str]:
    """How many texts there are of each state; what is checked is signed, if all that a clinician must agree to is."""
    every = pieces(project, name, language)
    found = Counter[str]({piece.state: 0 for piece in every})
    signed: dict[Source, bool] = {}
    if any(one.language == language for one in project.leaflet(name).sign_offs):
        for job in every_job(project, name, tongue=language):
            with suppress(ContentError):
                for one in standing(project, job):
                    signed[one.saying.where] = one.state == "signed" and signed.get(one.saying.where, True)
    for piece in every:
        agreed = piece.unit.statement and signed.get(piece.unit.statement.at())
        found["signed" if piece.checked and agreed else piece.state] += 1
    return found


def sheet(every: Iterable[Piece], states: Collection[str]) -> Iterator[Row]:
    """The rows of the pieces in some states."""
    for piece in every:
        if piece.state in states:
            unit, old, entry = piece.unit, piece.old, piece.entry or piece.old
            leading = " › ".join(dict.fromkeys(words_of(words) for words in unit.leading))
            yield Row(
                key=unit.key,
                where=f"{leading} ({unit.where})" if leading else str(unit.where),
                source=unit.words,
                old=old.source if old else "",
                translation=entry.text if entry else "",
                most=max(len(unit.words) * 7 // 5, len(unit.words) + 8) if unit.role.purpose in TIGHT else 0,
                notes="; ".join(_notes(piece)),
                note=(entry.note if entry else None) or "",
                back=(piece.entry.back if piece.entry else None) or "",
                state=piece.state,
            )


def _notes(piece: Piece) -> Iterator[str]:
    """What a translator should know of a text."""
    unit = piece.unit
    model, around = unit.around[-1], unit.around[-2] if len(unit.around) > 1 else None
    if unit.role.purpose in _TOLD:
        yield _TOLD[unit.role.purpose]
    if unit.role.purpose == "item" and (lead := getattr(around, "lead_in", None)):
        yield f"goes on after “{words_of(lead)}”"
    if isinstance(model, Fact) and unit.part == "text":
        yield f"answers “{words_of(model.label)}”"
    if isinstance(model, Chance):
        yield f"printed as: {model.lead_in} {model.n} of {model.of} {model.yes}"
    if unit.locked:
        yield "the edition is not made without it"
    if getattr(unit.statement, "needs", None):
        yield "a clinician must agree to it"


def terms(project: Project, name: str, language: str) -> list[tuple[str, str, str]]:
    """The words explained and the agreed words: each, what it is in the language if that is known, what it means."""
    said = known_words(project, name, language)
    entries = {(one.id, one.part): one.text for one in said.statements}
    words = project.leaflet(name).words.values()
    found = [(word.term, entries.get((word.id, "term"), ""), word.meaning) for word in words]
    return [*found, *((term, agreed, "") for term, agreed in said.terms.items())]


def taken(
    project: Project, name: str, language: str, filled: Sequence[Filled], work: tuple[str, Work], reader: Reader | None
) -> Taken:
    """What filled rows come to: translations made by some named ``work``, or read by a second ``reader`` on a day.

    Raises ContentError with all that is wrong with them.
    """
    said, every = known_words(project, name, language), pieces(project, name, language)
    by_key, found = {piece.unit.key: piece for piece in every}, Taken(work, [piece.unit.place for piece in every])
    parts, first = {_part(key) for key in by_key}, dict[str, Source]()
    known = {**said.work, work[0]: work[1]}
    problems: list[Problem] = []
    for row in filled:
        piece, before = by_key.get(row.key), first.setdefault(row.key, row.where)
        if not row.key:
            problems.append(Problem(row.where, "the row has no id", "leave ids as they were written"))
        elif before is not row.where:
            problems.append(Problem(row.where, f"{row.key} is there twice: {before}", "delete one of the two"))
        elif piece is None and _part(row.key) in parts:
            message = f"the words of {_part(row.key)} have changed since this sheet was written; it is not read"
            found.passed.append(Problem(row.where, message, "have the words translated as they are now"))
        elif piece is None:
            near = did_you_mean(_part(row.key), parts)
            problems.append(Problem(row.where, f"the leaflet has no text '{row.key}'", near))
        elif row.translation or piece.entry or row.note:
            source, text = piece.unit.words, row.translation
            wrong = list(_wrong(row, piece))
            wrong = wrong or [*unkept(source, text), *unlike(project, name, language, source, text)]
            entry = None if wrong else _entry(piece, row, work[0], reader)
            if entry and reader and reader[0] == known[entry.work].translator:
                wrong = [(f"{reader[0]} translated it", "a second reader is another person")]
            elif entry and entry != piece.entry:
                found.new.append(entry)
            problems += [Problem(row.where, f"{row.key}: {message}", hint) for message, hint in wrong]
            keys = [(one.id, one.part, one.mark) for one in said.statements]
            found.gone.extend(key for key in keys if key[:2] == piece.unit.place[:2] and key not in found.order)
    if problems:
        raise ContentError([*problems, *found.passed])
    return found


def _part(key: str) -> str:
    return key.partition("@")[0]


def _entry(piece: Piece, row: Filled, work: str, reader: Reader | None) -> Translated:
    """The entry of a row without faults: the one there is, if it says the same."""
    unit, old, text = piece.unit, piece.entry, checked(row.translation)
    same = old is not None and old.text == text
    made = Translated(
        id=unit.id, part=unit.part, mark=unit.mark, source=unit.words, text=text,
        work=old.work if old and (same or reader) else work,
        note=row.note or (old.note if old and same else None), back=row.back or (old.back if old and same else None),
        checked=old.checked if old and same else None,
    )  # fmt: skip
    if reader:
        by = SecondReader(by=reader[0], done=reader[1], mark=made.both)
        made = made.model_copy(update={"checked": by})
    return made


def _wrong(row: Filled, piece: Piece) -> Iterator[tuple[str, str]]:
    """Why a row cannot stand in a file, and what to do."""
    if row.source and row.source.split() != even(piece.unit.words).split():
        yield "the source in the sheet is not that of the leaflet", "leave sources as they were written"
    if not any(sign.isalnum() for sign in row.translation):
        yield "the translation is empty", "write it, or delete the row"
        return
    for text, kind in ((row.translation, Words), (row.note, Name), (row.back, Words)):
        if wrong := fault(text, kind):
            message, _, hint = wrong.partition("; ")
            yield message, hint


def unlike(project: Project, name: str, language: str, source: str, text: str) -> Iterator[tuple[str, str]]:
    """What is wrong with words in a language that their file does not tell: letters, and names of medicines."""
    yield from untranslated(source, text, script("".join(project.language(language).months)))
    known = (*project.rulebook.words.medical.drugs, *project.house(name).words.medical.drugs)
    drugs = (one for one in known if one.isalpha())
    yield from medicines(source, text, drugs, known_words(project, name, language).terms)


COLUMNS = ("id", "where", "source", "old source", "translation", "most characters", "notes", "note", "back-translation")
"""What a row says, in the order of its fields."""
XLIFF = "urn:oasis:names:tc:xliff:document:1.2"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_STATES = {"missing": "needs-translation", "stale": "needs-adaptation", "translated": "translated", "checked": "final"}
_PLACEHOLDER = re.compile(r"(\{\w+\})")


def as_csv(every: Iterable[Row]) -> bytes:
    """The rows as a table. No cell of it is ever a formula."""
    return table(COLUMNS, ([str(cell or "") for cell in one[: len(COLUMNS)]] for one in every))


def as_xliff(every: Iterable[Row], name: str, tags: tuple[str, str], terms: Iterable[tuple[str, str, str]]) -> bytes:
    """The rows of a leaflet as XLIFF 1.2, from one language into another, with the agreed words in its head."""
    root = Element("xliff", {"version": "1.2", "xmlns": XLIFF})
    kind = {"source-language": tags[0], "target-language": tags[1], "datatype": "plaintext"}
    file = SubElement(root, "file", {"original": name, **kind})
    glossary = SubElement(SubElement(SubElement(file, "header"), "glossary"), "internal-file", {"form": "text/csv"})
    glossary.text = "\n".join(
        f"{term}: {agreed or '…'}{f' ({means})' if means else ''}" for term, agreed, means in terms
    )
    body = SubElement(file, "body")
    for one in every:
        most = {"maxwidth": str(one.most), "size-unit": "char"} if one.most else {}
        unit = SubElement(body, "trans-unit", {"id": one.key, _SPACE: "preserve", **most})
        _fill(SubElement(unit, "source"), one.source)
        _fill(SubElement(unit, "target", {"state": _STATES[one.state]}), "" if one.old else one.translation)
        if one.old:
            before = SubElement(unit, "alt-trans", {"alttranstype": "previous-version"})
            _fill(SubElement(before, "source"), one.old)
            _fill(SubElement(before, "target"), one.translation)
        told = (("leaflets", f"{one.where}. {one.notes}"), ("translator", one.note), ("back-translation", one.back))
        for who, said in told:
            if said:
                SubElement(unit, "note", {"from": who}).text = said
    ElementTree.indent(root)
    made: bytes = ElementTree.tostring(root, "utf-8", xml_declaration=True)
    return made


def _fill(element: Element, text: str) -> None:
    """Put a text into an element, each value it asks for as a part that tools keep."""
    element.text, *parts = _PLACEHOLDER.split(text)
    for number, (name, after) in enumerate(zip(parts[::2], parts[1::2], strict=True), 1):
        held = SubElement(element, "ph", {"id": str(number)})
        held.text, held.tail = name, after


def read_sheet(raw: bytes, file: str, tag: str) -> list[Filled]:
    """The rows of a sheet that came back, of either kind. Raises ContentError."""
    coding = "utf-16" if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    tagged = raw[:400].decode(coding, "ignore").lstrip().startswith("<")
    return list(_of_xliff(raw, coding, file, tag) if tagged else _of_table(raw, file))


def _of_xliff(raw: bytes, coding: str, file: str, tag: str) -> Iterator[Filled]:
    try:
        text = raw.decode(coding)
        if "<!" in text.replace("<!--", "").replace("<![CDATA[", ""):
            raise ValueError("it declares a document type or entities; a sheet needs none")
        root = ElementTree.fromstring(text)  # noqa: S314 (nothing is declared in it, so nothing can be expanded)
        if root.tag != f"{{{XLIFF}}}xliff":
            raise ValueError("it is no XLIFF 1.2")
    except (ValueError, SyntaxError) as error:
        where = Source(file, *getattr(error, "position", ()))
        raise refused(where, f"cannot be read: {error}", "save it as XLIFF 1.2, in UTF-8") from None
    named, places = {"x": XLIFF}, _places(text, file)
    for part in root.findall("x:file", named):
        if part.get("target-language", tag).lower() != tag.lower():
            message = f"this sheet is for '{part.get('target-language')}', and not for '{tag}'"
            raise refused(Source(file), message, "name its language on the command line")
        for unit in part.iterfind(".//x:trans-unit", named):
            said = {note.get("from", ""): note.text or "" for note in unit.findall("x:note", named)}
            source, words = (_words(unit.find(f"x:{part}", named)) for part in ("source", "target"))
            key, back = unit.get("id", ""), said.get("back-translation", "")
            yield Filled(places.get(key, Source(file)), key, words, said.get("translator", ""), back, source)


def _words(part: Element | None) -> str:
    return " ".join(even("".join(part.itertext())).split()) if part is not None else ""


def _places(text: str, file: str) -> dict[str, Source]:
    """Where the units of an XLIFF stand, by their ids."""
    found = re.finditer(r"<(?:\w+:)?trans-unit\b[^>]*?\bid=[\"']([^\"']*)", text)
    return {
        one[1]: Source(file, text.count("\n", 0, one.start()) + 1, one.start() - text.rfind("\n", 0, one.start()))
        for one in found
    }


def _of_table(raw: bytes, file: str) -> Iterator[Filled]:
    head, *found = rows(raw, file, ", ".join(COLUMNS), "sheet")

    def unknown(name: str) -> tuple[str, str] | None:
        return None if name in COLUMNS else (f"there is no column {name!r}", did_you_mean(name, COLUMNS) or "delete it")

    columns = heading(head, file, "translation", unknown, {"target": "translation"})
    problems = [] if "id" in columns else [Problem(Source(file, head.number, 1), "there is no column 'id'", "keep it")]
    for row in found:
        problems += cell_faults(row, columns, file)
    refuse(problems)
    for row in found:
        cells = dict(zip(columns, map(meant, row.cells), strict=False))
        where = Source(file, row.number, columns.index("translation") + 1)
        words, note, back, source = (
            cells.get(name, "") for name in ("translation", "note", "back-translation", "source")
        )
        yield Filled(where, cells["id"], words, note, back, source)
