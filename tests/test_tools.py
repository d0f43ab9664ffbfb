"""What other programs take from this one: JSON, a dry run, hooks, an action, man pages, completion."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from leaflets.cli import HOMES
from support.projects import REST, ROOT, tiny
from support.runs import many, output_of

ONE = ("--variant", "general")


@pytest.mark.parametrize("clinics", [(), ("--clinic", "all")])
def test_json_tells_each_leaflet_its_files_and_their_digests(tmp_path: Path, clinics: tuple[str, ...]) -> None:
    folder = many(tmp_path / "project", 2)
    said = folder.run(*ONE, *clinics, "--index", "--json")
    assert said.code == 0, said.err
    told = json.loads(said.out)["leaflets"]
    assert [one["clinic"] for one in told] == (["c000", "c001"] if clinics else [""])
    for one in told:
        assert one["state"] == "made"
        (file,) = one["files"]
        data = (output_of(folder) / file["name"]).read_bytes()
        assert (file["bytes"], file["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
    if clinics:
        again = json.loads(folder.run(*ONE, *clinics, "--json").out)["leaflets"]
        assert [one["state"] for one in again] == ["up to date", "up to date"]


@pytest.mark.parametrize("clinics", [(), ("--clinic", "all")])
def test_json_tells_what_is_wrong_where_and_ends_alike(tmp_path: Path, clinics: tuple[str, ...]) -> None:
    folder = many(tmp_path / "project", 1)
    folder.replace(REST, "text: ", "txet: ")
    said = folder.run(*ONE, *clinics, "--json")
    assert said.code == 1
    if said.out:  # what cannot be read at all is told as ever
        (problem, *_) = json.loads(said.out)["problems"]
        assert problem["file"].endswith("rest.yaml")
    assert "did you mean 'text'" in said.out + said.err


@pytest.mark.parametrize("clinics", [(), ("--clinic", "all")])
def test_a_dry_run_makes_nothing(tmp_path: Path, clinics: tuple[str, ...]) -> None:
    folder = many(tmp_path / "project", 2)
    said = folder.run(*ONE, *clinics, "--dry-run")
    assert said.code == 0
    assert said.out.count("would be made") == (2 if clinics else 1)
    assert not output_of(folder).exists()
    assert [one["state"] for one in json.loads(folder.run(*ONE, *clinics, "--dry-run", "--json").out)["leaflets"]]


def test_the_hooks_and_the_action_name_commands_that_are_there(tmp_path: Path) -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    commands = [hook["entry"].split() for hook in hooks]
    assert ["leaflets", "check"] in commands
    assert {command for _, command, *_ in commands} <= set(HOMES)
    (options,) = [options for _, command, *options in commands if command == "build"]
    assert tiny(tmp_path / "project").run(*options).code == 0
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    steps = action["runs"]["steps"]
    assert action["runs"]["using"] == "composite"
    assert all("shell" in step for step in steps if "run" in step)
    assert not [step for step in steps if "${{ inputs." in step.get("run", "")], "what is given is no part of a script"


def test_there_is_a_man_page_for_each_command(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(ROOT / ".ci/man"), str(tmp_path)], check=True)
    pages = {path.stem for path in tmp_path.iterdir()}
    assert {"leaflets", *(f"leaflets-{name}" for name in HOMES)} <= pages
    build = (tmp_path / "leaflets-build.1").read_text(encoding="utf-8")
    assert "\\-\\-dry\\-run" in build
    assert ".SH EXAMPLES\n.nf\nleaflets build\n" in build


def test_the_shell_is_offered_commands_and_options() -> None:
    words = {"_LEAFLETS_COMPLETE": "bash_complete", "COMP_WORDS": "leaflets build --dr", "COMP_CWORD": "2"}
    code = "from leaflets.cli import main; main(prog_name='leaflets')"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env={**os.environ, **words}
    )
    assert "--dry-run" in done.stdout
