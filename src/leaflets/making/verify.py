"""A finished PDF held against what a leaflet should be: what is good, what is wrong, what it was made from.

Reading is done in ``inspect``; here is the judgement, in plain words, with the numbers it rests on.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from leaflets.content.units import contrast
from leaflets.edition.manuscript import manuscript
from leaflets.edition.origin import fingerprint, in_words, job_from
from leaflets.edition.selection import Job
from leaflets.inspect import validators
from leaflets.inspect.confined import Confined
from leaflets.inspect.inspection import Inspection, Look, Tone, inspect_file, inspect_file_alone
from leaflets.inspect.reading.opening import Unreadable
from leaflets.inspect.rules.conformance import UNSEEN
from leaflets.inspect.validators import Verdict
from leaflets.problems import ContentError
from leaflets.store.project import Project

LEAST_POINTS = 12.0
MOST_CHARACTERS = 80
LEAST_RESOLUTION = 150
MOST_RULES = 4
LARGE, LARGE_BOLD = 18.0, 14.0
"""Text of this size, in points, is large: it needs less contrast (WCAG 2.2, 1.4.3)."""
PAPERS = {"A3": (841.89, 1190.55), "A4": (595.28, 841.89), "A5": (419.53, 595.28), "US Letter": (612, 792)}


@dataclass
class Report:
    """One file: what it is, what is good, what is wrong, what is against house rules, and the measures behind it.

    ``unreadable`` says why nothing else is known. ``content`` is ``same``, ``changed`` or ``unknown`` beside the
    project's; empty where there is no project, or nothing to compare. ``notes`` are neither good nor wrong.
    """

    file: Path
    unreadable: str = ""
    inspection: Inspection | None = None
    review_past: bool | None = None
    made_from: str = ""
    content: str = ""
    verdicts: Sequence[Verdict] = ()
    notes: list[str] = field(default_factory=list)
    good: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    house: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether the file could be read, nothing is wrong, and a leaflet of ours breaks no rule of the house."""
        ours = self.inspection is not None and bool(self.inspection.origin)
        return not (self.unreadable or self.wrong or (ours and self.house))


def verify(files: Sequence[Path], today: date, project: Project | None = None, outside: bool = True) -> list[Report]:
    """A report on each file. ``outside`` asks the validators that are installed as well; that takes seconds."""
    with Confined(inspect_file if outside else inspect_file_alone) as look:
        reports = [_read(look, file) for file in files]
    if outside:
        _ask_vera(reports)
    for report in reports:
        if report.inspection:
            judge(report, report.inspection, today, project)
    return reports


def _ask_vera(reports: Sequence[Report]) -> None:
    """Add the verdicts of veraPDF, asked once about all files whose pages can be read."""
    readable = {report.file: report.inspection for report in reports if report.inspection and report.inspection.whole}
    wanted = {file: validators.asked(found.claims) for file, found in readable.items() if not found.sheets}
    verdicts = validators.vera(wanted) if wanted else {}
    unasked = validators.silence(validators.VERA, "not asked about pages that cannot be read", [validators.ACCESS])
    for report in reports:
        if report.inspection and not report.inspection.sheets:
            report.verdicts = [*verdicts.get(report.file, unasked), *report.verdicts]


def _read(look: Confined[Path, Look], file: Path) -> Report:
    try:
        inspection, verdicts = look(file)
    except Unreadable as reason:
        return Report(file, str(reason))
    return Report(file, inspection=inspection, verdicts=verdicts)


def judge(report: Report, found: Inspection, today: date, project: Project | None) -> None:
    """Say in the report what is good and what is wrong about what was found."""
    job = _job(found)
    report.made_from = in_words(job) if job else ""
    told = (*_age(report, found, today), *_content(report, found, job, project), *_conformance(report, found))
    for good, words in told:
        (report.good if good else report.wrong).append(words)
    report.wrong += [*found.unseen, *found.private]
    for good, words in (*_lettering(found), *_contrast(found.tones), *_pictures(found), *_ours(found)):
        (report.good if good else report.house).append(words)
    report.notes = list(dict.fromkeys(_notes(report)))


