"""What clinics cost, by the processor's clock: ``python tests/bench/bench_bulk.py [rounds] [most clinics]``.

Each round runs everything once, one after the other, so that a busy machine slows all alike; what is held against the
limits are ratios within a round. Every file is written to disk, as a user's would be.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from statistics import median
from typing import NamedTuple

sys.path[:0] = [str(Path(__file__).parents[1])]

from leaflets.bulk.run import write_files  # noqa: E402
from leaflets.edition.selection import Job  # noqa: E402
from leaflets.making import Made, Maker, make  # noqa: E402
from leaflets.store.project import Project  # noqa: E402
from support.clinics import clinic_text  # noqa: E402
from support.projects import NOW, ROOT, Folder, job_of, shipped  # noqa: E402

TREES = ("Ash", "Birch", "Cedar", "Elm", "Fir", "Hazel", "Lime", "Maple", "Oak", "Pine", "Rowan", "Willow", "Yew")
PLACES = ("Łódź", "Çınar", "Škoda", "Ñuñoa", "Hill", "Lake", "Mill", "North", "River", "South", "Spring", "West")
KINDS = ("Cancer Centre", "Clinic", "Hospital", "Infirmary", "Medical Center", "University Hospital")
COLOURS = ("#15506B", "#6A2C70", "#7A3B12", "#1F5C3A")
VARIANTS = tuple(Project(ROOT, NOW).leaflet("lms").file.variants)


class Cost(NamedTuple):
    """What a process took: seconds of the processor's time and of the clock, and the most memory, in MiB."""

    cpu: float
    wall: float
    peak: float


def invented(count: int) -> Iterator[tuple[str, str]]:
    """The keys and the files of clinics, of different names, numbers, addresses and colours."""
    for number, (kind, place, tree) in enumerate(product(KINDS * 10, PLACES, TREES)):
        if number == count:
            return
        nurses, desk = (f"303-555-01{(number * step) % 100:02}" for step in (1, 7))
        yield (
            f"clinic-{number:04}",
            clinic_text(
                name=f"{place} {tree} {kind} {number}",
                short_name=f"{place} {tree} {number}",
                address=f"[{number + 1} {tree} Avenue, {place}]",
                contacts=f"[{{label: Nurses, phone: {nurses}, hours: 9 to 5}}, {{label: Desk, phone: {desk}}}]",
                email=f"team@clinic-{number:04}.example.org",
                web=f"https://clinic-{number:04}.example.org",
                colours=f'{{primary: "{COLOURS[number % 4]}"}}',
                reference_prefix=f"C{number:04}",
            ),
        )


def network(folder: Path, count: int) -> Folder:
    """The shipped project with so many invented clinics in place of its own."""
    made = shipped(folder)
    for path in made.path("clinics").iterdir():
        path.unlink()
    for key, text in invented(count):
        made.write(f"clinics/{key}.yaml", text)
    return made


def child(project: Folder, output: Path, *options: str) -> Cost:
    """What ``leaflets build lms --clinic all`` takes, from the start of Python to its end."""
    command = [sys.executable, "-m", "leaflets", "build", "lms", "--clinic", "all", "--project", str(project.root)]
    began = time.perf_counter()
    process = subprocess.Popen(
        [*command, "-o", str(output), *options], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    said = process.stderr.read() if process.stderr else b""
    _, status, used = os.wait4(process.pid, 0)
    if status:
        sys.exit(said.decode())
    return Cost(used.ru_utime + used.ru_stime, time.perf_counter() - began, used.ru_maxrss / 1024)


def warm(project: Project, keys: Sequence[str], output: Path) -> tuple[float, float]:
    """Seconds of processor time for a leaflet laid out in full, and for one set into a plate; both written to disk."""
    full = single = 0.0
    for variant in VARIANTS:
        jobs = [replace(job_of(project, "lms", variant, "us"), clinic=key) for key in keys]
        maker = Maker(project)
        for job in jobs:  # every layout these clinics need
            maker.make(job)
        single += timed(maker.make, jobs, output) / len(jobs)
        full += timed(lambda job: make(project, job), jobs[:2], output) / 2
    return full / len(VARIANTS), single / len(VARIANTS)


def timed(making: Callable[[Job], Made], jobs: Sequence[Job], output: Path) -> float:
    """Seconds of processor time it takes to make jobs and write their files."""
    began = time.process_time()
    for job in jobs:
        write_files(output, making(job).files)
    return time.process_time() - began


def row(name: str, values: Sequence[float], unit: str = "", limit: str = "") -> None:
    """Print a line of the table: least, median and most."""
    figures = "".join(f"{value:>9.2f}" for value in (min(values), median(values), max(values)))
    print(f"{name:<62}{figures} {unit:<4} {limit}", flush=True)


def main(rounds: int, most: int) -> None:
    """Measure, and print the table."""
    print(
        f"{rounds} rounds, Python {sys.version.split()[0]}, {os.cpu_count()} processors, seven variants on Letter paper"
    )
    print(f"{'':<62}{'least':>9}{'median':>9}{'most':>9}")
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder)
        one, some, many = (network(top / f"of-{count}", count) for count in (1, 200, most))
        hundred = network(top / "of-100", 100)
        fulls, singles, lone, whole, again, small, large = [], [], [], [], [], [], []
        for turn in range(rounds):
            full, single = warm(some.project(), [key for key, _ in invented(40)], top)
            fulls.append(full)
            singles.append(single)
            lone.append(child(one, top / f"lone-{turn}"))
            whole.append(child(some, top / "whole", "--again"))
            again.append(child(some, top / "whole"))
            fold = ("--variant", "gi", "--format", "letter-trifold", "--again")
            small.append(child(hundred, top / "small", *fold))
            large.append(child(many, top / "large", *fold))
    row("laid out in full, a leaflet", [1000 * value for value in fulls], "ms")
    row("set into a plate, a leaflet", [1000 * value for value in singles], "ms")
    row("  full / plate", [a / b for a, b in zip(fulls, singles, strict=True)], "", "at least 20")
    row("one clinic, 7 leaflets from nothing", [cost.cpu for cost in lone], "s")
    row("200 clinics, 1,400 leaflets from nothing", [cost.cpu for cost in whole], "s")
    row("  200 clinics / one", [b.cpu / a.cpu for a, b in zip(lone, whole, strict=True)], "", "at most 12")
    row("  200 clinics / 7 leaflets laid out, warm", [b.cpu / (7 * a) for a, b in zip(fulls, whole, strict=True)])
    row("the same again, nothing changed, by the clock", [cost.wall for cost in again], "s", "under 1.5")
    row("100 clinics, a folded sheet each: a file", [10 * cost.cpu for cost in small], "ms")
    row(f"{most} clinics, a folded sheet each: a file", [1000 * cost.cpu / most for cost in large], "ms")
    growth = [(b.cpu - a.cpu) / (most - 100) / (a.cpu / 100) for a, b in zip(small, large, strict=True)]
    row("  each file beyond 100 / each of 100", growth, "", "at most 1.15")
    row("most memory, 200 clinics", [cost.peak for cost in whole], "MiB", "under 150")
    row(f"most memory, {most} clinics", [cost.peak for cost in large], "MiB", "under 150")


if __name__ == "__main__":
    main(*(int(word) for word in (*sys.argv[1:], *("5", "4000")[len(sys.argv) - 1 :])))
