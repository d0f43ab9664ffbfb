"""The marks inside a text: bold, links and placeholders. All else is plain words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets.content.inline import PLACEHOLDERS, Span, checked, fill, plain, spans, words_of


def test_a_text_without_marks_is_one_span() -> None:
    assert spans("Call your team.") == (Span("Call your team."),)


def test_bold_words_stand_between_pairs_of_asterisks() -> None:
    assert spans("**Surgery.** This is **the** main treatment.") == (
        Span("Surgery.", bold=True),
        Span(" This is "),
        Span("the", bold=True),
        Span(" main treatment."),
    )


def test_a_link_has_words_and_an_address() -> None:
    assert spans("See [the NHS](https://www.nhs.uk).") == (
        Span("See "),
        Span("the NHS", address="https://www.nhs.uk"),
        Span("."),
    )


def test_a_link_may_stand_inside_bold_words() -> None:
    assert spans("**See [us](https://a.org) now**") == (
        Span("See ", bold=True),
        Span("us", bold=True, address="https://a.org"),
        Span(" now", bold=True),
    )


@pytest.mark.parametrize("text", ["a * b", "<b>x</b>", "&amp;", "[not a link]", "(round)", "_under_", "`code`", "# 1"])
def test_what_is_not_a_mark_prints_as_it_stands(text: str) -> None:
    assert spans(checked(text)) == (Span(text),)


def test_the_words_of_a_text_are_what_a_reader_hears() -> None:
    assert words_of("**Call** [the team](tel:01234567) at {written}") == "Call the team at {written}"


@pytest.mark.parametrize(
    "address", ["https://a.org/b?c=d#e", "http://a.org", "mailto:a@b.org", "tel:+44-1234", "tel:18002272345"]
)
def test_addresses_a_leaflet_can_link_to(address: str) -> None:
    assert checked(f"[us]({address})") == f"[us]({address})"


@pytest.mark.parametrize(
    "address", ["www.nhs.uk", "ftp://a.org", "javascript:x", "mailto:nobody", "tel:call-us", "https://", "//a.org"]
)
def test_addresses_a_leaflet_cannot_link_to(address: str) -> None:
    with pytest.raises(ValueError, match="is not an address a leaflet can link to"):
        checked(f"see [us]({address})")


@pytest.mark.parametrize("link", ["[us]()", "[us](https://a.org/b c)", "[us](https://a.org/(b))", "[us](https://a.org"])
def test_a_link_that_would_print_its_brackets_is_refused(link: str) -> None:
    with pytest.raises(ValueError, match="a link has no address, or one with spaces or brackets"):
        checked(f"see {link} for more")


@pytest.mark.parametrize("name", sorted(PLACEHOLDERS))
def test_every_placeholder_is_known_and_described(name: str) -> None:
    assert checked(f"a {{{name}}} b") == f"a {{{name}}} b"
    assert PLACEHOLDERS[name]


@pytest.mark.parametrize("name", ["", "Version", "a b", "1st", "a-b"])
def test_braces_hold_the_name_of_a_value(name: str) -> None:
    with pytest.raises(ValueError, match=r"names no value; write it without braces, or as \{emergency_number\}"):
        checked(f"This is {{{name}}}")


def test_placeholders_are_filled_wherever_they_stand() -> None:
    values = {"emergency_number": "911", "version": "1.0"}
    assert fill("Call {emergency_number}. {version} {version}", values) == "Call 911. 1.0 1.0"


def test_a_value_is_not_searched_for_placeholders() -> None:
    assert fill("{version}", {"version": "{written}"}) == "{written}"


@given(st.text(alphabet="ab *[]()", max_size=30))
def test_marks_never_lose_or_add_a_word(text: str) -> None:
    try:
        text = checked(text)
    except ValueError:
        return
    assert "".join(span.text for span in spans(text)) == words_of(text)
    assert [c for c in words_of(text) if c in "ab"] == [c for c in text if c in "ab"]


def test_what_cannot_be_a_link_is_none_whoever_wrote_it() -> None:
    assert spans("Ask [here](javascript:alert) **[us](tel:999)**") == (
        Span("Ask "),
        Span("[here](javascript:alert)"),
        Span(" "),
        Span("us", True, "tel:999"),
    )


@pytest.mark.parametrize("text", ["**Us**", "[us](https://a.org)", "[us](javascript:x)", "{version}"])
def test_what_stands_in_many_places_is_without_marks(text: str) -> None:
    with pytest.raises(ValueError, match="stands in many places"):
        plain(text)


class TestAnotherLanguage:
    def test_words_of_another_language_say_so(self) -> None:
        assert spans("Say [hola **amigo**]{lang=es}. [Web](https://example.org){lang=pl}") == (
            Span("Say "),
            Span("hola ", lang="es"),
            Span("amigo", bold=True, lang="es"),
            Span(". "),
            Span("Web", address="https://example.org", lang="pl"),
        )
        assert words_of("**[Hola]{lang=es}**, you") == "Hola, you"
        assert checked("[Hola]{lang=es-419} at {emergency_number}") == "[Hola]{lang=es-419} at {emergency_number}"
        assert fill("[Hola]{lang=es} {version}", {"version": "2"}) == "[Hola]{lang=es} 2"

    @pytest.mark.parametrize("tag", ["", "Spanish language", "e", "es_MX", "ES", "spanish"])
    def test_what_is_no_tag_of_a_language_is_refused(self, tag: str) -> None:
        with pytest.raises(ValueError, match="is no tag of a language; write one such as 'es'"):
            checked(f"Say [hola]{{lang={tag}}}.")

    @pytest.mark.parametrize("text", ["{lang=es}", "hola{lang=es}", "[hola] {lang=es}"])
    def test_a_mark_without_its_words_is_refused(self, text: str) -> None:
        with pytest.raises(ValueError, match="names no value"):
            checked(text)

    def test_a_text_that_stands_in_many_places_has_none(self) -> None:
        with pytest.raises(ValueError, match="without bold words"):
            plain("[hola]{lang=es}")
