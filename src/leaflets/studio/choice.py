"""What is chosen to be shown: a job, by names that the project has. What it has not is passed over, not looked for."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from leaflets.content.format import SCREENS
from leaflets.edition.selection import Job
from leaflets.edition.translation import job_of, suited
from leaflets.problems import Source, refused
from leaflets.store.project import Project
from leaflets.store.translations import foreign, tongues

PRINTINGS = ("colour", "grey")


class Choice(NamedTuple):
    """A name to choose for: what it is called in addresses, what is chosen, and what there is, with their words."""

    name: str
    chosen: str
    there: Sequence[tuple[str, str]]


class Chosen(NamedTuple):
    """The job that is chosen, and all that it was chosen from."""

    job: Job
    choices: Sequence[Choice]

    def but(self, **others: str) -> str:
        """The choice as the end of an address, but for some names."""
        chosen = {choice.name: choice.chosen for choice in self.choices if choice.chosen}
        return urlencode({**chosen, **others})


def choose(project: Project, query: Mapping[str, str]) -> Chosen:
    """The job that an address asks for. Raises ContentError if the project, or the leaflet, cannot be read."""
    settings = project.settings
    if not project.names("leaflets"):
        raise refused(Source("content/leaflets"), "there is no leaflet yet", "begin one")
    leaflet = _one(query.get("leaflet"), [*project.usual, *project.names("leaflets")])
    file = project.leaflet(leaflet).file
    variant = _one(query.get("variant"), file.variants)
    clinic = _one(query.get("clinic"), ["", *project.names("clinics")])
    region = (
        project.clinic(clinic).region if clinic else _one(query.get("region"), [settings.region, *settings.regions])
    )
    place = settings.regions[region]
    papers = suited(project, leaflet)
    paper = _one(query.get("format"), [place.format, *papers, *SCREENS])
    sisters = [name for name in project.names("languages") if not foreign(project, name)]
    languages = [*dict.fromkeys((place.language, *sisters, *tongues(project, leaflet)))]
    language = _one(query.get("language"), languages)
    theme = _one(query.get("theme"), [settings.theme, *project.names("themes")])
    printing = _one(query.get("printing"), PRINTINGS)
    extras = frozenset(name for name in query.get("extras", "").split(",") if name in file.extras)
    how = {"theme": theme, "extras": extras, "printing": printing, "clinic": clinic}
    job = job_of(project, leaflet, variant, region, paper, language, **how)
    described = {name: project.format(name).description for name in papers}
    described |= {name: screen.description for name, screen in SCREENS.items()}
    clinics = [("", "")] + [(name, name) for name in project.names("clinics")]
    return Chosen(
        job,
        (
            Choice("leaflet", leaflet, _same(project.names("leaflets"))),
            Choice("variant", variant, [(name, one.short_title) for name, one in file.variants.items()]),
            Choice("region", region, _same(settings.regions)),
            Choice("language", language, _same(languages)),
            Choice("format", paper, list(described.items())),
            Choice("clinic", clinic, clinics),
            Choice("theme", theme, _same(project.names("themes"))),
            Choice("printing", printing, _same(PRINTINGS)),
            Choice("extras", ",".join(sorted(extras)), [("", ""), *_same(file.extras)] if file.extras else []),
        ),
    )


def _one(asked: str | None, there: Iterable[str]) -> str:
    """What is asked for, if it is there, or else the first."""
    names = list(there)
    return asked if asked in names else names[0]


def _same(names: Iterable[str]) -> list[tuple[str, str]]:
    return [(name, name) for name in names]
