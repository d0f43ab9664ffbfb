"""Governance: who answers for a leaflet, when it is reviewed, what its statements rest on, and what waits for whom."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from leaflets.checks.book import Book
from leaflets.checks.reading import Reading
from leaflets.checks.rules import Finding, finding
from leaflets.content.blocks import QuestionsBlock, TextBlock
from leaflets.content.leaflet import Leaflet, Word
from leaflets.content.model import Model
from leaflets.content.payloads import Chance, Item, Statement
from leaflets.edition.ending import STRIP
from leaflets.edition.wording import lapsed, standing
from leaflets.store.project import Project
from leaflets.store.references import models

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def governance(leaflet: Leaflet, book: Book, today: date, allow_expired: bool) -> Iterator[Finding]:
    """What a records officer would say of a leaflet, whoever reads it."""
    if not leaflet.file.owner:
        yield finding("owner", leaflet.file.at(), "nobody is named who answers for the leaflet", (leaflet.name,))
    yield from _review(leaflet, book, today, allow_expired)
    first: dict[str, str] = {}
    for name, variant in leaflet.file.variants.items():
        before = first.setdefault(variant.suffix, name)
        if before != name:
            message = f"the suffix '{variant.suffix}' is that of the variant '{before}'"
            yield finding("suffix", variant.at("suffix"), message, (variant.suffix,))
    yield from unsourced(leaflet)
    for word in leaflet.words.values():
        yield from _unsourced(word, False)
    yield from _sources(leaflet, book, today)


def _review(leaflet: Leaflet, book: Book, today: date, allow_expired: bool) -> Iterator[Finding]:
    file, limits = leaflet.file, book.limits
    where, names = file.at("review_by"), (leaflet.name,)
    months = _months(file.written, file.review_by)
    if file.review_by < today:
        message = f"the review date, {file.review_by}, is past; every copy is marked as out of date"
        hint = "check the leaflet again and set the next date"
        yield finding("review-date", where, message, names, hint, "advice" if allow_expired else "problem")
    elif months > limits.review_months:
        message = f"the review is {months} months after the leaflet was written"
        hint = f"review it within {limits.review_months} months, and at the latest within {limits.review_months_most}"
        grave = months > limits.review_months_most
        yield finding("review-date", where, message, names, hint, "problem" if grave else "advice")
    if file.written > today:
        message = f"the leaflet was written on {file.written}, which is yet to come"
        yield finding("review-date", file.at("written"), message, names, "set the day it was written")


def _months(first: date, last: date) -> int:
    """The months from one day to another, a month begun counted whole."""
    return (last.year - first.year) * 12 + last.month - first.month + (last.day > first.day)


def unsourced(leaflet: Leaflet) -> Iterator[Finding]:
    """Statements of a leaflet's sections that name no source; what the program itself says needs none."""
    for section in leaflet.sections.values():
        for block in section.blocks:
            yield from _unsourced(block, False) if block.id != STRIP else ()


def _unsourced(model: Model, covered: bool) -> Iterator[Finding]:
    """Statements without sources, but for those in a block that has its own; a question states nothing."""
    if isinstance(model, QuestionsBlock):
        return
    if isinstance(model, Statement):
        covered = covered or bool(model.sources)
        if isinstance(model, Item | TextBlock | Word) and not covered:
            rests = "rests on background knowledge alone" if model.evidence == "B" else "names no source"
            yield finding("unsourced", model.at(), f"'{model.id}' {rests}", (model.id,))
    for name in type(model).model_fields:
        value = getattr(model, name)
        for entry in value if isinstance(value, tuple) else (value,):
            if isinstance(entry, Model) and not isinstance(entry, Chance):
                yield from _unsourced(entry, covered)


def _sources(leaflet: Leaflet, book: Book, today: date) -> Iterator[Finding]:
    cited = {name for model in models(leaflet) if isinstance(model, Statement) for name in model.sources}
    for name, source in leaflet.sources.items():
        if name not in cited:
            yield finding("unused-source", source.at(), f"no statement names the source '{name}'", (name,))
            continue
        years = [int(year) for year in _YEAR.findall(source.dated)]
        age = today.year - max(years) if years else None
        if age is None or age > book.limits.source_years:
            old = f"nobody knows how old the source '{name}' is"
            message = old if age is None else f"the source '{name}' is {age} years old"
            yield finding("source-age", source.at("dated"), message, (name,))
        months = _months(source.seen, today)
        if months > book.limits.seen_months:
            message = f"the source '{name}' was last opened {months} months ago"
            yield finding("source-age", source.at("seen"), message, (name,), "open it again, and set 'seen'")


def signing(project: Project, leaflet: Leaflet, readings: Sequence[Reading]) -> Iterator[Finding]:
    """What a records officer would say of the sign-offs of a leaflet, as it is read."""
    unsigned = {reading.job.variant for reading in readings if not reading.leaflet.file.approvals}
    drafts = [variant for variant in leaflet.file.variants if variant in unsigned]
    for reading in readings:
        for approval, problem in lapsed(project, reading.job):
            rule = "changed-since-sign-off" if approval.hash else "sign-off-of-what"
            yield finding(rule, problem.where, problem.message, (leaflet.name, approval.by), problem.hint)
    if not leaflet.sign_offs:
        waiting = {model.id for model in models(leaflet) if isinstance(model, Statement) and model.needs}
        yield from _waiting(leaflet, waiting, drafts)
        return
    found = [(reading.job.variant, one) for reading in readings for one in standing(project, reading.job)]
    for _, one in found:
        if one.state == "changed":
            message = f"the words of '{one.saying.id}', or their place, have changed since a clinician signed them"
            yield finding("changed-since-sign-off", one.saying.where, message, (one.saying.id,))
        elif one.state == "disputed":
            yes, no = [entry.by for entry in one.signers], [wish.sign_off.by for wish in one.objections]
            message = f"clinicians disagree on '{one.saying.id}': {', '.join(yes)} signed it, {', '.join(no)} did not"
            yield finding("disputed", one.saying.where, message, (one.saying.id,))
    left = [(variant, one.saying.id) for variant, one in found if one.saying.model.needs and one.state != "signed"]
    yield from _waiting(
        leaflet,
        {id_ for variant, id_ in left if variant in drafts},
        [variant for variant in drafts if variant in dict(left)],
    )


def _waiting(leaflet: Leaflet, ids: set[str], drafts: Sequence[str]) -> Iterator[Finding]:
    if ids and drafts:
        some = "1 statement waits" if len(ids) == 1 else f"{len(ids)} statements wait"
        message = f"{some} for a clinician, in the variants {', '.join(drafts)}: {', '.join(sorted(ids))}"
        yield finding("needs-clinician", leaflet.file.at(), message, (leaflet.name,))
