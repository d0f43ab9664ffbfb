"""What an output folder ends up with: no file in another's place, and all that is there in the index."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from support import page
from support.clinics import clinic_text, with_clinic
from support.projects import LEAFLET, TINY, Folder, tiny
from support.runs import manifest, many, output_of, sums

RUN = ("ache", "--variant", "cluster", "--clinic", "all", "--format", "text")
LEFT = (
    "._c000.yaml",
    ".DS_Store",
    "~$c000.yaml",
    "c000.yaml~",
    ".#c000.yaml",
    "Thumbs.db",
    "#c000.yaml#",
    ".c0.yaml.swp",
    "c000.yaml.sb-1a2b-x",
)
UNREAD = ("4913", "notes.docx")
"""What nothing in ``content`` can be."""


def texts(folder: Folder) -> set[str]:
    return {path.name for path in output_of(folder).glob("*.txt")}


def links(folder: Folder) -> set[str]:
    return {address for address, _ in page.read((output_of(folder) / "index.html").read_bytes()).links}


class TestNames:
    @pytest.mark.parametrize("arguments", [(), ("ache",), ("ache-x", "--variant", "y", "--format", "text")])
    def test_of_two_leaflets_that_come_to_one_are_a_problem_for_any_run(
        self, arguments: tuple[str, ...], tmp_path: Path
    ) -> None:
        folder = tiny(tmp_path / "p")
        for name in list(TINY):
            if name.startswith("leaflets/ache/"):
                folder.write(name.replace("ache", "ache-x", 1), folder.path(name).read_bytes())
        folder.replace("leaflets/ache-x/leaflet.yaml", "  cluster: ", "  y: ")
        folder.replace(LEAFLET, "  cluster: ", "  x-y: ")
        said = folder.run(*arguments)
        assert (said.code, said.files) == (1, ())
        assert "ache-x y" in said.err
        assert "ache x-y" in said.err
        assert "would have the same file as" in said.err

    def test_of_variants_that_differ_in_capitals_alone_are_a_problem(self, tmp_path: Path) -> None:
        folder = tiny(tmp_path / "p")
        folder.replace(LEAFLET, "  cluster: ", "  General: ")
        said = folder.run("--variant", "general")
        assert (said.code, said.files) == (1, ())
        assert "would have the same file as" in said.err

    @pytest.mark.parametrize("name", ["a\x1b[31mche", "a\u202eche", "a che", "äche"])
    def test_that_cannot_be_part_of_a_files_name_are_a_problem(self, name: str, tmp_path: Path) -> None:
        folder = tiny(tmp_path / "p")
        folder.path("leaflets/ache").rename(folder.path(f"leaflets/{name}"))
        folder.replace("project.yaml", "leaflets: [ache]", "leaflets: []")
        said = folder.run(unicodedata.normalize("NFC", name))
        assert (said.code, said.files) == (1, ())
        assert "becomes part of the names of PDFs, and this cannot" in said.err
        assert all(sign.isprintable() for sign in said.err if sign != "\n")

    def test_tell_the_region_where_two_have_one_language(self, tmp_path: Path) -> None:
        text = (
            TINY["project.yaml"]
            + '  ie: {language: en-gb, format: a4, emergency_number: "112", values: {fever: 38 °C}}\n'
        )
        folder = tiny(tmp_path / "p", {"project.yaml": text})
        for region in ("us", "uk", "ie"):
            said = folder.run("ache", "--variant", "cluster", "--region", region, "--format", "text")
        assert said.files == ("ache-cluster-en-gb-ie.txt", "ache-cluster-en-gb-uk.txt", "ache-cluster-en-us.txt")


class TestWhatSystemsLeaveAbout:
    def test_is_passed_over_and_makes_nothing_anew(self, tmp_path: Path) -> None:
        folder = many(tmp_path / "p", 2)
        before = folder.run(*RUN)
        assert "2 made" in before.err
        places = ("content", "content/clinics", "content/leaflets/ache/sections", "content/themes", "assets")
        for place in places:
            for name in LEFT if place == "assets" else (*LEFT, *UNREAD):
                (folder.root / place / name).write_bytes(b"\x00\x05\x16\x07")
        (folder.root / "content/__MACOSX").mkdir()
        (folder.root / "content/__MACOSX/x.yaml").write_bytes(b"\x00")
        after = folder.run(*RUN)
        assert after.code == 0, after.err
        assert "0 made, 2 up to date" in after.err
        assert folder.project().names("clinics") == ("c000", "c001")


class TestOneBadInput:
    def test_that_is_no_file_spoils_no_other_clinic(self, tmp_path: Path) -> None:
        folder = many(tmp_path / "p", 2)
        os.mkfifo(folder.path("clinics/pipe.yaml"))
        folder.path("clinics/loop.yaml").symlink_to("loop.yaml")
        folder.path("clinics/dir.yaml").mkdir()
        said = folder.run(*RUN)
        assert said.code == 1
        assert "2 made" in said.err
        for name in ("pipe", "loop", "dir"):
            assert f"content/clinics/{name}.yaml: cannot be read" in said.err

    @pytest.mark.parametrize("logo", ["x" * 400, "a/" * 300 + "b.svg", "loop.svg", "pipe.svg"])
    def test_in_place_of_a_logo_spoils_no_other_clinic(self, logo: str, tmp_path: Path) -> None:
        folder = many(tmp_path / "p", 2)
        logos = folder.root / "assets/logos"
        logos.mkdir(parents=True, exist_ok=True)
        (logos / "loop.svg").symlink_to("loop.svg")
        os.mkfifo(logos / "pipe.svg")
        folder.write("clinics/odd.yaml", clinic_text(name="Odd", logo=f"{{file: {logo}, alt: A tree}}"))
        said = folder.run(*RUN)
        assert (said.code, texts(folder)) == (1, {"ache-cluster-en-us-c000.txt", "ache-cluster-en-us-c001.txt"})
        assert "content/clinics/odd.yaml:12:14: there is no logo" in said.err

    @pytest.mark.parametrize("name", ["manifest.json", "manifest.journal"])
    def test_in_place_of_the_runs_memory_makes_all_again(self, name: str, tmp_path: Path) -> None:
        folder = many(tmp_path / "p", 2)
        folder.run(*RUN)
        (output_of(folder) / "manifest.json").unlink()
        (output_of(folder) / name).write_text("[" * 200_000 + "\n")
        said = folder.run(*RUN)
        assert (said.code, "2 made" in said.err) == (0, True), said.err
        assert manifest(output_of(folder))["leaflets"].keys() == texts(folder)

    def test_a_pipe_in_place_of_the_runs_memory_is_not_waited_for(self, tmp_path: Path) -> None:
        folder = many(tmp_path / "p", 2)
        output_of(folder).mkdir()
        os.mkfifo(output_of(folder) / "manifest.json")
        said = folder.run(*RUN)
        assert (said.code, "2 made" in said.err) == (0, True), said.err
        os.mkfifo(output_of(folder) / "manifest.journal")
        said = folder.run(*RUN)
        assert said.code == 1
        assert "manifest.journal cannot be written: it is no file" in said.err

    def test_among_the_leftovers_stays_and_the_leftovers_go_in_every_kind_of_run(self, tmp_path: Path) -> None:
        folder = many(tmp_path / "p", 1)
        for arguments in (RUN, ("ache", "--variant", "cluster", "--format", "text")):
            output_of(folder).mkdir(exist_ok=True)
            (output_of(folder) / ".unfinished-x").mkdir(exist_ok=True)
            (output_of(folder) / ".unfinished-abc").write_text("%PDF-1.7")
            said = folder.run(*arguments)
            assert said.code == 0, said.err
            assert ".unfinished-x" in said.files
            assert ".unfinished-abc" not in said.files


class TestClinicsThatAreNoMore:
    def test_are_told_and_their_files_stay_until_asked_for(self, tmp_path: Path) -> None:
        folder = many(tmp_path / "p", 3)
        folder.run(*RUN, "--index")
        folder.path("clinics/c001.yaml").rename(folder.path("clinics/renamed.yaml"))
        said = folder.run(*RUN)
        assert said.code == 0
        assert f"stale: {output_of(folder) / 'ache-cluster-en-us-c001.txt'}" in said.err
        assert "ache-cluster-en-us-c001.txt" in texts(folder)
        assert links(folder) == texts(folder) - {"ache-cluster-en-us-c001.txt"}

    def test_lose_what_this_tool_made_and_nothing_else(self, tmp_path: Path) -> None:
        folder = many(tmp_path / "p", 3)
        folder.run(*RUN)
        out = output_of(folder)
        (out / "ache-cluster-en-us-c002.txt").write_text("changed by hand")
        (out / "ache-cluster-en-us-c009.txt").write_text("another's")
        for name in ("c001", "c002"):
            folder.path(f"clinics/{name}.yaml").unlink()
        kept = sums(out)
        said = folder.run(*RUN, "--prune")
        assert said.code == 0, said.err
        assert "ache-cluster-en-us-c001.txt  deleted" in said.out
        assert "ache-cluster-en-us-c002.txt  left as it is: it was changed after it was made" in said.err
        assert texts(folder) == {f"ache-cluster-en-us-{name}.txt" for name in ("c000", "c002", "c009")}
        assert {name: sums(out)[name] for name in texts(folder)} == {name: kept[name] for name in texts(folder)}
        assert "stale" not in folder.run(*RUN).err

    def test_is_none_whose_file_has_a_fault(self, tmp_path: Path) -> None:
        folder = many(tmp_path / "p", 2)
        folder.run(*RUN)
        folder.write("clinics/c001.yaml", "name: [")
        said = folder.run(*RUN, "--prune")
        assert said.code == 1
        assert len(texts(folder)) == 2

    def test_are_not_looked_for_without_clinics(self, tmp_path: Path) -> None:
        assert tiny(tmp_path / "p").run("--prune").code == 2


def test_the_index_lists_the_whole_folder_each_clinic_once_in_order(tmp_path: Path) -> None:
    folder = many(tmp_path / "p", 3)
    folder.run(*RUN)
    folder.run("ache", "--variant", "general", "--clinic", "c001", "--format", "text", "--index")
    assert len(links(folder)) == 4
    assert links(folder) == texts(folder)
    page_ = page.read((output_of(folder) / "index.html").read_bytes())
    assert [page.said(one) for one in page_.all("h2")] == ["Clinic c000", "Clinic c001", "Clinic c002"]


def test_an_index_of_many_clinics_has_a_search_box_and_a_small_one_needs_no_script(tmp_path: Path) -> None:
    found = []
    for count in (2, 12):
        folder = many(tmp_path / str(count), count)
        folder.run(*RUN, "--index")
        page_ = page.read((output_of(folder) / "index.html").read_bytes())
        found.append((len(page_.all("script")), len(page_.all("input")), len(page_.all("select"))))
    assert found == [(0, 0, 1), (1, 1, 1)]


def test_a_number_that_cannot_ring_in_its_country_is_told_and_one_the_region_knows_is_not(tmp_path: Path) -> None:
    country = TINY["project.yaml"].replace("us: {", "us: {country: US, numbers: [4411], ")
    files = {"project.yaml": country}
    lines = {"contacts": "[{label: Nurses, phone: 555-0101}, {label: Ward, phone: 4411}]"}
    said = with_clinic(tmp_path / "p", files, **lines).run("--clinic", "elm")
    assert said.code == 1
    assert "content/clinics/elm.yaml:5:35: '555-0101' cannot ring in US" in said.err
    assert "4411" not in said.err
