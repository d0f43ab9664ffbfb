"""The proof: what would be lost on the way from the manuscript to a finished file is found before it has a name."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from leaflets.artwork.figures import icon
from leaflets.artwork.picture import Picture
from leaflets.content import blocks
from leaflets.content.leaflet import Section
from leaflets.edition.selection import Job
from leaflets.layout import story
from leaflets.layout.blocks import panels
from leaflets.layout.flowable import Flowable, Paragraph, Stack
from leaflets.layout.setting import Setting
from leaflets.making import laying, make, maker
from leaflets.pdf.canvas import Canvas
from leaflets.pdf.pieces import Stretch
from leaflets.pdf.tree import Node
from leaflets.problems import ContentError, Problem
from leaflets.web import page as screen
from support.clinics import with_clinic
from support.projects import FRONT, REST, ROOT, Folder, job_of, text_of, tiny
from support.tokens import Tokens

WIDE = sorted(set(blocks.KINDS) - blocks.NARROW)
ITEMS = "items: [{id: one, text: First thing}, {id: two, text: Second thing}]"
MESSAGE = f"key_message: {{heading: Main, lead_in: 'Mind these:', {ITEMS}, blank: My own number}}"
FACTS = "facts: {items: [{id: fact, label: What is it for us, text: A fact of many words that says what it is}]}"
DOT = Picture(1, 1, True, False, zlib.compress(b"\x00"))
MEANING = " ".join(f"It can last for {days} days and then it goes." for days in range(2, 26))


def section(block: str, more: str = "") -> str:
    return f"heading: Rest\nblocks:\n  - id: sleep\n    text: Sleep well.\n  - id: planted\n    {block}\n{more}"


def job(folder: Folder, **changes: Any) -> Job:
    return replace(job_of(folder.project(), "ache", "general", "us"), **changes)


def build(folder: Folder, **changes: Any) -> str:
    """What the leaflet says when it is made."""
    return text_of(make(folder.project(), job(folder, **changes)))


def refused(folder: Folder, **changes: Any) -> Sequence[Problem]:
    """Why the leaflet is not made."""
    with pytest.raises(ContentError) as caught:
        make(folder.project(), job(folder, **changes))
    return caught.value.problems


def lines(problems: Sequence[Problem]) -> set[tuple[str, int]]:
    return {(problem.where.file, problem.where.line) for problem in problems}


def explained(folder: Path) -> Folder:
    """A leaflet whose explanations have no room in the side column."""
    words = f"words:\n  migraine: {{id: W1, term: Migraine, meaning: {MEANING}}}\n"
    front = "heading: In short\nblocks:\n  - id: hello\n    words: migraine\n    text: Most headaches go away.\n"
    fourth = "".join(f"  - id: more-{n}\n    words: migraine\n    text: A word.\n" for n in range(4))
    return tiny(folder, {FRONT: front + fourth, "leaflets/ache/glossary.yaml": words})


class TestRoots:
    @pytest.mark.parametrize("kind", WIDE)
    def test_a_kind_too_wide_for_the_side_column_is_refused_there(self, kind: str) -> None:
        planted = {"id": "planted", "beside": True, **Tokens().model(blocks.KINDS[kind], kind)}
        with pytest.raises(ValueError, match=f"'{kind}' is too wide to stand beside the text"):
            blocks.KINDS[kind].model_validate(planted)

    def test_a_block_too_wide_to_stand_beside_is_a_problem_at_its_line(self, tmp_path: Path) -> None:
        folder = tiny(tmp_path, {REST: section(FACTS, "    beside: true\n")})
        said = folder.run("ache")
        assert said.code
        assert said.files == ()
        assert any("rest.yaml:5" in one and "too wide to stand beside" in one for one in said.problems), said.err

    def test_a_main_message_has_its_lead_in_and_its_line_on_paper(self, tmp_path: Path) -> None:
        said = build(tiny(tmp_path, {REST: section(MESSAGE)}))
        assert "Main Mind these: • First thing • Second thing My own number" in said

    def test_a_caption_longer_than_the_text_column_is_set_in_it(self, tmp_path: Path) -> None:
        caption = "Table 1. Examples of what your letter might say about medicines"
        rows = "headings: [What, When], rows: [{cells: [One, Now]}, {cells: [Two, Then]}]"
        folder = tiny(tmp_path, {REST: section(f"table: {{caption: '{caption}', {rows}}}")})
        assert caption in build(folder, format="a4")

    @pytest.mark.parametrize("edge", ["top", "bottom"])
    def test_margins_too_small_for_what_stands_in_them_are_a_problem(self, tmp_path: Path, edge: str) -> None:
        folder = cramped(tmp_path, **{"top": 19, "bottom": 19, edge: 7})
        found = refused(folder, format="cramped")
        assert [problem.where.file for problem in found] == ["content/formats/cramped.yaml"]
        assert f"the {edge} margin is" in found[0].message
        assert "mm or more" in found[0].hint

    def test_words_without_room_beside_their_block_are_explained_under_it(self, tmp_path: Path) -> None:
        assert build(explained(tmp_path)).count("It can last for 25 days and then it goes.") == 5


def cramped(folder: Path, top: int, bottom: int) -> Folder:
    """A leaflet of two pages, and a format whose margins have these heights, in millimetres."""
    made = tiny(folder, {REST: section("page_break: here", "  - id: after\n    subheading: On the second page\n")})
    margins = f"margins: {{top: {top}mm, bottom: {bottom}mm, left: 18mm, right: 18mm}}"
    made.write("formats/cramped.yaml", f"extends: letter\n{margins}\n")
    return made


class TestPlanted:
    """Faults planted in the layout, each of which the proof alone finds."""

    @pytest.fixture
    def plant(self, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
        return monkeypatch.setattr

    def test_a_block_that_runs_off_the_paper(self, tmp_path: Path, plant: Callable[..., None]) -> None:
        plant(blocks, "NARROW", frozenset(blocks.KINDS))
        found = refused(tiny(tmp_path, {REST: section(FACTS, "    beside: true\n")}))
        assert ("content/leaflets/ache/sections/rest.yaml", 6) in lines(found)
        assert any("would run out of its place on page 1" in problem.message for problem in found)

    def test_a_lead_in_that_is_set_nowhere(self, tmp_path: Path, plant: Callable[..., None]) -> None:
        plant(panels, "lead_in", lambda *_: iter(()))
        plant(panels, "labelled_lines", lambda *_: [])
        found = refused(tiny(tmp_path, {REST: section(MESSAGE)}))
        assert lines(found) == {("content/leaflets/ache/sections/rest.yaml", 6)}
        assert len(found) == 2
        assert all("would be lost" in problem.message for problem in found)

    def test_furniture_that_is_printed_over_text(self, tmp_path: Path, plant: Callable[..., None]) -> None:
        plant(laying, "furniture_faults", lambda *_: iter(()))
        found = refused(cramped(tmp_path, top=7, bottom=19), format="cramped")
        assert any("would be printed over" in problem.message for problem in found), found

    @pytest.mark.parametrize("fault", ["short", "twice", "moved", "swapped"])
    def test_lines_lost_doubled_moved_or_swapped(self, tmp_path: Path, plant: Callable[..., None], fault: str) -> None:
        draw, stack = Paragraph.draw, Stack.draw

        def faulty(self: Paragraph, canvas: Canvas, x: float, top: float, first: int, last: int) -> None:
            if fault == "short":
                last -= len(self.lines) > 1
            draw(self, canvas, x + (400 if fault == "moved" else 0), top, first, last)
            if fault == "twice":
                draw(self, canvas, x, top, first, last)

        def upside_down(self: Stack, canvas: Canvas, x: float, top: float, first: int, last: int) -> None:
            self.inside.reverse()
            stack(self, canvas, x, top, first, last)

        if fault == "swapped":
            plant(Stack, "draw", upside_down)
        else:
            plant(Paragraph, "draw", faulty)
        long = "Most headaches go away by themselves, and many of them do so in a day or two, or in three. " * 2
        note = "note: {items: [{id: a, text: First thing}, {id: b, text: Other thing}]}"
        found = refused(
            tiny(
                tmp_path, {FRONT: f"heading: In short\nblocks:\n  - id: hello\n    text: {long}\n", REST: section(note)}
            )
        )
        wanted = {
            "short": "otherwise than it was set",
            "twice": "otherwise than it was set",
            "moved": "run out of its place",
            "swapped": "stand above what it follows",
        }
        assert any(wanted[fault] in problem.message for problem in found), found

    @pytest.mark.parametrize("fault", ["rule", "icon", "picture", "ground"])
    def test_what_is_painted_over_text_or_under_it(
        self, tmp_path: Path, plant: Callable[..., None], fault: str
    ) -> None:
        folder = tiny(tmp_path, {REST: section(f"facts: {{{ITEMS.replace('text:', 'label: A, text:')}}}")})
        build(folder)
        draw = Paragraph.draw

        def faulty(self: Paragraph, canvas: Canvas, x: float, top: float, first: int, last: int) -> None:
            place = (x, top - 20, 90.0, 18.0)
            if fault != "ground":
                with canvas.artifact():
                    if fault == "rule":
                        canvas.rule(x, top - 8, 90, "#000000")
                    elif fault == "icon":
                        canvas.drawing(icon(ROOT / "assets", "body", self.where), place)
                    else:
                        canvas.image(DOT, place)
            draw(self, canvas, x, top, first, last)
            if fault == "ground":
                with canvas.artifact():
                    canvas.rectangle(place, "#FFFFFF")

        plant(Paragraph, "draw", faulty)
        found = refused(folder)
        assert ("content/leaflets/ache/sections/rest.yaml", 4) in lines(found)
        assert any("'Sleep well.' would not stand clear of what is painted there" in one.message for one in found), (
            found
        )

    def test_a_text_that_is_printed_but_left_out_of_what_is_read_aloud(
        self, tmp_path: Path, plant: Callable[..., None]
    ) -> None:
        folder, draw = tiny(tmp_path), Paragraph.draw
        build(folder)

        def faulty(self: Paragraph, canvas: Canvas, x: float, top: float, first: int, last: int) -> None:
            draw(self, canvas, x, top, first, last)
            if self.where == ("content/leaflets/ache/sections/rest.yaml", 4, 11):
                assert self.node.parent is not None
                self.node.parent.kids.remove(self.node)

        plant(Paragraph, "draw", faulty)
        found = refused(folder)
        assert lines(found) == {("content/leaflets/ache/sections/rest.yaml", 4)}
        assert "this would be told nowhere" in found[0].message

    @pytest.mark.parametrize("fault", ["close", "upwards"])
    def test_lines_of_a_text_that_stand_on_each_other_or_upside_down(
        self, tmp_path: Path, plant: Callable[..., None], fault: str
    ) -> None:
        folder = tiny(tmp_path, {REST: section("subheading: More").replace("Sleep well.", "Sleep well at night. " * 9)})
        build(folder)
        write = Canvas.write

        def faulty(self: Canvas, stretches: Sequence[Stretch], *marked: Node) -> None:
            step = 2 if fault == "close" else -20
            tight = [one._replace(base=stretches[0].base - step * at) for at, one in enumerate(stretches)]
            write(self, tight if "at night" in stretches[0].told[0].text else stretches, *marked)

        plant(Canvas, "write", faulty)
        found = refused(folder)
        assert ("content/leaflets/ache/sections/rest.yaml", 4) in lines(found)
        assert any("would stand above what it follows" in problem.message for problem in found), found

    def test_a_heading_that_is_told_after_its_section(self, tmp_path: Path, plant: Callable[..., None]) -> None:
        whole = story._section

        def late(setting: Setting, name: str, section: Section, node: Node) -> list[Flowable]:
            heading, *rest = whole(setting, name, section, node)
            node.kids.append(node.kids.pop(0))
            return [*rest, heading]

        plant(story, "_section", late)
        found = refused(tiny(tmp_path))
        assert ("content/leaflets/ache/sections/rest.yaml", 4) in lines(found)
        assert any("told out of order" in problem.message for problem in found), found

    @pytest.mark.parametrize("form", ["html", "text"])
    def test_words_told_twice_on_a_screen(self, tmp_path: Path, plant: Callable[..., None], form: str) -> None:
        whole, said = screen.edition, b"Sleep in a dark room, and sleep well."
        planted = section("subheading: More").replace("Sleep well.", said.decode())
        plant(screen, "edition", lambda *given: whole(*given).replace(said, said + b"\n" + said))
        found = refused(tiny(tmp_path, {REST: planted}), format=form)
        assert lines(found) == {("content/leaflets/ache/sections/rest.yaml", 4)}
        assert "told twice" in found[0].message

    @pytest.mark.parametrize("form", ["html", "text"])
    def test_what_the_manuscript_says_twice_may_be_told_twice(self, tmp_path: Path, form: str) -> None:
        said = "Sleep in a dark room, and sleep well."
        planted = section(f"text: {said}").replace("Sleep well.", said)
        assert make(tiny(tmp_path, {REST: planted}).project(), job(Folder(tmp_path), format=form)).data

    @pytest.mark.parametrize("form", ["html", "text"])
    def test_words_lost_on_a_screen(self, tmp_path: Path, plant: Callable[..., None], form: str) -> None:
        whole = screen.edition
        plant(screen, "edition", lambda *given: whole(*given).replace(b"Sleep well.", b"Sleep."))
        found = refused(tiny(tmp_path), format=form)
        assert lines(found) == {("content/leaflets/ache/sections/rest.yaml", 4)}
        assert "would be lost in the" in found[0].message

    @pytest.mark.parametrize("form", ["html", "text"])
    def test_words_out_of_order_on_a_screen(self, tmp_path: Path, plant: Callable[..., None], form: str) -> None:
        whole = screen.edition
        planted = section(f"bullets: {{{ITEMS}}}")

        def swapped(*given: Any) -> bytes:
            made = whole(*given).replace(b"First", b"?").replace(b"Second", b"First")
            return made.replace(b"?", b"Second")

        plant(screen, "edition", swapped)
        found = refused(tiny(tmp_path, {REST: planted}), format=form)
        assert lines(found) == {("content/leaflets/ache/sections/rest.yaml", 6)}
        assert "out of order" in found[0].message

    def test_an_imprint_whose_words_are_not_drawn(self, tmp_path: Path, plant: Callable[..., None]) -> None:
        other = with_clinic(tmp_path).path("clinics/elm.yaml").read_text(encoding="utf-8").replace("Elm", "Oak")
        folder = Folder(tmp_path)
        folder.write("clinics/oak.yaml", other)
        made = maker.Maker(folder.project())
        made.make(job(folder, clinic="elm"))
        draw = Paragraph.draw

        def faulty(self: Paragraph, canvas: Canvas, x: float, top: float, first: int, last: int) -> None:
            if "Oak" not in "".join(chunk.run.text for line in self.lines for chunk in line.chunks):
                draw(self, canvas, x, top, first, last)

        plant(Paragraph, "draw", faulty)
        with pytest.raises(ContentError, match="drawn nowhere") as caught:
            made.make(job(folder, clinic="oak"))
        assert {problem.where.file for problem in caught.value.problems} == {"content/clinics/oak.yaml"}
