"""Figures count right, codes scan, and every picture says in words what it shows: all read back from the file."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
import zxingcpp

from leaflets.content.inline import words_of
from leaflets.content.model import Model, roles
from leaflets.content.payloads import QrCode
from leaflets.edition.selection import Job, select, translate
from leaflets.making import make
from leaflets.store.project import Project
from leaflets.store.references import models
from support import pdf
from support.painting import Run, Shape
from support.projects import REST, ROOT, Folder, Read, job_of, tiny
from support.rendering import render

HEAD = "heading: Rest\nblocks:\n"
CM = 72 / 2.54
PAPER = "#FFFFFF"
MOST_PARTED = 1
"""So many asides may stand on the page after their block's in one leaflet, where it would else take one page more."""
Figure = list[Shape]


def built(folder: Path, blocks: str) -> pdf.Inspected:
    """A small leaflet whose second section holds these blocks."""
    return pdf.read(tiny(folder / "project", {REST: HEAD + blocks}).make("ache", "general").data)


def chance(name: str, n: int, of: int) -> str:
    return (
        f"  - id: {name}\n    chance: {{lead_in: 'Number {name}:', n: {n}, of: {of}, "
        "'yes': have it, 'no': do not}\n"
    )  # fmt: skip


def figures(file: pdf.Inspected) -> list[Figure]:
    """The shapes of each figure, in print order: those painted under one mark."""
    found: defaultdict[tuple[int, int], Figure] = defaultdict(list)
    for page in file.pages:
        for shape in page.shapes:
            if shape.mcid is not None and not shape.artifact:
                found[page.number, shape.mcid].append(shape)
    return list(found.values())


def alts(file: pdf.Inspected) -> list[str]:
    return [first or second for first, second in re.findall(r"Figure \(Alt=(?:'([^']*)'|\"([^\"]*)\")", file.tree)]


def own_lines(page: pdf.Page) -> list[pdf.Line]:
    return [line for line in page.lines if not any(run.artifact for run in line.runs)]


def page_of(file: pdf.Inspected, words: str) -> pdf.Page:
    (page,) = (page for page in file.pages if any(words in line.text for line in own_lines(page)))
    return page


def line_of(file: pdf.Inspected, words: str) -> pdf.Line:
    (line,) = (line for page in file.pages for line in own_lines(page) if words in line.text)
    return line


