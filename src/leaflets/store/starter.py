"""The starter project, which comes with the program."""

from __future__ import annotations

from pathlib import Path


def starter() -> Path:
    """The folder of the starter project: in the installed package, or the source tree itself."""
    package = Path(__file__).parents[1]
    installed = package / "starter"
    return installed if installed.is_dir() else package.parents[1]
