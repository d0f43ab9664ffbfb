"""The code keeps the rules written in pyproject.toml: ruff's, its format, and strict types."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(
    "command",
    [("ruff", "check"), ("ruff", "format", "--check"), ("mypy",)],
    ids=" ".join,
)
def test_the_code_keeps_its_rules(command: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False, timeout=600
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_rules_look_at_the_program_and_at_its_tests() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--show-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    seen = {Path(line).relative_to(ROOT) for line in done.stdout.splitlines()}
    assert Path("src/leaflets/problems.py") in seen
    assert Path("tests/test_quality.py") in seen
