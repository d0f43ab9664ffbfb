"""What an author sees in a YAML file and the program would not: words after a ' #', lists inside a text, quotes."""

import contextlib
import re
from collections.abc import Iterator, Sequence

import yaml

from leaflets.content.written import Flawed
from leaflets.problems import Source

BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""Where YAML ends a line."""
_COMMENT = re.compile(r"\s+#.*\S")
_ENTRY = re.compile(r"\s*(?:([-*•])|(\d{1,2}[.)]))\s+\S")
_QUOTES = {"'": "''", '"': '\\"'}
"""How each is written inside a text that stands between two of them."""


def note_flaws(root: yaml.Node, text: str, file: str) -> None:
    """Make each scalar below ``root`` that is not what it looks like in ``text`` a ``Flawed`` one."""
    lines = [*BREAK.split(text), ""]  # what is empty can end after the last
    commented = "#" in text
    for node in _scalars(root):
        several = node.end_mark.line > node.start_mark.line
        plain = commented and not node.style
        flaw = (plain and _cut_short(node, lines, file)) or (several and _listed(node, lines, file))
        if flaw:
            node.value = Flawed(node.value, *flaw)


def _scalars(root: yaml.Node) -> Iterator[yaml.ScalarNode]:
    """The scalars that are values, each once: an alias may lead back to what it stands in."""
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            yield node
        elif isinstance(node, yaml.MappingNode):
            waiting += [value for _, value in node.value]
        else:
            waiting += node.value


def _cut_short(node: yaml.ScalarNode, lines: Sequence[str], file: str) -> tuple[Source, str] | None:
    """The place where a comment ends a text, which has no quotation marks."""
    line, column = node.end_mark.line, node.end_mark.column
    comment = _COMMENT.match(lines[line], column)
    if not comment:
        return None
    lost = comment[0].strip()
    what = f"the words '{lost}' are a comment, since ' #' begins one, and would not be printed"
    where = Source(file, line + 1, column + len(comment[0]) - len(comment[0].lstrip()) + 1)
    return where, f"{what}; put quotation marks around the text, or the comment on a line of its own"


def _listed(node: yaml.ScalarNode, lines: Sequence[str], file: str) -> tuple[Source, str] | None:
    """The first line of one text that looks like an entry of a list."""
    first = node.start_mark.line + 1
    last = node.end_mark.line + (0 if node.end_mark.column else -1)
    found = [(line, match) for line in range(first, last + 1) if (match := _ENTRY.match(lines[line]))]
    marked = [(line, match) for line, match in found if match[1]] or (found if len(found) > 1 else [])
    if not marked:
        return None
    line, match = marked[0]
    sign = (match[1] or match[2]).strip()
    where = Source(file, line + 1, match.start(1 if match[1] else 2) + 1)
    return where, f"this line begins with '{sign}', and would run on in the text; make a list of it, such as 'bullets'"


def bad_quote(text: str, error: yaml.MarkedYAMLError) -> tuple[yaml.Mark, str, str] | None:
    """Where the quotation mark opens that keeps a text from being YAML, if one does, and what is wrong with it."""
    if "quoted scalar" in str(error.context) and error.context_mark:
        return error.context_mark, "this quotation mark is never closed", "close it at the end of its text"
    wrong = error.problem_mark
    before: yaml.ScalarToken | None = None
    with contextlib.suppress(yaml.YAMLError):  # the one that is asked about
        for token in yaml.scan(text, Loader=yaml.CBaseLoader):
            if wrong is None or (token.start_mark.line, token.start_mark.column) >= (wrong.line, wrong.column):
                break
            if isinstance(token, yaml.ScalarToken):
                before = token
    if wrong is None or before is None or before.style not in _QUOTES or before.end_mark.line != wrong.line:
        return None
    if before.start_mark.line == wrong.line:
        hint = f"write {_QUOTES[before.style]} for a quotation mark inside a text"
        return before.start_mark, f"the text goes on after its closing quotation mark, {before.style}", hint
    message = f"this quotation mark is closed as late as line {wrong.line + 1}"
    return before.start_mark, message, "close it at the end of its text"
