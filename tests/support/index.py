"""The index of a great run: what the tests look at, and the benchmark opens."""

from __future__ import annotations

from datetime import date

from leaflets.artwork.figures import load
from leaflets.store.project import Project
from leaflets.web.index import Cover, Entry, contents

CLINICS = 200


def great(project: Project) -> bytes:
    """The index of a run of 1,400 files: all leaflets about LMS for two hundred clinics."""
    file = project.leaflet("lms").file
    entries = [
        Entry(
            f"Clinic {number}", "LMS", variant.title, "US Letter", "en-US", f"LMS-{variant.suffix} 1.0",
            f"clinic-{number}/lms-{name}-letter-en-us.pdf", 14, 140_000,
            Cover(variant.colour, load(project.asset(f"icons/{variant.icon}.svg"))),
        )
        for number in range(CLINICS)
        for name, variant in file.variants.items()
    ]  # fmt: skip
    assert len(entries) == 1400
    return contents(entries, project.language("en-us"), date(2026, 11, 21))