class TestChances:
    def test_an_icon_array_has_as_many_circles_filled_as_it_says(self, tmp_path: Path) -> None:
        file = built(tmp_path, "".join(chance(f"c{n}", n, 100) for n in range(101)))
        arrays = figures(file)
        assert len(arrays) == len(alts(file)) == 101
        for n, (circles, alt) in enumerate(zip(arrays, alts(file), strict=True)):
            filled = [circle.fill != PAPER for circle in circles]
            assert filled == [True] * n + [False] * (100 - n)
            assert {(circle.kind, circle.width, circle.height) for circle in circles} == {("rounded", 12.92, 12.92)}
            assert len({(circle.x, circle.y) for circle in circles}) == 100, "none lies over another"
            assert len({circle.stroke for circle in circles} - {""}) == 1, "all have the same edge"
            assert alt == f"Number c{n}: {n} of 100 have it; {100 - n} of 100 do not."
        for n in range(101):
            assert f"Number c{n}:\n{n} have it\n{100 - n} do not\n" in file.text

    def test_ten_are_one_row(self, tmp_path: Path) -> None:
        (circles,) = figures(built(tmp_path, chance("one", 3, 10)))
        assert [circle.fill != PAPER for circle in circles] == [True] * 3 + [False] * 7
        assert len({circle.y for circle in circles}) == 1

    @pytest.mark.parametrize("of", [1_000, 10_000, 100_000])
    @pytest.mark.parametrize("squares", [0, 1, 37, 100])
    def test_larger_totals_are_a_hundred_squares(self, tmp_path: Path, of: int, squares: int) -> None:
        n = squares * of // 100
        file = built(tmp_path, chance("many", n, of))
        (shapes,) = figures(file)
        drawn = [shape for shape in shapes if shape.kind == "rectangle"]
        (filled,) = {shape.stroke for shape in drawn}
        assert [shape.fill == filled for shape in drawn] == [True] * squares + [False] * (100 - squares)
        assert len({(shape.x, shape.y) for shape in drawn}) == 100
        assert [shape for shape in shapes if shape.kind == "rounded"] == []
        assert alts(file) == [f"Number many: {n:,} of {of:,} have it; {of - n:,} of {of:,} do not."]
        assert f"Each square stands for {of // 100:,} people." in file.text

    @pytest.mark.parametrize("of", [1_000, 10_000, 100_000])
    @pytest.mark.parametrize("n", [1, 5, 9])
    def test_a_few_of_many_are_dots_in_the_first_square(self, tmp_path: Path, of: int, n: int) -> None:
        (shapes,) = figures(built(tmp_path, chance("few", n, of)))
        squares = [shape for shape in shapes if shape.kind == "rectangle"]
        dots = [shape for shape in shapes if shape.kind == "rounded"]
        assert len(squares) == 100
        assert len(dots) == len({(dot.x, dot.y) for dot in dots}) == n
        first = squares[0]
        for dot in dots:
            assert first.x <= dot.x <= dot.x + dot.width <= first.x + first.width
            assert first.y <= dot.y <= dot.y + dot.height <= first.y + first.height

    @pytest.mark.parametrize(("n", "of", "squares", "part"), [(50, 10_000, 0, 0.5), (1_210, 100_000, 1, 0.21)])
    def test_more_than_a_few_fill_a_part_of_a_square(
        self, tmp_path: Path, n: int, of: int, squares: int, part: float
    ) -> None:
        (shapes,) = figures(built(tmp_path, chance("some", n, of)))
        whole = [shape for shape in shapes if shape.stroke]
        assert [shape.fill == shape.stroke for shape in whole] == [True] * squares + [False] * (100 - squares)
        (filled,) = (shape for shape in shapes if not shape.stroke)
        ground = whole[squares]
        assert filled.fill == ground.stroke
        assert (filled.x, filled.y, filled.height) == (ground.x, ground.y, ground.height)
        assert filled.width == pytest.approx(part * ground.width, abs=0.01)

    def test_more_than_all_is_a_problem_at_its_line(self, tmp_path: Path) -> None:
        said = tiny(tmp_path / "project", {REST: HEAD + chance("more", 101, 100)}).run()
        assert said.code == 1
        assert len(said.problems) == 1
        assert re.match(rf"content/{REST}:4:\d+: 101 out of 100 is more than all; write n first", said.problems[0])

    @pytest.mark.parametrize("of", [0, 7, 50, 99, 101, 1_000_000, -100])
    def test_a_total_nobody_can_picture_is_a_problem_at_its_line(self, tmp_path: Path, of: int) -> None:
        said = tiny(tmp_path / "project", {REST: HEAD + chance("odd", 0, of)}).run()
        assert said.code == 1
        (problem,) = said.problems
        assert re.match(rf"content/{REST}:4:\d+: {of} is not a total people can picture", problem)
        assert problem.endswith("write 10, 100, 1000, 10000 or 100000")


class TestCodes:
    def test_every_code_of_a_leaflet_leads_where_it_says(self, job: Job, project: Project, read: Read) -> None:
        file = read(job)
        leaflet = translate(select(project.leaflet(job.leaflet), job), project.language(job.language, job.leaflet))
        codes = [model for model in models(leaflet.sections) if isinstance(model, QrCode)]
        assert codes
        for code in codes:
            shown = code.address.split("://")[1].rstrip("/")
            (alt,) = (alt for alt in alts(file) if f"{words_of(code.text)}. It leads to {shown}" in alt)
            assert "QR" in alt
            number = next(link.page for link in file.links if link.target == code.address and link.contents == alt)
            scanned = [found.text for found in zxingcpp.read_barcodes(render(file.data, number, 150))]
            assert code.address in scanned
            assert len(scanned) == len(set(scanned)) <= len(codes)
            page = file.pages[number - 1]
            (ground,) = (shape for shape in page.shapes if self.is_ground(shape))
            assert ground.width == ground.height >= 2 * CM
            under = [line for line in own_lines(page) if line.text == shown and line.y < ground.y]
            assert under, "the address is printed beneath"
            assert min(ground.y - line.y for line in under) < 4 * CM

    def is_ground(self, shape: Shape) -> bool:
        """The white square, quiet zone and all, a code is drawn on."""
        square = abs(shape.width - shape.height) < 0.01 and shape.width > CM
        return shape.mcid is not None and shape.kind == "rectangle" and shape.fill == PAPER and square

    def code(self, length: int) -> str:
        address = "https://example.org/".ljust(length, "a")
        return f"  - id: text\n    text: Sleep.\n  - id: code\n    qr_code: {{text: Here, address: '{address}'}}\n"

    def test_an_address_too_long_is_a_problem_at_its_line(self, tmp_path: Path) -> None:
        said = tiny(tmp_path / "project", {REST: HEAD + self.code(214)}).run()
        assert said.code == 1
        problem = f"content/{REST}:6:36: the address has 214 bytes; a code holds 213; use a shorter address"
        assert said.problems == (problem,)


