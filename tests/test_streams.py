"""What is printed, and what becomes of it: no escapes on a terminal, and streams and disks that end."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from leaflets.cli import main
from leaflets.cli.speak import shown
from support.projects import REST, ROOT, tiny
from support.runs import many

BAD = "\x1b\x9b\x07\x7f\u202e\u2066\u200f\u2028"
HOSTILE = {
    "a key": ({REST: '"\\e]0;pwned\\a\\u202Eevil": x\nheading: a\nblocks: []\n'}, ()),
    "a tag": ({REST: "heading: !<\\u009b2J> a\nblocks: []\n"}, ()),
    "a kind of block": ({REST: 'heading: a\nblocks:\n  - {id: a, "\\u202E\\e[2J": b}\n'}, ()),
    "an address": ({REST: "heading: a\nblocks:\n  - {id: a, text: '[b](https://nhs.uk/\u202egro.x)'}\n"}, ()),
    "a name of a file": ({"clinics/\u202e\x1b[2J.yaml": "name: x\n"}, ("--clinic", "all")),
    "a name it is asked about": ({"clinics/\u202eelm.yaml": "name: x\n"}, ("--clinic", "elm")),
}


@pytest.mark.parametrize(("files", "arguments"), HOSTILE.values(), ids=HOSTILE)
def test_nothing_that_is_printed_steers_a_terminal(
    files: dict[str, str], arguments: tuple[str, ...], tmp_path: Path
) -> None:
    said = tiny(tmp_path / "p", files).run("ache", *arguments)
    assert said.code != 0
    assert [sign for sign in said.err + said.out if sign in BAD or (sign < " " and sign != "\n")] == []


def test_what_is_shown_as_a_code_is_read_back_from_json() -> None:
    text = f"a{BAD}b"
    assert json.loads(shown(json.dumps(text, ensure_ascii=False))) == text
    assert shown("Łódź – 日本\n\tä") == "Łódź – 日本\n\tä"


def program(*arguments: str, **more: object) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "leaflets", *arguments]
    return subprocess.Popen(command, env=environment, **more)  # type: ignore[call-overload, no-any-return]


def test_a_run_whose_errors_nobody_can_hear_is_a_run(tmp_path: Path) -> None:
    folder = many(tmp_path / "p", 2)
    arguments = ["build", "ache", "--clinic", "all", "--format", "text", "--project", str(folder.root)]
    command = 'exec "$0" -m leaflets "$@" 2>&-'
    done = subprocess.run(
        ["/bin/sh", "-c", command, sys.executable, *arguments, "-o", str(tmp_path / "out")],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert len(list((tmp_path / "out").glob("*.txt"))) == 4


@pytest.mark.parametrize("clinics", [(), ("--clinic", "all")])
def test_a_reader_that_ends_is_told_as_that(clinics: tuple[str, ...], tmp_path: Path) -> None:
    folder = many(tmp_path / "p", 2)
    reading, writing = os.pipe()
    os.close(reading)
    arguments = (
        "build",
        "ache",
        *clinics,
        "--format",
        "text",
        "--project",
        str(folder.root),
        "-o",
        str(tmp_path / "o"),
    )
    with program(*arguments, stdout=writing, stderr=subprocess.PIPE) as running:
        os.close(writing)
        said = running.communicate()[1].decode()
    assert running.returncode == 1
    assert "broken pipe" in said
    assert "cannot be written" not in said
    assert "Traceback" not in said


def test_init_on_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied = []

    def copy(source: str, target: str) -> str:
        copied.append(target)
        if len(copied) > 5:
            raise OSError(28, "No space left on device", target)
        return str(shutil.copyfile(source, target))

    real: Any = shutil.copytree

    def tree(*where: Any, **more: Any) -> Any:
        return real(*where, **more, **({} if len(where) > 2 else {"copy_function": copy}))

    monkeypatch.setattr(shutil, "copytree", tree)
    (tmp_path / "there").mkdir()
    for name in ("new", "there"):
        copied.clear()
        done = CliRunner().invoke(main, ["init", str(tmp_path / name)])
        assert done.exit_code == 1
        assert f"{name} cannot be written: No space left on device; nothing was left there" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["there"]
    assert list((tmp_path / "there").iterdir()) == []


@pytest.mark.parametrize("arguments", [("list",), ("--help",), ("schema", "section")])
def test_a_full_disk_under_the_output_is_one_line(arguments: tuple[str, ...]) -> None:
    with (
        Path("/dev/full").open("w", encoding="utf-8") as full,
        program(*arguments, stdout=full, stderr=subprocess.PIPE) as run,
    ):
        said = run.communicate()[1].decode()
    assert (run.returncode, said) == (1, "leaflets: what is said here: No space left on device\n")
