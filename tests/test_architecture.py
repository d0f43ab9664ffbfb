"""The floors of the house: who may import whom, which room an outside library lives in, how large a room may grow."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "leaflets"
FLOORS = {
    "problems": 0,
    "drawing": 0,
    "picture": 0,
    "content": 1,
    "pdf": 1,
    "layout": 2,
    "web": 2,
    "build": 3,
    "checks": 3,
    "catalogue": 4,
    "delivery": 4,
    "verify": 4,
    "review": 5,
    "cli": 6,
    "__main__": 7,
}
ROOMS = {
    "yaml": {"content"},
    "pydantic": {"content"},
    "pydantic_core": {"content"},
    "reportlab": {"pdf", "layout"},
    "pypdf": {"pdf"},
    "PIL": {"picture", "pdf"},
    "page": {"pdf"},
    "jinja2": {"web"},
    "markupsafe": {"web"},
    "click": {"cli"},
    "smtplib": {"delivery"},
    "email": {"delivery"},
}
NO_NAMES = {"utils", "helpers", "common", "manager", "base", "misc"}
MOST_LINES = 400

MODULES = sorted(PACKAGE.rglob("*.py"))
NAMES = [str(path.relative_to(PACKAGE)) for path in MODULES]


def room(path: Path) -> str:
    """The room a module lies in: a folder of the package, or a module on its own."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


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


def imports(path: Path) -> Iterator[str]:
    """The dotted names a module imports when it runs."""
    for node in running(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            yield from (f"{node.module}.{name.name}" for name in node.names)


def test_there_are_modules_to_look_at() -> None:
    assert len(MODULES) > 20
    assert {"problems", "content", "pdf", "layout"} <= {room(path) for path in MODULES}
    assert sum(1 for path in MODULES for name in imports(path) if name.startswith("leaflets.")) > 40


def test_every_room_has_a_floor() -> None:
    assert {room(path) for path in MODULES} - {"__init__"} <= set(FLOORS)


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_a_module_imports_only_from_floors_below_its_own(path: Path) -> None:
    here = room(path)
    for name in imports(path):
        parts = name.split(".")
        if parts[0] != "leaflets" or len(parts) == 1 or parts[1] == "__version__":
            continue
        other = parts[1]
        assert other in FLOORS, f"{name} is not in a room"
        assert here == other or FLOORS[other] < FLOORS.get(here, 0), f"{here} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_outside_libraries_stay_in_their_rooms(path: Path) -> None:
    for name in imports(path):
        library = name.split(".")[0]
        if library in ROOMS:
            assert room(path) in ROOMS[library], f"{library} is imported in {room(path)}"
        else:
            assert library == "leaflets" or library in sys.stdlib_module_names, f"{library} has no room"


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
    assert path.stem not in NO_NAMES


def test_help_starts_without_the_heavy_libraries() -> None:
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE.parent)}
    command = [sys.executable, "-X", "importtime", "-m", "leaflets", "--help"]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    loaded = {line.rsplit("|", 1)[-1].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}
    assert "leaflets.cli" in loaded
    assert "Usage:" in done.stdout
    assert not {name for name in loaded if name.split(".")[0] in {"reportlab", "pypdf", "PIL", "pydantic", "yaml"}}
