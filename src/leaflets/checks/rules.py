"""The rules by name, and what one of them found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from leaflets.content.rulebook import Severity
from leaflets.problems import Problem, Source


@dataclass(frozen=True)
class Rule:
    """A rule: its name, the family it belongs to, how grave a breach is, and what it asks."""

    name: str
    family: str
    severity: Severity
    asks: str


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
    rule: str, where: Source, message: str, hint: str = "", names: tuple[str, ...] = (), grave: Severity | None = None
) -> Finding:
    """What a rule found. It is as grave as the rule says, unless ``grave`` says otherwise."""
    known = frozenset(name.casefold() for name in names)
    return Finding(rule, Problem(where, message, hint), known, grave or RULES[rule].severity)


def line_of(other: Source, here: Source) -> str:
    """How to find another place from here: by its line, and its file if that is another."""
    return f"on line {other.line}" + ("" if other.file == here.file else f" of {other.file}")


_EVERY = (
    Rule("content", "content", "problem", "every file can be read, selected and built"),
    Rule("long-sentence", "words", "advice", "a sentence is short"),
    Rule("long-paragraph", "words", "advice", "a paragraph has few sentences"),
    Rule("long-list", "words", "advice", "a list has few entries"),
    Rule("list-joiner", "words", "advice", "no entry of a list ends in 'and' or 'or'"),
    Rule("long-heading", "words", "advice", "a heading is short"),
    Rule("heading-case", "words", "advice", "a heading is in sentence case"),
    Rule("contraction", "words", "advice", "words are written out: do not, it is"),
    Rule("italics", "words", "problem", "no word is marked as italic or underlined"),
    Rule("stray-mark", "words", "problem", "no mark of web pages or Markdown is printed as it stands"),
    Rule("capitals", "words", "problem", "no word stands in capitals for stress"),
    Rule("too-much-bold", "words", "advice", "bold is used sparingly"),
    Rule("range-dash", "words", "advice", "ranges are written with 'to'"),
    Rule("percentage", "words", "advice", "chances are said as so many out of so many"),
    Rule("decimal", "words", "advice", "numbers are whole"),
    Rule("date-style", "words", "advice", "dates are written out: 6 August 2026"),
    Rule("vague-chance", "words", "advice", "a word for a chance stands with its number"),
    Rule("link-words", "words", "problem", "the words of a link say where it leads"),
    Rule("abbreviation", "words", "advice", "an abbreviation is explained where it is first used"),
    Rule("medical-word", "words", "advice", "a medical word is explained, or is in the glossary"),
    Rule("drug-name", "words", "advice", "a drug's name stands with what it is"),
    Rule("test-name", "words", "advice", "a test's name is explained, or is in the glossary"),
    Rule("preferred-word", "words", "advice", "the plainer word is used"),
    Rule("blame", "words", "problem", "no word blames, or speaks of battle"),
    Rule("must-not-say", "words", "problem", "nothing is said that a leaflet must not say"),
    Rule("reading-grade", "readability", "advice", "a section can be read after few years of school"),
    Rule("mixed-totals", "numbers", "problem", "chances that are compared have one total"),
    Rule("one-way-round", "numbers", "advice", "a chance is said both ways round"),
    Rule("chance-source", "numbers", "problem", "a chance names its source"),
    Rule("chance-exact", "numbers", "advice", "a chance says that it is not exact"),
    Rule("chance-word", "numbers", "problem", "a word such as 'rare' fits the number beside it"),
    Rule("relative-chance", "numbers", "advice", "a comparison of chances gives both"),
    Rule("same-figure", "numbers", "problem", "the same figure is stated the same everywhere"),
    Rule("owner", "governance", "advice", "someone answers for the leaflet"),
    Rule("review-date", "governance", "problem", "the next review is set, soon enough and not past"),
    Rule("suffix", "governance", "problem", "each variant has a reference of its own"),
    Rule("unsourced", "governance", "problem", "a medical statement names its sources"),
    Rule("source-age", "governance", "advice", "sources are recent, and were opened lately"),
    Rule("needs-clinician", "governance", "advice", "no statement waits for a clinician"),
    Rule("disputed", "governance", "advice", "no clinician objects to what another signed"),
    Rule("sign-off-of-what", "governance", "advice", "a version's sign-off says what it covers"),
    Rule("changed-since-sign-off", "governance", "advice", "no word has changed since a clinician signed it"),
    Rule("required", "coverage", "problem", "what every leaflet must have is there"),
    Rule("never-shown", "coverage", "problem", "everything is shown somewhere"),
    Rule("not-here", "coverage", "advice", "what a clinic says is of leaflets that are here"),
    Rule("always-true", "coverage", "advice", "a condition makes a difference"),
    Rule("undefined-value", "coverage", "problem", "every value that is asked for is there"),
    Rule("other-variant", "coverage", "problem", "no variant says another's words"),
    Rule("other-region", "coverage", "problem", "no region's leaflet has another's words"),
    Rule("drift", "coverage", "advice", "a statement has the same words in all variants"),
    Rule("unused-source", "coverage", "advice", "every source supports a statement"),
    Rule("unused-word", "coverage", "advice", "every word explained is used"),
    Rule("too-many-pages", "coverage", "advice", "a leaflet is not too long"),
    Rule("too-large", "coverage", "advice", "a file can be mailed"),
    Rule("web-address", "links", "problem", "an address has the shape of one"),
    Rule("clinic-number", "links", "problem", "every number a clinic gives is printed in every edition"),
    Rule("phone-shape", "links", "problem", "a phone number is one of its country"),
    Rule("phone-written", "links", "advice", "a phone number is written the same way everywhere"),
    Rule("phone-in-text", "links", "advice", "phone numbers stand where they can be kept right"),
    Rule("dead-link", "links", "problem", "an address answers"),
    Rule("idle-exception", "exceptions", "advice", "every exception excuses something"),
)
RULES: Mapping[str, Rule] = {rule.name: rule for rule in _EVERY}
