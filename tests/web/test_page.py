"""The web page as a document: its landmarks, headings, links and figures, all in one file that asks for nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from leaflets.content.blocks import ChanceBlock, EmergencyBlock, LadderBlock
from leaflets.content.inline import words_of
from leaflets.edition.manuscript import manuscript
from leaflets.edition.selection import Job
from leaflets.making import make
from leaflets.problems import ContentError
from leaflets.store.project import Project
from leaflets.store.references import models
from support import page
from support.page import Page, name, said
from support.projects import FRONT, NOW, REST, ROOT, Folder, Make, job_of, tiny, whole
from support.signing import approve

Open = Callable[[Job], page.Page]
LINK = re.compile(r"https?://[^\s<>\"]+|tel:\+?\d+|mailto:\S+@\S+|#\w[\w-]*")


@pytest.fixture(scope="module")
def opened(made: Make) -> Open:
    """Opens the web page of a job, once."""
    return cache(lambda job: page.read(made(replace(job, format="html")).data))


def of(folder: Folder, variant: str = "general", region: str = "us", theme: str = "calm") -> page.Page:
    """The page of a small project's leaflet."""
    project = folder.project(NOW)
    job = replace(job_of(project, "ache", variant, region), format="html", theme=theme)
    return page.read(make(project, job).data)


class TestADocument:
    def test_says_its_language_its_direction_and_its_title(self, job: Job, opened: Open, project: Project) -> None:
        root = opened(job).one("html")
        assert root.get("lang") == project.language(job.language).tag
        assert root.get("dir") == "ltr"
        copy = manuscript(project, job)
        assert (opened(job).one("title").text or "") == words_of(copy.variant.title)

    def test_has_one_of_each_landmark_and_one_first_heading(self, job: Job, opened: Open, project: Project) -> None:
        page_ = opened(job)
        for landmark in ("header", "main", "footer", "nav", "h1"):
            page_.one(landmark)
        assert said(page_.one("h1")) == words_of(manuscript(project, job).variant.title)

    def test_has_headings_without_gaps(self, job: Job, opened: Open) -> None:
        levels = [int(name(one)[1]) for one in opened(job).all("h1", "h2", "h3", "h4")]
        assert len(levels) > 5
        assert levels[0] == 1
        for before, level in pairwise(levels):
            assert level <= before + 1

    def test_begins_with_a_link_to_its_text(self, job: Job, opened: Open) -> None:
        page_ = opened(job)
        address, _ = page_.links[0]
        assert page_.by_id(address.removeprefix("#")) is page_.one("main")

    def test_lists_its_sections_with_links_that_lead_to_their_headings(self, job: Job, opened: Open) -> None:
        page_ = opened(job)
        entries = [(one.get("href", ""), said(one)) for one in page_.one("nav").iter() if name(one) == "a"]
        assert len(entries) > 4
        for address, heading in entries:
            section = page_.by_id(address.removeprefix("#"))
            assert next(said(one) for one in section.iter() if name(one) in ("h2", "h3")) == heading

    def test_has_no_name_twice(self, job: Job, opened: Open) -> None:
        names = [one.get("id") for one in opened(job).elements if one.get("id")]
        assert names
        assert len(names) == len(set(names))

    def test_asks_for_nothing_and_runs_nothing(self, job: Job, opened: Open) -> None:
        page_ = opened(job)
        assert page_.all("script", "iframe", "object", "embed", "form", "base") == []
        assert [one for one in page_.all("link") if one.get("href") != "data:,"] == []
        assert all(one.get("src", "").startswith("data:image/") for one in page_.all("img"))
        style = page_.one("style").text or ""
        assert "--primary" in style
        assert not re.search(r"url\(|@import|@font-face", style)
        assert not [key for one in page_.elements for key in one.attrib if str(key).lower().startswith("on")]
        (policy,) = [one.get("content") for one in page_.all("meta") if one.get("http-equiv")]
        assert "default-src 'none'" in str(policy)

    def test_leads_only_to_pages_numbers_and_its_own_parts(self, job: Job, opened: Open) -> None:
        links = opened(job).links
        assert len(links) > 10
        for address, words in links:
            assert LINK.fullmatch(address), address
            assert words, f"the link to {address} says nothing"

    def test_makes_every_number_and_address_of_its_organisations_a_link(
        self, job: Job, opened: Open, project: Project
    ) -> None:
        addresses = {address for address, _ in opened(job).links}
        known = whole(project, job).organisations.values()
        assert known
        for one in known:
            assert one.web in addresses
            if one.phone:
                assert f"tel:{re.sub('[^0-9]', '', one.phone)}" in addresses


def alarms_of(page_: Page) -> list[Element]:
    """The boxes with the number for emergencies: of red flags, and the first tiers of ladders."""
    found = [*page_.classed("emergency"), *page_.classed("tier-1")]
    return [one for one in page_.elements if one in found]


