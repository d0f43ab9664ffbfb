"""The specimen: every kind of block once, so that all can be seen, and none is forgotten."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from leaflets.content.blocks import KINDS, kind_of
from leaflets.content.inline import spans
from leaflets.edition.manuscript import manuscript
from leaflets.store.project import Project
from support import pdf
from support.projects import ROOT, Folder, Make, job_of, shipped
from support.validators import FLAVOURS, own_faults, page_failures


def kinds(project: Project) -> Counter[str]:
    """How often each kind stands in the specimen. What stands inside ``keep_together`` does not count."""
    blocks = [block for section in project.leaflet("specimen").sections.values() for block in section.blocks]
    assert blocks
    return Counter(str(kind_of(block)) for block in blocks)


def missing(project: Project) -> set[str]:
    return set(KINDS) - set(kinds(project))


def test_every_kind_of_block_stands_in_it_once(project: Project) -> None:
    assert missing(project) == set()
    assert [kind for kind, count in kinds(project).items() if count > 1] == []


def test_a_kind_that_is_left_out_is_missed(tmp_path: Path) -> None:
    folder: Folder = shipped(tmp_path / "less")
    path = "leaflets/specimen/sections/figures.yaml"
    text = folder.path(path).read_text(encoding="utf-8")
    folder.write(path, re.sub(r"  - id: timeline\n    timeline:\n.*?(?=  - id: picture\n)", "", text, flags=re.DOTALL))
    assert missing(folder.project()) == {"timeline"}


def test_all_its_sections_are_printed(project: Project) -> None:
    leaflet = project.leaflet("specimen")
    assert set(leaflet.sections) == {*leaflet.file.sections, leaflet.file.front.section}


@pytest.mark.parametrize("region", ["us", "uk"])
@pytest.mark.parametrize("theme", sorted(path.stem for path in (ROOT / "content/themes").glob("*.yaml")))
def test_it_is_valid_in_every_theme_and_region(project: Project, made: Make, theme: str, region: str) -> None:
    data = made(replace(job_of(project, "specimen", "specimen", region), theme=theme)).data
    assert [failure for flavour in FLAVOURS for failure in page_failures(data, flavour)] == []
    assert own_faults(data) == []


@pytest.mark.parametrize("format_", ["letter", "html", "text"])
def test_every_text_in_it_is_drawn(project: Project, made: Make, format_: str) -> None:
    job = replace(job_of(project, "specimen", "specimen", "us"), format=format_)
    data = made(job).data
    whole = pdf.read(data).tree if format_ == "letter" else data.decode()
    shown = even(unescape(re.sub(r"<[^<>]*>", "", whole)) + unescape(whole) if format_ == "html" else whole)
    passages = [one for one in manuscript(project, job).passages if format_ != "text" or one.role != "alt"]
    assert len(passages) > 60
    lost = [one for one in passages if not all(even(span.text) in shown for span in spans(one.marked))]
    assert [f"{one.where}: {one.text}" for one in lost] == []


def even(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())
