"""What the leaflets about LMS say, held against the fact sheet: each statement where it belongs, and nowhere else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

import pytest
import yaml

from leaflets.content.blocks import ContentsBlock, OrganisationsBlock, WordsExplainedBlock
from leaflets.content.inline import text_fields, words_of
from leaflets.content.leaflet import Leaflet, Organisation, Word
from leaflets.content.model import Model
from leaflets.content.payloads import Fact, Statement
from leaflets.edition.selection import Job, Rewriting, rewrite, select
from leaflets.store.project import Project
from leaflets.store.references import models
from support.projects import ROOT, Read, for_jobs, job_of, unpaged, whole

Facts = Mapping[str, Mapping[str, Any]]
FILE = ROOT / "tests/data/statements.yaml"

REPLACED = {
    "gi": {"core-short", "core-symptoms", "WH4", "WH5", "WH6", "TR4", "TR6", "TR7"},
    "uterine": {"core-short", "core-symptoms", "WH2", "WH3", "WH4", "WH5", "WH6", "ST6"} | {"TR4", "TR6", "TR7", "TR8"},
}
"""The parts and statements of the common core that a variant has its own words for, as the fact sheet lays down."""
HOMES = {"core": {"general", "gi", "uterine"}, "new": {"general", "gi", "uterine"}, "gi": {"gi"}, "ut": {"uterine"}}
"""The variants a part of the fact sheet is for, by the first word of its name."""


@pytest.fixture(scope="module")
def facts() -> Facts:
    text = FILE.read_text(encoding="utf-8")
    found: Facts = yaml.load(text, yaml.BaseLoader)  # noqa: S506 (it makes nothing but text, lists and mappings)
    assert len(found) > 300
    return found


def said_by(leaflet: Leaflet) -> Iterator[tuple[Model, str]]:
    """Every text of a leaflet with the model it stands in, in the order it is printed."""
    for section in leaflet.sections.values():
        for block in section.blocks:
            if isinstance(block, ContentsBlock):
                continue  # it stands where it has room
            yield from _texts(block)
            if isinstance(block, WordsExplainedBlock):
                for word in sorted(leaflet.words.values(), key=lambda word: word.term.casefold()):
                    yield from _texts(word)
            if isinstance(block, OrganisationsBlock):
                for organisation in leaflet.organisations.values():
                    yield organisation, organisation.name
                    yield organisation, organisation.about


def _texts(model: Model) -> Iterator[tuple[Model, str]]:
    """The texts of a model, and of those inside it, in the order of its fields; a fact's label stands before it."""
    own: list[str] = []

    def note(text: str) -> str:
        own.append(text)
        return text

    rewrite(model, Rewriting(note, lambda other: other is not model))
    if isinstance(model, Fact):
        own.reverse()
        yield from ((model, words_of(text)) for text in own)
        return
    for name, value in model:
        if name == "alt":  # heard in place of a picture, not printed
            continue
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Model):
                yield from _texts(part)
            elif name in text_fields(type(model)) and part in own:
                yield model, words_of(part)


def printed(project: Project, job: Job) -> Leaflet:
    """What a job prints: selected, translated and filled in."""
    return whole(project, job)


def ids_of(leaflet: Leaflet) -> list[str]:
    """The ids of all statements, words and organisations, in print order."""
    kinds = (Statement, Word, Organisation)
    shown = [model for model in models(leaflet) if isinstance(model, kinds)]
    return [model.id for model in shown]


class TestTheFactSheet:
    def test_gives_a_reason_for_every_statement_that_is_not_printed(self, facts: Facts) -> None:
        left_out = [fact for fact in facts.values() if not fact["variants"]]
        assert left_out
        for fact in left_out:
            assert fact.get("reason"), fact["text"]

    def test_gives_a_reason_for_every_statement_that_is_not_where_its_part_would_put_it(
        self, facts: Facts, project: Project
    ) -> None:
        regions = set(project.settings.regions)
        moved = [
            name
            for name, fact in facts.items()
            if set(fact["variants"]) & HOMES["core"] != self.home(name, fact["section"])
            or (fact["variants"] and set(fact["regions"]) != regions)
        ]
        assert moved
        assert [name for name in moved if not facts[name].get("reason") and "extra" not in facts[name]] == []

    def home(self, name: str, section: str) -> set[str]:
        home = HOMES.get(section.split("-")[0], set())
        return {variant for variant in home if not REPLACED.get(variant, set()) & {name, section}}

    def test_names_variants_and_regions_that_exist(self, facts: Facts, project: Project) -> None:
        for name, fact in facts.items():
            assert set(fact["variants"]) <= set(project.leaflet("lms").file.variants), name
            assert set(fact["regions"]) <= set(project.settings.regions), name


