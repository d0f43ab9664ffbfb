"""The studio as a person meets it: in a browser, with mouse and keys, up to the files that say what they did."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.async_api import Browser, Dialog, Page, Route, expect

from leaflets.store.project import Project
from support.browser import AXE, FAULTS, NARROW, NO_COLOUR, OVERFLOW, STATES, browse
from support.projects import FRONT, REST, ROOT, Folder, tiny
from support.studio import served

ALARM = """\
heading: In short
blocks:
  - id: hello
    text: Most headaches go away by themselves.
  - id: alarm
    emergency:
      heading: Call for help
      call: Call {emergency_number}
      lead_in: "Call now if:"
      items:
        - {id: fit, text: you have a fit}
        - {id: sudden, text: it is the worst pain of your life}
"""
LOGO = ROOT / "assets/logos/riverside.svg"
FORM = {
    "name": "Brook Clinic", "department": "Headache Unit", "address": "1 Brook Road", "contacts.0.label": "Nurses",
    "contacts.0.phone": "303-555-0142", "contacts.0.hours": "Monday to Friday, 8 am to 5 pm",
    "out_of_hours.label": "Night line", "out_of_hours.phone": "303-555-0199", "email": "brook@example.org",
    "web": "https://brook.example.org", "other_formats": "Ask us for large print.",
    "interpreter": "Ask us for an interpreter.", "feedback": "Tell us what you think.", "logo.alt": "A brook",
}  # fmt: skip
PATIENCE = 120_000
"""So many milliseconds may anything take: a slow machine is no fault of the code."""
expect.set_options(timeout=PATIENCE)
Scene = Callable[[Page, str], Awaitable[None]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    return tiny(
        tmp_path_factory.mktemp("studio") / "project",
        {FRONT: ALARM, "checks.yaml": (ROOT / "content/checks.yaml").read_bytes()},
    )


@pytest.fixture(scope="module")
def address(folder: Folder) -> Iterator[str]:
    with served(folder.root) as found:
        yield found


def played(address: str, scene: Scene) -> None:
    """A scene in a window of its own. What the browser complains of is a fault."""

    async def scenario(browser: Browser) -> None:
        page = await browser.new_page()
        page.set_default_timeout(PATIENCE)
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "console",
            lambda said: faults.append(said.text) if said.type == "error" and "409" not in said.text else None,
        )

        async def accept(dialog: Dialog) -> None:
            await dialog.accept()

        page.on("dialog", accept)
        await page.goto(address)
        await scene(page, address.split("/?")[0])
        assert faults == []

    browse(scenario)


async def told(page: Page, words: str) -> None:
    await expect(page.locator("#told")).to_contain_text(words)


def card(words: str) -> str:
    return f".row:has(.words:text-is('{words}'))"


async def opened(page: Page, words: str) -> None:
    row = page.locator(card(words))
    await row.locator("summary").click()
    await row.locator(".inside").wait_for()


def test_a_click_on_a_line_of_a_page_opens_its_words(address: str) -> None:
    async def scene(page: Page, home: str) -> None:
        await page.goto(f"{home}/preview")
        shown = page.locator(".page")
        await expect(shown.locator("img")).to_have_attribute("src", re.compile("picture"))
        places = await page.evaluate("async () => (await (await fetch('/pages?')).json()).places")
        name, boxes = next((name, boxes) for name, boxes in places.items() if "sections/rest.yaml:4" in name)
        box = await shown.bounding_box()
        assert box is not None
        _, left, top, wide, tall = boxes[0]
        await shown.click(position={"x": box["width"] * (left + wide / 2), "y": box["height"] * (top + tall / 2)})
        await expect(page.locator(".words:focus")).to_have_text("Sleep well.")
        assert name

    played(address, scene)


def test_words_are_changed_marked_moved_and_shown_for_one_variant(folder: Folder, address: str) -> None:
    async def scene(page: Page, home: str) -> None:
        await page.get_by_role("link", name="Headaches").click()
        image = page.locator(".page img").first
        await expect(image).to_have_attribute("src", re.compile("picture"))
        before = await image.get_attribute("src")
        words = page.locator(".words", has_text="Sleep well.")
        await words.click()
        await expect(page.locator(".lit")).to_have_count(1)
        await page.keyboard.press("End")
        for _ in "well.":
            await page.keyboard.press("Shift+ArrowLeft")
        await page.keyboard.press("Control+b")
        await page.keyboard.press("End")
        await page.keyboard.press("Control+b")
        await page.keyboard.type("Every night.")
        await page.keyboard.press("Enter")
        await told(page, "Saved")
        assert folder.path(REST).read_text(encoding="utf-8").endswith("    text: Sleep **well.** Every night.\n")
        await expect(image).not_to_have_attribute("src", str(before))
        changed = await image.get_attribute("src")
        folder.replace(REST, "Every night", "Each night")  # in another editor
        await expect(image).not_to_have_attribute("src", str(changed))
        await page.reload()
        await opened(page, "you have a fit")
        inside = page.locator(card("you have a fit"))
        await inside.get_by_role("textbox", name="Words to add").fill("your neck is stiff")
        await inside.get_by_role("button", name="Add after this").click()
        await told(page, "Saved")
        await opened(page, "your neck is stiff")
        inside = page.locator(card("your neck is stiff"))
        await inside.get_by_role("checkbox", name="general").uncheck()
        await inside.get_by_role("button", name="Show for these").click()
        await expect(page.locator(card("your neck is stiff"))).to_have_count(0)
        assert "- when: {variant: [cluster]}\n          text: your neck is stiff\n" in folder.path(FRONT).read_text(
            "utf-8"
        )
        await opened(page, "it is the worst pain of your life")
        await page.locator(card("it is the worst pain of your life")).get_by_role("button", name="Move up").click()
        await told(page, "Saved")
        said = folder.path(FRONT).read_text("utf-8")
        assert said.index("your neck is stiff") > said.index("id: fit")
        await page.goto(f"{home}/words?variant=cluster")
        await expect(page.locator(card("your neck is stiff"))).to_have_count(1)

    played(address, scene)
    assert Project(folder.root).leaflet("ache")


def test_a_click_is_not_lost_where_words_are_written_anew_meanwhile(folder: Folder, address: str) -> None:
    async def scene(page: Page, home: str) -> None:
        await page.goto(f"{home}/words")
        row = page.locator(card("it is the worst pain of your life"))
        await row.locator("summary").hover()
        async with page.expect_response(lambda answer: "part=1" in answer.url) as answered:
            await page.mouse.down()
            folder.replace(FRONT, "go away by themselves", "go away again by themselves")  # in another editor
        await (await answered.value).finished()
        await page.evaluate("() => new Promise((done) => setTimeout(done, 100))")
        await page.mouse.up()
        await row.locator(".inside").wait_for()
        await expect(page.locator(card("Most headaches go away again by themselves."))).to_have_count(1)

    played(address, scene)
    folder.replace(FRONT, "go away again by themselves", "go away by themselves")


def test_two_clinicians_disagree_a_colleague_suggests_and_a_clinic_prints(folder: Folder, address: str) -> None:
    async def scene(page: Page, home: str) -> None:
        await page.goto(f"{home}/review")
        statements = page.locator("article.statement")
        count = await statements.count()
        assert count >= 5
        await page.get_by_label("Your name").fill("Dr Ada Example")
        await page.get_by_label("Your role").fill("neurologist")
        await statements.first.focus()
        for _ in range(count):
            await page.keyboard.press("a")
            await told(page, "Agree")
            await page.wait_for_timeout(60)
        await expect(page.locator(".state.signed")).to_have_count(count)
        await page.get_by_label("Your name").fill("Dr Bea Example")
        last = statements.filter(has_text="Most headaches go away")
        await last.get_by_label("Comment").fill("Say how long.")
        await last.get_by_role("button", name="Change").click()
        await expect(page.locator(".state.disputed")).to_have_count(1)
        await expect(last).to_contain_text("Dr Bea Example wants this changed: Say how long.")

        await page.goto(f"{home}/words")
        await page.locator(".words", has_text="Most headaches").click()
        await page.keyboard.press("End")
        await page.keyboard.type(" Do.")
        await expect(page.locator(".note")).to_contain_text("Dr Ada Example")
        await page.keyboard.press("Escape")
        await opened(page, "Most headaches go away by themselves.")
        inside = page.locator(card("Most headaches go away by themselves."))
        await inside.get_by_label("Your words").fill("Nearly all headaches go away.")
        await inside.get_by_label("Your name").fill("Cy Example")
        await inside.get_by_role("button", name="Keep the suggestion").click()
        await told(page, "kept")
        await page.goto(f"{home}/suggestions")
        await page.get_by_label("Your name").fill("The owner")
        await page.get_by_role("button", name="Accept").click()
        await told(page, "Saved")
        assert "text: Nearly all headaches go away." in folder.path(FRONT).read_text("utf-8")

        await page.goto(home)
        await page.get_by_role("link", name="New clinic").click()
        for key, value in FORM.items():
            await page.locator(f"[name='{key}']").fill(value)
        await page.locator("#words [name=region]").select_option("us")
        await page.locator("[name='logo.file']").set_input_files(LOGO)
        await page.locator("[name=email]").fill("nobody")
        await page.get_by_role("button", name="Save").click()
        await expect(page.locator("[name=email]")).to_be_focused()
        await expect(page.locator(".found[data-for=email]")).to_contain_text("is not an email address")
        await page.locator("[name=email]").fill(FORM["email"])
        await page.get_by_role("button", name="Save").click()
        await page.wait_for_url("**/lists?*clinic=brook-clinic*")
        await page.locator("[name='colours.primary']").fill("#7A4A00")
        await expect(page.locator(".contrast[data-for='colours.primary']")).to_contain_text("7.5:1 to white")
        await page.get_by_role("button", name="Save").click()
        await told(page, "Saved")
        await expect(page.locator(".page img").first).to_have_attribute("src", re.compile("picture"))
        await page.goto(f"{home}/print?clinic=brook-clinic")
        await page.get_by_role("button", name="Make the print run").click()
        await expect(page.locator("#run-told")).to_contain_text("print-run-brook-clinic.pdf")
        async with page.expect_download() as download:
            await page.get_by_role("link", name="Download").click()
        assert (await download.value).suggested_filename == "ache-general-letter-en-us-brook-clinic.pdf"

    played(address, scene)
    leaflet = Project(folder.root).leaflet("ache")
    assert [(one.by, len(one.change)) for one in leaflet.sign_offs] == [("Dr Ada Example", 0), ("Dr Bea Example", 1)]
    assert (folder.root / "output/print-run-brook-clinic.pdf").read_bytes().startswith(b"%PDF")
    assert (folder.root / "assets/logos/brook-clinic.svg").read_bytes() == LOGO.read_bytes()


def test_what_is_typed_while_something_is_saved_stays(folder: Folder, address: str) -> None:
    async def scene(page: Page, home: str) -> None:
        async def late(route: Route) -> None:
            done = await route.fetch()
            await page.locator("article textarea, .words:focus").first.focus()
            await page.keyboard.press("Control+End")
            await page.keyboard.type(" And why.")
            await route.fulfill(response=done)

        await page.goto(f"{home}/review")
        card = page.locator("article.statement").first
        await page.get_by_label("Your name").fill("Dr Cy Example")
        await page.get_by_label("Your role").fill("neurologist")
        await card.get_by_label("Comment").fill("Say when.")
        await page.route("**/decide?*", late)
        await card.get_by_role("button", name="Change").click()
        await expect(card).to_contain_text("Dr Cy Example wants this changed: Say when.")
        await expect(card.get_by_label("Comment")).to_have_value("Say when. And why.")
        await page.keyboard.type(" Please.")
        await expect(card.get_by_label("Comment")).to_have_value("Say when. And why. Please.")
        await page.goto(f"{home}/words")
        await page.route("**/reword?*", late)
        await page.locator(".words", has_text="Sleep").click()
        await page.keyboard.press("Control+End")
        await page.keyboard.type(" Soon.")
        await page.keyboard.press("Enter")
        await told(page, "Saved")
        await page.unroute("**/reword?*")
        await page.keyboard.press("Enter")
        await expect(page.locator(".words[data-dirty]")).to_have_count(0)
        assert folder.path(REST).read_text("utf-8").endswith(" Soon. And why.\n")
        await page.keyboard.type(" Mine.")
        folder.replace(REST, "And why.", "And how.")  # in another window
        await page.keyboard.press("Enter")
        await expect(page.locator(".clash")).to_contain_text("And how.")
        assert "Mine" not in folder.path(REST).read_text("utf-8")
        await page.get_by_role("button", name="Write mine").click()
        await expect(page.locator(".clash")).to_have_count(0)
        assert folder.path(REST).read_text("utf-8").endswith(" And why. Mine.\n")

    played(address, scene)


def test_a_sheet_is_translated_and_its_page_follows(folder: Folder, address: str) -> None:
    async def scene(page: Page, home: str) -> None:
        await page.goto(f"{home}/translate?to=es-us")
        await page.get_by_label("Your name").fill("Ana Example")
        for number in range(await page.locator("article.pair").count()):
            card = page.locator("article.pair").nth(number)
            if not await card.locator("textarea").input_value():
                source = await card.locator(".said").inner_text()
                await card.locator("textarea").fill(f"{source} (es)")
                await card.get_by_role("button", name="Save").click()
                await expect(card.locator(".state")).to_have_text("translated")
        await expect(page.locator(".state.missing")).to_have_count(0)
        await page.goto(f"{home}/preview?language=es-us")
        await expect(page.locator(".page img").first).to_have_attribute("src", re.compile("picture"))
        await page.goto(f"{home}/words?language=es-us")
        await expect(page.locator("#words")).to_contain_text("Sleep")

    played(address, scene)
    said = folder.path("leaflets/ache/translations/es-us.yaml").read_text("utf-8")
    assert "translator: Ana Example" in said
    assert said.count("(es)") >= 5


def test_every_view_is_fit_for_all(address: str) -> None:
    faults: list[str] = []

    async def scene(page: Page, home: str) -> None:
        for view in (
            "",
            "words",
            "preview",
            "preview?format=html",
            "review",
            "suggestions",
            "translate",
            "print",
            "lists?kind=clinics&entry=",
            "lists?entry=",
            "begin",
        ):
            await page.goto(f"{home}/{view}")
            if view == "words":
                await page.locator("summary").first.click()
                await page.locator(".inside").wait_for()
            if view not in ("", "begin"):
                await page.locator(".page img, iframe").first.wait_for()
            await page.evaluate(AXE_SCRIPT)
            for state in STATES:
                await page.set_viewport_size(state.size)
                await page.emulate_media(color_scheme=state.scheme)
                if (wide := await page.evaluate(OVERFLOW)) > 0:
                    faults.append(f"{view} {state.name}: {wide} px too wide")
                for fault in await page.evaluate(FAULTS, NO_COLOUR if state.size == NARROW else AXE):
                    found = "; ".join(node["html"][:120] for node in fault["nodes"][:3])
                    faults.append(f"{view} {state.name}: {fault['id']}: {found}")

    played(address, scene)
    assert faults == []
