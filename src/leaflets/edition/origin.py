"""What a file is made from: what a job's leaflet says, and how to know later whether it still says that.

The job's recipe and a hash of what the leaflet says go into the finished file.
"""

import json
from dataclasses import MISSING, fields
from functools import cache
from typing import Any

from leaflets.content.leaflet import approvals
from leaflets.edition.manuscript import NAMED, OF_THE_CLINIC, Manuscript
from leaflets.edition.printed import body, encoded, hash_of
from leaflets.edition.selection import Job, fill_in, reference_code


def recipe(job: Job) -> str:
    """A job as one line of JSON: what is not as usual, numbers apart, which change no words."""
    plain = {name: sorted(value) if isinstance(value, frozenset) else value for name, value in _unusual(job).items()}
    return encoded(plain)


def in_words(job: Job) -> str:
    """A job for people: what is not as usual, such as ``leaflet asthma, variant children, region us``."""
    plain = {name: [value] if isinstance(value, str) else sorted(value) for name, value in _unusual(job).items()}
    return ", ".join(f"{name} {' and '.join(values)}" for name, values in plain.items())


def _unusual(job: Job) -> dict[str, Any]:
    return {name: getattr(job, name) for name, usual in _fields().items() if getattr(job, name) != usual}


def job_from(text: str) -> Job:
    """The job of a recipe. Raises ValueError if it is none: another program, or a person, may have written it."""
    try:
        values, known = json.loads(text), _fields()
    except RecursionError:
        raise ValueError("not the recipe of a job") from None
    usual = {name for name, value in known.items() if value is not MISSING}
    if not isinstance(values, dict) or not set(values) <= set(known) <= {*values, *usual}:
        raise ValueError("not the recipe of a job")
    job: dict[str, Any] = {}
    for name, value in values.items():
        several = isinstance(known[name], frozenset)
        words = value if isinstance(value, list) else [value]
        if several != isinstance(value, list) or not all(isinstance(word, str) for word in words):
            raise ValueError(f"not the recipe of a job: {name}")
        job[name] = frozenset(words) if several else value
    return Job(**job)


@cache
def _fields() -> dict[str, Any]:
    """What a recipe may name: the fields of a job that are words or sets of words, and what they usually are."""
    usual = {field.name: field.default for field in fields(Job)}
    return {name: value for name, value in usual.items() if value is MISSING or isinstance(value, (str, frozenset))}


def fingerprint(copy: Manuscript, known: str = "") -> str:
    """A hash (SHA-256) of all that a job says: the leaflet, once selected, translated and filled, and its clinic.

    It does not depend on ids, conditions or notes for editors, nor on the look, the paper, or the day. ``known`` is the
    ``body_hash`` of the leaflet, if anyone has it.
    """
    file, clinic, variant = copy.leaflet.file, copy.clinic, copy.job.variant
    said = {
        "reference": reference_code(file, variant),
        "approvals": approvals(file, variant),
        "body": known or body_hash(copy),
    }
    return hash_of(said | ({"clinic": clinic} if clinic else {}))


def body_hash(copy: Manuscript) -> str:
    """A hash of what a leaflet says, whoever hands it out."""
    leaflet = fill_in(copy.leaflet, {**copy.values, **{name: NAMED[name] for name in OF_THE_CLINIC}}, shared=True)
    return hash_of(body(leaflet, copy.job.variant))
