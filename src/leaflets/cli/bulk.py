"""``leaflets build`` for clinics: a run that writes as it goes, and tells at the end what is left to mend."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from leaflets.cli.choice import Wanted, chosen_clinics, jobs
from leaflets.cli.speak import fail_with, problems_shown, show
from leaflets.problems import Problem

if TYPE_CHECKING:
    from leaflets.content.project import Project
    from leaflets.content.selection import Job
    from leaflets.delivery.inputs import Inputs
    from leaflets.delivery.manifest import Entry, Manifest
    from leaflets.delivery.run import Outcome, Task

MOST_NAMED = 50
"""The command that makes the rest names at most so many clinics."""


class Ways(NamedTuple):
    """How a run goes: with a print run for each clinic, in how many processes, what it leaves, and when it stops."""

    print_run: bool
    processes: int
    resume: bool
    keep_going: bool


@dataclass
class Report:
    """What has become of a run so far; ``bad`` are the problems of each clinic, ``missing`` its leaflets not made."""

    made: int = 0
    kept: int = 0
    bad: dict[str, list[Problem]] = field(default_factory=dict)
    missing: dict[str, int] = field(default_factory=dict)
    warnings: dict[Problem, None] = field(default_factory=dict)

    def refuse(self, clinic: str, problems: Sequence[Problem], leaflets: int = 0) -> None:
        """Note what is wrong with a clinic, and how many of its leaflets were not made."""
        found = self.bad.setdefault(clinic, [])
        found.extend(problem for problem in problems if problem not in found)
        self.missing[clinic] = self.missing.get(clinic, 0) + leaflets


def build_for_clinics(project: Project, wanted: Wanted, output: Path, ways: Ways) -> Sequence[Job]:
    """Build leaflets for clinics. Ends the program with exit code 1 if any could not be built."""
    from leaflets.delivery.inputs import Inputs, made_with, shared, survey
    from leaflets.delivery.run import clashes, due, in_order

    report = Report()
    with _disk_told(output) as manifest, problems_shown():
        names = chosen_clinics(project, wanted.clinics)
        content = shared(project)
        clinics, bad = survey(project, names, manifest.clinics if manifest.content == content else {})
        chosen = in_order(jobs(project, wanted, {name: local.region for name, local in clinics.items()}))
        for problem in project.roster.refused if project.roster and len(names) == len(project.names("clinics")) else ():
            report.refuse(f"row {problem.where.line}", [problem])
        for name, problems in bad.items():
            report.refuse(name, problems)
        clashing = clashes(chosen, manifest, project.names("clinics"))
        for job, problem in clashing.items():
            report.refuse(job.clinic, [problem], 1)
        if ways.keep_going or not report.bad:
            fit = [job for job in chosen if job not in clashing]
            inputs = Inputs(project, content, clinics)
            tasks = due(fit, inputs, manifest, again=not ways.resume)
            report.kept = len(fit) - len(tasks)
            manifest.describe(made_with(), content, clinics)
            _run(project, tasks, manifest, ways, report)
            manifest.forget({job.name for job in chosen})
            if ways.print_run:
                _print_runs(project, fit, inputs, manifest, ways)
    show(report.warnings, "warning: ")
    if report.bad:
        _tell(report, chosen)
        sys.exit(1)
    click.echo(f"leaflets: {_count(report)}", err=True)
    return chosen


def _run(project: Project, tasks: Sequence[Task], manifest: Manifest, ways: Ways, report: Report) -> None:
    """Make what is due, telling of each leaflet: with a bar on a terminal, in lines elsewhere."""
    from leaflets.delivery.run import run

    terminal = sys.stderr.isatty()
    with click.progressbar(
        length=len(tasks), label="Building", file=sys.stderr, hidden=not terminal, show_pos=True, item_show_func=_rate
    ) as bar:
        for outcome in run(project, tasks, manifest, ways.processes):
            _note(outcome, manifest.folder, report, quiet=terminal and sys.stdout.isatty())
            bar.update(1, bar.time_per_iteration)
            if outcome.problems and not ways.keep_going:
                return


def _print_runs(project: Project, jobs: Sequence[Job], inputs: Inputs, manifest: Manifest, ways: Ways) -> None:
    """Join the leaflets of each clinic that has them all."""
    from leaflets.delivery.printrun import orders, print_runs

    some = orders(jobs, inputs, manifest, again=not ways.resume)
    with click.progressbar(
        length=len(some), label="Joining", file=sys.stderr, hidden=not sys.stderr.isatty(), show_pos=True
    ) as bar:
        for entry in print_runs(project, some, manifest, ways.processes):
            _say(entry, manifest.folder, quiet=sys.stderr.isatty() and sys.stdout.isatty())
            bar.update(1)


def _rate(each: float | None) -> str | None:
    """How many leaflets a second, given the seconds of each."""
    return f"{1 / each:.1f} a second" if each else None


def _note(outcome: Outcome, folder: Path, report: Report, quiet: bool) -> None:
    report.warnings.update(dict.fromkeys(outcome.warnings))
    if outcome.entry is None:
        report.refuse(outcome.job.clinic, outcome.problems, 1)
        return
    report.made += 1
    _say(outcome.entry, folder, quiet)


def _say(entry: Entry, folder: Path, quiet: bool) -> None:
    if quiet:
        return
    first, *rest = entry.files
    click.echo(f"{folder / first.name}  {entry.pages} pages  {round(first.bytes / 1024)} KB")
    for file in rest:
        click.echo(f"{folder / file.name}")


def _tell(report: Report, chosen: Sequence[Job]) -> None:
    """The problems, a table of the clinics that have them, and the command that makes just those."""
    show(sorted({problem for problems in report.bad.values() for problem in problems}))
    lost = dict.fromkeys(report.bad, 0)
    wanted = dict.fromkeys(report.bad, 0)
    for job in chosen:
        if job.clinic in wanted:
            wanted[job.clinic] += 1
    lost.update(report.missing)
    rows = [("clinic", "leaflets not made", "problems", "the first of them")]
    for clinic, problems in sorted(report.bad.items()):
        missing = f"{lost[clinic]} of {wanted[clinic]}" if wanted[clinic] else "all"
        rows.append((clinic, missing, str(len(problems)), str(min(problems).where)))
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    bad = "1 clinic has" if len(report.bad) == 1 else f"{len(report.bad)} clinics have"
    click.echo(f"leaflets: {_count(report)}; {bad} problems", err=True)
    click.echo()
    for row in rows:
        click.echo("  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[3]]))
    click.echo(f"\nOnce they are mended, this makes just those:\n  {_command(report.bad)}")


def _count(report: Report) -> str:
    return f"{report.made:,} made, {report.kept:,} up to date"


def _command(bad: Mapping[str, object]) -> str:
    """This command again, for these clinics.

    Where naming them would not do, since they are to get other names or are too many, it is the same command: what is
    up to date is not made again.
    """
    from leaflets.content.naming import refusal

    context = click.get_current_context()
    named = len(bad) <= MOST_NAMED and not any(map(refusal, bad))
    words = ["leaflets", str(context.info_name)]
    for parameter in context.command.params:
        value: Any = context.params[str(parameter.name)]
        if isinstance(parameter, click.Argument):
            words += value
        elif parameter.name == "clinics":
            words += [word for clinic in (sorted(bad) if named else value) for word in (parameter.opts[0], clinic)]
        elif parameter.name not in ("resume", "keep_going"):
            words += _option(parameter, value)
    return shlex.join(words)


def _option(option: click.Parameter, value: Any) -> Iterator[str]:
    """An option as it was given; nothing for one that was not."""
    context = click.get_current_context()
    if context.get_parameter_source(str(option.name)) is click.core.ParameterSource.DEFAULT:
        return
    if isinstance(value, bool):
        yield option.opts[0]
    else:
        for one in value if isinstance(value, tuple) else [value]:
            yield from (option.opts[0], f"{one}pt" if isinstance(one, float) else str(one))


@contextmanager
def _disk_told(output: Path) -> Iterator[Manifest]:
    """The manifest of the output folder, for one run. What a disk can do to us ends the program, in words."""
    from leaflets.delivery.manifest import BusyError, Manifest
    from leaflets.delivery.pool import WorkerEndedError

    try:
        with Manifest(output) as manifest:
            yield manifest
    except OSError as error:
        name = error.filename or output
        fail_with(f"{name} cannot be written: {error.strerror}; what is made stays, and a new run goes on from there")
    except BusyError:
        fail_with(f"another run is writing to {output}; wait until it has ended")
    except WorkerEndedError:
        fail_with("a process was ended from outside, perhaps for want of memory; run this again with fewer --jobs")
