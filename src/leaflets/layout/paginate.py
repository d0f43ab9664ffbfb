"""Choosing the pages: of all ways to break a story into pages, the one that reads best.

The method is Knuth and Plass's for paragraphs, turned on its side: each legal break has a cost, each page a badness
by the white left at its foot, and the cheapest way through is found by dynamic programming.
"""

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from math import inf
from typing import NamedTuple

from leaflets.content.units import POINTS
from leaflets.layout.flowable import NEVER, NOW, Flowable
from leaflets.problems import Problem, refuse, refused

LATE_SECTION = 0.75
"""A section should not begin lower on a page than this share of its height."""

LATE = 40.0
"""What it costs if one does."""

LONELY = 2000.0
"""What it costs if a page ends with less of a section than the least, and the section goes on."""

PAGE = 400.0
"""What every page costs."""

WHOLE = 200.0
"""What it costs besides if nothing is on it."""

NEAT = 6.0
"""What it saves if a page ends where a section does."""

OVERLEAF = 60.0
"""What it costs if a section goes on over the leaf: pages 2 and 3 face each other, and so on, and are read as one."""

EMPTY = ((0.25, 300.0), (1 / 3, 300.0))
"""What it costs besides if more than a share of a page's height is empty."""

EMPTY_LAST = ((0.6, 300.0),)
"""The same of the last page."""

PARTED = 100.0
"""What it costs if an aside has no room beside its block, and must stand under it, besides the room it takes there."""


GIVE = 2.0
"""The most a gap between two flowables gives or takes so that a page ends where it should, in points."""


@dataclass
class Placed:
    """Some pieces of a flowable, with their distance from the top of the page's text area."""

    flowable: Flowable
    first: int
    last: int
    down: float

    @property
    def height(self) -> float:
        """The height of the pieces, in points."""
        return self.flowable.extent(self.first, self.last)


@dataclass
class Page:
    """What stands on a page, in the text column and in the side column."""

    text: list[Placed] = field(default_factory=list)
    side: list[Placed] = field(default_factory=list)


class _Atom(NamedTuple):
    """One piece in the row of all pieces. ``give`` is by how much the gap above it can differ, at most half of it.

    ``opens`` a section, if it is the first of its heading; ``closes`` the heading, if it is the last.
    """

    flowable: Flowable
    piece: int
    gap: float
    height: float
    cost: float
    give: float
    opens: bool
    closes: bool
    asides: Sequence[Flowable]


_Row = tuple[int, Flowable, int, float, float, float, float, bool, bool, Sequence[Flowable]]
"""The number of an atom, and what the atom says: pieces that no break parts are one."""


def paginate(story: Sequence[Flowable], height: float, gap: float, least: float = 0.0) -> list[Page]:
    """The story on pages of ``height`` points. Raises ContentError for a piece taller than a page.

    ``least`` is how much of a section there should be under its heading before a page ends, in points.
    """
    atoms = _atoms(story)
    refuse(
        Problem(
            atom.flowable.where,
            f"this is {(atom.height - height) / POINTS['mm']:.0f} mm taller than a page",
            "make it shorter, or break it in two",
        )
        for atom in atoms
        if atom.height > height
    )
    starts = _best_breaks(atoms, height, gap, least)
    ends = [*starts[1:], len(atoms)]
    pages = [_page(atoms[first:last], height, last == len(atoms)) for first, last in zip(starts, ends, strict=True)]
    beside = set[int]()
    for page in pages:
        _place_asides(page, height, gap, beside)
    if all(id(aside) in beside for flowable in story for aside in flowable.asides):
        return pages
    return paginate(_under(story, beside), height, gap, least)


def _under(story: Sequence[Flowable], beside: Container[int]) -> list[Flowable]:
    """The story with each aside that has no room beside its block, by identity, under it."""
    made: list[Flowable] = []
    for flowable in story:
        made += [flowable, *(aside for aside in flowable.asides if id(aside) not in beside)]
        flowable.asides = tuple(aside for aside in flowable.asides if id(aside) in beside)
    return made


