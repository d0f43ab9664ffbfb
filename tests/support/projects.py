"""Projects in folders of their own, so that a test can spoil one file and see what is said of it."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from itertools import groupby
from pathlib import Path

import pytest
from click.testing import CliRunner

from leaflets.cli import main
from leaflets.content.leaflet import Leaflet
from leaflets.edition.manuscript import manuscript
from leaflets.edition.selection import Job
from leaflets.inspect.inspection import Inspection
from leaflets.making import Made, Maker, make
from leaflets.store.project import Project
from support import pdf
from support.shelf import folder as shelf
from support.shelf import kept

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 21, tzinfo=UTC)
"""The moment the tests take place in, whatever the clock says."""

TINY: Mapping[str, str] = {
    "project.yaml": """\
leaflets: [ache]
region: us
theme: calm
regions:
  us: {language: en-us, format: letter, emergency_number: "911", values: {fever: 100 °F}}
  uk: {language: en-gb, format: a4, emergency_number: "999", values: {fever: 38 °C}}
""",
    "leaflets/ache/leaflet.yaml": """\
title: Headaches
reference: ACHE
version: "1.0"
publisher: The tests
written: 2026-11-01
review_by: 2028-11-01
approvals: []
extras: [figures]
values: {fever: {what: when to ring, celsius: [37, 38.5]}}
variants:
  general: {title: Headaches, short_title: Headaches, suffix: GEN, colour: "#0B5563", icon: body}
  cluster: {title: Cluster headaches, short_title: Cluster, suffix: CL, colour: "#6A2C70", icon: body}
front: {label: Patient information, audience: For you, section: front}
sections: [rest]
""",
    "leaflets/ache/sources.yaml": """\
sources:
  nhs: {organisation: NHS, title: Headaches, dated: undated, seen: 2026-11-02, quality: good}
""",
    "leaflets/ache/glossary.yaml": "words:\n  migraine: {id: W1, term: Migraine, meaning: A kind of headache.}\n",
    "leaflets/ache/organisations.yaml": "organisations: {}\n",
    "leaflets/ache/sections/front.yaml": """\
heading: In short
blocks:
  - id: hello
    text: Most headaches go away by themselves.
""",
    "leaflets/ache/sections/rest.yaml": """\
heading: Rest
blocks:
  - id: sleep
    text: Sleep well.
""",
}
"""A project of one leaflet with two variants, as files of ``content``. Looks, paper and words are the shipped ones."""

FRONT = "leaflets/ache/sections/front.yaml"
REST = "leaflets/ache/sections/rest.yaml"
LEAFLET = "leaflets/ache/leaflet.yaml"


@dataclass(frozen=True)
class Said:
    """How a command ended: its exit code, what it said, and the files it left in its output folder (no manifest)."""

    code: int
    out: str
    err: str
    files: tuple[str, ...]

    @cached_property
    def problems(self) -> tuple[str, ...]:
        """The problems named, each with its hint on one line after ``; ``."""
        found: list[str] = []
        for line in self.err.splitlines():
            if line.startswith("    hint: "):
                found[-1] += f"; {line.removeprefix('    hint: ')}"
            elif not line.startswith("leaflets: "):
                found.append(line)
        return tuple(found)


class Folder:
    """A project on disk. Names of files count from ``content``."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, name: str) -> Path:
        return self.root / "content" / name

    def write(self, name: str, text: str | bytes) -> None:
        """A file of this text; its folder is made."""
        path = self.path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)

    def replace(self, name: str, old: str, new: str) -> None:
        """The first ``old`` in a file becomes ``new``; it must be there."""
        text = self.path(name).read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {name}"
        self.write(name, text.replace(old, new, 1))

    def picture(self, name: str, data: bytes) -> None:
        """A file in ``assets/pictures``."""
        path = self.root / "assets/pictures" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)  # the shipped one is shared
        path.write_bytes(data)

    def project(self, now: datetime = NOW) -> Project:
        """The project read afresh."""
        return Project(self.root, now)

    def make(self, leaflet: str, variant: str, region: str = "us", extras: Sequence[str] = ()) -> Made:
        """One leaflet of the project, made."""
        project = self.project()
        return make(project, job_of(project, leaflet, variant, region, extras))

    def run(self, *arguments: str) -> Said:
        """``leaflets build`` with these arguments on the project, its output in a folder beside it."""
        output = self.root.parent / f"{self.root.name}-output"
        done = CliRunner().invoke(main, ["build", *arguments, "--project", str(self.root), "--output", str(output)])
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        names = {path.name for path in output.rglob("*")} if output.exists() else set()
        files = tuple(sorted(names - {"manifest.json"}))
        return Said(done.exit_code, done.stdout, done.stderr, files)


def job_of(project: Project, leaflet: str, variant: str, region: str, extras: Sequence[str] = ()) -> Job:
    """The job of a variant in a region: its format and language are the region's."""
    place = project.settings.regions[region]
    theme = project.settings.theme
    return Job(leaflet, variant, region, place.format, theme, place.language, extras=frozenset(extras))


def whole(project: Project, job: Job) -> Leaflet:
    """The leaflet of a job as it is printed."""
    copy = manuscript(project, job)
    return copy.filled(copy.leaflet)


def unpaged(text: str, project: Project, job: Job) -> str:
    """A text without the pages that paper names after words that lead to a section."""
    phrases = project.language(job.language, job.leaflet).phrases
    assert phrases.see_page
    assert phrases.see_page_inside
    for phrase in (f" {phrases.see_page}", phrases.see_page_inside):
        text = re.sub(
            r"\s+".join(re.escape(part).replace("0", r"\d+") for part in phrase.format(page="0").split(" ")), "", text
        )
    return text


