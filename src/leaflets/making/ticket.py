"""The job ticket that goes to a print shop with a file: the same facts for people, and for their machines."""

from __future__ import annotations

import json
from collections.abc import Mapping

from leaflets.content.format import Format
from leaflets.content.units import POINTS
from leaflets.edition.selection import Job

FOLDS = {
    "roll": "two folds, the flap (first panel of the outside, from the left) folded in first",
    "z": "two folds, to and fro (Z-fold)",
}


def ticket(job: Job, paper: Format, pages: int, title: str) -> Mapping[str, bytes]:
    """The ticket of a job as two files by name: plain text, and JSON with lengths in mm."""
    facts = {
        "title": title,
        "file": f"{job.name}.pdf",
        "copies": job.copies,
        "pages": pages,
        "finished_size_mm": [_mm(length) for length in _finished(paper)],
        "flat_size_mm": [_mm(length) for length in paper.paper],
        "bleed_mm": _mm(paper.bleed),
        "binding": "saddle stitch, two staples in the fold"
        if paper.booklet
        else "none"
        if paper.fold
        else "corner staple",
        "fold": FOLDS[paper.fold.kind] if paper.fold else "one fold, in the middle" if paper.booklet else "none",
        "panels_outside_mm": [_mm(width) for width in paper.fold.outside] if paper.fold else [],
        "panels_inside_mm": [_mm(width) for width in paper.fold.inside] if paper.fold else [],
        "sides": "printed on both sides, turned over the short edge" if paper.fold else "printed on both sides",
        "page_order": "flat sheet, outside then inside" if paper.fold else "single pages in reading order",
        "colours": "4/4, CMYK (FOGRA39); words in black alone; at most 280 % of ink",
        "stock": paper.stock,
        "standard": "PDF/X-4",
        "marks": "crop marks, and dashed fold marks, outside the bleed"
        if paper.fold
        else "crop marks outside the bleed",
    }
    return {
        f"{job.name}.txt": _text(facts).encode("utf-8"),
        f"{job.name}.json": (json.dumps(facts, indent=2, ensure_ascii=False) + "\n").encode("utf-8"),
    }


def _finished(paper: Format) -> tuple[float, float]:
    """Width and height once folded, in points."""
    return (max(paper.fold.outside), paper.paper[1]) if paper.fold else paper.paper


def _mm(length: float) -> float:
    return round(length / POINTS["mm"], 1)


def _text(facts: Mapping[str, object]) -> str:
    lines = ["JOB TICKET", ""]
    for key, value in facts.items():
        said = " x ".join(map(str, value)) if isinstance(value, list) else value
        lines.append(f"{key.replace('_', ' ')}: {'____________' if said is None else said or 'none'}")
    return "\n".join(lines) + "\n"
