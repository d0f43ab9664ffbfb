"""Single defects put into a shipped leaflet: our own check finds each, and so misses nothing that veraPDF finds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import NamedTuple

import pytest
from pypdf import PdfWriter

from leaflets.inspect.rules.conformance import check
from leaflets.inspect.validators import Verdict, vera
from leaflets.store.project import Project
from support.mutations import EDITS, MUTATIONS, spoil, written
from support.projects import Make, job_of
from support.validators import require_java

DEFECTS = [*MUTATIONS, *EDITS]
GOOD = "nothing"


class Spoiled(NamedTuple):
    """What we say of a spoiled file, the pattern of what we should say, and what veraPDF says."""

    faults: list[str]
    sentence: str
    verdicts: list[Verdict]


@pytest.fixture(scope="module")
def good(project: Project, made: Make) -> bytes:
    """The shipped leaflet that shows every kind of block."""
    return made(job_of(project, "specimen", "specimen", "us")).data


@pytest.fixture(scope="module")
def spoiled(good: bytes, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Spoiled]:
    """Every spoiled file, and the good one; veraPDF reads them while we do."""
    folder = tmp_path_factory.mktemp("spoiled")
    made = {name: spoil(good, name) for name in DEFECTS} | {GOOD: good}
    paths = {name: folder / f"{name}.pdf" for name in made}
    for name, data in made.items():
        paths[name].write_bytes(data)
    with ThreadPoolExecutor() as beside:
        asked = beside.submit(vera, list(paths.values()))
        faults = {name: check(data) for name, data in made.items()}
    sentences = {name: sentence for name, (_, sentence) in [*MUTATIONS.items(), *EDITS.items()]}
    return {name: Spoiled(faults[name], sentences.get(name, ""), asked.result()[paths[name]]) for name in made}


def test_there_are_many_defects() -> None:
    assert len(set(DEFECTS)) >= 40


def test_the_good_file_and_a_copy_of_it_have_no_fault(good: bytes, spoiled: Mapping[str, Spoiled]) -> None:
    assert spoiled[GOOD].faults == []
    assert check(written(PdfWriter(clone_from=BytesIO(good)))) == []


@pytest.mark.parametrize("defect", DEFECTS)
def test_each_defect_is_found_and_named(spoiled: Mapping[str, Spoiled], defect: str) -> None:
    faults, sentence = spoiled[defect].faults, spoiled[defect].sentence
    assert [fault for fault in faults if re.search(sentence, fault)], faults


def test_whatever_verapdf_finds_is_found(spoiled: Mapping[str, Spoiled]) -> None:
    require_java()
    assert not any(verdict.failed or verdict.silent for verdict in spoiled[GOOD].verdicts)
    found = {name for name, one in spoiled.items() if any(said.failed or said.silent for said in one.verdicts)}
    assert len(found) >= 40
    assert [name for name in found if not spoiled[name].faults] == []
    assert {name for name, one in spoiled.items() if one.faults} > found, "ours should find more"
