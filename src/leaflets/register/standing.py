"""How what was published stands today: current, due, superseded by a newer version, or withdrawn."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from leaflets.edition.origin import job_from
from leaflets.register.lines import Line, Register

if TYPE_CHECKING:
    from leaflets.making.verify import Report

State = Literal["current", "due", "superseded", "withdrawn"]


class Standing(NamedTuple):
    """A version of a leaflet as first published in a region and language, by a clinic or none, and how it stands.

    ``lines`` are all of it; ``because`` is the version that took its place, or when and why it was withdrawn.
    """

    reference: str
    region: str
    language: str
    clinic: str
    version: str
    title: str
    date: str
    by: str
    review_by: str
    lines: Sequence[Line]
    state: State
    because: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """What its other versions share with it."""
        return self.reference, self.region, self.language, self.clinic

    @property
    def place(self) -> str:
        """Where it was published: region, language, and the clinic, if there is one."""
        return ", ".join(filter(None, (self.region, self.language, self.clinic)))


def number(version: str) -> tuple[int, ...]:
    """A version, to be compared."""
    return tuple(map(int, version.split(".")))


def standings(register: Register, today: date) -> list[Standing]:
    """How each version of each leaflet stands, those of one leaflet in the order of their versions."""
    groups: dict[tuple[str, ...], dict[str, list[Line]]] = {}
    for line in register.lines:
        if line["event"] == "published":
            key = (line["reference"], line["region"], line["language"], line["clinic"])
            groups.setdefault(key, {}).setdefault(line["version"], []).append(line)
    gone = [line for line in register.lines if line["event"] == "withdrawn"]
    return [
        _standing(lines, max(versions, key=number), gone, today)
        for _, versions in sorted(groups.items())
        for _, lines in sorted(versions.items(), key=lambda item: number(item[0]))
    ]


def _standing(lines: Sequence[Line], newest: str, gone: Sequence[Line], today: date) -> Standing:
    first = lines[0]
    state: State = "due" if first["review_by"] < str(today) else "current"
    because = ""
    if first["version"] != newest:
        state, because = "superseded", newest
    for line in gone:
        if all(line[key] in (None, first[key]) for key in ("reference", "version", "region", "clinic")):
            state, because = "withdrawn", f"{line['date']}: {line['why']}"
    said = {name: first[name] for name in Standing._fields if name in first}
    return Standing(**said, lines=lines, state=state, because=because)


def judge(report: Report, register: Register, today: date) -> None:
    """Say in the report on a file what the register says of it."""
    origin: Mapping[str, str] = report.inspection.origin if report.inspection else {}
    if not origin.get("reference"):
        return
    try:
        job = job_from(origin.get("job", ""))
    except ValueError:
        return
    key = (origin["reference"], job.region, job.language, job.clinic)
    same = [one for one in standings(register, today) if one.key == key]
    mine = next((one for one in same if one.version == origin.get("version")), None)
    if mine is None:
        newest = same[-1].version if same else ""
        if newest and number(newest) > number(origin.get("version", "0")):
            report.wrong.append(f"the register: it was superseded by version {newest}, and was never published itself")
        else:
            report.notes.append("the register has no such version: it was not published")
        return
    if mine.state == "withdrawn":
        report.wrong.append(f"the register: withdrawn on {mine.because}")
    elif mine.state == "superseded":
        report.wrong.append(f"the register: superseded by version {mine.because}")
    else:
        report.good.append(f"the register: published on {mine.date} by {mine.by}, and the newest version there is")
    digest = hashlib.sha256(report.file.read_bytes()).hexdigest()
    if not any(digest in line["files"].values() for line in mine.lines):
        report.notes.append("the register knows this version, but not this very file")
