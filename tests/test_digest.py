"""The page beside the shipped leaflet that tells a clinician all it says."""

from __future__ import annotations

from click.testing import CliRunner

from leaflets.cli import main
from leaflets.content.payloads import Statement
from leaflets.store.project import Project
from leaflets.store.references import models
from support.projects import ROOT

FILE = ROOT / "content/leaflets/lms/README.md"


def test_the_shipped_one_is_fresh(update_golden: bool) -> None:
    done = CliRunner().invoke(main, ["digest", "lms"])
    assert done.exit_code == 0, done.output
    if update_golden:
        FILE.write_text(done.output, encoding="utf-8")
    said = FILE.read_text(encoding="utf-8")
    assert done.output == said, "write it anew: leaflets digest lms > content/leaflets/lms/README.md"


def test_it_tells_every_statement_with_its_sources_and_who_says_it(project: Project) -> None:
    text = FILE.read_text(encoding="utf-8")
    lines = text.split("\n")
    medical = [one for one in models(project.leaflet("lms").sections) if isinstance(one, Statement) and one.evidence]
    assert len(medical) > 300
    for one in medical:
        marks = " ".join(mark for mark in (one.evidence, "C" if one.needs else None) if mark)
        end = f"| {', '.join(one.sources)} | {marks} |"
        assert any(line.startswith(f"| {one.id} |") and line.endswith(end) for line in lines), one.id
    assert "| GI8 | LMS of the gut is very rare: for each one, doctors see about 50 GISTs. | gi; full edition |" in text


def test_it_lists_what_awaits_a_clinician(project: Project) -> None:
    text = FILE.read_text(encoding="utf-8")
    part = text.split("## What awaits a clinician")[1].split("\n## ")[0]
    waiting = {one.id for one in models(project.leaflet("lms").sections) if isinstance(one, Statement) and one.needs}
    assert len(waiting) > 50
    for id_ in waiting:
        assert f"\n- **{id_}** (" in part


def test_it_tells_what_was_corrected_with_the_reason(project: Project) -> None:
    text = FILE.read_text(encoding="utf-8")
    corrections = project.corrections("lms")
    assert len(corrections) == 52
    for one in corrections:
        assert f"\n| {one.id} | " in text
    assert "patients can expect to live around 4-6 years following surgery” | wrong |" in text


def test_it_names_every_source_with_its_address(project: Project) -> None:
    text = FILE.read_text(encoding="utf-8")
    sources = project.leaflet("lms").sources
    assert len(sources) > 60
    for name, source in sources.items():
        assert f"\n| {name} | " in text
        assert source.address is None or f"]({source.address}) |" in text
