"""How long a reader waits: ``python tests/bench/bench_screen.py [rounds]``.

The index of 1,400 files in a browser, in seconds of the clock, and the editor's reading of the shipped leaflet, in
seconds of processor time; each is held against the most that is allowed.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from playwright.async_api import Browser

sys.path[:0] = [str(Path(__file__).parents[1])]

from leaflets.checks.editor import Wish, check  # noqa: E402
from leaflets.making import make  # noqa: E402
from leaflets.store.project import Project  # noqa: E402
from support.browser import browse  # noqa: E402
from support.index import great  # noqa: E402
from support.projects import NOW, ROOT  # noqa: E402

MOST_TO_OPEN, MOST_TO_CHECK = 2, 10


def opened(path: Path) -> float:
    """Seconds of the clock until a page is shown."""

    async def scenario(browser: Browser) -> float:
        page = await browser.new_page()
        began = time.perf_counter()
        await page.goto(path.as_uri())
        await page.screenshot()
        return time.perf_counter() - began

    return browse(scenario)


def checked() -> float:
    """Seconds of processor time until the shipped leaflet is read through, in a project read anew."""
    began = time.process_time()
    check(Project(ROOT, NOW), "lms", make, Wish())
    return time.process_time() - began


def main(rounds: int) -> None:
    """Measure, print the table, and fail if the best round is too slow."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "index.html")
        path.write_bytes(great(Project(ROOT, NOW)))
        seconds = [(opened(path), checked()) for _ in range(rounds)]
    most = (MOST_TO_OPEN, MOST_TO_CHECK)
    for name, values, limit in zip(("index opened", "leaflet checked"), zip(*seconds, strict=True), most, strict=True):
        print(f"{name:<20}{min(values):>8.2f} s at best, {max(values):>8.2f} s at worst, at most {limit} s")
        assert min(values) < limit, f"{name}: too slow"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
