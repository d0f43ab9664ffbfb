"""Folded sheets: each section on its panel, and the panels on the two sides of a sheet.

Panels are drawn where they stand on the sheet. The structure tree keeps the order in which a leaflet is unfolded.
"""

from collections.abc import Mapping, Sequence
from itertools import accumulate, chain, pairwise
from math import ceil

from leaflets.content.format import FROM_FOLD, Fold, Folding
from leaflets.content.units import POINTS
from leaflets.edition.manuscript import Manuscript
from leaflets.edition.selection import Job
from leaflets.layout.cover import beside_front
from leaflets.layout.flowable import NEVER, Flowable
from leaflets.layout.pages import Side, blank_page
from leaflets.layout.paginate import Page, stacked
from leaflets.layout.story import Story
from leaflets.layout.style import StyleSheet
from leaflets.layout.typesetter import Typesetter
from leaflets.pdf.canvas import Canvas
from leaflets.pdf.document import Document
from leaflets.problems import Problem, Source, refuse

DASH = 12.0
"""Length of a dash of a fold line and the gap after it, in points."""

CROSS = 6.0
"""Half the length of the strokes of a mark that shows whether both sides are in register, in points."""

PLACES: Mapping[Folding, Mapping[str, tuple[str, int]]] = {
    "half": {
        "front": ("outside", 1), "inside_left": ("inside", 0), "inside_right": ("inside", 1), "back": ("outside", 0),
    },
    "roll": {
        "front": ("outside", 2), "inside_left": ("inside", 0), "inside_middle": ("inside", 1),
        "inside_right": ("inside", 2), "flap": ("outside", 0), "back": ("outside", 1),
    },
    "z": {
        "front": ("outside", 2), "inside_left": ("inside", 0), "inside_middle": ("inside", 1), "back": ("inside", 2),
        "reverse_left": ("outside", 0), "reverse_middle": ("outside", 1),
    },
    "gate": {
        "front_left": ("outside", 2), "front_right": ("outside", 0), "inside_left": ("inside", 0),
        "inside_middle": ("inside", 1), "inside_right": ("inside", 2), "back": ("outside", 1),
    },
}  # fmt: skip
"""The panels of each kind of fold in the order they are unfolded: the side of the sheet each is on, and its place there
from the left. A gate fold's left flap shows at the left of the front, and is the outside's right panel.
"""

MOUNTAINS = {
    ("half", "outside", 0), ("roll", "outside", 0), ("roll", "outside", 1), ("z", "outside", 1), ("z", "inside", 1),
    ("gate", "outside", 0), ("gate", "outside", 1),
}  # fmt: skip
"""The folds that stand up towards who looks at a side; the others are valleys."""


def fill_panels(story: Story, copy: Manuscript, sheet: StyleSheet) -> dict[str, Page]:
    """What stands on each panel. Raises ContentError with a problem for each panel that is too full.

    Where no section is named for the panel after the left one inside, what that cannot hold goes on on the next two.
    """
    file, problems = copy.leaflet.file, list[Problem]()
    assert file.panels  # noqa: S101 (without them there is no brief edition)
    places, panels = file.panels.places, dict[str, Page]()
    over: list[Flowable] = []
    ways = [(panel, after) for panel, after in pairwise(places) if panel.startswith("inside_")][:2]
    onward = {} if places[ways[0][1]] else dict(ways)

    def of(panel: str) -> list[Flowable]:
        names = [file.front.section, *places[panel]] if panel == next(iter(places)) else places[panel]
        return list(chain.from_iterable(story[name] for name in dict.fromkeys(names) if name in story))

    for panel in places:
        flowables, over = [*over, *of(panel)], []
        if panel == "front_right":
            flowables.insert(0, beside_front(sheet))
        if panel in onward:
            flowables, over = _parted(flowables, sheet.format.text_height)
            if panel == "inside_middle":
                flowables, over = _balanced(flowables, over, of(onward[panel]))
        panels[panel] = stacked(flowables)
        problems += _overflow(panel, panels[panel], copy.job, sheet)
    refuse(problems)
    return panels


def _parted(flowables: list[Flowable], height: float) -> tuple[list[Flowable], list[Flowable]]:
    """The flowables a panel holds, and those that go on on the next one."""
    count = sum(placed.down + placed.height <= height + 0.01 for placed in stacked(flowables).text)
    while 0 < count < len(flowables) and flowables[count - 1].costs[-1] == NEVER:
        count -= 1
    return flowables[:count], flowables[count:]


