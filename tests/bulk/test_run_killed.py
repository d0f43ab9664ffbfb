"""A run that is killed at any moment leaves only whole files, and the next one makes the rest."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pypdfium2
import pytest

from leaflets.bulk import run
from leaflets.bulk.run import AHEAD
from support.projects import Folder, closed
from support.runs import VARIANT, made, manifest, many, name_of, output_of, sums

MOMENTS, COUNT = 20, 15
ONE = ("--clinic", "all", "--variant", VARIANT)


def killed(folder: Folder, arrived: int, moment: float, processes: int) -> None:
    """A run in a process of its own, killed some seconds after some files have arrived."""
    process = multiprocessing.get_context("fork").Process(
        target=folder.run, args=(*ONE, "--jobs", str(processes)), daemon=False
    )
    process.start()
    assert process.pid
    while len(list(output_of(folder).glob("*.pdf"))) < arrived and process.is_alive():
        time.sleep(0.0005)
    time.sleep(moment)
    os.kill(process.pid, signal.SIGKILL)
    process.join()


def settled(output: Path) -> dict[str, str]:
    """The files that are there once nobody writes any more: workers end with the process that started them."""
    before: dict[str, str] = {}
    while True:
        try:
            now = sums(output)
        except FileNotFoundError:  # renamed while we looked
            continue
        if now == before:
            return now
        before = now
        time.sleep(0.05)


def test_a_run_killed_at_twenty_moments_and_resumed_ends_as_if_it_had_not_been(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795219200")
    folder = many(tmp_path / "whole", COUNT)
    assert folder.run(*ONE).code == 0
    whole = sums(output_of(folder))
    assert len(whole) == COUNT + 1
    chance, in_the_middle = random.Random(2026), 0  # noqa: S311 (no secret)
    for number in range(MOMENTS):
        root = tmp_path / str(number)
        folder.root.rename(root)
        folder = Folder(root)
        killed(folder, chance.randrange(COUNT), chance.uniform(0, 0.01), 1 + number % 2)
        left = settled(output_of(folder)) if output_of(folder).is_dir() else {}
        there = {name: digest for name, digest in left.items() if name.endswith(".pdf")}
        assert there.items() <= whole.items(), "a file is broken"
        if "manifest.json" in left:
            json.loads((output_of(folder) / "manifest.json").read_bytes())
        in_the_middle += 0 < len(there) < COUNT
        said = folder.run(*ONE, "--resume")
        assert said.code == 0, said.err
        assert sums(output_of(folder)) == whole
        unnoted = 1 if number % 2 == 0 else 2 * (AHEAD + 1)
        assert len(made(said)) <= COUNT - len(there) + unnoted, "what was there was made again"
    assert in_the_middle >= MOMENTS // 3, "hardly any kill came in the middle of a run"


def test_a_journal_cut_off_in_a_line_is_used_as_far_as_it_goes(tmp_path: Path) -> None:
    folder = many(tmp_path / "project", 3)
    folder.run(*ONE)
    output = output_of(folder)
    entries = manifest(output)["leaflets"]
    lines = [json.dumps([name, entry]) + "\n" for name, entry in entries.items()]
    (output / "manifest.json").unlink()
    (output / "manifest.journal").write_text("".join(lines)[:-40])
    (output / ".unfinished-abc").write_text("%PDF-1.7")
    assert made(folder.run(*ONE)) == [name_of("c002")]
    assert set(manifest(output)["leaflets"]) == set(entries)
    assert set(sums(output)) == {"manifest.json", *(name_of(f"c00{number}") for number in range(3))}


class TestDisk:
    def run(self, folder: Folder, output: Path, most: int | None = None) -> subprocess.CompletedProcess[str]:
        """A run in a process of its own, which may not write files of more than ``most`` bytes."""

        def limit() -> None:
            if most is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

        command = [sys.executable, "-m", "leaflets", "build", *ONE, "--project", str(folder.root), "-o", str(output)]
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
        return subprocess.run(command, capture_output=True, text=True, check=False, env=environment, preexec_fn=limit)

    def test_a_disk_without_room_is_said_and_what_is_made_stays(self, tmp_path: Path) -> None:
        folder = many(tmp_path / "project", 3)
        assert folder.run("--clinic", "c000", "--variant", VARIANT).code == 0
        output = output_of(folder)
        before = sums(output)
        done = self.run(folder, output, most=4096)
        assert done.returncode == 1
        (line,) = done.stderr.splitlines()
        assert line.startswith(f"leaflets: {output}/")
        assert "cannot be written: File too large; what is made stays" in line
        left = sums(output)
        assert set(left) == set(before)
        assert left[name_of("c000")] == before[name_of("c000")]
        again = self.run(folder, output)
        assert again.returncode == 0
        assert again.stderr.splitlines() == ["leaflets: 2 made, 1 up to date"]

    def test_a_disk_without_room_for_the_journal_is_said_too(self, tmp_path: Path) -> None:
        folder = many(tmp_path / "project", 3)
        done = self.run(folder, output_of(folder), most=200)
        assert done.returncode == 1
        assert "cannot be written: File too large" in done.stderr
        assert "Traceback" not in done.stderr

    def test_a_folder_that_may_not_be_written_to_is_said(self, tmp_path: Path) -> None:
        folder = many(tmp_path / "project", 1)
        output = closed(tmp_path / "mine")
        done = self.run(folder, output)
        assert done.returncode == 1
        (line,) = done.stderr.splitlines()
        assert line.startswith(f"leaflets: {output}/manifest.journal cannot be written: ")

    def test_a_file_in_the_place_of_the_folder_is_said(self, tmp_path: Path) -> None:
        folder = many(tmp_path / "project", 1)
        (tmp_path / "out").write_text("I was here first.")
        done = self.run(folder, tmp_path / "out" / "deep")
        assert done.returncode == 1
        (line,) = done.stderr.splitlines()
        assert "cannot be written: Not a directory" in line


def test_a_worker_that_is_ended_from_outside_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parent = os.getpid()

    def ending(project: object) -> object:
        assert project
        return lambda _: os.kill(os.getpid(), signal.SIGKILL) if os.getpid() != parent else None

    monkeypatch.setattr(run.run, "__defaults__", (ending,))
    said = many(tmp_path / "project", 3).run(*ONE, "--jobs", "2")
    assert said.code == 1
    assert said.err == (
        "leaflets: a process was ended from outside, perhaps for want of memory; run this again with fewer --jobs\n"
    )


def test_every_file_of_a_run_opens(tmp_path: Path) -> None:
    folder = many(tmp_path / "project", 2)
    said = folder.run(*ONE, "--format", "half-letter-booklet", "--print-run")
    assert len(said.files) == 6
    for name in said.files:
        document = pypdfium2.PdfDocument(output_of(folder) / name)
        assert len(document) > 0
        document.close()
