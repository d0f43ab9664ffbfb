"""Content is text, never markup: whatever an author writes, a page holds only what its templates made."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from leaflets.content.inline import ADDRESS, checked
from leaflets.edition.manuscript import Manuscript, manuscript
from leaflets.edition.selection import Rewriting, rewrite
from leaflets.making import make
from leaflets.problems import ContentError
from leaflets.store.project import Project
from leaflets.web.index import Cover, Entry, contents
from leaflets.web.page import page as page_of
from leaflets.web.page import plain
from support import page
from support.page import name, said
from support.projects import NOW, REST, ROOT, job_of, tiny

PROJECT = Project(ROOT, NOW)
COPY = manuscript(PROJECT, replace(job_of(PROJECT, "specimen", "specimen", "us"), format="html"))
CLINIC = PROJECT.clinic("riverside")
PIECES = [
    "<script>alert(1)</script>",
    "</style><script>",
    "</title><img src=x onerror=alert(1)>",
    "<!--",
    "]]>",
    "javascript:alert(1)",
    "[words](javascript:alert(1))",
    "[words](data:text/html,x)",
    "[words](https://example.org/?a=1&b='x')",
    "[a](https://x) onclick=alert(1)",
    "**",
    "**bold**",
    "{{ 7 * 7 }}",
    "{% include 'page.html' %}",
    '"',
    "'",
    "&amp;",
    "&#60;",
    "\u202e",
    "\u2066",
    "\u200b",
    "\u00a0",
    "é",
    "\U0001f9ec",
    "--></svg>",
    "` onload=`",
    " ",
]
ANY = st.text(st.characters(exclude_categories=["C"]), max_size=6)
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), ANY), min_size=1).map("".join)
MARKS = {"bdi dir", "a href", "strong"}
"""What the marks an author may use turn into."""


def saying(text: str) -> Manuscript:
    """The specimen with every text replaced by this one, names that are no texts too; and a clinic's."""
    leaflet = rewrite(COPY.leaflet, Rewriting(lambda _: text))
    file = leaflet.file.model_copy(update={"publisher": text})
    named = {key: one.model_copy(update={"name": text}) for key, one in leaflet.organisations.items()}
    sources = {
        key: one.model_copy(update={"organisation": text, "title": text}) for key, one in leaflet.sources.items()
    }
    changed = leaflet.model_copy(update={"file": file, "organisations": named, "sources": sources})
    return replace(COPY, leaflet=changed, notice=text, clinic=rewrite(CLINIC, Rewriting(lambda _: text)))


def shown(text: str) -> page.Page:
    return page.read(page_of(saying(text), PROJECT.theme("calm"), PROJECT.asset("")))


def without_marks(page_: page.Page) -> Counter[str]:
    return Counter({shape: count for shape, count in page_.shape.items() if shape not in MARKS})


PLAIN = without_marks(shown("words"))


def acceptable(text: str) -> str:
    """The text as the reader lets it through; nothing for one that it refuses."""
    try:
        return checked(re.sub(r"[{}]", "", text))
    except ValueError:
        return ""


@settings(max_examples=25)
@given(TEXTS)
@example("<script>alert(1)</script>")
@example("</style></script><img src=x onerror=alert(1)>")
@example("[x](https://example.org/'onclick='alert(1))")
@example('" onmouseover="alert(1)')
def test_a_page_holds_only_the_elements_and_attributes_its_templates_make(text: str) -> None:
    text = acceptable(text) or "words"
    page_ = shown(text)
    assert without_marks(page_) == PLAIN
    for address, _ in page_.links:
        assert address.startswith("#") or ADDRESS.fullmatch(address), address


@settings(max_examples=15)
@given(TEXTS)
def test_a_page_shows_the_text_as_it_stands(text: str) -> None:
    text = acceptable(re.sub(r"[*\[\]()]", "", text)) or "words"
    page_ = shown(text)
    assert " ".join(said(page_.one("h1")).split()) == " ".join(text.split())
    assert (page_.one("title").text or "").strip() == text.strip()
    assert text in {one.get("aria-label") for one in page_.all("svg")}


