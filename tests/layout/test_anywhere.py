"""Each kind of block holds long words in narrow places: on every paper it is printed whole, and over nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from leaflets.making import make
from support import pdf
from support.projects import REST, job_of, tiny

SENTENCE = "Rest and sleep well and call the team if the pain is no better after a day or two at home."
MANY = ", ".join(f"{{id: i{number}, text: Step number {number}}}" for number in range(1, 31))
BLOCKS: Mapping[str, str] = {
    "more steps than nine": f"steps: {{items: [{MANY}]}}",
    "a long call beside red flags": "emergency: {heading: Get help now, call: Call 911 or go to the emergency room, "
    f"lead_in: If you have, items: [{{id: e, text: {SENTENCE}}}]}}",
    "a long heading over lines": f"notes: {{heading: '{SENTENCE} {SENTENCE}', lines: 3}}",
    "a long caption": f"table: {{caption: '{SENTENCE} {SENTENCE}', headings: [A, B], rows: [{{cells: [One, Two]}}]}}",
    "a link under a chance": "chance: {lead_in: Of 100, n: 3, of: 100, yes: do, no: do not, "
    "note: 'See [more](https://example.org/a) about it.'}",
    "a link in what is filled in": "blanks: {labels: ['My [team](https://example.org/a)', Phone]}",
    "a heading with a link": "subheading: '[More](https://example.org/a) about it'",
    "words in what is kept together": "keep_together: [{id: k, text: One, words: [migraine]}, "
    "{id: l, note: {lead_in: Two}}, {id: m, text: Three, words: [migraine]}]",
    "long steps with lines to write on": f"timeline: {{blank: When, items: [{{id: s, label: {SENTENCE}, text: "
    f"'{' '.join([SENTENCE] * 30)}'}}, {{id: t, label: Then, text: {SENTENCE}}}]}}",
    "long steps with dots": "timeline: {items: [{id: s, label: First, times: 4, text: "
    f"'{' '.join([SENTENCE] * 30)}'}}, {{id: t, label: Then, times: 1, text: {SENTENCE}}}]}}",
    "long words at a drawing": f"anatomy: {{heading: '{SENTENCE}', drawing: gut, "
    f"alt: 'A [gut](https://example.org/a)', mark: [stomach], caption: '{SENTENCE}', "
    f"labels: [{{id: s, part: stomach, text: '{' '.join([SENTENCE] * 6)}'}}]}}",
    "long words at bars": f"bar_chart: {{lead_in: '{SENTENCE}', note: '{SENTENCE}', items: "
    f"[{{id: a, label: '{SENTENCE}', text: '9 {SENTENCE}'}}, {{id: b, label: Few, text: '1'}}]}}",
}


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS.keys())
@pytest.mark.parametrize("paper", ["letter", "a4-large-print", "a5-booklet", "text", "html"])
def test_it_is_printed_whole(tmp_path: Path, block: str, paper: str) -> None:
    folder = tiny(tmp_path / "p", {REST: f"heading: Head\nblocks:\n  - id: blk\n    {block}\n"})
    project = folder.project()
    made = make(project, replace(job_of(project, "ache", "general", "us"), format=paper))
    assert made.data  # what would be lost, or printed over something else, is a problem, and nothing is made


def test_a_word_is_explained_as_often_as_what_is_kept_together_asks_for_it(tmp_path: Path) -> None:
    block = BLOCKS["words in what is kept together"]
    folder = tiny(tmp_path / "p", {REST: f"heading: Head\nblocks:\n  - id: blk\n    {block}\n"})
    assert pdf.read(folder.make("ache", "general").data).text.count("A kind of headache.") == 2
