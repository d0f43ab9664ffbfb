"""Publishing and withdrawing: only what is sound, signed off and as the project says comes into the register."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from leaflets.content.inline import words_of
from leaflets.edition.manuscript import manuscript
from leaflets.edition.origin import job_from
from leaflets.edition.selection import Job
from leaflets.making.verify import Report, verify
from leaflets.problems import Problem, Source, refuse, refused
from leaflets.register.lines import Line, Register
from leaflets.register.standing import Standing, number, standings
from leaflets.store.project import Project


def publish(project: Project, register: Register, files: Sequence[Path], by: str) -> list[Line]:
    """Add finished files to the register, a line for all that say the same; the lines that are new.

    Raises ContentError with every file that cannot be published, and adds none then; and OSError.
    """
    problems: list[Problem] = []
    found: dict[Job, dict[str, Any]] = {}
    before = standings(register, project.today)
    known = {digest for one in before for line in one.lines for digest in line["files"].values()}
    for report in verify(files, project.today, project, outside=False):
        faults = [*_faults(project, report)]
        if not faults and report.inspection:
            job, line = _line(project, report.inspection.origin, by)
            line = found.setdefault(job, line)
            faults = [*_out_of_turn(line, before)]
            digest = hashlib.sha256(report.file.read_bytes()).hexdigest()
            if digest not in known:
                line["files"][report.file.name] = digest
        problems += [Problem(Source(str(report.file)), message, hint) for message, hint in faults]
    refuse(problems)
    lines: list[Line] = [line for line in found.values() if line["files"]]
    register.add(lines)
    return lines


def _faults(project: Project, report: Report) -> Iterator[tuple[str, str]]:
    """Why a file cannot be published, whatever the register says."""
    make = "make it with 'leaflets build', and publish what that makes"
    if not report.inspection or not report.inspection.origin.get("job"):
        yield report.unreadable or "it is no leaflet of this program", make
    elif not report.sound or report.content != "same":
        yield (report.wrong or report.house or ["this project has no such leaflet"])[0], make
    elif mark := manuscript(project, job_from(report.inspection.origin["job"])).notice:
        yield f"it bears the mark '{mark}'", "have this version signed off, set its next date, and make it anew"


def _line(project: Project, origin: Mapping[str, str], by: str) -> tuple[Job, dict[str, Any]]:
    """What a file says, as a job that all files that say the same have in common, and as a line."""
    job = job_from(origin["job"])
    copy = manuscript(project, job)
    common = Job(job.leaflet, job.variant, job.region, "", "", job.language, job.edition, job.extras, clinic=job.clinic)
    return common, {
        "event": "published", "date": str(project.today), "by": by, "reference": origin["reference"],
        "version": origin["version"], "region": job.region, "clinic": job.clinic, "leaflet": job.leaflet,
        "variant": job.variant, "language": job.language, "edition": job.edition, "extras": sorted(job.extras),
        "title": words_of(copy.variant.title), "review_by": origin["review_by"], "words": origin["content"],
        "files": {}, "supersedes": None,
    }  # fmt: skip


def _out_of_turn(line: dict[str, Any], before: Sequence[Standing]) -> Iterator[tuple[str, str]]:
    """Why what was published before does not let this be; if it does, the version it supersedes is noted."""
    anew = "give the leaflet a new version, have it signed off, and make it anew"
    for one in before:
        if one.key != (line["reference"], line["region"], line["language"], line["clinic"]):
            continue
        if number(one.version) > number(line["version"]):
            yield f"version {one.version} was published on {one.date}, after {line['version']}", anew
        elif one.version != line["version"]:
            line["supersedes"] = one.version
        elif one.state == "withdrawn":
            yield f"version {one.version} was withdrawn on {one.because}", anew
        elif any(
            line["words"] != old["words"] and all(line[key] == old[key] for key in ("edition", "extras"))
            for old in one.lines
        ):
            yield f"version {one.version} was published on {one.date} with other words", anew


def withdraw(
    register: Register, today: date, reference: str, why: str, by: str, only: Mapping[str, str | None]
) -> list[Standing]:
    """Withdraw what is published of a reference, or ``only`` of a version, region or clinic; what it was.

    Raises ContentError if there is nothing to withdraw; and OSError.
    """
    there = [one for one in standings(register, today) if one.reference == reference]
    chosen = [
        one
        for one in there
        if one.state != "withdrawn" and all(value in (None, getattr(one, key)) for key, value in only.items())
    ]
    if not chosen:
        known = sorted({one.reference for one in standings(register, today)})
        told = "; ".join(f"{one.version} ({one.place}): {one.state}" for one in there) or ", ".join(known)
        message = f"nothing is published of {reference} that is not withdrawn"
        raise refused(Source(str(register.path)), message, f"there is: {told or 'nothing yet'}")
    line = {"event": "withdrawn", "date": str(today), "by": by, "reference": reference, "why": why, **only}
    versions = sorted({one.version for one in chosen}, key=number)
    register.add({**line, "version": version} for version in versions)
    return chosen
