"""What a build costs, by the processor's clock: ``python tests/bench/bench_build.py [rounds]``.

Each round runs everything once, one after the other, so that a busy machine slows all alike; the ratio of a cold build
to the bare start of its libraries says more than either time.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1])]

from leaflets.edition.selection import Job  # noqa: E402
from leaflets.layout.pages import draw  # noqa: E402
from leaflets.making import lay_out, make  # noqa: E402
from leaflets.making.proof import prove  # noqa: E402
from leaflets.making.told import expected  # noqa: E402
from leaflets.store.project import Project  # noqa: E402
from support.projects import NOW, ROOT, shipped_jobs  # noqa: E402

START = "import reportlab.platypus, yaml, click, pydantic"


def child(*command: str) -> float:
    """Seconds of processor time a Python process takes; what it compiles is kept, as it usually is."""
    before, usual = resource.getrusage(resource.RUSAGE_CHILDREN), {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    subprocess.run([sys.executable, *command], check=True, stdout=subprocess.DEVNULL, cwd=ROOT, env=usual)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def here(work: Callable[[], object]) -> float:
    """Seconds of processor time a piece of work takes in this process."""
    before = time.process_time()
    work()
    return time.process_time() - before


def proof(project: Project, jobs: Sequence[Job]) -> tuple[float, float]:
    """Laying out some jobs and proving them over laying them out: with the manuscripts' texts, and without."""
    laying = texts = proving = 0.0
    for job in jobs:
        before = time.process_time()
        laid = lay_out(project, job)
        draw(laid.document, laid.sides, laid.setting.copy, laid.setting.setter.sheet)
        laying += time.process_time() - before
        texts += here(lambda: list(expected(laid.setting.copy)))  # noqa: B023
        proving += here(lambda: prove(laid.document, laid.setting.copy, laid.setting.setter))  # noqa: B023
    return 1 + (texts + proving) / laying, 1 + proving / laying


def row(name: str, values: Sequence[float], unit: str, digits: int = 1) -> str:
    """A line of the table: least, median and most."""
    middle = sorted(values)[len(values) // 2]
    return f"{name:<52}" + "".join(f"{value:>9.{digits}f}" for value in (min(values), middle, max(values))) + f" {unit}"


def main(rounds: int) -> None:
    """Measure, and print the table."""
    project = Project(ROOT, NOW)
    jobs = [job for job in shipped_jobs(project) if job.region == project.settings.region]
    pages = {job.variant: make(project, job).pages for job in jobs}
    count = sum(pages.values())
    start, cold, fresh, shared, proved = [], [], [], [], []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(rounds):
            start.append(child("-c", START))
            cold.append(child("-m", "leaflets", "build", "lms", "--variant", "gi", "--output", folder))
            fresh.append(here(lambda: [make(Project(ROOT, NOW), job) for job in jobs]))
            shared.append(here(lambda: [make(project, job) for job in jobs]))
            proved.append(proof(project, jobs))
        size = sum(path.stat().st_size for path in Path(folder).iterdir())
    print(f"{rounds} rounds, Python {sys.version.split()[0]}, {os.cpu_count()} processors")
    print(f"{'':<52}{'least':>9}{'median':>9}{'most':>9}")
    print(row("start of the libraries alone (a)", [1000 * value for value in start], "ms"))
    print(row("cold build of one leaflet (b)", [1000 * value for value in cold], "ms"))
    print(row("b / a", [after / before for before, after in zip(start, cold, strict=True)], "", 2))
    print(row("warm, project read anew each time, a page", [1000 * value / count for value in fresh], "ms", 2))
    print(row("warm, project read once, a page", [1000 * value / count for value in shared], "ms", 2))
    print(row("laying out with the proof / without", [whole for whole, _ in proved], "", 3))
    print(row("the same, the manuscript's texts known", [known for _, known in proved], "", 3))
    print("pages: " + ", ".join(f"{variant} {number}" for variant, number in pages.items()))
    print(f"size of the cold build: {round(size / 1024)} KB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
