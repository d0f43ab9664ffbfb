"""Fonts: every character that is printed can be read back, and one that cannot be printed is refused."""

from __future__ import annotations

import unicodedata

import pytest

from leaflets.inspect.rules.conformance import check
from leaflets.pdf.shell import finished
from leaflets.pdf.subset import Subset
from leaflets.text.faces import CLOSE, SILENT
from leaflets.text.fonts import Font, fonts
from leaflets.text.lines import Run
from support import pdf, validators
from support.sample import FONTS, INK, blank, bold, regular, say


def characters(font: Font) -> str:
    """All a face can print by itself, apart from spaces and what has no agreed meaning."""
    every = sorted(font.face.characters - SILENT)
    return "".join(c for c in every if not c.isspace() and unicodedata.category(c) not in ("Cf", "Co", "Mn"))


def test_more_characters_than_one_font_has_codes_for_read_back_right() -> None:
    every = characters(regular())
    assert len(every) > 255
    rows = [every[start : start + 40] for start in range(0, len(every), 40)]
    document = blank()
    page = document.page(600, 800)
    say(page, document.root.add("H1"), 20, 780, "Characters")
    with page.mark(document.root.add("P")):
        page.lines([(20, 740 - 14 * index, [Run(row, regular(), 8, INK)]) for index, row in enumerate(rows)])
    data = finished(document)

    assert pdf.read(data).text == "Characters\n" + " ".join(rows)
    assert check(data) == []
    for profile in validators.FLAVOURS:
        assert validators.page_failures(data, profile) == []


@pytest.mark.parametrize("text", ["漢", "tumour 漢", "\u200b", "\t"])
def test_a_character_the_font_lacks_is_refused_when_measured_and_when_drawn(text: str) -> None:
    missing = text[-1]
    with pytest.raises(LookupError, match=f"U\\+{ord(missing):04X} '{missing}'"):
        regular().width(text, 12)
    document = blank()
    with pytest.raises(LookupError, match=f"U\\+{ord(missing):04X} '{missing}'"):
        say(document.page(300, 300), document.root.add("P"), 20, 200, text)


def test_missing_characters_are_named_once_and_in_order() -> None:
    assert regular().missing("漢字 and 漢") == "漢字"
    assert regular().missing("Łódź, 37.5 °C – “yes”") == ""


def test_width_is_what_the_file_says_of_the_same_words() -> None:
    words = "Call 911, or go to the nearest emergency room"
    document = blank()
    page = document.page(600, 300)
    say(page, document.root.add("H1"), 20, 200, words)

    (line,) = pdf.read(finished(document)).pages[0].lines

    assert line.text == words
    assert line.width == pytest.approx(regular().width(words, 12), abs=0.01)


def test_width_grows_with_the_size_and_bold_is_wider() -> None:
    assert regular().width("leaflet", 24) == pytest.approx(2 * regular().width("leaflet", 12))
    assert bold().width("leaflet", 12) > regular().width("leaflet", 12)
    assert regular().width("", 12) == 0


def test_a_space_that_does_not_break_is_as_wide_as_a_space_and_reads_as_one() -> None:
    assert regular().width("12\u00a0mm", 12) == regular().width("12 mm", 12)
    document = blank()
    say(document.page(300, 300), document.root.add("H1"), 20, 200, "12\u00a0mm")

    assert pdf.read(finished(document)).text == "12 mm"


def test_a_font_file_is_parsed_once_and_a_word_shaped_once() -> None:
    name = "leaflets-hyperlegible"
    assert fonts(FONTS, name) == fonts(FONTS, name)
    assert regular().words("tumour tumour")[1] is regular().words("a tumour")[1]


def test_a_soft_hyphen_looks_like_a_hyphen_and_reads_as_what_it_is() -> None:
    assert regular().width("leio\u00ad", 12) == regular().width("leio-", 12)
    document = blank()
    say(document.page(300, 300), document.root.add("H1"), 20, 200, "leio-", "leio\u00ad", "myosarcoma")

    assert pdf.read(finished(document)).text == "leio- leio\u00ad myosarcoma"


def test_letters_are_kerned_and_no_space_is() -> None:
    def wide(text: str) -> float:
        return regular().width(text, 1000)

    assert wide("To") < wide("T") + wide("o")
    assert wide("T o") == wide("T") + wide(" ") + wide("o")


def test_the_code_of_a_glyph_is_its_number_in_the_face_whatever_else_is_said() -> None:
    first, second = Subset(regular().face, "F0"), Subset(regular().face, "F1")
    (word,) = regular().words("tumour")
    second.spelled(regular().words("other")[0])
    assert first.spelled(word) == second.spelled(word)
    assert first.spelled(word).count(CLOSE) == 1
