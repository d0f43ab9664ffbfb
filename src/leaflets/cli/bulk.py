"""``leaflets build`` for clinics: a run that writes as it goes, and tells what is left to mend and how to make that."""

import shlex
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import click

from leaflets.bulk.folder import join, listed, prune, stale
from leaflets.bulk.inputs import Inputs, made_with, shared, survey
from leaflets.bulk.manifest import BusyError, Manifest, seen
from leaflets.bulk.run import Task, WorkerEndedError, clashes, dealt, due, in_order, note, part_of, run
from leaflets.cli import speak
from leaflets.cli.choice import Wanted, chosen_clinics, jobs
from leaflets.cli.speak import fail_with, say, say_table, show
from leaflets.edition.selection import Job
from leaflets.problems import Problem
from leaflets.store.naming import refusal
from leaflets.store.project import Project

MOST_NAMED = 50
"""The command that makes the rest names at most so many clinics."""


class Ways(NamedTuple):
    """How a run goes: with print runs, in how many processes, what it leaves, when it stops, with an index, tidied.

    With ``dry`` nothing is made, only told; ``as_json`` is for other programs.
    Only one part of so many, a ``shard``, if it is dealt out to several machines; and, where these have ended, from the
    ``folders`` of so many ``parts``.
    """

    print_run: bool = False
    processes: int = 1
    resume: bool = True
    keep_going: bool = True
    indexed: bool = False
    prune: bool = False
    shard: tuple[int, int] | None = None
    folders: Sequence[Path] = ()
    parts: int = 0
    dry: bool = False
    as_json: bool = False


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

    @property
    def problems(self) -> set[Problem]:
        """The problems of all clinics."""
        return {problem for problems in self.bad.values() for problem in problems}

    @property
    def count(self) -> str:
        """How many leaflets were made, and were there already."""
        return f"{self.made:,} made, {self.kept:,} up to date"

    def tell(self, chosen: Sequence[Job]) -> None:
        """The problems, a table of the clinics that have them, and the command that makes just those."""
        show(sorted(self.problems))
        wanted = Counter(job.clinic for job in chosen)
        rows = [("clinic", "leaflets not made", "problems", "the first of them")]
        for clinic, problems in sorted(self.bad.items()):
            missing = f"{self.missing[clinic]} of {wanted[clinic]}" if wanted[clinic] else "all"
            rows.append((clinic, missing, str(len(problems)), str(min(problems).where)))
        bad = "1 clinic has" if len(self.bad) == 1 else f"{len(self.bad)} clinics have"
        say(f"leaflets: {self.count}; {bad} problems", err=True)
        say()
        say_table(rows)
        say(f"\nOnce they are mended, this makes just those:\n  {_command(self.bad)}")


def build_for_clinics(project: Project, wanted: Wanted, output: Path, ways: Ways) -> Sequence[Job]:
    """Build leaflets for clinics. Ends the program with exit code 1 if any could not be built."""
    report, made = Report(), list[dict[str, Any]]()
    with nullcontext(seen(output)) if ways.dry else _disk_told(output) as manifest:
        names = chosen_clinics(project, wanted.clinics)
        content = shared(project)
        clinics, bad = survey(project, names, manifest.clinics if manifest.content == content else {})
        places = {name: local.region for name, local in clinics.items()}
        chosen = in_order(jobs(project, wanted, places, {name: local.languages for name, local in clinics.items()}))
        if ways.shard:
            chosen = dealt(chosen, *ways.shard)
        if project.roster and len(names) == len(project.names("clinics")):  # rows without a name are of the run, too
            for problem in project.roster.refused:
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
            if ways.dry:
                return _dry(fit, tasks, manifest, report, ways)
            asked = {"parts": ways.shard[1], "wanted": wanted._asdict()} if ways.shard else {}
            manifest.describe(made_with(), content, clinics, asked)
            if ways.folders:
                _join(tasks, manifest, ways, report)
            else:
                _run(project, tasks, manifest, ways, report)
            manifest.forget({job.file for job in chosen})
            made = _made(fit, tasks, manifest) if ways.as_json else []
            if ways.print_run:
                _print_runs(project, fit, inputs, manifest, ways)
            gone = _stale(project, manifest, ways)
            if ways.indexed or speak.INDEX in manifest.entries:
                _index(project, wanted, content, manifest, gone, ways)
    show(report.warnings, "warning: ")
    if ways.as_json:
        speak.say_made(made, report.problems, report.warnings)
    elif report.bad:
        report.tell(chosen)
    if report.bad:
        sys.exit(1)
    say(f"leaflets: {report.count}", err=True)
    return chosen


def _made(fit: Sequence[Job], tasks: Sequence[Task], manifest: Manifest) -> list[dict[str, Any]]:
    """The leaflets that are there as they would be made now."""
    due = {task.job: task.inputs for task in tasks}
    there = ((job, manifest.entries.get(job.file)) for job in fit)
    return [
        speak.file_data(job, "made" if job in due else "up to date", entry.files, entry.pages)
        for job, entry in there
        if entry and due.get(job, entry.inputs) == entry.inputs
    ]


def _dry(fit: Sequence[Job], tasks: Sequence[Task], manifest: Manifest, report: Report, ways: Ways) -> Sequence[Job]:
    """Tell what a run would make, and what is up to date."""
    speak.say_due(manifest.folder, fit, {task.job for task in tasks}, report.problems, ways.as_json)
    if not ways.as_json:
        show(sorted(report.problems))
        say(f"leaflets: {len(tasks):,} would be made, {report.kept:,} up to date", err=True)
    if report.bad:
        sys.exit(1)
    return ()


