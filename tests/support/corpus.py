"""Planted faults and good passages: each a small file that changes a leaflet without faults in one place."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from leaflets.checks.editor import Report, Wish, check
from leaflets.edition.selection import Job
from leaflets.edition.units import Unit
from leaflets.store.project import Project
from support.clinics import FILE, clinic_text
from support.projects import NOW, ROOT
from support.translated import file_with, short

CORPUS = ROOT / "tests/corpus"
HERE = re.compile(r" *# !$", re.MULTILINE)
"""Marks the line where a fault must be found."""
SECTION = "heading: Sleep\nblocks:\n  - id: sleep\n    sources: [nhs]\n    text: {text}\n"

SOUND: Mapping[str, str] = {
    "leaflet": """\
title: Headaches
reference: ACHE
version: "1.0"
publisher: The tests
owner: The testers
written: 2026-11-01
review_by: 2028-11-01
variants:
  general: {title: Headaches, short_title: Headaches, suffix: GEN, colour: "#0B5563"}
  cluster: {title: Cluster headaches, short_title: Cluster, suffix: CL, colour: "#6A2C70"}
front: {label: Patient information, audience: For you, section: front}
sections: [sleep, about]
""",
    "sources": """\
sources:
  nhs: {organisation: NHS, title: Headaches, dated: May 2025, seen: 2026-11-02, quality: good, printed: true}
""",
    "glossary": "words:\n  migraine: {id: W1, sources: nhs, term: Migraine, meaning: A kind of headache.}\n",
    "organisations": """\
organisations:
  us:
    {id: O1, when: {region: us}, name: US Aid, country: US, about: Help., web: "https://example.org",
     phone: 1-212-555-0123}
  uk:
    {id: O2, when: {region: uk}, name: UK Aid, country: UK, about: Help., web: "https://example.com",
     phone: 020 7946 0123}
""",
    "front": """\
heading: In short
blocks:
  - id: main
    sources: [nhs]
    key_message: {items: [{id: main-1, text: Most headaches go away by themselves.}]}
  - id: flags
    sources: [nhs]
    emergency:
      {heading: Get help, call: "Call {emergency_number}", lead_in: "if you:", items: [{id: flag, text: cannot speak}]}
  - id: team
    blanks: {heading: Your team, labels: [Your nurse, Night and weekend], filled_by: clinic}
""",
    "about": """\
heading: About this leaflet
blocks:
  - id: imprint
    sources: [nhs]
    text: It does not take the place of advice. It has no ads. Tell us what you think or ask for large print.
  - id: labels
    sources: [nhs]
    text: "A migraine leaflet, {written}, {review_by}, version {version}, {reference}, {publisher}, {checked_by}."
  - id: clinic
    clinic_details: all
  - id: help
    organisations: all
  - id: words
    words_explained: all
  - id: sources
    source_list: all
""",
    "settings": """\
leaflets: [ache]
region: us
theme: calm
regions:
  us: {language: en-us, format: letter, emergency_number: "911"}
  uk: {language: en-gb, format: a4, emergency_number: "999"}
