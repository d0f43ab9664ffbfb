"""Print and send: what is shown, made as the command line makes it; and a clinic's leaflets for a printer."""

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from markupsafe import Markup

from leaflets.bulk.inputs import Inputs, made_with, shared, survey
from leaflets.bulk.manifest import BusyError, Manifest
from leaflets.bulk.printrun import orders, print_runs
from leaflets.bulk.run import due, in_order, run
from leaflets.content.format import SCREENS
from leaflets.edition.selection import Job
from leaflets.mail.address import address
from leaflets.mail.message import Party
from leaflets.mail.orders import Order, posts
from leaflets.making import Maker
from leaflets.problems import ContentError, Problem, Source
from leaflets.store.project import Project
from leaflets.studio.render import words
from leaflets.studio.sent import said

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The time of files in an archive: the same leaflets give the same archive."""


def made(project: Project, job: Job, query: Mapping[str, str]) -> tuple[str, bytes]:
    """The name and the bytes of what a job makes; in one archive, if these are several files. Raises ContentError."""
    if query.get("for") == "press":
        copies = query.get("copies", "")
        job = replace(job, printing="press", copies=int(copies) if copies.isdigit() and int(copies) else None)
    files = Maker(project).make(job).files
    if len(files) == 1:
        return job.file, files[job.file]
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as into:
        for name, data in files.items():
            into.writestr(zipfile.ZipInfo(name, FIRST_DAY), data)
    return f"{job.name}.zip", archive.getvalue()


def message(project: Project, job: Job) -> str:
    """The message that a leaflet is sent with, as it arrives, after its subject and what is attached."""
    if job.format in SCREENS:
        job = replace(job, format=project.settings.regions[job.region].format, edition="full")
    to = Party(address("you@example.org", Source("")))
    post = posts(project, [Order(Source(""), to, job)], descriptive=False)[0][0]
    head, tag, rest = post.letter.html.partition("<body")
    attributes, end, body = rest.partition(">")
    files = ", ".join(one.name for one in post.attachments)
    told = ((words()["subject"], post.letter.subject), (words()["attached"], files))
    lines = Markup("").join(Markup("<p><b>{}</b> {}</p>").format(*one) for one in told)
    return f"{head}{tag}{attributes}{end}{lines}<hr>{body}"


def print_run(root: Path, job: Job) -> Iterator[bytes]:
    """Make all variants of a clinic's leaflet, and its print run, in the folder ``output``; a line of JSON for each.

    It reads the project for itself, so that others can go on meanwhile; who stops listening stops it.
    """
    project = Project(root)
    try:
        with Manifest(root / "output") as manifest:
            content = shared(project)
            clinics, bad = survey(project, [job.clinic], {})
            for problems in bad.values():
                raise ContentError(problems)
            variants = project.leaflet(job.leaflet).file.variants
            jobs = in_order(replace(job, variant=variant) for variant in variants)
            inputs = Inputs(project, content, clinics)
            tasks = due(jobs, inputs, manifest, again=False)
            manifest.describe(made_with(), content, clinics, {})
            yield _line(done=0, of=len(tasks) + 1)
            for number, outcome in enumerate(run(project, tasks, manifest, 1), 1):
                yield _line(done=number, of=len(tasks) + 1, file=outcome.job.file, problems=said(outcome.problems))
            some = orders(project, jobs, inputs, manifest, again=True)
            files = [entry.files[0].name for entry in print_runs(project, some, manifest, 1)]
            yield _line(done=len(tasks) + 1, of=len(tasks) + 1, made=files)
    except ContentError as error:
        yield _line(problems=said(error.problems))
    except BusyError:
        yield _line(problems=said([Problem(Source(""), "another run is writing to the folder output")]))
    except OSError as error:
        message = f"{error.filename} cannot be written: {error.strerror}; what is made stays"
        yield _line(problems=said([Problem(Source(""), message)]))


def _line(**said: Any) -> bytes:
    return json.dumps(said).encode() + b"\n"
