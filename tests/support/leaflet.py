"""Small leaflets made from YAML text, for tests that need one of their own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import yaml

from leaflets.content.language import Language
from leaflets.content.leaflet import Glossary, Leaflet, LeafletFile, Organisations, Section, Sources
from leaflets.content.phrases import Message, OnScreen, Phrases
from leaflets.content.settings import Settings
from leaflets.edition.selection import Job
from leaflets.store.reader import read

FILE = """\
title: Leiomyosarcoma
reference: LMS
version: "1.0"
publisher: The leaflets project
written: 2026-11-21
review_by: 2028-11-21
extras: [figures]
variants:
  gi: {title: LMS of the gut, short_title: gut, suffix: GI, colour: "#7A4A00"}
  uterine: {title: LMS of the uterus, short_title: uterus, suffix: UT, colour: "#6A2C70"}
front: {label: Patient information, audience: For you, section: front}
"""
FRONT = "heading: In short\nblocks:\n  - id: front-text\n    text: Hello.\n"
SETTINGS = """\
leaflets: [lms]
region: us
theme: calm
regions:
  us: {language: en-us, format: letter, emergency_number: "911", values: {fever_threshold: 100 F}}
  uk: {language: en-gb, format: a4, emergency_number: "999", values: {fever_threshold: 38 C}}
"""
MONTHS = "January, February, March, April, May, June, July, August, September, October, November, December"
PHRASES = {
    "month": "{month} {year}",
    "day": "{day} {month} {year}",
    "checked_by": "{name}, {role}, {day}",
    "unchecked": "no clinician yet",
}


def leaflet(
    sections: Mapping[str, str],
    *,
    file: str = FILE,
    listed: str = "",
    panels: bool = False,
    sources: str = "sources: {}",
    words: str = "words: {}",
    organisations: str = "organisations: {}",
) -> Leaflet:
    """A leaflet of these sections, by name; a front of one block is added if there is none.

    With ``panels`` all its sections but the front's stand on the first panel inside.
    """
    every = {"front": FRONT, **sections}
    listed = listed or ", ".join(name for name in every if name != "front")
    if panels:
        file += f"panels: {{inside_left: [{listed}], inside_middle: [], inside_right: [], flap: [], back: []}}\n"
    return Leaflet(
        name="lms",
        file=read(f"{file}sections: [{listed}]\n".encode(), "leaflet.yaml", LeafletFile),
        sections={name: read(text.encode(), f"sections/{name}.yaml", Section) for name, text in every.items()},
        sources=read(sources.encode(), "sources.yaml", Sources).sources,
        words=read(words.encode(), "glossary.yaml", Glossary).words,
        organisations=read(organisations.encode(), "organisations.yaml", Organisations).organisations,
    )


def settings() -> Settings:
    """A project of two regions."""
    return read(SETTINGS.encode(), "project.yaml", Settings)


def language(words: str = "{}") -> Language:
    """A language with these words to swap."""
    phrases = ", ".join(f"{name}: {words_}" for name, words_ in every_phrase().items())
    screen, message = (", ".join(f"{name}: {name}" for name in kind.model_fields) for kind in (OnScreen, Message))
    head = f"tag: en-GB\nmonths: [{MONTHS}]\nphrases: {{{phrases}}}\nscreen: {{{screen}}}\nmessage: {{{message}}}\n"
    text = f"{head}{review_words()}words: {words}\n"
    return read(text.encode(), "languages/en-gb.yaml", Language)


def every_phrase() -> dict[str, str]:
    """The phrases of a language as YAML, by name; most say their own name."""
    lists = {"footer": "[footer]", "panels": "[one, two, three, four, five, six]"}
    asked = [name for name, field in Phrases.model_fields.items() if field.is_required()]
    return {name: lists.get(name, f'"{PHRASES.get(name, name)}"') for name in asked}


def job(variant: str = "gi", region: str = "us", edition: str = "full", extras: tuple[str, ...] = ()) -> Job:
    """A job for one variant and region."""
    return Job("lms", variant, region, "a4", "calm", "en-gb", edition=edition, extras=frozenset(extras))


def review_words() -> str:
    """The shipped words of a review copy and of the press, and the signs and numbers, a line of YAML each."""
    text = (Path(__file__).parents[2] / "content/languages/en-gb.yaml").read_text(encoding="utf-8")
    found = yaml.safe_load(text)
    return "".join(
        f"{name}: {json.dumps(found[name], ensure_ascii=False)}\n" for name in ("review", "press", "signs", "numbers")
    )
