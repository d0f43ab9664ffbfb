"""What is said of texts beside the leaflet: decisions of clinicians, suggestions of colleagues, and translations."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from leaflets.content.approvals import SignOff, Suggestion, Suggestions, Wish
from leaflets.content.inline import plain
from leaflets.content.leaflet import Reference
from leaflets.content.model import Conditional
from leaflets.content.translations import Work
from leaflets.edition.manuscript import manuscript
from leaflets.edition.selection import Job
from leaflets.edition.sheet import STATES, Filled, counted, pieces, sheet, taken, terms
from leaflets.edition.wording import every_job, tongue_of
from leaflets.making.review import distinct
from leaflets.problems import ContentError, Source
from leaflets.signing.signoff import REFUSALS, Standing
from leaflets.signing.worksheet import DECISIONS
from leaflets.store import naming, saving
from leaflets.store.naming import slug
from leaflets.store.project import Project
from leaflets.store.saving import save
from leaflets.store.translations import foreign, tongues
from leaflets.studio.choice import Chosen
from leaflets.studio.desk import Desk
from leaflets.studio.sent import names_of, refused, text_of
from leaflets.studio.words import fit, found, reword


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
    for stands, variants in distinct(project, job.leaflet, job.clinic, tongue_of(project, job)).values():
        saying = stands.saying
        sources = [leaflet.sources[name] for name in saying.model.sources]
        asked = Asked(stands, variants, sources, names.get(saying.where, []))
        found.setdefault(saying.heading, []).append(asked)
    every = [asked for several in found.values() for asked in several]
    signed = sum(asked.standing.state == "signed" for asked in every)
    return {"sections": found, "count": len(every), "signed": signed, "file": leaflet.file}


def decide(_: Desk, project: Project, job: Job, sent: Mapping[str, Any]) -> Mapping[str, object]:
    """Write a clinician's decision of a statement: into what they decided today, as one worksheet of a day would."""
    tongue = tongue_of(project, job) or None
    by, role = (person(sent.get(key)) for key in ("by", "role"))
    decision, mark, comment = (str(sent.get(key) or "") for key in ("decision", "mark", "comment"))
    there = distinct(project, job.leaflet, job.clinic, tongue or "")
    if decision not in DECISIONS or mark not in there:
        raise refused("these words are said no more; look at what is said now")
    if decision == "change" and not comment.strip():
        raise refused("say in the comment what should change")
    leaflet, now = project.leaflet(job.leaflet), project.today
    who: dict[str, Any] = {"by": by, "role": role, "signed": now, "clinic": job.clinic or None, "language": tongue}
    before = next((one for one in leaflet.sign_offs if who.items() <= dict(one).items()), SignOff(**who))
    kept: dict[str, Any] = {"agree": tuple(one for one in before.agree if one != mark)}
    for key in REFUSALS:
        kept[key] = tuple(wish for wish in getattr(before, key) if wish.statement != mark)
    kept[decision] += (
        mark if decision == "agree" else Wish(statement=mark, comment=" ".join(comment.split()) or None),
    )
    others = [one for one in leaflet.sign_offs if one is not before]
    file = naming.beside(job.leaflet, "approvals")
    words = {**leaflet.agreed, mark: there[mark][0].saying.words}
    raw = saving.approvals([*others, before.model_copy(update=kept), *leaflet.versions], file, words)
    save(project.root, file, lambda _: raw)
    return {"by": by, "day": str(project.today)}


def person(given: object) -> str:
    """The name, or the role, of somebody who signs. Raises ContentError for what cannot stand in a leaflet."""
    even = " ".join(str(given or "").split())
    try:
        if not even or not even.isprintable():
            raise ValueError("say who you are, and in which role, as patients will read it")
        return plain(even)
    except ValueError as error:
        raise refused(str(error)) from None


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
    every, number = _kept(project, job.leaflet), sent.get("number")
    outcome, by = text_of(sent, "outcome"), person(sent.get("by"))
    one = every[number] if isinstance(number, int) and 0 <= number < len(every) else None
    if one is None or not one.open or outcome not in ("accepted", "declined"):
        raise refused("this suggestion is settled already")
    if outcome == "accepted":
        _accept(desk, project, job, one)
    settled = one.model_copy(update={"outcome": outcome, "settled_by": by, "settled": project.today})
    _keep(project, job.leaflet, [settled if each is one else each for each in every])
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
    file = naming.beside(leaflet, "suggestions")
    raw = saving.suggestions(every, file)
    save(project.root, file, lambda _: raw)


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
        "query": chosen.but(language=language) if made else chosen.but(),
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
    file = naming.beside(name, f"translations/{language}")
    save(project.root, file, lambda raw: found.onto(raw, file))
    return {"passed": [one.message for one in found.passed]}