class TestBars:
    BARS = "[{id: a, label: Lungs, text: 60 of 100}, {id: b, label: Liver, text: '**15** of 100'}]"

    def drawn(self, folder: Path, more: str = "", form: str = "letter") -> tuple[list[Shape], list[pdf.Line]]:
        blocks = f"  - id: c\n    bar_chart: {{lead_in: 'Of 100:', items: {self.BARS}{more}}}\n"
        project = tiny(folder / "project", {REST: HEAD + blocks}).project()
        file = pdf.read(make(project, replace(job_of(project, "ache", "general", "us"), format=form)).data)
        page = page_of(file, "60 of 100")
        numbers = [line for line in own_lines(page) if line.text.strip().endswith("of 100")]
        middle = [line.y + 4 for line in numbers]
        bars = [
            one for one in page.shapes if one.artifact and any(one.y < y < one.y + one.height < y + 20 for y in middle)
        ]
        return sorted(bars, key=lambda one: (-one.y, -one.width)), numbers

    def test_are_as_long_as_their_numbers_and_have_them_at_their_ends(self, tmp_path: Path) -> None:
        (longer, shorter), numbers = self.drawn(tmp_path)
        assert longer.width == pytest.approx(4 * shorter.width, rel=0.01)
        assert longer.width > 200
        for bar, number in zip((longer, shorter), numbers, strict=True):
            assert 0 < number.x - (bar.x + bar.width) < 12

    @pytest.mark.parametrize("form", ["letter", "half-letter", "letter-large-print"])
    def test_stand_in_their_whole_if_it_is_given(self, tmp_path: Path, form: str) -> None:
        (whole, longer, other, shorter), numbers = self.drawn(tmp_path, ", whole: 100", form)
        assert whole.width == other.width
        assert longer.width == pytest.approx(0.6 * whole.width, rel=0.01)
        assert shorter.width == pytest.approx(0.15 * whole.width, rel=0.01)
        assert all(number.x > whole.x + whole.width for number in numbers)

    @pytest.mark.parametrize(
        ("bars", "more", "how"),
        [
            ("[{id: a, label: Lungs, text: most}, {id: b, label: Liver, text: 15}]", "", "this bar has no number"),
            (BARS, ", whole: 50", "a bar of 60 is longer than the whole, which is 50"),
        ],
    )
    def test_that_cannot_be_drawn_are_a_problem(self, tmp_path: Path, bars: str, more: str, how: str) -> None:
        blocks = f"  - id: c\n    bar_chart: {{lead_in: 'Of 100:', items: {bars}{more}}}\n"
        said = tiny(tmp_path / "project", {REST: HEAD + blocks}).run("ache")
        assert said.code == 1
        assert said.files == ()
        assert any(how in problem and f"content/{REST}:4:" in problem for problem in said.problems), said.problems


