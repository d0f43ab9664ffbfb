"""What one file says of another must be there."""

from __future__ import annotations

import pytest

from leaflets.content.leaflet import Leaflet, Value
from leaflets.problems import ContentError, Problem
from leaflets.store.references import check, models
from support.leaflet import FILE, leaflet, settings

SECTION = "heading: S\nblocks:\n  - id: a\n    text: x\n"
SOURCES = "sources: {nci: {organisation: O, title: T, dated: undated, quality: good, seen: 2026-11-02}}"
WORDS = "words: {tumor: {id: W1, term: Tumor, meaning: A lump.}}"


def problems(made: Leaflet) -> list[Problem]:
    return sorted(set(check(made, settings())))


def one(made: Leaflet) -> tuple[str, str, str]:
    (problem,) = problems(made)
    return str(problem.where), problem.message, problem.hint


def test_a_leaflet_whose_names_all_exist_is_accepted() -> None:
    text = SECTION + (
        "    sources: [nci]\n    words: [tumor]\n    when: {variant: [gi, uterine], region: us, extra: figures}\n"
        "    unless: {edition: brief}\n"
    )
    assert check(leaflet({"s": text}, sources=SOURCES, words=WORDS), settings()) == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("    when: {variant: [gi, uterin]}\n",
         ("s.yaml:5:21", "there is no variant 'uterin'", "did you mean 'uterine'?")),
        ("    unless: {variant: skin}\n", ("s.yaml:5:23", "there is no variant 'skin'", "known here: gi, uterine")),
        ("    when: {region: eu}\n", ("s.yaml:5:20", "there is no region 'eu'", "known here: uk, us")),
        ("    when: {extra: figure}\n", ("s.yaml:5:19", "there is no extra 'figure'", "did you mean 'figures'?")),
        ("    when: {edition: ful}\n", ("s.yaml:5:21", "there is no edition 'ful'", "did you mean 'full'?")),
        ("    sources: [nci, nic]\n", ("s.yaml:5:14", "there is no source 'nic'", "did you mean 'nci'?")),
        ("    words: [tumour]\n",
         ("s.yaml:5:12", "there is no word in glossary.yaml 'tumour'", "did you mean 'tumor'?")),
    ],
)  # fmt: skip
def test_a_name_that_does_not_exist_is_a_problem_at_its_line(line: str, said: tuple[str, str, str]) -> None:
    where, message, hint = one(leaflet({"s": SECTION + line}, sources=SOURCES, words=WORDS))
    assert (where.removeprefix("sections/"), message, hint) == said


def test_conditions_of_sections_and_items_are_looked_at_too() -> None:
    text = ("heading: S\nwhen: {variant: skin}\nblocks:\n  - id: a\n    bullets:\n      items:\n"
            "        - {id: b, text: x, sources: nowhere, when: {region: eu}}\n")  # fmt: skip
    found = problems(leaflet({"s": text}))
    assert [(problem.where.line, problem.message) for problem in found] == [
        (2, "there is no variant 'skin'"),
        (7, "there is no source 'nowhere'"),
        (7, "there is no region 'eu'"),
    ]


def test_conditions_in_the_lists_are_looked_at_too() -> None:
    found = problems(leaflet(
        {"s": SECTION},
        words="words: {w: {id: W1, term: T, meaning: M, sources: nowhere}}",
        organisations="organisations:\n  o: {id: S1, name: N, country: C, about: A, web: 'https://a.org',"
                      " when: {region: eu}}\n",
    ))  # fmt: skip
    assert [(problem.where.file, problem.message) for problem in found] == [
        ("glossary.yaml", "there is no source 'nowhere'"),
        ("organisations.yaml", "there is no region 'eu'"),
    ]


def test_a_listed_section_without_a_file_is_a_problem() -> None:
    where, message, hint = one(leaflet({"symptoms": SECTION}, listed="symptoms, symptms"))
    assert (where.split(":")[0], message) == ("leaflet.yaml", "there is no section 'symptms'")
    assert hint == "did you mean 'symptoms'?"


