"""The help strip: that help in other languages is free, in each of them, in its script, with the number to ring."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from leaflets.content.settings import LanguageHelp
from leaflets.making import Maker, make
from leaflets.problems import ContentError
from leaflets.store.project import Project
from leaflets.text.direction import runs_left
from support import page, pdf
from support.clinics import with_clinic
from support.projects import ROOT, Folder, job_of, tiny

TWENTY = (
    *("es", "vi", "tl", "ru", "ar", "ht", "fr", "pl", "pt", "it"),
    *("de", "fa", "ro", "pa", "ur", "bn", "so", "tr", "hi", "uk"),
)
"""Those of the United States and the United Kingdom that the shipped faces can write, and two more."""


def asking(folder: Folder, tags: Sequence[str], place: str = "us: {") -> Folder:
    folder.replace("project.yaml", place, f"{place}language_help: [{', '.join(tags)}], ")
    shutil.copy(ROOT / "content/language-help.yaml", folder.path("language-help.yaml"))
    return folder


def built(folder: Folder, paper: str = "a4") -> bytes:
    project = folder.project()
    return make(project, replace(job_of(project, "ache", "general", "us"), format=paper)).data


def lines(project: Project) -> LanguageHelp:
    return project.language_help


def test_twenty_languages_stand_on_one_page_each_in_its_own_words(tmp_path: Path) -> None:
    folder = asking(tiny(tmp_path), TWENTY)
    folder.write(
        "leaflets/ache/sections/rest.yaml", "heading: Rest\nblocks: [{id: a, page_break: here}, {id: b, text: Sleep.}]"
    )
    known, file = lines(folder.project()).languages, pdf.read(built(folder))
    said = dict(re.findall(r"LI \(Lang='([^']+)'\)\n +Lbl: •\n +LBody: (.+)", file.tree))
    assert tuple(said) == TWENTY
    for tag in TWENTY:
        free = known[tag].free
        if runs_left(tag):  # read as it is seen, from left to right
            assert sorted(free.replace(" ", "")) == sorted(re.sub(r"[\s\u200e\u200f]", "", said[tag])), tag
        else:
            assert said[tag] == free
    marks = [number for number, one in enumerate(file.pages, 1) for run in one.runs if run.text.strip() == "•"]
    assert marks == [2] * len(TWENTY)


def test_a_page_says_the_language_and_the_direction_of_each_line(tmp_path: Path) -> None:
    shown = page.read(built(asking(tiny(tmp_path), ["es", "ar", "zh-Hans"]), "html"))
    marked = [(one.get("lang"), one.get("dir"), page.said(one).strip()) for one in shown.elements if one.get("lang")]
    assert ("es", "ltr", "La ayuda en español es gratis.") in marked
    assert ("ar", "rtl", "المساعدة باللغة العربية مجانية.") in marked
    assert ("zh-Hans", "ltr", "我们提供免费的中文帮助。") in marked


def test_lines_nobody_has_checked_are_marked_as_a_draft(tmp_path: Path) -> None:
    folder = asking(tiny(tmp_path), ["es"])
    assert "Draft: not all of these lines" in " ".join(built(folder, "text").decode().split())
    folder.write(
        "language-help.yaml",
        'languages: {es: {english: Spanish, free: "Gratis.", ring: "Llame al {phone}.", '
        "checked: {by: A. Name, role: interpreter, day: 2026-01-31}}}",
    )
    text = " ".join(built(folder, "text").decode().split())
    assert "Gratis." in text
    assert "not all of these lines" not in text


def test_each_clinic_gives_its_own_number(tmp_path: Path) -> None:
    folder = asking(with_clinic(tmp_path, {}), ["es", "fr"])
    text = folder.path("clinics/elm.yaml").read_text(encoding="utf-8")
    assert "303-555-0101" in text
    folder.write("clinics/oak.yaml", text.replace("303-555-0101", "303-555-0177"))
    project = folder.project()
    maker, job = Maker(project), job_of(project, "ache", "cluster", "us")
    said = {name: pdf.read(maker.make(replace(job, clinic=name)).data).text for name in ("elm", "oak")}
    assert "Llame al 303-555-0101." in " ".join(said["elm"].split())
    assert "Llame al 303-555-0177." in " ".join(said["oak"].split())
    assert "Appelez le 303-555-0177." in " ".join(said["oak"].split())


def test_a_script_that_no_face_has_is_refused_with_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"project\.yaml:\d+") as refused:
        built(asking(tiny(tmp_path), ["es", "zh-Hans"]))
    assert "npm pack @expo-google-fonts/noto-sans-sc" in str(refused.value)


def test_a_language_without_a_line_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="there is no line on help in 'xh'") as refused:
        built(asking(tiny(tmp_path), ["xh"]))
    assert "content/language-help.yaml" in str(refused.value)


def test_the_leaflets_own_language_is_not_among_them(tmp_path: Path) -> None:
    folder = asking(tiny(tmp_path), ["es", "en"])
    folder.replace("language-help.yaml", "languages:", 'languages:\n  en: {english: English, free: "Help.", ring: "x"}')
    assert "Help.\n" not in built(folder, "text").decode()


def test_all_languages_most_asked_for_have_a_line(project: Project) -> None:
    asked = lines(project).most_asked
    assert {country: len(tags) for country, tags in asked.items()} == {"US": 15, "GB": 12}
    assert {tag for tags in asked.values() for tag in tags} <= set(lines(project).languages)
