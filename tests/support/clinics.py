"""A clinic of one small file, one key to a line, so that a test can spoil a line and see what is said of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from leaflets.content.clinic import Clinic
from leaflets.store.reader import read
from support.projects import Folder, tiny

LINES: Mapping[str, str] = {
    "name": "Elm Clinic",
    "department": "Headache team",
    "address": "[1 Example Street, Anytown]",
    "region": "us",
    "contacts": "[{label: Nurses, phone: 303-555-0101, hours: 9 to 5}, {label: Desk, phone: 303-555-0102}]",
    "out_of_hours": "{label: Night line, phone: 303-555-0103}",
    "email": "team@elm.example.org",
    "web": "https://elm.example.org/help",
    "other_formats": "Ask us for large print.",
    "interpreter": "Ask us for an interpreter.",
    "feedback": "Tell us what you think.",
}
"""The keys every clinic has, with a value each."""

FILE = "clinics/elm.yaml"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><path fill="#0B5563" d="M0 0h20v10H0z"/></svg>'


def clinic_text(**more: str) -> str:
    """The text of a clinic's file, some lines other or added; one given as empty is left out."""
    lines = {**LINES, **more}
    return "".join(f"{key}: {value}\n" for key, value in lines.items() if value)


def clinic(**more: str) -> Clinic:
    """A clinic read from such a text."""
    return read(clinic_text(**more).encode(), f"content/{FILE}", Clinic)


def with_clinic(folder: Path, files: Mapping[str, str | bytes] | None = None, **more: str) -> Folder:
    """A project of one small leaflet and this clinic."""
    made = tiny(folder, {FILE: clinic_text(**more), **(files or {})})
    logo(made, "elm.svg", SVG)
    return made


def logo(folder: Folder, name: str, data: str | bytes) -> None:
    """A file in ``assets/logos``."""
    path = folder.root / "assets/logos" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)  # the shipped one is shared
    path.write_bytes(data.encode() if isinstance(data, str) else data)
