"""A run dealt out to several machines: even, fixed parts, joined again as if one had made it all."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from leaflets.bulk.run import dealt
from leaflets.cli import main
from support.projects import Folder, Said, job_of
from support.runs import VARIANT, many, output_of, sums

ONE = ("--clinic", "all", "--variant", VARIANT)
PARTS = 3


@pytest.fixture(autouse=True)
def moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795219200")


def told(*arguments: object) -> Said:
    done = CliRunner().invoke(main, [str(one) for one in arguments])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Said(done.exit_code, done.stdout, done.stderr, ())


def build(folder: Folder, part: int, output: Path, *more: str) -> Said:
    return told("build", *ONE, "--shard", f"{part}/{PARTS}", "--project", folder.root, "-o", output, *more)


def merge(folder: Folder, output: Path, *parts: Path) -> Said:
    return told("manifest", "merge", *parts, "--project", folder.root, "-o", output)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return many(tmp_path / "project", 7)


@pytest.fixture
def parts(folder: Folder, tmp_path: Path) -> list[Path]:
    places = [tmp_path / str(number) for number in range(1, PARTS + 1)]
    assert [build(folder, number, place).code for number, place in enumerate(places, 1)] == [0] * PARTS
    return places


def test_parts_are_even_and_stay_when_clinics_are_added(tmp_path: Path) -> None:
    job = job_of(many(tmp_path / "project", 0).project(), "ache", "general", "us")
    jobs = [replace(job, clinic=f"c{number}") for number in range(4000)]
    where = {one: part for part in range(1, 17) for one in dealt(jobs, part, 16)}
    assert set(where) == set(jobs)
    assert all(200 < count < 300 for count in Counter(where.values()).values())
    assert all(where[one] == part for part in range(1, 17) for one in dealt(jobs[::3], part, 16))


def test_parts_that_were_killed_and_repeated_come_to_what_one_run_makes(
    folder: Folder, parts: list[Path], tmp_path: Path
) -> None:
    assert folder.run(*ONE, "--index").code == 0
    journal = next(iter(parts[0].glob("*.pdf")))
    journal.unlink()  # as if its run had been killed
    again = tmp_path / "again"
    build(folder, 2, again)
    said = merge(folder, tmp_path / "all", *parts, again)
    assert said.code == 1
    assert f"missing: {journal.name}" in said.problems
    assert f"run again, of {PARTS} parts: 1\n" in said.err
    assert not (tmp_path / "all/index.html").exists()
    build(folder, 1, parts[0])
    said = merge(folder, tmp_path / "all", *parts, again)
    assert said.code == 0, said.err
    assert sums(tmp_path / "all") == sums(output_of(folder))


def test_a_leaflet_in_two_states_is_named_and_nothing_is_joined(
    folder: Folder, parts: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795319200")
    build(folder, 1, tmp_path / "other")
    twice = sorted(path.name for path in parts[0].glob("*.pdf"))
    assert twice
    said = merge(folder, tmp_path / "all", *parts, tmp_path / "other")
    assert said.code == 1
    assert [line.partition(":")[0] for line in said.problems] == twice
    assert "it is not the same in" in said.err
    assert list((tmp_path / "all").glob("*.pdf")) == []


def test_folders_that_are_no_parts_of_one_run_are_told(folder: Folder, parts: list[Path], tmp_path: Path) -> None:
    folder.run(*ONE)
    assert "no folder is that of a part that has ended" in merge(folder, tmp_path / "all", output_of(folder)).err
    assert "is one of the parts" in merge(folder, parts[0], *parts).err
    build(folder, 1, tmp_path / "grey", "--grey")
    assert "it was made with other options" in merge(folder, tmp_path / "all", *parts, tmp_path / "grey").err


@pytest.mark.parametrize("part", ["0/3", "4/3", "2", "a/b", "-1/3"])
def test_a_part_that_is_none_is_a_wrong_command_line(folder: Folder, part: str) -> None:
    said = folder.run(*ONE, "--shard", part)
    assert said.code == 2
    assert "is no part of a whole; write 3/16" in said.err


def test_a_part_of_a_run_without_clinics_or_of_print_runs_is_refused(folder: Folder) -> None:
    assert folder.run("--shard", "1/2").code == 2
    assert "leave it to a run after manifest merge" in folder.run(*ONE, "--shard", "1/2", "--print-run").err


def test_a_part_with_a_clinic_that_has_a_problem_says_the_command_that_mends_it(tmp_path: Path) -> None:
    folder = many(tmp_path / "project", 2, {"clinics/bad.yaml": "name: ''\n"})
    said = build(folder, 2, tmp_path / "part")
    (command,) = [line.strip() for line in said.out.splitlines() if line.startswith("  leaflets build ")]
    assert f" --shard 2/{PARTS} " in command
