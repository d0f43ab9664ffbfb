"""Statements written without an id get one of their words, which stays when others come or go."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from leaflets.content.payloads import Statement
from leaflets.store.references import models
from support.projects import REST, Folder, tiny

TEXT = """\
heading: Rest
blocks:
  - text: Sleep well tonight, or tomorrow.
  - bullets:
      lead_in: "Try to:"
      items:
        - drink water
        - Drink water!
        - text: rest
        - {id: mine, text: nap}
  - keep_together:
      - subheading: In the night
      - id: night
        do_dont: {do: {items: [lie down]}, dont: {items: [watch films]}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return tiny(tmp_path / "project", {REST: TEXT})


def ids(folder: Folder) -> Sequence[str]:
    section = folder.project().leaflet("ache").sections["rest"]
    return [model.id for model in models(section) if isinstance(model, Statement)]


def test_each_has_one_of_its_own_made_of_its_words(folder: Folder) -> None:
    assert sorted(ids(folder)) == sorted([
        "rest-sleep-well-tonight-or", "rest-try-to", "rest-try-to-drink-water", "rest-try-to-drink-water-2",
        "rest-try-to-rest", "mine", "rest-in-the-night", "rest-in-the-night-in-the-night", "night", "night-lie-down",
        "night-watch-films",
    ])  # fmt: skip


def test_what_comes_before_changes_none(folder: Folder) -> None:
    before = set(ids(folder))
    folder.replace(REST, "  - text: Sleep", "  - text: Eat well.\n  - text: Sleep")
    folder.replace(REST, "        - drink water\n", "        - eat soup\n        - drink water\n")
    assert set(ids(folder)) == before | {"rest-eat-well", "rest-try-to-eat-soup"}


@pytest.mark.parametrize("words", ["喝水", "пить воду", "!"])
def test_words_in_any_script_make_one(words: str, tmp_path: Path) -> None:
    text = f'heading: x\nblocks:\n  - text: "{words}"\n  - text: "{words} {words}"\n'
    found = ids(tiny(tmp_path / "project", {REST: text}))
    assert len(set(found)) == 2
    assert all(one.startswith("rest-") for one in found)


def test_a_fault_in_an_entry_of_words_alone_is_told_at_its_place(folder: Folder) -> None:
    folder.replace(REST, "- Drink water!", "- Drink **water!")
    assert f"content/{REST}:8:11: '**' is not closed" in folder.run().err


@pytest.mark.parametrize("depth", [40, 900])
def test_blocks_nested_without_end_are_refused(depth: int, tmp_path: Path) -> None:
    deep = "{keep_together: [" * depth + "{text: a}" + "]}" * depth
    done = tiny(tmp_path / "project", {REST: f"heading: x\nblocks: [{deep}]\n"}).run()
    assert done.code == 1
    assert "nest" in done.err
