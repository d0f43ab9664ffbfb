"""Making files, one or thousands: what differs in the clinic alone is laid out once, and each clinic set into it."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from leaflets.artwork.logo import FINEST
from leaflets.artwork.svg import read
from leaflets.content.format import SCREENS
from leaflets.edition.manuscript import Manuscript, for_clinic, ground, manuscript
from leaflets.edition.origin import body_hash
from leaflets.edition.selection import Job
from leaflets.edition.wording import clinic_of, explained, lapsed, title_of
from leaflets.layout.brand import ON_A_FOLD
from leaflets.layout.setting import Setting
from leaflets.layout.typesetter import Typesetter
from leaflets.making.laying import lay_out, metadata, palette, style_sheet, typesetter
from leaflets.making.plate import Plate, shape_of
from leaflets.making.ticket import ticket
from leaflets.pdf.shell import ShapeError, finished
from leaflets.problems import ContentError, Problem
from leaflets.store.project import Project
from leaflets.text.direction import runs_left

MOST_PLATES = 16
"""The most plates kept at a time: as many layouts as the clinics' names, numbers, addresses and own words ask for."""


class Made(NamedTuple):
    """A finished leaflet: its file, its pages of paper, what its makers should know, and the files that go with it.

    ``digest`` is the hash (SHA-256) of its file, if anyone has it.
    """

    job: Job
    data: bytes
    pages: int
    warnings: Sequence[Problem]
    beside: Mapping[str, bytes] = {}
    digest: str = ""

    @property
    def size(self) -> int:
        """The size of the leaflet's own file, in bytes."""
        return len(self.data)

    @property
    def files(self) -> Mapping[str, bytes]:
        """Every file by its name, the leaflet's own first."""
        return {self.job.file: self.data, **self.beside}


def make(project: Project, job: Job) -> Made:
    """The files of one job, from what the project's files say now.

    Raises ContentError with every problem of the first stage that finds any.
    """
    project.refresh()
    return Maker(project).make(job)


@dataclass
class _Ground:
    """What jobs that differ in what a clinic owns have in common: the manuscript of the first of them, and plates.

    ``plates`` are those made, the one used last at the end.
    """

    copy: Manuscript
    plates: list[Plate] = field(default_factory=list)
    _setters: dict[tuple[str, str | None], Typesetter] = field(default_factory=dict)

    @cached_property
    def body(self) -> str:
        """The hash of what the manuscript says, whoever says it."""
        return body_hash(self.copy)

    def setting(self, project: Project, copy: Manuscript) -> Setting:
        """The setting of another manuscript. Raises ContentError if its colours are too faint."""
        own = copy.variant.colour, copy.variant.bright  # all that a clinic does to how a leaflet looks
        if own not in self._setters:
            self._setters[own] = typesetter(project, copy, style_sheet(project, copy))
        return Setting(copy, self._setters[own].anew())

    def manuscript(self, project: Project, job: Job) -> Manuscript:
        """The manuscript of another job. Raises ContentError."""
        return self.copy if self.copy.job == job else for_clinic(self.copy, project, job)


