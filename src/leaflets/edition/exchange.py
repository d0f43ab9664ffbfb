"""Translation sheets as files: XLIFF 1.2 for translators' tools, and CSV for spreadsheets; written and read back."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import astuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from leaflets.content.written import even
from leaflets.edition.sheet import Filled, Row
from leaflets.problems import ContentError, Problem, Source, did_you_mean
from leaflets.store.table import cell_faults, heading, meant, rows, table

COLUMNS = ("id", "where", "source", "old source", "translation", "most characters", "notes", "note", "back-translation")
"""What a row says, in the order of its fields."""
XLIFF = "urn:oasis:names:tc:xliff:document:1.2"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_STATES = {"missing": "needs-translation", "stale": "needs-adaptation", "translated": "translated", "checked": "final"}
_PLACEHOLDER = re.compile(r"(\{\w+\})")


def as_csv(every: Iterable[Row]) -> bytes:
    """The rows as a table. No cell of it is ever a formula."""
    rows = (astuple(one)[: len(COLUMNS)] for one in every)
    return table(COLUMNS, ([str(cell or "") for cell in cells] for cells in rows))


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
        raise ContentError([Problem(where, f"cannot be read: {error}", "save it as XLIFF 1.2, in UTF-8")]) from None
    named, places = {"x": XLIFF}, _places(text, file)
    for part in root.findall("x:file", named):
        if part.get("target-language", tag).lower() != tag.lower():
            message = f"this sheet is for '{part.get('target-language')}', and not for '{tag}'"
            raise ContentError([Problem(Source(file), message, "name its language on the command line")])
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
    columns = heading(head, file, "translation", _no_column, {"target": "translation"})
    problems = [] if "id" in columns else [Problem(Source(file, head.number, 1), "there is no column 'id'", "keep it")]
    for row in found:
        problems += cell_faults(row, columns, file)
    if problems:
        raise ContentError(problems)
    for row in found:
        cells = dict(zip(columns, map(meant, row.cells), strict=False))
        where = Source(file, row.number, columns.index("translation") + 1)
        words, note, back, source = (
            cells.get(name, "") for name in ("translation", "note", "back-translation", "source")
        )
        yield Filled(where, cells["id"], words, note, back, source)


def _no_column(name: str) -> tuple[str, str] | None:
    return None if name in COLUMNS else (f"there is no column {name!r}", did_you_mean(name, COLUMNS) or "delete it")
