"""From people and what each is to get to messages ready to go: every leaflet is built once for a run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from leaflets.build import Made, make
from leaflets.content.inline import words_of
from leaflets.content.naming import slug
from leaflets.content.placeholders import fill
from leaflets.content.project import Project
from leaflets.content.selection import Job, approvals, filled, reference_code, select, translate
from leaflets.content.wording import worded
from leaflets.delivery.letter import ATTACH, About, Sender, letter
from leaflets.delivery.message import Attachment, Party, Post
from leaflets.delivery.recipients import Recipient
from leaflets.problems import ContentError, Problem, Source

MB = 1_000_000
LARGE, TOO_LARGE = 5 * MB, 10 * MB
KINDS = {"pdf": "application/pdf", "html": "text/html"}


@dataclass(frozen=True)
class Order:
    """Who gets which leaflet, and where that was said."""

    where: Source
    to: Party
    job: Job


def orders(recipients: Iterable[Recipient], base: Job, given: Mapping[str, str], project: Project) -> list[Order]:
    """What each recipient gets: what their row says, or else what was ``given`` for all, or else what is usual.

    Raises ContentError with a problem for each whose variant nothing tells.
    """
    variants = project.leaflet(base.leaflet).file.variants
    usual = {"region": project.settings.region, **({"variant": base.variant} if len(variants) == 1 else {})}
    problems, found = [], []
    for one in recipients:
        said = {**usual, **given, **one.choices}
        place = project.settings.regions[said["region"]]
        said = {"format": place.format, "language": place.language, **said}
        if "variant" in said:
            found.append(Order(one.where, one.to, _job(base, said, project)))
        else:
            hint = f"name it in the column 'variant', or with --variant: {', '.join(variants)}"
            problems.append(Problem(one.where, "nothing says which variant of the leaflet to send", hint))
    if problems:
        raise ContentError(problems)
    return found


def _job(base: Job, said: Mapping[str, str], project: Project) -> Job:
    """The job of what was said. Of a booklet people get the pages to read, not the sheets for a printer."""
    paper = project.format(said["format"])
    return replace(
        base,
        variant=said["variant"],
        region=said["region"],
        format=paper.booklet.pages if paper.booklet else said["format"],
        language=said["language"],
        edition=paper.edition,
    )


def posts(
    project: Project, orders: Sequence[Order], descriptive: bool, page: str = ""
) -> tuple[list[Post], list[Problem]]:
    """The messages, and what their sender should know. ``descriptive``: subject and file name tell the leaflet.

    ``page`` says where each leaflet's web page is: attached (``attach``), at an address, or, if that ends in a stroke,
    there under the name of its file. Raises ContentError with the problems of every leaflet ordered, and for one that
    is too large or ordered twice.
    """
    problems = list(_twice(orders))
    made: dict[Job, list[Made]] = {}
    for job in dict.fromkeys(order.job for order in orders):
        try:
            made[job] = [make(project, one) for one in ((job, _page(job)) if page == ATTACH else (job,))]
        except ContentError as error:
            problems.extend(error.problems)
    problems += _sizes(made, TOO_LARGE, "too large to be emailed: most mailboxes would refuse it")
    if problems:
        raise ContentError(problems)
    warnings = [warning for files in made.values() for one in files for warning in one.warnings]
    warnings += _unsigned(project, made)
    warnings += _sizes(made, LARGE, "large for an email")
    about = cache(lambda job: about_job(project, job, page))
    return [_post(project, order, made[order.job], about, descriptive) for order in orders], warnings


def _page(job: Job) -> Job:
    """The job of the web page that says what a leaflet says, whatever its paper."""
    return replace(job, format="html", edition="full")


def about_job(project: Project, job: Job, page: str = "") -> tuple[About, Sender]:
    """What a message says of a job's leaflet and its web page, and who hands it out: its publisher."""
    language, region = project.language(job.language), project.settings.regions[job.region]
    leaflet = filled(translate(select(project.leaflet(job.leaflet), job), language), job, region, language)
    file = leaflet.file
    title = words_of(file.variants[job.variant].title)
    page += _page(job).file if page.endswith("/") else ""
    about = About(title, reference_code(file, job.variant), file.version, region.emergency_number, page)
    return about, Sender(file.publisher, slug(file.publisher))


def _post(
    project: Project,
    order: Order,
    files: Sequence[Made],
    about_of: Callable[[Job], tuple[About, Sender]],
    descriptive: bool,
) -> Post:
    job, language = order.job, project.language(order.job.language)
    about, sender = about_of(job)
    neutral = fill(language.message.file, {"sender": sender.slug}).strip("-")
    attachments = (
        Attachment(f"{one.job.name if descriptive else neutral}.{ending}", KINDS[ending], one.data)
        for one in files
        for ending in [one.job.file.rpartition(".")[2]]
    )
    return Post(
        where=order.where,
        to=order.to,
        sender=sender.name,
        letter=letter(about, sender, language, order.to.name, descriptive),
        attachments=tuple(attachments),
        leaflet=job.name,
        version=about.version,
    )


def _twice(orders: Iterable[Order]) -> Iterable[Problem]:
    first: dict[tuple[str, Job], Source] = {}
    for order in orders:
        key = str(order.to.address).casefold(), order.job
        before = first.setdefault(key, order.where)
        if before is not order.where:
            message = f"row {before.line} sends the same leaflet to the same address"
            yield Problem(order.where, message, "delete one of the two")


def _unsigned(project: Project, jobs: Iterable[Job]) -> Iterable[Problem]:
    for job in jobs:
        if not approvals(worded(project, job)[0].file, job.variant):
            message = "no clinician has signed this version off; every page says that it is a draft"
            yield Problem(Source(f"{job.name}.pdf"), message, "ask your clinicians before you send it to patients")


def _sizes(made: Mapping[Job, Sequence[Made]], most: int, message: str) -> Iterable[Problem]:
    for job, files in made.items():
        size = sum(len(one.data) for one in files)
        if size > most:
            said = f"{size / MB:.1f} MB, more than {most // MB} MB"
            said = (
                f"the file has {said}: it is {message}"
                if len(files) == 1
                else f"the files have {said}: they are {message}"
            )
            yield Problem(Source(f"{job.name}.pdf"), said, "use smaller pictures")
