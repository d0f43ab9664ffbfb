"""The clinic on the web page and in the plain text: its logo, its numbers, what it says of itself, its colours."""

from __future__ import annotations

import base64
from dataclasses import replace
from pathlib import Path

import pytest

from leaflets.edition.selection import Job
from leaflets.making import make
from leaflets.problems import ContentError
from leaflets.store.project import Project
from support import page
from support.clinics import logo, with_clinic
from support.page import said
from support.projects import FRONT, NOW, Folder, Make, Read, job_of
from web import test_words

BLOCKS = """\
heading: In short
blocks:
  - {id: team, blanks: {heading: Your team, labels: [My nurse, Phone], filled_by: clinic}}
  - {id: call, warning: {heading: The same day, items: [{id: a, text: Call us.}], blank: My number, filled_by: clinic}}
  - {id: who, clinic_details: all}
"""


def at(folder: Folder, format_: str = "html", theme: str = "calm") -> str:
    """What the small leaflet of a clinic says in a format."""
    project = folder.project(NOW)
    job = replace(job_of(project, "ache", "general", "us"), format=format_, theme=theme, clinic="elm")
    return make(project, job).data.decode()


@pytest.fixture
def shown(tmp_path: Path) -> page.Page:
    more = {"logo": "{file: elm.svg, alt: An elm}", "colours": "{primary: '#15506B', accent: '#B4552D'}"}
    return page.read(at(with_clinic(tmp_path / "p", {FRONT: BLOCKS}, **more)).encode())


@pytest.mark.parametrize("clinic", ["riverside", "hilltop"])
def test_a_clinics_page_and_plain_text_say_what_its_pdf_says(
    clinic: str, project: Project, made: Make, read: Read
) -> None:
    job: Job = replace(job_of(project, "lms", "gi", project.clinic(clinic).region), clinic=clinic)
    test_words.TestThePage().test_says_the_words_of_the_pdf_as_often_and_no_others(job, project, made, read)
    test_words.TestThePlainText().test_says_the_words_of_the_page_and_no_others(job, made)


def test_its_logo_lies_in_the_page_with_what_it_shows_in_words(shown: page.Page) -> None:
    (image,) = shown.all("img")
    assert image.get("alt") == "An elm"
    kind, _, data = image.get("src", "").partition(",")
    assert kind == "data:image/svg+xml;base64"
    drawn = base64.b64decode(data).decode()
    assert 'viewBox="0 0 20 10"' in drawn
    assert '<path d="M0 0L20 0L20 10L0 10Z" fill="#0B5563"/>' in drawn
    (line,) = shown.classed("given")
    assert said(line) == "Elm Clinic\nHeadache team"


def test_its_numbers_stand_in_place_of_lines_to_write_on_and_ring(shown: page.Page) -> None:
    (team,) = shown.classed("blanks")
    nurses, night, desk = ("Nurses\n303-555-0101\n9 to 5", "Night line\n303-555-0103\nDay and night", "Desk")
    assert said(team).startswith(f"Your team\n{nurses}\n{night}\n{desk}\n")
    assert said(team).endswith("My nurse")
    (box,) = shown.classed("warning")
    assert said(box) == f"The same day\nCall us.\n{night}"
    assert [link for link in shown.links if link[0].startswith("tel:")] == [
        ("tel:3035550101", "303-555-0101"),
        ("tel:3035550103", "303-555-0103"),
        ("tel:3035550102", "303-555-0102"),
        ("tel:3035550103", "303-555-0103"),
    ]


def test_what_it_says_of_itself_links_to_it(shown: page.Page) -> None:
    assert ("https://elm.example.org/help", "elm.example.org/help") in shown.links
    assert ("mailto:team@elm.example.org", "team@elm.example.org") in shown.links
    for words in ("Elm Clinic, Headache team, 1 Example Street, Anytown.", "Ask us for large print."):
        assert words in shown.text
    assert "Elm Clinic" in said(shown.one("footer"))


def test_its_colours_are_the_pages_unless_the_theme_has_its_own(tmp_path: Path) -> None:
    folder = with_clinic(tmp_path / "p", colours="{primary: '#15506B', accent: '#B4552D'}")
    assert "--primary: #15506B;" in at(folder)
    assert "--accent: #B4552D;" in at(folder)
    assert 'class="given accented"' in at(folder)
    assert "#15506B" not in at(folder, theme="plain")
    assert 'class="given"' in at(folder, theme="plain")


@pytest.mark.parametrize(
    ("name", "data", "said_"),
    [
        ("elm.svg", "<!DOCTYPE svg><svg/>", "it does not say how large it is"),
        ("elm.svg", "<svg", "it is no SVG drawing"),
        ("elm.png", b"GIF89a", "it is a GIF picture; save it as JPEG or PNG"),
    ],
)
def test_a_logo_that_is_none_is_told(name: str, data: str | bytes, said_: str, tmp_path: Path) -> None:
    folder = with_clinic(tmp_path / "p", logo=f"{{file: {name}, alt: x}}")
    logo(folder, name, data)
    with pytest.raises(ContentError, match=said_):
        at(folder)


def test_the_plain_text_has_each_number_under_its_name(tmp_path: Path) -> None:
    text = at(with_clinic(tmp_path / "p", {FRONT: BLOCKS}), "text")
    assert "\n\nElm Clinic\n    Headache team\n\n" in text
    assert "\n\nNight line\n    303-555-0103\n    Day and night\n\n" in text
    assert "My number" not in text
    assert "https://elm.example.org/help\n" in text
    assert "mailto:" not in text
