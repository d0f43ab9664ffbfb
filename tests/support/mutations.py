"""Single defects, each put into a good file: what ``verify`` must find, by itself or by veraPDF.

A mutation changes one thing in a file opened for writing, or in its bytes. Its name says what was done.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

Change = Callable[[PdfWriter], None]
Edit = Callable[[bytes], bytes]
MUTATIONS: dict[str, tuple[Change, str]] = {}
EDITS: dict[str, tuple[Edit, str]] = {}
VERA = ""
"""In the place of a sentence: veraPDF alone finds the defect, and decides."""


def mutation(sentence: str) -> Callable[[Change], Change]:
    """Register a change of one thing, and the pattern of a sentence that must be among the faults."""

    def register(change: Change) -> Change:
        MUTATIONS[change.__name__] = (change, sentence)
        return change

    return register


def raw(sentence: str) -> Callable[[Edit], Edit]:
    """Register a change of the bytes, and the pattern of a sentence that must be among the faults."""

    def register(edit: Edit) -> Edit:
        EDITS[edit.__name__] = (edit, sentence)
        return edit

    return register


def spoil(data: bytes, name: str) -> bytes:
    """A copy of a file with one of the defects."""
    if name in EDITS:
        changed = EDITS[name][0](data)
        assert changed != data, name
        return changed
    writer = PdfWriter(clone_from=BytesIO(data))
    MUTATIONS[name][0](writer)
    return written(writer)


def written(writer: PdfWriter) -> bytes:
    """The bytes of a file."""
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def name(text: str) -> NameObject:
    return NameObject(f"/{text}")


def root(writer: PdfWriter) -> Any:
    return writer.root_object


def tree(writer: PdfWriter) -> Any:
    return root(writer)["/StructTreeRoot"]


def elements(writer: PdfWriter, role: str) -> list[Any]:
    """The elements of a role, in reading order."""

    def walk(element: Any) -> Iterator[Any]:
        if element["/S"] == f"/{role}":
            yield element
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            inner = kid.get_object()
            if isinstance(inner, DictionaryObject) and "/S" in inner:
                yield from walk(inner)

    found = list(walk(tree(writer)["/K"]))
    assert found, f"the file has no {role}"
    return found


def parents(writer: PdfWriter) -> Any:
    """The parent tree's list of the first page."""
    return tree(writer)["/ParentTree"]["/Nums"][1].get_object()


def linked(writer: PdfWriter) -> Any:
    """The first page with links."""
    return next(page for page in writer.pages if "/Annots" in page)


def link(writer: PdfWriter) -> Any:
    """The first link annotation."""
    return linked(writer)["/Annots"][0].get_object()


def page_with(writer: PdfWriter, pattern: str) -> Any:
    """The first page whose body matches a pattern."""
    return next(page for page in writer.pages if re.search(pattern, body(page)))


def body(page: Any) -> str:
    return str(page["/Contents"][0].get_object().get_data().decode("latin-1"))


def rewrite(writer: PdfWriter, old: str, new: str) -> None:
    """Change the body of the first page where a pattern occurs, once."""
    page = page_with(writer, old)
    fresh = DecodedStreamObject()
    fresh.set_data(re.sub(old, new, body(page), count=1).encode("latin-1"))
    page["/Contents"][0] = writer._add_object(fresh)


def replaced(writer: PdfWriter, stream: Any, old: bytes, new: bytes) -> Any:
    """A stream with some bytes replaced, as a reference to a new one of the same entries."""
    data = stream.get_data()
    assert old in data, old
    fresh = DecodedStreamObject()
    fresh.set_data(data.replace(old, new, 1))
    for key, value in stream.items():
        if key not in ("/Length", "/Filter"):
            fresh[NameObject(key)] = value
    return writer._add_object(fresh)


def change_xmp(writer: PdfWriter, old: str, new: str) -> None:
    catalogue = root(writer)
    catalogue[name("Metadata")] = replaced(writer, catalogue["/Metadata"], old.encode(), new.encode())


def resources(writer: PdfWriter) -> Any:
    """What the pages share: fonts and pictures."""
    return writer.pages[0]["/Resources"]


def fonts(writer: PdfWriter) -> list[Any]:
    return [font.get_object() for font in resources(writer)["/Font"].values()]


def glyphs(writer: PdfWriter) -> Any:
    """The font that has the glyphs of the first font, which is composite."""
    return fonts(writer)[0]["/DescendantFonts"][0].get_object()


def rename(element: Any, role: str) -> None:
    element[name("S")] = name(role)


def intent(writer: PdfWriter) -> Any:
    return root(writer)["/OutputIntents"][0].get_object()


# What the file says of itself


