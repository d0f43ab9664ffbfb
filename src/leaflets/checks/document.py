"""Reports as one object that other programs can read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from leaflets.checks.editor import Report
from leaflets.checks.readability import Measure
from leaflets.checks.reading import Reading
from leaflets.checks.rules import Finding

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
