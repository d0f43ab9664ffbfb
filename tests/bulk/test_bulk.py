"""Leaflets for many clinics at once: one bad clinic does not spoil the rest, and nothing is made without need."""

from __future__ import annotations

import contextlib
import io
import os
import pty
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

import leaflets
from leaflets.bulk.manifest import Manifest
from leaflets.inspect.rules.conformance import check
from support import pdf
from support.clinics import SVG, clinic_text
from support.projects import FRONT, REST, Folder, Said
from support.runs import VARIANT, made, manifest, many, name_of, output_of, sums, table, with_logo, words

ONE = ("--clinic", "all", "--variant", VARIANT)
LOCKED = (
    "heading: In short\nblocks:\n  - id: hello\n    locked: true\n    text: Most headaches go away by themselves.\n"
)
LOCAL = "[{leaflet: ache, omit: %s}]"
BROKEN = {
    "bad-yaml": "name: [Elm\n",
    "faint": clinic_text(colours="{primary: '#FFFFAA'}"),
    "glyph": clinic_text(name="Elm 診"),
    "locked": clinic_text(changes=LOCAL % "hello"),
    "no-logo": clinic_text(logo="{file: none.svg, alt: An elm}"),
    "unknown": clinic_text(changes=LOCAL % "slep"),
    "C007": clinic_text(),
}
"""Clinics that cannot be built; the last has the file name of another, but for its capital."""


def run_again(folder: Folder, said: Said) -> Said:
    """The command that a run printed."""
    command = next(line.strip() for line in said.out.splitlines() if line.startswith("  leaflets build "))
    arguments = shlex.split(command)[2:]
    assert arguments[-4:] == ["-o", str(output_of(folder)), "--project", str(folder.root)]
    return folder.run(*arguments[:-4])


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[Folder, Said]:
    """A run over three hundred clinics, seven of them broken."""
    files = {f"clinics/{name}.yaml": text for name, text in BROKEN.items()}
    folder = many(tmp_path_factory.mktemp("bulk") / "project", 293, {FRONT: LOCKED, **files})
    return folder, folder.run(*ONE, "--jobs", "2")


class TestThreeHundredClinicsOfWhichSevenAreBroken:
    def test_the_files_of_the_others_are_there_and_say_whose_they_are(self, ran: tuple[Folder, Said]) -> None:
        folder, said = ran
        assert said.code == 1
        good = [f"c{number:03}" for number in range(293)]
        assert said.files == tuple(name_of(clinic) for clinic in good)
        assert sorted(made(said)) == list(said.files)
        for clinic in good:
            assert f"Clinic {clinic}" in words(output_of(folder) / name_of(clinic)), clinic

    def test_each_of_the_seven_is_reported_once_in_its_file_and_line(self, ran: tuple[Folder, Said]) -> None:
        places = dict.fromkeys(problem.partition(": ")[0] for problem in ran[1].problems)
        assert list(places) == [
            "content/clinics/C007.yaml",
            "content/clinics/bad-yaml.yaml:2:1",
            "content/clinics/faint.yaml:12:20",
            "content/clinics/glyph.yaml:1:7",
            "content/clinics/locked.yaml:12:33",
            "content/clinics/no-logo.yaml:12:14",
            "content/clinics/unknown.yaml:12:33",
        ]
        assert "'C007' and 'c007' would give their PDFs the same names" in ran[1].problems[0]

    def test_a_table_names_them_and_how_much_was_made_is_said(self, ran: tuple[Folder, Said]) -> None:
        said = ran[1]
        rows = said.out.partition("clinic ")[2].partition("\n\n")[0].splitlines()[1:]
        assert sorted(row.split()[0] for row in rows) == sorted(BROKEN)
        assert "leaflets: 293 made, 0 up to date; 7 clinics have problems" in said.err

    def test_the_command_it_prints_makes_just_those_once_they_are_mended(self, ran: tuple[Folder, Said]) -> None:
        folder, said = ran
        for name in BROKEN:
            folder.path(f"clinics/{name}.yaml").unlink()
            folder.write(f"clinics/{name.lower().replace('c007', 'ash')}.yaml", clinic_text())
        again = run_again(folder, said)
        assert again.code == 0, again.err
        assert sorted(made(again)) == sorted(name_of(name.replace("C007", "ash")) for name in BROKEN)


