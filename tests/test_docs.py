"""The documentation: what can run in it runs, what it shows is what is made, and nothing in it leads nowhere.

A page is read from top to bottom on a copy of the project: files are written, commands and Python are run. A comment
over a block says what is special about it: ``not run: why``, ``file: its name``, ``exit code 1``. Text that follows a
command at once is what the command says; ``...`` stands for what varies.
"""

from __future__ import annotations

import glob
import re
import shlex
import subprocess
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from PIL import Image

import leaflets
from leaflets.cli import main
from leaflets.edition.selection import Job
from leaflets.making import make
from support import kinds
from support.alike import alike
from support.projects import NOW, ROOT, Folder, Make, job_of, shipped

pytestmark = pytest.mark.usefixtures("once")
DOCS = ROOT / "docs"
EPOCH = {"SOURCE_DATE_EPOCH": str(int(NOW.timestamp()))}
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *DOCS.glob("*.md"), *DOCS.glob("decisions/*.md")])
NAMES = [str(path.relative_to(ROOT)) for path in PAGES]
KINDS = "docs/kinds.md"
NOT_RUN = {
    ("README.md", "pip install -q ."): "installs the program",
    ("README.md", "pytest"): "is these tests",
    ("docs/start.md", "pip install -q ."): "installs the program",
    ("docs/install.md", "python3 -m venv"): "installs the program; .ci/install does",
    ("docs/install.md", "py -m venv"): "installs the program on Windows",
    ("docs/install.md", "pipx install"): "installs the program",
    ("docs/install.md", ".[studio,verify]"): "installs the program",
    ("docs/install.md", "podman build"): "needs a container engine",
    ("docs/studio.md", "pip install"): "installs the program, and opens a browser",
    ("docs/studio.md", "leaflets studio"): "serves until it is ended; tests/studio runs it",
    ("docs/studio.md", "leaflets preview"): "serves until it is ended; tests/studio runs it",
    ("docs/catalogue.md", "codes:"): "keys of a leaflet; test_catalogue.py reads them",
    ("docs/tools.md", "repos:"): "needs an address",
    ("docs/tools.md", "uses:"): "needs an address",
    ("docs/tools.md", "eval"): "changes the shell",
    ("docs/email.md", "--send"): "needs a mail server",
    ("docs/sign-off.md", "leaflets sign-off"): "a worksheet must be filled in between; test_sign_off.py runs it",
    (
        "docs/translate.md",
        "leaflets translate lms es-US --read",
    ): "a sheet must be filled in between; test_translate.py runs it",
    ("docs/translate.md", "statements:"): "of the leaflet on another page; test_translation.py reads such a file",
    ("docs/register.md", "leaflets publish"): "the leaflets shipped are drafts; test_register.py runs it",
    ("docs/register.md", "leaflets withdraw"): "the leaflets shipped are drafts; test_register.py runs it",
    ("docs/register.md", "leaflets verify"): "the leaflets shipped are drafts; test_register.py runs it",
    ("docs/register.md", "qr_code"): "an entry of a section; test_register.py reads it",
    ("docs/machines.md", "parallel"): "GNU parallel may not be there",
    ("docs/machines.md", "sbatch"): "needs a cluster",
    ("docs/machines.md", "kind: Job"): "needs a cluster",
    ("CONTRIBUTING.md", "pip install -e"): "installs the program",
    ("CONTRIBUTING.md", "pytest -q tests/edition"): "is these tests",
    ("CONTRIBUTING.md", "assets/schemas/section.json"): "writes into the project",
    ("CONTRIBUTING.md", "git tag"): "builds a release",
}
"""Where a command stands that is not run, some of its words, and why."""
ELSEWHERE = {"leaflets list formats": "test_cli.py runs it, and reads what it says"}
"""Commands of tables that are dear, and run by another test on a small project."""
MOST_LINES = 150
MOST_BYTES = {"/kinds/": 25 * 1024, "/studio/": 64 * 1024, "/sheet-": 150 * 1024, "": 40 * 1024}
"""How large a picture of a block may be, one of the studio, and one of a leaflet."""
FENCE = re.compile(
    r"(?:^<!-- (?P<note>[^\n]+) -->\n\n)?^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
ROW = re.compile(r"^\|[^|]+\| `(leaflets [^`]+)` \|$", re.MULTILINE)
LINK = re.compile(r"\[[^\]]*\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)")


@dataclass(frozen=True)
class Block:
    """A block of a page: its kind, what it holds, the comment over it, and what is expected of it, if it is told."""

    page: str
    kind: str
    text: str
    note: str = ""
    says: str | None = None

    @property
    def runs(self) -> bool:
        return not self.note.startswith("not run")


def text_of(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def blocks(page: str) -> list[Block]:
    """The blocks of a page, from top to bottom."""
    text = text_of(page)
    matches, found = list(FENCE.finditer(text)), []
    for match, after in zip_longest(matches, matches[1:]):
        told = after if after and after["kind"] == "text" and not text[match.end() : after.start()].strip() else None
        says = told["text"] if told and match["kind"] == "sh" else None
        found.append(Block(page, match["kind"], match["text"], match["note"] or "", says))
    return found


EVERY = [block for page in NAMES for block in blocks(page)]
LINES = {line for block in EVERY if block.kind == "sh" for line in block.text.splitlines()}
ROWS = [row for page in NAMES for row in ROW.findall(text_of(page)) if row not in LINES]
"""The commands that stand in tables alone; the others are run where they are explained."""
RUN = sorted({block.page for block in EVERY if block.runs and block.kind != "text"} - {KINDS})


class Reader:
    """Someone who does all that a page says, in a project of their own."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.said = ""

    def do(self, block: Block) -> None:
        getattr(self, f"_{block.kind}")(block)

    def _sh(self, block: Block) -> None:
        """The program's own commands run here, any other in a shell; all must end as the page says."""
        wanted = int(block.note.removeprefix("exit code ")) if block.note.startswith("exit code") else 0
        self.said = ""
        for line in block.text.splitlines():
            code = self._leaflets(line) if line.startswith("leaflets ") else self._shell(line)
            assert code == wanted, f"{line}\n{self.said}"
        if block.says:
            parts = [re.escape(part.strip()) for line in block.says.splitlines() for part in line.split("...")]
            assert re.search(".*?".join(parts), self.said, re.DOTALL), self.said

    def _leaflets(self, line: str) -> int:
        words, _, place = line.partition(" > ")
        given = [name for word in shlex.split(words)[1:] for name in (sorted(glob.glob(word)) or [word])]  # noqa: PTH207
        done = CliRunner().invoke(main, given, env=EPOCH)
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        self.said += done.output
        if place:
            Path(place).write_text(done.stdout, encoding="utf-8")
        return done.exit_code

    def _shell(self, line: str) -> int:
        done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
        self.said += done.stdout + done.stderr
        return done.returncode

    def _yaml(self, block: Block) -> None:
        """A file of the project is written, or what a page adds is added to it; then all is read again."""
        match = re.match(r"# (in )?content/(\S+\.yaml)\n", block.text)
        assert match, f"this names no file:\n{block.text}"
        text = block.text
        if match[1]:
            known = yaml.safe_load(self.folder.path(match[2]).read_bytes())
            text = yaml.safe_dump(merged(known, yaml.safe_load(text)), allow_unicode=True, sort_keys=False)
        self.folder.write(match[2], text)

    def _csv(self, block: Block) -> None:
        assert block.note.startswith("file: ")
        Path(block.note.removeprefix("file: ")).write_text(block.text, encoding="utf-8")

    def _python(self, block: Block) -> None:
        exec(compile(block.text, block.page, "exec"), {"__name__": "__main__"})  # noqa: S102

    def _text(self, block: Block) -> None:
        """What is only shown."""


def merged(known: Any, new: Any) -> Any:
    """What is written in a file, with what a page adds: keys to keys, entries to lists."""
    if isinstance(known, dict) and isinstance(new, dict):
        return known | {key: merged(known.get(key), value) for key, value in new.items()}
    return known + new if isinstance(known, list) and isinstance(new, list) else new


@pytest.mark.parametrize("page", RUN)
def test_everything_a_page_says_works(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = shipped(tmp_path / "project")
    monkeypatch.chdir(folder.root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH["SOURCE_DATE_EPOCH"])
    reader = Reader(folder)
    for block in blocks(page):
        if block.runs:
            reader.do(block)


def test_every_command_of_a_table_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of all variants, which other tests build on every paper, and for every clinic, one is built."""
    folder = shipped(tmp_path / "project")
    monkeypatch.chdir(folder.root)
    left = [row for row in ROWS if row not in ELSEWHERE]
    assert len(left) == len(ROWS) - len(ELSEWHERE) > 6
    for row in left:
        built = row.startswith("leaflets build lms ") and "--variant" not in row
        some = f"{row} --variant gi" if built else row.replace("--variant all", "--variant gi")
        Reader(folder).do(Block("a table", "sh", some))


def test_there_is_much_to_run_and_what_is_not_run_is_named() -> None:
    assert sum(block.kind == "sh" and block.runs for block in EVERY) > 30
    assert sum(block.kind == "yaml" and block.page != KINDS for block in EVERY) > 10
    assert sum(block.kind == "python" for block in EVERY) > 1
    left = [block for block in EVERY if not block.runs]
    assert all(block.note.removeprefix("not run: ").strip() for block in left)
    told = [{named for named in NOT_RUN if named[0] == block.page and named[1] in block.text} for block in left]
    assert all(told), "each has a reason here"
    assert set().union(*told) == set(NOT_RUN), "each reason has a command"


def test_every_file_a_page_adds_is_read(tmp_path: Path) -> None:
    """A misspelled key in an example is a problem: nothing is written without being read."""
    folder = shipped(tmp_path / "project")
    (page,) = [block for block in EVERY if block.text.startswith("# content/themes/sea.yaml")]
    Reader(folder).do(Block(page.page, "yaml", page.text.replace("scale:", "scael:")))
    with pytest.raises(leaflets.ContentError, match="'scael' is not a key here"):
        folder.project().theme("sea")


def test_the_readme_is_a_front_door() -> None:
    assert text_of("README.md").count("\n") <= MOST_LINES
    (tests,) = [block for block in blocks("README.md") if block.kind == "sh" and "pytest" in block.text]
    section = text_of("README.md").split("\n## Tests\n")[1].split("\n## ")[0]
    assert [match["text"] for match in FENCE.finditer(section)] == [tests.text]


def test_the_messages_explained_are_those_the_program_says() -> None:
    said = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "src").rglob("*.py")))
    explained = re.findall(r"^\| (`.+?`) \|", text_of("docs/problems.md"), re.MULTILINE)
    messages = [message for cell in explained for message in re.findall("`([^`]+)`", cell)]
    assert len(messages) > 10
    assert [message for message in messages if any(part not in said for part in message.split("..."))] == []


def headings(text: str) -> Iterator[str]:
    """What a page's headings are called in addresses."""
    for line in re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL).splitlines():
        if line.startswith("#"):
            yield re.sub(r"[^\w -]", "", line.lstrip("# ").lower()).replace(" ", "-")


@pytest.mark.parametrize("page", NAMES)
def test_no_link_leads_nowhere(page: str) -> None:
    for target, heading in LINK.findall(FENCE.sub("", text_of(page))):
        path = (ROOT / page).parent / target if target else ROOT / page
        assert path.is_file(), f"{page} leads to {target}"
        assert not heading or heading in headings(path.read_text(encoding="utf-8")), f"{page}: {target}#{heading}"


def test_every_page_is_on_the_site_and_every_decision_has_its_day() -> None:
    site = tomllib.loads((DOCS / "zensical.toml").read_text(encoding="utf-8"))["project"]
    assert {f"docs/{name}" for name in leaves(site["nav"])} == {name for name in NAMES if name.startswith("docs/")}
    decisions = [path for path in DOCS.glob("decisions/*.md") if path.name != "index.md"]
    assert len(decisions) > 15
    index = text_of("docs/decisions/index.md")
    for path in decisions:
        title, _, day, *_ = path.read_text(encoding="utf-8").splitlines()
        assert f"| {day} | [{title.removeprefix('# ')}]({path.name}) |" in index


def leaves(nav: Any) -> Iterator[str]:
    """The pages of a site's navigation."""
    if isinstance(nav, str):
        yield nav
    else:
        for part in nav.values() if isinstance(nav, dict) else nav:
            yield from leaves(part)


class TestThePageOfKinds:
    def test_says_what_the_models_and_the_specimen_say(self, update_golden: bool) -> None:
        if update_golden:
            (ROOT / KINDS).write_text(kinds.page(), encoding="utf-8")
        assert text_of(KINDS) == kinds.page(), "write it anew: pytest tests/test_docs.py --update-golden"

    def test_shows_each_as_it_is_printed(self, tmp_path: Path, update_golden: bool) -> None:
        shown = kinds.pictures(tmp_path / "project")
        assert len(shown) > 25
        assert drawn_otherwise(DOCS / kinds.PICTURES, shown, update_golden) == []

    def test_and_the_front_door_show_pictures_that_are_small_and_used(self) -> None:
        kept = {path.relative_to(ROOT).as_posix() for path in DOCS.glob("pictures/**/*.png")}
        used = {(ROOT / page).parent / target for page in NAMES for target, _ in LINK.findall(text_of(page))}
        assert kept == {path.relative_to(ROOT).as_posix() for path in used if path.suffix == ".png"}
        most = {name: next(size for part, size in MOST_BYTES.items() if part in name) for name in kept}
        assert [name for name in kept if (ROOT / name).stat().st_size > most[name]] == []


def test_the_front_door_shows_a_leaflet_that_is_shipped(made: Make, update_golden: bool) -> None:
    project = Folder(ROOT).project()
    picture = kinds.opened(made(job_of(project, "lms", "uterine", "us")).data, (1, 3))
    assert drawn_otherwise(DOCS / "pictures", {"leaflet": picture}, update_golden) == []


def drawn_otherwise(folder: Path, shown: Mapping[str, Image.Image], update_golden: bool) -> list[str]:
    """The names of the pictures that look otherwise than those kept, or are not kept."""
    changed = []
    for name, picture in shown.items():
        now, path = kinds.kept(picture), folder / f"{name}.png"
        if update_golden:
            path.parent.mkdir(parents=True, exist_ok=True)
            now.save(path, optimize=True)
        if not path.exists() or not alike(Image.open(path).convert("L"), now.convert("L")):
            changed.append(name)
    return changed


class TestTheNamesForOtherPrograms:
    def test_are_those_the_package_has(self) -> None:
        assert leaflets.__all__ == ["ContentError", "Job", "Project", "make", "verify"]
        assert (leaflets.Job, leaflets.make) == (Job, make)
        assert all(getattr(leaflets, name).__doc__ for name in leaflets.__all__)
        assert all(f"`{name}`" in text_of("docs/api.md") for name in leaflets.__all__)

    def test_no_other_is_found(self) -> None:
        with pytest.raises(AttributeError, match="no attribute 'build'"):
            _ = leaflets.build  # type: ignore[attr-defined]