def stacked(flowables: Sequence[Flowable]) -> Page:
    """The flowables one below the other on one page, whatever their height."""
    page = Page()
    for flowable in flowables:
        down = 0.0
        if page.text:
            last = page.text[-1]
            down = last.down + last.height + max(last.flowable.after, flowable.before)
        page.text.append(Placed(flowable, 0, len(flowable.heights), down))
    return page


def fill_up(pages: list[Page], multiple: int, made: Callable[[], Sequence[Flowable]]) -> None:
    """Add pages of what is ``made`` until their number is a multiple: before the last section, if that has its own."""
    begins = [
        at for at, page in enumerate(pages) for placed in page.text if placed.flowable.anchor and not placed.first
    ]
    own = begins and pages[begins[-1]].text[0].flowable.anchor and begins.count(begins[-1]) == 1
    at = begins[-1] if own else len(pages)
    while len(pages) % multiple:
        pages.insert(at, stacked(made()))
        at += 1


def _atoms(story: Sequence[Flowable]) -> list[_Atom]:
    atoms: list[_Atom] = []
    above = 0.0
    for flowable in story:
        last, asides = len(flowable.heights) - 1, flowable.asides
        for piece, (height, cost) in enumerate(zip(flowable.heights, flowable.costs, strict=True)):
            gap = 0.0 if piece or cost == NOW else max(above, flowable.before)
            opens, closes = (bool(flowable.anchor) and piece == at for at in (0, last))
            atoms.append(
                _Atom(flowable, piece, gap, height, cost, min(GIVE, gap / 2), opens, closes, () if piece else asides)
            )
        above = flowable.after
    return atoms


def _best_breaks(atoms: Sequence[_Atom], height: float, between: float, least: float) -> list[int]:
    """The indices of the atoms pages begin with."""
    rows = _together(atoms)
    count = len(rows)
    right, left = [0.0] + [inf] * count, [inf] * (count + 1)  # what the pages cost until one of that hand begins
    before_right, before_left = [0] * (count + 1), [0] * (count + 1)
    for start in range(count):
        as_right, as_left = right[start], left[start]
        if as_right == as_left == inf:
            continue
        for after, cost, over in _pages_from(rows, start, atoms[rows[start][0]].piece, height, between, least):
            if as_right + cost + over < left[after]:
                left[after], before_left[after] = as_right + cost + over, start
            if as_left + cost < right[after]:
                right[after], before_right[after] = as_left + cost, start
    if left[count] == right[count] == inf:
        reached = max(index for index in range(count) if min(left[index], right[index]) < inf)
        stuck = atoms[rows[reached][0] :]
        ends = accumulate(atom.gap + atom.height for atom in stuck)
        atom = next((atom for atom, end in zip(stuck, ends, strict=True) if end > height), stuck[0])
        message = "what must stay together here is taller than a page"
        raise refused(atom.flowable.where, message, "break it in two")
    starts = []
    place, came, other = count, before_left, before_right
    if right[count] < left[count]:
        came, other = other, came
    while place:
        place = came[place]
        came, other = other, came
        starts.append(rows[place][0])
    return starts[::-1]


