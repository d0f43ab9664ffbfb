"""What one job says: what it shows, in which words, and with which values."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets.content.blocks import BulletsBlock, EmergencyBlock, NoteBlock, TextBlock
from leaflets.content.language import Language
from leaflets.content.leaflet import Leaflet, approvals
from leaflets.content.model import Conditional
from leaflets.content.payloads import Alarm, Statement
from leaflets.edition.selection import Job, fill_in, reference_code, select, translate, values
from leaflets.problems import ContentError
from leaflets.store.references import models
from support.leaflet import FILE, job, language, leaflet, settings

SYMPTOMS = """\
heading: Symptoms
blocks:
  - id: all
    text: For all.
  - id: gut
    when: {variant: gi}
    text: For the gut.
  - id: not-gut
    unless: {variant: [gi]}
    text: Not for the gut.
  - id: list
    bullets:
      items:
        - {id: item-all, text: one}
        - {id: item-gut, text: two, when: {variant: gi}}
        - {id: item-uk, text: three, when: {region: uk}}
"""
ONLY_GUT = "heading: GIST\nwhen: {variant: gi}\nblocks:\n  - id: gist\n    text: What is GIST?\n"


def ids(chosen: Leaflet) -> list[str]:
    """The ids of all that is shown in the sections, in order."""
    return [
        model.id for section in chosen.sections.values() for model in models(section) if isinstance(model, Statement)
    ]


def texts(chosen: Leaflet) -> list[str]:
    return [model.text for section in chosen.sections.values() for model in models(section)
            if isinstance(model, TextBlock)]  # fmt: skip


def test_a_variant_shows_its_own_blocks_and_items_and_no_others() -> None:
    whole = leaflet({"symptoms": SYMPTOMS})
    assert ids(select(whole, job("gi"))) == ["front-text", "all", "gut", "list", "item-all", "item-gut"]
    assert ids(select(whole, job("uterine"))) == ["front-text", "all", "not-gut", "list", "item-all"]


def test_a_region_shows_its_own_items() -> None:
    whole = leaflet({"symptoms": SYMPTOMS})
    assert "item-uk" in ids(select(whole, job("uterine", "uk")))
    assert "item-uk" not in ids(select(whole, job("uterine", "us")))


def test_a_section_may_be_for_one_variant() -> None:
    whole = leaflet({"symptoms": SYMPTOMS, "gist": ONLY_GUT})
    assert list(select(whole, job("gi")).sections) == ["front", "symptoms", "gist"]
    assert list(select(whole, job("uterine")).sections) == ["front", "symptoms"]


def test_sections_stand_in_the_order_the_leaflet_lists_them_after_the_front() -> None:
    whole = leaflet({"symptoms": SYMPTOMS, "gist": ONLY_GUT}, listed="gist, symptoms")
    assert list(select(whole, job("gi")).sections) == ["front", "gist", "symptoms"]


def test_all_axes_of_a_condition_must_match() -> None:
    whole = leaflet({"s": "heading: S\nblocks:\n  - {id: a, text: x}\n"
                          "  - {id: both, text: x, when: {variant: gi, region: uk}}\n"
                          "  - {id: neither, text: x, unless: {variant: gi, region: uk}}\n"})  # fmt: skip
    assert ids(select(whole, job("gi", "uk")))[1:] == ["a", "both"]
    assert ids(select(whole, job("gi", "us")))[1:] == ["a", "neither"]
    assert ids(select(whole, job("uterine", "uk")))[1:] == ["a", "neither"]


def test_when_and_unless_may_stand_together() -> None:
    whole = leaflet({"s": "heading: S\nblocks:\n  - {id: a, text: x}\n"
                          "  - {id: b, text: x, when: {variant: [gi, uterine]}, unless: {region: uk}}\n"})  # fmt: skip
    assert ids(select(whole, job("gi", "us")))[1:] == ["a", "b"]
    assert ids(select(whole, job("gi", "uk")))[1:] == ["a"]


def test_extras_and_editions_are_shown_when_asked_for() -> None:
    whole = leaflet({"s": "heading: S\nblocks:\n  - {id: a, text: x}\n"
                          "  - {id: extra, text: x, when: {extra: figures}}\n"
                          "  - {id: brief, text: x, when: {edition: brief}}\n"
                          "  - {id: both, text: x, when: {edition: [full, brief]}}\n"}, panels=True)  # fmt: skip
    assert ids(select(whole, job()))[1:] == ["a", "both"]
    assert ids(select(whole, job(extras=("figures",))))[1:] == ["a", "extra", "both"]
    assert ids(select(whole, job(edition="brief"))) == ["brief", "both"], "no edition named: the full one"


def test_a_leaflet_without_panels_has_no_brief_edition() -> None:
    with pytest.raises(ContentError, match="this leaflet has none"):
        select(leaflet({"symptoms": SYMPTOMS}), job(edition="brief"))


def test_lists_beside_the_sections_are_chosen_from_too() -> None:
    entry = "{id: %s, term: T, meaning: M%s}"
    whole = leaflet(
        {"symptoms": SYMPTOMS},
        words=f"words:\n  a: {entry % ('W1', '')}\n  b: {entry % ('W2', ', when: {variant: gi}')}\n",
        organisations="organisations:\n  c: {id: S1, name: N, country: C, about: A, web: 'https://a.org',"
        " when: {region: uk}}\n",
    )
    gut, womb = select(whole, job("gi", "uk")), select(whole, job("uterine", "us"))
    assert (list(gut.words), list(gut.organisations)) == (["a", "b"], ["c"])
    assert (list(womb.words), list(womb.organisations)) == (["a"], [])


def test_a_section_left_empty_is_a_problem_at_its_line() -> None:
    whole = leaflet({"s": "heading: Eating\nblocks:\n  - {id: a, text: x, when: {variant: gi}}\n"})
    with pytest.raises(ContentError) as caught:
        select(whole, job("uterine"))
    (problem,) = caught.value.problems
    assert str(problem.where) == "sections/s.yaml:1:1"
    assert problem.message == "the section 'Eating' says nothing in the variant 'uterine' (us)"
    assert problem.hint == "give the section itself a 'when' or 'unless'"


def test_a_list_left_empty_is_a_problem_at_its_line() -> None:
    whole = leaflet({"s": "heading: S\nblocks:\n  - id: a\n    bullets:\n      items:\n"
                          "        - {id: b, text: x, when: {variant: gi}}\n"})  # fmt: skip
    with pytest.raises(ContentError) as caught:
        select(whole, job("uterine"))
    (problem,) = caught.value.problems
    assert problem.where.file == "sections/s.yaml"
    assert problem.where.line == 6
    assert problem.message == "this list is left empty in the variant 'uterine' (us)"
    assert problem.hint == "give the block itself a 'when' or 'unless'"


def test_all_that_is_left_empty_is_said_at_once() -> None:
    empty = "heading: S\nblocks:\n  - {id: %s, text: x, when: {variant: gi}}\n"
    whole = leaflet({"s": empty % "a", "t": empty % "b"})
    with pytest.raises(ContentError) as caught:
        select(whole, job("uterine"))
    assert [problem.where.file for problem in caught.value.problems] == ["sections/s.yaml", "sections/t.yaml"]


def test_nothing_conditional_is_left() -> None:
    chosen = select(leaflet({"symptoms": SYMPTOMS, "gist": ONLY_GUT}), job("gi"))
    conditional = [model for model in models(chosen) if isinstance(model, Conditional)]
    assert len(conditional) > 5
    assert all(model.when is None and model.unless is None for model in conditional)


CONDITIONS = st.fixed_dictionaries(
    {},
    optional={
        "variant": st.lists(st.sampled_from(["gi", "uterine"]), min_size=1, unique=True),
        "region": st.lists(st.sampled_from(["us", "uk"]), min_size=1, unique=True),
        "edition": st.lists(st.sampled_from(["full", "brief"]), min_size=1, unique=True),
        "extra": st.just(["figures"]),
    },
)
JOBS = st.builds(
    job,
    st.sampled_from(["gi", "uterine"]),
    st.sampled_from(["us", "uk"]),
    st.sampled_from(["full", "brief"]),
    st.sampled_from([(), ("figures",)]),
)


@given(st.lists(st.tuples(CONDITIONS, CONDITIONS), max_size=6), JOBS)
def test_selection_keeps_what_holds_in_order_and_adds_nothing(
    conditions: list[tuple[dict[str, list[str]], dict[str, list[str]]]], wanted: Job
) -> None:
    blocks = ["  - {id: always, text: x, when: {edition: [full, brief]}}"]
    for index, (when, unless) in enumerate(conditions):
        blocks.append(f"  - {{id: b{index}, text: x, when: {when}, unless: {unless}}}".replace("'", ""))
    whole = leaflet({"s": "heading: S\nblocks:\n" + "\n".join(blocks) + "\n"}, panels=True)
    chosen = select(whole, wanted)

    def holds(condition: dict[str, list[str]]) -> bool:
        return all(wanted.axes[axis] & set(values) for axis, values in condition.items())

    def shown() -> Iterator[str]:
        yield "always"
        for index, (when, unless) in enumerate(conditions):
            if holds({"edition": ["full"]} | when) and not holds(unless):
                yield f"b{index}"

    assert [name for name in ids(chosen) if name != "front-text"] == list(shown())


@pytest.fixture(scope="module")
def english() -> Language:
    return language("{tumor: tumour, uterus: womb}")


def test_texts_are_translated_but_not_ids_or_addresses(english: Language) -> None:
    whole = leaflet({"s": "heading: The tumor\nblocks:\n"
                          "  - {id: tumor, text: 'A [tumor](https://a.org/tumor) of the uterus.'}\n"})  # fmt: skip
    section = translate(select(whole, job()), english).sections["s"]
    assert section.heading == "The tumour"
    (block,) = section.blocks
    assert isinstance(block, TextBlock)
    assert (block.id, block.text) == ("tumor", "A [tumour](https://a.org/tumor) of the womb.")


def test_a_block_written_for_one_region_is_not_translated(english: Language) -> None:
    whole = leaflet({"s": "heading: S\nblocks:\n"
                          "  - {id: a, text: 'A uterus.'}\n"
                          "  - {id: b, text: 'The womb is called the uterus.', when: {region: uk}}\n"})  # fmt: skip
    chosen = translate(select(whole, job(region="uk")), english)
    assert texts(chosen)[1:] == ["A womb.", "The womb is called the uterus."]


def test_an_item_written_for_one_region_is_not_translated(english: Language) -> None:
    whole = leaflet({"s": "heading: S\nblocks:\n  - id: a\n    bullets:\n      lead_in: 'uterus:'\n      items:\n"
                          "        - {id: b, text: uterus}\n"
                          "        - {id: c, text: uterus, when: {region: uk}}\n"})  # fmt: skip
    (block,) = translate(select(whole, job(region="uk")), english).sections["s"].blocks
    assert isinstance(block, BulletsBlock)
    assert block.bullets.lead_in == "womb:"
    assert [item.text for item in block.bullets.items] == ["womb", "uterus"]


def test_a_section_written_for_one_region_is_not_translated(english: Language) -> None:
    whole = leaflet({"s": "heading: The uterus\nwhen: {region: uk}\nblocks:\n  - {id: a, text: uterus}\n"})
    section = translate(select(whole, job(region="uk")), english).sections["s"]
    assert section.heading == "The uterus"
    assert [block.text for block in section.blocks if isinstance(block, TextBlock)] == ["uterus"]


def test_a_word_explained_for_one_region_is_not_translated(english: Language) -> None:
    entry = "{id: W1, term: Uterus, meaning: The womb., when: {region: %s}}"
    whole = leaflet({"s": ONLY_GUT}, words=f"words:\n  us: {entry % 'us'}\n  uk: {entry % 'uk'}\n")
    words = translate(select(whole, job(region="uk")), english).words
    assert [word.term for word in words.values()] == ["Uterus"]


def test_the_title_of_a_leaflet_is_translated_too(english: Language) -> None:
    chosen = translate(select(leaflet({"s": ONLY_GUT}), job()), english)
    assert chosen.file.variants["uterine"].title == "LMS of the womb"
    assert chosen.file.variants["uterine"].suffix == "UT"


APPROVED = FILE + """\
values: {fever_threshold: {what: when to ring}}
approvals:
  - {variant: gi, version: "1.0", by: Dr Ada Łęcka, role: oncologist, signed: 2026-12-01}
  - {variant: [gi, uterine], version: "0.9", by: Dr Old, role: oncologist, signed: 2025-01-01}
