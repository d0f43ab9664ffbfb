"""Entries of an author's YAML, set by the keys that lead to them: nothing but what was given changes."""

from __future__ import annotations

import random
from datetime import date
from difflib import ndiff
from typing import Any

import pytest

from leaflets.problems import ContentError, Source
from leaflets.store.edit import Way
from leaflets.store.entries import put, said_at, way_to

FILE = "content/clinics/brook.yaml"
CLINIC = """\
# who we are
name: "Brook Clinic"   # since 1900
address: [1 Brook Road, Anytown]
colours: # ours
  primary: '#15506B'
  accent: "#B4552D"

# whom to ring
contacts:
  - label: Nurses
    phone: 303-555-0142 # by day
    hours: >-
      Monday to Friday,
      8 am to 5 pm

  - {label: Desk, phone: 303-555-0125}
"""


def changed(raw: str, way: Way, given: Any) -> list[str]:
    """The lines that come and go."""
    made = put(raw.encode(), FILE, way, given)
    assert put(made, FILE, way, given) == made
    lines = ndiff(raw.splitlines(), made.decode().splitlines())
    return [line for line in lines if line[0] in "+-"]


@pytest.mark.parametrize(
    ("given", "lines"),
    [
        ({"name": "Brook: 2"}, ['- name: "Brook Clinic"   # since 1900', '+ name: "Brook: 2"   # since 1900']),
        ({"colours": {"primary": "#000000"}}, ["-   primary: '#15506B'", "+   primary: '#000000'"]),
        ({"colours": {"primary": None}}, ["-   primary: '#15506B'"]),
        ({"address": ["1 Brook Road", "B: 2"]},
         ["- address: [1 Brook Road, Anytown]", '+ address: [1 Brook Road, "B: 2"]']),
        ({"contacts": [{}, {"phone": "303-555-0100"}, {}]},
         ["-   - {label: Desk, phone: 303-555-0125}", "+   - {label: Desk, phone: 303-555-0100}"]),
        ({"contacts": [{"hours": None}, {}]}, ["-     hours: >-", "-       Monday to Friday,", "-       8 am to 5 pm"]),
        ({"contacts": [{}, {"label": None, "phone": None}, {"label": "Ward", "phone": "303-555-0111"}]},
         ["-   - {label: Desk, phone: 303-555-0125}", "+   - label: Ward", "+     phone: 303-555-0111"]),
        ({"logo": {"file": None, "alt": None}}, []),
        ({"logo": {"file": "a.svg", "alt": "A: b"}}, ["+ logo:", "+   file: a.svg", '+   alt: "A: b"']),
        ({"seen": date(2026, 11, 20), "printed": True}, ["+ seen: 2026-11-20", "+ printed: true"]),
    ],
)  # fmt: skip
def test_only_what_is_given_changes(given: Any, lines: list[str]) -> None:
    assert [line for line in changed(CLINIC, (), given) if line.strip("+- ")] == lines


def test_what_would_be_empty_goes_with_the_last_in_it() -> None:
    assert "colours" not in put(CLINIC.encode(), FILE, (), {"colours": {"primary": None, "accent": None}}).decode()
    assert "contacts" not in put(CLINIC.encode(), FILE, ("contacts",), None).decode()


@pytest.mark.parametrize("seed", range(60))
def test_in_any_file_one_field_is_one_change(seed: int) -> None:
    some = random.Random(seed)  # noqa: S311
    end = some.choice(("\n", "\r\n"))
    lines = ["# at the top", "", "words:"]
    for number in range(some.randint(2, 5)):
        lines += [f"  # about {number}"] * some.randint(0, 1)
        lines.append(f"  w{number}:{' # here' * some.randint(0, 1)}")
        lines += some.choice(
            (["    term: It's"], ["    term: 'It''s'   # odd"], ['    "term": "It\'s"'], [f"    term: &a{number} It's"])
        )
        lines += some.choice(
            (
                ["    meaning: >-", "      one", "      two"],
                ["    meaning: one", "      two"],
                ['    meaning: "one two"'],
            )
        )
        lines += some.choice(
            ([], [""], ["    sources: [S1, S2]"], ["    sources:", "      - S1 # first", "      - S2"])
        )
    raw = end.join(lines) + end
    way: Way = ("words", f"w{some.randrange(2)}")
    made = put(raw.encode(), FILE, way, {"term": "Other", "sources": ["S1", "S3"]})
    assert said_at(made, FILE, way) == {"term": "Other", "meaning": "one two", "sources": ["S1", "S3"]}
    gone = [line for line in ndiff(raw.split(end), made.decode().split(end)) if line.startswith("- ")]
    assert all("term" in line or "S2" in line or "sources" in line for line in gone)
    assert 1 <= len(gone) <= 2
    assert put(made, FILE, way, {"term": "It's"}).decode().count("#") == raw.count("#")


def test_the_way_to_a_place_is_found_for_who_reads_a_fault() -> None:
    assert way_to(CLINIC.encode(), FILE, Source(FILE, 11, 12)) == ("contacts", 0, "phone")
    assert way_to(CLINIC.encode(), FILE, Source(FILE, 16, 12)) == ("contacts", 1, "label")
    assert way_to(CLINIC.encode(), FILE, Source(FILE, 1, 1)) == ()


def test_what_two_entries_share_is_not_changed_in_one() -> None:
    with pytest.raises(ContentError):
        put(b"a: &x {k: v}\nb: *x\n", FILE, ("b", "k"), "w")
