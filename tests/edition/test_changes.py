"""Local words by id: what a clinic may change, and that nothing it writes takes a locked word away."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaflets.content.blocks import Block
from leaflets.content.clinic import Clinic
from leaflets.content.leaflet import Leaflet
from leaflets.content.model import Model
from leaflets.content.payloads import Item, Statement
from leaflets.edition.changes import changed, outline
from leaflets.edition.selection import reference_code, select, translate
from leaflets.problems import ContentError
from leaflets.store.changes import named
from leaflets.store.project import Project
from leaflets.store.references import models
from support.clinics import clinic
from support.leaflet import FILE, job, language, leaflet
from support.projects import NOW, ROOT

LMS = Project(ROOT, NOW).leaflet("lms")
"""What is shipped."""

PARTS = """\
heading: Parts
blocks:
  - id: one
    text: One stool.
  - {id: two, text: Two., when: {variant: gi}}
  - {id: two, text: Also two., unless: {variant: gi}}
  - id: list
    bullets:
      items:
        - {id: a, text: Apple.}
        - {id: b, text: Pear., when: {variant: gi}}
        - {id: c, text: Plum., locked: true}
  - id: facts
    facts: {items: [{id: f, label: How?, text: So.}]}
  - id: flags
    locked: true
    emergency: {heading: Now, call: Call, lead_in: "if:", items: [{id: g, text: bleeding}, {id: h, text: fainting}]}
  - id: together
    keep_together:
      - {id: inner, text: Inside.}
      - {id: safe, text: Safe., locked: true}