@mutation(r"does not say which language")
def the_language_is_missing(writer: PdfWriter) -> None:
    del root(writer)["/Lang"]


@mutation(r"'English!', which is not a language")
def the_language_is_none(writer: PdfWriter) -> None:
    root(writer)[name("Lang")] = TextStringObject("English!")


@mutation(r"does not say that it is tagged")
def the_file_says_it_is_not_tagged(writer: PdfWriter) -> None:
    root(writer)["/MarkInfo"][name("Marked")] = BooleanObject(False)


@mutation(r"its tags are suspect")
def the_tags_are_suspect(writer: PdfWriter) -> None:
    root(writer)["/MarkInfo"][name("Suspects")] = BooleanObject(True)


@mutation(r"not its title")
def the_title_is_not_displayed(writer: PdfWriter) -> None:
    root(writer)["/ViewerPreferences"][name("DisplayDocTitle")] = BooleanObject(False)


@mutation(r"has no XMP metadata")
def the_metadata_are_missing(writer: PdfWriter) -> None:
    del root(writer)["/Metadata"]


@mutation(r"has no title \(dc:title\)")
def the_title_is_missing_in_the_metadata(writer: PdfWriter) -> None:
    change_xmp(writer, "dc:title", "dc:source")
    change_xmp(writer, "/dc:title", "/dc:source")


@mutation(r"title in the document information is 'Something else'")
def the_titles_disagree(writer: PdfWriter) -> None:
    assert writer._info is not None
    writer._info[name("Title")] = TextStringObject("Something else")


@mutation(r"does not say that it is PDF/UA-1")
def the_mark_of_pdf_ua_is_missing(writer: PdfWriter) -> None:
    change_xmp(writer, "<pdfuaid:part>1</pdfuaid:part>", "")


@mutation(r"does not say that it is PDF/A")
def the_mark_of_pdf_a_is_missing(writer: PdfWriter) -> None:
    change_xmp(writer, "<pdfaid:part>2</pdfaid:part>", "")


@mutation(r"that it is PDF/A-2a, but PDF/A-2b")
def the_file_says_it_is_pdf_a_2b(writer: PdfWriter) -> None:
    change_xmp(writer, "<pdfaid:conformance>A<", "<pdfaid:conformance>B<")


@mutation(VERA)
def a_property_is_not_described(writer: PdfWriter) -> None:
    change_xmp(writer, "<pdfaProperty:name>content<", "<pdfaProperty:name>contents<")


@mutation(VERA)
def a_date_is_none(writer: PdfWriter) -> None:
    change_xmp(writer, "<leaflet:review_by>2028", "<leaflet:review_by>next")


@mutation(VERA)
def the_identifier_is_missing(writer: PdfWriter) -> None:
    writer._ID = None


@mutation(VERA)
def the_output_intent_is_missing(writer: PdfWriter) -> None:
    del root(writer)["/OutputIntents"]


@mutation(VERA)
def a_script_runs_when_the_file_is_opened(writer: PdfWriter) -> None:
    action = {name("S"): name("JavaScript"), name("JS"): TextStringObject("app.alert(1)")}
    root(writer)[name("OpenAction")] = DictionaryObject(action)


# The structure tree


@mutation(r"the file is not tagged")
def the_tree_is_missing(writer: PdfWriter) -> None:
    del root(writer)["/StructTreeRoot"]


@mutation(r"the parent tree has no list for it")
def the_parent_tree_is_missing(writer: PdfWriter) -> None:
    del tree(writer)["/ParentTree"]


@mutation(r"the parent tree gives marked content 0 to")
def two_entries_of_the_parent_tree_are_swapped(writer: PdfWriter) -> None:
    entries = parents(writer)
    entries[0], entries[1] = entries[1], entries[0]


@mutation(r"page 1 has no StructParents entry")
def a_page_does_not_lead_to_the_parent_tree(writer: PdfWriter) -> None:
    del writer.pages[0]["/StructParents"]


@mutation(r"marked content \d+ belongs to no element")
def a_heading_is_dropped_from_the_tree(writer: PdfWriter) -> None:
    heading = elements(writer, "H2")[0]
    kids = heading["/P"]["/K"]
    del kids[next(index for index, kid in enumerate(kids) if kid.get_object() is heading)]


@mutation(r"Paragraph .* has a role that no reader knows")
def a_paragraph_has_a_role_of_its_own(writer: PdfWriter) -> None:
    rename(elements(writer, "P")[0], "Paragraph")


@mutation(r"a level is left out")
def a_level_of_heading_is_left_out(writer: PdfWriter) -> None:
    rename(elements(writer, "H2")[0], "H4")


