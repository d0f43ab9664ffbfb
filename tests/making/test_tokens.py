"""Every text of every kind of block, on every kind of paper and screen: none is lost.

The leaflets are made from the models, so that a new kind of block, or a new text of one, is asked for by itself.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from leaflets.content.blocks import KINDS, NARROW
from leaflets.content.leaflet import Organisation, Word
from leaflets.layout.blocks import panels as boxes
from leaflets.making import Made, laying, make
from leaflets.problems import ContentError
from support import pdf
from support.projects import FRONT, LEAFLET, REST, ROOT, Folder, job_of, tiny
from support.tokens import GIVEN, Tokens

PAGES = ("letter", "a4-large-print", "half-letter")
FOLD = "a4-zfold"


def block(kind: str, tokens: Tokens, **more: Any) -> dict[str, Any]:
    made = tokens.model(KINDS[kind], kind) | {"id": f"made-{next(tokens.count)}", "sources": ["some"]}
    for inner in made.get("keep_together", ()):
        inner |= {key: value for key, value in more.items() if key == "when"}
    return made | more


def section(heading: str, made: Sequence[Mapping[str, Any]]) -> str:
    return json.dumps({"heading": heading, "blocks": made}, ensure_ascii=False)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A leaflet to write blocks into; a clinic's is not among them."""
    made = tiny(tmp_path)
    for name in ("specimen.png",):
        made.picture(name, (ROOT / "assets/pictures" / name).read_bytes())
    return made


def listed(folder: Folder, tokens: Tokens) -> None:
    """Words, organisations and a source for the lists a leaflet makes of itself."""
    for file, model, name in (("glossary", Word, "words"), ("organisations", Organisation, "organisations")):
        entries = {"some": tokens.model(model, name), "other": tokens.model(model, name)}
        folder.write(f"leaflets/ache/{file}.yaml", json.dumps({name: entries}))
    printed = {"organisation": tokens.new("source.organisation"), "title": tokens.new("source.title")}
    rest = {"address": GIVEN["address"], "dated": "undated", "seen": "2026-11-02", "quality": "good", "printed": True}
    folder.write("leaflets/ache/sources.yaml", json.dumps({"sources": {"some": printed | rest}}))


def built(folder: Folder, form: str, edition: str = "full") -> Made:
    project = folder.project()
    return make(project, replace(job_of(project, "ache", "general", "us"), format=form, edition=edition))


def lost_on_paper(made: Made, tokens: Tokens) -> list[str]:
    """The places whose tokens are not on a page, not inside it, or not in the structure tree."""
    file = pdf.read(made.data)
    inside = " ".join(
        line.text
        for page in file.pages
        for line in page.lines
        if line.x >= 0 and line.y >= 0 and line.x + line.width <= page.width and line.y + line.size <= page.height
    )
    tree = file.tree
    return [
        path
        for token, path in tokens.named.items()
        if token not in tree or (token not in tokens.alts and token not in inside)
    ]


def lost_on_screen(made: Made, tokens: Tokens) -> list[str]:
    text = made.data.decode()
    page = made.job.format == "html"
    if page:
        text = html.unescape(re.sub(r"<style.*?</style>|<title.*?</title>", "", text, flags=re.DOTALL))
    return [path for token, path in tokens.named.items() if token not in text]


def write_all(folder: Folder) -> Tokens:
    """A section for the kinds of block, each of which explains a word; the texts of the words are tokens too."""
    tokens = Tokens()
    listed(folder, tokens)
    kinds = [kind for kind in KINDS if kind != "contents"]
    folder.write(FRONT, section("In short", [block("contents", tokens)]))
    explaining = {kind: {} if kind == "page_break" else {"words": ["some"]} for kind in kinds}
    folder.write(REST, section("Rest", [block(kind, tokens, **more) for kind, more in explaining.items()]))
    return tokens


@pytest.mark.parametrize("form", PAGES)
def test_no_text_of_any_kind_is_lost_on_pages(folder: Folder, form: str) -> None:
    tokens = write_all(folder)
    assert len(tokens.named) > len(KINDS) * 2
    assert lost_on_paper(built(folder, form), tokens) == []


