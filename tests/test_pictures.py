"""How covers, and every kind of block, look: small pictures kept in ``golden/pictures``.

``pytest --update-golden`` draws them anew; look at them before they are kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from leaflets.edition.selection import Job
from leaflets.store.project import Project
from support.alike import alike
from support.projects import Read, shipped_jobs
from support.rendering import render

PICTURES = Path(__file__).parent / "golden/pictures"
DPI = 50
SHADES = 16
MOST_BYTES = 20 * 1024


def shown(project: Project, read: Read) -> Iterator[tuple[str, Job, int]]:
    """The pages that are kept, by the names of their pictures: each cover, and all pages of the specimen."""
    for job in shipped_jobs(project):
        if job.region == project.settings.region:
            for number in range(1, len(read(job).pages) + 1 if job.leaflet == "specimen" else 2):
                yield f"{job.leaflet}-{job.variant}-{number}.png", job, number


def drawn(read: Read, job: Job, number: int) -> Image.Image:
    return render(read(job).data, number, DPI).quantize(SHADES).convert("L")


def test_every_cover_and_the_specimen_look_as_agreed(project: Project, read: Read, update_golden: bool) -> None:
    pages = list(shown(project, read))
    assert len(pages) >= 8
    if update_golden:
        PICTURES.mkdir(exist_ok=True)
        for path in PICTURES.glob("*.png"):
            path.unlink()
    changed = []
    for name, job, number in pages:
        now, path = drawn(read, job, number), PICTURES / name
        if update_golden:
            now.quantize(SHADES).save(path, optimize=True)
        if not path.exists():
            changed.append(f"{name} is not kept yet")
        elif not alike(Image.open(path).convert("L"), now):
            changed.append(name)
    assert changed == [], "if the change is meant: pytest --update-golden, then look at tests/golden/pictures"


def test_the_pictures_kept_are_small_and_none_is_left_over(project: Project, read: Read) -> None:
    names = {name for name, _, _ in shown(project, read)}
    kept = list(PICTURES.iterdir())
    assert {path.name for path in kept} == names
    assert [path.name for path in kept if path.stat().st_size > MOST_BYTES] == []


@pytest.mark.parametrize(("box", "same"), [((20, 20, 22, 22), True), ((20, 20, 120, 60), False)])
def test_a_speck_is_let_pass_and_a_box_that_is_gone_is_not(box: tuple[int, int, int, int], same: bool) -> None:
    before = Image.new("L", (425, 550), 255)
    after = before.copy()
    after.paste(0, box)
    assert alike(before, after) is same


def test_other_paper_is_another_picture() -> None:
    assert not alike(Image.new("L", (425, 550), 255), Image.new("L", (413, 585), 255))
