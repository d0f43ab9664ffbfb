"""What a leaflet says of its own accord, on paper as on a screen: chances in words, numbers, addresses, lists."""

import re
from collections.abc import Iterable, Mapping, Sequence

from leaflets.content.blocks import ChanceBlock
from leaflets.content.clinic import Clinic, Line
from leaflets.content.inline import words_of
from leaflets.content.language import Language
from leaflets.content.leaflet import Leaflet, Reference, Section
from leaflets.content.model import once
from leaflets.content.payloads import Chance
from leaflets.content.telephone import dialled
from leaflets.store.references import models

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def telephone(phone: str) -> str:
    """The address that rings a number."""
    return f"tel:{dialled(phone)}"


def rings(number: str) -> bool:
    """Whether a number for emergencies is one that a link can ring: not two, and no words."""
    return number.isascii() and number.replace(" ", "").isdigit()


def shown_address(address: str) -> str:
    """A web address as it is shown: without the scheme, ``www.`` and a last stroke."""
    return address.split("://", 1)[-1].removeprefix("www.").rstrip("/")


def answered(lines: Iterable[Line], language: Language) -> list[tuple[str, str, str]]:
    """Telephone lines: what each is called, its number, and when someone answers."""
    return [(one.label, one.phone, one.hours or language.phrases.any_hour) for one in lines]


def rung(number: int, clinic: Clinic) -> tuple[Line, ...]:
    """The clinic's lines for a tier of the ladder: whom to ring at any hour; for the third, by day and out of hours."""
    return clinic.ring if number < 3 else clinic.directory[:2]


def given_by(clinic: Clinic, language: Language) -> str:
    """Who hands a leaflet out, and where they are."""
    where = language.listed(clinic.name, *clinic.titles, *clinic.address)
    return language.phrases.given_by.format(clinic=where + language.signs.stop)


def chance_in_words(said: Chance, language: Language) -> str:
    """What the picture of a chance shows, both ways round."""
    n, of, rest = map(language.number, (said.n, said.of, said.of - said.n))
    return language.phrases.chance.format(
        lead_in=words_of(said.lead_in), n=n, of=of, yes=words_of(said.yes), rest=rest, no=words_of(said.no)
    )


def chance_notes(block: ChanceBlock, leaflet: Leaflet, language: Language, squares: bool = True) -> list[str]:
    """What stands under the numbers of a chance: its note, what one of ``squares`` is, and whose numbers it has."""
    said = block.chance
    notes = [said.note] if said.note else []
    if squares and said.of > 100:
        people = said.of // 100
        notes.append(language.counted(language.phrases.chance_square, people, people=language.number(people)))
    names = dict.fromkeys(leaflet.sources[name].organisation for name in block.sources)
    source = language.phrases.chance_source.format(source=language.several(*names))
    return [*notes, source] if names else notes


def sources_listed(leaflet: Leaflet) -> Mapping[str, Sequence[Reference]]:
    """The sources chosen for print that a statement of the leaflet names, by organisation."""
    cited = frozenset[str]().union(*map(_cited, leaflet.sections.values()))
    chosen: dict[str, list[Reference]] = {}
    for name, reference in leaflet.sources.items():
        if reference.printed and name in cited:
            chosen.setdefault(reference.organisation, []).append(reference)
    return chosen


@once
def _cited(section: Section) -> frozenset[str]:
    return frozenset(name for model in models(section.blocks) for name in getattr(model, "sources", ()))


def sources_in_short(leaflet: Leaflet, language: Language) -> str:
    """The names of the sources chosen for print, each with the years its pages are of, or what is known of them; a name
    that has its year, as that of an article, is told with no other.
    """
    said = []
    for name, entries in sources_listed(leaflet).items():
        years = sorted({year for one in entries for year in _YEAR.findall(one.dated)})
        known = language.listed(*years) or language.phrases.undated
        said.append(name if _YEAR.search(name) else f"{name} ({known})")
    return language.several(*said) + language.signs.stop


def sentence(title: str) -> str:
    """A source's title, closed with a full stop unless it asks a question."""
    return title if title.endswith("?") else f"{title}."
