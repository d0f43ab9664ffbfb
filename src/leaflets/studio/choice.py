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
ORDER = ("leaflet", "variant", "region", "language", "format", "clinic", "theme", "printing", "extras")
"""The choices in the order they are shown."""


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
    settings, made = project.settings, dict[str, Choice]()
    if not project.names("leaflets"):
        raise refused(Source("content/leaflets"), "there is no leaflet yet", "begin one")

    def pick(name: str, usual: str, there: Mapping[str, str]) -> str:
        asked = query.get(name, usual)
        made[name] = Choice(name, asked if asked in there else usual, list(there.items()))
        return made[name].chosen

    leaflet = pick("leaflet", next(iter(project.usual)), _same(project.names("leaflets")))
    file = project.leaflet(leaflet).file
    variants = {name: one.short_title for name, one in file.variants.items()}
    variant = pick("variant", next(iter(variants)), variants)
    clinic = pick("clinic", "", _same(["", *project.names("clinics")]))
    region = pick("region", settings.region, _same(settings.regions))
    if clinic:
        region = project.clinic(clinic).region
        made["region"] = made["region"]._replace(chosen=region)
    place, papers = settings.regions[region], suited(project, leaflet)
    described = {name: project.format(name).description for name in papers}
    described |= {name: screen.description for name, screen in SCREENS.items()}
    paper = pick("format", place.format, described)
    sisters = [name for name in project.names("languages") if not foreign(project, name)]
    language = pick("language", place.language, _same([place.language, *sisters, *tongues(project, leaflet)]))
    theme = pick("theme", settings.theme, _same(project.names("themes")))
    printing = pick("printing", PRINTINGS[0], _same(PRINTINGS))
    extras = frozenset(name for name in query.get("extras", "").split(",") if name in file.extras)
    some = _same(["", *file.extras]) if file.extras else {}
    made["extras"] = Choice("extras", ",".join(sorted(extras)), list(some.items()))
    how = {"theme": theme, "extras": extras, "printing": printing, "clinic": clinic}
    job = job_of(project, leaflet, variant, region, paper, language, **how)
    return Chosen(job, [made[name] for name in ORDER])


def _same(names: Iterable[str]) -> dict[str, str]:
    return {name: name for name in names}
