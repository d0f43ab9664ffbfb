"""The plan of the house: which room knows which, where an outside library lives, how large a module may grow."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "leaflets"
PLAN = """
    __main__
    cli
    studio
    bulk mail
    register
    making
    layout web checks press
    edition
    signing
    store
    content
    pdf inspect
    text
    artwork
    problems files
"""
"""The rooms, from the top down: a room knows those on lines below its own, and not its neighbours."""

ORDER = [line.split() for line in reversed(PLAN.strip().splitlines())]
FLOORS = {name: floor for floor, names in enumerate(ORDER) for name in names}
UNKNOWN = {"layout": {"store"}, "press": {"content", "edition", "signing", "store"}, "edition": {"pdf", "inspect"}}
"""Rooms further down that a room must not know, all the same."""

LIBRARIES = {
    "yaml": {"store"},
    "pydantic": {"content", "store"},
    "pydantic_core": {"content", "store"},
    "reportlab": {"text", "pdf"},
    "uharfbuzz": {"text", "pdf"},
    "pypdf": {"inspect", "press"},
    "pypdfium2": {"inspect", "press", "studio"},
    "PIL": {"artwork", "pdf"},
    "tinycss2": {"artwork"},
    "resvg_py": {"artwork"},
    "zxingcpp": {"artwork"},
    "unicode_segmentation_rs": {"text"},
    "pyphen": {"text"},
    "page": {"inspect"},
    "jinja2": {"web", "studio"},
    "markupsafe": {"web", "studio"},
    "starlette": {"studio"},
    "uvicorn": {"studio"},
    "watchfiles": {"studio"},
    "click": {"cli"},
    "smtplib": {"mail"},
    "email": {"mail"},
    "email_validator": {"content", "mail"},
    "phonenumbers": {"content", "store"},
    "babel": {"content"},
}
"""The rooms that may import an outside library, or one of the standard library that does something to the world."""

NO_NAMES = {"utils", "helpers", "common", "manager", "base", "misc", "build"}
MOST_LINES = 400

MODULES = sorted(PACKAGE.rglob("*.py"))
NAMES = [str(path.relative_to(PACKAGE)) for path in MODULES]


def room(path: Path) -> str:
    """The room a module lies in: a folder of the package, or a module on its own."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def running(node: ast.AST) -> Iterator[ast.AST]:
    """Every node inside that a program runs: all but what stands under ``if TYPE_CHECKING``."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            for other in child.orelse:
                yield other
                yield from running(other)
            continue
        yield child
        yield from running(child)


@cache
def imports(path: Path) -> Collection[str]:
    """The dotted names a module imports when it runs."""
    found: list[str] = []
    for node in running(parsed(path)):
        if isinstance(node, ast.Import):
            found += (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            found += (f"{node.module}.{name.name}" for name in node.names)
    return found


def test_there_are_modules_to_look_at() -> None:
    assert len(MODULES) > 20
    assert {"problems", "content", "pdf", "layout", "edition", "inspect"} <= {room(path) for path in MODULES}
    assert sum(1 for path in MODULES for name in imports(path) if name.startswith("leaflets.")) > 40


def test_every_room_has_a_floor() -> None:
    assert {room(path) for path in MODULES} - {"__init__"} <= set(FLOORS)


def misplaced(path: Path, here: str) -> Iterator[str]:
    """What a module in a room imports and must not know."""
    for name in imports(path):
        library, *inside = name.split(".")
        if library != "leaflets":
            if library in LIBRARIES:
                if here not in LIBRARIES[library]:
                    yield f"{library} is imported in {here}"
            elif library not in sys.stdlib_module_names:
                yield f"{library} has no room"
        elif inside and inside[0] in FLOORS:
            other = inside[0]
            below = FLOORS[other] < FLOORS.get(here, len(FLOORS)) and other not in UNKNOWN.get(here, ())
            if other != here and not below:
                yield f"{here} imports {name}"
        elif inside and (PACKAGE / inside[0]).exists():
            yield f"{name} is not in a room"


def circles(known: Mapping[str, Collection[str]]) -> list[str]:
    """The modules that import themselves through others."""
    left = {name: {other for other in others if other in known} for name, others in known.items()}
    while free := [name for name, others in left.items() if not others]:
        for name in free:
            del left[name]
        for others in left.values():
            others.difference_update(free)
    return sorted(left)


def everywhere(path: Path) -> set[str]:
    """The modules of the package that a module names in an import, also in one for the type checker alone."""
    names = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "leaflets":
            names |= {node.module or "", *(f"{node.module}.{name.name}" for name in node.names)}
    return names


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_a_module_knows_only_rooms_below_its_own_and_the_libraries_of_its_room(path: Path) -> None:
    assert list(misplaced(path, room(path))) == []


def test_no_modules_go_round_in_a_circle() -> None:
    dotted = {".".join(("leaflets", *path.relative_to(PACKAGE).with_suffix("").parts)): path for path in MODULES}
    assert circles({name: everywhere(path) for name, path in dotted.items()}) == []


@pytest.mark.parametrize(
    ("here", "line", "said"),
    [
        ("content", "from leaflets.store.project import Project", "content imports leaflets.store.project.Project"),
        ("inspect", "from leaflets.pdf import tree", "inspect imports leaflets.pdf.tree"),
        ("layout", "from leaflets.store.project import Project", "layout imports leaflets.store.project.Project"),
        ("press", "from leaflets.content.format import Format", "press imports leaflets.content.format.Format"),
        ("bulk", "from leaflets.mail import send", "bulk imports leaflets.mail.send"),
        ("web", "import yaml", "yaml is imported in web"),
        ("pdf", "import lxml", "lxml has no room"),
    ],
)
def test_what_is_out_of_place_is_found(tmp_path: Path, here: str, line: str, said: str) -> None:
    (tmp_path / "planted.py").write_text(line, encoding="utf-8")
    assert list(misplaced(tmp_path / "planted.py", here)) == [said]


def test_a_circle_is_found() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"a"}, "e": set()}) == ["a", "b", "c", "d"]


@pytest.mark.parametrize("path", [path for path in MODULES if room(path) != "cli"], ids=str)
def test_only_the_command_line_prints_or_exits(path: Path) -> None:
    for node in running(parsed(path)):
        if isinstance(node, ast.Call):
            assert ast.unparse(node.func) not in {"print", "exit", "quit", "sys.exit", "os._exit", "input"}
        if isinstance(node, ast.Raise) and node.exc:
            assert not ast.unparse(node.exc).startswith("SystemExit")
        if isinstance(node, ast.Attribute):
            assert ast.unparse(node) not in {"sys.argv", "sys.stdout", "sys.stderr", "sys.stdin"}


@pytest.mark.parametrize("path", [path for path in MODULES if room(path) == "cli"], ids=str)
def test_the_command_line_prints_in_one_place_that_lets_no_escapes_through(path: Path) -> None:
    calls = {ast.unparse(node.func) for node in running(parsed(path)) if isinstance(node, ast.Call)}
    assert path.stem == "speak" or not calls & {"click.echo", "click.secho"}, "print with leaflets.cli.speak.say"


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_a_module_is_short_and_says_what_it_is(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= MOST_LINES, f"{lines} lines"
    assert ast.get_docstring(parsed(path)), "no docstring"
    assert not NO_NAMES.intersection(path.relative_to(PACKAGE).parts)
    assert path.stem not in NO_NAMES - {"build"}  # which is a command of the program's


def test_help_starts_without_the_heavy_libraries() -> None:
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE.parent)}
    command = [sys.executable, "-X", "importtime", "-m", "leaflets", "--help"]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    loaded = {line.rsplit("|", 1)[-1].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}
    assert "leaflets.cli" in loaded
    assert "Usage:" in done.stdout
    assert not {
        name for name in loaded if name.split(".")[0] in {"reportlab", "pypdf", "PIL", "pydantic", "yaml", "starlette"}
    }
