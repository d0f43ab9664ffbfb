"""The command line, as a person meets it who has just installed the program."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import click
import pytest
import yaml
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from leaflets.cli import HOMES, main
from leaflets.store.project import FOLDERS, Project
from leaflets.store.schema import KINDS
from support.projects import ROOT, shipped, tiny

pytestmark = pytest.mark.usefixtures("once")
PLACES = {
    "settings": "project.yaml",
    "checks": "checks.yaml",
    "clinic": "clinics/*.yaml",
    "format": "formats/*.yaml",
    "theme": "themes/*.yaml",
    "words": "leaflets/*/words/*.yaml",
    "language": "languages/*.yaml",
    "leaflet": "leaflets/*/leaflet.yaml",
    "section": "leaflets/*/sections/*.yaml",
    "sources": "leaflets/*/sources.yaml",
    "glossary": "leaflets/*/glossary.yaml",
    "organisations": "leaflets/*/organisations.yaml",
    "approvals": "leaflets/*/approvals.yaml",
    "house": "leaflets/*/checks.yaml",
    "corrections": "leaflets/*/corrections.yaml",
    "language-help": "language-help.yaml",
    "translations": "leaflets/*/translations/*.yaml",
}
"""Where the files of each kind lie in ``content``."""
COMMANDS = sorted(HOMES)
EPOCH = {"SOURCE_DATE_EPOCH": "1795219200"}
"""A moment on 21 November 2026."""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), env=EPOCH)


def leaflets(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The program in a process and a folder of its own."""
    return subprocess.run(
        [sys.executable, "-m", "leaflets", *arguments],
        cwd=cwd,
        env={**os.environ, **EPOCH, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


class TestHelp:
    def test_there_are_commands(self) -> None:
        assert {"build", "list", "schema", "init"} <= set(COMMANDS)

    def test_a_command_that_is_none_is_told_with_the_nearest(self) -> None:
        done = run("buid", "lms")
        assert done.exit_code == 2
        assert done.output.endswith("there is no command 'buid'; did you mean 'build'?\n")

    @pytest.mark.parametrize("command", COMMANDS)
    def test_every_command_says_what_it_does_with_an_example(self, command: str) -> None:
        done = run(command, "--help")
        assert done.exit_code == 0
        assert re.search(rf"Examples?:\n +leaflets {command}", done.output), done.output

    @pytest.mark.parametrize("command", COMMANDS)
    def test_every_option_says_what_it_is_for(self, command: str) -> None:
        found = main.get_command(click.Context(main), command)
        assert found
        options = [one for one in found.params if isinstance(one, click.Option)]
        assert [option.name for option in options if not option.help] == []

    def test_the_program_lists_its_commands(self) -> None:
        done = run("--help")
        assert done.exit_code == 0
        for command in COMMANDS:
            assert re.search(rf"^  {command}  +\w", done.output, re.MULTILINE)

    def test_help_is_there_without_loading_what_makes_pdfs(self) -> None:
        code = (
            "import sys\nfrom leaflets.cli import main\n"
            "try: main(['build', '--help'])\nexcept SystemExit: pass\n"
            "print([name for name in ('reportlab', 'pypdf', 'pydantic', 'yaml', 'PIL') if name in sys.modules])"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert "Usage:" in done.stdout
        assert done.stdout.splitlines()[-1] == "[]"

    def test_a_leaflet_on_paper_is_made_without_what_only_others_need(self, tmp_path: Path) -> None:
        code = (
            "import sys\nfrom leaflets.cli import main\n"
            f"try: main(['build', 'lms', '--variant', 'gi', '-o', {str(tmp_path)!r}])\nexcept SystemExit: pass\n"
            "print([name for name in ('reportlab', 'pypdf', 'jinja2', 'smtplib') if name in sys.modules])"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert done.stdout.splitlines()[-1] == "['reportlab']"

    def test_the_program_says_its_version(self) -> None:
        assert re.fullmatch(r"leaflets, version \d+\.\d+\.\d+\n", run("--version").output)


class TestBuild:
    def expected(self, project: Project, region: str, paper: str = "") -> set[str]:
        place = project.settings.regions[region]
        return {
            f"{name}-{variant}-{paper or place.format}-{place.language}.pdf"
            for name in project.usual
            for variant in project.leaflet(name).file.variants
        }

    def test_without_arguments_it_builds_every_variant_for_the_default_region(
        self, project: Project, tmp_path: Path
    ) -> None:
        done = run("build", "--output", str(tmp_path / "out"))
        assert done.exit_code == 0, done.output
        files = {path.name: path for path in (tmp_path / "out").iterdir()}
        assert set(files) == self.expected(project, project.settings.region) | {"index.html"}
        assert {f"lms-{variant}-letter-en-us.pdf" for variant in ("general", "gi", "uterine")} <= set(files)
        *lines, index = done.stdout.splitlines()
        assert index == f"{files['index.html']}  {len(lines)} files"
        assert len(lines) == len(files) - 1
        for line in lines:
            match = re.fullmatch(r"(?P<path>\S+\.pdf)  (?P<pages>\d+) pages  (?P<size>\d+) KB", line)
            assert match, line
            assert round(Path(match["path"]).stat().st_size / 1024) == int(match["size"])
            assert files[Path(match["path"]).name].read_bytes().startswith(b"%PDF-1.7")

    def test_a_region_brings_its_paper_and_its_language(self, project: Project, tmp_path: Path) -> None:
        done = run("build", "--region", "uk", "--output", str(tmp_path))
        assert done.exit_code == 0, done.output
        names = {path.name for path in tmp_path.iterdir()} - {"index.html"}
        assert names == self.expected(project, "uk")
        assert all(name.endswith("-a4-en-gb.pdf") for name in names)

    def test_another_format_can_be_had_in_the_same_region(self, tmp_path: Path) -> None:
        done = run("build", "lms", "--variant", "gi", "--format", "a4", "--region", "us", "--output", str(tmp_path))
        assert done.exit_code == 0, done.output
        assert [path.name for path in tmp_path.iterdir()] == ["lms-gi-a4-en-us.pdf"]

    def test_variants_and_formats_can_be_given_more_than_once(self, tmp_path: Path) -> None:
        arguments = ["--variant", "gi", "--variant", "general", "--format", "a4", "--format", "letter"]
        done = run("build", "lms", *arguments, "--output", str(tmp_path))
        assert done.exit_code == 0, done.output
        assert len(list(tmp_path.iterdir())) == 4

    def test_a_booklet_comes_with_the_pages_it_is_made_from(self, tmp_path: Path) -> None:
        options = ["--format", "a5-booklet", "--paper-thickness", "0.1mm", "--region", "uk"]
        done = run("build", "lms", "--variant", "gi", *options, "--output", str(tmp_path))
        assert done.exit_code == 0, done.output
        names = sorted(path.name for path in tmp_path.iterdir())
        assert names == ["lms-gi-a5-booklet-en-gb.pdf", "lms-gi-a5-en-gb.pdf"]
        assert all(name in done.stdout for name in names)

    def test_a_file_for_a_print_shop_comes_with_a_job_ticket(self, tmp_path: Path) -> None:
        options = ["--format", "letter-trifold", "--press", "--copies", "500"]
        done = run("build", "lms", "--variant", "gi", *options, "--output", str(tmp_path))
        assert done.exit_code == 0, done.output
        stem = "lms-gi-letter-trifold-en-us-press"
        assert {path.name for path in tmp_path.iterdir()} == {f"{stem}.pdf", f"{stem}.txt", f"{stem}.json"}
        assert "copies: 500" in (tmp_path / f"{stem}.txt").read_text(encoding="utf-8")

    def test_a_fold_dummy_can_be_had_once_for_each_format(self, tmp_path: Path) -> None:
        options = ["--format", "letter-trifold", "--fold-guides", "--variant", "gi", "--variant", "skin"]
        done = run("build", "lms", *options, "--output", str(tmp_path))
        assert done.exit_code == 0, done.output
        guides = [path.name for path in tmp_path.iterdir() if "guides" in path.name]
        assert guides == ["letter-trifold-fold-guides-en-us.pdf"]

    @pytest.mark.parametrize(
        ("options", "said"),
        [
            (["--grey", "--press"], "choose --grey or --press"),
            (["--paper-thickness", "0.1"], "is not a length"),
            (["--paper-thickness", "thin"], "is not a length"),
            (["--copies", "0"], "--copies"),
            (["--format", "letter", "--width", "40"], "--width is for plain text"),
            (["--format", "a5-boklet"], "did you mean 'a5-booklet'?"),
        ],
    )
    def test_options_that_cannot_be_are_refused(self, tmp_path: Path, options: list[str], said: str) -> None:
        done = run("build", "lms", *options, "--output", str(tmp_path))
        assert done.exit_code == 2
        assert said in done.output
        assert list(tmp_path.iterdir()) == []

    def test_building_again_replaces_the_file_and_leaves_nothing_else(self, tmp_path: Path) -> None:
        for _ in range(2):
            assert run("build", "lms", "--variant", "gi", "--output", str(tmp_path)).exit_code == 0
        assert [path.name for path in tmp_path.iterdir()] == ["lms-gi-letter-en-us.pdf"]
        (file,) = tmp_path.iterdir()
        assert file.stat().st_mode & 0o777 == 0o644

    def test_the_project_you_are_in_is_the_one_that_is_built(self, tmp_path: Path) -> None:
        folder = tiny(tmp_path / "mine")
        below = folder.root / "content/leaflets"
        done = leaflets("build", "--variant", "cluster", cwd=below)
        assert done.returncode == 0, done.stderr
        assert [path.name for path in (folder.root / "output").iterdir()] == ["ache-cluster-letter-en-us.pdf"]

    def test_the_same_content_gives_the_same_bytes_wherever_and_however_often(self, tmp_path: Path) -> None:
        made = []
        for seed in ("1", "2"):
            place = tmp_path / f"place-{seed}"
            place.mkdir()
            shipped(place / "project")
            done = leaflets("build", "lms", "--variant", "gi", cwd=place / "project", PYTHONHASHSEED=seed)
            assert done.returncode == 0, done.stderr
            (file,) = (place / "project/output").iterdir()
            made.append(file.read_bytes())
        assert made[0] == made[1]


class TestList:
    def test_it_names_everything_in_content(self, project: Project) -> None:
        done = run("list")
        assert done.exit_code == 0
        for kind in FOLDERS:
            assert project.names(kind)
            assert f"{kind}:\n" in done.output
            for name in project.names(kind):
                assert re.search(rf"^  {name}: \S", done.output, re.MULTILINE), name
        for name in project.names("leaflets"):
            file = project.leaflet(name).file
            for word in (*file.variants, *file.extras):
                assert word in done.output

    def test_it_says_what_is_wrong_with_a_leaflet_it_cannot_read(self, tmp_path: Path) -> None:
        folder = tiny(tmp_path / "project", {"leaflets/ache/glossary.yaml": ""})
        done = run("list", "--project", str(folder.root))
        assert done.exit_code == 1
        assert "content/leaflets/ache/glossary.yaml:1:1: the file is empty" in done.stderr

    def test_of_formats_it_tells_paper_text_size_use_and_the_pages_of_each_variant(
        self, project: Project, tmp_path: Path
    ) -> None:
        folder = tiny(tmp_path / "project")
        folder.replace("project.yaml", "leaflets: [ache]\n", "leaflets: [gout]\n")
        assert run("new", "gout", "--variant", "one", "--variant", "two", "--project", str(folder.root)).exit_code == 0
        done = run("list", "formats", "--project", str(folder.root))
        assert done.exit_code == 0, done.output
        formats = dict(re.findall(r"^([a-z0-9-]+): .*\n((?:    .*\n)+)", done.output, re.MULTILINE))
        assert set(formats) == set(project.names("formats"))
        for name, said in formats.items():
            paper = project.format(name)
            assert f"{paper.paper[0] / 72 * 25.4:.0f} x {paper.paper[1] / 72 * 25.4:.0f} mm" in said
            assert f"text {paper.text_size:g} pt" in said
            assert paper.good_for in said
            counts = dict(re.findall(r"gout ([a-z]+) (\d+)", said))
            assert set(counts) == {"one", "two"}, name
            assert not paper.fold or set(counts.values()) == {"2"}

    def test_of_another_kind_it_lists_only_that(self, project: Project) -> None:
        done = run("list", "themes")
        assert [line.split(":")[0].strip() for line in done.stdout.splitlines()] == ["themes", *project.names("themes")]


class TestSchema:
    def test_it_lists_the_kinds_of_files(self) -> None:
        assert run("schema").output.split() == sorted(KINDS)
        assert set(KINDS) - set(PLACES) == {"suggestions"}  # of which none are shipped

    @pytest.mark.parametrize("kind", KINDS)
    def test_the_shipped_schemas_are_fresh(self, kind: str) -> None:
        done = run("schema", kind)
        assert done.exit_code == 0
        shipped_one = (ROOT / f"assets/schemas/{kind}.json").read_text(encoding="utf-8")
        assert done.output == shipped_one, f"write it anew: leaflets schema {kind} > assets/schemas/{kind}.json"

    def test_no_schema_is_shipped_that_is_no_kind(self) -> None:
        assert {path.stem for path in (ROOT / "assets/schemas").iterdir()} == set(KINDS)

    def test_an_unknown_kind_is_a_wrong_command_line(self) -> None:
        done = run("schema", "sections")
        assert done.exit_code == 2
        assert "did you mean 'section'?" in done.stderr


def files_of(kind: str) -> list[Path]:
    return sorted((ROOT / "content").glob(PLACES[kind]))


class TestShippedFiles:
    def test_every_yaml_file_is_of_a_known_kind(self) -> None:
        every = {path for kind in PLACES for path in files_of(kind)}
        there = {*(ROOT / "content").rglob("*.yaml"), *(ROOT / "assets").rglob("*.yaml")}
        assert {path.resolve() for path in every} == there

    @pytest.mark.parametrize("kind", PLACES)
    def test_their_first_line_names_the_schema_for_editors(self, kind: str) -> None:
        assert files_of(kind)
        for path in files_of(kind):
            first = path.read_text(encoding="utf-8").splitlines()[0]
            match = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
            assert match, path
            assert (path.parent / match[1]).resolve() == ROOT / f"assets/schemas/{kind}.json", path

    @pytest.mark.parametrize("kind", PLACES)
    def test_they_keep_their_schema(self, kind: str) -> None:
        for path in files_of(kind):
            assert faults(kind, path.read_text(encoding="utf-8")) == [], path

    @pytest.mark.parametrize(
        "text",
        [
            "{}",
            "{heading: Rest, blocks: []}",
            "{heading: Rest, blocks: [{id: a, text: x}], colour: red}",
            "{heading: Rest, blocks: [{id: a, txt: x}]}",
            "{heading: Rest, blocks: [{id: a, text: [x]}]}",
        ],
    )
    def test_a_schema_finds_a_wrong_file(self, text: str) -> None:
        assert faults("section", "{heading: Rest, blocks: [{id: a, text: x}]}") == []
        assert faults("section", text) != []


class EditorLoader(yaml.SafeLoader):
    """Reads YAML as editors do: by the core schema of YAML 1.2, where ``No`` is a word and a date is text."""


EditorLoader.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("bool", r"true|false", "tf"),
    ("null", r"~|null", "~n"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?[0-9]+\.[0-9]*", "-+0123456789"),
):
    EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"(?:{pattern})$"), list(first))


def faults(kind: str, text: str) -> list[str]:
    """What an editor underlines in a file of a kind."""
    schema = json.loads((ROOT / f"assets/schemas/{kind}.json").read_text(encoding="utf-8"))
    data = yaml.load(text, EditorLoader)  # noqa: S506 (a safe loader of our own)
    return [f"{error.json_path}: {error.message}" for error in Draft202012Validator(schema).iter_errors(data)]


class TestInit:
    def test_it_copies_a_project_that_can_be_built(self, tmp_path: Path) -> None:
        done = run("init", str(tmp_path / "mine"))
        assert done.exit_code == 0, done.output
        assert "Next: cd" in done.output
        assert (tmp_path / "mine/content/project.yaml").is_file()
        built = leaflets("build", "lms", "--variant", "general", cwd=tmp_path / "mine")
        assert built.returncode == 0, built.stderr
        assert [path.name for path in (tmp_path / "mine/output").iterdir()] == ["lms-general-letter-en-us.pdf"]

    def test_an_empty_folder_will_do(self, tmp_path: Path) -> None:
        (tmp_path / "mine").mkdir()
        assert run("init", str(tmp_path / "mine")).exit_code == 0

    def test_a_folder_with_something_in_it_is_left_alone(self, tmp_path: Path) -> None:
        (tmp_path / "mine").mkdir()
        (tmp_path / "mine/thesis.txt").write_text("years of work")
        done = run("init", str(tmp_path / "mine"))
        assert done.exit_code == 1
        assert done.stderr.splitlines() == [f"leaflets: {tmp_path / 'mine'} is not empty; name a new folder"]
        assert [path.name for path in (tmp_path / "mine").iterdir()] == ["thesis.txt"]

    def test_a_file_in_its_place_is_said_without_a_traceback(self, tmp_path: Path) -> None:
        (tmp_path / "mine").write_text("years of work")
        done = run("init", str(tmp_path / "mine" / "deep"))
        assert done.exit_code == 1
        assert isinstance(done.exception, SystemExit)
        assert "cannot be written" in done.stderr
        assert (tmp_path / "mine").read_text() == "years of work"


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """``leaflets`` installed from a wheel; what it depends on is shared with this environment."""
    place = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    wheel = [*pip, "wheel", "--no-deps", "--wheel-dir", str(place), str(ROOT)]
    built = subprocess.run(wheel, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    (file,) = place.glob("leaflets-*.whl")
    ZipFile(file).extractall(place / "site")
    return place / "site"


class TestInstalled:
    """The program as others get it: from a wheel, in an environment of its own, far from these files."""

    def leaflets(self, program: Path, cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, **EPOCH, "PYTHONPATH": str(program)}
        code = "import leaflets, sys; from leaflets.cli import main; print(leaflets.__file__, file=sys.stderr); main()"
        command = [sys.executable, "-c", code, *arguments]
        return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)

    @pytest.mark.slow
    def test_in_an_empty_folder_it_shows_the_starter_leaflets_and_makes_none(
        self, program: Path, tmp_path: Path
    ) -> None:
        listed = self.leaflets(program, tmp_path, "list", "leaflets")
        assert listed.stderr.startswith(str(program))
        assert "lms: " in listed.stdout
        done = self.leaflets(program, tmp_path, "build", "lms")
        assert done.returncode == 1
        assert "there is no project here" in done.stderr
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.slow
    def test_it_starts_a_project_of_ones_own(self, program: Path, tmp_path: Path) -> None:
        assert self.leaflets(program, tmp_path, "init", "mine").returncode == 0
        done = self.leaflets(program, tmp_path / "mine", "build", "lms", "--variant", "gi", "--region", "uk")
        assert done.returncode == 0, done.stderr
        assert [path.name for path in (tmp_path / "mine/output").iterdir()] == ["lms-gi-a4-en-gb.pdf"]

    @pytest.mark.slow
    def test_its_wheel_holds_the_licences_of_what_it_carries(self, program: Path) -> None:
        names = {str(path.relative_to(program)) for path in program.rglob("*") if path.is_file()}
        assert any(name.endswith("licenses/LICENSE") for name in names)
        fonts = {name for name in names if name.endswith(".ttf")}
        assert fonts
        assert any(name.endswith("OFL.txt") for name in names)
        assert not any("/tests/" in name or name.startswith("tests/") for name in names)