@mutation(r"Figure .* has no words in place of the picture")
def a_picture_has_no_words(writer: PdfWriter) -> None:
    del elements(writer, "Figure")[0]["/Alt"]


@mutation(r"L .* should hold LI, and holds P")
def a_list_item_is_a_paragraph(writer: PdfWriter) -> None:
    rename(elements(writer, "LI")[0], "P")


@mutation(r"TR .* stands in Div .*, not in Table")
def a_table_is_a_division(writer: PdfWriter) -> None:
    rename(elements(writer, "Table")[0], "Div")


@mutation(r"Table .* should hold TR")
def a_row_is_a_paragraph(writer: PdfWriter) -> None:
    rename(elements(writer, "TR")[1], "P")


@mutation(r"has rows of 3, 2, 3 cells")
def a_cell_is_missing(writer: PdfWriter) -> None:
    del elements(writer, "TR")[1]["/K"][1]


@mutation(r"stands in the structure tree more than once")
def an_element_stands_in_the_tree_twice(writer: PdfWriter) -> None:
    kids = elements(writer, "Document")[0]["/K"]
    kids.append(kids[0])


@mutation(r"Table .* has a caption where none may be")
def a_caption_stands_in_the_midst_of_a_table(writer: PdfWriter) -> None:
    kids = next(table["/K"] for table in elements(writer, "Table") if table["/K"][0].get_object()["/S"] == "/Caption")
    kids.insert(2, kids.pop(0))


@mutation(r"some headings have a level, and some have none")
def a_heading_has_no_level(writer: PdfWriter) -> None:
    rename(elements(writer, "H2")[0], "H")


# The pages


@mutation(r"'Patient information' is hidden in an artifact")
def an_artifact_swallows_text(writer: PdfWriter) -> None:
    rewrite(writer, r"/P <</MCID \d+>> BDC", "/Artifact <</Type /Layout>> BDC")


@mutation(r"'Patient information' stands outside marked content")
def text_stands_outside_the_marks(writer: PdfWriter) -> None:
    rewrite(writer, r"(?s)/P <</MCID \d+>> BDC\n(.*?)EMC\n", r"\1")


@mutation(r"shapes or pictures stand outside marked content")
def paint_stands_outside_the_marks(writer: PdfWriter) -> None:
    rewrite(writer, r"(?s)/Artifact <</Type /Layout>> BDC\n(.*?)EMC\n", r"\1")


@mutation(r"marked content 0 stands inside an artifact")
def a_mark_stands_inside_an_artifact(writer: PdfWriter) -> None:
    rewrite(writer, r"(?s)(/P <</MCID \d+>> BDC\n.*?EMC\n)", r"/Artifact BMC\n\1EMC\n")


@mutation(r"does not lead the keyboard through its links")
def a_page_has_no_order_of_tabs(writer: PdfWriter) -> None:
    del linked(writer)["/Tabs"]


@mutation(VERA)
def a_page_is_immense(writer: PdfWriter) -> None:
    writer.pages[0][name("MediaBox")] = ArrayObject([NumberObject(edge) for edge in (0, 0, 20000, 20000)])


@mutation(r"page 1 has no size")
def a_page_has_no_size(writer: PdfWriter) -> None:
    del writer.pages[0]["/MediaBox"]


@mutation(VERA)
def a_page_acts_when_it_is_opened(writer: PdfWriter) -> None:
    action = DictionaryObject({name("S"): name("GoTo"), name("D"): ArrayObject()})
    writer.pages[0][name("AA")] = DictionaryObject({name("O"): action})


@mutation(VERA)
def an_operator_is_unknown(writer: PdfWriter) -> None:
    rewrite(writer, r"^q\n", "q\nfoo\n")


@mutation(VERA)
def a_rendering_intent_is_unknown(writer: PdfWriter) -> None:
    rewrite(writer, r"^q\n", "q\n/Bright ri\n")


@mutation(VERA)
def a_colour_is_one_of_ink(writer: PdfWriter) -> None:
    rewrite(writer, r"^q\n", "q\n0 1 0 0 k\n")


# Links


@mutation(r"does not say where it leads \(Contents\)")
def a_link_does_not_say_where_it_leads(writer: PdfWriter) -> None:
    del link(writer)["/Contents"]


@mutation(VERA)
def a_link_has_no_flags(writer: PdfWriter) -> None:
    del link(writer)["/F"]


@mutation(r"has no StructParent entry")
def a_link_has_no_key(writer: PdfWriter) -> None:
    del link(writer)["/StructParent"]


@mutation(r"the parent tree does not lead to Link")
def a_link_has_the_key_of_another(writer: PdfWriter) -> None:
    link(writer)[name("StructParent")] = NumberObject(0)


