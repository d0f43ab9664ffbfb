"""The index of a run: every file once, under its leaflet, with what it takes to choose it."""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner

from leaflets.cli import main
from leaflets.store.project import Project
from support import page
from support.page import name, said
from support.projects import tiny


def run(*arguments: str) -> str:
    done = CliRunner().invoke(main, ["build", *arguments], env={"SOURCE_DATE_EPOCH": "1795219200"})
    assert done.exit_code == 0, done.output
    return done.stdout


def test_an_index_lists_every_file_of_the_run_with_its_pages_and_size(project: Project, tmp_path: Path) -> None:
    printed = run("lms", "--format", "letter", "--format", "html", "--format", "text", "--index", "-o", str(tmp_path))
    page_ = page.read((tmp_path / "index.html").read_bytes())
    files = {path.name for path in tmp_path.iterdir()} - {"index.html"}
    assert len(files) == 3 * len(project.leaflet("lms").file.variants)
    assert {address for address, _ in page_.links} == files
    assert len(page_.links) == len(files)
    told = dict(re.findall(r"(\S+)  (?:\d+ pages  )?(\d+) KB", printed))
    pages = dict(re.findall(r"(\S+\.pdf)  (\d+) pages", printed))
    for address, words in page_.links:
        path = str(tmp_path / address)
        assert f"{told[path]} KB" in words
        assert re.findall(r"(\d+) pages", words) == ([pages[path]] if address.endswith(".pdf") else [])
    assert f"{tmp_path / 'index.html'}  {len(files)} files" in printed
    assert "21 files, made on November 21, 2026" in page_.text


def test_an_index_stands_under_headings_and_has_a_cover_for_each_file(tmp_path: Path) -> None:
    run("lms", "specimen", "--format", "text", "--index", "-o", str(tmp_path))
    page_ = page.read((tmp_path / "index.html").read_bytes())
    headings = [said(one) for one in page_.all("h2")]
    assert headings == ["Leiomyosarcoma (LMS)", "Specimen"]
    symbols = {f"#{one.get('id')}" for one in page_.all("symbol")}
    covers = [one.get("href", one.get("{http://www.w3.org/1999/xlink}href")) for one in page_.all("use")]
    assert len(covers) == len(page_.links) == 8
    assert set(covers) == symbols
    assert page_.all("script") == []


def test_an_index_offers_only_what_there_is_a_choice_of(tmp_path: Path) -> None:
    folder = tiny(tmp_path / "p")
    out = tmp_path / "out"
    run("--project", str(folder.root), "--format", "html", "--index", "-o", str(out))
    page_ = page.read((out / "index.html").read_bytes())
    (select,) = page_.all("select")
    options = [said(one) for one in select if name(one) == "option"]
    assert options == ["All", "Headaches", "Cluster headaches"]
    (label,) = page_.all("label")
    assert (label.get("for"), said(label)) == (select.get("id"), "About")


def test_a_run_of_all_leaflets_and_variants_has_an_index_of_itself(tmp_path: Path) -> None:
    folder = tiny(tmp_path / "p")
    assert "index.html" in folder.run().files
    page_ = page.read((tmp_path / "p-output/index.html").read_bytes())
    assert len(page_.links) == 2


def test_an_index_lists_clinics_with_their_own_references_and_words(tmp_path: Path) -> None:
    out = ("-o", str(tmp_path))
    run("lms", "--variant", "uterine", "--clinic", "all", "--format", "text", "--index", *out)
    page_ = page.read((tmp_path / "index.html").read_bytes())
    found = {said(one) for one in page_.all("h2")}
    assert found == {"Hilltop Cancer Centre", "Riverside Clinic"}
    labels = [said(one) for one in page_.all("label")]
    assert labels == ["Clinic", "About", "Language"]
    words = {address.removeprefix("lms-uterine-"): text for address, text in page_.links}
    assert "of the womb" in words["en-gb-hilltop.txt"]
    assert "of the uterus" in words["en-us-riverside.txt"]
    assert "RIV-LMS-UT 1.0" in words["en-us-riverside.txt"]
    assert {one.get("fill") for one in page_.all("rect")} > {"#15506B"}


def test_without_being_asked_for_no_index_is_written(tmp_path: Path) -> None:
    run("specimen", "--format", "text", "-o", str(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["specimen-specimen-en-us.txt"]


def test_a_format_file_may_not_take_the_name_of_an_edition_for_the_screen(tmp_path: Path) -> None:
    folder = tiny(tmp_path / "p")
    text = folder.path("formats/a4.yaml").read_text(encoding="utf-8")
    folder.write("formats/html.yaml", text)
    done = folder.run("--format", "html")
    assert done.code == 1
    assert done.problems == (
        "content/formats/html.yaml: 'html' is the name of an edition for the screen; give the file another name",
    )


def test_a_cover_that_cannot_be_drawn_keeps_the_whole_run_from_being_written(tmp_path: Path) -> None:
    folder = tiny(tmp_path / "p")
    folder.replace("leaflets/ache/leaflet.yaml", "icon: body", "icon: nosuch")
    done = folder.run("--format", "text")
    assert (done.code, done.files) == (1, ())
    assert "there is no icon 'nosuch'" in done.err