def _job(found: Inspection) -> Job | None:
    try:
        return job_from(found.origin.get("job", ""))
    except ValueError:
        return None


Judged = Iterator[tuple[bool, str]]


def _age(report: Report, found: Inspection, today: date) -> Judged:
    try:
        by = date.fromisoformat(found.origin.get("review_by", ""))
    except ValueError:
        return
    report.review_past = by < today
    yield not report.review_past, f"its review date, {by}, {'is past' if report.review_past else 'lies ahead'}"


def _content(report: Report, found: Inspection, job: Job | None, project: Project | None) -> Judged:
    """Whether the project says today what the file says."""
    if project is None or "content" not in found.origin:
        return
    now = _now(project, job) if job else ""
    report.content = "unknown" if not now else "same" if now == found.origin["content"] else "changed"
    if report.content == "same":
        yield True, "it says what the project says today"
    elif report.content == "changed":
        yield False, "the project's content has changed since it was made"


def _now(project: Project, job: Job) -> str:
    """The hash of what the project says today for a job; nothing if it knows no such job, or cannot be read."""
    try:
        known = job.leaflet in project.names("leaflets") and job.variant in project.leaflet(job.leaflet).file.variants
        known = known and job.language in project.names("languages") and job.region in project.settings.regions
        if not known:
            return ""
        return fingerprint(manuscript(project, job))
    except ContentError:
        return ""


def _lettering(found: Inspection) -> Judged:
    if found.fonts and all(font.embedded for font in found.fonts):
        yield True, f"all its fonts are embedded: {', '.join(font.name for font in found.fonts)}"
    if least := found.smallest_text:
        words = f"its smallest text is {least.points:g} points"
        fine = least.points >= LEAST_POINTS - 0.05
        yield fine, words if fine else f"{words}: '{least.words}' on page {least.page}; {LEAST_POINTS:g} is the least"
    if lines := found.characters_a_line:
        fine = lines.most <= MOST_CHARACTERS
        words = f"its lines have {lines.median} characters, {lines.most} at most"
        yield fine, words if fine else f"{words}: '{lines.words}' on page {lines.page}; {MOST_CHARACTERS} is the most"


def _contrast(tones: Sequence[Tone]) -> Judged:
    """The contrast of text with what is painted beneath it, as far as it can be told."""
    told = [tone for tone in tones if tone.colour and tone.ground]
    ratios = {tone: contrast(tone.colour, tone.ground) for tone in told}
    for tone, ratio in ratios.items():
        least = needed(tone)
        if ratio < least:
            place = f"'{tone.words}' on page {tone.page}, {tone.colour} on {tone.ground}"
            yield False, f"text stands out too little from its ground: {ratio:.1f} to 1, not {least:g} ({place})"
    if ratios and all(ratio >= needed(tone) for tone, ratio in ratios.items()):
        untold = sum(tone.times for tone in tones) - sum(tone.times for tone in told)
        more = f"; what lies on pictures or mixtures cannot be told ({untold} times)" if untold else ""
        yield True, f"text stands out from its ground, {min(ratios.values()):.1f} to 1 or more{more}"


def needed(tone: Tone) -> float:
    """The contrast a text needs by its size (WCAG 2.2, 1.4.3)."""
    return 3.0 if tone.points >= (LARGE_BOLD if tone.bold else LARGE) else 4.5


def _pictures(found: Inspection) -> Judged:
    coarse = [image for image in found.images if image.resolution < LEAST_RESOLUTION]
    for image in coarse:
        size = f"{image.width} by {image.height} pixels, {image.resolution} an inch"
        yield False, f"a picture on page {image.page} is coarse: {size}; {LEAST_RESOLUTION} is the least"
    if found.images and not coarse:
        yield True, f"its pictures are fine enough, {min(image.resolution for image in found.images)} pixels an inch"


