"""Single defects put into a leaflet: our own check finds those of the structure, veraPDF all the others."""

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
from support.mutations import EDITS, MUTATIONS, VERA, spoil, written
from support.projects import REST, ROOT, tiny
from support.validators import require_java

SENTENCES = {name: sentence for name, (_, sentence) in [*MUTATIONS.items(), *EDITS.items()]}
DEFECTS = list(SENTENCES)
GOOD = "nothing"
UNSEEN = [
    "the_titles_disagree",
    "two_entries_of_the_parent_tree_are_swapped",
    "a_heading_is_dropped_from_the_tree",
    "an_artifact_swallows_text",
    "a_page_has_no_size",
]
"""Defects that veraPDF, asked about PDF/A, passes over, and we do not."""
JUDGED = [GOOD, *UNSEEN, *(name for name, sentence in SENTENCES.items() if sentence == VERA)]
"""Files that veraPDF is asked about, as PDF/A, which shows it all of these: what we find needs no second judge."""


class Spoiled(NamedTuple):
    """What we say of a spoiled file, and what veraPDF says."""

    faults: list[str]
    verdicts: list[Verdict]


BLOCKS = """\
heading: Rest
blocks:
  - {id: sleep, text: "Read [more](https://example.org) and [yet more](https://example.org/more)."}
  - id: pains
    bullets: {items: [{id: one, text: one}, {id: two, text: another}]}
  - id: papers
    table:
      caption: Papers
      headings: [Paper, Width, Height]
      rows: [cells: [A4, 210 mm, 297 mm], cells: [Letter, 216 mm, 279 mm]]
  - id: squares
    picture: {file: specimen.png, alt: Squares in Łódź.}
"""
"""All that can be spoiled, on one page."""


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tiny(tmp_path_factory.mktemp("good"), {REST: BLOCKS})
    folder.picture("specimen.png", (ROOT / "assets/pictures/specimen.png").read_bytes())
    return folder.make("ache", "general").data


@pytest.fixture(scope="module")
def spoiled(good: bytes, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Spoiled]:
    """Every spoiled file, and the good one; veraPDF reads them while we do."""
    folder = tmp_path_factory.mktemp("spoiled")
    made = {name: spoil(good, name) for name in DEFECTS} | {GOOD: good}
    paths = {name: folder / f"{name}.pdf" for name in made}
    for name, data in made.items():
        paths[name].write_bytes(data)
    with ThreadPoolExecutor() as beside:
        asked = beside.submit(vera, {paths[name]: ("2a",) for name in JUDGED})
        faults = {name: check(data) for name, data in made.items()}
    return {name: Spoiled(faults[name], asked.result().get(paths[name], [])) for name in made}


def test_there_are_many_defects() -> None:
    assert len(set(DEFECTS)) >= 40


def test_the_good_file_and_a_copy_of_it_have_no_fault(good: bytes, spoiled: Mapping[str, Spoiled]) -> None:
    assert spoiled[GOOD].faults == []
    assert check(written(PdfWriter(clone_from=BytesIO(good)))) == []


@pytest.mark.parametrize("defect", [name for name, sentence in SENTENCES.items() if sentence != VERA])
def test_each_defect_of_the_structure_is_found_and_named(spoiled: Mapping[str, Spoiled], defect: str) -> None:
    faults = spoiled[defect].faults
    assert [fault for fault in faults if re.search(SENTENCES[defect], fault)], faults


@pytest.mark.parametrize("defect", [name for name, sentence in SENTENCES.items() if sentence == VERA])
def test_each_other_defect_is_found_by_verapdf(spoiled: Mapping[str, Spoiled], defect: str) -> None:
    require_java()
    assert any(said.failed or said.silent for said in spoiled[defect].verdicts), spoiled[defect].faults


def test_what_verapdf_does_not_see_is_found(spoiled: Mapping[str, Spoiled]) -> None:
    require_java()
    assert not any(verdict.failed or verdict.silent for verdict in spoiled[GOOD].verdicts)
    judged = {name: spoiled[name] for name in JUDGED}
    unseen = {name for name, one in judged.items() if not any(said.failed or said.silent for said in one.verdicts)}
    assert unseen == {GOOD, *UNSEEN}
    assert all(spoiled[name].faults for name in UNSEEN)
