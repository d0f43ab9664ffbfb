"""Web pages in a real browser: headless Chromium, driven by Playwright, judged by axe-core.

Most of axe's time goes into colours, and texts that differ in words alone have the same. So every page is held against
all other rules, and, if it shows text in a place no page of the same style sheet has shown yet, once more in the
narrowest window; the first text in each such place is held against those of colour. In the dark nothing but colours is
another. A place is the chain of elements text stands in, each with its classes and colours, and the kind of element
before it.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple, TypeVar

from axe_playwright_python.base import AXE_SCRIPT
from playwright.async_api import Browser, Page, Playwright, Request, ViewportSize, async_playwright

from support.validators import require

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
OF_COLOUR = {"color-contrast": "[data-new]", "link-in-text-block": "a[href][data-new]"}
"""The rules of colour, and the elements they are for: here, the first in each new place."""
AXE = {
    "runOnly": {"type": "tag", "values": RULES},
    "resultTypes": ["violations"],
    "elementRef": False,
    "selectors": False,
    "iframes": False,
}
NO_COLOUR = {**AXE, "rules": {rule: {"enabled": False} for rule in OF_COLOUR}}
COLOUR = {**AXE, "runOnly": {"type": "rule", "values": [*OF_COLOUR]}}
FAULTS = "options => axe.run(document, options).then(said => said.violations)"
PLACES = """() => {
    const style = [...document.styleSheets].flatMap(sheet => [...sheet.cssRules].map(rule => rule.cssText)).join();
    const places = window.places = new Map();
    const walk = (element, above) => {
        const attributes = [...element.attributes].filter(one => ["class", "style", "open"].includes(one.name));
        const before = element.previousElementSibling?.localName ?? "";
        const shown = getComputedStyle(element);
        const own = [...attributes.map(one => one.name + "=" + one.value), shown.color, shown.backgroundColor].join();
        const place = `${above} > ${before} + ${element.localName}[${own}]`;
        const said = [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
        if (said && !places.has(place)) places.set(place, element);
        for (const child of element.children) walk(child, place);
    };
    walk(document.documentElement, "");
    return [style, [...places.keys()]];
}"""
NEW = """([fresh, rules]) => {
    for (const place of fresh) window.places.get(place).dataset.new = "";
    axe.configure({rules: Object.entries(rules).map(([id, selector]) => ({id, selector}))});
}"""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
WIDE = ViewportSize(width=1280, height=900)
NARROW = ViewportSize(width=320, height=640)


class State(NamedTuple):
    """How a page is looked at: in a window of what size, in the light or in the dark."""

    name: str
    size: ViewportSize
    scheme: Literal["light", "dark"]


STATES = (
    State("in the light", WIDE, "light"),
    State("in the dark", WIDE, "dark"),
    State("in the narrowest window, which 400 % zoom leaves", NARROW, "light"),
)
HANDS = 2
"""Pages looked at at the same time."""

Result = TypeVar("Result")


@dataclass
class Looked:
    """What was found on a page: the rules it breaks, by how many pixels it is too wide, and what it asked for.

    ``new`` places of text had colours nobody had looked at before.
    """

    file: Path
    faults: list[str] = field(default_factory=list)
    too_wide: list[int] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    new: int = 0


def chromium() -> str:
    """Chromium's path. Skips the test where there is none; fails it where the project is tested for all."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        require(NAMES[0], NAMES[0])
    return str(found)


@cache
def _loop() -> asyncio.Runner:
    return asyncio.Runner()


@cache
def _started() -> tuple[Playwright, Browser]:
    """The one browser of all tests of a process; ``close`` ends it."""
    path = chromium()

    async def start() -> tuple[Playwright, Browser]:
        playwright = await async_playwright().start()
        return playwright, await playwright.chromium.launch(executable_path=path)

    return _loop().run(start())


def browse(scenario: Callable[[Browser], Awaitable[Result]]) -> Result:
    """What a scenario finds in a browser, whose windows it shares with no other."""
    _, browser = _started()

    async def run() -> Result:
        try:
            return await scenario(browser)
        finally:
            for context in browser.contexts:
                await context.close()

    return _loop().run(run())


def close() -> None:
    """End the browser, if one was started."""

    async def end() -> None:
        playwright, browser = _started()
        await browser.close()
        await playwright.stop()

    if _started.cache_info().currsize:
        _loop().run(end())
        _loop().close()


def look(files: Sequence[Path]) -> list[Looked]:
    """Each page in every state of ``STATES``, the largest first, since it has most to show."""
    waiting, done = sorted(files, key=lambda file: file.stat().st_size), []
    seen: set[tuple[str, str]] = set()

    async def work(browser: Browser) -> None:
        page = await browser.new_page()
        while waiting:
            looked = Looked(waiting.pop())
            done.append(looked)
            await _look(page, looked, seen)

    async def scenario(browser: Browser) -> None:
        await asyncio.gather(*(work(browser) for _ in range(HANDS)))

    browse(scenario)
    return done


async def _look(page: Page, looked: Looked, seen: set[tuple[str, str]]) -> None:
    def heard(request: Request) -> None:
        looked.asked.append(request.url)

    page.on("request", heard)
    await page.goto(looked.file.as_uri())
    style, there = await page.evaluate(PLACES)
    places = [place for place in there if (style, place) not in seen]
    seen |= {(style, place) for place in places}
    looked.new = len(places)
    await page.evaluate(AXE_SCRIPT)
    await page.evaluate(NEW, [places, OF_COLOUR])
    for state in STATES:
        await page.set_viewport_size(state.size)
        await page.emulate_media(color_scheme=state.scheme)
        looked.too_wide.append(await page.evaluate(OVERFLOW))
        if state is not STATES[0] and not places:
            continue
        rules = NO_COLOUR if not places else COLOUR if state.scheme == "dark" else AXE
        for fault in await page.evaluate(FAULTS, rules):
            found = "; ".join(node["html"][:100] for node in fault["nodes"][:3])
            looked.faults.append(f"{looked.file.name}, {state.name}: {fault['id']}: {found}")
    page.remove_listener("request", heard)