class TestWhatTheFirstTextsSaid:
    """What the two texts the leaflets began from said is printed as it should be, or left out for a reason."""

    def test_is_printed_in_a_leaflet_or_left_out_for_a_reason(self, project: Project) -> None:
        printed: set[str] = set()
        for variant, region in product(project.leaflet("lms").file.variants, project.settings.regions):
            printed |= set(ids_of(select(project.leaflet("lms"), job_of(project, "lms", variant, region))))
        corrections = project.corrections("lms")
        assert len(corrections) > 50
        for one in corrections:
            assert set(one.said_by) <= printed, one.id
            assert bool(one.said_by) != bool(one.printed), one.id
            assert not one.printed or one.reason, one.id

    @pytest.mark.parametrize(
        ("said", "variant"),
        [
            ("It can spread through the blood", "general"),
            ("this can make it hard to find early", "general"),
            ("less often in an arm or a leg", "general"),
            ("www.orpha.net", "general"),
            ("Sarcoma Alliance", "general"),
            ("You move some muscles on purpose", "gi"),
            ("LMS can be hard to predict", "skin"),
            ("Soft tissue means muscle, fat, nerves, tendons and blood vessels", "limb"),
            ("the heart, the liver, the pancreas", "veins"),
            ("one of the more common kinds in adults", "general"),
            ("The name comes from Greek words", "uterine"),
            ("Surgery can cure some people", "gi"),
        ],
    )
    def test_stands_there_in_words(self, said: str, variant: str, project: Project) -> None:
        leaflet = printed(project, job_of(project, "lms", variant, "us"))
        addresses = [entry.web for entry in leaflet.organisations.values()]
        assert said in " ".join([*(text for _, text in said_by(leaflet)), *addresses])


@for_jobs(lambda job, _: job.leaflet == "lms")  # which the fact sheet is about
class TestEveryStatement:
    def test_is_shown_where_the_fact_sheet_puts_it_and_only_there(
        self, job: Job, project: Project, facts: Facts
    ) -> None:
        self.agrees(select(project.leaflet("lms"), job), job, facts)

    @pytest.mark.parametrize("region", ["us", "uk"])
    def test_is_shown_with_the_extra_it_belongs_to_and_only_then(
        self, project: Project, facts: Facts, region: str
    ) -> None:
        extras = {fact["extra"] for fact in facts.values() if "extra" in fact}
        assert extras == set(project.leaflet("lms").file.extras)
        for variant in project.leaflet("lms").file.variants:
            job = job_of(project, "lms", variant, region, sorted(extras))
            self.agrees(select(project.leaflet("lms"), job), job, facts)

    def agrees(self, leaflet: Leaflet, job: Job, facts: Facts) -> None:
        expected = {
            name
            for name, fact in facts.items()
            if job.variant in fact["variants"]
            and job.region in fact["regions"]
            and ("extra" not in fact or fact["extra"] in job.extras)
        }
        assert len(expected) > 100
        shown = {name for name in ids_of(leaflet) if name in facts}
        assert sorted(expected - shown) == [], "not shown"
        assert sorted(shown - expected) == [], "shown, but not for this leaflet"

    def test_has_an_id_of_its_own(self, job: Job, project: Project) -> None:
        counted = Counter(ids_of(select(project.leaflet("lms"), job)))
        assert counted
        assert [name for name, count in counted.items() if count > 1] == []

    def test_is_printed_after_the_one_before_it(self, job: Job, project: Project, read: Read) -> None:
        """In reading order, and word for word; only line breaks, and pages that are named, are the layout's."""
        text = unpaged(" ".join(read(job).text.split()), project, job)
        place, count = 0, 0
        for model, words in said_by(printed(project, job)):
            name = getattr(model, "id", "part of a block")
            found = text.find(words, place)
            assert found >= 0, f"{name}: {words!r} is not found after {text[max(place - 60, 0) : place]!r}"
            place, count = found + len(words), count + 1
        assert count > 150

    def test_and_every_picture_is_described_to_those_who_listen(self, job: Job, project: Project, read: Read) -> None:
        pictured = [model for model in models(printed(project, job)) if getattr(model, "alt", None)]
        for model in pictured:
            assert words_of(model.alt) in read(job).tree  # type: ignore[attr-defined]

    def test_records_the_sources_the_evidence_and_the_need_for_a_clinician_of_the_fact_sheet(
        self, project: Project, facts: Facts
    ) -> None:
        kinds = (Statement, Word, Organisation)
        recorded = [model for model in models(project.leaflet("lms")) if isinstance(model, kinds) and model.id in facts]
        assert len(recorded) > 250
        for model in recorded:
            fact = facts[model.id]
            joined = [fact, *(facts[other] for other in fact.get("also_says", ()))]
            sources = [source for one in joined for source in one.get("sources", ())]
            assert list(model.sources) == list(dict.fromkeys(sources)), model.id
            if fact.get("sources") or fact.get("evidence") != "V":  # what has no source was seen nowhere
                assert model.evidence == fact.get("evidence"), model.id
            assert model.needs == fact.get("needs"), model.id

    def test_names_only_sources_that_were_really_seen_unless_it_is_marked_as_second_hand(
        self, project: Project
    ) -> None:
        resting = [model for model in models(project.leaflet("lms")) if getattr(model, "evidence", None) == "V"]
        assert len(resting) > 200
        for model in resting:
            assert getattr(model, "sources", ()), getattr(model, "id", model)
