"""A thousand clinics of one list: each name is printed as it is written, and makes a file name of its own."""

from __future__ import annotations

from pathlib import Path

from leaflets.store.naming import refusal, slug
from support.runs import VARIANT, manifest, many, name_of, output_of, table, words

NAMES = ("Łódź", "Çınar Kliniği", "Škoda & Sons", "Ñuñoa", "O'Brien & Sons", "Ålesund Øst", "Großweil", "Ağrı", "Țiței",
         "“Elm” <b>")  # fmt: skip
COUNT = 1_000


def test_a_thousand_names_read_back_right_each_from_its_own_file(tmp_path: Path) -> None:
    names = [f"{NAMES[number % len(NAMES)]} {number}" for number in range(COUNT)]
    (tmp_path / "list.csv").write_text(table([{"name": name.replace('"', '""')} for name in names]), encoding="utf-8")
    folder = many(tmp_path / "project", 0)
    said = folder.run("--clinics", str(tmp_path / "list.csv"), "--variant", VARIANT, "--jobs", "2")
    assert said.code == 0, said.err
    keys = [slug(name) for name in names]
    assert [key for key in keys if refusal(key)] == []
    assert len(set(keys)) == COUNT
    assert set(said.files) == {name_of(key) for key in keys}
    assert len(manifest(output_of(folder))["leaflets"]) == COUNT
    wrong = [name for name, key in zip(names, keys, strict=True) if name not in words(output_of(folder) / name_of(key))]
    assert wrong == []
