"""Words in another language than the leaflet's: told so in the structure of the PDF, on pages, and in messages."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pypdf.generic import DictionaryObject

from leaflets.inspect.inspection import inspect
from leaflets.making import lay_out, make
from leaflets.problems import ContentError
from leaflets.text.breaks import breaks
from support import page, pdf
from support.projects import REST, Folder, job_of, tiny
from support.sample import regular

BLOCKS = [
    {"id": "es", "lang": "es", "text": "Si habla español, llame al 303-555-0142. El color de la piel."},
    {"id": "pl", "lang": "pl", "bullets": {"lead_in": "Proszę:", "items": [{"id": "p1", "text": "zadzwonić"}]}},
    {"id": "both", "text": "Ask for the [**hoja**]{lang=es}, or for [la página](https://example.org){lang=es}."},
    {"id": "own", "text": "These words are in the leaflet’s own language."},
]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = tiny(tmp_path)
    made.write(REST, json.dumps({"heading": "Rest", "blocks": BLOCKS}, ensure_ascii=False))
    return made


def built(folder: Folder, paper: str = "letter") -> bytes:
    project = folder.project()
    return make(project, replace(job_of(project, "ache", "general", "us"), format=paper)).data


def in_languages(file: pdf.Inspected) -> list[tuple[str, str]]:
    """The roles and languages of the elements that have a language of their own, in reading order."""
    found = []
    waiting: list[Any] = [file.reader.root_object["/StructTreeRoot"]]
    while waiting:
        element = waiting.pop().get_object()
        kids = element.get("/K", [])
        kids = kids if isinstance(kids, list) else [kids]
        waiting += [kid for kid in reversed(kids) if isinstance(kid.get_object(), DictionaryObject)]
        if "/Lang" in element:
            found.append((str(element["/S"]), str(element["/Lang"])))
    return found


def test_the_structure_says_the_language_of_each_part(folder: Folder) -> None:
    file = pdf.read(built(folder))
    assert in_languages(file) == [("/P", "es"), ("/P", "pl"), ("/L", "pl"), ("/Span", "es"), ("/Link", "es")]
    assert "Si habla español, llame al 303-555-0142." in file.text
    assert "Ask for the hoja, or for la página (https://example.org)." in " ".join(file.text.split())


def test_verify_counts_the_languages_and_finds_no_fault(folder: Folder) -> None:
    found = inspect(built(folder))
    assert found.parts == {"es": 3, "pl": 2}
    assert list(found.faults) == []


def test_a_page_says_the_language_of_each_part(folder: Folder) -> None:
    shown = page.read(built(folder, "html"))
    marked = [(page.name(one), one.get("lang"), page.said(one).strip()) for one in shown.elements if one.get("lang")]
    assert [one[:2] for one in marked] == [
        ("html", "en-US"),
        ("p", "es"),
        ("div", "pl"),
        ("span", "es"),
        ("span", "es"),
    ]
    assert marked[1][2].startswith("Si habla español")
    assert "Proszę:" in marked[2][2]
    assert "zadzwonić" in marked[2][2]
    assert [one[2] for one in marked[3:]] == ["hoja", "la página"]


def test_plain_text_has_the_words_and_no_marks(folder: Folder) -> None:
    text = " ".join(built(folder, "text").decode().split())
    assert "Ask for the hoja, or for la página (https://example.org)." in text
    assert "{" not in text


def test_words_of_another_language_are_not_spelled_as_a_sister_language_spells(folder: Folder) -> None:
    folder.write("leaflets/ache/words/en-gb.yaml", "words: {color: colour, piel: peel, hoja: hodge}")
    project = folder.project()
    job = replace(job_of(project, "ache", "general", "us"), language="en-gb")
    text = " ".join(pdf.read(make(project, job).data).text.split())
    assert "El color de la piel" in text
    assert "Ask for the hoja" in text


def test_a_list_the_leaflet_makes_of_itself_has_no_language_of_its_own(folder: Folder) -> None:
    folder.write(REST, json.dumps({"heading": "Rest", "blocks": [{"id": "c", "lang": "es", "clinic_details": "all"}]}))
    with pytest.raises(ContentError, match="are in the leaflet's language"):
        built(folder)
    folder.write(REST, json.dumps({"heading": "Rest", "blocks": [{"id": "c", "lang": "Spanish", "text": "Hola."}]}))
    with pytest.raises(ContentError, match="'Spanish' is no tag of a language"):
        built(folder)


def test_an_entry_of_a_list_has_a_language_of_its_own(folder: Folder) -> None:
    items = [
        {"id": "o1", "text": "Ask for the interpreter, colour and all."},
        {"id": "o2", "lang": "ar", "text": "اطلب مترجماً على 020 7946 0111"},
        {"id": "o3", "lang": "pl", "text": "Poproś o tłumacza."},
    ]
    block = {"id": "tongues", "checklist": {"lead_in": "You can:", "items": items}}
    folder.write(REST, json.dumps({"heading": "Rest", "blocks": [block]}))
    data = built(folder)
    assert in_languages(pdf.read(data)) == [("/LI", "ar"), ("/LI", "pl")]
    assert list(inspect(data).faults) == []
    shown = page.read(built(folder, "html"))
    own = [one for one in shown.elements if page.name(one) == "div" and one.get("lang")]
    assert [(one.get("lang"), one.get("dir")) for one in own] == [("ar", "rtl"), ("pl", "ltr")]


def test_a_block_is_broken_by_the_rules_of_its_own_language(folder: Folder) -> None:
    setter = lay_out(folder.project(), job_of(folder.project(), "ache", "general", "us")).setting.setter

    text = "dobry lek Nowak"
    parted = [text.index("Nowak") in breaks(text, setter.speaking(tag).rules) for tag in ("", "pl", "pl-PL", "cs")]
    assert parted == [True, False, False, True]


@pytest.mark.parametrize(
    ("lang", "text", "alike"),
    [("ro", "ş", False), ("sr", "б", False), ("ur", "۴", False), ("nl", "fij", True), ("pl", "ł", True)],
)
def test_letters_have_the_forms_of_their_language(lang: str, text: str, alike: bool) -> None:
    font = regular()

    def glyphs(tag: str) -> list[tuple[object, ...]]:
        return [sign.parts for word in font.speaking(tag).words(text) for sign in word.signs]

    assert (glyphs(lang) == glyphs("en")) is alike
