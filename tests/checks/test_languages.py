"""Leaflets in other languages under the editor's eye: what is held to their own rules, and what is told to be left."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from leaflets.checks.editor import Report, Wish, check
from leaflets.checks.languages import _sentences
from leaflets.checks.readability import inflesz
from leaflets.checks.readability import silabas as syllables
from leaflets.making import make
from leaflets.problems import ContentError
from support.clinics import FILE, clinic_text, with_clinic
from support.projects import REST, ROOT, Folder, shipped, tiny

SPELLED = {
    "muy": 1, "y": 1, "bien": 1, "cáncer": 2, "ciudad": 2, "país": 2, "reír": 2, "causa": 2, "hay": 1, "días": 2,
    "médico": 3, "guitarra": 3, "ayuda": 3, "útero": 3, "pingüino": 3, "cirugía": 4, "aérea": 4, "quimioterapia": 5,
}  # fmt: skip


@pytest.mark.parametrize("word", SPELLED)
def test_the_syllables_of_spanish_words(word: str) -> None:
    assert syllables(word) == SPELLED[word]


def test_the_ease_is_reckoned_as_published() -> None:
    said = ["Llame al médico si tiene fiebre.", "Beba agua."]  # 8 words, 2 sentences; 11 and 4 syllables
    assert inflesz(said) == pytest.approx(206.835 - 62.3 * 15 / 8 - 8 / 2)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Llame a la Dra. Ruiz. ¿Tiene fiebre? Sí.", ["Llame a la Dra. Ruiz.", "¿Tiene fiebre?", "Sí."]),
        ("Beba agua, p. ej. un vaso. Descanse.", ["Beba agua, p. ej. un vaso.", "Descanse."]),
        ("هل لديك حمى؟ اتصل بنا.", ["هل لديك حمى؟", "اتصل بنا."]),
        ("", [""]),
    ],
)
def test_sentences_end_as_in_their_language(text: str, parts: list[str]) -> None:
    assert list(_sentences(text, ("Dra",))) == parts


def spanish(folder: Folder, blocks: Sequence[Mapping[str, object]]) -> Report:
    """The report on a leaflet that a house of Spanish speakers has written."""
    for name in ("languages/es-us.yaml", "checks.yaml"):
        folder.write(name, (ROOT / "content" / name).read_bytes())
    folder.replace("project.yaml", "us: {language: en-us", "us: {language: es-us")
    folder.write(REST, json.dumps({"heading": "Descanso", "blocks": blocks}, ensure_ascii=False))
    return check(folder.project(), "ache", make, Wish())


def test_words_are_looked_at_in_their_own_language(tmp_path: Path) -> None:
    long = "Hay que ir al hospital " + "y luego a casa " * 6
    hard = "La administración intravenosa concomitante requiere monitorización hematológica. " * 10
    blocks = [
        {"id": "plain", "text": "Descanse. Don't se dice en inglés."},
        {"id": "long", "text": f"{long.strip()}."},
        {"id": "use", "text": "Puede utilizar una almohada."},
        {"id": "hard", "text": hard.strip()},
    ]
    report = spanish(tiny(tmp_path), blocks)
    found = {one.rule for one in report.findings if one.family in ("words", "readability")}
    assert found == {"long-sentence", "preferred-word", "reading-ease"}
    (plain,) = [one for one in report.findings if one.rule == "preferred-word" and "utilizar" in one.problem.message]
    assert plain.problem.hint == "write 'usar'"


def test_the_report_says_what_was_not_looked_at(tmp_path: Path) -> None:
    report = spanish(tiny(tmp_path), [{"id": "a", "text": "Descanse."}])
    assert set(report.unmade) == {"es-US"}
    assert {"contraction", "medical-word", "chance-word"} <= set(report.unmade["es-US"])
    assert not {"long-sentence", "preferred-word", "reading-ease"} & set(report.unmade["es-US"])


def test_an_ease_without_a_formula_is_refused(tmp_path: Path) -> None:
    folder = shipped(tmp_path)
    folder.replace("checks.yaml", "pl: {sentence_words", "pl: {ease: 60, sentence_words")
    with pytest.raises(ContentError, match="no formula for the reading ease of 'pl'"):
        check(folder.project(), "lms", make, Wish())


def test_a_clinic_in_the_us_is_asked_to_say_that_help_in_other_languages_is_free(tmp_path: Path) -> None:
    folder = with_clinic(tmp_path)
    folder.replace("project.yaml", "us: {", "us: {country: US, ")
    for name in ("checks.yaml", "language-help.yaml"):
        folder.write(name, (ROOT / "content" / name).read_bytes())
    found = [one.rule for one in check(folder.project(), "ache", make, Wish(clinics={"elm": "us"})).findings]
    assert found.count("language-help") == 1
    folder.write(FILE, clinic_text(language_help="[es, fr]"))
    found = [one.rule for one in check(folder.project(), "ache", make, Wish(clinics={"elm": "us"})).findings]
    assert "language-help" not in found
