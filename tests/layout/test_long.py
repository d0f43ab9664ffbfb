"""What is longer than a page goes on on the next; what asks for a new page gets one, and never a blank one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from leaflets.inspect.rules.conformance import check
from leaflets.making import lay_out, make
from leaflets.problems import ContentError
from support import pdf
from support.projects import REST, Folder, job_of, tiny

WORDS = " ".join(f"word{number}" for number in range(1500))
SECTION = "heading: Head\nblocks:\n"


def made(tmp_path: Path, blocks: str) -> pdf.Inspected:
    folder = folder_of(tmp_path, blocks)
    return pdf.read(folder.make("ache", "general").data)


def folder_of(tmp_path: Path, blocks: str) -> Folder:
    return tiny(tmp_path / "project", {REST: SECTION + blocks})


SHORT = "{id: b, label: La, text: short}"
LONG: Mapping[str, str] = {
    "bullets": f"{{items: [{{id: b, text: short}}, {{id: a, text: {WORDS}}}]}}",
    "steps": f"{{items: [{{id: a, text: {WORDS}}}, {{id: b, text: short}}]}}",
    "checklist": f"{{items: [{{id: a, text: {WORDS}}}, {{id: b, text: short}}]}}",
    "questions": f"{{lines: 3, items: [{{id: a, text: {WORDS}}}, {{id: b, text: short}}]}}",
    "facts": f"{{items: [{{id: a, label: La, text: {WORDS}}}, {SHORT}]}}",
    "timeline": f"{{items: [{SHORT}, {{id: a, label: La, text: {WORDS}}}]}}",
    "do_dont": f"{{do: {{items: [{{id: a, text: {WORDS}}}]}}, dont: {{items: [{{id: b, text: short}}]}}}}",
    "comparison": "{left: {heading: L, items: [{id: b, text: short}]}, "
    f"right: {{heading: R, items: [{{id: a, text: {WORDS}}}]}}}}",
    "key_message": f"{{heading: Head, lead_in: La, items: [{{id: a, text: {WORDS}}}, {{id: b, text: short}}]}}",
    "warning": f"{{lead_in: La, items: [{{id: b, text: short}}, {{id: a, text: {WORDS}}}]}}",
    "table": f"{{headings: [Day, What, Why], rows: [{{cells: [One, {WORDS}, short]}}, {{cells: [Two, Three, Four]}}]}}",
}
"""An entry or a cell longer than a page, in each kind of block that holds some, and one that is short."""


@pytest.mark.parametrize("kind", LONG)
@pytest.mark.parametrize("paper", ["letter", "letter-large-print"])
def test_an_entry_longer_than_a_page_goes_on_on_the_next(tmp_path: Path, kind: str, paper: str) -> None:
    project = folder_of(tmp_path, f"  - id: l\n    {kind}: {LONG[kind]}\n").project()
    file = pdf.read(make(project, replace(job_of(project, "ache", "general", "us"), format=paper)).data)
    told = file.text.split()
    assert [word for word in told if word.startswith("word")] == WORDS.split()
    assert "short" in told
    with_words = [page for page in file.pages if any("word" in line.text for line in page.lines)]
    assert len(with_words) > 1
    for page in with_words:
        assert min(line.y for line in page.lines) > 0
    assert check(file.data) == []


MANY = [f"{{id: i{number}, label: L{number}, text: entry{number}}}" for number in range(60)]


@pytest.mark.parametrize("kind", ["facts", "timeline"])
def test_a_list_longer_than_a_page_goes_on_on_the_next(tmp_path: Path, kind: str) -> None:
    file = made(tmp_path, f"  - id: l\n    {kind}: {{items: [{', '.join(MANY)}]}}\n")
    entries = [word for word in file.text.split() if word.startswith("entry")]
    assert entries == [f"entry{number}" for number in range(60)]


def test_a_few_entries_that_only_together_are_longer_than_a_page_stand_on_several(tmp_path: Path) -> None:
    half = " ".join(WORDS.split()[:230])
    items = ", ".join(f"{{id: i{number}, text: {half}}}" for number in range(4))
    file = made(tmp_path, f"  - id: l\n    bullets: {{lead_in: La, items: [{items}]}}\n")
    assert sum(word.startswith("word") for word in file.text.split()) == 4 * 230


@pytest.mark.parametrize(
    ("blocks", "pages"),
    [
        ("  - {id: a, text: One}\n  - {id: p, page_break: here}\n  - {id: b, text: Two}\n", 1),
        (
            "  - {id: a, text: One}\n  - {id: p, page_break: here}\n"
            "  - {id: q, page_break: here}\n  - {id: b, text: Two}\n",
            1,
        ),
        ("  - {id: a, text: One}\n  - {id: p, page_break: here}\n", 0),
    ],
)
def test_breaks_with_nothing_between_them_give_one_new_page(tmp_path: Path, blocks: str, pages: int) -> None:
    plain = made(tmp_path / "plain", "  - {id: a, text: One}\n  - {id: b, text: Two}\n")
    file = made(tmp_path / "broken", blocks)
    assert len(file.pages) == len(plain.pages) + pages
    body = [[line for line in page.lines if not any(run.artifact for run in line.runs)] for page in file.pages]
    assert all(body)


def test_a_break_at_a_sections_start_takes_its_heading_along(tmp_path: Path) -> None:
    file = made(tmp_path, "  - {id: p, page_break: here}\n  - {id: a, text: Onlyhere}\n")
    there = [page.number for page in file.pages if any("Onlyhere" in line.text for line in page.lines)]
    heads = [page.number for page in file.pages if any(line.text.strip() == "Head" for line in page.lines)]
    assert there == heads


def test_what_cannot_be_parted_is_told_at_its_own_line(tmp_path: Path) -> None:
    inside = f"[{{id: b, text: {WORDS}}}]"
    folder = folder_of(tmp_path, f"  - {{id: a, text: One}}\n  - id: q\n    keep_together: {inside}\n")
    with pytest.raises(ContentError, match=r"rest\.yaml:4:\d+: what must stay together here is taller than a page"):
        folder.make("ache", "general")


def test_the_first_heading_of_a_table_may_be_empty(tmp_path: Path) -> None:
    table = '{headings: ["", Dose, Time], rows: [{cells: [Monday, One, Two]}]}'
    project = folder_of(tmp_path, f"  - id: t\n    table: {table}\n").project()
    job = job_of(project, "ache", "general", "us")
    file = pdf.read(make(project, job).data)
    assert "Dose" in file.text
    assert check(file.data) == []
    page = make(project, replace(job, format="html")).data.decode()
    assert '<tr><td></td><th scope="col">Dose</th>' in page
    assert "Monday\n    Dose: One" in make(project, replace(job, format="text")).data.decode()


def test_another_empty_heading_of_a_table_is_told(tmp_path: Path) -> None:
    table = '{headings: [Day, " "], rows: [{cells: [Monday, One]}]}'
    folder = folder_of(tmp_path, f"  - id: t\n    table: {table}\n")
    with pytest.raises(ContentError, match="column 2 has no heading"):
        folder.make("ache", "general")


def test_a_page_break_has_no_words_to_explain(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, "  - {id: a, text: One}\n  - {id: p, page_break: here, words: [migraine]}\n")
    with pytest.raises(ContentError, match="a page break has no words to explain"):
        folder.make("ache", "general")


def test_the_figures_of_a_column_of_numbers_stand_one_below_the_other(tmp_path: Path) -> None:
    table = "{headings: [a, b, c], rows: [{cells: [x, 111 mg, see 111 p]}, {cells: [y, 888 mg, none]}]}"
    folder = tiny(tmp_path, {REST: f"{{heading: Rest, blocks: [{{id: t, table: {table}}}]}}"})
    setter = lay_out(folder.project(), job_of(folder.project(), "ache", "general", "us")).setting.setter
    lines = [one.lines for made in setter.placed.values() for one in made if one.node.role == "TD"]
    widths = {line.chunks[0].run.text: line.width for some in lines for line in some}
    assert widths["111 mg"] == widths["888 mg"]
    assert widths["see 111 p"] == setter.sheet.body.regular.width("see 111 p", setter.sheet.body.size)
