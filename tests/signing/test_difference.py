"""What two leaflets do not share: both ways, once each, and nothing of what they do share."""

from __future__ import annotations

from leaflets.content.clinic import Clinic
from leaflets.content.leaflet import Leaflet
from leaflets.edition.changes import changed
from leaflets.edition.selection import select
from leaflets.signing.statements import Difference, differences, grouped
from support.clinics import clinic
from support.leaflet import job, leaflet

PARTS = """\
heading: Parts
blocks:
  - id: one
    text: One.
  - id: list
    bullets:
      lead_in: "Fruit:"
      items:
        - {id: a, text: Apple.}
        - {id: b, text: Pear., when: {variant: gi}}
        - {id: b, text: Plum., when: {variant: uterine}}
        - {id: c, text: Fig., when: {variant: uterine}}
  - id: how
    chance: {lead_in: Of 10, n: 1, of: 10, "yes": do, "no": do not}
"""


def shown(variant: str = "gi", local: Clinic | None = None) -> Leaflet:
    whole = leaflet({"parts": PARTS})
    return select(changed(whole, local, job(variant).axes) if local else whole, job(variant))


def brief(found: tuple[Difference, ...]) -> list[tuple[str, str, str]]:
    """Each difference as an id, what was said, and what is said now."""
    return [(one.one.id, one.was.words if one.was else "", one.now.words if one.now else "") for one in found]


def test_a_leaflet_does_not_differ_from_itself() -> None:
    assert differences(shown(), shown()) == ()


def test_variants_differ_in_what_one_of_them_says_and_in_what_both_say_otherwise() -> None:
    assert brief(differences(shown("gi"), shown("uterine"))) == [("b", "Pear.", "Plum."), ("c", "", "Fig.")]
    assert brief(differences(shown("uterine"), shown("gi"))) == [("b", "Plum.", "Pear."), ("c", "Fig.", "")]


def test_what_a_clinic_changed_leaves_out_and_adds_is_told_with_its_lines() -> None:
    changes = "[{replace: one, with: {text: Uno.}}, {omit: a}, {after: how, add: [{id: x, text: X.}]}]"
    found = differences(shown(), shown(local=clinic(changes=changes)))
    assert brief(found) == [("one", "One.", "Uno."), ("a", "Apple.", ""), ("x", "", "X.")]
    lines = [(one.was.where.file if one.was else "", one.now.where.file if one.now else "") for one in found]
    home, there = "sections/parts.yaml", "content/clinics/elm.yaml"
    assert lines == [(home, there), (home, ""), ("", there)]
    assert found[0].was is not None
    assert found[0].was.where.line == 3


def test_the_words_of_a_block_and_its_numbers_are_told_without_those_of_its_entries() -> None:
    fruit = '{lead_in: "More fruit:", items: [{id: a, text: Apple.}, {id: b, text: Pear.}]}'
    chance = '{lead_in: Of 10, n: 2, of: 10, "yes": do, "no": do not}'
    changes = f"[{{replace: how, with: {{chance: {chance}}}}}, {{replace: list, with: {{bullets: {fruit}}}}}]"
    assert brief(differences(shown(), shown(local=clinic(changes=changes)))) == [
        ("list", "Fruit:", "More fruit:"),
        ("how", "Of 10 1/10 do; 9/10 do not", "Of 10 2/10 do; 8/10 do not"),
    ]


def test_what_several_variants_share_is_told_once() -> None:
    local = clinic(changes="[{omit: one}, {omit: b, when: {variant: gi}}]")
    found = {variant: differences(shown(variant), shown(variant, local)) for variant in ("gi", "uterine")}
    together = grouped(found, shown().file)
    assert [(one.one.id, variants) for one, variants in together.items()] == [("one", ["gi", "uterine"]), ("b", ["gi"])]
