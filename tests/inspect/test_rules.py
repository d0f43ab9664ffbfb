"""What the standard allows in more ways than one is no fault; what it forbids in the structure is one."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from leaflets.inspect.inspection import Inspection, inspect
from leaflets.inspect.reading.opening import Unreadable
from support.mutations import change_xmp, elements, link, name, parents, rename, root, tree, written
from support.sample import sample

Change = Callable[[PdfWriter], None]
GOOD: list[Change] = []
BAD: list[tuple[Change, str]] = []


def good(change: Change) -> Change:
    """Register a change that breaks nothing."""
    GOOD.append(change)
    return change


def bad(sentence: str) -> Callable[[Change], Change]:
    """Register a change, and the words of the one fault it makes."""

    def register(change: Change) -> Change:
        BAD.append((change, sentence))
        return change

    return register


def changed(change: Change) -> Inspection:
    writer = PdfWriter(clone_from=BytesIO(sample()))
    change(writer)
    return inspect(written(writer))


def entries(**values: object) -> DictionaryObject:
    return DictionaryObject({name(key): value for key, value in values.items()})


def made(writer: PdfWriter, parent: Any, role: str, *kids: Any) -> Any:
    """A new element, last in its parent; the kids move into it."""
    element = writer._add_object(entries(S=name(role), P=parent.indirect_reference, K=ArrayObject(kids)))
    for kid in kids:
        kid.get_object()[name("P")] = element
    parent["/K"].append(element)
    return element.get_object()


def table(writer: PdfWriter) -> Any:
    return elements(writer, "Table")[0]


def grouped(writer: PdfWriter, *roles: str) -> None:
    """The rows of the table in groups of these roles: one each, and the rest in the last."""
    whole = table(writer)
    rows = list(whole["/K"])
    whole[name("K")] = ArrayObject()
    for role in roles[:-1]:
        made(writer, whole, role, rows.pop(0))
    made(writer, whole, roles[-1], *rows)


def silent(writer: PdfWriter) -> Any:
    """The file says no language, and its title is in one; the top of the tree is all that is left to say it."""
    del root(writer)["/Lang"]
    del root(writer)["/Outlines"]
    change_xmp(writer, "x-default", "pl")
    return elements(writer, "Document")[0]


@good
def times_are_written_in_another_zone(writer: PdfWriter) -> None:
    assert writer._info is not None
    for key in ("/CreationDate", "/ModDate"):
        assert "093000" in str(writer._info[key])
        writer._info[NameObject(key)] = TextStringObject("D:20261121113000+02'00'")


@good
def the_title_is_in_a_language(writer: PdfWriter) -> None:
    change_xmp(writer, "x-default", "pl-PL")


@good
def cells_name_their_headers(writer: PdfWriter) -> None:
    heads = elements(writer, "TH")
    for at, head in enumerate(heads):
        del head["/A"]
        head[name("ID")] = TextStringObject(f"head {at}")
    for at, cell in enumerate(elements(writer, "TD")):
        cell[name("A")] = entries(O=name("Table"), Headers=ArrayObject([TextStringObject(f"head {at % 2}")]))


@good
def the_scope_is_that_of_a_class(writer: PdfWriter) -> None:
    tree(writer)[name("ClassMap")] = entries(head=entries(O=name("Table"), Scope=name("Column")))
    for head in elements(writer, "TH"):
        del head["/A"]
        head[name("C")] = name("head")


@good
def a_picture_has_words_to_be_read_in_its_place(writer: PdfWriter) -> None:
    (figure,) = elements(writer, "Figure")
    figure[name("ActualText")] = figure.pop("/Alt")


@good
def a_note_on_the_page_has_its_words_in_the_element(writer: PdfWriter) -> None:
    link(writer)[name("Subtype")] = name("Text")
    del link(writer)["/Contents"]
    element = elements(writer, "Link")[0]
    rename(element, "Annot")
    element[name("Alt")] = TextStringObject("Website of the clinic")


@good
def the_document_says_its_language_as_an_element(writer: PdfWriter) -> None:
    silent(writer)[name("Lang")] = TextStringObject("pl")


@good
def nothing_is_said_of_pdf_a(writer: PdfWriter) -> None:
    change_xmp(writer, "<pdfaid:part>2</pdfaid:part>", "")
    change_xmp(writer, "<pdfaid:conformance>A</pdfaid:conformance>", "")


@good
def a_table_has_a_head_a_body_and_a_foot(writer: PdfWriter) -> None:
    grouped(writer, "THead", "TFoot", "TBody")


@good
def a_table_ends_with_its_caption(writer: PdfWriter) -> None:
    made(writer, table(writer), "Caption")


@good
def an_item_of_a_list_holds_words_alone(writer: PdfWriter) -> None:
    item = elements(writer, "LI")[0]
    kids = [kid.get_object() for kid in item["/K"]]
    marks = [kid["/K"][0] if isinstance(kid["/K"], ArrayObject) else kid["/K"] for kid in kids]
    item[name("K")], item[name("Pg")] = ArrayObject(marks), kids[0].raw_get("/Pg")
    for mark in marks:
        parents(writer)[mark] = item.indirect_reference


@good
def a_note_has_a_name(writer: PdfWriter) -> None:
    made(writer, elements(writer, "Document")[0], "Note")[name("ID")] = TextStringObject("note 1")


@bad("has more than one THead")
def a_table_has_two_heads(writer: PdfWriter) -> None:
    grouped(writer, "THead", "THead", "TBody")


@bad("has more than one TFoot")
def a_table_has_two_feet(writer: PdfWriter) -> None:
    grouped(writer, "TFoot", "TFoot", "TBody")


@bad("has a THead, and no TBody")
def a_table_has_no_body(writer: PdfWriter) -> None:
    grouped(writer, "THead")


@bad("has a caption where none may be, or more than one")
def a_list_ends_with_a_caption(writer: PdfWriter) -> None:
    made(writer, elements(writer, "L")[0], "Caption")


@bad("has a caption where none may be, or more than one")
def a_table_has_two_captions(writer: PdfWriter) -> None:
    for _ in range(2):
        made(writer, table(writer), "Caption")
    table(writer)["/K"].insert(0, table(writer)["/K"].pop())


@bad("has more than one heading of its own (H)")
def a_part_has_two_headings_without_a_level(writer: PdfWriter) -> None:
    for role in ("H1", "H2", "H3"):
        for heading in elements(writer, role):
            rename(heading, "H")


@bad("has no words in place of the picture (Alt)")
def a_formula_has_no_words(writer: PdfWriter) -> None:
    made(writer, elements(writer, "Document")[0], "Formula")


@bad("has no name of its own (ID)")
def two_notes_have_one_name(writer: PdfWriter) -> None:
    for _ in range(2):
        made(writer, elements(writer, "Document")[0], "Note")[name("ID")] = TextStringObject("note 1")


@bad("names a header 'nothing' that its table does not have (Headers)")
def a_cell_names_a_header_that_is_not_there(writer: PdfWriter) -> None:
    headers = ArrayObject([TextStringObject("nothing")])
    elements(writer, "TD")[0][name("A")] = entries(O=name("Table"), Headers=headers)


@bad("lies over another cell of")
def a_cell_lies_over_another(writer: PdfWriter) -> None:
    cells = elements(writer, "TD")
    cells[1][name("A")] = entries(O=name("Table"), RowSpan=NumberObject(2))
    cells[2][name("A")] = entries(O=name("Table"), ColSpan=NumberObject(2))
    del elements(writer, "TR")[2]["/K"][1]


@bad("reaches below the last row of")
def a_cell_reaches_below_its_table(writer: PdfWriter) -> None:
    elements(writer, "TD")[-1][name("A")] = entries(O=name("Table"), RowSpan=NumberObject(2))


@bad("nothing says which language the words of Figure")
def nothing_says_the_language_of_a_picture(writer: PdfWriter) -> None:
    for element in silent(writer)["/K"]:
        if element.get_object()["/S"] != "/Figure":
            element.get_object()[name("Lang")] = TextStringObject("pl")


@bad("nothing says which language 'What is it?' is in (Lang)")
def nothing_says_the_language_of_a_heading(writer: PdfWriter) -> None:
    for element in silent(writer)["/K"]:
        if element.get_object() is not elements(writer, "H2")[0]:
            element.get_object()[name("Lang")] = TextStringObject("pl")


@bad("which is not a language (Lang)")
def a_part_is_in_no_language(writer: PdfWriter) -> None:
    elements(writer, "P")[0][name("Lang")] = TextStringObject("español")


@bad("the role Lead is made to mean itself, by way of others")
def a_role_is_mapped_in_a_circle(writer: PdfWriter) -> None:
    tree(writer)[name("RoleMap")] = DictionaryObject({name("Lead"): name("Intro"), name("Intro"): name("Lead")})
    rename(elements(writer, "P")[0], "Lead")


@bad("does not say what it is (CT, Alt)")
def a_film_has_no_words(writer: PdfWriter) -> None:
    link(writer)[name("A")] = entries(S=name("Rendition"), R=entries(C=entries(S=name("MCD"), CT=name("video"))))


@bad("has no name (F, UF)")
def an_attached_file_has_no_name(writer: PdfWriter) -> None:
    link(writer)[name("FS")] = entries(EF=entries(), UF=TextStringObject("list.csv"))


@pytest.mark.parametrize("change", GOOD, ids=lambda change: change.__name__)
def test_what_the_standard_allows_is_no_fault(change: Change) -> None:
    assert changed(change).faults == []


@pytest.mark.parametrize(("change", "sentence"), BAD, ids=lambda one: getattr(one, "__name__", ""))
def test_what_the_standard_forbids_is_a_fault(change: Change, sentence: str) -> None:
    faults = changed(change).faults
    assert [fault for fault in faults if sentence in fault], faults


def test_there_is_much_to_look_for() -> None:
    assert len(GOOD) >= 12
    assert len(BAD) >= 15


def test_the_languages_of_parts_are_told() -> None:
    def spanish(writer: PdfWriter) -> None:
        for element in elements(writer, "LI"):
            element[name("Lang")] = TextStringObject("es")
        elements(writer, "P")[0][name("Lang")] = TextStringObject("cy")

    assert changed(spanish).parts == {"es": 2, "cy": 1}


def test_rules_of_the_house_are_no_faults() -> None:
    def without_a_title(writer: PdfWriter) -> None:
        for role, lower in (("H1", "P"), ("H2", "H1"), ("H3", "H2")):
            for heading in elements(writer, role):
                rename(heading, lower)

    found = changed(without_a_title)
    assert found.faults == []
    assert found.house == ["there should be one H1, and there are 2"]


@pytest.mark.parametrize("scaling", ["None", "AppDefault"])
def test_whether_printers_may_scale_is_told(scaling: str) -> None:
    def ask(writer: PdfWriter) -> None:
        root(writer)["/ViewerPreferences"][name("PrintScaling")] = name(scaling)

    assert changed(ask).scaled == (scaling != "None")


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
@pytest.mark.parametrize("password", ["", "secret"])
def test_a_locked_file_is_looked_at_if_it_opens_and_named_if_it_does_not(algorithm: str, password: str) -> None:
    writer = PdfWriter(clone_from=BytesIO(sample()))
    writer.encrypt(password, "owner", algorithm=algorithm)
    if password:
        with pytest.raises(Unreadable, match=r"^is locked: it opens with a password only"):
            inspect(written(writer))
        return
    found = inspect(written(writer))
    assert (found.locked, found.pages, found.claims) == (True, 2, ["PDF/UA-1", "PDF/A-2a"])
    assert found.faults == ["the file is locked, which one that says it is PDF/A may not be"]
