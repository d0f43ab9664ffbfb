"""Telephone numbers as people write them: which are ones, what a link dials, and which cannot ring."""

from __future__ import annotations

import pytest

from leaflets.content.telephone import cannot_ring, dialled, number
from leaflets.edition.spoken import telephone

RINGING = {
    "a short code": ("GB", "111", "111"),
    "another country's short code": ("JP", "119", "119"),
    "one of four digits": ("AU", "13 11 14", "131114"),
    "an area code in brackets": ("US", "(303) 555-0142", "3035550142"),
    "an extension": ("US", "303-555-0187 ext. 12", "3035550187;ext=12"),
    "an extension in short": ("GB", "0191 498 0142 x44", "01914980142;ext=44"),
    "set aside for films": ("GB", "07700 900142", "07700900142"),
    "set aside for films, of no town": ("GB", "01632 960142", "01632960142"),
    "with the nought nobody dials from abroad": ("GB", "+44 (0)191 498 0142", "+441914980142"),
    "from abroad, with noughts": ("IE", "0044 191 498 0142", "00441914980142"),
    "of another country": ("GB", "+1 303 555 0142", "+13035550142"),
    "with dots": ("FR", "01.23.45.67.89", "0123456789"),
    "with a stroke": ("DE", "030/23125-014", "03023125014"),
    "without a nought, where there is none": ("IT", "06 1234 5678", "0612345678"),
    "with a prefix that may be left out": ("US", "1-212-555-0123", "12125550123"),
}
SILENT = {
    "a nought lost": ("GB", "1914980142", "its first digit is missing", "write it as 0191 498 0142"),
    "a nought lost elsewhere": ("AU", "291234567", "its first digit is missing", "write it as (02) 9123 4567"),
    "a plus lost": ("GB", "441914980142", "cannot ring in GB", "write '+' before it"),
    "beside those for films": ("GB", "07700 901142", "cannot ring in GB", "copy it digit by digit"),
    "a digit lost": ("GB", "0191 498 014", "cannot ring in GB", "copy it digit by digit"),
    "no area code": ("US", "555-0142", "cannot ring in US", "copy it digit by digit"),
    "another country's short code": ("US", "119", "cannot ring in US", "copy it digit by digit"),
    "a date": ("US", "2026-11-27", "cannot ring in US", "copy it digit by digit"),
}


@pytest.mark.parametrize(("country", "written", "rung"), RINGING.values(), ids=RINGING)
def test_a_number_stays_as_it_is_written_and_its_link_rings(country: str, written: str, rung: str) -> None:
    assert number(written) == written
    assert cannot_ring(written, country) is None
    assert telephone(written) == f"tel:{rung}"


@pytest.mark.parametrize(("country", "written", "message", "hint"), SILENT.values(), ids=SILENT)
def test_a_number_that_cannot_ring_is_told_with_what_to_write(
    country: str, written: str, message: str, hint: str
) -> None:
    wrong = cannot_ring(number(written), country)
    assert wrong
    assert message in wrong[0]
    assert hint in wrong[1]


@pytest.mark.parametrize(
    ("pasted", "plain"),
    [
        ("0191\u00a0498\u00a00142", "0191 498 0142"),
        ("0808\u2011157\u20110187", "0808-157-0187"),
        ("303\u2013555\u20130142", "303-555-0142"),
        ("\u202a020 7946 0123\u202c", "020 7946 0123"),
        ("\uff10\uff13-1234-5678", "03-1234-5678"),
    ],
)
def test_what_web_pages_and_address_books_put_in_is_what_a_keyboard_has(pasted: str, plain: str) -> None:
    assert number(pasted) == plain


@pytest.mark.parametrize(
    "text", ["ask at the desk", "1-800-4-CANCER", "(0191 498 0142", "", "7", "1" * 17, "0191 --- 5"]
)
def test_what_nobody_could_dial_is_no_number(text: str) -> None:
    with pytest.raises(ValueError, match="is not a telephone number"):
        number(text)


@pytest.mark.parametrize("text", ["8.08E+09", "8.08157E+09", "4,41915E+11", "1914980142.0"])
def test_a_number_that_a_spreadsheet_has_cut_is_told_as_that(text: str) -> None:
    with pytest.raises(ValueError, match="a spreadsheet has cut; make the column text"):
        number(text)


def test_a_long_text_is_refused_without_much_thought() -> None:
    for text in ("1" * 100_000 + "y", "1 " * 100_000 + "?", "(" * 100_000):
        with pytest.raises(ValueError, match="is not a telephone number"):
            number(text)


def test_nothing_but_the_digits_is_dialled() -> None:
    assert dialled("(0191) 498/0142 #7") == "01914980142;ext=7"


@pytest.mark.parametrize("text", ["+44 0191 498 0142", "0044 0191 498 0142", "+33 01 99 00 12 34"])
def test_the_nought_that_nobody_dials_from_abroad_is_told(text: str) -> None:
    message, hint = cannot_ring(number(text), "GB") or ("", "")
    assert message == f"'{text}' cannot ring in GB"
    assert hint.startswith("write it as +")
    assert cannot_ring(number("+39 06 6982 1234"), "GB") is None
