"""How long it takes from a file saved to the page shown, in a browser: ``python tests/bench/bench_studio.py [edits]``.

Seconds of the clock, with the machine's load beside them; then the processor time of an idle minute, and the memory of
the studio as edits go on, up to 500.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import HTTPCookieProcessor, build_opener

from playwright.async_api import Browser, Page

sys.path[:0] = [str(Path(__file__).parents[1])]

from support.browser import browse  # noqa: E402
from support.projects import ROOT  # noqa: E402
from support.studio import served  # noqa: E402

SHOWN = (
    ("a leaflet", "leaflet=lms&variant=limb"),
    ("in large print", "leaflet=lms&variant=gi&format=letter-large-print"),
    ("of a clinic", "leaflet=lms&variant=gi&clinic=riverside"),
)
FILE = "content/leaflets/lms/sections/front.yaml"
NEXT = """() => { window.next = new Promise((done) => {
  document.getElementById("pages").addEventListener("load", () => requestAnimationFrame(() => done(Date.now())),
    { capture: true, once: true });
}); }"""
MOST = 500


def studio() -> str:
    """Where Linux tells of the studio that was started from here."""
    mine = os.getpid()
    children = Path(f"/proc/{mine}/task/{mine}/children").read_text().split()
    return next(f"/proc/{one}" for one in children if b"\0studio\0" in Path(f"/proc/{one}/cmdline").read_bytes())


def worked(home: str) -> float:
    """Milliseconds of processor time that a process has taken."""
    return (
        1000
        * sum(map(int, Path(home, "stat").read_text().rpartition(")")[2].split()[11:13]))
        / os.sysconf("SC_CLK_TCK")
    )


def held(home: str) -> float:
    """Megabytes of memory that a process holds."""
    return int(Path(home, "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def edited(root: Path) -> Iterator[float]:
    """Save one more change of a sentence on the first page, and again; the time of each."""
    path, count = root / FILE, 0
    before = path.read_text(encoding="utf-8")
    sentence = re.search(r"This is a lot to take in", before)
    assert sentence
    while True:
        count += 1
        path.write_text(before.replace(sentence[0], f"{sentence[0]} {count}", 1), encoding="utf-8")
        yield time.time()


async def waited(page: Page, edits: Iterator[float], count: int) -> list[float]:
    """Seconds from each save to the page shown."""
    found = []
    for _ in range(count):
        await page.evaluate(NEXT)
        began = next(edits)
        found.append(await page.evaluate("window.next") / 1000 - began)
        await page.wait_for_timeout(700)  # the studio has told of the words, too
    return found


def main(count: int) -> None:
    """Measure, and print the table."""
    folder = Path(tempfile.mkdtemp())
    for part in ("content", "assets"):
        shutil.copytree(ROOT / part, folder / part)
    edits = edited(folder)

    async def scenario(browser: Browser) -> None:
        page = await browser.new_page()
        await page.goto(address)
        for name, query in SHOWN:
            await page.goto(f"{home}/preview?{query}")
            await page.locator(".page img").first.wait_for()
            await page.wait_for_load_state("networkidle")
            pages = await page.locator(".page").count()
            times = sorted(await waited(page, edits, count))
            print(f"{name:<20}{pages:>4} pages{times[count // 2]:>8.2f} s median{times[-1]:>8.2f} s worst of {count}")
        before, load = worked(process), os.getloadavg()[0]
        await page.wait_for_timeout(60_000)
        print(f"idle for a minute: {worked(process) - before:.0f} ms of processor time")
        print(f"load of the machine: {load:.1f}, {os.cpu_count()} processors")

    with served(folder) as address:
        home = address.split("/?")[0]
        process = studio()
        browse(scenario)
        asking = build_opener(HTTPCookieProcessor())
        asking.open(address).read()
        for number in range(1, MOST + 1):
            next(edits)
            for view in ("pages", "words"):
                asking.open(f"{home}/{view}?leaflet=lms&variant=gi").read()
            if number % 100 == 0:
                print(f"after {number} more edits: {held(process):.0f} MB")
    shutil.rmtree(folder)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