class TestTheRedFlags:
    def test_are_a_landmark_with_the_number_to_ring_as_a_link(self, job: Job, opened: Open, project: Project) -> None:
        copy, page_ = manuscript(project, job), opened(job)
        kinds = [block for block in models(copy.leaflet.sections) if isinstance(block, EmergencyBlock | LadderBlock)]
        alarms = [kind.emergency if isinstance(kind, EmergencyBlock) else kind.ladder.now for kind in kinds]
        assert alarms
        boxes = alarms_of(page_)
        assert len(boxes) == len(alarms)
        for box, alarm in zip(boxes, alarms, strict=True):
            assert [said(one) for one in box.iter() if name(one) == "li"] == [words_of(i.text) for i in alarm.items]
            led = [(one.get("href", ""), said(one)) for one in box.iter() if name(one) == "a"]
            ring = [one for one in led if not one[0].startswith("#")]  # a strip leads to the signs as well
            assert ring == [(f"tel:{copy.region.emergency_number}", words_of(alarm.call))]
        named = [box.get("aria-label") for box in boxes if box.get("role") == "region"]
        assert named == list(dict.fromkeys(words_of(alarm.heading) for alarm in alarms))

    def test_stand_in_front_or_are_a_step_away_from_the_top(self, job: Job, opened: Open) -> None:
        page_ = opened(job)
        front = page_.classed("front")[0]
        if alarms_of(page_)[0] in list(front.iter()):
            assert page_.classed("urgent") == []
        else:
            (link,) = [one for one in page_.one("header").iter() if name(one) == "a"]
            section = page_.by_id(link.get("href", "").removeprefix("#"))
            assert alarms_of(page_)[0] in list(section.iter())

    def test_link_no_number_that_is_more_than_digits(self, tmp_path: Path) -> None:
        alarm = "    emergency: {heading: Now, call: 'Call 911 or 112', lead_in: 'if:', items: [{id: a, text: x}]}\n"
        folder = tiny(tmp_path / "p", {REST: f"heading: Rest\nblocks:\n  - id: alarm\n{alarm}"})
        folder.replace("project.yaml", '"911"', '"911 or 112"')
        (box,) = of(folder).classed("emergency")
        assert "Call 911 or 112" in said(box)
        assert [one for one in box.iter() if name(one) == "a"] == []


class TestTheDraftMark:
    def test_shows_at_the_top_and_at_the_end(self, job: Job, opened: Open, project: Project) -> None:
        notice = manuscript(project, job).notice
        assert notice
        assert notice in said(opened(job).one("header"))
        assert notice in said(opened(job).one("footer"))

    def test_goes_with_the_sign_off(self, tmp_path: Path) -> None:
        folder = tiny(tmp_path / "p")
        approve(folder, "general")
        assert "Draft" not in of(folder).text
        assert "Draft" in of(folder, "cluster").text


