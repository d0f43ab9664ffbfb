"""The job ticket that goes to a print shop with a file: the same facts for people, and for their machines."""

import json
from collections.abc import Mapping

from leaflets.content.format import Format
from leaflets.content.phrases import Press
from leaflets.content.units import POINTS
from leaflets.edition.selection import Job


def ticket(
    job: Job, paper: Format, pages: int, title: str, words: Press, leftward: bool = False
) -> Mapping[str, bytes]:
    """The ticket of a job as two files by name: plain text, and JSON with lengths in mm.

    Its ``words`` are in the language of the print shop; its keys are always the same. Panels are told from the left;
    ``leftward``: those of a leaflet that runs from right to left.
    """
    step = -1 if leftward else 1
    folded = getattr(words, paper.fold.kind) if paper.fold else words.half if paper.booklet else words.nothing
    facts = {
        "title": title,
        "file": f"{job.name}.pdf",
        "copies": job.copies,
        "pages": pages,
        "finished_size_mm": [_mm(length) for length in _finished(paper)],
        "flat_size_mm": [_mm(length) for length in paper.paper],
        "bleed_mm": _mm(paper.bleed),
        "binding": words.saddle_stitch if paper.booklet else words.nothing if paper.fold else words.corner_staple,
        "fold": folded,
        "panels_outside_mm": [_mm(width) for width in paper.fold.outside[::step]] if paper.fold else [],
        "panels_inside_mm": [_mm(width) for width in paper.fold.inside[::step]] if paper.fold else [],
        "sides": words.short_edge if paper.fold else words.both_sides,
        "page_order": words.flat if paper.fold else words.single,
        "colours": words.colours,
        "stock": paper.stock,
        "standard": "PDF/X-4",
        "marks": words.fold_marks if paper.fold else words.crop_marks,
    }
    return {
        f"{job.name}.txt": _text(facts, words).encode("utf-8"),
        f"{job.name}.json": (json.dumps(facts, indent=2, ensure_ascii=False) + "\n").encode("utf-8"),
    }


def _finished(paper: Format) -> tuple[float, float]:
    """Width and height once folded, in points."""
    return (max(paper.fold.outside), paper.paper[1]) if paper.fold else paper.paper


def _mm(length: float) -> float:
    return round(length / POINTS["mm"], 1)


def _text(facts: Mapping[str, object], words: Press) -> str:
    lines = [words.ticket, ""]
    for key, value in facts.items():
        said = " x ".join(map(str, value)) if isinstance(value, list) else value
        lines.append(f"{words.facts[key]}: {'____________' if said is None else said or words.nothing}")
    return "\n".join(lines) + "\n"