def _ours(found: Inspection) -> Judged:
    yield from ((False, fault) for fault in found.house)
    if not found.scaled:
        yield True, "it asks printers not to scale it"


def _conformance(report: Report, found: Inspection) -> Judged:
    yield from ((False, fault) for fault in found.faults)
    if not found.faults and not found.sheets:
        yield True, f"tags, links, languages and metadata: our own checks find no fault ({found.elements} elements)"
    if not found.unseen:
        yield True, "no words lie over others, off the page or under what is painted later"
    deciding = {verdict.standard for verdict in report.verdicts if decides(verdict)}
    passed: defaultdict[str, list[str]] = defaultdict(list)
    for verdict in report.verdicts:
        if verdict.failed and (decides(verdict) or verdict.standard not in deciding):
            yield False, f"{verdict.validator} says that it is not {verdict.standard}: {rules(verdict)}"
        elif not verdict.failed and not verdict.silent:
            passed[verdict.validator].append(verdict.standard)
    for validator, standards in passed.items():
        yield True, f"{validator} says that it is {' and '.join(standards)}"


def decides(verdict: Verdict) -> bool:
    """Whether a verdict is the one that counts: where validators disagree, veraPDF's is."""
    return verdict.validator == validators.VERA and not verdict.silent


def rules(verdict: Verdict) -> str:
    """The rules a file breaks, the first few by name."""
    more = len(verdict.failed) - MOST_RULES
    named = ", ".join(verdict.failed[:MOST_RULES])
    return f"{'rules' if len(verdict.failed) > 1 else 'rule'} {named}{f' and {more} more' if more > 0 else ''}"


def _notes(report: Report) -> Iterator[str]:
    if report.content == "unknown":
        yield "this project has no such leaflet to compare it with"
    if report.inspection and report.inspection.scaled:
        yield "it leaves it to printers to scale it: words may come out smaller (PrintScaling)"
    if report.inspection and not report.inspection.sheets and not any(map(decides, report.verdicts)):
        yield f"not looked at, since veraPDF gave no verdict: {UNSEEN}"
    found = {verdict.standard for verdict in report.verdicts if decides(verdict) and not verdict.failed}
    for verdict in report.verdicts:
        if verdict.silent:
            yield f"{verdict.validator}: {verdict.silent}"
        elif verdict.failed and verdict.standard in found:
            says = f"{verdict.validator} says that it is not {verdict.standard} ({rules(verdict)})"
            yield f"{says}; veraPDF, whose word counts, says that it is"


def as_data(report: Report, tree: bool = False) -> dict[str, Any]:
    """A report as an object of JSON, as docs/verify.md explains it. The tree is long, and only there if asked."""
    data: dict[str, Any] = {"file": str(report.file), "sound": report.sound, "unreadable": report.unreadable}
    if not report.inspection:
        return data
    found = asdict(report.inspection)
    if not tree:
        del found["tree"]
    for tone in found["tones"]:
        told = tone["colour"] and tone["ground"]
        tone["contrast"] = round(contrast(tone["colour"], tone["ground"]), 2) if told else None
    verdicts = [asdict(verdict) for verdict in report.verdicts]
    data |= found | {"review_past": report.review_past, "made_from": report.made_from, "content": report.content}
    data |= {"verdicts": verdicts, "notes": report.notes}
    return data | {"good": report.good, "wrong": report.wrong, "house": report.house}


def paper(width: float, height: float) -> str:
    """A page size in words: its name, if it has one, and its sides in millimetres."""
    sides = f"{width * 25.4 / 72:.0f} by {height * 25.4 / 72:.0f} mm"
    for name, (short, long) in PAPERS.items():
        if max(abs(min(width, height) - short), abs(max(width, height) - long)) < 1:
            return f"{name}, {sides}"
    return sides
