"""How the pages of every shipped leaflet look, read back from the file: what a careful printer would check."""

from __future__ import annotations

import re
import statistics
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from leaflets.content.blocks import AnatomyBlock, LadderBlock, QuestionsBlock, StatementsBlock
from leaflets.content.inline import words_of
from leaflets.edition.selection import Job, select, translate
from leaflets.edition.spoken import shown_address
from leaflets.store.project import Project
from leaflets.store.references import models
from support import pdf
from support.painting import Run
from support.projects import Read, for_jobs, whole

LEAST_SIZE = 12
LONGEST_LINE = 80
MEASURE = (45, 75)
FOOTER = 44
"""What stands lower, in points, is the foot of a page."""


def least(job: Job, count: int) -> int:
    """How many of something must be found for a check of all of them to mean anything; a specimen has fewer."""
    return count if job.leaflet == "lms" else 1


def content(page: pdf.Page) -> list[pdf.Line]:
    """The lines of a page, running header and footer apart."""
    return [line for line in page.lines if not any(run.artifact for run in line.runs)]


def furniture(page: pdf.Page, kind: str) -> list[Run]:
    """What is written there, from the left."""
    runs = [run for run in page.runs if run.artifact == f"Pagination/{kind}" and run.text.strip()]
    return sorted(runs, key=lambda run: run.x)


def headings(file: pdf.Inspected, level: int) -> list[str]:
    return re.findall(rf"^ *H{level}: (.+)$", file.tree, re.MULTILINE)


def paragraphs(page: pdf.Page) -> Iterator[list[pdf.Line]]:
    """The lines of each mark of a page that begins them."""
    marks: defaultdict[int, list[pdf.Line]] = defaultdict(list)
    for line in content(page):
        mcid = line.runs[0].mcid
        if mcid is not None:
            marks[mcid].append(line)
    yield from marks.values()


class TestText:
    def test_no_text_stands_in_the_margins(self, job: Job, read: Read, project: Project) -> None:
        margins = project.format(job.format).margins
        for page in read(job).pages:
            assert content(page)
            for line in content(page):
                assert line.x >= margins.left - 0.1, (page.number, line.text)
                assert line.x + line.width <= page.width - margins.right + 0.1, (page.number, line.text)
                assert margins.bottom <= line.y <= page.height - margins.top, (page.number, line.text)

    def test_running_headers_and_footers_stay_on_the_paper(self, job: Job, read: Read, project: Project) -> None:
        margins = project.format(job.format).margins
        for page in read(job).pages:
            for run in furniture(page, "Header") + furniture(page, "Footer"):
                assert run.x >= margins.left - 0.1
                assert run.x + run.width <= page.width - margins.right + 0.1
                assert run.y < margins.bottom or run.y > page.height - margins.top

    def test_nothing_is_set_smaller_than_twelve_points(self, job: Job, read: Read) -> None:
        runs = [run for page in read(job).pages for run in page.runs]
        assert len(runs) >= least(job, 200)
        assert [run.text for run in runs if run.size < LEAST_SIZE] == []

    def test_no_line_is_longer_than_the_eye_follows(self, job: Job, read: Read) -> None:
        lines = [line.text for page in read(job).pages for line in content(page)]
        assert [line for line in lines if len(line) > LONGEST_LINE] == []

    def test_full_lines_of_the_text_column_are_of_a_good_length(self, job: Job, read: Read, project: Project) -> None:
        paper = project.format(job.format)
        full = [
            len(line.text)
            for page in read(job).pages
            for line in content(page)
            if abs(line.x - paper.margins.left) < 0.1
            and line.size == paper.text_size
            and line.width > 0.8 * paper.measure
        ]
        assert len(full) >= least(job, 40)
        assert MEASURE[0] <= statistics.median(full) <= MEASURE[1]

    def test_the_lines_of_a_paragraph_begin_at_the_same_edge(self, job: Job, read: Read) -> None:
        count = 0
        for page in read(job).pages:
            for lines in paragraphs(page):
                edges = [line.x for line in lines if not line.text.isdigit()]
                if len(edges) > 1:
                    count += 1
                    assert max(edges) - min(edges) < 0.1, (page.number, lines[0].text)
        assert count >= least(job, 50)

    def test_no_two_lines_run_into_each_other(self, job: Job, read: Read) -> None:
        for page in read(job).pages:
            lines = content(page)
            for index, line in enumerate(lines):
                for other in lines[index + 1 :]:
                    beside = line.x + line.width <= other.x + 0.1 or other.x + other.width <= line.x + 0.1
                    apart = line.y - other.y >= min(line.size, other.size) * 0.95
                    assert beside or apart, (page.number, line.text, other.text)

    def test_the_type_is_upright(self, job: Job, read: Read) -> None:
        fonts = {run.font for page in read(job).pages for run in page.runs}
        assert fonts
        assert not [font for font in fonts if re.search("italic|oblique", font, re.IGNORECASE)]


