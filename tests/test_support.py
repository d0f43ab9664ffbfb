"""The tests' own tools: they say what is missing, and do not pass for want of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from support import shelf, validators


def test_a_missing_java_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert validators.java_missing().startswith("java is not installed")


def test_a_missing_java_skips_at_a_desk_and_fails_where_all_is_tested(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception):
        validators.require_java()
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception):
        validators.require_java()


def test_a_file_that_is_no_pdf_is_an_error_and_not_a_verdict(tmp_path_factory: pytest.TempPathFactory) -> None:
    validators.require_java()
    file = tmp_path_factory.mktemp("vera") / "no.pdf"
    file.write_text("hello")
    with pytest.raises(AssertionError, match="veraPDF cannot read"):
        validators.vera([file])


def test_what_is_compiled_and_run_lies_where_nobody_else_can_have_put_it() -> None:
    validators.require_java()
    assert shelf.own(shelf.folder()) in validators.compiled().parents


def test_a_folder_open_to_others_or_in_the_place_of_one_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir(mode=0o700)
    assert shelf.own(tmp_path / "mine") == tmp_path / "mine"
    (tmp_path / "open").mkdir()
    (tmp_path / "open").chmod(0o777)
    (tmp_path / "link").symlink_to(tmp_path / "mine")
    for name, said in (("open", "open to others"), ("link", "no folder")):
        with pytest.raises(AssertionError, match=said):
            shelf.own(tmp_path / name)


def test_what_is_kept_is_made_once() -> None:
    made = []

    def make() -> str:
        made.append("once")
        return "value"

    assert [shelf.kept("test", "a key of this test", make) for _ in range(3)] == ["value"] * 3
    assert made == ["once"]
