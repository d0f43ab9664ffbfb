"""What finished files depend on, as digests: if none has changed, neither would the files."""

import hashlib
import json
import os
import platform
import stat
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import leaflets
from leaflets.bulk.manifest import Local
from leaflets.edition.selection import Job
from leaflets.files import left_about
from leaflets.problems import ContentError, Problem
from leaflets.store.project import Project

LIBRARIES = (
    *("Jinja2", "phonenumberslite", "pillow", "pydantic", "pypdf", "PyYAML", "reportlab", "resvg-py", "tinycss2"),
    "zxing-cpp",
)
_PROGRAM = Path(leaflets.__file__).parent


def made_with() -> dict[str, str]:
    """The versions of the program and of all that it makes files with."""
    versions = {"leaflets": leaflets.__version__, "python": platform.python_version()}
    return {**versions, **{name: version(name) for name in LIBRARIES}}


def shared(project: Project) -> str:
    """One digest of what every leaflet may depend on: the program, and the project but for its clinics and logos."""
    digest = hashlib.sha256(json.dumps(made_with()).encode())
    content, assets = project.root / "content", project.asset("")
    parts = (
        (_PROGRAM, "*", _PROGRAM / "starter"),
        (content, "*.yaml", content / "clinics"),
        (assets, "*", assets / "logos"),
    )
    for folder, pattern, without in parts:
        for path in sorted(folder.rglob(pattern)):
            if path.is_file() and not path.is_relative_to(without) and not left_about(path.relative_to(folder)):
                data = path.read_bytes()
                digest.update(f"{path.relative_to(folder).as_posix()}\n{len(data)}\n".encode())
                digest.update(data)
    return digest.hexdigest()


def survey(
    project: Project, names: Iterable[str], known: Mapping[str, Local]
) -> tuple[dict[str, Local], dict[str, tuple[Problem, ...]]]:
    """The clinics by name, and the problems of those that cannot be used.

    One whose data are ``known`` is not read again.
    """
    found: dict[str, Local] = {}
    bad: dict[str, tuple[Problem, ...]] = {}
    for name in names:
        try:
            before = known.get(name)
            clinic = None if before else project.clinic(name)
            data = project.clinic_state(name)
            if before and before.data == data:
                local = before
            else:
                clinic = clinic or project.clinic(name)
                local = Local(data, clinic.region, clinic.logo.file if clinic.logo else "", "", [*clinic.languages])
            found[name] = local._replace(picture=_picture(project, local.logo))
            if before and found[name] != before:
                project.clinic(name)  # its logo is another: is it still there?
        except ContentError as error:
            found.pop(name, None)
            bad[name] = error.problems
    return found, bad


def _picture(project: Project, logo: str) -> str:
    """The digest of a logo; nothing for none, and for one that cannot be read."""
    try:
        if not logo or not stat.S_ISREG(os.stat(path := project.asset(f"logos/{logo}")).st_mode):  # noqa: PTH116
            return ""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return ""


class Inputs(NamedTuple):
    """The digests of jobs, given what they share and what their clinics say."""

    project: Project
    content: str
    clinics: Mapping[str, Local]

    def of(self, job: Job) -> str:
        """One digest of all that a job's files depend on; of the day, whether its review date is past."""
        past = self.project.leaflet(job.leaflet).file.review_by < self.project.today
        copies = job.copies if job.printing == "press" else None
        options = {name: getattr(job, name) for name in Job.__dataclass_fields__}
        options |= {"extras": sorted(job.extras), "copies": copies}
        local = self.clinics[job.clinic] if job.clinic else ()
        return hashlib.sha256(json.dumps([self.content, local, options, past]).encode()).hexdigest()
