"""Whatever is wrong in a file is said once, at its line and column, with a hint where there is one to give."""

from __future__ import annotations

from datetime import date

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from leaflets.content.blocks import KINDS, BulletsBlock, TextBlock
from leaflets.content.clinic import Clinic
from leaflets.content.leaflet import LeafletFile, Section
from leaflets.content.model import Model
from leaflets.content.written import even
from leaflets.problems import ContentError, Problem, Source
from leaflets.store.reader import read
from support.clinics import clinic_text

FILE = "content/leaflets/lms/sections/symptoms.yaml"
BLOCKS = "heading: Symptoms\nblocks:\n"
BLOCK = BLOCKS + "  - id: a\n"
QUOTE = "a text with ': ', ' #' or a bracket at its start needs quotation marks around it"
LEAFLET = """\
title: Leiomyosarcoma
reference: LMS
version: "1.0"
publisher: The leaflets project
written: 2026-11-21
review_by: 2028-11-21
variants:
  gi: {title: LMS of the gut, short_title: LMS, suffix: GI, colour: "#0B5563"}
front: {label: Patient information, audience: For you, section: front}
sections: [symptoms]
"""


def problems(raw: str | bytes, model: type[Model] = Section) -> list[Problem]:
    with pytest.raises(ContentError) as caught:
        read(raw if isinstance(raw, bytes) else raw.encode(), FILE, model)
    return list(caught.value.problems)


def section(text: str) -> Section:
    return read(text.encode(), FILE, Section)


