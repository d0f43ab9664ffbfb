"""From a list of people and what each is to get to messages ready to go: every leaflet is built once for a run."""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from leaflets.content.clinic import Clinic
from leaflets.content.inline import fill, words_of
from leaflets.content.language import Language
from leaflets.content.leaflet import LeafletFile, approvals
from leaflets.edition.manuscript import ground
from leaflets.edition.selection import Job, reference_code
from leaflets.edition.spoken import answered
from leaflets.edition.translation import edition_of, job_of
from leaflets.mail.address import Address, address, person
from leaflets.mail.letter import ATTACH, About, Sender, letter
from leaflets.mail.message import Attachment, Party, Post
from leaflets.making import Made, Maker
from leaflets.problems import Problem, Source, did_you_mean, gathered, refuse
from leaflets.store.naming import slug
from leaflets.store.project import Project
from leaflets.store.table import Row, cell_faults, heading, rows

MB = 1_000_000
LARGE, TOO_LARGE = 5 * MB, 10 * MB
KINDS = {"pdf": "application/pdf", "html": "text/html"}

CHOICES = ("clinic", "variant", "format", "region", "language")
COLUMNS = ("name", "address", *CHOICES)

MEANT: Mapping[str, str] = {
    **dict.fromkeys(("email", "e-mail", "mail", "email address", "e-mail address", "to", "recipient"), "address"),
    **dict.fromkeys(("full name", "patient", "patient name", "person"), "name"),
    **dict.fromkeys(("paper", "size"), "format"),
    "lang": "language",
}
"""What people call a column, and what it is called here."""


class Recipient(NamedTuple):
    """One person, where they stand in the list, and what they are to get. A choice left out is the command's."""

    where: Source
    to: Party
    choices: Mapping[str, str]


class Order(NamedTuple):
    """Who gets which leaflet, and where that was said."""

    where: Source
    to: Party
    job: Job


class Enclosure(NamedTuple):
    """What goes to everyone who gets one job: its files, what is said of them, who says it, and where answers go."""

    files: Sequence[Made]
    about: About
    sender: Sender
    reply: Address | None
    approved: bool


def orders(recipients: Iterable[Recipient], leaflet: str, given: Mapping[str, str], project: Project) -> list[Order]:
    """What each recipient gets of a leaflet: what their row says, or else what was ``given`` for all, or what is usual.

    The region is the clinic's where none is asked for. Raises ContentError with a problem for each whose variant
    nothing tells, and those of every clinic named.
    """
    variants = list(project.leaflet(leaflet).file.variants)
    usual = {"variant": variants[0]} if len(variants) == 1 else {}
    problems: list[Problem] = []
    found = []

    @cache
    def home(clinic: str) -> str:
        with gathered(problems):
            if clinic:
                return project.clinic(clinic).region
        return project.settings.region

    for one in recipients:
        said = {**usual, **given, **one.choices}
        said = {"region": home(said.get("clinic", "")), **said}
        place = project.settings.regions[said["region"]]
        said = {"format": place.format, "language": place.language, **said}
        if "variant" in said:
            found.append(Order(one.where, one.to, _job(project, leaflet, said)))
        else:
            hint = f"name it in the column 'variant', or with --variant: {', '.join(variants)}"
            problems.append(Problem(one.where, "nothing says which variant of the leaflet to send", hint))
    refuse(problems)
    return found


def _job(project: Project, leaflet: str, said: Mapping[str, str]) -> Job:
    """The job of what was said. Of a booklet people get the pages to read, not the sheets for a printer."""
    paper = project.format(said["format"])
    axes = (said[axis] for axis in ("variant", "region", "format", "language"))
    job = job_of(project, leaflet, *axes, clinic=said.get("clinic", ""))
    return replace(job, format=paper.booklet.pages) if paper.booklet else job


def posts(
    project: Project, orders: Sequence[Order], descriptive: bool, page: str = ""
) -> tuple[list[Post], list[Problem]]:
    """The messages, and what their sender should know. ``descriptive``: subject and file name tell the leaflet.

    ``page`` says where each leaflet's web page is: attached (``attach``), at an address, or, if that ends in a stroke,
    there under the name of its file. Raises ContentError with the problems of every leaflet ordered, and for one that
    is too large or ordered twice.
    """
    problems = list(_twice(orders))
    maker = Maker(project)
    made: dict[Job, Enclosure] = {}
    for job in _in_turn(project, dict.fromkeys(order.job for order in orders)):
        with gathered(problems):
            made[job] = enclosure(project, job, maker, page)
    problems += _sizes(made, TOO_LARGE, "too large to be emailed: most mailboxes would refuse it")
    refuse(problems)
    warnings = [warning for enclosed in made.values() for one in enclosed.files for warning in one.warnings]
    for job in (job for job, enclosed in made.items() if not enclosed.approved):
        message = "no clinician has signed this version off; every page says that it is a draft"
        hint = "ask your clinicians before you send it to patients"
        warnings.append(Problem(Source(f"{job.name}.pdf"), message, hint))
    warnings += _sizes(made, LARGE, "large for an email")
    return [_post(project, order, made[order.job], descriptive) for order in orders], warnings


def _in_turn(project: Project, jobs: Iterable[Job]) -> list[Job]:
    """Jobs that differ in the clinic alone one after another, as the maker likes them."""
    first: dict[Hashable, int] = {}
    return sorted(jobs, key=lambda job: first.setdefault(ground(project, job), len(first)))


