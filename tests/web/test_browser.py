"""Web pages where they are read: in a browser, by eye, by ear, by keyboard, on a telephone, and printed."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from playwright.async_api import Browser, Page

from leaflets.store.project import Project
from leaflets.web.index import Cover, Entry, contents, current
from support import index
from support import page as pages
from support.browser import NARROW, STATES, Looked, browse, look
from support.projects import NOW, Make, by_turns, job_of, themed_jobs

SHOWN = (
    "(which) => [...document.querySelectorAll(which)].filter(one => one.checkVisibility()).map(one => one.innerText)"
)


@pytest.fixture(scope="module")
def great(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of a run of 1,400 files."""
    path = tmp_path_factory.mktemp("great") / "index.html"
    path.write_bytes(index.great(project))
    return path


@pytest.fixture(scope="module")
def looked(project: Project, made: Make, tmp_path_factory: pytest.TempPathFactory) -> list[Looked]:
    """All leaflets, regions by turns, in all themes, at clinics, in Arabic; an index; a register's page: looked at."""
    folder = tmp_path_factory.mktemp("pages")
    files = []
    gut = job_of(project, "lms", "gi", "us")
    for job in (*by_turns(themed_jobs(project)), *(replace(gut, clinic=name) for name in project.names("clinics"))):
        files.append(folder / f"{job.theme}-{replace(job, format='html').file}")
        files[-1].write_bytes(made(replace(job, format="html")).data)
    womb = replace(job_of(project, "lms", "uterine", "us"), language="ar", abroad=True, edition="brief", format="html")
    files.append(folder / womb.file)
    files[-1].write_bytes(made(womb).data)
    small = Entry(
        "", "LMS", "The gut", "US Letter", "en-US", "LMS-GI 1.0", "a.pdf", 14, 140_000, Cover("#7A4A00", None)
    )
    files.append(folder / "index.html")
    files[-1].write_bytes(contents([small, small._replace(topic="The skin")], project.language("en-us"), NOW.date()))
    assert len(files) >= 16
    states = ("current", "due", "superseded", "withdrawn")
    versions = [
        {"state": state, "said": f"Version 1.{n} is {state}", "title": "Headaches", "place": "US"}
        for n, state in enumerate(states)
    ]
    files.append(folder / "current.html")
    language = project.language("en-us")
    assert language.current
    files[-1].write_bytes(current("ACHE-GEN", versions, language.current, language))
    return look(files)


class TestEveryPage:
    def test_breaks_no_rule_of_accessibility_in_the_light_the_dark_or_the_narrowest_window(
        self, looked: list[Looked]
    ) -> None:
        assert [fault for one in looked for fault in one.faults] == []
        assert len([one for one in looked if one.new]) >= 10, "a style sheet for each variant, and the plain one"

    def test_never_scrolls_sideways(self, looked: list[Looked]) -> None:
        assert {one.file.name: one.too_wide for one in looked if any(one.too_wide)} == {}
        assert all(len(one.too_wide) == len(STATES) for one in looked)

    def test_asks_for_nothing_but_itself(self, looked: list[Looked]) -> None:
        for one in looked:
            assert [address for address in one.asked if not address.startswith("data:")] == [one.file.as_uri()]


def test_colours_are_looked_at_again_where_text_stands_elsewhere_or_the_style_is_another(tmp_path: Path) -> None:
    pages = {
        "a": "<style>p { color: #bbb }</style><p>a place</p>",
        "b": "<style>p { color: #bbb }</style><p>the same place</p>",
        "c": "<style>p { color: #bbb }</style><div><p>elsewhere</p></div>",
        "d": "<style>p { color: #ccc }</style><p>other</p>",
    }
    for name, text in pages.items():
        text = f"<!doctype html><html lang=en><title>x</title><body><main><h1>x</h1>{text}</main>"
        (tmp_path / f"{name}.html").write_text(text)
    found = {one.file.stem: "color-contrast" in " ".join(one.faults) for one in look(list(tmp_path.iterdir()))}
    assert sorted((found.pop("a"), found.pop("b"))) == [False, True], "whichever of the two comes first"
    assert found == {"c": True, "d": True}


def test_a_page_that_breaks_a_rule_is_found(tmp_path: Path) -> None:
    path = tmp_path / "bad.html"
    wide = "<p style='width: 2000px; color: #bbb'>faint</p><img src='https://example.org/x.png'>"
    path.write_text(f"<!doctype html><html><title>x</title><body><main><h1>x</h1>{wide}</main>")
    (looked,) = look([path])
    found = " ".join(looked.faults)
    assert all(rule in found for rule in ("color-contrast", "image-alt", "html-has-lang"))
    assert min(looked.too_wide) > 0
    assert "https://example.org/x.png" in looked.asked


