"""Our check of files for a print shop: those we ship pass, and each fault put into one is found and said."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from leaflets.artwork.picture import load
from leaflets.inspect.rules.prepress import check
from leaflets.pdf.document import Document, Intent
from leaflets.pdf.ink import Palette, press
from leaflets.pdf.shell import finished
from leaflets.store.project import Project
from support.papers import job_on
from support.projects import Make
from support.sample import ASSETS, metadata, say

Change = Callable[[PdfWriter], None]
SPOILED: dict[str, tuple[Change, str]] = {}
WIDTH, HEIGHT, BLEED, SLUG = 300.0, 200.0, 8.51, 29.0
PICTURE = "q 72 0 0 36 100 100 cm"
"""How the picture of the sample is placed: 200 pixels on an inch."""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """One page for a press: a band to the bleed, words, a rule, a colour by number, and a picture."""
    profile = ASSETS / "profiles/ISOcoated_v2_300_bas.icc"
    intent = Intent("FOGRA39", "Coated FOGRA39", profile.read_bytes(), 4, press=True)
    document = Document(metadata(), intent, Palette(press(profile), ["#0B5563"]))
    page = document.page(WIDTH, HEIGHT, BLEED, SLUG)
    path = tmp_path_factory.mktemp("pictures") / "red.png"
    Image.new("RGB", (200, 100), "#C04020").save(path)
    say(page, document.root.add("H1"), 20, 20, "Words")
    figure = document.root.add("Figure", alt="A red field")
    with page.mark(figure):
        page.image(load(path), (100, 100, 72, 36))
    with page.artifact():
        page.rectangle((-BLEED, 150, WIDTH + 2 * BLEED, HEIGHT + BLEED - 150), "@0")
        page.rectangle((20, 60, 40, 40), "#C04020")
        page.rule(20, 50, 100, "#000000", 0.5)
    return finished(document)


def spoiled_by(sentence: str) -> Callable[[Change], Change]:
    """Register a change, and the pattern of a sentence that must be among the faults."""

    def register(change: Change) -> Change:
        SPOILED[change.__name__] = (change, sentence)
        return change

    return register


def written(writer: PdfWriter) -> bytes:
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def edit(writer: PdfWriter, old: str, new: str) -> None:
    """Change the content of the page, once."""
    contents: Any = writer.pages[0]["/Contents"]
    text = contents[0].get_object().get_data().decode("latin-1")
    assert old in text, f"{old} is not on the page"
    fresh = DecodedStreamObject()
    fresh.set_data(text.replace(old, new, 1).encode("latin-1"))
    contents[0] = writer._add_object(fresh)


def page(writer: PdfWriter) -> Any:
    return writer.pages[0]


def root(writer: PdfWriter) -> Any:
    return writer.root_object


def resources(writer: PdfWriter) -> Any:
    return page(writer)["/Resources"]


def picture(writer: PdfWriter) -> Any:
    (image,) = resources(writer)["/XObject"].values()
    return image.get_object()


def intents(writer: PdfWriter) -> Any:
    return root(writer)["/OutputIntents"]


def box(writer: PdfWriter, name: str, out: float) -> None:
    edges = (-out, -out, WIDTH + out, HEIGHT + out)
    page(writer)[NameObject(name)] = ArrayObject(map(FloatObject, edges))


def state(writer: PdfWriter, key: str, value: Any) -> None:
    """Give the page a graphics state with an entry."""
    entry = DictionaryObject({NameObject("/G0"): DictionaryObject({NameObject(key): value})})
    resources(writer)[NameObject("/ExtGState")] = entry


def say_in_xmp(writer: PdfWriter, old: bytes, new: bytes) -> None:
    stream = root(writer)["/Metadata"]
    said = stream.get_data()
    assert old in said
    fresh = DecodedStreamObject()
    fresh.set_data(said.replace(old, new))
    root(writer)[NameObject("/Metadata")] = writer._add_object(fresh)


@cache
def srgb() -> bytes:
    return (ASSETS / "profiles/sRGB.icc").read_bytes()


def profile_of(writer: PdfWriter, intent: int, data: bytes, components: int) -> None:
    """Give one of the intents another profile."""
    stream = DecodedStreamObject()
    stream.set_data(data)
    stream[NameObject("/N")] = NumberObject(components)
    intents(writer)[intent].get_object()[NameObject("/DestOutputProfile")] = writer._add_object(stream)


@spoiled_by("page 1: something is painted in red, green and blue")
def fill_with_light(writer: PdfWriter) -> None:
    edit(writer, "20 60 40 40 re", "1 0 0 rg 20 60 40 40 re")


@spoiled_by("page 1: something is painted in red, green and blue")
def draw_a_line_with_light(writer: PdfWriter) -> None:
    edit(writer, "0.5 w", "0 0 1 RG 0.5 w")


@spoiled_by("page 1: a picture is not in printing inks")
def show_a_picture_in_light(writer: PdfWriter) -> None:
    picture(writer)[NameObject("/ColorSpace")] = NameObject("/DeviceRGB")


@spoiled_by("page 1: a colour space is not one of printing inks")
def choose_the_colours_of_the_brand_in_light(writer: PdfWriter) -> None:
    resources(writer)["/ColorSpace"]["/Brand"][1] = NameObject("/DeviceRGB")


@spoiled_by("page 1: words are not printed with black alone")
def print_words_in_two_inks(writer: PdfWriter) -> None:
    edit(writer, "0 0 0 1 k", "0.5 0 0 1 k")


@spoiled_by("page 1: words are not printed with black alone")
def print_words_in_a_colour_of_the_brand(writer: PdfWriter) -> None:
    edit(writer, "0 0 0 1 k", "/Brand cs 0 sc")


@spoiled_by("page 1: a colour has 310% of ink; 280% is the most")
def lay_on_too_much_ink(writer: PdfWriter) -> None:
    edit(writer, "20 60 40 40 re", "1 1 1 0.1 k 20 60 40 40 re")


@spoiled_by("page 1: a colour has 400% of ink; 280% is the most")
def lay_on_too_much_ink_by_number(writer: PdfWriter) -> None:
    resources(writer)["/ColorSpace"]["/Brand"][3] = TextStringObject("\xff\xff\xff\xff")


@spoiled_by("page 1: a picture has 400% of ink; 280% is the most")
def show_a_picture_in_too_much_ink(writer: PdfWriter) -> None:
    image = picture(writer)
    fresh = DecodedStreamObject()
    fresh.set_data(b"\xff" * 200 * 100 * 4)
    fresh.update({key: value for key, value in image.items() if key not in ("/Filter", "/Length")})
    names = resources(writer)["/XObject"]
    names[next(iter(names))] = writer._add_object(fresh)


@spoiled_by("page 1: a line is 0.10 pt wide; 0.25 is the finest")
def draw_a_hairline(writer: PdfWriter) -> None:
    edit(writer, "0.5 w", "0.1 w")


@spoiled_by("page 1: a line is 0.15 pt wide; 0.25 is the finest")
def draw_a_line_that_is_made_smaller(writer: PdfWriter) -> None:
    edit(writer, "0.5 w", "0.3 0 0 0.3 0 0 cm 0.5 w")


@spoiled_by("page 1: its trim is not inside the bleed")
def trim_outside_the_bleed(writer: PdfWriter) -> None:
    box(writer, "/TrimBox", BLEED + 2)


@spoiled_by("page 1: its bleed is off the paper")
def bleed_off_the_paper(writer: PdfWriter) -> None:
    box(writer, "/BleedBox", SLUG + 2)


@spoiled_by("page 1: its bleed is 0.0 pt; at least 8.5 are needed")
def leave_out_the_bleed(writer: PdfWriter) -> None:
    box(writer, "/BleedBox", 0)


@spoiled_by("page 1: it has no TrimBox, or no BleedBox")
def leave_out_where_to_trim(writer: PdfWriter) -> None:
    del page(writer)["/TrimBox"]


@spoiled_by("page 1: it has an ArtBox as well as a TrimBox")
def add_a_box_for_the_art(writer: PdfWriter) -> None:
    box(writer, "/ArtBox", 0)


@spoiled_by("page 1: it has annotations, such as links")
def add_a_link(writer: PdfWriter) -> None:
    link = DictionaryObject({NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/Link")})
    page(writer)[NameObject("/Annots")] = ArrayObject([writer._add_object(link)])


@spoiled_by(r"page 1: the font \S*LeafletsHyperlegible-Regular is not embedded")
def take_a_font_out(writer: PdfWriter) -> None:
    font = next(iter(resources(writer)["/Font"].values())).get_object()
    del font["/DescendantFonts"][0]["/FontDescriptor"]["/FontFile2"]


@spoiled_by("page 1: something on it is transparent")
def make_something_see_through(writer: PdfWriter) -> None:
    state(writer, "/ca", FloatObject(0.5))


@spoiled_by("page 1: something on it is transparent")
def blend_something(writer: PdfWriter) -> None:
    state(writer, "/BM", NameObject("/Multiply"))


@spoiled_by("page 1: something on it is transparent")
def mask_something(writer: PdfWriter) -> None:
    state(writer, "/SMask", DictionaryObject())


@spoiled_by("page 1: a picture is transparent")
def make_a_picture_see_through(writer: PdfWriter) -> None:
    picture(writer)[NameObject("/SMask")] = writer._add_object(DecodedStreamObject())


@spoiled_by("page 1: a picture has 50 pixels an inch; 150 are the least")
def enlarge_a_picture(writer: PdfWriter) -> None:
    edit(writer, PICTURE, "q 288 0 0 144 0 0 cm")


@spoiled_by("the file does not say whether it is trapped")
def leave_out_the_trapping(writer: PdfWriter) -> None:
    information(writer, "/Trapped", NameObject("/Unknown"))


@spoiled_by("the document information has no Title")
def empty_the_title(writer: PdfWriter) -> None:
    information(writer, "/Title", TextStringObject(""))


@spoiled_by("the document information has no CreationDate")
def empty_the_date(writer: PdfWriter) -> None:
    information(writer, "/CreationDate", TextStringObject(""))


def information(writer: PdfWriter, key: str, value: Any) -> None:
    info = writer._info
    assert info is not None
    info[NameObject(key)] = value


@spoiled_by("the metadata do not say PDF/X-4")
def say_another_standard(writer: PdfWriter) -> None:
    say_in_xmp(writer, b">PDF/X-4<", b">PDF/X-3:2003<")


@spoiled_by("the metadata do not say PDF/X-4")
def leave_out_the_metadata(writer: PdfWriter) -> None:
    del root(writer)["/Metadata"]


@spoiled_by("the metadata have no xmpMM:DocumentID")
def leave_out_who_the_file_is(writer: PdfWriter) -> None:
    say_in_xmp(writer, b"xmpMM:DocumentID", b"xmpMM:Other")


@spoiled_by("there should be one output intent for the press, and there are 2")
def intend_two_things(writer: PdfWriter) -> None:
    intents(writer).append(intents(writer)[0])


@spoiled_by("there should be one output intent for the press, and there are 0")
def intend_nothing(writer: PdfWriter) -> None:
    del root(writer)["/OutputIntents"]


@spoiled_by("the output intent does not name its printing condition")
def intend_an_unnamed_press(writer: PdfWriter) -> None:
    del intents(writer)[0].get_object()["/OutputConditionIdentifier"]


@spoiled_by("the output intents should share one profile, and have 2")
def intend_another_press_for_the_archive(writer: PdfWriter) -> None:
    profile_of(writer, 1, srgb(), 3)


@spoiled_by("the profile is not that of a printer with four inks")
def intend_a_screen(writer: PdfWriter) -> None:
    for intent in range(len(intents(writer))):
        profile_of(writer, intent, srgb(), 3)


@spoiled_by("the file has form fields")
def add_a_form(writer: PdfWriter) -> None:
    root(writer)[NameObject("/AcroForm")] = DictionaryObject()


@spoiled_by("the file has an action")
def do_something_when_it_is_opened(writer: PdfWriter) -> None:
    root(writer)[NameObject("/OpenAction")] = DictionaryObject()


@spoiled_by("the file has layers")
def add_layers(writer: PdfWriter) -> None:
    root(writer)[NameObject("/OCProperties")] = DictionaryObject()


@spoiled_by("the version is 1.7; PDF/X-4 goes up to 1.6")
def write_a_newer_version(writer: PdfWriter) -> None:
    writer.pdf_header = "%PDF-1.7"


@spoiled_by("the file is encrypted")
def encrypt_it(writer: PdfWriter) -> None:
    writer.encrypt("", "secret", algorithm="RC4-128")


@spoiled_by("the file has no identifier")
def leave_out_the_identifier(writer: PdfWriter) -> None:
    writer._ID = None


def clone(data: bytes) -> PdfWriter:
    return PdfWriter(clone_from=BytesIO(data))


def test_a_good_file_has_no_fault_nor_has_its_copy(data: bytes) -> None:
    assert check(data) == []
    assert check(written(clone(data))) == []


@pytest.mark.parametrize("name", sorted(SPOILED))
def test_each_single_fault_is_found(data: bytes, name: str) -> None:
    change, sentence = SPOILED[name]
    writer = clone(data)
    change(writer)
    faults = check(written(writer))
    assert [fault for fault in faults if re.match(sentence, fault)], faults
    if change is not leave_out_the_metadata:
        assert len(faults) <= 2, "itself, and at most one thing that follows from it"


def test_there_are_faults_to_find() -> None:
    assert len(SPOILED) >= 35


def test_the_first_fault_does_not_hide_the_next(data: bytes) -> None:
    writer = clone(data)
    draw_a_hairline(writer)
    add_a_link(writer)
    empty_the_title(writer)
    assert len(check(written(writer))) == 3


@pytest.mark.parametrize(
    ("paper", "leaflet"),
    [("letter-trifold", "lms"), ("a4-zfold", "lms"), ("a4", "lms"), ("a5-booklet", "lms"), ("letter", "specimen")],
)
def test_files_as_we_ship_them_have_no_fault(project: Project, made: Make, paper: str, leaflet: str) -> None:
    variant = "gi" if leaflet == "lms" else leaflet
    assert check(made(job_on(project, paper, variant, printing="press", leaflet=leaflet)).data) == []


def test_a_file_for_an_office_has_faults_enough(project: Project, made: Make) -> None:
    faults = check(made(job_on(project, "letter")).data)
    assert "page 1: it has no TrimBox, or no BleedBox" in faults
    assert "page 1: something is painted in red, green and blue" in faults
    assert [fault for fault in faults if fault.endswith("it has annotations, such as links")]
    assert "the metadata do not say PDF/X-4" in faults
