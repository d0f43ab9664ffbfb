"""A finished PDF held against what a leaflet should be: what is good, what is wrong, what it was made from.

Reading is done in ``pdf``; here is the judgement, in plain words, with the numbers it rests on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from leaflets.content.origin import fingerprint, job_from, said
from leaflets.content.project import Project
from leaflets.content.units import contrast
from leaflets.pdf import validators
from leaflets.pdf.confined import Confined
from leaflets.pdf.inspection import Inspection, Look, inspect_file, inspect_file_alone
from leaflets.pdf.measure import Tone
from leaflets.pdf.opening import Unreadable
from leaflets.pdf.validators import Verdict
from leaflets.problems import ContentError

LEAST_POINTS = 12.0
MOST_CHARACTERS = 80
LEAST_RESOLUTION = 150
LARGE, LARGE_BOLD = 18.0, 14.0
"""Text of this size, in points, is large: it needs less contrast (WCAG 2.2, 1.4.3)."""
PAPERS = {"A3": (841.89, 1190.55), "A4": (595.28, 841.89), "A5": (419.53, 595.28), "US Letter": (612, 792)}


@dataclass
class Report:
    """One file: what it is, what is good, what is wrong, and the measures behind it.

    ``unreadable`` says why nothing else is known. ``content`` is ``same``, ``changed`` or ``unknown`` beside the
    project's; empty where there is no project, or nothing to compare.
    """

    file: Path
    unreadable: str = ""
    inspection: Inspection | None = None
    review_past: bool | None = None
    content: str = ""
    verdicts: Sequence[Verdict] = ()
    good: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether the file could be read, and nothing is wrong."""
        return not self.unreadable and not self.wrong


def verify(files: Sequence[Path], today: date, project: Project | None = None, outside: bool = True) -> list[Report]:
    """A report on each file. ``outside`` asks the validators that are installed as well; that takes seconds."""
    with Confined(inspect_file if outside else inspect_file_alone) as look:
        reports = [_read(look, file) for file in files]
    readable = [report.file for report in reports if report.inspection and report.inspection.whole]
    verdicts = validators.vera(readable) if outside and readable else {}
    for report in reports:
        if report.inspection:
            unasked = validators.silence(validators.VERA, "not asked about pages that cannot be read to the end")
            report.verdicts = [*verdicts.get(report.file, unasked if outside else ()), *report.verdicts]
            judge(report, report.inspection, today, project)
    return reports


def _read(look: Confined[Path, Look], file: Path) -> Report:
    try:
        inspection, verdicts = look(file)
    except Unreadable as reason:
        return Report(file, str(reason))
    return Report(file, inspection=inspection, verdicts=verdicts)


def judge(report: Report, found: Inspection, today: date, project: Project | None) -> None:
    """Say in the report what is good and what is wrong about what was found."""
    for good, words in (
        *_age(report, found, today),
        *_content(report, found, project),
        *_lettering(found),
        *_contrast(found.tones),
        *_pictures(found),
        *_conformance(report, found),
    ):
        (report.good if good else report.wrong).append(words)


Judged = Iterator[tuple[bool, str]]


def _age(report: Report, found: Inspection, today: date) -> Judged:
    try:
        by = date.fromisoformat(found.origin.get("review_by", ""))
    except ValueError:
        return
    report.review_past = by < today
    yield not report.review_past, f"its review date, {by}, {'is past' if report.review_past else 'lies ahead'}"


def _content(report: Report, found: Inspection, project: Project | None) -> Judged:
    """Whether the project says today what the file says."""
    if project is None or "content" not in found.origin:
        return
    try:
        job = job_from(found.origin.get("job", ""))
        known = job.leaflet in project.names("leaflets") and job.variant in project.leaflet(job.leaflet).file.variants
        known = known and job.language in project.names("languages") and job.region in project.settings.regions
        now = fingerprint(said(project, job), job.variant) if known else ""
    except (ValueError, ContentError):
        now = ""
    report.content = "unknown" if not now else "same" if now == found.origin["content"] else "changed"
    if report.content == "same":
        yield True, "it says what the project says today"
    elif report.content == "changed":
        yield False, "the project's content has changed since it was made"


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


def _conformance(report: Report, found: Inspection) -> Judged:
    for fault in found.faults:
        yield False, fault
    if not found.faults:
        yield True, f"tags, links, fonts and metadata: our own checks of {found.elements} elements find no fault"
    for verdict in report.verdicts:
        if not verdict.silent:
            rules = f": rules {', '.join(verdict.failed)}" if verdict.failed else ""
            says = "is not" if verdict.failed else "is"
            yield not verdict.failed, f"{verdict.validator} says that it {says} {verdict.standard}{rules}"


def as_data(report: Report, tree: bool = False) -> dict[str, Any]:
    """A report as an object of JSON; README.md says what its keys mean. The tree is long, and only there if asked."""
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
    data |= found | {"review_past": report.review_past, "content": report.content, "verdicts": verdicts}
    return data | {"good": report.good, "wrong": report.wrong}


def paper(width: float, height: float) -> str:
    """A page size in words: its name, if it has one, and its sides in millimetres."""
    sides = f"{width * 25.4 / 72:.0f} by {height * 25.4 / 72:.0f} mm"
    for name, (short, long) in PAPERS.items():
        if max(abs(min(width, height) - short), abs(max(width, height) - long)) < 1:
            return f"{name}, {sides}"
    return sides
