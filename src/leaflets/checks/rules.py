"""The rules by name, and what one of them found."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from leaflets.content.rulebook import Severity
from leaflets.problems import Problem, Source


class Rule(NamedTuple):
    """A rule: its family, how grave a breach is, what is said of words that breach it, and what can be done."""

    family: str
    severity: Severity
    says: str = ""
    hint: str = ""


_TABLE = tomllib.loads(Path(__file__).with_name("rules.toml").read_text("utf-8"))
RULES: Mapping[str, Rule] = {
    name: Rule(family, **rule) for family, rules in _TABLE.items() for name, rule in rules.items()
}


@dataclass(frozen=True)
class Finding:
    """A breach of a rule at a place. ``names`` are what an exception may call it by: ids, and the word it is about."""

    rule: str
    problem: Problem
    names: frozenset[str]
    severity: Severity
    shown: frozenset[tuple[str, ...]] = field(default=frozenset())

    @property
    def family(self) -> str:
        """The family of its rule."""
        return RULES[self.rule].family


def finding(
    rule: str, where: Source, message: str, names: tuple[str, ...] = (), hint: str = "", grave: Severity | None = None
) -> Finding:
    """What a rule found, with the rule's own hint, and as grave as it says, unless ``hint`` or ``grave`` say other."""
    known = frozenset(name.casefold() for name in names)
    return Finding(rule, Problem(where, message, hint or RULES[rule].hint), known, grave or RULES[rule].severity)


def unfit(problems: Iterable[Problem]) -> Iterator[Finding]:
    """What keeps a leaflet from being read, selected or built."""
    return (finding("content", problem.where, problem.message, hint=problem.hint) for problem in problems)


def line_of(other: Source, here: Source) -> str:
    """How to find another place from here: by its line, and its file if that is another."""
    return f"on line {other.line}" + ("" if other.file == here.file else f" of {other.file}")
