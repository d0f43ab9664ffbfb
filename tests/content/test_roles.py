"""Roles: every text of what readers read says what its words are for, and mypy sees to it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from support.projects import ROOT

SNIPPET = """\
from typing import Annotated

from pydantic import Field, StringConstraints

from leaflets.content.blocks import Block
from leaflets.content.inline import Prose, Text
from leaflets.content.model import Id, Name, Said
from leaflets.content.roles import ALT

Short = Annotated[str, StringConstraints(max_length=9)]


class Payload(Said):
    good: Prose
    fine: Annotated[tuple[Prose, ...], Field(min_length=1)] = ()
    right: Annotated[Text, ALT] | None = None
    known: Name
    named: dict[Id, int]
    bare: str  # no
    text: Text  # no
    maybe: Text | None = None  # no
    several: Annotated[tuple[Text, ...], Field(min_length=1)]  # no
    short: Short  # no
    inline: Annotated[str, StringConstraints(max_length=9)]  # no


class PayloadBlock(Block):
    payload: Payload
    more: Text  # no
"""


def test_a_text_without_a_role_does_not_pass_the_type_checker(tmp_path: Path) -> None:
    snippet = tmp_path / "snippet.py"
    snippet.write_text(SNIPPET, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--config-file", str(ROOT / "pyproject.toml"), str(snippet)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    told = [int(line) for line in re.findall(r"snippet\.py:(\d+): error: .*without a role", done.stdout)]
    wanted = [number for number, line in enumerate(SNIPPET.splitlines(), 1) if line.endswith("# no")]
    assert wanted
    assert told == wanted, done.stdout + done.stderr
    assert done.stdout.count("error:") == len(wanted), done.stdout