BAD_SECTIONS: dict[str, tuple[str, str, str]] = {
    "an unknown key": (
        BLOCK + "    text: x\n    sorces: [b]\n",
        "5:5: 'sorces' is not a key here",
        "did you mean 'sources'?",
    ),
    "an unknown key of the section": (
        "heding: x\n" + BLOCK + "    text: x\n",
        "1:1: 'heding' is not a key here",
        "did you mean 'heading'?",
    ),
    "an unknown key in a list item": (
        BLOCK + "    bullets:\n      items:\n        - id: b\n          txt: x\n          text: y\n",
        "7:11: 'txt' is not a key here",
        "did you mean 'text'?",
    ),
    "an unknown key in a condition": (
        BLOCK + "    when: {variants: gi}\n    text: x\n",
        "4:12: 'variants' is not a key here",
        "did you mean 'variant'?",
    ),
    "an unknown kind": (BLOCK + "    bulets: {}\n", "4:5: 'bulets' is not a kind of block", "did you mean 'bullets'?"),
    "two kinds": (
        BLOCK + "    text: x\n    note: {}\n",
        "5:5: this block is 'text' and cannot be 'note' too",
        "make two blocks of it",
    ),
    "no kind": (BLOCK, "3:5: this block has no content", f"add the key of a kind: {', '.join(KINDS)}"),
    "a block that is only text": (
        BLOCKS + "  - hello\n",
        "3:5: this is not a block",
        "write '- id: ...' and the key of a kind",
    ),
    "a repeated key": (
        BLOCK + "    text: x\n    text: y\n",
        "5:5: 'text' is written twice; the first is on line 4",
        "keep one",
    ),
    "a list for text": (
        BLOCK + "    text: [x, y]\n",
        "4:11: 'text' should be text",
        "put quotation marks around it",
    ),
    "a mapping for text": (
        BLOCK + "    text: {b: x}\n",
        "4:11: 'text' should be text",
        "put quotation marks around it",
    ),
    "text for a list": (
        "heading: S\nblocks: none\n",
        "2:9: 'blocks' should be a list",
        "begin each entry on a line of its own with '- '",
    ),
    "text for a mapping": (BLOCK + "    bullets: none\n", "4:14: 'bullets' should hold keys, each with a value", ""),
    "a list for a mapping": (BLOCK + "    bullets: [x]\n", "4:14: 'bullets' should hold keys, each with a value", ""),
    "a condition that is only text": (
        BLOCK + "    when: gi\n    text: x\n",
        "4:11: 'when' should hold keys, each with a value",
        "",
    ),
    "a list for a file": ("- a\n", "1:1: the file should hold keys, each with a value", ""),
    "a missing field": (BLOCK + "    picture: {alt: x}\n", "4:14: 'file' is missing", "add 'file:'"),
    "a missing field of the section": ("heading: x\n", "1:1: 'blocks' is missing", "add 'blocks:'"),
    "a missing field of a list item": (
        BLOCK + "    bullets:\n      items:\n        - when: {variant: gi}\n",
        "6:11: 'text' is missing",
        "add 'text:'",
    ),
    "braces around no name": (
        BLOCK + "    text: Call {emergency number}\n",
        "4:11: '{emergency number}' names no value",
        "write it without braces, or as {emergency_number}",
    ),
    "a lone closing brace": (
        BLOCK + "    text: a } b\n",
        "4:11: a brace stands alone",
        "braces only mark placeholders, such as {emergency_number}",
    ),
    "a lone opening brace": (
        BLOCK + "    text: a { b\n",
        "4:11: a brace stands alone",
        "braces only mark placeholders, such as {emergency_number}",
    ),
    "a link without https": (
        BLOCK + "    text: see [us](www.nhs.uk)\n",
        "4:11: 'www.nhs.uk' is not an address a leaflet can link to",
        "begin it with https://, mailto: or tel:",
    ),
    "a link that runs a script": (
        BLOCK + "    text: see [us](javascript:x)\n",
        "4:11: 'javascript:x' is not an address a leaflet can link to",
        "begin it with https://, mailto: or tel:",
    ),
    "a link address with brackets": (
        BLOCK + "    text: see [us](https://example.org/a_(b))\n",
        "4:11: a link has no address, or one with spaces or brackets",
        "write brackets as %28 and %29",
    ),
    "bold that is not closed": (
        BLOCK + "    text: a **bold b\n",
        "4:11: '**' is not closed",
        "bold words stand between two pairs of asterisks",
    ),
    "an empty text": (BLOCK + '    text: ""\n', "4:11: 'text' is empty", "write it, or delete the key"),
    "a text of spaces": (BLOCK + '    text: "  "\n', "4:11: this text is empty", "write it, or delete the key"),
    "a key without its text": (BLOCK + "    text:\n", "4:10: 'text' is empty", "write it, or delete the key"),
    "an empty list of blocks": (
        "heading: x\nblocks: []\n",
        "2:9: 'blocks' is empty",
        "write at least one entry, or delete the key",
    ),
    "an empty list of items": (
        BLOCK + "    bullets:\n      items: []\n",
        "5:14: 'items' is empty",
        "write at least one entry, or delete the key",
    ),
    "a box without words": (
        BLOCK + "    note: {heading: x}\n",
        "4:11: this box says nothing",
        "write a lead_in or items",
    ),
    "a word that is none of the choices": (
        BLOCK + "    evidence: Q\n    text: x\n",
        "4:15: 'evidence' cannot be 'Q'",
        "write 'V', 'S' or 'B'",
    ),
    "a word for true or false": (
        BLOCK + "    locked: perhaps\n    text: x\n",
        "4:13: 'locked' should be true or false",
        "",
    ),
    "a word for a number": (
        BLOCK + "    questions: {lines: many, items: [{id: q, text: t}]}\n",
        "4:24: 'lines' should be a whole number",
        "",
    ),
    "an id with a space": (
        BLOCKS + "  - id: a b\n    text: x\n",
        "3:9: 'id' cannot be 'a b'",
        "write letters and digits, hyphens between, such as day-care-2",
    ),
    "an empty file": ("", "1:1: the file is empty", "write its keys, or delete it"),
    "a file of comments": ("# later\n", "1:1: the file is empty", "write its keys, or delete it"),
    "a control character": (
        "heading: x\nblocks: a\x07b\n",
        "2:10: the control character U+0007 cannot be printed",
        "delete it",
    ),
    "a control character written as an escape": (
        'heading: "x\\0y"\nblocks: []\n',
        "1:10: the control character U+0000 cannot be printed",
        "delete it",
    ),
    "a form feed": ("heading: x\nblocks: \x0cb\n", "2:9: the control character U+000C cannot be printed", "delete it"),
    "deep nesting": (
        "heading: " + "[" * 40 + "]" * 40,
        "1:42: the file says too much: nested more than 32 deep",
        "write the values out; aliases (*name) that repeat each other are not for leaflets",
    ),
    "nesting that would break the parser": (
        "heading: " + "[" * 100_000,
        "1:1: the file says too much: more than 5,000 lists, entries and brackets",
        "split it",
    ),
    "an alias of itself": (
        "heading: &a [*a]\n",
        "1:10: the file says too much: nested more than 32 deep",
        "write the values out; aliases (*name) that repeat each other are not for leaflets",
    ),
    "a Python object": (
        "heading: !!python/object/apply:os.system [ls]\n",
        "1:10: the tag '!!python/object/apply:os.system' is not allowed",
        "delete it",
    ),
    "a tag of one's own": ("heading: !mine x\n", "1:10: the tag '!mine' is not allowed", "delete it"),
    "a second document": (
        "heading: x\n---\nheading: y\n",
        "2:1: a second document begins here",
        "keep one document in a file: delete the line '---'",
    ),
    "a tab": ("heading: x\nblocks:\n\t- id: a\n", "3:1: the line is indented with a tab", "indent with spaces"),
    "an unclosed bracket": (
        "heading: x\nblocks: [a\n",
        "3:1: this is not YAML: did not find expected ',' or ']'",
        "close the bracket that opens on line 2",
    ),
    "a colon in a text": (
        "heading: Note: this\n",
        "1:14: this is not YAML: mapping values are not allowed in this context",
        QUOTE,
    ),
    "a text that begins with an asterisk": (
        "heading: *a\n",
        "1:10: this is not YAML: found undefined alias",
        "a text that begins with '*' needs quotation marks around it",
    ),
    "a text that begins with bold words": (
        "heading: **a** b\n",
        "1:11: this is not YAML: did not find expected alphabetic or numeric character",
        "a text that begins with '*' needs quotation marks around it",
    ),
    "an arrow in a text with a colon": (
        "heading: Rest - > sleep: long\n",
        "1:24: this is not YAML: mapping values are not allowed in this context",
        QUOTE,
    ),
    "a text on lines of its own that is indented too far": (
        "heading: x\nblocks:\n  - id: a\n     text: >-\n       x\n",
        "4:10: this is not YAML: mapping values are not allowed in this context",
        "indent it as far as what it goes with",
    ),
    "a key that is indented too far": (
        "heading: x\n  blocks: []\n",
        "2:9: this is not YAML: mapping values are not allowed in this context",
        "indent it as far as what it goes with",
    ),
    "a key that is not indented as far as its list": (
        "heading: x\nblocks:\n  - id: a\n    text: x\n   beside: true\n",
        "5:4: this is not YAML: did not find expected '-' indicator",
        "indent it as far as what it goes with",
    ),
    "a list for a key": ("? [a]\n: b\n", "1:3: a key must be one word", ""),
}


