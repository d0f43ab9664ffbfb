"""The manuscript: one answer to what a job says, whoever asks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from leaflets.edition.manuscript import for_clinic, manuscript
from leaflets.making import Maker
from support.projects import LEAFLET, REST, Folder, job_of, text_of, tiny

CLINIC = """\
name: The {name} Clinic
department: Headaches
address: [1 High Street]
region: uk
contacts: [{{label: Nurse, phone: 020 7946 0000, hours: 9am to 5pm}}]
out_of_hours: {{label: Ward, phone: 020 7946 0001}}
email: a@example.org
web: https://example.org
other_formats: Ask us for large print.
interpreter: Ask us for an interpreter.
feedback: Tell us.
reference_prefix: {prefix}
"""
BODY = """\
heading: Rest
blocks:
  - id: sleep
    text: "Ring {emergency_number}. This is {reference}, version {version}."
"""


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = tiny(tmp_path / "project", {REST: BODY})
    for name, prefix in (("elm", "ELM"), ("oak", "OAK")):
        made.write(f"clinics/{name}.yaml", CLINIC.format(name=name.title(), prefix=prefix))
    return made


def test_a_passage_is_known_as_written_and_as_printed(folder: Folder) -> None:
    project = folder.project()
    copy = manuscript(project, job_of(project, "ache", "general", "uk"))
    (found,) = (one for one in copy.passages if one.ids == ("sleep",))
    assert found.text == "Ring 999. This is ACHE-GEN, version 1.0."
    assert found.written == "Ring {emergency_number}. This is {reference}, version {version}."
    assert (found.where.line, found.role, found.key, found.section) == (4, "prose", "text", "rest")


def test_what_is_signed_names_the_values_that_are_not_its_regions(folder: Folder) -> None:
    project = folder.project()
    copy = manuscript(project, job_of(project, "ache", "general", "uk"))
    (found,) = (one for one in copy.statements if one.id == "sleep")
    assert found.words == "Ring 999. This is {reference}, version {version}."


@pytest.mark.parametrize("place", ["body", "heading", "title", "word"])
def test_each_clinic_gets_its_own_reference_wherever_it_stands(folder: Folder, place: str) -> None:
    if place == "heading":
        folder.replace(REST, "heading: Rest", "heading: Rest {reference}")
    if place == "title":
        folder.replace(LEAFLET, "title: Headaches, short", "title: 'Headaches {reference}', short")
    if place == "word":
        folder.replace(REST, "id: sleep", "id: sleep\n    words: [migraine]")
        folder.replace("leaflets/ache/glossary.yaml", "A kind of headache.", "'A kind, says {reference}.'")
    project = folder.project()
    jobs = [replace(job_of(project, "ache", "general", "uk"), clinic=name) for name in ("elm", "oak")]
    first = manuscript(project, jobs[0])
    assert first.shared == (place == "body")
    said = for_clinic(first, project, jobs[1])
    assert [one.text for one in said.passages] == [one.text for one in manuscript(project, jobs[1]).passages]
    maker = Maker(project)
    for job, own, other in zip(jobs, ("ELM-ACHE-GEN", "OAK-ACHE-GEN"), ("OAK", "ELM"), strict=True):
        made = maker.make(job)
        text = text_of(made)
        assert text.count(own) >= (1 if place == "body" else 2)
        assert other not in text
        assert "{" not in text
        assert made.data == Maker(project).make(job).data
