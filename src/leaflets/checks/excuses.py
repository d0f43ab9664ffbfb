"""Exceptions: what the house lets pass and why, and the exceptions that excuse nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from leaflets.checks.book import Book
from leaflets.checks.languages import unknown
from leaflets.checks.rules import RULES, Finding, finding
from leaflets.content.rulebook import Exemption, House, Rulebook
from leaflets.problems import ContentError, Problem, Source, did_you_mean
from leaflets.store.project import Project


def excuse(found: Iterable[Finding], book: Book) -> tuple[list[Finding], list[tuple[Finding, str]], list[Finding]]:
    """What stands, what is excused with the reason, and the exceptions that excuse nothing."""
    used: set[tuple[int, str]] = set()
    kept: list[Finding] = []
    excused: list[tuple[Finding, str]] = []
    exceptions = book.exceptions
    for one in found:
        hits = [(index, name) for index, entry in enumerate(exceptions) for name in _names(entry, one)]
        used.update(hits)
        if hits:
            excused.append((one, exceptions[hits[0][0]].reason))
        else:
            kept.append(one)
    idle = [
        finding("idle-exception", entry.at(), f"the exception of '{name}' from {entry.rule} excuses nothing")
        for index, entry in enumerate(exceptions)
        for name in entry.id
        if (index, name) not in used
    ]
    return kept, excused, idle


def _names(entry: Exemption, one: Finding) -> list[str]:
    return [name for name in entry.id if name.casefold() in one.names] if entry.rule == one.rule else []


def known(rulebook: Rulebook, house: House, project: Project) -> None:
    """Raise ContentError for each rule that a ``checks.yaml`` names and that does not exist.

    And for a clinic whose name looks like a slip: one that is no longer here needs no exceptions.
    """
    problems = [*_missing(rulebook.severity, RULES, "rule", rulebook.at("severity")), *unknown(rulebook)]
    gone = _missing(house.clinics, project.every_clinic, "clinic", house.at("clinics"))
    problems += [problem for problem in gone if problem.hint.startswith("did you mean")]
    for entry in chain(house.exceptions, *house.clinics.values()):
        problems += _missing([entry.rule], RULES, "rule", entry.at("rule"))
    if problems:
        raise ContentError(problems)


def _missing(names: Iterable[str], there: Iterable[str], what: str, where: Source) -> Iterator[Problem]:
    for name in names:
        if name not in there:
            yield Problem(where, f"there is no {what} '{name}'", did_you_mean(name, there) or "delete it")
