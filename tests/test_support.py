"""The tests' own tools: they say what is missing, and do not pass for want of it."""

from __future__ import annotations

import pytest

from support import validators


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
