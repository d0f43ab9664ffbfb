"""No word that a reader reads stands in the program: it comes from the language's file, or an author's."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "leaflets"
ROOMS = ("layout", "web", "mail", "press", "making", "edition", "bulk", "signing", "register")
"""The rooms that print for readers."""

TO_STAFF = {"Problem", "Source", "Finding", "say", "tell", "shaped", "Field", "ValueError"}
"""What is called with words for those who make leaflets, at the command line or in an editor: those stay English."""

ENGLISH_ALL = {
    "edition/digest.py": "the digest, which editors of the source read",
    "edition/exchange.py": "tells translators' tools, and whoever reads a sheet back",
    "edition/faithful.py": "says what is wrong with a translation",
    "edition/sheet.py": "notes for translators, who read the language of the source",
    "edition/translation.py": "says what is wrong with a translation",
    "edition/wording.py": "says at the command line how a leaflet stands",
    "edition/selection.py": "says what a leaflet lacks",
    "bulk/run.py": "says what became of a run",
    "bulk/join.py": "says what became of a run",
    "mail/ledger.py": "a file for programs",
    "mail/orders.py": "says at the command line what cannot be sent",
    "mail/recipients.py": "says what a column is called",
    "mail/smtp.py": "says at the command line what a server answered",
    "making/proof.py": "says what a file would lose",
    "making/screens.py": "says what a file would lose",
    "making/told.py": "says what a file would lose",
    "making/verify.py": "says whether a file is as it should be",
    "register/publishing.py": "says what keeps a file from being published",
    "register/standing.py": "says at the command line what is due",
    "signing/worksheet.py": "says what is wrong with a worksheet, and names its columns, which are keys",
    "signing/signoff.py": "says at the command line how statements stand",
}
"""Modules that speak to staff alone, and why."""

KEYS = re.compile(
    r"[a-zA-Z0-9_.:#/-]*|(?:mailto|tel):|data:image/|/[A-Z].*|[A-Z][a-z]+|.*[<>{}\\].*|.*/[A-Z][A-Za-z]+.*"
    r"|sRGB.*|Coated FOGRA39.*",
    re.DOTALL,
)
"""Names of keys and roles, and code of PDF and HTML."""

WORDS = re.compile(r"[^\W\d_]{2,}[ ,:.]+[^\W\d_]{2,}|[^\W\d_]{3,}[:.,] ?$")


def literals(tree: ast.AST, quiet: bool = False) -> Iterator[tuple[int, str]]:
    """The texts of a module but for docstrings and what is said to staff."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        called = isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in TO_STAFF
        hushed = quiet or called or isinstance(node, ast.Raise)
        if isinstance(node, ast.Assign | ast.AugAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = {getattr(one, "id", "") for target in targets for one in ast.walk(target)}
            hushed = hushed or bool(names & {"message", "hint"})
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and not hushed:
            yield node.lineno, node.value
        yield from literals(node, hushed)


def english(source: str) -> list[tuple[int, str]]:
    """What looks like words for a reader in a module."""
    return [
        (line, text) for line, text in literals(ast.parse(source)) if WORDS.search(text) and not KEYS.fullmatch(text)
    ]


MODULES = {str(path.relative_to(PACKAGE)): path for room in ROOMS for path in sorted((PACKAGE / room).rglob("*.py"))}


def test_no_module_that_prints_for_readers_has_words_of_its_own() -> None:
    assert len(MODULES) > 80
    found = {
        f"{name}:{line}: {text}"
        for name, path in MODULES.items()
        if name not in ENGLISH_ALL
        for line, text in english(path.read_text(encoding="utf-8"))
    }
    assert found == set()


def test_every_exception_is_still_needed() -> None:
    assert [name for name in ENGLISH_ALL if name not in MODULES or not english(MODULES[name].read_text("utf-8"))] == []


@pytest.mark.parametrize(
    "planted",
    [
        'def f(c):\n    return f"Page {c} of the leaflet"\n',
        'TITLE = "Print run: "\n',
        'def f(names):\n    return "Given to you by: " + names\n',
        'def f(draw):\n    draw(words="read this first")\n',
    ],
)
def test_a_planted_word_is_found(planted: str) -> None:
    assert english(planted)


TEMPLATES = sorted((PACKAGE / "web/templates").glob("*.html")) + sorted((PACKAGE / "web/templates").glob("*.txt"))
_CODE = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<style>.*?</style>|<[^>]*>", re.DOTALL)
_SHOWN = re.compile(r'(?:alt|aria-label|title|placeholder|content)="([^"{]*[^\W\d_]{2,}[^"{]*)"')


def in_template(text: str) -> list[str]:
    """Words in a template that are a reader's; those of attributes too, but for what browsers read."""
    shown = [one for one in _SHOWN.findall(text) if not re.match(r"width=|light |default-src", one)]
    return re.findall(r"[^\W\d_]{2,}", _CODE.sub(" ", text)) + shown


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_has_words_of_its_own(path: Path) -> None:
    assert in_template(path.read_text(encoding="utf-8")) == []


def test_a_word_planted_in_a_template_is_found() -> None:
    assert in_template("<p>Call us: {{ phone }}</p>") == ["Call", "us"]
    assert in_template('<img alt="a picture">') == ["a picture"]