"""  # fmt: skip
ABOUT = """\
heading: About
blocks:
  - id: a
    text: "{written} {review_by} {version} {reference} {publisher}"
  - id: b
    text: "Checked by: {checked_by}. Sources: {sources_seen}."
  - id: c
    note: {lead_in: "Call {emergency_number}", items: [{id: d, text: "{fever_threshold} or more"}]}
  - id: e
    emergency: {heading: Help, call: "{emergency_number}", lead_in: or, items: [{id: f, text: x}]}
"""
SOURCE = "{organisation: O, title: T, dated: undated, quality: good, seen: %s}"


def about(variant: str, region: str, file: str = APPROVED) -> Leaflet:
    sources = f"sources:\n  a: {SOURCE % '2026-11-02'}\n  b: {SOURCE % '2026-11-20'}\n"
    wanted = job(variant, region)
    chosen = select(leaflet({"about": ABOUT}, file=file, sources=sources), wanted)
    return fill_in(chosen, values(chosen, wanted, settings().regions[region], language()))


def test_every_placeholder_is_filled_with_the_leaflets_own_facts() -> None:
    said = texts(about("gi", "us"))
    assert said[1] == "November 2026 November 2028 1.0 LMS-GI The leaflets project"
    assert said[2] == "Checked by: Dr Ada Łęcka, oncologist, 1 December 2026. Sources: 20 November 2026."


@pytest.mark.parametrize(("region", "number", "fever"), [("us", "911", "100 F"), ("uk", "999", "38 C")])
def test_numbers_to_ring_are_those_of_the_region(region: str, number: str, fever: str) -> None:
    chosen = about("gi", region)
    note, alarm = (block for block in chosen.sections["about"].blocks if isinstance(block, NoteBlock | EmergencyBlock))
    assert isinstance(note, NoteBlock)
    assert isinstance(alarm, EmergencyBlock)
    assert note.note.lead_in == f"Call {number}"
    assert note.note.items[0].text == f"{fever} or more"
    assert isinstance(alarm.emergency, Alarm)
    assert alarm.emergency.call == number


def test_a_leaflet_that_no_one_signed_off_says_so() -> None:
    assert "Checked by: no clinician yet." in texts(about("uterine", "us"))[2]
    assert "Checked by: no clinician yet." in texts(about("gi", "us", APPROVED.partition("approvals:")[0]))[2]


def test_only_an_approval_of_this_version_and_variant_counts() -> None:
    file = leaflet({"s": ONLY_GUT}, file=APPROVED).file
    assert approvals(file, "gi")
    assert not approvals(file, "uterine")
    assert not approvals(leaflet({"s": ONLY_GUT}).file, "gi")


def test_each_variant_has_a_reference_code_and_a_file_name_of_its_own() -> None:
    file = leaflet({"s": ONLY_GUT}).file
    assert [reference_code(file, variant) for variant in file.variants] == ["LMS-GI", "LMS-UT"]
    assert job("gi").name == "lms-gi-a4-en-gb"
    assert job("gi").name != job("uterine").name


def test_a_chosen_block_still_knows_its_line() -> None:
    chosen = about("gi", "us")
    lines = [block.at().line for block in chosen.sections["about"].blocks]
    assert lines == [3, 5, 7, 9]
