"""What is longer than a page goes on on the next; what asks for a new page gets one, and never a blank one."""

from __future__ import annotations

from pathlib import Path

import pytest

from leaflets.inspect.rules.conformance import check
from leaflets.problems import ContentError
from support import pdf
from support.projects import REST, Folder, tiny

WORDS = " ".join(f"word{number}" for number in range(1500))
SECTION = "heading: Head\nblocks:\n"


def made(tmp_path: Path, blocks: str) -> pdf.Inspected:
    folder = folder_of(tmp_path, blocks)
    return pdf.read(folder.make("ache", "general").data)


def folder_of(tmp_path: Path, blocks: str) -> Folder:
    return tiny(tmp_path / "project", {REST: SECTION + blocks})


@pytest.mark.parametrize(
    "blocks",
    [
        f"  - id: l\n    bullets:\n      items:\n        - {{id: a, text: short}}\n"
        f"        - {{id: b, text: {WORDS}}}\n",
        f"  - id: l\n    steps:\n      items:\n        - {{id: a, text: {WORDS}}}\n        - {{id: b, text: short}}\n",
        f"  - id: t\n    table:\n      headings: [Day, What]\n      rows:\n        - cells: [One, {WORDS}]\n"
        "        - cells: [Two, short]\n",
    ],
)
def test_an_entry_longer_than_a_page_goes_on_on_the_next(tmp_path: Path, blocks: str) -> None:
    file = made(tmp_path, blocks)
    said = file.text.split()
    assert [word for word in said if word.startswith("word")] == WORDS.split()
    assert "short" in said
    with_words = [page for page in file.pages if any("word" in line.text for line in page.lines)]
    assert len(with_words) > 1
    for page in with_words:
        assert min(line.y for line in page.lines) > 0
    assert check(file.data) == []


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
    folder = folder_of(tmp_path, f"  - {{id: a, text: One}}\n  - id: q\n    key_message: {{lead_in: {WORDS}}}\n")
    with pytest.raises(ContentError, match=r"rest\.yaml:4:\d+: what must stay together here is taller than a page"):
        folder.make("ache", "general")
