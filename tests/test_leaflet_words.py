"""The words of a region belong to the leaflet they were chosen for, and every one that is changed is told."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from leaflets.cli import main
from leaflets.store.project import Project
from support.projects import REST, ROOT, Folder, tiny

LOW = "leaflets/ache/words/en-gb.yaml"
STOOL = "Sit on a low stool in the waiting room. Write to stool@clinic.org."


def folder(path: Path, words: str = "") -> Folder:
    made = tiny(path, {LOW: words} if words else {})
    made.replace(REST, "Sleep well.", STOOL)
    made.write("checks.yaml", (ROOT / "content/checks.yaml").read_text(encoding="utf-8"))
    return made


def built(made: Folder) -> str:
    """The plain text for the UK, on one line."""
    done = made.run("ache", "--variant", "general", "--region", "uk", "--format", "text")
    assert done.code == 0, done.err
    (name,) = done.files
    return " ".join((made.root.parent / f"{made.root.name}-output" / name).read_text(encoding="utf-8").split())


def said(made: Folder, *arguments: str) -> str:
    return CliRunner().invoke(main, [*arguments, "--project", str(made.root)]).stdout


def test_the_words_of_one_leaflet_change_no_other(tmp_path: Path) -> None:
    made = folder(tmp_path)
    assert "a low stool" in built(made)


def test_a_leaflets_own_words_are_changed_and_told(tmp_path: Path) -> None:
    made = folder(tmp_path, "words: {stool: poo}\n")
    assert "Sit on a low poo in the waiting room. Write to stool@clinic.org." in built(made)
    told = said(made, "check", "ache")
    assert "words changed in en-gb:\n'stool' to 'poo': content/" in told
    found = json.loads(said(made, "check", "ache", "--json"))
    assert [(one["was"], one["now"]) for one in found["leaflets"][0]["swaps"]] == [("stool", "poo")]


def test_two_regions_are_compared_in_place(tmp_path: Path) -> None:
    made = folder(tmp_path, "words: {stool: poo}\n")
    shown = said(made, "diff", "ache", "--region", "us", "--region", "uk")
    assert "us: Sit on a low stool" in shown
    assert "uk: Sit on a low poo" in shown
    assert said(made, "diff", "ache", "--region", "us", "--region", "us") == "us and us say the same\n"


def test_words_in_a_language_there_is_not_are_a_problem(tmp_path: Path) -> None:
    made = folder(tmp_path, "words: {stool: poo}\n")
    (made.root / "content" / LOW).rename((made.root / "content" / LOW).with_name("en-gp.yaml"))
    done = made.run("ache")
    assert done.code == 1
    assert "words/en-gp.yaml: there is no 'en-gp' in content/languages\n    hint: did you mean 'en-gb'?" in done.err


def test_a_language_file_with_words_still_changes_every_leaflet(tmp_path: Path) -> None:
    made = folder(tmp_path)
    path = made.root / "content/languages/en-gb.yaml"
    text = path.read_text(encoding="utf-8").split("\nwords:")[0]
    path.write_text(f"{text}\nwords: {{stool: poo}}\n", encoding="utf-8")
    assert Project(made.root).language("en-gb", "ache").translate("stool") == "poo"
