"""What has become of a run over clinics: how much was made, what is to be mended, and the command for the rest."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import click

from leaflets.cli.speak import say, say_json, say_table, show
from leaflets.problems import Problem

if TYPE_CHECKING:
    from leaflets.bulk.manifest import File
    from leaflets.edition.selection import Job

MOST_NAMED = 50
"""The command that makes the rest names at most so many clinics."""


def file_data(job: Job, state: str, files: Iterable[File] = (), pages: int = 0) -> dict[str, Any]:
    """A leaflet as an object of JSON: what it is, and its files, the leaflet's own first."""
    named = ("leaflet", "variant", "region", "format", "language", "clinic")
    said = {"state": state, "file": job.file, **{name: getattr(job, name) for name in named}, "pages": pages}
    return {**said, "files": [file._asdict() for file in files]}


def say_made(files: Sequence[Mapping[str, Any]], problems: Iterable[Problem], warnings: Iterable[Problem] = ()) -> None:
    """One object of JSON: the leaflets, what kept others from being made, and what their makers should know."""

    def told(some: Iterable[Problem]) -> list[dict[str, Any]]:
        return [{**one.where._asdict(), "message": one.message, "hint": one.hint} for one in sorted(set(some))]

    say_json({"leaflets": files, "problems": told(problems), "warnings": told(warnings)})


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


def _command(bad: Collection[str]) -> str:
    """This command again, for these clinics.

    Where naming them would not do, since they are to get other names or are too many, it is the same command: what is
    up to date is not made again.
    """
    from leaflets.store.naming import refusal

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