"""


def parts(file: str = FILE) -> Leaflet:
    return leaflet({"parts": PARTS}, file=file)


def local(*changes: dict[str, Any], **more: str) -> Clinic:
    """A clinic with these changes; YAML takes JSON as it is."""
    return clinic(changes=json.dumps(changes), **more)


def words(one: Leaflet, variant: str = "gi") -> list[str]:
    """What a variant says, block by block and entry by entry, each with its id."""
    shown = select(one, job(variant))
    return [
        f"{model.id}: {getattr(model, 'text', '-')}"
        for model in models(shown.sections["parts"])
        if isinstance(model, Block | Item)
    ]


def done(*changes: dict[str, Any], variant: str = "gi") -> list[str]:
    """What a variant says once a clinic has made these changes."""
    return words(changed(parts(), local(*changes), job(variant).axes), variant)


def refused(*changes: dict[str, Any]) -> str:
    with pytest.raises(ContentError) as caught:
        changed(parts(), local(*changes), job().axes)
    return str(caught.value)


BEFORE = words(parts())


class TestWhatMayBeChanged:
    def test_without_changes_a_leaflet_stays_as_it_is(self) -> None:
        assert len(BEFORE) > 10
        assert done() == BEFORE

    def test_a_block_is_replaced_and_keeps_its_id_and_its_place(self) -> None:
        after = done({"replace": "one", "with": {"text": "Uno."}})
        assert after == ["one: Uno.", *BEFORE[1:]]

    def test_a_block_may_become_another_kind_of_block(self) -> None:
        after = done({"replace": "one", "with": {"bullets": {"items": [{"id": "new", "text": "New."}]}}})
        assert after == ["one: -", "new: New.", *BEFORE[1:]]

    def test_a_block_is_left_out(self) -> None:
        assert done({"omit": "one"}) == BEFORE[1:]

    def test_blocks_are_added_after_another_in_their_order(self) -> None:
        new = [{"id": "x", "text": "X."}, {"id": "y", "text": "Y."}]
        assert done({"after": "one", "add": new}) == [BEFORE[0], "x: X.", "y: Y.", *BEFORE[1:]]

    def test_what_is_left_out_still_marks_the_place_of_what_is_added(self) -> None:
        after = done({"omit": "one"}, {"after": "one", "add": [{"id": "x", "text": "X."}]})
        assert after == ["x: X.", *BEFORE[1:]]

    def test_an_entry_of_a_list_is_replaced_left_out_and_added_to(self) -> None:
        after = done(
            {"replace": "a", "with": {"text": "Quince.", "sources": []}},
            {"omit": "b"},
            {"after": "c", "add": [{"id": "d", "text": "Damson."}]},
        )
        start = BEFORE.index("a: Apple.")
        assert after == [*BEFORE[:start], "a: Quince.", "c: Plum.", "d: Damson.", *BEFORE[start + 3 :]]

    def test_an_entry_with_a_label_is_replaced_by_one_with_a_label(self) -> None:
        made = changed(parts(), local({"replace": "f", "with": {"label": "Why?", "text": "Thus."}}), job().axes)
        (fact,) = [found.model for found in named(made)["f"]]
        assert (getattr(fact, "label", ""), getattr(fact, "text", "")) == ("Why?", "Thus.")

    def test_an_id_that_stands_in_several_variants_is_changed_in_each_and_shown_once(self) -> None:
        change = {"replace": "two", "with": {"text": "Dos."}}
        for variant in ("gi", "uterine"):
            assert [line for line in done(change, variant=variant) if line.startswith("two")] == ["two: Dos."]
            added = done({"after": "two", "add": [{"id": "x", "text": "X."}]}, variant=variant)
            assert added.count("x: X.") == 1

    def test_a_change_may_be_for_some_variants_only(self) -> None:
        change = {"omit": "one", "when": {"variant": "uterine"}}
        assert done(change) == BEFORE
        assert done(change, variant="uterine") == words(parts(), "uterine")[1:]

    def test_one_thing_may_be_changed_in_two_ways_for_two_variants(self) -> None:
        changes = [
            {"replace": "one", "with": {"text": f"For {variant}."}, "when": {"variant": variant}}
            for variant in ("gi", "uterine")
        ]
        for variant in ("gi", "uterine"):
            assert done(*changes, variant=variant)[0] == f"one: For {variant}."

    def test_a_change_to_another_leaflet_is_no_concern_of_this_one(self) -> None:
        assert done({"leaflet": "other", "omit": "one"}) == BEFORE

    def test_what_a_clinic_writes_is_in_its_own_words_already(self) -> None:
        swaps = language("{stool: poo}")
        assert words(translate(parts(), swaps))[0] == "one: One poo."
        made = changed(
            parts(),
            local(
                {"replace": "one", "with": {"text": "Uno stool."}},
                {"after": "a", "add": [{"id": "x", "text": "A stool."}]},
            ),
            job().axes,
        )
        after = words(translate(select(made, job()), swaps))
        assert after[0] == "one: Uno stool."
        assert "x: A stool." in after

    def test_what_is_added_may_have_its_own_conditions(self) -> None:
        change = {"after": "one", "add": [{"id": "x", "text": "X.", "when": {"variant": "uterine"}}]}
        assert done(change) == BEFORE
        assert "x: X." in done(change, variant="uterine")

    def test_more_may_be_said_after_what_is_locked_and_in_it(self) -> None:
        after = done(
            {"after": "flags", "add": [{"id": "x", "text": "X."}]},
            {"after": "g", "add": [{"id": "y", "text": "Y."}]},
        )
        assert [line for line in after if line not in BEFORE] == ["y: Y.", "x: X."]
        assert [line for line in after if line in BEFORE] == BEFORE


class TestWhatMayNot:
    @pytest.mark.parametrize("key", ["replace", "omit"])
    @pytest.mark.parametrize(("target", "locked"), [("flags", "flags"), ("g", "flags"), ("c", "c"), ("safe", "safe")])
    def test_what_is_locked_is_neither_replaced_nor_left_out(self, key: str, target: str, locked: str) -> None:
        change = {key: target, **({"with": {"text": "All is well."}} if key == "replace" else {})}
        said = refused(change)
        own = "is locked" if target == locked else f"cannot be changed, since '{locked}' is locked"
        assert f"'{target}' {own}, to keep people safe: sections/parts.yaml:" in said
        assert f"write 'after: {target}' and 'add:'" in said

    @pytest.mark.parametrize(("target", "locked"), [("list", "c"), ("together", "safe")])
    def test_nor_is_what_holds_something_locked(self, target: str, locked: str) -> None:
        assert f"'{target}' cannot be changed, since '{locked}' is locked" in refused({"omit": target})

    def test_a_block_does_not_stand_where_an_entry_must(self) -> None:
        said = refused({"replace": "a", "with": {"subheading": "No"}})
        assert "this cannot stand here; 'a' is an entry of a list, with text alone: sections/parts.yaml:10:11" in said

    def test_an_entry_without_a_label_does_not_stand_among_those_with_one(self) -> None:
        said = refused({"after": "f", "add": [{"id": "x", "text": "X."}]})
        assert "'f' is an entry of a list, with label and text alone" in said

    def test_an_entry_does_not_stand_where_a_block_must(self) -> None:
        assert "'one' is a block" in refused({"replace": "one", "with": {"label": "L", "text": "X."}})

    def test_an_entry_has_nothing_in_the_side_column(self) -> None:
        assert "this cannot stand here" in refused({"replace": "a", "with": {"text": "X.", "beside": "true"}})

    def test_what_stands_in_something_replaced_is_not_changed_besides(self) -> None:
        said = refused({"omit": "f"}, {"replace": "facts", "with": {"text": "No facts."}})
        assert "'f' stands in 'facts', which is changed as a whole on line" in said

    def test_what_is_new_has_an_id_of_its_own_however_deep_it_stands(self) -> None:
        deep = {"bullets": {"items": [{"id": "g", "text": "Bleeding is fine."}]}}
        assert "there is a 'g' already: sections/parts.yaml" in refused({"replace": "one", "with": deep})
        assert "there is a 'g' already" in refused({"after": "one", "add": [{"id": "x", **deep}]})
        assert "there is a 'x' already" in refused({"after": "one", "add": [{"id": "x", "text": "X."}] * 2})

    def test_a_list_is_not_emptied(self) -> None:
        said = refused({"omit": "f"})
        assert "without 'f' nothing is left here" in said
        assert "omit the whole of it" in said

    def test_faults_of_every_variant_are_said_at_once(self) -> None:
        said = refused({"omit": "flags", "when": {"variant": "uterine"}}, {"omit": "g"})
        assert said.count("to keep people safe") == 2


def test_a_clinics_prefix_stands_before_the_reference() -> None:
    assert reference_code(parts().file, "gi") == "LMS-GI"
    assert reference_code(changed(parts(), clinic(reference_prefix="ELM"), job().axes).file, "gi") == "ELM-LMS-GI"


def test_a_clinics_colour_takes_the_place_of_the_variants_and_is_found_in_its_file() -> None:
    made = changed(parts(), clinic(colours="{primary: '#123456'}"), job().axes)
    variant = made.file.variants["gi"]
    assert variant.colour == "#123456"
    assert variant.at("colour").file == "content/clinics/elm.yaml"
    assert variant.at("title").file == "leaflet.yaml"


def locked(one: Leaflet) -> list[Statement]:
    """Everything in a leaflet that is locked, by itself or by what it stands in."""
    return [found.model for several in named(one).values() for found in several if found.lock]


def spoken(value: object) -> Iterator[str]:
    """All that is said in a part of a leaflet, and how and when."""
    if isinstance(value, Model):
        yield type(value).__name__
        for name, part in value:
            yield name
            yield from spoken(part)
    elif isinstance(value, tuple):
        for part in value:
            if not (isinstance(part, Statement) and part.id.startswith("added-")):
                yield from spoken(part)
    else:
        yield repr(value)


def safety(one: Leaflet) -> list[tuple[str, list[str]]]:
    """Every block that locks, with the section it stands in and all it says, in order; additions left aside."""
    found = []
    for name, section in one.sections.items():
        for model in models(section):
            if isinstance(model, Block | Item) and model.locked:
                found.append((name, list(spoken(model))))
    return found


SAFETY = safety(LMS)
EVERY_ID = sorted(named(LMS))
LOCKED_IDS = sorted({model.id for model in locked(LMS)})


class TestTheLeafletsShipped:
    def test_the_red_flags_when_to_call_and_the_disclaimer_are_locked(self) -> None:
        flags = [model.id for model in models(LMS.sections) if isinstance(model, Block) and hasattr(model, "emergency")]
        assert flags
        assert set(flags) <= set(LOCKED_IDS)
        disclaimer = {"AB1", "AB2", "AB3", "AB4", "when-unwell"}
        when_to_call = {"RF8", "RF9", "RF9b", "cancer-drugs", "RF12", "other-signs", "GI31", "CH5", "GI4", "GI46"}
        assert disclaimer | when_to_call <= set(LOCKED_IDS)

    @pytest.mark.parametrize("id_", LOCKED_IDS)
    def test_nothing_locked_can_be_replaced_or_left_out(self, id_: str) -> None:
        for change in ({"omit": id_}, {"replace": id_, "with": {"text": "All is well."}}):
            with pytest.raises(ContentError, match="to keep people safe"):
                changed(LMS, local(change), job().axes)


TARGETS = st.sampled_from(EVERY_ID) | st.sampled_from(LOCKED_IDS)
WITH: st.SearchStrategy[dict[str, Any]] = st.sampled_from(
    [
        {"text": "All is well."},
        {"label": "What?", "text": "All is well."},
        {"text": "All is well.", "locked": "true"},
        {"bullets": {"items": [{"id": "new", "text": "All is well."}]}},
        {"page_break": "here"},
    ]
)
WHEN: st.SearchStrategy[dict[str, Any]] = st.sampled_from([{}, {"when": {"variant": "gi"}}, {"when": {"region": "uk"}}])


@st.composite
def a_change(draw: st.DrawFn) -> dict[str, Any]:
    """A change to anything, as an author might write it."""
    target, more = draw(TARGETS), draw(WHEN)
    match draw(st.sampled_from(["replace", "omit", "after"])):
        case "replace":
            return {"replace": target, "with": draw(WITH), **more}
        case "omit":
            return {"omit": target, **more}
    return {"after": target, "add": [{**draw(WITH), "id": f"added-{draw(st.integers(0, 10**6))}"}], **more}


@given(st.lists(a_change(), min_size=1, max_size=4), st.sampled_from(sorted(LMS.file.variants)))
@settings(max_examples=150)
def test_no_combination_of_changes_takes_away_or_rewrites_what_is_locked(
    changes: list[dict[str, Any]], variant: str
) -> None:
    assert len(SAFETY) > 10
    try:
        made = changed(LMS, local(*changes), job(variant, "uk").axes)
    except ContentError:
        return
    before = {(name, *said) for name, said in SAFETY}
    after = [(name, *said) for name, said in safety(made)]
    assert [said for said in after if said in before] == [(name, *said) for name, said in SAFETY]


def test_and_many_combinations_are_allowed() -> None:
    free = [id_ for id_ in EVERY_ID if id_ not in LOCKED_IDS]
    allowed = 0
    for id_ in free[::8]:
        for change in ({"omit": id_}, {"after": id_, "add": [{"id": "added-1", "text": "More."}]}):
            try:
                made = changed(LMS, local(change), job("general").axes)
            except ContentError:
                continue
            allowed += 1
            assert safety(made) == SAFETY
    assert allowed > len(free) // 8


@pytest.mark.parametrize(
    "other",
    [
        "after: b, add: [{id: new, text: Come in.}]",
        "after: a, add: [{id: new, note: {items: [{id: in, text: Come in.}]}}]",
        "after: a, add: [{id: new, beside: true, text: Come in.}]",
        "after: a, add: [{id: new, words: tumour, text: Come in.}]",
        "after: a, add: [{id: new, sources: [S1], text: Come in.}]",
        "after: a, add: [{id: new, text: Come in.}, {id: more, text: Sit down.}]",
        "replace: a, with: {text: Come in.}",
        "omit: a",
    ],
)
def test_the_outline_of_a_change_tells_what_it_does_to_the_rest(other: str) -> None:
    one, same, another = (
        clinic(changes=f"[{{{change}}}]").changes[0]
        for change in ("after: a, add: [{id: new, text: Come in.}]", "after: a, add: [{id: x, text: Wait.}]", other)
    )
    assert outline(one) == outline(same), "only its words are other"
    assert outline(one) != outline(another)


def test_so_does_what_stands_inside_it() -> None:
    plain, sourced = (
        clinic(changes=f"[{{after: a, add: [{{id: l, bullets: {{items: [{{id: i, {more}text: Wait.}}]}}}}]}}]").changes[
            0
        ]
        for more in ("", "sources: [S1], ")
    )
    assert outline(plain) != outline(sourced)