def test_a_text_that_is_drawn_nowhere_is_named(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    tokens = write_all(folder)
    monkeypatch.setattr(boxes, "labelled_lines", lambda *_: [])
    monkeypatch.setattr(laying, "prove", lambda *_: None)
    lost = lost_on_paper(built(folder, "letter"), tokens)
    assert {path.rsplit(".", 1)[-1] for path in lost} == {"blank", "labels"}
    assert {path.split(".")[0] for path in lost} == {"blanks", "key_message", "note", "warning"}


@pytest.mark.parametrize("form", ["html", "text"])
def test_no_text_of_any_kind_is_lost_on_a_screen(folder: Folder, form: str) -> None:
    tokens = write_all(folder)
    assert lost_on_screen(built(folder, form), tokens) == []


@pytest.mark.parametrize("form", PAGES)
def test_no_text_of_a_kind_beside_the_text_is_lost(folder: Folder, form: str) -> None:
    tokens = Tokens()
    listed(folder, tokens)
    for number, kind in enumerate(sorted(NARROW)):
        beside = block(kind, tokens, beside=True, words=["some", "other"])
        around = [{"id": f"around-{number}-{at}", "text": f"Words around it, part {at}. " * 3} for at in range(12)]
        made = section(f"Part {number}", [*around[:2], beside, *around[2:]])
        folder.write(f"leaflets/ache/sections/part-{number}.yaml", made)
    parts = ", ".join(f"part-{number}" for number in range(len(NARROW)))
    folder.replace(LEAFLET, "sections: [rest]", f"sections: [{parts}, rest]")
    folder.write(
        REST, section("Rest", [block(kind, tokens) for kind in ("words_explained", "organisations", "source_list")])
    )
    assert lost_on_paper(built(folder, form), tokens) == []


def test_no_text_of_any_kind_is_lost_on_a_folded_sheet(folder: Folder) -> None:
    brief = {"when": {"edition": "brief"}}
    panels = dict.fromkeys(("inside_left", "inside_middle", "inside_right", "back"))
    named = {panel: [f"on-{panel.replace('_', '-')}"] for panel in panels}
    sections = [name for names in named.values() for name in names]
    folder.replace(LEAFLET, "sections: [rest]", f"sections: [{', '.join(sections)}, rest]")
    folder.replace(LEAFLET, "approvals: []", f"approvals: []\npanels: {json.dumps(named | {'flap': ['rest']})}")
    folder.write(REST, section("Rest", [{"id": "flap", "text": "Words.", **brief}]))
    folder.write(FRONT, section("In short", [{"id": "hello", "text": "Hello.", **brief}]))
    kinds = [kind for kind in KINDS if kind != "contents"]
    for start in range(0, len(kinds), len(panels)):
        tokens, chosen = Tokens(), kinds[start : start + len(panels)]
        listed(folder, tokens)
        for at, name in enumerate(sections):
            shown = [block(chosen[at], tokens, **brief)] if at < len(chosen) else []
            first = {"id": f"first-{at}", "text": "Words.", **brief}
            folder.write(f"leaflets/ache/sections/{name}.yaml", section("Panel", [first, *shown]))
        unlisted = {"words": "words_explained", "organisations": "organisations", "source": "source_list"}
        apart = {name for name, kind in unlisted.items() if kind not in chosen}
        lost = lost_on_paper(built(folder, FOLD, "brief"), tokens)
        assert [path for path in lost if path.split(".")[0] not in apart] == []


def test_a_list_of_contents_is_refused_on_a_folded_sheet(folder: Folder) -> None:
    brief = {"when": {"edition": "brief"}}
    panels = {panel: ["rest"] if panel == "flap" else [] for panel in ("inside_left", "inside_middle", "inside_right")}
    panels |= {"flap": ["rest"], "back": []}
    folder.replace(LEAFLET, "approvals: []", f"approvals: []\npanels: {json.dumps(panels)}")
    folder.write(FRONT, section("In short", [{"id": "hello", "text": "Hello.", **brief}]))
    folder.write(REST, section("Rest", [block("contents", Tokens(), sources=[], **brief)]))
    with pytest.raises(ContentError) as caught:
        built(folder, FOLD, "brief")
    assert [(problem.where.file, problem.where.line) for problem in caught.value.problems] == [
        ("content/leaflets/ache/sections/rest.yaml", 1)
    ]
