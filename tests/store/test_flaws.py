"""What an author sees in a file is what is read, or its line is told."""

from __future__ import annotations

import pytest

from leaflets.content.clinic import Clinic
from leaflets.content.leaflet import LeafletFile, Section
from leaflets.content.model import Model
from leaflets.content.rulebook import Rulebook
from leaflets.content.written import even
from leaflets.problems import ContentError, Problem
from leaflets.store.reader import read
from support.clinics import clinic_text
from support.projects import ROOT

SECTION = "heading: Tests\nblocks:\n"


def problems(text: str, model: type[Model] = Section) -> list[Problem]:
    with pytest.raises(ContentError) as caught:
        read(text.encode(), "a.yaml", model)
    return list(caught.value.problems)


def place(problem: Problem) -> str:
    return f"{problem.where.line}:{problem.where.column}"


@pytest.mark.parametrize(
    ("line", "at", "lost"),
    [
        ("  - {id: a, text: Take 5 ml, note: a}", "", ""),
        ("  - id: a\n    text: Ring bell #2 now", "4:21", "#2 now"),
        ("  - id: a\n    text: Stop  # the nurse says", "4:17", "# the nurse says"),
        (
            "  - id: a\n    bullets:\n      items:\n        - id: b\n          text: Lie on\n            bed #3",
            "8:17",
            "#3",
        ),
        ("  - id: a\n    contacts: {heading: A, items: [{label: Bay #4\n    }]}", "4:48", "#4"),
    ],
)
def test_words_after_a_hash_are_not_lost(line: str, at: str, lost: str) -> None:
    if not at:
        assert all("comment" not in problem.message for problem in problems(SECTION + line))
        return
    (problem,) = problems(SECTION + line + "\n")
    assert (place(problem), problem.hint[:19]) == (at, "put quotation marks")
    assert f"'{lost}'" in problem.message


def test_the_hash_of_a_clinic_is_not_lost_in_any_of_its_texts() -> None:
    line = "{label: Night line, phone: 303-555-0103 #9\n  }"
    text = clinic_text(department="Unit #7", interpreter="Room #8", out_of_hours=line)
    found = problems(text, Clinic)
    assert [problem.message[11:13] for problem in found] == ["#7", "#9", "#8"]


def test_a_comment_beside_what_is_no_text_is_a_comment() -> None:
    text = (ROOT / "content/checks.yaml").read_text(encoding="utf-8")
    assert "sentence_words: 20 # NHS" in text
    assert read(text.encode(), "checks.yaml", Rulebook).limits.sentence_words == 20
    section = read(f"{SECTION}  - id: a # first\n    text: 'Ring #4' # last\n".encode(), "a.yaml", Section)
    assert section.blocks[0].text == "Ring #4"  # type: ignore[union-attr]


def test_every_fault_of_a_file_is_told_at_once() -> None:
    found = problems(f"{SECTION}  - id: a\n    text: Bay #4\n  - id: b\n    txt: x\n")
    assert [problem.where.line for problem in found] == [4, 6]


@pytest.mark.parametrize(
    ("text", "at", "said"),
    [
        ('heading: "Tests\nblocks:\n  - id: a\n    text: Go.\n', "1:10", "is never closed"),
        ('heading: "Tests\nblocks:\n  - id: a\n    text: "Go."\n', "1:10", "is closed as late as line 4"),
        ("heading: 'Don't'\nblocks: []\n", "1:10", "goes on after its closing quotation mark, '"),
        (f'{SECTION}  - id: a\n    text: "Go" now\n', "4:11", 'goes on after its closing quotation mark, "'),
    ],
)
def test_a_quotation_mark_is_told_where_it_opens(text: str, at: str, said: str) -> None:
    (problem,) = problems(text)
    assert place(problem) == at
    assert said in problem.message


@pytest.mark.parametrize(
    ("text", "at"),
    [
        (f"{SECTION}  - id: a\n    text: Bring\n      - your card\n      - a pen\n", "5:7"),
        (f"{SECTION}  - id: a\n    text: >-\n      Bring:\n      * your card\n", "6:7"),
        (f"{SECTION}  - id: a\n    text: |\n      Do this:\n      1. rest\n      2. eat\n", "6:7"),
        (f'{SECTION}  - id: a\n    text: "Bring:\\n• your card"\n', "4:11"),
    ],
)
def test_a_list_inside_one_text_is_told_at_its_line(text: str, at: str) -> None:
    (problem,) = problems(text)
    assert place(problem) == at
    assert "make a list of it" in problem.hint


