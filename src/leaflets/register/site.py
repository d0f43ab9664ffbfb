"""A page for each reference that was published: is this leaflet current?"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from itertools import groupby

from leaflets.content.language import Language
from leaflets.content.phrases import Current
from leaflets.edition.selection import day, month
from leaflets.problems import ContentError, refused
from leaflets.register.lines import Register
from leaflets.register.standing import Standing, standings
from leaflets.store.project import Project
from leaflets.web.index import current


def site(project: Project, register: Register) -> Mapping[str, bytes]:
    """The pages by their names, in the words of the project's own region. Raises ContentError if it has none."""
    language = project.language(project.settings.regions[project.settings.region].language)
    words = language.current
    if words is None:
        hint = "say them under 'current', as content/languages/en-us.yaml does"
        raise refused(language.at(), "this language has no words for the pages of a register", hint)
    made: dict[str, bytes] = {}
    for reference, same in groupby(standings(register, project.today), key=lambda one: one.reference):
        versions = [_version(project, one, words, language) for one in same]
        made[f"{reference}.html"] = current(reference, versions[::-1], words, language)
    return made


def _version(project: Project, one: Standing, words: Current, language: Language) -> Mapping[str, str]:
    clinic = one.clinic
    with suppress(ContentError):
        clinic = project.clinic(clinic).name if clinic else ""
    withdrawn = date.fromisoformat(one.because[:10]) if one.state == "withdrawn" else project.today
    said = getattr(words, one.state).format(
        version=one.version,
        month=month(date.fromisoformat(one.review_by), language),
        newer=one.because,
        day=day(withdrawn, language),
    )
    place = ", ".join(filter(None, (one.region.upper(), clinic)))
    return {"state": one.state, "said": said, "title": one.title, "place": place}
