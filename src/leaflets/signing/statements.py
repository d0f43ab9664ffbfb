"""What a leaflet says, one saying at a time, without those inside it; and what two leaflets do not share."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import cached_property
from typing import NamedTuple

from leaflets.content import blocks
from leaflets.content.approvals import hash_of, mark
from leaflets.content.inline import spans, words_of
from leaflets.content.leaflet import Leaflet, LeafletFile, Organisation, Section, Word
from leaflets.content.model import Said, once, roles
from leaflets.content.payloads import Anatomy, Chance, PartLabel, Shown, Statement, Step
from leaflets.content.roles import HEADING, LEAD_IN, PART, PROSE, Role
from leaflets.problems import Source


@dataclass(frozen=True)
class Saying:
    """What a block, or an entry of a list, says by itself, in which section, and where it is written.

    ``holder`` is what it is an entry of, if of anything. ``locked``: it, or a block it stands in, keeps people safe.
    ``agreed``: there is something to agree to in it. ``around`` is what else gives the words their meaning: the
    headings they stand under, the kind of block, the list they stand in (do, or do not), the number of a step, what
    leads them in, where links lead, and what is drawn: a picture's bytes, the parts of a drawing that are marked, the
    place or part the words stand at, and how many times a step is.
    """

    section: str
    heading: str
    id: str
    words: str
    where: Source
    model: Statement = field(compare=False, repr=False)
    holder: Statement | None = field(default=None, compare=False, repr=False)
    locked: bool = field(default=False, compare=False)
    agreed: bool = field(default=False, compare=False)
    around: tuple[str, ...] = ()

    @cached_property
    def hash(self) -> str:
        """What stands for its words, and for what is around them."""
        return hash_of(self.words, self.around)

    @property
    def mark(self) -> str:
        """How ``approvals.yaml`` names it."""
        return mark(self.id, self.hash)

    @property
    def optional(self) -> bool:
        """Whether the leaflet can do without it until a clinician agrees: background, or held back for a clinician."""
        return (self.model.evidence == "B" or self.model.needs is not None) and not self.locked


def sayings(leaflet: Leaflet) -> Iterator[Saying]:
    """What each block and each entry of a list says, in reading order; some say nothing by themselves."""
    for name, section in leaflet.sections.items():
        yield from _said(section, name, leaflet.chance, *leaflet.pictures.items())


@once
def _said(section: Section, name: str, chance: str, *pictures: tuple[str, str]) -> Sequence[Saying]:
    over, found = [section.heading], list[Saying]()
    for block in section.blocks:
        for one in _of(block, name, section.heading, dict(pictures), chance):
            if isinstance(one.model, blocks.SubheadingBlock):
                over[1:] = [one.words]
            found.append(replace(one, around=(*over, *one.around)))
    return found


def statements(leaflet: Leaflet) -> tuple[Saying, ...]:
    """What a clinician signs, in reading order, each once: all that is said but headings, forms and lists.

    Words explained and organisations count where they are printed.
    """
    found: dict[str, Saying] = {}
    for one in sayings(leaflet):
        several = [one] if one.agreed else []
        for model in _listed(one.model, leaflet):
            several += _listed_once(model, one.section, one.heading)
        for each in several:
            found.setdefault(each.mark, each)
    return tuple(found.values())


@once
def _listed_once(model: Word | Organisation, section: str, heading: str) -> Sequence[Saying]:
    return list(_of(model, section, heading, {}, ""))


def _listed(model: Statement, leaflet: Leaflet) -> Iterator[Word | Organisation]:
    """The words and organisations that are printed with a block."""
    if isinstance(model, blocks.WordsExplainedBlock):
        yield from sorted(leaflet.words.values(), key=lambda word: word.term.casefold())
    elif isinstance(model, blocks.OrganisationsBlock):
        yield from leaflet.organisations.values()
    elif isinstance(model, blocks.Block):
        yield from (leaflet.words[name] for name in model.words if name in leaflet.words)


_Inside = tuple[Statement, tuple[str, ...]]
"""An entry met in a block, and what is around it."""


def _of(
    model: Statement,
    section: str,
    heading: str,
    pictures: Mapping[str, str],
    chance: str,
    holder: Statement | None = None,
    locked: bool = False,
    around: tuple[str, ...] = (),
) -> Iterator[Saying]:
    """What a block or an entry says, then what the entries in it say."""
    inside: list[_Inside] = []
    parts = list(_words(model, inside, isinstance(model, blocks.IN_ORDER), chance))
    *said, last = [words_of(text) for text, _ in parts] or [""]
    ended = (part if part.endswith((".", ":", "?", "!")) else f"{part};" for part in said)
    words, agreed = " ".join([*ended, last]), any(role.agreed for _, role in parts)
    links = [span.address for text, _ in parts for span in spans(text) if span.address]
    locked = locked or bool(getattr(model, "locked", False))
    own = isinstance(model, blocks.Block) and not isinstance(model, blocks.TextBlock)
    kind = [blocks.kind_of(model) or ""] if own else []
    around = (*around, *kind, *links, *_shown(model, pictures))
    yield Saying(section, heading, model.id, words, model.at(), model, holder, locked, agreed, around)
    for other, place in inside:
        yield from _of(other, section, heading, pictures, chance, model, locked, place)


def _shown(model: Statement, pictures: Mapping[str, str]) -> Iterator[str]:
    """What is drawn with the words of a model."""
    for one in vars(model).values():
        if isinstance(one, Shown):
            yield pictures.get(one.asset, "")
        if isinstance(one, Anatomy):
            yield from one.mark
    if isinstance(model, PartLabel):
        yield model.part
    elif isinstance(model, Step) and model.times:
        yield str(model.times)


def _words(
    model: Said, inside: list[_Inside], ordered: bool, chance: str, path: str = ""
) -> Iterator[tuple[str, Role]]:
    """The words of a model that are its own, with their roles. Statements met on the way are put by.

    ``path`` is where it stands in its block; ``ordered``: its entries are numbered. ``chance`` says one.
    """
    if isinstance(model, Chance):
        n, of, rest = (f"{number:,}" for number in (model.n, model.of, model.of - model.n))
        both = chance.format(lead_in=model.lead_in, n=n, of=of, yes=model.yes, rest=rest, no=model.no)
        yield both.rstrip("."), PART
        yield from [(model.note, PROSE)] if model.note else []
        return
    if isinstance(model, Word):
        yield f"{model.term}: {model.meaning}", PROSE
        return
    known = roles(type(model))
    leading = [part for name, part in model.parts() if isinstance(part, str) and known.get(name) in (HEADING, LEAD_IN)]
    count = 0
    for name, part in model.parts():
        if isinstance(part, Statement):
            count += 1
            inside.append((part, (path + name, *([str(count)] if ordered else []), *leading)))
        elif isinstance(part, Said):
            yield from _words(part, inside, ordered, chance, f"{path}{name}.")
        elif part and name in known and known[name].said:
            yield part, known[name]


class Difference(NamedTuple):
    """Something said in one leaflet alone, or otherwise in each: ``was`` in the first, ``now`` in the second.

    ``one`` is whichever there is.
    """

    was: Saying | None
    now: Saying | None
    one: Saying


def differences(first: Leaflet, second: Leaflet) -> tuple[Difference, ...]:
    """What the two do not share, in reading order. Both must have nothing conditional left."""
    before, after = list(sayings(first)), list(sayings(second))
    old, new = ([(saying.section, saying.id) for saying in several] for several in (before, after))
    found: list[Difference] = []
    for _, low, high, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if old[low:high] == new[start:end]:
            pairs = zip(before[low:high], after[start:end], strict=True)
            found += [Difference(was, now, now) for was, now in pairs if was.words != now.words]
        else:
            found += [Difference(was, None, was) for was in before[low:high] if was.words]
            found += [Difference(None, now, now) for now in after[start:end] if now.words]
    return tuple(found)


def grouped(found: Mapping[str, Iterable[Difference]], file: LeafletFile) -> dict[Difference, list[str]]:
    """Each difference once, with the names of the variants it was found in; in the order of the leaflet's sections."""
    made: dict[Difference, list[str]] = {}
    for variant, several in found.items():
        for one in several:
            made.setdefault(one, []).append(variant)
    order = (file.front.section, *file.sections, *(file.panels.sections if file.panels else ()))
    return dict(sorted(made.items(), key=lambda pair: order.index(pair[0].one.section)))


def marked(before: str, after: str) -> Iterator[tuple[str, str]]:
    """The words of two texts, each run with what became of it: ``same``, ``gone`` or ``new``."""
    old, new = before.split(), after.split()
    for _, low, high, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if old[low:high] == new[start:end]:
            yield "same", " ".join(old[low:high])
        else:
            yield from (
                (kind, " ".join(run)) for kind, run in (("gone", old[low:high]), ("new", new[start:end])) if run
            )
