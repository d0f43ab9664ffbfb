"""Where lines may end: never inside what is read at one glance, and in an address where a reader expects it."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from leaflets.inspect.inspection import inspect
from leaflets.making import make
from leaflets.problems import ContentError
from leaflets.store.project import Project
from leaflets.text.breaks import FREE, HYPHENATED, IN_DOMAIN, IN_PATH, PLAIN, SOFT, Rules, breaks, rules_of, tighter
from leaflets.text.lines import Chunk, TextStyle, break_lines
from support import pdf
from support.projects import NOW, REST, ROOT, job_of, tiny
from support.sample import INK, bold, regular

BODY = TextStyle(regular(), bold(), 12, 16, INK)
ENGLISH = Project(ROOT, NOW).language("en-gb").rules()

TOGETHER = [
    "30 minutes", "5 cm", "10 mg", "37.5 °C", "5 %", "5 g", "½ tablet", "100,000 people", "2 inches", "10 soft",
    "3 to 4 months", "3–4 weeks", "10-12 mg", "3 – 4 days", "6 to 8 small", "9 am to 5 pm", "9 a.m. to 5 p.m.",
    "9:00–17:00", "9am–5pm", "1 in 100", "1 out of 10", "5 of 7 days", "5 x 3 cm", "3.5 × 2 cm", "2 weeks to 3 months",
    "stage 4", "Stage IV", "grade 2", "type A", "page 2 of 3", "pages 2 and 3", "over 50", "Dr Smith", "Prof. Jones",
    "J. R. Smith", "12 May 2026", "May 12, 2026", "12th May 2026", "November 2028", "5 Jan. 2026", "12/05/2026",
    "020 7946 0111", "(303) 555-0142 ext 5", "303-555-0142 x 12", "+44 20 7946 0111", "+44 (0)20 7946 0111",
    "0808 808 00 00", "1-800-422-6237", "13 11 14", "< 5", "£ 20", "10 000",
]  # fmt: skip


def parts(text: str, rules: Rules = ENGLISH) -> list[str]:
    """The text between the places where its lines may end."""
    places = [0, *breaks(text, rules)]
    return [text[start:stop].strip() for start, stop in pairwise(places)]


@pytest.mark.parametrize("together", TOGETHER)
def test_what_is_read_at_one_glance_is_not_parted(together: str) -> None:
    assert parts(f"of {together}, then") == ["of", f"{together},", "then"]
    chunks = [Chunk(BODY.run("Some words ")), Chunk(BODY.run(f"{together},", True)), Chunk(BODY.run(" and more."))]
    widest = BODY.strong.width(f"{together},", 12)
    for measure in (widest + 1, widest + 20, widest + 45):
        lines = ["".join(chunk.run.text for chunk in line.chunks) for line in break_lines(chunks, measure, ENGLISH)]
        assert len(lines) > 1
        assert any(f"{together}," in line for line in lines), (measure, lines)


def test_a_number_and_what_is_no_unit_of_it_may_be_parted() -> None:
    assert parts("In 2024 the team saw 30 people at 5 and 7.") == [
        "In", "2024", "the", "team", "saw", "30 people", "at", "5 and 7.",
    ]  # fmt: skip
    assert parts("on 0800 111 222 or 0800 333 444 now") == ["on", "0800 111 222", "or", "0800 333 444", "now"]


def test_what_is_wider_than_the_measure_is_parted_all_the_same() -> None:
    measure = BODY.regular.width("020 7946", 12) + 1
    lines = break_lines([Chunk(BODY.run("ring 020 7946 0111 now"))], measure, ENGLISH)
    assert " ".join(line.chunks[0].run.text for line in lines) == "ring 020 7946 0111 now"
    assert max(line.width for line in lines) <= measure


@pytest.mark.parametrize(
    ("address", "pieces"),
    [
        ("info@clinic.example.org", ["info@", "clinic", ".example", ".org"]),
        ("https://www.nhs.uk/a-b/c_d.", ["https://", "www", ".nhs", ".uk/", "a-b/", "c_d."]),
        ("macmillan.org.uk/cancer-care", ["macmillan", ".org", ".uk/", "cancer-care"]),
    ],
)
def test_an_address_is_parted_after_slashes_and_the_at_sign_and_before_dots(address: str, pieces: list[str]) -> None:
    text = f"See {address} now"
    assert parts(text) == ["See", *pieces, "now"]
    costs = breaks(text, ENGLISH)
    inside = {place: cost for place, cost in costs.items() if 4 < place < 4 + len(address)}
    assert len(inside) == len(pieces) - 1
    assert all(cost == (IN_DOMAIN if text[place] == "." else IN_PATH) for place, cost in inside.items())


@pytest.mark.parametrize("start", ["https://forms.example.org/r?id=", "someone@", "www.example.org/"])
def test_a_long_address_always_fits(start: str) -> None:
    address = start + "Jm5kY2xpbmljX2FwcG9pbnRtZW50cw" * 3
    for measure in (60, 100, 200):
        lines = break_lines([Chunk(BODY.run(f"Write to {address}."))], measure, ENGLISH)
        said = "".join("".join(chunk.run.text for chunk in line.chunks) + " " * line.whole for line in lines)
        assert said.strip() == f"Write to {address}."
        assert max(line.width for line in lines) <= measure + 0.01


def test_a_word_is_not_cut_anywhere() -> None:
    assert tighter("Leiomyosarcomas grow", 0, 16) == [16]


@pytest.mark.parametrize("text", ["Est-ce vrai ?", "Non !", "Voici :", "oui ;", "« oui »", "« non » ?"])
def test_french_spaces_hold(text: str) -> None:
    assert parts(f"a {text} b", PLAIN) == ["a", text, "b"] if "Est" not in text else ["a", "Est-ce", "vrai ?", "b"]


def test_german_quotation_marks_are_not_taken_for_french_ones() -> None:
    assert parts("sagte »Ja« und ging", PLAIN) == ["sagte", "»Ja«", "und", "ging"]


def test_hyphens_part_words_only_where_neither_part_is_a_stub() -> None:
    assert parts("X-ray, check-ups, 24-hour, follow-up, well-known") == [
        "X-ray,", "check-ups,", "24-hour,", "follow-up,", "well-", "known",
    ]  # fmt: skip
    assert parts("so – or so — it goes") == ["so –", "or", "so —", "it", "goes"]


def test_scripts_without_spaces_have_places_to_break() -> None:
    assert parts("癌症的治疗") == list("癌症的治疗")
    assert set(breaks("癌症的治疗", PLAIN).values()) == {FREE}


GERMAN = rules_of(hyphenated="de")


class TestHyphenation:
    TEXT = "Die Behandlungsmöglichkeiten hängen von der Strahlentherapieplanung ab."

    def test_words_are_parted_only_where_it_is_asked_for(self) -> None:
        assert HYPHENATED not in breaks(self.TEXT, ENGLISH).values()
        assert HYPHENATED in breaks(self.TEXT, GERMAN).values()
        assert "Behand" in parts(self.TEXT, GERMAN)

    def test_a_hyphen_at_the_end_of_a_line_is_no_letter_of_the_word(self) -> None:
        measure = BODY.regular.width("Die Behandlungsmög-", 12) + 1
        lines = break_lines([Chunk(BODY.run(self.TEXT))], measure, GERMAN)
        said = ["".join(chunk.run.text for chunk in line.chunks) + " " * line.whole for line in lines]
        assert any(line.endswith(SOFT) for line in said)
        assert "".join(said).replace(SOFT, "").strip() == self.TEXT
        assert max(line.width for line in lines) <= measure

    def test_a_word_too_long_for_a_line_is_parted(self) -> None:
        lines = break_lines([Chunk(BODY.run("Strahlentherapieplanung"))], 80, GERMAN)
        assert len(lines) > 1
        assert max(line.width for line in lines) <= 80

    def test_short_words_and_those_of_capitals_are_whole(self) -> None:
        assert parts("Natur LEIOMYOSARKOM Planung", GERMAN) == ["Natur", "LEIOMYOSARKOM", "Pla", "nung"]


def test_a_hyphenated_word_reads_back_without_its_hyphen(tmp_path: Path) -> None:
    folder = tiny(tmp_path)
    word = "immunohistochemistry"
    folder.write(REST, json.dumps({"heading": "Rest", "blocks": [{"id": "a", "text": f"Ask about {word} too. " * 9}]}))
    folder.replace("formats/letter.yaml", "text_size", "hyphenate: true\ntext_size")
    project = folder.project()
    data = make(project, job_of(project, "ache", "general", "us")).data
    assert pdf.read(data).text.count(SOFT) > 0
    assert pdf.read(data).text.replace(SOFT + "\n", "").replace(SOFT, "").count(word) == 9
    assert list(inspect(data).faults) == []
    assert inspect(data).unseen == []


def test_a_language_without_patterns_is_not_hyphenated_unseen(tmp_path: Path) -> None:
    folder = tiny(tmp_path)
    folder.replace("languages/en-us.yaml", "tag: en-US", "tag: tlh\nhyphenate: true")
    with pytest.raises(ContentError, match="there are no patterns to hyphenate this language by"):
        folder.project().language("en-us")


@pytest.mark.parametrize("paper", ["letter", "a5", "letter-large-print"])
def test_a_long_address_stops_no_build(tmp_path: Path, paper: str) -> None:
    """In a text, in the caption of a code, in the side column, and in a cell of a table."""
    folder = tiny(tmp_path)
    address = "https://forms.example.org/Pages/ResponsePage.aspx?id=" + "DQSIkWdsW0yxEjajBLZtrQAAAAAAAAAA" * 3
    blocks: list[dict[str, object]] = [
        {"id": "a", "text": f"Write to somebody.with.a.very.long.name@{'hospital' * 9}.example.org or see {address}."},
        {"id": "b", "qr_code": {"text": "Tell us", "address": address}},
        {"id": "c", "beside": True, "qr_code": {"text": "Tell us", "address": address}},
        {"id": "d", "table": {"headings": ["Where", "What"], "rows": [{"cells": [address, "A form"]}]}},
    ]
    folder.write(REST, json.dumps({"heading": "Rest", "blocks": blocks}))
    project = folder.project()
    data = make(project, replace(job_of(project, "ache", "general", "us"), format=paper)).data
    said = "".join(pdf.read(data).text.split())
    assert said.count(address.removeprefix("https://")) == 4
