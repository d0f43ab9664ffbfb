"""A thousand clinics of one list: each name is printed as it is written, and makes a file name of its own."""

from __future__ import annotations

from pathlib import Path

from leaflets.store.naming import refusal, slug
from support.runs import VARIANT, manifest, many, name_of, output_of, table, words

NAMES = ("Łódź", "Çınar Kliniği", "Škoda & Sons", "Ñuñoa", "O'Brien & Sons", "Ålesund Øst", "Großweil", "Ağrı", "Țiței",
         "“Elm” <b>")  # fmt: skip
COUNT, MADE = 1_000, 150
"""So many names, and the first of them that leaflets are made of."""


def test_a_thousand_names_make_as_many_files_and_read_back_right_each_from_its_own(tmp_path: Path) -> None:
    names = [f"{NAMES[number % len(NAMES)]} {number}" for number in range(COUNT)]
    keys = [slug(name) for name in names]
    assert [key for key in keys if refusal(key)] == []
    assert len(set(keys)) == COUNT
    rows = [{"name": name.replace('"', '""')} for name in names[:MADE]]
    (tmp_path / "list.csv").write_text(table(rows), encoding="utf-8")
    folder = many(tmp_path / "project", 0)
    said = folder.run("--clinics", str(tmp_path / "list.csv"), "--variant", VARIANT, "--jobs", "2")
    assert said.code == 0, said.err
    files = {name_of(key): name for key, name in zip(keys[:MADE], names, strict=False)}
    assert set(said.files) == set(files)
    assert len(manifest(output_of(folder))["leaflets"]) == MADE
    assert [name for file, name in files.items() if name not in words(output_of(folder) / file)] == []