def _balanced(
    here: list[Flowable], over: list[Flowable], after: list[Flowable]
) -> tuple[list[Flowable], list[Flowable]]:
    """What a panel holds, and what goes on before what stands ``after`` it, so that neither is fuller than need be."""
    while len(here) > 1 and here[-2].costs[-1] != NEVER:
        less, more = here[:-1], [here[-1], *over]
        if max(_full(less), _full([*more, *after])) >= max(_full(here), _full([*over, *after])):
            break
        here, over = less, more
    return here, over


def _full(flowables: Sequence[Flowable]) -> float:
    """How far down a panel flowables reach, in points."""
    last = stacked(flowables).text[-1:]
    return last[0].down + last[0].height if last else 0.0


def _overflow(panel: str, page: Page, job: Job, sheet: StyleSheet) -> Sequence[Problem]:
    """The problem of a panel that is too full: by how much, and what fits."""
    height = sheet.format.text_height
    over = page.text[-1].down + page.text[-1].height - height if page.text else 0.0
    if over <= 0.01:
        return ()
    out = next(index for index, placed in enumerate(page.text) if placed.down + placed.height > height + 0.01)
    lines = ceil(over / sheet.body.leading)
    message = (
        f"the panel '{panel.replace('_', ' ')}' of {job.format} is {over / POINTS['mm']:.1f} mm"
        f" ({lines} {'line' if lines == 1 else 'lines'}) too full in the variant '{job.variant}'"
    )
    fits = page.text[out - 1].flowable.where if out else ""
    hint = f"this does not fit, and what ends at {fits} is the last that does; " if out else ""
    return [Problem(page.text[out].flowable.where, message, f"{hint}shorten the panel, or move a section to another")]


def sides(panels: Mapping[str, Page], sheet: StyleSheet, fold: Fold) -> list[Side]:
    """The outside of the sheet, then its inside."""
    made, narrow, wide = [], sheet.format.width, sheet.format.opened().width
    for side, widths in (("outside", fold.outside), ("inside", fold.inside)):
        edges = [0.0, *accumulate(widths)]
        pages = []
        for panel, (on, place) in PLACES[fold.kind].items():
            if on == side:
                width = wide if panel in fold.wide else narrow
                pages.append((edges[place] + (widths[place] - width) / 2, width, panels[panel]))
        made.append(Side(pages, edges[1:-1]))
    return made


def draw_guides(document: Document, setter: Typesetter, where: Source, fold: Fold) -> None:
    """Draw an empty sheet with its folds dashed and its panels numbered in the order they are read."""
    sheet, phrases, root = setter.sheet, setter.language.phrases, document.root
    width, tall = sheet.format.width, sheet.format.paper[1]
    top = tall - sheet.format.margins.top
    title = setter.paragraph(document.metadata.title, sheet.subheading, width, root.add("H1"), where, True)
    places = PLACES[fold.kind]
    nodes = {panel: root.add("P") for panel in places}
    several = {"z": phrases.z_panels, "gate": phrases.gate_panels}.get(fold.kind) or phrases.panels
    names = dict(zip(places if len(places) == len(several) else PLACES["roll"], several, strict=True))
    for side, widths in (("outside", fold.outside), ("inside", fold.inside)):
        canvas = blank_page(document, sheet)
        edges = [0.0, *accumulate(widths)]
        with canvas.artifact():
            for x in edges[1:-1]:
                _fold_line(canvas, x, tall, sheet.ink)
        for index, x in enumerate(edges[1:-1] if phrases.fold_ways else ()):
            mountain, valley = phrases.fold_ways or ("", "")
            words = mountain if (fold.kind, side, index) in MOUNTAINS else valley
            said = setter.paragraph(words, sheet.body, width, root.add("P"), where)
            said.draw_whole(canvas, x + FROM_FOLD + CROSS, tall * 0.75)
        for number, (panel, (on, place)) in enumerate(places.items(), 1):
            if on != side:
                continue
            left = edges[place] + (widths[place] - width) / 2
            wide = setter.language.number(widths[place] / POINTS["mm"], 1)
            words = phrases.panel.format(number=number, name=names[panel], width=wide)
            said = setter.paragraph(words, sheet.subheading, width, nodes[panel], where, True)
            said.draw_whole(canvas, left, tall / 2)
            if number == 1:
                title.draw_whole(canvas, left, top)


def _fold_line(canvas: Canvas, x: float, tall: float, ink: str) -> None:
    """A dashed line from edge to edge, with marks that lie on those of the other side."""
    for step in range(int(tall // DASH)):
        canvas.path_through([(x, step * DASH), (x, (step + 0.5) * DASH)], ink, 0.75)
    for y in (tall * 0.1, tall * 0.9):
        canvas.path_through([(x - CROSS, y), (x + CROSS, y)], ink, 0.75)
        canvas.circle(x, y, CROSS / 2, stroke=ink, line=0.75)