class Maker:
    """Makes one job after another. Fast where jobs that differ in what a clinic owns follow one another."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._grounds: dict[Hashable, _Ground] = {}

    def make(self, job: Job) -> Made:
        """The files of one job. Raises ContentError with every problem of the first stage that finds any."""
        try:
            made = self._made(job)
            unsigned = (problem for _, problem in lapsed(self._project, job))
            return made._replace(warnings=[*made.warnings, *unsigned, *_of_clinic(self._project, job)])
        except ContentError as error:
            raise ContentError(explained(error.problems, self._project, job)) from None

    def copy(self, job: Job) -> Manuscript:
        """The manuscript of a job for a clinic, or for none. Raises ContentError."""
        return self._on_ground(job).manuscript(self._project, job)

    def _made(self, job: Job) -> Made:
        project = self._project
        if job.format in SCREENS:
            from leaflets.making.screens import prove_screen
            from leaflets.web.page import edition  # templates are slow to start, and paper needs none

            copy = manuscript(project, job)
            data = edition(copy, project.theme(job.theme), project.asset(""))
            prove_screen(copy, data)
            return Made(job, data, 0, copy.warnings)
        paper = project.format(job.format)
        if paper.booklet and job.printing == "fillable":
            message = f"the sheets of a booklet, such as {job.format}, cannot be filled in on a screen"
            raise ContentError([Problem(paper.at("booklet"), message, f"choose the format {paper.booklet.pages}")])
        if paper.booklet and job.printing != "press":
            from leaflets.press.sheets import impose  # what it reads files with is slow to start

            pages = self._made(replace(job, format=paper.booklet.pages))
            title = project.language(job.language).phrases.booklet.format(title=title_of(project, job))
            sheets = impose(pages.data, paper.booklet.sheet, title, job.paper_thickness)
            return Made(job, sheets, pages.pages, pages.warnings, pages.files)
        common = self._on_ground(job) if job.clinic else None
        copy = common.manuscript(project, job) if common else manuscript(project, job)
        if common and job.printing != "fillable":  # fields have their names from all before them
            (data, digest), count = self._imprinted(common, copy)
        else:
            (data, count), digest = self._printed(copy), ""
        beside: Mapping[str, bytes] = {}
        if job.printing == "press":
            shop = project.language(project.settings.regions[job.region].language)
            leftward = runs_left(copy.language.tag)
            beside = ticket(job, paper, count, title_of(project, job), shop.press, leftward)
        return Made(job, data, count, copy.warnings, beside, digest)

    def _printed(self, copy: Manuscript) -> tuple[bytes, int]:
        """The file of a manuscript that no other has anything in common with, and its number of pages."""
        laid = lay_out(self._project, copy.job, copy)
        data = finished(laid.draw())
        laid.document.forget()
        return data, len(laid.sides)

    def _imprinted(self, common: _Ground, copy: Manuscript) -> tuple[tuple[bytes, str], int]:
        """The file of a job for a clinic and its hash, set into a plate that fits, or into its own; and its pages."""
        project, job, plates = self._project, copy.job, common.plates
        body = common.body if copy.leaflet.sections is common.copy.leaflet.sections else ""
        if plates:
            setting = common.setting(project, copy)
            sheet, faults = setting.setter.sheet, setting.setter.problems
            parts = [region.again(setting) for region in plates[-1].regions.found]
            shape = shape_of(copy, [made for _, made in parts])
            alike = (plate for plate in reversed(plates) if not faults and plate.fits(shape, copy, sheet))
            fitting = next(alike, None)
            if fitting:
                plates.remove(fitting)
                plates.append(fitting)
                about, colours = metadata(project, copy, body), palette(project, sheet, job.printing)
                try:
                    return fitting.imprinted(parts, setting, about, colours), fitting.count
                except ShapeError:
                    pass  # a layout of its own
        plate = Plate(laid := lay_out(project, job, copy, body))
        if copy.shared:
            plates.append(plate)
            while sum(len(one.plates) for one in self._grounds.values()) > MOST_PLATES:
                self._forget(common)
        return plate.file(laid.document), plate.count

    def _forget(self, common: _Ground) -> None:
        """Forget the plates of the ground used longest ago, or, if that is the last, its first plate."""
        oldest = next(iter(self._grounds))
        if self._grounds[oldest] is common:
            del common.plates[0]
        else:
            del self._grounds[oldest]

    def _on_ground(self, job: Job) -> _Ground:
        """What the job has in common with others, those before or those that may follow."""
        key = ground(self._project, job)
        common = self._grounds.pop(key, None) or _Ground(manuscript(self._project, job))
        self._grounds[key] = common  # the one used last at the end
        return common


def _of_clinic(project: Project, job: Job) -> Iterator[Problem]:
    """What a clinic's makers should know: what is passed over, and that its logo had to become a picture."""
    clinic = clinic_of(project, job)
    yield from project.idle(job.clinic) if clinic else ()
    left = len(clinic.directory) - ON_A_FOLD if clinic else 0
    if clinic and left > 0 and job.format not in SCREENS and project.format(job.format).fold:
        message = f"telephone lines that have no room on {job.format}, and are left out: {left}"
        yield Problem(clinic.at("contacts"), message, "the first of 'contacts' and 'out_of_hours' stand there")
    logo = clinic.logo if clinic else None
    if logo and logo.file.lower().endswith(".svg"):
        beyond = read(project.asset(f"logos/{logo.file}")).beyond
        if beyond:
            message = f"the logo '{logo.file}' holds {beyond[0]}, and is printed as a picture of {FINEST} dots an inch"
            yield Problem(logo.at("file"), message, "to have it drawn as shapes, save it without")