def _page(project: Project, job: Job) -> Job:
    """The job of the web page that says what a leaflet says, whatever its paper."""
    return replace(job, format="html", edition=edition_of(project, job.leaflet, "html", job.language))


def enclosure(project: Project, job: Job, maker: Maker, page: str = "") -> Enclosure:
    """What goes to everyone who gets a job. ``page`` as in ``posts``. Raises ContentError."""
    wanted = (job, _page(project, job)) if page == ATTACH else (job,)
    files = [maker.make(one) for one in wanted]
    language, region = project.language(job.language), project.settings.regions[job.region]
    copy = maker.copy(job)
    file, clinic, title = copy.leaflet.file, copy.clinic, words_of(copy.variant.title)
    page += _page(project, job).file if page.endswith("/") else ""
    return Enclosure(
        files,
        About(title, reference_code(file, job.variant), file.version, region.emergency_number, page),
        _sender(file, clinic, job, language),
        address(clinic.email, clinic.at("email")) if clinic else None,
        bool(approvals(file, job.variant)),
    )


def _sender(file: LeafletFile, clinic: Clinic | None, job: Job, language: Language) -> Sender:
    """Who hands a leaflet out: the clinic, or else the publisher, whom nobody can ring."""
    if clinic is None:
        return Sender(file.publisher, slug(file.publisher))
    lines = tuple(answered(clinic.directory, language))
    offers = (clinic.other_formats, clinic.interpreter, clinic.feedback)
    return Sender(clinic.name, slug(job.clinic), lines, clinic.email, offers)


def _post(project: Project, order: Order, enclosed: Enclosure, descriptive: bool) -> Post:
    job, language, sender = order.job, project.language(order.job.language), enclosed.sender
    neutral = fill(language.message.file, {"sender": sender.slug}).strip("-")
    attachments = (
        Attachment(f"{one.job.name if descriptive else neutral}.{ending}", KINDS[ending], one.data)
        for one in enclosed.files
        for ending in [one.job.file.rpartition(".")[2]]
    )
    return Post(
        where=order.where,
        to=order.to,
        sender=sender.name,
        letter=letter(enclosed.about, sender, language, order.to.name, descriptive),
        attachments=tuple(attachments),
        leaflet=job.name,
        version=enclosed.about.version,
        reply=enclosed.reply,
    )


def _twice(orders: Iterable[Order]) -> Iterable[Problem]:
    first: dict[tuple[str, str], Source] = {}
    for order in orders:
        key = str(order.to.address).casefold(), order.job.name
        before = first.setdefault(key, order.where)
        if before is not order.where:
            message = f"row {before.line} sends the same leaflet to the same address"
            yield Problem(order.where, message, "delete one of the two")


def _sizes(made: Mapping[Job, Enclosure], most: int, message: str) -> Iterable[Problem]:
    for job, enclosed in made.items():
        files = enclosed.files
        size = sum(len(one.data) for one in files)
        if size > most:
            one, are = ("the file has", "it is") if len(files) == 1 else ("the files have", "they are")
            said = f"{one} {size / MB:.1f} MB, more than {most // MB} MB: {are} {message}"
            yield Problem(Source(f"{job.name}.pdf"), said, "use smaller pictures")


def recipients(raw: bytes, file: str, known: Mapping[str, Collection[str]]) -> list[Recipient]:
    """The rows of a list. ``known`` holds, for each column that names a thing of the project, the names there are.

    Raises ContentError with a problem for each cell that is wrong. Rows count from 1, as spreadsheets do.
    """
    head, *people = rows(raw, file, ", ".join(COLUMNS))
    columns = heading(head, file, "address", _no_column, MEANT)
    problems: list[Problem] = []
    found: list[Recipient] = []
    for row in people:
        with gathered(problems):
            found.append(_recipient(row, columns, file, known))
    if not found and not problems:
        problems = [Problem(Source(file), "there is nobody in the list", "write one row for each person")]
    refuse(problems)
    return found


def _no_column(name: str) -> tuple[str, str] | None:
    """What is said of a column that is not known: a list carries no more than it must."""
    if name in COLUMNS:
        return None
    message = f"there is no column {name!r}" if name else "this column has no name"
    return message, f"{did_you_mean(name, COLUMNS)}; delete what is not needed"


def _recipient(row: Row, columns: list[str], file: str, known: Mapping[str, Collection[str]]) -> Recipient:
    places = {name: Source(file, row.number, place) for place, name in enumerate(columns, 1)}
    values = dict(zip(columns, (cell.strip() for cell in row.cells), strict=False))
    problems = list(_unknown(values, places, known))
    problems += cell_faults(row, columns, file)
    with gathered(problems):
        name = person(values.get("name", ""), places.get("name", Source(file, row.number)))
    with gathered(problems):
        to = address(values.get("address", ""), places["address"])
    refuse(problems)
    choices = {column: values[column] for column in CHOICES if values.get(column)}
    return Recipient(Source(file, row.number, 1), Party(to, name), choices)


def _unknown(
    values: Mapping[str, str], places: Mapping[str, Source], known: Mapping[str, Collection[str]]
) -> Iterator[Problem]:
    for column in CHOICES:
        value = values.get(column)
        if value and value not in known[column]:
            hint = did_you_mean(value, known[column]) or "leave the cell empty"
            yield Problem(places[column], f"there is no {column} {value!r}", hint)