def _pages_from(
    rows: Sequence[_Row], start: int, parted: int, height: float, between: float, least: float
) -> Iterator[tuple[int, float, float]]:
    """Each page that can begin with a row, from its piece ``parted``: the row after it, what it costs, and what besides
    if it is a right-hand one.
    """
    count, whole = len(rows), rows[start][1] if parted else None
    used, free, beside, so_far, enough, give = 0.0, 0.0, 0.0, PAGE, 0.0, 0.0
    for end in range(start, count):
        _, flowable, piece, gap, tall, cost, gives, opens, closes, asides = rows[end]
        if end == start:
            gap = gives = 0.0
        if opens and used + gap > LATE_SECTION * height:
            so_far += LATE
        if beside and flowable.span:  # here the side column ends
            if free + beside > used:
                so_far += PARTED + WHOLE * beside / height
            beside = 0.0
        for aside in asides:
            beside += aside.height + between
            if free + beside > height:
                so_far += PARTED + WHOLE * beside / height
                beside = 0.0
        used = flowable.extent(parted, piece + 1) if flowable is whole else used + gap + tall
        if flowable.span:
            free = used + between
        give += gives
        if used > height + give + 0.01:
            return
        if closes:
            enough = used + least
        last = end + 1 == count
        if cost == NEVER and not last:
            continue
        forced, white = cost == NOW, 1 - used / height
        cost = so_far if last or forced else so_far + cost
        for most, price in EMPTY_LAST if last else EMPTY:
            if white > most:
                cost += price
        if last:
            yield count, cost, 0.0
            return
        cost += WHOLE * white * white
        if rows[end + 1][7]:
            yield end + 1, cost - NEAT, 0.0
        else:
            yield end + 1, cost + LONELY if used < enough and not forced else cost, OVERLEAF
        if forced:
            return


def _together(atoms: Sequence[_Atom]) -> list[_Row]:
    """Atoms, those of a flowable that no break parts as one: the index of its first, and what it says, its last piece
    in place of its first. They are plain tuples, which are taken apart far faster.
    """
    rows: list[_Row] = []
    for at, (flowable, piece, gap, tall, cost, give, opens, closes, asides) in enumerate(atoms):
        if piece and rows[-1][5] == NEVER:
            at, _, _, gap, above, _, give, opens, _, asides = rows.pop()
            tall += above
        rows.append((at, flowable, piece, gap, tall, cost, give, opens, closes, asides))
    return rows


def _page(atoms: Sequence[_Atom], height: float, last: bool) -> Page:
    """Some pieces on a page, its gaps a little smaller or larger so that it is full; the last page is as it comes."""
    gaps = [atom for atom in atoms[1:] if not atom.piece]
    natural, give = _filled(atoms, 0.0), sum(atom.give for atom in gaps)
    over = natural.text[-1].down + natural.text[-1].height - height
    share = max(-1.0, min(1.0, over / give)) if give else 0.0
    return natural if last and share < 0 else _filled(atoms, share)


def _filled(atoms: Sequence[_Atom], share: float) -> Page:
    """Pieces one below the other, each gap less by a share of what it gives."""
    page = Page()
    for atom in atoms:
        if page.text and page.text[-1].flowable is atom.flowable:
            page.text[-1].last = atom.piece + 1
        else:
            gap = atom.gap - share * atom.give
            down = page.text[-1].down + page.text[-1].height + gap if page.text else 0.0
            page.text.append(Placed(atom.flowable, atom.piece, atom.piece + 1, down))
    return page


def _place_asides(page: Page, height: float, gap: float, beside: set[int]) -> None:
    """Set each aside beside its flowable, or as near as the side column has room on the page; if it has none, nowhere.

    One whose flowable goes on overleaf has another chance there. The side column is free from the foot of one spanning
    flowable to the top of the next. Those set are noted in ``beside``, by identity.
    """
    free = 0.0
    for index, placed in enumerate(page.text):
        if placed.flowable.span:
            free = placed.down + placed.height + gap
            continue
        floor = next((after.down - gap for after in page.text[index:] if after.flowable.span), height)
        for aside in placed.flowable.asides:
            if id(aside) in beside:
                continue
            down = max(placed.down, free)
            if down + aside.height > floor:
                down = max(free, floor - aside.height)
            if down + aside.height <= floor + 0.01:
                page.side.append(Placed(aside, 0, len(aside.heights), down))
                beside.add(id(aside))
                free = down + aside.height + gap
