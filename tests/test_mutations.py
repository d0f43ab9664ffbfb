"""Single defects put into a shipped leaflet: our own check finds each, and so misses nothing that veraPDF finds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pytest
from pypdf import PdfWriter

from leaflets.content.project import Project
from leaflets.pdf.conformance import check
from leaflets.pdf.validators import vera
from support.mutations import EDITS, MUTATIONS, spoil, written
from support.projects import Make, job_of
from support.validators import require_java

DEFECTS = [*MUTATIONS, *EDITS]


class Spoiled(NamedTuple):
    """A spoiled file, what we say of it, and the pattern of what we should say."""

    data: bytes
    faults: list[str]
    sentence: str


@pytest.fixture(scope="module")
def good(project: Project, made: Make) -> bytes:
    """The shipped leaflet that shows every kind of block."""
    return made(job_of(project, "specimen", "specimen", "us")).data


@pytest.fixture(scope="module")
def spoiled(good: bytes) -> Mapping[str, Spoiled]:
    made = {name: spoil(good, name) for name in DEFECTS}
    sentences = {name: sentence for name, (_, sentence) in [*MUTATIONS.items(), *EDITS.items()]}
    return {name: Spoiled(data, check(data), sentences[name]) for name, data in made.items()}


def test_there_are_many_defects() -> None:
    assert len(set(DEFECTS)) >= 40


def test_the_good_file_and_a_copy_of_it_have_no_fault(good: bytes) -> None:
    assert check(good) == []
    assert check(written(PdfWriter(clone_from=BytesIO(good)))) == []


@pytest.mark.parametrize("defect", DEFECTS)
def test_each_defect_is_found_and_named(spoiled: Mapping[str, Spoiled], defect: str) -> None:
    faults, sentence = spoiled[defect].faults, spoiled[defect].sentence
    assert [fault for fault in faults if re.search(sentence, fault)], faults


def test_whatever_verapdf_finds_is_found(good: bytes, spoiled: Mapping[str, Spoiled], tmp_path: Path) -> None:
    require_java()
    files = {tmp_path / f"{name}.pdf": one.data for name, one in spoiled.items()}
    files[tmp_path / "good.pdf"] = good
    for path, data in files.items():
        path.write_bytes(data)
    verdicts = vera(list(files))
    assert not any(verdict.failed or verdict.silent for verdict in verdicts.pop(tmp_path / "good.pdf"))
    assert len(verdicts) == len(DEFECTS)
    found = {path.stem for path, both in verdicts.items() if any(one.failed or one.silent for one in both)}
    assert len(found) >= 40
    assert [name for name in found if not spoiled[name].faults] == []
    assert {name for name, one in spoiled.items() if one.faults} > found, "ours should find more"
