"""Whatever a project says, it ends in files or in problems: never in anything else."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from leaflets.checks.editor import Wish, check
from leaflets.content.blocks import KINDS
from leaflets.edition.selection import Job
from leaflets.making import Made, make
from leaflets.problems import ContentError
from leaflets.store.project import Project
from support.generated import Generator, generated

SEEDS = range(80)
PAPERS = ("letter", "a4-large-print", "a5-booklet", "letter-trifold", "html", "text")


def jobs(project: Project, any_: random.Random) -> list[Job]:
    """A job or two for each variant, region, and clinic."""
    settings, file = project.settings, project.leaflet("ache").file
    return [
        Job(
            "ache",
            variant,
            region,
            paper,
            settings.theme,
            settings.regions[region].language,
            project.format(paper).edition if paper not in ("html", "text") else "full",
            clinic=clinic,
            printing=any_.choice(("colour", "grey", "press")) if paper not in ("html", "text") else "colour",
            statements=any_.choice(("all", "all", "signed")),
        )
        for variant in file.variants
        for region in settings.regions
        for clinic in ("", "elm")
        for paper in any_.sample(PAPERS, 1)
    ]


def outcomes(seed: int, folder: Path) -> Iterator[Made | ContentError]:
    """What becomes of each job of a project made up from a seed, and, now and then, of a check of it."""
    project = generated(folder, seed).project()
    try:
        every = jobs(project, random.Random(seed))  # noqa: S311 (no secret)
    except ContentError as error:
        yield error
        return
    for job in every:
        try:
            yield make(project, job)
        except ContentError as error:
            yield error
    if seed % 8 == 0:
        check(project, "ache", make, Wish())


def test_projects_made_up_at_random_end_in_files_or_problems(tmp_path: Path) -> None:
    ended: list[Made | ContentError] = []
    for seed in SEEDS:
        try:
            ended += outcomes(seed, tmp_path / str(seed))
        except Exception as error:
            error.add_note(f"the project of seed {seed}")
            raise
    files = [one for one in ended if isinstance(one, Made)]
    refusals = [problem for one in ended if isinstance(one, ContentError) for problem in one.problems]
    assert len(files) > 20
    assert all(one.data for one in files)
    assert len(refusals) > 20
    assert [problem for problem in refusals if not (problem.where.line and problem.message)] == []


def test_every_kind_of_block_is_made_up() -> None:
    make_up = Generator(1)
    assert {key for kind in KINDS for key in make_up.block(kind=kind) if key in KINDS} == set(KINDS)
