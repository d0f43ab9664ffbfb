"""A leaflet as one page of Markdown, for a clinician to judge without reading YAML."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from leaflets.content.approvals import Correction
from leaflets.content.blocks import WordsExplainedBlock
from leaflets.content.leaflet import Leaflet, Word
from leaflets.edition.manuscript import manuscript
from leaflets.edition.selection import as_written
from leaflets.edition.sheet import STATES, counted
from leaflets.edition.wording import every_job, standing, stands
from leaflets.problems import Source
from leaflets.signing.signoff import State
from leaflets.signing.statements import Saying, statements
from leaflets.store.project import Project
from leaflets.store.translations import tongues


@dataclass
class Entry:
    """A statement, and where it is said."""

    saying: Saying
    variants: dict[str, None] = field(default_factory=dict)
    editions: dict[str, None] = field(default_factory=dict)
    regions: dict[str, None] = field(default_factory=dict)
    usual: bool = False


def digest(project: Project, name: str) -> str:
    """All that a leaflet says, section by section: who says it, what it rests on, and what a clinician must look at."""
    leaflet = project.leaflet(name)
    entries = _entries(project, leaflet)
    file = leaflet.file
    head = Path(__file__).with_name("digest.md").read_text("utf-8")
    parts = [
        head.format(
            **{**vars(file), "name": name, "variants": len(file.variants)},
            count=len(entries),
            sources=len(leaflet.sources),
        )
    ]
    parts += _variants(project, name)
    parts += _translations(project, name)
    jobs = every_job(project, name, region=project.settings.region)
    states = {one.saying.where: one.state for job in jobs for one in standing(project, job)}
    parts += _awaiting(entries, states)
    for section in _sections(leaflet):
        there = [entry for entry in entries if entry.saying.section == section]
        if there:
            parts.append(f"\n## {leaflet.sections[section].heading} (`sections/{section}.yaml`)\n\n")
            parts += _table(there, project, leaflet)
    parts += [*_corrected(project.corrections(name)), *_sources(leaflet, entries)]
    return "".join(parts)


def _entries(project: Project, leaflet: Leaflet) -> list[Entry]:
    """Each statement once, as it is written, in the order of sections and lines."""
    found: dict[Source, Entry] = {}
    explaining = (
        key for key, one in leaflet.sections.items() if any(isinstance(b, WordsExplainedBlock) for b in one.blocks)
    )
    home = next(explaining, "")
    for job in every_job(project, leaflet.name):
        for one in statements(as_written(manuscript(project, job).leaflet)):
            entry = found.setdefault(one.where, Entry(one))
            entry.variants[job.variant] = entry.editions[job.edition] = entry.regions[job.region] = None
            entry.usual = entry.usual or not job.extras
            if isinstance(one.model, Word) and home:
                entry.saying = Saying(home, "", one.id, one.words, one.where, one.model)
    order = _sections(leaflet)
    return sorted(found.values(), key=lambda entry: (order.index(entry.saying.section), entry.saying.where))


def _variants(project: Project, name: str) -> Iterator[str]:
    yield "| variant | statements | C | B | sign-off |\n| --- | ---: | ---: | ---: | --- |\n"
    leaflet = project.leaflet(name)
    for job in every_job(project, name, region=project.settings.region):
        if job.edition == "full" and not job.extras:
            found = standing(project, job)
            needs = sum(one.saying.model.needs is not None for one in found)
            background = sum(one.saying.model.evidence == "B" for one in found)
            title = leaflet.file.variants[job.variant].title
            yield f"| {title} (`{job.variant}`) | {len(found)} | {needs} | {background} | {stands(project, job)} |\n"


def _translations(project: Project, name: str) -> Iterator[str]:
    """How far the leaflet is translated, if it is."""
    there = tongues(project, name)
    if there:
        yield f"\n## Translations\n\n| language | {' | '.join(STATES)} |\n| --- |{' ---: |' * len(STATES)}\n"
    for tongue in there:
        found = counted(project, name, tongue)
        yield f"| `{tongue}` | {' | '.join(str(found[state]) for state in STATES)} |\n"


def _awaiting(entries: Sequence[Entry], states: dict[Source, State]) -> Iterator[str]:
    """The statements a clinician should look at first."""
    marked = [entry for entry in entries if entry.saying.model.needs or entry.saying.model.evidence == "B"]
    first = [entry for entry in marked if states.get(entry.saying.where) != "signed"]
    yield "\n## What awaits a clinician\n\nEach of these stands with the others in its section, below, too. Statements "
    yield f"marked C or B that nobody has signed yet: {len(first)}.\n\n"
    for entry in first:
        yield f"- **{entry.saying.id}** ({_marks(entry)}) {_cell(entry.saying.words)}\n"


def _sections(leaflet: Leaflet) -> list[str]:
    """The sections in print order; then those of the brief edition alone."""
    return list(dict.fromkeys((leaflet.file.front.section, *leaflet.file.sections, *leaflet.sections)))


def _table(entries: Sequence[Entry], project: Project, leaflet: Leaflet) -> Iterator[str]:
    yield "| id | what it says | where | sources | marks |\n| --- | --- | --- | --- | --- |\n"
    for entry in entries:
        sources = ", ".join(entry.saying.model.sources)
        where = _where(entry, project, leaflet)
        yield f"| {entry.saying.id} | {_cell(entry.saying.words)} | {where} | {sources} | {_marks(entry)} |\n"


def _where(entry: Entry, project: Project, leaflet: Leaflet) -> str:
    """The variants, and the editions and regions if not all, that say a statement."""
    parts = ["all" if set(entry.variants) == set(leaflet.file.variants) else ", ".join(entry.variants)]
    if len(entry.regions) < len(project.settings.regions):
        parts.append(f"{', '.join(entry.regions)} only")
    if leaflet.file.panels and len(entry.editions) == 1:
        parts.append(f"{next(iter(entry.editions))} edition")
    return "; ".join(parts if entry.usual else [*parts, "off by default"])


def _marks(entry: Entry) -> str:
    model = entry.saying.model
    return " ".join(mark for mark in (model.evidence, "C" if model.needs else None) if mark)


def _corrected(corrections: Sequence[Correction]) -> Iterator[str]:
    if not corrections:
        return
    yield "\n## What was corrected against the sources\n\n"
    yield f"Of what the first texts claimed, these {len(corrections)} could not stand as they were.\n\n"
    yield "| id | the first text | verdict | instead | because | said by |\n| --- | --- | --- | --- | --- | --- |\n"
    for one in corrections:
        said = ", ".join(one.said_by) or (f"not printed: {one.reason}" if one.reason else "")
        cells = (one.claim, one.verdict, one.instead, one.because, said)
        yield f"| {one.id} | {' | '.join(map(_cell, cells))} |\n"


def _sources(leaflet: Leaflet, entries: Sequence[Entry]) -> Iterator[str]:
    """Every source: who, what, where, how old and how good; and how many statements rest on it."""
    yield "\n## Sources\n\n"
    yield "| id | source | dated | seen | quality | statements |\n| --- | --- | --- | --- | --- | ---: |\n"
    for name, source in leaflet.sources.items():
        count = sum(name in entry.saying.model.sources for entry in entries)
        title = f"{source.organisation}: {source.title}"
        shown = f"[{_cell(title)}]({source.address})" if source.address else _cell(title)
        yield f"| {name} | {shown} | {_cell(source.dated)} | {source.seen} | {_cell(source.quality)} | {count} |\n"


def _cell(text: str) -> str:
    """Plain words as Markdown prints them in a table."""
    for character in "\\|*_<[]":
        text = text.replace(character, f"\\{character}")
    return text
