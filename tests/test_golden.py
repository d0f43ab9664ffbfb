"""What each leaflet says to those who listen, kept as text: ``pytest --update-golden`` writes it anew."""

from __future__ import annotations

from pathlib import Path

from leaflets.edition.selection import Job
from leaflets.store.project import Project
from support.projects import Read, for_jobs, shipped_jobs

GOLDEN = Path(__file__).parent / "golden"


@for_jobs(lambda job, project: job.region == project.settings.region)
def test_the_structure_of_a_leaflet_is_the_one_agreed(job: Job, read: Read, update_golden: bool) -> None:
    path = GOLDEN / f"{job.leaflet}-{job.variant}.txt"
    if update_golden:
        path.write_text(read(job).tree, encoding="utf-8")
    agreed = path.read_text(encoding="utf-8") if path.exists() else ""
    assert read(job).tree.splitlines() == agreed.splitlines(), "if the change is meant: pytest --update-golden"


def test_no_golden_file_is_left_of_a_leaflet_that_is_gone(project: Project) -> None:
    names = {f"{job.leaflet}-{job.variant}.txt" for job in shipped_jobs(project)}
    found = {path.name for path in GOLDEN.iterdir() if path.is_file()}
    assert found
    assert found <= names
