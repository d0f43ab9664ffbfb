"""The rules of pyproject.toml are held against all code, and no test hides where the test runner does not look."""

from __future__ import annotations

import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BENCH = "bench"


def test_the_rules_look_at_the_program_and_at_its_tests() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--show-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    seen = {Path(line).relative_to(ROOT) for line in done.stdout.splitlines()}
    assert Path("src/leaflets/problems.py") in seen
    assert Path("tests/test_quality.py") in seen


def test_no_folder_of_tests_has_a_name_that_is_passed_over(pytestconfig: pytest.Config) -> None:
    ignored = [line.strip("/") for line in (ROOT / ".gitignore").read_text().split() if not line.startswith("#")]
    passed_over = [*pytestconfig.getini("norecursedirs"), *ignored]
    assert {"build", "dist"} <= set(passed_over)
    files = [path.relative_to(ROOT) for path in (ROOT / "tests").rglob("test_*.py")]
    assert len(files) > 70
    assert [path for path in files for part in path.parts if any(fnmatch(part, name) for name in passed_over)] == []


def test_what_is_not_collected_holds_no_tests() -> None:
    others = [path for path in (ROOT / "tests").rglob("*.py") if BENCH in path.parts or path.name[:5] != "test_"]
    assert len(others) > 10
    assert [path for path in others if "\ndef test_" in path.read_text(encoding="utf-8")] == []
    assert [path for path in others if BENCH in path.parts and path.name[:6] != "bench_"] == []
