"""Suggestions: words that a colleague proposes, kept beside the leaflet until somebody accepts or declines them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from leaflets.content.approvals import Suggestion, Suggestions
from leaflets.edition.manuscript import manuscript
from leaflets.edition.selection import Job
from leaflets.edition.wording import every_job
from leaflets.problems import ContentError
from leaflets.store.project import Project
from leaflets.store.saving import save
from leaflets.store.suggestions import file_of, written
from leaflets.studio.choice import Chosen
from leaflets.studio.deciding import person
from leaflets.studio.desk import Desk
from leaflets.studio.rewording import fit, found, reword
from leaflets.studio.sent import refused, text_of


def proposed(project: Project, chosen: Chosen, _: Mapping[str, str]) -> Mapping[str, object]:
    """The suggestions for a leaflet: those that wait, then the settled ones."""
    every = list(enumerate(_kept(project, chosen.job.leaflet)))
    return {
        "waiting": [pair for pair in every if pair[1].open],
        "settled": [pair for pair in every if not pair[1].open],
    }


def suggest(_: Desk, project: Project, job: Job, sent: Mapping[str, Any]) -> Mapping[str, object]:
    """Keep words beside those that stand there."""
    passage = found(manuscript(project, job), sent)[2]
    new = Suggestion(
        statement=" ".join(passage.ids) or passage.section or job.leaflet,
        key=passage.key,
        before=passage.written,
        words=fit(text_of(sent, "text"), passage.where),
        by=person(sent.get("by")),
        suggested=project.today,
        comment=" ".join(text_of(sent, "comment").split()) or None,
    )
    _keep(project, job.leaflet, [*_kept(project, job.leaflet), new])
    return {}


def settle(desk: Desk, project: Project, job: Job, sent: Mapping[str, Any]) -> Mapping[str, object]:
    """Accept a suggestion, and its words stand where the others did; or decline it."""
    every = list(_kept(project, job.leaflet))
    number, outcome, by = sent.get("number"), text_of(sent, "outcome"), person(sent.get("by"))
    known = isinstance(number, int) and 0 <= number < len(every)
    if not known or outcome not in ("accepted", "declined") or not every[int(str(number))].open:
        raise refused("this suggestion is settled already")
    one = every[int(str(number))]
    if outcome == "accepted":
        _accept(desk, project, job, one)
    settled = {"outcome": outcome, "settled_by": by, "settled": project.today}
    every[int(str(number))] = one.model_copy(update=settled)
    _keep(project, job.leaflet, every)
    return {}


def _accept(desk: Desk, project: Project, job: Job, one: Suggestion) -> None:
    """Write the words of a suggestion, by way of any job that says those it would replace."""
    identity = " ".join((one.statement, one.key))
    sent = {"name": "", "identity": identity, "before": one.before, "text": one.words}
    for other in (job, *every_job(project, job.leaflet, job.clinic)):
        try:
            found(manuscript(project, other), sent)
        except ContentError:
            continue
        reword(desk, project, other, sent)
        return
    raise refused("the words that this would replace are said no more", "decline it, and suggest others")


def _kept(project: Project, leaflet: str) -> tuple[Suggestion, ...]:
    """The suggestions for a leaflet, oldest first."""
    found = project.beside(leaflet, "suggestions", Suggestions)
    return found.suggestions if found else ()


def _keep(project: Project, leaflet: str, every: Sequence[Suggestion]) -> None:
    file = file_of(leaflet)
    raw = written(every, file)
    save(project.root, file, lambda _: raw)