class TestSomethingWrong:
    def test_the_command_names_those_to_be_made_again_and_repeats_the_options(self, tmp_path: Path) -> None:
        folder = many(tmp_path / "project", 3, {"clinics/no-logo.yaml": BROKEN["no-logo"]})
        said = folder.run("ache", *ONE, "--grey", "--jobs", "2", "--paper-thickness", "0.1mm", "--fail-fast")
        command = said.out.splitlines()[-1]
        assert " build ache --variant cluster --clinic no-logo --grey --paper-thickness 0.28" in command
        assert "pt --jobs 2 -o " in command
        folder.write("clinics/no-logo.yaml", clinic_text())
        assert made(run_again(folder, said)) == ["ache-cluster-letter-en-us-no-logo-grey.pdf"]

    def test_one_leaflet_that_cannot_be_made_does_not_keep_the_clinics_others_back(self, tmp_path: Path) -> None:
        rest = "heading: Rest\nblocks:\n  - {id: sleep, text: Sleep., when: {variant: cluster}}\n"
        rest += "  - {id: other, text: Well., when: {variant: general}}\n"
        local = "[{leaflet: ache, replace: sleep, with: {text: 診療所}}]"
        folder = many(tmp_path / "project", 1, {REST: rest, "clinics/elm.yaml": clinic_text(changes=local)})
        said = folder.run("--clinic", "all", "--variant", "all")
        assert said.code == 1
        assert sorted(said.files) == [
            "ache-cluster-letter-en-us-c000.pdf",
            "ache-general-letter-en-us-c000.pdf",
            "ache-general-letter-en-us-elm.pdf",
        ]
        assert "elm     1 of 2 " in said.out

    def test_with_fail_fast_the_first_ends_the_run(self, tmp_path: Path) -> None:
        folder = many(tmp_path / "project", 3, {"clinics/c001.yaml": BROKEN["glyph"]})
        said = folder.run(*ONE, "--fail-fast")
        assert said.code == 1
        assert said.files == (name_of("c000"),)
        assert len(said.problems) == 1

    def test_a_fault_of_the_leaflet_is_said_once_and_nothing_is_written(self, tmp_path: Path) -> None:
        folder = many(tmp_path / "project", 3, {REST: "heading: Rest\nblock: []\n"})
        said = folder.run(*ONE)
        assert said.code == 1
        assert said.files == ()
        assert len(said.problems) == len(set(said.problems)) == 2

    def test_a_print_run_needs_a_clinic_and_no_print_shop(self, tmp_path: Path) -> None:
        folder = many(tmp_path / "project", 1)
        assert folder.run("--print-run").code == 2
        assert folder.run(*ONE, "--print-run", "--press").code == 2

    def test_copies_nobody_is_told_of_are_refused(self, tmp_path: Path) -> None:
        said = many(tmp_path / "project", 1).run(*ONE, "--copies", "50")
        assert said.code == 2
        assert "--copies is for --press or --print-run" in said.err


def png(width: int, height: int) -> bytes:
    held = io.BytesIO()
    Image.new("1", (width, height)).save(held, "PNG")
    return held.getvalue()


HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10">'
BOMBS: dict[str, tuple[str, str | bytes]] = {
    "huge": ("a.png", png(9000, 9000)),
    "nested": ("b.svg", f'{HEAD}<g id="a"><use href="#a"/><use href="#a"/></g></svg>'),
    "outside": ("c.svg", f'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>{HEAD}<text>&a;</text></svg>'),
}


