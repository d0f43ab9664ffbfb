"""Our own check: one fault put into a good file is found, and named in a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from leaflets.inspect.rules.conformance import check
from leaflets.pdf.shell import finished
from leaflets.pdf.tree import Annotated, Node
from support.mutations import elements, fonts, parents, rename, root, tree, written
from support.sample import blank, sample, say

Change = Callable[[PdfWriter], None]
SPOILED: dict[str, tuple[Change, str]] = {}


@pytest.fixture(scope="module")
def data() -> bytes:
    return sample()


def spoiled_by(sentence: str) -> Callable[[Change], Change]:
    """Register a change, and the pattern of a sentence that must be among the faults."""

    def register(change: Change) -> Change:
        SPOILED[change.__name__] = (change, sentence)
        return change

    return register


def first_page(writer: PdfWriter) -> Any:
    return writer.pages[0]


def annotation(writer: PdfWriter) -> Any:
    """The first link annotation of the first page."""
    return first_page(writer)["/Annots"][0].get_object()


def edit(writer: PdfWriter, old: str, new: str) -> None:
    """Change the content of the first page."""
    contents = first_page(writer)["/Contents"]
    stream = contents[0].get_object()
    text = stream.get_data().decode("latin-1")
    changed, times = re.subn(old, new, text, count=1)
    assert times, f"{old} is not on the page"
    fresh = DecodedStreamObject()
    fresh.set_data(changed.encode("latin-1"))
    contents[0] = writer._add_object(fresh)


def change_meaning(writer: PdfWriter, old: bytes, new: bytes) -> None:
    """Change the ToUnicode map of the first font."""
    font = fonts(writer)[0]
    data = font["/ToUnicode"].get_data()
    assert old in data
    fresh = DecodedStreamObject()
    fresh.set_data(data.replace(old, new))
    font[NameObject("/ToUnicode")] = writer._add_object(fresh)


def information(writer: PdfWriter, key: str, value: str) -> None:
    assert writer._info is not None
    writer._info[NameObject(key)] = TextStringObject(value)


@spoiled_by(r"page 1: the parent tree gives marked content 0 to H2 \(object \d+\), the tree to H1 \(object \d+\)")
def swap_two_entries_of_the_parent_tree(writer: PdfWriter) -> None:
    entries = parents(writer)
    entries[0], entries[1] = entries[1], entries[0]


@spoiled_by(r"page 1: the parent tree has no list for it")
def drop_a_page_from_the_parent_tree(writer: PdfWriter) -> None:
    table = tree(writer)["/ParentTree"]
    del table["/Nums"][:2]


@spoiled_by(r"page 1 has no StructParents entry")
def drop_struct_parents(writer: PdfWriter) -> None:
    del writer.pages[0]["/StructParents"]


@spoiled_by(r"page 2 has the same StructParents entry as page 1")
def give_two_pages_one_key(writer: PdfWriter) -> None:
    writer.pages[1][NameObject("/StructParents")] = NumberObject(0)


@spoiled_by(r"page 1: marked content \d+ belongs to no element")
def drop_a_mark_from_its_element(writer: PdfWriter) -> None:
    del elements(writer, "H2")[0]["/K"]


@spoiled_by(r"page 1: marked content \d+ belongs to H1 \(object \d+\) and H2 \(object \d+\)")
def name_a_mark_twice(writer: PdfWriter) -> None:
    heading = elements(writer, "H2")[0]
    heading[NameObject("/K")] = ArrayObject([NumberObject(0), heading["/K"]])


@spoiled_by(r"page 1: H1 \(object \d+\) names marked content 99, which is not there")
def name_a_mark_that_is_not_there(writer: PdfWriter) -> None:
    heading = elements(writer, "H1")[0]
    heading[NameObject("/K")] = ArrayObject([heading["/K"], NumberObject(99)])


@spoiled_by(r"page 1: marked content 0 is written 2 times")
def write_a_mark_twice(writer: PdfWriter) -> None:
    edit(writer, r"/H2 <</MCID 1>>", "/H2 <</MCID 0>>")


@spoiled_by(r"page 1: the text 'What is it\?' is hidden in an artifact")
def hide_a_heading_as_an_artifact(writer: PdfWriter) -> None:
    edit(writer, r"/H2 <</MCID 1>> BDC", "/Artifact <</Type /Layout>> BDC")


@spoiled_by(r"page 1: the text 'What is it\?' is hidden in an artifact")
def hide_a_heading_as_an_artifact_of_no_type(writer: PdfWriter) -> None:
    edit(writer, r"/H2 <</MCID 1>> BDC", "/Artifact BMC")


@spoiled_by(r"page 1: the text 'What is it\?' stands outside marked content")
def take_the_mark_off_a_heading(writer: PdfWriter) -> None:
    edit(writer, r"(?s)/H2 <</MCID 1>> BDC\n(.*?)EMC\n", r"\1")


@spoiled_by(r"the structure tree should hold one Document, and holds Document, Document")
def hold_two_documents(writer: PdfWriter) -> None:
    fresh = DictionaryObject({NameObject("/S"): NameObject("/Document"), NameObject("/K"): ArrayObject()})
    kids = ArrayObject([tree(writer).raw_get("/K"), writer._add_object(fresh)])
    tree(writer)[NameObject("/K")] = kids


@spoiled_by(r"the structure tree should hold one Document, and holds Div")
def call_the_document_a_div(writer: PdfWriter) -> None:
    rename(tree(writer)["/K"], "Div")


@spoiled_by(r"P \(object \d+\) stands in the structure tree more than once")
def say_a_paragraph_twice(writer: PdfWriter) -> None:
    kids = elements(writer, "Document")[0]["/K"]
    kids.append(next(kid for kid in kids if kid.get_object()["/S"] == "/P"))


@spoiled_by(r"LI \(object \d+\) stands in L \(object \d+\), and names Document \(object \d+\) as its parent")
def name_another_parent(writer: PdfWriter) -> None:
    elements(writer, "LI")[0][NameObject("/P")] = elements(writer, "Document")[0].indirect_reference


@spoiled_by(r"page 1: the link \(object \d+\) is not in the structure tree")
def take_a_link_out_of_the_tree(writer: PdfWriter) -> None:
    kids = elements(writer, "Link")[0]["/K"]
    del kids[next(index for index, kid in enumerate(kids) if isinstance(kid.get_object(), DictionaryObject))]


@spoiled_by(r"page 1: the link \(object \d+\) stands in Span \(object \d+\), not in a Link")
def call_a_link_a_span(writer: PdfWriter) -> None:
    rename(elements(writer, "Link")[0], "Span")


@spoiled_by(r"Link \(object \d+\) names object \d+, which is not an annotation of any page")
def drop_an_annotation(writer: PdfWriter) -> None:
    del writer.pages[0]["/Annots"]


@spoiled_by(r"page 1: the link \(object \d+\) does not say where it leads \(Contents\)")
def empty_the_words_of_a_link(writer: PdfWriter) -> None:
    annotation(writer)[NameObject("/Contents")] = TextStringObject(" ")


@spoiled_by(r"page 1: the link \(object \d+\) has no StructParent entry")
def drop_the_struct_parent_of_a_link(writer: PdfWriter) -> None:
    del annotation(writer)["/StructParent"]


@spoiled_by(r"page 1: the link \(object \d+\): the parent tree does not lead to Link \(object \d+\)")
def give_a_link_another_struct_parent(writer: PdfWriter) -> None:
    annotation(writer)[NameObject("/StructParent")] = NumberObject(3)


@spoiled_by(r"LI \(object \d+\) should hold Lbl, then LBody, and holds LBody, Lbl")
def put_a_label_after_its_body(writer: PdfWriter) -> None:
    elements(writer, "LI")[0]["/K"].reverse()


@spoiled_by(r"L \(object \d+\) should hold LI, and holds P, LI")
def call_a_list_item_a_paragraph(writer: PdfWriter) -> None:
    rename(elements(writer, "LI")[0], "P")


@spoiled_by(r"there should be one H1, and there are 0")
def call_all_headings_paragraphs(writer: PdfWriter) -> None:
    for role in ("H1", "H2", "H3"):
        for element in elements(writer, role):
            rename(element, "P")


@spoiled_by(r"there should be one H1, and there are 2")
def have_two_titles(writer: PdfWriter) -> None:
    rename(elements(writer, "H2")[1], "H1")


@spoiled_by(r"H3 \(object \d+\) follows H1 \(object \d+\): a level is left out")
def leave_out_a_level_of_heading(writer: PdfWriter) -> None:
    for element in elements(writer, "H2"):
        rename(element, "P")


@spoiled_by(r"the first heading should be H1, and is H2 \(object \d+\)")
def begin_with_a_lower_heading(writer: PdfWriter) -> None:
    first, second = elements(writer, "H1")[0], elements(writer, "H2")[0]
    rename(first, "H2")
    rename(second, "H1")


@spoiled_by(r"Figure \(object \d+\) has no words in place of the picture \(Alt\)")
def drop_the_alternative_text(writer: PdfWriter) -> None:
    del elements(writer, "Figure")[0]["/Alt"]


@spoiled_by(r"TH \(object \d+\) does not say what it is the header of \(Scope\)")
def drop_the_scope_of_a_header_cell(writer: PdfWriter) -> None:
    del elements(writer, "TH")[0]["/A"]


@spoiled_by(r"Table \(object \d+\) has rows of 2, 2, 1 cells")
def drop_a_cell(writer: PdfWriter) -> None:
    del elements(writer, "TR")[2]["/K"][1]


@spoiled_by(r"the title in the document information is 'Other', in the XMP metadata 'Leaflet from")
def change_the_title(writer: PdfWriter) -> None:
    information(writer, "/Title", "Other")


@spoiled_by(r"the author in the document information is 'anonymous', in the XMP metadata 'Clinic of")
def change_the_author(writer: PdfWriter) -> None:
    information(writer, "/Author", "anonymous")


@spoiled_by(r"the producer in the document information is 'pypdf', in the XMP metadata 'leaflets")
def change_the_producer(writer: PdfWriter) -> None:
    information(writer, "/Producer", "pypdf")


@spoiled_by(r"the date of creation in the document information is '2026-11-22 .*, in the XMP metadata '2026-11-21")
def change_the_date(writer: PdfWriter) -> None:
    information(writer, "/CreationDate", datetime(2026, 11, 22, tzinfo=UTC).strftime("D:%Y%m%d%H%M%SZ"))


@spoiled_by(r"the file has no title")
def empty_the_title(writer: PdfWriter) -> None:
    information(writer, "/Title", "")


@spoiled_by(r"the file has no XMP metadata")
def drop_the_metadata(writer: PdfWriter) -> None:
    del root(writer)["/Metadata"]


@spoiled_by(r"the font LeafletsHyperlegible-\w+ is not embedded")
def take_a_font_out(writer: PdfWriter) -> None:
    del fonts(writer)[0]["/DescendantFonts"][0]["/FontDescriptor"]["/FontFile2"]


@spoiled_by(r"the font \S+ has characters that no one can read or search")
def drop_the_meanings_of_a_font(writer: PdfWriter) -> None:
    del fonts(writer)[0]["/ToUnicode"]


@spoiled_by(r"the font \S+ has characters that no one can read or search")
def drop_the_meaning_of_a_code(writer: PdfWriter) -> None:
    change_meaning(writer, b"> <0065>", b"> <>")


@pytest.mark.parametrize("name", sorted(SPOILED))
def test_each_single_fault_is_found(data: bytes, name: str) -> None:
    change, sentence = SPOILED[name]
    writer = PdfWriter(clone_from=BytesIO(data))
    change(writer)
    faults = check(written(writer))
    assert [fault for fault in faults if re.search(sentence, fault)], faults


def test_there_are_faults_to_find() -> None:
    assert len(SPOILED) >= 30


def test_a_copy_without_a_change_is_as_good_as_the_file(data: bytes) -> None:
    assert check(written(PdfWriter(clone_from=BytesIO(data)))) == []


@pytest.mark.parametrize("code", ["0000", "FEFF", "FFFD"])
def test_a_character_that_no_one_can_read_is_found(data: bytes, code: str) -> None:
    writer = PdfWriter(clone_from=BytesIO(data))
    change_meaning(writer, b"> <0065>", f"> <{code}>".encode())
    faults = check(written(writer))
    assert [fault for fault in faults if "has characters that no one can read" in fault]


def test_a_page_of_another_tool_may_have_no_content() -> None:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    faults = check(written(writer))
    assert [fault for fault in faults if "the file is not tagged" in fault]


def test_a_table_may_have_cells_over_several_rows_and_columns() -> None:
    document = blank()
    page = document.page(300, 300)
    say(page, document.root.add("H1"), 10, 280, "Heading")
    table = document.root.add("Table")
    wide = table.add("TR")
    say(page, wide.add("TH", attributes={"Table": "/Scope /Column /ColSpan 2"}), 10, 250, "wide")
    high = table.add("TR")
    say(page, high.add("TH", attributes={"Table": "/Scope /Row /RowSpan 2"}), 10, 230, "high")
    say(page, high.add("TD"), 100, 230, "beside")
    say(page, table.add("TR").add("TD"), 100, 210, "below")
    assert check(finished(document)) == []


def test_a_link_element_without_an_annotation_is_found() -> None:
    document = blank()
    page = document.page(300, 300)
    say(page, document.root.add("H1"), 10, 280, "Heading")
    say(page, document.root.add("P").add("Link"), 10, 250, "nowhere")
    assert [fault for fault in check(finished(document)) if "leads nowhere: it has no annotation" in fault]


def test_the_first_fault_does_not_hide_the_next(data: bytes) -> None:
    writer = PdfWriter(clone_from=BytesIO(data))
    drop_the_alternative_text(writer)
    put_a_label_after_its_body(writer)
    assert len(check(written(writer))) == 2


def test_every_link_of_the_sample_is_looked_at(data: bytes) -> None:
    reader = PdfReader(BytesIO(data))
    assert sum(len(page.get("/Annots", ())) for page in reader.pages) == 2


def test_a_node_knows_whether_anything_was_drawn_for_it() -> None:
    node = Node("P")
    assert not node.walk()
    node.add("Link").kids.append(Annotated(0, 0))
    assert node.walk()
    assert Node("TD", keep=True).walk()
