"""A new leaflet, by a form: its title, who answers for it, and its first words; written as any leaflet's files are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from leaflets.edition.selection import Job
from leaflets.store.naming import refusal, slug
from leaflets.store.project import Project
from leaflets.store.saving import dumped, save
from leaflets.studio.choice import Chosen
from leaflets.studio.desk import Desk
from leaflets.studio.render import words
from leaflets.studio.rewording import refused, text_of

COLOUR = "#0B5563"
YEARS = 2
"""After so many years a new leaflet is to be checked again."""


def form(_: Project, __: Chosen, ___: Mapping[str, str]) -> Mapping[str, object]:
    """What the form offers: nothing but its fields."""
    return {}


def make_leaflet(_: Desk, project: Project, __: Job, sent: Mapping[str, Any]) -> Mapping[str, object]:
    """Write the files of a new leaflet: with one variant, a front and a section. All are fit to be read, or none is."""
    title = text_of(sent, "title").strip()
    name = slug(text_of(sent, "short") or title)
    if not name or refusal(name):
        raise refused("this name cannot be that of a folder", "write a short name in plain letters")
    if name in project.names("leaflets"):
        raise refused(f"there is a leaflet called '{name}' already", "write another short name")
    first = slug(text_of(sent, "heading"))[:40].strip("-") or "first"
    first = "about" if first == "front" else first
    files: dict[str, Mapping[str, object]] = {
        "sources.yaml": {"sources": {}},
        "glossary.yaml": {"words": {}},
        "organisations.yaml": {"organisations": {}},
        "sections/front.yaml": {
            "heading": words()["in_short"],
            "blocks": [{"id": "main", "text": text_of(sent, "main")}],
        },
        f"sections/{first}.yaml": {
            "heading": text_of(sent, "heading"),
            "blocks": [{"id": first, "text": text_of(sent, "text")}],
        },
        "leaflet.yaml": _file(project, title, name, first, sent),
    }
    raws = {f"content/leaflets/{name}/{file}": dumped(f"content/leaflets/{name}/{file}", plain)
            for file, plain in files.items()}  # fmt: skip
    for file, raw in raws.items():
        save(project.root, file, lambda _, raw=raw: raw)  # type: ignore[misc]
    return {"leaflet": name}


def _file(project: Project, title: str, name: str, first: str, sent: Mapping[str, Any]) -> Mapping[str, object]:
    """What ``leaflet.yaml`` says."""
    day = project.today
    return {
        "title": title,
        "reference": name.upper()[:12].strip("-"),
        "version": "0.1",
        "publisher": text_of(sent, "publisher"),
        "owner": text_of(sent, "owner"),
        "written": day,
        "review_by": day.replace(year=day.year + YEARS, day=min(day.day, 28)),
        "variants": {"general": {"title": title, "short_title": title, "suffix": "GEN", "colour": COLOUR}},
        "front": {"label": words()["patient_information"], "audience": text_of(sent, "audience"), "section": "front"},
        "sections": [first],
    }