def test_logos_that_are_bombs_are_problems_of_their_clinics_alone(tmp_path: Path) -> None:
    folder = many(tmp_path / "project", 2)
    for name, (file, data) in BOMBS.items():
        with_logo(folder, name, file, data)
    said = folder.run(*ONE)
    assert said.code == 1
    assert said.files == (name_of("c000"), name_of("c001"))
    assert [problem.partition(": ")[0] for problem in said.problems] == [
        f"content/clinics/{name}.yaml:12:14" for name in BOMBS
    ]


def spoil(path: Path) -> None:
    """Another byte in the middle of a file, its size and its date as they were."""
    before, data = path.stat(), bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


CHANGES: dict[str, tuple[Callable[[Folder], object], list[str]]] = {
    "nothing": (output_of, []),
    "a clinic's file": (lambda folder: folder.write("clinics/c001.yaml", clinic_text(name="New")), ["c001"]),
    "a clinic's logo": (lambda folder: with_logo(folder, "ash", "ash.svg", SVG.replace("0B", "0C")), ["ash"]),
    "the words": (lambda folder: folder.replace(REST, "Sleep well.", "Sleep very well."), ["ash", "c000", "c001"]),
    "a colour": (lambda folder: folder.replace("themes/calm.yaml", "#", "# "), ["ash", "c000", "c001"]),
    "a file deleted": (lambda folder: (output_of(folder) / name_of("c000")).unlink(), ["c000"]),
    "a file spoilt": (lambda folder: spoil(output_of(folder) / name_of("c000")), ["c000"]),
    "the manifest spoilt": (
        lambda folder: (output_of(folder) / "manifest.json").write_text('{"leaflets": 3}'),
        ["ash", "c000", "c001"],
    ),
    "the manifest deleted": (lambda folder: (output_of(folder) / "manifest.json").unlink(), ["ash", "c000", "c001"]),
}
"""What has changed since a run over three clinics -> the clinics whose leaflets are made again."""