class TestTimeline:
    STEPS = "".join(f"        - {{id: t{n}, label: Step {n}, text: then this}}\n" for n in (1, 2, 3, 4))

    def numbers(self, file: pdf.Inspected) -> list[Run]:
        runs = [run for page in file.pages for run in page.runs if run.mcid is not None and run.text.strip().isdigit()]
        return [run for run in runs if run.colour == PAPER]

    def test_a_strip_has_its_numbers_side_by_side(self, tmp_path: Path) -> None:
        file = built(tmp_path, f"  - id: t\n    timeline:\n      items:\n{self.STEPS}")
        numbers = self.numbers(file)
        assert [run.text.strip() for run in numbers] == ["1", "2", "3", "4"]
        assert len({run.y for run in numbers}) == 1
        assert all(left.x + 50 < right.x for left, right in pairwise(numbers))
        self.said_in_order(file)

    def test_in_the_side_column_they_stand_one_below_the_other(self, tmp_path: Path) -> None:
        strip = f"  - id: t\n    beside: true\n    timeline:\n      items:\n{self.STEPS}"
        texts = [f"  - {{id: a{n}, text: Sleep well.}}\n" for n in range(20)]
        file = built(tmp_path, texts[0] + strip + "".join(texts[1:]))
        numbers = self.numbers(file)
        assert [run.text.strip() for run in numbers] == ["1", "2", "3", "4"]
        assert len({round(run.x) for run in numbers}) <= 2
        assert all(above.y > below.y + 25 for above, below in pairwise(numbers))
        self.said_in_order(file)

    @pytest.mark.parametrize("form", ["letter", "half-letter"])
    def test_with_a_blank_each_step_has_a_line_to_write_on(self, tmp_path: Path, form: str) -> None:
        blocks = f"  - id: t\n    timeline:\n      blank: When\n      items:\n{self.STEPS}"
        project = tiny(tmp_path / "project", {REST: HEAD + blocks}).project()
        file = pdf.read(make(project, replace(job_of(project, "ache", "general", "us"), format=form)).data)
        numbers = self.numbers(file)
        asked = [line for page in file.pages for line in page.lines if line.text.strip() == "When"]
        assert len(numbers) == len(asked) == 4
        rules = [shape for page in file.pages for shape in page.shapes if shape.kind == "rule" and shape.height == 0]
        for number, ask in zip(numbers, asked, strict=True):
            assert any(rule.x > ask.x + ask.width and abs(ask.y - rule.y) < 6 and rule.width > 60 for rule in rules)
            assert ask.x > number.x + 150
            assert abs(ask.y - number.y) < 16
        listed = file.tree.partition("L (ListNumbering=Decimal)\n")[2]
        assert re.findall(r"P: (.+)", listed)[:6] == ["Step 1", "then this", "When", "Step 2", "then this", "When"]

    @pytest.mark.parametrize("above", range(3, 24, 4))
    def test_wherever_they_begin_all_stand_on_one_page(self, tmp_path: Path, above: int) -> None:
        steps = "".join(f"        - {{id: t{n}, label: Step {n}, text: then this}}\n" for n in range(1, 7))
        texts = "".join(f"  - {{id: a{n}, text: Sleep well.}}\n" for n in range(above))
        blocks = f"{texts}  - id: t\n    timeline:\n      blank: When\n      items:\n{steps}"
        project = tiny(tmp_path / "project", {REST: HEAD + blocks}).project()
        file = pdf.read(make(project, replace(job_of(project, "ache", "general", "us"), format="half-letter")).data)
        pages = [page.number for page in file.pages for line in own_lines(page) if line.text.strip() == "When"]
        assert len(pages) == 6
        assert len(set(pages)) == 1

    def test_steps_with_times_have_a_line_with_so_many_dots(self, tmp_path: Path) -> None:
        steps = "".join(f"        - {{id: t{n}, label: Step {n}, text: then this, times: {n}}}\n" for n in (4, 2, 1))
        file = built(tmp_path, f"  - id: t\n    timeline:\n      items:\n{steps}")
        assert self.numbers(file) == []
        page = page_of(file, "Step 4")
        labels = [line_of(file, f"Step {n}") for n in (4, 2, 1)]
        dots = [shape for shape in page.shapes if shape.artifact and shape.width == pytest.approx(8.4, abs=0.1)]
        assert len({round(dot.y) for dot in dots}) == 1
        edges = [*(label.x for label in labels), 1000.0]
        counts = [sum(left <= dot.x < right for dot in dots) for left, right in pairwise(edges)]
        assert counts == [4, 2, 1]
        assert all(dot.y > labels[0].y for dot in dots)

    def test_times_for_some_steps_only_are_a_problem(self, tmp_path: Path) -> None:
        steps = "[{id: a, label: A, text: b, times: 2}, {id: b, label: B, text: c}]"
        text = f"{HEAD}  - id: t\n    timeline: {{items: {steps}}}\n"
        said = tiny(tmp_path / "project", {REST: text}).run("ache")
        assert said.code == 1
        assert any("some steps say how many 'times'" in problem for problem in said.problems), said.problems

    def said_in_order(self, file: pdf.Inspected) -> None:
        said = "\n".join(f"{n}\nStep {n}\nthen this" for n in (1, 2, 3, 4))
        assert said in file.text
        listed = file.tree.partition("L (ListNumbering=Decimal)\n")[2]
        assert re.findall(r"Lbl: (\d)\n", listed) == ["1", "2", "3", "4"]


