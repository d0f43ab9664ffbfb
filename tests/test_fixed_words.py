"""No word that a reader reads stands in the program: it comes from the language's file, or an author's."""

from __future__ import annotations

import ast
import email
import re
import shutil
from collections.abc import Iterator
from email import policy
from html import unescape
from pathlib import Path

import pytest
import yaml

from support import pdf
from support.projects import ROOT, tiny
from support.signing import output, run

PACKAGE = Path(__file__).parents[1] / "src" / "leaflets"
ROOMS = ("layout", "web", "mail", "press", "making", "edition", "bulk", "signing", "register")
"""The rooms that print for readers."""

TO_STAFF = {"Problem", "Source", "Finding", "say", "tell", "shaped", "Field", "ValueError"}
"""What is called with words for those who make leaflets, at the command line or in an editor: those stay English."""

ENGLISH_ALL = {
    "edition/digest.py": "the digest, which editors of the source read",
    "edition/faithful.py": "says what is wrong with a translation",
    "edition/sheet.py": "tells translators and their tools, who read the language of the source",
    "edition/translation.py": "says what is wrong with a translation",
    "edition/wording.py": "says at the command line how a leaflet stands",
    "edition/selection.py": "says what a leaflet lacks",
    "bulk/run.py": "says what became of a run",
    "bulk/folder.py": "says what became of a run",
    "mail/ledger.py": "a file for programs",
    "mail/orders.py": "says at the command line what cannot be sent",
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


LETTERS = str.maketrans("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "абвгдежзийклмнопрстуфхцчшы" * 2)
KEYS_SHOWN = {"id", "section", "variants", "evidence", "clinician", "hash", "standing", "decision", "comment"}
NAMES_SHOWN = {"pdf", "press", "https", "uk", "us", "ann", "reportlab", "leaflets", "false"}
"""Columns of worksheets and parts of the names of files, the same in every language; and who a message is for."""


def unreadable(said: object) -> object:
    """Fixed words in letters that English has not, each in one form; what they ask for stays."""
    if isinstance(said, dict):
        return unreadable(said["other"]) if "other" in said else {name: unreadable(said[name]) for name in said}
    if isinstance(said, list):
        return [unreadable(one) for one in said]
    if not isinstance(said, str):
        return said
    return "".join(part if part.startswith("{") else part.translate(LETTERS) for part in re.split(r"(\{\w+\})", said))


def printed(path: Path) -> str:
    """All that a file says to who reads it, or has it read aloud."""
    if path.suffix == ".pdf":
        found = pdf.read(path.read_bytes())
        told = [str(one) for one in (found.reader.metadata or {}).values() if not str(one).startswith("D:")]
        alts = re.findall(r"(?:Alt|E|ActualText)='([^']*)'", found.tree)
        return " ".join([found.text, *alts, *told, *(run.text for page in found.pages for run in page.runs)])
    if path.suffix == ".eml":
        message = email.message_from_bytes(path.read_bytes(), policy=policy.default)
        body = message.get_body(("plain",))
        return f"{message['subject']} {body.get_content() if body else ''}"
    text = path.read_text("utf-8-sig")
    if path.suffix != ".html":
        return text
    shown = re.findall(r'(?:alt|aria-label|title|placeholder)="([^"]*)"', text)
    return unescape(" ".join([re.sub(r"<(style|script).*?</\1>|<[^>]*>", " ", text, flags=re.DOTALL), *shown]))


def test_no_english_is_left_in_what_is_made_in_another_language(tmp_path: Path) -> None:
    folder = tiny(tmp_path / "mine")
    shutil.copytree(ROOT / "content/leaflets/specimen", folder.path("leaflets/specimen"))
    shutil.copytree(ROOT / "assets/pictures", folder.root / "assets/pictures", dirs_exist_ok=True)
    fixed = yaml.safe_load((ROOT / "content/languages/en-us.yaml").read_bytes())
    kept = {key: fixed[key] for key in ("numbers", "signs")} | {"tag": "uk"}
    words = {key: unreadable(said) for key, said in fixed.items() if key not in ("together", "hyphenate", "words")}
    folder.write("languages/uk.yaml", yaml.safe_dump(words | kept, allow_unicode=True))
    shipped = (ROOT / "content/project.yaml").read_text("utf-8")
    folder.write("project.yaml", re.sub("language: en-..", "language: uk", shipped))
    for command in (
        "build --format letter --format html --format text --index",
        "build --press --copies 5",
        "review",
        "email --to ann@example.org --name Ann",
    ):
        name, *options = command.split()
        done = run(folder, name, "specimen", "--variant", "specimen", *options)
        assert done.exit_code == 0, done.stderr
    own = [*folder.path("leaflets/specimen").rglob("*.yaml"), folder.path("formats/letter.yaml")]
    authors = re.sub(r"(?m)#.*$|^[ -]*[\w-]+:", "", " ".join(path.read_text("utf-8") for path in own))
    known = {word.lower() for word in re.findall("[A-Za-z]+", authors)} | KEYS_SHOWN | NAMES_SHOWN
    made = [path for path in output(folder).iterdir() if path.suffix not in (".json", "")]
    assert {path.suffix for path in made} == {".pdf", ".html", ".txt", ".csv", ".eml"}
    said = {path.name: set(re.findall(r"\b[A-Za-z]{2,}\b", printed(path))) for path in made}
    assert {(name, word) for name, words in said.items() for word in words if word.lower() not in known} == set()