class TestUpToDate:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Folder:
        folder = many(tmp_path / "project", 2)
        with_logo(folder, "ash", "ash.svg", SVG)
        folder.write("themes/calm.yaml", folder.path("themes/calm.yaml").read_text(encoding="utf-8") + "# looks\n")
        assert len(made(folder.run(*ONE))) == 3
        return folder

    @pytest.mark.parametrize("change", CHANGES)
    def test_what_has_changed_is_made_again_and_nothing_else(self, change: str, folder: Folder) -> None:
        spoiling, again = CHANGES[change]
        spoiling(folder)
        said = folder.run(*ONE, "--resume")
        assert said.code == 0, said.err
        assert sorted(made(said)) == [name_of(clinic) for clinic in again]
        assert f"leaflets: {len(again)} made, {3 - len(again)} up to date" in said.err
        assert made(folder.run(*ONE)) == []

    def test_other_options_make_another_file_of_the_same_name(self, folder: Folder) -> None:
        assert len(made(folder.run(*ONE, "--theme", "plain"))) == 3
        assert made(folder.run(*ONE, "--theme", "plain")) == []
        assert len(made(folder.run(*ONE))) == 3

    def test_another_version_of_the_program_makes_all_again(
        self, folder: Folder, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(leaflets, "__version__", "9.9.9")
        assert len(made(folder.run(*ONE))) == 3
        assert manifest(output_of(folder))["made_with"]["leaflets"] == "9.9.9"

    def test_the_day_the_review_is_overdue_makes_all_again(
        self, folder: Folder, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")  # in March 2030
        said = folder.run(*ONE)
        assert len(made(said)) == 3
        assert said.err.count("the review date, 2028-11-01, is past") == 1
        assert made(folder.run(*ONE)) == []

    def test_all_can_be_made_again(self, folder: Folder) -> None:
        assert len(made(folder.run(*ONE, "--again"))) == 3

    def test_a_logo_that_is_gone_is_a_problem_though_the_clinics_file_is_as_it_was(self, folder: Folder) -> None:
        (folder.root / "assets/logos/ash.svg").unlink()
        said = folder.run(*ONE)
        assert said.code == 1
        assert said.problems[0].startswith("content/clinics/ash.yaml:12:14: there is no logo 'ash.svg'")

    def test_the_manifest_tells_of_each_file_what_it_is(self, folder: Folder) -> None:
        output = output_of(folder)
        found = manifest(output)
        digests = sums(output)
        assert len(found["leaflets"]) == 3
        for entry in found["leaflets"].values():
            (file,) = entry["files"]
            assert file["name"] == name_of(entry["clinic"])
            assert (file["sha256"], file["bytes"]) == (digests[file["name"]], (output / file["name"]).stat().st_size)
            assert entry["pages"] == len(pdf.read((output / file["name"]).read_bytes()).pages)
            assert (entry["version"], entry["review_by"]) == ("1.0", "2028-11-01")
            assert len(entry["inputs"]) == 64
        assert {"leaflets", "python", "reportlab", "pypdf", "pillow"} <= set(found["made_with"])
        assert set(digests) == {*(name_of(name) for name in ("ash", "c000", "c001")), "manifest.json"}

    def test_it_forgets_what_is_there_no_more(self, folder: Folder) -> None:
        folder.path("clinics/c000.yaml").unlink()
        folder.run(*ONE)
        assert len(manifest(output_of(folder))["leaflets"]) == 3, "the file is still there"
        (output_of(folder) / name_of("c000")).unlink()
        folder.run(*ONE)
        assert {entry["clinic"] for entry in manifest(output_of(folder))["leaflets"].values()} == {"ash", "c001"}

    def test_a_booklet_and_its_pages_stay_up_to_date_side_by_side(self, tmp_path: Path) -> None:
        folder = many(tmp_path / "booklets", 1)
        both = (*ONE, "--format", "half-letter", "--format", "half-letter-booklet")
        assert folder.run(*both).code == 0
        assert made(folder.run(*both)) == []

    def test_web_pages_and_texts_and_the_index_are_kept_too(self, folder: Folder) -> None:
        options = (*ONE, "--format", "letter", "--format", "html", "--format", "text", "--index")
        said = folder.run(*options)
        assert said.code == 0, said.err
        assert {Path(name).suffix for name in said.files} == {".pdf", ".html", ".txt"}
        assert len(said.files) == 3 * 3 + 1
        assert "6 made, 3 up to date" in said.err
        again = folder.run(*options)
        assert (again.out, again.err) == ("", "leaflets: 0 made, 9 up to date\n")
        (output_of(folder) / "index.html").unlink()
        assert folder.run(*options).out.endswith("index.html  9 files\n")


class TestNames:
    def test_a_clinic_and_a_printing_that_come_to_the_same_name_are_a_problem_naming_both(self, tmp_path: Path) -> None:
        folder = many(tmp_path / "project", 0, {f"clinics/{name}.yaml": clinic_text() for name in ("elm", "elm-grey")})
        assert folder.run(*ONE).code == 0
        said = folder.run(*ONE, "--grey")
        assert said.code == 1
        (problem,) = said.problems
        assert "of the clinic 'elm' would have the same file as the leaflet of the clinic 'elm-grey'" in problem
        assert name_of("elm-grey-grey") in said.files

    @pytest.mark.parametrize("name", ["con", "lpt1", "a" * 61])
    def test_a_name_that_is_no_name_for_a_file_is_refused(self, name: str, tmp_path: Path) -> None:
        said = many(tmp_path / "project", 1, {f"clinics/{name}.yaml": clinic_text()}).run(*ONE)
        assert said.code == 1
        assert said.files == (name_of("c000"),)
        assert said.problems[0].startswith(f"content/clinics/{name}.yaml: '{name}' ")

    def test_a_path_is_no_clinic(self, tmp_path: Path) -> None:
        said = many(tmp_path / "project", 1).run("--clinic", "../../etc/passwd")
        assert said.code == 2
        assert said.files == ()

    def test_rows_with_such_names_are_refused_and_the_rest_is_built(self, tmp_path: Path) -> None:
        folder = many(tmp_path / "project", 0)
        names = ["../../etc/passwd", "con", "Škoda & Sons", "SKODA SONS", "診療所", "O’Brien’s"]
        (tmp_path / "list.csv").write_text(
            table(
                [*({"name": name} for name in names), {"key": "../up"}, {"name": "診療所", "key": "tokyo", "email": ""}]
            ),
            encoding="utf-8",
        )
        said = folder.run("--clinics", str(tmp_path / "list.csv"), "--variant", VARIANT)
        assert said.code == 1
        assert said.files == (name_of("obriens"), name_of("skoda-sons"))
        places = [problem.removeprefix(f"{tmp_path / 'list.csv'}:").partition(": ")[::2] for problem in said.problems]
        assert [(place, message.partition(";")[0]) for place, message in places] == [
            ("2:2", "the name '../../etc/passwd' makes no name for files"),
            ("3:2", "'con' is the name of a device on Windows, and of no file"),
            ("5:2", "'SKODA SONS' and 'Škoda & Sons' in row 4 would give their PDFs the same names, with 'skoda-sons'"),
            ("6:2", "the name '診療所' makes no name for files"),
            ("8:1", "'../up' becomes part of the names of PDFs, and cannot"),
            ("9:1", "'email' is missing"),
        ]
        assert sorted(path.name for path in tmp_path.iterdir()) == ["list.csv", "project", "project-output"]


class TestOutside:
    """Nothing is written outside the output folder, whatever lies in it."""

    def test_a_link_in_the_place_of_a_file_gives_way_and_leads_nowhere(self, tmp_path: Path) -> None:
        folder = many(tmp_path / "project", 1)
        output = output_of(folder)
        output.mkdir()
        for name in (name_of("c000"), "manifest.json"):
            (tmp_path / f"mine-{name}").write_text("mine")
            (output / name).symlink_to(tmp_path / f"mine-{name}")
        assert folder.run(*ONE).code == 0
        for name in (name_of("c000"), "manifest.json"):
            assert (tmp_path / f"mine-{name}").read_text() == "mine"
            assert not (output / name).is_symlink()

    def test_a_link_to_the_same_bytes_is_no_file_of_ours(self, tmp_path: Path) -> None:
        folder = many(tmp_path / "project", 1)
        folder.run(*ONE)
        file = output_of(folder) / name_of("c000")
        file.rename(tmp_path / "elsewhere.pdf")
        file.symlink_to(tmp_path / "elsewhere.pdf")
        assert made(folder.run(*ONE)) == [file.name]
        assert not file.is_symlink()

    def test_a_link_in_the_place_of_the_journal_is_said(self, tmp_path: Path) -> None:
        folder = many(tmp_path / "project", 1)
        output_of(folder).mkdir()
        (tmp_path / "mine").write_text("mine")
        (output_of(folder) / "manifest.journal").symlink_to(tmp_path / "mine")
        said = folder.run(*ONE)
        assert said.code == 1
        assert "manifest.journal cannot be written" in said.err
        assert (tmp_path / "mine").read_text() == "mine"

    def test_a_manifest_that_names_files_elsewhere_is_none(self, tmp_path: Path) -> None:
        folder = many(tmp_path / "project", 1)
        folder.run(*ONE)
        path = output_of(folder) / "manifest.json"
        path.write_text(path.read_text().replace('"name": "', '"name": "../'))
        assert len(made(folder.run(*ONE))) == 1


def test_two_runs_do_not_write_to_one_folder(tmp_path: Path) -> None:
    folder = many(tmp_path / "project", 1)
    with Manifest(output_of(folder)):
        said = folder.run(*ONE)
    assert said.code == 1
    assert "another run is writing to" in said.err
    assert folder.run(*ONE).code == 0


class TestProgress:
    def test_on_a_terminal_a_bar_tells_how_far_how_fast_and_how_long(self, tmp_path: Path) -> None:
        folder = many(tmp_path / "project", 100)  # the bar looks at the clock once a second
        ours, terminal = pty.openpty()
        command = [sys.executable, "-m", "leaflets", "build", *ONE, "--format", "half-letter-booklet"]
        command += ["--project", str(folder.root), "-o", str(tmp_path)]
        with subprocess.Popen(command, stdout=terminal, stderr=terminal) as process:
            os.close(terminal)
            said = b""
            with contextlib.suppress(OSError):  # how a terminal says that it is closed
                while part := os.read(ours, 4096):
                    said += part
        os.close(ours)
        assert process.returncode == 0
        shown = said.decode()
        assert re.search(r"Building  \[#+-+\]  \d+/100  00:00:\d\d  [\d.]+ a second", shown), shown
        assert "leaflets: 100 made, 0 up to date" in shown
        assert ".pdf" not in shown

    def test_elsewhere_a_line_tells_of_each_leaflet(self, tmp_path: Path) -> None:
        folder = many(tmp_path / "project", 2)
        said = folder.run(*ONE)
        sizes = [round((output_of(folder) / name_of(clinic)).stat().st_size / 1024) for clinic in ("c000", "c001")]
        assert [re.sub(r".*/", "", line) for line in said.out.splitlines()] == [
            f"{name_of('c000')}  1 pages  {sizes[0]} KB",
            f"{name_of('c001')}  1 pages  {sizes[1]} KB",
        ]
        assert said.err == "leaflets: 2 made, 0 up to date\n"


class TestPrintRun:
    def test_it_holds_every_leaflet_of_a_paper_after_a_sheet_that_says_what_and_how_many(self, tmp_path: Path) -> None:
        folder = many(tmp_path / "project", 2)
        papers = ("--format", "letter", "--format", "a4", "--format", "letter-large-print")
        options = ("--clinic", "all", "--variant", "all", *papers, "--print-run", "--copies")
        said = folder.run(*options, "250")
        assert said.code == 0, said.err
        runs = {
            "print-run-c001-210x297mm-long-edge.pdf": (595, ["cluster-a4", "general-a4"]),
            "print-run-c001-216x279mm-long-edge.pdf": (
                612, ["cluster-letter", "cluster-letter-large-print", "general-letter", "general-letter-large-print"],
            ),
        }  # fmt: skip
        for run, (wide, parts) in runs.items():
            data = (output_of(folder) / run).read_bytes()
            assert check(data) == []
            file = pdf.read(data)
            wishes = file.reader.root_object["/ViewerPreferences"]
            assert wishes["/PrintScaling"] == "/None"  # type: ignore[index]
            said_of = [" ".join("".join(run.text for run in page.runs).split()) for page in file.pages]
            assert "Print run" in said_of[0]
            assert f"{len(parts)} leaflets" in said_of[0]
            assert "250 copies of each" in said_of[0]
            assert {round(page.width) for page in file.pages} == {wide}
            at = 2
            for part in parts:
                name = f"ache-{part}-en-us-c001"
                single = pdf.read((output_of(folder) / f"{name}.pdf").read_bytes())
                pages = len(single.pages)
                for fact in ("Clinic c001", f"File: {name}.pdf", f"Pages: {pages},", "Copies: 250"):
                    assert fact in said_of[at], fact
                assert said_of[at + 1] == ""
                for number, page in enumerate(single.pages):
                    assert said_of[at + 2 + number] == " ".join("".join(run.text for run in page.runs).split())
                at += 2 + pages + pages % 2
            assert len(file.pages) == at
            assert file.reader.metadata.title == "Print run: Clinic c001" if file.reader.metadata else ""
        assert made(folder.run(*options, "250")) == []
        assert made(folder.run(*options, "10")) == sorted(
            run.replace("c001", c) for run in runs for c in ("c000", "c001")
        )

    def test_a_clinic_that_lacks_a_leaflet_has_no_print_run(self, tmp_path: Path) -> None:
        folder = many(tmp_path / "project", 1, {"clinics/glyph.yaml": BROKEN["glyph"]})
        said = folder.run(*ONE, "--print-run")
        assert said.code == 1
        assert said.files == (name_of("c000"), "print-run-c000.pdf")