@settings(max_examples=15)
@given(TEXTS)
def test_the_plain_text_shows_the_text_as_it_stands(text: str) -> None:
    text = acceptable(re.sub(r"[*\[\]()]", "", text)) or "words"
    text = re.sub("[\u2066\u2069]", "", text) or "words"
    assert " ".join(text.split()) in re.sub("[\u2066\u2069]", "", " ".join(plain(saying(text)).decode().split()))


@settings(max_examples=15)
@given(TEXTS)
def test_an_index_holds_only_what_its_template_makes(text: str) -> None:
    def index(said_: str) -> page.Page:
        entries = [
            Entry(
                "", said_, said_ + end, said_ + end, "en-US", said_, f"{said_}.pdf", 3, 10_000, Cover("#0B5563", None)
            )
            for end in ("1", "2")
        ]
        return page.read(contents(entries, COPY.language, date(2026, 11, 21)))

    page_ = index(text)
    assert page_.shape == index("words").shape
    assert [address for address, _ in page_.links if re.match(r"(?i)\s*(javascript|data|vbscript):", address)] == []


class TestFromTheFile:
    """The same, from YAML on disk to the finished page."""

    def test_markup_is_shown_as_words(self, tmp_path: Path) -> None:
        text = "<script>alert(1)</script> & \"quotes\" 'and' <b>tags</b>"
        folder = tiny(tmp_path / "p", {REST: f"heading: x\nblocks:\n  - id: a\n    text: |\n      {text}\n"})
        project = folder.project()
        page_ = page.read(make(project, replace(job_of(project, "ache", "general", "us"), format="html")).data)
        assert text in page_.text
        assert page_.all("script", "b") == []

    @pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//x.org"])
    def test_a_link_that_is_no_address_is_refused(self, address: str, tmp_path: Path) -> None:
        folder = tiny(tmp_path / "p", {REST: f'heading: x\nblocks:\n  - id: a\n    text: "[words]({address})"\n'})
        done = folder.run("--format", "html")
        assert done.code == 1
        assert done.files == ()

    @pytest.mark.parametrize("part", ["<script>alert(1)</script>", '<image href="https://example.org/x.png"/>'])
    def test_an_icon_with_more_than_shapes_is_refused(self, tmp_path: Path, part: str) -> None:
        folder = tiny(tmp_path / "p")
        folder.replace(REST, "heading: Rest", "heading: Rest\nicon: evil")
        path = folder.root / "assets/icons/evil.svg"
        path.write_text(f'<svg viewBox="0 0 9 9" xmlns="http://www.w3.org/2000/svg">{part}<path d="M0 0h9v9z"/></svg>')
        project = folder.project()
        with pytest.raises(ContentError, match="the icon 'evil' cannot be used"):
            make(project, replace(job_of(project, "ache", "general", "us"), format="html"))

    def test_an_icon_brings_its_shapes_and_nothing_else(self, tmp_path: Path) -> None:
        folder = tiny(tmp_path / "p")
        folder.replace(REST, "heading: Rest", "heading: Rest\nicon: evil")
        path = folder.root / "assets/icons/evil.svg"
        path.write_text(
            '<svg viewBox="0 0 9 9" onload="alert(1)" xmlns="http://www.w3.org/2000/svg"><title>alert(1)</title>'
            '<path d="M0 0h9v9z" onclick="alert(1)"/></svg>'
        )
        project = folder.project()
        page_ = page.read(make(project, replace(job_of(project, "ache", "general", "us"), format="html")).data)
        drawn = next(one for one in page_.all("svg") if one.get("viewBox") == "0 0 9 9")
        assert [(name(one), dict(one.attrib)) for one in drawn] == [("path", {"d": "M0 0L9 0L9 9Z"})]
        assert page_.all("script", "image") == []