def test_a_number_that_begins_a_line_of_a_text_is_no_list() -> None:
    section = read(
        f"{SECTION}  - id: a\n    text: >-\n      You need about\n      2. Then rest.\n".encode(), "a", Section
    )
    assert section.blocks[0].text == "You need about 2. Then rest."  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("donâ€™t", "'â€™' is left of a letter that was read in a wrong encoding"),
        ("cafÃ© and crÃ¨me", "'Ã©' is left of a letter"),
        ("20Â°C", "'Â°' is left of a letter"),
        ("M\ufffdller", "is left of a letter"),
        ("salt &amp; sugar", "'&amp;' is a sign of web pages"),
        ("a&nbsp;b", "'&nbsp;' is a sign of web pages"),
        ("it&#39;s", "'&#39;' is a sign of web pages"),
        ("Call #REF!", "'#REF!' is an error of a spreadsheet"),
        ("#DIV/0!", "'#DIV/0!' is an error of a spreadsheet"),
        ("########", "'########' is an error of a spreadsheet"),
    ],
)
def test_a_text_that_was_spoilt_on_its_way_is_refused(text: str, told: str) -> None:
    (problem,) = problems(f'{SECTION}  - id: a\n    text: "{text}"\n')
    assert (place(problem), told in problem.message) == ("4:11", True)


@pytest.mark.parametrize(
    "text", ["CAFÉ», dit-elle", "R&D; more", "Zoë, André, Muñoz, Åse", "50 °C – “so”", "A&E; now", "№1"]
)
def test_a_text_that_only_looks_odd_is_kept(text: str) -> None:
    section = read(f"{SECTION}  - id: a\n    text: '{text}'\n".encode(), "a", Section)
    assert section.blocks[0].text == text  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("Zoe\u0308 Mun\u0303oz", "Zoë Muñoz"),
        ("400 \u00b5g", "400 μg"),
        ("\ufb01rst o\ufb03ce \ufb02u", "first office flu"),
        ("X\u2011ray 10\u202fmg", "X-ray 10\u00a0mg"),
        ("hos\u00adpi\u200btal\ufeff\u2060", "hospital"),
        ("a\u200db\u200ec", "abc"),
        ("38\u2103, a\u2009b\u3000c", "38°C, a b c"),
        ("می\u200cخواهم\u200f", "می\u200cخواهم\u200f"),
        ("क्\u200dष", "क्\u200dष"),
    ],
)
def test_letters_that_say_the_same_are_read_the_same(written: str, read_as: str) -> None:
    assert even(written) == read_as
    section = read(f"{SECTION}  - id: a\n    text: '{written}'\n".encode(), "a", Section)
    assert section.blocks[0].text == read_as  # type: ignore[union-attr]


@pytest.mark.parametrize("sign", ["\u202e", "\u202d", "\x9b", "\ufff9", "\U000e0041"])
def test_letters_that_act_on_others_are_refused_even_in_keys_and_comments(sign: str) -> None:
    for text in (f"{SECTION}  - id: a\n    text: a{sign}b\n", f"# {sign}\n{SECTION}", f"hea{sign}ding: a\n"):
        (problem,) = problems(text)
        assert problem.message == f"the control character U+{ord(sign):04X} cannot be printed"


def test_an_escape_in_a_key_is_not_said_aloud() -> None:
    found = problems('"\\e[31mred": x\nheading: a\nblocks: []\n')
    assert found
    assert all(problem.message.isprintable() for problem in found)


@pytest.mark.parametrize("address", ["https://nhs.uk/\u200fא", "https://a.org/\u200eب"])
def test_an_address_hides_nothing(address: str) -> None:
    (problem,) = problems(f"{SECTION}  - id: a\n    text: 'See [it]({address}) now'\n")
    assert "a character nobody sees" in problem.message


@pytest.mark.parametrize(
    "hours", ["09-May", "5-Sep", "Sep-05", "2026-05-09", "05/09/2026", "2026-05-09 00:00:00", "0.375"]
)
def test_hours_that_a_spreadsheet_made_dates_of_are_refused(hours: str) -> None:
    text = clinic_text(out_of_hours=f"{{label: Night line, phone: 303-555-0103, hours: '{hours}'}}")
    (problem,) = problems(text, Clinic)
    assert f"'{hours}' is what a spreadsheet makes of hours" in problem.message


@pytest.mark.parametrize("hours", ["09-May", "2026-05-09", "0.375", "5. Mai"])
def test_so_are_hours_in_a_leaflets_own_contacts(hours: str) -> None:
    contact = f"{{label: Nurses, phone: 303-555-0103, hours: '{hours}'}}"
    (problem,) = problems(f"{SECTION}  - id: c\n    contacts: {{heading: Ring, items: [{contact}]}}\n")
    assert f"'{hours}'" in problem.message
    assert "a spreadsheet ma" in problem.message


def test_a_file_whose_keys_are_lists_is_a_problem() -> None:
    (problem, *_) = problems("title: a\n[b]: c\n", LeafletFile)
    assert "a key must be one word" in problem.message
