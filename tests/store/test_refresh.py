"""A process that lives for days sees what was edited, and reads nothing else again."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from leaflets.making.maker import make
from leaflets.problems import ContentError
from leaflets.store.project import Project, this_moment
from support import pdf
from support.projects import FRONT, NOW, REST, Folder, job_of, tiny


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return tiny(tmp_path / "project")


def said(project: Project) -> str:
    return " ".join(pdf.read(make(project, job_of(project, "ache", "general", "us")).data).text.split())


def test_an_edited_word_is_printed_by_the_same_project(folder: Folder) -> None:
    project = Project(folder.root, NOW)
    assert "Sleep well." in said(project)
    folder.replace(REST, "Sleep well.", "Sleep long.")
    assert "Sleep long." in said(project)
    folder.replace(REST, "Sleep long.", "Sleep well.")
    assert "Sleep well." in said(project)


def test_an_edit_of_the_same_length_and_time_to_the_second_is_seen(folder: Folder) -> None:
    project = Project(folder.root, NOW)
    assert "Sleep well." in said(project)
    path = folder.root / "content" / REST
    state = path.stat()
    path.write_text(path.read_text(encoding="utf-8").replace("well", "more"), encoding="utf-8")
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns + 1))
    assert "Sleep more." in said(project)


def test_a_file_that_is_written_again_as_it_was_is_not_read_again(folder: Folder) -> None:
    project = Project(folder.root, NOW)
    before = project.leaflet("ache")
    path = folder.root / "content" / FRONT
    path.write_bytes(path.read_bytes())
    os.utime(path, (0, 0))
    assert not project.refresh()
    assert project.leaflet("ache") is before


def test_a_new_file_a_fault_and_its_mending_are_seen(folder: Folder) -> None:
    project = Project(folder.root, NOW)
    assert said(project)
    name = "content/leaflets/ache/sections/new.yaml"
    folder.write("leaflets/ache/sections/new.yaml", "heading: New\nblocks:\n  - {id: new, text: New words.}\n")
    assert (folder.root / name).is_file()
    with pytest.raises(ContentError, match=r"new\.yaml"):
        said(project)
    folder.replace("leaflets/ache/leaflet.yaml", "sections: [rest]", "sections: [rest, new]")
    assert "New words." in said(project)


def test_what_a_parent_of_a_format_says_reaches_its_child(folder: Folder) -> None:
    folder.write("formats/small.yaml", "extends: letter\ndescription: Small\n")
    project = Project(folder.root, NOW)
    before = project.format("small").text_size
    folder.replace("formats/letter.yaml", "text_size: 12pt", "text_size: 13pt")
    assert project.refresh()
    assert project.format("small").text_size == before + 1


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system's zone cannot be set by a program")
def test_today_is_the_day_where_the_clinic_is(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    offsets = []
    for zone in ("Pacific/Auckland", "Pacific/Honolulu"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        moment = this_moment()
        offsets.append(moment.utcoffset())
        assert Project(folder.root).today == moment.date()
    monkeypatch.undo()
    time.tzset()
    assert offsets[0] != offsets[1]