class TestBreaks:
    def last_lines(self, file: pdf.Inspected) -> Iterator[tuple[int, pdf.Line, list[pdf.Line]]]:
        for page in file.pages[:-1]:
            lines = content(page)
            yield page.number, lines[-1], lines

    def test_no_heading_and_no_line_that_leads_into_a_list_ends_a_page(self, job: Job, read: Read) -> None:
        file = read(job)
        titles = {title for level in (1, 2, 3) for title in headings(file, level)}
        assert len(titles) >= least(job, 15)
        for number, last, lines in self.last_lines(file):
            foot = [line for line in lines if abs(line.y - last.y) < 30]
            assert last.text not in titles - {"Notes"}, number  # which lines to write on follow
            assert not [line.text for line in foot if line.text.endswith(":")], number

    def test_a_paragraph_does_not_leave_one_line_alone_on_a_page(self, job: Job, read: Read, project: Project) -> None:
        """Neither at its foot nor at its head; a line that ends its paragraph at a page's head has company."""
        width = project.format(job.format).measure
        left = project.format(job.format).margins.left
        for before, after in pairwise(read(job).pages):
            foot = [line for line in content(before) if abs(line.x - left) < 0.1 and line.size == LEAST_SIZE]
            head = [line for line in content(after) if abs(line.x - left) < 0.1 and line.size == LEAST_SIZE]
            if not foot or not head or content(after)[0] is not head[0] or head[0].text[0].isupper():
                continue
            if foot[-1].width > 0.6 * width and not foot[-1].text.endswith((".", "?", ":")):
                assert foot[-2].y - foot[-1].y < 18, before.number
                assert head[0].y - head[1].y < 18, after.number

    def test_a_heading_has_six_lines_under_it_or_the_whole_of_its_section(
        self, job: Job, read: Read, project: Project
    ) -> None:
        leading = project.format(job.format).text_size * project.format(job.format).leading
        sections, found = headings(read(job), 2), 0
        for page in read(job).pages[:-1]:
            lines = content(page)
            begun = [line for line in lines if line.text in sections and line.size > LEAST_SIZE * 1.5]
            found += len(begun)
            if begun:
                low = [*(shape.y for shape in page.shapes), *(line.y for line in lines)]
                under = begun[-1].y - min(y for y in low if y > FOOTER)
                assert under > 5.2 * leading, (page.number, begun[-1].text)
        assert found >= least(job, 10)


