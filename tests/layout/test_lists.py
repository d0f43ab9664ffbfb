"""Lists of a whole leaflet: contents, organisations, sources; what an author wrote in them prints as it should."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from leaflets.making import make
from leaflets.problems import ContentError
from support import pdf
from support.projects import REST, Folder, job_of, shipped, text_of, tiny

WHO = "leaflets/ache/organisations.yaml"
ENTRY = (
    "organisations:\n  nhs:\n    id: O1\n    name: NHS\n    country: UK\n    about: Help.\n    phone: 0300 123 4567\n"
)
LISTED = "heading: Rest\nblocks:\n  - id: who\n    organisations: all\n"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return tiny(
        tmp_path / "project", {WHO: ENTRY + "    web: https://nhs.uk\n    phone_note: '**free**'\n", REST: LISTED}
    )


def test_the_note_of_a_number_may_have_bold_words(folder: Folder) -> None:
    made = folder.make("ache", "general")
    assert "0300 123 4567 (free)" in text_of(made)
    bold = [run.text for run in pdf.read(made.data).pages[0].runs if "Bold" in run.font]
    assert any("free" in text for text in bold)


def test_a_character_the_typeface_lacks_is_told_at_its_line(folder: Folder) -> None:
    folder.replace(WHO, "'**free**'", "free ☎")
    with pytest.raises(ContentError) as caught:
        folder.make("ache", "general")
    assert str(caught.value).startswith(f"content/{WHO}:9:17: no typeface in assets/fonts has '☎'")


def test_an_address_a_link_of_a_pdf_cannot_hold_is_refused(folder: Folder) -> None:
    folder.replace(WHO, "https://nhs.uk", "https://nhs.uk/équipe")
    with pytest.raises(ContentError, match="'web' cannot be"):
        folder.make("ache", "general")


def test_a_number_that_would_be_dialled_in_part_is_refused(folder: Folder) -> None:
    folder.replace(WHO, "0300 123 4567", "1-800-4-CANCER")
    with pytest.raises(ContentError, match="is not a telephone number"):
        folder.make("ache", "general")


def test_a_folded_sheet_has_no_list_of_contents(tmp_path: Path) -> None:
    folder = shipped(tmp_path / "project")
    about = "leaflets/lms/sections/about.yaml"
    block = "\n  - id: list\n    when: {edition: brief}\n    contents: Here\n"
    folder.write(about, folder.path(about).read_text() + block)
    project = folder.project()
    job = replace(job_of(project, "lms", "gi", "us"), format="letter-trifold", edition="brief")
    with pytest.raises(ContentError, match="a folded sheet has no pages for a list of contents to name"):
        make(project, job)


@pytest.mark.parametrize(
    ("variant", "paper"), [("gi", "letter-large-print"), ("retroperitoneal", "a4-large-print"), ("skin", "half-letter")]
)
def test_nothing_stands_where_nobody_knows_what_it_is_for(variant: str, paper: str, tmp_path: Path) -> None:
    project = shipped(tmp_path / "project").project()
    clinic = "hilltop" if paper.startswith("a4") else "riverside"
    job = replace(job_of(project, "lms", variant, project.clinic(clinic).region), clinic=clinic, format=paper)
    pages = pdf.read(make(project, job).data).pages
    said = [[run.text.strip() for run in page.runs if not run.artifact and run.text.strip()] for page in pages]
    assert len(said) > 20
    assert [words for words in said if words == ["Draft: awaiting a clinician’s sign-off"]] == []
    first = next(words for words in said if "In this leaflet" in words)
    assert sum(word.isdigit() for word in first[first.index("In this leaflet") :]) >= 4
    (asked,) = [number for number, words in enumerate(said) if "Words explained" in words and number > 8]
    before = said[asked][: said[asked].index("Words explained")]
    assert before == [] or "My appointments" in before or any("?" in word for word in before)