def test_a_telephone_zoomed_to_400_per_cent_has_it_all_in_one_column(
    project: Project, made: Make, tmp_path: Path
) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(made(replace(job_of(project, "specimen", "specimen", "us"), format="html")).data)

    async def scenario(browser: Browser) -> list[int]:
        size = {"width": 1280 // 4, "height": 1024 // 4}
        page = await browser.new_page(viewport=size, device_scale_factor=4)  # type: ignore[arg-type]
        await page.goto(path.as_uri())
        found: list[int] = await page.evaluate(
            "[...document.querySelectorAll('main *')].map(one => Math.round(one.getBoundingClientRect().right))"
        )
        return found

    edges = browse(scenario)
    assert len(edges) > 100
    assert max(edges) <= 320


def test_the_narrowest_window_has_room_for_the_longest_word_of_a_title(
    project: Project, made: Make, tmp_path: Path
) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(made(replace(job_of(project, "lms", "gi", "us"), format="html")).data)

    async def scenario(browser: Browser) -> int:
        page = await browser.new_page(viewport=NARROW)
        await page.goto(path.as_uri())
        await page.add_style_tag(content="body { overflow-wrap: normal }")
        title = page.locator("h1")
        wide: int = await title.evaluate("one => one.scrollWidth - one.clientWidth")
        return wide

    assert browse(scenario) == 0


def test_the_first_key_shows_the_link_that_skips_to_the_text(project: Project, made: Make, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(made(replace(job_of(project, "lms", "gi", "us"), format="html")).data)

    async def scenario(browser: Browser) -> tuple[bool, str, float]:
        page = await browser.new_page(viewport=NARROW, reduced_motion="reduce")
        await page.goto(path.as_uri())
        await page.keyboard.press("Tab")
        shown = await page.evaluate("document.activeElement.getBoundingClientRect().top >= 0")
        words = await page.evaluate("document.activeElement.textContent")
        await page.keyboard.press("Enter")
        return shown, words, await page.evaluate("document.querySelector('main').getBoundingClientRect().top")

    shown, words, top = browse(scenario)
    assert (shown, words) == (True, "Skip to the leaflet")
    assert abs(top) < 2


def test_a_page_prints_as_a_document_with_every_word_and_numbered_pages(
    project: Project, made: Make, tmp_path: Path
) -> None:
    data = made(replace(job_of(project, "lms", "gi", "us"), format="html")).data
    path = tmp_path / "page.html"
    path.write_bytes(data)

    async def scenario(browser: Browser) -> bytes:
        page = await browser.new_page(color_scheme="dark")
        await page.goto(path.as_uri())
        return await page.pdf(format="Letter", prefer_css_page_size=True, print_background=False)

    with pypdfium2.PdfDocument(browse(scenario)) as printed:
        texts = [sheet.get_textpage().get_text_range() for sheet in printed]
        ground = printed[0].render(scale=0.3).to_pil().convert("L").getpixel((3, 3))
    assert 10 <= len(texts) <= 24
    assert ground == 255, "printed on a dark ground"
    for number, text in enumerate(texts, 1):
        assert f"{number} / {len(texts)}" in text
        assert len(text) > 100, f"page {number} is nearly empty"
    shown = pages.read(data)
    missing = words(pages.said(shown.one("main"))) - words(pages.said(shown.one("nav"))) - words(" ".join(texts))
    assert missing == set()
    for said in (
        "Draft: awaiting a clinician’s sign-off",
        "Do you feel very unwell?",
        "Do not wait: see When to get help",
    ):
        assert said in texts[0]
    assert all(said in texts[1] for said in ("When to get help", "1 Now: an emergency", "At the desk,"))


def words(text: str) -> set[str]:
    return set(re.findall(r"[\w’]+", text))


class TestAnIndex:
    def test_of_1400_files_shows_them_all(self, great: Path) -> None:
        async def scenario(browser: Browser) -> list[str]:
            page = await browser.new_page()
            await page.goto(great.as_uri())
            await page.screenshot()
            shown: list[str] = await page.evaluate(SHOWN, "li strong")
            return shown

        assert len(browse(scenario)) == 1400

    def test_is_narrowed_down_by_keyboard_and_without_scripts(self, great: Path) -> None:
        async def chosen(page: Page) -> tuple[int, list[str]]:
            heads: list[str] = await page.evaluate(SHOWN, "h2")
            return len(heads), await page.evaluate(SHOWN, "li strong")

        async def scenario(browser: Browser) -> list[tuple[int, list[str]]]:
            context = await browser.new_context(java_script_enabled=False)
            page = await context.new_page()
            await page.goto(great.as_uri())
            found = []
            for keys in (("Tab", "ArrowDown", "ArrowDown"), ("Tab", "ArrowDown", "ArrowDown"), ("Home",)):
                for key in keys:
                    await page.keyboard.press(key)
                found.append(await chosen(page))
            return found

        title = "Leiomyosarcoma (LMS) of the gut"
        clinic, topic, every = browse(scenario)
        assert (clinic[0], len(clinic[1])) == (1, 7)
        assert topic == (1, [title])
        assert every == clinic

    def test_leads_to_the_file_with_one_more_key(self, great: Path) -> None:
        async def scenario(browser: Browser) -> str:
            page = await browser.new_page()
            await page.goto(great.as_uri())
            for _ in range(3):
                await page.keyboard.press("Tab")
            address: str = await page.evaluate("document.activeElement.getAttribute('href')")
            return address

        assert browse(scenario) == "clinic-0/lms-general-letter-en-us.pdf"
