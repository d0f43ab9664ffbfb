"""What other systems do differently, by simulation; what is missing, told; the container's recipe."""

from __future__ import annotations

import errno
import io
import os
import re
import sys
from importlib import metadata
from pathlib import Path

import pytest
from click.testing import CliRunner

from leaflets.cli import main, start
from leaflets.making import make
from support.projects import NOW, ROOT, Folder, job_of, tiny


def told(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, arguments)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.output


class TestTheDoctor:
    def test_says_what_is_there(self) -> None:
        code, said = told("doctor", "--project", str(ROOT))
        assert code == 0
        assert "reportlab 5" in said
        assert re.search(r"^typefaces +.*leaflets-hyperlegible", said, re.MULTILINE)

    def test_says_what_is_missing_and_what_that_costs(self, monkeypatch: pytest.MonkeyPatch) -> None:
        gone = {"reportlab", "page-validation"}

        def version(name: str) -> str:
            if name in gone:
                raise metadata.PackageNotFoundError(name)
            return "1"

        monkeypatch.setattr(start, "version", version)
        monkeypatch.setenv("PATH", "")
        code, said = told("doctor", "--project", str(ROOT))
        assert code == 1
        assert re.search(r"^libraries +MISSING: reportlab: leaflets cannot be made$", said, re.MULTILINE)
        assert re.search(r"^\[verify\] +MISSING: page-validation: .*no outside validator", said, re.MULTILINE)
        assert re.search(r"^Java +MISSING: veraPDF is not asked", said, re.MULTILINE)
        gone.clear()
        assert told("doctor", "--project", str(ROOT))[0] == 0, "what is not needed is no fault"


class TestOnWindows:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Folder:
        return tiny(tmp_path / "project")

    @pytest.mark.parametrize("winerror", [5, 32])
    def test_a_pdf_that_is_open_in_a_reader_gets_one_clear_line(
        self, folder: Folder, monkeypatch: pytest.MonkeyPatch, winerror: int
    ) -> None:
        assert folder.run("--variant", "general").code == 0

        def held(old: Path, new: Path) -> None:
            error = PermissionError(errno.EACCES, "Access is denied", str(old), None, str(new))
            vars(error)["winerror"] = winerror
            raise error

        monkeypatch.setattr(os, "replace", held)
        said = folder.run("--variant", "general")
        (line,) = said.err.splitlines()
        assert line.endswith("it is open in another program, such as a reader of PDFs; close it there")
        assert ".pdf cannot be written: " in line

    def test_files_with_other_ends_of_lines_make_the_same_leaflet(self, folder: Folder) -> None:
        def made() -> bytes:
            project = folder.project(NOW)
            return make(project, job_of(project, "ache", "general", "us")).data

        before = made()
        files = list((folder.root / "content").rglob("*.yaml"))
        assert len(files) > 10
        for path in files:
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
        assert made() == before

    def test_a_project_on_another_drive_has_its_output_there(
        self, folder: Folder, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def apart(_: Path) -> str:
            raise ValueError("path is on mount 'D:', start on mount 'C:'")

        monkeypatch.setattr(os.path, "relpath", apart)
        assert told("build", "--variant", "general", "--project", str(folder.root))[0] == 0
        assert len(list((folder.root / "output").glob("*.pdf"))) == 1

    def test_what_is_piped_is_utf_8_wherever_it_was_sold(self, monkeypatch: pytest.MonkeyPatch) -> None:
        pipe = io.BytesIO()
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(pipe, encoding="cp1252"))
        with pytest.raises(SystemExit):
            main(["schema", "leaflet"])
        sys.stdout.flush()
        assert "°C" in pipe.getvalue().decode("utf-8")


class TestTheContainer:
    LINES = (ROOT / "Containerfile").read_text(encoding="utf-8").splitlines()

    def test_does_not_run_as_root_and_is_of_a_version(self) -> None:
        users = [line for line in self.LINES if line.startswith("USER ")]
        assert users == ["USER 1000"]
        assert self.LINES.index(users[0]) > max(n for n, line in enumerate(self.LINES) if line.startswith("RUN"))
        bases = [line.split()[1] for line in self.LINES if line.startswith("FROM")]
        assert bases
        assert all(re.search(r":3\.1[1-4]-slim$", base) for base in bases)

    def test_compiles_nothing(self) -> None:
        (install,) = [line for line in self.LINES if "pip install" in line]
        assert "--only-binary :all:" in install
