"""The coverage of a leaflet as a matrix: a row for each section and block, a column for each variant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from leaflets.checks.coverage import Row
from leaflets.edition.selection import Job

YES, NO = "yes", "-"
_CLASSES = {YES: "yes", NO: "no"}


@dataclass(frozen=True)
class Line:
    """A line of the matrix: what it is about, where it is written, and for each variant who is shown it."""

    name: str
    kind: str
    depth: int
    where: str
    cells: tuple[str, ...]


def matrix(rows: Sequence[Row], jobs: Sequence[Job]) -> tuple[tuple[str, ...], list[Line]]:
    """The variants, and the lines: sections, blocks, and the entries of lists that have conditions of their own."""
    variants = tuple(dict.fromkeys(job.variant for job in jobs))
    lines = [
        Line(row.name, row.kind, row.depth, str(row.where), tuple(_cell(row, jobs, variant) for variant in variants))
        for row in rows
        if row.depth <= 1 or row.conditional
    ]
    return variants, lines


def _cell(row: Row, jobs: Sequence[Job], variant: str) -> str:
    """Who is shown a row in one variant: all, nobody, or those regions, editions, clinics and extras."""
    every = [job for job in jobs if job.variant == variant]
    shown = [job for job in every if job in row.shown]
    if len(shown) in (0, len(every)):
        return YES if shown else NO
    parts = []
    for axis in ("region", "edition", "clinic"):
        some = _values(shown, axis)
        parts += sorted(some) if some != _values(every, axis) else []
        every = [job for job in every if _value(job, axis) in some]
    if all(job.extras for job in shown):
        parts += ["extra"]
    return " ".join(parts) or "some"


def _values(jobs: Iterable[Job], axis: str) -> set[str]:
    return {_value(job, axis) for job in jobs}


def _value(job: Job, axis: str) -> str:
    return getattr(job, axis) or f"no {axis}"


def as_text(variants: Sequence[str], lines: Sequence[Line]) -> str:
    """The matrix for a terminal."""
    table = [("", *variants), *((f"{'  ' * line.depth}{line.name}", *line.cells) for line in lines)]
    widths = [max(len(row[column]) for row in table) for column in range(len(variants) + 1)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in table
    )


_STYLE = (
    "body{font:16px/1.4 sans-serif;margin:2em}table{border-collapse:collapse}"
    "th,td{border:1px solid #999;padding:.2em .6em;text-align:left}thead th{position:sticky;top:0;background:#fff}"
    ".d0 th{background:#e8eef0}.d2 th{padding-left:2em}.d3 th{padding-left:3em}.no{color:#666}.some{background:#fff3d6}"
)


def as_html(title: str, variants: Sequence[str], lines: Sequence[Line]) -> str:
    """The matrix as one page that needs nothing else."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in ("", "kind", *variants))
    body = "\n".join(_html_row(line) for line in lines)
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{escape(title)}</h1>\n"
        "<p>Each section and block, and who is shown it. A cell names regions, editions, clinics or an extra if not "
        "all of a variant’s readers are.</p>\n"
        f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n</body>\n</html>\n"
    )


def _html_row(line: Line) -> str:
    cells = "".join(f'<td class="{_CLASSES.get(cell, "some")}">{escape(cell)}</td>' for cell in line.cells)
    name = f'<th scope="row" title="{escape(line.where)}">{escape(line.name)}</th>'
    return f'<tr class="d{line.depth}">{name}<td>{escape(line.kind)}</td>{cells}</tr>'
