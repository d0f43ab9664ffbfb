"""What a clinician signs: every statement that is printed, by the words people read, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from leaflets.content.approvals import SignOff, hash_of
from leaflets.content.leaflet import Word
from leaflets.content.payloads import Statement
from leaflets.edition.selection import Job, select
from leaflets.edition.wording import standing, worded
from leaflets.problems import ContentError
from leaflets.signing.statements import statements
from leaflets.store.project import Project
from leaflets.store.references import models
from leaflets.store.saving import approvals
from support.leaflet import job as job_of
from support.leaflet import leaflet
from support.papers import VARIANTS, job_on
from support.projects import shipped

PARTS = """\
heading: Parts
blocks:
  - {id: title, subheading: A title}
  - id: box
    key_message:
      heading: A heading
      items: [{id: one, text: "One **bold** word."}]
  - id: facts
    facts: {items: [{id: age, label: "What age?", text: Any.}, {id: who, label: Who, text: All.}]}
  - id: how
    chance: {lead_in: Of all, n: 1, of: 10, "yes": do, "no": do not, note: In 2020.}
  - id: sides
    comparison:
      left: {heading: This, items: [{id: a, text: Apple.}]}
      right: {heading: That, items: [{id: b, text: Pear.}]}
  - {id: lines, notes: {heading: Notes, lines: 3}}
  - {id: team, blanks: {heading: My team, labels: [Nurse]}}
  - {id: again, words: [gist], text: "One bold word."}
"""
WORDS = "words: {gist: {id: G1, term: GIST, meaning: Another one.}, other: {id: G2, term: Other, meaning: None.}}"


def test_each_statement_has_its_words_and_headings_forms_and_words_not_printed_are_none() -> None:
    found = statements(select(leaflet({"parts": PARTS}, words=WORDS), job_of("gi")))
    assert [(one.id, one.words) for one in found if one.section == "parts"] == [
        ("one", "One bold word."),
        ("age", "What age? Any."),
        ("who", "Who; All."),
        ("how", "Of all 1/10 do; 9/10 do not; In 2020."),
        ("sides", "This; That"),
        ("a", "Apple."),
        ("b", "Pear."),
        ("again", "One bold word."),
        ("G1", "GIST: Another one."),
    ]


def test_the_same_words_have_the_same_hash_however_they_are_spaced_or_encoded() -> None:
    assert hash_of("a  caf\u00e9\n") == hash_of("a cafe\u0301")
    assert hash_of("a cafe") != hash_of("a caf\u00e9")


def test_every_shipped_statement_that_rests_on_something_is_signed_where_it_is_printed(
    job: Job,
    project: Project,
) -> None:
    said = {one.saying.where for one in standing(project, job)}
    assert said
    shown = select(project.leaflet(job.leaflet), job)
    for model in models(shown.sections):
        if isinstance(model, Statement) and model.evidence and not isinstance(model, Word):
            assert model.at() in said, model.id


def test_what_could_not_be_read_again_is_not_written() -> None:
    sign_off = SignOff.model_construct(by="", role="GP", signed=date(2026, 11, 20), agree=(), change=(), remove=())
    with pytest.raises(ContentError):
        approvals([sign_off], "approvals.yaml", {})


@pytest.fixture(scope="module")
def half_signed(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The shipped project, all signed that no leaflet can do without."""
    folder = shipped(tmp_path_factory.mktemp("signed") / "mine")
    project = folder.project()
    jobs = [job_on(project, paper, variant) for variant in VARIANTS for paper in ("letter", "a4", "letter-trifold")]
    marks = dict.fromkeys(
        one.saying.mark for each in jobs for one in standing(project, each) if not one.saying.optional
    )
    sign_off = SignOff(by="Dr A", role="GP", signed=date(2026, 11, 20), agree=tuple(marks))
    folder.write("leaflets/lms/approvals.yaml", approvals([sign_off], "approvals.yaml", {}))
    return folder.project()


@pytest.mark.parametrize("paper", ["letter", "a4", "letter-trifold"])
@pytest.mark.parametrize("variant", VARIANTS)
def test_every_shipped_leaflet_can_do_without_what_is_optional(half_signed: Project, variant: str, paper: str) -> None:
    whole = job_on(half_signed, paper, variant)
    less = replace(whole, statements="signed")
    assert worded(half_signed, whole)[0].file.approvals == ()
    leaflet_ = worded(half_signed, less)[0]
    assert [approval.by for approval in leaflet_.file.approvals] == ["Dr A"]
    assert set(leaflet_.sections) == set(worded(half_signed, whole)[0].sections)
    left_out = {one.saying.where for one in standing(half_signed, whole)} - {
        one.saying.where for one in standing(half_signed, less)
    }
    assert left_out