class TestComparison:
    def test_two_columns_stand_side_by_side_one_under_a_solid_rule_and_one_under_a_double(self, read: Read) -> None:
        from_specimen = read(SPECIMEN)
        left_words, right_words = line_of(from_specimen, "One thing"), line_of(from_specimen, "Another thing")
        assert left_words.y == right_words.y
        page = page_of(from_specimen, "One thing")
        over = [shape for shape in page.shapes if shape.kind == "rectangle" and shape.width > 100]
        columns = [shape for shape in over if shape.height > 30 and shape.y < left_words.y < shape.y + shape.height]
        left, right = sorted(columns, key=lambda shape: shape.x)
        assert (left.y, left.height, left.width) == (right.y, right.height, right.width)
        assert left.x + left.width < right.x
        assert left.x < left_words.x < left.x + left.width
        assert right.x < right_words.x < right.x + right.width
        rules = [
            [bar.height for bar in over if bar.x == column.x and bar.height < 6 and abs(bar.y - self.top(column)) < 6]
            for column in (left, right)
        ]
        assert [len(bars) for bars in rules] == [1, 2]
        assert rules[0][0] > 2 * max(rules[1])

    def top(self, shape: Shape) -> float:
        return shape.y + shape.height


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> pdf.Inspected:
    """A table of sixty rows."""
    rows = "".join(f"        - cells: [Paper {n}, '{n} mm']\n" for n in range(60))
    table = f"    table:\n      caption: Papers\n      headings: [Paper, Width]\n      rows:\n{rows}"
    return built(tmp_path_factory.mktemp("table"), f"  - id: t\n{table}")


class TestTables:
    def test_headings_stand_above_the_rows_on_every_page(self, long: pdf.Inspected) -> None:
        pages = [page for page in long.pages if any(re.fullmatch(r"Paper \d+", line.text) for line in page.lines)]
        assert len(pages) >= 2
        for page in pages:
            heads = [line for line in page.lines if line.text in ("Paper", "Width")]
            assert sorted(line.text for line in heads) == ["Paper", "Width"], f"page {page.number}"
            (y,) = {line.y for line in heads}
            assert all(line.y < y for line in page.lines if re.fullmatch(r"Paper \d+", line.text))
            assert {run.artifact for line in heads for run in line.runs} == {
                None if page is pages[0] else "Pagination"
            }  # fmt: skip

    def test_they_are_told_once_with_what_they_head(self, long: pdf.Inspected) -> None:
        assert re.findall(r"TH \(Scope=Column\): (\w+)\n", long.tree) == ["Paper", "Width"]
        assert re.findall(r"TH \(Scope=Row\): Paper (\d+)\n", long.tree) == [str(n) for n in range(60)]
        assert long.tree.count("TD: ") == 60
        assert long.tree.count("Caption: Papers\n") == 1

    def test_no_row_is_lost_or_printed_twice(self, long: pdf.Inspected) -> None:
        seen = [line.text for page in long.pages for line in page.lines if re.fullmatch(r"\d+ mm", line.text)]
        assert seen == [f"{n} mm" for n in range(60)]


