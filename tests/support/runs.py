"""Runs over many clinics of a small project, and what they leave in the output folder."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pypdfium2

from support.clinics import LINES, clinic_text, logo
from support.projects import Folder, Said, tiny

VARIANT = "cluster"
COLUMNS = ("key", "name", "department", "address", "region", "contacts.1.label", "contacts.1.phone",
           "out_of_hours.label", "out_of_hours.phone", "email", "web", "other_formats", "interpreter",
           "feedback")  # fmt: skip
CELLS: Mapping[str, str] = {
    "key": "",
    "address": "1 Example Street | Anytown",
    "contacts.1.label": "Nurses",
    "contacts.1.phone": "303-555-0101",
    "out_of_hours.label": "Night line",
    "out_of_hours.phone": "303-555-0103",
    **{key: LINES[key] for key in ("name", "department", "region", "email", "web", "other_formats", "interpreter")},
    "feedback": LINES["feedback"],
}
"""What a row of a list of clinics says, if nothing else is said."""


def many(folder: Path, count: int, files: Mapping[str, str | bytes] | None = None) -> Folder:
    """A small project with clinics ``c000``, ``c001`` and so on."""
    names = [f"c{number:03}" for number in range(count)]
    return tiny(
        folder, {**{f"clinics/{name}.yaml": clinic_text(name=f"Clinic {name}") for name in names}, **(files or {})}
    )


def with_logo(folder: Folder, name: str, file: str, data: str | bytes) -> None:
    """A clinic with a logo."""
    folder.write(f"clinics/{name}.yaml", clinic_text(name=f"Clinic {name}", logo=f"{{file: {file}, alt: A tree}}"))
    logo(folder, file, data)


def table(rows: Iterable[Mapping[str, str]], columns: Sequence[str] = COLUMNS, mark: str = ",") -> str:
    """A list of clinics as a spreadsheet writes it."""
    lines = [columns, *([{**CELLS, **row}[column] for column in columns] for row in rows)]
    return "".join(mark.join(f'"{cell}"' for cell in line) + "\r\n" for line in lines)


def output_of(folder: Folder) -> Path:
    """Where ``Folder.run`` puts its files."""
    return folder.root.parent / f"{folder.root.name}-output"


def made(said: Said) -> list[str]:
    """The names of the files a run says it made."""
    return [Path(line.split("  ")[0]).name for line in said.out.splitlines() if ".pdf  " in line]


def name_of(clinic: str) -> str:
    """The file of a clinic's leaflet."""
    return f"ache-{VARIANT}-letter-en-us-{clinic}.pdf"


def manifest(folder: Path) -> Any:
    """The manifest of an output folder."""
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))


def sums(folder: Path) -> dict[str, str]:
    """Every file of a folder, hidden ones too, with its digest."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def words(file: Path | bytes) -> str:
    """What a file's pages say, as another program reads them, on one line."""
    document = pypdfium2.PdfDocument(file)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
    finally:
        document.close()
