"""Translate: each text beside its words in another language, how these stand, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from leaflets.content.translations import Work
from leaflets.edition.selection import Job
from leaflets.edition.sheet import STATES, Filled, counted, pieces, sheet, taken, terms
from leaflets.problems import Source
from leaflets.store.naming import slug
from leaflets.store.project import Project
from leaflets.store.saving import save
from leaflets.store.translations import file_of, foreign, tongues, written
from leaflets.studio.choice import Chosen
from leaflets.studio.deciding import person
from leaflets.studio.desk import Desk
from leaflets.studio.sent import refused, text_of


def beside(project: Project, chosen: Chosen, query: Mapping[str, str]) -> Mapping[str, object]:
    """The texts of a leaflet beside their words in the language that the address asks for."""
    others = [name for name in project.names("languages") if foreign(project, name)]
    wanted = (query.get("to"), chosen.job.language)
    language = next((name for name in wanted if name in others), others[0] if others else "")
    if not language:
        return {"others": others, "language": "", "rows": [], "counts": {}, "terms": []}
    name = chosen.job.leaflet
    made = language in tongues(project, name)
    return {
        "query": chosen.but(language=language) if made else chosen.query,
        "others": others,
        "language": language,
        "tag": project.language(language).tag,
        "rows": list(sheet(pieces(project, name, language), STATES)),
        "counts": counted(project, name, language),
        "terms": [one for one in terms(project, name, language) if one[1]],
    }


def translate(_: Desk, project: Project, job: Job, sent: Mapping[str, Any]) -> Mapping[str, object]:
    """Write the words of one text in another language, or that a second reader has read them."""
    language, name, by = text_of(sent, "language"), job.leaflet, person(sent.get("by"))
    if language not in project.names("languages") or not foreign(project, language):
        raise refused("there is no such language to translate into")
    row = Filled(Source(""), text_of(sent, "key"), text_of(sent, "text"), text_of(sent, "note"))
    work = (f"{slug(by) or 'translator'}-{project.today}", Work(method="human", translator=by, done=project.today))
    reader = (by, project.today) if sent.get("second") else None
    found = taken(project, name, language, [row], work, reader)
    file = file_of(name, language)
    order = [piece.unit.place for piece in pieces(project, name, language)]
    used = {work[0]: work[1]} if any(one.work == work[0] for one in found.new) else {}
    save(project.root, file, lambda raw: written(raw, file, found.new, found.gone, used, order))
    return {"passed": [one.message for one in found.passed]}