def _run(project: Project, tasks: Sequence[Task], manifest: Manifest, ways: Ways, report: Report) -> None:
    """Make what is due, telling of each leaflet: with a bar on a terminal, in lines elsewhere."""

    def rate(each: float | None) -> str | None:
        return f"{1 / each:.1f} a second" if each else None

    terminal = sys.stderr.isatty()
    with click.progressbar(
        length=len(tasks), label="Building", file=sys.stderr, hidden=not terminal, show_pos=True, item_show_func=rate
    ) as bar:
        for outcome in run(project, tasks, manifest, ways.processes):
            report.warnings.update(dict.fromkeys(outcome.warnings))
            if outcome.entry is None:
                report.refuse(outcome.job.clinic, outcome.problems, 1)
            else:
                report.made += 1
                if not (ways.as_json or (terminal and sys.stdout.isatty())):
                    speak.say_files(manifest.folder, outcome.entry.files, outcome.entry.pages)
            bar.update(1, bar.time_per_iteration)
            if outcome.problems and not ways.keep_going:
                return


def _join(tasks: Sequence[Task], manifest: Manifest, ways: Ways, report: Report) -> None:
    """Take what the parts of a run have made, and name the parts that left something out."""
    gaps, twice = join(tasks, manifest, ways.folders)
    report.made += len(tasks) - len(gaps)
    if twice:
        say(f"leaflets: {twice:,} are in more than one folder, and alike", err=True)
    if gaps:
        for job in gaps[:MOST_NAMED]:
            say(f"missing: {job.file}", err=True)
        lacking = ", ".join(map(str, sorted({part_of(job, ways.parts) for job in gaps})))
        fail_with(f"{report.count}, {len(gaps):,} missing; run again, of {ways.parts} parts: {lacking}")


def _print_runs(project: Project, jobs: Sequence[Job], inputs: Inputs, manifest: Manifest, ways: Ways) -> None:
    from leaflets.bulk.printrun import orders, print_runs  # few runs have any

    some = orders(project, jobs, inputs, manifest, again=not ways.resume)
    with click.progressbar(
        length=len(some), label="Joining", file=sys.stderr, hidden=not sys.stderr.isatty(), show_pos=True
    ) as bar:
        for entry in print_runs(project, some, manifest, ways.processes):
            if not (ways.as_json or (sys.stderr.isatty() and sys.stdout.isatty())):
                speak.say_files(manifest.folder, entry.files, entry.pages)
            bar.update(1)


def _stale(project: Project, manifest: Manifest, ways: Ways) -> Collection[str]:
    """Tell what the folder holds of clinics and leaflets that are no more, and delete it if asked to."""
    gone = stale(project, manifest)
    if gone and ways.prune:
        for name, deleted in prune(manifest, gone):
            told = "deleted" if deleted else "left as it is: it was changed after it was made"
            say(f"{manifest.folder / name}  {told}", err=ways.as_json or not deleted)
    elif gone:
        for name in sorted(gone):
            say(f"stale: {manifest.folder / name}", err=True)
        say(f"leaflets: {len(gone)} of clinics or leaflets that are no more; --prune deletes them", err=True)
    return gone.keys()


def _index(
    project: Project, wanted: Wanted, content: str, manifest: Manifest, gone: Collection[str], ways: Ways
) -> None:
    """A page to pick the leaflets of the folder from, if there are any, and they are not on it already."""
    parts = list(listed(project, manifest.entries, wanted.theme or project.settings.theme, gone))

    def page() -> bytes:
        from leaflets.web.index import catalogue  # its templates are slow to start

        return catalogue(project, parts)

    files = [manifest.entries[part[-1]].files[0] for part in parts]
    if parts and note(manifest, speak.INDEX, page, [content, *files]) and not ways.as_json:
        say(f"{manifest.folder / speak.INDEX}  {len(parts)} files")


@contextmanager
def _disk_told(output: Path) -> Iterator[Manifest]:
    """The manifest of the output folder, for one run. What a disk can do to us ends the program, in words."""
    try:
        with Manifest(output) as manifest:
            yield manifest
    except BrokenPipeError:
        raise
    except OSError as error:
        name = error.filename or output
        fail_with(f"{name} cannot be written: {error.strerror}; what is made stays, and a new run goes on from there")
    except BusyError as error:
        fail_with(f"another run is writing to {error}; wait until it has ended")
    except WorkerEndedError:
        fail_with("a process was ended from outside, perhaps for want of memory; run this again with fewer --jobs")


def _command(bad: Collection[str]) -> str:
    """This command again, for these clinics.

    Where naming them would not do, since they are to get other names or are too many, it is the same command: what is
    up to date is not made again.
    """
    context = click.get_current_context()
    named = len(bad) <= MOST_NAMED and not any(map(refusal, bad))
    words = ["leaflets", *context.command_path.removeprefix(context.find_root().command_path).split()]
    for parameter in context.command.params:
        name = str(parameter.name)
        value: Any = context.params[name]
        given = context.get_parameter_source(name) is not click.core.ParameterSource.DEFAULT
        if isinstance(parameter, click.Argument):
            words += map(str, value)
        elif name == "clinics":
            words += [word for clinic in (sorted(bad) if named else value) for word in (parameter.opts[0], clinic)]
        elif given and name not in ("resume", "keep_going"):
            for one in value if parameter.multiple else [value]:
                said = [] if isinstance(one, bool) else [f"{one}pt" if isinstance(one, float) else str(one)]
                words += [parameter.opts[0], *said]
    return shlex.join(words)