class TestPlaces:
    def test_what_follows_a_page_break_is_at_the_top_of_the_next_page(self, tmp_path: Path) -> None:
        blocks = "  - {id: a, text: Before.}\n  - {id: b, page_break: here}\n  - {id: c, text: After.}\n"
        file = built(tmp_path, blocks)
        before, after = page_of(file, "Before."), page_of(file, "After.")
        assert after.number == before.number + 1
        assert own_lines(after)[0].text == "After."

    def test_blocks_kept_together_stand_on_one_page(self, tmp_path: Path) -> None:
        filler = "".join(f"  - {{id: f{n}, text: Filler {n}.}}\n" for n in range(20))
        kept = "".join(f"      - {{id: k{n}, text: Kept {n}.}}\n" for n in range(24))
        spread = built(tmp_path / "apart", filler + kept.replace("      -", "  -"))
        assert len({page_of(spread, f"Kept {n}.").number for n in range(24)}) == 2, "they would part by themselves"
        file = built(tmp_path / "kept", f"{filler}  - id: k\n    keep_together:\n{kept}")
        assert len({page_of(file, f"Kept {n}.").number for n in range(24)}) == 1

    def test_what_stands_beside_a_block_is_in_the_side_column_of_its_page(
        self, job: Job, project: Project, read: Read
    ) -> None:
        paper = project.format(job.format)
        edge = paper.margins.left + paper.measure + paper.gutter
        file = read(job)
        leaflet = translate(select(project.leaflet(job.leaflet), job), project.language(job.language, job.leaflet))
        said = {page.number: self.columns(page, edge) for page in file.pages}
        tree = " ".join(file.text.split())
        found, parted = 0, []
        for section in leaflet.sections.values():
            for before, block in pairwise(section.blocks):
                if block.beside and not before.beside:
                    printed = [text for text in map(words_of, texts_of(block)) if text in tree]
                    assert printed
                    (number,) = (
                        number
                        for number, both in said.items()
                        if any(all(text in words for text in printed) for words in both)
                    )
                    neighbour = next(text for text in map(words_of, texts_of(before)) if text in tree)[:30]
                    found += 1
                    if neighbour not in said[number][0]:
                        assert neighbour in said[number - 1][0], (number, printed)
                        parted.append((number, printed))
        assert found
        assert len(parted) <= MOST_PARTED, parted

    def columns(self, page: pdf.Page, edge: float) -> tuple[str, str]:
        """The words of the text column and those of the side column."""
        lines = own_lines(page)
        main = " ".join(line.text for line in lines if line.x < edge - 1)
        side = " ".join(line.text for line in lines if line.x >= edge - 1)
        return main, side

    def test_one_too_tall_for_the_side_column_stands_under_its_block(self, tmp_path: Path) -> None:
        long = "Rest, drink and wait. " * 120
        file = built(tmp_path, f"  - {{id: a, text: Sleep.}}\n  - id: b\n    beside: true\n    text: {long}\n")
        assert " ".join(file.text.split()).count("Rest, drink and wait.") == 120


class TestPictures:
    PICTURE = "  - id: a\n    text: Sleep.\n  - id: p\n    picture: {file: specimen.png, %s}\n"

    def shown(self, folder: Path, more: str) -> pdf.Inspected:
        project = tiny(folder / "project", {REST: HEAD + self.PICTURE % more})
        project.picture("specimen.png", (ROOT / "assets/pictures/specimen.png").read_bytes())
        return pdf.read(project.make("ache", "general").data)

    def test_a_picture_stands_under_the_block_before_it_and_is_said_in_words(self, tmp_path: Path) -> None:
        file = self.shown(tmp_path, "alt: Four squares, caption: The caption.")
        (image,) = (image for page in file.pages for image in page.images)
        assert image.artifact is None
        assert image.mcid is not None
        above, below = line_of(file, "Sleep."), line_of(file, "The caption.")
        assert above.y > image.y + image.height > image.y > below.y
        assert image.x == pytest.approx(above.x, abs=0.01)
        assert image.width / image.height == pytest.approx(image.pixels[0] / image.pixels[1], rel=0.01)
        assert alts(file) == ["Four squares"]

    def test_a_picture_that_only_decorates_is_not_told(self, tmp_path: Path) -> None:
        file = self.shown(tmp_path, "decorative: true")
        (image,) = (image for page in file.pages for image in page.images)
        assert image.artifact
        assert image.mcid is None
        assert "Figure" not in file.tree