def test_a_section_that_is_not_listed_is_a_problem() -> None:
    said = one(leaflet({"s": SECTION, "t": SECTION}, listed="s"))
    assert said == ("sections/t.yaml:1:1", "the section 't' is not listed in leaflet.yaml", "list it, or delete it")


def test_a_front_without_a_file_is_a_problem() -> None:
    file = FILE.replace("section: front", "section: cover")
    found = problems(leaflet({"s": SECTION}, file=file))
    assert "there is no section 'cover'" in [problem.message for problem in found]


def test_an_approval_of_an_unknown_variant_is_a_problem() -> None:
    file = FILE + 'approvals:\n  - {variant: skin, version: "1.0", by: B, role: R, signed: 2026-12-01}\n'
    where, message, _ = one(leaflet({"s": SECTION}, file=file))
    assert (where.split(":")[0], message) == ("leaflet.yaml", "there is no variant 'skin'")


def test_every_model_of_a_leaflet_is_visited() -> None:
    made = leaflet({"s": SECTION}, sources=SOURCES, words=WORDS)
    names = {type(model).__name__ for model in models(made)}
    assert {"Leaflet", "LeafletFile", "Variant", "Cover", "Section", "TextBlock", "Reference", "Word"} <= names


DECLARED = FILE + "values: {fever_threshold: {what: when to ring}}\n"
ASKS = "heading: S\nblocks:\n  - id: a\n    text: Ring at {fever_threshold}.\n"


def test_a_value_that_a_leaflet_declares_and_each_region_gives_can_be_asked_for() -> None:
    assert check(leaflet({"s": ASKS}, file=DECLARED), settings()) == []


def test_a_value_that_no_leaflet_declares_is_a_problem_at_its_line() -> None:
    where, message, hint = one(leaflet({"s": ASKS.replace("threshold", "treshold")}, file=DECLARED))
    assert (where, message) == (
        "sections/s.yaml:4:11", "'{fever_treshold}' is not a placeholder, nor under 'values' in leaflet.yaml"
    )  # fmt: skip
    assert hint == "did you mean 'fever_threshold'?"


def test_a_value_in_an_entry_of_a_list_is_told_at_the_entry() -> None:
    text = (
        "heading: S\nblocks:\n  - id: a\n    table:\n      headings: [A, B]\n      rows:\n        - cells:\n"
        "            - One\n            - '{two}'\n"
    )
    assert one(leaflet({"s": text}))[0] == "sections/s.yaml:9:15"


def test_a_value_that_a_region_does_not_give_is_a_problem_for_each_region() -> None:
    found = problems(leaflet({"s": SECTION}, file=FILE + "values: {day_ward: {what: the ward's number}}\n"))
    assert [(problem.where.line, problem.message) for problem in found] == [
        (5, "the region 'us' gives no 'day_ward', which lms asks for"),
        (6, "the region 'uk' gives no 'day_ward', which lms asks for"),
    ]
    assert "write 'day_ward:' under 'values:' of the region in content/project.yaml" in found[0].hint


def test_a_temperature_that_a_region_gives_is_one_that_can_be() -> None:
    file = FILE + "values: {fever_threshold: {what: when to ring, celsius: [37, 38.5]}}\n"
    found = problems(leaflet({"s": SECTION}, file=file))
    assert [problem.message for problem in found] == ["'100 F' is not one temperature", "'38 C' is not one temperature"]


@pytest.mark.parametrize("text", ["38 °C", "100.4 °F", "37.5 °C (99.5 °F)", "38.3 °C (100.9 °F)"])
def test_a_temperature_may_be_in_either_unit_or_in_both(text: str) -> None:
    assert Value(what="when to ring", celsius=(37, 38.5)).wrong(text) is None


def test_a_value_cannot_take_the_name_of_one_that_every_leaflet_has() -> None:
    with pytest.raises(ContentError, match=r"'\{version\}' has its value already"):
        leaflet({"s": SECTION}, file=FILE + "values: {version: {what: mine}}\n")