@pytest.mark.parametrize("name", BAD_SECTIONS)
def test_a_fault_in_a_section_is_one_message_at_its_place(name: str) -> None:
    text, said, hint = BAD_SECTIONS[name]
    (problem,) = problems(text)
    assert f"{problem.where}: {problem.message}" == f"{FILE}:{said}"
    assert problem.hint == hint


BAD_LEAFLETS: dict[str, tuple[str, str, str, str]] = {
    "a date in words": (
        "2028-11-21",
        "21 November 2028",
        "6:12: 'review_by' is not a date: '21 November 2028'",
        "write year-month-day, such as 2026-11-21",
    ),
    "a day that does not exist": (
        "2028-11-21",
        "2028-02-30",
        "6:12: 'review_by' is not a date: '2028-02-30'",
        "write year-month-day, such as 2026-11-21",
    ),
    "dates out of order": (
        "2028-11-21",
        "2026-11-20",
        "6:12: review_by (2026-11-20) must be later than written (2026-11-21)",
        "",
    ),
    "a colour by name": (
        '"#0B5563"',
        "red",
        "8:69: 'red' is not a colour",
        "write # and six hexadecimal digits, such as '#0B5563'",
    ),
    "a version in words": (
        '"1.0"',
        "first",
        "3:10: 'version' cannot be 'first'",
        "write numbers parted by points, such as 1.0 or 1.0.2",
    ),
    "no variants": (
        '\n  gi: {title: LMS of the gut, short_title: LMS, suffix: GI, colour: "#0B5563"}',
        " {}",
        "7:11: 'variants' is empty",
        "write at least one entry, or delete the key",
    ),
}


