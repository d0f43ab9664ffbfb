"""The program knows no illness: what is about one is in its leaflet's folder, which can be taken away whole."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

import leaflets
from leaflets.cli import main
from support.projects import LEAFLET, ROOT, Folder, shipped, tiny

ILLNESS = re.compile("lms|sarcoma|cancer", re.IGNORECASE)
EXAMPLE = re.compile(r"^      leaflets [a-z-]+ lms\b")
MOST_EXAMPLES = 12


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """The shipped project, its leaflet about an illness taken away, and nothing else changed."""
    folder = shipped(tmp_path_factory.mktemp("without") / "mine")
    shutil.rmtree(folder.root / "content/leaflets/lms")
    return folder


def run(folder: Folder, *arguments: str) -> tuple[int, str]:
    more = ["-o", str(folder.root / "output")] if arguments[0] in ("build", "review") else []
    done = CliRunner().invoke(main, [*arguments, "--project", str(folder.root), *more])
    return done.exit_code, done.output


@pytest.mark.parametrize(
    "command",
    [["build"], ["build", "specimen", "--format", "html"], ["check"], ["check", "--clinic", "all"], ["list"],
     ["build", "--clinic", "all"], ["review"], ["digest", "specimen"], ["coverage", "specimen"]],
    ids=" ".join,
)  # fmt: skip
def test_a_project_without_its_leaflet_works(without: Folder, command: list[str]) -> None:
    code, said = run(without, *command)
    assert code == 0, said


def test_what_clinics_say_of_it_is_told_and_passed_over(without: Folder) -> None:
    lines = without.path("clinics/riverside.yaml").read_text().splitlines()
    named, asked = (next(n for n, line in enumerate(lines, 1) if key in line) for key in ("leaflet: lms", "fever_thr"))
    _, said = run(without, "build", "--clinic", "riverside", "--format", "text")
    assert f"riverside.yaml:{named}:14: there is no leaflet 'lms'" in said
    assert f"riverside.yaml:{asked}:20: there is no leaflet that asks for 'fever_threshold'" in said
    assert said.count("what is said of it is passed over") == 3
    code, said = run(without, "check", "--clinic", "riverside")
    assert (code, said.count("[not-here]")) == (0, 3)


def test_a_leaflet_that_is_unlisted_is_built_when_it_is_named_or_alone(tmp_path: Path) -> None:
    folder = tiny(tmp_path / "mine")
    folder.replace("project.yaml", "leaflets: [ache]\n", "")
    assert folder.project().usual == ("ache",)
    shutil.copytree(folder.path("leaflets/ache"), folder.path("leaflets/other"))
    assert folder.project().usual == ("ache", "other")
    folder.replace(LEAFLET, "extras:", "unlisted: true\nextras:")
    assert folder.project().usual == ("other",)
    folder.replace("leaflets/other/leaflet.yaml", "extras:", "unlisted: true\nextras:")
    assert folder.project().usual == ("ache", "other")


def test_the_source_names_no_illness_but_in_few_examples() -> None:
    home = Path(leaflets.__file__).parent
    files = [
        path for path in home.rglob("*") if path.suffix in (".py", ".html", ".css", ".java", ".js", ".toml", ".txt")
    ]
    assert len(files) > 150
    found = {
        f"{path.relative_to(home)}: {line}"
        for path in files
        for line in path.read_text(encoding="utf-8").splitlines()
        if ILLNESS.search(line)
    }
    assert {line for line in found if not EXAMPLE.search(line.split(": ", 1)[1])} == set()
    assert 0 < len(found) <= MOST_EXAMPLES


def test_so_does_what_every_leaflet_shares() -> None:
    content = ROOT / "content"
    shared = [
        path for path in content.rglob("*.yaml") if path.relative_to(content).parts[0] not in ("clinics", "leaflets")
    ]
    shared += (content / "leaflets/specimen").rglob("*.yaml")
    assert len(shared) > 20
    lines = [line for path in shared for line in path.read_text(encoding="utf-8").splitlines() if ILLNESS.search(line)]
    assert lines == []
