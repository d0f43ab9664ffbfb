"""Pages as pictures: a job laid out as it is built, drawn only where it is looked at, the last good ones kept."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import accumulate
from typing import Any

from pypdfium2 import PdfDocument

from leaflets.artwork.picture import png
from leaflets.content.format import SCREENS
from leaflets.edition.manuscript import Manuscript, manuscript
from leaflets.edition.selection import Job
from leaflets.edition.wording import explained
from leaflets.layout.folds import PLACES
from leaflets.making import Maker, lay_out
from leaflets.making.laying import Laid
from leaflets.making.places import places
from leaflets.pdf.canvas import Canvas
from leaflets.pdf.shell import finished
from leaflets.problems import ContentError, Problem
from leaflets.store.project import Project
from leaflets.studio.sent import names_of

MOST_VIEWS = 12
MOST_PICTURES = 100
SHARPEST = 8
"""A page is drawn at most at so many times 36 dots an inch."""


@dataclass(frozen=True)
class View:
    """What is shown of a job: its pages, where its texts stand on them, and what is wrong, if anything is.

    A page is its picture's name, and its width and height in points. A text's places are boxes in parts of the page:
    page, left, top, width, height. ``panels`` are those of a folded sheet in the order it is unfolded: page, left and
    width. ``said`` is the whole of an edition for the screen.
    """

    pages: Sequence[tuple[str, float, float]] = ()
    places: Mapping[str, Sequence[tuple[float, ...]]] = field(default_factory=dict)
    panels: Sequence[tuple[float, ...]] = ()
    said: bytes = b""
    problems: Sequence[Problem] = ()
    warnings: Sequence[Problem] = ()


class Gallery:
    """The views of jobs and the pictures of their pages, as far as they were looked at lately."""

    def __init__(self) -> None:
        self._views: OrderedDict[Job, tuple[int, View]] = OrderedDict()
        self._pages: dict[str, tuple[Callable[[], Any], int]] = {}
        self._pictures: OrderedDict[tuple[str, int], bytes] = OrderedDict()

    def view(self, project: Project, job: Job, version: int) -> View:
        """What is to be seen of a job at a version of the project: if something is wrong, what was seen last."""
        known, last = self._views.get(job, (-1, View()))
        if known != version or last.problems:
            try:
                last = self._made(project, job)
            except ContentError as error:
                last = replace(last, problems=sorted(explained(error.problems, project, job)))
            _keep(self._views, job, (version, last), MOST_VIEWS)
            shown = {name for _, view in self._views.values() for name, *_ in view.pages}
            self._pages = {name: drawn for name, drawn in self._pages.items() if name in shown}
        return last

    def picture(self, name: str, scale: int) -> bytes | None:
        """The picture of a page by its name, if there is one, at so many times 36 dots an inch."""
        scale = max(1, min(SHARPEST, scale))
        if (name, scale) not in self._pictures:
            if name not in self._pages:
                return None
            file, page = self._pages[name]
            made = file()[page].render(scale=scale / 2, rev_byteorder=True)
            picture = png(bytes(made.buffer), made.width, made.height, made.n_channels, made.stride)
            _keep(self._pictures, (name, scale), picture, MOST_PICTURES)
        return self._pictures[name, scale]

    def _made(self, project: Project, job: Job) -> View:
        if job.format in SCREENS:
            made = Maker(project).make(job)
            return View(said=made.data, warnings=made.warnings)
        paper = project.format(job.format)
        if paper.booklet:
            job = replace(job, format=paper.booklet.pages)
        copy = manuscript(project, job)
        laid = lay_out(project, job, copy, body="shown")  # nobody asks a picture for the hash of its words
        document = laid.draw()
        look = f"{job.printing} {document.palette.brand}"
        pages = [(_looks(page, look), page.width, page.height) for page in document.pages]
        waiting = [document]
        file = cache(lambda: PdfDocument(finished(waiting.pop())))  # written when the first of its pages is looked at
        self._pages |= {name: (file, index) for index, (name, _, _) in enumerate(pages)}
        return View(pages, _places(laid, copy, pages), _panels(laid), warnings=copy.warnings)


def _keep(kept: OrderedDict[Any, Any], key: object, value: object, most: int) -> None:
    kept[key] = value
    kept.move_to_end(key)
    while len(kept) > most:
        kept.popitem(last=False)


def _looks(page: Canvas, around: str) -> str:
    """What stands for all that is seen on a page, whatever codes its fonts have for their letters."""
    seen = hashlib.sha256(f"{around} {page.width} {page.height}".encode())
    for piece in page.pieces:
        drawn = [code for code in piece.code if not code.startswith(("BT", "/", "EMC"))]
        text = [
            (line.left, line.base, [(run.text, run.font.face.name, run.size, run.colour) for run in line.told])
            for written in piece.written
            for line in written.lines
        ]
        seen.update(f"{drawn} {text}".encode())
    return seen.hexdigest()[:24]


def _places(
    laid: Laid, copy: Manuscript, pages: Sequence[tuple[str, float, float]]
) -> Mapping[str, Sequence[tuple[float, ...]]]:
    found = dict[str, list[tuple[float, ...]]]()
    for name, several in zip(names_of(copy.passages), places(laid), strict=True):
        for page, (left, bottom, right, top) in several:
            _, wide, tall = pages[page]
            box = (left / wide, 1 - top / tall, (right - left) / wide, (top - bottom) / tall)
            found.setdefault(name, []).append((page, *(round(part, 4) for part in box)))
    return found


def _panels(laid: Laid) -> Sequence[tuple[float, ...]]:
    """The panels of a folded sheet: which side each is on, how far from the left, how wide."""
    paper = laid.setting.setter.sheet.format
    if not paper.fold:
        return []
    made = []
    for on, place in PLACES[paper.fold.kind].values():
        widths = paper.fold.outside if on == "outside" else paper.fold.inside
        side = laid.document.pages[on == "inside"]
        left = side.left([0.0, *accumulate(widths)][place], widths[place])
        made.append((float(side.index), left / paper.paper[0], widths[place] / paper.paper[0]))
    return made