@pytest.mark.parametrize("name", BAD_LEAFLETS)
def test_a_fault_in_a_leaflet_file_is_one_message_at_its_place(name: str) -> None:
    right, wrong, said, hint = BAD_LEAFLETS[name]
    assert right in LEAFLET
    (problem,) = problems(LEAFLET.replace(right, wrong, 1), LeafletFile)
    assert f"{problem.where}: {problem.message}" == f"{FILE}:{said}"
    assert problem.hint == hint


def test_a_file_that_is_not_utf8_names_the_line_and_column() -> None:
    (problem,) = problems(b"heading: x\nblocks: caf" + b"\xc3\xa9\xe9\n")
    assert problem == Problem(Source(FILE, 2, 13), "the file is not UTF-8", "save it again with the encoding UTF-8")


def test_several_faults_are_all_said_in_the_order_of_the_file() -> None:
    text = BLOCKS + "  - id: a\n    bulets: {}\n  - picture: {alt: x}\n  - id: b\n    text: a } b\n    evidence: Q\n"
    found = problems("heding: x\n" + text)
    assert [(problem.where.line, problem.where.column) for problem in found] == [
        (1, 1),
        (5, 5),
        (6, 14),
        (8, 11),
        (9, 15),
    ]


def test_faults_of_the_yaml_itself_are_all_said() -> None:
    found = problems("heading: !mine x\nblocks: !yours y\nheading: z\n")
    assert [problem.where.line for problem in found] == [1, 2, 3]


def test_a_message_prints_with_its_place_and_hint() -> None:
    (problem,) = problems(BLOCK + "    bulets: {}\n")
    assert str(problem) == f"{FILE}:4:5: 'bulets' is not a kind of block\n    hint: did you mean 'bullets'?"


def test_aliases_that_explode_are_refused() -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    for before, name in zip("abcdefgh", "bcdefghi", strict=True):
        lines.append(f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]")
    (problem,) = problems("\n".join(lines))

    assert problem.message == "the file says too much: more than 20,000 values"


def test_an_alias_that_saves_writing_is_allowed() -> None:
    blocks = section(BLOCK + "    text: &same hello\n  - id: b\n    text: *same\n").blocks
    assert [block.text for block in blocks if isinstance(block, TextBlock)] == ["hello", "hello"]


@pytest.mark.parametrize(
    "text", ["No", "yes", "on", "1:30", "01234567", "2026-11-21", "~", "null", "1e3", "0x1F", "1_000", ".5", "=", "y"]
)
def test_a_text_field_keeps_what_yaml_would_take_for_something_else(text: str) -> None:
    (block,) = section(BLOCK + f"    text: {text}\n").blocks
    assert isinstance(block, TextBlock)
    assert block.text == text


def test_white_space_in_a_text_is_evened_out() -> None:
    (block,) = section(BLOCK + "    text: >-\n      two\n      lines\n\n      and   more\n").blocks
    assert isinstance(block, TextBlock)
    assert block.text == "two lines and more"


def test_one_value_may_stand_for_a_list_of_one() -> None:
    (block,) = section(BLOCK + "    sources: nci\n    when: {variant: gi}\n    text: x\n").blocks
    assert block.sources == ("nci",)
    assert block.when is not None
    assert block.when.variant == ("gi",)


