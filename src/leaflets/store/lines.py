"""Words as lines of YAML: where they break, which stay as they were, and in which quotation marks they stand."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from textwrap import TextWrapper
from typing import TypeAlias

import yaml

from leaflets.content.written import Flawed
from leaflets.content.written import even as evened
from leaflets.problems import ContentError
from leaflets.store.reader import compose

WIDTH = 120
"""The longest line that is written, unless a word is longer."""

_SIMPLE = re.compile(r"[A-Za-z0-9][\w ./-]*")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")
SPACE = re.compile(r"[ \t\r\n]+")
Entry: TypeAlias = "str | bool | date | Sequence[Entry] | Mapping[str, Entry]"
"""Something to be written: a text, yes or no, a day, or a list of such, or several by their keys."""


def even(text: str) -> str:
    """A text, its characters and its white space evened out as a reader of the file does it."""
    return SPACE.sub(" ", evened(text)).strip(" ")


def quoted(text: str, style: str) -> str:
    """A text as it is written between quotation marks, or without."""
    if style == '"':
        return json.dumps(text, ensure_ascii=False)
    return f"'{text.replace(chr(39), chr(39) * 2)}'" if style else text


def relined(old: Sequence[Sequence[str]], words: Sequence[str], column: int, indent: int) -> list[str]:
    """Words in lines: those of ``old`` at the beginning and the end stay, as far as they say the same."""
    first = last = low = 0
    high = len(words)
    while first < len(old) and list(words[low : low + len(old[first])]) == list(old[first]):
        low += len(old[first])
        first += 1
    if first and (first == len(old) or low == high):
        first -= 1
        low -= len(old[first])
    while last < len(old) - first and high - len(old[-1 - last]) >= low:
        line = old[-1 - last]
        if list(words[high - len(line) : high]) != list(line):
            break
        high -= len(line)
        last += 1
    room = max([WIDTH, *(len(" ".join(line)) + indent for line in old[1:])])
    before, after = " " * (indent if first else column), " " * indent
    wrap = TextWrapper(room, before, after, break_long_words=False, break_on_hyphens=False)
    anew = (line.strip(" ") for line in wrap.wrap(" ".join(words[low:high])))
    return [*map(" ".join, old[:first]), *anew, *map(" ".join, old[len(old) - last :])]


def spelled(value: str | bool | date) -> str:
    """A text, yes or no, or a day, as YAML has it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def lines_of(entry: Entry, dash: str) -> list[str]:
    """The lines of a new entry, its dash so far from the left."""
    said = said_of(entry, dash)
    return (f"{dash}- {said.lstrip()}" if said.startswith("\n") else f"{dash}-{said}").split("\n")


def said_of(value: Entry, indent: str) -> str:
    """What stands after a key, or a dash, that is so far from the left."""
    if _ids(value) or (isinstance(value, Mapping) and all(map(_ids, value.values()))):
        return f" {flowing(value)}"
    if isinstance(value, Mapping):
        return f"\n{keys_of(value, indent + '  ')}"
    if isinstance(value, str):
        return f" {_plainly(value, indent)}"
    if isinstance(value, Sequence):
        return "".join(f"\n{line}" for one in value for line in lines_of(one, indent + "  "))
    return f" {spelled(value)}"


def keys_of(entry: Mapping[str, Entry], indent: str) -> str:
    """The lines of keys that are so far from the left, with what they say."""
    return "\n".join(f"{indent}{key}:{said_of(one, indent)}" for key, one in entry.items())


def _ids(value: Entry) -> bool:
    """Whether something is a list of ids, which stands on one line."""
    return isinstance(value, Sequence) and not isinstance(value, str) and all(map(_ID.fullmatch, map(str, value)))


def flowing(value: Entry) -> str:
    """A value between brackets, or in one."""
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key}: {flowing(one)}' for key, one in value.items())}}}"
    if isinstance(value, str):
        simple = _SIMPLE.fullmatch(value) and yaml.safe_load(value) == value
        return value if simple else json.dumps(value, ensure_ascii=False)
    return f"[{', '.join(map(flowing, value))}]" if isinstance(value, Sequence) else spelled(value)


def _plainly(text: str, indent: str) -> str:
    """A text as simply as YAML can say it: as it is, in quotation marks, or, if it is long, on lines of its own."""
    text = even(text)
    if len(text) > WIDTH - len(indent) - len("text: "):
        lines = relined([], text.split(" "), len(indent) + 2, len(indent) + 2)
        return "\n".join([">-", *(f"{indent}  {line}" for line in lines)])
    try:
        found = compose(f"- k: {text}", "").value[0].value[0][1]
        plain = found.value == text and not isinstance(found.value, Flawed) and isinstance(found, yaml.ScalarNode)
        plain = plain and not found.style and yaml.safe_load(text) == text
    except (ContentError, yaml.YAMLError, ValueError):
        plain = False
    return text if plain else json.dumps(text, ensure_ascii=False)
