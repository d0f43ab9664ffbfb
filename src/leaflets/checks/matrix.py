"""The coverage of a leaflet as a matrix: a row for each section and block, a column for each variant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from string import Template

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
    for axis in ("region", "edition", "clinic", "language"):
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


def as_table(variants: Sequence[str], lines: Sequence[Line]) -> list[tuple[str, ...]]:
    """The matrix for a terminal, in rows of cells."""
    return [("", *variants), *((f"{'  ' * line.depth}{line.name}", *line.cells) for line in lines)]


def as_html(title: str, variants: Sequence[str], lines: Sequence[Line]) -> str:
    """The matrix as one page that needs nothing else."""
    page = Template(files("leaflets.checks").joinpath("coverage.html").read_text("utf-8"))
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in ("", "kind", *variants))
    return page.substitute(title=escape(title), head=head, body="\n".join(map(_html_row, lines)))


def _html_row(line: Line) -> str:
    cells = "".join(f'<td class="{_CLASSES.get(cell, "some")}">{escape(cell)}</td>' for cell in line.cells)
    name = f'<th scope="row" title="{escape(line.where)}">{escape(line.name)}</th>'
    return f'<tr class="d{line.depth}">{name}<td>{escape(line.kind)}</td>{cells}</tr>'