""",
    "house": "",
}
"""A project without faults, by its parts."""
PLACES = {
    "leaflet": "leaflets/ache/leaflet.yaml", "sources": "leaflets/ache/sources.yaml",
    "glossary": "leaflets/ache/glossary.yaml", "organisations": "leaflets/ache/organisations.yaml",
    "front": "leaflets/ache/sections/front.yaml", "about": "leaflets/ache/sections/about.yaml",
    "section": "leaflets/ache/sections/sleep.yaml", "settings": "project.yaml", "house": "checks.yaml",
    "own": "leaflets/ache/checks.yaml",
    "clinic": FILE, "approvals": "leaflets/ache/approvals.yaml",
}  # fmt: skip


TRANSLATED: Mapping[str, Any] = {"translated": {}, "reader": "", "at": "", "since": ""}
"""What a case may say of a translation: the texts of ids, who read it, where the fault is, what was written since."""


@dataclass(frozen=True)
class Case:
    """One file of the corpus: the parts it changes, and the complaint that is expected, if any."""

    name: str
    parts: Mapping[str, str]
    rule: str = ""
    says: str = ""
    severity: str = ""
    only: tuple[str, ...] = ()
    built: Mapping[str, int] = field(default_factory=dict)
    online: bool = False
    translated: Mapping[str, str] = field(default_factory=dict)
    reader: str = ""
    at: str = ""
    since: str = ""

    @property
    def place(self) -> str:
        """The file and line where the fault is marked, or said to be."""
        if self.at:
            return f"content/{self.at}"
        for part, text in self.parts.items():
            for number, line in enumerate(text.splitlines(), 1):
                if HERE.search(line):
                    return f"content/{PLACES[part]}:{number}"
        raise AssertionError(f"{self.name} marks no line")


def cases(folder: str) -> list[Case]:
    """The cases of a folder, by name."""
    return [_case(path) for path in sorted((CORPUS / folder).glob("*.yaml"))]


def _case(path: Path) -> Case:
    said: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 (text only)
    parts = {part: text for part, text in said.items() if part in PLACES}
    if "text" in said:
        parts["section"] = SECTION.format(text=json.dumps(said["text"], ensure_ascii=False) + " # !")
    if "clinic" in said:
        parts["clinic"] = clinic_text(**said["clinic"])
    built = {name: int(number) for name, number in said.get("built", {}).items()}
    only = tuple(said.get("only", ()))
    rule, says, severity = (said.get(key, "") for key in ("rule", "says", "severity"))
    translated, reader, at, since = (said.get(key) or kind for key, kind in TRANSLATED.items())
    return Case(path.stem, parts, rule, says, severity, only, built, "online" in said, translated, reader, at, since)


@dataclass(frozen=True)
class Page:
    """What stands in for a built leaflet."""

    data: bytes
    pages: int


def _said(texts: Mapping[str, str], unit: Unit) -> str:
    return texts.get(unit.id, short(unit.words))


def planted(case: Case, folder: Path, server: str = "") -> Path:
    """A project of the sound leaflet with the case's changes. Looks, paper and languages are the shipped ones."""
    parts = {**SOUND, "section": SECTION.format(text="Sleep well."), **case.parts}
    shipped = (ROOT / "content/checks.yaml").read_text(encoding="utf-8")
    if "severity:" in parts["house"]:
        shipped = shipped.replace("severity: {}\n", "")
    parts["house"] += f"\n{shipped}\n"
    for part, text in parts.items():
        path = folder / "content" / PLACES[part]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HERE.sub("", text).replace("{server}", server), encoding="utf-8")
    words = folder / "content/leaflets/ache/words/en-gb.yaml"
    words.parent.mkdir()
    words.write_text("words: {emergency room: emergency department, ads: adverts}\n", encoding="utf-8")
    for name in ("assets", "content/formats", "content/languages", "content/themes"):
        (folder / name).symlink_to(ROOT / name)
    if case.translated:
        project = Project(folder, NOW)
        path = folder / "content/leaflets/ache/translations/pl.yaml"
        path.parent.mkdir()
        path.write_bytes(file_with(project, "ache", "pl", partial(_said, case.translated), case.reader))
        section = folder / "content" / PLACES["section"]
        section.write_text(section.read_text("utf-8").replace("Sleep well.", case.since or "Sleep well."), "utf-8")
    return folder


def unbuilt(_project: Project, _job: Job) -> Page:
    """In the place of ``make``, where what is printed is not looked at."""
    return Page(b"-" * 1024, 2)


def report(case: Case, folder: Path, server: str = "") -> Report:
    """The report on the sound leaflet with the case's changes, its pages not really built."""

    def make(_project: Project, job: Job) -> Page:
        built = case.built if (job.variant, job.region) == ("general", "us") else {}
        return Page(b"-" * 1024 * built.get("kilobytes", 1), built.get("pages", 2))

    wish = Wish(clinics={"elm": "us"} if "clinic" in case.parts else {}, online=case.online)
    return check(Project(planted(case, folder, server), NOW), "ache", make, wish)