def test_dates_are_read_as_dates() -> None:
    leaflet = read(LEAFLET.encode(), FILE, LeafletFile)
    assert (leaflet.written, leaflet.review_by) == (date(2026, 11, 21), date(2028, 11, 21))


def test_a_byte_order_mark_at_the_start_is_passed_over() -> None:
    assert read(b"\xef\xbb\xbf" + (BLOCK + "    text: x\n").encode(), FILE, Section).heading == "Symptoms"


def test_every_model_knows_its_line_and_that_of_its_keys() -> None:
    (block,) = section(BLOCK + "    bullets:\n      items:\n        - id: b\n          text: y\n").blocks
    assert isinstance(block, BulletsBlock)
    assert str(block.at()) == f"{FILE}:3:5"
    assert str(block.at("bullets")) == f"{FILE}:5:7"
    assert str(block.bullets.items[0].at("text")) == f"{FILE}:7:17"


SNIPPETS = st.lists(
    st.sampled_from(
        ["heading", "blocks", "text", "id", "bullets", "items", "when", "variant", ": ", ":", "\n", "\n  ", "\n    ",
         "- ", "[", "]", "{", "}", "&a ", "*a", "!!str ", "!!python/name:x ", "!x ", "|", ">", "'", '"', "#", "---\n",
         "...\n", "? ", "<<", "%", "@", "`", "~", "\t", "\r\n", "\x85", "\u2028", "\ufeff", "\\", "{emergency_number}",
         "**", "[a](b)", "0", "é", "😀"]
    ),
    max_size=40,
).map("".join)  # fmt: skip


def outcome(raw: bytes, model: type[Model]) -> None:
    """Read; nothing but a ContentError may come of it, and that names the file and a fault."""
    found: tuple[Problem, ...] | None = None
    try:
        read(raw, FILE, model)
    except ContentError as error:
        found = error.problems
    assert found is None or (found and all(problem.where.file == FILE and problem.message for problem in found))


@given(st.text())
@example("\ufeff\ufeff")
@example("a: \x00")
@example("\x80")
@example("%YAML 9.9\n---\na")
def test_no_text_breaks_the_reader(text: str) -> None:
    outcome(text.encode("utf-8", "surrogatepass"), Section)


@given(SNIPPETS)
def test_no_yaml_breaks_the_reader(text: str) -> None:
    outcome(text.encode(), Section)
    outcome(text.encode(), LeafletFile)


@given(SNIPPETS)
def test_no_yaml_inside_a_block_breaks_the_reader(text: str) -> None:
    outcome((BLOCK + "    " + text).encode(), Section)


@given(st.binary())
def test_no_bytes_break_the_reader(raw: bytes) -> None:
    outcome(raw, Section)


VALUES = st.recursive(
    st.text(max_size=5) | st.none() | st.booleans() | st.integers(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["heading", "blocks", "id", "text", "items", "when", *KINDS]), inner, max_size=4
        )
    ),
    max_leaves=15,
)


@given(VALUES)
def test_no_wrong_shape_breaks_the_reader(value: object) -> None:
    outcome(yaml.safe_dump(value).encode(), Section)


@given(st.text(min_size=1))
def test_a_text_is_kept_as_it_stands_or_refused(text: str) -> None:
    raw = yaml.safe_dump({"heading": "S", "blocks": [{"id": "a", "text": text}]}, allow_unicode=True)
    try:
        (block,) = section(raw).blocks
    except ContentError:
        return
    assert isinstance(block, TextBlock)
    assert block.text.split() == even(text).split()


def test_a_semicolon_in_what_an_author_wrote_is_not_taken_for_the_end_of_the_message() -> None:
    text = "a@example.org; b@example.org"
    with pytest.raises(ContentError) as caught:
        read(clinic_text(email=f"'{text}'").encode(), "content/clinics/elm.yaml", Clinic)
    (problem,) = caught.value.problems
    assert problem.message == f"'{text}' is not an email address"