@mutation(r"stands in Span .*, not in a Link")
def a_link_stands_in_a_span(writer: PdfWriter) -> None:
    rename(elements(writer, "Link")[0], "Span")


@mutation(r"the movie .* stands in Link .*, not in a Annot")
def an_annotation_is_a_film(writer: PdfWriter) -> None:
    link(writer)[name("Subtype")] = name("Movie")


# Fonts


@mutation(r"the font .* is not embedded")
def a_font_is_not_embedded(writer: PdfWriter) -> None:
    del glyphs(writer)["/FontDescriptor"]["/FontFile2"]


@mutation(r"has characters that no one can read")
def a_font_does_not_say_what_its_codes_mean(writer: PdfWriter) -> None:
    del fonts(writer)[0]["/ToUnicode"]


@mutation(r"has characters that no one can read")
def a_code_means_nothing(writer: PdfWriter) -> None:
    font = fonts(writer)[0]
    font[name("ToUnicode")] = replaced(writer, font["/ToUnicode"], b"> <0065>", b"> <0000>")


@mutation(VERA)
def the_widths_of_a_font_are_wrong(writer: PdfWriter) -> None:
    for widths in glyphs(writer)["/W"][1::2]:
        for index, width in enumerate(widths):
            widths[index] = FloatObject(float(width) + 40)


@mutation(VERA)
def the_widths_of_a_font_are_missing(writer: PdfWriter) -> None:
    del glyphs(writer)["/W"]


@mutation(VERA)
def a_font_has_an_encoding_that_nobody_knows(writer: PdfWriter) -> None:
    fonts(writer)[0][name("Encoding")] = name("Own-H")


@mutation(VERA)
def a_font_does_not_say_which_glyphs_its_codes_are(writer: PdfWriter) -> None:
    del glyphs(writer)["/CIDToGIDMap"]


@mutation(r"the font .* is not embedded")
def the_program_of_a_font_is_cut_short(writer: PdfWriter) -> None:
    descriptor = glyphs(writer)["/FontDescriptor"]
    data = descriptor["/FontFile2"].get_data()
    fresh = DecodedStreamObject()
    fresh.set_data(data[: len(data) // 8])
    fresh[name("Length1")] = NumberObject(len(data) // 8)
    descriptor[name("FontFile2")] = writer._add_object(fresh)


# Pictures and other objects


def picture(writer: PdfWriter) -> Any:
    return next(iter(resources(writer)["/XObject"].values())).get_object()


@mutation(VERA)
def a_picture_is_smoothed(writer: PdfWriter) -> None:
    picture(writer)[name("Interpolate")] = BooleanObject(True)


@mutation(VERA)
def a_picture_is_of_ink(writer: PdfWriter) -> None:
    picture(writer)[name("ColorSpace")] = name("DeviceCMYK")


@mutation(VERA)
def colours_are_changed_for_a_device(writer: PdfWriter) -> None:
    state = DictionaryObject({name("Type"): name("ExtGState"), name("TR"): name("Identity")})
    resources(writer)[name("ExtGState")] = DictionaryObject({name("X"): state})
    rewrite(writer, r"^q\n", "q\n/X gs\n")


# The frame of the file


@raw(VERA)
def the_first_line_names_no_version(data: bytes) -> bytes:
    return data.replace(b"%PDF-1.7", b"%PDF-1.x", 1)


@raw(VERA)
def something_follows_the_file(data: bytes) -> bytes:
    return data + b"hello\n"


@raw(r"the file had to be repaired to be read")
def the_table_of_objects_is_not_where_it_is_said_to_be(data: bytes) -> bytes:
    return re.sub(rb"startxref\s+\d+", b"startxref\n17", data)


@raw(VERA)
def a_stream_ends_without_a_line_of_its_own(data: bytes) -> bytes:
    at = data.rindex(b"\r\nendstream")
    return data[:at] + b"  endstream" + data[at + len(b"\r\nendstream") :]


@raw(VERA)
def an_object_ends_without_a_line_of_its_own(data: bytes) -> bytes:
    return data.replace(b">>\nendobj", b">> endobj", 1)


@raw(VERA)
def a_stream_is_longer_than_it_says(data: bytes) -> bytes:
    (*_, found) = re.finditer(rb"/Length (\d\d\d)>>", data)
    return data[: found.start(1)] + b"%03d" % (int(found[1]) - 7) + data[found.end(1) :]


@raw(VERA)
def a_text_has_half_a_character(data: bytes) -> bytes:
    end = data.index(b">", data.index(b"<FEFF"))
    return data[: end - 1] + b" " + data[end:]
