"""What one file says of another must be there."""

from __future__ import annotations

import pytest

from leaflets.content.leaflet import Leaflet
from leaflets.problems import ContentError, Problem
from leaflets.store.references import check, models
from support.leaflet import FILE, leaflet, settings

SECTION = "heading: S\nblocks:\n  - id: a\n    text: x\n"
SOURCES = "sources: {nci: {organisation: O, title: T, dated: undated, quality: good, seen: 2026-11-02}}"
WORDS = "words: {tumor: {id: W1, term: Tumor, meaning: A lump.}}"


def problems(made: Leaflet) -> list[Problem]:
    with pytest.raises(ContentError) as caught:
        check(made, settings())
    return list(caught.value.problems)


def one(made: Leaflet) -> tuple[str, str, str]:
    (problem,) = problems(made)
    return str(problem.where), problem.message, problem.hint


def test_a_leaflet_whose_names_all_exist_is_accepted() -> None:
    text = SECTION + (
        "    sources: [nci]\n    words: [tumor]\n    when: {variant: [gi, uterine], region: us, extra: figures}\n"
        "    unless: {edition: brief}\n"
    )
    check(leaflet({"s": text}, sources=SOURCES, words=WORDS), settings())


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
