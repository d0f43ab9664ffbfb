"""Read on a telephone, or aloud: one column of words, in the order they were written, nothing in the middle of a line.

What is reflowed follows the structure tree; what is copied or searched follows the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from leaflets.content.inline import words_of
from leaflets.content.leaflet import Leaflet
from leaflets.content.model import Model
from leaflets.content.payloads import Item, Statement
from leaflets.edition.selection import Job, fill_in, select, translate, values
from leaflets.store.project import Project
from leaflets.store.references import models
from support.projects import Read, unpaged

TEXTS = ("text", "label", "lead_in", "heading", "subheading", "caption", "call")


@pytest.fixture
def leaflet(job: Job, project: Project) -> Leaflet:
    """What a job prints: selected, translated and filled in."""
    language = project.language(job.language, job.leaflet)
    chosen = translate(select(project.leaflet(job.leaflet), job), language)
    return fill_in(chosen, values(chosen, job, project.settings.regions[job.region], language))


def texts(model: object) -> Iterator[str]:
    """The texts of a model and of all inside it."""
    for part in models(model):
        yield from (words_of(value) for name, value in part if name in TEXTS and isinstance(value, str))


def even(text: str) -> str:
    """Words only: however they are broken into lines, and whatever signs stand before them."""
    return " ".join(re.findall(r"\w+", text))


class TestReadingOrder:
    def test_what_stands_beside_a_block_is_read_after_it_and_before_the_next(
        self, job: Job, leaflet: Leaflet, read: Read
    ) -> None:
        text = " ".join(read(job).text.split())
        asides = 0
        place = 0
        for section in leaflet.sections.values():
            for block in section.blocks:
                said = [words for words in texts(block) if words in text[place:]]
                if not said:
                    continue
                starts = [text.index(words, place) for words in said]
                asides += block.beside
                first = min(starts)
                assert first >= place
                if block.beside:
                    between = text[place:first]
                    assert len(between) < 600, (block.at(), between)
                place = first
        assert asides

    def test_no_sentence_is_broken_off_by_what_stands_beside_it(
        self, job: Job, project: Project, leaflet: Leaflet, read: Read
    ) -> None:
        whole = even(unpaged(read(job).text, project, job))
        items = [model for model in models(leaflet.sections) if isinstance(model, Item)]
        assert items
        for item in items:
            assert even(words_of(item.text)) in whole, item.id

    def test_words_explained_are_read_with_what_they_mean(self, job: Job, leaflet: Leaflet, read: Read) -> None:
        lines = read(job).text.splitlines()
        meanings = {f"{words_of(word.term)}: {words_of(word.meaning)}" for word in leaflet.words.values()}
        assert meanings
        assert meanings <= set(lines)


class TestCopying:
    def test_the_pages_hold_the_words_of_every_statement_and_most_word_for_word(
        self, job: Job, leaflet: Leaflet, read: Read
    ) -> None:
        whole = even(" ".join(page.extract_text() for page in read(job).reader.pages))
        copied = set(whole.split())
        assert len(copied) > 100
        statements = [model for model in models(leaflet.sections) if isinstance(model, Statement)]
        assert statements
        for statement in statements:
            for words in texts(statement):
                assert set(even(words).split()) <= copied, (self.name(statement), words)
        wanted = [even(words_of(model.text)) for model in models(leaflet.sections) if isinstance(model, Item)]
        assert wanted
        assert sum(words in whole for words in wanted) / len(wanted) > 0.9

    def name(self, model: Model) -> str:
        return str(getattr(model, "id", "?"))
