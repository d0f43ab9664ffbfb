"""The web page and the plain text say what the PDF says: statement by statement, in one order, and no more."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from leaflets.content.inline import spans, words_of
from leaflets.content.payloads import Table, TableRow
from leaflets.edition.selection import Job
from leaflets.store.project import Project
from leaflets.store.references import models
from support import page
from support.projects import Make, Read, job_of, unpaged, whole
from support.readers import DIRECTIONS, leftward_as_read
from test_statements import said_by

SIGNS = str.maketrans("", "", "•◇☐✓✗·|[]!*+_~=-")


def in_order(text: str, said: Iterable[str]) -> int:
    """How many of the texts are found, each after the one before it."""
    place, count = 0, 0
    for words in said:
        found = text.find(words, place)
        assert found >= 0, f"{words!r} is not found after {text[max(place - 80, 0) : place]!r}"
        place, count = found + len(words), count + 1
    return count


def words(text: str) -> Counter[str]:
    """The words of a text without signs, white space and numbers of lists, whatever stands before and after them."""
    return Counter(word for word in re.split(r"\s+", text.translate(SIGNS)) if word)


class TestThePage:
    def test_says_each_statement_after_the_one_before_it(self, job: Job, project: Project, made: Make) -> None:
        job = replace(job, format="html")
        text = " ".join(page.read(made(job).data).text.split())
        said = [" ".join(words.split()) for _, words in said_by(whole(project, job))]
        assert in_order(text, said) > 40

    def test_says_the_words_of_the_pdf_as_often_and_no_others(
        self, job: Job, project: Project, made: Make, read: Read
    ) -> None:
        """But for numbers of pages and lists, for lines for notes where paper has room, and for words explained beside
        a text, for which it may lack room.
        """
        page_ = page.read(made(replace(job, format="html")).data)
        beside = words("\n".join(page.said(one) for one in page_.classed("word")))
        urgent = words("\n".join(page.said(one) for one in page_.classed("urgent")))
        shown = words("\n".join(page.said(page_.one(part)) for part in ("header", "main"))) - urgent
        notice = words("\n".join(page.said(one) for one in page_.classed("notice")))
        text = re.sub(r" \(https?://[^)]+\)", "", read(job).text)  # addresses, of links nobody can follow there
        text = unpaged(text, project, job)
        for word in whole(project, job).words.values():  # on paper what a word means stands after it, on its line
            term, meaning = words_of(word.term), words_of(word.meaning)
            text = text.replace(f"{term}: {meaning}", f"{term}\n{meaning}")
        paper = words(leftward_as_read(text, made(job).data))
        assert shown.total() > 100
        assert shown + notice - paper <= beside
        assert {word for word in paper - (shown + notice) if not re.fullmatch(r"\d+\.?|Notes", word)} == set()

    def test_describes_every_picture_to_those_who_listen(self, job: Job, project: Project, made: Make) -> None:
        page_ = page.read(made(replace(job, format="html")).data)
        heard = {one.get("aria-label") for one in page_.all("svg")} | {one.get("alt") for one in page_.all("img")}
        said = [model.alt for model in models(whole(project, job).sections) if getattr(model, "alt", None)]  # type: ignore[attr-defined]
        assert said
        assert set(said) <= heard


class TestThePlainText:
    def test_says_each_statement_after_the_one_before_it(self, job: Job, project: Project, made: Make) -> None:
        """But for tables, which are read row by row."""
        job = replace(job, format="text")
        text = re.sub(r" \((?:https?:|mailto:)[^)]+\)", "", re.sub(r"\s+", " ", made(job).data.decode()))
        leaflet = whole(project, job)
        said = [" ".join(words.split()) for one, words in said_by(leaflet) if not isinstance(one, Table | TableRow)]
        assert in_order(text, said) > 40

    def test_says_the_words_of_the_page_and_no_others(self, job: Job, made: Make) -> None:
        """But for the skip link, a logo's words, numbers of lists, marks of direction, and what a square stands for."""
        page_ = page.read(made(replace(job, format="html")).data)
        text = DIRECTIONS.sub("", made(replace(job, format="text")).data.decode())
        bare = re.compile(r"\(?https?://(?:www\.)?([^\s)]+?)/?\)?\.?(?=\s)")
        said = page_.text.replace(page.said(page_.classed("skip")[0]), "")
        said = re.sub(r"Each square stands for .*? people\.", "", said)
        pictures = (one for figure in page_.all("figure") for one in figure.iter() if page.name(one) == "img")
        said += "".join(f"\n{one.get('alt')}" for one in pictures)
        drawings = (one for box in page_.classed("anatomy") for one in box.iter() if page.name(one) == "svg")
        said += "".join(f"\n{one.get('aria-label')}" for one in drawings)
        shown = {word.strip("():.") for word in words(said)}
        plain = {word.strip("():.") for word in words(bare.sub(r"\1", text))}
        assert len(shown) > 50
        assert shown - plain == set()
        assert {word for word in plain - shown if not re.fullmatch(r"[\d.]+|example\.org", word)} == set()


def test_a_link_inside_a_text_is_written_out_in_the_plain_text(project: Project, made: Make) -> None:
    job = replace(job_of(project, "specimen", "specimen", "us"), format="text")
    linked = [
        span
        for model in models(whole(project, job).sections)
        for span in spans(getattr(model, "text", ""))
        if span.address
    ]
    assert linked
    text = re.sub(r"\s+", " ", made(job).data.decode())
    for span in linked:
        assert f"{span.text} ({span.address})" in text
