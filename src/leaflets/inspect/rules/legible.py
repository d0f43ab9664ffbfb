"""Whether all words of a page can be seen: none over others, off the page, or under what is painted later."""

from collections.abc import Iterable, Iterator

from leaflets.inspect.reading.drawn import Letter, centre, holds, shared
from leaflets.inspect.reading.page import PageContent, Run
from leaflets.inspect.reading.tree import even

_OVER = 0.3
"""Two letters that share this part of the smaller one lie over each other."""
_LEAST = 2
"""So many letters of a text must lie over another: accents, frames and initials may touch what is beside them."""


def faults(pages: Iterable[PageContent]) -> Iterator[str]:
    """Words that cannot be read, in sentences that name the page."""
    for page in pages:
        seen, here = [run for run in page.runs if run.seen], f"page {page.number}: the text"
        yield from (f"{here} '{_words(run)}' runs off the page, or is cut off" for run in seen if _cut(page, run))
        yield from (f"{here} '{_words(run)}' is painted over" for run in seen if any(_covered(page, run)))
        yield from (f"{here} '{_words(upper)}' lies over '{_words(lower)}'" for lower, upper in _over(page, seen))


def _cut(page: PageContent, run: Run) -> bool:
    """Whether the middle of a letter is off the page, or outside of what the text is cut out by."""
    if shared(run.box, page.sheet) == shared(run.box, run.box) and not run.thing.clips:
        return False
    middles = [centre(letter.box) for letter in run.letters if letter.text.strip()]
    return not all(holds(page.sheet, *middle) and run.thing.shows(*middle) for middle in middles)


def _covered(page: PageContent, run: Run) -> Iterator[bool]:
    """Whether each letter is hidden by something later: its middle, and those of its left and right half."""
    later = [area for area in page.areas if area.turn > run.thing.turn and shared(area.box, run.box) and area.opaque]
    for letter in run.letters if later else ():
        (x, y), (left, _, right, _) = centre(letter.box), letter.box
        points = [(x, y), ((left + x) / 2, y), ((right + x) / 2, y)]
        yield bool(letter.text.strip()) and any(all(area.covers(*point) for point in points) for area in later)


def _over(page: PageContent, runs: Iterable[Run]) -> Iterator[tuple[Run, Run]]:
    """Pairs of texts whose letters share ink, the lower first; a text written twice in one place is made bold so."""
    waiting: list[Run] = []
    for run in sorted(runs, key=lambda run: run.box[0]):
        waiting = [other for other in waiting if other.box[2] > run.box[0]]
        for other in waiting:
            if shared(run.box, other.box) and _crossed(page, run, other):
                yield (run, other) if run.thing.turn < other.thing.turn else (other, run)
        waiting.append(run)


def _crossed(page: PageContent, one: Run, other: Run) -> bool:
    """Whether enough letters of two texts lie over each other, and both can be seen."""
    first, second = (
        [letter for letter in run.letters if letter.text.isalnum() and shared(letter.box, beside.box)]
        for run, beside in ((one, other), (other, one))
    )
    hit = [(a, b) for a in first for b in second if a.text != b.text and _meet(a, b)]
    lower = one if one.thing.turn < other.thing.turn else other
    crossed = min(len({id(a) for a, _ in hit}), len({id(b) for _, b in hit}))
    return crossed >= _LEAST and not any(_covered(page, lower))


def _meet(one: Letter, other: Letter) -> bool:
    smaller = min(shared(one.box, one.box), shared(other.box, other.box))
    return smaller > 0 and shared(one.box, other.box) > _OVER * smaller


def _words(run: Run) -> str:
    return even(run.text)[:60]