def spelled(job: Job) -> str:
    """All a job asks for, spelled the same in every process."""
    return repr(sorted((name, sorted(own) if isinstance(own, frozenset) else own) for name, own in asdict(job).items()))


def shipped_jobs(project: Project) -> list[Job]:
    """A job for every leaflet, variant and region of a project."""
    return [
        job_of(project, name, variant, region)
        for name in project.names("leaflets")
        for variant in project.leaflet(name).file.variants
        for region in project.settings.regions
    ]


def by_turns(jobs: Sequence[Job]) -> list[Job]:
    """Each leaflet, variant and theme of these jobs once, its region by turns: what all regions share is shown so."""
    alike = [list(some) for _, some in groupby(jobs, key=lambda job: (job.leaflet, job.variant, job.theme))]
    return [some[turn % len(some)] for turn, some in enumerate(alike)]


def in_theme(project: Project, theme: str) -> list[Job]:
    """The shipped jobs that are looked at in a theme: all in the project's own; in others, which no variant and no
    region changes, each fourth variant by turns, in both regions.
    """
    themes, jobs = project.names("themes"), shipped_jobs(project)
    every, turn = list(dict.fromkeys((job.leaflet, job.variant) for job in jobs)), themes.index(theme)
    chosen = every if theme == project.settings.theme else every[turn % 4 :: 4]
    return [replace(job, theme=theme) for job in jobs if (job.leaflet, job.variant) in chosen]


def themed_jobs(project: Project) -> list[Job]:
    """Every shipped job, and those that are looked at in the other themes."""
    return [job for theme in project.names("themes") for job in in_theme(project, theme)]


def _assets() -> Path:
    """The shipped assets, copied once in a run: projects of tests have links to them, which cost less than copies."""
    return Path(kept("assets", "", lambda: str(shutil.copytree(ROOT / "assets", shelf() / "shipped/assets"))))


def written_over() -> list[str]:
    """Files that projects share and a test has written over, and not put another in their place."""
    files = [path for path in (shelf() / "shipped").rglob("*") if path.is_file()]
    home = shelf() / "shipped"
    return [str(path) for path in files if path.read_bytes() != (ROOT / path.relative_to(home)).read_bytes()]


def _copied(folder: Path, *parts: str) -> None:
    """Parts of the shipped project, copied."""
    for part in parts:
        own = part.startswith("content")
        source = ROOT / part if own else _assets().parent / part
        shutil.copytree(source, folder / part, copy_function=shutil.copyfile if own else os.link)


def shipped(folder: Path) -> Folder:
    """The shipped project, copied."""
    _copied(folder, "content", "assets")
    return Folder(folder)


def tiny(folder: Path, files: Mapping[str, str | bytes] | None = None) -> Folder:
    """A project of one small leaflet, some of its files replaced or added. Assets are the shipped ones."""
    made = Folder(folder)
    _copied(folder, *(f"content/{part}" for part in ("formats", "languages", "themes")))
    _copied(folder, *(f"assets/{part}" for part in ("fonts", "profiles", "icons", "figures")))
    for name, text in {**TINY, **(files or {})}.items():
        made.write(name, text)
    (folder / "assets/pictures").mkdir(parents=True, exist_ok=True)
    return made


def retagged(words: str, tag: str) -> str:
    """The file of the English of the US as that of another language, each of its phrases in one form."""
    assert "tag: en-US" in words
    words = re.sub(r'\{one: "[^"]*", other: ("[^"]*")\}', r"\1", words)
    return words.replace("tag: en-US", f"tag: {tag}", 1)


def closed(folder: Path) -> Path:
    """A folder that nobody who runs the tests may write to: a new one, or one where even root may not."""
    if os.geteuid() == 0:
        return Path("/sys/kernel")
    folder.mkdir(mode=0o555)
    return folder


def as_it_stands(project: Project) -> str:
    """All a project's leaflets depend on: the moment, what its files say, and which pictures and fonts it has."""
    said = hashlib.sha256(str(project.now).encode())
    for path in sorted((project.root / "content").rglob("*.*")):
        said.update(str(path.relative_to(project.root)).encode())
        said.update(path.read_bytes() if path.is_file() else b"")
    for path in sorted((project.root / "assets").rglob("*.*")):
        found = path.stat()
        said.update(f"{path.relative_to(project.root)} {found.st_size} {found.st_mtime_ns}".encode())
    return said.hexdigest()


def made_once(
    make: Callable[[Maker, Job], Made], state: Callable[[Project], str] = as_it_stands
) -> Callable[[Maker, Job], Made]:
    """What makes a job's leaflet, but of the same files once in a run, whichever project they lie in."""

    def again(maker: Maker, job: Job) -> Made:
        key = f"{state(maker._project)} {spelled(job)}"
        return kept("made", key, lambda: make(maker, job))

    return again


def text_of(made: Made) -> str:
    """What a made leaflet says, on one line."""
    return " ".join(pdf.read(made.data).text.split())


def for_jobs(where: Callable[[Job, Project], bool]) -> pytest.MarkDecorator:
    """Mark a test that asks for ``job``: it runs for the shipped jobs it can say something about, and no others."""
    return pytest.mark.jobs(where=where)


Make = Callable[[Job], Made]
"""Makes a shipped leaflet, once."""
Look = Callable[[Job], Inspection]
"""Looks into a shipped leaflet as ``leaflets verify`` does, once."""
Read = Callable[[Job], pdf.Inspected]
"""Opens a shipped leaflet for reading, once."""