class TestAFigure:
    @pytest.mark.parametrize(("n", "of_all"), [(3, 10), (37, 100), (0, 100), (100, 100)])
    def test_of_a_chance_has_a_circle_for_everyone_meant(self, n: int, of_all: int, tmp_path: Path) -> None:
        (svg,) = [one for one in self.chance(n, of_all, tmp_path).all("svg") if one.get("role") == "img"]
        circles = [one for one in svg.iter() if name(one) == "circle"]
        assert len(circles) == of_all
        assert [one.get("class") for one in circles].count("filled") == n

    @pytest.mark.parametrize(
        ("n", "of_all", "full", "dots", "part"),
        [
            (1, 100_000, 0, 1, 0.0),
            (9, 1000, 0, 9, 0.0),
            (25, 1000, 2, 5, 0.0),
            (1500, 10_000, 15, 0, 0.0),
            (250, 100_000, 0, 0, 0.25),
            (1000, 1000, 100, 0, 0.0),
        ],
    )
    def test_of_a_small_chance_has_a_hundred_squares(
        self, n: int, of_all: int, full: int, dots: int, part: float, tmp_path: Path
    ) -> None:
        page_ = self.chance(n, of_all, tmp_path)
        squares = [one for one in page_.all("rect") if one.get("width") == "18"]
        assert len(squares) == 100
        assert [one.get("class") for one in squares].count("filled") == full
        assert len(page_.all("circle")) == dots
        parts = [float(one.get("width", "")) / 18 for one in page_.all("rect") if one.get("width") != "18"]
        assert parts == ([part] if part else [])

    def chance(self, n: int, of_all: int, tmp_path: Path) -> page.Page:
        said = f"{{lead_in: 'Of all:', n: {n}, of: {of_all}, 'yes': do, 'no': do not}}"
        return of(tiny(tmp_path / "p", {REST: f"heading: x\nblocks:\n  - id: c\n    chance: {said}\n"}))

    def test_of_a_chance_says_both_numbers(self, job: Job, opened: Open, project: Project) -> None:
        chances = [one for one in models(whole(project, job).sections) if isinstance(one, ChanceBlock)]
        shown = opened(job).classed("numbers")
        assert len(shown) == len(chances)
        for block, place in zip(chances, shown, strict=True):
            chance = block.chance
            lines = said(place).split("\n")[:2]
            assert lines == [f"{chance.n:,} {words_of(chance.yes)}", f"{chance.of - chance.n:,} {words_of(chance.no)}"]

    def test_of_a_part_of_the_body_is_drawn_in_the_page_with_its_labels_by_number(self, tmp_path: Path) -> None:
        labels = "labels: [{id: s, part: stomach, text: 'the <b>'}, {id: l, part: liver, text: the liver}]"
        said_ = f"{{drawing: gut, alt: 'The \"gut\" & more', mark: [stomach], {labels}}}"
        page_ = of(tiny(tmp_path / "p", {REST: f"heading: x\nblocks:\n  - id: a\n    anatomy: {said_}\n"}))
        (box,) = page_.classed("anatomy")
        (svg,) = [one for one in box.iter() if name(one) == "svg"]
        assert (svg.get("role"), svg.get("aria-label")) == ("img", 'The "gut" & more')
        numbers = [one.text for one in svg.iter() if name(one) == "text"]
        assert numbers == ["1", "2"]
        shapes = [one for one in svg.iter() if name(one) == "path" and one.get("class") is None]
        assert [one.get("fill") for one in shapes].count("currentColor") == 1, "the stomach"
        entries = [one for one in box.iter() if name(one) == "li"]
        assert [said(one) for one in entries] == ["the <b>", "the liver"]
        assert [one.get("class") for one in entries] == ["own", None]

    def test_that_only_decorates_is_not_heard_nor_drawn_in_the_plain_theme(self, tmp_path: Path) -> None:
        folder = tiny(tmp_path / "p")
        folder.replace(REST, "heading: Rest", "heading: Rest\nicon: pain")
        icons = of(folder).all("svg")
        assert len(icons) == 2
        assert {one.get("aria-hidden") for one in icons} == {"true"}
        assert of(folder, theme="plain").all("svg") == []

    def test_of_dots_and_pixels_lies_in_the_page_itself(self, tmp_path: Path) -> None:
        folder = tiny(
            tmp_path / "p", {REST: "heading: x\nblocks:\n  - id: p\n    picture: {file: a.png, alt: Grey.}\n"}
        )
        folder.picture("a.png", (ROOT / "assets/pictures/specimen.png").read_bytes())
        (image,) = of(folder).all("img")
        assert image.get("src", "").startswith("data:image/png;base64,")
        assert image.get("alt") == "Grey."
        assert int(image.get("width", "0")) > int(image.get("height", "0")) > 10


class TestWhatIsWrong:
    def test_is_told_at_once_with_its_lines(self, tmp_path: Path) -> None:
        text = "heading: x\nicon: nosuch\nblocks:\n  - id: p\n    picture: {file: a.png, alt: Grey.}\n"
        folder = tiny(tmp_path / "p", {REST: text})
        folder.picture("a.png", b"GIF89a")
        with pytest.raises(ContentError) as caught:
            of(folder)
        assert [str(problem).splitlines()[0] for problem in caught.value.problems] == [
            "content/leaflets/ache/sections/rest.yaml:2:7: there is no icon 'nosuch'",
            "content/leaflets/ache/sections/rest.yaml:5:21: the picture 'a.png' cannot be used: "
            "it is a GIF picture; save it as JPEG or PNG",
        ]

    def test_in_the_colours_is_told_as_it_is_for_paper(self, tmp_path: Path) -> None:
        folder = tiny(tmp_path / "p")
        folder.replace("leaflets/ache/leaflet.yaml", "#0B5563", "#99DDEE")
        with pytest.raises(ContentError, match=r"the leaflet's colour .* has a contrast of"):
            of(folder)

    def test_in_the_front_stops_the_text_edition_too(self, tmp_path: Path) -> None:
        folder = tiny(tmp_path / "p", {FRONT: "heading: x\nblocks:\n  - {id: a, unless: {region: us}, text: x}\n"})
        said_ = folder.run("ache", "--format", "text")
        assert said_.code == 1
        assert "says nothing in the variant" in said_.err
        assert said_.files == ()


def test_no_line_parts_a_number_from_what_is_counted(tmp_path: Path) -> None:
    folder = tiny(tmp_path)
    text = "Above 38 °C, for 3 to 4 days, ring 020 7946 0111, and ask for 2 or so."
    folder.write(REST, json.dumps({"heading": "Rest", "blocks": [{"id": "fever", "text": text}]}, ensure_ascii=False))
    project = folder.project()
    written = make(project, replace(job_of(project, "ache", "general", "us"), format="html")).data.decode()
    assert "Above 38\u00a0°C, for 3\u00a0to\u00a04\u00a0days, ring 020\u00a07946\u00a00111, and ask for 2 or" in written
