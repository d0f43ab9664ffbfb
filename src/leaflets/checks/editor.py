"""The editor: all rules over all readings of a leaflet, each finding once, what the house excuses, and the report."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

from leaflets.checks.belonging import Belonging, drift, told_twice, unused_words
from leaflets.checks.book import Book
from leaflets.checks.coverage import coverage, coverage_findings, distinct, jobs
from leaflets.checks.governance import governance, signing, unsourced
from leaflets.checks.languages import ease, in_its_language, root, translated, translating, unknown, unmade
from leaflets.checks.links import addresses, dead_links, links
from leaflets.checks.numbers import passage_numbers, reading_numbers
from leaflets.checks.printing import Make, printing
from leaflets.checks.readability import Measure, grades, longest, measures, voice
from leaflets.checks.reading import Reading, read
from leaflets.checks.rules import RULES, Finding, finding, unfit
from leaflets.checks.urgent import urgent
from leaflets.checks.wording import explaining, passage_findings, shape
from leaflets.content.inline import fill, words_of
from leaflets.content.leaflet import Leaflet
from leaflets.content.rulebook import House, Rulebook
from leaflets.edition.manuscript import unwritten
from leaflets.edition.selection import Job
from leaflets.problems import ContentError, Problem, Source, did_you_mean, gathered, refuse
from leaflets.store.project import Project


@dataclass(frozen=True)
class Wish:
    """What is asked for: which variants, whether a leaflet past its date will do, whether to try addresses.

    And which clinics, with the region of each: the leaflet is read as it is, and as each of them has it.
    """

    variants: Sequence[str] = ()
    clinics: Mapping[str, str] = field(default_factory=dict)
    allow_expired: bool = False
    online: bool = False


@dataclass(frozen=True)
class Report:
    """What was found in one leaflet, what was excused and why, and how hard each reading is to read.

    ``swaps``: a language, a word as it is written, the word in its place there, and the texts where that is so.
    ``unmade``: a language other than English, and the rules that were not looked at in it.
    """

    leaflet: str
    variants: tuple[str, ...]
    readings: tuple[Reading, ...]
    findings: tuple[Finding, ...]
    excused: tuple[tuple[Finding, str], ...]
    measures: tuple[tuple[Reading, Measure], ...]
    longest: tuple[tuple[int, Source, str], ...]
    swaps: Mapping[tuple[str, str, str], Sequence[Source]] = field(default_factory=dict)
    unmade: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def count(self, severity: str) -> int:
        """How many findings are as grave as that."""
        return sum(1 for one in self.findings if one.severity == severity)


def check(project: Project, name: str, make: Make, wish: Wish) -> Report:
    """The report on one leaflet. Raises ContentError if ``checks.yaml`` or ``project.yaml`` cannot be used."""
    rulebook, house = project.rulebook, project.house(name)
    known(rulebook, house, project)
    book = Book(rulebook, house, wish.clinics)
    try:
        leaflet = project.leaflet_drawn(name)
    except ContentError as error:
        return Report(name, (), (), tuple(unfit(error.problems)), (), (), ())
    rows = coverage(project, name, wish.clinics)
    readings, problems = list[Reading](), list[Problem]()
    for job in distinct(rows, jobs(project, name, wish.variants, wish.clinics)):
        with gathered(problems):
            readings.append(read(project, job))
    abroad = list(translated(project, name, wish.variants))
    measured = {reading: measures(reading, book) if root(reading) == "en" else [] for reading in (*readings, *abroad)}
    found = [*unfit(problems), *_of_readings(measured, project, book), *coverage_findings(rows)]
    found += _of_leaflet(leaflet, readings, project, book, make, wish)
    standing, excused, idle = excuse(sorted(set(_weighed(found, rulebook)), key=_order), book)
    plain = [reading for reading in readings if not reading.job.extras]
    return Report(
        leaflet=name,
        variants=tuple(variant for variant in leaflet.file.variants if not wish.variants or variant in wish.variants),
        readings=tuple(plain),
        findings=tuple(sorted([*standing, *([] if wish.variants else idle)], key=_order)),
        excused=tuple(excused),
        measures=tuple((reading, one) for reading in plain for one in measured[reading]),
        longest=tuple(longest(plain)),
        swaps=_swaps(project, readings),
        unmade=unmade((reading for reading in measured if root(reading) != "en"), rulebook),
    )


def of_words(project: Project, job: Job, number: int | None = None, words: str = "") -> list[tuple[int, Finding]]:
    """What is found in the texts of one job, each with the number of its passage; or in other words for one.

    It is a part of what ``check`` finds, and takes a moment. Raises ContentError.
    """
    book, reading = Book(project.rulebook, project.house(job.leaflet)), read(project, job)
    texts = list(enumerate(reading.passages))
    if number is not None:
        marked = fill(words, reading.values)
        texts = [(number, replace(texts[number][1], written=words, marked=marked, text=words_of(marked)))]
    found = {
        (at, one)
        for at, passage in texts
        for one in _weighed([*passage_findings(passage, book), *passage_numbers(passage, book)], book.rulebook)
    }
    standing = set(excuse([one for _, one in found], book)[0])
    return sorted((pair for pair in found if pair[1] in standing), key=lambda pair: (pair[0], _order(pair[1])))


def sections_read_at(project: Project, job: Job) -> dict[str, tuple[float, float]]:
    """The school grade that each section of one job reads at, in English, and that to aim for. Raises ContentError."""
    reading = read(project, job)
    if root(reading) != "en":
        return {}
    book = Book(project.rulebook, project.house(job.leaflet))
    found = [one for one in measures(reading, book) if one.scope == "section" and one.plain]
    return {one.name: (one.plain["flesch_kincaid"], book.limits.grade) for one in found}


def _swaps(project: Project, readings: Iterable[Reading]) -> dict[tuple[str, str, str], list[Source]]:
    """The words that stand in place of others in some reading, by language, and where."""
    found: dict[tuple[str, str, str], dict[Source, None]] = {}
    for reading in readings:
        name = reading.job.language
        language = project.language(name, reading.job.leaflet)
        for passage in reading.passages:
            if fill(passage.written, reading.values) != passage.marked:
                for was, now in language.swaps(passage.written):
                    found.setdefault((name, was, now), {})[passage.where] = None
    return {swap: sorted(places) for swap, places in sorted(found.items())}


def _of_readings(measured: Mapping[Reading, Sequence[Measure]], project: Project, book: Book) -> Iterator[Finding]:
    """What is found in readings, each once at its place, with those to whom it is shown."""
    leaflet = next((reading.job.leaflet for reading in measured), "")
    belonging = Belonging(book, {name: project.language(name, leaflet) for name in project.names("languages")})
    before: dict[tuple[str, Source, str, str], list[Finding]] = {}
    merged: dict[tuple[str, Source, frozenset[str], int], Finding] = {}
    for reading, hard in measured.items():
        seen: Counter[tuple[str, Source, frozenset[str]]] = Counter()
        heard = voice(hard, book) if reading.job.edition == "full" else ()
        for one in (*_in(reading, belonging, book, before), *grades(hard, book.limits), *heard):
            same = (one.rule, one.problem.where, one.names)
            key = (*same, seen[same])
            seen[same] += 1
            first = merged.setdefault(key, one)
            grave = one if one.severity == "problem" else first
            merged[key] = replace(grave, shown=first.shown | {reading.shown})
    yield from merged.values()
    yield from drift([reading for reading in measured if not reading.job.abroad])


def _in(
    reading: Reading, belonging: Belonging, book: Book, before: dict[tuple[str, Source, str, str], list[Finding]]
) -> Iterator[Finding]:
    tongue = root(reading)
    for passage in reading.passages:
        key = (tongue, passage.where, passage.text, passage.role)
        if key not in before and tongue == "en":
            before[key] = [*passage_findings(passage, book), *passage_numbers(passage, book)]
        elif key not in before:
            before[key] = list(in_its_language(passage, reading, book.rulebook))
        yield from before[key]
    if tongue != "en":
        yield from ease(reading, book.rulebook)
        return
    yield from shape(reading, book)
    yield from explaining(reading, book)
    yield from reading_numbers(reading, book)
    yield from belonging.look(reading)
    yield from urgent(reading, book)
    yield from told_twice(reading)


def _of_leaflet(
    leaflet: Leaflet, readings: Sequence[Reading], project: Project, book: Book, make: Make, wish: Wish
) -> Iterator[Finding]:
    for problem in unwritten(leaflet):
        yield finding("unwritten", problem.where, problem.message)
    yield from governance(leaflet, book, project.today, wish.allow_expired)
    yield from signing(project, leaflet, readings)
    yield from translating(project, leaflet.name)
    for clinic in wish.clinics:
        for problem in project.idle(clinic):
            yield finding("not-here", problem.where, problem.message, (clinic,), problem.hint)
    for reading in readings:
        if reading.clinic:
            yield from unsourced(reading.leaflet)
            if reading.region.country == "US" and not (reading.clinic.language_help or reading.region.language_help):
                message = f"no line says that help in other languages is free at {reading.job.clinic}"
                yield finding("language-help", reading.clinic.at(), message, (reading.job.clinic,))
    if not wish.variants:
        yield from unused_words(leaflet, readings)
    yield from links(leaflet, readings, book.rulebook, project.settings)
    if wish.online:
        yield from dead_links(addresses(leaflet, readings))
    for reading in readings:
        if not reading.job.extras:
            yield from printing(project, leaflet, reading.job, book, make)


def _weighed(found: Iterable[Finding], rulebook: Rulebook) -> Iterator[Finding]:
    """What is found, as grave as the house takes it; nothing of the rules that are off."""
    for one in found:
        grave = rulebook.severity.get(one.rule, one.severity)
        if grave != "off":
            yield replace(one, severity=grave)


def _order(one: Finding) -> tuple[int, str, Problem]:
    return list(RULES).index(one.rule), one.rule, one.problem


def excuse(found: Iterable[Finding], book: Book) -> tuple[list[Finding], list[tuple[Finding, str]], list[Finding]]:
    """What stands, what is excused with the reason, and the exceptions that excuse nothing."""
    used: set[tuple[int, str]] = set()
    kept: list[Finding] = []
    excused: list[tuple[Finding, str]] = []
    exceptions = book.exceptions
    for one in found:
        hits = [
            (index, name)
            for index, entry in enumerate(exceptions)
            for name in (entry.id if entry.rule == one.rule else ())
            if name.casefold() in one.names
        ]
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


def known(rulebook: Rulebook, house: House, project: Project) -> None:
    """Raise ContentError for each rule that a ``checks.yaml`` names and that does not exist.

    And for a clinic whose name looks like a slip: one that is no longer here needs no exceptions.
    """
    problems = [*_missing(rulebook.severity, RULES, "rule", rulebook.at("severity")), *unknown(rulebook)]
    gone = _missing(house.clinics, project.every_clinic, "clinic", house.at("clinics"))
    problems += [problem for problem in gone if problem.hint.startswith("did you mean")]
    for entry in chain(house.exceptions, *house.clinics.values()):
        problems += _missing([entry.rule], RULES, "rule", entry.at("rule"))
    refuse(problems)


def _missing(names: Iterable[str], there: Iterable[str], what: str, where: Source) -> Iterator[Problem]:
    for name in names:
        if name not in there:
            yield Problem(where, f"there is no {what} '{name}'", did_you_mean(name, there) or "delete it")


AXES = ("variant", "region", "edition", "clinic")
VERSION = 1
"""Rises when a key changes its meaning or goes."""


def document(reports: Sequence[Report], strict: bool) -> dict[str, Any]:
    """What ``leaflets check --json`` prints. Places are file, line and column; grades are years of school.

    ``ok`` is whether the exit code is 0; each leaflet has its ``findings``, what is ``excused`` and why, its
    ``readability`` (of the leaflet, each section and each block, for each variant, region, edition and clinic) and its
    ``longest_sentences``, the ``swaps`` of words that its languages make, and by language the rules ``not_looked_at``
    in it. The clinic is empty where the leaflet comes from none.
    """
    problems, advice = (sum(report.count(severity) for report in reports) for severity in ("problem", "advice"))
    return {
        "version": VERSION,
        "ok": not problems and not (strict and advice),
        "problems": problems,
        "advice": advice,
        "leaflets": [_leaflet(report) for report in reports],
    }


def _leaflet(report: Report) -> dict[str, Any]:
    return {
        "leaflet": report.leaflet,
        "variants": list(report.variants),
        "findings": [_finding(one) for one in report.findings],
        "excused": [{**_finding(one), "reason": reason} for one, reason in report.excused],
        "readability": [_measure(reading, measure) for reading, measure in report.measures],
        "swaps": [
            {"language": language, "was": was, "now": now, "places": [where._asdict() for where in places]}
            for (language, was, now), places in report.swaps.items()
        ],
        "not_looked_at": {language: list(rules) for language, rules in report.unmade.items()},
        "longest_sentences": [
            {"words": count, "sentence": sentence, **where._asdict()} for count, where, sentence in report.longest
        ],
    }


def _finding(one: Finding) -> dict[str, Any]:
    return {
        "rule": one.rule,
        "family": one.family,
        "severity": one.severity,
        **one.problem.where._asdict(),
        "message": one.problem.message,
        "hint": one.problem.hint,
        **{f"{axis}s": sorted({shown[place] for shown in one.shown}) for place, axis in enumerate(AXES)},
    }


def _measure(reading: Reading, measure: Measure) -> dict[str, Any]:
    return {
        **dict(zip(AXES, reading.shown, strict=True)),
        "scope": measure.scope,
        "name": measure.name,
        **measure.where._asdict(),
        "words": measure.n.words,
        "sentences": measure.n.sentences,
        "all_words": measure.every,
        "without_names": measure.plain,
        "voice": measure.voice,
    }