class TestPlacesToWrite:
    def test_lines_to_write_on_leave_room_for_a_hand(self, tmp_path: Path) -> None:
        file = built(tmp_path, "  - id: n\n    notes: {heading: My notes, lines: 6}\n")
        page, heading = page_of(file, "My notes"), line_of(file, "My notes")
        rules = [shape.y for shape in page.shapes if shape.kind == "rule" and 60 < shape.y < heading.y]
        assert len(rules) == 6
        assert all(above - below >= 0.8 * CM for above, below in pairwise([heading.y, *rules]))

    @pytest.mark.parametrize("kind", ["checklist", "questions"])
    def test_boxes_to_tick_are_large_enough_for_a_pen(self, tmp_path: Path, kind: str) -> None:
        items = "".join(f"        - {{id: i{n}, text: Entry {n}}}\n" for n in range(5))
        file = built(tmp_path, f"  - id: c\n    {kind}:\n      items:\n{items}")
        boxes = figures(file)
        assert len(boxes) == 5
        for (box,) in boxes:
            assert (box.width, box.height, box.fill) == (11, 11, PAPER)
            assert box.stroke not in ("", PAPER)


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><path d="{}"/></svg>'
SPOILED = {
    "a document type": '<!DOCTYPE svg [<!ENTITY a "aa">]>' + SVG.format("M0 0h9v9z"),
    "no viewBox": SVG.format("M0 0h9v9z").replace('viewBox="0 0 48 48"', ""),
    "a viewBox of words": SVG.format("M0 0h9v9z").replace("0 0 48 48", "wide"),
    "XML that ends too soon": SVG.format("M0 0h9v9z")[:-9],
    "nothing": "",
    "a path that ends too soon": SVG.format("M0 0 L5"),
    "a path that begins with a number": SVG.format("5 5 L0 0"),
    "a number after the path is closed": SVG.format("M0 0h9v9z 5 5"),
    "an arc with a flag that is none": SVG.format("M0 0a5 5 0 2 1 5 5"),
}


class TestIcons:
    def test_one_that_does_not_exist_is_a_problem_that_names_the_nearest(self, tmp_path: Path) -> None:
        text = HEAD.replace("blocks", "icon: bok\nblocks") + "  - {id: a, text: Sleep.}\n"
        said = tiny(tmp_path / "project", {REST: text}).run()
        assert said.code == 1
        assert said.problems == (f"content/{REST}:2:7: there is no icon 'bok'; did you mean 'book'?",)

    @pytest.mark.parametrize("fault", SPOILED)
    def test_one_that_is_spoiled_is_a_problem_at_its_line(self, tmp_path: Path, fault: str) -> None:
        folder: Folder = tiny(tmp_path / "project")
        folder.replace(REST, "blocks:", "icon: spoiled\nblocks:")
        (folder.root / "assets/icons/spoiled.svg").write_text(SPOILED[fault], encoding="utf-8")
        said = folder.run()
        assert said.code == 1
        (problem,) = said.problems
        assert problem.startswith(f"content/{REST}:2:7: the icon 'spoiled' cannot be used: ")
        assert problem.endswith("; choose another")

    def test_a_good_one_is_drawn(self, tmp_path: Path) -> None:
        folder: Folder = tiny(tmp_path / "project")
        folder.replace(REST, "blocks:", "icon: drawn\nblocks:")
        (folder.root / "assets/icons/drawn.svg").write_text(SVG.format("M0 0h48v24h-48z"), encoding="utf-8")
        project = folder.project()
        file = pdf.read(make(project, replace(job_of(project, "ache", "general", "us"), theme="classic")).data)
        heading = line_of(file, "Rest")
        shapes = [shape for shape in page_of(file, "Rest").shapes if shape.artifact and abs(shape.y - heading.y) < 20]
        (drawn,) = (shape for shape in shapes if shape.kind == "path")
        assert drawn.width == pytest.approx(2 * drawn.height, rel=0.01)
        assert drawn.x + drawn.width < heading.x


def texts_of(block: Model) -> list[str]:
    """The texts of a block that are printed, in no special order."""
    return [
        value
        for model in models(block)
        for name, role in roles(type(model)).items()
        if role.author and role.purpose != "alt" and isinstance(value := getattr(model, name), str)
    ]


SPECIMEN = Job("specimen", "specimen", "us", "letter", "calm", "en-us")


def test_the_specimen_is_looked_at_as_it_ships(project: Project) -> None:
    assert job_of(project, "specimen", "specimen", "us") == SPECIMEN
