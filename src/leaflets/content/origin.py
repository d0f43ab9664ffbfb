"""What a file is made from: what a job's leaflet says, and how to know later whether it still says that.

The job's recipe and a hash of what the leaflet says go into the finished file.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import MISSING, fields
from typing import Any

from leaflets.content.leaflet import Leaflet
from leaflets.content.model import Model
from leaflets.content.project import Project
from leaflets.content.selection import Job, approvals, filled, reference_code, select, translate

WORDLESS = frozenset({"id", "when", "unless", "sources", "evidence", "needs", "locked", "icon", "colour"})
"""Keys that say nothing to a reader: notes for editors, conditions, and the look."""


def recipe(job: Job) -> str:
    """A job as one line of JSON; what is left at its default is left out."""
    values: dict[str, Any] = {}
    for field in fields(job):
        value = getattr(job, field.name)
        if value != field.default:
            values[field.name] = sorted(value) if isinstance(value, frozenset) else value
    return json.dumps({name: value for name, value in values.items() if value}, sort_keys=True)


def job_from(text: str) -> Job:
    """The job of a recipe. Raises ValueError if it is none: another program, or a person, may have written it."""
    values = json.loads(text)
    known = {field.name: field for field in fields(Job)}
    needed = {name for name, field in known.items() if field.default is MISSING and field.default_factory is MISSING}
    if not isinstance(values, dict) or not needed - {"extras"} <= set(values) <= set(known):
        raise ValueError("not the recipe of a job")
    for name, value in values.items():
        words = value if isinstance(value, list) else [value]
        if isinstance(value, list) != (known[name].type == "frozenset[str]") or not _all_text(words):
            raise ValueError(f"not the recipe of a job: {name}")
    fitting: Any = {name: frozenset(value) if isinstance(value, list) else value for name, value in values.items()}
    return Job(**fitting)


def _all_text(words: list[Any]) -> bool:
    return all(isinstance(word, str) for word in words)


def said(project: Project, job: Job) -> Leaflet:
    """What the leaflet of a job says: nothing conditional left, every value filled in. Raises ContentError."""
    language = project.language(job.language)
    region = project.settings.regions[job.region]
    return filled(translate(select(project.leaflet(job.leaflet), job), language), job, region, language)


def fingerprint(leaflet: Leaflet, variant: str) -> str:
    """A hash (SHA-256) of all that a leaflet says, once selected, translated and filled.

    It does not depend on ids, conditions or notes for editors, nor on the look, the paper, or the day.
    """
    file = leaflet.file
    said = {
        "reference": reference_code(file, variant),
        "file": [file.version, file.publisher, file.written, file.review_by, file.front],
        "variant": file.variants[variant],
        "approvals": approvals(file, variant),
        "sections": list(leaflet.sections.values()),
        "words": list(leaflet.words.values()),
        "organisations": list(leaflet.organisations.values()),
        "sources": [source for source in leaflet.sources.values() if source.printed],
    }
    plain = {name: _printed(value) for name, value in said.items()}
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()


def _printed(value: Any) -> Any:
    """What is printed, as plain data. A field at its default does not count, so that a new one changes nothing."""
    if isinstance(value, Model):
        known = type(value).model_fields
        kept = {key: entry for key, entry in value if key not in WORDLESS and entry != known[key].default}
        return {key: _printed(entry) for key, entry in kept.items()}
    if isinstance(value, (list, tuple)):
        return [_printed(entry) for entry in value]
    return value if isinstance(value, (int, float)) else str(value)
