"""Web pages in a real browser: headless Chromium, driven by Playwright, judged by axe-core."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.async_api import Browser, Page, ViewportSize, async_playwright

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
AXE = {"runOnly": {"type": "tag", "values": RULES}, "elementRef": False, "selectors": False, "iframes": False}
FAULTS = "options => axe.run(document, options).then(said => said.violations)"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
WIDE = ViewportSize(width=1280, height=900)
NARROW = ViewportSize(width=320, height=640)
HANDS = 2
"""Pages looked at at the same time."""

Result = TypeVar("Result")


@dataclass
class Looked:
    """What was found on a page: the rules it breaks, by how many pixels it is too wide, and what it asked for."""

    file: Path
    faults: list[str] = field(default_factory=list)
    too_wide: list[int] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


def require_chromium() -> str:
    """Chromium's path. Skip the test where there is none; fail it where the project is tested for all (``CI``)."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        reason = "Chromium is not installed (Debian: chromium-headless-shell)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


def browse(scenario: Callable[[Browser], Awaitable[Result]]) -> Result:
    """What a scenario finds in a browser of its own."""
    path = require_chromium()

    async def run() -> Result:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=path)
            try:
                return await scenario(browser)
            finally:
                await browser.close()

    return asyncio.run(run())


def look(files: Sequence[Path]) -> list[Looked]:
    """Each page in the light in a wide window, and in the dark in the narrowest, which is what 400 % zoom leaves."""
    waiting, done = list(files), []

    async def work(browser: Browser) -> None:
        while waiting:
            looked = Looked(waiting.pop())
            done.append(looked)
            await _look(browser, looked)

    async def scenario(browser: Browser) -> None:
        await asyncio.gather(*(work(browser) for _ in range(HANDS)))

    browse(scenario)
    return done


async def _look(browser: Browser, looked: Looked) -> None:
    context = await browser.new_context(viewport=WIDE, color_scheme="light")
    page = await context.new_page()
    page.on("request", lambda request: looked.asked.append(request.url))
    await page.goto(looked.file.as_uri())
    await page.evaluate(AXE_SCRIPT)
    await _judge(page, looked, "in the light")
    await page.set_viewport_size(NARROW)
    await page.emulate_media(color_scheme="dark")
    await _judge(page, looked, "in the dark")
    await context.close()


async def _judge(page: Page, looked: Looked, where: str) -> None:
    looked.too_wide.append(await page.evaluate(OVERFLOW))
    for fault in await page.evaluate(FAULTS, AXE):
        places = "; ".join(node["html"][:100] for node in fault["nodes"][:3])
        looked.faults.append(f"{looked.file.name}, {where}: {fault['id']}: {places}")
