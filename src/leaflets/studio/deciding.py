"""Review: each distinct statement once, how it stands, and what a clinician decides of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from leaflets.content.approvals import SignOff, Wish
from leaflets.content.inline import plain
from leaflets.content.leaflet import Reference
from leaflets.content.model import Conditional
from leaflets.edition.manuscript import manuscript
from leaflets.edition.selection import Job
from leaflets.making.review import distinct
from leaflets.problems import Source
from leaflets.signing.signoff import Standing
from leaflets.signing.worksheet import DECISIONS
from leaflets.store.approvals import file_of, written
from leaflets.store.project import Project
from leaflets.store.saving import save
from leaflets.store.translations import foreign
from leaflets.studio.choice import Chosen
from leaflets.studio.desk import Desk
from leaflets.studio.sent import names_of, refused


class Asked(NamedTuple):
    """A statement to decide of: how it stands, who says it, what it rests on, and its texts in what is chosen."""

    standing: Standing
    variants: list[str]
    sources: list[Reference]
    names: list[str]


def waiting(project: Project, chosen: Chosen, _: Mapping[str, str]) -> Mapping[str, object]:
    """The statements of a leaflet, section by section, over all variants, regions and editions."""
    job = chosen.job
    leaflet, copy = project.leaflet(job.leaflet), manuscript(project, job)
    names: dict[Source, list[str]] = {}
    for name, one in zip(names_of(copy.passages), copy.passages, strict=True):
        holder = one.model if isinstance(one.model, Conditional) else one.block
        if holder is not None:
            names.setdefault(holder.at(), []).append(name)
    found: dict[str, list[Asked]] = {}
    for stands, variants in distinct(project, job.leaflet, job.clinic, _tongue(project, job)).values():
        saying = stands.saying
        sources = [leaflet.sources[name] for name in saying.model.sources]
        asked = Asked(stands, variants, sources, names.get(saying.where, []))
        found.setdefault(saying.heading, []).append(asked)
    every = [asked for several in found.values() for asked in several]
    signed = sum(asked.standing.state == "signed" for asked in every)
    return {"sections": found, "count": len(every), "signed": signed, "file": leaflet.file}


def decide(_: Desk, project: Project, job: Job, sent: Mapping[str, Any]) -> Mapping[str, object]:
    """Write a clinician's decision of a statement: into what they decided today, as one worksheet of a day would."""
    tongue = _tongue(project, job) or None
    by, role = (person(sent.get(key)) for key in ("by", "role"))
    decision, mark, comment = (str(sent.get(key) or "") for key in ("decision", "mark", "comment"))
    there = distinct(project, job.leaflet, job.clinic, tongue or "")
    if decision not in DECISIONS or mark not in there:
        raise refused("these words are said no more; look at what is said now")
    if decision == "change" and not comment.strip():
        raise refused("say in the comment what should change")
    leaflet, clinic = project.leaflet(job.leaflet), job.clinic or None
    before = next(
        (
            one
            for one in leaflet.sign_offs
            if (one.by, one.role, one.signed, one.clinic, one.language) == (by, role, project.today, clinic, tongue)
        ),
        SignOff(by=by, role=role, signed=project.today, clinic=clinic, language=tongue),
    )
    kept: dict[str, Any] = {
        "agree": tuple(one for one in before.agree if one != mark),
        "change": tuple(one for one in before.change if one.statement != mark),
        "remove": tuple(one for one in before.remove if one.statement != mark),
    }
    kept[decision] += (
        mark if decision == "agree" else Wish(statement=mark, comment=" ".join(comment.split()) or None),
    )
    others = [one for one in leaflet.sign_offs if one is not before]
    file = file_of(job.leaflet)
    words = {**leaflet.agreed, mark: there[mark][0].saying.words}
    raw = written([*others, before.model_copy(update=kept), *leaflet.versions], file, words)
    save(project.root, file, lambda _: raw)
    return {"by": by, "day": str(project.today)}


def _tongue(project: Project, job: Job) -> str:
    """The language that what is chosen is translated into; nothing, if it is in its authors' own."""
    return job.language if foreign(project, job.language) else ""


def person(given: object) -> str:
    """The name, or the role, of somebody who signs. Raises ContentError for what cannot stand in a leaflet."""
    even = " ".join(str(given or "").split())
    try:
        if not even or not even.isprintable():
            raise ValueError("say who you are, and in which role, as patients will read it")
        return plain(even)
    except ValueError as error:
        raise refused(str(error)) from None