class TestWayfinding:
    def test_every_page_says_which_it_is_and_of_how_many(self, job: Job, read: Read, project: Project) -> None:
        phrase = project.language(job.language).phrases.page
        pages = read(job).pages
        for page in pages:
            folio = phrase.format(page=page.number, pages=len(pages))
            assert [run.text.strip() for run in furniture(page, "Footer")][-1] == folio

    def test_the_footer_stands_at_the_same_place_on_every_page(self, job: Job, read: Read) -> None:
        places = {(run.y, run.x) for page in read(job).pages for run in furniture(page, "Footer")[:1]}
        heights = {run.y for page in read(job).pages for run in furniture(page, "Footer")}
        assert len(places) == 1
        assert len(heights) == 1

    def test_the_footer_names_leaflet_version_and_review_date(self, job: Job, read: Read, project: Project) -> None:
        file = project.leaflet(job.leaflet).file
        for page in read(job).pages:
            words = furniture(page, "Footer")[0].text
            assert f"{file.reference}-{file.variants[job.variant].suffix}" in words
            assert f"version {file.version}" in words
            assert str(file.review_by.year) in words

    def test_every_section_is_in_the_contents_with_the_page_it_begins_on(
        self, job: Job, read: Read, project: Project
    ) -> None:
        file = read(job)
        entries = [match.groups() for match in re.finditer(r"Reference\n +Link: (.+) (\d+)\n", file.tree)]
        assert len(entries) >= least(job, 10)
        marks = {(mark.title, str(mark.page)) for mark in file.outline}
        assert [entry for entry in entries if entry not in marks] == []
        on_page = project.language(job.language).phrases.on_page
        paged = re.escape(on_page).replace(r"\{heading\}", ".+").replace(r"\{page\}", r"\d+")
        inner = {
            link.contents: link
            for link in file.links
            if link.target.startswith("#") and re.fullmatch(paged, link.contents)
        }
        assert len(inner) == len(entries)
        for title, number in entries:
            assert inner[on_page.format(heading=title, page=number)].target == f"#{number}"
            assert title in " ".join(line.text for line in content(file.pages[int(number) - 1]))

    def test_the_bookmarks_are_the_sections_at_their_pages(self, job: Job, read: Read, project: Project) -> None:
        file = read(job)
        language = project.language(job.language)
        leaflet = translate(select(project.leaflet(job.leaflet), job), language)
        sections = [section.heading for name, section in leaflet.sections.items() if name != leaflet.file.front.section]
        assert [mark.title for mark in file.outline] == sections
        assert set(sections) <= set(headings(file, 2)), "each is a heading of the second level"
        for mark in file.outline:
            assert mark.title in " ".join(line.text for line in content(file.pages[mark.page - 1])), mark

    def test_web_and_phone_addresses_are_links_that_are_also_printed(
        self, job: Job, read: Read, project: Project
    ) -> None:
        file = read(job)
        text = " ".join(file.text.split())
        organisations = select(project.leaflet(job.leaflet), job).organisations.values()
        assert organisations
        links: defaultdict[str, str] = defaultdict(str)
        for link in file.links:
            links[link.target] += f"{link.contents}\n"
        for entry in organisations:
            assert shown_address(entry.web) in text
            assert entry.name in links[entry.web]
            if entry.phone:
                assert entry.phone in text
                target = "tel:" + "".join(character for character in entry.phone if character.isdigit())
                assert entry.phone in links[target]

    def test_every_link_says_where_it_leads_and_stands_on_words(self, job: Job, read: Read) -> None:
        file = read(job)
        assert len(file.links) >= least(job, 20)
        for link in file.links:
            assert link.contents, link
            page = file.pages[link.page - 1]
            left, bottom, right, top = link.rect
            assert [line for line in page.lines if line.y >= bottom and line.y <= top and line.x < right
                    and line.x + line.width > left], link  # fmt: skip


def _close(words: str | pdf.Page) -> str:
    """Words, or those of a page but its header and footer, without white space."""
    if isinstance(words, pdf.Page):
        words = "".join(run.text for run in words.runs if not run.artifact)
    return re.sub(r"\s", "", words)


class TestPlaces:
    @for_jobs(lambda job, _: job.leaflet == "lms")
    def test_when_to_get_help_stands_whole_on_the_second_page(self, job: Job, read: Read, project: Project) -> None:
        (block,) = [one for one in models(whole(project, job).sections) if isinstance(one, LadderBlock)]
        shown = _close(read(job).pages[1])
        for tier in block.ladder.tiers:
            texts = [tier.heading, tier.call, tier.lead_in, *(item.text for item in (*tier.items, *tier.notes))]
            assert len(texts) > 5
            assert [text for text in texts if _close(text) not in shown] == []

    @for_jobs(lambda job, _: job.leaflet == "lms")
    def test_questions_stand_on_one_page_and_no_few_words_explained_alone(
        self, job: Job, read: Read, project: Project
    ) -> None:
        (asked,) = [one for one in models(whole(project, job).sections) if isinstance(one, QuestionsBlock)]
        questions = [words_of(item.text) for item in asked.questions.items]
        words = [f"{word.term}:" for word in whole(project, job).words.values()]
        assert min(len(questions), len(words)) > 10
        shown = [_close(page) for page in read(job).pages]
        assert [sum(_close(text) in page for text in questions) for page in shown if _close(questions[0]) in page] == [
            len(questions)
        ]
        listed = [sum(_close(term) in page for term in words) for page in shown[-3:]]
        assert sum(listed) >= len(words)
        assert [count for count in listed if 0 < count < 8] == []

    @for_jobs(lambda job, _: job.leaflet == "lms")
    def test_a_figure_without_a_heading_stands_with_what_leads_to_it(
        self, job: Job, read: Read, project: Project
    ) -> None:
        blocks = whole(project, job).sections["grade-and-stage"].blocks
        at = next(number for number, block in enumerate(blocks) if isinstance(block, AnatomyBlock))
        figure, leading = blocks[at], blocks[at - 1]
        assert isinstance(figure, AnatomyBlock)
        assert isinstance(leading, StatementsBlock)
        label = _close(words_of(figure.anatomy.labels[0].text))
        last = _close(words_of(leading.statements[-1].text)[-20:])
        shown = [page for page in map(_close, read(job).pages) if label in page]
        assert len(shown) == 1
        assert last in shown[0]
